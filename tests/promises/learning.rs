//! Ideas are tried, judged, kept or dropped, passed on and lost, by people and by nothing else; commissioners learn by doing.

use std::collections::BTreeSet;

use swplab::arrangement::Idea;
use swplab::model::settings::Settings;
use swplab::model::world::{Lever, Standing, Team, What, World};
use swplab::terms::{IdeaPlace, TriedAs};

use crate::common::worlds::{
    assert_near, central_contract, central_settings, live, lived_once, mean, simulation,
};

/// An idea about direct work that is tried from the first month.
fn idea(tried_as: TriedAs) -> Idea {
    Idea {
        name: "Evenings".into(),
        at: 0.5,
        authority: None,
        begins_in: IdeaPlace::OwnTeams,
        acts_on: Lever::DirectWork,
        tried_as,
    }
}

/// The average authority with one idea.
fn one_idea(years: u32, tried_as: TriedAs) -> Settings {
    let mut settings = central_settings(years);
    settings.ideas = vec![idea(tried_as)];
    settings
}

/// Teams that have tried the first idea.
fn tried(world: &World) -> impl Iterator<Item = &Team> {
    world.teams.iter().filter(|team| team.trials.first().is_some_and(|trial| trial.tries > 0))
}

fn first(world: &World) -> &swplab::model::world::Trial {
    let first = |team: &&Team| team.trials.first().is_some_and(|trial| trial.is_first);
    &world.teams.iter().find(first).expect("it has begun").trials[0]
}

/// A world without what it says of ideas.
fn without_ideas(mut world: World) -> World {
    for team in &mut world.teams {
        team.trials.clear();
        team.ideas = [0.0; Lever::COUNT];
    }
    world.posts.iter_mut().for_each(|post| post.practised.clear());
    world
        .log
        .events
        .retain(|event| !matches!(event.what, What::IdeaStands { .. } | What::IdeaAltered { .. }));
    world
}

#[test]
fn an_idea_that_does_nothing_moves_no_other_luck() {
    let mut with = one_idea(6, TriedAs::Prototype);
    (with.learning.worth, with.learning.worth_spread, with.learning.alteration) = (0.0, 0.0, 0.0);
    with.learning.effort = 0.0;
    (with.learning.bar, with.learning.taken_up) = (-1.0, 0.2);
    let mut without = with.clone();
    without.ideas.clear();
    for replication in 0..3 {
        let (with, without) = (lived_once(&with, replication), lived_once(&without, replication));
        assert!(tried(&with).count() > 3, "it is passed on");
        // As text, in which a number that is not there is like itself.
        assert!(format!("{:?}", without_ideas(with)) == format!("{without:?}"));
    }
}

/// What the ideas of an arm do by the end, as text, in a place with a practice and a neighbour.
fn story_of(idea: &str) -> String {
    let text = format!(
        "title = \"Ideas\"\nquestion = \"Does each field act?\"\n\
         authorities = [\"staffordshire-2011\", \"england-average-2011\"]\n\
         [study]\nhorizon_years = 3\n[parameters]\nposterior = \"none\"\n\"ideas.bar\" = 1.0\n\
         [[practice]]\nname = \"Practice\"\nauthority = \"staffordshire-2011\"\nsize = 150\nsocial_workers = 8\n\
         [contract]\nmobilisation_months = 1\n\
         [[idea]]\n{idea}\n[[arms]]\nname = \"one\"\n[[arms]]\nname = \"other\"\n\
         set = {{ \"authority.arrivals_factor\" = 1.1 }}\n"
    );
    let world = lived_once(&simulation(&text).central_settings(0, 0), 3);
    let teams: Vec<_> = world.teams.iter().map(|team| (team.provider, &team.trials, team.ideas)).collect();
    format!("{teams:?}")
}

#[test]
fn each_field_of_an_idea_acts() {
    let usual = "name = \"Evenings\"\ndate = \"2011-05\"\n";
    let base = story_of(usual);
    assert_eq!(base, story_of(&usual.replace("Evenings", "Another name")), "a name is for people");
    assert_eq!(
        base,
        story_of(&format!("{usual}authority = \"staffordshire-2011\"\n")),
        "the first authority"
    );
    for field in [
        "authority = \"england-average-2011\"",
        "begins_in = \"practice\"",
        "acts_on = \"continuity\"",
        "tried_as = \"prototype\"",
    ] {
        assert!(base != story_of(&format!("{usual}{field}\n")), "{field}");
    }
    assert_ne!(base, story_of(&usual.replace("2011-05", "2012-05")), "date");
}

