//! The posterior as a file that any scenario can run over.

use super::Words;
use crate::analysis::calibrate::Calibration;
use crate::results::Meta;

/// The file: where it comes from, a header of parameters, and rows of equal weight.
pub(super) fn text(meta: &Meta, words: &Words<'_>, found: &Calibration) -> String {
    let mut text = format!(
        "# Posterior of {}: {}\n# Made by: {}\n# Version {} of swplab, seed {}; BLAKE3 of the targets file {}\n",
        meta.name,
        meta.title,
        words.command,
        meta.version,
        meta.seed,
        blake3::hash(meta.text.as_bytes()).to_hex()
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
