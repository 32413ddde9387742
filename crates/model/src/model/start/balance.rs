//! What carries the stock: the factors on next placements by which moves into a type make good what leaves it.
//!
//! ```text
//! N        children of the first day by age and type
//! out(k)   = sum over ages of N(age, k) × (moves(age, k) + leaving(age) + matches(age)) + 18th birthdays
//! needed(k) = out(k) + growth × N(k) - starts(k),   those of 16 and 17 by their stay against that of others
//! growth = (starts - all who leave care) ÷ children
//! moves(age, k): mean over the classes of frailty z of (integral of survival × hazard) ÷ (integral of
//!           survival), each by its share of those who live in k
//!           early ones by the part of the first year in care that is spent in the first placement
//! N_z(k)    = (starts(k) ÷ classes + what moves into k from N_z) ÷ (moves_z(k) + leaving(k) + growth):
//!           whoever is moved often gathers where moves lead
//! factor(k) <- factor(k) × (needed(k) ÷ moves into k)^0.8 within placement.next.range, by turns with N_z
//! ```
//!
//! First placements are evidence of their own (`placement.first-*`), and how long a type lasts too; only
//! where moves lead is solved, once, for the first arm, and holds in all.

use super::history::Histories;
use super::{by_period_ages, types_by_age};
use crate::evidence::Level;
use crate::model::hazard::bands::{PLACEMENT_BANDS, PLACEMENT_ENDS};
use crate::model::hazard::frailty::CLASSES;
use crate::model::settings::{CareSettings, LocalAuthority, PlacementSettings};
use crate::model::world::PlacementType;
use crate::terms::{AGES, PUBLISHED_TYPES, TYPES};

const ADOPTION: usize = PlacementType::Adoption as usize;
const ROUNDS: usize = 60;
const YEAR: f64 = 12.0;
const TWO_YEARS: f64 = 24.0;
/// Turns of the factors and of the shares of frailty.
const TURNS: usize = 4;
/// An instant belongs to the band that begins there.
pub(super) const TIED: f64 = 1e-9;

/// What is solved for the first day of the first arm, and holds in all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carried {
    /// Periods of care that begin in a month, before what multiplies them: the published ones, or in balance
    /// as many as keep the children of the first day.
    pub periods: f64,
    /// Share of them by which children come back.
    pub returning: f64,
    /// Factors on the pattern of next placements.
    pub next_types: [f64; TYPES],
    /// Whether the published types keep their shares by them, within what `placement.next.range` allows.
    pub is_carried: bool,
}

impl Carried {
    /// As an authority has it whose numbers are ready.
    pub fn of(local: &LocalAuthority) -> Carried {
        Carried {
            periods: local.periods,
            returning: local.returning,
            next_types: local.next_types,
            is_carried: local.stock_is_carried,
        }
    }
}

/// What carries the authority's children at its rates of the first day.
pub fn carried(care: &CareSettings, placements: &PlacementSettings, local: &LocalAuthority) -> Carried {
    let histories = Histories::new(care, local);
    let children: f64 = local.authority.figures.ages.iter().sum();
    let periods = if local.authority.is_balanced { children / histories.stay } else { local.periods };
    let (next_types, is_carried) = next_types(care, placements, local, &histories, periods * local.arrivals);
    Carried { periods, returning: histories.returning(care), next_types, is_carried }
}

