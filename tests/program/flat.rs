//! What a study holds does not grow with its replications, and where it cannot be held that is said.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::place::{Place, assert_exit, stderr};

/// A directory with the smallest scenario that is worth a name.
fn smallest() -> Place {
    let place = Place::empty();
    for name in ["smallest.toml", "few-children.toml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        place.write(name, &std::fs::read_to_string(path).unwrap());
    }
    place
}

/// The most memory, in MB, that a run of so many replications holds at any time, its tables and its report among it.
#[cfg(target_os = "linux")]
fn most_memory(place: &Place, replications: u32) -> f64 {
    let (count, out) = (replications.to_string(), format!("out-{replications}"));
    let arguments = ["run", "smallest.toml", "--replications", &count, "--no-contested", "--out", &out];
    let mut child =
        place.command(&arguments).args(["--quiet", "--threads", "2"]).stderr(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most: f64 = 0.0;
    // The system keeps the peak, so that what falls between two looks is seen by the next.
    while child.try_wait().unwrap().is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().trim_end_matches("kB").trim().parse::<f64>().ok());
        most = most.max(peak.unwrap_or(0.0) / 1000.0);
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    most
}

#[cfg(target_os = "linux")]
#[test]
fn three_times_the_replications_hold_no_more() {
    let place = smallest();
    // Both are more than memory holds of lives before they go to the disk.
    let (few, many) = (most_memory(&place, 1_400), most_memory(&place, 4_200));
    // Figures alone would be 65 MB more, their tables as text some 100 MB. On a fast machine the 32 MB of lives that memory holds are
    // not all there with the fewer.
    assert!(few > 20.0 && many < few + 48.0, "{few} MB, then {many} MB");
    assert!(many < 200.0, "{many} MB");
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_full_is_told_and_leaves_nothing() {
    let place = smallest();
    let program = env!("CARGO_BIN_EXE_swplab");
    let run = format!(
        "trap '' XFSZ; ulimit -f 2048; exec '{program}' run smallest.toml --replications 4000 --no-contested --out out --quiet"
    );
    let ended =
        std::process::Command::new("sh").args(["-c", &run]).current_dir(place.at("")).output().unwrap();
    assert_exit(&ended, 3);
    let said = stderr(&ended);
    assert!(said.contains("what was lived can no longer be put on the disk: File too large"), "{said}");
    // A slow machine keeps pieces by then, from which the same command goes on.
    let names = place.names();
    let left: Vec<&String> = names.iter().filter(|name| !name.ends_with(".pieces")).collect();
    assert_eq!(left, ["few-children.toml", "smallest.toml"]);
}
