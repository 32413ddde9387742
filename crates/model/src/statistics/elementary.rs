//! Screening by elementary effects: what one step of one input does, at several places of all the others (Morris 1991;
//! mean of the sizes, Campolongo, Cariboni and Saltelli 2007).

use rand::distr::Open01;
use rand::{Rng, RngExt};

use super::moments::{mean, sample_sd};
use super::quantile::{Interval, quantile, sorted};

/// One walk through the unit cube: each input is moved once, in a random order.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// One point more than there are inputs; each differs from the one before in one input.
    pub points: Vec<Vec<f64>>,
    /// Which input moves before each point but the first, and by how much.
    pub moves: Vec<(usize, f64)>,
}

/// A trajectory on a grid of `levels` levels, an even number p: every input moves by p / (2(p - 1)), up or down.
pub fn trajectory(inputs: usize, levels: u32, generator: impl Rng) -> Trajectory {
    let levels = 2 * levels.max(2).div_ceil(2);
    let (half, most) = (f64::from(levels / 2), f64::from(levels - 1));
    let step = half / most;
    let u: Vec<f64> = generator.sample_iter(Open01).take(3 * inputs).collect();
    let mut order: Vec<usize> = (0..inputs).collect();
    order.sort_by(|a, b| u[*a].total_cmp(&u[*b]));
    let mut point: Vec<f64> = Vec::with_capacity(inputs);
    let mut up = Vec::with_capacity(inputs);
    for input in 0..inputs {
        let low = libm::floor(u[inputs + input] * half) / most;
        up.push(u[2 * inputs + input] < 0.5);
        point.push(if up[input] { low } else { low + step });
    }
    let mut walk = Trajectory { points: vec![point.clone()], moves: Vec::with_capacity(inputs) };
    for input in order {
        let by = if up[input] { step } else { -step };
        point[input] = (point[input] + by).clamp(0.0, 1.0);
        walk.points.push(point.clone());
        walk.moves.push((input, by));
    }
    walk
}

impl Trajectory {
    /// The elementary effect of each input, from the outcomes at the points; `NaN` where an outcome is not defined.
    pub fn effects(&self, outcomes: &[f64]) -> Vec<f64> {
        let mut effects = vec![f64::NAN; self.moves.len()];
        for (pair, (input, by)) in outcomes.windows(2).zip(&self.moves) {
            effects[*input] = (pair[1] - pair[0]) / by;
        }
        effects
    }
}

/// What the trajectories say of one input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Elementary {
    /// Mean effect (mu).
    pub mean: f64,
    /// Its 95% interval, over trajectories drawn again.
    pub mean_interval: Interval,
    /// Mean size (mu*).
    pub size: f64,
    /// Its 95% interval, over trajectories drawn again.
    pub interval: Interval,
    /// Spread over the places of the others (sigma): bends and what inputs do together.
    pub spread: f64,
    /// Of the trajectories drawn again, the share in which it stands among the first `first` by size.
    pub among_the_first: f64,
}

