//! `swplab new FILE`: writes a starter with a remark on every field, or a short scenario of a place and a question, and never
//! over a file that exists.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use crate::scenario::starter;

/// Writes the starter; 0 if it was written, 2 if the file exists, 3 if it could not be written.
///
/// # Errors
/// `out` cannot be written.
pub fn run(path: &Path, out: &mut dyn Write) -> io::Result<u8> {
    write_new(path, &starter(), out)
}

/// Writes a scenario as a file of the user's own; 2 if the file exists, 3 if it could not be written.
///
/// # Errors
/// `out` cannot be written.
pub fn write_new(path: &Path, text: &str, out: &mut dyn Write) -> io::Result<u8> {
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    // A scenario that found no room to its end would be refused as the user's own next time.
    let written = |mut file: std::fs::File| {
        file.write_all(text.as_bytes()).inspect_err(|_| drop(std::fs::remove_file(path)))
    };
    match file.and_then(written) {
        Ok(()) => {
            let path = path.display();
            writeln!(out, "{path} is written. Change it, then: swplab check {path}")?;
            Ok(0)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            writeln!(out, "{} exists and is left as it is: choose another name.", path.display())?;
            Ok(2)
        }
        Err(error) => {
            writeln!(out, "{} cannot be written: {error}", path.display())?;
            Ok(3)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_passes_the_check_without_a_warning_and_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("starter.toml");
        let mut out = Vec::new();
        assert_eq!(run(&path, &mut out).unwrap(), 0);
        let mut said = Vec::new();
        let code = super::super::check::run(&path, &mut said).unwrap();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("is in order: 3 arms"), "{said}");
        std::fs::write(&path, "mine").unwrap();
        assert_eq!(run(&path, &mut out).unwrap(), 2);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    }
}
