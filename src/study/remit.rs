//! The remit: the young people whom a service would be serving, were it there.
//!
//! ```text
//! places       as many as the service has, from the first day of the month after its planned opening
//! at first     care leavers up to size × share, then children of the age served, settled ones first,
//!              by the draw by which a practice chooses                                     (`selection`)
//! given up     by who leaves care and is not served on, and by who is served no longer
//! given again  from the month after a child who is old enough leaves assessment or court, or turns 16,
//!              where her draw < practice.referral                                            (`pathway`)
//! ```
//!
//! The list is made once for each replication, in a life without a practice: the first arm's authority, its children and
//! its luck. Where an arm is just that, the list is made while this arm is lived (`listing`). Of the services it knows size,
//! ages, share of care leavers and planned opening of each practice of the first arm that has one, in the order in which
//! they are written: who holds a place of one gets none of another. Every arm is read on this list: a child who in an arm
//! never comes into care, or leaves it earlier, leaves her place empty there.

use std::ops::Range;

use crate::arrangement::Practice;
use crate::draws::{Draws, Name, Purpose};
use crate::model::settings::Settings;
use crate::model::world::{ChildId, PathwayStage, REMIT, World};

/// A place of the remit, and the months in which somebody holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// First month.
    pub from: u32,
    /// Month after the last; [`u32::MAX`] where the study ends before.
    pub to: u32,
    /// Who holds it.
    pub who: Name,
}

/// Who holds the places of a service, were it there; empty where no arm has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remit {
    /// Month of the first planned opening, from which time is counted; `NaN` without a service.
    pub opens: f64,
    /// The list, in the order in which places are taken.
    pub places: Vec<Place>,
    /// Of those who held the first places, how many were looked after.
    pub children: u32,
}

impl Remit {
    /// No service in any arm.
    pub(super) fn none() -> Remit {
        Remit { opens: f64::NAN, ..Remit::default() }
    }

    /// Month in which the first places are taken.
    pub fn begins(&self) -> Option<u32> {
        self.places.first().map(|place| place.from)
    }
}

/// The rule by which places are filled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rule {
    authority: usize,
    size: usize,
    leavers: usize,
    min_age: f64,
    serves_to: f64,
    referral: f64,
    /// Month of the planned opening.
    opens: f64,
    /// Position of the practice, which is part of the address of a referral.
    practice: u32,
    pathway_teams: bool,
}

impl Rule {
    /// The rule of a service in the world of `settings`.
    pub(super) fn of(practice: &Practice, at: usize, settings: &Settings) -> Rule {
        let p = &settings.quantities;
        let share = practice.care_leavers_share.unwrap_or_else(|| p.get("practice.care-leavers-share"));
        let planned = practice.contract.mobilisation_months;
        Rule {
            authority: practice.authority,
            size: practice.size as usize,
            leavers: libm::round(practice.cases() * share) as usize,
            min_age: practice.min_age_months(),
            serves_to: practice.serve_to_age * 12.0,
            referral: p.get("practice.referral"),
            opens: planned.unwrap_or_else(|| p.get("contract.mobilisation.planned")),
            practice: at as u32,
            pathway_teams: settings.authorities[practice.authority].in_house.pathway_teams,
        }
    }
}

/// Who holds a place now.
struct Holder {
    who: ChildId,
    /// Beginning of the period of care, or `NaN` for a care leaver.
    care: f64,
    /// Her line of the list.
    line: usize,
}

/// A service and who holds its places now.
struct Service {
    rule: Rule,
    holders: Vec<Holder>,
    is_filled: bool,
}

/// Makes the list while a world without a practice is lived.
pub(super) struct Register<'a> {
    services: Vec<Service>,
    draws: &'a Draws,
    remit: Remit,
    /// Of each person, period of care, stage and next passage as they were when she was last looked after.
    seen: Vec<Seen>,
    /// Of each holder, where she stands; of others, where they once stood.
    rows: Vec<Option<Row>>,
    /// Those who gave up a place or took one when the world was last seen.
    changed: Vec<ChildId>,
    is_changed: Vec<bool>,
}

