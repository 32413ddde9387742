//! What a transfer, haste and a formal duty change on the contract side.

use std::collections::BTreeMap;

use super::evolve;
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
fn a_deterred_rival_cannot_win_and_nobody_deterred_changes_nothing() {
    let (settings, terms) = (settings("none", &[]), evolve(36.0));
    let mut provider = Provider::new(0, Some(0));
    let winning = |provider: &Provider| {
        renewal::winning(&renewal::Known::of(provider, &terms, 1.0, false, 0.0, 0.0, 12.0), &terms, &settings)
    };
    let usual = winning(&provider);
    provider.access.deterred = 0.4;
    assert!((winning(&provider) - (1.0 - (1.0 - usual) * 0.6)).abs() < 1e-12);
    provider.access.deterred = 0.0;
    assert_eq!(winning(&provider), usual);
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
