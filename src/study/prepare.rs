//! From a scenario's alternative, a parameter set and hypothesis positions to the model's plain numbers.

use std::sync::Arc;

use super::drift;
use super::local::{arranged, arrivals, levels, local_authority, usual_caseload, usual_ways};
use crate::arrangement::{InHouse, Practice};
use crate::draws::Draws;
use crate::evidence::{
    ATTRIBUTES, BudgetHolding, DirectWork, Evidence, LEVELS, Level, ParameterSet, Positions, ServiceModel,
    Usual,
};
use crate::model::process::budgets::{FRONT_LINE, MANAGERS};
use crate::model::process::ways;
use crate::model::settings::{
    Arranged, BeforeCareSettings, BudgetSettings, CareSettings, CaseworkSettings, Cohorts,
    CommissioningSettings, CultureSettings, ExperienceSettings, LearningSettings, LeaverSettings,
    LocalAuthority, MoneySettings, PlacementSettings, PracticeTerms, Settings, WorkforceSettings,
};
use crate::model::start::{Carried, carried};
use crate::scenario::Alternative;
use crate::terms::AGES;

/// The model's numbers for one arm. `all` are all arms of the study: they share the cohorts and the
/// highest rate of arrivals, at which candidates are drawn. `normals` are what each authority has
/// drawn for its levels, and `draws` move them from year to year. `known` is what carries each authority's stock in
/// the first arm, in whose world all arms begin, where it has been solved for the replication.
pub fn settings(
    arm: &Alternative,
    (all, known): (&[Alternative], Option<&[Carried]>),
    (draws, normals): (&Draws, &[[f64; LEVELS]]),
    p: &ParameterSet,
    positions: &Positions,
    (first_year, months): (u32, u32),
) -> Settings {
    let placements = PlacementSettings::new(p);
    let mut care = CareSettings::new(p);
    care.other_sigmas = other_spreads(all, p);
    let experience = ExperienceSettings::new(p, positions);
    let selection = experience.specialism_selection;
    let artefact = positions.direct_work() == DirectWork::ComparisonArtefact;
    let authorities: Vec<LocalAuthority> = (0..arm.authorities.len())
        .map(|k| {
            let (in_house, authority) = (&arm.in_house[k], &arm.authorities[k]);
            let mut local = local_authority(in_house, authority, &normals[k], p, &care);
            local.neighbours = neighbours(&arm.in_house, k);
            let first = all.first().unwrap_or(arm);
            let at_start = &first.in_house[k];
            let begins_here = first.overrides() == arm.overrides() && first.authorities[k] == *authority;
            let carried = match known.and_then(|known| known.get(k)) {
                Some(known) => *known,
                None if begins_here => carried(&care, &placements, &local),
                None => carried_at_start(first, k, &normals[k], p),
            };
            (local.next_types, local.stock_is_carried) = (carried.next_types, carried.is_carried);
            (local.periods, local.returning) = (carried.periods, carried.returning);
            // Of the periods that begin the share by which children come back is made by the model itself.
            let first_entries = local.periods * (1.0 - local.returning);
            let highest = highest_entries(all, k, first_entries, &normals[k], p);
            local.entries = first_entries * local.arrivals;
            local.entries_ceiling = highest.into_iter().fold(local.entries, f64::max);
            let top = local.entries_ceiling.max(f64::MIN_POSITIVE);
            local.ceiling_by_band = highest.map(|band| band.max(local.entries) / top);
            local.entries_ceiling *= 1.0 + most_by_grade(all);
            if !authority.is_balanced {
                let own = &authority.figures.levels;
                let yearly = drift::yearly(k, own, &local.levels, draws, p, months.div_ceil(12));
                // Candidates are drawn at the highest rate of any year.
                let entries = Level::Entries as usize;
                let highest = yearly.iter().map(|levels| levels[entries] / local.levels[entries]);
                local.entries_ceiling *= highest.fold(1.0, f64::max);
                local.yearly = yearly.into();
            }
            local.service_model_at_start = service_model(&at_start.service_model, false, p);
            let usual = usual_caseload(&local.levels, p);
            local.arranged = arranged(in_house, usual, p);
            local.arranged_at_start = arranged(at_start, usual, p);
            if artefact && is_comparison(k, all) {
                local.caseload *= p.get("comparison.caseload");
            }
            local
        })
        .collect();
    let practices = arm.practices.iter().map(|practice| {
        let host = artefact.then(|| authorities[practice.authority].caseload);
        let mut terms =
            practice_terms(practice, host, &arm.in_house[practice.authority], p, positions, selection);
        let usual = usual_caseload(&authorities[practice.authority].levels, p);
        let load = terms.practice.cases() / terms.practice.case_holders().max(1.0) / usual;
        terms.arranged = Arranged {
            likeness: ways::likeness(load, &terms.service_model, true, p),
            ways: usual_ways(&practice.service_model, p),
        };
        terms
    });
    Settings {
        quantities: Arc::new(p.clone()),
        practices: practices.collect(),
        authorities,
        cohorts: cohorts(all, p, selection),
        care,
        before_care: BeforeCareSettings::new(p),
        placements,
        workforce: WorkforceSettings::new(p, positions),
        casework: CaseworkSettings::new(p, positions),
        culture: CultureSettings::new(p, positions),
        experience,
        leavers: LeaverSettings::new(p),
        commissioning: CommissioningSettings::new(p, positions, first_year),
        money: MoneySettings::new(p, positions),
        budgets: BudgetSettings::new(p, positions),
        events: arm.events.clone(),
        ideas: arm.ideas.clone(),
        learning: LearningSettings::new(p),
        horizon: months,
        keep_log: false,
    }
}

