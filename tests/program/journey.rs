//! A journey against the event logs of both arms, which `swplab run --events` writes, by a count of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::place::{Place, assert_exit, number, stderr, stdout};

const OWN_TEAMS: &str = r#"
title = "Fewer cases"
question = "What if each case holder had 9 cases?"
authorities = ["rutland-2011"]

[study]
horizon_years = 4

[[arms]]
name = "As it is"

[[arms]]
name = "Fewer"
set = { "in_house.caseload" = 9 }
"#;

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    table.deserialize().map(|row| row.unwrap()).collect()
}

/// A run with its event log in `run`, and a journey in `journey`.
fn lived(scenario: &str, asked: &[&str]) -> Place {
    let place = Place::empty();
    place.write("a.toml", scenario);
    let run = ["run", "a.toml", "--replications", "1", "--no-contested", "--events", "--out", "run", "-q"];
    assert_exit(&place.swplab(&run), 0);
    assert_exit(
        &place.swplab(&[&["journey", "a.toml", "--history", "0", "--out", "journey"], asked].concat()),
        0,
    );
    place
}

/// Changes of case holder as the indicator counts them, of one person's events by day: an agency worker's successor within a
/// month of the change before is none.
fn changes(events: &[&Row]) -> usize {
    let holders = events.iter().filter(|row| row["event"] == "has-case-holder");
    let mut before = f64::NEG_INFINITY;
    let mut count = 0;
    for row in holders.filter(|row| !row["cause"].is_empty()) {
        let at = number(row, "at");
        count += usize::from(row["cause"] != "agency" || at - before >= 1.0);
        before = at;
    }
    count
}

/// Holds the journey in a directory to the logs of the run.
fn is_told_as_in_the_log(place: &Place, directory: &str) {
    let (events, months) = (rows(&place.read("run/events.csv")), rows(&place.read("run/child-months.csv")));
    let of = |table: &str| rows(&place.read(&format!("{directory}/{table}.csv")));
    let (journey, spans, happenings) = (of("journey"), of("spans"), of("happenings"));
    assert_eq!(journey.len(), 2);
    for world in &journey {
        let (arm, person) = (&world["arm"], &world["person"]);
        let log: Vec<&Row> =
            events.iter().filter(|row| &row["arm"] == arm && &row["person"] == person).collect();
        let own: Vec<&Row> =
            happenings.iter().filter(|row| &row["arm"] == arm && row["about"] == "child").collect();
        assert!(!log.is_empty());
        for column in ["at", "day", "event", "from", "to", "cause"] {
            let of = |rows: &[&Row]| -> Vec<String> { rows.iter().map(|row| row[column].clone()).collect() };
            assert_eq!(of(&log), of(&own), "{arm}: {column}");
        }
        let count = |event: &str| log.iter().filter(|row| row["event"] == event).count() as f64;
        assert_eq!(number(world, "moves"), count("moves"));
        assert_eq!(number(world, "decisions"), count("asks-decision"));
        assert_eq!(number(world, "changes"), changes(&log) as f64, "{arm}");
        let own: Vec<&Row> =
            months.iter().filter(|row| &row["arm"] == arm && &row["person"] == person).collect();
        assert_eq!(number(world, "months"), own.iter().filter(|row| row["month"] != "0").count() as f64);
        // What holds at the end of a month is what the log of months says.
        for month in own {
            let at = number(month, "month");
            let holds = |lane: &str| {
                let mut of = spans.iter().filter(|row| &row["arm"] == arm && row["lane"] == lane);
                of.find(|row| number(row, "from") <= at && at < number(row, "to"))
                    .map(|row| row["key"].clone())
            };
            if at < 48.0 {
                assert_eq!(
                    holds("placement").as_deref(),
                    Some(month["placement"].as_str()),
                    "{arm}, month {at}"
                );
                assert_eq!(holds("holder").unwrap_or_default(), month["holder"], "{arm}, month {at}");
            }
        }
    }
}

