//! Tables of an export beside its episodes: health, plans to adopt and adopters, permanence before care, missing episodes,
//! mothers. They agree with the episodes of the same year, have the published rates, and the import reads past them.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::worlds::{average_authority, scenario};
use crate::outsider::{day, rows};
use swplab::calendar::Day;
use swplab::evidence::{Evidence, ParameterSet};
use swplab::returns::export::{Folder, Wanted, returns};
use swplab::returns::import::{self, Given};
use swplab::study::Simulation;

const YEARS: u32 = 5;

type Row<'a> = BTreeMap<&'a str, &'a str>;

fn folders() -> Vec<Folder> {
    let scenario = scenario(&average_authority(YEARS));
    let mut histories = Simulation::of_arms(&scenario).histories(1, 0, |_| {});
    histories.parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
    let wanted = Wanted {
        authority: 0,
        department_code: Some("860"),
        first_year: 2011,
        years: 0..YEARS,
        codes_of: None,
        iso_dates: false,
        as_xml: false,
    };
    returns(&histories, &wanted)
}

/// The rows of a table.
fn table<'a>(files: &'a [(&'static str, String)], name: &str) -> Vec<Row<'a>> {
    rows(&files.iter().find(|(own, _)| *own == name).unwrap().1)
}

#[test]
fn plans_to_adopt_and_adopters_agree_with_the_episodes() {
    let folders = folders();
    let (mut adopted, mut given_up) = (0, 0);
    for (year, files) in &folders {
        let (year, of) = (*year, |name: &str| table(files, name));
        let episodes = of("episodes.csv");
        let plans: BTreeMap<&str, Row> =
            of("placed_for_adoption.csv").into_iter().map(|row| (row["CHILD"], row)).collect();
        for row in &episodes {
            if row["LS"] == "E1" || row["PLACE"].starts_with('A') {
                let decided = day(plans[row["CHILD"]]["DATE_PLACED"]).unwrap();
                assert!(decided <= day(row["DECOM"]).unwrap(), "{row:?}");
            }
        }
        let leavers: BTreeSet<&str> = episodes
            .iter()
            .filter(|row| ["E11", "E12"].contains(&row["REC"]))
            .map(|row| row["CHILD"])
            .collect();
        let adopters = of("ad1.csv");
        assert_eq!(adopters.iter().map(|row| row["CHILD"]).collect::<BTreeSet<_>>(), leavers, "{year}");
        for row in &adopters {
            let last = episodes.iter().rev().find(|episode| episode["CHILD"] == row["CHILD"]).unwrap();
            assert_eq!(row["DATE_INT"], plans[row["CHILD"]]["DATE_PLACED"]);
            let [decided, matched] = ["DATE_INT", "DATE_MATCH"].map(|date| day(row[date]).unwrap());
            assert!(decided <= matched && matched <= day(last["DECOM"]).unwrap(), "{row:?} {last:?}");
            assert_eq!(row["NB_ADOPTR"] == "1", row["LS_ADOPTR"] == "L0");
            assert!(plans[row["CHILD"]]["DATE_PLACED_CEASED"].is_empty());
        }
        adopted += adopters.len();
        for plan in plans.values().filter(|plan| !plan["DATE_PLACED_CEASED"].is_empty()) {
            let own = episodes.iter().filter(|episode| episode["CHILD"] == plan["CHILD"]);
            assert!(own.filter(|episode| episode["LS"] == "E1").all(|episode| !episode["DEC"].is_empty()));
            given_up += 1;
        }
    }
    assert!(adopted > 50, "{adopted}");
    assert!(given_up < adopted, "{given_up}");
}

#[test]
fn health_is_told_of_who_was_looked_after_all_year() {
    let folders = folders();
    let mut scores = Vec::new();
    for (year, files) in &folders {
        let (year, of) = (*year, |name: &str| table(files, name));
        let first = Day::of(year - 1, 4, 1).unwrap();
        let episodes = of("episodes.csv");
        let here = |child: &str, test: &dyn Fn(&Row) -> bool| {
            episodes.iter().filter(|row| row["CHILD"] == child).any(test)
        };
        let asked: BTreeSet<&str> = of("oc2.csv").iter().map(|row| row["CHILD"]).collect();
        for row in of("header.csv") {
            let open = here(row["CHILD"], &|episode| episode["DEC"].is_empty());
            let came = here(row["CHILD"], &|episode| {
                episode["RNE"] == "S" && day(episode["DECOM"]).unwrap() > first
            });
            assert!(!open || came || asked.contains(row["CHILD"]), "{year} {row:?}");
            assert!(!came || !asked.contains(row["CHILD"]), "{year} {row:?}");
        }
        for row in of("oc2.csv") {
            let age = day(row["DOB"]).unwrap();
            let last = Day::of(year, 3, 31).unwrap();
            assert_eq!(row["CONVICTED"].is_empty(), age.birthday(10) > last);
            assert_eq!(row["HEALTH_CHECK"].is_empty(), age.birthday(5) <= last);
            assert_eq!(row["SUBSTANCE_MISUSE"] == "1", !row["INTERVENTION_RECEIVED"].is_empty());
            scores.extend(row["SDQ_SCORE"].parse::<f64>());
        }
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    assert!((13.2..15.2).contains(&mean), "{mean}");
}

#[test]
fn missing_episodes_lie_inside_an_episode_of_care_and_are_as_many_as_published() {
    let folders = folders();
    let (mut children, mut all, mut incidents) = (0, 0, 0);
    for (year, files) in &folders {
        let (year, of) = (*year, |name: &str| table(files, name));
        let (episodes, missing) = (of("episodes.csv"), of("missing.csv"));
        for row in &missing {
            let from = day(row["MIS_START"]).unwrap();
            let to = day(row["MIS_END"]).unwrap_or(Day::of(year, 3, 31).unwrap());
            let fits = |episode: &Row| {
                episode["CHILD"] == row["CHILD"]
                    && day(episode["DECOM"]).unwrap() < from
                    && day(episode["DEC"]).is_none_or(|ended| to < ended)
            };
            assert!(from <= to && episodes.iter().any(fits), "{row:?}");
        }
        children += missing.iter().map(|row| row["CHILD"]).collect::<BTreeSet<_>>().len();
        all += episodes.iter().map(|row| row["CHILD"]).collect::<BTreeSet<_>>().len();
        incidents += missing.len();
    }
    // The department's year to March 2025: 12,780 of 115,410 children, 6.8 incidents each; those of one day are one here.
    let share = children as f64 / all as f64;
    assert!((0.08..0.15).contains(&share), "{share}");
    let each = incidents as f64 / children as f64;
    assert!((4.5..7.5).contains(&each), "{each}");
}

#[test]
fn permanence_mothers_and_long_term_placements_are_told_and_the_import_reads_past_them() {
    let folders = folders();
    let mut mothers: BTreeMap<&str, &str> = BTreeMap::new();
    for (year, files) in &folders {
        let (year, of) = (*year, |name: &str| table(files, name));
        let first = Day::of(year - 1, 4, 1).unwrap();
        let episodes = of("episodes.csv");
        let came: BTreeSet<&str> = episodes
            .iter()
            .filter(|row| row["RNE"] == "S" && day(row["DECOM"]).unwrap() >= first)
            .map(|row| row["CHILD"])
            .collect();
        let told = of("previous_permanence.csv");
        assert_eq!(told.iter().map(|row| row["CHILD"]).collect::<BTreeSet<_>>(), came);
        for row in &told {
            assert_eq!(row["PREV_PERM"] == "Z1", row["LA_PERM"].is_empty() && row["DATE_PERM"].is_empty());
        }
        for row in of("header.csv").into_iter().filter(|row| row["MOTHER"] == "1") {
            assert!(day(row["MC_DOB"]).unwrap() >= day(row["DOB"]).unwrap().birthday(15), "{row:?}");
            assert_eq!(*mothers.entry(row["CHILD"]).or_insert(row["MC_DOB"]), row["MC_DOB"]);
        }
        let stock = |place: &str| {
            episodes.iter().filter(|row| row["DEC"].is_empty() && row["PLACE"] == place).count() as f64
        };
        let long = stock("U4") / (stock("U4") + stock("U6"));
        assert!((0.15..0.45).contains(&long), "{year} {long}");
    }
    assert!(!mothers.is_empty());
    let files = folders.iter().flat_map(|(year, files)| {
        files.iter().map(move |(name, text)| Given {
            name: format!("{year}/{name}"),
            bytes: Some(text.clone().into_bytes()),
            path: None,
        })
    });
    let reading = import::read(&files.collect::<Vec<_>>());
    assert_eq!(reading.faults.count(), 0, "{}", import::words::of_faults(&reading.faults));
    assert_eq!(reading.kept.children.kept, reading.kept.children.of);
    assert_eq!(reading.kept.episodes.kept, reading.kept.episodes.of);
}
