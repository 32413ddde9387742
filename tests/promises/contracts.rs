//! Contracts end near renewal points, insecurity rises before them, and a transfer costs continuity
//! as far as workers do not move. The README's scenario, its arms and what a replication draws.

use std::sync::OnceLock;

use crate::common::worlds::{contract_length_with, mean, scenario, study};
use swplab::indicator::relationship::SAME_WORKER_ALL_YEAR;
use swplab::model::world::{Fate, HandOver, Stage, What};
use swplab::study::{ArmId, YearId};
use swplab::study::{ContractRow, Results, Simulation};

const REPLICATIONS: u32 = 60;

/// What counts as near a renewal point.
const NEAR_MONTHS: f64 = 3.0;

fn study_of_terms() -> &'static Results {
    static RESULTS: OnceLock<Results> = OnceLock::new();
    RESULTS.get_or_init(made)
}

fn made() -> Results {
    let set = |years: u32| format!("\"contract.term_years\" = {years}");
    let sets = [set(3), set(2), set(5), set(7), set(10)];
    let names = ["3 years", "2 years", "5 years", "7 years", "10 years"];
    let arms: Vec<(&str, &str)> = (names.iter().zip(&sets))
        .map(|(name, set)| (*name, if *name == "3 years" { "" } else { set.as_str() }))
        .collect();
    study(&contract_length_with(&arms), REPLICATIONS)
}

/// Whether a contract that had opened came to an end for the practice.
fn is_end(row: &ContractRow) -> bool {
    matches!(row.fate.as_str(), "lost_tender" | "not_renewed" | "terminated")
}

/// Ends and the share of them that lie far from every renewal point, with its standard error.
fn far<'a>(rows: impl Iterator<Item = &'a ContractRow>) -> (usize, f64, f64) {
    let distances: Vec<f64> = (rows.filter(|row| is_end(row))).map(|row| row.months_from_renewal).collect();
    let n = distances.len() as f64;
    let share = distances.iter().filter(|&&d| d > NEAR_MONTHS).count() as f64 / n;
    (distances.len(), share, (share * (1.0 - share) / n).sqrt())
}

/// The share that a constant hazard would put far from the renewal points of a term: all months but
/// those within three of an end.
fn far_by_chance(term_months: f64) -> f64 {
    1.0 - 2.0 * NEAR_MONTHS / term_months
}

/// The promise: ends cluster at renewal points, yet a tenth to two fifths lie apart, as far as so
/// many ends can tell (two standard errors). `false` for ends whose share far from a renewal point
/// is that of a constant hazard.
fn clusters(ends: usize, far: f64, error: f64, by_chance: f64) -> bool {
    let is_between = far + 2.0 * error >= 0.10 && far - 2.0 * error <= 0.40;
    ends > 30 && is_between && far + 4.0 * error < by_chance
}

#[test]
fn ends_cluster_at_renewal_points_and_a_tenth_to_two_fifths_lie_apart() {
    let results = study_of_terms();
    for arm in 0..results.arms.len() {
        let (ends, share, error) = far(results.contracts.iter().filter(|row| row.arm == arm));
        println!("{:<9} {ends:>4} ends, {share:.3} far ({error:.3})", results.arms[arm]);
    }
    let (ends, share, error) = far(results.contracts.iter().filter(|row| row.arm == 0));
    assert!(
        clusters(ends, share, error, far_by_chance(36.0)),
        "the reference: {share} of {ends} ends lie far from a renewal point"
    );
    // How large a share lies apart is known of terms of three years or so alone; the longer a term, the fewer its renewal points.
    let (ends, share, error) = far(results.contracts.iter());
    assert!(
        ends > 30 && share + 4.0 * error < far_by_chance(24.0),
        "all arms: {share} of {ends} ends lie far from a renewal point, as many as by chance"
    );
}

#[test]
fn ends_at_a_constant_hazard_of_the_same_mean_are_not_taken_for_clustered() {
    let results = study_of_terms();
    let rows = || results.contracts.iter().filter(|row| row.arm == 0 && row.opened.is_finite());
    let horizon = results.years.len() as f64 * 12.0;
    let served: f64 =
        rows().map(|row| if row.ended.is_nan() { horizon } else { row.ended } - row.opened).sum();
    let ends = rows().filter(|row| is_end(row)).count() as f64;
    let hazard = ends / served;
    // Ends of the same number of services at that hazard, by inverse CDF on an even grid.
    let n = 1_000;
    let distances: Vec<f64> = (0..n)
        .map(|k| -libm::log((f64::from(k) + 0.5) / f64::from(n)) / hazard)
        .filter(|&day| day < horizon)
        .map(|day| (day - (day / 36.0).round().max(1.0) * 36.0).abs())
        .collect();
    let count = distances.len() as f64;
    let share = distances.iter().filter(|&&d| d > NEAR_MONTHS).count() as f64 / count;
    let error = (share * (1.0 - share) / ends).sqrt();
    println!("constant hazard of {hazard:.4} a month: {share:.3} far");
    assert!(!clusters(distances.len(), share, error, far_by_chance(36.0)));
}

