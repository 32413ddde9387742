//! What a report says of services and of those whom they are for, read back against its tables by a reader that shares no code with
//! what wrote it: who runs on, whom a practice holds in which year, and how many children there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::{after, without_markup};
use crate::place::{Place, Row, assert_exit, defined, small, stderr};

/// A short term that is tendered again and again, and a long one.
fn study() -> String {
    let head = r#"title = "Who runs on"
question = "Which services still run?"
outcomes = ["worker_changes"]
"#;
    let arms = r#"[[arms]]
name = "as it is"
set = { practice = [] }
[[arms]]
name = "a year"
[[arms]]
name = "four years"
set = { "contract.term_years" = 4 }
"#;
    let longer = [
        ("horizon_years = 2", "horizon_years = 6"),
        ("replications = 40", "replications = 60"),
        ("term_years = 3", "term_years = 1"),
    ];
    small(head, &longer, arms)
}

/// Months of the study.
const HORIZON: f64 = 72.0;

/// Words of a page without its markup and drawings.
fn plain(page: &str) -> String {
    let mut text = page.to_owned();
    while let Some(at) = text.find("<svg ") {
        let end = at + text[at..].find("</svg>").expect("what opens closes") + "</svg>".len();
        text.replace_range(at..end, " ");
    }
    without_markup(&text, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The whole number that begins a text.
fn leading(text: &str) -> f64 {
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    digits.replace(',', "").parse().unwrap_or_else(|_| panic!("no number begins {:?}", text.get(..60)))
}

/// Contracts of each practice and history of an arm in their order, from the first that opened on.
fn services<'a>(contracts: &'a [Row], arm: &str) -> Vec<Vec<&'a Row>> {
    let mut by_practice: BTreeMap<(String, String), Vec<&Row>> = BTreeMap::new();
    for row in contracts.iter().filter(|row| row["arm"] == arm && !row["opened"].is_empty()) {
        by_practice.entry((row["replication"].clone(), row["practice"].clone())).or_default().push(row);
    }
    let mut all: Vec<Vec<&Row>> = by_practice.into_values().collect();
    all.iter_mut().for_each(|lines| lines.sort_by_key(|row| row["cycle"].parse::<u32>().unwrap()));
    all
}

/// Whether another organisation carried on what a contract had.
fn was_won(lines: &[&Row], at: usize) -> bool {
    lines[at]["fate"] == "lost_tender" && at + 1 < lines.len()
}

/// Share of services that still run after so many years, by the product of what is left at each end; with whoever runs them, or with the
/// organisation that opened them alone.
fn still_run(services: &[Vec<&Row>], years: f64, whoever: bool) -> f64 {
    let mut watched: Vec<(i64, bool)> = Vec::new();
    for lines in services {
        let goes_on = |at: &usize| lines[*at]["fate"] == "renewed" || whoever && was_won(lines, *at);
        let last = (0..lines.len()).find(|at| !goes_on(at)).unwrap_or(lines.len() - 1);
        let is_over = !["renewed", "running"].contains(&lines[last]["fate"].as_str());
        let end = defined(lines[last], "ended").filter(|_| is_over);
        let months = end.unwrap_or(HORIZON).min(HORIZON) - defined(lines[0], "opened").unwrap();
        // A ten-thousandth of a month is no time.
        watched.push(((1e4 * months).round() as i64, end.is_some()));
    }
    let ends: BTreeSet<i64> = watched.iter().filter(|(_, ended)| *ended).map(|(time, _)| *time).collect();
    let is_by_then = |time: &&i64| **time <= (12e4 * years) as i64;
    ends.iter().filter(is_by_then).fold(1.0, |share, time| {
        let at_risk = watched.iter().filter(|(own, _)| own >= time).count();
        let ended = watched.iter().filter(|(own, ended)| *ended && own == time).count();
        share * (1.0 - ended as f64 / at_risk as f64)
    })
}

#[test]
fn a_service_that_another_organisation_won_still_runs_and_the_page_says_how_many() {
    let place = Place::empty();
    place.write("study.toml", &study());
    assert_exit(&place.swplab(&["run", "study.toml", "--no-contested", "--quiet", "--out", "out"]), 0);
    let page = plain(&place.read("out/report.html"));
    let contracts = place.rows("out/contracts.csv");
    let arms = ["a year", "four years"].map(|arm| (arm, services(&contracts, arm)));
    let carried_on: usize = arms.iter().flat_map(|(_, all)| all).map(|lines| won(lines)).sum();
    assert!(carried_on >= 5, "{carried_on} services were won: nothing to tell");

    // The title has the shares of a year, those that another organisation carried on among them.
    let title = page.split("After ").find(|part| part.contains(" of services still run")).unwrap();
    let years = leading(title);
    let share = |at: usize, whoever: bool| (100.0 * still_run(&arms[at].1, years, whoever)).round();
    let (head, rest) = title.split_once(" of services still run").unwrap();
    let mut told = [leading(after(head, ", ")), leading(after(rest, " and "))];
    if let Some((_, high)) = head.split_once(" to ") {
        told[1] = leading(high);
    }
    let mut real = [share(0, true), share(1, true)];
    let mut of_openers = [share(0, false), share(1, false)];
    [&mut told, &mut real, &mut of_openers].into_iter().for_each(|pair| pair.sort_by(f64::total_cmp));
    assert_eq!(told, real, "{}", &title[..200]);
    assert_ne!(real, of_openers, "the two readings do not differ: nothing is tested");

    // The small print has how many were won, and how many are still with those that opened them.
    for (at, (arm, all)) in arms.iter().enumerate() {
        let many = all.iter().filter(|lines| won(lines) > 0).count();
        let said = after(&page, "organisation, so not ended: ").split("Source:").next().unwrap();
        assert!(said.contains(&format!("those still with the first after {years} years")), "{said}");
        let own = format!("{many} of {} with \u{201c}{arm}\u{201d} ({}%)", all.len(), share(at, false));
        assert_eq!(said.contains(&own), many > 0, "{own}: {said}");
    }

    // The list has every end.
    for (arm, _) in &arms {
        let count = |fate: &str| {
            contracts.iter().filter(|row| row["arm"] == *arm && row["fate"] == fate).count() as f64
        };
        let said = after(&page, &format!("With \u{201c}{arm}\u{201d}, "));
        let said = said.split("contract-years, ").nth(1).unwrap().split_once("; ").unwrap().1;
        assert_eq!(leading(said), count("not_renewed"), "{arm}: {}", &said[..80]);
        assert!(
            after(said, "and ").starts_with(&format!("{} won by another", count("lost_tender"))),
            "{arm}"
        );
    }

    whom_a_practice_holds(&place, &page);
    children_are_as_published(&place, &page);
}

