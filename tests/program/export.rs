//! What an outsider counts in an exported return is what the study reports; episodes chain; the same
//! bytes come out each time.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::worlds::{average_authority, contract_length_with, scenario, study_of};
use crate::outsider::chains::{chains, coherent, workers};
use crate::outsider::{Counts, Pooled, bounds, count, pool, rows};
use crate::place::{Place, assert_exit, stdout};
use swplab::history::{
    Because, CaseHolder, ChildHistory, Exit, HandOver, PeriodOfCare, PlacementType, Spell,
};
use swplab::indicator::indicator;
use swplab::returns::export::{Folder, Wanted, returns};
use swplab::scenario::Scenario;
use swplab::study::Simulation;
use swplab::study::{ArmId, UnitId, YearId};

/// Mean days in a year.
const YEAR: f64 = 365.25;

type Folders = Vec<(i32, BTreeMap<String, String>)>;

fn wanted(scenario: &Scenario) -> Wanted {
    Wanted {
        authority: 0,
        department_code: None,
        first_year: 2011,
        years: 0..scenario.horizon_years,
        codes_of: None,
        iso_dates: false,
        as_xml: false,
    }
}

/// The folders of an arm in a replication, and the child-years of each year as the model lived them.
fn exported(scenario: &Scenario, replication: u32, arm: usize) -> (Folders, Vec<f64>) {
    let simulation = Simulation::of_arms(scenario);
    let mut months = vec![0.0; scenario.horizon_years as usize];
    let histories = simulation.histories(replication, arm, |world| {
        if let Some(month) = world.month.checked_sub(1) {
            let tallies = &world.tallies[..world.providers.len()];
            months[month as usize / 12] += tallies.iter().map(|t| t.child_months).sum::<f64>();
        }
    });
    (texts_of(returns(&histories, &wanted(scenario))), months.iter().map(|months| months / 12.0).collect())
}

fn texts_of(returns: Vec<Folder>) -> Folders {
    let folders = returns.into_iter().map(|(year, files)| {
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), text));
        (year, files.collect())
    });
    folders.collect()
}

fn scenarios() -> Vec<Scenario> {
    let arms = [("3 years", ""), ("5 years", "\"contract.term_years\" = 5")];
    vec![scenario(&contract_length_with(&arms)), scenario(&average_authority(6))]
}

#[test]
fn what_an_outsider_counts_in_the_return_is_what_the_study_reports() {
    for scenario in scenarios() {
        let replications = 3;
        let results = study_of(&scenario, replications);
        for replication in 0..replications {
            let (folders, child_years) = exported(&scenario, replication, 1);
            let pooled = pool(&folders);
            for (k, (year, _)) in folders.iter().enumerate() {
                let reported = |id: &str| {
                    let indicator = indicator(id).unwrap();
                    results.yearly(ArmId(1), replication as usize, UnitId(0), YearId(k), indicator)
                };
                let what = format!("{} {replication} {year}", scenario.title);
                compare(&what, &count(&pooled, *year), reported, child_years[k], k);
            }
        }
    }
}