#[derive(Clone, Copy)]
struct Seen {
    care: f64,
    stage: PathwayStage,
    passes: f64,
}

impl<'a> Register<'a> {
    pub(super) fn new(rules: &[Rule], draws: &'a Draws) -> Register<'a> {
        let service = |rule: &Rule| Service { rule: rule.clone(), holders: Vec::new(), is_filled: false };
        let opens = rules.iter().map(|rule| rule.opens).fold(f64::INFINITY, f64::min);
        Register {
            services: rules.iter().map(service).collect(),
            draws,
            remit: Remit { opens, ..Remit::default() },
            seen: Vec::new(),
            rows: Vec::new(),
            changed: Vec::new(),
            is_changed: Vec::new(),
        }
    }

    /// The list before anybody is on it: the day from which time is counted.
    pub(super) fn empty(&self) -> Remit {
        Remit { opens: self.remit.opens, ..Remit::default() }
    }

    /// Whether she holds a place of a service.
    fn holds(&self, who: ChildId) -> bool {
        self.services.iter().any(|service| service.holders.iter().any(|holder| holder.who == who))
    }

    /// Marks, in the world that was just seen, those who hold a place in the month that begins: what [`Marks`] does for
    /// who knows the whole list.
    pub(super) fn mark(&mut self, world: &mut World, rows: &mut Vec<u32>) {
        for &who in &self.changed {
            mark(world, who, self.holds(who));
        }
        copy_to_rows(world, &self.changed, &mut self.is_changed, rows);
        self.changed.clear();
    }

    /// Sees the world of the first day and of the end of each month.
    pub(super) fn observe(&mut self, world: &World) {
        if self.services.iter().any(|service| service.is_filled) {
            self.find_holders(world);
        }
        for service in 0..self.services.len() {
            if self.services[service].is_filled {
                self.give_up(world, service);
                self.give_again(world, service);
            } else if f64::from(world.month) >= self.services[service].rule.opens {
                self.fill(world, service);
            }
        }
        self.remember(world);
    }

    pub(super) fn finish(self) -> Remit {
        self.remit
    }

    fn take(&mut self, world: &World, service: usize, who: ChildId, care: f64) {
        let line = self.remit.places.len();
        let name = world.children.people[who as usize].name;
        self.remit.places.push(Place { from: world.month, to: u32::MAX, who: name });
        self.services[service].holders.push(Holder { who, care, line });
        self.changed.push(who);
    }

    /// Fills all places of a service on its opening day.
    fn fill(&mut self, world: &World, service: usize) {
        self.services[service].is_filled = true;
        let rule = &self.services[service].rule;
        let children = &world.children;
        let person = |who: ChildId| &children.people[who as usize];
        let key = |who: ChildId| self.draws.uniform(Purpose::ServedAtStart, person(who).name, 0);
        let here = |who: ChildId| usize::from(person(who).authority) == rule.authority && !self.holds(who);
        let today = f64::from(world.month);
        let mut leavers: Vec<(f64, ChildId)> = children
            .leavers
            .iter()
            .filter(|leaver| here(leaver.who) && today < leaver.born + rule.serves_to)
            .map(|leaver| (key(leaver.who), leaver.who))
            .collect();
        leavers.sort_by(|a, b| a.0.total_cmp(&b.0));
        leavers.truncate(rule.leavers);
        let old_enough = |who: ChildId| today - person(who).born >= rule.min_age;
        let mut settled: Vec<(bool, f64, ChildId, f64)> = (children.who.iter().zip(&children.care))
            .filter(|&(&who, _)| here(who) && old_enough(who))
            .map(|(&who, care)| (care.stage < PathwayStage::LookedAfter, key(who), who, care.started))
            .collect();
        settled.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        settled.truncate(rule.size - leavers.len());
        self.remit.children += settled.len() as u32;
        for (_, who) in leavers {
            self.take(world, service, who, f64::NAN);
        }
        for (_, _, who, care) in settled {
            self.take(world, service, who, care);
        }
    }

    /// Finds where each holder stands; nothing of those who left.
    fn find_holders(&mut self, world: &World) {
        let children = &world.children;
        self.rows.resize(children.people.len(), None);
        for holder in self.services.iter().flat_map(|service| &service.holders) {
            self.rows[holder.who as usize] = None;
        }
        for leaver in &children.leavers {
            self.rows[leaver.who as usize] = Some(Row::Leaver);
        }
        for (&who, care) in children.who.iter().zip(&children.care) {
            self.rows[who as usize] = Some(Row::InCare(care.started));
        }
    }

    /// Frees the places of those who have left.
    fn give_up(&mut self, world: &World, service: usize) {
        let today = f64::from(world.month);
        let (places, rows, changed) = (&mut self.remit.places, &self.rows, &mut self.changed);
        let Service { rule, holders, .. } = &mut self.services[service];
        holders.retain_mut(|holder| {
            let born = world.children.people[holder.who as usize].born;
            let stays = match rows[holder.who as usize] {
                Some(Row::InCare(started)) => started == holder.care,
                Some(Row::Leaver) => today < born + rule.serves_to,
                None => false,
            };
            if !stays {
                places[holder.line].to = world.month;
                changed.push(holder.who);
            }
            stays
        });
    }

    /// Gives free places to those who have passed on, in the order of their passage.
    fn give_again(&mut self, world: &World, service: usize) {
        let Service { rule, holders, .. } = &self.services[service];
        if holders.len() >= rule.size {
            return;
        }
        let mut passed: Vec<(f64, Name, ChildId, f64)> = Vec::new();
        for (&who, care) in world.children.who.iter().zip(&world.children.care) {
            let person = &world.children.people[who as usize];
            let now = (care.started, care.stage, care.pathway);
            let Some(at) = self.passage(who, rule.pathway_teams, now) else { continue };
            let fits = usize::from(person.authority) == rule.authority
                && at - person.born >= rule.min_age
                && !self.holds(who);
            let ordinal = (world.month - 1) << 4 | rule.practice;
            if fits && self.draws.uniform(Purpose::Referral, person.name, ordinal) < rule.referral {
                passed.push((at, person.name, who, care.started));
            }
        }
        passed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        passed.truncate(rule.size - holders.len());
        for (_, _, who, care) in passed {
            self.take(world, service, who, care);
        }
    }

    /// When in the month just lived a child passed to a stage at which she may be referred.
    fn passage(
        &self,
        who: ChildId,
        pathway_teams: bool,
        (care, stage, passes): (f64, PathwayStage, f64),
    ) -> Option<f64> {
        let before = self.seen.get(who as usize).filter(|seen| seen.care == care);
        let passed = match (pathway_teams, before) {
            (true, Some(seen)) => seen.stage != stage && stage != PathwayStage::Court,
            (true, None) => stage > PathwayStage::Court,
            (false, Some(seen)) => seen.passes.is_finite() && passes.is_infinite(),
            (false, None) => passes.is_infinite(),
        };
        passed.then(|| before.map_or(care, |seen| seen.passes))
    }

    fn remember(&mut self, world: &World) {
        // Who left care keeps what was seen of her: a new period of care begins on another day and is told by it.
        let nothing = Seen { care: f64::NAN, stage: PathwayStage::Assessment, passes: f64::INFINITY };
        self.seen.resize(world.children.people.len(), nothing);
        for (&who, care) in world.children.who.iter().zip(&world.children.care) {
            self.seen[who as usize] = Seen { care: care.started, stage: care.stage, passes: care.pathway };
        }
    }
}

/// Where a person stands.
#[derive(Clone, Copy)]
enum Row {
    InCare(f64),
    Leaver,
}

/// One who is on the list.
#[derive(Clone, Debug)]
struct Known {
    who: Name,
    /// Where her lines stand.
    lines: Range<usize>,
    /// Who she is in this world, once she is in it.
    here: Option<ChildId>,
}

/// Marks those who hold a place in the world of an arm, month by month.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    /// Month in which the first places are taken.
    begins: Option<u32>,
    /// Everybody on the list, by name.
    known: Vec<Known>,
    /// Lines by name, then by month.
    lines: Vec<Place>,
    /// Months in which somebody comes to hold a place or gives one up, in order, and her position among all known.
    changes: Vec<(u32, usize)>,
    /// Changes of months before this one.
    done: usize,
    people: usize,
    /// By person, whether she comes to hold a place or gives one up this month, and who does.
    is_changed: Vec<bool>,
    changed: Vec<ChildId>,
}

