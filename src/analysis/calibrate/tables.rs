//! A calibration as tidy rows.

use std::path::Path;

use super::Words;
use super::rows::{EffectRow, ParameterLine, ParticleRow, PointRow, PopulationRow, TargetRow, WaveRow};
use crate::analysis::calibrate::Calibration;
use crate::results::manifest::FileEntry;
use crate::results::table::{Tables, cell};
use crate::results::{OutputError, OutputOptions};

pub(super) fn write_all(
    directory: &Path,
    words: &Words<'_>,
    found: &Calibration,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    Tables::of(directory)
        .with(|| effects(words, found))
        .with(|| parameters(words, found))
        .with(|| particles(words, found))
        .with(|| points(words, found))
        .with(|| populations(found))
        .with(|| targets(words, found))
        .with(|| waves(words, found))
        .write(options)
}

fn targets(words: &Words<'_>, found: &Calibration) -> Vec<TargetRow> {
    let predicted = found.findings.as_ref().map(|findings| &findings.predicted);
    let row = |(output, target): (usize, &super::TargetMeta)| {
        let predicted = predicted.map(|all| all[output]);
        let tolerance = (target.sd * target.sd + target.discrepancy * target.discrepancy).sqrt();
        let off = predicted.map(|p| (p.mean - target.observed) / tolerance);
        let nearest = found.conflicts.iter().find(|conflict| conflict.output == output);
        TargetRow {
            target: target.id.clone(),
            summary: target.summary.clone(),
            title: target.title.clone(),
            unit: target.unit.clone(),
            purpose: if target.is_fitted { "fit" } else { "hold-out" }.to_owned(),
            observed: target.observed,
            sd: target.sd,
            discrepancy: target.discrepancy,
            simulated: predicted.and_then(|p| cell(p.mean)),
            simulated_sd: predicted.and_then(|p| cell(p.sd)),
            q05: predicted.and_then(|p| cell(p.quantiles[0])),
            q50: predicted.and_then(|p| cell(p.quantiles[1])),
            q95: predicted.and_then(|p| cell(p.quantiles[2])),
            noise_share: predicted.and_then(|p| cell(p.noise)),
            tolerances_off: off.and_then(cell),
            // What was fitted is not scored: it has seen its figure. A held-out one is, in standard
            // deviations of prediction and figure together.
            score: match predicted {
                Some(p) if !target.is_fitted => {
                    cell((p.mean - target.observed) / (tolerance * tolerance + p.sd * p.sd).sqrt())
                }
                _ => None,
            },
            nearest: nearest.and_then(|conflict| cell(conflict.simulated)),
            source: target.source.clone(),
            why: target.why.clone(),
        }
    };
    words.targets.iter().enumerate().map(row).collect()
}

fn parameters(words: &Words<'_>, found: &Calibration) -> Vec<ParameterLine> {
    let identified = found.findings.as_ref().map(|findings| &findings.identified);
    let row = |(input, free): (usize, &super::FreeMeta)| {
        let value = |u: f64| (words.value)(input, u);
        let own = identified.map(|all| &all[input]);
        let quantile = |k: usize| own.and_then(|own| cell(value(own.quantiles[k])));
        let partner = own.and_then(|own| own.partner);
        ParameterLine {
            parameter: free.id.clone(),
            label: free.label.clone(),
            low: free.low,
            high: free.high,
            centre: free.centre,
            why: free.why.clone(),
            prior_q05: value(0.05),
            prior_q50: value(0.5),
            prior_q95: value(0.95),
            q05: quantile(0),
            q25: quantile(1),
            q50: quantile(2),
            q75: quantile(3),
            q95: quantile(4),
            shrinkage: own.and_then(|own| cell(own.shrinkage)),
            distance: own.and_then(|own| cell(own.distance)),
            by_chance: own.and_then(|own| cell(own.by_chance)),
            verdict: own.map_or_else(String::new, |own| own.verdict().to_owned()),
            partner: partner.map_or_else(String::new, |(other, _)| words.free[other].id.clone()),
            correlation: partner.and_then(|(_, correlation)| cell(correlation)),
        }
    };
    words.free.iter().enumerate().map(row).collect()
}

fn waves(words: &Words<'_>, found: &Calibration) -> Vec<WaveRow> {
    let mut rows = Vec::new();
    for (number, wave) in found.waves.iter().enumerate() {
        for check in &wave.checks {
            rows.push(WaveRow {
                wave: number + 1,
                points: wave.points.len(),
                target: words.targets[check.output].id.clone(),
                q2: cell(check.q2),
                inside_two: cell(check.inside_two),
                rules_out: check.is_used,
                share_left: cell(wave.share_left),
                candidates: wave.candidates,
            });
        }
    }
    rows
}

fn points(words: &Words<'_>, found: &Calibration) -> Vec<PointRow> {
    let mut rows = Vec::new();
    for (number, wave) in found.waves.iter().enumerate() {
        for (at, (point, simulated)) in wave.points.iter().zip(&wave.simulated).enumerate() {
            let row = |kind: &str, name: &str, value: f64| PointRow {
                wave: number + 1,
                point: at + 1,
                kind: kind.to_owned(),
                name: name.to_owned(),
                value: cell(value),
            };
            for (input, u) in point.iter().enumerate() {
                rows.push(row("parameter", &words.free[input].id, (words.value)(input, *u)));
            }
            for (output, target) in words.targets.iter().enumerate() {
                let mean = simulated.as_ref().map_or(f64::NAN, |s| s.means[output]);
                rows.push(row("simulated", &target.id, mean));
            }
        }
    }
    rows
}

fn populations(found: &Calibration) -> Vec<PopulationRow> {
    let row = |(number, one): (usize, &crate::analysis::calibrate::Population)| PopulationRow {
        population: number + 1,
        particles: one.points.len(),
        threshold: cell(one.threshold),
        simulations: one.simulations,
        acceptance: one.acceptance,
        effective_size: one.effective_size,
    };
    found.populations.iter().enumerate().map(row).collect()
}

fn particles(words: &Words<'_>, found: &Calibration) -> Vec<ParticleRow> {
    let mut rows = Vec::new();
    for (number, one) in found.populations.iter().enumerate() {
        for (particle, point) in one.points.iter().enumerate() {
            for (input, u) in point.iter().enumerate() {
                rows.push(ParticleRow {
                    population: number + 1,
                    particle: particle + 1,
                    weight: one.weights[particle],
                    distance: one.distances[particle],
                    parameter: words.free[input].id.clone(),
                    value: (words.value)(input, *u),
                });
            }
        }
    }
    rows
}

fn effects(words: &Words<'_>, found: &Calibration) -> Vec<EffectRow> {
    let effects = found.findings.iter().flat_map(|findings| &findings.effects);
    effects
        .map(|effect| EffectRow {
            target: words.targets[effect.output].id.clone(),
            parameter: words.free[effect.input].id.clone(),
            share: effect.share,
            rise: effect.rise,
        })
        .collect()
}