fn compare(what: &str, counts: &Counts, reported: impl Fn(&str) -> f64, child_years: f64, year: usize) {
    let near = |id: &str, counted: f64, slack: f64| {
        let reported = reported(id);
        let both_undefined = counted.is_nan() && reported.is_nan();
        assert!(
            both_undefined || (counted - reported).abs() < slack + 1e-9 * (1.0 + reported.abs()),
            "{what}: {id} is {counted} in the return and {reported} in the study"
        );
    };
    let same = |id: &str, counted: f64| near(id, counted, 0.0);
    let share = |part: f64, whole: f64| 100.0 * part / whole;
    let c = counts;
    let doubt = |children: f64, whole: f64| 100.0 * children / whole;
    let year_in_doubt = doubt(c.a_year_in_doubt, c.a_year);
    same("children", c.children);
    same("starts", c.starts);
    same("placements_1", share(c.placements[0], c.children));
    same("placements_2", share(c.placements[1], c.children));
    same("placements_3plus", share(c.placements[2], c.children));
    same("placements_3plus_status", share(c.three_with_status, c.children));
    // In the first year the study knows only half of the two years.
    if year > 0 {
        near("placements_3plus_two_years", share(c.three_in_two_years, c.a_year), year_in_doubt);
    }
    near(
        "same_placement_two_years",
        share(c.long_term_stable, c.long_term),
        doubt(c.long_term_in_doubt, c.long_term),
    );
    near("no_move_in_year", share(c.no_move, c.a_year), year_in_doubt);
    near("two_moves_in_year", share(c.two_moves, c.a_year), year_in_doubt);
    let exits: f64 = c.exits.iter().sum();
    same("exits_home", share(c.exits[0], exits));
    same("exits_adoption", share(c.exits[1], exits));
    same("exits_special_guardianship", share(c.exits[2], exits));
    same("exits_18", share(c.exits[3], exits));
    same("exits_other", share(c.exits[4], exits));
    // A case that passes to a post in the month in which its holder changes is counted with the one
    // who comes; if she then turns out to have covered for under a month, the year before the turn
    // of the year may count one case holder less than the return. That is a child at most.
    let three_workers = reported("workers_3plus") * c.children / 100.0;
    assert!(
        (three_workers - c.three_workers).abs() < 1.0 + 1e-6,
        "{what}: workers_3plus {three_workers} {}",
        c.three_workers
    );
    near("same_worker_all_year", share(c.one_worker, c.a_year), year_in_doubt);
    same("care_leavers_eet", share(c.in_education_or_work, c.young_adults));
    same("care_leavers_accommodation", share(c.suitably_housed, c.young_adults));
    // Rates: the events are the same to the last one; time is in whole days, not in fractions.
    same("moves", c.moves / child_years);
    same("moves_with_status", (c.moves + c.statuses) / child_years);
    same("disruptions", share(c.disruptions, child_years));
    // A period of a few days has no room for more hands than days.
    near("worker_changes", c.worker_changes / child_years, c.brief / child_years);
    let counted_years = c.child_days / YEAR;
    assert!(
        (counted_years / child_years - 1.0).abs() < 0.004,
        "{what}: {counted_years} child-years in days, {child_years} lived"
    );
    // Each end of a period is cut to its day, a leap day falls where it falls, and the 18th birthdays of unaccompanied
    // children who are told as born on 1 January lie up to three months from the simulated ones.
    let days = c.exit_days / exits;
    assert!(
        (days - reported("length_of_care")).abs() < 4.0,
        "{what}: length {days} {}",
        reported("length_of_care")
    );
}

#[test]
fn the_episodes_of_every_child_chain_without_gap_or_overlap() {
    for scenario in scenarios() {
        for replication in [0, 5, 11] {
            for arm in 0..2 {
                let (folders, _) = exported(&scenario, replication, arm);
                let pooled = pool(&folders);
                let with_care = pooled.children.iter().filter(|(_, c)| !c.episodes.is_empty());
                assert!(with_care.clone().count() > 400);
                for (number, child) in with_care {
                    chains(number, child);
                    coherent(number, child);
                    workers(number, child);
                }
            }
        }
    }
}

#[test]
fn a_child_who_comes_back_on_the_last_days_of_a_year_has_case_holders_without_a_gap() {
    let scenario = scenario(&average_authority(2));
    let mut histories = Simulation::of_arms(&scenario).histories(0, 0, |_| {});
    let arrives = |child: &&ChildHistory| child.periods.len() == 1 && child.periods[0].began > 0.0;
    let mut child = histories.children.iter().find(arrives).unwrap().clone();
    child.born = -60.0;
    let period = |began: f64, handed_over: f64, ended| PeriodOfCare {
        began,
        before: None,
        spells: vec![Spell { began, placement: PlacementType::Foster, because: Because::Entry }],
        case_holders: vec![holder(began, 1, None), holder(handed_over, 2, Some(HandOver::Leaver))],
        ended,
    };
    for days_before_april in 0..40 {
        let back = 12.0 - (f64::from(days_before_april) + 0.5) * 12.0 / 366.0;
        child.periods = vec![period(1.0, 2.0, Some((6.0, Exit::Home))), period(back, back + 3.0, None)];
        histories.children = vec![child.clone()];
        histories.care_leavers = Vec::new();
        let folders = texts_of(returns(&histories, &wanted(&scenario)));
        for (number, child) in &pool(&folders).children {
            assert_eq!(child.workers.len(), 4);
            chains(number, child);
            workers(number, child);
        }
    }
}

