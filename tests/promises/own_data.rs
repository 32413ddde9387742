//! A study that begins from an authority's own data: its flows, its levels, its children one by one.

use std::collections::BTreeMap;

use crate::common::worlds::{live, simulation, study_of};
use swplab::evidence::{Evidence, Flows, Level, LevelFactor, ListedChild, Profile};
use swplab::indicator::indicator;
use swplab::model::world::{Exit, What, World};
use swplab::scenario::{Document, ProfileFiles, Scenario};
use swplab::study::{ArmId, UnitId};
use swplab::study::{Results, Simulation};
use swplab::terms::PlacementType;

const YEARS: u32 = 4;

/// Staffordshire with what `change` makes of its profile, in house, lived for four years.
fn scenario_with(change: impl Fn(&mut Profile)) -> Scenario {
    let mut profile = Profile::embedded("staffordshire-2011").unwrap();
    change(&mut profile);
    let files = BTreeMap::from([("own.toml".to_owned(), profile.to_toml("A test", "None.", ""))]);
    let text = format!(
        "title = \"Own data\"\nquestion = \"What do own data change?\"\nauthorities = [\"own.toml\"]\n\
         [study]\nstart = \"2011-03-31\"\nhorizon_years = {YEARS}\nreplications = 1\nseed = 7\n\
         [[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = {{ \"in_house.caseload\" = 12 }}\n"
    );
    let document = Document::parse("test.toml", "test".into(), ProfileFiles::Kept(files), text.as_bytes());
    let document = document.unwrap_or_else(|faults| panic!("{faults}"));
    let (scenario, _) = document.scenario().unwrap_or_else(|faults| panic!("{faults}"));
    scenario
}

fn studied(change: impl Fn(&mut Profile)) -> Results {
    let mut scenario = scenario_with(change);
    scenario.arms.truncate(1);
    study_of(&scenario, 24)
}

/// Mean over replications of an indicator of the whole authority over the horizon.
fn mean(results: &Results, id: &str) -> f64 {
    results.values(ArmId(0), UnitId(0), indicator(id).unwrap()).iter().sum::<f64>() / 24.0
}

fn level(of: Level, factor: f64) -> impl Fn(&mut Profile) {
    move |profile| {
        profile.levels[of as usize] = LevelFactor { factor, log_sd: 0.0 };
    }
}

#[test]
fn each_level_moves_its_own_rate() {
    let plain = studied(|_| {});
    for (of, factor, id, raises) in [
        (Level::Entries, 1.4, "children", true),
        (Level::Home, 1.5, "children", false),
        (Level::Moves, 1.3, "moves", true),
        (Level::Disruptions, 1.5, "disruptions", true),
        (Level::HandOvers, 4.0, "worker_changes", true),
        (Level::Leaving, 1.5, "turnover", true),
        (Level::Vacancy, 1.6, "vacancy", true),
        (Level::Cover, 0.2, "agency", false),
        (Level::Caseload, 1.3, "caseload", true),
    ] {
        let changed = studied(level(of, factor));
        let (before, after) = (mean(&plain, id), mean(&changed, id));
        println!("{}: {id} {before:.3} to {after:.3}", of.key());
        assert!(
            (after > before * 1.05) == raises && (after < before * 0.95) != raises,
            "{}: {id} goes from {before} to {after}",
            of.key()
        );
    }
}

#[test]
fn published_figures_answer_to_levels_as_the_evidence_says() {
    let logit = |percent: f64| libm::log(percent / (100.0 - percent));
    let evidence = Evidence::embedded();
    let table = |id: &str| evidence.find(id).unwrap().values.clone();
    let turnover = evidence.find("local.leaving.response").unwrap().value;
    let moves = table("local.moves.response");
    let distance = libm::log(1.4 / 0.7);
    for (of, id, of_figure, expected) in [
        (Level::Moves, "placements_3plus", &logit as &dyn Fn(f64) -> f64, moves[0]),
        (Level::Moves, "same_placement_two_years", &logit, moves[1]),
        (Level::Moves, "moves", &libm::log, moves[2]),
        (Level::Leaving, "turnover", &libm::log, turnover),
    ] {
        let at = |factor| of_figure(mean(&studied(level(of, factor)), id));
        let found = (at(1.4) - at(0.7)) / distance;
        println!("{id}: {found:.3}, the evidence says {expected}");
        // An authority of its own mix and 24 replications: a tenth either way.
        assert!((found / expected - 1.0).abs() < 0.12, "{id}: {found}");
    }
}

