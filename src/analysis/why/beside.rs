//! A chain that was lived for itself, taken up by the page of the study beside whose tables it lies.

use std::path::Path;

use super::rows::{ChainRow, LinkRow, WhyRow};
use super::{Request, Why};
use crate::analysis::Analysis;
use crate::results::file::read_table;
use crate::results::{MANIFEST, Manifest, OutputError, read_manifest};

/// Folder within the results of a study in which its page looks for a chain: `swplab why SCENARIO --out DIR/why`.
pub(crate) const FOLDER: &str = "why";

/// The links of a chain that lies beside the tables of a study of the same scenario; none where there is none, or one of another
/// scenario or version.
///
/// # Errors
/// When its tables are missing, damaged or altered.
pub(crate) fn beside(directory: &Path, study: &Manifest) -> Result<Vec<WhyRow>, OutputError> {
    let folder = directory.join(FOLDER);
    if !folder.join(MANIFEST).is_file() {
        return Ok(Vec::new());
    }
    let manifest = read_manifest(&folder)?;
    let arms = |of: &Manifest| -> Vec<String> { of.arms.iter().map(|arm| arm.name.clone()).collect() };
    let is_of_study = manifest.kind == Why::KIND
        && manifest.scenario_as_written == study.scenario_as_written
        && manifest.seed == study.seed
        && manifest.swplab_version == study.swplab_version
        && arms(&manifest).iter().all(|arm| arms(study).contains(arm));
    if !is_of_study {
        return Ok(Vec::new());
    }
    let request: Request = serde_json::from_value(manifest.request.clone()).unwrap_or_default();
    let answers: Vec<ChainRow> = read_table(&folder, &manifest.files)?;
    let links: Vec<LinkRow> = read_table(&folder, &manifest.files)?;
    let Some(answer) = answers.into_iter().next() else { return Ok(Vec::new()) };
    let row = |link: LinkRow| WhyRow {
        links: request.links.clone().unwrap_or_else(|| "all".to_owned()),
        arm: answer.arm.clone(),
        unit: answer.unit.clone(),
        indicator: answer.indicator.clone(),
        channel: link.channel,
        title: link.title,
        moves: link.moves,
        n: link.n,
        mean: link.mean,
        ci_low: link.ci_low,
        ci_high: link.ci_high,
        share: link.share,
        closed: link.closed,
        grades: link.grades,
    };
    Ok(links.into_iter().map(row).collect())
}
