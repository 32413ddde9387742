//! The assumptions log: every quantity as it is in force, every contested question with the position that is taken, what
//! the scenario sets, the figures from which the study starts, and what the model leaves out.

mod given;

use std::path::Path;

use super::impact::{Impact, Impacts, RATINGS};
use super::study::Study;
use crate::analysis::run::assumptions::{Assumption, assumptions};
use crate::analysis::run::rows::AssumptionRow;
use crate::evidence::{Distribution, Evidence, Grade, Hypotheses, Hypothesis, Quantity};
use crate::report::words::listed;
use crate::results::table::tables;
use crate::results::{OutputError, file};

tables! {
    /// One assumption.
    "assumptions-log.csv": LogRow {
        /// Id: of a quantity, contested question or mechanism as `swplab explain` knows it; else a letter and a number
        id: String,
        /// quantity, contested question, mechanism switched off, setting of the scenario, starting figures, simplification
        kind: String,
        /// What is assumed, in words
        assumption: String,
        /// Value or position in force in the first arm; where arms differ, each
        in_force: String,
        /// Unit of the value; empty where it has none
        unit: String,
        /// Lowest value that the source allows; empty where there is no range
        low: Option<f64> = "as in unit",
        /// Highest value that the source allows; empty where there is no range
        high: Option<f64> = "as in unit",
        /// Whether and how it varies between replications
        varied: String,
        /// Basis: where it comes from
        source: String,
        /// Grade of the evidence with its meaning: A measured, B peer-reviewed, C grey or claimed, D assumption; or none
        grade: String,
        /// Quality of the assumption: GREEN reliable, AMBER some evidence, RED little or contested evidence; or not rated
        quality: String,
        /// Impact on the answer: GREEN none or little, AMBER relevant, RED critical; or not measured
        impact: String,
        /// On what the impact rests
        impact_basis: String,
        /// Quality and impact together: RED where one is RED and the other at least AMBER, GREEN where either is GREEN, else
        /// AMBER; or not rated where either is not known
        risk: String,
        /// What the scenario changed, with its reason; no where it keeps what the program carries
        changed: String,
        /// Where it stands and what reads it
        location: String,
        /// Who answers for it
        owner: String,
        /// When it was last reviewed, as far as that is recorded
        reviewed: String,
    }
}

const PROGRAM: &str = "The swplab contributors";
const SCENARIO: &str = "Whoever wrote the scenario";

/// The rows: contested questions; quantities, those of which most is at stake first, then those of the lowest grade; settings,
/// figures and what is left out.
pub(super) fn rows(study: &Study) -> Vec<LogRow> {
    let impacts = Impacts::of(study);
    let mut rows = questions(study, &impacts);
    let mut quantities = quantities(study, &impacts);
    let order =
        |row: &LogRow| ["RED", "AMBER", "not rated"].iter().position(|risk| *risk == row.risk).unwrap_or(3);
    quantities.sort_by(|a, b| {
        order(a).cmp(&order(b)).then_with(|| b.grade.cmp(&a.grade)).then_with(|| a.id.cmp(&b.id))
    });
    rows.extend(quantities);
    rows.extend(given::settings(study));
    rows.extend(given::switched_off(study));
    rows.extend(given::figures(study));
    rows.extend(given::simplifications(study));
    rows
}

/// Writes the log into a directory; its name.
pub(super) fn write(into: &Path, rows: &[LogRow]) -> Result<String, OutputError> {
    file::write_table(into, rows.iter().cloned()).map(|entry| entry.name)
}

fn row(study: &Study, id: &str, kind: &str) -> LogRow {
    LogRow {
        id: id.to_owned(),
        kind: kind.to_owned(),
        assumption: String::new(),
        in_force: String::new(),
        unit: String::new(),
        low: None,
        high: None,
        varied: "the same in every replication".to_owned(),
        source: String::new(),
        grade: "none".to_owned(),
        quality: "not rated".to_owned(),
        impact: String::new(),
        impact_basis: String::new(),
        risk: String::new(),
        changed: "no".to_owned(),
        location: String::new(),
        owner: PROGRAM.to_owned(),
        reviewed: format!("no review is recorded; in force on {} in {}", study.day(), study.version()),
    }
}

impl LogRow {
    fn with_impact(mut self, impact: Impact) -> Self {
        self.risk = risk(&self.quality, impact.rating).to_owned();
        self.impact = impact.rating.to_owned();
        self.impact_basis = impact.basis;
        self
    }
}

