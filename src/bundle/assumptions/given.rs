//! What is given to the model: fields of the scenario, mechanisms that it switches off, starting figures, and what is left
//! out of the model itself.

use super::{LogRow, PROGRAM, SCENARIO, grade_in_words, levels, row};
use crate::bundle::impact::{Impact, RATINGS};
use crate::bundle::study::Study;
use crate::bundle::text::items_of_model;
use crate::evidence::Mechanism;
use crate::report::words::listed;

/// Tables of a scenario that set nothing of a world.
const TELLING: [&str; 10] = [
    "title",
    "question",
    "outcomes",
    "readings",
    "lab",
    "sweep",
    "arms",
    "parameters",
    "hypotheses",
    "mechanisms",
];

/// Fields that the scenario sets for all arms, and what arms set otherwise.
pub(super) fn settings(study: &Study) -> Vec<LogRow> {
    let written: toml::Table = study.manifest.scenario_as_written.parse().unwrap_or_default();
    let mut fields = Vec::new();
    for (key, value) in written.iter().filter(|(key, _)| !TELLING.contains(&key.as_str())) {
        flatten(key, value, &mut fields);
    }
    let of_field = |(number, (path, value)): (usize, (String, String))| {
        let arms = study.manifest.arms.iter();
        let others: Vec<String> = arms
            .flat_map(|arm| arm.changes.iter().map(move |change| (&arm.name, change)))
            .filter(|(_, (own, _))| *own == path)
            .map(|(arm, (_, value))| format!("{value} in \"{arm}\""))
            .collect();
        let varied = levels(study, &path);
        LogRow {
            assumption: format!("The scenario sets {path}"),
            in_force: match (&varied, others.as_slice()) {
                (Some(levels), _) => format!("{value}; varied by the design: {levels}"),
                (None, []) => value,
                (None, others) => format!("{value}; {}", listed(others)),
            },
            source: "the scenario as written (scenario.toml), with the remarks that stand there".to_owned(),
            changed: "set by the scenario".to_owned(),
            location: format!("scenario.toml, {path}"),
            owner: SCENARIO.to_owned(),
            ..row(study, &format!("S{}", number + 1), "setting of the scenario")
        }
        .with_impact(Impact::not_measured(
            "what is set for all arms is not varied; a sweep of this field shows it",
        ))
    };
    fields.into_iter().enumerate().map(of_field).collect()
}

fn flatten(path: &str, value: &toml::Value, into: &mut Vec<(String, String)>) {
    match value {
        toml::Value::Table(table) => {
            for (key, inner) in table {
                flatten(&format!("{path}.{key}"), inner, into);
            }
        }
        toml::Value::Array(all) if all.iter().any(toml::Value::is_table) => {
            for (number, inner) in all.iter().enumerate() {
                flatten(&format!("{path}[{}]", number + 1), inner, into);
            }
        }
        other => into.push((path.to_owned(), other.to_string())),
    }
}

/// Mechanisms that arms switch off.
pub(super) fn switched_off(study: &Study) -> Vec<LogRow> {
    let is_off = |mechanism: &&Mechanism| {
        study.arms().iter().any(|arm| arm.alternative.switched_off.contains(&mechanism.id))
    };
    let row_of = |mechanism: &Mechanism| {
        let arms = study.arms().iter().filter(|arm| arm.alternative.switched_off.contains(&mechanism.id));
        let names: Vec<String> = arms.map(|arm| format!("\"{}\"", arm.name)).collect();
        LogRow {
            assumption: format!("It is assumed that this does not act: {}", mechanism.claim),
            in_force: format!("switched off in {}", listed(&names)),
            source: format!("the scenario; the claim: {}", mechanism.source),
            changed: "switched off by the scenario".to_owned(),
            location: "scenario.toml, mechanisms.off".to_owned(),
            owner: SCENARIO.to_owned(),
            ..row(study, &mechanism.id, "mechanism switched off")
        }
        .with_impact(Impact::not_measured("run the scenario without switching it off, and compare"))
    };
    Mechanism::all().iter().filter(is_off).map(row_of).collect()
}

/// The published figures, or those of a file of the user's, from which authorities start.
pub(super) fn figures(study: &Study) -> Vec<LogRow> {
    let mut known: Vec<(String, String, bool)> = Vec::new();
    for authority in study.arms().iter().flat_map(|arm| &arm.alternative.authorities) {
        let is_own = study.manifest.profiles.iter().any(|file| file.path == authority.profile);
        let one = (authority.figures.name.clone(), authority.figures.source.clone(), is_own);
        if !known.contains(&one) {
            known.push(one);
        }
    }
    let row_of = |(number, (place, source, is_own)): (usize, (String, String, bool))| {
        let quality = if is_own { RATINGS[1] } else { RATINGS[0] };
        LogRow {
            assumption: format!("The study of {place} starts from these figures"),
            in_force: "as in the source".to_owned(),
            source,
            grade: if is_own { "none: a file of the user's".to_owned() } else { grade_in_words("A") },
            quality: quality.to_owned(),
            changed: if is_own { "a profile file that the scenario names" } else { "no" }.to_owned(),
            location: if is_own { "results/manifest.json, profiles" } else { "evidence/authorities" }.to_owned(),
            owner: if is_own { SCENARIO } else { PROGRAM }.to_owned(),
            ..row(study, &format!("F{}", number + 1), "starting figures")
        }
        .with_impact(Impact::not_measured("figures are taken as published; how the first year agrees with them stands in the quality-assurance log"))
    };
    known.into_iter().enumerate().map(row_of).collect()
}

/// What the model leaves out.
pub(super) fn simplifications(study: &Study) -> Vec<LogRow> {
    let listed = items_of_model("What is not in the model").into_iter().enumerate();
    let of_item = |(number, item): (usize, String)| LogRow {
        assumption: format!("Left out of the model: {item}"),
        in_force: "left out in all arms".to_owned(),
        source: "the description of the model (odd.md, What is not in the model)".to_owned(),
        location: "no part of the model".to_owned(),
        ..row(study, &format!("L{}", number + 1), "simplification")
    };
    let claims = Mechanism::all().iter().filter(|mechanism| !mechanism.is_implemented());
    let of_claim = |mechanism: &Mechanism| LogRow {
        assumption: format!("A claim that the model does not carry by itself: {}", mechanism.claim),
        in_force: format!("left out in all arms: {}", mechanism.left_out),
        source: mechanism.source.clone(),
        location: "evidence/mechanisms.toml".to_owned(),
        ..row(study, &mechanism.id, "simplification")
    };
    let silent = "the model cannot say what it leaves out";
    listed
        .map(of_item)
        .chain(claims.map(of_claim))
        .map(|row| row.with_impact(Impact::not_measured(silent)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_a_scenario_sets_are_named_by_their_path() {
        let written: toml::Table =
            "authorities = [\"a\"]\n[[practice]]\nsize = 3\n[contract]\nterm_years = 2".parse().unwrap();
        let mut fields = Vec::new();
        for (key, value) in &written {
            flatten(key, value, &mut fields);
        }
        let paths: Vec<&str> = fields.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths.len(), 3);
        assert!(
            paths.contains(&"authorities")
                && paths.contains(&"practice[1].size")
                && paths.contains(&"contract.term_years")
        );
    }
}
