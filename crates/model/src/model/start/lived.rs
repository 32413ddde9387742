//! Lived placements: where a child of the first day has lived since she came into care, by the process itself.
//!
//! ```text
//! first type, moves by hazard, next type: as `placement` has them, from entry to the first day, at the
//! authority's levels of the first day; a match for adoption at its hazard, and no order yet
//! ```
//!
//! A child's class of frailty is hers before any history is tried: frailty does not tell how long children stay, so
//! those who are looked after on a day are as frail as those who come. Which of her histories is hers where types
//! of placement are published: `placed`.

use super::balance::TIED;
use crate::draws::{Draws, Name, Purpose, exponential};
use crate::model::hazard::bands::{self, AGE_ENDS, CARE_ENDS, PLACEMENT_BANDS, PLACEMENT_ENDS};
use crate::model::process::placement::{first_weights, next_weights};
use crate::model::settings::Settings;
use crate::model::settings::care::MATCH;
use crate::model::world::PlacementType;
use crate::terms::{AGES, TYPES};

/// Histories that are tried for a child before the last that ended in care stands.
const TRIES: u32 = 60;
/// Histories of a child of which one may be hers.
const CANDIDATES: usize = 12;
/// Draws of the first day's histories begin at this ordinal; those before choose her type.
const FIRST_BLOCK: u32 = 64;
const ADOPTION: usize = PlacementType::Adoption as usize;
const YEAR: f64 = 12.0;

/// A child's placements since she came into care; times in months before the first day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lived {
    /// Type of placement on the first day.
    pub placement: PlacementType,
    /// Since the present placement began.
    pub spell: f64,
    /// Since the one before it began.
    pub previous: Option<f64>,
    /// Changes of carer so far.
    pub moves: u16,
    /// Of these, in the last 12 months.
    pub moves_of_year: u16,
}

/// Uniforms of one child, one after another.
struct Luck<'a> {
    draws: &'a Draws,
    name: Name,
    ordinal: u32,
    block: [f64; 8],
    taken: usize,
}

impl Luck<'_> {
    fn next(&mut self) -> f64 {
        if self.taken == self.block.len() {
            self.block = self.draws.block(Purpose::StartingHistory, self.name, self.ordinal);
            self.ordinal += 1;
            self.taken = 0;
        }
        self.taken += 1;
        self.block[self.taken - 1]
    }

    fn choose(&mut self, weights: &[f64]) -> usize {
        let mut left = self.next() * weights.iter().sum::<f64>();
        for (option, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return option;
            }
        }
        0
    }
}

/// A child of the first day as her histories see her.
#[derive(Clone, Copy, Debug)]
pub(super) struct Child {
    /// Her name.
    pub name: Name,
    /// Age in months.
    pub age: f64,
    /// Months in care.
    pub months: f64,
    /// Place among the classes of frailty, from 0 to 1.
    pub class: f64,
    /// Whether she came unaccompanied.
    pub unaccompanied: bool,
}

impl Child {
    fn luck<'a>(&self, draws: &'a Draws) -> Luck<'a> {
        Luck { draws, name: self.name, ordinal: FIRST_BLOCK, block: [0.0; 8], taken: 8 }
    }

    /// As if she had never moved.
    pub fn unmoved(&self, placement: PlacementType) -> Lived {
        Lived { placement, spell: self.months, previous: None, moves: 0, moves_of_year: 0 }
    }
}

/// Monthly rates at which placements of an authority's children end on the first day, by type, age and band of placement
/// age: what a care plan, supply and, for a frailty of 1, the rest move.
pub(super) struct Rates {
    authority: usize,
    moves: Vec<[[[f64; 3]; PLACEMENT_BANDS]; AGES]>,
    /// Factor on the rate of matches.
    matches: f64,
}

impl Rates {
    /// The rates of an authority.
    pub(super) fn of(settings: &Settings, authority: usize) -> Rates {
        let (numbers, local) = (&settings.placements, &settings.authorities[authority]);
        let of_type = |of_type| {
            std::array::from_fn(|age| {
                let (rest, asked) = numbers.factors((of_type, age), local);
                let [plan, supply, other] = &numbers.rate;
                std::array::from_fn(|band| {
                    let frail = rest * other[band] + asked * numbers.disruption[band];
                    [rest * plan[band], rest * supply[band], frail]
                })
            })
        };
        let matches = local.exits_factor * local.of_exits()[MATCH];
        Rates { authority, moves: (0..TYPES).map(of_type).collect(), matches }
    }
}

