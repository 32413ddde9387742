//! The shared samples as published, small files of each layout, and random damage to them.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use swplab_model::evidence::{Cell, Code, Figure, NATION, Profile, published};

const STABILITY: &str = "\u{feff}time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code,cla_group,placement_stability,children_count,children_percent\n\
2021,Reporting year,National,E92000001,England,,,,,,CLA on 31 March,With 3 or more placements during the year,7400,9\n\
2021,Reporting year,Regional,E92000001,England,E12000001,North East,,,,CLA on 31 March,With 3 or more placements during the year,500,9\n\
2021,Reporting year,Local authority,E92000001,England,E12000009,South West,933,Somerset,E10000027,CLA on 31 March,With 3 or more placements during the year,62,12\n\
2021,Reporting year,Local authority,E92000001,England,E12000009,South West,933,Somerset,E10000027,CLA on 31 March,Total children,\"1,528\",100\n\
2021,Reporting year,Local authority,E92000001,England,E12000009,South West,420,Isles of Scilly,E06000053,CLA on 31 March,Total children,c,z\n";

const NUMBERS: &str = "time_period,geographic_level,la_name,new_la_code,population_type,children_count\n\
2021,Local authority,Somerset,E10000027,Children looked after on 31 March each year,528\n\
202021,Local authority,Somerset,E10000027,Children starting to be looked after each year,u\n\
2021,Local authority,Somerset,E10000027,Children ceasing to be looked after each year,low\n\
20x1,Local authority,Somerset,E10000027,Children ceasing to be looked after each year,5\n\
2021,Local authority,Somerset,10000027,Children ceasing to be looked after each year,5\n\
2021,Ward,Somerset,E10000027,Children ceasing to be looked after each year,5\n\
2021,Local authority,Somerset,E10000027,Children looked after on 31 March each year,many\n\
2021,Local authority,Somerset\n";

const OLD: &str = "New_geog_code,geog_l,geog_c,geog_n,CLA_Mar2011,CLA_2011,CLA_U1,CLA_1to4,CLA_5to9,CLA_10to15,CLA_16over,CLA_Fost,CLA_Secure,CLA_Ores,CLA_RSch,CLA_Parent,CLA_Ocom,CLA_Adopt,CLA_Miss,CLA_OthPl\n\
E10000002,LA,825,Buckinghamshire,100,140,x,20,20,30,27,70,10,x,.,10,5,2,0,0\n";

fn of(text: &str) -> (Vec<crate::dfe::read::Fact>, Vec<Remark>) {
    read("file.csv", text.as_bytes(), &Layouts::carried())
}

#[test]
fn a_file_is_the_same_whatever_parts_its_cells_and_codes_its_letters() {
    let facts = |bytes: &[u8]| {
        let facts = read("a.csv", bytes, &Layouts::carried()).0;
        facts.into_iter().map(|fact| (fact.year, fact.codes, fact.figure, fact.cell)).collect::<Vec<_>>()
    };
    let whole = facts(STABILITY.as_bytes());
    assert!(!whole.is_empty());
    let text = STABILITY.trim_start_matches('\u{feff}');
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [wide.clone(), [&b"\xff\xfe"[..], &wide].concat()] {
        assert_eq!(facts(&bytes), whole);
    }
    for sign in [";", "\t", "|"] {
        let text = text.replace("\"1,528\"", "1528");
        assert_eq!(facts(text.replace(',', sign).as_bytes()), whole, "{sign}");
    }
}

#[test]
fn columns_are_found_by_name_and_every_code_stays_the_fact_that_it_is() {
    let (facts, remarks) = of(STABILITY);
    let all = gather(&facts).published;
    let somerset = all.row(2021, "E06000066").unwrap();
    assert_eq!(somerset.cell(Figure::ThreePlacements), Cell::Number(12.0));
    assert_eq!(somerset.cell(Figure::ThreePlacementsBase), Cell::Number(1_528.0));
    assert_eq!(all.nation(2021).unwrap().get(Figure::ThreePlacementsCount), Some(7_400.0));
    // Nothing is known of the Isles of Scilly, and both codes are explained.
    assert!(all.row(2021, "E06000053").is_none());
    let coded: Vec<&Remark> = remarks.iter().filter(|remark| remark.kind == Kind::Coded).collect();
    assert_eq!(coded.len(), 1);
    assert_eq!(
        coded[0].to_string(),
        "file.csv, line 6, column children_count (Isles of Scilly): found \"c\": withheld so that nobody can be recognised; kept as that, not as a number."
    );
}

#[test]
fn a_fault_names_its_line_and_what_was_done() {
    let (facts, remarks) = of(NUMBERS);
    let row = gather(&facts).published;
    let row = row.row(2021, "E06000066").unwrap();
    assert_eq!(row.cell(Figure::Stock), Cell::Number(528.0));
    assert_eq!(row.cell(Figure::Started), Cell::Coded(Code::Unreliable));
    assert_eq!(row.cell(Figure::Ceased), Cell::Coded(Code::RoundsToZero));
    let faults: Vec<(u64, Kind)> = remarks
        .iter()
        .filter(|remark| remark.kind.is_fault())
        .map(|remark| (remark.line, remark.kind))
        .collect();
    let rows = [5, 6, 7].map(|line| (line, Kind::Row));
    let expected: Vec<(u64, Kind)> =
        rows.into_iter().chain([(8, Kind::Unreadable), (9, Kind::Row)]).collect();
    assert_eq!(faults, expected);
}

