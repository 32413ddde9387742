//! Facts of a run that no comparison may see: its time, its threads, its host.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::calendar::utc;
use crate::results::RunLog;

/// The commit of the sources that this program is built of, with a word where they were changed; empty where it is not known.
pub const COMMIT: &str = env!("SWPLAB_COMMIT");

/// The log of a run that took so long on so many threads (0: one for each core).
pub fn of(took: Duration, threads: usize) -> RunLog {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    RunLog {
        seconds: took.as_secs_f64(),
        threads: match threads {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            asked => asked,
        },
        host: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        finished: utc(now.as_secs() as i64),
        commit: COMMIT.to_owned(),
    }
}
