//! What an analyst looks for in a return before she believes it: how care began in law, brothers and
//! sisters, houses that several children share, weekdays, late reviews, unaccompanied children, young
//! people whom nobody reaches, cases that are closed. And XML that says the same as CSV.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::worlds::{average_authority, scenario};
use crate::outsider::{day, rows};
use crate::place::{Place, assert_exit};
use swplab::calendar::Day;
use swplab::evidence::{Evidence, ParameterSet};
use swplab::history::CareHistories;
use swplab::returns::export::{Folder, LegalStatus, Wanted, legal_standing, returns};
use swplab::returns::import::{self, Given, Rounding};
use swplab::study::Simulation;

const YEARS: u32 = 6;
const FIRST_YEAR: i32 = 2011;

/// The histories of three replications of an average authority, all quantities at their central values.
fn histories() -> impl Iterator<Item = CareHistories> {
    let simulation = Simulation::of_arms(&scenario(&average_authority(YEARS)));
    (0..3).map(move |replication| {
        let mut histories = simulation.histories(replication, 0, |_| {});
        histories.parameters = ParameterSet::central(Evidence::embedded(), &BTreeMap::new());
        histories
    })
}

/// The folders of these.
fn folders(as_xml: bool) -> Vec<Vec<Folder>> {
    let wanted = Wanted {
        authority: 0,
        department_code: Some("860"),
        first_year: FIRST_YEAR,
        years: 0..YEARS,
        codes_of: None,
        iso_dates: false,
        as_xml,
    };
    histories().map(|histories| returns(&histories, &wanted)).collect()
}

/// Replication, collection year and cells of a row.
type Told<'a> = (usize, i32, BTreeMap<&'a str, &'a str>);

/// Rows of a table of all folders; the years of a replication after the first hold what began in them.
fn all<'a>(folders: &'a [Vec<Folder>], table: &str) -> Vec<Told<'a>> {
    let mut found = Vec::new();
    for (replication, folders) in folders.iter().enumerate() {
        for (year, files) in folders {
            let (_, text) = files.iter().find(|(name, _)| *name == table).unwrap();
            found.extend(rows(text).into_iter().map(|row| (replication, *year, row)));
        }
    }
    found
}

fn central(id: &str) -> f64 {
    Evidence::embedded().find(id).unwrap().value
}

/// Holds where a share of `n` is within four standard errors of what is expected, and a margin.
fn near(what: &str, part: usize, n: usize, expected: f64, margin: f64) {
    let share = part as f64 / n as f64;
    let error = 4.0 * (expected * (1.0 - expected) / n as f64).sqrt() + margin;
    assert!(
        (share - expected).abs() < error,
        "{what}: {share:.4} of {n}, expected {expected:.4} within {error:.4}"
    );
}

fn is_weekend(text: &str) -> bool {
    day(text).unwrap().of_week() >= 5
}

#[test]
fn care_begins_as_the_published_legal_statuses_say() {
    let folders = folders(false);
    let episodes = all(&folders, "episodes.csv");
    let starts: Vec<_> = episodes
        .iter()
        .filter(|(_, year, row)| {
            let began = day(row["DECOM"]).unwrap();
            row["RNE"] == "S" && began >= Day::of(year - 1, 4, 1).unwrap()
        })
        .collect();
    let n = starts.len();
    assert!(n > 2_000, "{n}");
    let with = |status: &str| starts.iter().filter(|(_, _, row)| row["LS"] == status).count();
    // Of the years 2012 to 2017: England's shares are interpolated.
    near("police protection", with("L1"), n, 0.118, 0.012);
    near("emergency protection", with("L2"), n, 0.019, 0.006);
    near("interim order", with("C1"), n, 0.215, 0.03);
    near("remand", with("J1"), n, 0.021, 0.012);
    near("agreement", with("V2"), n, 0.61, 0.04);
    // Police protection ends within 72 hours.
    for (_, _, row) in episodes.iter().filter(|(_, _, row)| row["LS"] == "L1") {
        if let Some(ended) = day(row["DEC"]) {
            assert!(ended.days_since(day(row["DECOM"]).unwrap()) <= 3, "{row:?}");
        }
    }
    // The stock of 31 March: 2011 to 2017 agreement 31 to 23%, interim 21 to 14%, full 39 to 55%, placement
    // orders 8 to 13%.
    let stock: Vec<_> = episodes.iter().filter(|(_, _, row)| row["DEC"].is_empty()).collect();
    let share = |status: &str| {
        let with = stock.iter().filter(|(_, _, row)| row["LS"] == status).count();
        with as f64 / stock.len() as f64
    };
    let found = ["V2", "C1", "C2", "E1"].map(share);
    assert!((0.2..0.36).contains(&found[0]), "{found:?}");
    assert!((0.08..0.24).contains(&found[1]), "{found:?}");
    assert!((0.36..0.6).contains(&found[2]), "{found:?}");
    assert!((0.03..0.13).contains(&found[3]), "{found:?}");
}