/// Who comes is moved more than who has settled: of two authorities of one level, the one to which more come has more
/// children with three or more placements, about as much more as is taken off before its level is read.
#[test]
fn stability_answers_to_starts_for_each_child_as_the_evidence_says() {
    let evidence = Evidence::embedded();
    let expected = evidence.find("local.moves.composition").unwrap().values.clone();
    let logit = |percent: f64| libm::log(percent / (100.0 - percent));
    let of = |often: f64| {
        studied(|profile| {
            let through = 0.4 * often * profile.stock;
            profile.unaccompanied = None;
            profile.flows = Some(Flows { started: through, ceased: through, growth: None });
        })
    };
    let (often, seldom) = (of(1.25), of(0.8));
    for (id, expected) in
        ["placements_3plus", "same_placement_two_years", "moves"].into_iter().zip(expected.iter().step_by(3))
    {
        let scale = |figure: f64| if id == "moves" { libm::log(figure) } else { logit(figure) };
        let found = (scale(mean(&often, id)) - scale(mean(&seldom, id))) / libm::log(1.25 / 0.8);
        println!("{id}: {found:.3}, the evidence says {expected}");
        assert!(found * expected > 0.0 && (found - expected).abs() < 0.15, "{id}: {found}");
    }
}

#[test]
fn ends_of_a_year_answer_to_the_level_of_exits_as_the_evidence_says() {
    let simulation = simulation(
        "title = \"Ends\"\nquestion = \"How do ends answer?\"\nauthorities = [\"england-average-2025\"]\n\
         [study]\nstart = \"2025-03-31\"\nhorizon_years = 2\n\
         replications = 1\nseed = 7\n[[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = { \"in_house.caseload\" = 12 }\n",
    );
    // The first day is that of ordinary rates; from then on they are of another level.
    let ends = |level: f64| {
        let of = |replication| {
            let mut settings = simulation.settings(replication, 0);
            let mut levels = settings.authorities[0].levels;
            levels[Level::Exits as usize] = level;
            settings.authorities[0].yearly = vec![levels; 2].into();
            let world = live(&settings, replication, |_| {});
            let before_18 = |what: &What| matches!(what, What::LeavesCare(exit) if *exit != Exit::Birthday);
            world.log.events.iter().filter(|event| event.at < 12.0 && before_18(&event.what)).count() as f64
        };
        (0..48).map(of).sum::<f64>()
    };
    let found = libm::log(ends(1.25) / ends(0.8)) / libm::log(1.25 / 0.8);
    let expected = Evidence::embedded().find("local.exits.response").unwrap().value;
    println!("{found:.3}, the evidence says {expected}");
    assert!((found / expected - 1.0).abs() < 0.12, "{found}");
}

#[test]
fn a_level_that_is_not_sure_differs_between_replications_and_not_between_arms() {
    let scenario = scenario_with(|profile| {
        profile.levels[Level::Moves as usize] = LevelFactor { factor: 1.2, log_sd: 0.3 };
    });
    let simulation = Simulation::of_arms(&scenario);
    let of = |run, arm| simulation.settings(run, arm).authorities[0].level(Level::Moves);
    let drawn: Vec<f64> = (0..400).map(|run| libm::log(of(run, 0))).collect();
    let mean = drawn.iter().sum::<f64>() / 400.0;
    let sd = (drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 399.0).sqrt();
    // Four standard errors.
    assert!((mean - libm::log(1.2)).abs() < 4.0 * 0.3 / 20.0, "{mean}");
    assert!((sd - 0.3).abs() < 4.0 * 0.3 / 800f64.sqrt(), "{sd}");
    assert!((0..20).all(|run| of(run, 0) == of(run, 1)));
    let others = Level::ALL.iter().filter(|level| **level != Level::Moves);
    let settings = simulation.settings(3, 0);
    assert!(others.into_iter().all(|level| settings.authorities[0].level(*level) == 1.0));
}

#[test]
fn flows_of_the_year_go_before_what_they_are_estimated_from() {
    let entries = |started: Option<f64>| {
        let scenario = scenario_with(|profile| {
            profile.unaccompanied = None;
            profile.flows = started.map(|started| Flows { started, ceased: 300.0, growth: None });
        });
        Simulation::of_arms(&scenario).central_settings(0, 0).authorities[0].entries
    };
    let (one, two) = (entries(Some(200.0)), entries(Some(400.0)));
    assert!((two / one - 2.0).abs() < 1e-12);
    // The nation's periods for each child who started: (27,120 + 1,040) ÷ 27,510.
    let first = 1.0 - 0.113;
    assert!((one * 12.0 / (200.0 * 28_160.0 / 27_510.0) - first).abs() < 0.02, "{one}");
    assert!(entries(None) > 0.0);
}

