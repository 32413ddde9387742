//! Commissioning: the contract, month by month. M58, M67 to M69, M74 to M76, X1; H6 to H8, H10.
//!
//! ```text
//! decision     contract.decision.lead months before the end, carried out on the last day       (`renewal`)
//! if yes       extended once for the months of extension, then renewed; with a tender, where the scenario
//!              says so: the practice in place wins or another takes its place
//! if no        the service is taken back in house on the last day
//! break point  asked on its day, carried out then or after the months of notice that are agreed
//! notice       where it is agreed, asked after a change of control: who would have gone on but for that gives
//!              notice                                                                       (`interruption`) M89
//! early end    on the day when a threshold is spent, after an inadequate inspection or when the authority is
//!              reorganised                                                                (`interruption`)
//! at a review  judged, trust, price                                                          (`reviews`)
//! improved     = grades of inspection gained since the opening ÷ 3 × share of the authority's cases served
//! ```
//!
//! A contract is awarded (`award`), mobilises, opens, runs with reviews, and ends. Three things tell a short
//! term from a long one: how often it is decided about (M67 to M69), what reviews find in between (M74 to M76) and
//! what trust has become by then (M58). An opening, a lost tender and a return order a transfer of children
//! (`transfer`, H10); a renewal moves nobody. After a return the children stay with the authority's own
//! teams. A unit inside the authority opens and has no contract; it ends as `interruption` says.
//! Simplified: the winner of a tender
//! takes over on the day after the old contract, its mobilisation lying within the months of decision; without a
//! tender a contract may be renewed again and again, which procurement law would ask about. On one day a review comes first and the end
//! last. Times are months since the study began, the day a fraction.

use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::Settings;
use crate::model::settings::money::MoneySettings;
use crate::model::settings::{CommissioningSettings, PracticeTerms};
use crate::model::world::{
    AuthorityState, Bid, Cause, Contract, Decided, Fate, Flows, Plan, Provider, Stage, Transfer, TransferTo,
    World,
};

use super::{renewal, trust};
use crate::terms::Happening;

/// The parts of the world that commissioning works on.
pub struct Commissioning<'a> {
    /// Contracts, ended ones included; for one practice in the order of their cycles.
    pub contracts: &'a mut Vec<Contract>,
    /// Providers.
    pub providers: &'a mut [Provider],
    /// Authorities.
    pub authorities: &'a [AuthorityState],
    /// Transfers ordered this month.
    pub transfers: &'a mut Vec<Transfer>,
    /// Bids so far.
    pub bids: &'a mut Vec<Bid>,
    /// This month's counts, by provider.
    pub flows: &'a mut [Flows],
    /// Terms by practice.
    pub terms: &'a [PracticeTerms],
    /// Numbers of the contract side.
    pub settings: &'a CommissioningSettings,
    /// Numbers of money, for prices.
    pub money: &'a MoneySettings,
    /// The replication's draws.
    pub draws: &'a Draws,
}

/// What is due next in a contract's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Opening,
    Stop,
    Review,
    Decision,
    Break,
    End,
}

/// One month of every practice's contract.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let month = world.month;
    Commissioning::of(world, settings, draws).step(month);
}

/// Awards the first contracts, before the first day.
pub fn begin(world: &mut World, settings: &Settings, draws: &Draws) {
    for event in settings.events.iter().filter(|event| event.what == Happening::Order) {
        for (index, authority) in world.authorities.iter_mut().enumerate() {
            if event.authority.is_none_or(|named| named == index) {
                authority.ordered = f64::INFINITY;
            }
        }
    }
    Commissioning::of(world, settings, draws).begin();
}