/// Factors on the pattern of next placements, and whether they carry the published types.
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
        return ([1.0; TYPES], true);
    }
    let ages = by_period_ages(care, local);
    // Ends of care and matches of those who live in a type, and whom starts bring there.
    let (mut left, mut matched, mut begun) = ([0.0; TYPES], [0.0; TYPES], [0.0; TYPES]);
    let mut rates = [[[0.0; CLASSES]; TYPES]; AGES];
    for age in 0..AGES {
        let birthdays = if age == AGES - 1 { histories.birthdays() } else { 0.0 };
        let leaves = histories.leaving[age] + histories.matched[age];
        let first: f64 = local.first_types[age].iter().sum();
        // Whoever comes at 16 or 17 leaves sooner than the others of her age, who came before.
        let stay = if age == AGES - 1 { histories.stay_of_oldest * (leaves + birthdays) } else { 1.0 };
        for of_type in 0..TYPES {
            let here = stock[age][of_type];
            if of_type == ADOPTION {
                left[of_type] += here * care.adoption_order;
                rates[age][of_type] = [care.adoption_breakdown; CLASSES];
                continue;
            }
            left[of_type] += here * (histories.leaving[age] + birthdays);
            matched[of_type] += here * histories.matched[age];
            begun[of_type] += starts * ages[age] * stay.min(1.0) * local.first_types[age][of_type] / first;
            rates[age][of_type] =
                moves_by_class(placements, local, (of_type, age), leaves, histories.first_year[age]);
        }
    }
    let growth = (starts - left.iter().sum::<f64>()) / children;
    let in_type: [f64; TYPES] = std::array::from_fn(|k| stock.iter().map(|row| row[k]).sum());
    let mut shares = [[1.0 / CLASSES as f64; CLASSES]; TYPES];
    let mut solved = ([1.0; TYPES], true);
    for _ in 0..TURNS {
        let moves: [[f64; TYPES]; AGES] = std::array::from_fn(|age| {
            std::array::from_fn(|k| {
                let rate: f64 = rates[age][k].iter().zip(&shares[k]).map(|(rate, share)| rate * share).sum();
                stock[age][k] * rate
            })
        });
        let needed: [f64; TYPES] = std::array::from_fn(|k| match k {
            ADOPTION => 0.0,
            _ => {
                let moved: f64 = moves.iter().map(|row| row[k]).sum();
                moved + left[k] + matched[k] + growth * in_type[k] - begun[k]
            }
        });
        let factors = solve(placements, &moves, &needed);
        let out: [f64; TYPES] = std::array::from_fn(|k| (left[k] + matched[k]) / in_type[k] + growth);
        solved = (factors, carries(placements, &moves, (&needed, &in_type, &out), &factors));
        let lead: [[f64; TYPES]; TYPES] = std::array::from_fn(|from| {
            let mut only = [[0.0; TYPES]; AGES];
            for age in 0..AGES {
                only[age][from] = stock[age][from] / in_type[from];
            }
            into(placements, &only, &solved.0)
        });
        let by_class = |k: usize, class: usize| {
            let all: f64 = (0..AGES).map(|age| stock[age][k] * rates[age][k][class]).sum();
            all / in_type[k]
        };
        let matches = std::array::from_fn(|k| matched[k] / in_type[k]);
        shares = frailty_in(&by_class, &out, &matches, &lead, &begun);
    }
    solved
}

/// Shares of the classes of frailty among those who live in each type, if as many of each class begin: whoever
/// is moved often gathers where moves lead.
fn frailty_in(
    moves: &dyn Fn(usize, usize) -> f64,
    out: &[f64; TYPES],
    matches: &[f64; TYPES],
    lead: &[[f64; TYPES]; TYPES],
    begun: &[f64; TYPES],
) -> [[f64; CLASSES]; TYPES] {
    let mut shares = [[0.0; CLASSES]; TYPES];
    for class in 0..CLASSES {
        let of_class: [f64; TYPES] = std::array::from_fn(|k| moves(k, class));
        let mut here = *begun;
        for _ in 0..ROUNDS {
            let mut come = *begun;
            for from in 0..TYPES {
                if !(here[from] > 0.0 && of_class[from].is_finite()) {
                    continue;
                }
                for (to, come) in come.iter_mut().enumerate() {
                    *come += here[from] * of_class[from] * lead[from][to];
                }
                come[ADOPTION] += here[from] * matches[from];
            }
            here = std::array::from_fn(|k| {
                let goes = of_class[k] + out[k];
                if goes.is_finite() && goes > 0.0 { come[k] / goes } else { 0.0 }
            });
        }
        for (row, here) in shares.iter_mut().zip(here) {
            row[class] = here;
        }
    }
    for row in &mut shares {
        let all: f64 = row.iter().sum();
        row.iter_mut().for_each(|share| *share = if all > 0.0 { *share / all } else { 1.0 / CLASSES as f64 });
    }
    shares
}

