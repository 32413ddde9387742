//! A small authority with one practice whose months are all alike, to try the contract side alone.

use std::collections::BTreeMap;

use crate::draws::{Draws, Name, Purpose};
use crate::evidence::{
    ContractLength, Evidence, ParameterSet, PoliticalControl, Positions, TransferCost,
};
use crate::model::process::commissioning::Commissioning;
use crate::model::process::{decisions, finance, insecurity, investment, politics, trust};
use crate::model::settings::commissioning::{CommissioningSettings, ContractTerms};
use crate::model::settings::money::MoneySettings;
use crate::model::world::{
    AuthorityState, Cause, Contract, Fate, Flows, Provider, Stage, Transfer, TransferTo,
};

/// One authority, one practice, and what happened to them.
pub(super) struct Town {
    pub contracts: Vec<Contract>,
    pub providers: Vec<Provider>,
    pub authorities: Vec<AuthorityState>,
    pub transfers: Vec<Transfer>,
    pub flows: Vec<Flows>,
    pub terms: Vec<ContractTerms>,
    pub settings: CommissioningSettings,
    pub money: MoneySettings,
    pub draws: Draws,
    pub moved: Vec<Transfer>,
    pub insecurity: Vec<(f64, f64)>,
    pub growth: f64,
}

pub(super) fn evolve(term_months: f64) -> ContractTerms {
    ContractTerms {
        authority: 0,
        term_months,
        extension_months: 0.0,
        review_months: 12.0,
        is_collaborative: false,
        break_months: 0.0,
        price_follows_numbers: false,
        price_ratio: 1.0,
        retender: false,
        mobilisation_months: None,
        workers_move: None,
        is_for_profit: false,
        is_staff_owned: true,
        is_in_house_unit: false,
        size_cases: 148.0,
        case_holders: 11.0,
        adviser_share: 5.0 / 11.0,
        other_staff: 4.0,
    }
}

impl Town {
    /// Central quantities but for those of `overrides`; positions drawn.
    pub fn new(terms: ContractTerms, replication: u32, overrides: &[(&str, f64)]) -> Town {
        Town::with(terms, replication, overrides, false)
    }

    pub fn with(
        terms: ContractTerms,
        replication: u32,
        overrides: &[(&str, f64)],
        is_drawn: bool,
    ) -> Town {
        let draws = Draws::new(2011, replication);
        let set: BTreeMap<String, f64> = overrides
            .iter()
            .map(|(id, v)| (id.to_string(), *v))
            .collect();
        let evidence = Evidence::embedded();
        let parameters = if is_drawn {
            ParameterSet::drawn(evidence, &set, |i| {
                draws.uniform(Purpose::Parameter, Name::numbered(i), 0)
            })
        } else {
            ParameterSet::central(evidence, &set)
        };
        let positions = Positions::drawn(&BTreeMap::new(), |i| {
            draws.uniform(Purpose::Hypothesis, Name::numbered(i), 0)
        });
        let settings = CommissioningSettings::new(&parameters, &positions);
        let money = MoneySettings::new(&parameters);
        let mut town = Town {
            contracts: Vec::new(),
            providers: vec![Provider::new(0, None), Provider::new(0, Some(0))],
            authorities: vec![politics::begin(0, &settings)],
            transfers: Vec::new(),
            flows: vec![Flows::default(); 2],
            terms: vec![terms],
            settings,
            money,
            draws,
            moved: Vec::new(),
            insecurity: Vec::new(),
            growth: 0.0,
        };
        let start = finance::InHouseStart {
            caseload: 16.0,
            agency_share: 0.12,
            hires: 0.17,
        };
        finance::begin(&mut town.providers, &[start], &town.money);
        town
    }

    pub fn begin(&mut self) {
        self.desk().begin();
    }

