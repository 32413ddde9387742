//! An authority's return, read: every fault is explained, damage never panics, XML says what CSV says,
//! and nothing that identifies a child leaves the profile.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Place, assert_exit, stdout};
use proptest::prelude::*;
use swplab::calendar::Day;
use swplab::evidence::Profile;
use swplab::interchange::import::{self, Faults, Given, Kind, Rounding};

const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n\
    K1,1,05/06/2008,WBRI,X1,,\nK2,2,14/02/2012,WBRI,X2,0,\nK3,2,20/11/2004,WBRI,X3,1.0,01/01/2020\n";
const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
    K1,10/05/2018,S,V2,N1,U6,PR1,20/08/2018,X1,CREQB,ZZ1 1ZZ,ZZ1 2ZZ,1\n\
    K1,20/08/2018,P,V2,N1,K2,PR4,11/02/2019,E4A,,ZZ1 1ZZ,ZZ1 3ZZ,2\n\
    K2,01/03/2019,S,C1,N1,U3,PR1,,,,ZZ1 1ZZ,ZZ1 4ZZ,3\n\
    K3,02/05/2018,S,C2,N1,U4,PR1,06/06/2018,X1,,ZZ1 1ZZ,ZZ1 5ZZ,4\n\
    K3,06/06/2018,L,C2,N1,U4,PR1,,,,ZZ1 1ZZ,ZZ1 5ZZ,4\n";
const REVIEWS: &str = "CHILD,DOB,REVIEW,REVIEW_CODE\nK1,05/06/2008,01/07/2018,PN1\n";
const UASC: &str = "CHILD,SEX,DOB,DUC\nK3,2,20/11/2004,20/11/2022\n";
const OC3: &str = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nK9,01/01/2000,YES,F2,U1\n";
const WORKERS: &str = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n\
    K3,20/11/2004,W1,02/05/2018,01/09/2018,FCONTA\nK3,20/11/2004,W2,01/09/2018,,LEFTRL\n";

fn given(name: &str, bytes: &[u8]) -> Given {
    Given {
        name: name.to_owned(),
        bytes: Some(bytes.to_owned()),
    }
}

fn whole() -> Vec<Given> {
    vec![
        given("2019/Episodes.csv", EPISODES.as_bytes()),
        given("2019/HEADER.csv", HEADER.as_bytes()),
        given("2019/OC3.csv", OC3.as_bytes()),
        given("2019/SocialWorker.csv", WORKERS.as_bytes()),
        given("2019/reviews.csv", REVIEWS.as_bytes()),
        given("2019/uasc.csv", UASC.as_bytes()),
    ]
}

/// The return with one piece of its episodes written otherwise.
fn with(good: &str, bad: &str) -> Vec<Given> {
    assert!(EPISODES.contains(good), "{good}");
    let mut files = whole();
    files[0] = given(
        "2019/Episodes.csv",
        EPISODES.replacen(good, bad, 1).as_bytes(),
    );
    files
}

/// Every line from reading to the profile's text; nothing may panic on the way.
fn all_the_way(files: &[Given]) -> String {
    let reading = import::read(files);
    let mut text = import::words::of_reading(&reading) + &reading.faults.csv();
    for authority in 0..reading.authorities.len() {
        let Some(histories) = reading.histories(authority) else {
            continue;
        };
        let (_, to) = reading.covers.unwrap();
        let day = to.plus(-1);
        match import::profile(&histories, "Test", day, Rounding::Months) {
            Ok(found) => {
                text += &import::words::of_found(&found, &import::official(&histories, day));
                let written = found.profile.to_toml("A test", "None", "") + &import::toml(&found);
                let read = Profile::parse(&written);
                assert!(read.is_ok(), "{read:?}\n{written}");
                text += &written;
            }
            Err(refusal) => text += &refusal.to_string(),
        }
    }
    text
}

fn kinds(faults: &Faults) -> Vec<(u32, Kind)> {
    faults
        .sorted()
        .iter()
        .map(|fault| (fault.line, fault.kind))
        .collect()
}

