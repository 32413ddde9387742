//! Units: teams that share their cases, as in Hackney, with a consultant leader and a co-ordinator. X9.
//!
//! ```text
//! led  += (1 - led) ÷ units.leader-months - led × newcomers × (1 - units.leaders-internal)
//! u     = s.shared_caseload × led
//! s.known_by_name rises to that of a service where all are known, for the share u
//! co-ordinators = u × permanent case holders ÷ units.holders
//! ```
//!
//! Only a unit with a leader works as one; the others keep their old ways (partial copies lose the effect).
//! At the start the share `units.leaders-internal` has one, the rest wait for recruitment, none where a
//! leader costs no time; newcomers is the share of case holders who came in the month before. In a unit every
//! child is known by all. The co-ordinator frees hours (`climate`) and is paid as other staff (`finance`).
//! The share of leaders found inside was counted (P55), the rest is grade C and D.

use super::culture::Staff;
use crate::model::settings::CultureSettings;
use crate::model::world::World;

/// One month of a provider's units.
pub fn step(world: &mut World, numbers: &CultureSettings, index: usize, staff: &Staff) {
    let provider = &mut world.providers[index];
    let shared = provider.departure.shared_caseload;
    if shared <= 0.0 {
        return;
    }
    let led = led(provider.culture.led, staff.share_new(), numbers);
    provider.culture.led = led;
    let working = shared * led;
    let known = numbers.ordinary.known_by_name + provider.departure.known_by_name;
    provider.departure.known_by_name += working * (1.0 - known).max(0.0);
    provider.culture.coordinators = working * staff.permanent / numbers.unit_holders;
}

/// Share of units with a leader a month later.
pub fn led(led: f64, newcomers: f64, numbers: &CultureSettings) -> f64 {
    if numbers.unit_leader_months <= 0.0 {
        return 1.0;
    }
    let found = (1.0 - led) / numbers.unit_leader_months.max(1.0);
    let lost = led * newcomers * (1.0 - numbers.unit_internal);
    (led + found - lost).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaders_are_found_by_and_by_and_lost_with_turnover() {
        let numbers = CultureSettings::of(&[], &[]);
        let start = numbers.unit_internal;
        let mut share = start;
        for _ in 0..24 {
            share = led(share, 0.0, &numbers);
        }
        assert!(share > 0.7 && share < 1.0);
        assert!(led(share, 0.05, &numbers) < led(share, 0.0, &numbers));
    }

    #[test]
    fn without_scarcity_every_unit_is_led_at_once() {
        let numbers = CultureSettings::of(&[("units.leader-months", 0.0)], &[]);
        assert_eq!(led(0.2, 0.1, &numbers), 1.0);
    }
}
