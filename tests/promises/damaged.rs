//! No file stops the program: the corpus of the fuzz targets, each file as it is and damaged in the ways that fuzzing begins
//! with, is taken without a panic by what reads its kind.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::common::damaged::KINDS;

/// Longest time for one file, far beyond what any takes: a hang and no slow machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn corpus(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(kind);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

/// The bytes as they are, cut, doubled, with a byte turned, and with what breaks readers put in at several places.
fn damaged(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_owned(), [bytes, bytes].concat()];
    let pieces: [&[u8]; 9] =
        [b"\0", b"\xff", b"\"", b"1e300", b"-1", b"\xe2\x80\xae", b"<", b",,,", b"9999999999999999999"];
    for part in 0..8 {
        let at = bytes.len() * part / 8;
        let (before, after) = bytes.split_at(at);
        all.push(before.to_owned());
        all.push([before, pieces[part], after].concat());
        all.push([before, pieces[part + 1], after.get(1..).unwrap_or_default()].concat());
        let mut turned = bytes.to_owned();
        turned.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x20);
        all.push(turned);
    }
    all
}

#[test]
fn every_file_of_the_corpus_is_taken_whole_and_damaged() {
    for (kind, take) in KINDS {
        let files = corpus(kind);
        assert!(files.len() >= 3, "the corpus of {kind} has {} files", files.len());
        for file in files {
            for bytes in damaged(&fs::read(&file).unwrap()) {
                let began = Instant::now();
                take(&bytes);
                assert!(began.elapsed() < PATIENCE, "{}", file.display());
            }
        }
    }
}

#[test]
fn every_kind_of_file_has_its_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    for (kind, _) in KINDS {
        let target = fs::read_to_string(folder.join(format!("fuzz_targets/{kind}.rs"))).unwrap();
        assert!(target.contains(&format!("damaged::{kind}(bytes)")), "{kind}");
        assert!(manifest.contains(&format!("name = \"{kind}\"")), "{kind}");
    }
}
