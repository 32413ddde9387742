//! The rows of a calibration's tables.

use crate::results::table::{columns, tables};

columns! {
    /// target, by its name in the file
    target: String,
    /// free parameter, by its name in the evidence
    parameter: String,
    /// wave of the history matching, from 1
    wave: usize,
    /// population of the sequential Monte Carlo, from 1
    population: usize,
}

tables! {
    /// One target beside what the posterior gives.
    "targets.csv": TargetRow {
        target,
        /// what is counted in a replication to compare with the figure
        summary: String,
        /// the same in words
        title: String,
        /// unit of the figure and of what is simulated
        unit: String,
        /// fit, or hold-out: not fitted, only compared
        purpose: String,
        /// the published figure
        observed: f64 = "the target's",
        /// standard deviation of the figure
        sd: f64 = "the target's",
        /// standard deviation of what the model leaves out
        discrepancy: f64 = "the target's",
        /// mean over the posterior, with luck that no fit has seen
        simulated: Option<f64> = "the target's",
        /// standard deviation over the posterior's rows
        simulated_sd: Option<f64> = "the target's",
        /// 5% point over the posterior's rows
        q05: Option<f64> = "the target's",
        /// median over the posterior's rows
        q50: Option<f64> = "the target's",
        /// 95% point over the posterior's rows
        q95: Option<f64> = "the target's",
        /// part of the variance over the rows that is noise of their means
        noise_share: Option<f64> = "share",
        /// simulated less observed, over the root of sd² + discrepancy²
        tolerances_off: Option<f64> = "tolerances",
        /// held-out targets alone: simulated less observed, over that of figure and posterior together
        score: Option<f64> = "standard deviations",
        /// where the model cannot reach the figure: what it gave at the nearest point
        nearest: Option<f64> = "the target's",
        /// source of the figure
        source: String,
        /// why this discrepancy
        why: String,
    }
    /// One free parameter, prior and posterior.
    "parameters.csv": ParameterLine {
        parameter,
        /// the same in words
        label: String,
        /// low end of the prior
        low: f64 = "the parameter's",
        /// high end of the prior
        high: f64 = "the parameter's",
        /// most likely value of the prior; empty where it is even
        centre: Option<f64> = "the parameter's",
        /// why it is free, or why it has this range
        why: String,
        /// 5% point of the prior
        prior_q05: f64 = "the parameter's",
        /// median of the prior
        prior_q50: f64 = "the parameter's",
        /// 95% point of the prior
        prior_q95: f64 = "the parameter's",
        /// 5% point of the posterior
        q05: Option<f64> = "the parameter's",
        /// 25% point of the posterior
        q25: Option<f64> = "the parameter's",
        /// median of the posterior
        q50: Option<f64> = "the parameter's",
        /// 75% point of the posterior
        q75: Option<f64> = "the parameter's",
        /// 95% point of the posterior
        q95: Option<f64> = "the parameter's",
        /// standard deviation of the posterior over that of the prior, on the scale of the prior's
        /// distribution
        shrinkage: Option<f64> = "ratio",
        /// largest distance between the distributions of posterior and prior
        distance: Option<f64> = "probability",
        /// distance that chance alone exceeds one time in 20
        by_chance: Option<f64> = "probability",
        /// what the data say of the parameter, in words
        verdict: String,
        /// the parameter with which it goes together most
        partner: String,
        /// correlation with it over the posterior
        correlation: Option<f64>,
    }
    /// One emulator of one wave.
    "waves.csv": WaveRow {
        wave,
        /// points simulated in the wave
        points: usize,
        target,
        /// share of the variance of points left out that the emulator predicts
        q2: Option<f64>,
        /// points left out that lie within two of the emulator's standard deviations
        inside_two: Option<f64> = "share",
        /// whether the emulator is good enough to rule points out
        rules_out: bool,
        /// part of the prior that is not implausible after the wave
        share_left: Option<f64> = "share",
        /// points of the prior that were judged
        candidates: u32,
    }
    /// One simulated point of a wave.
    "points.csv": PointRow {
        wave,
        /// point of the wave, from 1
        point: usize,
        /// parameter: its value at the point; simulated: the mean of a target there
        kind: String,
        /// the parameter or target
        name: String,
        /// value
        value: Option<f64> = "the parameter's or target's",
    }
    /// One population.
    "populations.csv": PopulationRow {
        population,
        /// particles that it holds
        particles: usize,
        /// distance from the targets that all particles are at or under
        threshold: Option<f64> = "tolerances",
        /// points simulated for it
        simulations: u32,
        /// of these, taken
        acceptance: f64 = "share",
        /// (Σw)² ÷ Σw² over the weights w
        effective_size: f64 = "particles",
    }
    /// One value of one particle.
    "particles.csv": ParticleRow {
        population,
        /// particle, from 1
        particle: usize,
        /// its weight; weights of a population sum to 1
        weight: f64,
        /// root of the sum of squares of the fitted targets' distances, each in tolerances
        distance: f64 = "tolerances",
        parameter,
        /// value of the parameter
        value: f64 = "the parameter's",
    }
    /// One main effect.
    "effects.csv": EffectRow {
        target, parameter,
        /// of the target's variance over the prior, what goes with this parameter alone
        share: f64 = "share",
        /// target at the high end of the parameter's range less that at the low end
        rise: f64 = "the target's",
    }
}