/// Sums up trajectories, given as the effects of every input, `NaN` where a trajectory did not move it. Whole trajectories are drawn again, `pick(n)` giving a number
/// below n, so that the order of the inputs is one and the same in each.
pub fn elementary(
    effects: &[Vec<f64>],
    first: usize,
    resamples: usize,
    mut pick: impl FnMut(usize) -> usize,
) -> Vec<Elementary> {
    let inputs = effects.first().map_or(0, Vec::len);
    let column = |input: usize, rows: &[usize]| -> Vec<f64> {
        rows.iter().map(|row| effects[*row][input]).filter(|effect| effect.is_finite()).collect()
    };
    let sizes = |rows: &[usize]| -> Vec<f64> {
        let size = |input| mean(&column(input, rows).iter().map(|effect| effect.abs()).collect::<Vec<_>>());
        (0..inputs).map(size).collect()
    };
    let all: Vec<usize> = (0..effects.len()).collect();
    let (mut again, mut among) = (vec![Vec::with_capacity(resamples); inputs], vec![0_usize; inputs]);
    let mut means = again.clone();
    for _ in 0..resamples {
        let rows: Vec<usize> = all.iter().map(|_| pick(effects.len())).collect();
        let sizes = sizes(&rows);
        let mut order: Vec<usize> = (0..inputs).collect();
        let size = |input: usize| if sizes[input].is_nan() { f64::NEG_INFINITY } else { sizes[input] };
        order.sort_by(|a, b| size(*b).total_cmp(&size(*a)));
        order.iter().take(first).for_each(|input| among[*input] += 1);
        again.iter_mut().zip(&sizes).for_each(|(again, size)| again.push(*size));
        means.iter_mut().enumerate().for_each(|(input, means)| means.push(mean(&column(input, &rows))));
    }
    let interval = |values: &[f64]| {
        let rising = sorted(values);
        Interval { low: quantile(&rising, 0.025), high: quantile(&rising, 0.975) }
    };
    let size = sizes(&all);
    (0..inputs)
        .map(|input| {
            let own = column(input, &all);
            Elementary {
                mean: mean(&own),
                size: size[input],
                mean_interval: interval(&means[input]),
                interval: interval(&again[input]),
                spread: sample_sd(&own),
                among_the_first: among[input] as f64 / resamples.max(1) as f64,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

    fn screened(inputs: usize, levels: u32, of: impl Fn(&[f64]) -> f64) -> Vec<Elementary> {
        let mut pick = ChaCha8Rng::seed_from_u64(1);
        let walks = (0..60).map(|k| trajectory(inputs, levels, ChaCha8Rng::seed_from_u64(100 + k)));
        let effects: Vec<Vec<f64>> =
            walks.map(|walk| walk.effects(&walk.points.iter().map(|p| of(p)).collect::<Vec<_>>())).collect();
        elementary(&effects, 3, 200, |n| (pick.sample::<f64, _>(Open01) * n as f64) as usize)
    }

    #[test]
    fn a_trajectory_moves_each_input_once_and_stays_on_its_grid() {
        for levels in [4, 6, 8] {
            let walk = trajectory(7, levels, ChaCha8Rng::seed_from_u64(3));
            let mut moved: Vec<usize> = walk.moves.iter().map(|(input, _)| *input).collect();
            moved.sort_unstable();
            assert_eq!(moved, (0..7).collect::<Vec<_>>());
            for (pair, (input, by)) in walk.points.windows(2).zip(&walk.moves) {
                assert!((pair[1][*input] - pair[0][*input] - by).abs() < 1e-12);
                let apart = pair[0].iter().zip(&pair[1]).filter(|(a, b)| a != b).count();
                assert_eq!(apart, 1);
            }
            for value in walk.points.iter().flatten() {
                let level = value * f64::from(levels - 1);
                assert!((level - level.round()).abs() < 1e-9 && (0.0..=1.0).contains(value));
            }
        }
    }

    /// A linear function has its coefficients as effects, without spread.
    #[test]
    fn of_a_linear_function_the_effects_are_its_coefficients() {
        let found = screened(3, 4, |x| 5.0 * x[0] - 2.0 * x[1] + 1000.0);
        for (one, (mean, size)) in found.iter().zip([(5.0, 5.0), (-2.0, 2.0), (0.0, 0.0)]) {
            assert!((one.mean - mean).abs() < 1e-9 && (one.size - size).abs() < 1e-9 && one.spread < 1e-9);
        }
    }

    /// Morris (1991): of twenty inputs the first ten matter, of these 1 to 7 with bends or others, 8 to 10 almost straight.
    #[test]
    fn the_function_of_morris_is_screened_as_he_did() {
        let w = |x: f64, i: usize| {
            if [2, 4, 6].contains(&i) { 2.0 * (1.1 * x / (x + 0.1) - 0.5) } else { 2.0 * (x - 0.5) }
        };
        let sign = |i: i32| f64::from(1 - 2 * (i % 2));
        let of = |x: &[f64]| {
            let w: Vec<f64> = x.iter().enumerate().map(|(i, x)| w(*x, i)).collect();
            let mut y = 0.0;
            for i in 0..20 {
                y += if i < 10 { 20.0 } else { sign(i as i32 + 1) } * w[i];
                for j in i + 1..20 {
                    y += if j < 6 { -15.0 } else { sign((i + j) as i32) } * w[i] * w[j];
                    for l in (j + 1..20).filter(|l| *l < 5) {
                        y += -10.0 * w[i] * w[j] * w[l];
                        y += (l + 1..20)
                            .filter(|s| *s < 4)
                            .map(|s| 5.0 * w[i] * w[j] * w[l] * w[s])
                            .sum::<f64>();
                    }
                }
            }
            y
        };
        for levels in [4, 6] {
            let found = screened(20, levels, of);
            let least = found[..10].iter().map(|one| one.size).fold(f64::INFINITY, f64::min);
            let most = found[10..].iter().map(|one| one.size).fold(0.0, f64::max);
            assert!(least > 2.0 * most, "{levels} levels: {least} and {most}");
            let straight = found[7..10].iter().map(|one| one.spread / one.size).fold(0.0, f64::max);
            assert!(straight < 0.25 && found[..6].iter().all(|one| one.spread / one.size > 0.3));
            assert!(
                found[..10].iter().all(|one| one.interval.low <= one.size && one.size <= one.interval.high)
            );
        }
    }

    /// Ishigami's second input falls in step with the sine where levels are many; its rank among three is not told by one
    /// number of levels alone.
    #[test]
    fn the_size_of_a_wave_depends_on_the_levels_and_an_input_that_does_nothing_stays_nothing() {
        let pi = core::f64::consts::PI;
        let of = |x: &[f64]| {
            let x: Vec<f64> = x.iter().map(|x| pi * (2.0 * x - 1.0)).collect();
            let (a, b) = (libm::sin(x[0]), libm::sin(x[1]));
            a + 7.0 * b * b + 0.1 * x[2] * x[2] * x[2] * x[2] * a
        };
        let size = |levels| screened(4, levels, of)[1].size;
        for (levels, expected) in [(4, 7.875), (6, 2.5), (8, 3.4), (64, 0.4)] {
            let found = size(levels);
            assert!((found - expected).abs() < 0.25 * expected.max(1.0), "{levels} levels: {found}");
        }
        assert_eq!(screened(4, 4, of)[3].size, 0.0);
    }
}
