//! A results directory that is complete or absent: written as `OUT.partial`, renamed at the end.
//!
//! Two commands never write to one directory: each holds the lock of a file inside it, from before the first table
//! until after the directory has its name. Nothing is deleted that is not known to be ours: the same file says whose
//! work it is, and a file that no command of swplab writes makes it the user's.

use std::fs::{self, File, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use super::interrupt;
use super::say::note;
use ours::{entries, refuse_strangers, remove_all_but, remove_replaced};

mod ours;

/// The file that marks unfinished work as ours and is locked for as long as a command writes.
const MARK: &str = ".swplab-unfinished";

/// What the mark says of work that is begun anew where a command did not finish.
const PASSING: &str = "swplab: work that is begun anew\n";
/// What it says of work from which the next command goes on.
const KEPT: &str = "swplab: work that is kept, from which the same command goes on\n";

/// What marks a directory as results, which alone may be replaced.
const MANIFEST: &str = "manifest.json";

/// Unfinished results on their way to a directory of their own; dropped, they are removed.
#[derive(Debug)]
pub struct Unfinished {
    target: PathBuf,
    partial: PathBuf,
    /// Held until the directory has its name.
    lock: File,
    is_finished: bool,
    /// Whether what is unfinished outlives the command, so that the next one goes on from it.
    is_kept: bool,
    /// Whether results that have the name may be replaced.
    replace: bool,
    /// Directories around it that were made for it, the inmost first: they go with it where it is not finished.
    made: Vec<PathBuf>,
}

/// Why a directory cannot be had.
enum Refusal {
    /// Another command holds it.
    InUse,
    /// A sentence.
    Because(String),
}

impl Unfinished {
    /// Opens `OUT.partial`. An existing OUT is refused unless `replace` is set and it holds results.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn open(target: &Path, replace: bool) -> Result<Unfinished, String> {
        recover(target)?;
        refuse_what_exists(target, replace)?;
        let mut opened = Unfinished::claim(target, PASSING).map_err(|refusal| refusal.sentence(target))?;
        opened.replace = replace;
        Ok(opened.heeded())
    }

    /// Opens `OUT.partial` for files that get names of their own one by one; dropped, it is removed. The caller keeps
    /// interruptions waiting.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn aside(target: &Path) -> Result<Unfinished, String> {
        Unfinished::claim(target, PASSING).map_err(|refusal| refusal.sentence(target))
    }

    /// The same, to be removed at an interruption.
    fn heeded(self) -> Unfinished {
        *interrupt::unfinished() = Some(self.partial.clone());
        self
    }

    /// Opens `OUT.partial` as an earlier command left it, or empty where there is none or `restart` is
    /// set. It stays where this command does not finish.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn open_again(target: &Path, replace: bool, restart: bool) -> Result<Unfinished, String> {
        recover(target)?;
        refuse_what_exists(target, replace)?;
        let mut opened = Unfinished::claim(target, KEPT).map_err(|refusal| refusal.sentence(target))?;
        if restart {
            opened.empty()?;
        }
        opened.is_kept = true;
        opened.replace = replace;
        Ok(opened)
    }

    /// The first of `results/NAME`, `results/NAME-2`, ... that does not exist and that no command is
    /// writing to.
    pub fn free_name(name: &str) -> PathBuf {
        let is_free = |target: &PathBuf| {
            fs::symlink_metadata(target).is_err() && !is_in_use(&beside(target, ".partial"))
        };
        names(name).find(is_free).expect("there is no last name")
    }

    /// Opens the first of `results/NAME`, `results/NAME-2`, ... that nothing stands in the way of.
    ///
    /// # Errors
    /// A sentence that names the path.
    pub fn open_new(name: &str) -> Result<Unfinished, String> {
        for target in names(name) {
            recover(&target)?;
            if fs::symlink_metadata(&target).is_ok() {
                continue;
            }
            match Unfinished::claim(&target, PASSING) {
                Ok(opened) => return Ok(opened.heeded()),
                // Somebody else's, at work or to be kept: the next name.
                Err(Refusal::InUse) => {}
                Err(Refusal::Because(_)) if beside(&target, ".partial").exists() => {}
                Err(refusal) => return Err(refusal.sentence(&target)),
            }
        }
        unreachable!("there is no last name")
    }

    /// The place that it gets in the end.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where to write.
    pub fn path(&self) -> &Path {
        &self.partial
    }

    /// Takes the lock of `OUT.partial`, made if it is not there, and empties it where the work is begun anew.
    fn claim(target: &Path, work: &str) -> Result<Unfinished, Refusal> {
        let partial = beside(target, ".partial");
        let around = partial.ancestors().skip(1);
        let made = around.filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made: Vec<PathBuf> = made.map(Path::to_owned).collect();
        let lock = lock(&partial)?;
        let mut opened = Unfinished {
            target: target.to_owned(),
            partial,
            lock,
            is_finished: false,
            // Until it is known to be ours it is not removed.
            is_kept: true,
            replace: false,
            made,
        };
        let mut mark = String::new();
        let _ = opened.lock.read_to_string(&mut mark);
        let shown = opened.partial.display();
        if mark == KEPT && work != KEPT {
            return Err(Refusal::Because(format!(
                "`{shown}` holds the unfinished work of a calibration: let that command finish it, or choose another directory with --out"
            )));
        }
        let is_fresh = mark.is_empty() && entries(&opened.partial).all(|name| name == MARK);
        if !is_fresh && ![PASSING, KEPT].contains(&mark.as_str()) {
            let _ = fs::remove_file(opened.partial.join(MARK));
            return Err(Refusal::Because(format!(
                "`{shown}` is no unfinished work of swplab, so it is left alone: move it away, or choose another directory with --out"
            )));
        }
        if mark != work {
            if !is_fresh {
                opened.empty().map_err(Refusal::Because)?;
            }
            let written = opened.lock.set_len(0).and_then(|()| opened.lock.write_all(work.as_bytes()));
            if let Err(error) = written {
                // On a full disk even the mark finds no room.
                let _ = fs::remove_file(opened.partial.join(MARK));
                let _ = fs::remove_dir(&opened.partial);
                return Err(Refusal::Because(format!("could not write to `{shown}`: {error}")));
            }
        } else if work == PASSING {
            opened.empty().map_err(Refusal::Because)?;
            note(&format!(
                "note: removed what an earlier command left unfinished in `{}`",
                opened.partial.display()
            ));
        }
        opened.is_kept = work == KEPT;
        Ok(opened)
    }

    /// Removes what an earlier command left, but for the mark.
    fn empty(&self) -> Result<(), String> {
        refuse_strangers(&self.partial)?;
        let fault = |error| format!("could not write to `{}`: {error}", self.partial.display());
        remove_all_but(&self.partial, MARK).map_err(fault)
    }

    /// Puts the finished directory in its place.
    ///
    /// # Errors
    /// A sentence that names the path; nothing is left behind but results whose name somebody else has taken meanwhile,
    /// which get another.
    pub fn finish(mut self) -> Result<PathBuf, String> {
        let mut unfinished = interrupt::unfinished();
        let target = self.target.clone();
        let fault =
            |what: &str, error: std::io::Error| format!("could not {what} `{}`: {error}", target.display());
        let replaced = beside(&target, ".replaced");
        let replaces = self.replace
            && fs::symlink_metadata(&target).is_ok()
            && refuse_what_exists(&target, true).is_ok()
            && fs::rename(&target, &replaced).is_ok();
        // What is there and may not be replaced makes this fail, unless it is an empty directory.
        let placed = fs::rename(&self.partial, &target);
        if placed.is_err() && replaces {
            let _ = fs::rename(&replaced, &target);
        }
        let stands = match placed {
            Ok(()) => target.clone(),
            Err(_) if fs::symlink_metadata(&target).is_ok() => {
                let free = numbered(&target).skip(1).find(|other| fs::symlink_metadata(other).is_err());
                let free = free.expect("there is no last name");
                fs::rename(&self.partial, &free).map_err(|error| fault("write", error))?;
                free
            }
            Err(error) => return Err(fault("write", error)),
        };
        self.is_finished = true;
        *unfinished = None;
        interrupt::keeps("Interrupted when everything was written.".to_owned());
        fs::remove_file(stands.join(MARK)).map_err(|error| fault("finish", error))?;
        if stands != target {
            return Err(format!(
                "`{}` was put there while this command worked, and is left alone: the results are in `{}`",
                target.display(),
                stands.display()
            ));
        }
        if replaces {
            remove_replaced(&replaced).map_err(|error| fault("remove what was", error))?;
        }
        Ok(target)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_kept && !self.is_finished {
            remove(&self.partial);
            // Only while they are empty: another command may have come to write there.
            let _ = self.made.iter().try_for_each(fs::remove_dir);
        }
    }
}

