//! One world of a journey as rows: what holds for a time, and what happens.

use std::collections::BTreeSet;

use super::lived::{ContractEvent, Everybody, Month};
use super::rows::{HappeningRow, SpanRow};
use crate::analysis::run::told_of;
use crate::calendar::{Day, first_year};
use crate::draws::Name;
use crate::model::world::{Event, What};
use crate::scenario::{Arm, Scenario};
use crate::terms::DAYS_PER_MONTH;

/// Whom a journey follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) name: Name,
    pub(super) is_child: bool,
}

/// One world, as it was lived.
pub(super) struct Lived<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) arm: &'a Arm,
    pub(super) subject: Subject,
    pub(super) everybody: &'a Everybody,
    pub(super) months: &'a [Month],
    pub(super) contracts: &'a [ContractEvent],
}

/// A span before it is a row: from, to, label, key.
struct Open {
    from: f64,
    label: String,
    key: String,
}

impl Lived<'_> {
    fn ends(&self) -> f64 {
        f64::from(self.scenario.horizon_years * 12)
    }

    fn day(&self, at: f64) -> String {
        let first = Day::first_of_financial_year(first_year(&self.scenario.start) as i32);
        first.plus(libm::floor(at * DAYS_PER_MONTH) as i32).iso()
    }

    /// Her own events by day.
    fn own(&self) -> Vec<&Event> {
        let mut own: Vec<&Event> =
            self.everybody.events.iter().filter(|event| event.who == self.subject.name).collect();
        own.sort_by(|one, other| one.at.total_cmp(&other.at));
        own
    }

    /// Everything that holds for a time.
    pub(super) fn spans(&self) -> Vec<SpanRow> {
        let mut rows = Vec::new();
        if self.subject.is_child {
            self.placements(&mut rows);
            self.holders(&mut rows);
        } else {
            let seat = |month: &Month| {
                let worker = month.holder.map_or_else(String::new, |holder| holder.to_string());
                let words = match month.seat {
                    "permanent" => "worker",
                    other => other,
                };
                (!words.is_empty()).then(|| (words.to_owned(), format!("{} {worker}", month.seat)))
            };
            self.runs("seat", &mut rows, seat);
            let cases =
                |month: &Month| month.post.map(|_| (month.cases.to_string(), month.cases.to_string()));
            self.runs("cases", &mut rows, cases);
        }
        let provider = |month: &Month| {
            let (name, is_practice) = month.provider.clone()?;
            Some((name, if is_practice { "practice" } else { "authority" }.to_owned()))
        };
        self.runs("provider", &mut rows, provider);
        self.terms(&mut rows);
        rows
    }

    fn row(&self, lane: &str, open: Open, to: f64) -> SpanRow {
        SpanRow {
            arm: self.arm.name.clone(),
            lane: lane.to_owned(),
            from: open.from,
            to: to.min(self.ends()),
            label: open.label,
            key: open.key,
        }
    }

    /// Where she lives, by her events.
    fn placements(&self, rows: &mut Vec<SpanRow>) {
        let children = &self.everybody.first.children;
        let at_first = (0..children.count())
            .find(|row| children.people[children.who[*row] as usize].name == self.subject.name)
            .map(|row| children.state[row].placement);
        let open = |from: f64, placement: crate::terms::PlacementType| Open {
            from,
            label: placement.words().to_owned(),
            key: placement.key().to_owned(),
        };
        let mut now = at_first.map(|placement| open(0.0, placement));
        for event in self.own() {
            let next = match event.what {
                What::IsPlaced(to) | What::Moves { to, .. } => Some(open(event.at, to)),
                What::LeavesCare(_) => None,
                _ => continue,
            };
            if let Some(before) = std::mem::replace(&mut now, next) {
                rows.push(self.row("placement", before, event.at));
            }
        }
        if let Some(last) = now {
            rows.push(self.row("placement", last, self.ends()));
        }
    }

    /// Who holds her case: by her events while she is looked after, by the ends of months in what they do not tell. Case holders
    /// are numbered in the order in which she meets them.
    fn holders(&self, rows: &mut Vec<SpanRow>) {
        let mut changes: Vec<(f64, Option<u32>)> = Vec::new();
        for event in self.own() {
            match event.what {
                What::HasCaseHolder { holder, .. } => changes.push((event.at, Some(holder))),
                What::LeavesCare(_) => changes.push((event.at, None)),
                _ => {}
            }
        }
        let mut met: Vec<u32> = Vec::new();
        let (mut now, mut at) = (None::<(f64, u32)>, 0);
        let mut turn = |now: &mut Option<(f64, u32)>, when: f64, next: Option<u32>| {
            if now.map(|(_, holder)| holder) == next {
                return;
            }
            if let Some((from, holder)) = now.take() {
                let number = number_of(&mut met, holder);
                let open = Open { from, label: number.to_string(), key: holder.to_string() };
                rows.push(self.row("holder", open, when));
            }
            *now = next.map(|holder| (when, holder));
        };
        for month in self.months {
            let end = f64::from(month.month);
            while let Some((when, next)) = changes.get(at).filter(|(when, _)| *when <= end) {
                turn(&mut now, *when, *next);
                at += 1;
            }
            turn(&mut now, end, month.holder);
        }
        turn(&mut now, self.ends(), None);
    }

    /// Runs of months in which something is the same.
    fn runs(&self, lane: &str, rows: &mut Vec<SpanRow>, of: impl Fn(&Month) -> Option<(String, String)>) {
        let mut now: Option<Open> = None;
        for month in self.months {
            let next = of(month);
            if now.as_ref().map(|open| (&open.label, &open.key))
                == next.as_ref().map(|(label, key)| (label, key))
            {
                continue;
            }
            let at = f64::from(month.month);
            if let Some(before) = now.take() {
                rows.push(self.row(lane, before, at));
            }
            now = next.map(|(label, key)| Open { from: at, label, key });
        }
        if let Some(last) = now.filter(|open| open.from < self.ends()) {
            rows.push(self.row(lane, last, self.ends()));
        }
    }

    /// Contracts from opening to end.
    fn terms(&self, rows: &mut Vec<SpanRow>) {
        for contract in self.everybody.last.contracts.iter().filter(|contract| contract.has_opened) {
            let to = if contract.ended.is_nan() { self.ends() } else { contract.ended };
            let practice = self.arm.alternative.practices.get(contract.practice);
            let name = practice.map_or("", |practice| practice.name.as_str());
            let open = Open {
                from: contract.opens.max(0.0),
                label: format!("{name}, contract {}", contract.cycle + 1),
                key: contract.cycle.to_string(),
            };
            rows.push(self.row("contract", open, to));
        }
    }

    /// What happens to her, to her teams while she is with them, and to the contracts, by day.
    pub(super) fn happenings(&self) -> Vec<HappeningRow> {
        let posts: BTreeSet<Name> = self.months.iter().filter_map(|month| month.post).collect();
        let is_wanted = |name: Name| name == self.subject.name || posts.contains(&name);
        let told = told_of(self.scenario, (&self.everybody.first, &self.everybody.events), &is_wanted);
        let hers = format!("n{:016x}", self.subject.name.bits());
        let own = if self.subject.is_child { "child" } else { "worker" };
        let kept = told.into_iter().filter(|row| row.person == hers || self.is_with(&row.person, row.at));
        let mut rows: Vec<HappeningRow> = kept
            .map(|row| HappeningRow {
                arm: self.arm.name.clone(),
                about: if row.person == hers { own } else { "team" }.to_owned(),
                at: row.at,
                day: row.day,
                event: row.event,
                from: row.from,
                to: row.to,
                cause: row.cause,
            })
            .collect();
        rows.extend(self.contracts.iter().map(|event| self.of_contract(event)));
        rows.sort_by(|one, other| one.at.total_cmp(&other.at));
        rows
    }

    /// Whether the post of a name holds her case in the month of an event, or held it at the end of the month before.
    fn is_with(&self, post: &str, at: f64) -> bool {
        let with = |month: &Month| month.post.is_some_and(|name| format!("n{:016x}", name.bits()) == post);
        self.months.iter().filter(|month| with(month)).any(|month| {
            let end = f64::from(month.month);
            at > end - 1.0 && at <= end + 1.0
        })
    }

    fn of_contract(&self, event: &ContractEvent) -> HappeningRow {
        let contract = &self.everybody.last.contracts[event.contract];
        let at = f64::from(event.month);
        let practice = self.arm.alternative.practices.get(contract.practice);
        let cause = match event.what {
            "contract-ends" if !contract.cause.key().is_empty() => contract.cause.key(),
            "contract-ends" => contract.fate.key(),
            _ => "",
        };
        HappeningRow {
            arm: self.arm.name.clone(),
            about: "contract".to_owned(),
            at,
            day: self.day(at),
            event: event.what.to_owned(),
            from: String::new(),
            to: practice.map_or_else(String::new, |practice| practice.name.clone()),
            cause: cause.to_owned(),
        }
    }
}

