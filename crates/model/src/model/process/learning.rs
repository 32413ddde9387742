//! Learning: what becomes of an idea that a team tries. M65; X11, X12, X14.
//!
//! ```text
//! worth       of its first form: ideas.worth + ideas.worth-spread × normal, which nobody knows
//! practice    of a case holder   += ideas.learnt × (1 - practice) in a team that tries or keeps it     X11
//!                                -= ideas.forgotten × practice in another
//! uses        of a team: mean of the practice of those at work in it
//! heard       = Σ uses of other teams that keep it × near, at most 1
//! near        between teams of one employer        integration.nearness ^ rooms between them
//!             a practice and the authority's teams  ideas.across × trust
//!             authorities of one network           ideas.network ÷ own teams of the other               X12
//! first tried on its date, by the team of the place with the most open people and manager
//! taken up    by another, when a threshold is spent: ideas.taken-up × heard
//!               × max(0, 1 + ideas.curious × open) a month                                              X11
//! open        = habits of the team + openness of its manager
//! seen        after ideas.trial months = worth × uses
//!               + ideas.noise × max(0, 1 - ideas.looking × s.learning) ÷ √cases × normal
//! kept        where seen > ideas.bar; but in the first team of a pilot only with probability
//!               ideas.carried-on                                                                        X14
//! altered     a prototype that is not kept, up to ideas.alterations times: worth + ideas.alteration
//!               × normal, and another trial; else it is dropped                                         X14
//! withers     a kept idea, when a threshold is spent: ideas.withers × (1 - heard) a month               M65
//! does        Σ worth × uses to what it acts on, and - ideas.effort to direct work in each trial        X11
//! ```
//!
//! A team hears of an idea in the form in which the one that tells it most has it. It does not look at it again under the
//! manager under whom it was dropped or lost. Nobody who comes from outside, or from another team, practises it; who comes
//! from another employer of the study brings what she practised, and people who leave take it along: so an idea lasts as long as its
//! people do. Where trust is lacking a practice is not heard, and hears of nothing. How the levers act: `climate`. Without an
//! idea in the scenario nothing happens here. The draws are the idea's, and the team's by how often it has tried it: no other
//! luck moves. Shares and months; nothing was measured: grade D.

use crate::arrangement::Idea;
use crate::draws::{Draws, Name, Purpose, exponential, normal};
use crate::model::settings::{LearningSettings, Settings};
use crate::model::world::{Lever, Standing, Team, Trial, What, World};
use crate::terms::{IdeaPlace, TriedAs};

/// A month of every idea in every team.
pub fn step(world: &mut World, settings: &Settings, draws: &Draws) {
    if settings.ideas.is_empty() {
        return;
    }
    make_room(world, settings, draws);
    practise(world, settings);
    for (number, idea) in settings.ideas.iter().enumerate() {
        let heard = heard(world, settings, number);
        begin(world, settings, draws, (number, idea));
        for (team, heard) in heard.into_iter().enumerate() {
            if is_at_work(world, settings, team) {
                month(world, settings, draws, (number, idea), (team, heard));
            }
        }
    }
    act(world, settings);
}

/// Where a team's draws about an idea stand: by how often it has tried it and altered it.
fn ordinal(idea: usize, tries: u32, altered: u32) -> u32 {
    ((idea as u32) << 24) | ((tries & 0xfffff) << 4) | altered
}

/// The draws of a trial: until it is taken up, what is seen, whether a pilot goes on, the alteration, until it withers.
fn of_trial(draws: &Draws, team: &Team, idea: usize, (tries, altered): (u32, u32)) -> [f64; 5] {
    let [waits, seen, goes_on, change, lasts, ..] =
        draws.block(Purpose::Trial, team.name, ordinal(idea, tries, altered));
    [waits, seen, goes_on, change, lasts]
}

