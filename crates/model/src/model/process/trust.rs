//! M50, M51, M57 to M60, M62, M63, M74 to M80, M107, X1, X2, H5, H7, H16: trust between authority and practice.
//!
//! Trust, 0 to 1, covers each month a share of its distance to a target:
//!   target = start + form (for profit less, as H5 says, grown over `trust.suspicion-months`; not for profit more) - saving aim × (1 - price
//!          ratio, if below 1) + dependence × support by the authority (H16) + style of commissioning
//!          + what these partners are to each other + performance as judged - debt - friction - haste of the timetable (M107).
//! Friction fades exponentially after the opening. Every month adds a small addressed shock; a new
//! director adds a larger one. At a review the authority learns a share of how the practice compares
//! with its own teams (hand-overs and disruptions of the last year), and mends a share of what trust
//! has lost. How much, H7 says: `static`: what is learnt in two years is the same however often one
//! meets; `dynamic`: every review learns; `dynamic-without-data`: every review learns as little as one
//! at arm's length. Months; sizes grade D, signs from S§34, S§46, S§67 to 78.

use crate::draws::{Draws, Name, Purpose, normal};
use crate::evidence::{Profit, Reviews};
use crate::model::settings::Settings;
use crate::model::settings::budgets::dependence;
use crate::model::settings::{CommissioningSettings, PracticeTerms};
use crate::model::world::{AuthorityState, Contract, Provider, Stage, World};

/// Draws what these partners are to each other and sets trust for an opening.
pub fn begin(
    provider: &mut Provider,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
    draws: &Draws,
) {
    let Some(practice) = provider.practice else {
        return;
    };
    if terms.practice.is_in_house_unit() {
        provider.trust = 1.0;
        return;
    }
    let succession = Name::practice(provider.authority, practice, provider.transfers);
    let drawn = draws.uniform(Purpose::TrustShock, succession, 1);
    provider.relation = settings.trust_relation_spread * normal(drawn);
    provider.judged = 0.0;
    provider.trust = target(provider, terms, settings, 0.0, 0.0).clamp(0.0, 1.0);
}

/// Trust towards which a relation tends, `months` after the opening; not yet bounded to 0 to 1.
pub fn target(
    provider: &Provider,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
    months: f64,
    debt_share: f64,
) -> f64 {
    let form = if terms.practice.form.is_for_profit() {
        let grown = 1.0 - libm::exp(-months.max(0.0) / settings.suspicion_months);
        grown
            * match settings.profit {
                Profit::Suspicion => -settings.trust_for_profit,
                Profit::SizeDependent if terms.practice.form.is_large() => -settings.trust_shareholders,
                Profit::SizeDependent | Profit::Incentive | Profit::Extraction => 0.0,
            }
    } else {
        settings.trust_stewardship
    };
    let (support, _) = dependence(settings.dependence, provider.departure.back_office);
    let review_style = if terms.practice.contract.is_collaborative() {
        settings.trust_collaborative * information(terms, settings)
    } else {
        0.0
    };
    let agreed = terms.service_model.protocols - settings.usual.protocols;
    let friction = settings.trust_friction
        * (1.0 - settings.trust_protocols * agreed).max(0.0)
        * libm::exp(-months.max(0.0) / settings.trust_friction_months);
    // A review costs less than a case: the ratio says nothing of an aim to save.
    let saving = if terms.practice.reviews_only() {
        0.0
    } else {
        (1.0 - terms.practice.contract.price_ratio).max(0.0)
    };
    settings.trust_start + form - settings.trust_saving_aim * saving
        + settings.dependence_trust * support
        + review_style
        + settings.trust_prototype * terms.service_model.prototype
        + settings.trust_skill * terms.commissioning_skill
        + provider.relation
        + settings.trust_performance * provider.judged
        - settings.trust_debt * debt_share
        - friction
        - settings.trust_haste * provider.departure.haste
}

/// One month of trust for every open practice.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let (contracts, authorities, month) = (&world.contracts, &world.authorities, world.month);
    let (terms, numbers) = (&settings.practices, &settings.commissioning);
    drift(&mut world.providers, contracts, authorities, terms, numbers, draws, month);
}

