//! Power: an effect of a stated size is imposed on what the practices' staff, children and records would say,
//! and the evaluation is repeated.
//!
//! The shift is such that the true difference against the host is the effect asked for, in standard
//! deviations of the host's answers and in the good direction: were the practice's staff in their host
//! authority, they would answer as its staff do; in the practice they answer better by the effect. What the
//! simulated world makes of the mean difference is taken out first; how sites differ from that mean stays. A
//! share is shifted in proportion to the room that each chance has. Against a comparison authority the same
//! effect is looked for through whatever else differs there. Reported: share called different, of those the
//! share with the wrong sign (type S) and the mean size ÷ effect (type M), standard error, bias. With one
//! comparison of alike people it equals the closed form of `statistics/design.rs` (Gelman and Carlin 2014),
//! which a test holds.

use std::ops::Range;

use super::evaluation::{Evaluator, comparators, difference};
use super::measures::{MEASURE_COUNT, MEASURES};
use super::scene::{NOTHING, WINDOWS};
use super::study::{Truths, comparator_sd};
use super::work::{Offered, Programme};
use crate::indicator::Better;
use crate::scenario::{Comparator, Observation};
use crate::study::{Failure, Moments, Runner, StudyError};

/// The two tests, as tables name them.
pub const TESTS: [&str; 2] = ["mixed", "by-site"];

/// How an effect fares in one measure against one comparator in one window under one test.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerRow {
    /// Position in [`WINDOWS`].
    pub window: usize,
    /// Effect imposed, standard deviations; positive is better.
    pub effect: f64,
    /// Position in [`MEASURES`].
    pub measure: usize,
    /// With whom practices are compared.
    pub comparator: Comparator,
    /// Position in [`TESTS`].
    pub test: usize,
    /// Simulated worlds.
    pub worlds: usize,
    /// Evaluations in all.
    pub evaluations: u64,
    /// Share of evaluations that called the difference different from none.
    pub power: f64,
    /// Half the width of its 95% interval over worlds.
    pub half_width: f64,
    /// Of those, the share with the wrong sign (type S); `NaN` without effect or where none was seen.
    pub wrong_sign: f64,
    /// Of those, the mean size as a multiple of the effect (type M); `NaN` likewise.
    pub exaggeration: f64,
    /// Mean standard error, standard deviations of the host's answers.
    pub error: f64,
    /// Mean estimate less the effect, standard deviations.
    pub bias: f64,
}

/// What a design can see.
#[derive(Clone, Debug)]
pub struct PowerResults {
    /// The arm whose worlds were used.
    pub arm: String,
    /// The design.
    pub design: Observation,
    /// Window that the scenario looks at, as a position in [`WINDOWS`].
    pub window: usize,
    /// Practices evaluated.
    pub sites: usize,
    /// Effects, no effect first.
    pub effects: Vec<f64>,
    /// First replication.
    pub first_replication: u32,
    /// Replications asked for.
    pub replications: usize,
    /// Rows by window, effect, measure, comparator, test.
    pub rows: Vec<PowerRow>,
    /// Replications that failed.
    pub failures: Vec<Failure>,
}

/// Counts of one row in one replication, or over all.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    evaluations: f64,
    seen: f64,
    wrong: f64,
    ratio: f64,
    errors: f64,
    estimates: f64,
}

