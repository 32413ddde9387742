//! A small authority with one practice whose months are all alike, to try the contract side alone.

mod chances;
mod sentences;
mod transfers;

use std::collections::BTreeMap;

use swplab::arrangement::{self, Practice};
use swplab::draws::{Draws, Name, Purpose};
use swplab::evidence::{Evidence, ParameterSet, Positions, ServiceModel};
use swplab::model::process::commissioning::Commissioning;
use swplab::model::process::{decisions, finance, insecurity, investment, politics, track_record, trust};
use swplab::model::settings::money::MoneySettings;
use swplab::model::settings::{CommissioningSettings, PracticeTerms};
use swplab::model::world::{AuthorityState, Bid, Contract, Flows, Provider, Transfer};

/// One authority, one practice, and what happened to them.
struct Town {
    pub contracts: Vec<Contract>,
    pub providers: Vec<Provider>,
    pub authorities: Vec<AuthorityState>,
    pub transfers: Vec<Transfer>,
    pub bids: Vec<Bid>,
    pub flows: Vec<Flows>,
    pub terms: Vec<PracticeTerms>,
    pub settings: CommissioningSettings,
    pub money: MoneySettings,
    pub draws: Draws,
    pub moved: Vec<Transfer>,
    pub insecurity: Vec<(f64, f64)>,
    pub growth: f64,
}

pub fn evolve(term_months: f64) -> PracticeTerms {
    let contract = arrangement::Contract {
        term_months,
        review_months: 12.0,
        retender: false,
        ..arrangement::Contract::usual()
    };
    PracticeTerms {
        practice: Practice {
            size: 148,
            social_workers: 6.0,
            personal_advisers: 5.0,
            other_staff: 4.0,
            ..Practice::usual(Vec::new(), contract)
        },
        referral: 1.0,
        selects: 0.0,
        service_model: usual(),
        holder_is_named: false,
        need: 0.0,
        arranged: Default::default(),
        commissioning_skill: 0.0,
    }
}

/// The way in which an ordinary practice works.
fn usual() -> ServiceModel {
    let parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
    let positions = Positions::drawn(&BTreeMap::new(), |_| 0.0);
    CommissioningSettings::new(&parameters, &positions, 2011).usual
}

impl Town {
    /// Central quantities but for those of `overrides`; positions drawn.
    pub fn new(terms: PracticeTerms, replication: u32, overrides: &[(&str, f64)]) -> Town {
        Town::with(terms, replication, overrides, false)
    }

    pub fn with(terms: PracticeTerms, replication: u32, overrides: &[(&str, f64)], is_drawn: bool) -> Town {
        let draws = Draws::new(2011, replication);
        let set: BTreeMap<String, f64> = overrides.iter().map(|(id, v)| (id.to_string(), *v)).collect();
        let evidence = Evidence::embedded();
        let parameters = if is_drawn {
            ParameterSet::drawn(evidence, &set, |i| draws.uniform(Purpose::Parameter, Name::numbered(i), 0))
        } else {
            ParameterSet::central(evidence, &set)
        };
        let positions =
            Positions::drawn(&BTreeMap::new(), |i| draws.uniform(Purpose::Hypothesis, Name::numbered(i), 0));
        let settings = CommissioningSettings::new(&parameters, &positions, 2011);
        let money = MoneySettings::new(&parameters, &positions);
        let mut town = Town {
            contracts: Vec::new(),
            providers: vec![Provider::new(0, None), Provider { ways: 1.0, ..Provider::new(0, Some(0)) }],
            authorities: vec![politics::begin(0, &settings)],
            transfers: Vec::new(),
            bids: Vec::new(),
            flows: vec![Flows::default(); 2],
            terms: vec![terms],
            settings,
            money,
            draws,
            moved: Vec::new(),
            insecurity: Vec::new(),
            growth: 0.0,
        };
        let start = finance::InHouseStart { caseload: 16.0, agency_share: 0.12, hires: 0.17 };
        finance::set_level_costs(&mut town.providers, &[start], &town.money);
        town
    }

    pub fn begin(&mut self) {
        self.commissioning().begin();
    }

    fn commissioning(&mut self) -> Commissioning<'_> {
        Commissioning {
            contracts: &mut self.contracts,
            providers: &mut self.providers,
            authorities: &self.authorities,
            transfers: &mut self.transfers,
            bids: &mut self.bids,
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
        politics::elections(&mut self.authorities, &self.settings, &self.draws, month);
        trust::drift(
            &mut self.providers,
            &self.contracts,
            &self.authorities,
            &self.terms,
            &self.settings,
            &self.draws,
            month,
        );
        self.commissioning().step(month);
        insecurity::of_providers(&mut self.providers, &self.contracts, &self.settings, now);
        investment::of_providers(&mut self.providers, &self.contracts, &self.terms, &self.settings, now);
        let is_unit = |practice: usize| self.terms[practice].practice.is_in_house_unit();
        decisions::conditions(&mut self.providers, is_unit, &self.settings);
        self.moved.append(&mut self.transfers.clone());
        self.insecurity.push((now, self.providers[1].insecurity));
        self.work();
        track_record::note(&mut self.providers, &self.flows);
        finance::account(&mut self.providers, &self.contracts, &self.flows, &self.terms, &self.money, month);
    }

    /// A month's work: the same every month, but for growth in the practice.
    fn work(&mut self) {
        let open = if self.providers[1].is_open { 1.0 } else { 0.0 };
        let since = (self.insecurity.len() as f64 - self.providers[1].opens).max(0.0);
        let served = if open > 0.0 { 148.0 * libm::pow(1.0 + self.growth, since / 12.0) } else { 0.0 };
        let own = &mut self.flows[0];
        own.child_months = [500.0, 60.0, 90.0, 40.0, 20.0, 24.0, 1.0];
        own.permanent_months = 50.0;
        own.agency_months = 6.0;
        own.hires = 0.7;
        own.changes = 735.0 * 0.9 / 12.0;
        own.disruptions = 735.0 * 0.11 / 12.0;
        let practice = &mut self.flows[1];
        practice.child_months = [served * 0.6, 0.0, served * 0.1, 0.0, served * 0.05, 0.0, 0.0];
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
