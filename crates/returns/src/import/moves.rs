//! Levels of moves. Some children move far more than others, and those who have moved are the frail:
//! the expected rate of a child at a time is the model's, times the mean frailty of children with her
//! moves and months so far, over the model's own classes of frailty. A level is found where the sum of
//! moves equals the sum of expectations; its error allows for what both owe to each other.

use super::exposure::Slice;
use super::levels::{Counted, log_se};
use super::meaning::Why;
use super::rates::is_at_risk;
use swplab_model::model::hazard::bands::{PLACEMENT_BANDS, PLACEMENT_ENDS, cumulative};
use swplab_model::model::hazard::frailty::CLASSES;
use swplab_model::model::settings::PlacementSettings;

/// Moves and expected moves of one child: other than disruptions, disruptions.
#[derive(Clone, Copy, Debug, Default)]
struct OfChild {
    events: [f64; 2],
    expected: [f64; 2],
}

/// Levels of moves other than disruptions and of disruptions, and whether reasons part the two.
pub(super) fn moves(children: &[Vec<Slice>], numbers: &PlacementSettings) -> ([Counted; 2], bool) {
    let all = children.iter().flatten().filter(|slice| counts_for_moves(slice));
    let (mut known, mut told) = (0.0, 0.0);
    for why in all.filter_map(|slice| slice.moved) {
        told += 1.0;
        known += f64::from(u8::from(why != Why::NotKnown));
    }
    // Where reasons are mostly missing, the two cannot be told apart.
    let reasons_known = known >= 0.8 * told;
    let mut level = [1.0, 1.0];
    for _ in 0..8 {
        let (events, expected) = totals(&of_children(children, numbers, level));
        let next = next_level(events, expected, level, reasons_known);
        let is_settled = (0..2).all(|kind| (next[kind] / level[kind] - 1.0).abs() < 1e-3);
        level = next;
        if is_settled {
            break;
        }
    }
    let own = of_children(children, numbers, level);
    let (events, expected) = totals(&own);
    let jacobian = jacobian(children, numbers, level, &own);
    let errors = errors(&own, level, &jacobian, reasons_known);
    let counted = std::array::from_fn(|kind| {
        let (events, expected) = if reasons_known {
            (events[kind], expected[kind])
        } else {
            (events[0] + events[1], expected[0] + expected[1])
        };
        Counted {
            events,
            expected,
            log_se: errors[kind].max(if events < 20.0 { log_se(events, events) } else { 0.0 }),
        }
    });
    (counted, reasons_known)
}

fn next_level(events: [f64; 2], expected: [f64; 2], level: [f64; 2], apart: bool) -> [f64; 2] {
    let quotient = |events: f64, expected: f64, before: f64| {
        // Nothing seen is no reason to leave the range in which the sums make sense.
        if expected > 0.0 { (events / expected).clamp(0.05, 20.0) } else { before }
    };
    if apart {
        std::array::from_fn(|kind| quotient(events[kind], expected[kind], level[kind]))
    } else {
        [quotient(events[0] + events[1], expected[0] + expected[1], level[0]); 2]
    }
}

fn counts_for_moves(slice: &Slice) -> bool {
    is_at_risk(slice) && slice.care.is_some() && slice.placement.is_some()
}

fn totals(own: &[OfChild]) -> ([f64; 2], [f64; 2]) {
    let mut sums = ([0.0; 2], [0.0; 2]);
    for child in own {
        for kind in 0..2 {
            sums.0[kind] += child.events[kind];
            sums.1[kind] += child.expected[kind];
        }
    }
    sums
}

fn of_children(children: &[Vec<Slice>], numbers: &PlacementSettings, level: [f64; 2]) -> Vec<OfChild> {
    children.iter().map(|slices| of_child(slices, numbers, level)).collect()
}

/// Chances of the classes of frailty for a child, as moves and months go by.
struct Frailty<'a> {
    classes: &'a [f64; CLASSES],
    weights: [f64; CLASSES],
}

impl Frailty<'_> {
    fn mean(&self) -> f64 {
        let sum: f64 = self.weights.iter().sum();
        let frail: f64 = self.weights.iter().zip(self.classes).map(|(w, z)| w * z).sum();
        frail / sum
    }

    /// Time without a frail move at a cumulative hazard before frailty.
    fn stays(&mut self, hazard: f64) {
        for (weight, z) in self.weights.iter_mut().zip(self.classes) {
            *weight *= libm::exp(-z * hazard);
        }
        // Kept from vanishing: only their proportions matter.
        let sum: f64 = self.weights.iter().sum();
        self.weights.iter_mut().for_each(|weight| *weight /= sum);
    }

    /// A move whose rate is `steady` + `frail` × frailty.
    fn moves(&mut self, steady: f64, frail: f64) {
        for (weight, z) in self.weights.iter_mut().zip(self.classes) {
            *weight *= steady + frail * z;
        }
    }
}

