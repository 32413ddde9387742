//! `swplab lab [SCENARIO...] --out lab.html`: writes the laboratory as one page that opens without a network.

use std::path::{Path, PathBuf};

use super::exit::Exit;
use super::say::{self, note};
use crate::laboratory::page::{Offered, page};
use crate::scenario::ScenarioError;
use crate::scenario::carried;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// Scenario files, or names of carried ones, that the page offers, the first of them open [default: those that the program carries]
    scenarios: Vec<PathBuf>,
    /// File to write
    #[arg(long, value_name = "FILE", default_value = "lab.html")]
    out: PathBuf,
    /// Write over a file that exists
    #[arg(long)]
    replace: bool,
}

/// Scenarios that the page offers where none is named, the first of them open.
const OFFERED: [&str; 9] = [
    "contract-length",
    "culture-change",
    "moving-house",
    "summit-debate",
    "review-cadence",
    "budget-holder",
    "same-rules",
    "hackney",
    "evolve-yp",
];

/// Writes the page.
pub fn run(asked: &Asked) -> Result<Exit, Exit> {
    let offered = if asked.scenarios.is_empty() { offered() } else { read(&asked.scenarios)? };
    let text = page(&offered);
    let out = &asked.out;
    write(out, text.as_bytes(), asked.replace).map_err(|fault| {
        let exists = fault.kind() == std::io::ErrorKind::AlreadyExists;
        let reason =
            if exists { "it exists: --replace writes over it".to_owned() } else { fault.to_string() };
        note(&format!("{} cannot be written: {reason}.", out.display()));
        if exists { Exit::BadInput } else { Exit::CouldNotWrite }
    })?;
    let size = text.len() as f64 / 1e6;
    Ok(say::answer(
        &format!(
            "{} is written: {} in {size:.1} MB. Open it in a browser; it asks nothing of any network.\n",
            out.display(),
            crate::report::words::counted(offered.len(), "scenario")
        ),
        Exit::Well,
    ))
}

fn offered() -> Vec<Offered> {
    let each = OFFERED.iter().filter_map(|name| carried::find(name));
    each.map(|one| Offered { file: one.file(), text: one.text.to_owned() }).collect()
}

/// Scenario files as they are, each checked.
fn read(paths: &[PathBuf]) -> Result<Vec<Offered>, Exit> {
    let mut offered = Vec::new();
    for path in paths {
        let checked =
            carried::document(path).and_then(|document| document.scenario().map_err(ScenarioError::from));
        match checked {
            Ok((scenario, warnings)) => {
                warnings.iter().for_each(|warning| note(&warning.to_string()));
                offered.push(Offered { file: format!("{}.toml", scenario.name), text: scenario.text });
            }
            Err(fault) => {
                note(&fault.to_string());
                return Err(Exit::BadInput);
            }
        }
    }
    Ok(offered)
}

fn write(path: &Path, bytes: &[u8], replace: bool) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).create_new(!replace);
    options.open(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Document;

    #[test]
    fn every_scenario_that_is_offered_is_in_order() {
        assert_eq!(offered().len(), OFFERED.len());
        for Offered { file, text } in offered() {
            let files = crate::scenario::ProfileFiles::Beside(PathBuf::new());
            let document = Document::parse(&file, file.clone(), files, text.as_bytes()).unwrap();
            assert!(document.scenario().is_ok(), "{file}");
        }
    }

    #[test]
    fn a_page_is_not_written_over_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("lab.html");
        let asked = |replace| Asked { scenarios: Vec::new(), out: out.clone(), replace };
        assert_eq!(run(&asked(false)), Ok(Exit::Well));
        assert_eq!(run(&asked(false)), Err(Exit::BadInput));
        assert_eq!(run(&asked(true)), Ok(Exit::Well));
        let nowhere = folder.path().join("missing/lab.html");
        assert_eq!(run(&Asked { out: nowhere, ..asked(false) }), Err(Exit::CouldNotWrite));
    }
}