/// Teams and people that an idea has not reached know nothing of it.
fn make_room(world: &mut World, settings: &Settings, draws: &Draws) {
    let ideas = settings.ideas.len();
    for team in world.teams.iter_mut().filter(|team| team.trials.is_empty()) {
        let untried = |idea: usize| Trial {
            standing: Standing::Untried,
            since: f64::NEG_INFINITY,
            uses: 0.0,
            worth: 0.0,
            tries: 0,
            altered: 0,
            is_first: false,
            under: 0,
            left: exponential(of_trial(draws, team, idea, (0, 0))[0]),
        };
        let trials = (0..ideas).map(untried).collect();
        team.trials = trials;
    }
    for post in world.posts.iter_mut().filter(|post| post.practised.is_empty()) {
        post.practised.resize(ideas, 0.0);
    }
}

/// People learn what their team tries or keeps, and forget what it does not.
fn practise(world: &mut World, settings: &Settings) {
    let numbers = &settings.learning;
    for team in &mut world.teams {
        for (idea, trial) in team.trials.iter_mut().enumerate() {
            let does = matches!(trial.standing, Standing::Tried | Standing::Kept);
            let (mut sum, mut at_work) = (0.0, 0.0);
            for &post in &team.posts {
                let post = &mut world.posts[post as usize];
                if post.is_staffed() {
                    let practice = &mut post.practised[idea];
                    *practice += if does {
                        numbers.learnt * (1.0 - *practice)
                    } else {
                        -numbers.forgotten * *practice
                    };
                    sum += *practice;
                    at_work += 1.0;
                }
            }
            trial.uses = if at_work > 0.0 { sum / at_work } else { 0.0 };
        }
    }
}

/// What a team hears of an idea, and what the form is worth of which it hears most.
#[derive(Clone, Copy, Default)]
struct Heard {
    all: f64,
    most: f64,
    worth: f64,
}

impl Heard {
    fn add(&mut self, told: f64, worth: f64) {
        self.all = (self.all + told).min(1.0);
        if told > self.most {
            (self.most, self.worth) = (told, worth);
        }
    }
}

/// By team: what is heard of an idea this month.
fn heard(world: &World, settings: &Settings, idea: usize) -> Vec<Heard> {
    let mut heard = vec![Heard::default(); world.teams.len()];
    for (teller, rooms) in world.provider_teams.iter().enumerate() {
        if !world.providers[teller].is_open {
            continue;
        }
        for (room, &team) in rooms.iter().enumerate() {
            let trial = &world.teams[team as usize].trials[idea];
            if trial.standing != Standing::Kept || trial.uses == 0.0 {
                continue;
            }
            for (listener, others) in world.provider_teams.iter().enumerate() {
                let near = if listener == teller { 1.0 } else { near(world, settings, teller, listener) };
                for (at, &other) in others.iter().enumerate().filter(|(_, other)| **other != team) {
                    let between = if listener == teller { (at.abs_diff(room) - 1) as i32 } else { 0 };
                    let near = near * libm::pow(settings.learning.nearness, f64::from(between));
                    if near > 0.0 {
                        heard[other as usize].add(trial.uses * near, trial.worth);
                    }
                }
            }
        }
    }
    heard
}

/// How near two employers are to each other.
fn near(world: &World, settings: &Settings, one: usize, other: usize) -> f64 {
    let numbers = &settings.learning;
    let (a, b) = (&world.providers[one], &world.providers[other]);
    if a.authority == b.authority {
        // A unit inside the authority is trusted wholly.
        return numbers.across * a.trust.min(b.trust);
    }
    let network = |authority: usize| settings.authorities[authority].in_house.network.as_deref();
    let is_shared = network(a.authority).is_some() && network(a.authority) == network(b.authority);
    match (a.practice, b.practice, is_shared) {
        (None, None, true) => numbers.network / (world.provider_teams[one].len().max(1) as f64),
        _ => 0.0,
    }
}

/// Whether anybody of a team is at work and its employer serves.
fn is_at_work(world: &World, settings: &Settings, team: usize) -> bool {
    let team = &world.teams[team];
    let provider = &world.providers[team.provider as usize];
    let holds_cases = provider.practice.is_none_or(|p| !settings.practices[p].practice.reviews_only());
    provider.is_open && holds_cases && team.posts.iter().any(|&post| world.posts[post as usize].is_staffed())
}

