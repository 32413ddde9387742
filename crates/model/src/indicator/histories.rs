//! Children's and posts' histories from the event log of one world, counted by the published definitions.
//!
//! Indicators are what a study reports of every arm; these are what published tables of histories need
//! beside them: who leaves at what age and after how long, how long placements last. They take a world whose
//! log is kept.

use std::collections::BTreeMap;

use crate::draws::Name;
use crate::model::hazard::bands::band;
use crate::model::world::{Seat, What, World};
use crate::terms::{
    AGES, CARE_BANDS, CARE_ENDS, DAYS_PER_MONTH, Exit, HandOver, PlacementType, TYPES, age_band,
};

/// Months beyond which completed spells with one carer and status are counted.
pub const SURVIVAL: [f64; 5] = [1.0, 3.0, 6.0, 12.0, 24.0];

/// Spells are counted from this month at the earliest: before the first day no change of status is known.
const SPELLS_FROM: f64 = 24.0;

/// What was counted in one world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Children looked after on the first day that is counted.
    pub stock_at_start: f64,
    /// The same five years after the study began.
    pub stock_after_five_years: f64,
    /// The same on the last day.
    pub stock_at_end: f64,
    /// Years counted.
    pub years: f64,
    /// Children looked after on 31 March, summed over the years, by age.
    pub stock_ages: [f64; AGES],
    /// The same by type of placement.
    pub stock_types: [f64; TYPES],
    /// Periods of care that started, by age.
    pub start_ages: [f64; AGES],
    /// Periods that ended, by route.
    pub exits: [f64; Exit::COUNT],
    /// Periods that ended before the 18th birthday, by age.
    pub exit_ages: [f64; AGES],
    /// Periods that ended, by their length: the bands of the published table.
    pub exit_lengths: [f64; CARE_BANDS],
    /// Sum of the lengths of periods that ended, days.
    pub exit_days: f64,
    /// Looked-after child-years.
    pub child_years: f64,
    /// Changes of carer.
    pub moves: f64,
    /// Changes of case holder.
    pub changes: f64,
    /// The same, ends of agency covers of under a month left out.
    pub changes_by_rule: f64,
    /// Children looked after on 31 March with three or more placements in the year.
    pub three_placements: f64,
    /// Children looked after on 31 March for 12 months or more, over the years.
    pub year_all: f64,
    /// Of these, those without a move in the year.
    pub year_no_move: f64,
    /// Of these, those with two or more.
    pub year_two_moves: f64,
    /// Completed foster spells, kinship included.
    pub spells: f64,
    /// Of these, those that lasted longer than each of [`SURVIVAL`].
    pub spells_beyond: [f64; 5],
    /// Changes of carer by placement age, in the bands of time in care.
    pub moves_by_band: [f64; CARE_BANDS],
    /// Child-months at each placement age.
    pub months_by_band: [f64; CARE_BANDS],
    /// Leavers of whole workforce years.
    pub leavers: f64,
    /// Those in post at the ends of these years.
    pub in_post: f64,
    /// Those in post on every 30 September.
    pub in_post_all: f64,
    /// Vacancies on every 30 September.
    pub vacancies: f64,
    /// Agency workers on every 30 September.
    pub agency: f64,
}

/// A child looked after, as her events have left her.
#[derive(Clone, Debug)]
struct Child {
    started: f64,
    /// Start of the published spell: this carer and status.
    episode: f64,
    kind: PlacementType,
    /// Months of the placements begun in this period of care, moves apart from the first.
    moves: Vec<f64>,
    /// When her case last changed hands, or she came into care.
    case_holder_since: f64,
}

/// Watches one world and counts it at the end.
#[derive(Clone, Debug)]
pub struct Histories {
    /// Month from which events and days are counted.
    from: f64,
    in_care: BTreeMap<Name, Child>,
    counts: Counts,
}

impl Histories {
    /// Counts from month `from` of the study, which is the end of a financial year or its first day.
    pub fn from_month(from: u32) -> Histories {
        Histories { from: f64::from(from), in_care: BTreeMap::new(), counts: Counts::default() }
    }

