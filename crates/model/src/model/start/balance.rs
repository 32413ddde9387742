//! What carries the stock: the factors on next placements by which moves into a type make good what leaves it.
//!
//! ```text
//! N        children of the first day by age and type
//! out(k)   = sum over ages of N(age, k) × (moves(age, k) + leaving(age) + matches(age)) + 18th birthdays
//! needed(k) = out(k) + growth × N(k) - starts(k),   those of 16 and 17 by their stay against that of others
//! growth = (starts - all who leave care) ÷ children
//! moves(age, k): mean over the classes of frailty of (integral of survival × hazard) ÷ (integral of survival)
//! factor(k) <- factor(k) × (needed(k) ÷ moves into k)^0.8, 60 times, within placement.next.range
//! ```
//!
//! First placements are evidence of their own (`placement.first-*`), and how long a type lasts too; only
//! where moves lead is solved, once, for the first arm, and holds in all.

use super::history::Histories;
use super::{by_period_ages, types_by_age};
use crate::evidence::Level;
use crate::model::hazard::bands::{PLACEMENT_BANDS, PLACEMENT_ENDS};
use crate::model::settings::{CareSettings, LocalAuthority, PlacementSettings};
use crate::model::world::PlacementType;
use crate::terms::{AGES, TYPES};

const ADOPTION: usize = PlacementType::Adoption as usize;
const ROUNDS: usize = 60;
/// An instant belongs to the band that begins there.
pub(super) const TIED: f64 = 1e-9;

/// What is solved for the first day of the first arm, and holds in all.
pub struct Carried {
    /// Periods of care that begin in a month, before what multiplies them: the published ones, or in balance
    /// as many as keep the children of the first day.
    pub periods: f64,
    /// Share of them by which children come back.
    pub returning: f64,
    /// Factors on the pattern of next placements.
    pub next_types: [f64; TYPES],
    /// Whether any was held at an end of its range.
    pub is_held: bool,
}

/// What carries the authority's children at its rates of the first day.
pub fn carried(care: &CareSettings, placements: &PlacementSettings, local: &LocalAuthority) -> Carried {
    let histories = Histories::new(care, local);
    let children: f64 = local.authority.figures.ages.iter().sum();
    let periods = if local.authority.is_balanced { children / histories.stay } else { local.periods };
    let (next_types, is_held) = next_types(care, placements, local, &histories, periods * local.arrivals);
    Carried { periods, returning: histories.returning(care), next_types, is_held }
}

/// Factors on the pattern of next placements, and whether any was held at an end of its range.
fn next_types(
    care: &CareSettings,
    placements: &PlacementSettings,
    local: &LocalAuthority,
    histories: &Histories,
    starts: f64,
) -> ([f64; TYPES], bool) {
    let stock = types_by_age(care, placements, local);
    let children: f64 = stock.iter().flatten().sum();
    if children <= 0.0 {
        return ([1.0; TYPES], false);
    }
    let ages = by_period_ages(care, local);
    let (mut needed, mut moves, mut left_care) = ([0.0; TYPES], [[0.0; TYPES]; AGES], 0.0);
    for age in 0..AGES {
        let (leaving, matched) = (histories.leaving[age], histories.matched[age]);
        let birthdays = if age == AGES - 1 { histories.birthdays() } else { 0.0 };
        let first: f64 = local.first_types[age].iter().sum();
        // Whoever comes at 16 or 17 leaves sooner than the others of her age, who came before.
        let stay =
            if age == AGES - 1 { histories.stay_of_oldest * (leaving + matched + birthdays) } else { 1.0 };
        let begun = starts * ages[age] * stay.min(1.0);
        for of_type in 0..TYPES {
            let here = stock[age][of_type];
            if of_type == ADOPTION {
                left_care += here * care.adoption_order;
                moves[age][of_type] = here * care.adoption_breakdown;
                continue;
            }
            let rate =
                mean_moves(placements, local, (of_type, age), leaving + matched, histories.first_year[age]);
            moves[age][of_type] = here * rate;
            left_care += here * (leaving + birthdays);
            needed[of_type] += here * (rate + leaving + matched + birthdays);
            needed[of_type] -= begun * local.first_types[age][of_type] / first;
        }
    }
    let growth = (starts - left_care) / children;
    for of_type in (0..TYPES).filter(|of_type| *of_type != ADOPTION) {
        needed[of_type] += growth * stock.iter().map(|row| row[of_type]).sum::<f64>();
    }
    solve(placements, &moves, &needed)
}