/// How open a team is: its people's habits and its manager.
fn open(team: &Team) -> f64 {
    team.climate.met + team.manager
}

/// The first team takes an idea up, once its date has come and there is one.
fn begin(world: &mut World, settings: &Settings, draws: &Draws, (number, idea): (usize, &Idea)) {
    let has_begun = |team: &Team| team.trials[number].tries > 0;
    if idea.at >= world.month_start() + 1.0 || world.teams.iter().any(has_begun) {
        return;
    }
    let authority = idea.authority.unwrap_or(0);
    let is_place = |team: usize| {
        let provider = &world.providers[world.teams[team].provider as usize];
        let outside = provider.practice.is_some();
        provider.authority == authority && outside == (idea.begins_in == IdeaPlace::Practice)
    };
    let there = (0..world.teams.len()).filter(|&team| is_place(team) && is_at_work(world, settings, team));
    let most_open = there.max_by(|&one, &other| {
        // Of two that are as open the first.
        open(&world.teams[one]).total_cmp(&open(&world.teams[other])).then(other.cmp(&one))
    });
    if let Some(team) = most_open {
        let of_idea = draws.uniform(Purpose::Idea, Name::numbered(number), 0);
        let worth = settings.learning.worth + settings.learning.worth_spread * normal(of_idea);
        world.teams[team].trials[number].is_first = true;
        take_up(world, number, team, worth);
    }
}

fn take_up(world: &mut World, idea: usize, team: usize, worth: f64) {
    let trial = &mut world.teams[team].trials[idea];
    (trial.worth, trial.altered) = (worth, 0);
    trial.tries += 1;
    stand(world, idea, team, Standing::Tried);
}

/// An idea stands otherwise with a team from now on.
fn stand(world: &mut World, idea: usize, team: usize, now: Standing) {
    let start = world.month_start();
    let of_team = &mut world.teams[team];
    let trial = &mut of_team.trials[idea];
    (trial.standing, trial.since, trial.under) = (now, start, of_team.managers);
    let name = of_team.name;
    world.log.note(start, name, What::IdeaStands { idea, team: team as u32, now });
}

/// A month of one idea in one team.
fn month(
    world: &mut World,
    settings: &Settings,
    draws: &Draws,
    (number, idea): (usize, &Idea),
    (team, heard): (usize, Heard),
) {
    let numbers = &settings.learning;
    let start = world.month_start();
    let of_team = &mut world.teams[team];
    let (managers, open) = (of_team.managers, open(of_team));
    let trial = &mut of_team.trials[number];
    match trial.standing {
        Standing::Tried if start - trial.since >= numbers.trial => {
            judge(world, settings, draws, (number, idea), team);
        }
        Standing::Tried => {}
        Standing::Kept => {
            trial.left -= numbers.withers * (1.0 - heard.all);
            if trial.left < 0.0 {
                stand(world, number, team, Standing::Withered);
                wait(world, draws, number, team);
            }
        }
        Standing::Dropped | Standing::Withered if trial.under == managers => {}
        Standing::Untried | Standing::Dropped | Standing::Withered => {
            trial.left -= numbers.taken_up * heard.all * (1.0 + numbers.curious * open).max(0.0);
            if trial.left < 0.0 {
                take_up(world, number, team, heard.worth);
            }
        }
    }
}

/// From now on a team waits to take an idea up again.
fn wait(world: &mut World, draws: &Draws, idea: usize, team: usize) {
    let of_team = &world.teams[team];
    let [waits, ..] = of_trial(draws, of_team, idea, (of_team.trials[idea].tries, 0));
    world.teams[team].trials[idea].left = exponential(waits);
}

/// What cases seem to say of an idea that is worth so much.
pub fn seen(worth: f64, uses: f64, (cases, learning): (f64, f64), sign: f64, n: &LearningSettings) -> f64 {
    let noise = n.noise * (1.0 - n.looking * learning).max(0.0);
    worth * uses + noise / libm::sqrt(cases.max(1.0)) * normal(sign)
}