fn listed() -> Vec<ListedChild> {
    let child = |k: u32| ListedChild {
        age_months: f64::from(30 + k % 180),
        placement: PlacementType::ALL[(k % 5) as usize],
        months_in_care: f64::from(k % 30),
        months_in_placement: f64::from((k % 30) / 2),
        months_since_previous: (k % 30 > 3).then(|| f64::from((k % 30) / 2 + 1)),
        unaccompanied: false,
    };
    (0..300).map(child).collect()
}

fn with_children(profile: &mut Profile) {
    profile.unaccompanied = None;
    profile.children = listed();
    (profile.ages, profile.placements) = Profile::counted(&profile.children);
    profile.stock = 300.0;
    profile.any_time = Some(400.0);
}

#[test]
fn the_children_of_the_first_day_are_those_listed() {
    let scenario = scenario_with(with_children);
    let mut first: Option<World> = None;
    Simulation::of_arms(&scenario).replay(0, 0, |world| {
        first.get_or_insert_with(|| world.clone());
    });
    let world = first.unwrap();
    let children = &world.children;
    let mut found: Vec<[i64; 4]> = (0..children.count())
        .map(|i| {
            let person = &children.people[children.who[i] as usize];
            let whole = |months: f64| months.floor() as i64;
            [
                whole(-person.born),
                children.state[i].placement as i64,
                whole(-children.care[i].started),
                whole(-children.placement[i].started),
            ]
        })
        .collect();
    let mut expected: Vec<[i64; 4]> = listed()
        .iter()
        .map(|child| {
            [
                child.age_months as i64,
                child.placement as i64,
                child.months_in_care as i64,
                child.months_in_placement as i64,
            ]
        })
        .collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    // A first placement is as old as the period of care, to the last bit.
    for i in 0..children.count() {
        let (care, placement) = (&children.care[i], &children.placement[i]);
        if placement.previous.is_nan() && care.started.floor() == placement.started.floor() {
            assert_eq!(care.started, placement.started);
        }
    }
}

#[test]
fn the_years_whose_starts_count_are_chosen_and_refused_where_they_make_no_sense() {
    let read = |authority: &str, section: &str, baseline: &str| {
        let text = format!(
            "title = \"Years\"\nquestion = \"Which count?\"\nauthorities = [\"{authority}\"]\n[study]\nstart = \"2025-03-31\"\n\
             horizon_years = 2\nreplications = 1\nseed = 7\n{baseline}\n[authority]\n{section}\n[[arms]]\nname = \"One\"\n\
             [[arms]]\nname = \"Two\"\nset = {{ \"in_house.caseload\" = 12 }}\n"
        );
        let mut own = Profile::embedded("staffordshire-2011").unwrap();
        own.year = 2025;
        own.flows = Some(Flows { started: 300.0, ceased: 300.0, growth: None });
        let files = BTreeMap::from([("own.toml".to_owned(), own.to_toml("A test", "None.", ""))]);
        let document =
            Document::parse("test.toml", "test".into(), ProfileFiles::Kept(files), text.as_bytes());
        document.and_then(|document| document.scenario()).map_err(|faults| faults.to_string())
    };
    let entries = |section: &str| {
        let (scenario, _) = read("leeds-2025", section, "").unwrap();
        let factor = scenario.arms[0].alternative.authorities[0].starts_factor();
        (Simulation::of_arms(&scenario).central_settings(0, 0).authorities[0].entries, factor)
    };
    let (alone, one) = entries("");
    let (mean, factor) = entries("starts_from = 2022");
    assert_eq!(one, 1.0);
    assert!(factor != 1.0 && (mean / alone / factor - 1.0).abs() < 1e-9, "{mean} {alone} {factor}");
    for (authority, section, baseline, why) in [
        ("own.toml", "starts_from = 2022", "", "no series of starts is published"),
        ("leeds-2025", "starts_from = 2026", "", "later years are what is simulated"),
        ("leeds-2025", "starts_from = 2024\nstarts_to = 2022", "", "none of its published years lies there"),
        ("leeds-2025", "starts_from = 2022", "baseline = \"balanced\"", "in balance"),
    ] {
        let fault = read(authority, section, baseline).unwrap_err();
        assert!(fault.contains(why), "{fault}");
    }
}