#[test]
fn brothers_and_sisters_come_on_one_day_from_one_home() {
    let folders = folders(false);
    let mut groups: BTreeMap<_, BTreeSet<(&str, &str)>> = BTreeMap::new();
    let mut starts = BTreeSet::new();
    let episodes = all(&folders, "episodes.csv");
    for (replication, year, row) in &episodes {
        let began = day(row["DECOM"]).unwrap();
        if row["RNE"] == "S" && began >= Day::of(year - 1, 4, 1).unwrap() && !row["HOME_POST"].is_empty() {
            let group = groups.entry((*replication, row["DECOM"], row["HOME_POST"])).or_default();
            group.insert((row["CHILD"], row["PL_POST"]));
            starts.insert((*replication, row["CHILD"], row["DECOM"]));
        }
    }
    let with_siblings: Vec<_> = groups.values().filter(|group| group.len() > 1).collect();
    let children: usize = with_siblings.iter().map(|group| group.len()).sum();
    let share = children as f64 / starts.len() as f64;
    // Some who would come with others find nobody near.
    assert!((0.28..=central("export.siblings.share") + 0.03).contains(&share), "{share}");
    let size = children as f64 / with_siblings.len() as f64;
    assert!((2.0..2.6).contains(&size), "{size}");
    let together = with_siblings.iter().filter(|group| {
        let posts: BTreeSet<&str> = group.iter().map(|(_, post)| *post).collect();
        posts.len() < group.len()
    });
    let together = together.count() as f64 / with_siblings.len() as f64;
    assert!((0.35..0.75).contains(&together), "{together}");
}

#[test]
fn houses_and_services_have_several_children_under_one_number() {
    let folders = folders(false);
    let (_, last) = folders[0].last().unwrap();
    let stock = rows(&last[1].1);
    let stock = stock.iter().filter(|row| row["DEC"].is_empty());
    let mut homes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut services: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut households: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for row in stock {
        match row["PLACE"] {
            "K2" => *homes.entry(row["URN"]).or_default() += 1,
            "U4" | "U6" => {
                *services.entry((row["URN"], row["PLACE_PROVIDER"])).or_default() += 1;
                households.entry(row["PL_POST"]).or_default().insert((row["URN"], row["PLACE_PROVIDER"]));
            }
            _ => {}
        }
    }
    let own = services.iter().filter(|((_, provider), _)| *provider == "PR1");
    assert_eq!(own.count(), 1, "the authority's own fostering service has one number");
    assert!(services.len() > 5 && services.values().any(|children| *children >= 10), "{services:?}");
    assert!(homes.values().any(|children| *children >= 2), "{homes:?}");
    assert!(homes.len() >= 10, "{homes:?}");
    // One house, one service.
    assert!(households.values().all(|services| services.len() == 1));
}

