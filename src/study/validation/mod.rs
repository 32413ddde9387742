//! Validation: how well the model predicts what it was not fitted to.

mod backcast;
mod baselines;
mod built;
mod card;
mod known;
mod lives;
mod patterns;
pub mod pilots;
mod simple;
mod targets;
mod totals;
mod units;
mod workforce;

pub use backcast::{BackCast, Forecast, INTERVAL, NationYear, back_cast};
pub use baselines::{Baseline, Stand, baselines};
pub use card::{Besides, Card, Line, Part, card};
pub use lives::Anchors;
pub use patterns::{Pattern, patterns};
pub use simple::Simple;
pub use targets::{Kind, TARGETS, Target, target};
pub use totals::{COVERAGE, Ruled, Total, WITHIN, reason, totals};
