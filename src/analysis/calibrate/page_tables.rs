//! The tables of the report of a calibration.

use super::rows::{EffectRow, ParameterLine, PopulationRow, TargetRow, WaveRow};
use crate::chart::number;
use crate::report::Table;
use crate::results::manifest::Manifest;

/// What the page is made from.
pub(super) struct Read {
    pub(super) manifest: Manifest,
    pub(super) targets: Vec<TargetRow>,
    pub(super) parameters: Vec<ParameterLine>,
    pub(super) waves: Vec<WaveRow>,
    pub(super) populations: Vec<PopulationRow>,
    pub(super) effects: Vec<EffectRow>,
}

pub(super) fn n(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "not defined".to_owned(), |value| number(value, decimals))
}

/// Decimals that show a figure of this size to three places.
pub(super) fn decimals(value: f64) -> usize {
    match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        v if v >= 1.0 => 2,
        v if v >= 0.1 => 3,
        _ => 4,
    }
}

impl Read {
    pub(super) fn is_inadequate(&self) -> bool {
        self.targets.iter().all(|target| target.simulated.is_none())
    }

    pub(super) fn of(&self, purpose: &str) -> Vec<&TargetRow> {
        self.targets.iter().filter(|t| t.purpose == purpose).collect()
    }

    pub(super) fn source(&self) -> String {
        format!(
            "{}, swplab {}, seed {}, {} replications a point",
            self.manifest.scenario,
            self.manifest.swplab_version,
            self.manifest.seed,
            self.manifest.replications
        )
    }
}

pub(super) fn target_table(read: &Read, purpose: &str, caption: &str) -> Table {
    let rows = read.of(purpose).into_iter().map(|t| {
        let places = decimals(t.observed);
        let simulated = match t.simulated {
            Some(_) => format!("{} ({} to {})", n(t.simulated, places), n(t.q05, places), n(t.q95, places)),
            None => format!("nearest point {}", n(t.nearest, places)),
        };
        let mut discrepancy = number(t.discrepancy, places);
        if !t.why.is_empty() {
            discrepancy += &format!(": {}", t.why);
        }
        vec![
            format!("{} ({})", t.title, t.unit),
            number(t.observed, places),
            simulated,
            n(t.tolerances_off, 1),
            n(t.score, 1)
                .replace("not defined", if purpose == "fit" { "fitted: not scored" } else { "not defined" }),
            number(t.sd, places),
            discrepancy,
            t.source.clone(),
        ]
    });
    Table {
        caption: caption.to_owned(),
        header: [
            "Measure",
            "Published",
            "Simulated (5 to 95%)",
            "Tolerances off",
            "Score (standard deviations of prediction and figure)",
            "Standard deviation of the figure",
            "Discrepancy",
            "Source",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    }
}

pub(super) fn parameter_table(read: &Read) -> Table {
    let rows = read.parameters.iter().map(|p| {
        let places = decimals(p.high.abs().max(p.low.abs())) + 1;
        vec![
            p.parameter.clone(),
            p.label.clone(),
            format!(
                "{} ({} to {})",
                number(p.prior_q50, places),
                number(p.low, places),
                number(p.high, places)
            ),
            format!("{} ({} to {})", n(p.q50, places), n(p.q05, places), n(p.q95, places)),
            n(p.shrinkage, 2),
            p.verdict.clone(),
            format!("{} ({})", p.partner, n(p.correlation, 2)),
        ]
    });
    Table {
        caption: "Free parameters".to_owned(),
        header: [
            "Parameter",
            "Meaning",
            "Prior: median (lowest to highest)",
            "Posterior: median (5 to 95%)",
            "Posterior spread over prior spread",
            "Verdict",
            "Goes together most with (correlation)",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    }
}

pub(super) fn effect_table(read: &Read) -> Table {
    let mut targets: Vec<&str> = Vec::new();
    for effect in &read.effects {
        if !targets.contains(&effect.target.as_str()) {
            targets.push(&effect.target);
        }
    }
    let row = |target: &str| {
        let mut own: Vec<&EffectRow> = read.effects.iter().filter(|e| e.target == target).collect();
        own.sort_by(|a, b| b.share.total_cmp(&a.share));
        let named = own.iter().take(3).filter(|e| e.share >= 0.02).map(|e| {
            let sign = if e.rise > 0.0 { "raises" } else { "lowers" };
            format!("{} {sign}: {}%", e.parameter, number(100.0 * e.share, 0))
        });
        vec![target.to_owned(), named.collect::<Vec<_>>().join("; ")]
    };
    Table {
        caption: "The parameters that move each fitted target most".to_owned(),
        header: ["Target", "Share of its variance"].map(str::to_owned).to_vec(),
        rows: targets.into_iter().map(row).collect(),
    }
}

pub(super) fn wave_table(read: &Read) -> Table {
    let rows = read.waves.iter().map(|row| {
        vec![
            format!("{}, {}", row.wave, row.target),
            n(row.q2, 2),
            row.inside_two.map_or_else(|| "not defined".to_owned(), |s| format!("{}%", number(100.0 * s, 0))),
            if row.rules_out { "yes" } else { "no" }.to_owned(),
            row.share_left.map_or_else(|| "not defined".to_owned(), |s| format!("{}%", number(100.0 * s, 2))),
        ]
    });
    Table {
        caption: "Emulators by wave".to_owned(),
        header: [
            "Wave and target",
            "Leave-one-out Q²",
            "Standardised errors inside 2",
            "Rules out",
            "Share of the prior left after the wave",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: rows.collect(),
    }
}