#[test]
fn a_sound_return_has_no_faults_and_its_children_are_those_in_care() {
    let reading = import::read(&whole());
    assert_eq!(kinds(&reading.faults), []);
    let day = |y, m, d| Day::of(y, m, d).unwrap();
    assert_eq!(reading.covers, Some((day(2018, 4, 1), day(2019, 4, 1))));
    let histories = reading.histories(0).unwrap();
    let found = import::profile(&histories, "Test", day(2019, 3, 31), Rounding::Months).unwrap();
    let listed: Vec<[f64; 4]> = (found.profile.children.iter())
        .map(|c| {
            [
                c.age_months,
                c.placement as f64,
                c.months_in_care,
                c.months_in_placement,
            ]
        })
        .collect();
    assert_eq!(listed, [[85.0, 1.0, 0.0, 0.0], [172.0, 0.0, 10.0, 10.0]]);
    let flows = found.profile.flows.unwrap();
    assert_eq!((flows.started, flows.ceased), (3.0, 1.0));
    assert_eq!(found.rates.placement_all[1].events, 1.0, "a disruption");
    assert_eq!(found.rates.care_all[0].events, 1.0, "an exit to home");
    assert_eq!(found.rates.changes.events, 1.0, "a change of case holder");
    let coarse = import::profile(&histories, "Test", day(2019, 3, 31), Rounding::Quarters).unwrap();
    assert!(
        coarse
            .profile
            .children
            .iter()
            .all(|child| child.age_months % 3.0 == 1.0)
    );
    let outside = import::profile(&histories, "Test", day(2020, 3, 31), Rounding::Months);
    assert!(outside.unwrap_err().to_string().contains("do not cover"));
}

#[test]
fn each_fault_is_found_at_its_line_and_said() {
    let k3 = "K3,06/06/2018,L,C2,N1,U4,PR1,,,,";
    for (good, bad, line, kind) in [
        ("K2,01/03/2019", ",01/03/2019", 4, Kind::ChildMissing),
        ("K2,01/03/2019", "K2,", 4, Kind::DateMissing),
        ("K2,01/03/2019", "K2,31/02/2019", 4, Kind::DateUnreadable),
        ("K2,01/03/2019", "K2,01/03/19", 4, Kind::TwoDigitYear),
        ("K2,01/03/2019", "K2,01/03/2011", 4, Kind::BornAfterStart),
        ("K2,01/03/2019", "K2,01/03/2031", 4, Kind::StartsAfterReturn),
        ("K2,01/03/2019", "K7,01/03/2019", 4, Kind::BornMissing),
        (
            "U3,PR1,,,",
            "U3,PR1,01/02/2019,E4A,",
            4,
            Kind::EndBeforeStart,
        ),
        ("U3,PR1,,,", "U3,PR1,01/03/2019,E4A,", 4, Kind::EndsOnStart),
        ("U3,PR1,,,", "U3,PR1,,E4A,", 4, Kind::ReasonWithoutEnd),
        (
            "U3,PR1,,,",
            "U3,PR1,12/03/2019,,",
            4,
            Kind::EndWithoutReason,
        ),
        (
            "U3,PR1,,,",
            "U3,PR1,32/03/2019,E4A,",
            4,
            Kind::OtherDateUnreadable,
        ),
        ("S,C1,N1,U3", "Q,C1,N1,U3", 4, Kind::CodeUnknown),
        ("S,C1,N1,U3", "S,,N1,U3", 4, Kind::CodeMissing),
        ("S,C1,N1,U3", "S,C1,N1,U9", 4, Kind::CodeUnknown),
        ("S,C1,N1,U3", "S,C1,N77,U3", 4, Kind::OtherCodeUnknown),
        ("S,C1,N1,U3", "P,C1,N1,U3", 4, Kind::BeginsWithoutStart),
        ("20/08/2018,X1", "20/09/2018,X1", 2, Kind::Overlap),
        ("20/08/2018,X1", "20/07/2018,X1", 2, Kind::GapInChain),
        ("20/08/2018,X1", "20/08/2018,E4A", 2, Kind::EndsButGoesOn),
        ("20/08/2018,X1,CREQB", ",,", 2, Kind::OpenButFollowed),
        ("20/08/2018,P", "20/08/2018,S", 3, Kind::StartInsideCare),
        (
            k3,
            "K3,02/05/2018,S,C2,N1,U4,PR1,06/06/2018,X1,,",
            6,
            Kind::RowTwice,
        ),
        (
            k3,
            "K3,02/05/2018,S,C2,N1,K2,PR1,06/06/2018,X1,,",
            6,
            Kind::StartTwice,
        ),
    ] {
        let reading = import::read(&with(good, bad));
        let found = kinds(&reading.faults);
        assert!(found.contains(&(line, kind)), "{bad}: {found:?}");
        assert!(reading.faults.csv().contains("2019/Episodes.csv,"));
    }
}

