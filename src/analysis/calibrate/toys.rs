//! Problems with a known answer.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::*;
use crate::draws::{Draws, Name, Purpose};
use crate::statistics::{
    distance_by_chance, distance_from_uniform, normal_quantile, weighted_covariance, weighted_mean,
};
use crate::study::{InMemory, Runner, StudyError};

/// Outputs that are plain functions of the inputs, with normal noise.
struct Toy {
    seed: u64,
    of: fn(&[f64]) -> Vec<f64>,
    noise_sd: f64,
}

impl Forward for Toy {
    fn simulate(&self, unit: &[f64], luck: u32, _: &AtomicBool) -> Result<Simulated, String> {
        let draws = Draws::new(self.seed, luck);
        let means = (self.of)(unit);
        let noisy = means.iter().enumerate().map(|(j, mean)| {
            let u = draws.uniform(Purpose::Candidate, Name::numbered(j), 0);
            mean + self.noise_sd * normal_quantile(u)
        });
        Ok(Simulated { means: noisy.collect(), variances: vec![self.noise_sd * self.noise_sd; means.len()] })
    }

    fn luck_apart(&self) -> u32 {
        1
    }
}

fn effort(waves: u32, particles: u32) -> crate::scenario::Effort {
    crate::scenario::Effort { waves, points: 40, particles, populations: 12, rows: 100, smoothing: 0 }
}

fn aim(observed: f64, sd: f64) -> Aim {
    Aim { observed, sd, discrepancy: 0.0, is_fitted: true }
}

fn run(problem: &Problem, toy: &Toy, threads: usize, checkpoint: &mut InMemory) -> Calibration {
    calibrate(problem, toy, &Runner::silent(threads).unwrap(), checkpoint).unwrap()
}

/// The mean of 20 observations with standard deviation 1, as a summary; the prior runs from -3 to 5.
fn normal_mean(seed: u64) -> Toy {
    Toy { seed, of: |unit| vec![8.0 * unit[0] - 3.0], noise_sd: (1.0_f64 / 20.0).sqrt() }
}

#[test]
fn the_mean_of_a_normal_has_its_posterior() {
    // Twenty observations with mean 1: normal about 1 with standard deviation .2236.
    let problem = Problem {
        inputs: 1,
        aims: vec![aim(1.0, 0.05)],
        effort: effort(1, 600),
        seed: 5,
        has_ensemble_noise: false,
    };
    let found = run(&problem, &normal_mean(5), 2, &mut InMemory::default());
    let last = found.populations.last().unwrap();
    let mean = 8.0 * weighted_mean(&last.points, &last.weights)[0] - 3.0;
    let sd = 8.0 * weighted_covariance(&last.points, &last.weights)[0].sqrt();
    // Standard errors with this effective size: .2236 ÷ √n of the mean, ÷ √2n of the spread; the
    // tolerance blurs the spread to √(.05 + .05²/3) = .2255.
    let n = last.effective_size;
    assert!(n > 200.0 && found.stop == StopReason::NearEnough, "{n} {:?}", found.stop);
    assert!((mean - 1.0).abs() < 3.0 * 0.2236 / n.sqrt(), "{mean}");
    assert!((sd - 0.2255).abs() < 3.0 * 0.2236 / (2.0 * n).sqrt(), "{sd}");
}

#[test]
fn what_is_not_ruled_out_has_the_volume_of_the_closed_form() {
    // Two outputs, 10x and 10y, each to be 5 ± .5: with the second largest under 3 a point is left if
    // either is within 1.5, a share of 1 - .7². Noise widens .5 to √(.5² + .01 + .01) at the most.
    let toy = Toy { seed: 3, of: |unit| vec![10.0 * unit[0], 10.0 * unit[1]], noise_sd: 0.1 };
    let problem = Problem {
        inputs: 2,
        aims: vec![aim(5.0, 0.5), aim(5.0, 0.5)],
        effort: effort(1, 100),
        seed: 3,
        has_ensemble_noise: false,
    };
    let found = run(&problem, &toy, 2, &mut InMemory::default());
    let wave = &found.waves[0];
    assert!(wave.checks.iter().all(|check| check.is_used && check.q2 > 0.99));
    let width = |doubt: f64| 1.0 - (1.0 - 0.6 * doubt).powi(2);
    let (least, most) = (width(0.5), width((0.25_f64 + 0.02).sqrt()));
    let error = 3.0 * (0.25 / f64::from(wave.candidates)).sqrt();
    let share = wave.share_left;
    assert!(share > least - error && share < most + error, "{share}, {least} to {most}");
}

