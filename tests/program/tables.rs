//! The tables of a run that hold single years, authorities and days agree with each other and with the rest.

use std::collections::BTreeMap;

use crate::place::{Place, assert_exit, number};

fn run(place: &Place, arguments: &[&str]) {
    let command = ["run", "contract-length.toml", "--quiet", "--replications", "3", "--out", "out"];
    assert_exit(&place.swplab(&[&command[..], arguments].concat()), 0);
}

#[test]
fn children_of_all_placements_stages_and_legal_statuses_are_the_children_looked_after() {
    let place = Place::with_scenario();
    run(&place, &[]);
    let mut sums: BTreeMap<(String, String, String), f64> = BTreeMap::new();
    for row in place.rows("out/children.csv") {
        let key = (row["arm"].clone(), row["years"].clone(), row["by"].clone());
        *sums.entry(key).or_default() += number(&row, "mean");
    }
    let yearly = place.rows("out/yearly.csv");
    let mut compared = 0;
    for at in yearly.iter().filter(|row| row["unit"] == "authority" && row["indicator"] == "children") {
        let first: u32 = 1 + yearly[0]["year"][..4].parse::<u32>().unwrap();
        let ends: u32 = 1 + at["year"][..4].parse::<u32>().unwrap();
        for by in ["placement", "stage", "legal-status"] {
            let key = (at["arm"].clone(), (ends - first + 1).to_string(), by.to_owned());
            if by == "legal-status" && at["arm"] != yearly[0]["arm"] {
                assert!(!sums.contains_key(&key), "legal status is told of the first arm alone");
                continue;
            }
            assert!((sums[&key] - number(at, "mean")).abs() < 1e-6, "{key:?}");
            compared += 1;
        }
    }
    assert!(compared >= (2 * 5 + 1) * 12, "{compared} sums were compared");
}

#[test]
fn years_by_replication_have_the_means_of_the_yearly_table() {
    let place = Place::with_scenario();
    run(&place, &["--by-authority-year"]);
    let mut values: BTreeMap<[String; 4], Vec<f64>> = BTreeMap::new();
    for row in place.rows("out/authority-years.csv") {
        let key = ["arm", "unit", "indicator", "year"].map(|column| row[column].clone());
        values.entry(key).or_default().push(number(&row, "value"));
    }
    let yearly = place.rows("out/yearly.csv");
    assert_eq!(yearly.len(), values.len());
    for row in &yearly {
        let key = ["arm", "unit", "indicator", "year"].map(|column| row[column].clone());
        let found = &values[&key];
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        assert!((mean - number(row, "mean")).abs() <= 1e-9 * mean.abs().max(1.0), "{key:?}");
        assert_eq!(found.len() as f64, number(row, "n"));
    }
    // What was asked stands in the manifest, so the same tables are made again and compared.
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}

/// Two authorities that share nothing.
const TWO: &str = r#"title = "Two authorities"
question = "What happens in two authorities?"
authorities = ["kent-2025", "leeds-2025"]
practice = []

[study]
start = "2025-03-31"
horizon_years = 3
replications = 2
seed = 5

[[arms]]
name = "as it is"

[[arms]]
name = "more"
set = { "authority.arrivals_factor" = 1.2 }
"#;