#[test]
fn offices_keep_weekdays_and_are_sometimes_late() {
    let folders = folders(false);
    let episodes = all(&folders, "episodes.csv");
    let planned: Vec<_> = episodes
        .iter()
        .filter(|(_, _, row)| row["RNE"] == "S" && !["L1", "L2", "J1"].contains(&row["LS"]))
        .collect();
    let at_weekend = planned.iter().filter(|(_, _, row)| is_weekend(row["DECOM"])).count();
    near("starts at weekends", at_weekend, planned.len(), 2.0 / 7.0 * central("export.weekend"), 0.02);
    // What would fall on a weekend or a bank holiday is spread over the working days around it, so that none has more.
    for of_week in 0..5 {
        let on = planned.iter().filter(|(_, _, row)| day(row["DECOM"]).unwrap().of_week() == of_week).count();
        near("starts on a weekday", on, planned.len(), 0.19, 0.03);
    }
    let reviews = all(&folders, "reviews.csv");
    assert!(reviews.iter().all(|(_, _, row)| !is_weekend(row["REVIEW"])));
    assert!(reviews.iter().all(|(_, _, row)| !row["REVIEW"].starts_with("25/12")));
    let mut late = (0, 0);
    let mut last: BTreeMap<(usize, &str), Day> = BTreeMap::new();
    let ends: BTreeSet<(usize, &str)> = episodes
        .iter()
        .filter(|(_, _, row)| !row["REC"].is_empty() && row["REC"] != "X1")
        .map(|(replication, _, row)| (*replication, row["CHILD"]))
        .collect();
    for (replication, _, row) in
        reviews.iter().filter(|(replication, _, row)| !ends.contains(&(*replication, row["CHILD"])))
    {
        let held = day(row["REVIEW"]).unwrap();
        if let Some(before) = last.insert((*replication, row["CHILD"]), held) {
            late.0 += usize::from(held.days_since(before) > 183);
            late.1 += 1;
        }
    }
    // Reviews within three months may be late without this showing.
    let share = late.0 as f64 / late.1 as f64;
    assert!((0.03..0.12).contains(&share), "{share}");
}

#[test]
fn some_come_alone_from_abroad_and_some_care_leavers_are_out_of_reach() {
    let folders = folders(false);
    let alone = all(&folders, "uasc.csv");
    let episodes = all(&folders, "episodes.csv");
    let children: BTreeSet<(usize, &str)> = alone.iter().map(|(r, _, row)| (*r, row["CHILD"])).collect();
    assert!(children.len() > 30, "{}", children.len());
    for (replication, _, row) in &episodes {
        if children.contains(&(*replication, row["CHILD"])) {
            assert_eq!((row["LS"], row["CIN"], row["HOME_POST"]), ("V2", "N8", ""), "{row:?}");
        }
    }
    for (_, _, row) in &alone {
        let born = day(row["DOB"]).unwrap();
        assert!(day(row["DUC"]).unwrap() <= born.birthday(18));
    }
    let leavers = all(&folders, "oc3.csv");
    let away = leavers.iter().filter(|(_, _, row)| row["IN_TOUCH"] != "YES").count();
    near("care leavers out of reach", away, leavers.len(), 0.09, 0.03);
    // The first month of a study is asked for as every other.
    let april = |row: &&BTreeMap<&str, &str>| {
        let (year, month, _) = day(row["DOB"]).unwrap().parts();
        (year, month) == (2011 - 21, 4)
    };
    let first: Vec<_> = leavers.iter().filter(|(_, year, _)| *year == 2012).map(|(_, _, row)| row).collect();
    assert!(first.iter().copied().filter(april).count() > 0, "nobody of 21 in the first April");
    for (_, _, row) in &leavers {
        assert_eq!(row["IN_TOUCH"] == "YES", row["ACTIV"] != "0" && row["ACCOM"] != "0", "{row:?}");
    }
}

