//! What a transfer, haste and a formal duty change on the contract side.

use std::collections::BTreeMap;

use super::{Town, evolve, quiet};
use swplab::evidence::{Evidence, ParameterSet, Positions};
use swplab::model::process::{renewal, trust};
use swplab::model::settings::commissioning::CommissioningSettings;
use swplab::model::world::{Provider, TrackRecord, TransferTo};

fn settings(h10: &str, set: &[(&str, f64)]) -> CommissioningSettings {
    let set: BTreeMap<String, f64> = set.iter().map(|(id, v)| (id.to_string(), *v)).collect();
    let parameters = ParameterSet::central(Evidence::embedded(), &set);
    let taken = BTreeMap::from([("H10".to_string(), h10.to_string())]);
    CommissioningSettings::new(&parameters, &Positions::drawn(&taken, |_| 0.0), 2011)
}

#[test]
fn a_transfer_unsettles_each_time_once_or_never() {
    let share = settings("permanent", &[]).unsettles;
    assert!(share > 0.0);
    for (position, first, later) in
        [("permanent", share, share), ("transient", share, 0.0), ("none", 0.0, 0.0)]
    {
        let settings = settings(position, &[]);
        assert_eq!(renewal::unsettles(0, &settings), first, "{position}");
        assert_eq!(renewal::unsettles(1, &settings), later, "{position}");
    }
}

#[test]
fn more_workers_come_back_in_house_with_the_whole_team_unless_the_scenario_says_how_many() {
    let mut terms = evolve(36.0);
    terms.practice.workers_move_share = None;
    let usual = settings("permanent", &[]);
    let moved = |to, terms: &_, settings: &_| renewal::workers_move(1, to, terms, settings);
    let back = moved(TransferTo::InHouse, &terms, &usual);
    assert!(back > moved(TransferTo::Successor, &terms, &usual));
    let without = settings("permanent", &[("transfer.workers-move.back", 0.0)]);
    assert_eq!(moved(TransferTo::InHouse, &terms, &without), moved(TransferTo::Successor, &terms, &without));
    terms.practice.workers_move_share = Some(0.25);
    assert_eq!(moved(TransferTo::InHouse, &terms, &usual), 0.25);
}

#[test]
fn nobody_bids_against_a_practice_whose_rivals_are_all_deterred() {
    let quiet = quiet(&[("contract.renewal.base", 1.0), ("politics.control-change", 0.0)]);
    let rivals = |deterred: f64| -> usize {
        (0..10)
            .map(|replication| {
                let mut terms = evolve(24.0);
                terms.practice.contract.retender = true;
                let mut town = Town::new(terms, replication, &quiet);
                town.providers[1].access.deterred = deterred;
                let town = town.years(8);
                assert!(town.bids.iter().all(|bid| bid.has_bid || !bid.has_won), "who wins has bid");
                town.bids.iter().filter(|bid| bid.has_bid && !bid.is_in_place).count()
            })
            .sum()
    };
    assert!(rivals(0.0) > 30);
    assert_eq!(rivals(1.0), 0);
}

#[test]
fn haste_lowers_the_trust_towards_which_a_relation_tends() {
    let (settings, terms) = (settings("none", &[]), evolve(36.0));
    let mut provider = Provider::new(0, Some(0));
    let usual = trust::target(&provider, &terms, &settings, 12.0, 0.0);
    provider.departure.haste = 1.0;
    let hasty = trust::target(&provider, &terms, &settings, 12.0, 0.0);
    assert!((usual - hasty - settings.trust_haste).abs() < 1e-12);
}

#[test]
fn who_holds_no_cases_is_not_compared() {
    let (settings, terms) = (settings("none", &[]), evolve(36.0));
    let mut provider = Provider::new(0, Some(0));
    let own = TrackRecord { hand_overs: 1.0, disruptions: 1.0, months: 12.0 };
    trust::review(&mut provider, own, 0.5, &terms, &settings);
    assert_eq!(provider.judged, 0.0);
}
