//! `swplab import dfe` as a user runs it: exit codes, what is written, and that nothing is left behind.

use std::path::PathBuf;
use std::process::{Command, Output};

const FILE: &str = "time_period,geographic_level,la_name,new_la_code,population_type,children_count\n\
2021,National,,,Children looked after on 31 March each year,80780\n\
2021,Local authority,Somerset,E10000027,Children looked after on 31 March each year,528\n\
2021,Local authority,Somerset,E10000027,Children starting to be looked after each year,190\n\
2021,Local authority,Somerset,E10000027,Children ceasing to be looked after each year,c\n\
2021,Local authority,Devon,E10000008,Children looked after on 31 March each year,many\n";

struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("swplab-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        std::fs::write(path.join("numbers.csv"), FILE).expect("a file can be written");
        Place(path)
    }

    fn import(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_swplab"));
        command.current_dir(&self.0).args(["import", "dfe"]).args(arguments);
        command.output().expect("the program runs")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_directory_of_profiles_is_complete_and_every_fault_is_told() {
    let place = Place::new("import-all");
    let done = place.import(&["numbers.csv", "--out", "profiles"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let fault = String::from_utf8_lossy(&done.stderr);
    assert!(fault.contains("numbers.csv, line 6, column children_count (Devon): found \"many\""), "{fault}");
    let mut names: Vec<String> = std::fs::read_dir(place.0.join("profiles"))
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["figures.csv", "manifest.json", "remarks.csv", "somerset-2021.toml"]);
    let again = place.import(&["numbers.csv", "--out", "profiles"]);
    assert_eq!(again.status.code(), Some(3));
    assert_eq!(place.import(&["numbers.csv", "--out", "profiles", "--replace"]).status.code(), Some(0));
    assert!(!place.0.join("profiles.partial").exists());
}

#[test]
fn one_authority_is_one_file_and_a_wrong_name_gets_a_hint() {
    let place = Place::new("import-one");
    let done = place.import(&["numbers.csv", "--authority", "Somerset", "--out", "mine.toml"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let text = std::fs::read_to_string(place.0.join("mine.toml")).expect("it is there");
    assert!(text.contains("stock = 528.0") && text.contains("shares of 2020"), "{text}");
    let wrong = place.import(&["numbers.csv", "--authority", "Sommerset", "--out", "other.toml"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Did you mean Somerset?"));
    let missing = place.import(&["nothing.csv", "--out", "other.toml"]);
    assert_eq!(missing.status.code(), Some(3));
    std::fs::write(place.0.join("other.csv"), "a,b\n1,2\n").expect("a file can be written");
    let unknown = place.import(&["other.csv", "--out", "other.toml"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(!place.0.join("other.toml").exists());
}