    /// Sees the world of the first day and of the end of each month.
    pub fn watch(&mut self, world: &World) {
        if world.month == 0 {
            self.in_care = first_day(world);
        } else if world.month % 12 == 6 && f64::from(world.month) > self.from {
            self.staff(world);
        }
    }

    /// Counts the events of a world that has been watched to its end; its log must have been kept.
    pub fn count(self, world: &World) -> Counts {
        let months = world.month;
        let born: BTreeMap<Name, f64> =
            (world.children.people.iter()).map(|person| (person.name, person.born)).collect();
        let mut events = world.log.events.clone();
        events.sort_by(|a, b| a.at.total_cmp(&b.at));
        let mut telling = Telling {
            from: self.from,
            spells_from: self.from.max(SPELLS_FROM),
            months: f64::from(months),
            in_care: self.in_care,
            born,
            placed_in_year: BTreeMap::new(),
            counts: self.counts,
        };
        if self.from == 0.0 {
            telling.counts.stock_at_start = telling.in_care.len() as f64;
        }
        let mut year = 1;
        for event in events {
            while event.at >= f64::from(year * 12) {
                telling.end_of_year(f64::from(year * 12));
                year += 1;
            }
            telling.happen(event.at, event.who, event.what);
        }
        while year * 12 <= months {
            telling.end_of_year(f64::from(year * 12));
            year += 1;
        }
        telling.end();
        telling.counts
    }

    fn staff(&mut self, world: &World) {
        let of = |seats: &[Seat]| {
            let posts = world.posts.iter();
            posts.filter(|post| seats.contains(&post.seat)).count() as f64
        };
        let counts = &mut self.counts;
        let in_post = of(&[Seat::Permanent, Seat::Sick]);
        counts.in_post_all += in_post;
        counts.vacancies += world.posts.iter().filter(|post| post.is_vacant()).count() as f64;
        counts.agency += of(&[Seat::Agency]);
        // A whole workforce year must lie behind.
        if f64::from(world.month) > self.from + 12.0 {
            counts.in_post += in_post;
        }
    }
}

fn first_day(world: &World) -> BTreeMap<Name, Child> {
    let children = &world.children;
    let one = |i: usize| {
        let child = Child {
            started: children.care[i].started,
            episode: children.placement[i].episode,
            kind: children.state[i].placement,
            moves: Vec::new(),
            case_holder_since: children.care[i].started,
        };
        (children.people[children.who[i] as usize].name, child)
    };
    (0..children.count()).map(one).collect()
}

/// The events told in order.
struct Telling {
    from: f64,
    spells_from: f64,
    months: f64,
    in_care: BTreeMap<Name, Child>,
    born: BTreeMap<Name, f64>,
    /// Placements begun this year, re-entries and moves, by child.
    placed_in_year: BTreeMap<Name, u32>,
    counts: Counts,
}

impl Telling {
    fn happen(&mut self, at: f64, who: Name, what: What) {
        let counts_it = at >= self.from;
        match what {
            What::EntersCare | What::ComesBack => {
                let child = Child {
                    started: at,
                    episode: at,
                    kind: PlacementType::Foster,
                    moves: Vec::new(),
                    case_holder_since: at,
                };
                let before = self.in_care.insert(who, child);
                assert!(before.is_none(), "a child enters care twice");
                *self.placed_in_year.entry(who).or_default() += 1;
                if counts_it {
                    let age = age_band(at - self.born[&who]);
                    self.counts.start_ages[age] += 1.0;
                }
            }
            What::IsPlaced(kind) => self.child(who).kind = kind,
            What::Moves { to, .. } => {
                self.spell_ends(who, at, true);
                let child = self.child(who);
                child.kind = to;
                child.moves.push(at);
                *self.placed_in_year.entry(who).or_default() += 1;
                self.counts.moves += f64::from(u8::from(counts_it));
            }
            What::ChangesStatus => self.spell_ends(who, at, false),
            What::LeavesCare(exit) => {
                self.spell_ends(who, at, false);
                self.leaves(at, who, exit);
            }
            What::ChangesCaseHolder(cause) if self.in_care.contains_key(&who) => {
                let since = std::mem::replace(&mut self.child(who).case_holder_since, at);
                let is_short_cover = cause == HandOver::Agency && at - since < 1.0;
                if counts_it {
                    self.counts.changes += 1.0;
                    self.counts.changes_by_rule += f64::from(u8::from(!is_short_cover));
                }
            }
            // The workforce year ends on 30 September: whole years only.
            What::WorkerLeaves if at >= self.from + 6.0 && at < self.months - 6.0 => {
                self.counts.leavers += 1.0;
            }
            _ => {}
        }
    }

