//! Renewal: whether a service goes on, how the practice in place stands at its tender, and what a transfer takes
//! with it. M03, M07, M09, M54, M58, M59, M88 to M91, X1, X4; H8, H10, H19.
//!
//! ```text
//! going on  = factor × L(base; k),   logit L(b; k) = logit b + k
//! base      = contract.extension.base, contract.break.base or contract.renewal.base
//! k         = contract.known.trust × (trust - trust.neutral)                                     M58
//!             + contract.known.performance × judged                                              M54
//!             - contract.known.money × debt                                                      X1
//!             + contract.known.grade × improved                                                  M59
//!             + contract.known.owned, where the authority owns the provider                      X4
//!             + austerity.attraction × cut under H19 `opens` and `both`, - austerity.aversion × cut under
//!               `closes`                                                                         M88
//! factor    = what a change of control leaves of it, 1 without one                  (`politics`) M89 to M91
//! in place  = odds of L(contract.retender.incumbent; k + standing (`market`)
//!               + contract.retender.unripe × max(0, 1 - months open ÷ contract.retender.ripe-months))   X4
//!               × money.tender.rivals, against an ordinary rival                                (`market`)
//! workers who move with their children: transfer.workers-move.first, or what the scenario says    M03
//!             + transfer.workers-move.back, where the team is taken back as a whole              M09
//!             under H10 `transient` at least transfer.workers-move.later after the first transfer,
//!             under `none` all
//! unsettled = transfer.unsettles of every relationship: under H10 `permanent` at each transfer, under
//!             `transient` at the first, under `none` never                                       M07
//! ```
//!
//! At an extension, a break point and the end of a term the authority decides. One addressed draw decides
//! and names the cause: politics, trust and money are taken away in this order, each with those before it,
//! and the first without which the answer would have been to go on is the cause; else the end of the term
//! itself. debt and improved as in `trust`; cut is the share of the authority's budget gone so far. A share
//! of workers that the scenario sets stands in for the drawn one and its addition, and for all under `none`;
//! from a unit inside the authority all stay with it. Workers who
//! move keep their terms of employment (TUPE); whether they come is their choice and the share here. Trust and the
//! authority's ownership tilt a tender as they tilt an extension, through k: who buys is who was content or not.
//! Probabilities, no unit; grade D.

use crate::evidence::{Austerity, TransferCost};
use crate::model::hazard::contracts::chance;
use crate::model::settings::{CommissioningSettings, PracticeTerms};
use crate::model::world::{Cause, Grade, Provider, TransferTo};
use crate::terms::PracticeForm;

use super::commissioning::Commissioning;
use super::{market, politics};

/// What the authority knows when it decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Trust, 0 to 1.
    pub trust: f64,
    /// Performance as judged, -1 to 1.
    pub judged: f64,
    /// Debt as a share of a year's price.
    pub debt_share: f64,
    /// Whether control has changed since the last decision.
    pub has_control_changed: bool,
    /// Share of the authority's budget cut so far.
    pub cut: f64,
    /// How far inspection has found the authority better since it opened, -1 to 1.
    pub improved: f64,
    /// Whether the authority owns the provider.
    pub is_owned: bool,
    /// Whether its staff own the practice.
    pub is_staff_owned: bool,
    /// Months since it opened.
    pub months_open: f64,
}

impl Known {
    /// What is known of a provider that is paid `price_of_year` pounds a year.
    pub fn of(
        provider: &Provider,
        terms: &PracticeTerms,
        price_of_year: f64,
        has_control_changed: bool,
        cut: f64,
        improved: f64,
        day: f64,
    ) -> Known {
        Known {
            trust: provider.trust,
            judged: provider.judged,
            debt_share: provider.debt_share(price_of_year),
            has_control_changed,
            cut,
            improved,
            is_owned: provider.form(&terms.practice).is_authority_owned(),
            is_staff_owned: provider.form(&terms.practice).is_staff_owned(),
            months_open: day - provider.opens,
        }
    }
}

impl Commissioning<'_> {
    /// How far inspection has found the authority better than when the provider opened, -1 to 1: the grades
    /// gained as a share of all that there are, times the share of the authority's cases that it serves.
    pub(super) fn improved(&self, provider: usize) -> f64 {
        let state = &self.providers[provider];
        let theirs = self.providers.iter();
        let theirs = theirs.filter(|other| other.authority == state.authority);
        let all: f64 = theirs.map(|other| other.cases).sum();
        if all <= 0.0 {
            return 0.0;
        }
        let steps = (Grade::ALL.len() - 1) as f64;
        let now = self.authorities[state.authority].grade as usize as f64;
        let gained = now - state.grade_at_opening as usize as f64;
        gained / steps * (state.cases / all)
    }

    /// What is known at a decision of the contract.
    pub(super) fn known(&self, at: usize, day: f64) -> Known {
        let contract = &self.contracts[at];
        let changed = self.authorities[contract.authority].control_changed;
        Known::of(
            &self.providers[contract.provider],
            self.terms_of(at),
            contract.price_of_year(),
            changed > contract.asked && changed <= day,
            self.authorities[contract.authority].cut,
            self.improved(contract.provider),
            day,
        )
    }
}