/// Quality and impact together.
fn risk(quality: &str, impact: &str) -> &'static str {
    let place = |rating: &str| RATINGS.iter().position(|known| *known == rating);
    match (place(quality), place(impact)) {
        (Some(0), Some(_)) | (Some(_), Some(0)) => RATINGS[0],
        (Some(a), Some(b)) if a + b >= 3 => RATINGS[2],
        (Some(_), Some(_)) => RATINGS[1],
        _ => "not rated",
    }
}

fn quality(grade: &str) -> &'static str {
    match grade {
        "A" | "B" => RATINGS[0],
        "C" => RATINGS[1],
        _ => RATINGS[2],
    }
}

fn grade_in_words(letter: &str) -> String {
    let known = Grade::ALL.iter().find(|grade| grade.letter() == letter);
    known.map_or_else(|| letter.to_owned(), |grade| format!("{letter}: {}", grade.meaning()))
}

fn quantities(study: &Study, impacts: &Impacts) -> Vec<LogRow> {
    // One replication shows of nothing that it is drawn.
    let drawn: Vec<AssumptionRow> = if study.manifest.replications > 1 { study.rows() } else { Vec::new() };
    let row_of = |one: Assumption| {
        let key = Evidence::embedded().key(&one.id);
        let quantity = key.map(|key| &Evidence::embedded().quantities()[key.quantity]);
        let varied_by_design = levels(study, &format!("parameters.{}", one.id));
        let is_drawn = drawn.iter().find(|row| row.id == one.id).map(|row| row.drawn);
        let impact = match (&varied_by_design, one.headlines.is_empty()) {
            (Some(_), _) => {
                Impact::not_measured("it is a factor of this design: its cells say what it moves")
            }
            (None, true) => Impact { rating: RATINGS[0], basis: "no headline can move with it".to_owned() },
            (None, false) => impacts.of_quantity(study, &one.id),
        };
        LogRow {
            in_force: in_force(&one, quantity, study, varied_by_design.as_deref()),
            low: Some(one.low),
            high: Some(one.high),
            varied: varied(&one, quantity, is_drawn, varied_by_design.is_some()),
            grade: grade_in_words(&one.grade),
            quality: quality(&one.grade).to_owned(),
            changed: one
                .overridden
                .clone()
                .filter(|_| is_set(study, &one))
                .unwrap_or_else(|| "no".to_owned()),
            location: location(&one, quantity),
            owner: if is_set(study, &one) { SCENARIO } else { PROGRAM }.to_owned(),
            assumption: one.label,
            unit: one.unit,
            source: one.source,
            ..row(study, &one.id, "quantity")
        }
        .with_impact(impact)
    };
    assumptions(study.arms()).into_iter().map(row_of).collect()
}

/// Whether an arm sets a quantity, rather than a posterior.
fn is_set(study: &Study, one: &Assumption) -> bool {
    let entry = format!("{}.", one.id);
    let sets = |id: &String| *id == one.id || id.starts_with(&entry);
    study.arms().iter().any(|arm| arm.alternative.parameters.keys().any(sets))
}

/// Levels of a factor of a design, if a path is one.
fn levels(study: &Study, path: &str) -> Option<String> {
    let factor = study.manifest.factors.iter().find(|factor| factor.path == path)?;
    Some(factor.levels.join(", "))
}

/// The value, or the entries of a table, of the first arm.
fn in_force(one: &Assumption, quantity: Option<&Quantity>, study: &Study, levels: Option<&str>) -> String {
    if let Some(levels) = levels {
        return format!("varied by the design: {levels}");
    }
    let Some(table) = quantity.filter(|quantity| quantity.is_table() && quantity.id == one.id) else {
        let median =
            if one.is_of_posterior && !is_set(study, one) { " (median of the posterior)" } else { "" };
        return format!("{}{median}", one.value);
    };
    let own = study.arms().first().map(|arm| &arm.alternative.parameters);
    let entries = table.bands.iter().zip(&table.values).map(|(band, value)| {
        let set = own.and_then(|own| own.get(&format!("{}.{band}", table.id)));
        let value = value * one.value * set.map_or(1.0, |set| set.value);
        format!("{band}: {}", shortest(value))
    });
    entries.collect::<Vec<_>>().join("; ")
}

/// A number without the last digits that only multiplication brings.
fn shortest(value: f64) -> String {
    let rounded: f64 = format!("{value:.12e}").parse().unwrap_or(value);
    rounded.to_string()
}

