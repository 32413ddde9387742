//! What was written down before it was run.

use super::{QUIET, Town, evolve, quiet};
use swplab::evidence::{ContractLength, PoliticalControl, TransferCost};
use swplab::model::process::{decisions, finance, investment, renewal, trust};
use swplab::model::world::{Cause, Contract, Fate, Stage, TransferTo};
use swplab::terms::{PracticeForm, ReviewStyle, Serves};

#[test]
fn no_child_moves_at_a_renewal() {
    let overrides = quiet(&[("contract.renewal.base", 1.0), ("politics.control-change", 0.0)]);
    let town = Town::new(evolve(36.0), 0, &overrides).years(12);
    assert_eq!(town.moved.len(), 1, "only the opening moves children");
    assert_eq!(town.moved[0].to, TransferTo::Practice);
    let fates: Vec<Fate> = town.contracts.iter().map(|c| c.fate).collect();
    assert_eq!(fates, [Fate::Renewed, Fate::Renewed, Fate::Renewed, Fate::Running]);
    for pair in town.contracts.windows(2) {
        assert_eq!(pair[0].ended, pair[1].opens);
        assert_eq!(pair[0].months_from_renewal, 0.0);
    }
}

#[test]
fn a_change_of_control_ends_a_contract_at_its_renewal_and_not_before() {
    let overrides = quiet(&[
        ("contract.renewal.base", 1.0),
        ("politics.control-change", 1.0),
        ("politics.renewal-factor", 0.0),
    ]);
    let mut town = Town::new(evolve(36.0), 3, &overrides);
    town.settings.political_control = PoliticalControl::ExogenousShock;
    let town = town.years(12);
    let first = &town.contracts[0];
    assert_eq!((first.fate, first.cause), (Fate::NotRenewed, Cause::Politics));
    assert_eq!(first.ended, first.ends);
    assert_eq!(first.months_from_renewal, 0.0);
    assert_eq!(town.moved[1].to, TransferTo::InHouse);
    assert!(!town.providers[1].is_open);
}

#[test]
fn a_practice_that_loses_every_tender_is_followed_by_a_successor_each_time() {
    let overrides = quiet(&[
        ("contract.renewal.base", 1.0),
        ("contract.retender.incumbent", 0.0),
        ("politics.control-change", 0.0),
    ]);
    let mut terms = evolve(24.0);
    terms.practice.contract.retender = true;
    let town = Town::new(terms, 1, &overrides).years(12);
    let ended: Vec<&Contract> = town.contracts.iter().filter(|c| c.stage == Stage::Ended).collect();
    assert!(ended.len() >= 4);
    assert!(ended.iter().all(|c| c.fate == Fate::LostTender));
    assert_eq!(town.moved.len(), ended.len() + 1);
    assert!(town.moved[1..].iter().all(|t| t.to == TransferTo::Successor));
    let ordinals: Vec<u32> = town.moved.iter().map(|t| t.ordinal).collect();
    assert_eq!(ordinals, (0..ordinals.len() as u32).collect::<Vec<_>>());
}

#[test]
fn a_contract_of_one_month_opens_decides_and_ends() {
    let overrides = quiet(&[("contract.renewal.base", 0.0)]);
    let mut terms = evolve(1.0);
    terms.practice.contract.mobilisation_months = Some(5.3);
    let town = Town::new(terms, 0, &overrides).years(2);
    assert_eq!(town.contracts.len(), 1);
    assert!((town.contracts[0].opens - 5.3).abs() < 1e-12);
    assert!((town.contracts[0].ended - 6.3).abs() < 1e-12);
    assert_eq!(town.moved.len(), 2);
    let served: f64 = town.contracts[0].ended - town.contracts[0].opens;
    assert!((served - 1.0).abs() < 1e-12);
}

#[test]
fn a_project_that_stops_before_it_opens_moves_nobody() {
    let town = Town::new(evolve(36.0), 0, &[("contract.never-opens", 1.0)]).years(3);
    assert_eq!(town.contracts[0].fate, Fate::NeverOpened);
    assert!(town.contracts[0].ended < town.contracts[0].opens);
    assert!(!town.contracts[0].has_opened && town.moved.is_empty());
}

#[test]
fn a_unit_inside_the_authority_opens_and_has_no_contract() {
    let mut terms = evolve(36.0);
    terms.practice.form = PracticeForm::InHouseUnit;
    let kept = [("unit.dissolves", 0.0), ("unit.dissolves.director", 0.0)];
    let town = Town::new(terms, 0, &kept).years(3);
    assert!(town.contracts.is_empty());
    assert_eq!(town.moved.len(), 1);
    assert_eq!(town.providers[1].insecurity, town.settings.insecurity_in_house);
    assert_eq!(town.providers[1].trust, 1.0);
}

