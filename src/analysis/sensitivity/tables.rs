//! What a sensitivity analysis writes.

use std::path::Path;

use super::leaders::Move;
use super::rows::{AnswerRow, EffectRow, MeanRow, ShareRow};
use super::{Found, PLACES, Sensitivity};
use crate::results::table::{Kind, Tables, WideColumn, cell};
use crate::results::{FileEntry, OutputError, OutputOptions};
use crate::statistics::{Summary, VarianceShares, joint_interval};
use crate::study::Experiment;

/// The tables that sentences and page are made of.
pub(super) struct Told {
    pub(super) answer: AnswerRow,
    pub(super) means: Vec<MeanRow>,
    pub(super) effects: Vec<EffectRow>,
    pub(super) shares: Vec<ShareRow>,
}

pub(super) fn told(asked: &Sensitivity, found: &Found) -> Told {
    Told {
        answer: answer(asked, found),
        means: means(asked, found),
        effects: effects(asked, found),
        shares: shares(asked, found),
    }
}

fn answer(asked: &Sensitivity, found: &Found) -> AnswerRow {
    let whole = found.indices.as_ref().and_then(|indices| indices.whole.as_ref());
    let luck = asked.luck();
    let histories = found.race.as_ref().map_or([0; 2], |race| race.histories.map(|count| count as usize));
    AnswerRow {
        unit: asked.simulation.shape().units[asked.headline.unit.0].id.clone(),
        indicator: asked.headline.indicator.id.to_owned(),
        arm: asked.pair[1].name.clone(),
        against: asked.pair[0].name.clone(),
        runs: found.runs,
        trajectories: asked.asked(asked.request.trajectories),
        inputs: luck,
        idle: found.screened.moves[..luck].iter().filter(|moves| !**moves).count(),
        left_out: asked.left_out,
        all_histories: histories[0],
        histories: histories[1],
        rows: whole.map_or(0, |whole| whole.rows),
        mean: found.indices.as_ref().and_then(|indices| cell(indices.mean)),
        sd: whole.and_then(|whole| cell(whole.variance.sqrt())),
        floor: whole.and_then(|whole| cell(whole.floor)),
    }
}

/// By falling size, those with which nothing moves last.
fn effects(asked: &Sensitivity, found: &Found) -> Vec<EffectRow> {
    let row = |at: usize| {
        let (input, effect) = (&asked.inputs[at], &found.screened.effects[at]);
        EffectRow {
            input: input.name.clone(),
            title: input.title.clone(),
            kind: input.kind().to_owned(),
            grade: input.grade.map_or_else(String::new, |grade| grade.letter().to_owned()),
            range: input.range.clone(),
            moves: found.screened.moves[at],
            mean: cell(effect.mean),
            mean_low: cell(effect.mean_interval.low),
            mean_high: cell(effect.mean_interval.high),
            size: cell(effect.size),
            size_low: cell(effect.interval.low),
            size_high: cell(effect.interval.high),
            spread: cell(effect.spread),
            among_the_first: effect.among_the_first,
        }
    };
    let mut rows: Vec<EffectRow> = (0..asked.inputs.len()).map(row).collect();
    rows.sort_by(|a, b| b.size.unwrap_or(0.0).total_cmp(&a.size.unwrap_or(0.0)).then(a.input.cmp(&b.input)));
    rows
}

/// Those that were taken on by falling size, then the others; of a question its largest move comes first.
fn means(asked: &Sensitivity, found: &Found) -> Vec<MeanRow> {
    let Some(race) = &found.race else { return Vec::new() };
    let order = race.order();
    let at = |input: usize| order.iter().position(|one| *one == input).unwrap_or(order.len());
    // What is not defined has no size.
    let size = |found: &Option<Summary>| found.map_or(0.0, |found| found.mean.abs().max(0.0));
    let mut moves: Vec<&Move> = race.moves.iter().collect();
    moves.sort_by(|a, b| {
        let falling = |of: fn(&Move) -> &Option<Summary>| size(of(b)).total_cmp(&size(of(a)));
        let sizes = falling(|one| &one.taken_on).then(falling(|one| &one.at_first));
        at(a.input).cmp(&at(b.input)).then(sizes)
    });
    let told = race.standing.told.iter().rev().find(|told| **told <= PLACES).copied().unwrap_or(0);
    let place = |input: usize| {
        let leader = race.leaders.iter().position(|one| *one == input);
        match leader.and_then(|leader| race.standing.order.iter().position(|one| *one == leader)) {
            None => "left",
            Some(place) if place < told => "first",
            Some(place) if race.standing.contenders.contains(&race.standing.order[place]) => "open",
            Some(_) => "behind",
        }
    };
    let row = |one: &Move| {
        let input = &asked.inputs[one.input];
        let joint = |found: Option<Summary>, read: usize| match found {
            Some(found) => {
                let (low, high) = joint_interval(&found, read);
                [found.mean, low, high].map(cell)
            }
            None => [None; 3],
        };
        let [all_mean, all_low, all_high] = joint(one.at_first, race.moves.len());
        let [mean, mean_low, mean_high] = joint(one.taken_on, race.read);
        MeanRow {
            input: input.name.clone(),
            title: input.title.clone(),
            kind: input.kind().to_owned(),
            grade: input.grade.map_or_else(String::new, |grade| grade.letter().to_owned()),
            from: input.value(one.ends[0]),
            to: input.value(one.ends[1]),
            all_mean,
            all_low,
            all_high,
            histories: one.taken_on.map_or(0, |found| found.n),
            mean,
            mean_low,
            mean_high,
            place: place(one.input).to_owned(),
        }
    };
    moves.into_iter().map(row).collect()
}

