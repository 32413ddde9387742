//! What the review's rows say of ownership and money, in the scenarios that tell of them: without suspicion the
//! qualified staff of the company stay (V07 itself stands in `summit.rs`), its incentive keeps placement
//! moves up (V12), a level price saves nothing (V26), and whoever bears the risk of placements may die of
//! one bad year (H11).

use std::path::Path;

use crate::common::worlds::{mean, study_of};
use swplab::indicator::{money, placements, relationship, workforce};
use swplab::scenario::{Document, Scenario};
use swplab::study::{ArmId, Results, UnitId, YearId};

fn named(name: &str) -> Scenario {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join(format!("scenarios/{name}.toml"));
    let document = Document::read(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (scenario, _) = document.scenario().unwrap_or_else(|e| panic!("{name}: {e}"));
    scenario
}

fn unit(results: &Results, id: &str) -> UnitId {
    results.unit(id).unwrap_or_else(|| panic!("no unit is called {id}"))
}

#[test]
fn without_suspicion_the_companys_staff_stay_and_its_incentive_keeps_moves_up() {
    let scenario = named("in-the-spirit");
    let results = study_of(&scenario, 240);
    let practice = unit(&results, "practice");
    // The staff year that ends on 30 September is the practice's own: it opens on 1 October 2011.
    let turnover = |arm: usize, year: usize| {
        let values = results.yearly_values(ArmId(arm), practice, YearId(year), &workforce::TURNOVER);
        let known: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        mean(&known).0
    };
    for arm in [1, 3] {
        let rate = turnover(arm, 2);
        assert!(rate < 25.0, "without suspicion they stay: {rate}");
    }
    let served = unit(&results, "cohort_served");
    let moves = |arm: usize, k: usize| results.yearly(ArmId(arm), k, served, YearId(1), &placements::MOVES);
    let more = (0..results.replications).filter(|&k| moves(0, k) > moves(2, k)).count();
    println!("{more} of {} have more moves with the incentive", results.replications);
    assert!(more * 10 >= results.replications * 8);
}

#[test]
fn who_bears_the_risk_of_placements_ends_early_more_often() {
    let results = study_of(&named("budget-holder"), 60);
    let ends = |arm: usize| {
        let rows = results.contracts.iter().filter(|row| row.arm == arm);
        rows.filter(|row| row.fate == "terminated" && row.cause == "money").count()
    };
    let (panel, at_risk) = (ends(0), ends(3));
    println!("ended early through money: panel {panel}, front line at its own risk {at_risk}");
    assert!(at_risk > 2 * panel);
    let cohort = unit(&results, "cohort_served");
    let wait = |arm: usize| mean(&results.values(ArmId(arm), cohort, &relationship::DECISION_WAIT)).0;
    assert!(wait(3) < wait(1) && wait(1) < wait(0));
}

/// Field work, procurement and transition of the whole authority, pounds per child-year.
fn field_work(results: &Results, arm: usize, replication: usize) -> f64 {
    let whole = unit(results, "authority");
    let of = |indicator| results.value(ArmId(arm), replication, whole, indicator);
    of(&money::COST_PER_CHILD_YEAR) - of(&money::COST_PLACEMENTS)
}

#[test]
fn a_level_price_saves_nothing_and_h3_orders_what_it_costs() {
    let open = "\"parameters.contract.never-opens\" = 0.0, \"contract.term_years\" = 5, \
        \"practice.budget_holder\" = \"front-line\"";
    let arm = |h3: &str| format!("{open}, \"hypotheses.H3\" = \"{h3}\"");
    let (neutral, dearer, saving) = (arm("neutral"), arm("dearer"), arm("saving"));
    // Stopped before anything was spent: the authority serves everybody itself.
    let never = "\"parameters.contract.never-opens\" = 1.0, \
        \"parameters.money.transition.opening\" = 0.0";
    let mut scenario = crate::common::worlds::scenario(&crate::common::worlds::contract_length_with(&[
        ("in house", never),
        ("neutral", &neutral),
        ("dearer", &dearer),
        ("saving", &saving),
    ]));
    scenario.horizon_years = 5;
    let results = study_of(&scenario, 40);
    let dear = (0..results.replications)
        .filter(|&k| field_work(&results, 1, k) > field_work(&results, 0, k))
        .count();
    println!("no saving in {dear} of {}", results.replications);
    assert!(dear * 10 >= results.replications * 8);
    let all = |arm: usize| {
        let whole = unit(&results, "authority");
        mean(&results.values(ArmId(arm), whole, &money::COST_PER_CHILD_YEAR)).0
    };
    println!("neutral {:.0}, dearer {:.0}, saving {:.0}", all(1), all(2), all(3));
    assert!(all(3) < all(1) && all(1) < all(2));
}
