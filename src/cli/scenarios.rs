//! `swplab scenarios`: the scenarios that the program carries: listed, shown, or copied to a file of one's own.

use std::io::{self, Write};
use std::path::PathBuf;

use super::explain::line;
use super::new;
use crate::evidence::nearest_of;
use crate::scenario::carried::{CARRIED, find};

/// What is asked of them.
#[derive(Debug, clap::Subcommand)]
pub enum Asked {
    /// Print a scenario with its remarks
    Show {
        /// Name of the scenario, such as contract-length
        name: String,
    },
    /// Write a scenario as a file of one's own
    Copy {
        /// Name of the scenario, such as contract-length
        name: String,
        /// File to write; must not exist [default: NAME.toml]
        file: Option<PathBuf>,
    },
}

/// Lists the scenarios, prints one or writes one; 2 if it is not known or the file exists.
///
/// # Errors
/// `out` cannot be written.
pub fn run(asked: Option<Asked>, out: &mut dyn Write) -> io::Result<u8> {
    let (name, file) = match asked {
        None => return list(out),
        Some(Asked::Show { name }) => (name, None),
        Some(Asked::Copy { name, file }) => {
            let own =
                file.unwrap_or_else(|| PathBuf::from(format!("{}.toml", name.trim_end_matches(".toml"))));
            (name, Some(own))
        }
    };
    let Some(carried) = find(&name) else {
        writeln!(out, "\"{name}\" is no scenario that the program carries.")?;
        let near = nearest_of(&name, CARRIED.iter().map(|one| one.name));
        match near.is_empty() {
            true => writeln!(out, "`swplab scenarios` lists them.")?,
            false => writeln!(out, "Did you mean {}?", near.join(" or "))?,
        }
        return Ok(2);
    };
    match file {
        None => write!(out, "{}", carried.text)?,
        Some(path) => return new::write_new(&path, carried.text, out),
    }
    Ok(0)
}

/// A name, a title and a question of each.
fn list(out: &mut dyn Write) -> io::Result<u8> {
    for carried in CARRIED {
        let read = carried.document().and_then(|document| document.scenario());
        let (scenario, _) = read.map_err(|faults| io::Error::other(faults.to_string()))?;
        line(out, carried.name, &format!("{}. {}", scenario.title, scenario.question))?;
    }
    writeln!(
        out,
        "\n`swplab scenarios show NAME` prints one with its remarks; `swplab scenarios copy NAME` writes it"
    )?;
    writeln!(out, "as a file of your own.")?;
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(asked: Option<Asked>) -> (u8, String) {
        let mut out = Vec::new();
        let code = run(asked, &mut out).unwrap();
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn every_scenario_is_listed_with_its_question_and_shown_as_it_is() {
        let (code, listed) = said(None);
        assert_eq!(code, 0);
        for one in CARRIED {
            assert!(listed.lines().any(|line| line.starts_with(one.name)), "{}", one.name);
            assert_eq!(said(Some(Asked::Show { name: one.file() })), (0, one.text.to_owned()));
        }
        assert!(listed.contains("Make or buy. What if the first contract"), "{listed}");
    }

    #[test]
    fn an_unknown_scenario_is_bad_input_and_names_its_neighbours() {
        let (code, told) = said(Some(Asked::Show { name: "contract-lenght".to_owned() }));
        assert!(code == 2 && told.contains("Did you mean contract-length"), "{told}");
    }

    #[test]
    fn a_copy_is_the_file_and_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.toml");
        let copy = || Some(Asked::Copy { name: "kent".to_owned(), file: Some(file.clone()) });
        assert_eq!(said(copy()).0, 0);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), find("kent").unwrap().text);
        assert_eq!(said(copy()).0, 2);
    }
}
