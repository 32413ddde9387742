//! Award: the first contract of all, its dates and its price, and the projects that stop before they open.
//! M85, M88, M111, M125, X6; H19.
//!
//! ```text
//! opens     after contract.mobilisation.planned months + a slip, even between
//!           contract.mobilisation.slip-least and contract.mobilisation.slip-most; or what is set. The slip
//!           × 1 - contract.mobilisation.capability × (leadership + training in business, beyond the usual)   M71
//! stops     with probability (contract.never-opens                                               M111
//!             + contract.never-opens.sensitive × child protection in the remit beyond the usual)   M125
//!             × (1 - contract.never-opens.grant, if start-up money was given)
//!             × (1 + austerity.aversion × the whole course of cuts, under H19 `closes` and `both`)   M88
//! withdraws on the day when start-up money lapses before the opening, where
//!           grant.borne × what of it is then unspent > means                                     X6
//! means     = money.reserve × (grant.parent, where a known organisation stands behind it) × a lognormal factor,
//!             log-sd grant.means-spread
//! tendered  where `first_tendered` says so, by `market`: who wins runs the service from the first day on, or
//!           nothing is bought
//! ordered   a body that an intervention orders into being (`dated_events`) is awarded on the day of the order and does
//!           not stop before it opens
//! early end four unit-exponential thresholds, trust, money, failure, reorganisation        (`interruption`)
//! ```
//!
//! On the first day the award has just been made; what a tender before it cost is not counted. Dates are drawn once,
//! the same in all arms. A project that stops does so on an even day before the opening. The thresholds
//! belong to the practice and its succession, so a renewal keeps what is left of them. The price is that of
//! `finance` at the award (M85). Months; pounds for a case and month. Sources: P18, P19, P22.

use crate::draws::{Name, Purpose, exponential, normal};
use crate::evidence::Austerity;
use crate::model::settings::PracticeTerms;
use crate::model::world::{Cause, Contract, Decided, Fate, Stage};
use crate::terms::PracticeForm;

use super::commissioning::Commissioning;
use super::{finance, joining};

