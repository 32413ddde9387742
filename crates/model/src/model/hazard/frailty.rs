//! Frailty: some children move far more than others, at the same age and time in placement.
//!
//! ```text
//! z   class means (20 classes of a gamma distribution, mean 1)
//! b   base of the frail reasons, s of the others, e leaving care or changing status
//!     (`placement.exit-while-placed`)
//! weight of a class at the start of a spell = 1 ÷ (1 - q(z)),   q(z) chance that a spell ends in a move
//! survivors thin out through the bands at     b z + s + e
//! population's hazard                       = b × m,   m mean z by time spent in a band
//! b                                        <- population's hazard ÷ m, 12 times
//! ```
//!
//! Published hazards are averages over survivors, frailty included. The individual baseline is
//! solved so that the population's hazard after frailty equals the published one; multiplying the
//! published hazard by a frailty would count it twice. The bases in the evidence are solved at shape
//! `placement.frailty-shape-of-fit`; for another shape the population's hazards are computed at the shape
//! of the fit, and solved again.

use super::bands::{PLACEMENT_BANDS, PLACEMENT_ENDS};

/// Number of equal-probability classes that stand for the gamma distribution.
pub const CLASSES: usize = 20;

/// Means of the equal-probability classes of a gamma distribution with mean 1 and shape `k`.
///
/// With z = s^p the density of s is proportional to s^(pk - 1) exp(-k s^p), smooth at 0 for
/// p = 1 + 1/k, so the trapezium rule on s needs no special function.
pub fn classes(shape: f64) -> [f64; CLASSES] {
    const STEPS: usize = 1_000;
    let power = 1.0 + 1.0 / shape;
    // Beyond this the tail holds less than a hundred-millionth.
    let top = libm::pow((shape + 6.0 * libm::sqrt(shape) + 18.0) / shape, 1.0 / power);
    let step = top / STEPS as f64;
    let mut density = [0.0; STEPS + 1];
    let mut value = [0.0; STEPS + 1];
    for i in 1..=STEPS {
        let s = i as f64 * step;
        let log_z = power * libm::log(s);
        let z = libm::exp(log_z);
        value[i] = z;
        // s^(pk - 1) = (s^p)^k / s.
        density[i] = libm::exp(shape * (log_z - z)) / s;
    }
    let mut mass = 0.0;
    for i in 0..STEPS {
        mass += (density[i] + density[i + 1]) / 2.0;
    }
    let share = mass / CLASSES as f64;
    let mut means = [0.0; CLASSES];
    let mut filled = 0.0;
    let mut class = 0;
    let mut in_class = 0.0;
    for i in 0..STEPS {
        let mut slab = (density[i] + density[i + 1]) / 2.0;
        let middle = (value[i] + value[i + 1]) / 2.0;
        while slab > 0.0 && class < CLASSES {
            let room = share * (class + 1) as f64 - filled;
            let take = if slab < room || class == CLASSES - 1 { slab } else { room };
            in_class += take * middle;
            filled += take;
            slab -= take;
            if filled >= share * (class + 1) as f64 * (1.0 - 1e-12) && class < CLASSES - 1 {
                means[class] = in_class / share;
                in_class = 0.0;
                class += 1;
            }
            if take <= 0.0 {
                break;
            }
        }
    }
    means[CLASSES - 1] = in_class / share;
    let mean: f64 = means.iter().sum::<f64>() / CLASSES as f64;
    for z in &mut means {
        *z /= mean;
    }
    means
}

/// The individual baseline of the frail reasons, by band of placement age.
///
/// `frail` are the population hazards of the reasons that frailty multiplies, `steady` those of the
/// reasons that it does not, `exit` a mean hazard of leaving care; all per month and band. Spells
/// begin in proportion to how often a child of each class moves: with frailty z a spell ends in a
/// move with probability q(z), so a period of care holds 1/(1 - q(z)) spells. The survivors of a
/// band have mean frailty m, and the baseline of the band is the published hazard ÷ m.
pub fn solve(
    z: &[f64; CLASSES],
    frail: &[f64; PLACEMENT_BANDS],
    steady: &[f64; PLACEMENT_BANDS],
    exit: &[f64; PLACEMENT_BANDS],
) -> [f64; PLACEMENT_BANDS] {
    let mut base = *frail;
    for _ in 0..12 {
        let mean = mean_of_survivors(z, &base, steady, exit);
        for band in 0..PLACEMENT_BANDS {
            base[band] = frail[band] / mean[band];
        }
    }
    base
}