fn of_child(slices: &[Slice], numbers: &PlacementSettings, level: [f64; 2]) -> OfChild {
    let mut own = OfChild::default();
    let mut frailty = Frailty { classes: &numbers.frailty, weights: [1.0; CLASSES] };
    let mut is_first = true;
    for slice in slices.iter().filter(|slice| counts_for_moves(slice)) {
        let (Some(care), Some(placement)) = (slice.care, slice.placement) else {
            continue;
        };
        // Plans move a child from her first placement, in the first year: the first four bands of time in care.
        let of_first = if care < FIRST_YEAR_BANDS { numbers.first_year[slice.age] } else { 1.0 };
        let planned = if slice.stay_began_by_move { 1.0 } else { of_first };
        let kind = slice.lives as usize;
        let rest = numbers.type_factor[kind] * numbers.age_factor[slice.age];
        let disrupts = numbers.type_factor_disruption[kind] * numbers.age_factor_disruption[slice.age];
        let steady = rest * (planned * numbers.rate[0][placement] + numbers.rate[1][placement]);
        let other = rest * numbers.rate[2][placement];
        let disruption = disrupts * numbers.disruption[placement];
        if is_first && slice.begins_stay {
            // What is known of the time before: how it began, and that it lasted.
            if slice.stay_began_by_move {
                let of = |band: usize| {
                    (
                        rest * (of_first * numbers.rate[0][band] + numbers.rate[1][band]),
                        rest * numbers.rate[2][band] + disrupts * numbers.disruption[band],
                    )
                };
                let (steady, frail) = of(TYPICAL_BAND);
                frailty.moves(steady, frail);
            }
            let mean = |rates: &[f64; PLACEMENT_BANDS]| cumulative(&PLACEMENT_ENDS, rates, slice.before);
            frailty.stays(
                level[0] * rest * mean(&numbers.rate[2]) + level[1] * disrupts * mean(&numbers.disruption),
            );
        }
        is_first = false;
        let hazard = slice.months * (level[0] * other + level[1] * disruption);
        frailty.stays(hazard / 2.0);
        let z = frailty.mean();
        own.expected[0] += slice.months * (steady + other * z);
        own.expected[1] += slice.months * disruption * z;
        frailty.stays(hazard / 2.0);
        match slice.moved {
            Some(Why::Disruption) => {
                own.events[1] += 1.0;
                frailty.moves(0.0, 1.0);
            }
            Some(Why::Other) => {
                own.events[0] += 1.0;
                frailty.moves(0.0, 1.0);
            }
            Some(Why::NotKnown) => {
                own.events[0] += 1.0;
                frailty.moves(level[0] * steady, level[0] * other + level[1] * disruption);
            }
            Some(Why::CarePlan | Why::Supply) => own.events[0] += 1.0,
            None => {}
        }
    }
    own
}

/// Bands of time in care that make the first year.
const FIRST_YEAR_BANDS: usize = 4;
/// The band of time with a carer (8 weeks to 6 months) whose rates say how likely a move was a frail
/// one, where nobody saw it.
const TYPICAL_BAND: usize = 4;

/// Change of events - level × expected with the logarithm of each level.
fn jacobian(
    children: &[Vec<Slice>],
    numbers: &PlacementSettings,
    level: [f64; 2],
    own: &[OfChild],
) -> [[f64; 2]; 2] {
    const STEP: f64 = 0.02;
    let at = |level: [f64; 2], own: &[OfChild]| {
        let (events, expected) = totals(own);
        [0, 1].map(|kind| events[kind] - level[kind] * expected[kind])
    };
    let here = at(level, own);
    let mut found = [[0.0; 2]; 2];
    for with in 0..2 {
        let mut moved = level;
        moved[with] *= libm::exp(STEP);
        let there = at(moved, &of_children(children, numbers, moved));
        for of in 0..2 {
            found[of][with] = (there[of] - here[of]) / STEP;
        }
    }
    found
}

/// Standard errors of the logarithms of both levels: the spread of the children's residuals, seen
/// through the inverse of the jacobian.
fn errors(own: &[OfChild], level: [f64; 2], jacobian: &[[f64; 2]; 2], apart: bool) -> [f64; 2] {
    let mut spread = [[0.0; 2]; 2];
    for child in own {
        let residual = [0, 1].map(|kind| child.events[kind] - level[kind] * child.expected[kind]);
        for a in 0..2 {
            for b in 0..2 {
                spread[a][b] += residual[a] * residual[b];
            }
        }
    }
    if !apart {
        let slope: f64 = jacobian.iter().flatten().sum();
        let sum: f64 = spread.iter().flatten().sum();
        return [libm::sqrt(sum) / slope.abs().max(f64::MIN_POSITIVE); 2];
    }
    let [[a, b], [c, d]] = *jacobian;
    let determinant = a * d - b * c;
    let inverse = [[d, -b], [-c, a]].map(|row| row.map(|entry| entry / determinant));
    [0, 1].map(|kind| {
        let row = inverse[kind];
        let mut variance = 0.0;
        for (a, left) in row.iter().enumerate() {
            for (b, right) in row.iter().enumerate() {
                variance += left * spread[a][b] * right;
            }
        }
        libm::sqrt(variance.max(0.0))
    })
}
