//! Legal status through a period of care: how care began, and what the court made of it.
//!
//! ```text
//! police protection (L1)     up to 72 hours (Children Act 1989, section 46), then an interim order or agreement
//! emergency order (L2)       8 days, at most 15 (section 45), then the same
//! remand (J1)                weeks, then agreement
//! agreement (V2)             for some an interim order after months; none from the 17th birthday on (section 31)
//! interim order (C1)         the full order (C2) at the end of proceedings
//! placement order (E1)       some months before the placement for adoption, until the plan to adopt is given up
//! ```

use super::adoption;
use super::numbers::Numbers;
use super::ordinals;
use super::person::Person;
use super::spells::Period;
use super::working_days::working_day;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose, exponential, lognormal};
use swplab_model::history::PlacementType;
use swplab_model::terms::DAYS_PER_MONTH;

/// Days of police protection at most: 72 hours.
const POLICE_DAYS: f64 = 3.0;
/// Days of an emergency protection order, and of its extension.
const EMERGENCY_DAYS: (f64, f64) = (8.0, 7.0);
/// Age below which a child may have a plan to adopt that leads nowhere, and the longest time from order to placement, days.
const YOUNG: i32 = 7;
const LONGEST_PLAN: f64 = 1000.0;
/// No wait is longer than childhood.
const MOST_DAYS: f64 = 18.0 * 365.25;

/// The status with which care begins. `year` is the collection year of the start.
pub(super) fn of_start(
    u: f64,
    year: i32,
    age: i32,
    kind: PlacementType,
    is_unaccompanied: bool,
    numbers: &Numbers,
) -> &'static str {
    match kind {
        PlacementType::Adoption => return "E1",
        // Nobody can be placed with parents by agreement.
        PlacementType::Parents => return "C1",
        _ if is_unaccompanied => return "V2",
        _ => {}
    }
    // Unaccompanied children, all by agreement, are among those of whom the shares are told.
    let (shares, alone) = numbers.of_starts(year);
    let others = 1.0 - alone.min(0.9);
    let [interim, full, police, emergency, remand] = shares.map(|share| share / others);
    let remand = if age >= 10 { remand } else { 0.0 };
    let orders = if age >= 17 { 0.0 } else { 1.0 };
    let shares = [
        ("J1", remand),
        ("L1", police),
        ("L2", emergency * orders),
        ("C2", full * orders),
        ("C1", interim * orders),
    ];
    let mut left = u;
    for (status, share) in shares {
        left -= share;
        if left < 0.0 {
            return status;
        }
    }
    "V2"
}

/// Whether a start falls when it falls, on whatever day of the week.
pub(super) fn is_emergency(status: &str) -> bool {
    matches!(status, "L1" | "L2" | "J1")
}