#[test]
fn who_stays_with_former_carers_left_them_at_18_and_fewer_do_with_every_year() {
    let folders = folders(false);
    let mut last: BTreeMap<(usize, &str), (Day, &str, &str)> = BTreeMap::new();
    let episodes = all(&folders, "episodes.csv");
    for (replication, _, row) in &episodes {
        let began = day(row["DECOM"]).unwrap();
        let known = last.entry((*replication, row["CHILD"])).or_insert((began, row["REC"], row["PLACE"]));
        if began >= known.0 {
            *known = (began, row["REC"], row["PLACE"]);
        }
    }
    let leavers = all(&folders, "oc3.csv");
    let mut counts = [[0_usize; 2]; 3];
    let mut has_left: BTreeSet<(usize, &str)> = BTreeSet::new();
    for (replication, year, row) in &leavers {
        let child = (*replication, row["CHILD"]);
        let born = day(row["DOB"]).unwrap();
        let age = (18..=21).rev().find(|age| born.birthday(*age) <= Day::of(*year, 3, 31).unwrap());
        let is_there = row["ACCOM"] == "Z1";
        if let Some((_, how, place)) = last.get(&child) {
            let stayed = *how == "E17" && place.starts_with('U');
            assert!(stayed || !is_there, "{row:?} left by {how} from {place}");
            if let (true, Some(age), "YES") = (stayed, age, row["IN_TOUCH"]) {
                let [n, there] = &mut counts[usize::try_from(age.min(20) - 18).unwrap()];
                *n += 1;
                *there += usize::from(is_there);
            }
        }
        assert!(age.is_some() || !is_there, "{row:?} is not 18");
        if age.is_some() && !is_there && row["ACCOM"].ends_with('1') {
            has_left.insert(child);
        }
        // Rows stand in the order of years.
        assert!(!is_there || !has_left.contains(&child), "{row:?} came back");
    }
    let shares = counts.map(|[n, there]| there as f64 / n as f64);
    assert!(counts.iter().all(|[n, _]| *n > 40), "{counts:?}");
    // The department: 55 to 57%, 31% and 21% of all who leave foster care at 18, of whom 88% stay on the day.
    for (share, published) in shares.iter().zip([0.56, 0.31, 0.21]) {
        assert!((share - published / 0.88).abs() < 0.12, "{shares:?}");
    }
    assert!(shares[0] > shares[1] && shares[1] > shares[2], "{shares:?}");
}

#[test]
fn care_ends_for_reasons_as_often_as_published() {
    let folders = folders(false);
    let episodes = all(&folders, "episodes.csv");
    let ended: Vec<_> = episodes.iter().filter(|(_, _, row)| !["", "X1"].contains(&row["REC"])).collect();
    let births: BTreeMap<(usize, String), Day> = all(&folders, "header.csv")
        .into_iter()
        .map(|(replication, _, row)| ((replication, row["CHILD"].to_owned()), day(row["DOB"]).unwrap()))
        .collect();
    let at_18: Vec<_> = ended
        .iter()
        .filter(|(replication, _, row)| {
            let born = births[&(*replication, row["CHILD"].to_owned())];
            day(row["DEC"]).unwrap() == born.birthday(18)
        })
        .collect();
    let stayed = at_18.iter().filter(|(_, _, row)| row["REC"] == "E17").count();
    // 2025: 6,000 of 13,740.
    near("stayed with carers at 18", stayed, at_18.len(), 0.437, 0.06);
    let elsewhere: Vec<_> = at_18.iter().filter(|(_, _, row)| !row["PLACE"].starts_with('U')).collect();
    let stayed = elsewhere.iter().filter(|(_, _, row)| row["REC"] == "E17").count();
    near("stayed, of those with no foster carers", stayed, elsewhere.len(), 0.04, 0.02);
    // Of 33,000: abroad 80, died 60, custody 210, remand ended 140.
    let rare = |code: &str| ended.iter().filter(|(_, _, row)| row["REC"] == code).count();
    near("abroad", rare("E16"), ended.len(), 0.0025, 0.004);
    near("died", rare("E2"), ended.len(), 0.002, 0.004);
    near("custody", rare("E9"), ended.len(), 0.006, 0.008);
}

#[test]
fn children_speak_for_themselves_in_three_reviews_of_five() {
    let folders = folders(false);
    let reviews = all(&folders, "reviews.csv");
    let of_age: Vec<_> = reviews.iter().filter(|(_, _, row)| row["REVIEW_CODE"] != "PN0").collect();
    let part =
        |codes: &[&str]| of_age.iter().filter(|(_, _, row)| codes.contains(&row["REVIEW_CODE"])).count();
    near("attended and spoke", part(&["PN1"]), of_age.len(), 0.6, 0.03);
    near("without the child's views", part(&["PN4", "PN7"]), of_age.len(), 0.09, 0.02);
    assert!(["PN2", "PN3", "PN4", "PN5", "PN6", "PN7"].iter().all(|code| part(&[code]) > 0));
    for (_, _, row) in all(&folders, "oc2.csv") {
        assert!(!row["SDQ_SCORE"].contains('-'), "{row:?}");
    }
}

