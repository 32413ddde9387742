//! Histories of the first day: how long its children have been looked after and in their placement.
//!
//! ```text
//! time in care d at age a   density ~ starters of age a - d × share still in care after d
//! time in the placement     all the time in care with the chance that the first placement has lasted so
//!                           long; else a spell in progress, density ~ its survival, shorter than the time in care
//! ```
//!
//! Survival is that of the fitted exits times the authority's exits factor. A match counts as an exit after
//! the least time plus the mean wait for the order.

use crate::evidence::Level;
use crate::model::hazard::bands::{
    self, AGE_ENDS, AGES, CARE_BANDS, CARE_ENDS, PLACEMENT_BANDS, PLACEMENT_ENDS, age_band, band,
};
use crate::model::settings::Settings;
use crate::model::settings::care::MATCH;
use crate::model::world::{EIGHTEEN, PlacementType};

const MONTHS: usize = EIGHTEEN as usize;

/// Length-biased distribution of time in care by age.
pub struct Histories {
    /// Cumulative weight of having been in care for at most d months, by age in months; rows of growing length.
    cumulative: Vec<Vec<f64>>,
    /// The authority's level of moves.
    moves: f64,
    /// The same of disruptions.
    disruptions: f64,
}

impl Histories {
    /// Density of time in care d at age a: starters of age a - d × share still in care.
    pub fn new(settings: &Settings, authority: usize) -> Histories {
        let care = &settings.care;
        let local = &settings.authorities[authority];
        let (factor, own) = (local.exits_factor, local.of_exits());
        let starters = starters_by_month(settings);
        // Mean hazard of each month of care by age band; a match for adoption ends care after the
        // least time and the mean wait for the order.
        let delay = (care.adoption_least + 1.0 / care.adoption_order) as usize;
        let mut hazard = vec![[0.0; AGES]; MONTHS];
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
        for row in &mut cumulative {
            for k in 1..row.len() {
                row[k] += row[k - 1];
            }
        }
        Histories {
            cumulative,
            moves: local.level(Level::Moves),
            disruptions: local.level(Level::Disruptions),
        }
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

    /// Months in the present placement of a child who has been in care for `months`: in her first
    /// placement with the chance that it lasted so long, else a spell in progress, whose age has
    /// density proportional to its survival.
    pub fn time_in_placement(
        &self,
        settings: &Settings,
        (placement, age): (PlacementType, f64),
        frailty: f64,
        months: f64,
        u: f64,
    ) -> f64 {
        let mut rates = [0.0; PLACEMENT_BANDS];
        if placement == PlacementType::Adoption {
            for (b, rate) in rates.iter_mut().enumerate() {
                let waits = band(&PLACEMENT_ENDS, settings.care.adoption_least) > b;
                *rate = if waits { 0.0 } else { settings.care.adoption_order };
            }
        } else {
            let numbers = &settings.placements;
            let a = age_band(age);
            let k = placement as usize;
            for (b, rate) in rates.iter_mut().enumerate() {
                let rest = numbers.rate[0][b] + numbers.rate[1][b] + numbers.rate[2][b] * frailty;
                *rate = rest * numbers.type_factor[k] * numbers.age_factor[a] * self.moves
                    + numbers.disruption[b]
                        * self.disruptions
                        * frailty
                        * numbers.type_factor_disruption[k]
                        * numbers.age_factor_disruption[a];
            }
            let first = libm::exp(-bands::cumulative(&PLACEMENT_ENDS, &rates, months));
            if u < first {
                return months;
            }
            return spell_in_progress(&rates, months, (u - first) / (1.0 - first));
        }
        spell_in_progress(&rates, months, u)
    }
}

/// Inverse CDF of the density exp(-H(t)) on (0, months), piecewise in the bands.
fn spell_in_progress(rates: &[f64; PLACEMENT_BANDS], months: f64, u: f64) -> f64 {
    // What whole bands add, and who is left after them, are the same for every stop beyond them.
    let mut whole = [(0.0, 1.0); PLACEMENT_BANDS];
    let mut start = 0.0;
    for b in 1..PLACEMENT_BANDS {
        let end = PLACEMENT_ENDS[b - 1];
        let (sum, alive) = whole[b - 1];
        let length = end - start;
        let survives = libm::exp(-rates[b - 1] * length);
        let here = if rates[b - 1] > 0.0 { alive * (1.0 - survives) / rates[b - 1] } else { alive * length };
        whole[b] = (sum + here, alive * survives);
        start = end;
        if end >= months {
            break;
        }
    }
    // What is left of a share of those alive when band `b` begins, `length` later.
    let inside = |b: usize, length: f64| {
        let alive = whole[b].1;
        if rates[b] > 0.0 { alive * (1.0 - libm::exp(-rates[b] * length)) / rates[b] } else { alive * length }
    };
    let start = |b: usize| if b > 0 { PLACEMENT_ENDS[b - 1] } else { 0.0 };
    let last = (0..PLACEMENT_BANDS).rfind(|&b| start(b) < months);
    let last = last.unwrap_or(0);
    let target = u * (whole[last].0 + inside(last, months - start(last)));
    let b = (0..=last).rfind(|&b| whole[b].0 <= target).unwrap_or(0);
    let (sum, alive) = whole[b];
    let rest = (target - sum) / alive;
    let length = if rates[b] > 0.0 { -libm::log1p(-rest * rates[b]) / rates[b] } else { rest };
    (start(b) + length).min(months)
}

/// Starters by month of age, all ages summing to 1.
fn starters_by_month(settings: &Settings) -> [f64; MONTHS] {
    let care = &settings.care;
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
        *share = care.period_ages[b] * inside;
    }
    starters
}
