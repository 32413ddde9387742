//! Children missing, or away from where they live without leave. The model knows nothing of it: how many, how often and
//! for how long are the published figures, older children and children in homes more than others. Most are back by the
//! morning, a few stay away for weeks; who went missing in one year does so more often in the next.

use super::days::year_of;
use super::episodes::Episode;
use super::numbers::Numbers;
use super::ordinals;
use super::person::Person;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose, exponential, lognormal, normal};

/// Most incidents of a child in a year.
const MOST: u32 = 60;
/// Longest time away, days.
const LONGEST: f64 = 90.0;
/// The youngest of whom it is told, the age from which children are of the older band, and the mean age of the younger.
const AGES: (i32, i32) = (9, 16);
const MIDDLE: f64 = 13.4;

/// One incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Incident {
    pub(super) from: Day,
    pub(super) to: Day,
    /// MISSING: M, or A for away without authorisation.
    pub(super) kind: &'static str,
}

/// The incidents of a child from the study's first day to its last, in order and apart.
pub(super) fn incidents(
    name: Name,
    person: &Person,
    episodes: &[Vec<Episode>],
    (first, until): (Day, Day),
    numbers: &Numbers,
    draws: &Draws,
) -> Vec<Incident> {
    let mut found: Vec<Incident> = Vec::new();
    let mut begins = first;
    while begins <= until {
        let (_, ends) = year_of(begins);
        found.extend(of_year(name, person, episodes, (begins, ends.min(until)), numbers, draws));
        begins = ends.plus(1);
    }
    found.sort_by_key(|incident| (incident.from, incident.to));
    let mut apart: Vec<Incident> = Vec::with_capacity(found.len());
    for incident in found {
        if apart.last().is_none_or(|last| last.to < incident.from) {
            apart.push(incident);
        }
    }
    apart
}

fn of_year(
    name: Name,
    person: &Person,
    episodes: &[Vec<Episode>],
    (first, last): (Day, Day),
    numbers: &Numbers,
    draws: &Draws,
) -> Vec<Incident> {
    let age = person.age(last);
    if age < AGES.0 {
        return Vec::new();
    }
    let is_older = age >= AGES.1;
    // Inside the younger band it grows with each year of age.
    let grows = if is_older { 0.0 } else { numbers.missing_grows * (f64::from(age) - MIDDLE) };
    // Her own readiness to go: its mean is 1.
    let own = draws.uniform(Purpose::Exported, name, ordinals::MISSING);
    let spread = numbers.missing_own;
    let own = libm::exp(spread * normal(own) - spread * spread / 2.0);
    let rate = numbers.missing[usize::from(is_older)] * libm::exp(grows) * own;
    // Days on which she can go, by the episode of each, with its last day: she is back before it ends.
    let there: Vec<(&Episode, i32)> = episodes
        .iter()
        .flatten()
        .map(|episode| {
            let until = episode.ended.map_or(last, |ended| ended.plus(-2).min(last));
            (episode, until.days_since(episode.began.plus(1).max(first)) + 1)
        })
        .filter(|(_, days)| *days > 0)
        .collect();
    let days: i32 = there.iter().map(|(_, days)| days).sum();
    let likely: f64 = there.iter().map(|(episode, days)| f64::from(*days) * weight(episode, numbers)).sum();
    let named = last.parts().0;
    let u = draws.block(Purpose::Exported, name, ordinals::of_year(ordinals::MISSING, named));
    if days == 0 || u[0] >= 1.0 - libm::exp(-rate * likely / 365.25) {
        return Vec::new();
    }
    let more = (numbers.missing_incidents - (1.0 - numbers.missing_again)) / numbers.missing_again - 1.5;
    let count = if u[1] < numbers.missing_again { 2 + (more * exponential(u[2])) as u32 } else { 1 };
    let incident = |k: u32| {
        let u =
            draws.block(Purpose::Exported, name, ordinals::of_year(ordinals::MISSING, named) + (k + 1) * 256);
        let mut left = u[0] * likely;
        let at = there.iter().find(|(episode, days)| {
            let own = f64::from(*days) * weight(episode, numbers);
            let is_in = left < own;
            if !is_in {
                left -= own;
            }
            is_in
        });
        let (episode, days) = at.or(there.last())?;
        let day = ((left / weight(episode, numbers)) as i32).min(days - 1);
        let from = episode.began.plus(1).max(first).plus(day);
        let to = from.plus(nights(u[1], numbers));
        let to = episode.ended.map_or(to, |ended| to.min(ended.plus(-1)));
        Some(Incident { from, to, kind: if u[2] < numbers.missing_away { "A" } else { "M" } })
    };
    (0..count.min(MOST)).filter_map(incident).collect()
}

/// Nights away: log-normal hours, with the mean of the quantity before the longest are cut.
fn nights(u: f64, numbers: &Numbers) -> i32 {
    let days = numbers.missing_days * lognormal(u, numbers.missing_spread);
    // Who goes in the evening and is back after some hours is away over midnight.
    (days + 0.35).min(LONGEST) as i32
}

/// How much more likely a child is to go from a home or a flat than from a family.
fn weight(episode: &Episode, numbers: &Numbers) -> f64 {
    if episode.place.starts_with(['U', 'A', 'P']) { 1.0 } else { numbers.missing_homes }
}
