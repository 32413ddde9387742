//! `CITATION.cff` of the program as it was used: version, commit, and the scenario by its hash.

use super::study::Study;

/// How the program itself is cited; version and what is of this study are put in.
const PROGRAM: &str = include_str!("../../CITATION.cff");

/// The citation.
pub(super) fn text(study: &Study) -> String {
    let (hash, version) = (&study.manifest.scenario_blake3, &study.manifest.swplab_version);
    let message = format!(
        "Results of swplab: please cite the program with its version, and name the scenario \"{}\" with its BLAKE3 hash {hash}.",
        study.manifest.title
    );
    let mut out = String::new();
    for line in PROGRAM.lines() {
        out += &if line.starts_with("message:") {
            format!("message: {}", quoted(&message))
        } else if line.starts_with("version:") {
            format!("version: {version}")
        } else {
            line.to_owned()
        };
        out.push('\n');
    }
    if !study.commit.is_empty() {
        out += &format!("commit: {}\n", quoted(&study.commit));
    }
    out += &format!(
        "identifiers:\n  - type: other\n    value: {}\n    description: {}\n",
        quoted(&format!("blake3:{hash}")),
        quoted("BLAKE3 hash of the scenario of these results, as resolved")
    );
    out
}

/// A text in quotation marks, as YAML reads it. JSON's marks are YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