fn varied(one: &Assumption, quantity: Option<&Quantity>, is_drawn: Option<bool>, is_factor: bool) -> String {
    if is_factor {
        return "by the cells of the design".to_owned();
    }
    if one.is_of_posterior {
        return "by the rows of the posterior of the figures' year".to_owned();
    }
    let distribution = quantity.map_or(Distribution::Fixed, |quantity| quantity.distribution);
    let may = one.overridden.is_none() && distribution != Distribution::Fixed && one.low < one.high;
    if is_drawn.unwrap_or(may) {
        format!("drawn afresh in every replication from its range ({})", distribution.name())
    } else {
        "the same in every replication".to_owned()
    }
}

fn location(one: &Assumption, quantity: Option<&Quantity>) -> String {
    let stands =
        quantity.map_or_else(|| "evidence".to_owned(), |quantity| format!("evidence/{}", quantity.file));
    if one.used_by.is_empty() { stands } else { format!("{stands}; read by {}", listed(&one.used_by)) }
}

fn questions(study: &Study, impacts: &Impacts) -> Vec<LogRow> {
    let row_of = |question: &Hypothesis| {
        let is_factor = levels(study, &format!("hypotheses.{}", question.id));
        let taken = study.arms().iter().any(|arm| arm.alternative.hypotheses.contains_key(&question.id));
        let impact = match (&is_factor, question.acts()) {
            (Some(_), _) => {
                Impact::not_measured("it is a factor of this design: its cells say what it moves")
            }
            (None, false) => Impact {
                rating: RATINGS[0],
                basis: match question.read_by.as_slice() {
                    [] => "no process of the model and no command reads it".to_owned(),
                    commands => format!("no process of the model reads it; {} does", listed(commands)),
                },
            },
            (None, true) => impacts.of_question(study, &question.id),
        };
        LogRow {
            assumption: format!("{}: {}", question.title, question.question),
            in_force: match &is_factor {
                Some(levels) => format!("varied by the design: {levels}"),
                None => position(study, question),
            },
            varied: match (&is_factor, taken) {
                (Some(_), _) => "by the cells of the design".to_owned(),
                (None, true) => "the same in every replication where a position is taken".to_owned(),
                (None, false) => "a position by lot in every replication, the same in all arms".to_owned(),
            },
            source: question.source.clone(),
            grade: "contested: sources disagree".to_owned(),
            quality: RATINGS[2].to_owned(),
            changed: if taken { "the scenario takes a position".to_owned() } else { "no".to_owned() },
            location: match question.acts_in.as_slice() {
                [] => "evidence/hypotheses.toml".to_owned(),
                files => format!("evidence/hypotheses.toml; read by {}", listed(files)),
            },
            owner: if taken { SCENARIO } else { PROGRAM }.to_owned(),
            ..row(study, &question.id, "contested question")
        }
        .with_impact(impact)
    };
    Hypotheses::embedded().all().iter().map(row_of).collect()
}

/// The position that arms take on a question, in words.
pub(super) fn position(study: &Study, question: &Hypothesis) -> String {
    let meaning = |name: &str| {
        let known = question.positions.iter().find(|position| position.name == name);
        known.map_or_else(
            || name.to_owned(),
            |known| format!("{name} ({})", known.meaning.trim_end_matches('.')),
        )
    };
    let open = || {
        let all: Vec<String> = question.position_names().map(meaning).collect();
        format!("open: by lot one of {}", all.join("; "))
    };
    let of = |arm: &crate::scenario::Arm| {
        arm.alternative.hypotheses.get(&question.id).map_or_else(open, |name| meaning(name))
    };
    let all: Vec<String> = study.arms().iter().map(of).collect();
    match all.split_first() {
        Some((first, rest)) if rest.iter().any(|other| other != first) => {
            let each = study.arms().iter().zip(&all).map(|(arm, said)| format!("\"{}\": {said}", arm.name));
            each.collect::<Vec<_>>().join(" | ")
        }
        Some((first, _)) => first.clone(),
        None => open(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quality_and_impact_make_a_risk_only_where_both_are_known() {
        let of = |quality: &str, impact: &str| risk(quality, impact);
        assert_eq!([of("RED", "RED"), of("RED", "AMBER"), of("AMBER", "RED")], ["RED"; 3]);
        assert_eq!(
            [of("AMBER", "AMBER"), of("GREEN", "RED"), of("RED", "GREEN")],
            ["AMBER", "GREEN", "GREEN"]
        );
        assert_eq!([of("RED", "not measured"), of("not rated", "GREEN")], ["not rated"; 2]);
    }
}
