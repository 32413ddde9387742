//! Every label on a chart and every head of a table is known to `swplab explain`, as it is printed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::page::without_markup;
use crate::place::{Place, assert_exit, stdout};

/// What a page shows: labels in the order of the drawing, heads, and sentences over charts.
#[derive(Default)]
struct Shown {
    /// Labels of each chart.
    labels: Vec<Vec<String>>,
    heads: BTreeSet<String>,
    titles: BTreeSet<String>,
}

fn text(markup: &str) -> String {
    without_markup(markup, "").trim().to_owned()
}

/// Texts of the elements of a name.
fn elements(markup: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let parts = markup.split(&open).skip(1);
    let own = parts.filter(|part| part.starts_with([' ', '>']));
    own.filter_map(|part| Some(text(part.split_once('>')?.1.split(&close).next()?))).collect()
}

impl Shown {
    /// Reads a page, in which drawings stand without the words around them.
    fn read(&mut self, directory: &Path) {
        let page = fs::read_to_string(directory.join("report.html")).unwrap();
        for drawing in page.split("<svg").skip(1).filter_map(|rest| rest.split("</svg>").next()) {
            self.labels.push(elements(drawing, "text"));
            self.titles.extend(elements(drawing, "title"));
        }
        // Heads of rows are names of what is told, such as a quantity's.
        let heads = page.split("<th scope=\"col\">").skip(1);
        self.heads.extend(heads.filter_map(|rest| Some(text(rest.split("</th>").next()?))));
    }
}

/// What is no label: a number, a date, a name that the scenario gives.
fn is_a_name(label: &str, own: &BTreeSet<String>) -> bool {
    let letters = label.chars().filter(|letter| letter.is_alphabetic()).count();
    // A long name is folded.
    letters < 2 || own.iter().any(|name| name == label || label.len() > 3 && name.contains(label))
}

fn is_known(place: &Place, label: &str) -> bool {
    let told = place.swplab(&["explain", "--", label]);
    told.status.success() && !stdout(&told).starts_with("words in it")
}

/// Names of arms and of authorities, from the manifest.
fn own_names(directory: &Path) -> BTreeSet<String> {
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(directory.join("manifest.json")).unwrap()).unwrap();
    let mut names = BTreeSet::new();
    collect(&manifest, &mut names);
    // The places of the scenarios that are lived, which are drawn beside their practices.
    names.extend(["Staffordshire", "Average English authority"].map(str::to_owned));
    names
}

/// Every text under the key `name`.
fn collect(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(table) => {
            for (key, value) in table {
                match value.as_str() {
                    Some(text) if key == "name" && text.len() > 2 => drop(into.insert(text.to_owned())),
                    _ => collect(value, into),
                }
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| collect(value, into)),
        _ => {}
    }
}

#[test]
fn every_label_and_head_of_a_report_is_explained() {
    let place = Place::empty();
    let runs: [&[&str]; 8] = [
        &["run", "contract-length", "--replications", "6"],
        &["run", "culture-change", "--replications", "4", "--no-contested"],
        &["run", "moving-house", "--replications", "4", "--no-contested"],
        &[
            "sweep",
            "moving-house",
            "--vary",
            "contract.term_years=2,3",
            "--vary",
            "contract.review_months=3,24",
            "--replications",
            "3",
        ],
        &["forecast", "Rutland", "--replications", "4"],
        &["journey", "moving-house"],
        &["observe", "first-wave", "--replications", "2"],
        &["power", "first-wave", "--replications", "2"],
    ];
    let mut unknown = BTreeSet::new();
    for (number, run) in runs.iter().enumerate() {
        let out = format!("out-{number}");
        assert_exit(&place.swplab(&[*run, &["--out", out.as_str(), "-q"][..]].concat()), 0);
        let mut shown = Shown::default();
        shown.read(&place.at(&out));
        let own = own_names(&place.at(&out));
        assert!(!shown.heads.is_empty() && !shown.labels.is_empty(), "{run:?}");
        for head in shown.heads.iter().filter(|head| !is_a_name(head, &own)) {
            if !is_known(&place, head) {
                unknown.insert(format!("head: {head}"));
            }
        }
        for label in unknown_labels(&place, &shown.labels, &own) {
            unknown.insert(format!("label: {label}"));
        }
        for title in &shown.titles {
            if !place.swplab(&["explain", "--", title]).status.success() {
                unknown.insert(format!("title: {title}"));
            }
        }
    }
    assert!(
        unknown.is_empty(),
        "src/cli/explain_words.rs explains none of\n{}",
        unknown.into_iter().collect::<Vec<_>>().join("\n")
    );
}

/// Labels that are not known, neither as a line nor with the line before or after it: a long label is folded.
fn unknown_labels(place: &Place, charts: &[Vec<String>], own: &BTreeSet<String>) -> BTreeSet<String> {
    let mut asked: BTreeSet<(String, String, String)> = BTreeSet::new();
    for labels in charts {
        for (at, label) in labels.iter().enumerate() {
            let before = at.checked_sub(1).map_or("", |at| labels[at].as_str());
            let after = labels.get(at + 1).map_or("", String::as_str);
            if !is_a_name(label, own) {
                asked.insert((label.clone(), format!("{before} {label}"), format!("{label} {after}")));
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for (label, with_before, with_after) in asked {
        if seen.contains(&label) {
            continue;
        }
        if [&label, &with_before, &with_after].into_iter().any(|text| is_known(place, text)) {
            unknown.remove(&label);
            seen.insert(label);
        } else {
            unknown.insert(label);
        }
    }
    unknown
}
