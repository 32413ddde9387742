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
    let usually = draws.block(Purpose::Exported, name, ordinals::REVIEWS_USUAL);
    let mut ordinal = ordinals::REVIEWS;
    for (k, period) in periods.iter().enumerate() {
        let whose = if k == 0 { leader } else { name };
        let ends = period.ended.map_or(until.plus(1), |(day, _)| day);
        let mut day = period.began();
        for number in 0.. {
            let u = draws.block(Purpose::Exported, whose, ordinal);
            let own =
                draws.block(Purpose::Exported, name, ordinal - ordinals::REVIEWS + ordinals::REVIEW_PARTS);
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
            found.push((day, part_taken(person.age(day), &usually, &own, numbers)));
        }
    }
    found
}

/// What part a child took in a review (REVIEW_CODE). Who speaks for herself at one review mostly does at the next: `usually`
/// are the draws of her own manner, `own` those of this review.
fn part_taken(age: i32, usually: &[f64; 8], own: &[f64; 8], numbers: &Numbers) -> &'static str {
    if age < 4 {
        return "PN0";
    }
    let band = [7, 11, 15].iter().filter(|end| age > **end).count();
    let u = if own[2] < numbers.review_usual { usually } else { own };
    if u[0] < numbers.review_own[band] {
        return "PN1";
    }
    form::choose("review-other", u[1])
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use swplab_model::evidence::{Evidence, ParameterSet};

    #[test]
    fn children_speak_for_themselves_as_often_as_the_evidence_says_and_mostly_again() {
        let central = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        let numbers = Numbers::of(&central, None);
        let draws = 20_000_u32;
        // Low-discrepancy points: whatever two draws are compared, they are independent.
        let at = |k: u32, prime: f64| libm::fmod(f64::from(k) * libm::sqrt(prime), 1.0);
        let block = |k: u32, first: f64, second: f64, third: f64| {
            let u = [at(k, first), at(k, second), at(k, third)];
            std::array::from_fn(|i| u[i % 3])
        };
        for (band, age) in [4, 11, 12, 16].into_iter().enumerate() {
            let mut counts = [0_u32; 3];
            for k in 0..draws {
                let usually = block(k, 2.0, 3.0, 5.0);
                let one = part_taken(age, &usually, &block(k, 7.0, 11.0, 13.0), &numbers) == "PN1";
                let other = part_taken(age, &usually, &block(k, 17.0, 19.0, 23.0), &numbers) == "PN1";
                counts[0] += u32::from(one);
                counts[1] += u32::from(other);
                counts[2] += u32::from(one && other);
            }
            let share = |count: u32| f64::from(count) / f64::from(draws);
            let expected = numbers.review_own[band];
            assert!((share(counts[0]) - expected).abs() < 0.01, "{age}: {counts:?}");
            // Both by her own manner, or independently.
            let usual = numbers.review_usual * numbers.review_usual;
            let both = usual * expected + (1.0 - usual) * expected * expected;
            assert!((share(counts[2]) - both).abs() < 0.01, "{age}: {counts:?}, {both}");
        }
        assert_eq!(part_taken(3, &[0.0; 8], &[0.0; 8], &numbers), "PN0");
    }
}
