//! What permanence a child had before she came into care: none for most; an order that ended an earlier period of care, as it
//! was simulated; for some, one of which the model knows nothing.

use super::form;
use super::known::Known;
use super::ordinals;
use super::tables::Year;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Purpose};
use swplab_model::history::Exit;

/// No earlier permanence.
const NONE: &str = "Z1";
/// An authority that is not known.
const UNKNOWN: &str = "999";
/// A permanence that is not known.
const NOT_KNOWN: &str = "P4";
/// Share of orders that the authority itself had arranged; of the rest it is not known who had.
const OWN: f64 = 0.75;
/// Least days between a birth and an order, and an order and its end.
const LEAST: i32 = 180;

/// PREV_PERM, LA_PERM and DATE_PERM of a child who came into care in the year. Brothers and sisters who come together had
/// the same.
pub(super) fn cells(
    known: &Known,
    year: &Year,
    own: Option<&str>,
    draws: &Draws,
) -> Option<(String, String, Option<Day>)> {
    let came = known.periods.iter().rposition(|period| {
        let began = period.began();
        year.first <= began && began <= year.last
    })?;
    let none = || Some((NONE.to_owned(), String::new(), None));
    let own = own.unwrap_or(UNKNOWN);
    if let Some((ended, exit)) = came.checked_sub(1).and_then(|before| known.periods[before].ended) {
        return match exit {
            Exit::Guardianship => Some(("P2".to_owned(), own.to_owned(), Some(ended))),
            Exit::Adoption => Some(("P1".to_owned(), own.to_owned(), Some(ended))),
            _ => none(),
        };
    }
    let u = draws.block(Purpose::Exported, known.leader, ordinals::PERMANENCE);
    let option = form::choose("previous-permanence", u[0]);
    let room = known.periods[came].began().days_since(known.person.born) - 2 * LEAST;
    // Of who comes from abroad nothing is known, or nothing to be known.
    let from_abroad = known.person.is_unaccompanied && option != NOT_KNOWN;
    if option == NONE || from_abroad || room <= 0 {
        return none();
    }
    let day = known.person.born.plus(LEAST + (u[1] * f64::from(room)) as i32);
    let authority = if u[2] < OWN { own } else { UNKNOWN };
    Some((option.to_owned(), authority.to_owned(), Some(day)))
}
