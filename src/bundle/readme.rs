//! What is in a bundle, for whoever opens it.

use super::parts::Part;
use super::study::Study;
use super::text::md_table;
use crate::report::words::counted;

/// The words.
pub(super) fn text(study: &Study, parts: &[Part]) -> String {
    let is_own = |part: &&Part| !part.path.starts_with("results/");
    let rows: Vec<Vec<String>> = parts
        .iter()
        .filter(is_own)
        .map(|part| vec![format!("`{}`", part.path), part.about.clone()])
        .collect();
    let count = |ending: &str| {
        parts.iter().filter(|part| part.path.starts_with("results/") && part.path.ends_with(ending)).count()
    };
    let copies = |number: usize, feature: &str, what: &str| match number {
        0 => format!(
            " No {what}: the program that made this bundle was built without the feature `{feature}`."
        ),
        number => format!(" {number} of them as {what} too."),
    };
    let (tables, drawings) = (study.manifest.files.len(), count(".svg"));
    format!(
        "# {}\n\n{}\n\nSimulated with swplab, {}; made on {}. Figures are of a simulation: no real child stands behind any of them.\n\n\
         Begin with `results/report.html`, which opens in any browser and needs no network.\n\n{}\n\
         `results/` is the results directory as it was written: the page, the manifest, {}, {}.{}{}\n\n\
         ## To repeat it\n\n\
         ```sh\nswplab verify results      # runs the study again and compares every table byte for byte\nswplab run scenario.toml   # runs the scenario anew{}\n```\n\n\
         ## Terms\n\n\
         The program is licensed MIT or Apache-2.0. Sources and licences of the figures from which the study starts stand in\n\
         `results/manifest.json` (sources) and in the workbook's notes. Terms of the simulated results are for whoever publishes\n\
         them to state.\n",
        study.manifest.title,
        study.manifest.question,
        study.version(),
        study.day(),
        md_table(&["file", "what it is"], &rows),
        counted(tables, "table"),
        counted(drawings, "drawing"),
        copies(count(".parquet"), "parquet", "Parquet"),
        copies(count(".png"), "png", "PNG"),
        if study.command == "run" {
            String::new()
        } else {
            format!(", without what was asked of `swplab {}`", study.command)
        },
    )
}