#[test]
fn an_idea_reaches_children_by_the_lever_that_it_acts_on() {
    let of = |acts_on: Lever| {
        let mut settings = one_idea(6, TriedAs::Pilot);
        settings.ideas[0].acts_on = acts_on;
        (settings.learning.worth, settings.learning.worth_spread) = (0.3, 0.0);
        (settings.learning.effort, settings.learning.noise, settings.learning.carried_on) = (0.0, 0.0, 1.0);
        settings.learning.withers = 0.0;
        lived_once(&settings, 1)
    };
    let climate = |world: &World| {
        let team = tried(world).next().unwrap();
        let other = world.teams.iter().find(|team| team.trials[0].tries == 0).unwrap();
        let own_wait = world.providers[0].culture.own_wait;
        (team.climate, other.climate, own_wait)
    };
    let (team, other, _) = climate(&of(Lever::DirectWork));
    assert!(team.hours > 1.2 && other.hours < 1.1, "{} {}", team.hours, other.hours);
    let (team, other, _) = climate(&of(Lever::Reception));
    assert!(team.growth > 1.2 && other.growth < 1.1);
    let (team, other, _) = climate(&of(Lever::Continuity));
    assert!(team.reallocation < 0.85 && other.reallocation > 0.9);
    // What is signed for is the provider's: its teams' ideas by those at work.
    let (with, without) = (of(Lever::Decisions), of(Lever::DirectWork));
    assert!(with.providers[0].culture.own_wait < without.providers[0].culture.own_wait - 0.01);
}

#[test]
fn of_what_is_tried_as_many_are_kept_as_the_noise_of_the_cases_says() {
    let mut settings = one_idea(2, TriedAs::Pilot);
    (settings.learning.worth, settings.learning.worth_spread) = (0.0, 0.0);
    (settings.learning.bar, settings.learning.taken_up, settings.learning.withers) = (0.0, 0.0, 0.0);
    let kept: Vec<f64> = (0..160)
        .map(|replication| {
            let world = lived_once(&settings, replication);
            f64::from(u8::from(first(&world).standing == Standing::Kept))
        })
        .collect();
    // A worthless idea looks good in half of the trials, and of these a share is carried on.
    assert_near("kept", mean(&kept), 0.5 * settings.learning.carried_on);
}

#[test]
fn a_prototype_is_altered_and_more_often_kept_than_a_pilot() {
    let seen = |tried_as: TriedAs| {
        let settings = one_idea(4, tried_as);
        let mut settings = settings;
        settings.learning.withers = 0.0;
        let worlds: Vec<World> = (0..60).map(|replication| lived_once(&settings, replication)).collect();
        let kept = worlds.iter().filter(|world| first(world).standing == Standing::Kept).count();
        let altered = worlds.iter().map(|world| {
            let is = |what: &What| matches!(what, What::IdeaAltered { .. });
            world.log.events.iter().filter(|event| is(&event.what)).count()
        });
        (kept, altered.sum::<usize>())
    };
    let (pilots, altered_pilots) = seen(TriedAs::Pilot);
    let (prototypes, altered) = seen(TriedAs::Prototype);
    println!("kept: pilots {pilots}, prototypes {prototypes} of 60; altered {altered_pilots}, {altered}");
    assert_eq!(altered_pilots, 0);
    assert!(altered > 20 && prototypes > pilots + 15);
}

/// Months that an idea lasts in the team that keeps it, at most ten years.
fn lasts(settings: &Settings, replication: u32) -> f64 {
    let mut months = 0.0;
    live(settings, replication, |world| {
        let is_kept =
            tried(world).any(|team| team.trials[0].is_first && team.trials[0].standing == Standing::Kept);
        months += f64::from(u8::from(is_kept));
    });
    months
}

#[test]
fn alone_an_idea_withers_and_among_others_it_lasts() {
    let mut settings = one_idea(12, TriedAs::Pilot);
    (settings.learning.bar, settings.learning.carried_on) = (-9.0, 1.0);
    settings.learning.withers = 0.04;
    settings.culture.manager_leaving = 0.0;
    let among = Settings { ..settings.clone() };
    settings.learning.taken_up = 0.0;
    let alone: Vec<f64> = (0..30).map(|replication| lasts(&settings, replication)).collect();
    let (most, rate) = (12.0 * 12.0 - settings.learning.trial, settings.learning.withers);
    // The month in which a threshold is spent is lived whole.
    assert_near("months alone", mean(&alone), (1.0 - libm::exp(-rate * most)) / rate + 0.5);
    let mut settings = among;
    (settings.learning.taken_up, settings.learning.nearness) = (3.0, 1.0);
    let together: Vec<f64> = (0..30).map(|replication| lasts(&settings, replication)).collect();
    println!("months: alone {:?}, among others {:?}", mean(&alone), mean(&together));
    assert!(mean(&together).0 > 3.0 * mean(&alone).0);
    // What is heard nowhere is lost at the stated rate; where withering is off nothing is lost.
    settings.learning.withers = 0.0;
    (0..5).for_each(|replication| assert!(lasts(&settings, replication) >= most - 1.0));
}