#[test]
fn an_old_wide_file_is_read_through_its_mapping_with_the_year_in_a_column() {
    let (facts, _) = of(OLD);
    let all = gather(&facts).published;
    let row = all.row(2011, "E06000060").unwrap();
    assert_eq!(row.cell(Figure::AgeUnder1), Cell::Coded(Code::OneToFive));
    assert_eq!(row.cell(Figure::PlacedSchools), Cell::Coded(Code::Inapplicable));
    // Another year of the same columns is that year.
    let later = OLD.replace("CLA_Mar2011", "CLA_Mar2013").replace("CLA_2011", "CLA_2013");
    assert!(gather(&of(&later).0).published.row(2013, "E06000060").is_some());
    let unknown = of("a,b,c\n1,2,3\n");
    assert!(unknown.0.is_empty() && unknown.1[0].to_string().contains("of no layout that is known"));
}

#[test]
fn of_two_files_the_first_stands_and_a_number_goes_before_a_code() {
    let (mut facts, _) = of(NUMBERS);
    facts.extend(of(&NUMBERS.replace("528", "530").replace(",u\n", ",77\n")).0);
    let gathered = gather(&facts);
    let row = gathered.published.row(2021, "E06000066").unwrap();
    assert_eq!((row.get(Figure::Stock), row.get(Figure::Started)), (Some(528.0), Some(77.0)));
    let conflicts = gathered.remarks.iter().filter(|remark| remark.kind == Kind::Conflict);
    assert_eq!(conflicts.count(), 1);
}

#[test]
fn a_profile_of_published_figures_is_one_that_the_program_reads() {
    let table = published();
    let mut made = 0;
    for year in 2021..=2025 {
        for row in table.of_year(year).filter(|row| row.get(Figure::Stock).is_some_and(|stock| stock >= 1.0))
        {
            let text = profile_text(row, table, &Default::default()).unwrap();
            let read = Profile::parse(&text).unwrap_or_else(|fault| panic!("{}: {fault}", row.name));
            let kept = Profile::embedded(&profile_name(&row.name, year)).unwrap();
            assert_eq!((read.name, read.stock, read.levels), (kept.name, kept.stock, kept.levels));
            made += 1;
        }
    }
    assert!(made > 750, "{made}");
}

#[test]
fn the_source_of_a_profile_names_the_files_that_were_given_and_no_others() {
    let layouts = Layouts::carried();
    let given = |name: &str, text: &str| read(name, text.as_bytes(), &layouts).0;
    let numbers = NUMBERS.replace(",u\n", ",77\n").replace(",low\n", ",70\n");
    let mut facts = given("folder/numbers.csv", &numbers);
    facts.extend(given("folder/of-others.csv", &STABILITY.replace("E10000027", "E10000016")));
    let gathered = gather(&facts);
    let row = gathered.published.row(2021, "E06000066").unwrap();
    let (made, faults) = profiles(&[row], &gathered.published, &gathered.files);
    assert!(faults.is_empty(), "{faults:?}");
    let text = &made[0].1;
    let source = text.lines().find(|line| line.starts_with("source = ")).unwrap();
    assert!(source.contains("(numbers.csv), 31 March 2021, E06000066"), "{source}");
    for other in ["folder", "of-others", "30 September", "workforce"] {
        assert!(!source.contains(other), "{source}");
    }
}

fn shared(folder: &str, names: &[&str]) -> Option<Vec<(String, Vec<u8>)>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(folder);
    let read = |name: &&str| Some(((*name).to_owned(), std::fs::read(data.join(name)).ok()?));
    let files: Option<Vec<_>> = names.iter().map(read).collect();
    if files.is_none() {
        eprintln!("{} is absent: its files are not read", data.display());
    }
    files
}

const AS_PUBLISHED: [&str; 5] = [
    "cla_number_and_rate_per_10k_children.csv",
    "la_cla_placement_stability.csv",
    "la_cla_swcount.csv",
    "csww_indicators_2017_to_2025.csv",
    "ons_mid-year_population_estimates_2012_to_2024.csv",
];

