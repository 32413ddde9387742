//! Progress on standard error: a bar with time left on a terminal, else a plain line now and then.

use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::say::note;
use crate::study::Progress;

/// Shortest time between two plain lines.
const BETWEEN_LINES: Duration = Duration::from_secs(3);

/// Shows how far a study has come.
pub struct Shown {
    began: Instant,
    /// What is counted.
    unit: &'static str,
    how: How,
}

enum How {
    Silent,
    Bar(ProgressBar),
    Lines(Mutex<Line>),
}

struct Line {
    at: Instant,
    tenths: u64,
}

impl Shown {
    /// Begins to show; `quiet` shows nothing.
    pub fn begin(quiet: bool) -> Shown {
        Shown::counting("runs", quiet)
    }

    /// The same where something else than runs is counted.
    pub fn counting(unit: &'static str, quiet: bool) -> Shown {
        let began = Instant::now();
        let how = if quiet {
            How::Silent
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent:>3}%, {msg}") {
                bar.set_style(style);
            }
            How::Bar(bar)
        } else {
            How::Lines(Mutex::new(Line { at: began, tenths: 0 }))
        };
        Shown { began, unit, how }
    }

    /// Shows one step.
    pub fn step(&self, progress: Progress) {
        match &self.how {
            How::Silent => {}
            How::Bar(bar) => {
                bar.set_length(progress.total);
                bar.set_message(match self.unit {
                    "runs" => self.left(progress),
                    unit => format!("{unit}, {}", self.left(progress)),
                });
                bar.set_position(progress.done);
            }
            How::Lines(last) => {
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                let tenths = progress.done * 10 / progress.total.max(1);
                let is_due = last.at.elapsed() >= BETWEEN_LINES && tenths > last.tenths;
                if is_due && progress.done < progress.total {
                    *last = Line { at: Instant::now(), tenths };
                    let Progress { done, total, .. } = progress;
                    note(&format!("{done} of {total} {} done, {}", self.unit, self.left(progress)));
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

/// Shows work of several stages, each with its own time left.
pub struct Stages {
    quiet: bool,
    now: Mutex<Option<Shown>>,
}

impl Stages {
    /// Nothing is begun; `quiet` shows nothing.
    pub fn new(quiet: bool) -> Stages {
        Stages { quiet, now: Mutex::new(None) }
    }

    /// Ends the stage before and begins the next.
    pub fn next(&self, unit: &'static str) {
        self.end();
        *self.lock() = Some(Shown::counting(unit, self.quiet));
    }

    /// Shows one step of the stage.
    pub fn step(&self, progress: Progress) {
        if let Some(shown) = &*self.lock() {
            shown.step(progress);
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        if let Some(shown) = self.lock().take() {
            shown.end();
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Shown>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
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