/// Looks for effects of stated sizes with the design of a programme. No effect is always looked for too:
/// its share called different is what the design sees where there is nothing.
///
/// # Errors
/// When the work is stopped before its end.
pub fn power(
    programme: &Programme,
    effects: &[f64],
    replications: Range<u32>,
    runner: &Runner<'_>,
) -> Result<PowerResults, StudyError> {
    let mut all = vec![0.0];
    all.extend(effects.iter().copied().filter(|effect| *effect != 0.0));
    let keys = keys(programme, &all);
    let mut totals = vec![(Counts::default(), Moments::default()); keys.len()];
    let failures = runner.replications(
        replications.clone(),
        |replication| {
            let offered = programme.offered(replication, runner.stop())?;
            Ok(repeat(programme, &offered, &all))
        },
        |_, counts| {
            for ((total, shares), one) in totals.iter_mut().zip(counts) {
                shares.add(one.seen / one.evaluations);
                total.evaluations += one.evaluations;
                total.seen += one.seen;
                total.wrong += one.wrong;
                total.ratio += one.ratio;
                total.errors += one.errors;
                total.estimates += one.estimates;
            }
        },
    )?;
    let rows = keys
        .into_iter()
        .zip(totals)
        .map(|((window, effect, measure, comparator, test), (total, shares))| {
            let summary = shares.summary();
            let seen = |count: f64| {
                if effect == 0.0 { f64::NAN } else { count / total.seen }
            };
            PowerRow {
                window,
                effect,
                measure,
                comparator,
                test,
                worlds: summary.n,
                evaluations: total.evaluations as u64,
                power: summary.mean,
                half_width: summary.half_width(),
                wrong_sign: seen(total.wrong),
                exaggeration: seen(total.ratio),
                error: total.errors / total.evaluations,
                bias: total.estimates / total.evaluations - effect,
            }
        })
        .collect();
    Ok(PowerResults {
        arm: programme.arm_name.clone(),
        design: programme.design.clone(),
        window: programme.window(),
        sites: programme.sites(),
        effects: all,
        first_replication: replications.start,
        replications: replications.len(),
        rows,
        failures,
    })
}

type Key = (usize, f64, usize, Comparator, usize);

fn keys(programme: &Programme, effects: &[f64]) -> Vec<Key> {
    let comparators = comparators(&programme.design);
    let mut keys = Vec::new();
    for window in 0..WINDOWS.len() {
        for effect in effects {
            for measure in 0..MEASURE_COUNT {
                for comparator in &comparators {
                    for test in 0..TESTS.len() {
                        keys.push((window, *effect, measure, *comparator, test));
                    }
                }
            }
        }
    }
    keys
}

/// The counts of one replication, in the order of [`keys`].
fn repeat(programme: &Programme, offered: &Offered, effects: &[f64]) -> Vec<Counts> {
    let evaluator = Evaluator {
        sites: &offered.sites,
        design: &programme.design,
        instrument: &offered.instrument,
        draws: &offered.draws,
    };
    let comparators = comparators(&programme.design);
    let reference = comparators[0];
    let each = MEASURE_COUNT * comparators.len() * TESTS.len();
    let mut counts = vec![Counts::default(); WINDOWS.len() * effects.len() * each];
    for window in 0..WINDOWS.len() {
        let truths = Truths::of(&offered.sites, window, &evaluator);
        let mean = truths.of_practices();
        for number in 0..programme.design.evaluations {
            let unshifted = evaluator.answers(window, number);
            let mut sds = NOTHING;
            for (measure, sd) in sds.iter_mut().enumerate() {
                *sd = comparator_sd(&unshifted, reference, measure);
            }
            for (place, effect) in effects.iter().enumerate() {
                let mut shift = NOTHING;
                for (measure, shift) in shift.iter_mut().enumerate() {
                    let (apart, _) = truths.difference(Comparator::Host, measure);
                    *shift = signed(measure, *effect) * sds[measure] - apart;
                }
                let answers = evaluator.shifted(&unshifted, window, number, (&shift, &mean));
                let from = (window * effects.len() + place) * each;
                let mut slots = counts[from..from + each].iter_mut();
                for (measure, sd) in sds.iter().enumerate() {
                    for comparator in &comparators {
                        for estimate in difference(&answers, *comparator, measure) {
                            let Some(slot) = slots.next() else { continue };
                            let size = estimate.difference / sd;
                            if size.is_nan() || estimate.error.is_nan() {
                                continue;
                            }
                            let towards = signed(measure, 1.0) * size;
                            slot.evaluations += 1.0;
                            slot.errors += estimate.error / sd;
                            slot.estimates += towards;
                            if estimate.is_different() {
                                slot.seen += 1.0;
                                slot.wrong += f64::from(u8::from(towards * effect < 0.0));
                                if *effect != 0.0 {
                                    slot.ratio += (size / effect).abs();
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    counts
}

/// An effect that is better by so much, in the direction of the measure's own scale.
fn signed(measure: usize, effect: f64) -> f64 {
    match MEASURES[measure].better {
        Better::Lower => -effect,
        Better::Higher | Better::Neither => effect,
    }
}
