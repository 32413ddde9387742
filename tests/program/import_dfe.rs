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
    assert!(text.contains("stock = 528.0") && text.contains("shares of 2021"), "{text}");
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

#[test]
fn authorities_whose_names_differ_by_a_sign_have_a_profile_each_and_no_name_commands() {
    let place = Place::empty();
    let stock = "Children looked after on 31 March each year";
    let names = [
        "\"Foo, Bar\"",
        "Foo Bar",
        "foo-bar",
        "../../etc/passwd",
        "***",
        "",
        "A\u{1b}[31mB",
        "Foo\u{200b} Bar",
    ];
    let rows = names
        .iter()
        .enumerate()
        .map(|(at, name)| format!("2021,Local authority,{name},E{:08},{stock},{}\n", at + 1, 100 + at));
    let (head, _) = FILE.split_once('\n').unwrap();
    place.write("numbers.csv", &format!("{head}\n{}", rows.collect::<String>()));
    let done = import(&place, &["numbers.csv", "--out", "profiles"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let said = String::from_utf8_lossy(&done.stderr).into_owned() + &String::from_utf8_lossy(&done.stdout);
    assert!(said.contains("4 profiles of 2021") && said.contains("control character (U+001B)"), "{said}");
    let files = place.files_of("profiles");
    let profiles: Vec<&str> =
        files.iter().map(|(name, _)| name.as_str()).filter(|name| name.ends_with(".toml")).collect();
    assert_eq!(
        profiles,
        [
            "e00000002-foo-bar-2021.toml",
            "e00000003-foo-bar-2021.toml",
            "etc-passwd-2021.toml",
            "foo-bar-2021.toml"
        ]
    );
    for (name, bytes) in &files {
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(!text.contains(['\u{1b}', '\u{200b}']) || name == "remarks.csv", "{name}");
    }
    assert!(!said.contains('\u{1b}'));
}
