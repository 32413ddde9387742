//! What happened to each child of some replications, by a replay of each arm: a row a month, and a row an event.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::run::event_rows::{ChildMonthRow, EventRow};
use crate::analysis::run::tables::people::{People, ideas_of};
use crate::calendar::{Day, first_year};
use crate::draws::Name;
use crate::model::world::{Event, Standing, What, World};
use crate::results::table::cell;
use crate::scenario::Scenario;
use crate::study::Simulation;
use crate::terms::{AgeBand, DAYS_PER_MONTH, age_band};

/// Rows of both tables.
#[derive(Default)]
pub(crate) struct Told {
    pub(super) months: Vec<ChildMonthRow>,
    pub(super) events: Vec<EventRow>,
    pub(super) people: People,
}

/// Replays every arm of some replications.
pub(crate) fn told(scenario: &Scenario, replications: Range<u32>) -> Told {
    let simulation = Simulation::of_arms(scenario);
    let first_day = Day::first_of_financial_year(first_year(&scenario.start) as i32);
    let mut told = Told::default();
    for replication in replications {
        for (arm, named) in scenario.arms.iter().enumerate() {
            let of = Life { arm: &named.name, replication, scenario, first_day };
            let mut before = BTreeMap::new();
            let world = simulation.replay(replication, arm, |world| {
                if world.month == 0 {
                    before = lives_of_first_day(world);
                }
                told.months.extend(of.months(world));
                told.people.note(world, scenario, (&named.name, replication));
            });
            let mut events = world.log.events;
            events.sort_by(|one, other| one.at.total_cmp(&other.at));
            told.events.extend(events.iter().map(|event| of.event(event, &mut before)));
        }
    }
    told
}

/// The events of some children of one life, by day; its first day stands in `first`.
pub(crate) fn told_of(
    scenario: &Scenario,
    (first, log): (&World, &[Event]),
    is_wanted: &dyn Fn(Name) -> bool,
) -> Vec<EventRow> {
    let first_day = Day::first_of_financial_year(first_year(&scenario.start) as i32);
    let of = Life { arm: "", replication: 0, scenario, first_day };
    let mut before = lives_of_first_day(first);
    let mut events: Vec<&Event> = log.iter().filter(|event| is_wanted(event.who)).collect();
    events.sort_by(|one, other| one.at.total_cmp(&other.at));
    events.into_iter().map(|event| of.event(event, &mut before)).collect()
}

/// Where a child lives and who holds her case, as her events have left it.
#[derive(Clone, Default)]
struct Now {
    placement: &'static str,
    holder: Option<u32>,
}

fn lives_of_first_day(world: &World) -> BTreeMap<Name, Now> {
    let children = &world.children;
    let one = |i: usize| {
        let state = &children.state[i];
        let holder = world.posts.get(state.post as usize).map(|post| post.holder);
        (children.people[children.who[i] as usize].name, Now { placement: state.placement.key(), holder })
    };
    (0..children.count()).map(one).collect()
}

/// One arm of one replication.
struct Life<'a> {
    arm: &'a str,
    replication: u32,
    scenario: &'a Scenario,
    first_day: Day,
}

