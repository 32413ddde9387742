//! A results directory that is complete or absent: written as `OUT.partial`, renamed at the end.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::interrupt;
use super::say::note;

/// Held for as long as a command writes to the directory, so that what a crash left behind can be
/// told from another command at work.
const LOCK: &str = ".in-use";

/// What marks a directory as results, which alone may be replaced.
const MANIFEST: &str = "manifest.json";

/// Unfinished results on their way to a directory of their own; dropped, they are removed.
#[derive(Debug)]
pub struct Unfinished {
    target: PathBuf,
    partial: PathBuf,
    lock: Option<File>,
    is_finished: bool,
    /// Whether what is unfinished outlives the command, so that the next one goes on from it.
    is_kept: bool,
}

impl Unfinished {
    /// Opens `OUT.partial`. An existing OUT is refused unless `replace` is set and it holds results.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn open(target: &Path, replace: bool) -> Result<Unfinished, String> {
        refuse_what_exists(target, replace)?;
        let partial = beside(target, ".partial");
        let lock = claim(&partial)?;
        *interrupt::unfinished() = Some(partial.clone());
        Ok(Unfinished {
            target: target.to_owned(),
            partial,
            lock: Some(lock),
            is_finished: false,
            is_kept: false,
        })
    }

    /// Opens `OUT.partial` as an earlier command left it, or empty where there is none or `restart` is
    /// set. It stays where this command does not finish.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn open_again(target: &Path, replace: bool, restart: bool) -> Result<Unfinished, String> {
        refuse_what_exists(target, replace)?;
        let partial = beside(target, ".partial");
        let lock = if restart || fs::symlink_metadata(&partial).is_err() {
            claim(&partial)?
        } else {
            claim_as_it_is(&partial)?
        };
        Ok(Unfinished {
            target: target.to_owned(),
            partial,
            lock: Some(lock),
            is_finished: false,
            is_kept: true,
        })
    }

    /// The first of `results/NAME`, `results/NAME-2`, ... that does not exist and that no command is
    /// writing to.
    pub fn free_name(name: &str) -> PathBuf {
        let mut number = 1;
        loop {
            let numbered = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
            let target = Path::new("results").join(numbered);
            if fs::symlink_metadata(&target).is_err() && !is_in_use(&beside(&target, ".partial")) {
                return target;
            }
            number += 1;
        }
    }

    /// Opens the first of `results/NAME`, `results/NAME-2`, ... that nothing stands in the way of.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn open_new(name: &str) -> Result<Unfinished, String> {
        Unfinished::open(&Unfinished::free_name(name), false)
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.partial
    }

    /// Puts the finished directory in its place.
    ///
    /// # Errors
    /// A sentence that names the path; nothing is left behind.
    pub fn finish(mut self) -> Result<PathBuf, String> {
        let mut unfinished = interrupt::unfinished();
        self.lock = None;
        let target = self.target.clone();
        let fault =
            |what: &str, error: std::io::Error| format!("could not {what} `{}`: {error}", target.display());
        fs::remove_file(self.partial.join(LOCK)).map_err(|error| fault("finish", error))?;
        let replaced = beside(&self.target, ".replaced");
        let replaces = fs::symlink_metadata(&self.target).is_ok();
        if replaces {
            fs::rename(&self.target, &replaced).map_err(|error| fault("replace", error))?;
        }
        if let Err(error) = fs::rename(&self.partial, &self.target) {
            if replaces {
                let _ = fs::rename(&replaced, &self.target);
            }
            return Err(fault("write", error));
        }
        self.is_finished = true;
        *unfinished = None;
        if replaces {
            fs::remove_dir_all(&replaced).map_err(|error| fault("remove what was", error))?;
        }
        Ok(self.target.clone())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.lock = None;
        if self.is_kept {
            let _ = fs::remove_file(self.partial.join(LOCK));
        } else if !self.is_finished {
            let _ = fs::remove_dir_all(&self.partial);
        }
    }
}

/// The path with something added to its last name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