/// A team makes up its mind.
fn judge(world: &mut World, settings: &Settings, draws: &Draws, (number, idea): (usize, &Idea), team: usize) {
    let numbers = &settings.learning;
    let of_team = &world.teams[team];
    let learning = world.providers[of_team.provider as usize].departure.learning;
    let cases = of_team.posts.iter().map(|&post| f64::from(world.posts[post as usize].cases())).sum();
    let trial = &of_team.trials[number];
    let [_, sign, goes_on, change, lasts] = of_trial(draws, of_team, number, (trial.tries, trial.altered));
    let is_good = seen(trial.worth, trial.uses, (cases, learning), sign, numbers) > numbers.bar;
    let is_over = idea.tried_as == TriedAs::Pilot && trial.is_first && goes_on >= numbers.carried_on;
    let is_altered =
        idea.tried_as == TriedAs::Prototype && f64::from(trial.altered) + 1.0 <= numbers.alterations;
    let (start, name) = (world.month_start(), of_team.name);
    if is_good && !is_over {
        world.teams[team].trials[number].left = exponential(lasts);
        stand(world, number, team, Standing::Kept);
    } else if !is_good && is_altered {
        let trial = &mut world.teams[team].trials[number];
        trial.worth += numbers.alteration * normal(change);
        trial.altered += 1;
        trial.since = start;
        world.log.note(start, name, What::IdeaAltered { idea: number, team: team as u32 });
    } else {
        stand(world, number, team, Standing::Dropped);
        wait(world, draws, number, team);
    }
}

/// What each team's ideas add to what each lever does this month, and a provider's as its teams' by those at work.
fn act(world: &mut World, settings: &Settings) {
    let numbers = &settings.learning;
    for team in &mut world.teams {
        team.ideas = [0.0; Lever::COUNT];
        for (trial, idea) in team.trials.iter().zip(&settings.ideas) {
            team.ideas[idea.acts_on as usize] += trial.worth * trial.uses;
            if trial.standing == Standing::Tried {
                team.ideas[Lever::DirectWork as usize] -= numbers.effort;
            }
        }
    }
}

/// What the ideas of a provider's teams add to what a lever does, by those at work; 0 where nobody is.
pub fn of_provider(world: &World, provider: usize, lever: Lever) -> f64 {
    let (mut sum, mut all) = (0.0, 0.0);
    for &team in &world.provider_teams[provider] {
        let team = &world.teams[team as usize];
        let at_work =
            team.posts.iter().filter(|&&post| world.posts[post as usize].is_staffed()).count() as f64;
        sum += at_work * team.ideas[lever as usize];
        all += at_work;
    }
    if all > 0.0 { sum / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_is_what_an_idea_is_worth_and_noise_that_cases_and_learning_lessen() {
        let n = LearningSettings::of(&[]);
        let at = |cases: f64, learning: f64, sign: f64| seen(0.1, 0.8, (cases, learning), sign, &n);
        assert!((at(30.0, 0.0, 0.5) - 0.08).abs() < 1e-12);
        let spread =
            |cases: f64, learning: f64| at(cases, learning, 0.841_344_746) - at(cases, learning, 0.5);
        assert!((spread(25.0, 0.0) - n.noise / 5.0).abs() < 1e-6);
        assert!((spread(25.0, 0.2) - n.noise * (1.0 - 0.2 * n.looking) / 5.0).abs() < 1e-6);
        assert!(spread(100.0, 0.0) < spread(25.0, 0.0));
    }

    #[test]
    fn no_two_trials_share_their_draws() {
        let mut all: Vec<u32> = Vec::new();
        for (idea, tries, altered) in [(0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0), (7, 3, 2), (0, 1, 15)] {
            all.push(ordinal(idea, tries, altered));
        }
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 6);
    }

    #[test]
    fn of_what_is_heard_the_nearest_form_counts_and_the_sum_ends_at_one() {
        let mut heard = Heard::default();
        heard.add(0.4, 0.02);
        heard.add(0.7, -0.01);
        heard.add(0.1, 0.09);
        assert_eq!((heard.all, heard.worth), (1.0, -0.01));
    }
}
