//! What the program does with a file of any bytes, a kind of file each: it may refuse, but must neither panic nor hang.
//! The fuzz targets of `fuzz/` and a test over their corpus call the same functions.

use std::collections::BTreeMap;
use std::path::Path;

use swplab::analysis::{self, Input};
use swplab::evidence::{Posterior, Profile};
use swplab::indicator::summaries;
use swplab::results::parse_manifest;
use swplab::returns::dfe::{self, Layouts};
use swplab::returns::import::{self, Given, Rounding};
use swplab::scenario::{Document, ProfileFiles, Targets};

/// What takes the bytes of a kind of file.
pub type Take = fn(&[u8]);

/// Every kind of file.
pub const KINDS: [(&str, Take); 8] = [
    ("scenario", scenario),
    ("profile", profile),
    ("targets", targets),
    ("posterior", posterior),
    ("manifest", manifest),
    ("return_csv", return_csv),
    ("return_xml", return_xml),
    ("published_csv", published_csv),
];

/// A scenario, checked and resolved.
pub fn scenario(bytes: &[u8]) {
    let none = ProfileFiles::Kept(BTreeMap::new());
    match Document::parse("a.toml", "a".into(), none, bytes).and_then(|document| document.scenario()) {
        Ok((scenario, _)) => assert!(!scenario.resolved().is_empty()),
        Err(faults) => assert!(!faults.to_string().is_empty()),
    }
}

/// A profile, written again.
pub fn profile(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Profile::parse(text) {
        Ok(profile) => assert!(!profile.to_toml("a source", "a licence", "").is_empty()),
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
}

/// Targets of a calibration.
pub fn targets(bytes: &[u8]) {
    let ids: Vec<&str> = summaries().iter().map(|summary| summary.id).collect();
    let none = ProfileFiles::Kept(BTreeMap::new());
    if let Err(faults) = Targets::parse("a.toml", "a".into(), &none, bytes, &ids) {
        assert!(!faults.to_string().is_empty());
    }
}

/// A posterior, of which a row is taken.
pub fn posterior(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(posterior) = Posterior::parse("a", text) {
        assert!(!posterior.at(0.999).is_empty());
    }
}

/// A manifest, and what it asks for.
pub fn manifest(bytes: &[u8]) {
    let Ok(manifest) = parse_manifest(Path::new("manifest.json"), bytes) else { return };
    let Ok(entry) = analysis::entry_of(&manifest, Path::new("out")) else { return };
    if let Ok(prepared) = entry.prepare(&mut Input::of_manifest(&manifest), manifest.request.clone()) {
        prepared.name();
        prepared.need();
    }
}

/// A return as CSV: its files one after the other, each after a line `%% NAME`.
pub fn return_csv(bytes: &[u8]) {
    let mut files: Vec<Given> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match (line.strip_prefix(b"%% "), files.last_mut()) {
            (Some(name), _) => {
                let name = String::from_utf8_lossy(name).trim().to_owned();
                files.push(Given { name, bytes: Some(Vec::new()), path: None });
            }
            (None, Some(Given { bytes: Some(bytes), .. })) => bytes.extend_from_slice(line),
            (None, _) => files.push(given("episodes.csv", line)),
        }
    }
    imported(&files);
}

/// A return as one XML file.
pub fn return_xml(bytes: &[u8]) {
    imported(&[given("return.xml", bytes)]);
}

/// A published file of the department's, gathered.
pub fn published_csv(bytes: &[u8]) {
    let (facts, _) = dfe::read("a.csv", bytes, &Layouts::carried());
    let gathered = dfe::gather(&facts);
    let rows: Vec<_> = gathered.published.rows().collect();
    dfe::profiles(&rows, &gathered.published, &gathered.files);
}

fn given(name: &str, bytes: &[u8]) -> Given {
    Given { name: name.to_owned(), bytes: Some(bytes.to_owned()), path: None }
}

/// From the files of a return to the profiles of its authorities, which can be read.
fn imported(files: &[Given]) {
    let reading = import::read(files);
    assert!(!import::words::of_reading(&reading).is_empty());
    reading.faults.csv();
    for authority in 0..reading.authorities.len() {
        let (Some(histories), Some((_, end))) = (reading.histories(authority), reading.covers) else {
            continue;
        };
        let day = end.plus(-1);
        if let Ok(found) = import::profile(&histories, "Test", day, Rounding::Months) {
            import::words::of_found(&found, &import::official(&histories, day));
            let written = found.profile.to_toml("A test", "None", "") + &import::toml(&found);
            Profile::parse(&written).unwrap_or_else(|fault| panic!("{fault}\n{written}"));
        }
    }
}
