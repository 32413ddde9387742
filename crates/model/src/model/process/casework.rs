//! Casework: the working month of a case holder and what it means for her cases. M06, M12, M14, M17, M18; H2.
//!
//! ```text
//! recorded      = casework.recording × (cases ÷ casework.norm) ^ casework.recording.elasticity  M14, M17
//! hours         = casework.hours × (1 - workforce.short-sickness)
//!                 × max(casework.least-direct, 1 - recorded - casework.meetings)
//!                 ÷ (1 + casework.travel) ÷ cases × factors on them (`conditions`, `origins`)  M12
//! growth        = 1 - exp(-relationship.growth × factors on it (`conditions`) × hours)     M06, M18
//! re-allocation = workforce.reallocation × (1 + ways × (workforce.reallocation.practice - 1))
//!                 × (1 + workforce.reallocation.overload × max(0, cases ÷ casework.norm - 1))
//!                 × factors on it (`conditions`, `origins`) × level of hand-overs
//!                 × the team's own, lognormal with mean 1 and log-standard deviation workforce.team-spread
//! room          = max(allocation.least-room, allocation.most-cases - cases ÷ casework.norm)
//!                 ^ allocation.evenness of staffed posts, else 0
//! ```
//!
//! Hours are direct work for each case and month; a post without a worker gives none. H2 shares out why practices have
//! more of them. Under `caseload` nothing differs but the caseload. Under `remit` and `paperwork` cases count, where a
//! practice's ways are at work (`ways`), only casework.caseload-tells.otherwise of what they differ from the norm: its fewer
//! cases bring with them what other teams do for an authority's. The rest is then the remit's, a share of all hours,
//! `casework.remit` × child protection left out of the remit, that is added to direct work; or that of the paperwork, a
//! practice's recording being multiplied by `casework.recording.practice`. Under `comparison-artefact` not even that: a practice has
//! no more case holders than its host provides for as many young people, and an authority that no practice
//! serves in any arm, while one serves another, has `comparison.caseload` times the caseload. Only the
//! share `casework.caseload-tells` of what cases differ from the norm counts: 1, unless M12 is switched
//! off. Measured null: recording takes the same share of time in practices and authorities (P48, V05), so a
//! lighter caseload is time with children, unless H2 says `paperwork`.

use super::{conditions, origins, ways};
use crate::draws::Draws;
use crate::evidence::Level;
use crate::model::settings::{CaseworkSettings, Settings};
use crate::model::world::{PostMonth, Seat, Team, World};

/// Gathers, once a month, what the pass over children needs of each post.
pub fn step(world: &mut World, settings: &Settings, _: &Draws) {
    let numbers = &settings.casework;
    let staff = &settings.workforce;
    let start = world.month_start();
    world.post_months.clear();
    for post in &world.posts {
        let provider = &world.providers[post.provider as usize];
        let local = &settings.authorities[provider.authority];
        let climate = &world.teams[post.team as usize].climate;
        let cases = f64::from(post.cases());
        let usual = numbers.hours_per_case(provider.ways, post.cases(), provider.access.freed);
        let newer = origins::newer(post, start, staff);
        let hours = conditions::direct_hours(provider, climate, usual) * (1.0 - staff.newness_hours * newer);
        let staffed = post.is_staffed();
        let hours = if staffed || post.changed_at.is_finite() { hours } else { 0.0 };
        let growth = 1.0 - libm::exp(-conditions::growth(provider, climate, numbers.growth) * hours);
        let overload = cases / numbers.norm - 1.0;
        let usual = staff.reallocation * ways::factor(provider.ways, staff.reallocation_practice);
        let reallocation = conditions::reallocation(climate, usual)
            * local.level(Level::HandOvers)
            * world.teams[post.team as usize].unsettled
            * (1.0 + staff.newness_hand_overs * newer)
            * (1.0 + staff.reallocation_overload * if overload > 0.0 { overload } else { 0.0 });
        let weight = match post.seat {
            Seat::Permanent | Seat::Agency => room(cases, numbers),
            _ => 0.0,
        };
        world.post_months.push(PostMonth {
            hours,
            culture: climate.met,
            growth,
            reallocation,
            disruption: conditions::disruptions(provider),
            changed_at: post.changed_at,
            weight,
            provider: post.provider,
            local: provider.local,
        });
    }
    let months = &world.post_months;
    let of_team = |team: &Team| -> f64 { team.posts.iter().map(|&p| months[p as usize].weight).sum() };
    world.team_weights.clear();
    world.team_weights.extend(world.teams.iter().map(of_team));
}

/// Weight of a case holder in the choice: a power of the room left below the most cases, so that
/// managers even out loads; never nothing, so that every case has a holder.
pub fn room(cases: f64, numbers: &CaseworkSettings) -> f64 {
    let room = numbers.most_cases - cases / numbers.norm;
    let least = numbers.least_room;
    let room = if room > least { room } else { least };
    power(room, numbers.evenness)
}

/// Whole powers by products, which are the same to the last bit wherever the program is built.
fn power(room: f64, exponent: f64) -> f64 {
    if exponent == 3.0 {
        return room * room * room;
    }
    libm::pow(room, exponent)
}