fn holder(from: f64, holder: u32, cause: Option<HandOver>) -> CaseHolder {
    CaseHolder { from, holder, cause }
}

#[test]
fn each_folder_holds_its_own_year() {
    let scenario = scenario(&average_authority(4));
    let (folders, _) = exported(&scenario, 2, 0);
    for (k, (year, files)) in folders.iter().enumerate() {
        let (first, last) = bounds(*year);
        let one: Pooled = pool(&[(*year, files.clone())]);
        for (number, child) in &one.children {
            for episode in &child.episodes {
                assert!(episode.began <= last, "{number}");
                assert!(episode.ended.is_none_or(|day| day <= last), "{number}");
                let is_open = episode.ended.is_none_or(|day| day >= first);
                assert!(is_open || k == 0, "{number}: {episode:?}");
            }
            let in_care = child.episodes.last().is_some_and(|e| e.ended.is_none());
            let open = child.workers.iter().filter(|worker| worker.ended.is_none()).count();
            assert!(open <= 1, "{number} in {year}: {open}");
            assert!(!in_care || open == 1, "{number}");
            assert!(child.reviews.iter().all(|(day, _)| first <= *day && *day <= last));
        }
    }
}

#[test]
fn the_command_writes_folders_and_a_note_and_the_same_bytes_each_time() {
    let place = Place::with_scenario();
    let run = |out: &str| {
        place.swplab(&[
            "export",
            "ssda903",
            "contract-length.toml",
            "--out",
            out,
            "--years",
            "2013-2014",
            "--replication",
            "3",
        ])
    };
    let ran = run("a");
    assert_exit(&ran, 0);
    assert!(stdout(&ran).contains("Synthetic return of Staffordshire"), "{}", stdout(&ran));
    assert_exit(&run("b"), 0);
    for year in ["2013", "2014"] {
        for name in ["header", "episodes", "reviews", "uasc", "oc3", "social_worker"] {
            let file = format!("{year}/{name}.csv");
            assert!(place.read(&format!("a/{file}")) == place.read(&format!("b/{file}")), "{file}");
        }
    }
    assert!(place.read("a/NOTE.txt").starts_with("SYNTHETIC."));
    // An existing directory is refused, and so is a year that the study does not have.
    assert_exit(&run("a"), 3);
    let refused = |more: &[&str]| {
        let mut words = vec!["export", "ssda903", "contract-length.toml", "--out", "c"];
        words.extend(more);
        assert_exit(&place.swplab(&words), 2);
        assert!(!place.at("c").exists());
    };
    refused(&["--years", "2010"]);
    refused(&["--arm", "no such arm"]);
    refused(&["--authority", "Nowhere"]);
    refused(&["--codes-of", "1999"]);
}

#[test]
fn code_lists_and_dates_follow_what_is_asked_for() {
    let scenario = scenario(&average_authority(2));
    let simulation = Simulation::of_arms(&scenario);
    let histories = simulation.histories(0, 0, |_| {});
    let texts = |codes_of, iso_dates| {
        let wanted = Wanted { codes_of, iso_dates, ..wanted(&scenario) };
        returns(&histories, &wanted)
    };
    let own = texts(None, false);
    let later = texts(Some(2026), true);
    for ((_, own), (_, later)) in own.iter().zip(&later) {
        let sexes = |text: &str| rows(text).iter().map(|row| row["SEX"].to_owned()).collect::<BTreeSet<_>>();
        assert!(sexes(&own[0].1).contains("1") && !sexes(&later[0].1).contains("1"));
        assert!(own[1].1.contains(",H5,") && !later[1].1.contains(",H5,"));
        assert!(later[1].1.contains(",K3,") && later[1].1.contains(",2011-"));
        for ((name, own), (_, later)) in own.iter().zip(later) {
            assert_eq!(own.lines().count(), later.lines().count(), "{name}");
        }
    }
}