fn refuse_what_exists(target: &Path, replace: bool) -> Result<(), String> {
    let shown = target.display();
    if target.file_name().is_none() {
        return Err(format!("`{shown}` cannot be a results directory: give it a name"));
    }
    if fs::symlink_metadata(target).is_ok() {
        if !replace {
            return Err(format!(
                "`{shown}` exists already: choose another directory with --out, or add --replace"
            ));
        }
        if !target.join(MANIFEST).is_file() {
            return Err(format!("`{shown}` holds no results of swplab, so --replace leaves it alone"));
        }
    }
    Ok(())
}

/// Takes what an earlier command left unfinished.
fn claim_as_it_is(partial: &Path) -> Result<File, String> {
    let shown = partial.display();
    if is_in_use(partial) {
        return Err(format!("another command is writing to `{shown}` at this moment"));
    }
    let lock =
        File::create(partial.join(LOCK)).map_err(|error| format!("could not write to `{shown}`: {error}"))?;
    let _ = lock.try_lock();
    Ok(lock)
}

fn claim(partial: &Path) -> Result<File, String> {
    let shown = partial.display();
    let fault = |error: std::io::Error| format!("could not write to `{shown}`: {error}");
    if is_in_use(partial) {
        return Err(format!("another command is writing to `{shown}` at this moment"));
    }
    if fs::symlink_metadata(partial).is_ok() {
        fs::remove_dir_all(partial).map_err(fault)?;
        note(&format!("note: removed `{shown}`, which an earlier command left unfinished"));
    }
    fs::create_dir_all(partial).map_err(fault)?;
    let lock = File::create(partial.join(LOCK)).map_err(fault)?;
    // Some file systems have no locks; two commands on one directory are then the user's care.
    let _ = lock.try_lock();
    Ok(lock)
}

fn is_in_use(partial: &Path) -> bool {
    File::open(partial.join(LOCK)).is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of this test alone, removed at the end.
    struct Temporary(PathBuf);

    impl Temporary {
        fn named(name: &str) -> Temporary {
            let path = std::env::temp_dir().join(format!("swplab-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Temporary(path)
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_directory_is_absent_until_it_is_complete() {
        let temporary = Temporary::named("complete");
        let target = temporary.0.join("out");
        let unfinished = Unfinished::open(&target, false).unwrap();
        fs::write(unfinished.path().join(MANIFEST), "{}").unwrap();
        assert!(!target.exists());
        unfinished.finish().unwrap();
        let names: Vec<_> = fs::read_dir(&target).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, [MANIFEST]);
        assert!(!beside(&target, ".partial").exists());
    }

    #[test]
    fn an_unfinished_directory_leaves_nothing_behind() {
        let temporary = Temporary::named("nothing");
        let target = temporary.0.join("out");
        drop(Unfinished::open(&target, false).unwrap());
        assert_eq!(fs::read_dir(&temporary.0).unwrap().count(), 0);
    }

    #[test]
    fn what_exists_is_refused_and_only_results_are_replaced() {
        let temporary = Temporary::named("replace");
        let target = temporary.0.join("out");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("letter.txt"), "dear").unwrap();
        assert!(Unfinished::open(&target, false).unwrap_err().contains("exists already"));
        assert!(Unfinished::open(&target, true).unwrap_err().contains("no results"));
        fs::write(target.join(MANIFEST), "{}").unwrap();
        Unfinished::open(&target, true).unwrap().finish().unwrap();
        assert_eq!(fs::read_dir(&target).unwrap().count(), 0);
    }

    #[test]
    fn a_directory_in_use_is_refused_and_what_a_crash_left_is_removed() {
        let temporary = Temporary::named("in-use");
        let target = temporary.0.join("out");
        let first = Unfinished::open(&target, false).unwrap();
        assert!(Unfinished::open(&target, false).unwrap_err().contains("another command"));
        drop(first);
        fs::create_dir(beside(&target, ".partial")).unwrap();
        fs::write(beside(&target, ".partial").join("half.csv"), "1,").unwrap();
        let second = Unfinished::open(&target, false).unwrap();
        assert!(!second.path().join("half.csv").exists());
    }
}
