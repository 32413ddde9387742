//! Kinds of trouble with returns, each held on a small return that is written otherwise: what was meant is read, or
//! refused in one sentence. Cases that lie beside the repository are read too where they are there.

use std::path::Path;

use crate::common::returns::{EPISODES, HEADER, given};
use crate::place::{Place, assert_exit, stderr, stdout};
use swplab::returns::import::{self, Given, Rounding};

/// The profile of a return as text, faults and names of files apart.
fn profile(files: &[Given]) -> String {
    let reading = import::read(files);
    let histories = reading.histories(0).unwrap_or_else(|| panic!("{}", reading.faults.csv()));
    let (_, to) = reading.covers.unwrap();
    let found = import::profile(&histories, "Test", to.plus(-1), Rounding::Months).unwrap();
    found.profile.to_toml("A test", "None", "")
}

/// Header and Episodes under some names, each cell written by `cell` (column, value).
fn written(names: [&str; 2], cell: impl Fn(&str, &str) -> String) -> Vec<Given> {
    let table = |text: &str| {
        let mut lines = text.lines();
        let header = lines.next().unwrap();
        let columns: Vec<&str> = header.split(',').collect();
        let row = |line: &str| {
            let cells: Vec<String> = columns.iter().zip(line.split(',')).map(|(c, v)| cell(c, v)).collect();
            cells.join(",") + "\n"
        };
        format!("{header}\n{}", lines.map(row).collect::<String>())
    };
    vec![given(names[0], table(HEADER).as_bytes()), given(names[1], table(EPISODES).as_bytes())]
}

const PLAIN: [&str; 2] = ["2019/header.csv", "2019/episodes.csv"];

fn as_it_is(_: &str, value: &str) -> String {
    value.to_owned()
}

#[test]
fn names_of_files_and_folders_decide_nothing() {
    let expected = profile(&written(PLAIN, as_it_is));
    for names in [
        ["episodes.csv", "header.csv"],
        ["FY18/sw_episodes.csv", "FY18/uasc.csv"],
        ["header_1819.csv", "episodes_1819.csv"],
        ["2031/a.csv", "2031/b.csv"],
        ["reviews.csv", "sw episodes (copy).CSV"],
    ] {
        assert_eq!(profile(&written(names, as_it_is)), expected, "{names:?}");
    }
}

#[test]
fn a_number_is_one_child_however_it_is_spelt() {
    let spelt_as = |form: &'static str| {
        move |column: &str, value: &str| match (column, value.strip_prefix('K')) {
            ("CHILD", Some(number)) => form.replace("{}", number),
            _ => value.to_owned(),
        }
    };
    let plain = written(PLAIN, spelt_as("10{}"));
    let expected = profile(&plain);
    for form in ["10{}.0", " 10{} ", "0010{}", "\"10{}\"", "10{}\u{a0}"] {
        // In one table otherwise than in the other.
        let mut mixed = written(PLAIN, spelt_as(form));
        mixed[0] = written(PLAIN, spelt_as("10{}")).remove(0);
        assert_eq!(profile(&mixed), expected, "{form}");
    }
    assert_eq!(profile(&written(PLAIN, spelt_as("k{}"))), profile(&written(PLAIN, as_it_is)));
}

#[test]
fn the_order_of_dates_is_told_from_the_dates() {
    let expected = profile(&written(PLAIN, as_it_is));
    let of = |value: &str| -> Option<[String; 3]> {
        let parts: Vec<&str> = value.split('/').collect();
        (parts.len() == 3).then(|| [parts[0], parts[1], parts[2]].map(str::to_owned))
    };
    type Form = fn([String; 3]) -> String;
    let forms: [(&str, Form); 3] = [
        ("month first", |[d, m, y]| format!("{m}/{d}/{y}")),
        ("ISO", |[d, m, y]| format!("{y}-{m}-{d}")),
        ("with a time", |[d, m, y]| format!("{d}/{m}/{y} 00:00:00")),
    ];
    for (name, form) in forms {
        let files = written(PLAIN, |_, value| of(value).map_or(value.to_owned(), form));
        assert_eq!(profile(&files), expected, "{name}");
    }
}

