//! What was seen stands in the head of a scenario as a run gives it: written, compared, and refused where it has no place.

use std::fs;
use std::path::Path;

use crate::place::{Place, assert_exit, stderr, stdout};

const BEGIN: &str = "# What was seen, by `swplab readings --write` (not to be edited by hand):";
const END: &str = "# End of what was seen.";

/// A small scenario with lines in its head and at its end.
fn scenario(head: &str, end: &str) -> String {
    format!(
        "{head}title = \"T\"\nquestion = \"Q?\"\nauthorities = [\"kent-2011\"]\n[study]\nhorizon_years = 2\n\
         replications = 3\n[[practice]]\nname = \"P\"\nsize = 60\nsocial_workers = 4\n[contract]\nterm_years = 1\n\
         [[arms]]\nname = \"A\"\n[[arms]]\nname = \"B\"\nset = {{ \"contract.term_years\" = 2 }}\n{end}"
    )
}

#[test]
fn a_head_is_written_once_and_a_drift_is_found() {
    let place = Place::empty();
    let end = "[readings]\nunits = [\"cohort_served\", \"practice\"]\nindicators = [\"worker_changes\", \"contract_running\"]\n\
         yearly = [\"caseload\"]\nquestions = [\"H1\"]\ncontracts = \"fates\"\n";
    fs::create_dir(place.at("scenarios")).unwrap();
    let empty = scenario(&format!("# Why\r\n{BEGIN}\n{END}\n# More\n"), end);
    place.write("scenarios/s.toml", &empty);
    // An empty head has drifted.
    assert_exit(&place.swplab(&["readings", "--check", "-q"]), 1);
    assert_exit(&place.swplab(&["readings", "--write", "-q"]), 0);
    let written = place.read("scenarios/s.toml");
    let (before, rest) = written.split_once(&format!("{BEGIN}\n")).unwrap();
    let (seen, after) = rest.split_once(END).unwrap();
    assert_eq!(format!("{before}{BEGIN}\n{END}{after}"), empty);
    assert!(seen.lines().all(|line| line.starts_with('#')), "{seen}");
    for words in
        ["mean of 3 replications", " with A", "year by year", "where H1 is ", "What became of contracts"]
    {
        assert!(seen.contains(words), "{words}: {seen}");
    }
    // What the head says is what is printed and what a run ends with.
    let printed = place.swplab(&["readings", "scenarios/s.toml", "-q"]);
    assert_exit(&printed, 0);
    assert_eq!(stdout(&printed), seen);
    let ran = stdout(&place.swplab(&["run", "scenarios/s.toml", "--out", "r"]));
    let first = seen.lines().find(|line| line.contains(" with A")).unwrap();
    assert!(ran.contains(first.trim_start_matches("# ")), "{ran}");
    // Twice is once.
    assert_exit(&place.swplab(&["readings", "--write", "-q"]), 0);
    assert_eq!(place.read("scenarios/s.toml"), written);
    assert_exit(&place.swplab(&["readings", "--check", "-q"]), 0);
    // Under another seed figures lie apart by chance alone; one that nothing but a mistake could bring is found.
    let other = ["readings", "--check", "--another-seed", "5", "-q"];
    let held = place.swplab(&other);
    assert_exit(&held, 0);
    assert!(stdout(&held).contains(" hold under seed 5."), "{}", stdout(&held));
    let line = written.lines().find(|line| line.contains(" to ") && line.contains("B: ")).unwrap();
    place.write("scenarios/s.toml", &written.replacen(line, "#   B: +900 (+899 to +901)", 1));
    let apart = place.swplab(&other);
    assert_exit(&apart, 1);
    assert!(stdout(&apart).contains("| B: +900 here, "), "{}", stdout(&apart));
    assert_exit(&place.swplab(&["readings", "--another-seed", "5"]), 2);
    // A figure that somebody changed.
    place.write("scenarios/s.toml", &written.replacen(" with A", "9 with A", 1));
    let drifted = place.swplab(&["readings", "--check", "-q"]);
    assert_exit(&drifted, 1);
    let at = written.lines().position(|line| line == first).unwrap() + 1;
    let said = stdout(&drifted);
    assert!(said.contains(&format!("s.toml:{at}: found ")) && said.contains(&format!("`{first}`")), "{said}");
    assert_eq!(place.names(), ["r", "scenarios"]);
}

#[test]
fn a_head_without_a_place_and_readings_that_nobody_knows_are_refused_with_the_remedy() {
    let place = Place::empty();
    place.write("s.toml", &scenario("# Why\n", ""));
    for what in ["--write", "--check"] {
        let refused = place.swplab(&["readings", what, "s.toml"]);
        assert_exit(&refused, 2);
        let said = stderr(&refused);
        assert!(said.contains("s.toml has no place") && said.contains(BEGIN) && said.contains(END), "{said}");
    }
    assert_exit(&place.swplab(&["readings", "--check"]), 2);
    for (end, words) in [
        ("indicators = [\"worker_chnges\"]", "Did you mean worker_changes?"),
        ("units = [\"practise\"]", "Did you mean practice?"),
        ("indicators = []", "must be a list of one or more indicators"),
        ("yearly = [\"trust\", \"trust\"]", "names \"trust\" twice"),
        ("questions = [\"H99\"]", "\"H99\" is not known"),
        ("contracts = \"all\"", "must be \"fates\" or \"causes\""),
        ("figures = 3", "readings.figures is not a known key"),
    ] {
        place.write("s.toml", &scenario("", &format!("[readings]\n{end}\n")));
        let refused = place.swplab(&["readings", "s.toml"]);
        assert_exit(&refused, 2);
        assert!(stderr(&refused).contains(words), "{end}: {}", stderr(&refused));
    }
    let without = scenario("", "[readings]\nunits = [\"practice\"]\n");
    let (from, to) = (without.find("[[practice]]").unwrap(), without.find("[contract]").unwrap());
    place.write("s.toml", &without.replacen(&without[from..to], "", 1));
    assert!(stderr(&place.swplab(&["check", "s.toml"])).contains("has no practice"));
}

