//! Conditions: all that other processes multiply the usual by, or add to it, in a provider's month.
//!
//! ```text
//! hours of direct work        usual × (`experience` × `climate` × `incentives`)
//! growth of the relationship  usual × `investment` × engagement (`experience`) × `climate` × `incentives`
//! re-allocation               usual × `climate`
//! leaving                     usual × `incentives` × `experience` × `climate`
//! long sickness               usual × `climate`
//! level of morale             usual + `climate` + `incentives`
//! months to fill a post       usual × `experience` × (pace of `recruitment` × level of vacancy)
//! disruptions                 usual × `incentives`
//! moves prevented             a share of those for supply and other reasons     (`incentives`)
//! decisions signed itself     (usual + `incentives`) + `climate` + `aptitude`, each sum within 0 to 1
//! wait for its own signature  usual × `incentives` × `climate`, the last only where H15 lets decisions differ
//! wait for the authority      usual × `experience`
//! referrals to it             usual × `experience`
//! cost of placements          usual × `incentives`
//! salaries                    + the pay of a duty round the clock               (`experience`)
//! satisfaction                usual + `experience` + `climate`
//! ```
//!
//! The equation of each factor and term stands in the process that is named. In an ordinary authority's own
//! teams each factor is 1 and each term 0, exactly. Each function takes what is usual and gives what holds
//! with this provider; no process multiplies by such a factor elsewhere.

use crate::model::world::{Climate, Provider};

/// Hours of direct work for a case, where they are usually so many.
#[inline]
pub fn direct_hours(provider: &Provider, climate: &Climate, usual: f64) -> f64 {
    provider.access.hours * climate.hours * provider.incentives.hours * usual
}

/// Growth of a relationship for each hour of direct work.
#[inline]
pub fn growth(provider: &Provider, climate: &Climate, usual: f64) -> f64 {
    usual * provider.investment * provider.access.engagement * climate.growth * provider.incentives.growth
}

/// Monthly rate of re-allocation.
#[inline]
pub fn reallocation(climate: &Climate, usual: f64) -> f64 {
    usual * climate.reallocation
}

/// Monthly rate of leaving the employer, or a factor on it.
#[inline]
pub fn leaving(provider: &Provider, climate: &Climate, usual: f64) -> f64 {
    usual * provider.incentives.leaving * provider.access.leaving * climate.leaving
}

/// Monthly rate of falling sick for long.
#[inline]
pub fn sickness(provider: &Provider, usual: f64) -> f64 {
    usual * provider.culture.sickness
}

/// Level to which morale tends, not yet kept within 0 to 1.
#[inline]
pub fn morale(provider: &Provider, climate: &Climate, usual: f64) -> f64 {
    usual + climate.morale + provider.incentives.morale
}

/// Mean months of recruiting to a post; `level` is the authority's own level of vacancy.
#[inline]
pub fn recruitment_months(provider: &Provider, usual: f64, level: f64) -> f64 {
    usual * provider.access.recruitment * (provider.recruitment_pace * level)
}

/// Factor on the hazard of disruptions.
#[inline]
pub fn disruptions(provider: &Provider) -> f64 {
    provider.incentives.disruption
}

/// Share of the moves for supply and other reasons that do not happen.
#[inline]
pub fn moves_prevented(provider: &Provider) -> f64 {
    provider.incentives.prevented
}

/// Share of decisions that the provider may sign itself.
pub fn own_decisions(provider: &Provider, usual: f64) -> f64 {
    let agreed = (usual + provider.incentives.own_share).clamp(0.0, 1.0);
    (agreed + provider.culture.own_decisions + provider.aptitude).clamp(0.0, 1.0)
}

/// Mean days that a decision waits for the provider's own signature; `differs` is the factor of H15 where it
/// lets decisions differ from those in house.
pub fn own_wait(provider: &Provider, usual: f64, differs: Option<f64>) -> f64 {
    let days = usual * provider.incentives.wait_own;
    differs.map_or(days, |factor| days * (factor * provider.culture.own_wait))
}

/// Mean days that a decision waits for the authority's signature.
pub fn authority_wait(provider: &Provider, usual: f64) -> f64 {
    usual * provider.access.challenge
}

/// Chance of a referral to the provider.
#[inline]
pub fn referral(provider: &Provider, usual: f64) -> f64 {
    usual * provider.access.referral
}

/// Pounds or months of placements, at the provider's prices.
pub fn placements(provider: &Provider, usual: f64) -> f64 {
    usual * provider.incentives.placement_price
}

/// Pay of a duty round the clock, on top of so much salary.
pub fn duty_pay(provider: &Provider, salaries: f64) -> f64 {
    salaries * provider.access.duty
}

/// Satisfaction of children and families, not yet kept within 0 to 1.
pub fn satisfaction(provider: &Provider, usual: f64) -> f64 {
    usual + provider.access.experience + provider.culture.satisfaction
}
