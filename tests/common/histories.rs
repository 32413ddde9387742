//! Children's histories from the event log of a world, counted by the published definitions.

#![allow(dead_code)]

use std::collections::BTreeMap;

use swplab::draws::Name;
use swplab::model::hazard::bands::{DAYS_PER_MONTH, age_band};
use swplab::model::world::{Exit, HandOver, PlacementType, Seat, What, World};
use swplab::study::Simulation;

/// Months beyond which completed foster spells are counted.
pub const SURVIVAL: [f64; 5] = [1.0, 3.0, 6.0, 12.0, 24.0];

/// Bands of the published placement age: title and upper end in months.
pub const HAZARD_BANDS: [(&str, f64); 8] = [
    ("under 2 weeks", 14.0 / DAYS_PER_MONTH),
    ("2 to 8 weeks", 56.0 / DAYS_PER_MONTH),
    ("8 weeks to 6 months", 6.0),
    ("6 to 12 months", 12.0),
    ("1 to 2 years", 24.0),
    ("2 to 3 years", 36.0),
    ("3 to 5 years", 60.0),
    ("5 to 10 years", 120.0),
];

/// Spells are counted from this month: before the first day no change of status is known.
const SPELLS_FROM: f64 = 24.0;

/// What was counted in one replication.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub stock_at_start: f64,
    pub stock_after_five_years: f64,
    /// Children looked after on 31 March, summed over the years, by age.
    pub stock_ages: [f64; 5],
    pub exits: [f64; 5],
    pub exit_days: f64,
    pub child_years: f64,
    pub moves: f64,
    pub changes: f64,
    /// The same, ends of agency covers of under a month left out.
    pub changes_by_rule: f64,
    pub three_placements: f64,
    pub year_all: f64,
    pub year_no_move: f64,
    pub year_two_moves: f64,
    pub spells: f64,
    pub spells_beyond: [f64; 5],
    pub moves_by_band: [f64; 8],
    pub months_by_band: [f64; 8],
    /// Leavers of whole workforce years and those in post at the ends of these years.
    pub leavers: f64,
    pub in_post: f64,
    /// The same on every 30 September, with vacancies and agency cover.
    pub in_post_all: f64,
    pub vacancies: f64,
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

/// Lives one replication of the first arm and counts it.
pub fn count(simulation: &Simulation, replication: u32) -> Counts {
    let mut counts = Counts::default();
    let mut in_care: BTreeMap<Name, Child> = BTreeMap::new();
    let world = simulation.replay(replication, 0, |world| {
        if world.month == 0 {
            in_care = first_day(world);
        } else if world.month % 12 == 6 {
            staff(&mut counts, world);
        }
    });
    counts.stock_at_start = in_care.len() as f64;
    let months = simulation.months();
    let born: BTreeMap<Name, f64> = (world.children.people.iter())
        .map(|person| (person.name, person.born))
        .collect();
    let mut events = world.log.events.clone();
    events.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut history = History {
        in_care,
        placed_in_year: BTreeMap::new(),
        counts,
    };
    let mut year = 1;
    for event in events {
        while event.at >= f64::from(year * 12) {
            history.end_of_year(f64::from(year * 12), &born);
            year += 1;
        }
        history.happen(event.at, event.who, event.what, months);
    }
    while year * 12 <= months {
        history.end_of_year(f64::from(year * 12), &born);
        year += 1;
    }
    history.end(f64::from(months));
    history.counts
}

fn first_day(world: &World) -> BTreeMap<Name, Child> {
    let children = &world.children;
    let one = |i: usize| {
        let child = Child {
            started: children.care[i].started,
            episode: children.placement[i].episode,
            kind: children.pulse[i].placement,
            moves: Vec::new(),
            case_holder_since: children.care[i].started,
        };
        (children.people[children.who[i] as usize].name, child)
    };
    (0..children.count()).map(one).collect()
}

fn staff(counts: &mut Counts, world: &World) {
    let of = |seats: &[Seat]| {
        let posts = world.posts.iter();
        posts.filter(|post| seats.contains(&post.seat)).count() as f64
    };
    let in_post = of(&[Seat::Permanent, Seat::Sick]);
    counts.in_post_all += in_post;
    counts.vacancies += of(&[Seat::Agency, Seat::Vacant]);
    counts.agency += of(&[Seat::Agency]);
    if world.month > 12 {
        counts.in_post += in_post;
    }
}

struct History {
    in_care: BTreeMap<Name, Child>,
    /// Placements begun this year, re-entries and moves, by child.
    placed_in_year: BTreeMap<Name, u32>,
    counts: Counts,
}