#[test]
fn a_childs_journey_is_what_the_event_logs_of_both_arms_say() {
    for rule in ["typical", "most-helped", "most-harmed", "age:14"] {
        let place = lived(OWN_TEAMS, &["--child", rule, "-q"]);
        is_told_as_in_the_log(&place, "journey");
        let page = place.read("journey/report.html");
        assert!(page.contains("<svg") && page.contains("Where she lives"), "{rule}");
        let json: serde_json::Value = serde_json::from_str(&place.read("journey/journey.json")).unwrap();
        assert_eq!(json["worlds"].as_array().map(Vec::len), Some(2));
        assert_exit(&place.swplab(&["verify", "journey", "-q"]), 0);
    }
}

/// `2 moves`.
fn counted(count: &str, thing: &str) -> String {
    if count == "1" { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

#[test]
fn the_journey_in_a_report_is_what_the_event_logs_of_both_arms_say() {
    let place = Place::empty();
    place.write("a.toml", OWN_TEAMS);
    let run = ["run", "a.toml", "--replications", "1", "--no-contested", "--events", "--out", "run", "-q"];
    assert_exit(&place.swplab(&run), 0);
    is_told_as_in_the_log(&place, "run");
    let journey = rows(&place.read("run/journey.csv"));
    let page = place.read("run/report.html");
    let (_, appendix) = page.split_once("<h2 id=\"appendix\"").expect("an appendix");
    assert!(appendix.contains("id=\"more-journey\"") && appendix.contains("one history and no evidence"));
    for world in &journey {
        assert_eq!(world["rule"], "touched");
        let moves = counted(&world["moves"], "move");
        let decisions = counted(&world["decisions"], "decision");
        let changes = if world["changes"] == "1" { "change" } else { "changes" };
        let said = format!(
            "&quot;{}&quot;: {} {changes} of case holder, {moves} and {decisions}",
            world["arm"], world["changes"]
        );
        assert!(appendix.contains(&said), "{said}");
    }
    // The same child by the command of her own.
    let same = ["journey", "a.toml", "--history", "0", "--child", "touched", "--out", "journey", "-q"];
    assert_exit(&place.swplab(&same), 0);
    for table in ["journey.csv", "spans.csv", "happenings.csv"] {
        assert_eq!(place.read(&format!("journey/{table}")), place.read(&format!("run/{table}")), "{table}");
    }
    assert_exit(&place.swplab(&["verify", "run", "-q"]), 0);
}

#[test]
fn a_report_in_which_no_childs_history_differs_tells_of_none() {
    let place = Place::empty();
    let equal = OWN_TEAMS.replace("set = { \"in_house.caseload\" = 9 }", "");
    place.write("a.toml", &equal);
    let run = ["run", "a.toml", "--replications", "3", "--no-contested", "--out", "run", "-q"];
    assert_exit(&place.swplab(&run), 0);
    assert!(!place.at("run/journey.csv").exists());
    assert!(!place.read("run/report.html").contains("more-journey"));
}

/// The one helped most is found again among everybody by the logs alone.
#[test]
fn the_one_helped_most_is_found_again_in_the_logs() {
    let place = lived(OWN_TEAMS, &["--child", "most-helped", "-q"]);
    let (events, months) = (rows(&place.read("run/events.csv")), rows(&place.read("run/child-months.csv")));
    let people: BTreeSet<&String> = months.iter().map(|row| &row["person"]).collect();
    let rate = |person: &String, arm: &str, of: &dyn Fn(&[&Row]) -> usize| {
        let own = |rows: &'_ [Row]| -> Vec<usize> {
            (0..rows.len()).filter(|at| rows[*at]["arm"] == arm && &rows[*at]["person"] == person).collect()
        };
        let lived = own(&months).into_iter().filter(|at| months[*at]["month"] != "0").count();
        let log: Vec<&Row> = own(&events).into_iter().map(|at| &events[at]).collect();
        (lived >= 12).then(|| 12.0 * of(&log) as f64 / lived as f64)
    };
    let moves = |log: &[&Row]| log.iter().filter(|row| row["event"] == "moves").count();
    let mut best: Option<(f64, f64)> = None;
    let mut all = 0;
    let mut of = BTreeMap::new();
    for person in people {
        let by =
            |of: &dyn Fn(&[&Row]) -> usize| Some(rate(person, "Fewer", of)? - rate(person, "As it is", of)?);
        let Some(found) = by(&|log| changes(log)).zip(by(&moves)) else { continue };
        all += 1;
        of.insert(person.clone(), found);
        best = Some(best.map_or(found, |best| if found < best { found } else { best }));
    }
    let told = &rows(&place.read("journey/journey.csv"))[0];
    assert_eq!(number(told, "among"), f64::from(all));
    let (hers, best) = (of[&told["person"]], best.unwrap());
    assert!((hers.0 - best.0).abs() < 1e-9 && (hers.1 - best.1).abs() < 1e-9, "{hers:?} and {best:?}");
}

#[test]
fn a_childs_journey_through_a_practice_tells_contract_and_teams() {
    let place = Place::empty();
    assert_exit(&place.swplab(&["new", "a.toml", "--place", "rutland-2025", "--about", "contract"]), 0);
    let told = place.swplab(&[
        "journey",
        "a.toml",
        "--child",
        "most-helped",
        "--arm",
        "10 years",
        "--out",
        "journey",
    ]);
    assert_exit(&told, 0);
    assert!(stdout(&told).contains("One life in one possible history"), "{}", stdout(&told));
    let happenings = rows(&place.read("journey/happenings.csv"));
    let about: BTreeSet<&String> = happenings.iter().map(|row| &row["about"]).collect();
    assert!(about.iter().any(|about| *about == "contract"), "{about:?}");
    assert!(happenings.iter().filter(|row| row["about"] == "contract").all(|row| row["arm"] == "10 years"));
    assert!(happenings.iter().any(|row| row["event"] == "contract-awarded"));
    let spans = rows(&place.read("journey/spans.csv"));
    assert!(spans.iter().all(|row| number(row, "from") <= number(row, "to")), "{spans:?}");
}

#[test]
fn a_workers_journey_tells_her_cases() {
    let place = lived(OWN_TEAMS, &["--worker", "typical", "-q"]);
    let journey = rows(&place.read("journey/journey.csv"));
    assert!(journey.iter().all(|row| row["subject"] == "worker" && row["person"].starts_with("n2")));
    let events = rows(&place.read("run/events.csv"));
    let happenings = rows(&place.read("journey/happenings.csv"));
    for world in &journey {
        let of = |rows: &[Row], about: &dyn Fn(&Row) -> bool| -> Vec<String> {
            let own = rows.iter().filter(|row| row["arm"] == world["arm"] && about(row));
            own.map(|row| format!("{} {}", row["day"], row["event"])).collect()
        };
        assert_eq!(
            of(&events, &|row| row["person"] == world["person"]),
            of(&happenings, &|row| row["about"] == "worker")
        );
        assert!(number(world, "caseload") > 0.0);
    }
    // The same post by name is the same journey.
    let named =
        ["journey", "a.toml", "--history", "0", "--worker", &journey[0]["person"], "--out", "named", "-q"];
    assert_exit(&place.swplab(&named), 0);
    assert_eq!(place.read("named/happenings.csv"), place.read("journey/happenings.csv"));
}

#[test]
fn a_journey_of_nobody_is_refused() {
    let place = Place::empty();
    place.write("a.toml", OWN_TEAMS);
    for (asked, said) in [
        (&["--child", "helped"][..], "is no rule"),
        (&["--child", "n1000000000000000"], "nobody fits"),
        (&["--worker", "age:9"], "no age is known"),
        (&["--arm", "As it is"], "compared with itself"),
        (&["--arm", "None"], "no arm is called"),
    ] {
        let refused = place.swplab(&[&["journey", "a.toml", "--out", "out"], asked].concat());
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(said), "{asked:?}: {}", stderr(&refused));
    }
    assert_eq!(place.names(), ["a.toml"]);
}
