//! How imports and exports end: all of their files or none of them, whatever stops them, and nobody else reads what is of single children.

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

#[cfg(unix)]
const TRIES: u32 = 12;
#[cfg(unix)]
const MOST_TRIES: u32 = 100;

/// Starts an import again and again and asks it to stop, at moments spread over the time that one takes, until at least
/// [`TRIES`] were asked and one of them stopped: nothing may be there or everything,
/// and a sentence says which. The first one ends by itself and tells how long one takes.
#[cfg(unix)]
fn stopped_at_every_moment(place: &Place, arguments: &[&str], written: &[&str]) {
    let before = place.names();
    let began = Instant::now();
    assert_exit(&place.swplab(&[arguments, &["--out", "whole.toml"]].concat()), 0);
    let takes = began.elapsed();
    let remove = |name: &str| {
        let path = place.at(name);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.unwrap();
    };
    place.names().iter().filter(|name| name.starts_with("whole")).for_each(|name| remove(name));
    assert_eq!(place.names(), before);
    let arguments = &[arguments, &["--out", written[0]]].concat();
    let (mut stopped, mut place_in_time) = (0, 0.0);
    for number in 0..MOST_TRIES {
        // A busy machine may take longer or less than the first time: the moments reach beyond its end.
        place_in_time = (place_in_time + 0.618_033_988_75) % 1.0;
        let late = takes.mul_f64(1.5 * place_in_time);
        let mut child =
            place.command(arguments).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let began = Instant::now();
        while began.elapsed() < late && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let signal = if number % 2 == 0 { "-INT" } else { "-TERM" };
        let sent = std::process::Command::new("kill").args([signal, &child.id().to_string()]).output();
        sent.unwrap();
        let ended = child.wait_with_output().unwrap();
        let names = place.names();
        let is_whole = written.iter().all(|name| place.at(name).exists());
        match ended.status.code() {
            // Before the program listens it is ended by the system.
            None => assert_eq!(names, before),
            Some(130) => {
                let said = stderr(&ended);
                assert_eq!(said.contains("Interrupted when everything was written."), is_whole, "{said}");
                assert!(said.contains("Interrupted"), "{said}");
                stopped += 1;
            }
            code => assert_eq!((code, is_whole), (Some(0), true)),
        }
        if is_whole {
            assert_eq!(names.len(), before.len() + written.len(), "{names:?}");
            written.iter().for_each(|name| remove(name));
        } else {
            assert_eq!(names, before, "after {late:?}");
        }
        if number + 1 >= TRIES && stopped > 0 {
            break;
        }
    }
    assert_exit(&place.swplab(arguments), 0);
    assert!(stopped > 0, "no import was slow enough to be stopped");
}

#[cfg(unix)]
#[test]
fn a_return_that_is_stopped_leaves_all_of_its_files_or_none() {
    let place = with_return(1000);
    stopped_at_every_moment(&place, &["import", "ssda903", "in"], &["a.toml", "a-faults.csv"]);
}

#[cfg(unix)]
#[test]
fn published_files_that_are_stopped_leave_a_whole_directory_or_none() {
    let place = Place::empty();
    let mut text =
        "time_period,geographic_level,la_name,new_la_code,population_type,children_count\n".to_owned();
    for number in 1..=300 {
        for population in
            ["Children looked after on 31 March each year", "Children starting to be looked after each year"]
        {
            writeln!(text, "2021,Local authority,Invented {number},E{number:08},{population},{number}")
                .unwrap();
        }
    }
    place.write("numbers.csv", &text);
    stopped_at_every_moment(&place, &["import", "dfe", "numbers.csv"], &["profiles"]);
    assert!(
        place.at("profiles/manifest.json").is_file() && place.at("profiles/invented-300-2021.toml").is_file()
    );
    assert!(!place.at("profiles/.swplab-unfinished").exists());
}

#[cfg(unix)]
#[test]
fn an_export_that_is_stopped_leaves_a_whole_directory_or_none() {
    for form in ["csv", "xml"] {
        let place = Place::with_scenario();
        let export = ["export", "ssda903", "contract-length.toml", "--format", form];
        stopped_at_every_moment(&place, &export, &["out"]);
        assert!(place.at("out/NOTE.txt").is_file() && place.at("out/2023").is_dir());
    }
}

