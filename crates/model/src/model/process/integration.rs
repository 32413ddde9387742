//! Integration: what becomes of the people of a practice that is taken back. M65, M101, M102; H9.
//!
//! ```text
//! met by children = own + share × (absorbed - own)
//! each month, with gap = absorbed - own, k = 1 - integration.liberty × liberty of the authority    M102
//!   under H9 `diffusion`     own      += integration.diffusion × share × gap                     M101
//!                            absorbed -= integration.fade × k × gap
//!            `assimilation`  absorbed -= integration.assimilation × k × gap
//!            `isolated`      absorbed -= integration.fade × (1 + innovation.isolation) × k × gap   M65
//! ```
//!
//! own is the culture of the authority's own people, absorbed that of the people taken back, share their
//! share of its cases; several teams add up by their cases. Under `isolated` nobody learns from them, and
//! alone they wither. Shares a month; one case is on record (S§45, 60, 61): grade D.

use crate::evidence::Integration;
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::{Culture, World};

/// Practices that closed this month pass on what their people know.
pub fn take_back(world: &mut World) {
    for index in 0..world.providers.len() {
        let provider = &world.providers[index];
        if provider.practice.is_none() || provider.is_open || !provider.culture.was_open {
            continue;
        }
        let host = world.authorities[provider.authority].in_house;
        let brought = provider.culture.met_by_children();
        let cases = world.cases_at_start[index];
        let all = cases + world.cases_at_start[host];
        let share = if all > 0.0 { cases / all } else { 0.0 };
        absorb(&mut world.providers[host].culture, brought, share);
    }
}

/// Adds people with a culture, who hold a share of the cases, to those taken back before.
pub fn absorb(culture: &mut Culture, brought: f64, share: f64) {
    let before = culture.absorbed_share * (1.0 - share);
    let total = before + share;
    if total > 0.0 {
        culture.absorbed = (before * culture.absorbed + share * brought) / total;
        culture.absorbed_share = total;
    }
}

/// One month of living together.
pub fn step(world: &mut World, settings: &Settings, index: usize) {
    let provider = &mut world.providers[index];
    if provider.culture.absorbed_share > 0.0 {
        let liberty = settings.authorities[provider.authority].service_model.liberty;
        live_together(&mut provider.culture, liberty, &settings.culture);
    }
}

/// One month of an authority whose liberty, 0 to 1, those taken back enjoy.
pub fn live_together(culture: &mut Culture, liberty: f64, numbers: &CultureSettings) {
    let gap = culture.absorbed - culture.own;
    let lost = (1.0 - numbers.liberty * liberty).max(0.0) * gap;
    match numbers.integration {
        Integration::Diffusion => {
            culture.own += (numbers.diffusion * culture.absorbed_share).min(1.0) * gap;
            culture.absorbed -= numbers.fade * lost;
        }
        Integration::Assimilation => culture.absorbed -= numbers.assimilation * lost,
        Integration::Isolated => {
            culture.absorbed -= (numbers.fade * (1.0 + numbers.isolation)).min(1.0) * lost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Culture of the authority's own people and of the team, after so many months.
    fn after(position: &str, liberty: f64, set: &[(&str, f64)]) -> Culture {
        let numbers = CultureSettings::of(set, &[("H9", position)]);
        let mut culture = Culture::default();
        absorb(&mut culture, 0.2, 0.15);
        for _ in 0..24 {
            live_together(&mut culture, liberty, &numbers);
        }
        culture
    }

    #[test]
    fn the_positions_differ_after_two_years() {
        let spread = after("diffusion", 0.5, &[]);
        let reverted = after("assimilation", 0.5, &[]);
        let alone = after("isolated", 0.5, &[]);
        assert!(spread.own > 0.01 && reverted.own == 0.0 && alone.own == 0.0);
        assert!(reverted.absorbed < alone.absorbed && alone.absorbed < 0.2);
        assert!(spread.met_by_children() > alone.met_by_children());
        assert!(alone.met_by_children() > reverted.met_by_children());
    }

    #[test]
    fn diffusion_liberty_and_isolation_act_and_can_be_switched_off() {
        assert_eq!(after("diffusion", 0.5, &[("integration.diffusion", 0.0)]).own, 0.0);
        let free = after("assimilation", 1.0, &[]);
        let bound = after("assimilation", 0.0, &[]);
        assert!(free.absorbed > bound.absorbed);
        let off = [("integration.liberty", 0.0)];
        assert_eq!(after("assimilation", 1.0, &off), after("assimilation", 0.0, &off));
        let withers = after("isolated", 0.5, &[]);
        let keeps = after("isolated", 0.5, &[("innovation.isolation", 0.0)]);
        assert!(withers.absorbed < keeps.absorbed);
    }

    #[test]
    fn teams_taken_back_add_up_by_their_cases() {
        let mut culture = Culture::default();
        absorb(&mut culture, 0.2, 0.1);
        assert!((culture.met_by_children() - 0.02).abs() < 1e-15);
        absorb(&mut culture, -0.1, 0.5);
        assert!((culture.absorbed_share - 0.55).abs() < 1e-15);
        assert!((culture.met_by_children() - (0.05 * 0.2 - 0.5 * 0.1)).abs() < 1e-15);
        let before = culture;
        absorb(&mut culture, 0.3, 0.0);
        assert_eq!(culture.absorbed_share, before.absorbed_share);
    }
}
