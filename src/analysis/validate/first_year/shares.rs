//! Whether the mean share of each placement type and age stays what was published for two years, while single histories
//! move as authorities do.

use std::collections::BTreeMap;

use super::lived::Own;
use super::{Place, Start, YEARS, places};
use crate::evidence::Profile;
use crate::statistics::{finite, mean, sample_sd};
use crate::terms::{AgeBand, PUBLISHED_TYPES};

/// Points by which a mean share may move in two years.
pub const POINTS: f64 = 3.0;

/// One placement type or age of one start, over its authorities.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Year of the start.
    pub start: u32,
    /// `placement` or `age`.
    pub by: &'static str,
    /// Id of the type or band.
    pub kind: &'static str,
    /// In words.
    pub title: String,
    /// Mean over authorities of the share in the profile of the start, %.
    pub published: f64,
    /// Mean over authorities and histories after each year, %.
    pub simulated: [f64; YEARS as usize],
    /// Authorities.
    pub authorities: usize,
    /// Authorities whose mean share moves by more than [`POINTS`] in two years, beyond chance in the histories.
    pub beyond: usize,
    /// Histories and authorities in which the share moves by more than [`POINTS`] in two years, %.
    pub histories_beyond: f64,
    /// Authorities in which the published share moved by more than [`POINTS`] in the two years that followed, %; `NaN`
    /// where nothing is published.
    pub published_beyond: f64,
}

/// The share of a cell in a profile, %.
fn share_of(profile: &Profile, cell: usize) -> f64 {
    let children = match cell.checked_sub(PUBLISHED_TYPES.len()) {
        None => profile.placements[cell],
        Some(age) => profile.ages[age],
    };
    100.0 * children / profile.stock
}

/// Shares of one start.
pub(super) fn shares(start: &Start, histories: &[Vec<Own>]) -> Vec<Share> {
    let named = PUBLISHED_TYPES.iter().map(|kind| ("placement", kind.id(), kind.words()));
    let named = named.chain(AgeBand::ALL.iter().map(|age| ("age", age.id(), age.words())));
    let profiles = |places: &[Place]| -> BTreeMap<String, Profile> {
        let known = places.iter();
        known.filter_map(|place| Some((place.code.clone(), Profile::embedded(&place.profile)?))).collect()
    };
    let (profiles, later) = (profiles(&start.places), profiles(&places(start.year + YEARS, &[])));
    let all = named.enumerate().map(|(cell, (by, kind, words))| {
        let given: Vec<f64> = profiles.values().map(|profile| share_of(profile, cell)).collect();
        let (mut sums, mut beyond) = ([0.0; YEARS as usize], 0);
        let (mut far, mut seen) = (0, 0);
        for place in 0..start.places.len() {
            let of = |year: usize| {
                finite(&histories.iter().map(|history| history[place].shares[year][cell]).collect::<Vec<_>>())
            };
            for (year, sum) in sums.iter_mut().enumerate() {
                *sum += mean(&of(year + 1)) / start.places.len() as f64;
            }
            let changes = histories.iter().map(|history| {
                let shares = &history[place].shares;
                shares[YEARS as usize][cell] - shares[0][cell]
            });
            let changes = finite(&changes.collect::<Vec<_>>());
            let chance = 2.0 * sample_sd(&changes) / (changes.len() as f64).sqrt();
            beyond +=
                usize::from(mean(&changes).abs() > POINTS + if chance.is_finite() { chance } else { 0.0 });
            far += changes.iter().filter(|change| change.abs() > POINTS).count();
            seen += changes.len();
        }
        let moved = profiles.iter().filter_map(|(code, profile)| {
            let points = share_of(later.get(code)?, cell) - share_of(profile, cell);
            Some(if points.abs() > POINTS { 100.0 } else { 0.0 })
        });
        let moved: Vec<f64> = moved.collect();
        Share {
            start: start.year,
            by,
            kind,
            title: words.to_owned(),
            published: mean(&given),
            simulated: sums,
            authorities: start.places.len(),
            beyond,
            histories_beyond: 100.0 * f64::from(far as u32) / f64::from((seen as u32).max(1)),
            published_beyond: if moved.is_empty() { f64::NAN } else { mean(&moved) },
        }
    });
    all.collect()
}