#[test]
fn the_return_as_the_department_nests_it_says_what_the_tables_say() {
    let header: Vec<Vec<&str>> = HEADER.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let columns: Vec<&str> = EPISODES.lines().next().unwrap().split(',').collect();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<EXPSSDA903>");
    for child in header {
        // Reviews and the rest stand inside HEADER, and EPISODE beside it.
        text += &format!(
            "<CHILD><HEADER><CHILDID>{}</CHILDID><SEX>{}</SEX><DOB>{}</DOB><ETHNIC>{}</ETHNIC><UPN>{}</UPN>\
             <MOTHER>{}</MOTHER><MC_DOB>{}</MC_DOB><AREVIEW><REVIEW>01/07/2018</REVIEW>\
             <REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>\
             <AMISSING><MISSING>M</MISSING><MIS_START>02/07/2018</MIS_START><MIS_END/></AMISSING>\
             <OC2><SDQ_SCORE>12</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2></HEADER>",
            child[0], child[1], child[2], child[3], child[4], child[5], child[6]
        );
        for line in EPISODES.lines().skip(1).filter(|line| line.starts_with(child[0])) {
            text += "<EPISODE>";
            for (column, value) in columns.iter().zip(line.split(',')).skip(1) {
                let column = if *column == "PLACE" { "PL" } else { column };
                text += &format!("<{column}>{value}</{column}>");
            }
            text += "</EPISODE>";
        }
        text += "</CHILD>";
    }
    text += "</EXPSSDA903>";
    let files = [given("return.xml", text.as_bytes())];
    let reading = import::read(&files);
    assert_eq!(reading.faults.sorted().len(), 0, "{}", reading.faults.csv());
    assert_eq!(profile(&files), profile(&written(PLAIN, as_it_is)));
}

#[test]
fn one_bad_cell_costs_a_value_and_not_a_row() {
    let kept = |files: &[Given]| import::read(files).kept.episodes;
    let whole = kept(&written(PLAIN, as_it_is));
    for column in ["RNE", "LS", "PLACE", "PLACE_PROVIDER", "REASON_PLACE_CHANGE"] {
        let files = written(PLAIN, |at, value| {
            if at == column && !value.is_empty() { "Q9".to_owned() } else { value.to_owned() }
        });
        let reading = import::read(&files);
        assert_eq!(reading.kept.episodes, whole, "{column}");
        assert!(!reading.faults.sorted().is_empty(), "{column}");
    }
}

#[test]
fn a_return_that_loses_too_much_is_refused_until_the_user_says_so() {
    let place = Place::empty();
    std::fs::create_dir(place.at("in")).unwrap();
    place.write(
        "in/header.csv",
        &HEADER.lines().filter(|line| !line.starts_with("K1")).collect::<Vec<_>>().join("\n"),
    );
    place.write("in/episodes.csv", EPISODES);
    let refused = place.swplab(&["import", "ssda903", "in", "--out", "x.toml"]);
    assert_exit(&refused, 5);
    assert!(stderr(&refused).starts_with("Kept: 2 of 3 children"), "{}", stderr(&refused));
    assert_eq!(place.names(), ["in"]);
    let same = ["import", "ssda903", "in", "--accept-losses", "--out", "x.toml", "--faults", "x.toml"];
    assert_exit(&place.swplab(&same), 2);
}

#[test]
fn the_cases_beside_the_repository_are_read_as_they_should() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    if !cases.is_dir() {
        eprintln!("{} is absent: its cases are not read", cases.display());
        return;
    }
    let control = "5 children in care on 31 March 2022, of 9 children";
    for (case, code, said) in [
        ("01-xml-nested-header", 0, "2 children in care on 31 March 2018"),
        ("03-years-1920-2021-2122", 0, control),
        ("04-years-fy20", 0, control),
        ("06-id-point-zero-one-year", 0, control),
        ("07-id-leading-zeros-one-year", 0, control),
        ("09-month-first", 0, control),
        ("10-excel-serials", 0, control),
        ("12-sw_episodes-name", 0, "SocialWorker 18"),
        ("13-same-day-last-episode", 0, "no length, and only how it ended counts"),
        ("15-workbook-only", 2, "the file is a workbook: save each sheet as CSV"),
        ("16-id-point-zero-one-table", 0, control),
    ] {
        let place = Place::empty();
        let path = cases.join(case);
        let done = place.swplab(&["import", "ssda903", path.to_str().unwrap(), "--out", "x.toml"]);
        assert_exit(&done, code);
        let all = stdout(&done) + &stderr(&done);
        assert!(all.contains(said), "{case}: {all}");
    }
}
