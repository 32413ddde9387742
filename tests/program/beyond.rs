//! What stands on the first page of more than the outcome that is told first: other children, what the option does not set itself, and
//! in a sweep what two factors do together. Each is read back against the tables.

use std::collections::BTreeMap;

use crate::place::{Place, assert_exit};

type Row = BTreeMap<String, String>;

fn rows(place: &Place, name: &str) -> Vec<Row> {
    let mut table = csv::Reader::from_path(place.at(name)).unwrap();
    table.deserialize().map(|row| row.unwrap()).collect()
}

/// A column of the row whose cells are these.
fn of(rows: &[Row], cells: &[(&str, &str)], column: &str) -> f64 {
    let row = rows.iter().find(|row| cells.iter().all(|(name, cell)| row[*name] == *cell));
    let row = row.unwrap_or_else(|| panic!("no row of {cells:?}"));
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {cells:?} is {}", row[column]))
}

/// The text of a page without its markup, its minus signs those of a keyboard.
fn text(place: &Place, name: &str) -> String {
    let page = place.read(name).replace('\u{2212}', "-");
    let pieces = page.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect()
}

/// What stands behind a word up to the end of its line.
fn said<'a>(page: &'a str, mark: &str) -> &'a str {
    let rest = page.split_once(mark).unwrap_or_else(|| panic!("no {mark:?}")).1;
    rest.trim_start().lines().next().unwrap()
}

fn number_after(text: &str, mark: &str) -> f64 {
    let rest = text.split_once(mark).unwrap_or_else(|| panic!("no {mark:?}: {text}")).1;
    let word = rest.split([' ', ';', ')', ',']).next().unwrap();
    word.parse().unwrap_or_else(|_| panic!("no number behind {mark:?}: {text}"))
}

/// In the scenario a practice that takes no more than those it began with sends young people back to the authority's own teams.
#[test]
fn what_other_children_see_is_what_all_have_less_what_the_remit_has() {
    let place = Place::empty();
    let run = ["run", "kent", "--no-contested", "--quiet", "--replications", "24", "--out", "out"];
    assert_exit(&place.swplab(&run), 0);
    let said = said(&text(&place, "out/report.html"), "Other children.").to_owned();
    assert!(
        said.contains("Held at 582 young people") && said.contains("direct work would be lower"),
        "{said}"
    );
    let exposure = rows(&place, "out/exposure.csv");
    let years = |unit| of(&exposure, &[("arm", "Fixed price"), ("unit", unit)], "child_years");
    let share = years("remit") / years("authority");
    let levels = rows(&place, "out/summary.csv");
    let rest = |arm| {
        let level =
            |unit| of(&levels, &[("arm", arm), ("unit", unit), ("indicator", "direct_hours")], "mean");
        (level("authority") - share * level("remit")) / (1.0 - share)
    };
    let real = rest("Held at 582 young people") - rest("Fixed price");
    let told = number_after(&said, "lower by ");
    assert!((told + real).abs() < 0.0006, "{told} is not {real}: {said}");
    assert!(said.contains(", worse, less than the 0.25 that matters; 95% interval -"), "{said}");
    let children = (years("authority") - years("remit")) / 6.0;
    let told = said.split_once("other children of the authority, ").unwrap().1;
    let told: f64 = told.split(" at a time").next().unwrap().replace(',', "").parse().unwrap();
    assert!((told - children).abs() <= 0.5, "{told} is not {children}: {said}");
}

/// Fewer cases for each worker are what the option sets: how sure the answer is, its chart and what is contested are of direct work.
#[test]
fn an_outcome_that_the_option_sets_carries_no_sureness() {
    let place = Place::empty();
    let run = ["run", "caseload-cap", "--quiet", "--replications", "60", "--out", "out"];
    assert_exit(&place.swplab(&run), 0);
    let page = text(&place, "out/report.html");
    let differences = rows(&place, "out/differences.csv");
    let chance = said(&page, "Chance.");
    assert!(chance.contains("the average difference of direct work has a 95% interval of "), "{chance}");
    let key = [("arm", "13 cases"), ("unit", "authority"), ("indicator", "direct_hours")];
    let low = number_after(chance, "interval of +");
    assert!((low - of(&differences, &key, "ci_low")).abs() < 0.006, "{chance}");
    assert!(said(&page, "Figure 1.").starts_with("Direct work: on average "), "{}", said(&page, "Figure 1."));
    assert!(page.contains("Of direct work. "), "the mark of size");
    let contested = rows(&place, "out/contested.csv");
    assert!(!contested.is_empty() && contested.iter().all(|row| row["indicator"] == "direct_hours"));
}

/// The interaction of two factors is by how much both together differ from what each does alone, and the page answers it.
#[test]
fn a_sweep_of_two_factors_says_whether_they_interact() {
    let place = Place::empty();
    let sweep = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sweep.toml");
    assert_exit(&place.swplab(&["sweep", sweep, "--quiet", "--out", "out"]), 0);
    let cells = rows(&place, "out/cells.csv");
    let levels: Vec<&str> = {
        let mut all: Vec<&str> = cells.iter().map(|row| row["levels"].as_str()).collect();
        all.dedup();
        all
    };
    let first: Vec<&str> = levels[0].split(';').collect();
    let mut met = 0;
    for row in cells.iter().filter(|row| row["unit"] == "remit" && !row["difference_mean"].is_empty()) {
        let own: Vec<&str> = row["levels"].split(';').collect();
        let is_both = own[0] != first[0] && own[1] != first[1];
        assert_eq!(!row["interaction_mean"].is_empty(), is_both, "{row:?}");
        if !is_both {
            continue;
        }
        let mean = |levels: &str| {
            of(&cells, &[("levels", levels), ("unit", "remit"), ("indicator", &row["indicator"])], "mean")
        };
        let (a, b) = (format!("{};{}", own[0], first[1]), format!("{};{}", first[0], own[1]));
        let expected = mean(&row["levels"]) - mean(&a) - mean(&b) + mean(levels[0]);
        let told: f64 = row["interaction_mean"].parse().unwrap();
        // Where a history has no value in one of the four cells the means are of others.
        let is_whole = row["n"] == row["interaction_n"];
        assert!(!is_whole || (told - expected).abs() < 1e-6 * (1.0 + mean(levels[0]).abs()), "{row:?}");
        met += usize::from(is_whole);
    }
    assert!(met > 20, "{met}");
    let said = said(&text(&place, "out/report.html"), "Together.").to_owned();
    assert!(
        said.starts_with("Does ") && said.contains("than the two alone add up to (95% interval "),
        "{said}"
    );
}