#[test]
fn an_end_after_the_years_covered_counts_as_open() {
    let (mut header, mut episodes) = (HEADER.to_owned(), EPISODES.to_owned());
    for child in 0..40 {
        header += &format!("L{child},1,05/06/2008,WBRI,,,\n");
        episodes += &format!("L{child},10/05/2018,S,V2,N1,U6,PR1,20/08/2018,E4A,,,,\n");
    }
    episodes = episodes.replacen("U3,PR1,,,", "U3,PR1,01/07/2019,E4A,", 1);
    let mut files = whole();
    files[0] = given("2019/Episodes.csv", episodes.as_bytes());
    files[1] = given("2019/HEADER.csv", header.as_bytes());
    assert_eq!(
        kinds(&import::read(&files).faults),
        [(4, Kind::EndAfterReturn)]
    );
}

#[test]
fn codes_are_trimmed_and_their_case_does_not_matter() {
    let plain = all_the_way(&whole());
    let padded = all_the_way(&with("S,C1,N1,U3,PR1", " s , c1,n1 , u3 ,pr1"));
    assert_eq!(plain, padded);
}

#[test]
fn a_later_return_takes_the_place_of_an_earlier_one() {
    let mut files = whole();
    let later = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
        K2,01/03/2019,S,C1,N1,U3,PR1,12/12/2019,E45,,,,\n";
    files.push(given("2020/episodes.csv", later.as_bytes()));
    let reading = import::read(&files);
    // Of the child whom the later return lacks nobody knows what became.
    assert_eq!(kinds(&reading.faults), [(6, Kind::LostFromReturns)]);
    let histories = reading.histories(0).unwrap();
    let rates = import::rates(&histories);
    assert_eq!(rates.care_all[2].events, 1.0, "special guardianship");
    let other = later.replace("U3,PR1", "K2,PR4");
    files.pop();
    files.push(given("2020/episodes.csv", other.as_bytes()));
    let found = kinds(&import::read(&files).faults);
    assert!(found.contains(&(2, Kind::LaterReturnDiffers)), "{found:?}");
}

#[test]
fn short_breaks_count_nowhere() {
    let reading = import::read(&with("S,C1,N1,U3", "S,V4,N1,U3"));
    let histories = reading.histories(0).unwrap();
    assert_eq!(histories.children.len(), 2);
}

/// The same return as XML.
fn as_xml() -> Vec<Given> {
    let rows = |text: &str, tag: &str| -> String {
        let mut lines = text.lines();
        let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
        let row = |line: &str| {
            let cells = columns.iter().zip(line.split(','));
            let cells: String = cells.map(|(c, v)| format!("<{c}>{v}</{c}>\n")).collect();
            format!("<{tag}>{cells}</{tag}>\n")
        };
        lines.map(row).collect()
    };
    let text = format!(
        "<?xml version=\"1.0\"?>\n<SSDA903 YEAR=\"2019\">{}{}{}{}{}{}</SSDA903>",
        rows(HEADER, "HEADER"),
        rows(EPISODES, "EPISODE"),
        rows(REVIEWS, "REVIEW"),
        rows(UASC, "UASC"),
        rows(OC3, "OC3"),
        rows(WORKERS, "SWEPISODE")
    );
    vec![given("2019.xml", text.as_bytes())]
}

#[test]
fn xml_says_what_csv_says_and_twice_the_same() {
    let after = |text: String| text[text.find("Test: ").unwrap()..].to_owned();
    let csv = after(all_the_way(&whole()));
    assert_eq!(csv, after(all_the_way(&as_xml())));
    assert_eq!(csv, after(all_the_way(&whole())));
    let iso = |text: &str| {
        let dates = text
            .split(',')
            .map(|cell| match cell.split('/').collect::<Vec<_>>()[..] {
                [day, month, year] => format!("{year}-{month}-{day}"),
                _ => cell.to_owned(),
            });
        dates.collect::<Vec<_>>().join(",")
    };
    let mut pooled = whole();
    for file in &mut pooled {
        let text = String::from_utf8(file.bytes.clone().unwrap()).unwrap();
        let lines: Vec<String> = text.lines().map(iso).collect();
        file.bytes = Some(("\u{feff}".to_owned() + &lines.join("\r\n")).into_bytes());
    }
    assert_eq!(csv, after(all_the_way(&pooled)));
}

