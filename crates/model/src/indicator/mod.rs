//! What is measured and how it is reduced. Sees the world, gets no draws, changes nothing.
//!
//! Each indicator is one declaration in the file of its subject; tables, dictionary, charts and report follow from it.

pub mod contract;
mod declared;
mod histories;
pub mod leaving_care;
mod measurement;
mod members;
pub mod money;
pub mod numbers;
pub mod placements;
pub mod relationship;
mod respondents;
mod stock;
mod summaries;
pub mod workforce;
mod year;

pub use declared::{Better, Indicator, Measure, Subject, Unit};
pub use histories::{Counts, Histories, SURVIVAL};
pub use measurement::{Measurement, Readings};
pub use members::{Group, Members};
pub use respondents::{Askable, CaseHolderSeen, ChildSeen, LookBack};
pub use stock::{Establishment, Stock};
pub use summaries::{Summaries, SummaryAbout, summaries};
pub use year::{Sums, WorkforceYear, Year};

const SUBJECTS: [&[Indicator]; 7] = [
    placements::ALL,
    relationship::ALL,
    leaving_care::ALL,
    workforce::ALL,
    contract::ALL,
    money::ALL,
    numbers::ALL,
];

const COUNT: usize = {
    let (mut count, mut subject) = (0, 0);
    while subject < SUBJECTS.len() {
        count += SUBJECTS[subject].len();
        subject += 1;
    }
    count
};

/// Every indicator that is declared here, in the order of the tables.
pub static INDICATORS: [Indicator; COUNT] = {
    let mut all = [SUBJECTS[0][0]; COUNT];
    let (mut count, mut subject) = (0, 0);
    while subject < SUBJECTS.len() {
        let mut at = 0;
        while at < SUBJECTS[subject].len() {
            all[count] = SUBJECTS[subject][at];
            (count, at) = (count + 1, at + 1);
        }
        subject += 1;
    }
    all
};

/// The declared indicator of an id.
pub fn indicator(id: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|indicator| indicator.id == id)
}

/// The indicators that the report leads with, in order.
pub static HEADLINES: [Indicator; 7] = [
    relationship::WORKER_CHANGES,
    relationship::SAME_WORKER_ALL_YEAR,
    placements::PLACEMENTS_3PLUS,
    placements::DISRUPTIONS,
    relationship::DIRECT_HOURS,
    workforce::TURNOVER,
    money::COST_PER_CHILD_YEAR,
];
