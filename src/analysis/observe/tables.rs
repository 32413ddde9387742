//! Results of an evaluation as tidy rows.

use std::path::Path;

use super::rows::{
    EvaluationRow, FoundLine, MeasureRow, PlausibilityRow, PowerLine, QuantityRow, ReadingLine, SiteLine,
    WindowLine,
};
use crate::analysis::observe::{
    Asked, FoundSummary, MEASURES, ObserveResults, PowerResults, PowerRow, TESTS, WINDOWS, found,
    plausibility, readings, windows,
};
use crate::evidence::Evidence;
use crate::results::manifest::FileEntry;
use crate::results::table::{Tables, cell};
use crate::results::{OutputError, OutputOptions};
use crate::statistics::normal_quantile;

fn share(part: u32, whole: u32) -> Option<f64> {
    cell(f64::from(part) / f64::from(whole))
}

fn measure(at: usize) -> String {
    MEASURES[at].id.to_owned()
}

/// Writes the tables of `observe`.
pub(super) fn of_observation(
    directory: &Path,
    results: &ObserveResults,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    Tables::of(directory)
        .with(|| evaluations(results))
        .with(|| found_lines(results))
        .with(measures)
        .with(|| plausible(results))
        .with(quantities)
        .with(|| reading_lines(results))
        .with(|| sites(results))
        .with(|| window_lines(results))
        .write(options)
}

/// Writes the tables of `power`.
pub(super) fn of_power(
    directory: &Path,
    results: &PowerResults,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    Tables::of(directory).with(measures).with(|| power(results)).with(quantities).write(options)
}

fn evaluations(results: &ObserveResults) -> impl Iterator<Item = EvaluationRow> + '_ {
    results.found.iter().map(|row| EvaluationRow {
        replication: row.replication,
        window: WINDOWS[row.window].to_owned(),
        comparator: row.comparator.name().to_owned(),
        measure: measure(row.measure),
        sites: row.sites,
        true_difference: cell(row.true_difference),
        sd: cell(row.sd),
        observed: cell(row.observed.0),
        error: cell(row.observed.1),
        different: row.observed.2,
        by_site_observed: cell(row.by_site.0),
        by_site_error: cell(row.by_site.1),
        by_site_different: row.by_site.2,
        evaluations: row.evaluations,
        chance: share(row.different, row.evaluations),
        chance_by_site: share(row.different_by_site, row.evaluations),
    })
}

fn sites(results: &ObserveResults) -> impl Iterator<Item = SiteLine> + '_ {
    results.site_rows.iter().map(|row| SiteLine {
        replication: row.replication,
        window: WINDOWS[row.window].to_owned(),
        site: row.site + 1,
        practice: results.practices.get(row.practice).cloned().unwrap_or_default(),
        group: row.group.word().to_owned(),
        measure: measure(row.measure),
        true_value: cell(row.true_value),
        answers: row.answers as usize,
        observed: cell(row.observed),
        sd: cell(row.sd),
    })
}

fn found_lines(results: &ObserveResults) -> impl Iterator<Item = FoundLine> {
    found(results).into_iter().map(|row| FoundLine {
        window: WINDOWS[row.window].to_owned(),
        comparator: row.comparator.name().to_owned(),
        measure: measure(row.measure),
        n: row.true_difference.n,
        true_difference: cell(row.true_difference.mean),
        true_low: cell(row.true_difference.low),
        true_high: cell(row.true_difference.high),
        true_effect: cell(row.true_effect.mean),
        observed: cell(row.observed.mean),
        error: cell(row.error),
        chance: cell(row.chance.mean),
        chance_half_width: cell(row.chance.half_width()),
        chance_by_site: cell(row.chance_by_site.mean),
        by_site_half_width: cell(row.chance_by_site.half_width()),
        wrong_sign: cell(row.wrong_sign),
    })
}

