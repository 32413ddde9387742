//! Girls who have a child of their own. The model knows nothing of it.

use super::days::year_of;
use super::episodes::Episode;
use super::numbers::Numbers;
use super::ordinals;
use super::person::Person;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose};

/// The age at which the first have a child, and how many years later the last of those told of.
const AGES: (f64, f64) = (15.0, 3.0);

/// When a girl's first child is born, if she has one before she is 18 and is looked after then or later; `first` is the first day of the folders that are written.
pub(super) fn first_child(
    name: Name,
    person: &Person,
    episodes: &[Vec<Episode>],
    first: Day,
    numbers: &Numbers,
    draws: &Draws,
) -> Option<Day> {
    let u = draws.block(Purpose::Exported, name, ordinals::MOTHERS);
    if !person.is_girl || person.is_unaccompanied || u[0] >= numbers.mothers {
        return None;
    }
    let age = AGES.0 + AGES.1 * libm::sqrt(u[1]);
    let born = person.born.plus((age * 365.25) as i32);
    // A rule of the collection takes the last day on which an episode of the file ended for the end of care (625): the
    // child is born before she moves.
    let (begins, ends) = year_of(born.max(first));
    let told = episodes
        .iter()
        .filter(|period| period.last().is_some_and(|last| last.ended.is_none_or(|ended| ended >= begins)));
    let ended = told.flatten().filter_map(|episode| episode.ended).filter(|ended| *ended <= ends).max();
    let born = ended.map_or(born, |ended| born.min(ended));
    let is_told = episodes.iter().any(|period| {
        period.last().is_some_and(|last| last.ended.is_none_or(|ended| ended >= born.max(first)))
    });
    (is_told && person.age(born) >= AGES.0 as i32).then_some(born)
}