#[test]
fn a_unit_is_dissolved_by_a_new_director_or_a_reorganisation_and_its_workers_stay() {
    let mut terms = evolve(36.0);
    terms.practice.form = PracticeForm::InHouseUnit;
    for cause in ["unit.dissolves", "unit.dissolves.director"] {
        let of = |id: &str| if id == cause { 1.0 } else { 0.0 };
        let overrides = [
            ("unit.dissolves", 9.0 * of("unit.dissolves")),
            ("unit.dissolves.director", of("unit.dissolves.director")),
            ("politics.director-changes", 4.0),
        ];
        let town = Town::new(terms.clone(), 0, &overrides).years(5);
        assert_eq!(town.contracts.len(), 1, "{cause}");
        let ended = &town.contracts[0];
        assert_eq!((ended.fate, ended.cause), (Fate::Terminated, Cause::Restructure));
        assert!(ended.ended >= ended.opens && !town.providers[1].is_open);
        assert_eq!(town.moved.len(), 2);
        let back = renewal::workers_move(1, TransferTo::InHouse, &terms, &town.settings);
        assert_eq!(back, 1.0);
    }
}

#[test]
fn insecurity_rises_in_the_year_before_an_end_that_is_not_renewed_and_falls_after_a_renewal() {
    let overrides = quiet(&[("contract.renewal.base", 0.0)]);
    let town = Town::new(evolve(36.0), 0, &overrides).years(6);
    let end = town.contracts[0].ended;
    let at = |months: f64| {
        let near = |(t, _): &&(f64, f64)| (*t - (end - months)).abs() <= 0.5;
        town.insecurity.iter().find(near).unwrap().1
    };
    assert!(at(1.0) > at(6.0) && at(6.0) > at(12.0) && at(12.0) > at(24.0));
    assert!(at(24.0) > town.settings.insecurity_in_house);
    let overrides = quiet(&[("contract.renewal.base", 1.0), ("politics.control-change", 0.0)]);
    let town = Town::new(evolve(36.0), 0, &overrides).years(6);
    let end = town.contracts[0].ended;
    let mean = |from: f64, to: f64| {
        let within: Vec<f64> =
            town.insecurity.iter().filter(|(t, _)| (from..to).contains(t)).map(|x| x.1).collect();
        within.iter().sum::<f64>() / within.len() as f64
    };
    assert!(mean(end - 8.0, end - 6.0) > mean(end + 1.0, end + 6.0));
}

#[test]
fn the_same_address_gives_the_same_contract_to_the_bit() {
    let run = || Town::with(evolve(36.0), 17, &[], true).years(12);
    let (first, second) = (run(), run());
    assert_eq!(format!("{:?}", first.contracts), format!("{:?}", second.contracts));
    assert_eq!(first.providers, second.providers);
}

#[test]
fn an_election_or_a_shock_falls_on_the_same_day_whatever_the_term() {
    for replication in 0..50 {
        let short = Town::with(evolve(24.0), replication, &[], true).years(12);
        let long = Town::with(evolve(120.0), replication, &[], true).years(12);
        assert_eq!(short.authorities, long.authorities);
        assert_eq!(short.contracts[0].opens, long.contracts[0].opens);
        assert_eq!(short.contracts[0].early_end_left.len(), 4);
    }
}

#[test]
fn everybody_moves_where_staff_move_with_their_cases() {
    let mut town = Town::new(evolve(36.0), 0, QUIET);
    town.settings.transfer_cost = TransferCost::NoCost;
    let town = town.years(3);
    assert_eq!(town.moved[0].workers_move, 1.0);
}

#[test]
fn a_long_contract_drifts_only_without_safeguards() {
    let mut town = Town::new(evolve(120.0), 0, QUIET);
    town.terms[0].practice.contract.review_months = 24.0;
    town.settings.contract_length = ContractLength::NeedsBreakClauses;
    let mut town = town.years(10);
    let contract = town.contracts[0].clone();
    let late = contract.opens + 100.0;
    let value = |town: &Town, now| investment::investment(&contract, &town.terms[0], &town.settings, now);
    assert!(value(&town, late) < 1.0 && value(&town, contract.opens) > 1.0);
    town.terms[0].practice.contract.break_months = 36.0;
    assert!(value(&town, late) > 1.0);
    town.settings.contract_length = ContractLength::Neutral;
    assert_eq!(value(&town, late), 1.0);
}

