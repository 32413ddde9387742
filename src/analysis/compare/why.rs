//! What differs between two studies: fields of the scenarios as meant, what they set of quantities and positions, quantities of the
//! evidence itself, numbers, version.

use std::collections::BTreeMap;
use std::path::Path;

use crate::analysis::run::rows::AssumptionRow;
use crate::results::file::read_table;
use crate::results::table::tables;
use crate::results::{Manifest, OutputError};

tables! {
    /// One thing in which two studies differ.
    "compare-why.csv": WhyRow {
        /// version, study, field, quantity, position, posterior or place
        what: String,
        /// Path of a field, id of a quantity, or a name
        name: String,
        /// In the first study; empty where it has none
        in_first: String,
        /// In the second
        in_second: String,
    }
}

/// Everything in which two studies differ.
///
/// # Errors
/// When a table cannot be read.
pub(super) fn why(manifests: [&Manifest; 2], directories: [&Path; 2]) -> Result<Vec<WhyRow>, OutputError> {
    let [one, other] = manifests;
    let mut rows = Vec::new();
    let mut differ = |what: &str, name: &str, first: String, second: String| {
        if first != second {
            let (what, name) = (what.to_owned(), name.to_owned());
            rows.push(WhyRow { what, name, in_first: first, in_second: second });
        }
    };
    differ("version", "swplab", one.swplab_version.clone(), other.swplab_version.clone());
    differ("study", "replications", one.replications.to_string(), other.replications.to_string());
    let posterior = |manifest: &Manifest| {
        manifest
            .posterior
            .as_ref()
            .map_or_else(String::new, |own| format!("{} ({} rows, {})", own.name, own.rows, own.blake3))
    };
    differ("posterior", "posterior", posterior(one), posterior(other));
    let fields = [fields(one), fields(other)];
    let paths = fields[0].keys().chain(fields[1].keys().filter(|path| !fields[0].contains_key(*path)));
    for path in paths {
        let value = |at: usize| fields[at].get(path).cloned().unwrap_or_default();
        let what = kind(path);
        differ(what, path, value(0), value(1));
    }
    let quantities = [quantities(directories[0], one)?, quantities(directories[1], other)?];
    let ids = quantities[0].keys().chain(quantities[1].keys().filter(|id| !quantities[0].contains_key(*id)));
    for id in ids {
        let value = |at: usize| quantities[at].get(id).cloned().unwrap_or_default();
        differ("quantity", id, value(0), value(1));
    }
    Ok(rows)
}

/// The canonical text by path; arms by name, so that another order of arms is no difference.
fn fields(manifest: &Manifest) -> BTreeMap<String, String> {
    let lines = manifest.scenario_as_resolved.lines().filter_map(|line| line.split_once(" = "));
    let named = lines.map(|(path, value)| {
        let path = match path.strip_prefix("arms.").and_then(|rest| rest.split_once('.')) {
            Some((number, rest)) => {
                let arm = number.parse::<usize>().ok().and_then(|number| manifest.arms.get(number));
                arm.map_or_else(|| path.to_owned(), |arm| format!("arm \"{}\": {rest}", arm.name))
            }
            None => path.to_owned(),
        };
        (path, value.to_owned())
    });
    // Words change no result, and replications are told of the study.
    named
        .filter(|(path, _)| {
            !["title", "question", "replications"].contains(&path.as_str()) && !path.ends_with(": name")
        })
        .collect()
}

fn kind(path: &str) -> &'static str {
    if path.contains(".figures.") {
        "place"
    } else if path.contains("parameters.") {
        "quantity"
    } else if path.contains("hypotheses.") {
        "position"
    } else if path.starts_with("arm ") {
        "field"
    } else {
        "study"
    }
}

/// Value and range of each quantity as used.
fn quantities(directory: &Path, manifest: &Manifest) -> Result<BTreeMap<String, String>, OutputError> {
    let rows: Vec<AssumptionRow> = read_table(directory, &manifest.files)?;
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let each = rows.into_iter().map(|row| {
        let words = format!(
            "{} ({} to {}, grade {})",
            number(row.value),
            number(row.low),
            number(row.high),
            row.grade
        );
        (row.id, words)
    });
    Ok(each.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{ArmMeta, testing};

    fn manifest(text: &str, arms: &[&str]) -> Manifest {
        let arms = arms.iter().map(|name| ArmMeta { name: (*name).to_owned(), changes: Vec::new() });
        Manifest { scenario_as_resolved: text.to_owned(), arms: arms.collect(), ..testing::manifest() }
    }

    #[test]
    fn fields_are_told_by_the_name_of_the_arm_and_words_are_no_difference() {
        let text =
            "title = \"T\"\nseed = 1\narms.000.in_house.caseload = 15.0\narms.001.in_house.caseload = 12.0\n";
        let told = fields(&manifest(text, &["As it is", "Fewer"]));
        let paths: Vec<&str> = told.keys().map(String::as_str).collect();
        assert_eq!(
            paths,
            ["arm \"As it is\": in_house.caseload", "arm \"Fewer\": in_house.caseload", "seed"]
        );
        for (path, what) in [
            ("seed", "study"),
            ("arm \"A\": in_house.caseload", "field"),
            ("arm \"A\": parameters.worker.x", "quantity"),
            ("arm \"A\": hypotheses.H6", "position"),
            ("arm \"A\": authorities.000.figures.ages", "place"),
        ] {
            assert_eq!(kind(path), what);
        }
    }
}
