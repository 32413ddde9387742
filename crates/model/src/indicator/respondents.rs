//! Whom an evaluation could ask on a day, and what the world holds of them: the case holders and the
//! children of one provider, with what happened to each in the months before.

use std::collections::VecDeque;

use crate::model::world::{PathwayStage, Seat, World};

/// A permanent case holder at work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseHolderSeen {
    /// Cases held.
    pub cases: f64,
    /// Hours of direct work per case in the month.
    pub hours: f64,
    /// Morale, 0 to 1.
    pub morale: f64,
}

/// A looked-after child.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChildSeen {
    /// Relationship with the case holder, 0 to 1.
    pub relationship: f64,
    /// 1 if one case holder for all the months looked back on, 0 if several; `NaN` for a child who
    /// was not looked after throughout.
    pub same_worker: f64,
    /// Changes of carer in those months; `NaN` likewise.
    pub moves: f64,
}

/// Those of one provider who could be asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Askable {
    /// Case holders.
    pub staff: Vec<CaseHolderSeen>,
    /// Children.
    pub children: Vec<ChildSeen>,
    /// Share of the decisions of the months looked back on that were signed quickly.
    pub quick: f64,
    /// Share that waited long.
    pub delayed: f64,
    /// Share of decisions that the provider may sign itself.
    pub own_decisions: f64,
    /// How far a small practice's ways are at work there.
    pub ways: f64,
    /// Job insecurity of its staff, 0 to 1.
    pub insecurity: f64,
}

/// Counts at the end of a month, so that a later day can look back on it.
#[derive(Clone, Debug, Default)]
struct Marks {
    moves: Vec<u16>,
    changes: Vec<u32>,
    /// Asked for, quick, delayed.
    decisions: Vec<[f64; 3]>,
}

/// What a look back needs: counts since the study began, kept for some months.
#[derive(Clone, Debug)]
pub struct LookBack {
    kept: usize,
    months: VecDeque<Marks>,
    changes: Vec<u32>,
    /// Changes of the running year of care, as last seen.
    seen: Vec<u16>,
    decisions: Vec<[f64; 3]>,
}

impl LookBack {
    /// Looks back as far as `months`.
    pub fn new(months: u32) -> LookBack {
        LookBack {
            kept: months as usize + 1,
            months: VecDeque::new(),
            changes: Vec::new(),
            seen: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// Looks at the month that has just been run, or at the first day.
    pub fn observe(&mut self, world: &World) {
        let children = &world.children;
        self.changes.resize(children.people.len(), 0);
        self.seen.resize(children.people.len(), 0);
        let is_first_of_year = world.month % 12 == 1;
        for (who, year) in children.who.iter().zip(&children.year) {
            let who = *who as usize;
            // The counts of a year of care begin again on 1 April and when a child comes back.
            let began_again = is_first_of_year || year.changes < self.seen[who];
            let before = if began_again { 0 } else { self.seen[who] };
            self.changes[who] += u32::from(year.changes - before);
            self.seen[who] = year.changes;
        }
        self.decisions.resize(world.providers.len(), [0.0; 3]);
        if world.month > 0 {
            for (sum, tally) in self.decisions.iter_mut().zip(&world.tallies) {
                let counts = [tally.decisions, tally.quick_decisions, tally.delayed_decisions];
                for (sum, count) in sum.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        if self.months.len() == self.kept {
            self.months.pop_front();
        }
        self.months.push_back(Marks {
            moves: children.people.iter().map(|person| person.moves).collect(),
            changes: self.changes.clone(),
            decisions: self.decisions.clone(),
        });
    }

    /// Those of a provider who could be asked today about the last `months`, of the ages from
    /// `min_age` months; of an authority's own teams, those for looked-after children and care
    /// leavers, whose work is a practice's.
    pub fn askable(&self, world: &World, provider: usize, months: u32, min_age: f64) -> Askable {
        let back = self.months.len().saturating_sub(1 + months as usize);
        let (Some(then), Some(now)) = (self.months.get(back), self.months.back()) else {
            return Askable::default();
        };
        let decisions = |marks: &Marks| marks.decisions.get(provider).copied().unwrap_or([0.0; 3]);
        let (first, last) = (decisions(then), decisions(now));
        let asked = last[0] - first[0];
        let share = |kind: usize| {
            if asked > 0.0 { (last[kind] - first[kind]) / asked } else { f64::NAN }
        };
        Askable {
            staff: staff(world, provider),
            children: children(world, provider, (then, now, f64::from(months)), min_age),
            quick: share(1),
            delayed: share(2),
            own_decisions: world.providers[provider].own_decisions,
            ways: world.providers[provider].ways,
            insecurity: world.providers[provider].insecurity,
        }
    }
}

/// Whether a team does the work of a practice: looked-after children or care leavers, or all the way.
fn is_alike(stage: Option<PathwayStage>) -> bool {
    stage.is_none_or(|stage| matches!(stage, PathwayStage::LookedAfter | PathwayStage::LeavingCare))
}

fn staff(world: &World, provider: usize) -> Vec<CaseHolderSeen> {
    let posts = world.posts.iter().zip(&world.post_months);
    posts
        .filter(|(post, _)| {
            post.provider as usize == provider
                && post.seat == Seat::Permanent
                && post.cases() > 0
                && is_alike(world.teams[post.team as usize].stage)
        })
        .map(|(post, month)| CaseHolderSeen {
            cases: f64::from(post.cases()),
            hours: month.hours,
            morale: post.morale,
        })
        .collect()
}

fn children(
    world: &World,
    provider: usize,
    (then, now, months): (&Marks, &Marks, f64),
    min_age: f64,
) -> Vec<ChildSeen> {
    let today = f64::from(world.month);
    let all = &world.children;
    let people = &all.people;
    let mut seen = Vec::new();
    for (i, state) in all.state.iter().enumerate() {
        let post = world.posts.get(state.post as usize);
        let who = all.who[i] as usize;
        if post.map(|post| post.provider as usize) != Some(provider) || today - people[who].born < min_age {
            continue;
        }
        let throughout = today - all.care[i].started >= months;
        let marks = then.moves.get(who).zip(then.changes.get(who));
        let (same_worker, moves) = match marks.filter(|_| throughout) {
            Some((moves, changes)) => {
                (f64::from(u8::from(now.changes[who] == *changes)), f64::from(people[who].moves - moves))
            }
            None => (f64::NAN, f64::NAN),
        };
        seen.push(ChildSeen { relationship: state.relationship, same_worker, moves });
    }
    seen
}
