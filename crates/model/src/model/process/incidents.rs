//! Incidents: serious harm in which a service is found wanting, and what follows. M42, M110, M112.
//!
//! ```text
//! a month has one with probability 1 - exp(-hazard ÷ 12)
//! hazard       = incidents.rate × children × incidents.blamed × max(effects.least-factor,
//!                1 + incidents.load × (cases for each case holder at work ÷ casework.norm - 1)
//!                  + incidents.newness × how much newer to the work than usual they are
//!                  - incidents.supervision × s.supervision
//!                  + incidents.small × small)
//! inquiry      for incidents.inquiry months; a practice outside is referred nobody for incidents.suspended months, and its
//!              contract may end until the inquiry has reported (`interruption`); of the authority's own teams the next inspection
//!              comes no later than its end
//! trust        - incidents.trust of a practice outside, and - incidents.trust × incidents.beyond of the authority's others
//! aftermath   += incidents.learns × learns - incidents.chill × (1 - learns);  -= incidents.fades × aftermath a month
//! learns       = how far mistakes are learnt from, 0 to 1: an ordinary authority's learning + s.learning
//! ```
//!
//! s is the departure of the service model (`culture`), small the weight of what a small size is good for (`climate`). Only
//! failings are counted: what nobody could have foreseen changes nothing here. The aftermath is added to what people are
//! asked for (`habits`): where somebody is to blame they go by procedure. How many are notified was counted; all that follows
//! is grade D.

use super::culture::Staff;
use super::{is_outside, origins};
use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::{CultureSettings, Settings};
use crate::model::world::{Seat, What, World};

/// The failings of one month and what is left of earlier ones.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    let numbers = &settings.culture;
    let staff = Staff::count(world);
    let newness = newness(world, settings);
    let mut children = vec![0.0; world.providers.len()];
    for post in &world.posts {
        children[post.provider as usize] += f64::from(post.children);
    }
    let start = world.month_start();
    for index in 0..world.providers.len() {
        let provider = &mut world.providers[index];
        provider.culture.aftermath *= 1.0 - numbers.incident_fades;
        if !provider.is_open {
            continue;
        }
        let (small, _) = super::climate::by_size(staff[index].permanent, numbers);
        let small = if provider.practice.is_some() { small } else { 0.0 };
        let norms = staff[index].caseload() / settings.casework.norm;
        let (supervision, least) = (provider.departure.supervision, numbers.least);
        let share =
            numbers.incident_blamed * of_usual(norms, newness[index], supervision, small, numbers).max(least);
        let hazard = numbers.incident_rate * children[index] * share / 12.0;
        let provider = &world.providers[index];
        let name = match provider.practice {
            None => Name::authority(provider.authority, world.month),
            Some(practice) => Name::practice(provider.authority, practice, world.month),
        };
        let [happens, on, ..] = draws.block(Purpose::Incident, name, 0);
        if happens < -libm::expm1(-hazard) {
            follow(world, settings, index, start + on);
            world.log.note(start + on, name, What::SeriousIncident);
        }
        let again =
            world.providers[index].inquiry_until - numbers.incident_inquiry + numbers.incident_suspended;
        if is_outside(&world.providers[index], settings) && again > start {
            world.providers[index].access.referral = 0.0;
        }
    }
}

/// How likely a service is to be found wanting against an ordinary one.
pub fn of_usual(norms: f64, newness: f64, supervision: f64, small: f64, numbers: &CultureSettings) -> f64 {
    1.0 + numbers.incident_load * (norms - 1.0) + numbers.incident_newness * newness
        - numbers.incident_supervision * supervision
        + numbers.incident_small * small
}

/// What an incident in which a provider is found wanting brings about.
fn follow(world: &mut World, settings: &Settings, index: usize, at: f64) {
    let numbers = &settings.culture;
    world.flows[index].incidents += 1.0;
    let provider = &mut world.providers[index];
    let reported = at + numbers.incident_inquiry;
    provider.inquiry_until = reported;
    let learns = (numbers.ordinary.learning + provider.departure.learning).clamp(0.0, 1.0);
    provider.culture.aftermath += numbers.incident_learns * learns - numbers.incident_chill * (1.0 - learns);
    let authority = provider.authority;
    if !is_outside(provider, settings) {
        if provider.practice.is_none() {
            let state = &mut world.authorities[authority];
            state.next_inspection = state.next_inspection.min(reported);
        }
        return;
    }
    for other in 0..world.providers.len() {
        let practice = &world.providers[other];
        if practice.authority != authority || !practice.is_open || !is_outside(practice, settings) {
            continue;
        }
        let share = if other == index { 1.0 } else { numbers.incident_beyond };
        let practice = &mut world.providers[other];
        practice.trust = (practice.trust - share * numbers.incident_trust).max(0.0);
    }
}

/// By provider: how much newer to the work than usual its case holders at work are, on average.
fn newness(world: &World, settings: &Settings) -> Vec<f64> {
    let start = world.month_start();
    let mut sums = vec![(0.0, 0.0); world.providers.len()];
    for post in world.posts.iter().filter(|post| post.seat == Seat::Permanent) {
        let (sum, count) = &mut sums[post.provider as usize];
        *sum += origins::newer(post, start, &settings.workforce);
        *count += 1.0;
    }
    sums.into_iter().map(|(sum, count)| if count > 0.0 { sum / count } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_service_is_found_wanting_as_often_as_usual() {
        assert_eq!(of_usual(1.0, 0.0, 0.0, 0.0, &CultureSettings::of(&[], &[])), 1.0);
    }

    #[test]
    fn load_newness_and_supervision_tell_and_can_be_switched_off() {
        let with = CultureSettings::of(&[], &[]);
        let usual = |id: &str| CultureSettings::of(&[(id, 0.0)], &[]);
        assert!(of_usual(1.4, 0.0, 0.0, 0.0, &with) > 1.0);
        assert_eq!(of_usual(1.4, 0.0, 0.0, 0.0, &usual("incidents.load")), 1.0);
        assert!(of_usual(1.0, 0.5, 0.0, 0.0, &with) > 1.0);
        assert_eq!(of_usual(1.0, 0.5, 0.0, 0.0, &usual("incidents.newness")), 1.0);
        assert!(of_usual(1.0, 0.0, 0.4, 0.0, &with) < 1.0);
        assert_eq!(of_usual(1.0, 0.0, 0.4, 0.0, &usual("incidents.supervision")), 1.0);
    }
}
