//! The days of a child's periods of care: spells with a carer and a status, from a history.

use super::arrivals::Arrival;
use super::days::{Boundary, Calendar, LAST_DAYS, LEAST_DAYS, settle, year_of};
use super::legal;
use super::numbers::Numbers;
use super::ordinals;
use super::person::Person;
use super::working_days::working_day;
use swplab_model::calendar::Day;
use swplab_model::draws::{Draws, Name, Purpose};
use swplab_model::history::{Because, Before, ChildHistory, Exit, MoveReason, PeriodOfCare, PlacementType};

/// Least days between the end of a period of care and the next: a social worker's episode between them
/// must last for three days and end the day before.
const APART: i32 = 4;

/// A period of care in whole days.
#[derive(Clone, Debug)]
pub(super) struct Period {
    pub(super) spells: Vec<DatedSpell>,
    pub(super) ended: Option<(Day, Exit)>,
    /// Legal status with which it began.
    pub(super) start: &'static str,
}

impl Period {
    /// The day on which it began.
    pub(super) fn began(&self) -> Day {
        self.spells[0].began
    }

    /// When the first spell of a kind began.
    pub(super) fn first(&self, kind: PlacementType) -> Option<Day> {
        self.spells.iter().find(|spell| spell.placement == kind).map(|spell| spell.began)
    }
}

/// A spell in whole days.
#[derive(Clone, Copy, Debug)]
pub(super) struct DatedSpell {
    pub(super) began: Day,
    pub(super) placement: PlacementType,
    pub(super) because: Why,
}

/// Why a spell began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Entry,
    Move(MoveReason),
    /// A move before the first day, whose reason the world does not know.
    EarlierMove,
    Status,
}

/// The periods of a child in days. Children whom the first day finds in care have an earlier chain: the
/// world knows when care, the present placement and the one before it began, and how many there were;
/// the rest is drawn.
pub(super) fn periods(
    child: &ChildHistory,
    person: &Person,
    arrival: &Arrival,
    calendar: Calendar,
    numbers: &Numbers,
    draws: &Draws,
) -> Vec<Period> {
    let mut found: Vec<Period> = Vec::new();
    for (number, period) in child.periods.iter().enumerate() {
        let (mut spells, mut boundaries) = wanted(child, number, period, person, calendar, draws);
        let u = draws.block(Purpose::Exported, arrival.leader, ordinals::ADOPTION + number as u32)[3];
        if matches!(period.ended, Some((_, Exit::Guardianship))) && u < numbers.guardians_fostered {
            fostered_by_guardians(&mut spells);
        }
        // What brothers and sisters share is drawn at the leader's address.
        let (leader, group) = if number == 0 { (arrival.leader, arrival.day) } else { (child.name, None) };
        let u = draws.block(Purpose::Exported, leader, ordinals::LEGAL + number as u32)[0];
        let entry = boundaries[0].want;
        let (year, age) = (entry.financial_year() + 1, person.age(entry.max(person.born)));
        let start = legal::of_start(u, year, age, spells[0].0, person.is_unaccompanied, numbers);
        // Brothers and sisters are not remanded together.
        let start = if start == "J1" && group.is_some() { "V2" } else { start };
        if let Some((ended, _)) = found.last().and_then(|last| last.ended) {
            let entry = &mut boundaries[0];
            entry.low = entry.low.max(ended.plus(APART));
            // Who comes back on 31 March has a case holder of the time between who ends on the eve, in
            // the days kept free, or more than five days before the next one, which validators take
            // for a gap: the eve will do for coming back.
            entry.high = entry.high.plus(-1).max(entry.low);
        }
        let exit = period.ended.map(|(at, exit)| {
            let adult = person.born.birthday(18);
            let boundary = if exit == Exit::Birthday {
                Boundary { want: adult, low: adult, high: adult, gap: 1 }
            } else {
                let event = Boundary::of_event(calendar.day(at), 1);
                // Rules take who leaves on 31 March for looked after all year, of whom no adoption may be told.
                let last = event.high.plus(-i32::from(exit == Exit::Adoption));
                Boundary { high: last.min(adult.plus(-1)), ..event }
            };
            boundaries.push(boundary);
            exit
        });
        on_weekdays(&mut boundaries, (child.name, number), legal::is_emergency(start), numbers, draws);
        if let Some(day) = group {
            let keeps = legal::is_emergency(start) || day == year_of(day).0;
            let u = draws.uniform(Purpose::Exported, leader, ordinals::WEEKDAYS);
            boundaries[0].want = if keeps || u < numbers.weekend { day } else { working_day(day) };
        }
        // Without room the bounds of the year give way before the order of events does.
        let mut days = settle(&boundaries).unwrap_or_else(|| in_order(&boundaries));
        make_room(&mut days, &boundaries, period, calendar);
        found.push(Period {
            spells: spells
                .iter()
                .zip(&days)
                .map(|(&(placement, because), &began)| DatedSpell { began, placement, because })
                .collect(),
            ended: exit.map(|exit| (days[days.len() - 1], exit)),
            start,
        });
    }
    found
}

