//! Progress on standard error: a bar with time left on a terminal, else a plain line now and then.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::say::note;
use crate::study::Progress;

/// Shortest time between two plain lines.
const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// Shows how far a study has come, stage by stage, each with its own time left.
pub struct Shown {
    how: How,
    stage: Mutex<Stage>,
}

enum How {
    Silent,
    Bar(ProgressBar),
    Lines,
}

struct Stage {
    began: Instant,
    /// The last line.
    at: Instant,
    tenths: u64,
}

impl Stage {
    fn begin() -> Stage {
        let now = Instant::now();
        Stage { began: now, at: now, tenths: 0 }
    }

    fn left(&self, progress: Progress) -> String {
        let spent = self.began.elapsed().as_secs_f64();
        let share = progress.done.max(1) as f64 / progress.total.max(1) as f64;
        let failed = match progress.failed {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        format!("about {} left{failed}", duration_in_words(spent / share - spent))
    }
}

impl Shown {
    /// Nothing is begun; `quiet` shows nothing.
    pub fn new(quiet: bool) -> Shown {
        let how = if quiet {
            How::Silent
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent:>3}%, {msg}") {
                bar.set_style(style);
            }
            How::Bar(bar)
        } else {
            How::Lines
        };
        Shown { how, stage: Mutex::new(Stage::begin()) }
    }

    /// Shows one step; a stage begins with nothing done.
    pub fn step(&self, progress: Progress) {
        let Progress { unit, done, total, .. } = progress;
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if done == 0 {
            *stage = Stage::begin();
        }
        match &self.how {
            How::Silent => {}
            How::Bar(bar) => {
                bar.set_length(total);
                bar.set_message(match unit {
                    "runs" => stage.left(progress),
                    unit => format!("{unit}, {}", stage.left(progress)),
                });
                bar.set_position(done);
            }
            How::Lines => {
                let tenths = done * 10 / total.max(1);
                let is_due = stage.at.elapsed() >= BETWEEN_LINES && tenths > stage.tenths;
                if is_due && done < total {
                    (stage.at, stage.tenths) = (Instant::now(), tenths);
                    note(&format!("{done} of {total} {unit} done, {}", stage.left(progress)));
                }
            }
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let How::Bar(bar) = &self.how {
            bar.finish_and_clear();
        }
    }
}

/// A duration as a person would say it.
fn duration_in_words(seconds: f64) -> String {
    let plural = |count: f64, unit: &str| match count {
        1.0 => format!("1 {unit}"),
        _ => format!("{count} {unit}s"),
    };
    if seconds < 59.5 {
        plural(seconds.max(1.0).round(), "second")
    } else if seconds < 59.5 * 60.0 {
        plural((seconds / 60.0).round(), "minute")
    } else {
        plural((seconds / 3600.0).round(), "hour")
    }
}

#[cfg(test)]
mod tests {
    use super::duration_in_words;

    #[test]
    fn durations_are_said_as_people_say_them() {
        let said = [0.2, 1.0, 42.4, 59.6, 119.0, 3599.0, 7100.0].map(duration_in_words);
        let expected = ["1 second", "1 second", "42 seconds", "1 minute", "2 minutes", "1 hour", "2 hours"];
        assert_eq!(said, expected);
    }
}