/// Legal status through a period: the day from which each holds, the first being that of the start.
pub(super) struct Status {
    changes: Vec<(Day, &'static str)>,
}

impl Status {
    /// The status of a period, with the draws of `name`; `number` is the period's.
    pub(super) fn of(
        name: Name,
        number: usize,
        person: &Person,
        period: &Period,
        numbers: &Numbers,
        draws: &Draws,
    ) -> Status {
        let u = draws.block(Purpose::Exported, name, ordinals::LEGAL + number as u32);
        let mut changes = vec![(period.began(), period.start)];
        let mut from = period.began();
        let mut status = period.start;
        let parents = period.first(PlacementType::Parents);
        let short = match status {
            "L1" => Some((1.0 + u[1] * POLICE_DAYS, numbers.police_to_order)),
            "L2" => Some((
                EMERGENCY_DAYS.0 + f64::from(u8::from(u[1] < 0.3)) * EMERGENCY_DAYS.1 * u[2],
                numbers.emergency_to_order,
            )),
            "J1" => Some((1.0 + (numbers.remand_days * exponential(u[1])).min(MOST_DAYS), 0.0)),
            _ => None,
        };
        let adult_for_courts = person.born.birthday(17);
        if let Some((days, to_order)) = short {
            from = from.plus(days as i32);
            let with_parents = parents.is_some_and(|parents| parents <= from);
            let is_order = with_parents || (u[3] < to_order && from < adult_for_courts);
            status = if is_order { "C1" } else { "V2" };
            changes.push((from, status));
        }
        if status == "V2" {
            let days = (numbers.agreement_months * DAYS_PER_MONTH * exponential(u[4])).min(MOST_DAYS);
            let applies =
                !person.is_unaccompanied && u[5] < numbers.agreement_to_order.at(from.financial_year() + 1);
            let order = court_day(from.plus(1 + days as i32)).max(from.plus(1));
            let order = Some(order).filter(|&day| applies && day < adult_for_courts);
            let order = match (order, parents) {
                (Some(order), Some(parents)) => Some(order.min(parents)),
                (order, parents) => order.or(parents),
            };
            if let Some(order) = order {
                status = "C1";
                from = order;
                changes.push((order, "C1"));
            }
        }
        let adoption = draws.block(Purpose::Exported, name, ordinals::ADOPTION + number as u32);
        let placed = period.first(PlacementType::Adoption);
        if status == "C1" {
            let weeks = numbers.proceedings_weeks.at(from.parts().0);
            let days = weeks * 7.0 * lognormal(u[6], numbers.proceedings_spread);
            let full = court_day(from.plus((days as i32).max(14)));
            changes.push((full, "C2"));
            // A plan to adopt for which nobody is found: the order ends with it.
            if placed.is_none() && person.age(full) < YOUNG && adoption[6] < numbers.adoption_unplaced {
                let days = (numbers.adoption_unplaced_days * exponential(adoption[7])).min(MOST_DAYS);
                changes.push((full, "E1"));
                changes.push((court_day(full.plus(60 + days as i32)), "C2"));
            }
        }
        // With the parents' consent there is no order.
        let at = period.spells.iter().position(|spell| spell.placement == PlacementType::Adoption);
        let before = at.and_then(|at| period.spells.get(at.checked_sub(1)?)).map(|spell| spell.placement);
        let from_carers = matches!(before, Some(PlacementType::Foster | PlacementType::Kinship));
        let is_agreed = from_carers && adoption[5] < numbers.adoption_consent;
        if let Some(placed) = placed.filter(|_| !is_agreed) {
            // The order comes on the way from the start of care to the placement.
            let share = numbers.placement_order_share + 0.4 * (u[7] - 0.5);
            let before = (f64::from(placed.days_since(period.began())) * share).clamp(0.0, LONGEST_PLAN);
            let order = court_day(placed.plus(-(before as i32))).max(period.began().plus(28)).min(placed);
            changes.retain(|(day, _)| *day < order || *day == period.began());
            if period.start != "E1" {
                changes.push((order, "E1"));
            }
            // Without a plan to adopt the full order goes on.
            if let Some(day) = adoption::given_up(period, adoption[4], numbers) {
                changes.push((day, "C2"));
            }
        }
        // What falls on one day is the last that was said of it.
        changes.sort_by_key(|(day, _)| *day);
        let mut kept: Vec<(Day, &'static str)> = Vec::new();
        for change in changes {
            match kept.last_mut() {
                Some(last) if last.0 == change.0 => *last = change,
                Some(last) if last.1 == change.1 => {}
                _ => kept.push(change),
            }
        }
        Status { changes: kept }
    }

    /// The status on a day.
    pub(super) fn on(&self, day: Day) -> &'static str {
        let known = self.changes.partition_point(|(from, _)| *from <= day);
        self.changes[known.saturating_sub(1)].1
    }

    /// Days on which the status changes, after one day and before another.
    pub(super) fn between(
        &self,
        after: Day,
        before: Option<Day>,
    ) -> impl Iterator<Item = (Day, &'static str)> {
        let inside = move |day: Day| day > after && before.is_none_or(|before| day < before);
        self.changes.iter().copied().filter(move |(day, _)| inside(*day))
    }
}

/// Courts sit on working days.
fn court_day(day: Day) -> Day {
    working_day(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::numbers::Numbers;
    use swplab_model::evidence::{Evidence, ParameterSet};

    fn numbers() -> Numbers {
        Numbers::of(&ParameterSet::central(Evidence::embedded(), &std::collections::BTreeMap::new()), None)
    }

    #[test]
    fn starts_have_the_published_shares_of_legal_status() {
        let numbers = numbers();
        let share = |status: &str, age| {
            let draws = 100_000;
            let with = (0..draws).filter(|k| {
                let u = (f64::from(*k) + 0.5) / f64::from(draws);
                of_start(u, 2011, age, PlacementType::Foster, false, &numbers) == status
            });
            with.count() as f64 / f64::from(draws)
        };
        // Of all starts but the unaccompanied, 6.7%.
        assert!((share("L1", 8) - 0.12 / 0.933).abs() < 0.002);
        assert!((share("C1", 8) - 0.198 / 0.933).abs() < 0.002);
        assert_eq!((share("J1", 9), share("C1", 17)), (0.0, 0.0));
        assert!(share("J1", 15) > 0.03);
        let of = |kind, alone| of_start(0.0, 2025, 16, kind, alone, &numbers);
        assert_eq!(of(PlacementType::Foster, true), "V2");
        assert_eq!((of(PlacementType::Parents, false), of(PlacementType::Adoption, false)), ("C1", "E1"));
    }
}
