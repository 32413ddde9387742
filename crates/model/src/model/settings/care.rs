//! Numbers of arrivals, leaving care and re-entry.

use super::unaccompanied::UnaccompaniedSettings;
use crate::evidence::ParameterSet;
use crate::model::hazard::bands::{CARE_BANDS, CARE_ENDS, Curves};
use crate::terms::{AGES, Exit};

/// Risks of a period of care, in the order of [`crate::model::world::CareClock::left`].
pub const HOME: usize = 0;
/// Special guardianship.
pub const GUARDIANSHIP: usize = 1;
/// Other exits.
pub const OTHER_EXIT: usize = 2;
/// Match for adoption: the child moves to the adopters.
pub const MATCH: usize = 3;
/// Change of status only.
pub const STATUS: usize = 4;

/// See the quantities `arrivals.*` and `care.*`.
#[derive(Clone, Debug, PartialEq)]
pub struct CareSettings {
    /// Shares of children starting for the first time by age band.
    pub start_ages: [f64; AGES],
    /// Shares of the children who come back by age band.
    pub reentry_ages: [f64; AGES],
    /// Relative rate of matches by age band.
    pub match_age: [f64; AGES],
    /// Share of starters under 1 who are newborn (first month).
    pub newborn_share: f64,
    /// Share of starters aged 16 and 17 who are 16.
    pub sixteen_share: f64,
    /// Log-standard deviation of an authority's yearly factor of arrivals.
    pub arrivals_sigma: f64,
    /// The same in other arms where it is not the same.
    pub other_sigmas: Vec<f64>,
    /// Share of starting periods that are a child's second or later.
    pub reentry_share: f64,
    /// Monthly rates by risk, band of time in care and age band.
    pub rate: [[[f64; AGES]; CARE_BANDS]; 5],
    /// The same rates as curves of time in care, by age band.
    pub curves: [Curves<5, CARE_BANDS>; AGES],
    /// Monthly rate of an adoption order once the least time has passed.
    pub adoption_order: f64,
    /// Least months between placement and order.
    pub adoption_least: f64,
    /// Monthly rate at which an adoptive placement breaks down before the order.
    pub adoption_breakdown: f64,
    /// Ends of the bands of time at home, months.
    pub reentry_ends: [f64; 3],
    /// Monthly rates of coming back by band.
    pub reentry: [f64; 3],
    /// Mean months with the assessment team.
    pub assessment_months: f64,
    /// Share of children who go through court after assessment.
    pub court_share: f64,
    /// Mean months with the court team.
    pub court_months: f64,
    /// Unaccompanied children.
    pub unaccompanied: UnaccompaniedSettings,
}

fn age_table(p: &ParameterSet, id: &str) -> [f64; AGES] {
    fixed(p.table(id), id)
}

/// A table of known length.
pub(super) fn fixed<const N: usize>(values: Vec<f64>, id: &str) -> [f64; N] {
    values.try_into().unwrap_or_else(|v: Vec<f64>| panic!("{id} must have {N} entries, not {}", v.len()))
}

impl CareSettings {
    /// Reads the quantities.
    pub fn new(p: &ParameterSet) -> CareSettings {
        let mut rate = [[[0.0; AGES]; CARE_BANDS]; 5];
        for (risk, name) in
            [Exit::Home.key(), Exit::Guardianship.key(), Exit::Other.key(), "match"].into_iter().enumerate()
        {
            let duration_id = format!("care.{name}.duration");
            let duration: [f64; CARE_BANDS] = fixed(p.table(&duration_id), &duration_id);
            let age = age_table(p, &format!("care.{name}.age"));
            for band in 0..CARE_BANDS {
                for a in 0..AGES {
                    rate[risk][band][a] = duration[band] * age[a];
                }
            }
        }
        let status: [f64; CARE_BANDS] = fixed(p.table("placement.status"), "placement.status");
        for band in 0..CARE_BANDS {
            rate[STATUS][band] = [status[band]; AGES];
        }
        let reentry: [f64; 3] = fixed(p.table("care.reentry.rate"), "care.reentry.rate");
        CareSettings {
            start_ages: age_table(p, "arrivals.first-ages"),
            reentry_ages: age_table(p, "care.reentry.ages"),
            match_age: age_table(p, "care.match.age"),
            newborn_share: p.get("arrivals.newborn-share"),
            sixteen_share: p.get("arrivals.sixteen-share"),
            arrivals_sigma: p.get("arrivals.overdispersion"),
            other_sigmas: Vec::new(),
            reentry_share: p.get("care.reentry.share"),
            rate,
            curves: CareSettings::curves(&rate),
            adoption_order: p.get("care.adoption-order.rate"),
            adoption_least: p.get("care.adoption-order.least-months"),
            adoption_breakdown: p.get("care.adoption-breakdown"),
            reentry_ends: [CARE_ENDS[0], 12.0, 60.0],
            reentry,
            assessment_months: p.get("pathway.assessment-months"),
            court_share: p.get("pathway.court-share"),
            court_months: p.get("pathway.court-months"),
            unaccompanied: UnaccompaniedSettings::new(p),
        }
    }

    /// Shares of all starting periods by age band, where those who start for the first time have these shares.
    pub fn period_ages(&self, first: &[f64; AGES]) -> [f64; AGES] {
        let all: f64 = first.iter().sum();
        std::array::from_fn(|band| {
            (1.0 - self.reentry_share) * first[band] / all + self.reentry_share * self.reentry_ages[band]
        })
    }

    /// Rates by risk, band of time in care and age band as curves, by age band.
    pub fn curves(rate: &[[[f64; AGES]; CARE_BANDS]; 5]) -> [Curves<5, CARE_BANDS>; AGES] {
        std::array::from_fn(|age| {
            let of_risk = |risk: usize| std::array::from_fn(|band| rate[risk][band][age]);
            Curves::new(CARE_ENDS, std::array::from_fn(of_risk))
        })
    }
}
