//! Patterns that a model should show without being told: which areas are high, how far they stand apart,
//! that small ones vary more, that extremes come back, and where the nation went.

use super::backcast::{BackCast, Forecast};
use super::targets::{Kind, TARGETS};
use crate::statistics::{Ranked, finite, mean, rank_correlation, sample_sd};

/// A pattern and whether it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Kind: order, spread, size, return, direction.
    pub kind: &'static str,
    /// What, in words.
    pub title: String,
    /// In what was published.
    pub observed: f64,
    /// In the simulation.
    pub simulated: f64,
    /// Lowest and highest value of the simulated one that pass.
    pub allowed: (f64, f64),
    /// Whether it passes.
    pub passes: bool,
}

fn pattern(kind: &'static str, title: String, observed: f64, simulated: f64, allowed: (f64, f64)) -> Pattern {
    Pattern {
        kind,
        title,
        observed,
        simulated,
        allowed,
        passes: simulated >= allowed.0 && simulated <= allowed.1,
    }
}

/// Values of one replication.
fn member(forecasts: &[&Forecast], replication: usize) -> Vec<f64> {
    forecasts.iter().map(|one| one.members[replication]).collect()
}

/// Mean over replications of something of all areas.
fn simulated(forecasts: &[&Forecast], replications: usize, of: impl Fn(&[f64]) -> f64) -> f64 {
    let values: Vec<f64> = (0..replications).map(|k| of(&member(forecasts, k))).collect();
    mean(&values)
}

/// How much of an area's distance from the mean is left: least-squares slope through the means.
fn left(start: &[f64], later: &[f64]) -> f64 {
    let known: Vec<(f64, f64)> = start
        .iter()
        .zip(later)
        .filter(|(a, b)| a.is_finite() && b.is_finite())
        .map(|(a, b)| (*a, *b))
        .collect();
    let (a, b): (Vec<f64>, Vec<f64>) = known.iter().copied().unzip();
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let top: f64 = known.iter().map(|(a, b)| (a - mean_a) * (b - mean_b)).sum();
    let bottom: f64 = a.iter().map(|a| (a - mean_a) * (a - mean_a)).sum();
    top / bottom
}

/// Standard deviation of the areas whose base lies on one side of the median over that of the other side.
fn small_over_large(forecasts: &[&Forecast], values: &[f64]) -> f64 {
    let mut bases: Vec<f64> = forecasts.iter().filter_map(|one| one.base).collect();
    bases.sort_by(f64::total_cmp);
    let middle = bases.get(bases.len() / 2).copied().unwrap_or(0.0);
    let side = |small: bool| {
        let kept = forecasts.iter().zip(values);
        let kept = kept.filter(|(one, value)| {
            value.is_finite() && one.base.is_some_and(|base| (base < middle) == small)
        });
        sample_sd(&kept.map(|(_, value)| *value).collect::<Vec<_>>())
    };
    side(true) / side(false)
}

/// Patterns of the last year of each target.
pub fn patterns(found: &BackCast) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for (at, target) in TARGETS.iter().enumerate() {
        let of_target = found.forecasts.iter().filter(|one| one.target == at);
        let Some(last) = of_target.clone().map(|one| one.year).max() else {
            continue;
        };
        let areas: Vec<&Forecast> = of_target.filter(|one| one.year == last).collect();
        let observed: Vec<f64> = areas.iter().map(|one| one.observed).collect();
        let medians: Vec<f64> = areas.iter().map(|one| one.median).collect();
        let title = target.title;
        if target.has_start && target.kind != Kind::Stock {
            let correlation = rank_correlation(&Ranked::of(medians), &Ranked::of(observed.clone()));
            // Twice the standard error of no correlation at all.
            let chance = 2.0 / (areas.len() as f64).sqrt();
            let words = format!("{title}, {last}: areas predicted high are high (rank correlation)");
            patterns.push(pattern("order", words, correlation, correlation, (chance, 1.0)));
        }
        let spread = sample_sd(&observed);
        let words = format!("{title}, {last}: how far areas stand apart (standard deviation)");
        // A handful of children may have no such share in one history.
        let apart = simulated(&areas, found.replications, |values| sample_sd(&finite(values)));
        patterns.push(pattern("spread", words, spread, apart, (spread / 1.5, spread * 1.5)));
        if matches!(target.kind, Kind::Share(..)) && target.has_start {
            let seen = small_over_large(&areas, &observed);
            let made = simulated(&areas, found.replications, |values| small_over_large(&areas, values));
            let words = format!(
                "{title}, {last}: areas of few children stand further apart (ratio of standard deviations)"
            );
            let allowed = if seen > 1.0 { (1.0, f64::INFINITY) } else { (0.0, 1.0) };
            patterns.push(pattern("size", words, seen, made, allowed));
        }
        if target.has_start && target.kind != Kind::Stock {
            let start: Vec<f64> = areas.iter().map(|one| one.start.unwrap_or(f64::NAN)).collect();
            let seen = left(&start, &observed);
            let made = simulated(&areas, found.replications, |values| left(&start, values));
            let words = format!(
                "{title}, {last}: what is left of an area's distance from the mean of {}",
                found.start
            );
            patterns.push(pattern("return", words, seen, made, (seen - 0.2, seen + 0.2)));
        }
        let nation = found.nation.iter().find(|nation| (nation.target, nation.year) == (at, last));
        if let Some((nation, start)) = nation.and_then(|nation| Some((nation, nation.start?))) {
            let (seen, made) = (nation.observed - start, nation.median - start);
            let words = format!("{title}: where England went from {} to {last}", found.start);
            let allowed = if seen > 0.0 { (0.0, f64::INFINITY) } else { (f64::NEG_INFINITY, 0.0) };
            patterns.push(pattern("direction", words, seen, made, allowed));
        }
    }
    patterns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_distance_is_a_slope() {
        assert!((left(&[1.0, 2.0, 3.0], &[5.0, 5.5, 6.0]) - 0.5).abs() < 1e-12);
    }
}