impl Commissioning<'_> {
    /// Month 0: the award has just been made. Every practice that needs no order gets its first contract,
    /// mobilising; a unit inside the authority only its day of opening.
    pub fn begin(&mut self) {
        for provider in 0..self.providers.len() {
            let state = &self.providers[provider];
            let waits = state.practice.is_some_and(|practice| {
                let practice = &self.terms[practice].practice;
                practice.contract.by_intervention || joining::may_join(practice)
            });
            if self.authorities[state.authority].ordered == f64::NEG_INFINITY && !waits {
                self.award_first(provider, 0.0);
            }
        }
    }

    /// A body that is ordered into being this month gets its contract on that day.
    pub(super) fn meet_order(&mut self, provider: usize, start: f64) {
        let day = self.authorities[self.providers[provider].authority].ordered;
        let has_begun = self.providers[provider].opens.is_finite()
            || self.contracts.iter().any(|contract| contract.provider == provider);
        if day >= start && day < start + 1.0 && !has_begun {
            self.award_first(provider, day);
        }
    }

    /// The first contract of a practice, mobilising from a day on.
    pub(super) fn award_first(&mut self, provider: usize, day: f64) {
        let Some(practice) = self.providers[provider].practice else {
            return;
        };
        let authority = self.providers[provider].authority;
        let contract = &self.terms[practice].practice.contract;
        let is_tendered = contract.first_tendered && !self.terms[practice].practice.is_in_house_unit();
        if is_tendered && !contract.by_intervention && !self.tender_first(provider, practice, day) {
            let cases = self.terms[practice].practice.cases();
            let none = self.agreed(provider, 0, day, day, cases);
            self.contracts.push(Contract { has_opened: false, ..none });
            self.end(self.contracts.len() - 1, day, Fate::NeverOpened, Cause::InHouse, f64::NAN);
            return;
        }
        let terms = &self.terms[practice];
        let is_ordered = self.authorities[authority].ordered.is_finite();
        let [slip, never, stop, ..] =
            self.draws.block(Purpose::Mobilisation, Name::practice(authority, practice, 0), 0);
        let s = self.settings;
        let opens = day
            + terms
                .practice
                .contract
                .mobilisation_months
                .unwrap_or_else(|| s.mobilisation_planned + self.slip(slip, terms));
        self.providers[provider].opens = opens;
        if terms.practice.is_in_house_unit() {
            return;
        }
        assert!(terms.practice.contract.term_months > 0.0, "a contract needs a term above zero");
        let mut contract = self.agreed(provider, 0, day, opens, terms.practice.cases());
        contract.stage = Stage::Mobilising;
        contract.has_opened = false;
        let sensitive = terms.service_model.child_protection - s.usual.child_protection;
        let granted = if terms.practice.grant_window_months.is_some() { s.never_opens_grant } else { 0.0 };
        let stops = (s.never_opens + s.never_opens_sensitive * sensitive)
            * (1.0 - granted)
            * (1.0 + self.stops_more(authority));
        if never < stops && !is_ordered {
            contract.stops = day + stop * (opens - day);
            contract.cause = Cause::Restructure;
        }
        let name = Name::practice(authority, practice, 0);
        let window = terms.practice.grant_window_months.map_or(f64::INFINITY, |months| day + months);
        if window < opens && window < contract.stops {
            let unspent = self.opening(terms).min(terms.practice.grant) * (opens - window) / (opens - day);
            let form = self.providers[provider].form(&terms.practice);
            if s.grant_borne * unspent > self.means(form, name) {
                contract.stops = window;
                contract.cause = Cause::Money;
            }
        }
        self.contracts.push(contract);
    }

    /// Months by which an opening slips.
    fn slip(&self, drawn: f64, terms: &PracticeTerms) -> f64 {
        let (s, ways) = (self.settings, &terms.service_model);
        let capable =
            ways.leadership - s.usual.leadership + ways.business_training - s.usual.business_training;
        let slip = s.slip_least + drawn * (s.slip_most - s.slip_least);
        slip * (1.0 - s.mobilisation_capability * capable).clamp(0.0, 2.0)
    }

    /// What an opening costs, pounds.
    fn opening(&self, terms: &PracticeTerms) -> f64 {
        let company = if terms.practice.form.is_authority_owned() { self.money.opening_company } else { 0.0 };
        self.money.opening + company * terms.practice.cases()
    }

    /// What an organisation can find of its own for an opening, pounds.
    fn means(&self, form: PracticeForm, name: Name) -> f64 {
        let s = self.settings;
        let parent = if form.has_parent() { s.grant_parent } else { 1.0 };
        let luck = normal(self.draws.uniform(Purpose::Grant, name, 0));
        self.money.reserve * parent * libm::exp(s.grant_means_spread * luck)
    }

    /// By how much more projects stop in an authority under cuts (M88, H19).
    fn stops_more(&self, authority: usize) -> f64 {
        let cut = self.authorities[authority].cut_ahead;
        match self.settings.austerity {
            Austerity::Opens => 0.0,
            Austerity::Closes | Austerity::Both => self.settings.austerity_aversion * cut,
        }
    }

    /// A contract as agreed, running from `opens`.
    pub(super) fn agreed(
        &self,
        provider: usize,
        cycle: u32,
        awarded: f64,
        opens: f64,
        cases: f64,
    ) -> Contract {
        let state = &self.providers[provider];
        let practice = state.practice.expect("only practices have contracts");
        let terms = &self.terms[practice];
        let level = self.providers[self.authorities[state.authority].in_house].level_cost;
        let award = finance::award(level, cases, terms, state.run_by.as_ref(), self.money);
        let ends = opens + terms.practice.contract.term_months;
        let never_or = |months: f64| {
            if months > 0.0 { opens + months } else { f64::INFINITY }
        };
        let succession = Name::practice(state.authority, practice, state.transfers);
        let thresholds = self.draws.block(Purpose::EarlyEnd, succession, 0);
        let next_break = never_or(terms.practice.contract.break_months);
        Contract {
            provider,
            authority: state.authority,
            practice,
            cycle,
            stage: Stage::Running,
            awarded,
            asked: awarded,
            opens,
            has_opened: true,
            first_term_ends: ends,
            ends,
            decides: (ends - self.settings.decision_lead).max(opens),
            decided: Decided::Open,
            won_by: None,
            is_given_up: false,
            buyers: 1,
            stops: f64::INFINITY,
            next_review: never_or(terms.practice.contract.review_months),
            next_break: if next_break < ends { next_break } else { f64::INFINITY },
            is_extended: false,
            price: award.price,
            agreed_cases: cases,
            overheads: award.overheads,
            posts: award.posts,
            other_staff: award.other_staff,
            ended: f64::NAN,
            fate: Fate::Running,
            cause: Cause::None,
            months_from_renewal: f64::NAN,
            early_end_left: [0, 1, 2, 3].map(|cause| exponential(thresholds[cause])),
        }
    }
}
