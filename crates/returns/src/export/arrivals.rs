//! Who comes into care with whom: brothers and sisters on one day, unaccompanied children alone. Only
//! what the form tells depends on it, and days inside the half of a financial year in which the
//! simulated child came.

use super::days::{Calendar, year_of};
use super::numbers::Numbers;
use super::ordinals;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose};
use swplab_model::history::{ChildHistory, PlacementType};

/// Days that may lie between the simulated starts of brothers and sisters who come together.
const TOGETHER: i32 = 14;

/// Least and most days between the births of brothers and sisters of one mother, the least being that of a child born early.
const BETWEEN_BIRTHS: (i32, i32) = (250, 13 * 365);

/// Days between simulated births up to which two are told as twins.
const TWINS: i32 = 45;

/// How a child came into care for the first time that the export knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    /// Whose draws say what brothers and sisters share: the child's own, if she comes alone.
    pub(super) leader: Name,
    /// The day on which the group comes.
    pub(super) day: Option<Day>,
    /// Whether the group lives together at first, where the kind of placement is the same.
    pub(super) together: bool,
    pub(super) is_unaccompanied: bool,
    /// The birth of a twin, where it is not her own.
    pub(super) born: Option<Day>,
}

impl Arrival {
    /// A child who comes alone.
    pub(super) fn alone(child: &ChildHistory) -> Arrival {
        Arrival {
            leader: child.name,
            day: None,
            together: false,
            is_unaccompanied: child.unaccompanied,
            born: None,
        }
    }
}

/// The arrivals of children, in their order.
pub(super) fn arrivals(
    children: &[&ChildHistory],
    calendar: Calendar,
    numbers: &Numbers,
    draws: &Draws,
) -> Vec<Arrival> {
    let mut arrivals: Vec<Arrival> = children.iter().map(|child| Arrival::alone(child)).collect();
    let mut coming: Vec<Coming> = Vec::new();
    for (position, child) in children.iter().enumerate() {
        let u = draws.block(Purpose::Exported, child.name, ordinals::SIBLINGS);
        let comes = Coming::of(position, child, calendar);
        coming
            .extend(comes.filter(|_| !arrivals[position].is_unaccompanied && u[0] < numbers.siblings_share));
    }
    coming.sort_by_key(|one| (one.day, one.position));
    let mut is_taken = vec![false; coming.len()];
    for first in 0..coming.len() {
        if is_taken[first] {
            continue;
        }
        let leader = children[coming[first].position].name;
        let u = draws.block(Purpose::Exported, leader, ordinals::SIBLINGS);
        let mut group = vec![first];
        let size = size(u[1], numbers.siblings_size);
        let together = u[3] >= numbers.siblings_apart;
        // Children of one father or of one new family may be of any ages.
        let is_half = u[4] < numbers.siblings_half;
        // Who live together live with one kind of carer.
        let fits = |one: &Coming, next: &Coming| {
            one.is_sibling_of(next, is_half) && (!together || one.kind == next.kind)
        };
        for next in first + 1..coming.len() {
            if group.len() == size || coming[next].day.days_since(coming[first].day) > TOGETHER {
                break;
            }
            if !is_taken[next] && group.iter().all(|&one| fits(&coming[one], &coming[next])) {
                let twin = group.iter().map(|&one| coming[one].born).find(|born| coming[next].is_twin(*born));
                coming[next].born = twin.unwrap_or(coming[next].born);
                group.push(next);
            }
        }
        let chosen = coming[group[(u[2] * group.len() as f64) as usize]].day;
        let day =
            [chosen, coming[first].day].into_iter().find(|&day| group.iter().all(|&k| coming[k].may(day)));
        let Some(day) = day.filter(|_| group.len() > 1) else {
            continue;
        };
        for &one in &group {
            is_taken[one] = true;
            let arrival = &mut arrivals[coming[one].position];
            *arrival = Arrival { leader, day: Some(day), together, born: Some(coming[one].born), ..*arrival };
        }
    }
    arrivals
}

/// Children in a group of brothers and sisters: two, and more with a chance that gives the mean.
fn size(u: f64, mean: f64) -> usize {
    let more = (mean - 2.0) / (mean - 1.0);
    let mut size = 2;
    let mut chance = more;
    while u < chance && size < 8 {
        size += 1;
        chance *= more;
    }
    size
}

/// A child who comes into care.
#[derive(Clone, Copy, Debug)]
struct Coming {
    position: usize,
    day: Day,
    born: Day,
    /// With whom she lives first.
    kind: PlacementType,
    /// The last day on which she could come: before anything else happens to her.
    latest: Day,
}

impl Coming {
    fn of(position: usize, child: &ChildHistory, calendar: Calendar) -> Option<Coming> {
        let period = child.periods.first()?;
        let kind = match period.before {
            Some(_) => PlacementType::Foster,
            None => period.spells.first()?.placement,
        };
        let (born, began) = (calendar.day(child.born), calendar.day(period.began));
        let next = period.before.map(|before| before.previous);
        let next = next.into_iter().chain(period.spells.iter().map(|spell| spell.began));
        let next = next.chain(period.case_holders.iter().map(|holder| holder.from));
        let next = next.chain(period.ended.map(|(at, _)| at)).filter(|&at| at > period.began);
        let soonest = next.fold(f64::INFINITY, f64::min);
        let latest = if soonest.is_finite() { calendar.day(soonest).plus(-2) } else { began.plus(TOGETHER) };
        // A start on the day from which years or half-years are counted stays where it is.
        let (first, _) = year_of(began);
        let counts = [first, half(began).1];
        (!counts.contains(&began)).then_some(Coming { position, day: began.max(born), born, kind, latest })
    }

    fn is_sibling_of(&self, other: &Coming, is_half: bool) -> bool {
        let apart = (self.born.days_since(other.born)).abs();
        let has_room = BETWEEN_BIRTHS.0 <= apart || is_half || other.is_twin(self.born);
        half(self.day) == half(other.day) && has_room && apart <= BETWEEN_BIRTHS.1
    }

    /// Whether a twin of hers can have been born on a day: the years in which both grow up stay what they are.
    fn is_twin(&self, born: Day) -> bool {
        let apart = self.born.days_since(born).abs();
        apart <= TWINS && born < self.day && year_of(self.born) == year_of(born)
    }

    /// Whether she can come on a day.
    fn may(&self, day: Day) -> bool {
        self.born <= day && (day <= self.latest || day <= self.day)
    }
}

/// Whether a day lies in the second half of its financial year, and the last day of the first half.
fn half(day: Day) -> (bool, Day) {
    let (first, _) = year_of(day);
    // 30 September.
    let middle = first.plus(182);
    (day > middle, middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_siblings_have_the_mean_that_is_asked_for() {
        let draws = 100_000;
        let sum: usize = (0..draws).map(|k| size((f64::from(k) + 0.5) / f64::from(draws), 2.4)).sum();
        assert!((sum as f64 / f64::from(draws) - 2.4).abs() < 0.01);
    }

    #[test]
    fn the_first_half_of_a_year_ends_on_30_september() {
        for year in 2010..2030 {
            let day = Day::of(year, 9, 30).unwrap();
            assert_eq!(half(day), (false, day));
            assert!(half(day.plus(1)).0);
        }
    }
}
