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
use crate::study::{Begun, Simulation};
use crate::terms::{PlacementType, Stage};

/// Stands for no post and no placement.
const NONE: u32 = u32::MAX;

/// What is told of each provider each month.
pub const COUNTERS: [&str; 11] =
    ["open", "posts", "filled", "agency", "vacant", "sick", "cases", "culture", "trust", "changes", "moves"];

/// What is told each month of everybody and of the remit.
pub const GROUP_COUNTERS: [&str; 3] = ["child_months", "changes", "moves"];

/// One history of one arm.
#[derive(Clone, Debug)]
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
    begun: &Begun,
    (replication, arm): (u32, usize),
) -> (Trace, Story) {
    let mut scribe = Scribe::default();
    let mut story = Story::default();
    let world = simulation.replay_from(begun, (replication, arm), |world| {
        if world.month == 0 {
            story.begin(world);
        }
        scribe.observe(world);
    });
    let words = scribe.words(&world, scenario, arm);
    story.finish(world);
    (Trace { words: words.to_string(), values: scribe.values, marks: scribe.marks }, story)
}

/// What is written of a person: state, placement, post, remit, changes, moves.
type Now = [u32; 6];

const GONE: Now = [0, NONE, NONE, 0, 0, 0];

/// A person as she was last written.
#[derive(Clone, Copy)]
struct Followed {
    now: Now,
    /// When her counts of the year were last seen, and what they were.
    counted_in: u32,
    counts: [u16; 2],
    /// The month after the one in which she was there last.
    there: u32,
}

impl Default for Followed {
    fn default() -> Followed {
        Followed { now: GONE, counted_in: 0, counts: [0; 2], there: 0 }
    }
}

impl Followed {
    /// The row of a person who is another than before. Number by number: the engine is built to be small, where comparing
    /// two lists is a call, and this is done for every child in every month.
    #[inline(always)]
    fn change_to(&mut self, who: usize, now: Now, rows: &mut Vec<[u32; 7]>) {
        let [state, placement, post, remit, changes, moves] = now;
        let was = self.now;
        let differs = (was[0] ^ state) | (was[1] ^ placement) | (was[2] ^ post);
        if differs | (was[3] ^ remit) | (was[4] ^ changes) | (was[5] ^ moves) != 0 {
            self.now = now;
            rows.push([who as u32, state, placement, post, remit, changes, moves]);
        }
    }
}

#[derive(Default)]
struct Scribe {
    values: Vec<f64>,
    marks: Vec<u32>,
    posts: Vec<[u32; 4]>,
    people: Vec<Followed>,
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
        self.people.resize(children.people.len(), Followed::default());
        let year_began = (world.month.max(1) - 1) / 12 * 12;
        let mut rows = Vec::new();
        // Who is there now was there on no day but this.
        let today = world.month + 1;
        for row in 0..children.count() {
            let who = children.who[row] as usize;
            let (state, year) = (&children.state[row], &children.year[row]);
            let person = &mut self.people[who];
            let [.., mut changes, mut moves] = person.now;
            // What came before the first day is not of this study.
            if world.month > 0 {
                let [known_changes, known_moves] =
                    if person.counted_in > year_began { person.counts } else { [0; 2] };
                changes += u32::from(year.changes.saturating_sub(known_changes));
                moves += u32::from(year.moves.saturating_sub(known_moves));
            }
            person.counts = [year.changes, year.moves];
            (person.counted_in, person.there) = (world.month, today);
            let remit = u32::from(state.cohorts & REMIT != 0);
            person.change_to(who, [1, state.placement as u32, state.post, remit, changes, moves], &mut rows);
        }
        for leaver in &children.leavers {
            let who = leaver.who as usize;
            let person = &mut self.people[who];
            let [.., changes, moves] = person.now;
            let remit = u32::from(leaver.cohorts & REMIT != 0);
            person.there = today;
            person.change_to(who, [2, NONE, leaver.post, remit, changes, moves], &mut rows);
        }
        for (who, person) in self.people.iter_mut().enumerate() {
            if person.there != today && person.now[0] != GONE[0] {
                // Counts stay with a person who goes and comes back.
                let [state, placement, post, remit, ..] = GONE;
                let [.., changes, moves] = person.now;
                person.change_to(who, [state, placement, post, remit, changes, moves], &mut rows);
            }
        }
        // In the order in which people were met.
        rows.sort_unstable_by_key(|row| row[0]);
        rows
    }

    fn numbers(&mut self, world: &World) {
        // Before the first month nothing has been counted.
        let lived = if world.month == 0 { 0.0 } else { 1.0 };
        // Posts, and of them employed, agency, vacant and sick; cases.
        let mut staff = vec![[0_u32; 6]; world.providers.len()];
        for post in world.posts.iter().filter(|post| post.seat != Seat::Closed) {
            let [posts, filled, agency, vacant, sick, cases] = &mut staff[post.provider as usize];
            *posts += u32::from(!post.is_beyond);
            *filled += u32::from(matches!(post.seat, Seat::Permanent | Seat::Sick));
            *agency += u32::from(post.seat == Seat::Agency);
            *vacant += u32::from(post.seat == Seat::Vacant);
            *sick += u32::from(post.seat == Seat::Sick);
            *cases += post.cases();
        }
        for ((provider, staff), tally) in world.providers.iter().zip(&staff).zip(&world.tallies) {
            self.values.push(f64::from(u8::from(provider.is_open)));
            self.values.extend(staff.map(f64::from));
            self.values.extend([
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
