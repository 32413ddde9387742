//! Climate: what culture, new ways of working, delegation and size do to the month's work. M19, M32, M43,
//! M45, M47, M66, M83, M84, M87, M105, M106, M108, M126; H13.
//!
//! ```text
//! hours of direct work  1 + culture.child-first × c + units.hours × u                            M45
//!                         + scale.support × large - culture.separation × apart                   M83, M66
//!                         + ideas on it (`learning`)                                             X11
//! growth                1 + culture.service × c + innovation.responsiveness × n                  M105, M106
//!                         + ideas on how children are met                                        X11
//! morale                culture.procedure × c + culture.case-ownership × s.case_ownership        M19, M47
//!                         + culture.supervision × s.supervision + units.morale × u
//! own decisions         culture.judgement × s.case_ownership                                     M32
//!                         + culture.standards × (s.cpd + s.supervision)                          M108
//!                         - culture.control × apart                                              M126
//! own wait              1 + culture.conflict × exp(-months open ÷ culture.conflict-months)
//!                         in a practice that its staff own                                       M43
//!                         - culture.swift × c - ideas on decisions                               M32, X11
//! leaving               1 - (1 - workforce.leaving.small-team) × small, in a practice            M84
//!                         - culture.stays × c                                                    M87
//! satisfaction          culture.respect × c                                                      M105
//! long sickness         1 - units.sickness × u
//! re-allocation         1 - culture.reallocation × c - ideas on it                               X11
//! apart    1 - trust outside the authority, else 0
//! small, large   by H13, with k falling from 1 at scale.small to 0 at scale.large permanent case holders:
//!          `small-is-better` k and 0;  `large-is-better` 0 and 1 - k;  `inverted-U` both 1 - |2 k - 1|
//! ```
//!
//! c is what the people of a team do (`habits`), of the provider's wait and satisfaction what all its people do, n new ways (`innovation`), u the share of units at work (`units`), s the departure of the service model (`culture`).
//! Own decisions, satisfaction and morale are added, the others factors (`conditions`), never below `effects.least-factor`; in an ordinary authority each does
//! exactly nothing. Signs only, and measured nulls in burnout and job control (RSWP14) keep them small: grade
//! D.

use super::culture::Staff;
use super::learning;
use crate::evidence::{Scale, ServiceModel};
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::{Climate, Culture, Lever, World};

/// What acts on the month's work besides culture and the service model.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Influences {
    /// Units at work, share of the service.
    pub units: f64,
    /// Weight of what small or middling size is good for, 0 to 1.
    pub small: f64,
    /// Weight of what large or middling size is good for, 0 to 1.
    pub large: f64,
    /// Trust that is missing between an outside practice and its authority, 0 to 1.
    pub apart: f64,
    /// What is left of the first quarrels of a flat hierarchy, 0 to 1.
    pub quarrel: f64,
    /// What ideas add to what each lever does: of a team its own, of a provider those of its teams, shares.
    pub ideas: [f64; Lever::COUNT],
}

/// Sets what culture does for a provider and its teams this month.
pub fn conditions(world: &mut World, settings: &Settings, index: usize, staff: &Staff, is_outside: bool) {
    let numbers = &settings.culture;
    let months = world.month_start() - world.providers[index].opens;
    let provider = &mut world.providers[index];
    let mut influences = Influences::default();
    if provider.departure.shared_caseload > 0.0 {
        influences.units = provider.departure.shared_caseload * provider.culture.led;
    }
    if let Some(practice) = provider.practice {
        (influences.small, influences.large) = by_size(staff.permanent, numbers);
        if provider.form(&settings.practices[practice].practice).is_staff_owned() {
            influences.quarrel = libm::exp(-months.max(0.0) / numbers.conflict_months);
        }
    }
    if is_outside {
        influences.apart = 1.0 - provider.trust;
    }
    influences.ideas[Lever::Decisions as usize] = learning::of_provider(world, index, Lever::Decisions);
    let provider = &mut world.providers[index];
    set(&mut provider.culture, &provider.departure, &influences, numbers);
    let provider = &world.providers[index];
    for &team in &world.provider_teams[index] {
        let team = &mut world.teams[team as usize];
        let influences = Influences { ideas: team.ideas, ..influences };
        of_team(&mut team.climate, provider.culture.innovation, &provider.departure, &influences, numbers);
    }
}

/// The terms of the month that are the provider's.
pub fn set(
    culture: &mut Culture,
    departure: &ServiceModel,
    influences: &Influences,
    numbers: &CultureSettings,
) {
    culture.sickness = factor(-numbers.unit_sickness * influences.units, numbers.least);
    culture.satisfaction = numbers.respect * culture.met;
    culture.own_decisions = numbers.judgement * departure.case_ownership
        + numbers.standards * (departure.cpd + departure.supervision)
        - numbers.control * influences.apart;
    culture.own_wait = factor(
        numbers.conflict * influences.quarrel
            - numbers.swift * culture.met
            - influences.ideas[Lever::Decisions as usize],
        numbers.least,
    );
}