/// The population's hazards of the frail reasons that individual baselines give: the other way round.
pub fn population(
    z: &[f64; CLASSES],
    base: &[f64; PLACEMENT_BANDS],
    steady: &[f64; PLACEMENT_BANDS],
    exit: &[f64; PLACEMENT_BANDS],
) -> [f64; PLACEMENT_BANDS] {
    let mean = mean_of_survivors(z, base, steady, exit);
    let mut hazards = *base;
    for band in 0..PLACEMENT_BANDS {
        hazards[band] *= mean[band];
    }
    hazards
}

/// Mean frailty of the spells still going, by band, weighted by their time in it.
fn mean_of_survivors(
    z: &[f64; CLASSES],
    base: &[f64; PLACEMENT_BANDS],
    steady: &[f64; PLACEMENT_BANDS],
    exit: &[f64; PLACEMENT_BANDS],
) -> [f64; PLACEMENT_BANDS] {
    let mut mean = [1.0; PLACEMENT_BANDS];
    let mut alive = spell_weights(z, base, steady, exit);
    let mut start = 0.0;
    for band in 0..PLACEMENT_BANDS {
        // The last band is open; its first five years hold nearly all of its time.
        let end = if PLACEMENT_ENDS[band].is_finite() { PLACEMENT_ENDS[band] } else { start + 60.0 };
        let length = end - start;
        let mut exposure = 0.0;
        let mut weighted = 0.0;
        for class in 0..CLASSES {
            let rate = base[band] * z[class] + steady[band] + exit[band];
            let survive = libm::exp(-rate * length);
            let time = alive[class] * (1.0 - survive) / rate;
            exposure += time;
            weighted += time * z[class];
            alive[class] *= survive;
        }
        mean[band] = weighted / exposure;
        start = end;
    }
    mean
}

fn spell_weights(
    z: &[f64; CLASSES],
    base: &[f64; PLACEMENT_BANDS],
    steady: &[f64; PLACEMENT_BANDS],
    exit: &[f64; PLACEMENT_BANDS],
) -> [f64; CLASSES] {
    let mut weights = [0.0; CLASSES];
    for class in 0..CLASSES {
        let mut alive = 1.0;
        let mut moved = 0.0;
        let mut start = 0.0;
        for band in 0..PLACEMENT_BANDS {
            let moves = base[band] * z[class] + steady[band];
            let rate = moves + exit[band];
            let end = PLACEMENT_ENDS[band];
            let survive = if end.is_finite() { libm::exp(-rate * (end - start)) } else { 0.0 };
            moved += alive * (1.0 - survive) * moves / rate;
            alive *= survive;
            start = end;
        }
        weights[class] = 1.0 / (1.0 - moved);
    }
    let total: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_the_mean_and_nearly_the_variance_of_the_gamma() {
        for shape in [0.7, 1.0, 2.0, 5.0] {
            let z = classes(shape);
            let mean = z.iter().sum::<f64>() / CLASSES as f64;
            let variance = z.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / CLASSES as f64;
            assert!((mean - 1.0).abs() < 1e-9);
            // Class means lose the variance inside classes, mostly the top one's: 3 to 9 per cent.
            assert!(variance < 1.0 / shape && variance > 0.88 / shape, "{shape}: {variance}");
            assert!(z.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn exponential_classes_match_their_closed_form() {
        // Mean of the first of 20 classes of a unit exponential: 1 - 19 ln(20/19) = 0.025426...
        let z = classes(1.0);
        assert!((z[0] - (1.0 - 19.0 * libm::log(20.0 / 19.0))).abs() < 2e-3);
    }

    #[test]
    fn solving_undoes_the_population_and_survivors_are_less_frail() {
        let z = classes(2.0);
        let base = [0.15, 0.07, 0.06, 0.05, 0.035, 0.026, 0.021, 0.016, 0.013, 0.011];
        let steady = [0.1, 0.05, 0.04, 0.03, 0.02, 0.013, 0.009, 0.008, 0.006, 0.005];
        let exit = [0.05; PLACEMENT_BANDS];
        let population = population(&z, &base, &steady, &exit);
        assert!(population[9] < base[9] && population[0] > population[9]);
        let again = solve(&z, &population, &steady, &exit);
        for band in 0..PLACEMENT_BANDS {
            assert!((again[band] - base[band]).abs() < 1e-5, "{band}: {} {}", again[band], base[band]);
        }
    }

    #[test]
    fn without_frailty_the_baseline_is_the_published_hazard() {
        let frail = [0.1, 0.05, 0.04, 0.03, 0.02, 0.02, 0.01, 0.01, 0.01, 0.01];
        let base = solve(&[1.0; CLASSES], &frail, &frail, &[0.02; PLACEMENT_BANDS]);
        for band in 0..PLACEMENT_BANDS {
            assert!((base[band] - frail[band]).abs() < 1e-12);
        }
    }
}