impl Refusal {
    fn sentence(self, target: &Path) -> String {
        match self {
            Refusal::InUse => format!(
                "another command is writing to `{}` at this moment",
                beside(target, ".partial").display()
            ),
            Refusal::Because(sentence) => sentence,
        }
    }
}

/// Removes unfinished work, unless a file in it is the user's.
pub fn remove(partial: &Path) {
    // At an interruption the command still writes: a file that comes between is removed with the next attempt, and when
    // the directory is gone no more can come.
    for _ in 0..100 {
        if refuse_strangers(partial).is_err() || fs::remove_dir_all(partial).is_ok() || !partial.exists() {
            return;
        }
    }
}

/// Puts right what a command that was killed while it replaced results left behind: the finished directory gets
/// its name, or else the results that were get theirs back.
///
/// # Errors
/// A sentence that names the path.
pub fn recover(target: &Path) -> Result<(), String> {
    let (partial, replaced) = (beside(target, ".partial"), beside(target, ".replaced"));
    if !replaced.join(MANIFEST).is_file() {
        return Ok(());
    }
    let fault = |error| format!("could not put `{}` back: {error}", target.display());
    if fs::symlink_metadata(target).is_err() {
        if is_in_use(&partial) {
            return Ok(());
        }
        // Only a directory that was complete was about to take this place.
        let from = if partial.join(MANIFEST).is_file() { &partial } else { &replaced };
        fs::rename(from, target).map_err(fault)?;
        let _ = fs::remove_file(target.join(MARK));
    }
    if replaced.is_dir() && refuse_strangers(&replaced).is_ok() {
        remove_replaced(&replaced).map_err(fault)?;
    }
    Ok(())
}

