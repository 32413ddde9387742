//! What a unit's year comes to, before it is reduced to indicators; years of other authorities add up.

use super::snapshot::{Establishment, Stock};
use crate::model::world::Tally;

/// Sums of a provider over a year that are not in its tally.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub worker_months: f64,
    pub morale: f64,
    pub insecurity: f64,
    pub culture: f64,
    pub open_months: f64,
    pub trust: f64,
    pub trusted_months: f64,
    pub tenders: f64,
    pub transfers: f64,
    pub surplus: f64,
    pub grades: f64,
    pub graded: f64,
}

/// Sums of the workforce year, which ends on 30 September.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WorkforceYear {
    pub months: u32,
    pub exits: f64,
    pub sick: f64,
    pub available: f64,
    pub short: f64,
}

/// One year of one unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Year {
    pub tally: Tally,
    pub sums: Sums,
    /// The workforce year that ended this financial year, with its last day; `None` in a part year.
    pub ended: Option<WorkforceYear>,
    pub day: Establishment,
    pub stock: Stock,
}

impl Year {
    /// Adds the same year of other authorities.
    pub fn add(&mut self, other: &Year) {
        self.tally.add(&other.tally);
        self.sums.add(&other.sums);
        self.day.add(&other.day);
        self.stock.add(&other.stock);
        if let (Some(ended), Some(other)) = (&mut self.ended, &other.ended) {
            ended.exits += other.exits;
            ended.sick += other.sick;
            ended.available += other.available;
            ended.short += other.short;
        }
    }
}

impl Sums {
    fn add(&mut self, other: &Sums) {
        self.worker_months += other.worker_months;
        self.morale += other.morale;
        self.insecurity += other.insecurity;
        self.culture += other.culture;
        self.open_months += other.open_months;
        self.trust += other.trust;
        self.trusted_months += other.trusted_months;
        self.tenders += other.tenders;
        self.transfers += other.transfers;
        self.surplus += other.surplus;
        self.grades += other.grades;
        self.graded += other.graded;
    }
}