impl Marks {
    pub(super) fn new(remit: &Remit) -> Marks {
        let mut lines = remit.places.clone();
        lines.sort_by_key(|place| (place.who, place.from));
        let (mut known, mut changes) = (Vec::new(), Vec::with_capacity(2 * lines.len()));
        let mut at = 0;
        for of_one in lines.chunk_by(|a, b| a.who == b.who) {
            changes.extend(of_one.iter().flat_map(|line| [(line.from, known.len()), (line.to, known.len())]));
            known.push(Known { who: of_one[0].who, lines: at..at + of_one.len(), here: None });
            at += of_one.len();
        }
        changes.sort_unstable();
        Marks {
            begins: remit.begins(),
            known,
            lines,
            changes,
            done: 0,
            people: 0,
            is_changed: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Marks those who hold a place in the month that is about to run, and nobody else; `rows` become those of the
    /// children who come to hold a place or give one up.
    pub(super) fn begin_month(&mut self, world: &mut World, rows: &mut Vec<u32>) {
        rows.clear();
        let month = world.month;
        if self.begins.is_none_or(|begins| month < begins) {
            return;
        }
        let holds = |lines: &[Place]| lines.iter().any(|line| line.from <= month && month < line.to);
        for who in self.people..world.children.people.len() {
            let name = world.children.people[who].name;
            let Ok(at) = self.known.binary_search_by_key(&name, |known| known.who) else { continue };
            self.known[at].here = Some(who as ChildId);
            if holds(&self.lines[self.known[at].lines.clone()]) {
                mark(world, who as ChildId, true);
                self.changed.push(who as ChildId);
            }
        }
        self.people = world.children.people.len();
        self.done += self.changes[self.done..].partition_point(|(at, _)| *at < month);
        for (_, at) in self.changes[self.done..].iter().take_while(|(at, _)| *at == month) {
            let known = &self.known[*at];
            if let Some(who) = known.here {
                mark(world, who, holds(&self.lines[known.lines.clone()]));
                self.changed.push(who);
            }
        }
        copy_to_rows(world, &self.changed, &mut self.is_changed, rows);
        self.changed.clear();
    }
}

/// The rows of those who changed follow, all in one pass, and are put into `rows`. `is_changed` is a scratch by person,
/// all false.
fn copy_to_rows(world: &mut World, changed: &[ChildId], is_changed: &mut Vec<bool>, rows: &mut Vec<u32>) {
    rows.clear();
    if changed.is_empty() {
        return;
    }
    is_changed.resize(world.children.people.len(), false);
    changed.iter().for_each(|who| is_changed[*who as usize] = true);
    world.children.copy_cohorts(is_changed, rows);
    changed.iter().for_each(|who| is_changed[*who as usize] = false);
}

fn mark(world: &mut World, who: ChildId, holds: bool) {
    let person = &mut world.children.people[who as usize];
    person.cohorts = if holds { person.cohorts | REMIT } else { person.cohorts & !REMIT };
}
