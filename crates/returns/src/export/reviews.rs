//! Reviews of a child's case, at the statutory cadence: the first within 20 working days, the second
//! within three months of it, then within six months of each other (Care Planning, Placement and Case
//! Review (England) Regulations 2010, regulation 33). The model has no reviews of children; these are
//! for form.

use rand::RngExt;
use rand::distr::Open01;

use super::form;
use super::person::Person;
use super::spells::Period;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose};

/// Latest days after the one before, or after the start of care, of the first, the second and the later
/// reviews: 20 working days, three months, six months.
const WITHIN: [i32; 3] = [26, 89, 181];

/// Days by which a review may be early.
const EARLY: f64 = 10.0;

/// Draws from here on are about reviews.
const REVIEWS: u32 = 1 << 16;

/// The reviews of a child up to a day: day and participation code.
pub(super) fn reviews(
    name: Name,
    person: &Person,
    periods: &[Period],
    until: Day,
    draws: &Draws,
) -> Vec<(Day, &'static str)> {
    let mut found = Vec::new();
    let mut ordinal = REVIEWS;
    for period in periods {
        let ends = period.ended.map_or(until.plus(1), |(day, _)| day);
        let mut day = period.began();
        for number in 0.. {
            let mut luck = draws.generator(Purpose::Exported, name, ordinal);
            ordinal += 1;
            day = day.plus(WITHIN[number.min(2)] - (luck.sample::<f64, _>(Open01) * EARLY) as i32);
            if day >= ends || day > until {
                break;
            }
            let code = if person.age(day) < 4 { "PN0" } else { form::choose("review", &mut luck) };
            found.push((day, code));
        }
    }
    found
}