impl Life<'_> {
    fn months<'w>(&'w self, world: &'w World) -> impl Iterator<Item = ChildMonthRow> + 'w {
        let today = f64::from(world.month);
        let children = &world.children;
        (0..children.count()).map(move |i| {
            let person = &children.people[children.who[i] as usize];
            let state = &children.state[i];
            let post = world.posts.get(state.post as usize);
            let authority = &self.scenario.arms[0].alternative.authorities[usize::from(person.authority)];
            ChildMonthRow {
                arm: self.arm.to_owned(),
                replication: self.replication,
                person: named(person.name),
                month: world.month,
                authority: authority.figures.name.clone(),
                age: AgeBand::ALL[age_band(today - person.born)].key().to_owned(),
                placement: state.placement.key().to_owned(),
                stage: children.care[i].stage.key().to_owned(),
                months_in_care: today - children.care[i].started,
                months_in_placement: today - children.placement[i].started,
                provider: post.map_or_else(String::new, |post| post.provider.to_string()),
                holder: post.map_or_else(String::new, |post| post.holder.to_string()),
                relationship: cell(state.relationship),
            }
        })
    }

    /// The name of an idea of the arm.
    fn idea(&self, idea: usize) -> String {
        ideas_of(self.scenario, self.arm).get(idea).map_or_else(String::new, |idea| idea.name.clone())
    }

    fn event(&self, event: &Event, lives: &mut BTreeMap<Name, Now>) -> EventRow {
        let now = lives.entry(event.who).or_default();
        let holder = |holder: Option<u32>| holder.map_or_else(String::new, |id| id.to_string());
        let none = String::new;
        let (what, from, to, cause) = match event.what {
            What::EntersCare => ("enters-care", none(), none(), ""),
            What::EntryPrevented => ("entry-prevented", none(), none(), ""),
            What::EntryDelayed { months } => ("entry-delayed", none(), months.to_string(), ""),
            What::ComesBack => ("comes-back", none(), none(), ""),
            What::IsPlaced(to) => ("is-placed", none(), to.key().to_owned(), ""),
            What::Moves { to, by } => ("moves", now.placement.to_owned(), to.key().to_owned(), by.key()),
            What::ChangesStatus => ("changes-status", none(), none(), ""),
            What::LeavesCare(exit) => ("leaves-care", now.placement.to_owned(), none(), exit.key()),
            What::ChangesCaseHolder(cause) => ("changes-case-holder", none(), none(), cause.key()),
            What::HasCaseHolder { holder: id, cause, .. } => (
                "has-case-holder",
                holder(now.holder),
                holder(Some(id)),
                cause.map_or("", |cause| cause.key()),
            ),
            What::AsksDecision { days } => ("asks-decision", none(), days.to_string(), ""),
            What::ServiceEnds => ("service-ends", none(), none(), ""),
            What::WorkerLeaves => ("worker-leaves", none(), none(), ""),
            What::WorkerFallsSick => ("worker-falls-sick", none(), none(), ""),
            What::WorkerReturns => ("worker-returns", none(), none(), ""),
            What::WorkerTakesUpPost => ("worker-takes-up-post", none(), none(), ""),
            What::AgencyComes => ("agency-comes", none(), none(), ""),
            What::AgencyLeaves => ("agency-leaves", none(), none(), ""),
            What::PostClosed => ("post-closed", none(), none(), ""),
            What::SeriousIncident => ("serious-incident", none(), none(), ""),
            What::IdeaStands { idea, team, now } => (
                match now {
                    Standing::Untried => "idea-untried",
                    Standing::Tried => "idea-tried",
                    Standing::Kept => "idea-kept",
                    Standing::Dropped => "idea-dropped",
                    Standing::Withered => "idea-withered",
                },
                team.to_string(),
                self.idea(idea),
                "",
            ),
            What::IdeaAltered { idea, team } => ("idea-altered", team.to_string(), self.idea(idea), ""),
            What::PostTransferred => ("post-transferred", none(), none(), ""),
            What::ChildrenTransferred => ("children-transferred", none(), none(), ""),
        };
        match event.what {
            What::IsPlaced(to) | What::Moves { to, .. } => now.placement = to.key(),
            What::HasCaseHolder { holder, .. } => now.holder = Some(holder),
            What::LeavesCare(_) => now.placement = "",
            _ => {}
        }
        EventRow {
            arm: self.arm.to_owned(),
            replication: self.replication,
            person: named(event.who),
            at: event.at,
            day: self.first_day.plus(libm::floor(event.at * DAYS_PER_MONTH) as i32).iso(),
            event: what.to_owned(),
            from,
            to,
            cause: cause.to_owned(),
        }
    }
}

/// A name that no spreadsheet takes for a number; its first figure is 1 for a child and 2 for a post.
pub(super) fn named(name: Name) -> String {
    format!("n{:016x}", name.bits())
}