    fn desk(&mut self) -> Commissioning<'_> {
        Commissioning {
            contracts: &mut self.contracts,
            providers: &mut self.providers,
            authorities: &self.authorities,
            transfers: &mut self.transfers,
            flows: &mut self.flows,
            terms: &self.terms,
            settings: &self.settings,
            money: &self.money,
            draws: &self.draws,
        }
    }

    pub fn month(&mut self, month: u32) {
        let now = f64::from(month);
        self.flows = vec![Flows::default(); 2];
        self.transfers.clear();
        politics::step(&mut self.authorities, &self.settings, &self.draws, month);
        trust::step(
            &mut self.providers,
            &self.contracts,
            &self.authorities,
            &self.terms,
            &self.settings,
            &self.draws,
            month,
        );
        self.desk().step(month);
        insecurity::step(&mut self.providers, &self.contracts, &self.settings, now);
        investment::step(
            &mut self.providers,
            &self.contracts,
            &self.terms,
            &self.settings,
            now,
        );
        let is_unit = |practice: usize| self.terms[practice].is_in_house_unit;
        decisions::conditions(&mut self.providers, is_unit, &self.settings);
        self.moved.append(&mut self.transfers.clone());
        self.insecurity.push((now, self.providers[1].insecurity));
        self.work();
        trust::observe(&mut self.providers, &self.flows);
        finance::step(
            &mut self.providers,
            &self.contracts,
            &self.flows,
            &self.terms,
            &self.money,
            month,
        );
    }

    /// A month's work: the same every month, but for growth in the practice.
    fn work(&mut self) {
        let open = if self.providers[1].is_open { 1.0 } else { 0.0 };
        let since = (self.insecurity.len() as f64 - self.providers[1].opens).max(0.0);
        let served = if open > 0.0 {
            148.0 * libm::pow(1.0 + self.growth, since / 12.0)
        } else {
            0.0
        };
        let own = &mut self.flows[0];
        own.child_months = [500.0, 60.0, 90.0, 40.0, 20.0, 24.0, 1.0];
        own.permanent_months = 50.0;
        own.agency_months = 6.0;
        own.hires = 0.7;
        own.changes = 735.0 * 0.9 / 12.0;
        own.disruptions = 735.0 * 0.11 / 12.0;
        let practice = &mut self.flows[1];
        practice.child_months = [
            served * 0.6,
            0.0,
            served * 0.1,
            0.0,
            served * 0.05,
            0.0,
            0.0,
        ];
        practice.leaver_months = served * 0.25;
        // Posts follow numbers.
        let posts = served / 148.0;
        practice.permanent_months = 10.3 * posts;
        practice.agency_months = 0.7 * posts;
        practice.hires = 0.12 * open;
        practice.changes = served * 0.75 * 0.6 / 12.0;
        practice.disruptions = served * 0.75 * 0.11 / 12.0;
    }

    pub fn years(mut self, years: u32) -> Town {
        self.begin();
        for month in 0..years * 12 {
            self.month(month);
        }
        self
    }
}

/// No cause of an early end, and every contract opens.
const QUIET: &[(&str, f64)] = &[
    ("contract.never-opens", 0.0),
    ("contract.early.trust", 0.0),
    ("contract.early.money", 0.0),
    ("contract.early.failure", 0.0),
    ("contract.early.restructure", 0.0),
];