#[test]
fn decisions_are_both_quicker_and_later_only_where_they_disperse() {
    use swplab::evidence::DecisionSpeed::{Faster, MoreDispersed, Same};
    let share = |position, days: f64| {
        let mut town = Town::new(evolve(36.0), 0, QUIET);
        town.settings.decision_speed = position;
        let town = town.years(3);
        let over = |p: usize| decisions::share_over(&town.providers[p], days);
        (over(0), over(1))
    };
    let (own, practice) = share(MoreDispersed, 7.0);
    assert!(practice < own, "more quick decisions");
    let (own, practice) = share(MoreDispersed, 30.0);
    assert!(practice > own, "more late decisions");
    let (own, practice) = share(Same, 7.0);
    assert_eq!(own, practice);
    let (own, practice) = share(Faster, 30.0);
    assert!(practice < own);
}

#[test]
fn money_is_conserved_every_month() {
    for replication in 0..40 {
        let mut terms = evolve(24.0);
        terms.practice.contract.retender = true;
        terms.practice.contract.price_follows_numbers = replication % 2 == 0;
        if replication % 3 == 0 {
            terms.practice.form = PracticeForm::Company;
        }
        terms.practice.support_yearly = 50_000.0;
        terms.practice.support_until_months = Some(60.0);
        terms.practice.grant = 90_000.0;
        terms.practice.grant_window_months = Some(8.0);
        let mut town = Town::with(terms, replication, &[], true);
        town.providers[1].departure.payment_by_results = 0.3;
        town.providers[1].departure.worker_stake = 0.4;
        town.providers[1].budget.risk = 0.2;
        town.growth = 0.05;
        town.begin();
        for month in 0..144 {
            let before = town.providers[1].account;
            town.month(month);
            for (index, (provider, flow)) in town.providers.iter().zip(&town.flows).enumerate() {
                let heads: f64 = provider.pounds.iter().sum();
                let paid = finance::paid_by_authority(provider, flow, &town.money, index == 1)
                    + provider.paid_by_others;
                assert!((heads - paid).abs() < 1e-6 * heads.max(1.0), "{heads} {paid}");
            }
            if town.transfers.is_empty() {
                let surplus = town.providers[1].pounds[6] - town.providers[1].budget.distributed;
                let account = town.providers[1].account;
                assert!(
                    (account - before - surplus).abs() < 1e-6,
                    "month {month}: {before} {surplus} {account}"
                );
            }
        }
    }
}

#[test]
fn a_frequent_review_learns_more_only_where_information_is_shared() {
    use swplab::evidence::Reviews::{Dynamic, DynamicWithoutData, Static};
    let learnt_in_two_years = |position, months: f64| {
        let mut town = Town::new(evolve(36.0), 0, QUIET);
        town.settings.reviews = position;
        town.terms[0].practice.contract.review_style = ReviewStyle::Collaborative;
        town.terms[0].practice.contract.review_months = months;
        let each = trust::information(&town.terms[0], &town.settings);
        1.0 - libm::pow(1.0 - each, 24.0 / months)
    };
    let gain = |position| learnt_in_two_years(position, 3.0) - learnt_in_two_years(position, 24.0);
    assert!(gain(Static).abs() < 1e-9);
    assert!(gain(Dynamic) > 0.0);
    assert!(learnt_in_two_years(DynamicWithoutData, 24.0) < learnt_in_two_years(Dynamic, 24.0));
}

#[test]
fn suspicion_of_profit_keeps_trust_lower() {
    use PracticeForm::{Company, Corporate, Mutual};
    use swplab::evidence::Profit::{Extraction, Incentive, SizeDependent, Suspicion};
    let mean_trust = |position, form| {
        let mut terms = evolve(120.0);
        terms.practice.form = form;
        let mut town = Town::new(terms, 5, QUIET);
        town.settings.profit = position;
        town.years(6).providers[1].trust
    };
    let mutual = mean_trust(Suspicion, Mutual);
    assert!(mean_trust(Suspicion, Company) < mutual);
    let small = mean_trust(SizeDependent, Company);
    assert!(mean_trust(SizeDependent, Corporate) < small);
    assert_eq!(mean_trust(Incentive, Corporate), mean_trust(Extraction, Corporate));
    assert!(small > mean_trust(Suspicion, Company));
}

#[test]
fn a_low_price_is_an_aim_to_save_unless_it_is_that_of_reviews() {
    let trust_at = |price_ratio, serves| {
        let mut town = Town::new(evolve(36.0), 0, QUIET);
        town.terms[0].practice.contract.price_ratio = price_ratio;
        town.terms[0].practice.serves = serves;
        trust::target(&town.providers[1], &town.terms[0], &town.settings, 12.0, 0.0)
    };
    assert!(trust_at(0.8, Serves::Cases) < trust_at(1.0, Serves::Cases));
    assert_eq!(trust_at(0.3, Serves::Reviews), trust_at(1.0, Serves::Reviews));
}