#[test]
fn what_a_killed_export_left_is_begun_anew_and_what_is_not_its_own_is_left_alone() {
    let place = Place::with_scenario();
    let export = ["export", "ssda903", "contract-length.toml", "--years", "2012", "--out", "out", "--quiet"];
    for form in ["csv", "xml"] {
        std::fs::create_dir_all(place.at("out.partial/2012")).unwrap();
        place.write("out.partial/.swplab-unfinished", "swplab: work that is begun anew\n");
        place.write(&format!("out.partial/2012/episodes.{form}"), "CHILD,DEC");
        place.write("out.partial/NOTE.txt", "Half a no");
        let again = place.swplab(&[&export[..], &["--format", form]].concat());
        assert_exit(&again, 0);
        assert_eq!(place.names(), ["contract-length.toml", "out"]);
        std::fs::remove_dir_all(place.at("out")).unwrap();
    }
    std::fs::create_dir_all(place.at("out.partial/2012")).unwrap();
    place.write("out.partial/.swplab-unfinished", "swplab: work that is begun anew\n");
    place.write("out.partial/2012/my thesis.docx", "mine");
    let refused = place.swplab(&export);
    assert_exit(&refused, 3);
    assert_eq!(place.read("out.partial/2012/my thesis.docx"), "mine");
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

#[test]
fn a_list_of_faults_that_cannot_be_written_costs_the_profile_too() {
    let place = with_return(1);
    std::fs::create_dir(place.at("a-faults.csv")).unwrap();
    for more in [&[][..], &["--replace"]] {
        let import = [&["import", "ssda903", "in", "--out", "a.toml"], more].concat();
        let refused = place.swplab(&import);
        assert_exit(&refused, 3);
        assert!(stderr(&refused).contains("is a directory"), "{}", stderr(&refused));
        assert_eq!(place.names(), ["a-faults.csv", "in"]);
    }
}

#[test]
fn what_a_killed_import_left_is_removed_and_what_is_not_its_own_is_left_alone() {
    let place = with_return(1);
    let import = ["import", "ssda903", "in", "--out", "a.toml"];
    std::fs::create_dir(place.at("a.toml.partial")).unwrap();
    place.write("a.toml.partial/.swplab-unfinished", "swplab: work that is begun anew\n");
    place.write("a.toml.partial/0.toml", "half of a prof");
    assert_exit(&place.swplab(&import), 0);
    assert_eq!(place.names(), ["a-faults.csv", "a.toml", "in"]);
    std::fs::create_dir(place.at("a.toml.partial")).unwrap();
    place.write("a.toml.partial/mine", "mine");
    let again = [&import[..], &["--replace"]].concat();
    assert_exit(&place.swplab(&again), 3);
    assert_eq!(place.read("a.toml.partial/mine"), "mine");
    std::fs::remove_dir_all(place.at("a.toml.partial")).unwrap();
    #[cfg(unix)]
    {
        place.write("own", "mine");
        std::fs::remove_file(place.at("a.toml")).unwrap();
        std::os::unix::fs::symlink("own", place.at("a.toml")).unwrap();
        let refused = place.swplab(&again);
        assert_exit(&refused, 3);
        assert!(stderr(&refused).contains("is a link"), "{}", stderr(&refused));
        assert_eq!(place.read("own"), "mine");
    }
}

#[test]
fn of_two_imports_at_once_one_writes_and_the_other_is_refused() {
    let place = with_return(100);
    let import = ["import", "ssda903", "in", "--out", "a.toml"];
    for _ in 0..5 {
        let both =
            [(); 2].map(|()| place.command(&import).stdout(Stdio::null()).stderr(Stdio::null()).spawn());
        let codes = both.map(|child| child.unwrap().wait().unwrap().code().unwrap());
        assert!(codes == [0, 3] || codes == [3, 0], "{codes:?}");
        assert_eq!(place.names(), ["a-faults.csv", "a.toml", "in"]);
        assert_exit(&place.swplab(&[&import[..], &["--replace"]].concat()), 0);
        for name in ["a.toml", "a-faults.csv"] {
            std::fs::remove_file(place.at(name)).unwrap();
        }
    }
}

#[test]
fn no_import_writes_over_a_file_that_it_reads() {
    let place = with_return(1);
    let before = place.read("in/header.csv");
    for out in ["in/header.csv", "./in/../in/header.csv"] {
        for name in ["--out", "--faults"] {
            let refused = place.swplab(&["import", "ssda903", "in", name, out, "--replace"]);
            assert_exit(&refused, 2);
            assert!(stderr(&refused).contains("is a file of the return"), "{}", stderr(&refused));
        }
    }
    assert_eq!(place.read("in/header.csv"), before);
    let same = ["import", "ssda903", "in", "--out", "a.toml", "--faults", "./in/../a.toml"];
    assert_exit(&place.swplab(&same), 2);
    assert_eq!(place.names(), ["in"]);
}

#[test]
fn a_folder_that_is_no_return_is_told_soon_and_one_too_deep_is_named() {
    let place = Place::empty();
    std::fs::create_dir_all(place.at("many")).unwrap();
    for number in 0..5_001 {
        place.write(&format!("many/{number}.csv"), "");
    }
    let refused = place.swplab(&["import", "ssda903", "many", "--out", "a.toml"]);
    assert_exit(&refused, 2);
    assert!(stderr(&refused).contains("more than 5000 files"), "{}", stderr(&refused));
    let deep = with_return(1);
    std::fs::create_dir_all(deep.at("above/1/2/3/4/5")).unwrap();
    std::fs::rename(deep.at("in"), deep.at("above/1/2/3/4/5/in")).unwrap();
    let refused = deep.swplab(&["import", "ssda903", "above", "--out", "a.toml"]);
    assert_exit(&refused, 2);
    assert!(stderr(&refused).contains("1/2/3/4/5/"), "{}", stderr(&refused));
}