fn quiet(more: &[(&'static str, f64)]) -> Vec<(&'static str, f64)> {
    let mut all = QUIET.to_vec();
    all.retain(|(id, _)| more.iter().all(|(other, _)| other != id));
    all.extend_from_slice(more);
    all
}

#[test]
fn no_child_moves_at_a_renewal() {
    let overrides = quiet(&[
        ("contract.renewal.base", 1.0),
        ("politics.control-change", 0.0),
    ]);
    let town = Town::new(evolve(36.0), 0, &overrides).years(12);
    assert_eq!(town.moved.len(), 1, "only the opening moves children");
    assert_eq!(town.moved[0].to, TransferTo::Practice);
    let fates: Vec<Fate> = town.contracts.iter().map(|c| c.fate).collect();
    assert_eq!(
        fates,
        [Fate::Renewed, Fate::Renewed, Fate::Renewed, Fate::Running]
    );
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
    assert_eq!(
        (first.fate, first.cause),
        (Fate::NotRenewed, Cause::Politics)
    );
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
    terms.retender = true;
    let town = Town::new(terms, 1, &overrides).years(12);
    let ended: Vec<&Contract> = town
        .contracts
        .iter()
        .filter(|c| c.stage == Stage::Ended)
        .collect();
    assert!(ended.len() >= 4);
    assert!(ended.iter().all(|c| c.fate == Fate::LostTender));
    assert_eq!(town.moved.len(), ended.len() + 1);
    assert!(
        town.moved[1..]
            .iter()
            .all(|t| t.to == TransferTo::Successor)
    );
    let ordinals: Vec<u32> = town.moved.iter().map(|t| t.ordinal).collect();
    assert_eq!(ordinals, (0..ordinals.len() as u32).collect::<Vec<_>>());
}

#[test]
fn a_contract_of_one_month_opens_decides_and_ends() {
    let overrides = quiet(&[("contract.renewal.base", 0.0)]);
    let mut terms = evolve(1.0);
    terms.mobilisation_months = Some(5.3);
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
    terms.is_in_house_unit = true;
    let town = Town::new(terms, 0, &[]).years(3);
    assert!(town.contracts.is_empty());
    assert_eq!(town.moved.len(), 1);
    assert_eq!(
        town.providers[1].insecurity,
        town.settings.insecurity_in_house
    );
    assert_eq!(town.providers[1].trust, 1.0);
}

#[test]
fn a_constant_hazard_of_early_end_is_exponential() {
    let overrides = quiet(&[("contract.early.restructure", 0.6)]);
    let (mut alive_1, mut alive_2, n) = (0.0, 0.0, 4_000);
    for replication in 0..n {
        let mut terms = evolve(120.0);
        terms.mobilisation_months = Some(0.5);
        let town = Town::new(terms, replication, &overrides).years(3);
        let ended = town.contracts[0].ended;
        let lasts = |months: f64| if ended < 0.5 + months { 0.0 } else { 1.0 };
        alive_1 += lasts(12.0) / f64::from(n);
        alive_2 += lasts(24.0) / f64::from(n);
    }
    assert!((alive_1 - libm::exp(-0.6)).abs() < 0.025, "{alive_1}");
    assert!((alive_2 - libm::exp(-1.2)).abs() < 0.025, "{alive_2}");
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
    let overrides = quiet(&[
        ("contract.renewal.base", 1.0),
        ("politics.control-change", 0.0),
    ]);
    let town = Town::new(evolve(36.0), 0, &overrides).years(6);
    let end = town.contracts[0].ended;
    let mean = |from: f64, to: f64| {
        let within: Vec<f64> = town
            .insecurity
            .iter()
            .filter(|(t, _)| (from..to).contains(t))
            .map(|x| x.1)
            .collect();
        within.iter().sum::<f64>() / within.len() as f64
    };
    assert!(mean(end - 8.0, end - 6.0) > mean(end + 1.0, end + 6.0));
}

#[test]
fn the_same_address_gives_the_same_contract_to_the_bit() {
    let run = || Town::with(evolve(36.0), 17, &[], true).years(12);
    let (first, second) = (run(), run());
    assert_eq!(
        format!("{:?}", first.contracts),
        format!("{:?}", second.contracts)
    );
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
    town.terms[0].review_months = 24.0;
    town.settings.contract_length = ContractLength::NeedsBreakClauses;
    let mut town = town.years(10);
    let contract = town.contracts[0].clone();
    let late = contract.opens + 100.0;
    let value =
        |town: &Town, now| investment::investment(&contract, &town.terms[0], &town.settings, now);
    assert!(value(&town, late) < 1.0 && value(&town, contract.opens) > 1.0);
    town.terms[0].break_months = 36.0;
    assert!(value(&town, late) > 1.0);
    town.settings.contract_length = ContractLength::Neutral;
    assert_eq!(value(&town, late), 1.0);
}

#[test]
fn decisions_are_both_quicker_and_later_only_where_they_disperse() {
    use crate::evidence::DecisionSpeed::{Faster, MoreDispersed, Same};
    let share = |position, days: f64| {
        let mut town = Town::new(evolve(36.0), 0, QUIET);
        town.settings.decision_speed = position;
        let town = town.years(3);
        let over = |p: usize| decisions::share_over(&town.providers[p], days);
        (over(0), over(1))
    };
    let (own, practice) = share(MoreDispersed, 7.0);
    assert!(practice < own, "more quick decisions");
    let (own, practice) = share(Same, 7.0);
    assert_eq!(own, practice);
    let (own, practice) = share(Faster, 30.0);
    assert!(practice < own);
}

#[test]
fn money_is_conserved_every_month() {
    for replication in 0..40 {
        let mut terms = evolve(24.0);
        terms.retender = true;
        terms.price_follows_numbers = replication % 2 == 0;
        let mut town = Town::with(terms, replication, &[], true);
        town.growth = 0.05;
        town.begin();
        for month in 0..144 {
            let before = town.providers[1].account;
            town.month(month);
            for (provider, flow) in town.providers.iter().zip(&town.flows) {
                let heads: f64 = provider.pounds.iter().sum();
                let paid = finance::paid_by_authority(provider, flow, &town.money)
                    + provider.paid_by_others;
                assert!(
                    (heads - paid).abs() < 1e-6 * heads.max(1.0),
                    "{heads} {paid}"
                );
            }
            if town.transfers.is_empty() {
                let surplus = town.providers[1].pounds[6];
                let account = town.providers[1].account;
                assert!((account - before - surplus).abs() < 1e-6, "month {month}: {before} {surplus} {account}");
            }
        }
    }
}

/// Months of survival of the practice from its opening, and whether it was seen to end.
fn survival(town: &Town) -> Option<(f64, bool, Cause, f64)> {
    let opened = town.contracts.first().filter(|c| c.has_opened)?.opens;
    let last = town
        .contracts
        .iter()
        .find(|c| !matches!(c.fate, Fate::Renewed | Fate::Running));
    Some(match last {
        Some(c) => (c.ended - opened, true, c.cause, c.months_from_renewal),
        None => (144.0 - opened, false, Cause::None, f64::NAN),
    })
}

fn ends(
    terms: &ContractTerms,
    replications: u32,
    growth: f64,
) -> Vec<Option<(f64, bool, Cause, f64)>> {
    (0..replications)
        .map(|replication| {
            let mut town = Town::with(terms.clone(), replication, &[], true);
            town.growth = growth;
            survival(&town.years(12))
        })
        .collect()
}

#[test]
fn ends_cluster_at_renewal_points_and_some_lie_apart() {
    let ended: Vec<(f64, f64)> = ends(&evolve(36.0), 1_000, 0.0)
        .into_iter()
        .flatten()
        .filter(|e| e.1)
        .map(|e| (e.0, e.3))
        .collect();
    let n = ended.len() as f64;
    let early = ended.iter().filter(|e| e.1 > 3.0).count() as f64 / n;
    assert!((0.10..0.40).contains(&early), "early ends: {early}");
    // A constant hazard with the same mean would put five in six ends more than three months from
    // a renewal every three years.
    let by_chance = ended
        .iter()
        .enumerate()
        .filter(|(k, _)| {
            let mean = ended.iter().map(|e| e.0).sum::<f64>() / n;
            let t = -mean * libm::log((*k as f64 + 0.5) / n);
            let phase = t % 36.0;
            t < 33.0 || phase.min(36.0 - phase) > 3.0
        })
        .count() as f64
        / n;
    assert!(by_chance > 0.6, "a constant hazard would have {by_chance}");
}

#[test]
#[ignore = "prints a table for whoever sets the assumptions"]
fn fates_by_term() {
    for growth in [0.0, 0.04] {
        for (term, extension, retender) in [
            (24.0, 0.0, false),
            (36.0, 0.0, false),
            (36.0, 12.0, false),
            (36.0, 0.0, true),
            (60.0, 0.0, false),
            (84.0, 0.0, false),
            (120.0, 0.0, false),
        ] {
            let mut terms = evolve(term);
            terms.extension_months = extension;
            terms.retender = retender;
            let all = ends(&terms, 1_000, growth);
            let opened: Vec<_> = all.iter().flatten().collect();
            let n = opened.len() as f64;
            let alive = |months: f64| {
                let alive = opened.iter().filter(|e| !e.1 || e.0 > months).count();
                alive as f64 / n
            };
            let ended: Vec<_> = opened.iter().filter(|e| e.1).collect();
            let share = |f: &dyn Fn(&(f64, bool, Cause, f64)) -> bool| {
                ended.iter().filter(|e| f(e)).count() as f64 / ended.len() as f64
            };
            let early = share(&|e| e.3 > 3.0);
            let causes: Vec<String> = [
                Cause::Term,
                Cause::Politics,
                Cause::Trust,
                Cause::Money,
                Cause::Failure,
                Cause::Restructure,
            ]
            .map(|c| format!("{} {:.2}", c.word(), share(&|e| e.2 == c)))
            .to_vec();
            println!(
                "growth {growth} term {term} +{extension} {}: opened {:.3} ended {:.2} early {early:.2} | alive 24 {:.2} 36 {:.2} 37 {:.2} 42 {:.2} 54 {:.2} 84 {:.2} | {}",
                if retender { "tender" } else { "direct" },
                n / all.len() as f64,
                ended.len() as f64 / n,
                alive(24.0),
                alive(35.9),
                alive(37.0),
                alive(42.0),
                alive(54.0),
                alive(84.0),
                causes.join(", ")
            );
        }
    }
}
