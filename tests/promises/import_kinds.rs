//! A return written otherwise is the same return: names of files, spellings of numbers, forms of dates, the nesting of
//! XML and one bad cell change no number; what is lost is told, and so much of it is refused.

use proptest::prelude::*;
use swplab::calendar::Day;
use swplab::returns::import::{self, Given, Kind};

use crate::common::returns::{EPISODES, given, with};
use crate::common::years::{DATES, Sheet, counts, files, profile, three_years};

fn plain() -> String {
    let (text, reading) = profile(&files(&three_years()));
    assert_eq!(reading.faults.count(), 0, "{}", reading.faults.csv());
    assert!(reading.kept.losses.is_empty());
    text
}

/// Sheets, written otherwise; what is read is what was read before.
fn same(write: impl Fn(&mut Vec<Sheet>)) -> import::Reading {
    let mut sheets = three_years();
    write(&mut sheets);
    let (text, reading) = profile(&files(&sheets));
    assert!(text == plain(), "{}", reading.faults.csv());
    reading
}

fn is(sheet: &Sheet, table: &str) -> bool {
    sheet.name.contains(table)
}

fn day(text: &str) -> (u32, u32, i32) {
    let parts: Vec<&str> = text.split('/').collect();
    (parts[0].parse().unwrap(), parts[1].parse().unwrap(), parts[2].parse().unwrap())
}

/// Ways of writing a date that say the same.
fn dates() -> Vec<fn(&str) -> String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "December"];
    vec![
        |text| day_of(text).iso(),
        |text| format!("{} 00:00:00", day_of(text).iso()),
        |text| {
            let (d, m, y) = day(text);
            format!("{m}/{d}/{y}")
        },
        |text| {
            let (d, m, y) = day(text);
            format!("{m:02}/{d:02}/{y}")
        },
        |text| {
            let (d, m, y) = day(text);
            format!("{d}.{m}.{y}")
        },
        |text| {
            let (d, m, y) = day(text);
            format!("{d}-{}-{y}", MONTHS[m as usize - 1])
        },
        |text| {
            let (d, m, y) = day(text);
            format!("{} {d}, {y}", MONTHS[m as usize - 1])
        },
        |text| {
            let (d, m, y) = day(text);
            format!("{y}{m:02}{d:02}")
        },
        |text| format!("{}", day_of(text).days_since(Day::of(1899, 12, 30).unwrap())),
        |text| format!("{}.0", day_of(text).days_since(Day::of(1899, 12, 30).unwrap())),
        |text| format!("'{text}"),
        |text| {
            let (d, m, y) = day(text);
            let end = ["st", "nd", "rd"].get(d as usize - 1).unwrap_or(&"th");
            format!("Wednesday, {d}{end} {} {y}", MONTHS[m as usize - 1])
        },
    ]
}

fn day_of(text: &str) -> Day {
    let (d, m, y) = day(text);
    Day::of(y, m, d).unwrap()
}