/// The chance that a service goes on, all that is known counted.
pub fn going_on(base: f64, known: &Known, settings: &CommissioningSettings) -> f64 {
    let factor =
        politics::factor_at_renewal(known.has_control_changed, known.trust, known.is_staff_owned, settings);
    factor * chance(base, logit(known, settings))
}

/// Decides by one draw: `None` goes on, otherwise the cause of the end.
pub fn decide(base: f64, known: &Known, settings: &CommissioningSettings, drawn: f64) -> Option<Cause> {
    if drawn < going_on(base, known, settings) {
        return None;
    }
    let mut without = *known;
    without.has_control_changed = false;
    if drawn < going_on(base, &without, settings) {
        return Some(Cause::Politics);
    }
    without.trust = without.trust.max(settings.trust_neutral);
    if drawn < going_on(base, &without, settings) {
        return Some(Cause::Trust);
    }
    without.debt_share = 0.0;
    if drawn < going_on(base, &without, settings) {
        return Some(Cause::Money);
    }
    Some(Cause::Term)
}

/// How the authority weighs the practice in place at the tender for its own service: odds against an ordinary rival.
pub fn odds_in_place(
    known: &Known,
    form: PracticeForm,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
) -> f64 {
    let unripe = (1.0 - known.months_open / settings.ripe_months).clamp(0.0, 1.0);
    let training = terms.service_model.business_training;
    let market =
        market::standing(form, terms.practice.cases(), training, terms, settings) + settings.unripe * unripe;
    // With so many ordinary rivals it wins with that chance.
    settings.rivals * odds(chance(settings.incumbent, logit(known, settings) + market))
}

fn odds(chance: f64) -> f64 {
    chance / (1.0 - chance).max(1e-9)
}

fn logit(known: &Known, settings: &CommissioningSettings) -> f64 {
    settings.known_trust * (known.trust - settings.trust_neutral) + settings.known_performance * known.judged
        - settings.known_money * known.debt_share
        + settings.known_grade * known.improved
        + if known.is_owned { settings.known_owned } else { 0.0 }
        + austerity(known.cut, settings)
}

/// What the authority's cuts say for going on, on the logit scale (M88, H19).
pub(super) fn austerity(cut: f64, settings: &CommissioningSettings) -> f64 {
    cut * match settings.austerity {
        Austerity::Opens | Austerity::Both => settings.austerity_attraction,
        Austerity::Closes => -settings.austerity_aversion,
    }
}

/// Share of the workers concerned who move with their children at a practice's `ordinal`-th
/// transfer (M03, H10). A share set by the scenario stands in for the drawn one. More come where
/// the team is taken back in house as a whole (M09).
pub fn workers_move(
    ordinal: u32,
    to: TransferTo,
    terms: &PracticeTerms,
    settings: &CommissioningSettings,
) -> f64 {
    if terms.practice.is_in_house_unit() && to == TransferTo::InHouse {
        return 1.0; // They have been the authority's people all along.
    }
    let back = if to == TransferTo::InHouse { settings.workers_move_back } else { 0.0 };
    let drawn = match terms.practice.workers_move_share {
        Some(share) => share,
        None => (settings.workers_move_first + back).min(1.0),
    };
    match settings.transfer_cost {
        TransferCost::NoCost => terms.practice.workers_move_share.unwrap_or(1.0),
        TransferCost::Permanent => drawn,
        TransferCost::Transient if ordinal == 0 => drawn,
        TransferCost::Transient => drawn.max(settings.workers_move_later),
    }
}

/// Share of the relationship that every child loses at a practice's `ordinal`-th transfer, even if
/// her worker comes along (M07): at each of them, at the first only, or at none (H10).
pub fn unsettles(ordinal: u32, settings: &CommissioningSettings) -> f64 {
    match settings.transfer_cost {
        TransferCost::Permanent => settings.unsettles,
        TransferCost::Transient if ordinal == 0 => settings.unsettles,
        TransferCost::Transient | TransferCost::NoCost => 0.0,
    }
}
