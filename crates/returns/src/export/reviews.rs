//! Reviews of a child's case, at the statutory cadence: the first within 20 working days, the second
//! within three months of it, then within six months of each other (Care Planning, Placement and Case
//! Review (England) Regulations 2010, regulation 33). The model has no reviews of children; these are
//! for form.

use super::form;
use super::numbers::Numbers;
use super::ordinals;
use super::person::Person;
use super::spells::Period;
use super::working_days::{is_working, working_day_by};
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose, exponential};

/// Latest days after the one before, or after the start of care, of the first, the second and the later
/// reviews: 20 working days, three months, six months.
const WITHIN: [i32; 3] = [26, 89, 181];

/// The soonest of a first review, days after the start of care.
const SOONEST: i32 = 6;

/// Latest day by which a late review is held.
const LATEST: f64 = 120.0;

/// How far a review moves to find a day that suits.
const ROOM: i32 = 12;

/// The reviews of a child up to a day: day and participation code. Brothers and sisters who came together are reviewed
/// together in their first period: days are drawn at the `leader`'s address.
pub(super) fn reviews(
    (name, leader): (Name, Name),
    person: &Person,
    periods: &[Period],
    until: Day,
    numbers: &Numbers,
    draws: &Draws,
) -> Vec<(Day, &'static str)> {
    let mut found = Vec::new();
    let mut ordinal = ordinals::REVIEWS;
    for (k, period) in periods.iter().enumerate() {
        let whose = if k == 0 { leader } else { name };
        let ends = period.ended.map_or(until.plus(1), |(day, _)| day);
        let mut day = period.began();
        for number in 0.. {
            let u = draws.block(Purpose::Exported, whose, ordinal);
            let own = draws.block(Purpose::Exported, name, ordinal);
            ordinal += 1;
            let stage = number.min(2);
            let due = day.plus(WITHIN[stage]);
            let late = (numbers.review_late_days * exponential(u[3])).min(LATEST);
            let early = numbers.review_early_days[stage] * exponential(u[0]);
            let soonest = day.plus(SOONEST.max(WITHIN[stage] / 3));
            day = if u[2] < numbers.review_late {
                let day = due.plus(4 + late as i32);
                suitable(day, (day, day.plus(ROOM)), &u[4..], numbers)
            } else {
                // Some are called early, when something is to be decided; none may move over days off into being late.
                let called = u[7] < numbers.review_called && number > 0;
                let room = f64::from(due.days_since(soonest));
                let early = if called { room * u[6] } else { early.min(room) };
                let day = due.plus(-1 - early as i32).max(soonest);
                suitable(day, (soonest, due), &u[4..], numbers)
            };
            if day >= ends || day > until {
                break;
            }
            let code = if person.age(day) < 4 { "PN0" } else { form::choose("review", own[1]) };
            found.push((day, code));
        }
    }
    found
}

/// The working day that suits, near a day and between two: fewer reviews are held on Fridays, in August and around Christmas.
fn suitable(day: Day, (low, high): (Day, Day), u: &[f64], numbers: &Numbers) -> Day {
    if is_working(day) && u[0] < kept(day, numbers) {
        return day;
    }
    let near = (-ROOM..=ROOM).map(|days| day.plus(days));
    let near = near.filter(|near| low <= *near && *near <= high && is_working(*near));
    let likely: Vec<(Day, f64)> = near.map(|near| (near, kept(near, numbers))).collect();
    let mut left = u[1] * likely.iter().map(|(_, suits)| suits).sum::<f64>();
    let found = likely.iter().find(|(_, suits)| {
        left -= suits;
        left < 0.0
    });
    found.map_or_else(|| working_day_by(high), |(near, _)| *near)
}

/// How often a day suits, against an ordinary one.
fn kept(day: Day, numbers: &Numbers) -> f64 {
    let (_, month, of_month) = day.parts();
    let [friday, august, christmas] = numbers.review_suits;
    let factor = |is: bool, factor: f64| if is { factor } else { 1.0 };
    let is_christmas = (month == 12 && of_month >= 20) || (month == 1 && of_month <= 3);
    factor(day.of_week() == 4, friday) * factor(month == 8, august) * factor(is_christmas, christmas)
}
