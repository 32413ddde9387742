//! From a scenario's alternative, a parameter set and hypothesis positions to the model's plain numbers.

use super::drift;
use super::local::{first_entries, levels, local_authority};
use crate::draws::Draws;
use crate::evidence::{
    ATTRIBUTES, BudgetHolding, DirectWork, LEVELS, Level, ParameterSet, Positions, ServiceModel, Usual,
};
use crate::model::process::budgets::{FRONT_LINE, MANAGERS};
use crate::model::settings::{
    BudgetSettings, CareSettings, CaseworkSettings, Cohorts, CommissioningSettings, ContractTerms,
    CultureSettings, DatedEvent, ExperienceSettings, Happening, LeaverSettings, LocalAuthority,
    MoneySettings, PlacementSettings, PracticeTerms, Settings, WorkforceSettings,
};
use crate::scenario::{self, Alternative, InHouse, Practice, PracticeForm, ReviewStyle};
use crate::terms::AGES;

/// The model's numbers for one arm. `all` are all arms of the study: they share the cohorts and the
/// highest rate of arrivals, at which candidates are drawn. `normals` are what each authority has
/// drawn for its levels, and `draws` move them from year to year.
pub fn settings(
    arm: &Alternative,
    all: &[Alternative],
    (draws, normals): (&Draws, &[[f64; LEVELS]]),
    p: &ParameterSet,
    positions: &Positions,
    (first_year, months): (u32, u32),
) -> Settings {
    let mut care = CareSettings::new(p);
    care.other_sigmas = other_spreads(all, p);
    let experience = ExperienceSettings::new(p, positions);
    let selection = experience.specialism_selection;
    let artefact = positions.direct_work() == DirectWork::ComparisonArtefact;
    let authorities: Vec<LocalAuthority> = (0..arm.authorities.len())
        .map(|k| {
            let ceiling = highest_entries(all, k, &normals[k], p);
            let (in_house, authority) = (&arm.in_house[k], &arm.authorities[k]);
            let mut local = local_authority(in_house, authority, ceiling, &normals[k], p, &care);
            let yearly = drift::yearly(k, &authority.levels, &local.levels, draws, p, months.div_ceil(12));
            // Candidates are drawn at the highest rate of any year.
            let entries = Level::Entries as usize;
            let highest = yearly.iter().map(|levels| levels[entries] / local.levels[entries]);
            local.entries_ceiling *= highest.fold(1.0, f64::max);
            local.yearly = yearly.into();
            let at_start = &all.first().unwrap_or(arm).in_house[k];
            local.service_model_at_start = service_model(&at_start.service_model, false, p);
            if artefact && is_comparison(k, all) {
                local.caseload *= p.get("comparison.caseload");
            }
            local
        })
        .collect();
    let hosts: &Vec<LocalAuthority> = &authorities;
    let staffed = |practice: &Practice| {
        if artefact {
            staffed_as_its_host(practice, hosts[practice.authority].caseload)
        } else {
            practice.clone()
        }
    };
    let practices: Vec<Practice> = arm.practices.iter().map(staffed).collect();
    Settings {
        authorities,
        practices: practices
            .iter()
            .map(|practice| practice_terms(practice, p, positions, selection))
            .collect(),
        terms: practices
            .iter()
            .map(|practice| contract_terms(practice, &arm.in_house[practice.authority], p))
            .collect(),
        cohorts: cohorts(all, p, selection),
        care,
        placements: PlacementSettings::new(p),
        workforce: WorkforceSettings::new(p, positions),
        casework: CaseworkSettings::new(p, positions),
        culture: CultureSettings::new(p, positions),
        experience,
        leavers: LeaverSettings::new(p),
        commissioning: CommissioningSettings::new(p, positions, first_year),
        money: MoneySettings::new(p, positions),
        budgets: BudgetSettings::new(p, positions),
        events: arm.events.iter().map(event).collect(),
        horizon: months,
        keep_log: false,
    }
}

/// Whether an authority is only compared with: no practice serves it in any arm, while one serves
/// another authority.
fn is_comparison(authority: usize, all: &[Alternative]) -> bool {
    let mut practices = all.iter().flat_map(|arm| &arm.practices).peekable();
    practices.peek().is_some() && practices.all(|practice| practice.authority != authority)
}

/// H2 `comparison-artefact`: nothing differs from the host, so a practice has no more case holders
/// for its young people than its host provides for as many.
fn staffed_as_its_host(practice: &Practice, caseload: f64) -> Practice {
    let holders = practice.social_workers + practice.personal_advisers;
    let as_host = f64::from(practice.size) / caseload;
    let share = if holders > as_host { as_host / holders } else { 1.0 };
    Practice {
        social_workers: practice.social_workers * share,
        personal_advisers: practice.personal_advisers * share,
        ..practice.clone()
    }
}

