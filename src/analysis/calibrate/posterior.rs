//! The posterior as a file that any scenario can run over.

use super::Words;
use crate::analysis::calibrate::Calibration;
use crate::scenario::Targets;

/// The file: where it comes from, a header of parameters, and rows of equal weight.
pub(super) fn text(targets: &Targets, words: &Words<'_>, found: &Calibration) -> String {
    let mut text = format!(
        "# Posterior of {}: {}\n# Made by: {}\n# Version {} of swplab, seed {}; BLAKE3 of the targets file {}\n",
        targets.scenario.name,
        targets.title,
        words.command,
        env!("CARGO_PKG_VERSION"),
        targets.scenario.seed,
        blake3::hash(targets.text.as_bytes()).to_hex()
    );
    if let Some(last) = found.populations.last() {
        text += &format!(
            "# {} rows of equal weight, drawn from population {} of {} particles with the effective size {:.0}\n",
            found.rows.len(),
            found.populations.len(),
            last.points.len(),
            last.effective_size
        );
    }
    text += "# Contains public sector information licensed under the Open Government Licence v3.0.\n";
    let ids: Vec<&str> = words.free.iter().map(|free| free.id.as_str()).collect();
    text += &(ids.join(",") + "\n");
    for row in &found.rows {
        let values = row.iter().enumerate();
        let values: Vec<String> = values.map(|(input, u)| (words.value)(input, *u).to_string()).collect();
        text += &(values.join(",") + "\n");
    }
    text
}
