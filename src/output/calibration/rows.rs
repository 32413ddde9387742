//! The rows of a calibration's tables.

use serde::{Deserialize, Serialize};

use crate::output::rows::{Cell, Column, row_structs};

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

/// Columns of a table of a calibration.
#[cfg(feature = "parquet")]
pub(in crate::output) fn columns_of(table: &str) -> Option<&'static [Column]> {
    Some(match table {
        "targets.csv" => TargetRow::COLUMNS,
        "parameters.csv" => ParameterLine::COLUMNS,
        "waves.csv" => WaveRow::COLUMNS,
        "points.csv" => PointRow::COLUMNS,
        "populations.csv" => PopulationRow::COLUMNS,
        "particles.csv" => ParticleRow::COLUMNS,
        "effects.csv" => EffectRow::COLUMNS,
        _ => return None,
    })
}
