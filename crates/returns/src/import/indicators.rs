//! Published indicators straight from the histories, for the year that ends on the day: to be held
//! against the department's figures for the same authority. Definitions: the department's.

use super::histories::{Histories, History, Stay};
use super::meaning::{Lives, ROUTES, Route};
use super::rates::is_in_care;
use swplab_model::calendar::Day;

/// One indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Official {
    /// In words.
    pub title: String,
    /// Children counted.
    pub count: usize,
    /// Children of whom it is asked.
    pub of: usize,
}

/// The indicators of the year that ends on a day.
pub fn official(histories: &Histories, day: Day) -> Vec<Official> {
    let after = day.plus(1);
    let from = after.birthday(-1);
    let stock: Vec<&History> = histories.children.iter().filter(|h| is_in_care(h, day)).collect();
    let share = |title: &str, of: &[&History], is: &dyn Fn(&History) -> bool| Official {
        title: title.to_owned(),
        count: of.iter().filter(|history| is(history)).count(),
        of: of.len(),
    };
    let placements = |history: &History| {
        let stays = history.periods.iter().flat_map(|period| &period.stays);
        stays.filter(|stay| stay.start < after && stay.end > from).count()
    };
    let mut found = vec![
        share("one placement in the year", &stock, &|h| placements(h) == 1),
        share("2 placements in the year", &stock, &|h| placements(h) == 2),
        share("3 or more placements in the year", &stock, &|h| placements(h) >= 3),
    ];
    let long: Vec<&History> = stock.iter().copied().filter(|h| is_long(h, day)).collect();
    found.push(share("under 16 and 2.5 years in care: same placement for 2 years", &long, &|h| {
        is_stable(h, day)
    }));
    let held: Vec<&History> = stock.iter().copied().filter(|h| !h.holders.is_empty()).collect();
    if !held.is_empty() {
        found.push(share("3 or more case holders in the year", &held, &|h| {
            let met = h.holders.iter().filter(|holder| holder.start < after && holder.end > from);
            let mut met: Vec<u32> = met.map(|holder| holder.worker).collect();
            met.sort_unstable();
            met.dedup();
            met.len() >= 3
        }));
    }
    let within = |day: Day| day >= from && day < after;
    let last_exit = |history: &History| -> Option<Route> {
        let left = history.periods.iter().rev().find(|p| p.left.is_some() && within(p.end))?;
        (!is_in_care(history, day)).then_some(left.left).flatten()
    };
    let ceased: Vec<Route> = histories.children.iter().filter_map(last_exit).collect();
    for (at, name) in ROUTES.iter().enumerate() {
        let count = ceased.iter().filter(|route| **route as usize == at).count();
        if count > 0 || at < Route::NotKnown as usize {
            found.push(Official {
                title: format!("ceased in the year, last period: {name}"),
                count,
                of: ceased.len(),
            });
        }
    }
    found
}

fn present(history: &History, day: Day) -> Option<(&super::Period, usize)> {
    let period = history.periods.iter().find(|p| p.start <= day && p.end > day)?;
    let at = period.stays.iter().rposition(|stay| stay.start <= day)?;
    Some((period, at))
}

/// Under 16 and looked after without a break for two and a half years.
fn is_long(history: &History, day: Day) -> bool {
    history.born.birthday(16) > day
        && present(history, day).is_some_and(|(period, _)| day.months_since(period.start) >= 30.0)
}

/// In the present placement for two years, or with adopters where that placement and the one before
/// it make two years together.
fn is_stable(history: &History, day: Day) -> bool {
    let long = |stay: &Stay| day.months_since(stay.start) >= 24.0;
    present(history, day).is_some_and(|(period, at)| {
        let stay = &period.stays[at];
        let before = at.checked_sub(1).map(|before| &period.stays[before]);
        long(stay) || stay.lives(day) == Lives::Adoption && before.is_some_and(long)
    })
}
