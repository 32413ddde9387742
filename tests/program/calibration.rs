//! Calibration of the model itself: parameters that made the targets are found again, and the command
//! repeats to the bit, with any number of threads and after an interruption.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use crate::place::{Place, assert_exit, assert_same_files, contract_length, stderr, stdout};
use swplab::analysis::calibrate::{Forward, ModelForward, Simulated, calibrate, value};
use swplab::indicator::summaries;
use swplab::scenario::{ProfileFiles, Targets};
use swplab::study::{InMemory, Runner};

/// A small world: two free parameters, an entry of a table among them.
fn small(targets: &str) -> String {
    format!(
        "title = \"A small calibration\"\nseed = 11\n\
         [world]\nauthority = \"england-average-2011\"\nstart = \"2011-03-31\"\nyears = 3\n\
         burn_in_years = 1\nreplications = 2\n[in_house]\nserve_to_age = 21\n\
         [effort]\nwaves = 2\npoints = 24\nparticles = 30\npopulations = 4\nrows = 40\n\
         [[free]]\nid = \"care.home.duration\"\nlow = 0.4\nhigh = 2.0\nwhy = \"a test\"\n\
         [[free]]\nid = \"care.other.age.16-and-over\"\nlow = 0.3\nhigh = 3.0\nwhy = \"a test\"\n\
         {targets}"
    )
}

fn target(id: &str, observed: f64, sd: f64, purpose: &str) -> String {
    format!(
        "[[target]]\nid = \"{id}\"\nsummary = \"{id}\"\nobserved = {observed:?}\nsd = {sd:?}\n\
         source = \"a test\"\nuse = \"{purpose}\"\n"
    )
}

const IDS: [(&str, f64); 3] = [("exits_home", 1.0), ("exits_18", 1.0), ("leavers_per_stock", 1.0)];

fn parsed(text: &str) -> Targets {
    let known = summaries();
    let ids: Vec<&str> = known.iter().map(|summary| summary.id).collect();
    let files = ProfileFiles::Beside(PathBuf::new());
    match Targets::parse("t.toml", "t".into(), &files, text.as_bytes(), &ids) {
        Ok((targets, _)) => targets,
        Err(faults) => panic!("{faults}"),
    }
}

/// What marks a directory from which a calibration goes on.
const KEPT: &str = "swplab: work that is kept, from which the same command goes on\n";

#[test]
fn parameters_that_made_the_targets_lie_inside_the_posterior() {
    let blank: String = IDS.iter().map(|(id, sd)| target(id, 1.0, *sd, "fit")).collect();
    let (truth, _) = ModelForward::new(&parsed(&small(&blank)));
    // Home at about its published rate times 1.5, other exits of the oldest times .7.
    let at = [0.69, 0.15];
    let go = AtomicBool::new(false);
    let many: Vec<Simulated> =
        (0..10).map(|k| truth.simulate(&at, 3_000_000_000 + 4 * k, &go).unwrap()).collect();
    let made: String = IDS
        .iter()
        .enumerate()
        .map(|(j, (id, sd))| {
            let mean = many.iter().map(|one| one.means[j]).sum::<f64>() / 10.0;
            target(id, mean, *sd, "fit")
        })
        .collect();
    let targets = parsed(&small(&made));
    let (forward, problem) = ModelForward::new(&targets);
    let runner = Runner::silent(2).unwrap();
    let found = calibrate(&problem, &forward, &runner, &mut InMemory::default()).unwrap();
    assert!(!found.is_inadequate());
    let findings = found.findings.unwrap();
    for (input, own) in findings.identified.iter().enumerate() {
        let [low, .., high] = own.quantiles;
        assert!(low <= at[input] && at[input] <= high, "{input}: {own:?}");
        assert!(own.shrinkage < 0.8, "{own:?}");
        let free = &targets.free[input];
        assert!(value(free, low) < value(free, high));
    }
}

fn tiny() -> String {
    let text = target("exits_home", 45.0, 2.0, "fit")
        + &target("exits_18", 20.0, 2.0, "fit")
        + &target("turnover", 14.0, 2.0, "hold-out");
    small(&text).replace("particles = 30", "particles = 20").replace("rows = 40", "rows = 20")
}

