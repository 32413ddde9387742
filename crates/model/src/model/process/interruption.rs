//! Interruption: what ends a service, or stops a project, before its term. M61, M64, M98, M110, X1, X5, X7;
//! H8.
//!
//! ```text
//! yearly hazards, each against a threshold of its own:
//! trust        contract.early.trust × exp(contract.early.trust-slope × (0.5 - trust))            M64
//! money        contract.early.money × 10 × debt ÷ a year's price                                 X1
//! failure      contract.early.failure while an inquiry into a serious incident runs (`incidents`), else 0   M110
//! reorganises  contract.early.restructure × i                                                    X5, M98
//!              + max(0, contract.early.complexity × back office bought beyond the usual)         M61
//! i            = 1 + contract.early.intervention for contract.early.intervention-months after the authority
//!              was found inadequate, for a service that had opened before; else 1                M98
//! a practice fails when it has owed more of a year's price than planning.debt-most.alone, or .parent where a known
//!              organisation stands behind it, for planning.debt-months             (`planning`) X1
//!              when hardly anybody has been at work for planning.deserted-months   (`planning`) M64
//! cancels      a project that has not opened when it is found inadequate, with probability L(inspection.cancels;
//!              - inspection.cancels.answer × share of the authority's cases that it is to serve
//!              - inspection.cancels.stretched × how well the services are run (`inspection`))        X7
//!              but never a body that was ordered into being
//! a unit       is dissolved at unit.dissolves × i a year, and with probability unit.dissolves.director by a
//!              new director, neither before unit.spared-months                                   X5
//! ```
//!
//! Thresholds are unit exponentials, part-spent month by month (`hazard/contracts.rs`) and kept through
//! renewals of the same practice. A reorganisation on a date of the scenario ends a contract, and a unit at
//! any time. A service that opened after a finding is its answer and spared. A unit inside the authority has
//! no contract that could run out; it is dissolved into ordinary teams: its workers stay with the authority
//! and keep their cases, it is not set up again, and it gets a row among the contracts with the term that the
//! scenario names. A change of control ends nothing before its term (H8: `politics`) but by notice, where that is
//! agreed: the authority decides with contract.break.base, and who would have gone on but for politics ends the contract
//! contract.notice_months later. Rates a year; sizes
//! grade D.

use crate::draws::{Name, Purpose};
use crate::model::hazard::contracts::{self as hazards, chance};
use crate::model::settings::commissioning::CommissioningSettings;
use crate::model::world::{Cause, Contract, Decided, Fate, Stage};
use crate::terms::PracticeForm;

use super::commissioning::Commissioning;
use super::renewal;

const CAUSES: [Cause; 4] = [Cause::Trust, Cause::Money, Cause::Failure, Cause::Restructure];

