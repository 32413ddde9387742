//! The working month of a case holder and what it means for her cases. M12 to M15, M18, M20; H2, H6.
//!
//! Direct work per case: see `hazard::workers::direct_hours`. The relationship closes a share of its
//! distance to 1 each month: growth = 1 - exp(-growth per hour × investment × hours). Re-allocation
//! per case rises with overload. Measured null: recording takes the same share of time in practices
//! and authorities (P48, V05), so a lighter caseload is time with children, unless H2 says `paperwork`.

use crate::draws::Draws;
use crate::model::hazard::workers;
use crate::model::settings::Settings;
use crate::model::world::{PostMonth, Seat, World};

/// Gathers, once a month, what the pass over children needs of each post.
pub fn gather(world: &mut World, settings: &Settings, _: &Draws) {
    let numbers = &settings.casework;
    let staff = &settings.workforce;
    let authorities = settings.authorities.len();
    world.post_months.clear();
    for post in &world.posts {
        let provider = &world.providers[post.provider as usize];
        let practice = provider.practice.is_some();
        let cases = f64::from(post.cases());
        let (recording, remit) = if practice {
            (numbers.recording * numbers.practice_recording, numbers.practice_remit)
        } else {
            (numbers.recording, 0.0)
        };
        let held = if cases > 0.0 { cases } else { 1.0 };
        let hours = workers::direct_hours(
            numbers.hours * (1.0 - staff.short_sickness),
            recording,
            numbers.recording_elasticity,
            numbers.meetings - remit,
            numbers.travel,
            held,
            numbers.norm,
        );
        let staffed = post.is_staffed();
        let hours = if staffed || post.changed_at.is_finite() { hours } else { 0.0 };
        let growth = 1.0 - libm::exp(-numbers.growth * provider.investment * hours);
        let overload = cases / numbers.norm - 1.0;
        let reallocation = staff.reallocation
            * (1.0 + staff.reallocation_overload * if overload > 0.0 { overload } else { 0.0 });
        // Room for half as much again as the norm; a little weight always, so that every case has a holder.
        let room = 1.5 * numbers.norm - cases;
        let floor = 0.02 * numbers.norm;
        let weight = match post.seat {
            Seat::Permanent | Seat::Agency => {
                if room > floor { room } else { floor }
            }
            _ => 0.0,
        };
        world.post_months.push(PostMonth {
            hours,
            growth,
            reallocation,
            changed_at: post.changed_at,
            weight,
            provider: post.provider,
            local: local_provider(post.provider as usize, authorities),
        });
    }
}

/// Position of a provider inside its authority: 0 for the authority's own teams, then its practices.
fn local_provider(provider: usize, authorities: usize) -> u32 {
    if provider < authorities {
        0
    } else {
        ((provider - authorities) % (crate::model::world::LOCAL_PROVIDERS - 1) + 1) as u32
    }
}
