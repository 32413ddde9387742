//! The tables of a run that hold single years, authorities and days agree with each other and with the rest.

use std::collections::BTreeMap;

use crate::place::{Place, assert_exit};

/// Rows of a table, each by its columns.
fn rows(place: &Place, name: &str) -> Vec<BTreeMap<String, String>> {
    let text = place.read(name);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap()
}

fn run(place: &Place, arguments: &[&str]) {
    let command = ["run", "contract-length.toml", "--quiet", "--replications", "3", "--out", "out"];
    assert_exit(&place.swplab(&[&command[..], arguments].concat()), 0);
}

#[test]
fn children_of_all_placements_and_of_all_stages_are_the_children_looked_after() {
    let place = Place::with_scenario();
    run(&place, &[]);
    let mut sums: BTreeMap<(String, String, String), f64> = BTreeMap::new();
    for row in rows(&place, "out/children.csv") {
        let key = (row["arm"].clone(), row["years"].clone(), row["by"].clone());
        *sums.entry(key).or_default() += number(&row, "mean");
    }
    let yearly = rows(&place, "out/yearly.csv");
    let mut compared = 0;
    for at in yearly.iter().filter(|row| row["unit"] == "authority" && row["indicator"] == "children") {
        let first: u32 = 1 + yearly[0]["year"][..4].parse::<u32>().unwrap();
        let ends: u32 = 1 + at["year"][..4].parse::<u32>().unwrap();
        for by in ["placement", "stage"] {
            let key = (at["arm"].clone(), (ends - first + 1).to_string(), by.to_owned());
            assert!((sums[&key] - number(at, "mean")).abs() < 1e-6, "{key:?}");
            compared += 1;
        }
    }
    assert!(compared >= 2 * 5 * 12, "{compared} sums were compared");
}

#[test]
fn years_by_replication_have_the_means_of_the_yearly_table() {
    let place = Place::with_scenario();
    run(&place, &["--by-authority-year"]);
    let mut values: BTreeMap<[String; 4], Vec<f64>> = BTreeMap::new();
    for row in rows(&place, "out/authority-years.csv") {
        let key = ["arm", "unit", "indicator", "year"].map(|column| row[column].clone());
        values.entry(key).or_default().push(number(&row, "value"));
    }
    let yearly = rows(&place, "out/yearly.csv");
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
    for row in rows(&place, "out/authority-years.csv") {
        if row["unit"] == "authority" && ["children", "starts"].contains(&row["indicator"].as_str()) {
            let key = ["arm", "indicator", "year"].map(|column| row[column].clone());
            *sums.entry(key).or_default() += number(&row, "value") / 2.0;
        }
    }
    assert_eq!(sums.len(), 2 * 2 * 3);
    for row in rows(&place, "out/yearly.csv") {
        let key = ["arm", "indicator", "year"].map(|column| row[column].clone());
        if row["unit"] == "authority" && sums.contains_key(&key) {
            assert!((sums[&key] - number(&row, "mean")).abs() < 1e-6, "{key:?}");
        }
    }
    let names: std::collections::BTreeSet<String> =
        rows(&place, "out/children.csv").iter().map(|row| row["authority"].clone()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["Kent", "Leeds"]);
}