#[test]
fn targets_that_exclude_each_other_leave_nothing_and_that_is_a_result() {
    let toy = Toy { seed: 4, of: |unit| vec![unit[0], unit[0], 1.0 - unit[0]], noise_sd: 0.01 };
    let problem = Problem {
        inputs: 1,
        aims: vec![aim(0.9, 0.02), aim(0.1, 0.02), aim(0.9, 0.02)],
        effort: effort(2, 100),
        seed: 4,
        has_ensemble_noise: false,
    };
    // At .1 one target misses and is forgiven; at .9 two do.
    let found = run(&problem, &toy, 1, &mut InMemory::default());
    assert!(!found.is_inadequate());
    let mut worse = problem.clone();
    worse.aims.push(aim(0.5, 0.02));
    let toy = Toy { of: |unit| vec![unit[0], unit[0], 1.0 - unit[0], unit[0]], ..toy };
    let found = run(&worse, &toy, 1, &mut InMemory::default());
    assert!(found.is_inadequate() && found.waves[0].share_left == 0.0);
    assert_eq!(found.conflicts.len(), 4);
    assert!(found.conflicts.iter().any(|conflict| conflict.tolerances.abs() > 3.0));
}

#[test]
fn ranks_of_the_truth_among_the_posterior_are_uniform() {
    let mut ranks = Vec::new();
    for one in 0..60_u32 {
        let toy = Toy { seed: 1_000 + u64::from(one), of: |unit| vec![4.0 * unit[0]], noise_sd: 0.6 };
        let draws = Draws::new(77, one);
        let truth = draws.uniform(Purpose::Parameter, Name::STUDY, 0);
        let observed = toy.simulate(&[truth], u32::MAX, &AtomicBool::new(false)).unwrap();
        let problem = Problem {
            inputs: 1,
            aims: vec![aim(observed.means[0], 0.1)],
            effort: effort(0, 150),
            seed: u64::from(one),
            has_ensemble_noise: false,
        };
        let found = run(&problem, &toy, 1, &mut InMemory::default());
        let last = found.populations.last().unwrap();
        let below = last.points.iter().zip(&last.weights);
        ranks.push(below.filter(|(point, _)| point[0] < truth).map(|(_, w)| w).sum());
    }
    let distance = distance_from_uniform(&ranks, &[1.0; 60]);
    assert!(distance < distance_by_chance(60.0), "{distance}");
}

fn two_inputs() -> (Problem, Toy) {
    let toy = Toy {
        seed: 8,
        of: |unit| vec![unit[0] + unit[1] * unit[1], unit[0] - unit[1], unit[1]],
        noise_sd: 0.05,
    };
    let mut held_out = aim(0.4, 0.05);
    held_out.is_fitted = false;
    let problem = Problem {
        inputs: 2,
        aims: vec![aim(0.7, 0.05), aim(0.1, 0.05), held_out],
        effort: effort(2, 80),
        seed: 8,
        has_ensemble_noise: false,
    };
    (problem, toy)
}

#[test]
fn threads_change_nothing() {
    let (problem, toy) = two_inputs();
    let one = run(&problem, &toy, 1, &mut InMemory::default());
    let two = run(&problem, &toy, 2, &mut InMemory::default());
    assert_eq!(one.rows, two.rows);
    assert_eq!(one.populations, two.populations);
    assert_eq!(one.findings, two.findings);
}

#[test]
fn work_that_was_interrupted_goes_on_to_the_same_end() {
    let (problem, toy) = two_inputs();
    let whole = run(&problem, &toy, 2, &mut InMemory::default());
    let mut kept = InMemory::default();
    for allowed in [30, 55, 130, 300] {
        let (stop, count) = (AtomicBool::new(false), AtomicU32::new(0));
        let progress = |_| {
            if count.fetch_add(1, Ordering::Relaxed) >= allowed {
                stop.store(true, Ordering::Relaxed);
            }
        };
        let runner = Runner::new(2, &progress, &stop).unwrap();
        let ended = calibrate(&problem, &toy, &runner, &mut kept);
        assert!(matches!(ended, Err(StudyError::Interrupted)));
    }
    assert!(!kept.0.is_empty());
    let resumed = run(&problem, &toy, 1, &mut kept);
    assert_eq!(whole.rows, resumed.rows);
    assert_eq!(whole.findings, resumed.findings);
    assert_eq!(whole.points, resumed.points);
}

#[test]
fn a_parameter_that_no_target_depends_on_is_not_informed() {
    let toy = Toy { seed: 9, of: |unit| vec![unit[0]], noise_sd: 0.05 };
    let problem = Problem {
        inputs: 2,
        aims: vec![aim(0.4, 0.03)],
        effort: effort(1, 400),
        seed: 9,
        has_ensemble_noise: false,
    };
    let found = run(&problem, &toy, 2, &mut InMemory::default());
    let findings = found.findings.unwrap();
    assert_eq!(findings.identified[0].verdict(), "informed");
    assert!(findings.identified[1].verdict().starts_with("not informed"), "{findings:?}");
    let share = |input| findings.effects.iter().find(|e| e.input == input).unwrap().share;
    // Ninety-six points know a variance to about a tenth.
    assert!(share(0) > 0.75 && share(1) < 0.05, "{:?}", findings.effects);
    // What was observed comes back from the posterior.
    let predicted = findings.predicted[0];
    assert!((predicted.mean - 0.4).abs() < 0.02, "{predicted:?}");
}
