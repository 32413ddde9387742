//! `swplab verify`: the study of a results directory once more, and every table, chart and page byte for byte.

use std::fmt::Write;
use std::path::Path;

use super::analyse::{Ended, carry_out, prepare};
use super::directory::{Unfinished, beside};
use super::ending::found_or_recovered;
use super::exit::Exit;
use super::{drawn, ending, interrupt, say};
use crate::analysis::machine::Asks;
use crate::analysis::{self, Input};
use crate::results::{self, MANIFEST, Manifest, OutputError, OutputOptions};
use crate::returns::plain;
use crate::study::{InMemory, StudyError};

/// Repeats the study of a results directory beside it and compares tables, charts and report.
pub fn run(directory: &Path, threads: usize, quiet: bool) -> Result<Exit, Exit> {
    found_or_recovered(directory)?;
    let manifest = analysis::read_manifest(directory).map_err(ending::of_output)?;
    let entry = analysis::entry_of(&manifest, directory).map_err(ending::of_output)?;
    let mut found = String::new();
    let version = env!("CARGO_PKG_VERSION");
    if manifest.swplab_version != version {
        tell(
            &mut found,
            &format!(
                "these results are of version {}, this is version {version}: other numbers may be meant",
                manifest.swplab_version
            ),
        );
    }
    damaged_files(directory, &manifest, &mut found);
    let mut input = Input::of_manifest(&manifest);
    let prepared = prepare(entry, &mut input, manifest.request.clone())?;
    interrupt::listen();
    let again = place(directory)?;
    let options = OutputOptions::plain(threads);
    let outcome =
        carry_out(&*prepared, again.path(), options, (quiet, Asks::Threads), &mut InMemory::default(), None)
            .map_err(Ended::exit)?;
    if interrupt::is_asked_for() {
        return Err(ending::of_study(StudyError::Interrupted));
    }
    let repeated = outcome.manifest;
    differences(directory, &manifest, again.path(), &repeated, &mut found);
    let drawn = drawn::compare(directory, again.path(), options, &mut found).map_err(ending::of_output)?;
    let copies = copies(directory, &repeated, again.path(), options, &mut found)?;
    if found.is_empty() {
        let tables = manifest.files.len();
        let text = format!("The same: manifest and {tables} tables, byte for byte.\n{drawn}{copies}");
        return Ok(if quiet { Exit::Well } else { say::answer(&text, Exit::Well) });
    }
    let shown = directory.display();
    Ok(say::answer(&format!("Not the same as when run again: {shown}\n{found}"), Exit::SomeFailed))
}

/// A place for the study once more: beside the directory, or where that cannot be written to, as on a medium that is
/// only read, among the temporary files.
fn place(directory: &Path) -> Result<Unfinished, Exit> {
    let near = beside(directory, ".again");
    let far = std::env::temp_dir().join(format!("swplab-again-{}", std::process::id()));
    Unfinished::open(&near, false).or_else(|_| Unfinished::open(&far, false)).map_err(|_| {
        ending::of_writing(format!(
            "the study cannot be repeated: neither `{}` nor `{}` can be written",
            near.display(),
            far.display()
        ))
    })
}

/// Tables that are no longer what the manifest says they were.
fn damaged_files(directory: &Path, manifest: &Manifest, found: &mut String) {
    for entry in &manifest.files {
        match plain::read(&directory.join(&entry.name), plain::TABLE) {
            Err(fault) => tell(found, &format!("{} cannot be read: {fault}", entry.name)),
            Ok(bytes) if blake3::hash(&bytes).to_hex().as_str() != entry.blake3 => {
                tell(found, &format!("{} was changed after it was written: its checksum differs", entry.name))
            }
            Ok(_) => {}
        }
    }
}

fn differences(directory: &Path, manifest: &Manifest, again: &Path, repeated: &Manifest, found: &mut String) {
    for entry in &repeated.files {
        let name = &entry.name;
        let Ok(new) = plain::read(&again.join(name), plain::TABLE) else {
            continue;
        };
        match plain::read(&directory.join(name), plain::TABLE) {
            Ok(old) if old == new => {}
            Ok(old) => tell(found, &format!("{name} differs, {}", first_difference(&old, &new))),
            Err(_) if manifest.files.iter().any(|entry| &entry.name == name) => {}
            Err(_) => tell(found, &format!("{name} is missing")),
        }
    }
    for entry in &manifest.files {
        if !repeated.files.iter().any(|other| other.name == entry.name) {
            tell(found, &format!("{} is not written by this version", entry.name));
        }
    }
    // The version was told already; the checksums repeat what was told of the tables.
    let old = Manifest {
        swplab_version: repeated.swplab_version.clone(),
        files: repeated.files.clone(),
        ..manifest.clone()
    };
    if old != *repeated {
        tell(found, &format!("{MANIFEST} differs"));
    }
}

/// Compares the Parquet copies that the directory holds; says how many, or that this build cannot.
fn copies(
    directory: &Path,
    repeated: &Manifest,
    again: &Path,
    options: OutputOptions,
    found: &mut String,
) -> Result<String, Exit> {
    let names = repeated.files.iter().map(|entry| results::parquet_copy_of(&entry.name));
    let names: Vec<String> = names.filter(|name| directory.join(name).exists()).collect();
    if names.is_empty() {
        return Ok(String::new());
    }
    let number = names.len();
    if let Err(fault) = results::write_parquet_copies(again, repeated, options) {
        return match fault {
            OutputError::NotBuilt { .. } => {
                Ok(format!("Not compared: {number} Parquet files, since {fault}\n"))
            }
            other => Err(ending::of_output(other)),
        };
    }
    for name in &names {
        let read = |directory: &Path| plain::read(&directory.join(name), plain::TABLE);
        let (old, new) = (read(directory), read(again));
        if !matches!((&old, &new), (Ok(old), Ok(new)) if old == new) {
            tell(found, &format!("{name} is not the copy of its table"));
        }
    }
    Ok(format!("The same: {number} Parquet files.\n"))
}

/// Where two tables part, in words.
fn first_difference(old: &[u8], new: &[u8]) -> String {
    let mut line = 1;
    let (mut old_lines, mut new_lines) = (old.split(is_end), new.split(is_end));
    loop {
        match (old_lines.next(), new_lines.next()) {
            (Some(old), Some(new)) if old == new => line += 1,
            (Some(old), Some(new)) => {
                let text = |bytes| String::from_utf8_lossy(bytes).trim_end().to_owned();
                return format!("first in line {line}:\n    was   {}\n    again {}", text(old), text(new));
            }
            _ => return format!("one ends before line {line}"),
        }
    }
}

fn is_end(byte: &u8) -> bool {
    *byte == b'\n'
}

pub fn tell(found: &mut String, said: &str) {
    writeln!(found, "  {said}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_line_that_differs_is_shown_with_both_texts() {
        let said = first_difference(b"a,b\n1,2\n3,4\n", b"a,b\n1,2\n3,5\n");
        assert_eq!(said, "first in line 3:\n    was   3,4\n    again 3,5");
        assert_eq!(first_difference(b"a\n", b"a\nb\n"), "first in line 2:\n    was   \n    again b");
    }
}