/// The highest rate of first entries that any arm allows an authority, by age band, in multiples of this
/// arm's `arrivals.first-ages`: an arm that scales that table, or an entry of it, scales its entries.
fn highest_entries(
    all: &[Alternative],
    authority: usize,
    normals: &[f64; LEVELS],
    p: &ParameterSet,
) -> [f64; AGES] {
    let mut highest = [0.0; AGES];
    for arm in all {
        let Some(authority) = arm.authorities.get(authority) else {
            continue;
        };
        let first = first_entries(authority, of_arm(arm, "care.reentry.share", p));
        let level = levels(authority, normals)[Level::Entries as usize];
        let scale = first_ages_scale(arm, p);
        for (highest, scale) in highest.iter_mut().zip(scale) {
            *highest = f64::max(*highest, first * authority.arrivals_factor * level * scale);
        }
    }
    highest
}

/// An arm's `arrivals.first-ages` over this arm's, by age band; exactly 1 where no arm scales the table.
fn first_ages_scale(arm: &Alternative, p: &ParameterSet) -> [f64; AGES] {
    let id = "arrivals.first-ages";
    let entry = |id: &String| id.starts_with("arrivals.first-ages.");
    if !p.has_entries(id) && !arm.parameters.keys().any(entry) {
        return [of_arm(arm, id, p) / p.factor(id); AGES];
    }
    let (own, other) = (p.table(id), p.as_set_by(&arm.overrides()).table(id));
    std::array::from_fn(|band| if own[band] > 0.0 { other[band] / own[band] } else { 1.0 })
}

/// The spreads between years that other arms set, where they are not this arm's.
fn other_spreads(all: &[Alternative], p: &ParameterSet) -> Vec<f64> {
    let id = "arrivals.overdispersion";
    let mut spreads: Vec<f64> = all.iter().map(|arm| of_arm(arm, id, p)).collect();
    spreads.retain(|spread| *spread != p.get(id));
    spreads.sort_by(f64::total_cmp);
    spreads.dedup();
    spreads
}

/// What a quantity is in another arm of the same replication.
fn of_arm(arm: &Alternative, id: &str, p: &ParameterSet) -> f64 {
    let set = arm.parameters.get(id).map(|set| set.value);
    set.unwrap_or_else(|| p.unset(id))
}

/// The cohorts follow the first practice that holds cases of the first arm that has one, so that they are the same
/// in every arm; its clients are selected as far as in the arm where it is most of a specialist.
fn cohorts(all: &[Alternative], p: &ParameterSet, selection: f64) -> Option<Cohorts> {
    let first = |arm: &'_ Alternative| arm.practices.iter().find(|p| !p.reviews_only).cloned();
    let practice = all.iter().find_map(first)?;
    let firsts = all.iter().filter_map(first);
    let specialism = firsts.map(|practice| service_model(&practice.service_model, true, p).specialism);
    Some(Cohorts {
        authority: practice.authority,
        size: f64::from(practice.size),
        leavers_share: practice.care_leavers_share.unwrap_or_else(|| p.get("practice.care-leavers-share")),
        min_age: practice.min_age * 12.0,
        selects: selection * specialism.fold(0.0, f64::max),
        need: need(&practice, p),
        posts: posts(&practice),
    })
}

fn posts(practice: &Practice) -> u32 {
    let holders = practice.social_workers + practice.personal_advisers;
    if holders > 1.0 { libm::round(holders) as u32 } else { 1 }
}

fn need(practice: &Practice, p: &ParameterSet) -> f64 {
    service_model(&practice.service_model, true, p).high_need * p.get("need.selection")
}

/// Whether a scenario writes who holds a practice's placement budget.
fn names_holder(practice: &Practice) -> bool {
    let attribute = ATTRIBUTES.iter().position(|a| a.key == "budget_holder");
    attribute.is_some_and(|index| practice.service_model[index].is_some())
}

fn practice_terms(
    practice: &Practice,
    p: &ParameterSet,
    positions: &Positions,
    selection: f64,
) -> PracticeTerms {
    let holder_is_named = names_holder(practice);
    let mut service_model = service_model(&practice.service_model, true, p);
    if !holder_is_named {
        service_model.budget_holder = match positions.budget_holding() {
            BudgetHolding::AuthorityPanel => 0.0,
            BudgetHolding::Managers => MANAGERS,
            BudgetHolding::FrontLine => FRONT_LINE,
        };
    }
    PracticeTerms {
        authority: practice.authority,
        size: f64::from(practice.grows_to.unwrap_or(practice.size)),
        starts_with: practice.size,
        min_age: practice.min_age * 12.0,
        serve_to_age: practice.serve_to_age,
        posts: posts(practice),
        referral: p.get("practice.referral"),
        selects: selection * service_model.specialism,
        reviews_only: practice.reviews_only,
        service_model,
        holder_is_named,
        need: need(practice, p),
    }
}

/// Grants are written in thousands of pounds.
const THOUSAND: f64 = 1_000.0;