/// How often a service was won by another organisation before it ended.
fn won(lines: &[&Row]) -> usize {
    let goes_on = |at: &usize| lines[*at]["fate"] == "renewed" || was_won(lines, *at);
    (0..lines.len()).take_while(goes_on).filter(|at| was_won(lines, *at)).count()
}

/// Where whom it reaches is told: what a practice holds of the group in single years.
fn whom_a_practice_holds(place: &Place, page: &str) {
    assert!(page.contains("young people whom the service is for (as listed in a life without it)"));
    let told = after(page, "Whom it reaches.");
    let arm = after(told, "With \u{201c}").split('\u{201d}').next().unwrap();
    let yearly = place.rows("out/yearly.csv");
    let of = |unit: &str, indicator: &str| -> Vec<(String, f64)> {
        let is_of = |row: &&Row| row["arm"] == arm && row["unit"] == unit && row["indicator"] == indicator;
        let own = yearly.iter().filter(is_of);
        own.map(|row| (row["year"].clone(), defined(row, "mean").unwrap().round())).collect()
    };
    let held = of("remit", "held_by_practice");
    let running = of("authority", "contract_running");
    let (one, rest) = after(told, " of the child-years of these young people: ").split_once(" and ").unwrap();
    let most = held.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    assert_eq!(leading(one), most, "{one}");
    for said in [one, rest] {
        let year = after(said, "% in ")[..7].replace('/', " to 20");
        let known = held.iter().find(|(own, _)| *own == year).unwrap_or_else(|| panic!("{year}: {said}"));
        assert_eq!(leading(said), known.1, "{said}");
        let runs = said.split(',').next().unwrap().split_once(" (");
        if let Some((_, runs)) = runs.filter(|_| one.contains("a contract runs for ")) {
            let real = running.iter().find(|(own, _)| *own == year).unwrap();
            assert_eq!(leading(runs.trim_start_matches("a contract runs for ")), real.1, "{said}");
        }
    }
    assert!(rest.contains(&held.last().unwrap().0.replace(" to 20", "/")), "the last year: {rest}");
}

/// The number above the answer is that which is published, and not that of the first simulated day.
fn children_are_as_published(place: &Place, page: &str) {
    let first_year = place.rows("out/first-year.csv");
    let stock = first_year.iter().find(|row| row["figure"] == "stock").unwrap();
    let told = leading(after(page, "31 March 2021: "));
    assert_eq!(Some(told), defined(stock, "published"));

    // A figure of the second year is said to be of it.
    let years: BTreeSet<&str> = first_year.iter().map(|row| row["year"].as_str()).collect();
    let second: Vec<&Row> =
        first_year.iter().filter(|row| years.iter().any(|year| *year < row["year"].as_str())).collect();
    assert!(!second.is_empty(), "no figure is of the second year: nothing is tested");
    assert!(page.contains(&format!("; {} figures of its second)", second.len())));
    for row in second {
        assert!(page.contains(&format!("in {}, the second year", row["year"])), "{}", row["title"]);
    }
}

/// What is warned of at the start stands on the page as well.
#[test]
fn placements_that_do_not_last_are_told_at_the_start_and_on_the_page() {
    let place = Place::empty();
    let study = |authority: &str| {
        format!(
            "title = \"Placements\"\nquestion = \"Do they last?\"\nauthorities = [\"{authority}-2011\"]\n[study]\nstart = \"2011-03-31\"\nhorizon_years = 1\nreplications = 2\n[[arms]]\nname = \"as it is\"\n[[arms]]\nname = \"few cases\"\nset = {{ \"in_house.caseload\" = 12 }}\n"
        )
    };
    for (authority, is_told) in [("rutland", true), ("reading", false)] {
        place.write("study.toml", &study(authority));
        let out = format!("out-{authority}");
        let ran = place.swplab(&["run", "study.toml", "--quiet", "--out", &out]);
        assert_exit(&ran, 0);
        assert_eq!(stderr(&ran).contains("carry the published placements of"), is_told, "{authority}");
        let page = plain(&place.read(&format!("{out}/report.html")));
        let said = page.contains("Of Rutland the published shares of children by placement do not last");
        assert_eq!(said, is_told, "{authority}");
    }
}