#[test]
fn people_carry_an_idea_and_newcomers_have_to_learn_it() {
    let mut settings = one_idea(6, TriedAs::Pilot);
    (settings.learning.bar, settings.learning.carried_on, settings.learning.taken_up) = (-9.0, 1.0, 0.0);
    settings.learning.withers = 0.0;
    let mut uses = [Vec::new(), Vec::new()];
    for (slow, uses) in [0.3, 0.02].into_iter().zip(&mut uses) {
        settings.learning.learnt = slow;
        for replication in 0..20 {
            uses.push(first(&lived_once(&settings, replication)).uses);
        }
    }
    let [fast, slow] = uses.map(|uses| mean(&uses).0);
    println!("uses after six years: {fast:.3} where it is learnt fast, {slow:.3} where slowly");
    assert!(fast > 0.8 && fast < 1.0, "some of those at work are new");
    assert!(slow < 0.7 * fast, "who comes has to learn it");
}

#[test]
fn a_network_carries_ideas_between_authorities_and_nothing_else_does() {
    let text = include_str!("../../scenarios/ideas.toml");
    let simulation = simulation(text);
    let reached = |network: Option<&str>| {
        let mut settings = simulation.central_settings(0, 2);
        settings.learning.bar = -9.0;
        settings.learning.network = 0.8;
        for local in &mut settings.authorities {
            local.in_house.network = network.map(str::to_owned);
        }
        let world = lived_once(&settings, 0);
        let there: BTreeSet<u32> = tried(&world).map(|team| team.provider).collect();
        there.into_iter().collect::<Vec<u32>>()
    };
    assert_eq!(reached(None), [0]);
    assert_eq!(reached(Some("North")), [0, 1]);
}

#[test]
fn between_a_practice_and_its_authority_ideas_pass_where_something_passes_at_all() {
    let reached = |across: f64| {
        let mut settings = central_contract("");
        settings.ideas = vec![Idea { begins_in: IdeaPlace::Practice, ..idea(TriedAs::Prototype) }];
        (settings.learning.bar, settings.learning.across, settings.learning.taken_up) = (-9.0, across, 0.15);
        let mut before_return = 0;
        for replication in 0..4 {
            let mut has_begun = false;
            live(&settings, replication, |world| {
                let is_back = world.teams.iter().any(|team| team.was_practice);
                has_begun |=
                    tried(world).any(|team| world.providers[team.provider as usize].practice.is_some());
                let reached = tried(world).filter(|team| team.provider == 0).count();
                before_return = if is_back { before_return } else { before_return.max(reached) };
            });
            assert!(has_begun, "it is tried in the practice");
        }
        before_return
    };
    assert!(reached(0.8) > 0);
    assert_eq!(reached(0.0), 0, "nobody hears of what a practice does where nothing passes");
}

#[test]
fn commissioners_learn_by_doing_and_lose_what_they_do_not_use() {
    let mut settings = central_contract("");
    settings.commissioning.never_opens = 0.0;
    let start = settings.authorities[0].service_model.commissioning_skill;
    let mut skills = Vec::new();
    let watch = |settings: &Settings, skills: &mut Vec<(f64, bool)>| {
        live(settings, 0, |world| {
            let buys = world.contracts.iter().any(|c| c.stage != swplab::model::world::Stage::Ended);
            skills.push((world.authorities[0].commissioning, buys));
        });
    };
    watch(&settings, &mut skills);
    assert!(
        skills.iter().all(|(skill, _)| *skill == 0.0),
        "nothing is learnt where the scenario says nothing"
    );
    settings.authorities[0].in_house.commissioners_learn = true;
    skills.clear();
    watch(&settings, &mut skills);
    let buying = skills.iter().take_while(|(_, buys)| *buys).count();
    assert!(buying > 30);
    // Of what is lacking a share is learnt each month; the first month of the study is lived before the first look.
    let months = buying.min(30);
    let rate = settings.learning.commissioners_learn;
    let (learnt, lacking) = (skills[months].0, 1.0 - start);
    let expected = lacking * (1.0 - (1.0 - rate).powi(months as i32));
    assert!((learnt - expected).abs() < 1.5 * rate * lacking, "{learnt} of {expected}");
    if let Some(end) = skills.iter().position(|(_, buys)| !buys) {
        assert!(skills.last().unwrap().0 < skills[end].0, "who does not buy forgets");
    }
}