/// The factors at which the moves lead into the types as needed.
fn solve(
    placements: &PlacementSettings,
    moves: &[[f64; TYPES]; AGES],
    needed: &[f64; TYPES],
) -> [f64; TYPES] {
    let [least, most, _] = placements.next_range;
    let mut factors = [1.0; TYPES];
    let all: f64 = moves.iter().flatten().sum();
    let plain = into(placements, moves, &factors);
    // No type is left without the least share of what the pattern gives it.
    let wanted: [f64; TYPES] =
        std::array::from_fn(|of_type| needed[of_type].max(least * plain[of_type] * 0.1));
    let sum: f64 = wanted.iter().sum();
    for _ in 0..ROUNDS {
        let lead = into(placements, moves, &factors);
        for of_type in 0..TYPES {
            if lead[of_type] > 0.0 && wanted[of_type] > 0.0 {
                factors[of_type] *= libm::pow(wanted[of_type] * all / sum / lead[of_type], 0.8);
            }
        }
        let mean: f64 = (0..TYPES).map(|of_type| factors[of_type] * plain[of_type]).sum::<f64>() / all;
        factors.iter_mut().for_each(|factor| *factor = (*factor / mean).clamp(least, most));
    }
    factors
}

/// Whether at these factors no published type's share of the children moves by more than
/// `placement.next.range` allows in two years.
fn carries(
    placements: &PlacementSettings,
    moves: &[[f64; TYPES]; AGES],
    (needed, in_type, left): (&[f64; TYPES], &[f64; TYPES], &[f64; TYPES]),
    factors: &[f64; TYPES],
) -> bool {
    let [.., beyond] = placements.next_range;
    let lead = into(placements, moves, factors);
    let children: f64 = in_type.iter().sum();
    // What comes too many leaves again at the type's own rate.
    let lasting = |k: usize| {
        let out = left[k] + moves.iter().map(|row| row[k]).sum::<f64>() / in_type[k].max(f64::MIN_POSITIVE);
        if out > 0.0 && out.is_finite() { (1.0 - libm::exp(-out * TWO_YEARS)) / out } else { TWO_YEARS }
    };
    let mut moved = [0.0; PUBLISHED_TYPES.len()];
    for (k, of_type) in PlacementType::ALL.into_iter().enumerate().filter(|(k, _)| *k != ADOPTION) {
        let at = PUBLISHED_TYPES.into_iter().position(|published| published == of_type.published());
        moved[at.unwrap_or_default()] += (lead[k] - needed[k]) * lasting(k) / children;
    }
    moved.iter().all(|moved| moved.abs() <= beyond)
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

/// Mean rate of moves of the children of an age who live in a type, by class of frailty.
fn moves_by_class(
    placements: &PlacementSettings,
    local: &LocalAuthority,
    (of_type, age): (usize, usize),
    leaves: f64,
    first_year: f64,
) -> [f64; CLASSES] {
    // Mean rate, and time spent, in a placement that began with the first of these months.
    let mean = |frailty: f64, planned: f64, months: f64| {
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
        (if time > 0.0 && time.is_finite() { moved / time } else { 0.0 }, time)
    };
    // Time in care in the first year, of which a part is spent in the first placement.
    let year = if leaves > 0.0 { (1.0 - libm::exp(-leaves * YEAR)) / leaves } else { YEAR };
    placements.frailty.map(|frailty| {
        let (of_first, time) = mean(frailty, placements.first_year[age], YEAR);
        let first = first_year * (time / year).min(1.0);
        first * of_first + (1.0 - first) * mean(frailty, 1.0, f64::INFINITY).0
    })
}

impl PlacementSettings {
    /// Monthly rates of moves by band of placement age in an authority, for a type, an age and a frailty;
    /// `planned` multiplies moves by care plan.
    pub(super) fn rates(
        &self,
        of: (usize, usize),
        frailty: f64,
        planned: f64,
        local: &LocalAuthority,
    ) -> [f64; PLACEMENT_BANDS] {
        let (rest, asked) = self.factors(of, local);
        let asked = asked * frailty;
        let [plan, supply, other] = &self.rate;
        std::array::from_fn(|band| {
            rest * (planned * plan[band] + supply[band] + frailty * other[band])
                + asked * self.disruption[band]
        })
    }

    /// Factors of an authority on moves and on disruptions, of a type and an age.
    pub(super) fn factors(&self, (of_type, age): (usize, usize), local: &LocalAuthority) -> (f64, f64) {
        let moves = self.type_factor[of_type] * self.age_factor[age] * local.level(Level::Moves);
        let disruptions = self.type_factor_disruption[of_type]
            * self.age_factor_disruption[age]
            * local.level(Level::Disruptions);
        (moves, disruptions)
    }
}