/// Ways of spelling a number that differ by a trifle.
fn spellings() -> Vec<fn(&str) -> String> {
    vec![
        |text| format!("{text}.0"),
        |text| format!("00{text}"),
        |text| format!("  {text} "),
        |text| format!("'{text}"),
        |text| format!("{text}\u{200b}"),
        |text| text.to_lowercase(),
        |text| format!("{}-{}", &text[..1], &text[1..]).replace("X-", "X"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_of_files_tell_nothing(names in prop::collection::vec(
        prop::sample::select(vec![
            "2031", "header", "episodes", "FY19", "sw_episodes", "a/1920", "b/2122", "oc2", "return (2)", "x.y", "2017/header",
        ]), 9), tail in prop::sample::select(vec!["csv", "CSV", "txt", "dat", ""])) {
        same(|sheets| {
            for (k, (sheet, name)) in sheets.iter_mut().zip(&names).enumerate() {
                sheet.name = if tail.is_empty() { format!("{k}/{name}") } else { format!("{k}/{name}.{tail}") };
            }
        });
    }

    #[test]
    fn a_number_is_the_same_however_a_file_spells_it(of_files in prop::collection::vec(prop::option::of(0..6usize), 9)) {
        let reading = same(|sheets| {
            for (sheet, how) in sheets.iter_mut().zip(&of_files) {
                if let Some(how) = how {
                    sheet.rewrite(&["CHILD"], spellings()[*how]);
                    if ![3, 4].contains(how) {
                        sheet.rewrite(&["SW_ID", "URN"], spellings()[*how]);
                    }
                }
            }
        });
        let is_other = of_files.iter().any(|how| how.is_some_and(|how| how == 1));
        let all_the_same = of_files.iter().all(|how| *how == of_files[0]);
        prop_assert!(!is_other || all_the_same || !reading.told.is_empty());
    }

    #[test]
    fn a_date_is_the_same_however_a_column_writes_it(
        of_columns in prop::collection::vec(prop::option::of(0..10usize), 45),
    ) {
        same(|sheets| {
            for (k, sheet) in sheets.iter_mut().enumerate() {
                for (c, column) in DATES.iter().enumerate() {
                    if let Some(how) = of_columns[k * 5 + c] {
                        sheet.rewrite(&[column], dates()[how]);
                    }
                }
            }
        });
    }

    #[test]
    fn one_bad_cell_starts_and_ends_no_care(
        row in 0..1_000usize,
        sheet in 0..3usize,
        cell in prop::sample::select(vec![
            ("RNE", "Q"), ("RNE", ""), ("LS", "C9"), ("LS", ""), ("PLACE", "U9"), ("PLACE", ""), ("REC", "X9"), ("CIN", "N99"),
            ("DEC", "01/01/2001"), ("DEC", "32/01/2020"), ("DECOM", "32/01/2020"), ("DECOM", ""), ("REASON_PLACE_CHANGE", "?"),
            ("PL_POST", ""), ("URN", ""),
        ]),
    ) {
        let mut sheets = three_years();
        let whole = counts(&files(&sheets));
        let episodes = sheets.iter_mut().filter(|sheet| is(sheet, "episodes")).nth(sheet).unwrap();
        let (at, child) = (episodes.at(cell.0), episodes.at("CHILD"));
        // In the middle of a chain: the child's row before it and the one behind it stand in the same return.
        let middle: Vec<usize> = (1..episodes.rows.len() - 1)
            .filter(|k| [k - 1, k + 1].iter().all(|other| episodes.rows[*other][child] == episodes.rows[*k][child]))
            .collect();
        prop_assume!(!middle.is_empty());
        let row = middle[row % middle.len()];
        episodes.rows[row][at] = cell.1.to_owned();
        let files = files(&sheets);
        let (stock, starts, left, moves) = counts(&files);
        prop_assert_eq!((stock, &starts, left), (whole.0, &whole.1, whole.2));
        prop_assert!((moves - whole.3).abs() < 0.5 || ["PLACE", "RNE"].contains(&cell.0), "{} {}", moves, whole.3);
        let reading = import::read(&files);
        prop_assert!(reading.kept.losses.is_empty(), "{:?}", reading.kept.losses);
        prop_assert_eq!(reading.kept.children.kept, reading.kept.children.of);
    }

    #[test]
    fn xml_is_the_same_however_it_is_nested(before in any::<bool>(), lines in any::<bool>(), flat in any::<bool>(), worker in any::<bool>()) {
        let sheets = three_years();
        let given: Vec<Given> = [2020, 2021, 2022].iter().map(|year| {
            let own: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.name.starts_with(&year.to_string())).collect();
            let text = if flat { flat_xml(&own) } else { nested_xml(&own, before, worker) };
            let text = if lines { text.replace("><", ">\n<") } else { text };
            given(&format!("{year}.xml"), text.as_bytes())
        }).collect();
        let (text, reading) = profile(&given);
        prop_assert!(text == plain(), "{}", reading.faults.csv());
        prop_assert_eq!(reading.faults.count(), 0);
    }
}

/// A row as elements, some of its columns left out.
fn elements(sheet: &Sheet, row: &[String], without: &[&str]) -> String {
    let cells = sheet.columns.iter().zip(row).filter(|(column, _)| !without.contains(column));
    let cells = cells.map(|(column, cell)| {
        // The names that the return itself has for them.
        let name = match *column {
            "CHILD" => "CHILDID",
            "PLACE" => "PL",
            other => other,
        };
        if cell.is_empty() { format!("<{name}/>") } else { format!("<{name}>{cell}</{name}>") }
    });
    cells.collect()
}

fn flat_xml(sheets: &[&Sheet]) -> String {
    let tables = sheets.iter().map(|sheet| {
        let rows: String =
            sheet.rows.iter().map(|row| format!("<row>{}</row>", elements(sheet, row, &[]))).collect();
        let name = if is(sheet, "header") {
            "Header"
        } else if is(sheet, "episodes") {
            "Episodes"
        } else {
            "SWEpisodes"
        };
        format!("<{name}>{rows}</{name}>")
    });
    format!("<?xml version=\"1.0\"?><Return>{}</Return>", tables.collect::<String>())
}

/// The shape of the return: other tables inside HEADER, the episodes beside it or before it.
fn nested_xml(sheets: &[&Sheet], before: bool, worker_inside: bool) -> String {
    let [header, episodes, workers] = sheets else { panic!("three sheets of a year") };
    let of = |sheet: &Sheet, child: &str, tag: &str| -> String {
        let rows = sheet.rows.iter().filter(|row| row[0] == child);
        rows.map(|row| format!("<{tag}>{}</{tag}>", elements(sheet, row, &["CHILD", "DOB"]))).collect()
    };
    let children = header.rows.iter().zip(1..).map(|(row, place)| {
        let held = of(workers, &row[0], "SWEPISODE");
        let inside = "<UASC>0</UASC><AREVIEW><REVIEW>01/02/2020</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW><OC2>\
            <SDQ_SCORE>12</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2><AMISSING><MISSING>M</MISSING><MIS_START>02/02/2020</MIS_START>\
            </AMISSING><PERMANENCE><PREV_PERM>Z1</PREV_PERM></PERMANENCE>";
        let (inner, outer) = if worker_inside { (held.as_str(), "") } else { ("", held.as_str()) };
        let header = format!("<HEADER>{}{inside}{inner}</HEADER>", elements(header, row, &[]));
        let care = of(episodes, &row[0], "EPISODE");
        let both = if before { format!("{care}{header}") } else { format!("{header}{care}") };
        // An id that is no number of hers.
        let id = if before { format!(" id=\"{place}\"") } else { String::new() };
        format!("<CHILD{id}>{both}{outer}</CHILD>")
    });
    format!("<?xml version='1.0' encoding='utf-8'?><EXPSSDA903>{}</EXPSSDA903>", children.collect::<String>())
}

#[test]
fn every_move_written_as_a_change_of_status_is_a_move_again() {
    for year in ["2020", "2021", "2022"] {
        let mut sheets = three_years();
        let whole = counts(&files(&sheets));
        for sheet in sheets.iter_mut().filter(|sheet| is(sheet, "episodes") && sheet.name.starts_with(year)) {
            sheet.rewrite(&["RNE"], |code| if code == "P" { "L".to_owned() } else { code.to_owned() });
        }
        let files = files(&sheets);
        assert_eq!(counts(&files), whole);
        let reading = import::read(&files);
        assert!(reading.faults.by_kind().iter().any(|(kind, ..)| *kind == Kind::StatusButMoved));
    }
}

#[test]
fn number_and_address_tell_another_carer_from_another_kind_of_placement() {
    let told = |files: &[Given]| {
        let reading = import::read(files);
        (counts(files), reading.faults.by_kind().into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>())
    };
    let whole = told(&with("K1,20/08/2018,P", "K1,20/08/2018,P"));
    assert_eq!(whole.1, []);
    // The carer is another, whatever T and U say.
    for code in ["T", "U"] {
        let (counts, faults) = told(&with("K1,20/08/2018,P", &format!("K1,20/08/2018,{code}")));
        assert_eq!((counts, faults), (whole.0.clone(), vec![Kind::KindButMoved]), "{code}");
    }
    // The carer is the same, whatever P and B say, and the child has not moved.
    let kind = told(&with("K3,06/06/2018,L,C2,N1,U4", "K3,06/06/2018,T,C2,N1,U6"));
    assert_eq!(kind.1, []);
    for code in ["P", "B"] {
        let (counts, faults) =
            told(&with("K3,06/06/2018,L,C2,N1,U4", &format!("K3,06/06/2018,{code},C2,N1,U6")));
        assert_eq!((counts, faults), (kind.0.clone(), vec![Kind::MovedButKind]), "{code}");
    }
    // The lists of 2026 call H5 by another name.
    let [before, after] = ["H5", "K3"].map(|place| {
        told(&with(
            "U4,PR1,06/06/2018,X1,,ZZ1 1ZZ,ZZ1 5ZZ,4\nK3,06/06/2018,L,C2,N1,U4",
            &format!("H5,PR1,06/06/2018,X1,,ZZ1 1ZZ,ZZ1 5ZZ,4\nK3,06/06/2018,L,C2,N1,{place}"),
        ))
    });
    assert_eq!(before, after);
}

#[test]
fn a_return_without_its_partner_is_refused_whatever_its_files_are_called() {
    for names in [false, true] {
        for (table, years) in [("episodes", ["2020", "2021", "2022"]), ("header", ["2020", "2021", "2022"])] {
            for year in years {
                let mut sheets = three_years();
                sheets.retain(|sheet| !(is(sheet, table) && sheet.name.starts_with(year)));
                if names {
                    sheets.iter_mut().enumerate().for_each(|(k, sheet)| sheet.name = format!("{k}.csv"));
                }
                let reading = import::read(&files(&sheets));
                // A child of a later header is known by it too.
                let is_known = table == "header" && reading.kept.children.kept == reading.kept.children.of;
                assert!(is_known || !reading.kept.losses.is_empty(), "{table} {year} {names}");
            }
        }
    }
}

#[test]
fn a_missing_header_is_told_however_few_children_it_alone_knows() {
    let header = |children: std::ops::Range<u32>| {
        let rows = children.map(|k| format!("{k},1,05/06/2008,WBRI,X{k},,\n"));
        String::from("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n") + &rows.collect::<String>()
    };
    let episodes = |children: std::ops::Range<u32>| {
        let start = |k: u32| if k < 100 { "10/05/2018" } else { "10/05/2019" };
        let rows = children.map(|k| format!("{k},{},S,C2,N1,U6,PR1,,,,,,\n", start(k)));
        EPISODES.lines().next().unwrap().to_owned() + "\n" + &rows.collect::<String>()
    };
    // One of a hundred and one children is known to the second header alone.
    let mut files = vec![
        given("2019/header.csv", header(0..100).as_bytes()),
        given("2019/episodes.csv", episodes(0..100).as_bytes()),
        given("2020/header.csv", header(0..101).as_bytes()),
        given("2020/episodes.csv", episodes(0..101).as_bytes()),
    ];
    assert_eq!(import::read(&files).kept.losses, Vec::<String>::new());
    files.remove(2);
    let losses = import::read(&files).kept.losses;
    assert_eq!(losses, ["the table Header that belongs to 2020/episodes.csv is missing"]);
}

#[test]
fn a_torn_file_is_no_return_and_says_how_much_of_it_is_gone() {
    let sheets = three_years();
    let own: Vec<&Sheet> = sheets[..3].iter().collect();
    let text = nested_xml(&own, false, false);
    let half = &text[..text.len() / 2];
    let broken = format!("{half}</WRONG>{}", &text[text.len() / 2..]);
    for (text, told) in [(half, "the file ends inside"), (&broken, "% of the file comes after")] {
        let reading = import::read(&[given("2020.xml", text.as_bytes())]);
        assert!(reading.kept.losses.iter().any(|loss| loss.contains(told)), "{:?}", reading.kept.losses);
    }
}

#[test]
fn twins_whose_numbers_are_alike_stay_two() {
    let mut sheets = three_years();
    let whole = counts(&files(&sheets));
    // One number in two spellings, of two children with different births.
    for sheet in &mut sheets {
        sheet.rewrite(&["CHILD"], |number| match number {
            "4102" => "07".to_owned(),
            "4103" => "7".to_owned(),
            other => other.to_owned(),
        });
    }
    let files = files(&sheets);
    assert_eq!(counts(&files), whole);
    assert!(import::read(&files).told.iter().any(|told| told.contains("kept as children apart")));
}

#[test]
fn both_orders_in_one_column_are_refused() {
    let mut sheets = three_years();
    for sheet in &mut sheets {
        let (at, month_first) = (sheet.columns.iter().position(|column| *column == "DECOM"), dates()[3]);
        for row in sheet.rows.iter_mut().step_by(2) {
            if let Some(at) = at {
                row[at] = month_first(&row[at]);
            }
        }
    }
    let reading = import::read(&files(&sheets));
    assert!(reading.told.iter().any(|told| told.contains("in both orders")), "{:?}", reading.told);
    assert!(!reading.kept.losses.is_empty());
}

#[test]
fn a_message_names_what_was_found_and_what_was_expected() {
    let mut sheets = three_years();
    let at = sheets[1].at("PLACE");
    sheets[1].rows[5][at] = "U9".to_owned();
    let at = sheets[1].at("DEC");
    sheets[1].rows[7][at] = "99/99/2019".to_owned();
    let text = import::words::of_reading(&import::read(&files(&sheets)));
    for told in [
        "PLACE: U9. Known are A3 A4",
        "DEC: nn/nn/nnnn with no month in it. Read are dd/mm/yyyy",
        "2020/episodes.csv:7",
    ] {
        assert!(text.contains(told), "{told}\n{text}");
    }
    let missing = sheets[1].csv();
    let text = String::from_utf8(missing.bytes.unwrap()).unwrap().replacen(",DEC,", ",ENDE,", 1);
    let reading = import::read(&[given("2020/episodes.csv", text.as_bytes())]);
    assert!(import::words::of_reading(&reading).contains("DEC of the table Episodes"));
}
