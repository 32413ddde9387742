//! Children, posts, caseloads and money balance at the end of every month, in every arm.

use crate::common::ledger::Ledger;
use crate::common::worlds::{SEED, contract_length_with, simulation, study, with_horizon};
use proptest::prelude::*;
use swplab::draws::Draws;
use swplab::indicator::{Subject, money};
use swplab::study::{ArmId, Results, Simulation, UnitId, lived};

fn live_and_balance(simulation: &Simulation, replication: u32, arm: usize) -> Ledger {
    let mut first = simulation.settings(replication, 0);
    let mut settings = simulation.settings(replication, arm);
    first.keep_log = true;
    settings.keep_log = true;
    let mut ledger = Ledger::default();
    let draws = Draws::new(SEED, replication);
    lived(&first, &settings, &draws, |world| {
        ledger.balance(world, &settings);
    });
    ledger
}

#[test]
fn children_posts_caseloads_and_money_balance_every_month_of_the_readme_scenario() {
    let arms = [
        ("3 years", ""),
        ("2 years", "\"contract.term_years\" = 2"),
        ("5 years", "\"contract.term_years\" = 5"),
        ("10 years", "\"contract.term_years\" = 10"),
    ];
    let simulation = simulation(&contract_length_with(&arms));
    let mut transfers = 0;
    let mut closed = 0;
    for replication in 0..8 {
        for arm in 0..arms.len() {
            let ledger = live_and_balance(&simulation, replication, arm);
            transfers += ledger.transfers;
            closed += ledger.posts_closed;
        }
    }
    // The months that matter were among them.
    assert!(transfers > 40, "only {transfers} transfers were seen");
    assert!(closed > 40, "only {closed} posts were seen to close");
}

#[test]
fn they_balance_where_two_authorities_buy_reviews_from_one_practice_that_holds_no_cases() {
    let simulation = simulation(include_str!("../../scenarios/reviewing-officers.toml"));
    let mut transfers = 0;
    for replication in 0..4 {
        for arm in [0, 2] {
            transfers += live_and_balance(&simulation, replication, arm).transfers;
        }
    }
    assert!(transfers > 8, "only {transfers} transfers were seen");
}

/// The heads of cost come to the cost of every arm, history and unit; the largest surplus of practices among them, pounds per
/// child-year.
fn heads_come_to_the_cost(results: &Results) -> f64 {
    let total = money::COST_PER_CHILD_YEAR;
    let mut largest = 0.0_f64;
    for (arm, unit) in
        (0..results.arms.len()).flat_map(|arm| (0..results.units.len()).map(move |unit| (arm, unit)))
    {
        for replication in 0..results.replications {
            let (mut heads, mut cost) = (0.0, f64::NAN);
            for (indicator, value) in results.row(ArmId(arm), replication, UnitId(unit)) {
                if indicator.id == total.id {
                    cost = value;
                } else if indicator.subject == Subject::Money && indicator.unit == total.unit {
                    heads += value;
                }
                if indicator.id == money::COST_SURPLUS.id && value.is_finite() {
                    largest = largest.max(value.abs());
                }
            }
            let unit = &results.units[unit].id;
            assert_eq!(heads.is_nan(), cost.is_nan(), "{} {unit}: {heads} and {cost}", results.arms[arm]);
            let gap = (heads - cost).abs();
            assert!(
                cost.is_nan() || gap <= 1e-9 * cost.abs(),
                "{} {unit}: {heads} is not {cost}",
                results.arms[arm]
            );
        }
    }
    largest
}

#[test]
fn heads_of_cost_come_to_the_cost_of_every_arm_of_the_readme_scenario() {
    let arms = [("3 years", ""), ("none", "\"practice\" = []"), ("10 years", "\"contract.term_years\" = 10")];
    let results = study(&contract_length_with(&arms), 3);
    // What practices keep is among them.
    assert!(heads_come_to_the_cost(&results) > 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn they_balance_whatever_the_scenario(
        size in 1_u32..260,
        term in 1_u32..8,
        move_share in 0.0_f64..=1.0,
        arrivals in 0.0_f64..1.6,
        retender in any::<bool>(),
        pathway in any::<bool>(),
        replication in 0_u32..1_000,
        holder in 0_usize..3,
        shares in (0.0_f64..=1.0, 0.0_f64..=1.0, 0.0_f64..=1.0, 0.0_f64..=1.0),
        form in 0_usize..4,
        cut in 0.0_f64..0.15,
    ) {
        let holder = ["panel", "managers", "front-line"][holder];
        let form = ["mutual", "company", "voluntary", "corporate"][form];
        let (risk, kept, results, stake) = shares;
        let set = format!(
            "\"practice.size\" = {size}, \"contract.term_years\" = {term}, \
             \"practice.workers_move_share\" = {move_share:.3}, \
             \"authority.arrivals_factor\" = {arrivals:.3}, \
             \"contract.retender\" = {retender}, \"in_house.pathway_teams\" = {pathway}, \
             \"practice.form\" = \"{form}\", \"practice.budget_holder\" = \"{holder}\", \
             \"practice.risk_appetite\" = {risk:.3}, \"practice.placement_saving_kept\" = {kept:.3}, \
             \"practice.payment_by_results\" = {results:.3}, \"practice.worker_stake\" = {stake:.3}, \
             \"practice.support_grant\" = 150, \"practice.support_until_years\" = 3, \
             \"practice.startup_grant\" = 100, \"practice.grant_window_months\" = 6, \
             \"practice.section_17\" = {retender}, \"contract.price_adjustment\" = {pathway}, \
             \"authority.budget_cut\" = {cut:.3}"
        );
        let simulation = simulation(&contract_length_with(&[("first", ""), ("other", &set)]));
        live_and_balance(&simulation, replication, 1);
    }

    #[test]
    fn heads_of_cost_come_to_the_cost_whatever_the_scenario(
        size in 1_u32..260,
        term in 1_u32..6,
        holder in 0_usize..3,
        form in 0_usize..4,
        kept in 0.0_f64..=1.0,
        results in 0.0_f64..=1.0,
        follows in any::<bool>(),
    ) {
        let holder = ["panel", "managers", "front-line"][holder];
        let form = ["mutual", "company", "voluntary", "corporate"][form];
        let set = format!(
            "\"practice.size\" = {size}, \"contract.term_years\" = {term}, \"practice.form\" = \"{form}\", \
             \"practice.budget_holder\" = \"{holder}\", \"practice.placement_saving_kept\" = {kept:.3}, \
             \"practice.payment_by_results\" = {results:.3}, \"contract.price_follows_numbers\" = {follows}"
        );
        let text = with_horizon(&contract_length_with(&[("first", ""), ("other", &set)]), 4);
        heads_come_to_the_cost(&study(&text, 1));
    }
}