fn plausible(results: &ObserveResults) -> Vec<PlausibilityRow> {
    let mut rows = Vec::new();
    for position in plausibility(results) {
        for one in &position.measures {
            rows.push(PlausibilityRow {
                hypothesis: position.hypothesis.clone(),
                position: position.position.clone(),
                comparator: position.comparator.name().to_owned(),
                measure: measure(one.measure),
                n: one.true_difference.n,
                true_difference: cell(one.true_difference.mean),
                true_effect: cell(one.true_effect.mean),
                chance: cell(one.chance.mean),
                chance_half_width: cell(one.chance.half_width()),
                none_seen: cell(position.none.mean),
                none_half_width: cell(position.none.half_width()),
                weight: cell(position.weight),
                verdict: verdict(one, position.threshold).to_owned(),
            });
        }
    }
    rows
}

fn verdict(one: &FoundSummary, threshold: f64) -> &'static str {
    if one.chance.mean >= threshold { "implausible" } else { "compatible" }
}

fn reading_lines(results: &ObserveResults) -> impl Iterator<Item = ReadingLine> {
    readings(results).into_iter().map(|row| ReadingLine {
        window: WINDOWS[row.window].to_owned(),
        comparator: row.comparator.name().to_owned(),
        measure: measure(row.measure),
        no_difference: cell(row.no_difference),
        equal_good: cell(row.right[0]),
        no_added_value: cell(row.right[1]),
        underpowered: cell(row.right[2]),
    })
}

fn window_lines(results: &ObserveResults) -> impl Iterator<Item = WindowLine> {
    windows(results).into_iter().map(|row| {
        let [early, settled] = row.true_difference;
        WindowLine {
            comparator: row.comparator.name().to_owned(),
            measure: measure(row.measure),
            n: early.n,
            early: cell(early.mean),
            early_half_width: cell(early.half_width()),
            settled: cell(settled.mean),
            settled_half_width: cell(settled.half_width()),
            sign_changes: cell(row.sign_changes),
        }
    })
}

fn power(results: &PowerResults) -> impl Iterator<Item = PowerLine> + '_ {
    results.rows.iter().map(|row| PowerLine {
        window: WINDOWS[row.window].to_owned(),
        comparator: row.comparator.name().to_owned(),
        measure: measure(row.measure),
        test: TESTS[row.test].to_owned(),
        effect: row.effect,
        worlds: row.worlds,
        evaluations: row.evaluations as usize,
        power: cell(row.power),
        half_width: cell(row.half_width),
        wrong_sign: cell(row.wrong_sign),
        exaggeration: cell(row.exaggeration),
        error: cell(row.error),
        bias: cell(row.bias),
        sites_needed: cell(sites_needed(results.sites, row)),
    })
}

/// Sites for 80 chances in 100 by the normal formula: the squared standard error falls with their number.
fn sites_needed(sites: usize, row: &PowerRow) -> f64 {
    // Critical value of the test at 5% plus the normal deviate of 80%.
    let distance = normal_quantile(0.975) + normal_quantile(0.8);
    let ratio = distance * row.error / row.effect;
    (sites as f64 * ratio * ratio).ceil()
}

fn measures() -> impl Iterator<Item = MeasureRow> {
    MEASURES.iter().map(|measure| MeasureRow {
        measure: measure.id.to_owned(),
        title: measure.title.to_owned(),
        unit: measure.unit.to_owned(),
        better: measure.better,
        decimals: measure.decimals,
        asked: match measure.asked {
            Asked::Staff => "staff",
            Asked::Children => "children",
            Asked::Records => "records",
        }
        .to_owned(),
        measured_null: measure.is_null,
        meaning: measure.meaning.to_owned(),
    })
}

fn quantities() -> impl Iterator<Item = QuantityRow> {
    let all = Evidence::embedded().quantities().iter();
    all.filter(|quantity| quantity.is_of_observation()).map(|quantity| QuantityRow {
        id: quantity.id.clone(),
        label: quantity.label.clone(),
        value: cell(quantity.value),
        low: cell(quantity.low),
        high: cell(quantity.high),
        unit: quantity.unit.clone(),
        grade: quantity.grade.letter().to_owned(),
        source: quantity.source.clone(),
        note: quantity.note.clone(),
    })
}