fn contract_terms(practice: &Practice, buyer: &InHouse, p: &ParameterSet) -> ContractTerms {
    let contract = &practice.contract;
    let holders = practice.social_workers + practice.personal_advisers;
    ContractTerms {
        authority: practice.authority,
        term_months: contract.term_months,
        extension_months: contract.extension_months,
        review_months: contract.review_months,
        is_collaborative: contract.review_style == ReviewStyle::Collaborative,
        break_months: contract.break_months,
        price_follows_numbers: contract.price_follows_numbers,
        price_ratio: contract.price_ratio,
        adjusts_price: contract.adjusts_price,
        retender: contract.retender,
        mobilisation_months: contract.mobilisation_months,
        workers_move: practice.workers_move_share,
        is_for_profit: matches!(practice.form, PracticeForm::Company | PracticeForm::Corporate),
        is_large: practice.form == PracticeForm::Corporate,
        is_staff_owned: practice.form == PracticeForm::Mutual,
        is_authority_owned: practice.form == PracticeForm::AuthorityOwned,
        is_in_house_unit: practice.form == PracticeForm::InHouseUnit,
        reviews_only: practice.reviews_only,
        size_cases: f64::from(practice.size),
        case_holders: holders,
        adviser_share: if holders > 0.0 { practice.personal_advisers / holders } else { 0.0 },
        // M81: several buyers share what does not grow with cases.
        other_staff: practice.other_staff
            * (1.0 - p.get("market.shared-costs") * (1.0 - 1.0 / f64::from(practice.buyers.max(1)))),
        support_yearly: practice.support * THOUSAND,
        support_until: practice.support_months.unwrap_or(f64::INFINITY),
        grant: practice.grant * THOUSAND,
        has_parent: matches!(
            practice.form,
            PracticeForm::Voluntary | PracticeForm::Corporate | PracticeForm::AuthorityOwned
        ),
        grant_window: practice.grant_window_months,
        service_model: service_model(&practice.service_model, true, p),
        commissioning_skill: service_model(&buyer.service_model, false, p).commissioning_skill
            - p.get("way.commissioning-skill.in-house"),
    }
}

fn event(written: &scenario::DatedEvent) -> DatedEvent {
    DatedEvent {
        at: written.at,
        authority: written.authority,
        what: match written.what {
            scenario::Happening::InadequateInspection => Happening::InadequateInspection,
            scenario::Happening::ChangeOfControl => Happening::ChangeOfControl,
            scenario::Happening::ChangeOfDirector => Happening::ChangeOfDirector,
            scenario::Happening::Reorganisation => Happening::Reorganisation,
        },
    }
}

/// A service model: what the scenario sets, else what is usual on that side.
pub(super) fn service_model(written: &[Option<f64>], in_practice: bool, p: &ParameterSet) -> ServiceModel {
    ServiceModel::from_fn(|index, attribute| {
        let usual = || match attribute.usual(in_practice) {
            Usual::Quantity => p.get(&attribute.quantity(in_practice)),
            Usual::Is(value) => value,
            Usual::Nothing => 0.0,
        };
        written[index].unwrap_or_else(usual)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::model::settings::Settings;
    use crate::scenario::{Document, ProfileFiles};
    use crate::study::Simulation;

    /// A host with a practice and an authority that is only compared with, under a position on H2.
    fn under(position: &str) -> Settings {
        let text = format!(
            r#"
title = "Comparison"
question = "Is the comparison like the host?"
authorities = ["staffordshire-2011", "england-average-2011"]
[study]
horizon_years = 2
[in_house]
caseload = 16
[[practice]]
name = "Practice"
authority = "staffordshire-2011"
form = "mutual"
size = 148
min_age = 8
serve_to_age = 21
social_workers = 6
personal_advisers = 5
other_staff = 4
[contract]
term_years = 3
review_months = 24
[hypotheses]
H2 = "{position}"
[parameters]
"comparison.caseload" = 1.25
[[arms]]
name = "One"
[[arms]]
name = "Two"
set = {{ "contract.term_years" = 5 }}
"#
        );
        let none = ProfileFiles::Kept(BTreeMap::new());
        let document = Document::parse("test.toml", "test".into(), none, text.as_bytes())
            .unwrap_or_else(|faults| panic!("{faults}"));
        let (scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
        Simulation::of_arms(&scenario).settings(0, 0)
    }

    #[test]
    fn as_an_artefact_the_practice_is_its_host_and_the_comparison_is_heavier_loaded() {
        let settings = under("comparison-artefact");
        assert_eq!(settings.authorities[0].caseload, 16.0);
        assert_eq!(settings.authorities[1].caseload, 20.0);
        assert_eq!(settings.practices[0].posts, 9);
        assert!((settings.terms[0].case_holders - 148.0 / 16.0).abs() < 1e-12);
        assert!((settings.terms[0].adviser_share - 5.0 / 11.0).abs() < 1e-12);
    }

    #[test]
    fn under_the_other_positions_the_practice_has_the_caseload_that_was_planned() {
        for position in ["caseload", "remit", "paperwork"] {
            let settings = under(position);
            assert_eq!(settings.authorities[0].caseload, 16.0);
            assert_eq!(settings.authorities[1].caseload, 16.0);
            assert_eq!(settings.practices[0].posts, 11);
        }
    }
}
