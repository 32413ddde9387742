//! What a decision writes.

use std::path::Path;

use super::boxes::{OptionBox, boxes};
use super::information::worth;
use super::rows::{BoxRow, DecisionRow, FutureRow, InformationRow, OptionRow, PeelingRow};
use super::{Decide, Found, Sought, sought};
use crate::analysis::run::tables::{indicator_rows, unit_rows};
use crate::results::table::{Kind, Tables, WideColumn, cell};
use crate::results::{FileEntry, OutputError, OutputOptions};
use crate::statistics::{finite, mean, quantile, sorted};
use crate::study::Experiment;

/// The tables that sentences and page are made of.
pub(super) struct Told {
    pub(super) decision: DecisionRow,
    pub(super) options: Vec<OptionRow>,
    pub(super) boxes: Vec<BoxRow>,
    pub(super) information: Vec<InformationRow>,
}

pub(super) fn told(asked: &Decide, found: &Found) -> Told {
    let (decision, information) = decision(asked, found);
    Told {
        decision,
        options: options(asked, found),
        boxes: box_rows(asked, &boxes(asked, found)),
        information,
    }
}

fn decision(asked: &Decide, found: &Found) -> (DecisionRow, Vec<InformationRow>) {
    let verdicts = found.judged.verdicts();
    let wanted = f64::from(asked.request.often.unwrap_or(80)) / 100.0;
    let budget = asked.request.budget.map(f64::from);
    // The first option is as good as itself: where nothing else is asked, it is not looked for.
    let from = usize::from(asked.request.keep.is_empty());
    let (word, option, is_sure) = match sought(&verdicts[from..], wanted, budget.unwrap_or(f64::INFINITY)) {
        Some(Sought::Found(option, sure)) => ("found", from + option, sure),
        Some(Sought::BeyondBudget(option)) => ("beyond_budget", from + option, false),
        Some(Sought::NotReachable(option)) => ("not_reachable", from + option, false),
        None => ("not_reachable", 0, false),
    };
    let keep: Vec<String> = asked.request.keep.iter().map(super::Criterion::words).collect();
    let keep = match keep.is_empty() {
        true => format!("as good as \"{}\"", found.judged.options[0]),
        false => crate::report::words::listed(&keep),
    };
    let worth = worth(asked, found);
    let mut rows: Vec<InformationRow> = (asked.inputs.iter().zip(&worth.inputs))
        .map(|(input, value)| InformationRow {
            input: input.name.clone(),
            title: input.title.clone(),
            kind: input.kind().to_owned(),
            grade: input.grade.map_or_else(String::new, |grade| grade.letter().to_owned()),
            range: input.range.clone(),
            value: cell(*value),
        })
        .collect();
    rows.sort_by(|a, b| {
        b.value.unwrap_or(0.0).total_cmp(&a.value.unwrap_or(0.0)).then(a.input.cmp(&b.input))
    });
    let row = DecisionRow {
        unit: asked.simulation.shape().units[asked.headline.unit.0].id.clone(),
        indicator: asked.headline.indicator.id.to_owned(),
        options: asked.options.len(),
        futures: asked.futures(),
        lucks: asked.lucks(),
        keep,
        wanted,
        budget,
        sought: word.to_owned(),
        option: found.judged.options[option].clone(),
        is_sure,
        everything: cell(worth.everything),
        floor: cell(worth.floor),
    };
    (row, rows)
}

fn options(asked: &Decide, found: &Found) -> Vec<OptionRow> {
    let sign = asked.sign();
    let name = |option: usize| found.judged.options[option].clone();
    let row = |(option, verdict): (usize, super::Verdict)| {
        let pairs = found.figures[option].iter().zip(&found.figures[0]);
        let rising = sorted(&pairs.map(|(own, first)| own - first).collect::<Vec<_>>());
        let ends = [sign * verdict.gain.low, sign * verdict.gain.high];
        let [regret, regret_q95, regret_most] = verdict.regret.map(cell);
        OptionRow {
            option: name(option),
            mean: cell(mean(&finite(&found.figures[option]))),
            difference: cell(sign * verdict.gain.mean),
            difference_low: cell(ends[0].min(ends[1])),
            difference_high: cell(ends[0].max(ends[1])),
            difference_q05: cell(quantile(&rising, 0.05)),
            difference_q95: cell(quantile(&rising, 0.95)),
            harm: cell(verdict.harm.0),
            harm_low: verdict.harm.1.low,
            harm_high: verdict.harm.1.high,
            same: cell(verdict.same),
            regret,
            regret_q95,
            regret_most,
            best: cell(verdict.best),
            keeps: cell(verdict.keeps.0 as f64 / verdict.keeps.1 as f64),
            keeps_low: verdict.keeps.2.low,
            keeps_high: verdict.keeps.2.high,
            extra_cost: cell(verdict.extra_cost),
            dominated_by: verdict.dominated_by.map_or_else(String::new, |(other, _)| name(other)),
            dominated: verdict.dominated_by.and_then(|(_, share)| cell(share)),
        }
    };
    found.judged.verdicts().into_iter().enumerate().map(row).collect()
}

