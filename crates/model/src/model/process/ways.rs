//! Ways: how far a provider works in the ways of a small practice, and to what it owes them. H1.
//!
//! ```text
//! ways       under H1 `vehicle`     1 outside the authority, 0 within it
//!            `principles`           likeness
//!            `catalyst`             1 outside; within it 0, and likeness once a practice has stood there
//! likeness = (ways.caseload × lighter + ways.remit × narrower + ways.structure × whole) ÷ their sum
//! lighter  = (1 - cases for each case holder ÷ the authority's usual) ÷ (1 - ways.lighter), within 0 to 1
//! narrower = child protection left out of the remit ÷ that which a usual practice leaves out, within 0 to 1
//! whole    = 1 where one team serves a child all the way, as a practice does, else 0
//! form     = 0 under H1 `principles`, else 1, of a practice outside the authority
//! ```
//!
//! All that is known of practices and is not structure, caseload, remit, price or people goes by this one share: their
//! usual learning, leadership, management, ownership of cases and advocacy where the scenario writes none (`culture`), hand-overs and recording (`casework`), morale (`workforce`), new ways (`innovation`) and decisions
//! (`decisions`). So an authority given the same caseload, remit and structure does the same under `principles`, and under
//! `vehicle` it does not. What an owner's stake does to leaving goes by `form`. Likeness is of what a scenario arranges, in
//! house of `in_house`, in a practice of its size, staff and remit; it is 0 exactly in an authority that arranges nothing.
//! The three weights are alike by default, since nobody measured which of the three it was: grade D.

use crate::evidence::{ParameterSet, ServiceModel, VehicleOrPrinciples};
use crate::model::settings::CultureSettings;

/// Share of what makes a small practice that an arrangement has. `load` is its cases for each case holder against the
/// authority's usual ones, `is_whole` whether one team serves a child all the way.
pub fn likeness(load: f64, model: &ServiceModel, is_whole: bool, p: &ParameterSet) -> f64 {
    let part = |have: f64, full: f64| if full > 0.0 { (have / full).clamp(0.0, 1.0) } else { 0.0 };
    let ordinary = p.get("way.child-protection.in-house");
    let practice = p.get("way.child-protection.practice");
    let parts = [
        (p.get("ways.caseload"), part(1.0 - load, 1.0 - p.get("ways.lighter"))),
        (p.get("ways.remit"), part(ordinary - model.child_protection, ordinary - practice)),
        (p.get("ways.structure"), f64::from(u8::from(is_whole))),
    ];
    let weights: f64 = parts.iter().map(|(weight, _)| weight).sum();
    let sum: f64 = parts.iter().map(|(weight, part)| weight * part).sum();
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// How far a provider of such a likeness works in the ways of a small practice.
pub fn share(likeness: f64, is_outside: bool, has_hosted: bool, numbers: &CultureSettings) -> f64 {
    match numbers.vehicle {
        VehicleOrPrinciples::Principles => likeness,
        _ if is_outside => 1.0,
        VehicleOrPrinciples::Catalyst if has_hosted => likeness,
        VehicleOrPrinciples::Vehicle | VehicleOrPrinciples::Catalyst => 0.0,
    }
}

/// A factor that a practice's ways have on something, as far as they are at work.
#[inline]
pub fn factor(ways: f64, in_practice: f64) -> f64 {
    1.0 + ways * (in_practice - 1.0)
}

/// Whether the legal form itself acts in a practice outside the authority: 0 or 1.
pub fn form(numbers: &CultureSettings) -> f64 {
    f64::from(u8::from(numbers.vehicle != VehicleOrPrinciples::Principles))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use std::collections::BTreeMap;

    fn central() -> ParameterSet {
        ParameterSet::central(Evidence::embedded(), &BTreeMap::new())
    }

    fn model(child_protection: &str) -> ServiceModel {
        ServiceModel { child_protection: central().get(child_protection), ..ServiceModel::default() }
    }

    #[test]
    fn an_authority_that_arranges_nothing_is_not_like_a_practice_and_one_that_arranges_all_is() {
        let p = central();
        let ordinary = model("way.child-protection.in-house");
        let practice = model("way.child-protection.practice");
        assert_eq!(likeness(1.0, &ordinary, false, &p), 0.0);
        assert_eq!(likeness(p.get("ways.lighter"), &practice, true, &p), 1.0);
        let one = [
            likeness(0.5, &ordinary, false, &p),
            likeness(1.0, &practice, false, &p),
            likeness(1.0, &ordinary, true, &p),
        ];
        assert!((one.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{one:?}");
        assert!(likeness(1.2, &ordinary, false, &p) == 0.0 && likeness(0.9, &ordinary, false, &p) > 0.0);
    }

    #[test]
    fn the_ways_go_with_the_form_or_with_the_likeness_as_h1_says() {
        let at = |position: &str| CultureSettings::of(&[], &[("H1", position)]);
        let (vehicle, principles, catalyst) = (at("vehicle"), at("principles"), at("catalyst"));
        for likeness in [0.0, 0.4, 1.0] {
            assert_eq!(share(likeness, true, false, &vehicle), 1.0);
            assert_eq!(share(likeness, false, true, &vehicle), 0.0);
            assert_eq!(share(likeness, true, true, &principles), likeness);
            assert_eq!(share(likeness, false, false, &principles), likeness);
            assert_eq!(share(likeness, false, false, &catalyst), 0.0);
            assert_eq!(share(likeness, false, true, &catalyst), likeness);
        }
        assert_eq!((factor(0.0, 0.6), factor(1.0, 0.6)), (1.0, 0.6));
    }
}
