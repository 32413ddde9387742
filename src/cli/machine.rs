//! What the machine has left, against what a study needs of it.

use std::path::Path;

use super::exit::Exit;
use super::say::note;
use crate::analysis::{Need, bytes};
use crate::returns::plain;

/// What a command lets its user change of what it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// How much is simulated, and where it is written.
    Study,
    /// Nothing but threads: what is simulated stands in a manifest.
    Threads,
}

/// Says what a study needs, and refuses one for which the machine has not enough.
///
/// # Errors
/// Bad input: the numbers that are asked for.
pub fn must_hold(need: &Need, threads: usize, directory: &Path, quiet: bool, asks: Asks) -> Result<(), Exit> {
    let threads = self::threads(threads);
    let (memory, disk) = (need.memory(threads), need.disk);
    if !quiet {
        note(&format!(
            "note: this needs at most about {} of memory and {} of disk",
            bytes(memory),
            bytes(disk)
        ));
    }
    let refuse = |what: &str, needed: f64, free: f64, remedy: String| {
        let (needed, free) = (bytes(needed), bytes(free));
        note(&format!("error: this needs about {needed} of {what}, but {free} are free: take {remedy}"));
        Err(Exit::BadInput)
    };
    match (free_memory(), free_disk(directory)) {
        (Some(free), _) if memory > free && need.memory(1) <= free => {
            let fewer = ((free - need.memory(0)) / need.life).max(1.0);
            refuse("memory", memory, free, format!("--threads {fewer:.0} or fewer"))
        }
        (Some(free), _) if memory > free => {
            let less = if asks == Asks::Study { need.less } else { "a machine that has more" };
            refuse("memory", memory, free, less.to_owned())
        }
        (_, Some(free)) if disk > free => {
            let less = match asks {
                Asks::Study => format!("another place with --out, or {}", need.less),
                Asks::Threads => "a disk that has more".to_owned(),
            };
            refuse("disk", disk, free, less)
        }
        _ => Ok(()),
    }
}

/// Threads that are used where so many are asked for; 0 for one for each core.
pub fn threads(asked: usize) -> usize {
    if asked > 0 { asked } else { std::thread::available_parallelism().map_or(1, usize::from) }
}

/// Bytes of memory that may be had: of the machine, and of the group in which a container holds its programs. Nothing
/// where the system does not say.
fn free_memory() -> Option<f64> {
    let read = |path: &str| plain::read_text(Path::new(path), plain::WRITTEN).ok();
    let about = read("/proc/meminfo")?;
    let line = about.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let free = 1024.0 * line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()?;
    let number = |path: &str| read(path)?.trim().parse::<f64>().ok();
    let held = number("/sys/fs/cgroup/memory.max").zip(number("/sys/fs/cgroup/memory.current"));
    Some(held.map_or(free, |(most, used)| free.min((most - used).max(0.0))))
}

/// Bytes that a user may write where a directory lies.
#[cfg(unix)]
fn free_disk(directory: &Path) -> Option<f64> {
    let about = nix::sys::statvfs::statvfs(directory).ok()?;
    Some(about.blocks_available() as f64 * about.fragment_size() as f64)
}

#[cfg(not(unix))]
fn free_disk(_: &Path) -> Option<f64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_machine_has_is_refused_and_what_every_machine_has_is_not() {
        let here = std::env::temp_dir();
        let need = |kept: f64, disk: f64| Need { kept, life: 1.0e6, disk, less: "fewer --replications" };
        assert_eq!(must_hold(&need(1.0e6, 1.0), 1, &here, true, Asks::Study), Ok(()));
        if cfg!(target_os = "linux") {
            assert_eq!(must_hold(&need(1.0e18, 1.0), 1, &here, true, Asks::Study), Err(Exit::BadInput));
            assert_eq!(must_hold(&need(1.0, 1.0e18), 1, &here, true, Asks::Study), Err(Exit::BadInput));
        }
    }
}
