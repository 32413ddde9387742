//! What a machine has left, against what a study needs of it.

use std::path::Path;

use super::need::{Need, bytes};
use crate::returns::plain;

/// What a user can change of what a study needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// How much is simulated, and where it is written.
    Study,
    /// Nothing but threads: what is simulated stands in a manifest.
    Threads,
}

/// Why a machine has not enough for a study on so many threads (0: one for each core), and what to take instead; nothing where
/// it has enough or the system does not say. `free_disk` is in bytes, where it is known.
pub fn shortage(need: &Need, threads: usize, free_disk: Option<f64>, asks: Asks) -> Option<String> {
    let memory = need.memory(self::threads(threads));
    let said = |what: &str, needed: f64, free: f64, remedy: String| {
        let (needed, free) = (bytes(needed), bytes(free));
        Some(format!("this needs about {needed} of {what}, but {free} are free: take {remedy}"))
    };
    match (free_memory(), free_disk) {
        (Some(free), _) if memory > free && need.memory(1) <= free => {
            let fewer = ((free - need.memory(0)) / need.life).max(1.0);
            said("memory", memory, free, format!("--threads {fewer:.0} or fewer"))
        }
        (Some(free), _) if memory > free => {
            let less = if asks == Asks::Study { need.less } else { "a machine that has more" };
            said("memory", memory, free, less.to_owned())
        }
        (_, Some(free)) if need.disk > free => {
            let less = match asks {
                Asks::Study => format!("another place with --out, or {}", need.less),
                Asks::Threads => "a disk that has more".to_owned(),
            };
            said("disk", need.disk, free, less)
        }
        _ => None,
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