#[test]
fn a_calibration_repeats_to_the_bit_and_goes_on_after_an_interruption() {
    let place = Place::empty();
    place.write("t.toml", &tiny());
    for (out, threads) in [("one", "1"), ("two", "2")] {
        let ran = place.swplab(&["calibrate", "t.toml", "--threads", threads, "--out", out]);
        assert_exit(&ran, 0);
        assert!(stdout(&ran).contains("held out"), "{}", stdout(&ran));
    }
    assert_same_files(&place.files_of("one"), &place.files_of("two"));
    assert_exit(&place.swplab(&["verify", "one", "--quiet"]), 0);
    // What an interruption leaves: some points, the last line torn.
    let head = kept_head();
    std::fs::create_dir_all(place.at("three.partial")).unwrap();
    place.write("three.partial/.swplab-unfinished", KEPT);
    place.write("three.partial/simulated.csv", &head);
    let ran = place.swplab(&["calibrate", "t.toml", "--out", "three"]);
    assert_exit(&ran, 0);
    assert!(stderr(&ran).contains("going on from"), "{}", stderr(&ran));
    assert_same_files(&place.files_of("one"), &place.files_of("three"));
    // Points of other targets are not taken for its own.
    std::fs::create_dir_all(place.at("four.partial")).unwrap();
    place.write("four.partial/.swplab-unfinished", KEPT);
    place.write("four.partial/simulated.csv", &head);
    place.write("u.toml", &tiny().replace("45.0", "44.0"));
    let ran = place.swplab(&["calibrate", "u.toml", "--out", "four"]);
    assert_exit(&ran, 3);
    assert!(stderr(&ran).contains("--restart"), "{}", stderr(&ran));
}

/// The first points of the small calibration as a command that was interrupted leaves them.
fn kept_head() -> String {
    let targets = parsed(&tiny());
    let (forward, problem) = ModelForward::new(&targets);
    let (mut memory, stop) = (InMemory::default(), AtomicBool::new(false));
    let progress = |step: swplab::study::Progress| {
        if step.done >= 40 {
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    };
    let runner = Runner::new(2, &progress, &stop).unwrap();
    assert!(calibrate(&problem, &forward, &runner, &mut memory).is_err());
    assert!(memory.0.len() >= 24);
    let hash = blake3::hash(format!("{}{}", targets.text, targets.scenario.resolved()).as_bytes());
    let mut text = format!("swplab {} calibration {}\n", env!("CARGO_PKG_VERSION"), hash.to_hex());
    for ((stage, number), values) in &memory.0 {
        text += &format!("{stage},{number}");
        for value in values {
            text += &format!(",{value:?}");
        }
        text.push('\n');
    }
    text.truncate(text.len() - 5);
    text
}

#[test]
fn a_scenario_runs_over_a_posterior_and_its_results_name_it() {
    let place = Place::empty();
    let posterior = "# a test\nin-house.caseload,care.home.age.16-and-over\n14.0,0.5\n16.0,2.0\n";
    place.write("p.csv", posterior);
    let text = contract_length().replacen("[study]", "parameters = \"posterior:p.csv\"\n[study]", 1);
    place.write("s.toml", &text);
    let ran = place.swplab(&["run", "s.toml", "--replications", "40", "--out", "out", "--quiet"]);
    assert_exit(&ran, 0);
    let manifest = place.read("out/manifest.json");
    assert!(manifest.contains(blake3::hash(posterior.as_bytes()).to_hex().as_str()));
    let mut seen = [0u32; 2];
    for line in place.read("out/parameters.csv").lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let value: f64 = cells[2].parse().unwrap_or(f64::NAN);
        let (number, first, second) = match cells[1] {
            "in-house.caseload" => (0, 14.0, 16.0),
            "care.home.age.16-and-over" => (1, 0.5, 2.0),
            _ => continue,
        };
        assert!(value == first || value == second, "{line}");
        seen[number] += u32::from(value == first);
    }
    // Both columns of one row go together.
    assert_eq!(seen[0], seen[1]);
    assert!((8..=32).contains(&seen[0]), "{seen:?}");
    let influence = place.read("out/influence.csv");
    assert!(influence.contains(",posterior,together,"), "no share of the posterior");
    let report = place.read("out/report.html");
    assert!(report.contains("runs over the posterior"));
    assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
}