/// The path with something added to its last name.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// `results/NAME`, `results/NAME-2`, and so on.
fn names(name: &str) -> impl Iterator<Item = PathBuf> + use<> {
    numbered(&Path::new("results").join(name))
}

/// A path, then the same with 2, 3 and so on.
fn numbered(path: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let path = path.to_owned();
    (1_u64..).map(move |number| if number == 1 { path.clone() } else { beside(&path, &format!("-{number}")) })
}

fn refuse_what_exists(target: &Path, replace: bool) -> Result<(), String> {
    let shown = target.display();
    if target.file_name().is_none() {
        return Err(format!("`{shown}` cannot be a results directory: give it a name"));
    }
    let Ok(about) = fs::symlink_metadata(target) else {
        return Ok(());
    };
    if !replace {
        return Err(format!(
            "`{shown}` exists already: choose another directory with --out, or add --replace"
        ));
    }
    if about.is_symlink() {
        return Err(format!("`{shown}` is a link, which --replace leaves alone: give the directory itself"));
    }
    if !target.join(MANIFEST).is_file() {
        return Err(format!("`{shown}` holds no results of swplab, so --replace leaves it alone"));
    }
    let replaced = beside(target, ".replaced");
    if fs::symlink_metadata(&replaced).is_ok() {
        return Err(format!("`{}` is in the way: move it away", replaced.display()));
    }
    refuse_strangers(target)
}

/// Makes a directory, if it is not there, and takes the lock of its mark.
fn lock(partial: &Path) -> Result<File, Refusal> {
    let fault = |error: std::io::Error| {
        Refusal::Because(format!("could not write to `{}`: {error}", partial.display()))
    };
    if partial.is_symlink() {
        return Err(Refusal::Because(format!("`{}` is a link, which is left alone", partial.display())));
    }
    loop {
        fs::create_dir_all(partial).map_err(fault)?;
        let opened =
            File::options().read(true).write(true).create(true).truncate(false).open(partial.join(MARK));
        let mark = match opened {
            Ok(mark) => mark,
            // Whoever held the directory gave it its name in this moment.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(fault(error)),
        };
        match mark.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Refusal::InUse),
            // Some file systems have no locks; two commands on one directory are then the user's care.
            Err(TryLockError::Error(_)) => return Ok(mark),
            Ok(()) if is_still(&mark, &partial.join(MARK)) => return Ok(mark),
            Ok(()) => {}
        }
    }
}

/// Whether an open file is the one that stands at a path.
#[cfg(unix)]
fn is_still(open: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let numbers = |about: fs::Metadata| (about.dev(), about.ino());
    matches!((open.metadata().map(numbers), fs::metadata(path).map(numbers)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

fn is_in_use(partial: &Path) -> bool {
    File::open(partial.join(MARK)).is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
}

#[cfg(test)]
mod tests;
