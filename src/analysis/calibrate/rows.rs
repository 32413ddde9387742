//! The rows of a calibration's tables.

use serde::{Deserialize, Serialize};

use crate::results::rows::{Cell, Column, Declared, DictionaryRow, described, row_structs};

row_structs! {
    /// One target beside what the posterior gives.
    TargetRow {
        target: String, summary: String, title: String, unit: String, purpose: String, observed: f64, sd: f64,
        discrepancy: f64, simulated: Option<f64>, simulated_sd: Option<f64>, q05: Option<f64>,
        q50: Option<f64>, q95: Option<f64>, noise_share: Option<f64>, tolerances_off: Option<f64>,
        score: Option<f64>, nearest: Option<f64>, source: String, why: String,
    }
    /// One free parameter, prior and posterior.
    ParameterLine {
        parameter: String, label: String, low: f64, high: f64, centre: Option<f64>, why: String,
        prior_q05: f64, prior_q50: f64, prior_q95: f64, q05: Option<f64>, q25: Option<f64>, q50: Option<f64>,
        q75: Option<f64>, q95: Option<f64>, shrinkage: Option<f64>, distance: Option<f64>,
        by_chance: Option<f64>, verdict: String, partner: String, correlation: Option<f64>,
    }
    /// One emulator of one wave.
    WaveRow {
        wave: usize, points: usize, target: String, q2: Option<f64>, inside_two: Option<f64>, rules_out: bool,
        share_left: Option<f64>, candidates: u32,
    }
    /// One simulated point of a wave.
    PointRow { wave: usize, point: usize, kind: String, name: String, value: Option<f64>, }
    /// One population.
    PopulationRow {
        population: usize, particles: usize, threshold: Option<f64>, simulations: u32, acceptance: f64,
        effective_size: f64,
    }
    /// One value of one particle.
    ParticleRow {
        population: usize, particle: usize, weight: f64, distance: f64, parameter: String, value: f64,
    }
    /// One main effect.
    EffectRow { target: String, parameter: String, share: f64, rise: f64, }
}

const TABLES: &[Declared] = &[
    ("effects.csv", EffectRow::COLUMNS),
    ("parameters.csv", ParameterLine::COLUMNS),
    ("particles.csv", ParticleRow::COLUMNS),
    ("points.csv", PointRow::COLUMNS),
    ("populations.csv", PopulationRow::COLUMNS),
    ("targets.csv", TargetRow::COLUMNS),
    ("waves.csv", WaveRow::COLUMNS),
];

const MEANINGS: &[(&str, &str, &str)] = &[
    ("target", "", "target, by its name in the file"),
    ("summary", "", "what is counted in a replication to compare with the figure"),
    ("title", "", "the same in words"),
    ("unit", "", "unit of the figure and of what is simulated"),
    ("purpose", "", "fit, or hold-out: not fitted, only compared"),
    ("observed", "the target's", "the published figure"),
    ("sd", "the target's", "standard deviation of the figure"),
    ("discrepancy", "the target's", "standard deviation of what the model leaves out"),
    ("simulated", "the target's", "mean over the posterior, with luck that no fit has seen"),
    ("simulated_sd", "the target's", "standard deviation over the posterior's rows"),
    ("targets.csv.q05", "the target's", "5% point over the posterior's rows"),
    ("targets.csv.q50", "the target's", "median over the posterior's rows"),
    ("targets.csv.q95", "the target's", "95% point over the posterior's rows"),
    ("noise_share", "share", "part of the variance over the rows that is noise of their means"),
    ("tolerances_off", "tolerances", "simulated less observed, over the root of sd² + discrepancy²"),
    (
        "score",
        "standard deviations",
        "held-out targets alone: simulated less observed, over that of figure and posterior together",
    ),
    ("nearest", "the target's", "where the model cannot reach the figure: what it gave at the nearest point"),
    ("source", "", "source of the figure"),
    ("targets.csv.why", "", "why this discrepancy"),
    ("parameter", "", "free parameter, by its name in the evidence"),
    ("label", "", "the same in words"),
    ("low", "the parameter's", "low end of the prior"),
    ("high", "the parameter's", "high end of the prior"),
    ("centre", "the parameter's", "most likely value of the prior; empty where it is even"),
    ("parameters.csv.why", "", "why it is free, or why it has this range"),
    ("prior_q05", "the parameter's", "5% point of the prior"),
    ("prior_q50", "the parameter's", "median of the prior"),
    ("prior_q95", "the parameter's", "95% point of the prior"),
    ("q05", "the parameter's", "5% point of the posterior"),
    ("q25", "the parameter's", "25% point of the posterior"),
    ("q50", "the parameter's", "median of the posterior"),
    ("q75", "the parameter's", "75% point of the posterior"),
    ("q95", "the parameter's", "95% point of the posterior"),
    (
        "shrinkage",
        "ratio",
        "standard deviation of the posterior over that of the prior, on the scale of the prior's distribution",
    ),
    (
        "parameters.csv.distance",
        "probability",
        "largest distance between the distributions of posterior and prior",
    ),
    ("by_chance", "probability", "distance that chance alone exceeds one time in 20"),
    ("verdict", "", "what the data say of the parameter, in words"),
    ("partner", "", "the parameter with which it goes together most"),
    ("correlation", "", "correlation with it over the posterior"),
    ("wave", "", "wave of the history matching, from 1"),
    ("points", "", "points simulated in the wave"),
    ("q2", "", "share of the variance of points left out that the emulator predicts"),
    ("inside_two", "share", "points left out that lie within two of the emulator's standard deviations"),
    ("rules_out", "", "whether the emulator is good enough to rule points out"),
    ("share_left", "share", "part of the prior that is not implausible after the wave"),
    ("candidates", "", "points of the prior that were judged"),
    ("point", "", "point of the wave, from 1"),
    ("kind", "", "parameter: its value at the point; simulated: the mean of a target there"),
    ("name", "", "the parameter or target"),
    ("points.csv.value", "the parameter's or target's", "value"),
    ("population", "", "population of the sequential Monte Carlo, from 1"),
    ("particles", "", "particles that it holds"),
    ("threshold", "tolerances", "distance from the targets that all particles are at or under"),
    ("simulations", "", "points simulated for it"),
    ("acceptance", "share", "of these, taken"),
    ("effective_size", "particles", "(Σw)² ÷ Σw² over the weights w"),
    ("particle", "", "particle, from 1"),
    ("weight", "", "its weight; weights of a population sum to 1"),
    (
        "particles.csv.distance",
        "tolerances",
        "root of the sum of squares of the fitted targets' distances, each in tolerances",
    ),
    ("value", "the parameter's", "value of the parameter"),
    ("share", "share", "of the target's variance over the prior, what goes with this parameter alone"),
    ("rise", "the target's", "target at the high end of the parameter's range less that at the low end"),
];

/// The dictionary of the tables.
pub(super) fn dictionary() -> Vec<DictionaryRow> {
    described(TABLES, MEANINGS)
}

/// Columns of a table of a calibration.
#[cfg(feature = "parquet")]
pub(crate) fn columns_of(table: &str) -> Option<&'static [Column]> {
    let known = TABLES.iter().find(|(name, _)| *name == table);
    known.map(|(_, columns)| *columns)
}

#[cfg(test)]
mod tests {
    use super::dictionary;

    #[test]
    fn every_column_of_every_table_is_explained() {
        for row in dictionary() {
            assert!(!row.meaning.is_empty(), "{}.{}", row.table, row.column);
        }
    }
}