#[test]
fn children_and_starts_of_authorities_add_up_to_those_of_all() {
    let place = Place::empty();
    place.write("two.toml", TWO);
    let command = ["run", "two.toml", "--quiet", "--out", "out", "--by-authority-year"];
    let said = place.swplab(&command);
    assert!(said.status.success(), "{}", crate::place::stderr(&said));
    let mut sums: BTreeMap<[String; 3], f64> = BTreeMap::new();
    for row in place.rows("out/authority-years.csv") {
        if row["unit"] == "authority" && ["children", "starts"].contains(&row["indicator"].as_str()) {
            let key = ["arm", "indicator", "year"].map(|column| row[column].clone());
            *sums.entry(key).or_default() += number(&row, "value") / 2.0;
        }
    }
    assert_eq!(sums.len(), 2 * 2 * 3);
    for row in place.rows("out/yearly.csv") {
        let key = ["arm", "indicator", "year"].map(|column| row[column].clone());
        if row["unit"] == "authority" && sums.contains_key(&key) {
            assert!((sums[&key] - number(&row, "mean")).abs() < 1e-6, "{key:?}");
        }
    }
    let names: std::collections::BTreeSet<String> =
        place.rows("out/children.csv").iter().map(|row| row["authority"].clone()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Kent", "Leeds"]);
}

#[test]
fn months_and_events_of_children_are_those_that_were_counted() {
    let place = Place::empty();
    place.write("two.toml", TWO);
    let command = ["run", "two.toml", "--quiet", "--out", "out", "--by-authority-year", "--replication", "1"];
    assert_exit(&place.swplab(&[&command[..], &["--events"]].concat()), 0);
    let mut looked_after: BTreeMap<[String; 3], f64> = BTreeMap::new();
    for row in place.rows("out/child-months.csv") {
        let key = ["arm", "authority", "month"].map(|column| row[column].clone());
        *looked_after.entry(key).or_default() += 1.0;
    }
    let mut started: BTreeMap<(String, u32), f64> = BTreeMap::new();
    let events = place.rows("out/events.csv");
    for row in events.iter().filter(|row| ["enters-care", "comes-back"].contains(&row["event"].as_str())) {
        *started.entry((row["arm"].clone(), (number(row, "at") / 12.0) as u32)).or_default() += 1.0;
    }
    let mut counted: BTreeMap<(String, u32), f64> = BTreeMap::new();
    for row in place.rows("out/authority-years.csv").iter().filter(|row| row["unit"] == "authority") {
        let year = row["year"][..4].parse::<u32>().unwrap() - 2025;
        match row["indicator"].as_str() {
            "children" => {
                let month = (12 * (year + 1)).to_string();
                let key = [row["arm"].clone(), row["authority"].clone(), month];
                assert_eq!(looked_after[&key], number(row, "value"), "{key:?}");
            }
            "starts" => *counted.entry((row["arm"].clone(), year)).or_default() += number(row, "value"),
            _ => {}
        }
    }
    assert_eq!(started, counted);
    // A child moves from where she lives.
    let moves: Vec<_> = events.iter().filter(|row| row["event"] == "moves").collect();
    assert!(moves.len() > 100 && moves.iter().all(|row| !row["from"].is_empty() && !row["to"].is_empty()));
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}

#[test]
fn a_check_of_the_baseline_says_what_is_published_and_what_is_simulated_and_writes_nothing() {
    let place = Place::empty();
    place.write("two.toml", TWO);
    let said = place.swplab(&["check", "two.toml", "--baseline", "--replications", "3"]);
    assert_exit(&said, 0);
    let said = crate::place::stdout(&said);
    for words in ["Kent", "Leeds", "1,498 published", "12.0 published", "With 3 histories it cannot be told"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(place.names(), ["two.toml"]);
    // What cannot be lived is refused before anything else.
    assert_exit(&place.swplab(&["check", "missing.toml", "--baseline"]), 2);
}

#[test]
fn published_figures_stand_in_the_table_as_they_were_published() {
    let place = Place::empty();
    place.write("two.toml", TWO);
    assert_exit(&place.swplab(&["run", "two.toml", "--quiet", "--out", "out"]), 0);
    let table = place.rows("out/first-year.csv");
    let of = |authority: &str, figure: &str| {
        let found = table.iter().find(|row| row["authority"] == authority && row["figure"] == figure);
        number(found.unwrap(), "published")
    };
    assert_eq!(of("Kent", "three_placements"), 12.0);
    assert_eq!(of("Leeds", "three_placements"), 13.0);
    assert_eq!((of("Leeds", "started"), of("Leeds", "ceased")), (458.0, 512.0));
    assert!(table.iter().all(|row| row["enough"] == "false" && row["off"] == "false"));
    let page = place.read("out/report.html");
    assert!(page.contains("With 2 histories it cannot be told") && page.contains("1,498 in 2025"));
}

#[test]
fn the_teams_of_a_year_end_keep_and_try_what_their_last_event_says() {
    let place = Place::empty();
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/ideas.toml");
    std::fs::copy(from, place.at("ideas.toml")).unwrap();
    let command = ["run", "ideas.toml", "--quiet", "--replications", "3", "--events=3", "--out", "out"];
    assert_exit(&place.swplab(&command), 0);
    let mut last: BTreeMap<[String; 4], (f64, String)> = BTreeMap::new();
    for row in place.rows("out/events.csv").into_iter().filter(|row| row["event"].starts_with("idea-")) {
        let key = ["arm", "replication", "from", "to"].map(|column| row[column].clone());
        let stands =
            if row["event"] == "idea-altered" { "idea-tried".to_owned() } else { row["event"].clone() };
        let at = number(&row, "at");
        assert!(last.get(&key).is_none_or(|(before, _)| *before <= at), "events stand in their order");
        last.insert(key, (at, stands));
    }
    let (mut told, mut seen) = (0, BTreeMap::<&str, usize>::new());
    let columns = [
        ("ideas_tried", "idea-tried"),
        ("ideas_kept", "idea-kept"),
        ("ideas_dropped", "idea-dropped"),
        ("ideas_withered", "idea-withered"),
    ];
    for row in place.rows("out/teams.csv").iter().filter(|row| row["month"] == "96") {
        for (column, event) in columns {
            for idea in row[column].split("; ").filter(|idea| !idea.is_empty()) {
                let key =
                    [row["arm"].clone(), row["replication"].clone(), row["team"].clone(), idea.to_owned()];
                assert_eq!(last[&key].1, event, "{key:?}");
                told += 1;
                *seen.entry(event).or_default() += 1;
            }
        }
        assert!(row["arm"] != "Nobody tries" || columns.iter().all(|(column, _)| row[*column].is_empty()));
    }
    // Every team that an idea has reached says how it stands; all its teams are there to the end.
    assert_eq!(told, last.len());
    assert!(seen["idea-kept"] > 5 && seen["idea-dropped"] > 5, "{seen:?}");
}
