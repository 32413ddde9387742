//! Files that a command writes beside one another: all of them or none, never half of one, and an only copy is replaced by
//! a name, not in place.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::directory::Unfinished;
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

/// A file without a name in a directory, to be written and read: its room is given back when the program ends, however it
/// ends.
///
/// # Errors
/// When it cannot be made.
pub fn without_name(directory: &Path) -> io::Result<File> {
    let path = directory.join(".swplab-lived");
    let file = File::options().read(true).write(true).create(true).truncate(true).open(&path)?;
    fs::remove_file(&path)?;
    Ok(file)
}

/// Refuses, before the work, a file that could not be written after it.
///
/// # Errors
/// The exit of a command that would replace what it may not, or that could not write.
pub fn must_be_free(path: &Path, replace: bool) -> Result<(), Exit> {
    let found = refusal(path, replace);
    let sentence = found.or_else(|| {
        let aside = Unfinished::aside(path);
        aside.err()
    });
    let Some(sentence) = sentence else { return Ok(()) };
    say::note(&format!("error: {sentence}"));
    Err(Exit::CouldNotWrite)
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
    let refused = |sentence: &str| {
        say::note(&format!("error: {sentence}"));
        Err(Exit::CouldNotWrite)
    };
    if let Some(refusal) = files.iter().find_map(|(path, _)| refusal(path, replace)) {
        return refused(&refusal);
    }
    // A directory of this command's own beside the first file of each folder: what a kill leaves in it the next command
    // knows and removes.
    let mut asides: BTreeMap<&Path, Unfinished> = BTreeMap::new();
    for (path, _) in files {
        let folder = path.parent().unwrap_or(Path::new(""));
        if !asides.contains_key(folder) {
            match Unfinished::aside(path) {
                Ok(opened) => asides.insert(folder, opened),
                Err(sentence) => return refused(&sentence),
            };
        }
    }
    let mut written = Vec::new();
    let failed = files.iter().zip(0..).find_map(|((path, text), number)| {
        let folder = asides.get(path.parent().unwrap_or(Path::new("")))?;
        let aside = folder.path().join(format!("{number}.toml"));
        let result = write(&aside, text, readers);
        written.push((aside, path));
        result.err().map(|fault| (path, fault))
    });
    let mut placed = Vec::new();
    let failed = failed.or_else(|| {
        written.iter().find_map(|(aside, path)| match put(aside, path, replace) {
            Ok(()) => {
                placed.push(*path);
                None
            }
            Err(fault) => Some((*path, fault)),
        })
    });
    let Some((path, fault)) = failed else {
        if !files.is_empty() {
            interrupt::keeps("Interrupted when everything was written.".to_owned());
        }
        return Ok(());
    };
    // What took no other file's place is removed again.
    for file in placed.into_iter().filter(|_| !replace) {
        let _ = fs::remove_file(file);
    }
    refused(&format!("could not write `{}`: {fault}", path.display()))
}

/// Why a file may not be written.
fn refusal(path: &Path, replace: bool) -> Option<String> {
    let shown = path.display();
    let about = fs::symlink_metadata(path).ok()?;
    if about.is_dir() {
        return Some(format!("`{shown}` is a directory: give the name of a file"));
    }
    if !about.is_file() && !about.is_symlink() {
        return Some(format!(
            "`{shown}` is a pipe or a device, which is never replaced: give the name of a file"
        ));
    }
    if replace && about.is_symlink() {
        return Some(format!("`{shown}` is a link, which --replace leaves alone: give the file itself"));
    }
    (!replace).then(|| format!("`{shown}` exists already: choose another name, or add --replace"))
}

/// Gives a file its name. One that another command has given in this moment is not taken away from it.
pub fn put(aside: &Path, path: &Path, replace: bool) -> io::Result<()> {
    if !replace {
        match fs::hard_link(aside, path) {
            Ok(()) => return fs::remove_file(aside),
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => return Err(fault),
            // Some file systems have no second names for a file.
            Err(_) => {}
        }
    }
    fs::rename(aside, path)
}
