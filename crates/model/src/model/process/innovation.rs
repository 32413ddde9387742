//! Innovation: new ways of working, how they arise and what becomes of them. M16, M42, M56, M65, M92, M103,
//! M104.
//!
//! ```text
//! n      += arising - fading × n, within -1 to 1
//! arising = innovation.mistakes × s.learning                                                     M42
//!           + innovation.permissive × c                                                          M104
//!           + innovation.laboratory × ways                                                       M103
//!           + innovation.incentive × s.worker_stake                                              M56
//!           - innovation.overload × max(0, cases ÷ casework.norm - innovation.overload-from)     M16
//! fading  = innovation.fades, and where n is above 0
//!           × (1 + innovation.isolation × (1 - trust) outside the authority)                     M65
//!           × max(0, 1 - innovation.political-support × p), at most 1                            M92
//! ```
//!
//! n is an index of its own, c the culture that children meet, s the departure of the service model
//! (`culture`), p that of the authority's political support; cases are those for each case holder at work. In
//! an ordinary authority nothing arises. Index points a month and shares a month; signs only (S§26, 34, 51,
//! 57, 66, 74, 85): grade D.

use super::culture::Staff;
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::{Provider, World};

/// One month of a provider's new ways.
pub fn step(world: &mut World, settings: &Settings, index: usize, staff: &Staff, is_outside: bool) {
    let numbers = &settings.culture;
    let provider = &world.providers[index];
    let host = settings.authorities[provider.authority].service_model;
    let support = host.political_support - numbers.ordinary.political_support;
    let norms = staff.caseload() / settings.casework.norm;
    let arises = arising(provider, norms, numbers);
    let culture = &provider.culture;
    // Alone withers, and with support lives on, what is beyond the ordinary: what an authority lacks is nobody's innovation.
    let fades = if culture.innovation > 0.0 {
        fading(provider.trust, is_outside, support, numbers)
    } else {
        numbers.fades
    };
    let culture = &mut world.providers[index].culture;
    let next = culture.innovation + arises - fades * culture.innovation;
    culture.innovation = next.clamp(-1.0, 1.0);
}

/// New ways that arise in a month where case holders have `norms` times the reference caseload.
pub fn arising(provider: &Provider, norms: f64, numbers: &CultureSettings) -> f64 {
    let departure = &provider.departure;
    numbers.mistakes * departure.learning
        + numbers.permissive * provider.culture.met
        + numbers.laboratory * provider.ways
        + numbers.incentive * departure.worker_stake
        - numbers.overload * (norms - numbers.overload_from).max(0.0)
}

/// Share of new ways that a month loses.
pub fn fading(trust: f64, is_outside: bool, support: f64, numbers: &CultureSettings) -> f64 {
    let apart = if is_outside { 1.0 - trust } else { 0.0 };
    let fades = numbers.fades
        * (1.0 + numbers.isolation * apart)
        * (1.0 - numbers.political_support * support).max(0.0);
    fades.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_arises_in_an_ordinary_authority() {
        let numbers = CultureSettings::of(&[], &[]);
        assert_eq!(arising(&Provider::new(0, None), 1.0, &numbers), 0.0);
        assert_eq!(fading(1.0, false, 0.0, &numbers), numbers.fades);
    }

    #[test]
    fn each_source_of_new_ways_has_its_sign_and_can_be_switched_off() {
        let mut practice = Provider::new(0, Some(0));
        practice.ways = 1.0;
        practice.departure.learning = 0.2;
        practice.departure.worker_stake = 0.5;
        practice.culture.met = 0.1;
        let sources = [
            ("innovation.mistakes", 1.0),
            ("innovation.permissive", 1.0),
            ("innovation.laboratory", 1.0),
            ("innovation.incentive", 1.0),
            ("innovation.overload", -1.0),
        ];
        let with = arising(&practice, 2.0, &CultureSettings::of(&[], &[]));
        let mut off = Vec::new();
        for (id, sign) in sources {
            let without = arising(&practice, 2.0, &CultureSettings::of(&[(id, 0.0)], &[]));
            assert!(sign * (with - without) > 0.0, "{id}");
            off.push((id, 0.0));
        }
        assert_eq!(arising(&practice, 2.0, &CultureSettings::of(&off, &[])), 0.0);
    }

    #[test]
    fn new_ways_wither_alone_and_live_on_with_support() {
        let numbers = CultureSettings::of(&[], &[]);
        let usual = fading(1.0, true, 0.0, &numbers);
        assert!(fading(0.3, true, 0.0, &numbers) > usual);
        assert!(fading(1.0, true, 0.3, &numbers) < usual);
        assert!(fading(1.0, true, -0.3, &numbers) > usual);
        let off = [("innovation.isolation", 0.0), ("innovation.political-support", 0.0)];
        let off = CultureSettings::of(&off, &[]);
        assert_eq!(fading(0.3, true, -0.3, &off), off.fades);
    }
}
