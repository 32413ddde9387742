//! `swplab import dfe` as a user runs it: exit codes, what is written, and that nothing is left behind.

use std::process::Output;

use crate::place::Place;

const FILE: &str = "time_period,geographic_level,la_name,new_la_code,population_type,children_count\n\
2021,National,,,Children looked after on 31 March each year,80780\n\
2021,Local authority,Somerset,E10000027,Children looked after on 31 March each year,528\n\
2021,Local authority,Somerset,E10000027,Children starting to be looked after each year,190\n\
2021,Local authority,Somerset,E10000027,Children ceasing to be looked after each year,c\n\
2021,Local authority,Devon,E10000008,Children looked after on 31 March each year,many\n";

fn place() -> Place {
    let place = Place::empty();
    place.write("numbers.csv", FILE);
    place
}

fn import(place: &Place, arguments: &[&str]) -> Output {
    place.command(&["import", "dfe"]).args(arguments).output().expect("the program runs")
}

#[test]
fn a_directory_of_profiles_is_complete_and_every_fault_is_told() {
    let place = place();
    let done = import(&place, &["numbers.csv", "--out", "profiles"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let fault = String::from_utf8_lossy(&done.stderr);
    assert!(fault.contains("numbers.csv, line 6, column children_count (Devon): found \"many\""), "{fault}");
    let mut names: Vec<String> = std::fs::read_dir(place.at("profiles"))
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["figures.csv", "manifest.json", "remarks.csv", "somerset-2021.toml"]);
    let again = import(&place, &["numbers.csv", "--out", "profiles"]);
    assert_eq!(again.status.code(), Some(3));
    assert_eq!(import(&place, &["numbers.csv", "--out", "profiles", "--replace"]).status.code(), Some(0));
    assert!(!place.at("profiles.partial").exists());
}

#[test]
fn one_authority_is_one_file_and_a_wrong_name_gets_a_hint() {
    let place = place();
    let done = import(&place, &["numbers.csv", "--authority", "Somerset", "--out", "mine.toml"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let text = place.read("mine.toml");
    assert!(text.contains("stock = 528.0") && text.contains("shares of 2020"), "{text}");
    let wrong = import(&place, &["numbers.csv", "--authority", "Sommerset", "--out", "other.toml"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Did you mean Somerset?"));
    let missing = import(&place, &["nothing.csv", "--out", "other.toml"]);
    assert_eq!(missing.status.code(), Some(2));
    place.write("other.csv", "a,b\n1,2\n");
    let unknown = import(&place, &["other.csv", "--out", "other.toml"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(!place.at("other.toml").exists());
}
