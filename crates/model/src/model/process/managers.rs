//! Managers: each team has one of its own, who comes and goes. M41, M94.
//!
//! ```text
//! openness  of a manager beyond the middle management of her employer: normal with mean 0 and spread
//!           culture.manager-spread
//! stays     an exponential time with the rate culture.manager-leaving; then another follows
//! ```
//!
//! What her openness asks of the team, and how fast, is in `culture`. A manager is drawn at her team's name and by how many it
//! has had, so that teams which move between employers take theirs along. Units of middle management, a month; nothing was
//! measured: grade D.

use crate::draws::{Draws, Purpose, exponential, normal};
use crate::model::settings::CultureSettings;
use crate::model::world::{Team, World};

/// A month of the managers of a provider's teams.
pub fn step(world: &mut World, numbers: &CultureSettings, draws: &Draws, index: usize) {
    for team in &world.provider_teams[index] {
        month(&mut world.teams[*team as usize], numbers, draws);
    }
}

/// A month of one team's manager.
fn month(team: &mut Team, numbers: &CultureSettings, draws: &Draws) {
    if team.managers > 0 {
        team.manager_left -= numbers.manager_leaving;
    }
    if team.managers == 0 || team.manager_left < 0.0 {
        let [open, leaves, ..] = draws.block(Purpose::TeamManager, team.name, team.managers);
        team.manager = numbers.manager_spread * normal(open);
        team.manager_left = exponential(leaves);
        team.managers += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draws::Name;

    const MONTHS: u32 = 24_000;

    /// Managers that one team has had, and the spread of how open it found them.
    fn had(numbers: &CultureSettings) -> (f64, f64) {
        let mut team = Team::new(0, None, Name::authority(0, 7));
        let draws = Draws::new(5, 0);
        let (mut before, mut squares) = (0, 0.0);
        for _ in 0..MONTHS {
            month(&mut team, numbers, &draws);
            if team.managers > before {
                squares += team.manager * team.manager;
            }
            before = team.managers;
        }
        let all = f64::from(team.managers);
        (all, (squares / all).sqrt())
    }

    #[test]
    fn managers_follow_each_other_at_the_rate_and_with_the_spread_that_are_stated() {
        let numbers = CultureSettings::of(&[], &[]);
        let (managers, spread) = had(&numbers);
        // The month in which a threshold is spent is lived whole: a stay is longer by half a month on average.
        let stay = 1.0 / numbers.manager_leaving + 0.5;
        let expected = f64::from(MONTHS) / stay;
        assert!((managers - expected).abs() < 4.0 * expected.sqrt(), "{managers} of {expected}");
        let error = numbers.manager_spread / (2.0 * managers).sqrt();
        assert!((spread - numbers.manager_spread).abs() < 4.0 * error, "{spread}");
        assert_eq!(had(&CultureSettings::of(&[("culture.manager-leaving", 0.0)], &[])).0, 1.0);
    }
}
