//! Files that a command writes beside one another: all of them or none, never half of one, and an only copy is replaced by
//! a name, not in place.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::directory::beside;
use super::exit::Exit;
use super::interrupt;
use super::say;

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Its owner alone: what it says is of single children.
    Owner,
    /// Whoever the system lets read what the user writes.
    All,
}

fn write(path: &Path, text: &str, readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Readers::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = readers;
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Writes every file or none: aside first, then put in place. An interruption waits until it is done.
///
/// # Errors
/// The exit of a command that was interrupted, that would replace a file unasked, or that could not write.
pub fn write_all(files: &[(PathBuf, String)], readers: Readers, replace: bool) -> Result<(), Exit> {
    if interrupt::is_asked_for() {
        return Err(interrupt::give_up());
    }
    let _busy = interrupt::unfinished();
    for (path, _) in files {
        if !replace && fs::symlink_metadata(path).is_ok() {
            say::note(&format!(
                "error: `{}` exists already: choose another file with --out or --faults, or add --replace",
                path.display()
            ));
            return Err(Exit::CouldNotWrite);
        }
    }
    let mut written = Vec::new();
    let failed = files.iter().find_map(|(path, text)| {
        // A name of this command's own: what stands there already is somebody's.
        let aside = beside(path, &format!(".{}.partial", std::process::id()));
        let result = write(&aside, text, readers);
        let is_ours = !matches!(&result, Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists);
        if is_ours {
            written.push((aside, path));
        }
        result.err().map(|fault| (path, fault))
    });
    let failed = failed.or_else(|| {
        written.iter().find_map(|(aside, path)| fs::rename(aside, path).err().map(|fault| (*path, fault)))
    });
    match failed {
        None => {
            if !files.is_empty() {
                interrupt::keeps("Interrupted when everything was written.".to_owned());
            }
            Ok(())
        }
        Some((path, fault)) => {
            for (aside, _) in &written {
                let _ = fs::remove_file(aside);
            }
            say::note(&format!("error: could not write `{}`: {fault}", path.display()));
            Err(Exit::CouldNotWrite)
        }
    }
}
