//! Reviews of a child's case, at the statutory cadence: the first within 20 working days, the second
//! within three months of it, then within six months of each other (Care Planning, Placement and Case
//! Review (England) Regulations 2010, regulation 33). The model has no reviews of children; these are
//! for form.

use super::form;
use super::numbers::Numbers;
use super::ordinals;
use super::person::Person;
use super::spells::Period;
use super::working_days::{working_day, working_day_by};
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose, exponential};

/// Latest days after the one before, or after the start of care, of the first, the second and the later
/// reviews: 20 working days, three months, six months.
const WITHIN: [i32; 3] = [26, 89, 181];

/// Days by which a review may be early.
const EARLY: f64 = 10.0;

/// Latest day by which a late review is held.
const LATEST: f64 = 120.0;

/// The reviews of a child up to a day: day and participation code.
pub(super) fn reviews(
    name: Name,
    person: &Person,
    periods: &[Period],
    until: Day,
    numbers: &Numbers,
    draws: &Draws,
) -> Vec<(Day, &'static str)> {
    let mut found = Vec::new();
    let mut ordinal = ordinals::REVIEWS;
    for period in periods {
        let ends = period.ended.map_or(until.plus(1), |(day, _)| day);
        let mut day = period.began();
        for number in 0.. {
            let u = draws.block(Purpose::Exported, name, ordinal);
            ordinal += 1;
            let due = day.plus(WITHIN[number.min(2)]);
            let late = (numbers.review_late_days * exponential(u[3])).min(LATEST);
            day = if u[2] < numbers.review_late {
                working_day(due.plus(4 + late as i32))
            } else {
                // An early review may not move over days off into being late.
                working_day(due.plus(-1 - (u[0] * EARLY) as i32)).min(working_day_by(due))
            };
            if day >= ends || day > until {
                break;
            }
            let code = if person.age(day) < 4 { "PN0" } else { form::choose("review", u[1]) };
            found.push((day, code));
        }
    }
    found
}
