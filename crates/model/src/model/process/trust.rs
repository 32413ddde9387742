//! Trust: how far authority and practice rely on each other, and the reviews in which they learn about each
//! other. M50, M51, M57 to M60, M62, M63, M74 to M80, M107, X1, X2; H5, H7, H16.
//!
//! ```text
//! trust  += trust.drift × (target - trust) + trust.shock-spread × normal
//!           + trust.director-shift + trust.director-spread × normal, when the director changes;
//!           then held within 0 to 1
//! target  = trust.start + form + relation
//!           - trust.saving-aim × max(0, 1 - price ratio), 0 where it only reviews                M77
//!           + dependence.trust × support                                                         M60
//!           + trust.collaborative × information, in a collaborative contract                     M75
//!           + trust.prototype × prototype                                                        M79
//!           + trust.commissioning-skill × skill of the commissioners beyond the ordinary         M80
//!             and what they have learnt since (`commissioners`)                                  X13
//!           + trust.performance × judged - trust.debt × debt                                     M59, X1
//!           - trust.friction × max(0, 1 - trust.protocols × (protocols - usual))                 M62, M63
//!             × exp(-months open ÷ trust.friction-months)
//!           - trust.haste × s.haste                                                              M107
//! form    = trust.stewardship for a body not for profit, else, times 1 - exp(-months open ÷
//!           trust.suspicion-months): - trust.for-profit under H5 `suspicion`, - trust.shareholders for a
//!           large company under `size-dependent`, 0 otherwise                             M57, M51, M50
//! support = by H16, with b the back office bought: `asset` b, `tether` 0, `inverted-U` 2 × min(b, ½)
//! at a review:
//! judged += information × (record - judged)
//! trust  += review.mend × information × max(0, trust.start - trust)                              M76
//! record  = review.weight.changes × better in hand-overs + review.weight.disruptions × better in disruptions
//!           + review.weight.grade × improved, within -1 to 1; 0 of who holds no cases            M59
//! better  = (the own teams' rate - the practice's) ÷ the own teams', within -1 to 1      (`track_record`)
//! information = i under H7 `dynamic`, at most review.information.static under `dynamic-without-data`,
//!           1 - (1 - i) ^ min(1, months between reviews ÷ review.conventional-months) under `static`   M74
//! i       = review.information.collaborative or review.information.static, by the style of review,
//!           × (1 + review.data-quality × (data quality - usual)                                  X2
//!                + review.co-production × (co-production - usual)), within 0 to 1                M78
//! ```
//!
//! debt is what the practice owes as a share of a year's price, at most 1; improved is how far inspection
//! has found the authority better since the practice opened, times the share of its cases that the practice
//! serves, -1 to 1 (`renewal`); relation is what these partners are to each other, normal with standard
//! deviation `trust.relation-spread`, drawn for each pair of partners (M58). A practice opens with trust at
//! its target of that day, which is `trust.start` with what its form and the relation add, and with judged 0. Under `static` what is learnt in two years is the same however often one meets.
//! Trust of a unit inside the authority is 1. Trust 0 to 1, months; sizes grade D, signs from S§34, S§46,
//! S§67 to 78.

use crate::draws::{Draws, Name, Purpose, normal};
use crate::evidence::{Profit, Reviews};
use crate::model::settings::Settings;
use crate::model::settings::budgets::dependence;
use crate::model::settings::{CommissioningSettings, PracticeTerms};
use crate::model::world::{AuthorityState, Contract, Provider, Stage, TrackRecord, World};

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
    let form = if provider.form(&terms.practice).is_for_profit() {
        let grown = 1.0 - libm::exp(-months.max(0.0) / settings.suspicion_months);
        grown
            * match settings.profit {
                Profit::Suspicion => -settings.trust_for_profit,
                Profit::SizeDependent if provider.form(&terms.practice).is_large() => {
                    -settings.trust_shareholders
                }
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
        + settings.trust_skill * (terms.commissioning_skill + provider.buyer_learnt)
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
    // The data that there are, and whether outcomes were agreed, set how much a review can learn.
    let learnt = 1.0
        + settings.review_data * (terms.service_model.data_quality - settings.usual.data_quality)
        + settings.review_defined * (terms.service_model.co_production - settings.usual.co_production);
    let of_style = (of_style * learnt).clamp(0.0, 1.0);
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

/// How much better a practice does than the authority's own teams in hand-overs and disruptions, by the weights
/// of a review.
pub fn compared(
    practice: TrackRecord,
    in_house: TrackRecord,
    (of_hand_overs, of_disruptions): (f64, f64),
) -> f64 {
    let better = |own: f64, theirs: f64| {
        if own > 0.0 { ((own - theirs) / own).clamp(-1.0, 1.0) } else { 0.0 }
    };
    of_hand_overs * better(in_house.hand_overs, practice.hand_overs)
        + of_disruptions * better(in_house.disruptions, practice.disruptions)
}

/// Holds one review: the authority's judgement follows what it learns, how far inspection has found it better
/// since the opening (`improved`, -1 to 1, M59) included, and trust is mended.
/// Returns the information of the review.
pub fn review(
    provider: &mut Provider,
    in_house: TrackRecord,
    improved: f64,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
) -> f64 {
    let information = information(terms, settings);
    // Who holds no cases cannot be compared: what was judged before fades with what is learnt.
    let record = if provider.cases <= 0.0 {
        0.0
    } else {
        let weights = (settings.review_changes, settings.review_disruptions);
        let found = settings.review_grade * improved;
        (compared(provider.record, in_house, weights) + found).clamp(-1.0, 1.0)
    };
    provider.judged += information * (record - provider.judged);
    let lost = (settings.trust_start - provider.trust).max(0.0);
    provider.trust += settings.review_mend * information * lost;
    information
}