#[test]
fn every_scenario_of_the_repository_has_a_place_for_what_was_seen() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let (head, rest) = text.split_once(BEGIN).unwrap_or_else(|| panic!("{}", path.display()));
        assert!(head.lines().all(|line| line.starts_with('#')), "{}", path.display());
        assert!(rest.contains(END) && rest.contains("[readings]"), "{}", path.display());
    }
}

#[test]
fn a_room_sees_what_is_more_than_its_years_differ_by_themselves_and_no_more() {
    let place = Place::empty();
    let text = "title = \"T\"\nquestion = \"Q?\"\nauthorities = [\"kent-2011\"]\n[study]\nhorizon_years = 3\nreplications = 6\n\
         [[arms]]\nname = \"A\"\n[[arms]]\nname = \"Many more\"\nset = { \"authority.arrivals_factor\" = 2.0 }\n\
         [[arms]]\nname = \"Hardly more\"\nset = { \"authority.arrivals_factor\" = 1.0001 }\n\
         [readings]\nindicators = [\"starts\"]\nyearly = [\"starts\"]\nroom = [\"starts\", \"moves\"]\n";
    place.write("s.toml", text);
    let output = place.swplab(&["readings", "s.toml", "-q"]);
    assert_exit(&output, 0);
    let told = stdout(&output);
    let lines: Vec<&str> = told.lines().collect();
    assert!(told.contains("in year 1, 2 and 3, against A"), "{told}");
    assert!(!told.contains("What it would not see"), "{told}");
    let after = |name: &str, from: usize| {
        let at = (from..lines.len()).find(|at| lines[*at].contains(name)).unwrap();
        lines[at].rsplit(": ").next().unwrap().split(", ").map(str::to_owned).collect::<Vec<String>>()
    };
    let room = lines.iter().position(|line| line.contains("What a room would see")).unwrap();
    let seen = after("Many more", room);
    assert!(seen.len() == 3 && seen.iter().all(|year| year.starts_with('+')), "{told}");
    assert!(after("Hardly more", room).iter().all(|year| year.starts_with('(')), "{told}");
    // A difference of means by year is that of the levels by year.
    let yearly = lines.iter().position(|line| line.contains("year by year")).unwrap();
    let levels = |name: &str| -> Vec<f64> {
        after(name, yearly).iter().map(|level| level.replace(',', "").parse().unwrap()).collect()
    };
    for ((more, level), first) in seen.iter().zip(levels("Many more")).zip(levels(" A:")) {
        let difference: f64 = more.replace(',', "").parse().unwrap();
        assert!((difference - (level - first)).abs() <= 1.5, "{more} {level} {first}");
    }
    // Where one arm is hardly more, nothing is seen.
    let (before, after) = text.split_once("[[arms]]\nname = \"Many more\"").unwrap();
    let (_, after) = after.split_once("[[arms]]").unwrap();
    place.write("s.toml", &format!("{before}[[arms]]{after}"));
    let told = stdout(&place.swplab(&["readings", "s.toml", "-q"]));
    let unseen =
        "What it would not see in any of these years: periods of care that started and placement moves";
    assert!(told.contains(unseen), "{told}");
}

#[test]
fn the_levels_beside_what_matters_are_those_that_the_model_gives_england() {
    let at = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path);
    let (matters, england) = (at("evidence/matters.toml"), at("scenarios/england.toml"));
    let said = |id: &str| -> f64 {
        let (_, rest) = matters.split_once(&format!("id = \"{id}\"")).expect(id);
        let (_, rest) = rest.split_once("gives England in 2011 (").expect("the source tells a level");
        rest[..rest.find([' ', ')', '%']).unwrap()].replace(',', "").parse().expect("a number")
    };
    let seen = |title: &str| -> f64 {
        let line = england.lines().find(|line| line.starts_with(&format!("# {title} ("))).expect(title);
        let (_, rest) = line.split_once("): ").unwrap();
        rest.split(' ').next().unwrap().replace(',', "").parse().expect("a number")
    };
    for (id, title) in [
        ("matters.worker-changes", "Changes of case holder"),
        ("matters.disruptions", "Disruptions"),
        ("matters.direct-hours", "Direct work"),
        ("matters.cost-per-child-year", "Cost"),
    ] {
        let (said, seen) = (said(id), seen(title));
        assert!((said / seen - 1.0).abs() < 0.05, "{id}: {said} is said, {seen} seen");
    }
}
