//! One history month by month, packed: of posts and people what changed since the month before, of providers and groups
//! a row of numbers a month. The page draws any month from it.
//!
//! Marks are whole numbers. The stream has a block for the first day and one for the end of each month:
//!
//! ```text
//! people   posts   children               how many rows follow of each
//! name, name, born                        of each person not met before: both halves of her name, month of birth
//! post, provider, team, seat, holder      of each post that changed; 8 is added to the seat of one beyond those provided
//! person, state, placement, post, remit, changes, moves
//!                                         of each person who changed: 0 gone, 1 looked after, 2 care leaver; since the
//!                                         first day, changes of case holder and of carer
//! ```
//!
//! A post of nobody and a placement that there is not are [`NONE`]; the month of birth is a signed number.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::journey::Story;
use crate::model::world::{Contract, PathwayStage, REMIT, Seat, World};
use crate::scenario::Scenario;
use crate::study::{Beginning, Begun, Simulation};
use crate::terms::{PlacementType, Stage};

/// Stands for no post and no placement.
const NONE: u32 = u32::MAX;

/// What is told of each provider each month.
pub const COUNTERS: [&str; 11] =
    ["open", "posts", "filled", "agency", "vacant", "sick", "cases", "culture", "trust", "changes", "moves"];

/// What is told each month of everybody and of the remit.
pub const GROUP_COUNTERS: [&str; 3] = ["child_months", "changes", "moves"];

/// One history of one arm.
pub struct Trace {
    /// JSON: providers, teams, terms, contracts and what happened to them.
    pub words: String,
    /// By month, from the first day: [`COUNTERS`] of each provider, then [`GROUP_COUNTERS`] of everybody and of the remit.
    pub values: Vec<f64>,
    /// The stream of posts and people.
    pub marks: Vec<u32>,
}

/// Lives an arm and writes it down.
pub(super) fn trace(
    (simulation, scenario): (&Simulation, &Scenario),
    beginning: &Beginning<Begun>,
    (replication, arm): (u32, usize),
) -> (Trace, Story) {
    let mut scribe = Scribe::default();
    let mut story = Story::default();
    let world = simulation.replay_from(beginning, (replication, arm), |world| {
        if world.month == 0 {
            story.begin(world);
        }
        scribe.observe(world);
    });
    let words = scribe.words(&world, scenario, arm);
    story.finish(world);
    (Trace { words: words.to_string(), values: scribe.values, marks: scribe.marks }, story)
}

/// What was last written of a person: state, placement, post, remit, changes, moves.
type Now = [u32; 6];

const GONE: Now = [0, NONE, NONE, 0, 0, 0];

#[derive(Default)]
struct Scribe {
    values: Vec<f64>,
    marks: Vec<u32>,
    posts: Vec<[u32; 4]>,
    people: Vec<Now>,
    /// Of each person, when her counts of the year were last seen, and what they were.
    seen: Vec<(u32, [u16; 2])>,
    contracts: BTreeMap<usize, (Stage, f64, f64)>,
    events: Vec<Value>,
}

impl Scribe {
    fn observe(&mut self, world: &World) {
        let posts = self.changed_posts(world);
        let met = self.people.len();
        let people = self.changed_people(world);
        let everybody = &world.children.people;
        let sizes = [everybody.len() - met, posts.len(), people.len()];
        self.marks.extend(sizes.map(|size| size as u32));
        for person in &everybody[met..] {
            let bits = person.name.bits();
            let born = libm::floor(person.born) as i32;
            self.marks.extend([(bits >> 32) as u32, bits as u32, born as u32]);
        }
        posts.iter().for_each(|row| self.marks.extend(row));
        people.iter().for_each(|row| self.marks.extend(row));
        self.numbers(world);
        self.contracts(world);
    }

    fn changed_posts(&mut self, world: &World) -> Vec<[u32; 5]> {
        let mut rows = Vec::new();
        for (at, post) in world.posts.iter().enumerate() {
            let seat = match post.seat {
                Seat::Permanent => 0,
                Seat::Sick => 1,
                Seat::Agency => 2,
                Seat::Vacant => 3,
                Seat::Closed => 4,
            };
            let now = [post.provider, post.team, seat + 8 * u32::from(post.is_beyond), post.holder];
            if self.posts.get(at) != Some(&now) {
                let [provider, team, seat, holder] = now;
                rows.push([at as u32, provider, team, seat, holder]);
            }
            match self.posts.get_mut(at) {
                Some(known) => *known = now,
                None => self.posts.push(now),
            }
        }
        rows
    }