fn futures(found: &Found) -> Vec<FutureRow> {
    let judged = &found.judged;
    let mut rows = Vec::new();
    for future in 0..found.points.len() {
        let best = judged.worth.iter().map(|own| own[future]).fold(f64::NEG_INFINITY, f64::max);
        for option in 0..judged.options.len() {
            rows.push(FutureRow {
                future,
                option: judged.options[option].clone(),
                value: cell(found.figures[option][future]),
                cost: cell(judged.cost[option][future]),
                keeps: judged.keeps[option][future],
                regret: cell(best - judged.worth[option][future]),
            });
        }
    }
    rows
}

fn box_rows(asked: &Decide, boxes: &[OptionBox]) -> Vec<BoxRow> {
    let mut rows = Vec::new();
    for one in boxes {
        let row = |input: String, title: String, limit: String, again: Option<f64>| BoxRow {
            option: asked.options[one.option].name.clone(),
            input,
            title,
            limit,
            again,
            base: one.base,
            coverage: cell(one.made.coverage),
            density: cell(one.made.density),
            mass: one.made.mass,
            held_out_coverage: cell(one.held_out.coverage),
            held_out_density: cell(one.held_out.density),
        };
        if one.limits.is_empty() {
            rows.push(row(String::new(), String::new(), String::new(), None));
        }
        for (input, limit, again) in &one.limits {
            let input = &asked.inputs[*input];
            rows.push(row(input.name.clone(), input.title.clone(), limit.clone(), Some(*again)));
        }
    }
    rows
}

fn peeling(asked: &Decide, boxes: &[OptionBox]) -> Vec<PeelingRow> {
    let steps = boxes.iter().flat_map(|one| one.path.iter().enumerate().map(move |step| (one, step)));
    let row = |(one, (step, found)): (&OptionBox, (usize, &crate::statistics::Found))| PeelingRow {
        option: asked.options[one.option].name.clone(),
        step,
        coverage: cell(found.coverage),
        density: cell(found.density),
        mass: found.mass,
        inputs: found.inputs,
    };
    steps.map(row).collect()
}

fn design(asked: &Decide, found: &Found) -> (Vec<WideColumn>, Vec<Vec<String>>) {
    let inputs = &asked.inputs[..asked.inputs.len() - 1];
    let column = |name: &str, kind: Kind, meaning: String| WideColumn {
        name: name.to_owned(),
        kind,
        unit: String::new(),
        meaning,
    };
    let mut columns = vec![column("future", Kind::Whole, "Number of the future, from 0".to_owned())];
    columns.extend(inputs.iter().map(|input| {
        let is_text = matches!(input.kind(), "hypothesis" | "field");
        let kind = if is_text { Kind::Text } else { Kind::NumberOrEmpty };
        column(&input.name, kind, format!("Value of {}", input.name))
    }));
    let rows = found.points.iter().enumerate().map(|(future, point)| {
        let values = inputs.iter().zip(point).map(|(input, coordinate)| input.value(*coordinate));
        std::iter::once(future.to_string()).chain(values).collect()
    });
    (columns, rows.collect())
}

/// Writes every table.
pub(super) fn write_all(
    asked: &Decide,
    found: &Found,
    directory: &Path,
    written: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let (columns, rows) = design(asked, found);
    let boxes = boxes(asked, found);
    let (decision, information) = decision(asked, found);
    let (box_rows, peeling) = (box_rows(asked, &boxes), peeling(asked, &boxes));
    Tables::of(directory)
        .with_wide("design.csv", columns, move || rows)
        .with(|| futures(found))
        .with(|| options(asked, found))
        .with(move || [decision])
        .with(move || information)
        .with(move || box_rows)
        .with(move || peeling)
        .with(|| indicator_rows(&asked.simulation.shape().indicators))
        .with(|| unit_rows(&asked.simulation.shape().units))
        .write(written)
}
