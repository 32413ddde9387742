//! Social workers of a child: an episode for each case holder, one after the other through a period of
//! care. The model's causes of a hand-over are told by the return's reasons.

use super::days::{Boundary, Calendar, LAST_DAYS, LEAST_DAYS, settle, year_of};
use super::spells::Period;
use super::working_days::working_day;
use swplab_model::calendar::Day;
use swplab_model::history::{CaseHolder, ChildHistory, HandOver};

/// One row of the table, before a collection year cuts it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct WorkerEpisode {
    pub(super) worker: u32,
    pub(super) began: Day,
    /// The day of the next worker; the eve of the next period for the last of a period; else open.
    pub(super) ended: Option<Day>,
    pub(super) reason: &'static str,
}

/// The episodes of a child by period of care.
pub(super) fn episodes(
    child: &ChildHistory,
    periods: &[Period],
    calendar: Calendar,
) -> Vec<Vec<WorkerEpisode>> {
    let mut found = Vec::with_capacity(periods.len());
    for (k, (history, period)) in child.periods.iter().zip(periods).enumerate() {
        let mut holders = history.case_holders.clone();
        let last = period.ended.map(|(day, _)| day.plus(-1));
        let next = periods.get(k + 1).map(Period::began);
        let days = loop {
            match days(&holders, period, last, calendar) {
                Some(days) => break days,
                // A period of a few days has no room for more hands than days.
                None => drop(holders.pop()),
            }
        };
        let last = next.zip(days.last().copied());
        let followed = last.map(|(next, began)| left(period, began, next));
        let rows = holders.iter().zip(&days).enumerate();
        let rows = rows.map(|(k, (holder, &began))| WorkerEpisode {
            worker: holder.holder,
            began,
            ended: days.get(k + 1).copied().or(followed),
            reason: holder.cause.map_or("FCONTA", reason),
        });
        found.push(rows.collect());
    }
    found
}

/// The last day of the last case holder of a period, who began on `began`, before care goes on at
/// `next`. The model does not follow the case between; it is the eve, or the last day that is free in
/// a year that ends within days of it.
fn left(period: &Period, began: Day, next: Day) -> Day {
    let eve = next.plus(-1);
    let (_, year_ends) = year_of(next);
    let free = year_ends.plus(-LAST_DAYS);
    let ended = period.ended.map_or(began, |(day, _)| day);
    if eve > free && free >= ended.max(began.plus(LEAST_DAYS)) { free } else { eve }
}

fn days(holders: &[CaseHolder], period: &Period, last: Option<Day>, calendar: Calendar) -> Option<Vec<Day>> {
    let began = period.began();
    let boundaries = |gap: i32, room: i32| -> Vec<Boundary> {
        let holders = holders.iter().enumerate();
        holders
            .map(|(k, holder)| {
                let day = calendar.day(holder.from);
                let is_first = k == 0;
                let boundary = if is_first && holder.from >= 0.0 {
                    // The case is held from the first day of care on.
                    Boundary { want: began, low: began, high: began, gap }
                } else if is_first {
                    Boundary { want: day.max(began), low: began, high: calendar.first_day().plus(-1), gap }
                } else {
                    let event = Boundary::of_event(working_day(day), gap);
                    let (low, high) = year_of(day);
                    let event = Boundary { low, high, ..event };
                    Boundary { high: event.high.plus(-room), ..event }
                };
                match last {
                    Some(last) if !is_first => Boundary { high: boundary.high.min(last), ..boundary },
                    _ => boundary,
                }
            })
            .collect()
    };
    let mut ways = [(LEAST_DAYS, LAST_DAYS), (LEAST_DAYS, 0), (1, 0)].into_iter();
    ways.find_map(|(gap, room)| settle(&boundaries(gap, room)))
}

fn reason(cause: HandOver) -> &'static str {
    match cause {
        HandOver::Pathway => "TSPROC",
        HandOver::Leaver | HandOver::Agency => "LEFTRL",
        HandOver::Sickness => "ABSENC",
        HandOver::Reallocation => "MANAGE",
        HandOver::Transfer => "ORGRST",
    }
}
