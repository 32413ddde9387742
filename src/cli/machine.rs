//! What a study needs is said before it starts, and what the machine has not is refused.

use std::path::Path;

use super::exit::Exit;
use super::say::note;
use crate::analysis::machine::{Asks, shortage, threads};
use crate::analysis::{Need, bytes};

/// Says what a study needs, and refuses one for which the machine has not enough.
///
/// # Errors
/// Bad input: the numbers that are asked for.
pub fn must_hold(need: &Need, asked: usize, directory: &Path, quiet: bool, asks: Asks) -> Result<(), Exit> {
    if !quiet {
        let memory = need.memory(threads(asked));
        note(&format!(
            "note: this needs at most about {} of memory and {} of disk",
            bytes(memory),
            bytes(need.disk)
        ));
    }
    let Some(sentence) = shortage(need, asked, free_disk(directory), asks) else { return Ok(()) };
    note(&format!("error: {sentence}"));
    Err(Exit::BadInput)
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
        let need =
            |kept: f64, disk: f64| Need { kept, life: 1.0e6, disk, lived: 0.0, less: "fewer --replications" };
        assert_eq!(must_hold(&need(1.0e6, 1.0), 1, &here, true, Asks::Study), Ok(()));
        if cfg!(target_os = "linux") {
            assert_eq!(must_hold(&need(1.0e18, 1.0), 1, &here, true, Asks::Study), Err(Exit::BadInput));
            assert_eq!(must_hold(&need(1.0, 1.0e18), 1, &here, true, Asks::Study), Err(Exit::BadInput));
        }
    }
}