/// The terms of the month that are a team's.
pub fn of_team(
    climate: &mut Climate,
    innovation: f64,
    departure: &ServiceModel,
    influences: &Influences,
    numbers: &CultureSettings,
) {
    let met = climate.met;
    let factor = |terms: f64| factor(terms, numbers.least);
    let ideas = |lever: Lever| influences.ideas[lever as usize];
    climate.hours = factor(
        numbers.child_first * met
            + numbers.unit_hours * influences.units
            + numbers.scale_support * influences.large
            - numbers.separation * influences.apart
            + ideas(Lever::DirectWork),
    );
    climate.growth =
        factor(numbers.service * met + numbers.responsiveness * innovation + ideas(Lever::Reception));
    climate.morale = numbers.procedure * met
        + numbers.case_ownership * departure.case_ownership
        + numbers.supervision * departure.supervision
        + numbers.unit_morale * influences.units;
    climate.leaving = factor(-(1.0 - numbers.scale_retention) * influences.small - numbers.stays * met);
    climate.reallocation = factor(-numbers.reallocation * met - ideas(Lever::Continuity));
}

/// A factor from the sum of its terms, never below `least` (`effects.least-factor`).
fn factor(terms: f64, least: f64) -> f64 {
    (1.0 + terms).max(least)
}

/// Weights of what small and of what large size is good for, by H13, in a practice of so many case
/// holders.
pub fn by_size(holders: f64, numbers: &CultureSettings) -> (f64, f64) {
    let span = (numbers.scale_large - numbers.scale_small).max(1.0);
    let small = ((numbers.scale_large - holders) / span).clamp(0.0, 1.0);
    match numbers.scale {
        Scale::SmallIsBetter => (small, 0.0),
        Scale::LargeIsBetter => (0.0, 1.0 - small),
        Scale::InvertedU => {
            let between = 1.0 - (2.0 * small - 1.0).abs();
            (between, between)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_serves_as_h13_says() {
        let at =
            |position: &str, holders: f64| by_size(holders, &CultureSettings::of(&[], &[("H13", position)]));
        assert_eq!(at("small-is-better", 5.0), (1.0, 0.0));
        assert_eq!(at("small-is-better", 40.0), (0.0, 0.0));
        assert_eq!(at("large-is-better", 5.0), (0.0, 0.0));
        assert_eq!(at("large-is-better", 30.0), (0.0, 1.0));
        assert_eq!(at("inverted-U", 17.5), (1.0, 1.0));
        assert_eq!(at("inverted-U", 5.0), (0.0, 0.0));
        let (small, large) = at("inverted-U", 11.0);
        assert!(small > 0.0 && small < 1.0 && small == large);
    }

    /// What is set for a provider and one team of it.
    fn both(met: f64, of: &ServiceModel, by: &Influences, numbers: &CultureSettings) -> (Culture, Climate) {
        let mut culture = Culture { met, innovation: met, ..Culture::default() };
        let mut climate = Climate { met, ..Climate::default() };
        set(&mut culture, of, by, numbers);
        of_team(&mut climate, culture.innovation, of, by, numbers);
        (culture, climate)
    }

    #[test]
    fn in_an_ordinary_authority_every_term_is_exactly_nothing() {
        let numbers = CultureSettings::of(&[], &[]);
        let ordinary = both(0.0, &ServiceModel::default(), &Influences::default(), &numbers);
        assert_eq!(ordinary, (Culture::default(), Climate::default()));
    }

    #[test]
    fn each_term_has_its_sign_and_nothing_when_neutral() {
        type Effect = fn(&Culture, &Climate) -> f64;
        let terms: [(&str, f64, Effect, f64); 17] = [
            ("culture.child-first", 0.0, |_, t| t.hours, 1.0),
            ("units.hours", 0.0, |_, t| t.hours, 1.0),
            ("scale.support", 0.0, |_, t| t.hours, 1.0),
            ("culture.separation", 0.0, |_, t| t.hours, -1.0),
            ("culture.service", 0.0, |_, t| t.growth, 1.0),
            ("innovation.responsiveness", 0.0, |_, t| t.growth, 1.0),
            ("culture.procedure", 0.0, |_, t| t.morale, 1.0),
            ("culture.case-ownership", 0.0, |_, t| t.morale, 1.0),
            ("culture.judgement", 0.0, |c, _| c.own_decisions, 1.0),
            ("culture.standards", 0.0, |c, _| c.own_decisions, 1.0),
            ("culture.control", 0.0, |c, _| c.own_decisions, -1.0),
            ("culture.conflict", 0.0, |c, _| c.own_wait, 1.0),
            ("culture.swift", 0.0, |c, _| c.own_wait, -1.0),
            ("culture.respect", 0.0, |c, _| c.satisfaction, 1.0),
            ("culture.stays", 0.0, |_, t| t.leaving, -1.0),
            ("workforce.leaving.small-team", 1.0, |_, t| t.leaving, -1.0),
            ("culture.reallocation", 0.0, |_, t| t.reallocation, -1.0),
        ];
        let departure =
            ServiceModel { case_ownership: 0.2, supervision: 0.2, cpd: 0.2, ..ServiceModel::default() };
        let influences = Influences {
            units: 0.5,
            small: 0.5,
            large: 0.5,
            apart: 0.5,
            quarrel: 0.5,
            ..Influences::default()
        };
        let of =
            |set_to: &[(&str, f64)]| both(0.2, &departure, &influences, &CultureSettings::of(set_to, &[]));
        let with = of(&[]);
        for (id, neutral, effect, sign) in terms {
            let without = of(&[(id, neutral)]);
            let change = effect(&with.0, &with.1) - effect(&without.0, &without.1);
            assert!(sign * change > 0.0, "{id}: {change}");
        }
    }

    #[test]
    fn a_factor_of_nothing_is_exactly_one_and_none_falls_to_nothing() {
        assert_eq!(factor(0.0, 0.1), 1.0);
        assert_eq!(factor(-5.0, 0.1), 0.1);
        assert!(factor(0.2, 0.1) > 1.0);
    }
}
