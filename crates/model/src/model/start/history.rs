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
use crate::model::settings::care::{HOME, MATCH, OTHER_EXIT};
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
    /// Mean months in care of a period.
    pub stay: f64,
    /// The same of a period that begins at 16 or 17.
    pub stay_of_oldest: f64,
    /// Periods of each that end at home at a month of age.
    pub home: Vec<f64>,
    /// Other exits of one of the oldest in a month, by months in care.
    other_of_oldest: Vec<f64>,
}

impl Histories {
    /// Density of time in care d at age a: starters of age a - d × share still in care.
    pub fn new(care: &CareSettings, local: &LocalAuthority) -> Histories {
        let (factor, own) = (local.exits_factor, local.of_exits());
        let starters = starters_by_month(care, &by_period_ages(care, local));
        // A match for adoption ends care after the least time and the mean wait for the order.
        let delay = (care.adoption_least + 1.0 / care.adoption_order) as usize;
        // Leaving, matches, going home and other exits in each month of care, by age band.
        let mut of_month = vec![[[0.0; AGES]; 4]; MONTHS];
        for age in 0..AGES {
            let [mut exits, mut matches, mut home, mut other] = [[0.0; CARE_BANDS]; 4];
            for b in 0..CARE_BANDS {
                exits[b] = (0..MATCH).map(|risk| care.rate[risk][b][age] * own[risk]).sum();
                matches[b] = care.rate[MATCH][b][age] * own[MATCH];
                home[b] = care.rate[HOME][b][age] * own[HOME];
                other[b] = care.rate[OTHER_EXIT][b][age] * own[OTHER_EXIT];
            }
            let until =
                |rates: &[f64; CARE_BANDS], month: usize| bands::cumulative(&CARE_ENDS, rates, month as f64);
            for (month, row) in of_month.iter_mut().enumerate() {
                for (of_kind, rates) in [&exits, &matches, &home, &other].into_iter().enumerate() {
                    row[of_kind][age] = factor * (until(rates, month + 1) - until(rates, month));
                }
            }
        }
        // Shares that are still in care and without a match after half a month and after a month.
        let after = |share: f64| -> Vec<[f64; AGES]> {
            let still = |of_kind: &[[f64; AGES]; 4]| {
                std::array::from_fn(|age| libm::exp(-share * (of_kind[0][age] + of_kind[1][age])))
            };
            of_month.iter().map(still).collect()
        };
        let (half, whole) = (after(0.5), after(1.0));
        let ages: [usize; MONTHS] = std::array::from_fn(|age| age_band(age as f64 + 0.5));
        let mut cumulative: Vec<Vec<f64>> = (0..MONTHS).map(|age| vec![0.0; age + 2]).collect();
        let (mut leaving, mut matched, mut first_year) = ([0.0; AGES], [0.0; AGES], [0.0; AGES]);
        let (mut all, mut stay, mut home) = ([0.0; AGES], 0.0, vec![0.0; MONTHS]);
        let mut other_of_oldest = vec![0.0; MONTHS];
        let mut of_entry = vec![0.0; MONTHS];
        let (mut stay_of_oldest, mut oldest) = (0.0, 0.0);
        for entry in 0..MONTHS {
            let (mut waiting, mut with_adopters) = (starters[entry], 0.0);
            let is_oldest = f64::from(u8::from(ages[entry] == AGES - 1));
            oldest += is_oldest * starters[entry];
            for month_of_age in entry..MONTHS {
                let (months, age) = (month_of_age - entry, ages[month_of_age]);
                let [leaves, matches, goes_home, other_exit] = of_month[months].map(|rates| rates[age]);
                // Half a month's exits on average by the middle of the month.
                let here = waiting * half[months][age];
                of_entry[months] = here * matches;
                with_adopters += of_entry[months];
                if let Some(ordered) = months.checked_sub(delay) {
                    with_adopters -= of_entry[ordered];
                }
                with_adopters = f64::max(with_adopters, 0.0);
                cumulative[month_of_age][months + 1] = here + with_adopters;
                stay += here + with_adopters;
                stay_of_oldest += is_oldest * (here + with_adopters);
                home[month_of_age] += here * goes_home;
                other_of_oldest[months] += if age == AGES - 1 { here * other_exit } else { 0.0 };
                leaving[age] += here * leaves;
                matched[age] += here * matches;
                first_year[age] += if months < 12 { here } else { 0.0 };
                all[age] += here;
                waiting *= whole[months][age];
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
        other_of_oldest.iter_mut().for_each(|exits| *exits /= all[AGES - 1]);
        if oldest > 0.0 {
            stay_of_oldest /= oldest;
        }
        Histories {
            cumulative,
            by_month,
            leaving,
            matched,
            first_year,
            stay,
            stay_of_oldest,
            home,
            other_of_oldest,
        }
    }

    /// Share of the periods that begin who come back to care, where as many begin as ever did: of those who go
    /// home, the ones who are back before they are 18.
    pub fn returning(&self, care: &CareSettings) -> f64 {
        let back = |month_of_age: usize| {
            let (left, mut hazard, mut from) = ((MONTHS - month_of_age) as f64 - 0.5, 0.0, 0.0);
            for (&end, &rate) in care.reentry_ends.iter().zip(&care.reentry) {
                hazard += rate * (end.min(left) - from).max(0.0);
                from = end;
            }
            1.0 - libm::exp(-hazard)
        };
        self.home.iter().enumerate().map(|(age, home)| home * back(age)).sum()
    }

    /// Children by age band for each period that begins in a month, where as many begin as ever did.
    pub fn ages(&self) -> [f64; AGES] {
        let mut ends = AGE_ENDS.map(|end| self.by_month[(end * 12.0) as usize - 1]);
        let all: f64 = ends.iter().sum();
        ends.iter_mut().for_each(|end| *end *= self.stay / all);
        ends
    }

    /// Age in months at which a child who went home did so, by inverse CDF.
    pub fn age_at_going_home(&self, u: f64) -> f64 {
        let target = u * self.home.iter().sum::<f64>();
        let mut before = 0.0;
        for (month, home) in self.home.iter().enumerate() {
            if before + home > target {
                return month as f64 + (target - before) / home;
            }
            before += home;
        }
        EIGHTEEN
    }

    /// Other exits of one of the oldest in a month, after at least so many months of care.
    pub fn other_exits(&self, least: f64) -> f64 {
        self.other_of_oldest[libm::ceil(least) as usize..].iter().sum()
    }

    /// Share of those who turn 18 who have been looked after for at least so many months.
    pub fn served_on(&self, least: f64) -> f64 {
        let row = &self.cumulative[MONTHS - 1];
        1.0 - row[(libm::ceil(least) as usize).min(row.len() - 1)] / row[row.len() - 1]
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