    fn changed_people(&mut self, world: &World) -> Vec<[u32; 7]> {
        let children = &world.children;
        let mut now = vec![GONE; children.people.len()];
        self.seen.resize(children.people.len(), (0, [0; 2]));
        self.people.resize(children.people.len(), GONE);
        for (who, person) in self.people.iter().enumerate() {
            // Counts stay with a person who goes and comes back.
            now[who][4..].copy_from_slice(&person[4..]);
        }
        let year_began = (world.month.max(1) - 1) / 12 * 12;
        for row in 0..children.count() {
            let who = children.who[row] as usize;
            let (state, year) = (&children.state[row], &children.year[row]);
            let counts = [year.changes, year.moves];
            let (month, before) = self.seen[who];
            let before = if month > year_began { before } else { [0; 2] };
            let first_day = world.month == 0;
            for (count, (after, before)) in now[who][4..].iter_mut().zip(counts.into_iter().zip(before)) {
                // What came before the first day is not of this study.
                *count += if first_day { 0 } else { u32::from(after.saturating_sub(before)) };
            }
            self.seen[who] = (world.month, counts);
            let remit = u32::from(state.cohorts & REMIT != 0);
            now[who][..4].copy_from_slice(&[1, state.placement as u32, state.post, remit]);
        }
        for leaver in &children.leavers {
            let remit = u32::from(leaver.cohorts & REMIT != 0);
            now[leaver.who as usize][..4].copy_from_slice(&[2, NONE, leaver.post, remit]);
        }
        let changed = now.iter().zip(&self.people).enumerate().filter(|(_, (now, before))| now != before);
        let rows = changed.map(|(who, (now, _))| {
            let [state, placement, post, remit, changes, moves] = *now;
            [who as u32, state, placement, post, remit, changes, moves]
        });
        let rows = rows.collect();
        self.people = now;
        rows
    }

    fn numbers(&mut self, world: &World) {
        let posts = |provider: usize| {
            world
                .posts
                .iter()
                .filter(move |post| post.provider as usize == provider && post.seat != Seat::Closed)
        };
        // Before the first month nothing has been counted.
        let lived = if world.month == 0 { 0.0 } else { 1.0 };
        for (index, provider) in world.providers.iter().enumerate() {
            let count = |of: &dyn Fn(Seat) -> bool| posts(index).filter(|post| of(post.seat)).count() as f64;
            let cases: u32 = posts(index).map(|post| post.cases()).sum();
            let tally = &world.tallies[index];
            self.values.extend([
                f64::from(u8::from(provider.is_open)),
                posts(index).filter(|post| !post.is_beyond).count() as f64,
                count(&|seat| matches!(seat, Seat::Permanent | Seat::Sick)),
                count(&|seat| seat == Seat::Agency),
                count(&|seat| seat == Seat::Vacant),
                count(&|seat| seat == Seat::Sick),
                f64::from(cases),
                provider.culture.met,
                provider.trust,
                lived * (tally.changes.iter().sum::<f64>() - tally.short_covers),
                lived * tally.moves,
            ]);
        }
        let own = &world.tallies[..world.providers.len()];
        let remit = std::slice::from_ref(&world.tallies[world.remit_group()]);
        for tallies in [own, remit] {
            let sum = |of: &dyn Fn(&crate::model::world::Tally) -> f64| tallies.iter().map(of).sum::<f64>();
            self.values.extend([
                lived * sum(&|tally| tally.child_months),
                lived * sum(&|tally| tally.changes.iter().sum::<f64>() - tally.short_covers),
                lived * sum(&|tally| tally.moves),
            ]);
        }
    }

    fn contracts(&mut self, world: &World) {
        for (at, contract) in world.contracts.iter().enumerate() {
            let now = (contract.stage, contract.next_review, contract.ends);
            let Some(before) = self.contracts.insert(at, now) else {
                self.event(world, at, "awarded");
                if contract.stage == Stage::Running {
                    self.event(world, at, "opens");
                }
                continue;
            };
            if contract.stage != before.0 {
                let what = if contract.stage == Stage::Ended { "ends" } else { "opens" };
                self.event(world, at, what);
            }
            if contract.stage == Stage::Running && contract.next_review > before.1 {
                self.event(world, at, "review");
            }
            if contract.ends > before.2 {
                self.event(world, at, "extended");
            }
        }
    }

    fn event(&mut self, world: &World, contract: usize, what: &str) {
        self.events.push(json!({ "month": world.month, "what": what, "contract": contract }));
    }

    fn words(&self, world: &World, scenario: &Scenario, arm: usize) -> Value {
        let alternative = &scenario.arms[arm].alternative;
        let providers = world.providers.iter().map(|provider| {
            let name = match provider.practice {
                Some(practice) => alternative.practices[practice].name.clone(),
                None => alternative.authorities[provider.authority].figures.name.clone(),
            };
            json!({ "name": name, "practice": provider.practice.is_some() })
        });
        let teams = world.teams.iter().map(
            |team| json!({ "provider": team.provider, "stage": team.stage.map_or("", PathwayStage::key) }),
        );
        json!({
            "months": world.month,
            "counters": COUNTERS,
            "group_counters": GROUP_COUNTERS,
            "placements": PlacementType::ALL.map(PlacementType::words),
            "providers": providers.collect::<Vec<_>>(),
            "teams": teams.collect::<Vec<_>>(),
            "contracts": world.contracts.iter().map(told).collect::<Vec<_>>(),
            "events": self.events,
        })
    }
}

/// A contract in words; months from the first day, `null` where it did not happen.
fn told(contract: &Contract) -> Value {
    let month = |at: f64| if at.is_finite() { json!(at) } else { Value::Null };
    json!({
        "provider": contract.provider,
        "cycle": contract.cycle,
        "awarded": month(contract.awarded),
        "opens": if contract.has_opened { month(contract.opens) } else { Value::Null },
        "ends": month(contract.ends),
        "ended": month(contract.ended),
        "fate": contract.fate.words(),
        "cause": if contract.cause.key().is_empty() { "" } else { contract.cause.words() },
    })
}
