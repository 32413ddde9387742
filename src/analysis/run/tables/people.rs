//! Teams and case holders of some replications, person by person, on the first day and at each year's end.

use crate::analysis::run::event_rows::{TeamRow, WorkerRow};
use crate::arrangement::Idea;
use crate::model::world::{Seat, Standing, Team, World};
use crate::results::table::cell;
use crate::scenario::Scenario;
use crate::study::Simulation;

use super::events::named;

/// Rows of both tables.
#[derive(Default)]
pub(crate) struct People {
    pub(super) teams: Vec<TeamRow>,
    pub(super) workers: Vec<WorkerRow>,
}

/// Authorities whose teams are told when nobody asks for events.
const AUTHORITIES: usize = 3;

impl People {
    /// Replays every arm of one replication for its teams, of the first few authorities.
    pub(crate) fn of(scenario: &Scenario, replication: u32) -> People {
        let simulation = Simulation::of_arms(scenario);
        let mut people = People::default();
        for (arm, named) in scenario.arms.iter().enumerate() {
            simulation.seen(replication, arm, |world| {
                people.note(world, scenario, (&named.name, replication));
            });
        }
        let few: Vec<&String> = (scenario.arms[0].alternative.authorities.iter())
            .map(|authority| &authority.figures.name)
            .take(AUTHORITIES)
            .collect();
        people.teams.retain(|team| few.contains(&&team.authority));
        people.workers.clear();
        people
    }

    /// Notes a world on its first day or at a year's end; nothing in other months.
    pub(super) fn note(&mut self, world: &World, scenario: &Scenario, (arm, replication): (&str, u32)) {
        if !world.month.is_multiple_of(12) {
            return;
        }
        let ideas = ideas_of(scenario, arm);
        for (provider, teams) in world.provider_teams.iter().enumerate() {
            let authority = world.providers[provider].authority;
            let authority = &scenario.arms[0].alternative.authorities[authority].figures.name;
            let there = teams.iter().map(|&team| (team, &world.teams[team as usize]));
            let is_there =
                |team: &Team| team.posts.iter().any(|&post| world.posts[post as usize].seat != Seat::Closed);
            for (room, (number, team)) in there.enumerate().filter(|(_, (_, team))| is_there(team)) {
                let place = (provider as u32, number, room as u32);
                self.teams.push(team_row(world, team, place, (arm, replication, authority), ideas));
                self.workers.extend(workers(world, team, place, (arm, replication, authority)));
            }
        }
    }
}

/// The ideas of an arm, by name.
pub(super) fn ideas_of<'a>(scenario: &'a Scenario, arm: &str) -> &'a [Idea] {
    let named = scenario.arms.iter().find(|one| one.name == arm);
    named.map_or(&[], |arm| &arm.alternative.ideas)
}

fn team_row(
    world: &World,
    team: &Team,
    (provider, number, room): (u32, u32, u32),
    (arm, replication, authority): (&str, u32, &str),
    names: &[Idea],
) -> TeamRow {
    let posts = || team.posts.iter().map(|&post| &world.posts[post as usize]);
    let count = |of: &dyn Fn(Seat) -> bool| posts().filter(|post| of(post.seat)).count() as u32;
    let ideas = |standing: Standing| {
        let named = team.trials.iter().zip(names).filter(|(trial, _)| trial.standing == standing);
        named.map(|(_, idea)| idea.name.as_str()).collect::<Vec<&str>>().join("; ")
    };
    TeamRow {
        arm: arm.to_owned(),
        replication,
        month: world.month,
        authority: authority.to_owned(),
        provider,
        team: number,
        room,
        stage: team.stage.map_or_else(String::new, |stage| stage.key().to_owned()),
        taken_back: u32::from(team.was_practice),
        permanent: count(&|seat| seat == Seat::Permanent),
        agency: count(&|seat| seat == Seat::Agency),
        empty: count(&|seat| matches!(seat, Seat::Sick | Seat::Vacant)),
        cases: posts().map(|post| post.cases()).sum(),
        culture: team.climate.met,
        manager: team.manager,
        managers: team.managers,
        hours_factor: team.climate.hours,
        ideas_tried: ideas(Standing::Tried),
        ideas_kept: ideas(Standing::Kept),
        ideas_dropped: ideas(Standing::Dropped),
        ideas_withered: ideas(Standing::Withered),
    }
}

fn workers<'a>(
    world: &'a World,
    team: &'a Team,
    (provider, number, _): (u32, u32, u32),
    (arm, replication, authority): (&'a str, u32, &'a str),
) -> impl Iterator<Item = WorkerRow> + 'a {
    let posts = team.posts.iter().map(|&post| &world.posts[post as usize]);
    posts.filter_map(move |post| {
        let seat = match post.seat {
            Seat::Permanent => "permanent",
            Seat::Sick => "sick",
            Seat::Agency => "agency",
            Seat::Vacant | Seat::Closed => return None,
        };
        let origin = if post.is_filled() { post.origin.key().to_owned() } else { String::new() };
        Some(WorkerRow {
            arm: arm.to_owned(),
            replication,
            post: named(post.name),
            holder: post.holder,
            month: world.month,
            authority: authority.to_owned(),
            provider,
            team: number,
            seat: seat.to_owned(),
            origin,
            months_in_post: world.month_start() - post.came,
            habits: post.habits,
            morale: if post.is_filled() { cell(post.morale) } else { None },
            cases: post.cases(),
        })
    })
}