    fn leaves(&mut self, at: f64, who: Name, exit: Exit) {
        let child = self.in_care.remove(&who).expect("she is in care");
        let lasted = at - child.started;
        let counts = &mut self.counts;
        counts.child_years += ((at - child.started.max(self.from)) / 12.0).max(0.0);
        if at < self.from {
            return;
        }
        counts.exits[exit as usize] += 1.0;
        counts.exit_days += lasted * DAYS_PER_MONTH;
        counts.exit_lengths[band(&CARE_ENDS, lasted)] += 1.0;
        if exit != Exit::Birthday {
            counts.exit_ages[age_band(at - self.born[&who])] += 1.0;
        }
    }

    fn child(&mut self, who: Name) -> &mut Child {
        self.in_care.get_mut(&who).expect("she is in care")
    }

    /// A published spell ends, by a move or another way, and the next one begins.
    fn spell_ends(&mut self, who: Name, at: f64, by_move: bool) {
        let (from, counts) = (self.spells_from, &mut self.counts);
        let child = self.in_care.get_mut(&who).expect("she is in care");
        let age = at - child.episode;
        let foster = matches!(child.kind, PlacementType::Foster | PlacementType::Kinship);
        expose(counts, child.episode, at, from);
        child.episode = at;
        if at < from {
            return;
        }
        if by_move {
            counts.moves_by_band[band(&CARE_ENDS, age)] += 1.0;
        }
        if foster {
            counts.spells += 1.0;
            for (sum, months) in counts.spells_beyond.iter_mut().zip(SURVIVAL) {
                *sum += f64::from(u8::from(age > months));
            }
        }
    }

    fn end_of_year(&mut self, today: f64) {
        let counts = &mut self.counts;
        if today == 60.0 {
            counts.stock_after_five_years = self.in_care.len() as f64;
        }
        if today == self.from {
            counts.stock_at_start = self.in_care.len() as f64;
        }
        if today > self.from {
            counts.years += 1.0;
            for (name, child) in &self.in_care {
                counts.stock_ages[age_band(today - self.born[name])] += 1.0;
                counts.stock_types[child.kind as usize] += 1.0;
                // The placement of 1 April counts too; for a child who entered, her first was counted.
                let there = u32::from(child.started < today - 12.0);
                let placements = there + self.placed_in_year.get(name).copied().unwrap_or(0);
                counts.three_placements += f64::from(u8::from(placements >= 3));
                if child.started <= today - 12.0 {
                    let moves = child.moves.iter().filter(|&&at| at >= today - 12.0);
                    let moves = moves.count();
                    counts.year_all += 1.0;
                    counts.year_no_move += f64::from(u8::from(moves == 0));
                    counts.year_two_moves += f64::from(u8::from(moves >= 2));
                }
            }
        }
        self.placed_in_year.clear();
    }

    fn end(&mut self) {
        let (from, today) = (self.spells_from, self.months);
        for child in self.in_care.values() {
            self.counts.child_years += (today - child.started.max(self.from)) / 12.0;
            expose(&mut self.counts, child.episode, today, from);
        }
        self.counts.stock_at_end = self.in_care.len() as f64;
    }
}

/// Adds the months that a spell spent in each band of its age since spells are counted.
fn expose(counts: &mut Counts, began: f64, until: f64, counted_from: f64) {
    let mut low = 0.0;
    for (band, high) in CARE_ENDS.into_iter().enumerate() {
        let from = (began + low).max(counted_from);
        let to = (began + high).min(until);
        if to > from {
            counts.months_by_band[band] += to - from;
        }
        low = high;
    }
}
