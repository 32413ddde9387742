//! Histories of the first day: how long its children have been looked after.
//!
//! ```text
//! time in care d at age a   density ~ starters of age a - d × share still in care after d
//! ```
//!
//! Starters by age are the authority's own, those who come back included. Survival is that of the fitted exits
//! times the authority's exits factor. A match counts as an exit after the least time plus the mean wait for the
//! order. Where children lived in that time: `lived`.

use super::by_period_ages;
use crate::model::hazard::bands::{self, AGE_ENDS, AGES, CARE_BANDS, CARE_ENDS, age_band};
use crate::model::settings::care::MATCH;
use crate::model::settings::{CareSettings, LocalAuthority};
use crate::model::world::EIGHTEEN;

const MONTHS: usize = EIGHTEEN as usize;

/// Length-biased distribution of time in care by age.
pub struct Histories {
    /// Cumulative weight of having been in care for at most d months, by age in months; rows of growing length.
    cumulative: Vec<Vec<f64>>,
    /// Children of each month of age as the process has them, cumulative inside each band.
    by_month: [f64; MONTHS],
    /// Mean rate of leaving care by age, adoption and birthdays apart.
    pub leaving: [f64; AGES],
    /// The same of a match for adoption.
    pub matched: [f64; AGES],
    /// Share who have been looked after for less than a year, by age.
    pub first_year: [f64; AGES],
}

impl Histories {
    /// Density of time in care d at age a: starters of age a - d × share still in care.
    pub fn new(care: &CareSettings, local: &LocalAuthority) -> Histories {
        let (factor, own) = (local.exits_factor, local.of_exits());
        let starters = starters_by_month(care, &by_period_ages(care, local));
        // Mean hazard of each month of care by age band; a match for adoption ends care after the
        // least time and the mean wait for the order.
        let delay = (care.adoption_least + 1.0 / care.adoption_order) as usize;
        let mut hazard = vec![[0.0; AGES]; MONTHS];
        // Leaving and matches in each month of care, by age band.
        let mut of_month = vec![[[0.0; AGES]; 2]; MONTHS];
        for age in 0..AGES {
            let mut exits = [0.0; CARE_BANDS];
            let mut matches = [0.0; CARE_BANDS];
            for b in 0..CARE_BANDS {
                exits[b] = (0..MATCH).map(|risk| care.rate[risk][b][age] * own[risk]).sum();
                matches[b] = care.rate[MATCH][b][age] * own[MATCH];
            }
            let until =
                |rates: &[f64; CARE_BANDS], month: usize| bands::cumulative(&CARE_ENDS, rates, month as f64);
            for (month, row) in hazard.iter_mut().enumerate() {
                row[age] = factor * (until(&exits, month + 1) - until(&exits, month));
                of_month[month][0][age] = row[age];
                of_month[month][1][age] = factor * (until(&matches, month + 1) - until(&matches, month));
                if let Some(matched) = month.checked_sub(delay) {
                    row[age] += factor * (until(&matches, matched + 1) - until(&matches, matched));
                }
            }
        }
        // Shares that are still in care after half a month and after a month.
        let half = hazard.iter().map(|row| row.map(|step| libm::exp(-step / 2.0)));
        let half: Vec<[f64; AGES]> = half.collect();
        let whole = hazard.iter().map(|row| row.map(|step| libm::exp(-step)));
        let whole: Vec<[f64; AGES]> = whole.collect();
        let ages: [usize; MONTHS] = std::array::from_fn(|age| age_band(age as f64 + 0.5));
        let mut cumulative: Vec<Vec<f64>> = (0..MONTHS).map(|age| vec![0.0; age + 2]).collect();
        for entry in 0..MONTHS {
            let mut survival = 1.0;
            for age in entry..MONTHS {
                let months = age - entry;
                // Half a month's exits on average by the middle of the month.
                cumulative[age][months + 1] = starters[entry] * survival * half[months][ages[age]];
                survival *= whole[months][ages[age]];
            }
        }
        let (mut leaving, mut matched, mut first_year) = ([0.0; AGES], [0.0; AGES], [0.0; AGES]);
        let mut all = [0.0; AGES];
        for (row, &age) in cumulative.iter().zip(&ages) {
            let total: f64 = row.iter().sum();
            for (month, weight) in row[1..].iter().enumerate() {
                let share = weight / total;
                leaving[age] += share * of_month[month][0][age];
                matched[age] += share * of_month[month][1][age];
                first_year[age] += if month < 12 { share } else { 0.0 };
                all[age] += share;
            }
        }
        for age in 0..AGES {
            for sum in [&mut leaving, &mut matched, &mut first_year] {
                sum[age] /= all[age];
            }
        }
        for row in &mut cumulative {
            for k in 1..row.len() {
                row[k] += row[k - 1];
            }
        }
        let mut by_month: [f64; MONTHS] =
            std::array::from_fn(|age| cumulative[age].last().copied().unwrap_or(0.0));
        for age in 1..MONTHS {
            if ages[age] == ages[age - 1] {
                by_month[age] += by_month[age - 1];
            }
        }
        Histories { cumulative, by_month, leaving, matched, first_year }
    }

    /// Age in months of a child of a band, by inverse CDF: ages inside a band are those of the process.
    pub fn age(&self, band: usize, u: f64) -> f64 {
        let low = if band == 0 { 0 } else { (AGE_ENDS[band - 1] * 12.0) as usize };
        let rows = &self.by_month[low..(AGE_ENDS[band] * 12.0) as usize];
        let target = u * rows[rows.len() - 1];
        let k = rows.partition_point(|&sum| sum < target).min(rows.len() - 1);
        let before = if k == 0 { 0.0 } else { rows[k - 1] };
        (low + k) as f64 + (target - before) / (rows[k] - before).max(f64::MIN_POSITIVE)
    }

    /// Share of the oldest who turn 18 in a month.
    pub fn birthdays(&self) -> f64 {
        let [.., before, all] = self.by_month;
        (all - before) / all
    }

    /// Months in care of a child of `age` months, by inverse CDF.
    pub fn time_in_care(&self, age: f64, u: f64) -> f64 {
        let row = &self.cumulative[(age as usize).min(MONTHS - 1)];
        let total = row[row.len() - 1];
        let target = u * total;
        let k = row.partition_point(|&sum| sum < target).clamp(1, row.len() - 1);
        let inside = (target - row[k - 1]) / (row[k] - row[k - 1]).max(f64::MIN_POSITIVE);
        let months = (k - 1) as f64 + inside;
        // A child cannot have been in care before she was born.
        if months < age { months } else { age * inside.clamp(0.05, 1.0) }
    }
}

/// Starters by month of age, all ages summing to 1.
fn starters_by_month(care: &CareSettings, period_ages: &[f64; AGES]) -> [f64; MONTHS] {
    let mut starters = [0.0; MONTHS];
    for (month, share) in starters.iter_mut().enumerate() {
        let b = age_band(month as f64 + 0.5);
        let low = if b == 0 { 0.0 } else { AGE_ENDS[b - 1] * 12.0 };
        let width = AGE_ENDS[b] * 12.0 - low;
        let inside = match b {
            0 if month == 0 => care.newborn_share,
            0 => (1.0 - care.newborn_share) / (width - 1.0),
            4 if month < 204 => care.sixteen_share / 12.0,
            4 => (1.0 - care.sixteen_share) / 12.0,
            _ => 1.0 / width,
        };
        *share = period_ages[b] * inside;
    }
    starters
}
