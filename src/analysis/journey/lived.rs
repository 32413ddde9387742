//! The two worlds of one history: first everybody in both, so that one can be chosen, then hers month by month.

use std::collections::{BTreeMap, BTreeSet};

use super::choose::Candidate;
use crate::draws::Name;
use crate::model::world::{Event, NO_POST, REMIT, Seat, What, World};
use crate::scenario::Arm;
use crate::study::{Begun, Simulation};

/// Months that a child must be looked after, or a worker be in the post, in both worlds to be told of.
const LEAST_MONTHS: u32 = 12;

/// What is counted of one child, or of one post, in one world.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counted {
    /// Months at whose end she was there.
    pub(super) months: u32,
    /// Age in years when first seen.
    age: f64,
    is_of_remit: bool,
    pub(super) changes: u32,
    pub(super) moves: u32,
    pub(super) decisions: u32,
    pub(super) decision_days: f64,
    /// Cases, summed over the months.
    cases: u64,
    has_left: bool,
}

impl Counted {
    fn changes_a_year(&self) -> f64 {
        12.0 * f64::from(self.changes) / f64::from(self.months)
    }

    fn moves_a_year(&self) -> f64 {
        12.0 * f64::from(self.moves) / f64::from(self.months)
    }

    /// Mean cases of a worker while she sits in the post.
    pub(super) fn caseload(&self) -> f64 {
        self.cases as f64 / f64::from(self.months)
    }
}

/// Everybody of one world.
pub(super) struct Everybody {
    pub(super) children: BTreeMap<Name, Counted>,
    pub(super) posts: BTreeMap<Name, Counted>,
    pub(super) first: World,
    /// Events in the order in which they were found.
    pub(super) events: Vec<Event>,
    /// The world on the last day.
    pub(super) last: World,
}

/// Lives one arm and counts everybody.
pub(super) fn everybody(
    simulation: &Simulation,
    begun: &Begun,
    (history, arm): (u32, usize),
) -> Option<Everybody> {
    // By a person's place, since of a whole country everybody is looked at in every month.
    let mut people: Vec<Option<Counted>> = Vec::new();
    let mut posts: BTreeMap<Name, Counted> = BTreeMap::new();
    let mut first = None;
    let mut last = simulation.replay_from(begun, (history, arm), |world| {
        if world.month == 0 {
            first = Some(world.clone());
        }
        count_children(world, &mut people);
        count_posts(world, &mut posts);
    });
    let seen = people.into_iter().zip(&last.children.people);
    let mut children: BTreeMap<Name, Counted> =
        seen.filter_map(|(counted, person)| Some((person.name, counted?))).collect();
    let events = std::mem::take(&mut last.log.events);
    count_events(&events, &mut children);
    Some(Everybody { children, posts, first: first?, events, last })
}

fn count_children(world: &World, people: &mut Vec<Option<Counted>>) {
    people.resize(world.children.people.len(), None);
    for row in 0..world.children.count() {
        let who = world.children.who[row] as usize;
        let age = || (f64::from(world.month) - world.children.people[who].born) / 12.0;
        let counted = people[who].get_or_insert_with(|| Counted { age: age(), ..Counted::default() });
        counted.months += u32::from(world.month > 0);
        counted.is_of_remit |= world.children.state[row].cohorts & REMIT != 0;
    }
}

/// Posts in which somebody sits on the first day, for as long as she does.
fn count_posts(world: &World, posts: &mut BTreeMap<Name, Counted>) {
    for post in &world.posts {
        if world.month == 0 && post.seat == Seat::Permanent {
            posts.insert(post.name, Counted::default());
        }
        let Some(counted) = posts.get_mut(&post.name) else { continue };
        counted.has_left |= !matches!(post.seat, Seat::Permanent | Seat::Sick);
        if world.month > 0 && !counted.has_left {
            counted.months += 1;
            counted.cases += u64::from(post.cases());
        }
    }
}

fn count_events(events: &[Event], children: &mut BTreeMap<Name, Counted>) {
    for event in events {
        let Some(counted) = children.get_mut(&event.who) else { continue };
        match event.what {
            What::HasCaseHolder { cause: Some(_), after_short_cover: false, .. } => counted.changes += 1,
            What::Moves { .. } => counted.moves += 1,
            What::AsksDecision { days } => {
                counted.decisions += 1;
                counted.decision_days += days;
            }
            _ => {}
        }
    }
}

/// Children who are looked after long enough in both worlds: those of the remit, where there is a service.
pub(super) fn children(against: &Everybody, arm: &Everybody) -> Vec<Candidate> {
    let has_remit = against.children.values().chain(arm.children.values()).any(|one| one.is_of_remit);
    let both =
        against.children.iter().filter_map(|(name, there)| Some((*name, there, arm.children.get(name)?)));
    let long = both.filter(|(_, there, here)| there.months.min(here.months) >= LEAST_MONTHS);
    let wanted = long.filter(|(_, there, here)| !has_remit || there.is_of_remit || here.is_of_remit);
    let candidate = |(name, there, here): (Name, &Counted, &Counted)| Candidate {
        name,
        age: there.age,
        difference: here.changes_a_year() - there.changes_a_year(),
        second: here.moves_a_year() - there.moves_a_year(),
        level: there.changes_a_year(),
    };
    wanted.map(candidate).collect()
}