impl History {
    fn happen(&mut self, at: f64, who: Name, what: What, months: u32) {
        match what {
            What::EntersCare | What::ComesBack => {
                let child = Child {
                    started: at,
                    episode: at,
                    kind: PlacementType::Foster,
                    moves: Vec::new(),
                    case_holder_since: at,
                };
                assert!(
                    self.in_care.insert(who, child).is_none(),
                    "a child enters care twice"
                );
                *self.placed_in_year.entry(who).or_default() += 1;
            }
            What::IsPlaced(kind) => self.child(who).kind = kind,
            What::Moves { to, .. } => {
                self.spell_ends(who, at, true);
                let child = self.child(who);
                child.kind = to;
                child.moves.push(at);
                *self.placed_in_year.entry(who).or_default() += 1;
                self.counts.moves += 1.0;
            }
            What::ChangesStatus => self.spell_ends(who, at, false),
            What::LeavesCare(exit) => {
                self.spell_ends(who, at, false);
                let child = self.in_care.remove(&who).expect("she is in care");
                let route = match exit {
                    Exit::Home => 0,
                    Exit::Adoption => 1,
                    Exit::Guardianship => 2,
                    Exit::Birthday => 3,
                    Exit::Other => 4,
                };
                self.counts.exits[route] += 1.0;
                self.counts.exit_days += (at - child.started) * DAYS_PER_MONTH;
                self.counts.child_years += (at - child.started.max(0.0)) / 12.0;
            }
            What::ChangesCaseHolder(cause) if self.in_care.contains_key(&who) => {
                let since = std::mem::replace(&mut self.child(who).case_holder_since, at);
                let is_short_cover = cause == HandOver::Agency && at - since < 1.0;
                self.counts.changes += 1.0;
                self.counts.changes_by_rule += f64::from(u8::from(!is_short_cover));
            }
            // The workforce year ends on 30 September: whole years only.
            What::WorkerLeaves if at >= 6.0 && at < f64::from(months) - 6.0 => {
                self.counts.leavers += 1.0;
            }
            _ => {}
        }
    }

    fn child(&mut self, who: Name) -> &mut Child {
        self.in_care.get_mut(&who).expect("she is in care")
    }

    /// A published spell ends, by a move or another way, and the next one begins.
    fn spell_ends(&mut self, who: Name, at: f64, by_move: bool) {
        let child = self.in_care.get_mut(&who).expect("she is in care");
        let age = at - child.episode;
        let foster = matches!(child.kind, PlacementType::Foster | PlacementType::Kinship);
        expose(&mut self.counts, child.episode, at);
        child.episode = at;
        if at < SPELLS_FROM {
            return;
        }
        if by_move && let Some(band) = HAZARD_BANDS.iter().position(|band| age < band.1) {
            self.counts.moves_by_band[band] += 1.0;
        }
        if foster {
            self.counts.spells += 1.0;
            for (sum, months) in self.counts.spells_beyond.iter_mut().zip(SURVIVAL) {
                *sum += f64::from(u8::from(age > months));
            }
        }
    }

    fn end_of_year(&mut self, today: f64, born: &BTreeMap<Name, f64>) {
        let counts = &mut self.counts;
        if today == 60.0 {
            counts.stock_after_five_years = self.in_care.len() as f64;
        }
        for (name, child) in &self.in_care {
            counts.stock_ages[age_band(today - born[name])] += 1.0;
            // The placement of 1 April counts too; for a child who entered, her first was counted.
            let there = u32::from(child.started < today - 12.0);
            let placements = there + self.placed_in_year.get(name).copied().unwrap_or(0);
            counts.three_placements += f64::from(u8::from(placements >= 3));
            if child.started <= today - 12.0 {
                let moves = child.moves.iter().filter(|&&at| at >= today - 12.0).count();
                counts.year_all += 1.0;
                counts.year_no_move += f64::from(u8::from(moves == 0));
                counts.year_two_moves += f64::from(u8::from(moves >= 2));
            }
        }
        self.placed_in_year.clear();
    }

    fn end(&mut self, today: f64) {
        for child in self.in_care.values() {
            self.counts.child_years += (today - child.started.max(0.0)) / 12.0;
            expose(&mut self.counts, child.episode, today);
        }
    }
}

/// Adds the months that a spell spent in each band of its age since spells are counted.
fn expose(counts: &mut Counts, began: f64, until: f64) {
    let mut low = 0.0;
    for (band, &(_, high)) in HAZARD_BANDS.iter().enumerate() {
        let from = (began + low).max(SPELLS_FROM);
        let to = (began + high).min(until);
        if to > from {
            counts.months_by_band[band] += to - from;
        }
        low = high;
    }
}