/// The factors at which the moves lead into the types as needed.
fn solve(
    placements: &PlacementSettings,
    moves: &[[f64; TYPES]; AGES],
    needed: &[f64; TYPES],
) -> ([f64; TYPES], bool) {
    let [least, most] = placements.next_range;
    let mut factors = [1.0; TYPES];
    let all: f64 = moves.iter().flatten().sum();
    let plain = into(placements, moves, &factors);
    // No type is left without the least share of what the pattern gives it.
    let wanted: [f64; TYPES] =
        std::array::from_fn(|of_type| needed[of_type].max(least * plain[of_type] * 0.1));
    let sum: f64 = wanted.iter().sum();
    let mut held = false;
    for _ in 0..ROUNDS {
        let lead = into(placements, moves, &factors);
        for of_type in 0..TYPES {
            if lead[of_type] > 0.0 && wanted[of_type] > 0.0 {
                factors[of_type] *= libm::pow(wanted[of_type] * all / sum / lead[of_type], 0.8);
            }
        }
        let mean: f64 = (0..TYPES).map(|of_type| factors[of_type] * plain[of_type]).sum::<f64>() / all;
        held = false;
        for factor in &mut factors {
            *factor /= mean;
            held |= !(least..=most).contains(factor);
            *factor = factor.clamp(least, most);
        }
    }
    (factors, held)
}

/// Moves into each type at these factors.
fn into(
    placements: &PlacementSettings,
    moves: &[[f64; TYPES]; AGES],
    factors: &[f64; TYPES],
) -> [f64; TYPES] {
    let mut lead = [0.0; TYPES];
    for age in 0..AGES {
        for from in 0..TYPES {
            if moves[age][from] <= 0.0 {
                continue;
            }
            let mut weights: [f64; TYPES] =
                std::array::from_fn(|to| placements.destination[age][to] * factors[to]);
            weights[from] *= placements.stays_in_type[from];
            let sum: f64 = weights.iter().sum();
            for to in 0..TYPES {
                lead[to] += moves[age][from] * weights[to] / sum;
            }
        }
    }
    lead
}

/// Mean rate of moves of the children of an age who live in a type.
fn mean_moves(
    placements: &PlacementSettings,
    local: &LocalAuthority,
    (of_type, age): (usize, usize),
    leaves: f64,
    first_year: f64,
) -> f64 {
    let of_class = |frailty: f64, planned: f64, months: f64| {
        let (mut alive, mut time, mut moved, mut start) = (1.0, 0.0, 0.0, 0.0);
        let rates = placements.rates((of_type, age), frailty, planned, local);
        for (band, rate) in rates.into_iter().enumerate() {
            let end = PLACEMENT_ENDS[band].min(months);
            let total = rate + leaves;
            let survives = if end.is_finite() { libm::exp(-total * (end - start)) } else { 0.0 };
            let here = if total > 0.0 { alive * (1.0 - survives) / total } else { alive * (end - start) };
            time += here;
            moved += here * rate;
            alive *= survives;
            start = end;
            if end >= months {
                break;
            }
        }
        if time > 0.0 && time.is_finite() { moved / time } else { 0.0 }
    };
    let classes = &placements.frailty;
    let mean = |planned: f64, months: f64| {
        classes.iter().map(|&frailty| of_class(frailty, planned, months)).sum::<f64>() / classes.len() as f64
    };
    let later = mean(1.0, f64::INFINITY);
    let early = mean(placements.first_year[age], 12.0);
    first_year * early + (1.0 - first_year) * later
}

impl PlacementSettings {
    /// Monthly rates of moves by band of placement age in an authority, for a type, an age and a frailty;
    /// `planned` multiplies moves by care plan.
    pub(super) fn rates(
        &self,
        (of_type, age): (usize, usize),
        frailty: f64,
        planned: f64,
        local: &LocalAuthority,
    ) -> [f64; PLACEMENT_BANDS] {
        std::array::from_fn(|band| self.rates_at((of_type, age), band, frailty, planned, local))
    }

    /// The same in one band.
    pub(super) fn rates_at(
        &self,
        (of_type, age): (usize, usize),
        band: usize,
        frailty: f64,
        planned: f64,
        local: &LocalAuthority,
    ) -> f64 {
        let rest = self.type_factor[of_type] * self.age_factor[age] * local.level(Level::Moves);
        let asked = self.type_factor_disruption[of_type]
            * self.age_factor_disruption[age]
            * local.level(Level::Disruptions)
            * frailty;
        let [plan, supply, other] = &self.rate;
        rest * (planned * plan[band] + supply[band] + frailty * other[band]) + asked * self.disruption[band]
    }
}
