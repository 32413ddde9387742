//! A study lived by many processes, killed on the way, in any order: the bytes of one process.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::place::{Place, assert_exit, assert_same_files, stderr, stdout};

const SWEEP: [&str; 7] = [
    "sweep",
    "contract-length.toml",
    "--vary",
    "contract.term_years=2,3,5,7,10",
    "--replications",
    "3",
    "--quiet",
];

fn command<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&SWEEP[..], more].concat()
}

/// Lives a shard into `parts`.
fn live(place: &Place, shard: &str) {
    assert_exit(&place.swplab(&command(&["--shard", shard, "--out", "parts"])), 0);
}

fn parts(place: &Place) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(place.at("parts")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn any_number_of_shards_in_any_order_give_the_bytes_of_one_process() {
    let place = Place::with_scenario();
    assert_exit(&place.swplab(&command(&["--out", "one"])), 0);
    let one = place.files_of("one");
    for of in [1_u32, 3, 7] {
        let _ = fs::remove_dir_all(place.at("parts"));
        // Neither forwards nor backwards.
        let mut shards: Vec<u32> = (1..=of).collect();
        shards.sort_by_key(|shard| (shard * 5) % 7);
        for shard in shards {
            live(&place, &format!("{shard}/{of}"));
        }
        let out = format!("merged-{of}");
        assert_exit(&place.swplab(&command(&["--merge", "parts", "--out", &out])), 0);
        assert_same_files(&one, &place.files_of(&out));
    }
    // Shards of two splits: pieces that two of them hold are one.
    live(&place, "2/2");
    assert_exit(&place.swplab(&command(&["--merge", "parts", "--out", "both"])), 0);
    assert_same_files(&one, &place.files_of("both"));
    // The shards themselves know their command.
    assert_exit(&place.swplab(&["merge", "parts", "--out", "by-themselves", "--quiet"]), 0);
    assert_same_files(&one, &place.files_of("by-themselves"));
}

#[test]
fn a_plan_counts_pieces_and_a_merge_of_several_studies_asks_which() {
    let place = Place::with_scenario();
    let plan = place.swplab(&[&["plan", "--shards", "4", "--"], &SWEEP[..]].concat());
    assert_exit(&plan, 0);
    let told = stdout(&plan);
    assert!(
        told.contains("15 pieces: 5 arms of 3 replications") && told.contains("4 shards: 3 or 4 pieces each"),
        "{told}"
    );
    assert_eq!(place.names(), ["contract-length.toml"], "a plan leaves nothing");
    live(&place, "1/2");
    let own = parts(&place)[0].file_name().unwrap().to_string_lossy().into_owned();
    assert!(told.starts_with(own.split('-').next().unwrap()), "{told}: {own}");
    assert_exit(
        &place.swplab(&[&SWEEP[..], &["--seed", "5", "--shard", "1/2", "--out", "parts"]].concat()),
        0,
    );
    let merged = place.swplab(&["merge", "parts", "--out", "out"]);
    assert_exit(&merged, 2);
    assert!(stderr(&merged).contains("holds shards of 2 studies, "), "{}", stderr(&merged));
    let merged = place.swplab(&["merge", "parts", "--out", "out", "--plan", &own[..8]]);
    assert_exit(&merged, 4);
    assert!(stderr(&merged).contains("of 15 pieces are missing"), "{}", stderr(&merged));
    for other in [&["plan", "--", "forecast", "Bury"][..], &["plan", "--", "lab"], &["merge", "nowhere"]] {
        assert_exit(&place.swplab(other), 2);
    }
}

#[test]
fn a_merge_names_what_is_missing_and_status_says_which_shards_are_there() {
    let place = Place::with_scenario();
    for shard in ["1/4", "2/4", "4/4"] {
        live(&place, shard);
    }
    let merged = place.swplab(&command(&["--merge", "parts", "--out", "out"]));
    assert_exit(&merged, 4);
    assert!(stderr(&merged).contains("4 of 15 pieces are missing: 9 to 12"), "{}", stderr(&merged));
    assert!(stderr(&merged).contains("swplab status parts"));
    assert_eq!(place.names(), ["contract-length.toml", "parts"]);
    let status = place.swplab(&["status", "parts"]);
    assert_exit(&status, 0);
    assert!(stdout(&status).contains("3 of 4 shards are lived"), "{}", stdout(&status));
    assert!(stdout(&status).contains("not there: 3"), "{}", stdout(&status));
    // A torn tail costs its last piece, whichever that is where two threads live them.
    let last = parts(&place).pop().unwrap();
    let bytes = fs::read(&last).unwrap();
    fs::write(&last, &bytes[..bytes.len() - 1]).unwrap();
    live(&place, "3/4");
    let merged = place.swplab(&command(&["--merge", "parts", "--out", "out"]));
    assert_exit(&merged, 4);
    assert!(stderr(&merged).contains("1 of 15 pieces are missing: 1"), "{}", stderr(&merged));
}

#[test]
fn shards_of_other_work_are_no_part_of_a_merge() {
    let place = Place::with_scenario();
    for shard in ["1/2", "2/2"] {
        live(&place, shard);
    }
    for other in [&["--seed", "7"][..], &["--vary", "practice.social_workers=5,6"]] {
        let merged = place.swplab(&command(&[other, &["--merge", "parts", "--out", "out"]].concat()));
        assert_exit(&merged, 2);
        assert!(stderr(&merged).contains("other work"), "{}", stderr(&merged));
    }
    // The file as it stands is part of the plan.
    place.write("contract-length.toml", &(place.read("contract-length.toml") + "# another\n"));
    assert_exit(&place.swplab(&command(&["--merge", "parts", "--out", "out"])), 2);
    for (wrong, code) in [("3", 2), ("0/2", 2), ("3/2", 2), ("auto", 2)] {
        assert_exit(&place.swplab(&command(&["--shard", wrong, "--out", "parts"])), code);
    }
    let empty = place.swplab(&["status", "."]);
    assert_exit(&empty, 2);
    // A merge that is refused leaves no directory that was not there.
    assert_exit(&place.swplab(&command(&["--merge", "parts", "--out", "deep/in/out"])), 2);
    assert_exit(&place.swplab(&command(&["--merge", "nowhere"])), 2);
    assert_eq!(place.names(), ["contract-length.toml", "parts"]);
}

#[test]
fn a_shard_of_until_says_what_it_does_not_share_out() {
    let place = Place::with_scenario();
    let until =
        ["run", "contract-length.toml", "--until", "worker_changes of remit ± 0.05", "--at-most", "4"];
    let shard = place.swplab(&[&until[..], &["--shard", "1/2", "--out", "parts"]].concat());
    assert_exit(&shard, 0);
    assert!(stderr(&shard).contains("after the first 4: shards share out these"), "{}", stderr(&shard));
    let plain = ["run", "contract-length.toml", "--replications", "2", "--shard", "1/2", "--out", "parts"];
    let plain = place.swplab(&plain);
    assert_exit(&plain, 0);
    assert!(!stderr(&plain).contains("share out"), "{}", stderr(&plain));
}

#[test]
fn a_job_array_tells_a_task_its_shard() {
    let place = Place::with_scenario();
    let ran = place
        .command(&command(&["--shard", "auto/3", "--out", "parts"]))
        .env("HQ_TASK_ID", "2")
        .output()
        .unwrap();
    assert_exit(&ran, 0);
    assert!(parts(&place)[0].ends_with(parts(&place)[0].file_name().unwrap()));
    assert!(parts(&place)[0].to_string_lossy().ends_with("-2-of-3.pieces"));
    // Submitted again, what is lived is not lived again.
    let again = place.swplab(&command(&["--shard", "2/3", "--out", "parts"]));
    assert_exit(&again, 0);
    assert!(stderr(&again).contains("is lived already"), "{}", stderr(&again));
}

/// Kills the command each time that its file has grown, until it has ended by itself; how often it was killed.
#[cfg(unix)]
fn killed(place: &Place, arguments: &[&str], most: u32, signal: &str) -> u32 {
    let mut kills = 0;
    loop {
        let mut child = place.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let size = || {
            let files = fs::read_dir(place.at("parts")).into_iter().flatten();
            let lengths = files.map(|file| file.unwrap().metadata().map_or(0, |about| about.len()));
            lengths.sum::<u64>()
        };
        let (before, began) = (size(), Instant::now());
        loop {
            if let Some(status) = child.try_wait().unwrap() {
                let is_well = status.code() == Some(0);
                assert!(is_well || status.code() == Some(75), "{status:?}");
                if is_well {
                    return kills;
                }
                break;
            }
            if kills < most && size() > before {
                let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
                // It may have ended in this moment.
                kills += u32::from(sent.success());
                child.wait().unwrap();
                break;
            }
            assert!(began.elapsed() < Duration::from_secs(120), "a shard neither ends nor writes");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_shard_that_is_killed_goes_on_where_it_was() {
    let place = Place::with_scenario();
    let long =
        ["sweep", "contract-length.toml", "--vary", "contract.term_years=3,5", "--replications", "120"];
    let with = |more: &[&'static str]| [&long[..], &["--threads", "1", "--quiet"], more].concat();
    assert_exit(&place.swplab(&with(&["--out", "one"])), 0);
    let kills = killed(&place, &with(&["--shard", "1/1", "--out", "parts"]), 2, "-KILL");
    assert!(kills > 0, "nothing was killed");
    assert_exit(&place.swplab(&with(&["--merge", "parts", "--out", "merged"])), 0);
    assert_same_files(&place.files_of("one"), &place.files_of("merged"));
}

#[cfg(unix)]
#[test]
fn a_shard_that_is_asked_to_stop_keeps_what_it_lived_and_says_try_again() {
    let place = Place::with_scenario();
    let shard = [
        "sweep",
        "contract-length.toml",
        "--vary",
        "contract.term_years=3,5",
        "--replications",
        "2000",
        "--shard",
        "1/1",
        "--out",
        "parts",
    ];
    let child = place.command(&shard).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    while !place.at("parts").is_dir() || parts(&place).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing was kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let ended = child.wait_with_output().unwrap();
    assert_exit(&ended, 75);
    assert!(stderr(&ended).contains("shard 1 of 1 goes on with the same command"), "{}", stderr(&ended));
    assert!(parts(&place)[0].to_string_lossy().ends_with(".pieces.part"));
    let told = place.swplab(&["status", "parts"]);
    assert!(stdout(&told).contains("begun: 1"), "{}", stdout(&told));
}