/// What carries the authority's stock in the first arm, in whose world all arms begin.
fn carried_at_start(first: &Alternative, k: usize, normals: &[f64; LEVELS], p: &ParameterSet) -> Carried {
    let p = p.as_set_by(&first.overrides());
    let (care, placements) = (CareSettings::new(&p), PlacementSettings::new(&p));
    let local = local_authority(&first.in_house[k], &first.authorities[k], normals, &p, &care);
    carried(&care, &placements, &local)
}

/// Authorities of the region of one.
fn neighbours(in_house: &[InHouse], authority: usize) -> Vec<usize> {
    let region = |other: usize| in_house[other].region.as_deref().filter(|named| !named.is_empty());
    let of = |other: &usize| {
        *other != authority && region(*other).is_some() && region(*other) == region(authority)
    };
    (0..in_house.len()).filter(of).collect()
}

/// Whether an authority is only compared with: no practice serves it in any arm, while one serves
/// another authority.
fn is_comparison(authority: usize, all: &[Alternative]) -> bool {
    let mut practices = all.iter().flat_map(|arm| &arm.practices).peekable();
    practices.peek().is_some() && practices.all(|practice| practice.authority != authority)
}

/// The highest rate of first entries that any arm allows an authority, by age band, in multiples of this
/// arm's `arrivals.first-ages`: an arm that scales that table, or an entry of it, scales its entries.
fn highest_entries(
    all: &[Alternative],
    authority: usize,
    first_entries: f64,
    normals: &[f64; LEVELS],
    p: &ParameterSet,
) -> [f64; AGES] {
    let mut highest = [0.0; AGES];
    for arm in all {
        let Some(authority) = arm.authorities.get(authority) else {
            continue;
        };
        let entries = first_entries * arrivals(authority, &levels(authority, normals));
        for (highest, scale) in highest.iter_mut().zip(first_ages_scale(arm, p)) {
            *highest = f64::max(*highest, entries * scale);
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

/// The largest share by which a grade adds children in any arm and any replication.
fn most_by_grade(all: &[Alternative]) -> f64 {
    let id = "grade.entries";
    let set = all.iter().filter_map(|arm| arm.parameters.get(id)).map(|set| set.value);
    let drawn = Evidence::embedded().find(id).map_or(0.0, |quantity| quantity.high);
    set.fold(drawn, f64::max)
}

/// What a quantity is in another arm of the same replication.
fn of_arm(arm: &Alternative, id: &str, p: &ParameterSet) -> f64 {
    let set = arm.parameters.get(id).map(|set| set.value);
    set.unwrap_or_else(|| p.unset(id))
}

/// The cohorts follow the first practice that holds cases of the first arm that has one, so that they are the same
/// in every arm; its clients are selected as far as in the arm where it is most of a specialist.
fn cohorts(all: &[Alternative], p: &ParameterSet, selection: f64) -> Option<Cohorts> {
    let first = |arm: &'_ Alternative| arm.practices.iter().find(|p| !p.reviews_only()).cloned();
    let practice = all.iter().find_map(first)?;
    let firsts = all.iter().filter_map(first);
    let specialism = firsts.map(|practice| service_model(&practice.service_model, true, p).specialism);
    Some(Cohorts {
        authority: practice.authority,
        size: practice.cases(),
        leavers_share: practice.care_leavers_share.unwrap_or_else(|| p.get("practice.care-leavers-share")),
        min_age: practice.min_age_months(),
        selects: selection * specialism.fold(0.0, f64::max),
        need: need(&practice, p),
        posts: practice.posts(),
    })
}

fn need(practice: &Practice, p: &ParameterSet) -> f64 {
    service_model(&practice.service_model, true, p).high_need * p.get("need.selection")
}

/// Whether a scenario writes who holds a practice's placement budget.
fn names_holder(practice: &Practice) -> bool {
    let attribute = ATTRIBUTES.iter().position(|a| a.key == "budget_holder");
    attribute.is_some_and(|index| practice.service_model[index].is_some())
}

/// A practice with its contract. Under H2 `comparison-artefact` nothing differs from the host, whose caseload is
/// given: the practice has no more case holders for its young people than its host provides for as many.
fn practice_terms(
    practice: &Practice,
    host: Option<f64>,
    buyer: &InHouse,
    p: &ParameterSet,
    positions: &Positions,
    selection: f64,
) -> PracticeTerms {
    let holder_is_named = names_holder(practice);
    let mut own = service_model(&practice.service_model, true, p);
    if !holder_is_named {
        own.budget_holder = match positions.budget_holding() {
            BudgetHolding::AuthorityPanel => 0.0,
            BudgetHolding::Managers => MANAGERS,
            BudgetHolding::FrontLine => FRONT_LINE,
        };
    }
    let mut practice = practice.clone();
    let holders = practice.case_holders();
    if let Some(as_host) = host.map(|caseload| practice.cases() / caseload).filter(|most| holders > *most) {
        practice.social_workers *= as_host / holders;
        practice.personal_advisers *= as_host / holders;
    }
    // M81: several buyers share what does not grow with cases.
    practice.other_staff *=
        1.0 - p.get("market.shared-costs") * (1.0 - 1.0 / f64::from(practice.buyers.max(1)));
    PracticeTerms {
        referral: p.get("practice.referral"),
        selects: selection * own.specialism,
        service_model: own,
        holder_is_named,
        need: need(&practice, p),
        arranged: Arranged::default(),
        commissioning_skill: service_model(&buyer.service_model, false, p).commissioning_skill
            - p.get("way.commissioning-skill.in-house"),
        practice,
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
        assert_eq!(settings.practices[0].practice.posts(), 9);
        assert!((settings.practices[0].practice.case_holders() - 148.0 / 16.0).abs() < 1e-12);
        assert!((settings.practices[0].practice.adviser_share() - 5.0 / 11.0).abs() < 1e-12);
    }

    #[test]
    fn under_the_other_positions_the_practice_has_the_caseload_that_was_planned() {
        for position in ["caseload", "remit", "paperwork"] {
            let settings = under(position);
            assert_eq!(settings.authorities[0].caseload, 16.0);
            assert_eq!(settings.authorities[1].caseload, 16.0);
            assert_eq!(settings.practices[0].practice.posts(), 11);
        }
    }
}