#[test]
fn nothing_that_identifies_a_child_leaves_the_import() {
    let damaged = with("K2,01/03/2019", "K2,99/99/2019");
    for files in [whole(), damaged] {
        let text = all_the_way(&files);
        for secret in [
            "K1",
            "K2,",
            "05/06/2008",
            "2008-06-05",
            "14/02",
            "ZZ1",
            "WBRI",
            "99/99",
            "W1",
        ] {
            assert!(!text.contains(secret), "{secret}\n{text}");
        }
    }
}

/// One kind of damage to one file.
#[derive(Clone, Debug)]
enum Damage {
    Flip(usize, u8),
    Cut(usize),
    Nul(usize),
    Huge(usize, u8),
    Insert(usize, &'static str),
    Repeat(usize, usize),
    Drop(usize, usize),
    Empty,
    LatinOne(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = 0..100_000usize;
    prop_oneof![
        4 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        1 => at.clone().prop_map(Damage::Cut),
        1 => at.clone().prop_map(Damage::Nul),
        1 => (at.clone(), any::<u8>()).prop_map(|(at, byte)| Damage::Huge(at, byte)),
        4 => (at.clone(), prop::sample::select(vec![
            "\"", ",", ",,", "\n", "\r\n", "\r", "\t", ";", "<", "</", "<a>", "&#0;", "&#x110000;", "<![CDATA[",
            "<!--", "\u{feff}", "CHILD,DECOM\n", "CHILD", "DOB", "1.0", "-1", "01/01/0001", "31/12/9999",
            "2100-12-31", "29/02/1900", "00/00/0000", "V4", "T1", "X1", "E8", "P", "é", "\u{202e}",
        ])).prop_map(|(at, text)| Damage::Insert(at, text)),
        1 => (at.clone(), 1..400usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        1 => (at.clone(), 1..400usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        1 => Just(Damage::Empty),
        1 => at.prop_map(Damage::LatinOne),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let length = bytes.len();
    let inside = |at: usize| if length == 0 { 0 } else { at % length };
    let put = |bytes: &mut Vec<u8>, at: usize, more: &[u8]| {
        let at = inside(at);
        bytes.splice(at..at, more.iter().copied());
    };
    match damage {
        Damage::Flip(at, byte) if length > 0 => bytes[inside(*at)] ^= byte,
        Damage::Flip(..) => {}
        Damage::Cut(at) => bytes.truncate(inside(*at)),
        Damage::Nul(at) => put(bytes, *at, &[0; 9]),
        Damage::Huge(at, byte) => put(bytes, *at, &vec![*byte; 70_000]),
        Damage::Insert(at, text) => put(bytes, *at, text.as_bytes()),
        Damage::Repeat(at, more) => {
            let at = inside(*at);
            let piece = bytes[at..(at + more).min(length)].to_owned();
            put(bytes, at, &piece);
        }
        Damage::Drop(at, less) => {
            let at = inside(*at);
            bytes.drain(at..(at + less).min(length));
        }
        Damage::Empty => bytes.clear(),
        Damage::LatinOne(at) => put(bytes, *at, b"\xe9\xff\x80"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damage_never_panics(
        xml in any::<bool>(),
        damages in prop::collection::vec((0..6usize, damage()), 1..12),
    ) {
        let mut files = if xml { as_xml() } else { whole() };
        let count = files.len();
        for (file, damage) in &damages {
            if let Some(bytes) = &mut files[file % count].bytes {
                apply(bytes, damage);
            }
        }
        all_the_way(&files);
    }

    #[test]
    fn any_bytes_under_any_name_never_panic(
        name in prop::sample::select(vec!["episodes.csv", "header.csv", "x.csv", "2019/sw_episodes.xml", "socialworker.csv", "oc3.txt"]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut files = whole();
        files.push(given(name, &bytes));
        all_the_way(&files);
    }
}

#[test]
fn deep_and_endless_xml_is_refused_with_its_line() {
    for text in [
        "<a>".repeat(300_000),
        "<EPISODE>".repeat(60),
        format!("<r>{}", "<EPISODE/>".repeat(50_000)),
    ] {
        let reading = import::read(&[given("episodes.xml", text.as_bytes())]);
        assert!(reading.faults.count() > 0);
        assert!(reading.histories(0).is_none());
    }
}

/// The shared samples, or nothing where they do not lie beside the repository.
fn sample(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data")
        .join(name);
    if !path.is_dir() {
        eprintln!("{} is absent: it is not imported", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn the_sample_by_year_is_imported_and_each_fault_explained() {
    let Some(folder) = sample("ssda903-synthetic-d2i") else {
        return;
    };
    let reading = import::read(&import::gather(&folder).unwrap());
    let (from, to) = reading.covers.unwrap();
    assert_eq!(
        (from.iso(), to.iso()),
        ("2017-04-01".into(), "2022-04-01".into())
    );
    let found: Vec<(Kind, usize)> = reading
        .faults
        .by_kind()
        .iter()
        .map(|(k, n, _)| (*k, *n))
        .collect();
    // Its generator writes X1 beside an empty DEC.
    assert!(found.contains(&(Kind::ReasonWithoutEnd, 996)), "{found:?}");
    assert!(
        reading
            .faults
            .by_kind()
            .iter()
            .all(|(_, _, places)| !places.is_empty())
    );
    assert_eq!(
        reading.left_aside.len(),
        5,
        "the tables of missing children"
    );
}

#[test]
fn the_pooled_sample_gives_a_profile_for_each_authority() {
    let Some(folder) = sample("ssda903-synthetic-regional") else {
        return;
    };
    let place = Place::empty();
    let path = folder.to_str().unwrap();
    let told = place.swplab(&["import", "ssda903", path]);
    assert_exit(&told, 0);
    let names: BTreeSet<String> = place.names().into_iter().collect();
    let wanted = [
        "bromley-2022.toml",
        "faults.csv",
        "hillingdon-2022.toml",
        "southwark-2022.toml",
    ];
    assert_eq!(names, wanted.map(str::to_owned).into());
    assert!(stdout(&told).contains("no table gives the child's date of birth"));
    let first = fs::read(place.at("southwark-2022.toml")).unwrap();
    assert_exit(&place.swplab(&["import", "ssda903", path]), 3);
    let again = [
        "import",
        "ssda903",
        path,
        "--authority",
        "southwark",
        "--replace",
    ];
    assert_exit(&place.swplab(&again), 0);
    assert_eq!(fs::read(place.at("southwark-2022.toml")).unwrap(), first);
    let dated = [
        "import",
        "ssda903",
        path,
        "--authority",
        "Bromley",
        "--date",
        "2020-03-31",
        "--out",
        "b.toml",
    ];
    assert_exit(&place.swplab(&dated), 0);
    assert!(Profile::parse(&place.read("b.toml")).unwrap().year == 2020);
    let unknown = place.swplab(&["import", "ssda903", path, "--authority", "Leeds"]);
    assert_exit(&unknown, 2);
}

#[test]
fn a_profile_that_was_imported_starts_a_study() {
    let place = Place::empty();
    for file in whole() {
        let name = file.name.replace("2019/", "");
        fs::write(place.at(&name), file.bytes.unwrap()).unwrap();
    }
    let told = place.swplab(&[
        "import",
        "ssda903",
        ".",
        "--authority",
        "Ourshire",
        "--out",
        "ours.toml",
    ]);
    assert_exit(&told, 0);
    assert!(stdout(&told).contains("authorities = [\"ours.toml\"]"));
    place.write(
        "ours-scenario.toml",
        "title = \"Ours\"\nquestion = \"What do fewer cases change?\"\nauthorities = [\"ours.toml\"]\n\
         [study]\nstart = \"2019-03-31\"\nhorizon_years = 2\nreplications = 2\nseed = 7\n\
         [[arms]]\nname = \"One\"\n[[arms]]\nname = \"Two\"\nset = { \"in_house.caseload\" = 12 }\n",
    );
    let ran = place.swplab(&["run", "ours-scenario.toml", "--quiet", "--out", "ran"]);
    assert_exit(&ran, 0);
    assert_exit(&place.swplab(&["import", "ssda903", "nowhere"]), 2);
}
