//! The chain on the page of a run: `run --why`, `ask`, and what `swplab why` left beside the tables.

use crate::page;
use crate::place::{Place, Row, assert_exit, number, small, stderr, stdout};

/// The lever is a share of workers who move with their children, and nothing else.
pub fn planted() -> String {
    let head = "title = \"Planted\"\nquestion = \"Does a chain find the one thing that differs?\"\n";
    let arms = r#"[[arms]]
name = "few move"
set = { "practice.workers_move_share" = 0.0 }
[[arms]]
name = "most move"
set = { "practice.workers_move_share" = 0.9 }
"#;
    small(head, &[("replications = 40", "replications = 80")], arms)
}

/// Own teams whose leaders differ, where culture does one thing.
pub fn of_culture() -> String {
    // Of all that culture does it adds hours alone, and leaders are what differs.
    let closed = ["service", "reallocation", "stays", "procedure", "swift", "respect"];
    let closed: String = closed.iter().map(|key| format!("\"culture.{key}\" = 0.0\n")).collect();
    format!(
        "title = \"Planted\"\nquestion = \"What does culture carry?\"\nauthorities = [\"bracknell-forest-2021\"]\n\
         [study]\nstart = \"2021-03-31\"\nhorizon_years = 3\nreplications = 80\n[hypotheses]\nH1 = \"principles\"\n\
         [parameters]\nposterior = \"none\"\n\"innovation.responsiveness\" = 0.0\n{closed}\
         [[arms]]\nname = \"distant\"\nset = {{ \"in_house.leadership\" = 0.2 }}\n\
         [[arms]]\nname = \"committed\"\nset = {{ \"in_house.leadership\" = 0.9 }}\n"
    )
}

/// What stands before the appendix.
fn before_the_appendix(page: &str) -> &str {
    page.split("<h2 id=\"appendix\"").next().unwrap_or_default()
}

const RUN: [&str; 5] = ["run", "planted.toml", "--no-contested", "--quiet", "--out"];

#[test]
fn the_links_on_the_page_add_up_to_the_very_difference_and_find_what_was_planted() {
    let place = Place::empty();
    place.write("planted.toml", &planted());
    assert_exit(&place.swplab(&[&RUN[..], &["out", "--why"]].concat()), 0);
    let differences = place.rows("out/differences.csv");
    let links = place.rows("out/why.csv");
    for id in ["worker_changes", "direct_hours", "cost_per_child_year"] {
        let own: Vec<&Row> = links.iter().filter(|row| row["indicator"] == id).collect();
        let of = |key: &str| number(own.iter().find(|row| row["channel"] == key).expect("a link"), "mean");
        let told = differences.iter().find(|row| row["unit"] == own[0]["unit"] && row["indicator"] == id);
        let told = number(told.expect("a difference"), "mean");
        assert!((of("whole") - told).abs() <= 1e-12 * told.abs(), "{id}: {} is not {told}", of("whole"));
        let parts: f64 =
            own.iter().filter(|row| row["channel"] != "whole").map(|row| number(row, "mean")).sum();
        assert!((parts - told).abs() < 1e-9 * told.abs().max(1.0), "{id}: {parts} is not {told}");
        // Where all workers move in both arms nothing differs.
        assert!(of("remainder").abs() < 1e-12, "{id}: {}", of("remainder"));
    }
    let of = |key: &str| {
        let mut own = links.iter().filter(|row| row["indicator"] == "worker_changes");
        own.find(|row| row["channel"] == key).expect("a link")
    };
    let share = number(of("transfers"), "mean") / number(of("whole"), "mean");
    assert!((0.6..1.4).contains(&share), "{share} passes through transfers");
    assert!(number(of("transfers"), "ci_high") < 0.0);
    let histories = number(of("transfers"), "n");
    assert!((8.0..80.0).contains(&histories), "fewer histories than the study has: {histories}");
    let whole = place.read("out/report.html");
    page::hold("planted", &whole);
    let seen = before_the_appendix(&whole);
    assert!(
        seen.contains("by way of changes of case holder when the service passes from one body to another")
    );
    assert!(seen.contains("Quantities behind it, by grade") && seen.contains("6 of D"), "grades are told");
    assert!(seen.contains(&format!("in {histories} histories")), "how many histories is told");
    assert!(whole.contains("id=\"more-why-more\"") && whole.contains("Assumed while it is closed"));
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}

#[test]
fn a_page_without_a_chain_says_how_to_get_one_and_takes_up_what_lies_beside_its_tables() {
    let place = Place::empty();
    place.write("planted.toml", &planted());
    let told = place.swplab(&[&RUN[..], &["out"]].concat());
    assert_exit(&told, 0);
    assert!(!place.at("out/why.csv").exists());
    let page = || place.read("out/report.html");
    let without = page();
    assert!(before_the_appendix(&without).contains("The same command with --why traces it"));
    let why =
        ["why", "planted.toml", "--histories", "6", "--indicator", "worker_changes", "--quiet", "--out"];
    assert_exit(&place.swplab(&[&why[..], &["out/why"]].concat()), 0);
    assert_exit(&place.swplab(&["report", "out"]), 0);
    let with = page();
    let chain = "Changes of case holder when the service passes from one body to another";
    assert!(
        before_the_appendix(&with).contains(chain) && !with.contains("The same command with --why traces it")
    );
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    // A chain of another scenario is none of this study's.
    place.write("planted.toml", &planted().replace("= 0.9", "= 0.8"));
    let again = [&why[..], &["out/why", "--replace"]].concat();
    assert_exit(&place.swplab(&again), 0);
    assert_exit(&place.swplab(&["report", "out"]), 0);
    assert!(page() == without, "the page is what it was without a chain");
}

#[test]
fn where_culture_leads_the_chain_is_that_of_culture_outcome_by_outcome() {
    let place = Place::empty();
    place.write("planted.toml", &of_culture());
    let run = ["run", "planted.toml", "--no-contested", "--why", "--out", "out"];
    let ran = place.swplab(&run);
    assert_exit(&ran, 0);
    assert!(stderr(&ran).contains("--why closes the links of the chain of culture"), "{}", stderr(&ran));
    assert!(stdout(&ran).contains("culture carries"), "{}", stdout(&ran));
    let links = place.rows("out/why.csv");
    assert!(links.iter().all(|row| row["links"] == "culture" && row["indicator"] != "culture"));
    let of = |key: &str| {
        let mut own = links.iter().filter(|row| row["indicator"] == "direct_hours");
        number(own.find(|row| row["channel"] == key).expect("a link"), "mean")
    };
    assert!((of("direct-work") / of("whole") - 1.0).abs() < 0.05, "{} of {}", of("direct-work"), of("whole"));
    for key in ["reception", "reallocation", "staying", "decisions"] {
        assert_eq!(of(key), 0.0, "{key}");
    }
    let page = place.read("out/report.html");
    let seen = before_the_appendix(&page);
    assert!(seen.contains("culture carries") && seen.contains("Culture that gives hours of direct work"));
    assert!(seen.contains("1 of D"), "each link has its grade");
    let refused = place.swplab(&["run", "planted.toml", "--why=hope"]);
    assert_exit(&refused, 2);
    assert!(stderr(&refused).contains("culture"), "{}", stderr(&refused));
}
