//! M19, M32, M43, M45, M47, M66, M83, M84, M105, M106, M108, M126, H13: what culture, new ways, delegation
//! and size do to the month's work.
//!
//! Linear terms, each 0 (or a factor 1) in an ordinary authority; c is the departure of culture, n new
//! ways, u units at work, s the style:
//!   hours of direct work × (1 + child-first c + units u + support of size - separation (1 - trust))
//!   growth of the relationship × (1 + service c + responsiveness n)
//!   morale + procedure c + case-ownership s + supervision s + units u
//!   own decisions + judgement × case ownership + standards × (cpd + supervision) - control (1 - trust)
//!   own wait × (1 + conflict × exp(-months open ÷ conflict-months)) where the staff own the practice
//!   leaving × (1 - (1 - small team) × w), sickness × (1 - units u), re-allocation × (1 - re-allocation c)
//! Size, of practices only: small = share of the way from `scale.large` down to `scale.small` posts; by
//! H13 retention has w = small and support 0; or w = 0 and support 1 - small; or both peak in between.
//! Signs only, and measured nulls in burnout and job control (RSWP14) keep them small: grade D.

use super::culture::Staff;
use crate::evidence::Scale;
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::World;

/// Sets what culture does for a provider this month.
pub fn conditions(
    world: &mut World,
    settings: &Settings,
    index: usize,
    staff: &Staff,
    is_outside: bool,
) {
    let numbers = &settings.culture;
    let months = world.month_start() - world.providers[index].opens;
    let provider = &mut world.providers[index];
    let style = provider.style;
    let departure = provider.culture.departure();
    let units = if style.shared_caseload > 0.0 {
        style.shared_caseload * provider.culture.led
    } else {
        0.0
    };
    let (retention, support) = if provider.practice.is_some() {
        by_size(staff.permanent, numbers)
    } else {
        (0.0, 0.0)
    };
    let apart = if is_outside {
        1.0 - provider.trust
    } else {
        0.0
    };
    let owned = provider
        .practice
        .is_some_and(|practice| settings.terms[practice].is_staff_owned);
    let conflict = if owned {
        numbers.conflict * libm::exp(-months.max(0.0) / numbers.conflict_months)
    } else {
        0.0
    };
    let culture = &mut provider.culture;
    culture.hours = factor(
        numbers.child_first * departure
            + numbers.unit_hours * units
            + numbers.scale_support * support
            - numbers.separation * apart,
    );
    culture.growth =
        factor(numbers.service * departure + numbers.responsiveness * culture.innovation);
    culture.morale = numbers.procedure * departure
        + numbers.case_ownership * style.case_ownership
        + numbers.supervision * style.supervision
        + numbers.unit_morale * units;
    culture.leaving = factor(-(1.0 - numbers.scale_retention) * retention);
    culture.sickness = factor(-numbers.unit_sickness * units);
    culture.reallocation = factor(-numbers.reallocation * departure);
    culture.own_decisions = numbers.judgement * style.case_ownership
        + numbers.standards * (style.cpd + style.supervision)
        - numbers.control * apart;
    culture.own_wait = factor(conflict);
}

/// A factor from the sum of its terms, never below a tenth.
fn factor(terms: f64) -> f64 {
    (1.0 + terms).max(0.1)
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