/// A history of a child of the first day where the process tells the type in which she lives.
pub(super) fn history(settings: &Settings, draws: &Draws, rates: &Rates, child: &Child) -> Lived {
    let (mut luck, mut lived) = (child.luck(draws), child.unmoved(PlacementType::Foster));
    for _ in 0..TRIES {
        if let Some(last) = once(settings, &mut luck, rates, child) {
            lived = last;
            let stays = stayed(settings, rates.authority, child.age, child.months);
            if last.placement == PlacementType::Adoption || luck.next() < stays {
                break;
            }
        }
    }
    lived
}

/// Histories that a child of the first day may have had, each ending in care.
pub(super) fn candidates(settings: &Settings, draws: &Draws, rates: &Rates, child: &Child) -> Vec<Lived> {
    let mut luck = child.luck(draws);
    (0..CANDIDATES).filter_map(|_| once(settings, &mut luck, rates, child)).collect()
}

/// Chance that a child who is not with adopters is still in care, against one who is and whom no other route takes,
/// over the usual time from a match to the order.
fn stayed(settings: &Settings, authority: usize, age: f64, months: f64) -> f64 {
    let (care, local) = (&settings.care, &settings.authorities[authority]);
    let (own, since) = (local.of_exits(), care.adoption_least + 1.0 / care.adoption_order);
    let (in_care, of_age) = (bands::band(&CARE_ENDS, months), bands::age_band(age));
    let leaving: f64 = (0..MATCH).map(|risk| care.rate[risk][in_care][of_age] * own[risk]).sum();
    libm::exp(-leaving * local.exits_factor * since.min(months) / 2.0)
}

/// One history; none if an adoption order would have ended it.
fn once(settings: &Settings, luck: &mut Luck, rates: &Rates, child: &Child) -> Option<Lived> {
    let &Child { age, months, unaccompanied, .. } = child;
    let (numbers, care) = (&settings.placements, &settings.care);
    let authority = rates.authority;
    let frailty = numbers.frailty_at(child.class);
    let entered = age - months;
    let mut of_type =
        luck.choose(first_weights(settings, authority, bands::age_band(entered), unaccompanied));
    let (mut now, mut began, mut before) = (0.0, 0.0, None);
    let (mut moves, mut moves_of_year) = (0, 0);
    let mut left = exponential(luck.next());
    let matches_at = if unaccompanied { 0.0 } else { rates.matches };
    while now < months {
        let at = now + TIED;
        let band_of_age = bands::age_band(entered + at);
        let (in_care, placed) = (bands::band(&CARE_ENDS, at), bands::band(&PLACEMENT_ENDS, at - began));
        let mut until = months.min(AGE_ENDS[band_of_age] * YEAR - entered);
        let (moving, matched) = if of_type == ADOPTION {
            let may_order = began + care.adoption_least;
            if at < may_order {
                until = until.min(may_order);
            }
            let order = if at < may_order { 0.0 } else { care.adoption_order };
            (care.adoption_breakdown, order)
        } else {
            until = until.min(CARE_ENDS[in_care]).min(began + PLACEMENT_ENDS[placed]);
            let is_first = before.is_none() && at < YEAR;
            if is_first {
                until = until.min(YEAR);
            }
            let planned = if is_first { numbers.first_year[band_of_age] } else { 1.0 };
            let matches = care.rate[MATCH][in_care][band_of_age] * matches_at;
            let [plan, supply, frail] = rates.moves[of_type][band_of_age][placed];
            (planned * plan + supply + frailty * frail, matches)
        };
        let hazard = (moving + matched) * (until - now);
        if hazard < left {
            left -= hazard;
            now = until;
            continue;
        }
        now += left / (moving + matched);
        left = exponential(luck.next());
        let is_match = luck.next() * (moving + matched) < matched;
        if is_match && of_type == ADOPTION {
            return None;
        }
        of_type = if is_match {
            ADOPTION
        } else {
            let age = bands::age_band(entered + now);
            let weights: [f64; TYPES] = next_weights(settings, authority, age, of_type, unaccompanied);
            luck.choose(&weights)
        };
        moves += 1;
        moves_of_year += u16::from(now > months - YEAR);
        (before, began) = (Some(began), now);
    }
    let previous = before.map(|before| months - before);
    let placement = PlacementType::ALL[of_type];
    Some(Lived { placement, spell: months - began, previous, moves, moves_of_year })
}