/// The number of a case holder in the order of meeting, from 1.
fn number_of(met: &mut Vec<u32>, holder: u32) -> usize {
    let at = met.iter().position(|known| *known == holder).unwrap_or_else(|| {
        met.push(holder);
        met.len() - 1
    });
    at + 1
}

/// The school years of a child, in both worlds alike: from the September after her fourth birthday to the August in which she
/// is eighteen (Education Act 1996, sections 8 and 35). `born` is her month of birth from the start, which is an April.
pub(super) fn school_years(arm: &str, born: f64, months: f64) -> Vec<SpanRow> {
    let mut rows = Vec::new();
    // Septembers lie five months after the Aprils.
    let first = libm::floor(-5.0 / 12.0) as i32 - 1;
    for year in first..=(months / 12.0) as i32 {
        let (from, to) = (f64::from(year) * 12.0 + 5.0, f64::from(year) * 12.0 + 17.0);
        let age = libm::floor((from - born) / 12.0);
        if !(4.0..=17.0).contains(&age) || to <= 0.0 || from >= months {
            continue;
        }
        let label = if age < 5.0 { "Reception".to_owned() } else { format!("Year {}", age - 4.0) };
        let key = (age - 4.0).to_string();
        let lane = "school".to_owned();
        rows.push(SpanRow { arm: arm.to_owned(), lane, from: from.max(0.0), to: to.min(months), label, key });
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_school_year_begins_in_september_after_the_birthday() {
        // Born ten years and a month before the study begins on 1 April: aged 9 in the September before.
        let years = school_years("A", -121.0, 24.0);
        let told: Vec<(&str, f64, f64)> =
            years.iter().map(|row| (row.label.as_str(), row.from, row.to)).collect();
        assert_eq!(told, [("Year 5", 0.0, 5.0), ("Year 6", 5.0, 17.0), ("Year 7", 17.0, 24.0)]);
        // One who is three in September waits for the next.
        let young = school_years("A", -12.0 * 3.5, 36.0);
        assert_eq!((young[0].label.as_str(), young[0].from), ("Reception", 17.0));
        assert!(school_years("A", -12.0 * 19.0, 36.0).is_empty());
    }

    #[test]
    fn case_holders_are_numbered_in_the_order_of_meeting() {
        let mut met = Vec::new();
        let numbers: Vec<usize> = [7, 9, 7, 2].iter().map(|holder| number_of(&mut met, *holder)).collect();
        assert_eq!(numbers, [1, 2, 1, 3]);
    }
}