impl Commissioning<'_> {
    /// An inadequate inspection of the authority may cancel a project that has not opened.
    pub(super) fn meet_inspection(&mut self, provider: usize, start: f64) {
        let Some(at) = self.current(provider) else {
            return;
        };
        let contract = &self.contracts[at];
        let day = self.authorities[contract.authority].found_inadequate;
        let is_ordered = self.authorities[contract.authority].ordered.is_finite();
        let due = contract.stage == Stage::Mobilising && !is_ordered && day >= start && day < start + 1.0;
        if !due || day >= contract.stops.min(contract.opens) {
            return;
        }
        let name = Name::practice(contract.authority, contract.practice, start as u32);
        let authority = &self.authorities[contract.authority];
        let held = self.providers[authority.in_house].cases;
        let share = if held > 0.0 { (contract.agreed_cases / held).min(1.0) } else { 1.0 };
        let s = self.settings;
        let against = -s.cancels_answer * share - s.cancels_stretched * authority.run;
        if self.draws.uniform(Purpose::Inspection, name, 0) < chance(s.inspection_cancels, against) {
            self.contracts[at].stops = day;
            self.contracts[at].cause = Cause::Inspection;
        }
    }

    /// A reorganisation on a date of the scenario ends a running contract.
    pub(super) fn meet_reorganisation(&mut self, provider: usize, start: f64) {
        let Some(at) = self.current(provider) else {
            return;
        };
        let contract = &self.contracts[at];
        let day = self.authorities[contract.authority].reorganised;
        if contract.stage == Stage::Running && day >= start && day < start + 1.0 {
            let day = day.max(contract.opens);
            let far = contract.months_from_renewal(day, self.terms_of(at).practice.contract.break_months);
            self.end(at, day, Fate::Terminated, Cause::Restructure, far);
            self.take_back(provider, day);
        }
    }

    /// After a change of control an authority that has agreed on notice thinks about a running contract.
    pub(super) fn meet_control(&mut self, provider: usize, start: f64) {
        let Some(at) = self.current(provider).filter(|&at| self.contracts[at].stage == Stage::Running) else {
            return;
        };
        let contract = &self.contracts[at];
        let day = self.authorities[contract.authority].control_changed;
        let is_due = day >= start && day < start + 1.0 && day > contract.asked;
        let notice = self.terms_of(at).practice.contract.notice_months;
        let Some(notice) = notice.filter(|_| is_due && contract.decided == Decided::Open) else {
            return;
        };
        let known = self.known(at, day);
        let name = Name::practice(contract.authority, contract.practice, start as u32);
        let drawn = self.draws.uniform(Purpose::Renewal, name, 3);
        self.contracts[at].asked = day;
        if renewal::decide(self.settings.break_base, &known, self.settings, drawn) == Some(Cause::Politics) {
            self.contracts[at].is_given_up = day + notice < self.contracts[at].ends;
            self.give_notice(at, day + notice, Cause::Politics);
        }
    }

    /// A contract will end on a day, if it would not have ended before.
    pub(super) fn give_notice(&mut self, at: usize, day: f64, cause: Cause) {
        let contract = &mut self.contracts[at];
        contract.ends = contract.ends.min(day);
        contract.decides = f64::INFINITY;
        contract.next_break = f64::INFINITY;
        contract.decided = Decided::InHouse(cause);
    }

    /// A practice that owes more than it can, or that its people have left, ends on the first day of the month.
    pub(super) fn meet_failure(&mut self, provider: usize, start: f64) {
        let Some(at) = self.current(provider).filter(|&at| self.contracts[at].stage == Stage::Running) else {
            return;
        };
        let state = &self.providers[provider];
        let cause = if f64::from(state.plan.owing) >= self.settings.debt_months {
            Cause::Money
        } else if f64::from(state.plan.deserted) >= self.settings.deserted_months {
            Cause::Staff
        } else {
            return;
        };
        let far =
            self.contracts[at].months_from_renewal(start, self.terms_of(at).practice.contract.break_months);
        self.end(at, start, Fate::Terminated, cause, far);
        self.take_back(provider, start);
    }

    /// Spends the thresholds over `months` at the hazards of now: the first crossing, if any.
    pub(super) fn early_end(&mut self, at: usize, now: f64, months: f64) -> Option<(f64, Cause)> {
        let s = self.settings;
        let contract = &mut self.contracts[at];
        let provider = &self.providers[contract.provider];
        let bought = self.terms[contract.practice].service_model.back_office - s.usual.back_office;
        let found = self.authorities[contract.authority].found_inadequate;
        let intervened = intervention(now, found, provider.opens, s);
        let reorganises = s.early_restructure * intervened + (s.early_complexity * bought).max(0.0);
        let hazards = [
            hazards::trust_breakdown(provider.trust, s.early_trust, s.early_trust_slope),
            hazards::money(provider.account, contract.price_of_year(), s.early_money),
            hazards::constant(if provider.inquiry_until > now { s.early_failure } else { 0.0 }),
            hazards::constant(reorganises),
        ];
        let mut first: Option<(f64, Cause)> = None;
        for (cause, hazard) in CAUSES.into_iter().zip(hazards) {
            let left = contract.early_end_left[cause_index(cause)];
            if hazard * months >= left {
                let crossing = left / hazard;
                if first.is_none_or(|(earliest, _)| crossing < earliest) {
                    first = Some((crossing, cause));
                }
            }
        }
        for (left, hazard) in contract.early_end_left.iter_mut().zip(hazards) {
            *left -= hazard * months;
        }
        first
    }

    /// Dissolves a unit inside the authority, if something does so this month.
    pub(super) fn dissolve(&mut self, provider: usize, start: f64) {
        let s = self.settings;
        let Some(practice) = self.providers[provider].practice else {
            return;
        };
        let authority = self.providers[provider].authority;
        let state = &self.authorities[authority];
        let in_month = |day: f64| day >= start && day < start + 1.0;
        let name = Name::practice(authority, practice, start as u32);
        let [ends, day, director, ..] = self.draws.block(Purpose::EarlyEnd, name, 1);
        let opens = self.providers[provider].opens;
        let yearly = s.unit_dissolves * intervention(start, state.found_inadequate, opens, s);
        let mut at = f64::INFINITY;
        let settled = start >= opens + s.unit_spared;
        if settled && ends < -libm::expm1(-hazards::constant(yearly)) {
            at = start + day;
        }
        if settled && in_month(state.director_changed) && director < s.unit_director {
            at = at.min(state.director_changed);
        }
        if in_month(state.reorganised) {
            at = at.min(state.reorganised);
        }
        if at.is_infinite() {
            return;
        }
        let at = at.max(opens);
        self.contracts.push(Contract {
            stage: Stage::Ended,
            ended: at,
            fate: Fate::Terminated,
            cause: Cause::Restructure,
            ..self.agreed(provider, 0, 0.0, opens, self.providers[provider].cases)
        });
        self.take_back(provider, at);
        // A unit is set up once.
        self.providers[provider].opens = f64::INFINITY;
    }
}

/// Factor of an intervention on reorganisations: above 1 for a while after the authority was found inadequate, but not
/// for what opened since.
fn intervention(now: f64, found: f64, opens: f64, s: &CommissioningSettings) -> f64 {
    if opens <= found && now - found < s.intervention_months { 1.0 + s.intervention } else { 1.0 }
}

fn cause_index(cause: Cause) -> usize {
    CAUSES.iter().position(|c| *c == cause).unwrap_or(0)
}

impl CommissioningSettings {
    /// Debt, as a share of a year's price, that a practice of a form can carry.
    pub fn most_debt(&self, form: PracticeForm) -> f64 {
        if form.has_parent() { self.debt_most_parent } else { self.debt_most_alone }
    }
}