/// Moves what falls on a weekend or a bank holiday to a working day, but for a share, for a start in an emergency and for what
/// can be on one day only. The days on which years begin stay: counts begin with them.
fn on_weekdays(
    boundaries: &mut [Boundary],
    (name, number): (Name, usize),
    is_emergency: bool,
    numbers: &Numbers,
    draws: &Draws,
) {
    for (k, boundary) in boundaries.iter_mut().enumerate() {
        let is_fixed = boundary.low == boundary.high || boundary.want == year_of(boundary.want).0;
        if is_fixed || (k == 0 && is_emergency) {
            continue;
        }
        let ordinal = ordinals::WEEKDAYS + 1 + 1000 * number as u32 + k as u32;
        if draws.uniform(Purpose::Exported, name, ordinal) >= numbers.weekend {
            let near = working_day(boundary.want);
            // Around Easter a working day may lie in another year.
            let keeps = year_of(near) == year_of(boundary.want);
            boundary.want = if keeps { near } else { boundary.want };
        }
    }
}

/// A case that changes hands in care of a few days, or of the last days of a year, needs days for each
/// case holder: care ends later, or begins earlier, inside its bounds.
fn make_room(days: &mut [Day], boundaries: &[Boundary], period: &PeriodOfCare, calendar: Calendar) {
    let changes = period.case_holders.get(1..).unwrap_or_default();
    if changes.is_empty() {
        return;
    }
    let years: Vec<(Day, Day)> = changes.iter().map(|change| year_of(calendar.day(change.from))).collect();
    let last = days.len() - 1;
    let mut latest = None;
    if period.ended.is_some() {
        let earliest = years.iter().fold(days[0], |earliest, (year, _)| earliest.plus(LEAST_DAYS).max(*year));
        days[last] = days[last].max(boundaries[last].high.min(earliest.plus(1)));
        latest = Some(days[last].plus(-1));
    }
    if period.began < 0.0 {
        return;
    }
    let began = days[0];
    for (number, (_, year_ends)) in (1..).zip(years) {
        let free = year_ends.plus(-LAST_DAYS);
        let high = latest.map_or(free, |latest| free.min(latest));
        days[0] = days[0].min(high.plus(-LEAST_DAYS * number));
    }
    days[0] = days[0].max(boundaries[0].low).min(began);
}

type Kind = (PlacementType, Why);

/// Tells the last foster carers as the relatives or friends who become the child's guardians.
fn fostered_by_guardians(spells: &mut [Kind]) {
    let last = spells.iter().rposition(|(_, why)| *why != Why::Status).unwrap_or(0);
    for (kind, _) in spells[last..].iter_mut().filter(|(kind, _)| *kind == PlacementType::Foster) {
        *kind = PlacementType::Kinship;
    }
}

fn wanted(
    child: &ChildHistory,
    number: usize,
    period: &PeriodOfCare,
    person: &Person,
    calendar: Calendar,
    draws: &Draws,
) -> (Vec<Kind>, Vec<Boundary>) {
    let (mut spells, mut boundaries) = (Vec::new(), Vec::new());
    if let Some(before) = period.before {
        let u = draws.block(Purpose::Exported, child.name, ordinals::EARLIER + number as u32);
        let present = calendar.day(period.spells[0].began);
        let starts = earlier_starts(period.began, before, &u);
        let began = calendar.day(period.began).max(person.born);
        // A day for each placement, or fewer placements.
        let room = present.days_since(began).max(0) as usize;
        for (k, &start) in starts.iter().take(room).enumerate() {
            let why = if k == 0 { Why::Entry } else { Why::EarlierMove };
            spells.push((PlacementType::Foster, why));
            boundaries.push(before_study(calendar.day(start), person, calendar));
        }
    }
    let has_earlier = !spells.is_empty();
    for spell in &period.spells {
        let why = match spell.because {
            Because::Entry if has_earlier => Why::EarlierMove,
            Because::Entry => Why::Entry,
            Because::Move(reason) => Why::Move(reason),
            Because::Status => Why::Status,
        };
        let day = calendar.day(spell.began);
        spells.push((spell.placement, why));
        boundaries.push(if spell.began < 0.0 {
            before_study(day, person, calendar)
        } else {
            let event = Boundary::of_event(day, 1);
            Boundary { low: event.low.max(person.born), ..event }
        });
    }
    (spells, boundaries)
}

/// Starts of the placements before the present one: care, what is drawn, the one before it.
fn earlier_starts(began: f64, before: Before, u: &[f64; 8]) -> Vec<f64> {
    let mut starts: Vec<f64> = u
        .iter()
        .take(usize::from(before.placements).saturating_sub(2))
        .map(|u| began + u * (before.previous - began))
        .collect();
    starts.push(began);
    starts.push(before.previous);
    starts.sort_by(f64::total_cmp);
    starts
}

/// A day before the study: between birth and the eve of the first day.
fn before_study(want: Day, person: &Person, calendar: Calendar) -> Boundary {
    Boundary { want, low: person.born, high: calendar.first_day().plus(-1), gap: 1 }
}

/// Days in order, each at least a day after the one before, from the last backwards.
fn in_order(boundaries: &[Boundary]) -> Vec<Day> {
    let mut days: Vec<Day> = boundaries.iter().map(|boundary| boundary.want).collect();
    for k in (0..days.len().saturating_sub(1)).rev() {
        let latest = days[k + 1].plus(-1);
        days[k] = days[k].min(latest).min(year_of(latest).1);
    }
    days
}
