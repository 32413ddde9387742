//! Halving the step bounds what the step does.
//!
//! The month is the model's step, so it is halved by doubling the clock: every rate per step is
//! halved, every time in steps doubled, and twice as many steps are lived. Same children, same luck.
//! Bands of age and of time stay in steps, so all rates are constant and nobody comes or leaves.

use crate::common::plain::{only_those_there, workers_leave_at};
use crate::common::worlds::{central_settings, live, mean};
use swplab::model::hazard::bands::PLACEMENT_BANDS;
use swplab::model::settings::Settings;
use swplab::model::world::{HandOver, Seat};

const YEARS: u32 = 5;
/// The relationships of the first day are made for steps of a month: the first years are not counted.
const COUNTED: u32 = 3;
const REPLICATIONS: u32 = 40;

fn monthly() -> Settings {
    let mut settings = central_settings(YEARS);
    only_those_there(&mut settings, 400.0);
    // Who stands where on the pathway on the first day depends on months in care, which are not scaled.
    settings.authorities[0].in_house.pathway_teams = false;
    workers_leave_at(&mut settings, 0.0145);
    settings.placements.rate = [[0.012; PLACEMENT_BANDS]; 3];
    settings.placements.disruption = [0.012; PLACEMENT_BANDS];
    settings.casework.protects = 0.5;
    settings.workforce.sickness = 0.005;
    settings
}

fn half_monthly() -> Settings {
    let mut settings = monthly();
    settings.horizon *= 2;
    let halve = |rates: &mut [f64]| rates.iter_mut().for_each(|rate| *rate /= 2.0);
    settings.placements.rate.iter_mut().for_each(|row| halve(row));
    halve(&mut settings.placements.disruption);
    settings.casework.direct_hours.iter_mut().for_each(|row| halve(row));
    settings.casework.decisions /= 2.0;
    let staff = &mut settings.workforce;
    halve(&mut staff.leaving);
    staff.sickness /= 2.0;
    // A long sick leave lasts one step and then an exponential time: the same mean.
    staff.sickness_months = 2.0 * (1.0 + staff.sickness_months) - 1.0;
    staff.held_months *= 2.0;
    staff.recruitment_months *= 2.0;
    staff.cover_gap *= 2.0;
    staff.cover_months *= 2.0;
    staff.reallocation /= 2.0;
    staff.morale_speed /= 2.0;
    settings
}

/// Moves, disruptions, hand-overs without those of the pathway, mean relationship, share of posts
/// vacant and covered: each per year or as a mean over all steps.
fn measured(settings: &Settings, replication: u32) -> [f64; 6] {
    let mut sums = [0.0; 6];
    let (mut months, mut posts) = (0.0, 0.0);
    live(settings, replication, |world| {
        if world.month <= settings.horizon / YEARS * (YEARS - COUNTED) {
            return;
        }
        let tally = &world.tallies[0];
        sums[0] += tally.moves;
        sums[1] += tally.disruptions;
        sums[2] += (0..HandOver::COUNT)
            .filter(|&cause| cause != HandOver::Pathway as usize)
            .map(|cause| tally.changes[cause])
            .sum::<f64>();
        sums[3] += tally.relationship;
        months += tally.child_months;
        for post in &world.posts {
            posts += 1.0;
            sums[4] += f64::from(u8::from(post.is_vacant()));
            sums[5] += f64::from(u8::from(post.seat == Seat::Agency));
        }
    });
    let children = 400.0 * f64::from(COUNTED);
    [
        sums[0] / children,
        sums[1] / children,
        sums[2] / children,
        sums[3] / months,
        sums[4] / posts,
        sums[5] / posts,
    ]
}

#[test]
fn half_the_step_changes_little() {
    let (month, half) = (monthly(), half_monthly());
    let pairs: Vec<([f64; 6], [f64; 6])> =
        (0..REPLICATIONS).map(|r| (measured(&month, r), measured(&half, r))).collect();
    // What may change with the step, relative: timed events of a child hardly; what follows posts by
    // as much as the one change of holder a month allows.
    let rows = [
        ("moves", 0.005),
        ("disruptions", 0.01),
        ("hand-overs", 0.03),
        ("relationship", 0.01),
        ("vacant posts", 0.02),
        ("covered posts", 0.03),
    ];
    for (k, (what, bound)) in rows.into_iter().enumerate() {
        let level: Vec<f64> = pairs.iter().map(|pair| pair.0[k]).collect();
        let change: Vec<f64> = pairs.iter().map(|pair| pair.1[k] - pair.0[k]).collect();
        let (level, _) = mean(&level);
        let (change, error) = mean(&change);
        println!("{what:<14} {level:.4} {change:+.5} ({error:.5}), {:+.2}%", 100.0 * change / level);
        assert!(change.abs() <= bound * level + 4.0 * error, "{what}: {level} changes by {change}");
    }
}