#[test]
fn legal_status_is_counted_as_the_export_tells_it() {
    for (histories, folders) in histories().zip(folders(false)) {
        let counted = legal_standing(&histories, 0, FIRST_YEAR, YEARS);
        assert_eq!(counted.len(), YEARS as usize + 1);
        for (year, files) in &folders {
            let (_, episodes) = files.iter().find(|(name, _)| *name == "episodes.csv").unwrap();
            let rows = rows(episodes);
            let passed = usize::try_from(year - FIRST_YEAR).unwrap();
            for (status, of_age) in LegalStatus::ALL.iter().zip(&counted[passed]) {
                let told = rows.iter().filter(|row| row["DEC"].is_empty() && row["LS"] == status.code());
                assert_eq!(of_age.iter().sum::<u32>() as usize, told.count(), "{status:?} in {year}");
            }
        }
        // On the eve of the study: whoever the first day finds in care.
        let first = histories.children.iter().flat_map(|child| child.periods.first());
        let in_care = first.filter(|period| period.began < 0.0).count();
        let sum: u32 = counted[0].iter().flatten().sum();
        assert_eq!(sum as usize, in_care);
    }
}

#[test]
fn a_case_is_closed_when_care_ends() {
    let folders = folders(false);
    let workers = all(&folders, "social_worker.csv");
    let mut ended: BTreeSet<(usize, &str, &str)> = BTreeSet::new();
    let episodes = all(&folders, "episodes.csv");
    for (replication, _, row) in
        episodes.iter().filter(|(_, _, row)| !row["REC"].is_empty() && row["REC"] != "X1")
    {
        ended.insert((*replication, row["CHILD"], row["DEC"]));
    }
    let closed = |(replication, _, row): &&Told| ended.contains(&(*replication, row["CHILD"], row["SW_DEC"]));
    let closed = workers.iter().filter(closed).count();
    assert!(closed as f64 > 0.85 * ended.len() as f64, "{closed} of {}", ended.len());
}

#[test]
fn the_import_reads_the_same_children_from_xml_as_from_csv() {
    let profile = |folders: &[Folder]| {
        let files = folders.iter().flat_map(|(year, files)| {
            files.iter().map(move |(name, text)| Given {
                name: format!("{year}/{name}"),
                bytes: Some(text.clone().into_bytes()),
                path: None,
            })
        });
        let reading = import::read(&files.collect::<Vec<_>>());
        assert_eq!(reading.faults.count(), 0, "{}", import::words::of_faults(&reading.faults));
        let (_, to) = reading.covers.unwrap();
        let histories = reading.histories(0).unwrap();
        let found = import::profile(&histories, "Same", to.plus(-1), Rounding::Months).unwrap();
        found.profile.to_toml("A test", "None", "") + &import::toml(&found)
    };
    let (csv, xml) = (folders(false), folders(true));
    for (csv, xml) in csv.iter().zip(&xml) {
        assert!(profile(csv) == profile(xml), "XML and CSV of one replication differ");
    }
}

#[test]
fn the_command_writes_xml_that_the_command_reads() {
    let place = Place::with_scenario();
    let export = [
        "export",
        "ssda903",
        "contract-length.toml",
        "--out",
        "a",
        "--format",
        "xml",
        "--years",
        "2012-2013",
    ];
    assert_exit(&place.swplab(&export), 0);
    let text = place.read("a/2012/ssda903.xml");
    assert!(text.contains("<HEADER><CHILDID>") && text.contains("<AREVIEW><REVIEW>"), "{}", &text[..400]);
    assert!(!place.at("a/2012/episodes.csv").exists());
    assert_exit(&place.swplab(&["import", "ssda903", "a", "--out", "own.toml"]), 0);
}