#[test]
fn the_tables_that_the_program_carries_are_those_of_the_releases() {
    let Some(files) = shared("dfe-as-published", &AS_PUBLISHED) else {
        return;
    };
    let layouts = Layouts::carried();
    let mut facts = Vec::new();
    for (name, bytes) in &files {
        let (more, remarks) = read(name, bytes, &layouts);
        assert!(remarks.iter().all(|remark| !remark.kind.is_fault()), "{name}");
        facts.extend(more);
    }
    let gathered = gather(&facts).published;
    let mut compared = 0;
    for row in gathered.rows().filter(|row| row.year >= 2017) {
        let kept = published().row(row.year, &row.code);
        for figure in Figure::all() {
            // From 2021 on these are in tables of their own, see the next test.
            if row.year >= 2021 && BLOCKS.iter().any(|(_, block)| block.iter().any(|(of, _)| *of == figure)) {
                continue;
            }
            let kept = kept.map_or(Cell::Coded(Code::Blank), |kept| kept.cell(figure));
            assert_eq!(kept, row.cell(figure), "{} {} {figure:?}", row.name, row.year);
            compared += 1;
        }
    }
    assert!(compared > 30_000, "{compared}");
    let england = gathered.nation(2021).unwrap();
    assert_eq!((england.code.as_str(), england.get(Figure::Stock)), (NATION, Some(80_780.0)));
}

/// Tables of children by authority, and which of their columns are which figures.
const BLOCKS: [(&str, &[(Figure, &str)]); 2] = [
    (
        "1-stock-la-2011-2025.csv",
        &[
            (Figure::AgeUnder1, "age_u1"),
            (Figure::Age1To4, "age_1_4"),
            (Figure::Age5To9, "age_5_9"),
            (Figure::Age10To15, "age_10_15"),
            (Figure::AgeFrom16, "age_16p"),
            (Figure::PlacedFoster, "foster"),
            (Figure::PlacedHomes, "secure_and_childrens_homes"),
            (Figure::PlacedOtherResidential, "other_residential"),
            (Figure::PlacedSchools, "residential_school"),
            (Figure::PlacedParents, "parents"),
            (Figure::PlacedCommunity, "supported_"),
            (Figure::PlacedAdoption, "adoption"),
            (Figure::PlacedMissing, "missing"),
            (Figure::PlacedOther, "other"),
        ],
    ),
    (
        "2-starts-la-2011-2025.csv",
        &[
            (Figure::StartedUnder1, "age_u1"),
            (Figure::Started1To4, "age_1_4"),
            (Figure::Started5To9, "age_5_9"),
            (Figure::Started10To15, "age_10_15"),
            (Figure::StartedFrom16, "age_16p"),
        ],
    ),
];

#[test]
fn ages_placements_and_starters_from_2021_on_are_those_of_the_tables_by_authority() {
    for (name, figures) in BLOCKS {
        let Some(files) = shared("by-authority", &[name]) else {
            return;
        };
        let mut reader = csv::Reader::from_reader(&files[0].1[..]);
        let header = reader.headers().unwrap().clone();
        // A name that ends in a line is the beginning of a column's.
        let is = |column: &str, name: &str| column == name || name.ends_with('_') && column.starts_with(name);
        let at = |name: &str| header.iter().position(|column| is(column, name)).unwrap();
        let mut compared = 0;
        for record in reader.records().map(|record| record.unwrap()) {
            let year: u32 = record[at("year")].parse().unwrap();
            let Some(kept) = published().row(year, &record[at("code")]).filter(|row| row.year >= 2021) else {
                continue;
            };
            for (figure, column) in figures {
                let printed = record[at(column)].parse::<f64>().ok();
                assert_eq!(kept.get(*figure), printed, "{} {year} {figure:?}", kept.name);
                compared += 1;
            }
        }
        assert!(compared > 3_000, "{name}: {compared}");
    }
}

#[test]
fn every_other_shared_sample_is_read_or_explained() {
    let others = [
        "dfe-cla-by-la-2011.csv",
        "dfe-cla-and-stability-by-la-2021-2025.csv",
        "dfe-workforce-by-la-2017-2025.csv",
        "dfe-s251-outturn-by-la-2010-11.csv",
    ];
    let Some(files) = shared("", &others) else {
        return;
    };
    for (name, bytes) in &files {
        let (facts, remarks) = read(name, bytes, &Layouts::carried());
        let faults = remarks.iter().filter(|remark| remark.kind.is_fault()).count();
        let is_spending = name.contains("s251");
        assert_eq!((facts.is_empty(), faults), (is_spending, usize::from(is_spending)), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn damage_never_panics(which in 0..3usize, cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4u8), 0..12)) {
        let mut bytes = [STABILITY, NUMBERS, OLD][which].as_bytes().to_vec();
        for (at, byte, how) in cuts {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => { bytes.remove(at); }
                _ => bytes.truncate(at),
            }
        }
        let (facts, remarks) = read("damaged.csv", &bytes, &Layouts::carried());
        for remark in &remarks {
            prop_assert!(!remark.to_string().is_empty());
        }
        let gathered = gather(&facts);
        for row in gathered.published.rows() {
            if let Ok(text) = profile_text(row, &gathered.published, &Default::default()) {
                // Whatever was read is a profile, or its fault is told.
                let _ = Profile::parse(&text);
            }
        }
        let _ = table_text(&gathered.published);
    }

    #[test]
    fn any_mapping_is_read_or_refused(text in "(?s).{0,200}") {
        let _ = Layouts::parse(&text);
    }
}