/// Workers who sit in the same post long enough in both worlds, by how many cases they have.
pub(super) fn workers(against: &Everybody, arm: &Everybody) -> Vec<Candidate> {
    let both = against.posts.iter().filter_map(|(name, there)| Some((*name, there, arm.posts.get(name)?)));
    let long = both.filter(|(_, there, here)| there.months.min(here.months) >= LEAST_MONTHS);
    let candidate = |(name, there, here): (Name, &Counted, &Counted)| Candidate {
        name,
        age: f64::NAN,
        difference: here.caseload() - there.caseload(),
        second: 0.0,
        level: there.caseload(),
    };
    long.map(candidate).collect()
}

/// What is seen of her, or of the post, at the end of a month.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Month {
    pub(super) month: u32,
    /// Number of whoever holds her case, or sits in the post; nobody while the post is empty.
    pub(super) holder: Option<u32>,
    /// Name of the post.
    pub(super) post: Option<Name>,
    /// What stands in the post.
    pub(super) seat: &'static str,
    pub(super) cases: u32,
    /// Who employs, and whether it is a practice.
    pub(super) provider: Option<(String, bool)>,
}

/// Lives the same arm again and looks at one child, or at one post.
pub(super) fn months(
    simulation: &Simulation,
    begun: &Begun,
    (history, at): (u32, usize),
    arm: &Arm,
    (who, is_child): (Name, bool),
) -> (Vec<Month>, Vec<ContractEvent>) {
    let mut months = Vec::new();
    let mut contracts = Contracts::default();
    simulation.replay_from(begun, (history, at), |world| {
        contracts.observe(world);
        let post = if is_child { post_of(world, who) } else { post_named(world, who) };
        months.push(month(world, post, arm));
    });
    (months, contracts.events)
}

/// The post of a child's case holder; `None` while nobody serves her, or nobody holds her case.
fn post_of(world: &World, who: Name) -> Option<usize> {
    let named = |id: u32| world.children.people[id as usize].name == who;
    let in_care = (0..world.children.count()).find(|row| named(world.children.who[*row]));
    let post = match in_care {
        Some(row) => world.children.state[row].post,
        None => world.children.leavers.iter().find(|leaver| named(leaver.who))?.post,
    };
    (post != NO_POST).then_some(post as usize)
}

fn post_named(world: &World, who: Name) -> Option<usize> {
    world.posts.iter().position(|post| post.name == who)
}

fn month(world: &World, post: Option<usize>, arm: &Arm) -> Month {
    let Some(post) = post.and_then(|post| world.posts.get(post)) else {
        return Month { month: world.month, holder: None, post: None, seat: "", cases: 0, provider: None };
    };
    let seat = match post.seat {
        Seat::Permanent => "permanent",
        Seat::Sick => "sick",
        Seat::Agency => "agency",
        Seat::Vacant => "vacant",
        Seat::Closed => "closed",
    };
    let sits = matches!(post.seat, Seat::Permanent | Seat::Sick | Seat::Agency);
    let provider = &world.providers[post.provider as usize];
    let name = match provider.practice {
        Some(practice) => arm.alternative.practices.get(practice).map(|practice| practice.name.clone()),
        None => arm.alternative.authorities.get(provider.authority).map(|one| one.figures.name.clone()),
    };
    Month {
        month: world.month,
        holder: sits.then_some(post.holder),
        post: Some(post.name),
        seat,
        cases: post.cases(),
        provider: Some((name.unwrap_or_default(), provider.practice.is_some())),
    }
}

/// What happened to a contract.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ContractEvent {
    pub(super) month: u32,
    /// Position among the contracts of the world.
    pub(super) contract: usize,
    pub(super) what: &'static str,
}

/// Contracts as they were seen last.
#[derive(Default)]
struct Contracts {
    review: BTreeMap<usize, (f64, f64)>,
    opened: BTreeSet<usize>,
    ended: BTreeSet<usize>,
    events: Vec<ContractEvent>,
}

impl Contracts {
    fn observe(&mut self, world: &World) {
        for (at, contract) in world.contracts.iter().enumerate() {
            let mut happens =
                |what| self.events.push(ContractEvent { month: world.month, contract: at, what });
            let now = (contract.next_review, contract.ends);
            let before = self.review.insert(at, now);
            if before.is_none() {
                happens("contract-awarded");
            }
            if contract.has_opened && self.opened.insert(at) {
                happens("contract-opens");
            }
            let runs = contract.ended.is_nan();
            if let Some((review, ends)) = before {
                if runs && contract.has_opened && contract.next_review > review {
                    happens("contract-review");
                }
                if contract.ends > ends {
                    happens("contract-extended");
                }
            }
            if !runs && self.ended.insert(at) {
                happens("contract-ends");
            }
        }
    }
}