/// One month of trust for these practices, as far as they are open.
#[allow(clippy::too_many_arguments)] // each is a part of the world that trust reads
pub fn drift(
    providers: &mut [Provider],
    contracts: &[Contract],
    authorities: &[AuthorityState],
    terms: &[PracticeTerms],
    settings: &CommissioningSettings,
    draws: &Draws,
    month: u32,
) {
    let start = f64::from(month);
    for (index, provider) in providers.iter_mut().enumerate() {
        let Some(practice) = provider.practice else {
            continue;
        };
        if !provider.is_open || terms[practice].practice.is_in_house_unit() {
            continue;
        }
        let price_of_year = contracts
            .iter()
            .rev()
            .find(|c| c.provider == index && c.stage == Stage::Running)
            .map_or(0.0, Contract::price_of_year);
        let debt = provider.debt_share(price_of_year);
        let months = start - provider.opens;
        let aim = target(provider, &terms[practice], settings, months, debt);
        let here = Name::practice(provider.authority, practice, month);
        let shock = settings.trust_shock_spread * normal(draws.uniform(Purpose::TrustShock, here, 0));
        let mut trust = provider.trust + settings.trust_drift * (aim - provider.trust) + shock;
        let director = authorities[provider.authority].director_changed;
        if director >= start && director < start + 1.0 {
            let drawn = draws.uniform(Purpose::Director, here, 1);
            trust += settings.director_shift + settings.director_spread * normal(drawn);
        }
        provider.trust = trust.clamp(0.0, 1.0);
    }
}

/// Share of what there is to learn that one review learns (H7).
pub fn information(terms: &PracticeTerms, settings: &CommissioningSettings) -> f64 {
    let of_style = if terms.practice.contract.is_collaborative() {
        settings.information_collaborative
    } else {
        settings.information_static
    };
    // What there is to look at, and whether outcomes were agreed, set how much a review can learn.
    let seen = 1.0
        + settings.review_data * (terms.service_model.data_quality - settings.usual.data_quality)
        + settings.review_defined * (terms.service_model.co_production - settings.usual.co_production);
    let of_style = (of_style * seen).clamp(0.0, 1.0);
    match settings.reviews {
        Reviews::Dynamic => of_style,
        Reviews::DynamicWithoutData => of_style.min(settings.information_static),
        Reviews::Static => {
            let years =
                (terms.practice.contract.review_months / settings.conventional_review_months).min(1.0);
            1.0 - libm::pow(1.0 - of_style, years)
        }
    }
}

/// Hand-overs and disruptions of a provider as a review sees them.
pub fn as_seen(provider: &Provider) -> (f64, f64) {
    (provider.seen_changes, provider.seen_disruptions)
}

/// How much better a practice does than the authority's own teams in both, by the weights of a review; with
/// weights that add up to 1, from -1 to 1.
pub fn seen(provider: &Provider, in_house: (f64, f64), (of_changes, of_disruptions): (f64, f64)) -> f64 {
    let better = |own: f64, theirs: f64| {
        if own > 0.0 { ((own - theirs) / own).clamp(-1.0, 1.0) } else { 0.0 }
    };
    of_changes * better(in_house.0, provider.seen_changes)
        + of_disruptions * better(in_house.1, provider.seen_disruptions)
}

/// Holds one review: the authority's judgement follows what it learns, how far inspection has found it better
/// since the opening (`improved`, -1 to 1, M59) included, and trust is mended.
/// Returns the information of the review.
pub fn review(
    provider: &mut Provider,
    in_house: (f64, f64),
    improved: f64,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
) -> f64 {
    let information = information(terms, settings);
    // Who holds no cases cannot be compared.
    let seen = if provider.cases <= 0.0 {
        0.0
    } else {
        let weights = (settings.review_changes, settings.review_disruptions);
        let found = settings.review_grade * improved;
        (seen(provider, in_house, weights) + found).clamp(-1.0, 1.0)
    };
    provider.judged += information * (seen - provider.judged);
    let lost = (settings.trust_start - provider.trust).max(0.0);
    provider.trust += settings.review_mend * information * lost;
    information
}
