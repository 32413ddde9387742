//! What each mechanism does beside what was expected of it, from the table that `swplab mechanisms --measure` wrote.

use std::path::Path;

use crate::place::{Place, assert_exit, stderr, stdout};
use swplab::evidence::{Mechanism, Size};

/// The rows of the table, each by column.
fn rows() -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation/sizes.csv");
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn count(rows: &[Vec<String>], verdict: &str) -> usize {
    rows.iter().filter(|row| row[10] == verdict).count()
}

/// How many act, in a sentence.
pub fn sentence() -> String {
    let rows = rows();
    format!(
        "Of {} mechanisms {} are seen to act in the scenario in which they show, within their ranges: {} as was expected before any was \
         measured, {} less, {} more and {} against their sign; of {} nothing is seen in {} histories.",
        rows.len(),
        rows.len() - count(&rows, "none seen"),
        count(&rows, "agrees"),
        count(&rows, "smaller"),
        count(&rows, "larger"),
        count(&rows, "against its sign"),
        count(&rows, "none seen"),
        rows[0][9]
    )
}

/// Expected and measured size of each mechanism.
pub fn table() -> String {
    let mut text = format!(
        "{}\n\n| id | scenario | indicator of unit | expected | measured, with less without | | what bounds it |\n|---|---|---|---:|---:|---|---|\n",
        sentence()
    );
    for row in rows() {
        let number = |at: usize| row[at].parse::<f64>().unwrap();
        let digits = if number(5).abs().max(number(4).abs()) >= 100.0 { 0 } else { 4 };
        let why = Size::of(&row[0]).map_or("", |size| size.why.as_str());
        text += &format!(
            "| {} | `{}` | `{}` of {} | {} to {} | {:+.digits$} ({:+.digits$} to {:+.digits$}) | {} | {why} |\n",
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            number(6),
            number(7),
            number(8),
            row[10]
        );
    }
    text
}

#[test]
fn the_table_holds_every_mechanism_and_the_sizes_that_were_expected() {
    let rows = rows();
    let carried: Vec<&Mechanism> = Mechanism::all().iter().filter(|m| m.is_implemented()).collect();
    assert_eq!(rows.len(), carried.len());
    for (row, mechanism) in rows.iter().zip(carried) {
        let size = Size::of(&mechanism.id).unwrap();
        let expected = (size.low.to_string(), size.high.to_string());
        assert_eq!(
            (&row[0], &row[3], &row[4], &row[5]),
            (&mechanism.id, &size.unit, &expected.0, &expected.1)
        );
        let (mean, low, high): (f64, f64, f64) =
            (row[6].parse().unwrap(), row[7].parse().unwrap(), row[8].parse().unwrap());
        assert_eq!(row[10] == "none seen", low <= 0.0 && high >= 0.0, "{}", row[0]);
        assert!(low <= mean && mean <= high, "{}", row[0]);
    }
}

#[test]
fn a_mechanism_that_is_measured_again_is_as_the_table_says() {
    let place = Place::empty();
    std::fs::create_dir_all(place.at("scenarios")).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/culture-change.toml");
    std::fs::copy(from, place.at("scenarios/culture-change.toml")).unwrap();
    // What cannot be written is told before the work, and a device is never replaced.
    for (path, word) in [("scenarios", "directory"), ("pipe", "pipe or a device")] {
        if path == "pipe"
            && !std::process::Command::new("mkfifo")
                .arg(place.at("pipe"))
                .status()
                .is_ok_and(|made| made.success())
        {
            continue;
        }
        let refused = place.swplab(&["mechanisms", "M45", "--measure", "--write", path]);
        assert_exit(&refused, 3);
        assert!(stderr(&refused).contains(word), "{}", stderr(&refused));
        assert!(!stderr(&refused).contains("M45:"), "{}", stderr(&refused));
    }
    let output = place.swplab(&["mechanisms", "M45", "--measure", "--quiet", "--write", "sizes.csv"]);
    assert_exit(&output, 0);
    let again = place.read("sizes.csv");
    let kept = rows().into_iter().find(|row| row[0] == "M45").unwrap().join(",");
    assert_eq!(again.lines().nth(1).unwrap(), kept);
    assert!(stdout(&output).contains("The mechanism is seen to act: 1 as expected"));
}