impl<'a> Commissioning<'a> {
    fn of(world: &'a mut World, settings: &'a Settings, draws: &'a Draws) -> Commissioning<'a> {
        Commissioning {
            contracts: &mut world.contracts,
            providers: &mut world.providers,
            authorities: &world.authorities,
            transfers: &mut world.transfers,
            bids: &mut world.bids,
            flows: &mut world.flows,
            terms: &settings.practices,
            settings: &settings.commissioning,
            money: &settings.money,
            draws,
        }
    }

    /// One month of every practice's contract.
    pub fn step(&mut self, month: u32) {
        let start = f64::from(month);
        self.join(start);
        for provider in 0..self.providers.len() {
            let Some(practice) = self.providers[provider].practice else {
                continue;
            };
            self.meet_order(provider, start);
            if self.terms[practice].practice.is_in_house_unit() {
                let opens = self.providers[provider].opens;
                if self.providers[provider].is_open {
                    self.dissolve(provider, start);
                } else if opens < start + 1.0 {
                    self.open(provider, opens.max(start));
                }
            } else {
                self.run(provider, start);
            }
        }
    }

    fn run(&mut self, provider: usize, start: f64) {
        let end = start + 1.0;
        let mut now = start;
        self.recommission(provider, start);
        self.meet_inspection(provider, start);
        self.meet_reorganisation(provider, start);
        self.meet_failure(provider, start);
        self.meet_control(provider, start);
        while let Some(at) = self.current(provider) {
            let (day, due) = next_due(&self.contracts[at]);
            let day = day.max(now);
            let until = day.min(end);
            if self.contracts[at].stage == Stage::Running {
                let early = self.early_end(at, now, until - now);
                let served = early.map_or(until - now, |(months, _)| months);
                self.flows[provider].contract_months += served;
                if let Some((months, cause)) = early {
                    let day = now + months;
                    let far = self.contracts[at]
                        .months_from_renewal(day, self.terms_of(at).practice.contract.break_months);
                    self.end(at, day, Fate::Terminated, cause, far);
                    self.take_back(provider, day);
                    return;
                }
            }
            if day >= end {
                return;
            }
            now = day;
            self.happen(at, due, now);
        }
    }

    fn happen(&mut self, at: usize, due: Due, day: f64) {
        let provider = self.contracts[at].provider;
        match due {
            Due::Opening => {
                self.contracts[at].stage = Stage::Running;
                self.contracts[at].has_opened = true;
                self.open(provider, day);
            }
            Due::Stop => {
                let cause = self.contracts[at].cause;
                let contract = &self.contracts[at];
                // What was spent on preparing is lost in proportion.
                let spent = (day - contract.awarded) / (contract.opens - contract.awarded);
                self.flows[provider].transitions += spent;
                self.providers[provider].opens = f64::INFINITY;
                self.end(at, day, Fate::NeverOpened, cause, f64::NAN);
            }
            Due::Review => self.review(at, day),
            Due::Decision => self.decide(at, day),
            Due::Break => self.pass_break(at, day),
            Due::End => self.finish(at, day),
        }
    }

    fn decide(&mut self, at: usize, day: f64) {
        let terms = self.terms_of(at);
        let s = self.settings;
        let known = self.known(at, day);
        let contract = &self.contracts[at];
        let name = Name::practice(contract.authority, contract.practice, contract.cycle);
        let may_extend = terms.practice.contract.extension_months > 0.0 && !contract.is_extended;
        self.contracts[at].asked = day;
        if may_extend {
            let drawn = self.draws.uniform(Purpose::Renewal, name, 0);
            let contract = &mut self.contracts[at];
            match renewal::decide(s.extension_base, &known, s, drawn) {
                None => {
                    contract.is_extended = true;
                    contract.ends += terms.practice.contract.extension_months;
                    contract.decides = (contract.ends - s.decision_lead).max(day);
                }
                Some(cause) => {
                    contract.decides = f64::INFINITY;
                    contract.decided = Decided::InHouse(cause);
                }
            }
            return;
        }
        let drawn = self.draws.uniform(Purpose::Renewal, name, 1);
        let mut decided = match renewal::decide(s.renewal_base, &known, s, drawn) {
            None => Decided::Renew,
            Some(cause) => Decided::InHouse(cause),
        };
        if decided == Decided::Renew && terms.practice.contract.retender {
            decided = self.tender(at, day);
        }
        self.contracts[at].decides = f64::INFINITY;
        self.contracts[at].decided = decided;
    }

    fn pass_break(&mut self, at: usize, day: f64) {
        self.contracts[at].next_break = f64::INFINITY;
        let known = self.known(at, day);
        let contract = &self.contracts[at];
        let name = Name::practice(contract.authority, contract.practice, contract.cycle);
        let provider = contract.provider;
        let drawn = self.draws.uniform(Purpose::Renewal, name, 2);
        self.contracts[at].asked = day;
        if let Some(cause) = renewal::decide(self.settings.break_base, &known, self.settings, drawn) {
            let notice = self.terms_of(at).practice.contract.notice_months.unwrap_or(0.0);
            if notice > 0.0 {
                self.give_notice(at, day + notice, cause);
                return;
            }
            self.end(at, day, Fate::NotRenewed, cause, 0.0);
            self.take_back(provider, day);
        }
    }

    fn finish(&mut self, at: usize, day: f64) {
        let provider = self.contracts[at].provider;
        match self.contracts[at].decided {
            Decided::InHouse(cause) => {
                let given_up = self.contracts[at].is_given_up;
                let fate = if given_up { Fate::Terminated } else { Fate::NotRenewed };
                self.end(at, day, fate, cause, 0.0);
                self.take_back(provider, day);
            }
            Decided::Successor => {
                self.end(at, day, Fate::LostTender, Cause::Term, 0.0);
                self.flows[provider].closings += 1.0;
                self.transfer(provider, TransferTo::Successor, day);
                self.providers[provider].run_by = self.contracts[at].won_by;
                self.settle(provider, day);
                self.follow(at, day);
            }
            Decided::Renew | Decided::Open => {
                self.end(at, day, Fate::Renewed, Cause::None, 0.0);
                self.follow(at, day);
            }
        }
    }

    /// The next contract of the service, from the day on which the last one ended.
    fn follow(&mut self, at: usize, day: f64) {
        let last = &self.contracts[at];
        let (provider, cycle, awarded) = (last.provider, last.cycle + 1, last.asked);
        let (left, agreed, same) = (last.early_end_left, last.agreed_cases, last.fate == Fate::Renewed);
        let cases = self.providers[provider].cases;
        let cases = if cases > 0.0 { cases } else { agreed };
        let mut next = self.agreed(provider, cycle, awarded, day, cases);
        if same {
            // The same partners keep what is left of their thresholds.
            next.early_end_left = left;
        }
        self.contracts.push(next);
    }

    fn open(&mut self, provider: usize, day: f64) {
        self.providers[provider].is_open = true;
        self.transfer(provider, TransferTo::Practice, day);
        self.settle(provider, day);
    }

    /// A practice begins: relation, trust, account.
    fn settle(&mut self, provider: usize, day: f64) {
        let Some(practice) = self.providers[provider].practice else {
            return;
        };
        self.flows[provider].transitions += 1.0;
        self.providers[provider].opens = day;
        self.providers[provider].account = self.money.reserve;
        let caseload = self.caseload_of_bid(provider, practice);
        self.providers[provider].plan = Plan { caseload, ..Plan::default() };
        let authority = &self.authorities[self.providers[provider].authority];
        self.providers[provider].grade_at_opening = authority.grade;
        // Nothing is known of it yet: its children come from the authority's teams.
        let own = &self.providers[authority.in_house];
        self.providers[provider].record = own.record;
        trust::begin(&mut self.providers[provider], &self.terms[practice], self.settings, self.draws);
    }

    /// Cases for each case holder that the organisation which runs a practice bid with.
    fn caseload_of_bid(&self, provider: usize, practice: usize) -> f64 {
        let practice = &self.terms[practice].practice;
        let asked = practice.cases() / f64::from(practice.posts());
        asked * self.providers[provider].run_by.map_or(1.0, |organisation| organisation.caseload)
    }

    pub(super) fn take_back(&mut self, provider: usize, day: f64) {
        self.flows[provider].closings += 1.0;
        self.providers[provider].is_open = false;
        self.transfer(provider, TransferTo::InHouse, day);
    }

    fn transfer(&mut self, provider: usize, to: TransferTo, at: f64) {
        let Some(practice) = self.providers[provider].practice else {
            return;
        };
        let ordinal = self.providers[provider].transfers;
        self.providers[provider].transfers += 1;
        self.transfers.push(Transfer {
            provider,
            to,
            at,
            ordinal,
            workers_move: renewal::workers_move(ordinal, to, &self.terms[practice], self.settings),
            unsettles: renewal::unsettles(ordinal, self.settings),
        });
    }

    pub(super) fn end(&mut self, at: usize, day: f64, fate: Fate, cause: Cause, from_renewal: f64) {
        let contract = &mut self.contracts[at];
        contract.stage = Stage::Ended;
        contract.ended = day;
        contract.fate = fate;
        contract.cause = cause;
        contract.months_from_renewal = from_renewal;
    }

    pub(super) fn current(&self, provider: usize) -> Option<usize> {
        self.contracts.iter().rposition(|c| c.provider == provider && c.stage != Stage::Ended)
    }

    pub(super) fn terms_of(&self, at: usize) -> &'a PracticeTerms {
        &self.terms[self.contracts[at].practice]
    }
}

/// The next date of a contract; on the same day a review comes first and the end last.
fn next_due(contract: &Contract) -> (f64, Due) {
    let dates: &[(f64, Due)] = if contract.stage == Stage::Mobilising {
        &[(contract.stops, Due::Stop), (contract.opens, Due::Opening)]
    } else {
        &[
            (contract.next_review, Due::Review),
            (contract.decides, Due::Decision),
            (contract.next_break, Due::Break),
            (contract.ends, Due::End),
        ]
    };
    let mut next = dates[0];
    for date in dates {
        if date.0 < next.0 {
            next = *date;
        }
    }
    next
}