#[test]
fn insecurity_rises_in_the_year_before_an_end() {
    let simulation = Simulation::of_arms(&scenario(&contract_length_with(&[
        ("3 years", ""),
        ("5 years", "\"contract.term_years\" = 5"),
    ])));
    let mut rises = Vec::new();
    for replication in 0..40 {
        let mut felt: Vec<(f64, f64)> = Vec::new();
        let world = simulation.replay(replication, 1, |world| {
            let runs = world.contracts.iter().any(|c| c.stage == Stage::Running);
            if let (true, Some(practice)) = (runs, world.providers.get(1)) {
                felt.push((f64::from(world.month), practice.insecurity));
            }
        });
        let at = |from: f64, to: f64| {
            let values = felt.iter().filter(|f| f.0 >= from && f.0 < to).map(|f| f.1);
            let values: Vec<f64> = values.collect();
            values.iter().sum::<f64>() / values.len() as f64
        };
        for contract in &world.contracts {
            let whole = contract.ended - contract.opens > 47.0 && contract.months_from_renewal == 0.0;
            if whole && matches!(contract.fate, Fate::NotRenewed | Fate::LostTender) {
                let day = contract.ended;
                rises.push(at(day - 6.0, day) - at(day - 24.0, day - 12.0));
            }
        }
    }
    let (rise, error) = mean(&rises);
    println!("insecurity rises by {rise:.3} ({error:.3}) before {} ends", rises.len());
    assert!(rises.len() > 8, "only {} ends were seen", rises.len());
    assert!(rise > 0.05 && rise > 4.0 * error, "it rises by {rise} ({error})");
}

/// Changes of case holder per child at the months of transfers, and in the month just before.
fn changes_at_transfers(move_share: f64, replications: u32) -> (f64, f64, u32) {
    let set = format!("\"practice.workers_move_share\" = {move_share}, \"hypotheses.H10\" = \"permanent\"");
    let simulation =
        Simulation::of_arms(&scenario(&contract_length_with(&[("first", ""), ("shared", &set)])));
    let (mut handed, mut served, mut transfers) = (0.0, 0.0, 0);
    for replication in 0..replications {
        let mut seen = 0;
        let mut counted = 0;
        simulation.replay(replication, 1, |world| {
            let events = &world.log.events[counted..];
            counted = world.log.events.len();
            let ordered = world.providers[1].transfers;
            // The first transfer gives up cases of workers who serve others too: later ones are whole.
            if ordered > seen && seen > 0 {
                let by_transfer = |event: &&swplab::model::world::Event| {
                    event.what == What::ChangesCaseHolder(HandOver::Transfer)
                };
                handed += events.iter().filter(by_transfer).count() as f64;
                served += world.cases_at_start[1];
                transfers += 1;
            }
            seen = ordered;
        });
    }
    (handed, served, transfers)
}

#[test]
fn a_transfer_with_few_workers_moving_breaks_continuity_and_one_with_all_moving_does_not() {
    let (few, served, transfers) = changes_at_transfers(0.1, 20);
    assert!(transfers > 8, "only {transfers} transfers");
    let share = few / served;
    println!("a tenth of workers move: {share:.3} of cases change hands at a transfer");
    assert!(share > 0.35, "{share} of the children changed case holder");
    let (all, _, transfers) = changes_at_transfers(1.0, 20);
    assert!(transfers > 8, "only {transfers} transfers");
    assert_eq!(all, 0.0, "with all workers moving nobody changes case holder");
}

#[test]
fn the_cohort_keeps_its_worker_less_often_in_the_year_of_a_transfer_with_few_workers_moving() {
    let set = |share: f64| {
        format!(
            "\"practice.workers_move_share\" = {share}, \"hypotheses.H10\" = \"permanent\", \
             \"practice.contract.mobilisation_months\" = 6"
        )
    };
    let (all, few) = (set(1.0), set(0.1));
    let results = study(&contract_length_with(&[("all", &all), ("few", &few)]), 12);
    let served = results.unit("cohort_served").expect("there is a practice");
    // The practice opens in the first year: its transfer falls in that year.
    let in_year = |year: usize| -> Vec<f64> {
        (0..results.replications)
            .map(|r| {
                let of = |arm| results.yearly(ArmId(arm), r, served, YearId(year), &SAME_WORKER_ALL_YEAR);
                of(1) - of(0)
            })
            .collect()
    };
    let (dip, error) = mean(&in_year(0));
    println!("same worker all year, few less all moving: {dip:.1} points ({error:.1})");
    assert!(dip < -4.0 * error && dip < -10.0, "{dip} points ({error})");
}