fn shares(asked: &Sensitivity, found: &Found) -> Vec<ShareRow> {
    let Some(indices) = &found.indices else { return Vec::new() };
    let years = &asked.simulation.shape().years;
    let of = |year: &str, shares: &Option<VarianceShares>| -> Vec<ShareRow> {
        let shares = shares.iter().flat_map(|shares| indices.sets.iter().zip(&shares.sets));
        shares
            .map(|(set, shares)| ShareRow {
                year: year.to_owned(),
                set: set.name.clone(),
                kind: set.kind.to_owned(),
                inputs: set.inputs.len(),
                first: cell(shares.first),
                first_low: cell(shares.first_interval.low),
                first_high: cell(shares.first_interval.high),
                total: cell(shares.total),
                total_low: cell(shares.total_interval.low),
                total_high: cell(shares.total_interval.high),
            })
            .collect()
    };
    let mut rows = of("", &indices.whole);
    rows.extend(years.iter().zip(&indices.years).flat_map(|(year, shares)| of(year, shares)));
    rows
}

/// The design with what each run gave: a column for each input that moves anything.
fn design(asked: &Sensitivity, found: &Found) -> (Vec<WideColumn>, Vec<Vec<String>>) {
    let acting: Vec<usize> = (0..asked.luck()).filter(|input| found.screened.moves[*input]).collect();
    let column = |name: &str, kind: Kind, unit: &str, meaning: &str| WideColumn {
        name: name.to_owned(),
        kind,
        unit: unit.to_owned(),
        meaning: meaning.to_owned(),
    };
    let mut columns = vec![
        column("run", Kind::Whole, "", "Number of the run, from 0"),
        column("part", Kind::Text, "", "screening or indices"),
        column("luck", Kind::Whole, "", "The replication whose luck it has"),
        column("difference", Kind::NumberOrEmpty, "indicator", "The difference that it gave"),
    ];
    for input in &acting {
        let input = &asked.inputs[*input];
        let is_text = matches!(input.kind(), "hypothesis" | "field");
        let meaning = format!("Value of {}", input.name);
        columns.push(column(
            &input.name,
            if is_text { Kind::Text } else { Kind::NumberOrEmpty },
            "",
            &meaning,
        ));
    }
    let rows = found.evaluations.iter().enumerate().map(|(number, run)| {
        let value = cell(run.value).map_or_else(String::new, |value| value.to_string());
        let own = [number.to_string(), run.part.to_owned(), run.luck.to_string(), value];
        let inputs = acting.iter().map(|input| asked.inputs[*input].value(run.point[*input]));
        own.into_iter().chain(inputs).collect()
    });
    (columns, rows.collect())
}

/// Writes every table.
pub(super) fn write_all(
    asked: &Sensitivity,
    found: &Found,
    directory: &Path,
    options: OutputOptions,
) -> Result<Vec<FileEntry>, OutputError> {
    let (columns, rows) = design(asked, found);
    let Told { answer, means, effects, shares } = told(asked, found);
    Tables::of(directory)
        .with_wide("design.csv", columns, move || rows)
        .with(move || [answer])
        .with(move || means)
        .with(move || effects)
        .with(move || shares)
        .with(|| crate::analysis::run::tables::indicator_rows(&asked.simulation.shape().indicators))
        .with(|| crate::analysis::run::tables::unit_rows(&asked.simulation.shape().units))
        .write(options)
}
