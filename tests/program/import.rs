//! An authority's return, read: every fault is explained, damage never panics, XML says what CSV says,
//! and nothing that identifies a child leaves the profile.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::returns::{EPISODES, HEADER, all_the_way, as_xml, given, whole, with};
use crate::place::{Place, assert_exit, stderr, stdout};
use swplab::calendar::Day;
use swplab::evidence::Profile;
use swplab::returns::import::{self, Faults, Kind, Rounding};

fn kinds(faults: &Faults) -> Vec<(u32, Kind)> {
    faults.sorted().iter().map(|fault| (fault.line, fault.kind)).collect()
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
        .map(|c| [c.age_months, f64::from(c.placement as u8), c.months_in_care, c.months_in_placement])
        .collect();
    assert_eq!(listed, [[85.0, 1.0, 0.0, 0.0], [172.0, 0.0, 10.0, 10.0]]);
    let flows = found.profile.flows.unwrap();
    assert_eq!((flows.started, flows.ceased), (3.0, 1.0));
    assert_eq!(found.rates.placement_all[1].events, 1.0, "a disruption");
    assert_eq!(found.rates.care_all[0].events, 1.0, "an exit to home");
    assert_eq!(found.rates.changes.events, 1.0, "a change of case holder");
    let coarse = import::profile(&histories, "Test", day(2019, 3, 31), Rounding::Quarters).unwrap();
    assert!(coarse.profile.children.iter().all(|child| child.age_months % 3.0 == 1.0));
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
        ("U3,PR1,,,", "U3,PR1,01/02/2019,E4A,", 4, Kind::EndBeforeStart),
        ("U3,PR1,,,", "U3,PR1,01/03/2019,E4A,", 4, Kind::EndsOnStart),
        ("U3,PR1,,,", "U3,PR1,,E4A,", 4, Kind::ReasonWithoutEnd),
        ("U3,PR1,,,", "U3,PR1,12/03/2019,,", 4, Kind::EndWithoutReason),
        ("U3,PR1,,,", "U3,PR1,32/03/2019,E4A,", 4, Kind::OtherDateUnreadable),
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
        (k3, "K3,02/05/2018,S,C2,N1,U4,PR1,06/06/2018,X1,,", 6, Kind::RowTwice),
        (k3, "K3,02/05/2018,S,C2,N1,K2,PR1,06/06/2018,X1,,", 6, Kind::StartTwice),
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
    assert_eq!(kinds(&import::read(&files).faults), [(4, Kind::EndAfterReturn)]);
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

#[test]
fn xml_says_what_csv_says_and_twice_the_same() {
    let after = |text: String| text[text.find("Test: ").unwrap()..].to_owned();
    let csv = after(all_the_way(&whole()));
    assert_eq!(csv, after(all_the_way(&as_xml())));
    assert_eq!(csv, after(all_the_way(&whole())));
    let iso = |text: &str| {
        let dates = text.split(',').map(|cell| match cell.split('/').collect::<Vec<_>>()[..] {
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
        for secret in ["K1", "K2,", "05/06/2008", "2008-06-05", "14/02", "ZZ1", "WBRI", "99/99", "W1"] {
            assert!(!text.contains(secret), "{secret}\n{text}");
        }
    }
}

/// The shared samples, or nothing where they do not lie beside the repository.
fn sample(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
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
    assert_eq!((from.iso(), to.iso()), ("2017-04-01".into(), "2022-04-01".into()));
    let found: Vec<(Kind, usize)> = reading.faults.by_kind().iter().map(|(k, n, _)| (*k, *n)).collect();
    // Its generator writes X1 beside an empty DEC.
    assert!(found.contains(&(Kind::ReasonWithoutEnd, 996)), "{found:?}");
    assert!(reading.faults.by_kind().iter().all(|(_, _, places)| !places.is_empty()));
    assert_eq!(reading.left_aside.len(), 5, "the tables of missing children");
}

#[test]
fn the_pooled_sample_gives_a_profile_for_each_authority() {
    let Some(folder) = sample("ssda903-synthetic-regional") else {
        return;
    };
    let place = Place::empty();
    let path = folder.to_str().unwrap();
    // In its first year a third of the children have no row in the header.
    let refused = place.swplab(&["import", "ssda903", path]);
    assert_exit(&refused, 5);
    assert!(stderr(&refused).contains("219 of 743 children are lost"), "{}", stderr(&refused));
    assert!(place.names().iter().all(|name| !name.ends_with(".toml")));
    let told = place.swplab(&["import", "ssda903", path, "--accept-losses", "--replace"]);
    assert_exit(&told, 0);
    let names: BTreeSet<String> = place.names().into_iter().collect();
    let wanted = ["bromley-2022.toml", "faults.csv", "hillingdon-2022.toml", "southwark-2022.toml"];
    assert_eq!(names, wanted.map(str::to_owned).into());
    assert!(stdout(&told).contains("no table gives the child's date of birth"));
    let first = fs::read(place.at("southwark-2022.toml")).unwrap();
    assert_exit(&place.swplab(&["import", "ssda903", path, "--accept-losses"]), 3);
    let again = ["import", "ssda903", path, "--authority", "southwark", "--replace", "--accept-losses"];
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
        "--accept-losses",
    ];
    assert_exit(&place.swplab(&dated), 0);
    assert!(Profile::parse(&place.read("b.toml")).unwrap().year == 2020);
    let unknown = place.swplab(&["import", "ssda903", path, "--authority", "Leeds", "--accept-losses"]);
    assert_exit(&unknown, 2);
}

#[test]
fn a_profile_that_was_imported_starts_a_study() {
    let place = Place::empty();
    for file in whole() {
        let name = file.name.replace("2019/", "");
        fs::write(place.at(&name), file.bytes.unwrap()).unwrap();
    }
    let told = place.swplab(&["import", "ssda903", ".", "--authority", "Ourshire", "--out", "ours.toml"]);
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
