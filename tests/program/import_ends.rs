//! How an import ends: all of its files or none of them, whatever stops it, and nobody else reads what is of single children.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::common::returns::{EPISODES, HEADER};
use crate::place::{Place, assert_exit, stderr};

/// A place with a return in `in`; of `times` as many children as the small one has.
fn with_return(times: u32) -> Place {
    let place = Place::empty();
    std::fs::create_dir(place.at("in")).unwrap();
    for (name, text) in [("in/header.csv", HEADER), ("in/episodes.csv", EPISODES)] {
        let (head, rows) = text.split_once('\n').unwrap();
        let mut whole = format!("{head}\n");
        for time in 0..times {
            for row in rows.lines() {
                writeln!(whole, "C{time}{row}").unwrap();
            }
        }
        place.write(name, &whole);
    }
    // One fault, so that a list of faults is written too.
    let marred = place.read("in/episodes.csv").replacen(",N1,", ",N77,", 1);
    place.write("in/episodes.csv", &marred);
    place
}

#[cfg(unix)]
#[test]
fn what_is_of_single_children_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = with_return(1);
    let mode = |name: &str| std::fs::metadata(place.at(name)).unwrap().permissions().mode() & 0o777;
    let written = ["a.toml", "a-faults.csv"];
    assert_exit(&place.swplab(&["import", "ssda903", "in", "--out", "a.toml"]), 0);
    assert_eq!(written.map(mode), [0o600; 2]);
    for name in written {
        std::fs::set_permissions(place.at(name), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    assert_exit(&place.swplab(&["import", "ssda903", "in", "--out", "a.toml", "--replace"]), 0);
    assert_eq!(written.map(mode), [0o600; 2], "of a file that is replaced");
    assert_eq!(place.names(), ["a-faults.csv", "a.toml", "in"]);
}

/// Starts an import again and again and asks it to stop, each time a little later, until one comes to its end: nothing
/// may be there or everything, and a sentence says which.
#[cfg(unix)]
fn stopped_at_every_moment(place: &Place, arguments: &[&str], written: &[&str]) {
    let before = place.names();
    let mut stopped = 0;
    for late in 0.. {
        let mut child =
            place.command(arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        while began.elapsed() < Duration::from_millis(12 * late) && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let signal = if late % 2 == 0 { "-INT" } else { "-TERM" };
        let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).output();
        sent.unwrap();
        let ended = child.wait_with_output().unwrap();
        let names = place.names();
        let is_whole = names.len() == before.len() + written.len();
        match ended.status.code() {
            // Before the program listens it is ended by the system.
            None => assert_eq!(names, before),
            Some(130) => {
                let said = if is_whole {
                    "Interrupted when everything was written."
                } else {
                    "Interrupted: nothing was written."
                };
                assert_eq!(stderr(&ended).lines().last(), Some(said));
                stopped += 1;
            }
            code => assert_eq!((code, is_whole), (Some(0), true)),
        }
        if is_whole {
            assert!(written.iter().all(|name| names.iter().any(|found| found == name)), "{names:?}");
            break;
        }
        assert_eq!(names, before, "after {late} steps");
    }
    assert!(stopped > 0, "no import was slow enough to be stopped");
}

#[cfg(unix)]
#[test]
fn a_return_that_is_stopped_leaves_all_of_its_files_or_none() {
    let place = with_return(8000);
    stopped_at_every_moment(
        &place,
        &["import", "ssda903", "in", "--out", "a.toml"],
        &["a-faults.csv", "a.toml"],
    );
}

#[cfg(unix)]
#[test]
fn published_files_that_are_stopped_leave_a_whole_directory_or_none() {
    let place = Place::empty();
    let mut text =
        "time_period,geographic_level,la_name,new_la_code,population_type,children_count\n".to_owned();
    for number in 1..=2000 {
        for population in
            ["Children looked after on 31 March each year", "Children starting to be looked after each year"]
        {
            writeln!(text, "2021,Local authority,Invented {number},E{number:08},{population},{number}")
                .unwrap();
        }
    }
    place.write("numbers.csv", &text);
    stopped_at_every_moment(&place, &["import", "dfe", "numbers.csv", "--out", "profiles"], &["profiles"]);
    assert!(
        place.at("profiles/manifest.json").is_file()
            && place.at("profiles/invented-2000-2021.toml").is_file()
    );
    assert!(!place.at("profiles/.swplab-unfinished").exists());
}

#[test]
fn a_file_of_one_authority_is_replaced_whole_or_not_at_all() {
    let place = Place::empty();
    place.write(
        "numbers.csv",
        "time_period,geographic_level,la_name,new_la_code,population_type,children_count\n\
        2021,Local authority,Somerset,E10000027,Children looked after on 31 March each year,528\n",
    );
    let import = ["import", "dfe", "numbers.csv", "--authority", "Somerset", "--out", "mine.toml"];
    place.write("mine.toml", "mine");
    assert_exit(&place.swplab(&import), 3);
    assert_eq!(place.read("mine.toml"), "mine");
    assert_exit(&place.swplab(&[&import[..], &["--replace"]].concat()), 0);
    assert!(place.read("mine.toml").contains("stock = 528.0"));
    assert_eq!(place.names(), ["mine.toml", "numbers.csv"]);
}
