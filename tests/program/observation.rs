//! `swplab observe` and `swplab power` from the outside: complete directories, the same bytes again, and
//! nothing of it in a run.

use crate::place::{Place, assert_exit, contract_length, stdout};

const FEW: [&str; 6] = ["--replications", "4", "--evaluations", "3", "--out", "out"];

fn with(command: &str, more: &[&str]) -> Place {
    let place = Place::with_scenario();
    let mut words = vec![command, "contract-length.toml"];
    words.extend(FEW);
    words.extend(more);
    let ran = place.swplab(&words);
    assert_exit(&ran, 0);
    let said = stdout(&ran);
    assert!(said.contains("Burnout"), "{said}");
    // It ends in sentences, and what was never measured is told of nowhere.
    assert!(said.contains("80 chances in 100") && !said.contains("not defined"), "{said}");
    place
}

#[test]
fn an_evaluation_is_complete_verified_and_drawn_again_the_same() {
    let place = with("observe", &["--staff", "300", "--arm", "10 years"]);
    for table in ["found.csv", "plausibility.csv", "readings.csv", "windows.csv", "sites.csv"] {
        assert!(place.read(&format!("out/{table}")).lines().count() > 5, "{table}");
    }
    let page = place.read("out/report.html");
    for part in ["id=\"answer\"", "id=\"nulls\"", "id=\"readings\"", "id=\"windows\""] {
        assert!(page.contains(part), "the page lacks {part}");
    }
    assert!(!page.contains("NaN") && !page.contains("inf%"));
    assert_exit(&place.swplab(&["report", "out"]), 0);
    assert_eq!(page, place.read("out/report.html"));
    assert_exit(&place.swplab(&["verify", "out", "--threads", "1"]), 0);
}

#[test]
fn power_is_verified_and_rises_with_the_effect() {
    let place = with("power", &["--effect", "0.2,1.5", "--sites", "4", "--comparator", "host"]);
    let table = place.read("out/power.csv");
    let power = |effect: &str| -> f64 {
        let start = format!("year-1,host,paperwork_time,mixed,{effect},");
        let line = table.lines().find(|line| line.starts_with(&start)).unwrap();
        line.split(',').nth(7).unwrap().parse().unwrap()
    };
    assert!(power("0.0") <= power("1.5") && power("0.2") <= power("1.5"));
    assert!(power("1.5") > 0.9, "{}", power("1.5"));
    assert!(place.read("out/report.html").contains("type S"));
    assert_exit(&place.swplab(&["verify", "out"]), 0);
}

#[test]
fn a_run_reads_nothing_of_the_observation() {
    let place = Place::with_scenario();
    let table = "\n[observation]\nstaff = 10\nmonths = 6\n\n[parameters]\n\
                 \"observation.burnout.slope\" = { value = 45, why = \"a test\" }\n";
    place.write("watched.toml", &format!("{}{table}", contract_length()));
    for (scenario, out) in [("contract-length.toml", "plain"), ("watched.toml", "watched")] {
        let ran = place.swplab(&["run", scenario, "--replications", "2", "--out", out, "--quiet"]);
        assert_exit(&ran, 0);
    }
    for table in ["runs.csv", "parameters.csv", "hypotheses.csv", "contracts.csv", "assumptions.csv"] {
        let plain = place.read(&format!("plain/{table}"));
        assert_eq!(plain, place.read(&format!("watched/{table}")), "{table}");
        assert!(!plain.contains("observation."), "{table}");
    }
}

#[test]
fn h4_and_h17_are_read_here_and_move_no_number() {
    let place = Place::with_scenario();
    let table = "\n[hypotheses]\nH4 = \"equal-good\"\nH17 = \"steady-state\"\n";
    place.write("taken.toml", &format!("{}{table}", contract_length()));
    for (scenario, out) in [("contract-length.toml", "open"), ("taken.toml", "taken")] {
        let mut words = vec!["observe", scenario, "--out", out];
        words.extend(&FEW[..4]);
        let ran = place.swplab(&words);
        assert_exit(&ran, 0);
        let window = if out == "taken" { "steady-state" } else { "year-1" };
        assert!(stdout(&ran).contains(&format!("window {window}")), "{}", stdout(&ran));
        // The county's placements are not carried, which is told of both.
        assert!(!stdout(&ran).contains("warnings"), "{}", stdout(&ran));
    }
    for table in ["evaluations.csv", "found.csv", "readings.csv"] {
        assert_eq!(place.read(&format!("open/{table}")), place.read(&format!("taken/{table}")));
    }
    assert_ne!(place.read("open/plausibility.csv"), place.read("taken/plausibility.csv"));
    assert!(place.read("taken/report.html").contains("takes the reading equal-good"));
}

#[test]
fn a_position_that_contradicts_a_null_is_called_implausible_and_kept() {
    // Under H2 paperwork alone the practice's recording is halved: nobody could have missed that.
    let place = Place::with_scenario();
    let table = "\n[parameters]\n\"casework.recording.practice\" = { value = 0.5, why = \"a test\" }\n\
                 [observation]\nstaff = 2050\n";
    place.write("halved.toml", &format!("{}{table}", contract_length()));
    let ran = place.swplab(&[
        "observe",
        "halved.toml",
        "--replications",
        "24",
        "--evaluations",
        "3",
        "--out",
        "out",
    ]);
    assert_exit(&ran, 0);
    assert!(stdout(&ran).contains("implausible"), "{}", stdout(&ran));
    let table = place.read("out/plausibility.csv");
    let of = |position: &str| -> Vec<&str> {
        let rows = table.lines().filter(|row| row.contains(",paperwork_time,"));
        rows.filter(|row| row.contains(&format!("H2,{position},"))).collect()
    };
    let (against, others) = (of("paperwork"), of("caseload"));
    assert!(!against.is_empty() && !others.is_empty(), "{table}");
    assert!(against.iter().any(|row| row.contains("implausible")), "{against:?}");
    assert!(others.iter().all(|row| row.contains("compatible")), "{others:?}");
    // Never muted: its evaluations stand among the others.
    assert!(place.read("out/report.html").contains("Implausible, because"));
}

#[test]
fn what_cannot_be_evaluated_is_refused_in_words() {
    let place = Place::with_scenario();
    for (words, said) in [
        (vec!["observe", "contract-length.toml", "--arm", "20 years"], "no arm is called"),
        (
            vec!["observe", "contract-length.toml", "--arm", "no practice"],
            "take --arm, of which \"3 years\" or",
        ),
        (vec!["observe", "culture-change"], "add [[practice]]"),
        (vec!["power", "contract-length.toml", "--effect", "big"], "standard deviations"),
        (vec!["observe", "contract-length.toml", "--comparator", "nobody"], "\"host\""),
    ] {
        let ran = place.swplab(&words);
        assert_exit(&ran, 2);
        let errors = String::from_utf8(ran.stderr).unwrap();
        assert!(errors.contains(said), "{errors}");
    }
}

#[test]
fn the_first_arm_with_a_practice_is_evaluated() {
    let place = Place::empty();
    let few = [&["observe", "neighbours"][..], &FEW].concat();
    assert_exit(&place.swplab(&few), 0);
    assert!(place.read("out/manifest.json").contains("\"arm\": \"a company of both\""));
}

#[test]
fn every_table_of_an_evaluation_is_described() {
    let text =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/results.md"))
            .unwrap();
    for command in ["observe", "power"] {
        let place = with(command, &[]);
        for (name, _) in place.files_of("out") {
            let shown = name.split('/').next().unwrap();
            assert!(text.contains(&format!("`{shown}")), "docs/results.md lacks {shown}");
        }
    }
}
