//! A bundle of results: everything in it is listed and true of its study, its numbers are those of the tables, and it has
//! the same bytes twice.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use serde_json::Value;

use crate::place::{Place, assert_exit, assert_same_files, stderr, stdout};

/// An authority whose arms have no practice, with a value of its own and a position.
const NO_PRACTICE: &str = r#"title = "Caseloads | without a practice"
question = "What if case holders held fewer cases?"
authorities = ["kent-2025"]
practice = []

[study]
start = "2025-03-31"
horizon_years = 2
replications = 2

[in_house]
caseload = 17

[hypotheses]
H12 = "insecurity-cancels"

[parameters]
"casework.least-direct" = { value = 0.05, why = "a local diary of <50 case holders & managers" }

[[arms]]
name = "As it is"

[[arms]]
name = "Fewer cases"
set = { "in_house.caseload" = 14 }
"#;

type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn bundle(place: &Place, results: &str) {
    let made = place.swplab(&["report", results, "--bundle"]);
    assert_exit(&made, 0);
    let said = stdout(&made);
    assert!(said.starts_with(&format!("The bundle is {results}-bundle, with ")), "{said}");
    let lacks = !(cfg!(feature = "parquet") && cfg!(feature = "png"));
    assert_eq!(said.contains("--features bundle"), lacks, "{said}");
}

/// Studies of different kinds in one place.
fn studies() -> (Place, [&'static str; 4]) {
    let place = Place::with_results(3);
    place.write("no-practice.toml", NO_PRACTICE);
    let run = |arguments: &[&str]| assert_exit(&place.swplab(&[arguments, &["--quiet"]].concat()), 0);
    run(&["run", "no-practice.toml", "--out", "none"]);
    run(&["run", "contract-length.toml", "--replications", "1", "--out", "one"]);
    let varied = "parameters.casework.least-direct=0.02,0.05";
    run(&[
        "sweep",
        "contract-length.toml",
        "--vary",
        "contract.term_years=2,5",
        "--vary",
        varied,
        "--replications",
        "2",
        "--out",
        "sweep",
    ]);
    (place, ["out", "none", "one", "sweep"])
}

/// Every file of a bundle but the run log with its bytes, and the run log's too.
fn files(place: &Place, results: &str) -> Vec<(String, Vec<u8>)> {
    let folder = format!("{results}-bundle");
    let mut files = place.files_of(&folder);
    files.push((
        "results/run-log.json".to_owned(),
        place.read(&format!("{folder}/results/run-log.json")).into_bytes(),
    ));
    files
}

/// A file inside an archive.
fn inside(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// Sheets of a workbook by name: rows of cells, a number as its value is written.
fn sheets(workbook: &[u8]) -> BTreeMap<String, Vec<Vec<String>>> {
    let content = String::from_utf8(inside(workbook, "content.xml")).unwrap();
    let unmarked = |text: &str| {
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| unmarked(value))
    };
    let cell = |cell: &str| {
        let (tag, rest) = cell.split_once('>').unwrap();
        let value = attribute(tag, "office:value").or_else(|| attribute(tag, "office:boolean-value"));
        let words = || {
            let lines = rest.split("<text:p>").skip(1).map(|line| line.split("</text:p>").next().unwrap());
            let lines: Vec<&str> = lines
                .map(|line| {
                    line.rsplit_once("\">").map_or(line, |(_, words)| words).trim_end_matches("</text:a>")
                })
                .collect();
            unmarked(&lines.join("\n"))
        };
        value.unwrap_or_else(words)
    };
    let sheet = |sheet: &str| {
        let name = attribute(sheet.split_once('>').unwrap().0, "table:name").unwrap();
        let rows = sheet.split("<table:table-row").skip(1);
        let rows = rows.map(|row| row.split("<table:table-cell").skip(1).map(cell).collect());
        (name, rows.collect())
    };
    content.split("<table:table ").skip(1).map(|text| sheet(&format!(" {text}"))).collect()
}

#[test]
fn every_file_is_listed_and_every_listed_file_is_there() {
    let (place, all) = studies();
    for results in all {
        bundle(&place, results);
        let metadata: Value =
            serde_json::from_str(&place.read(&format!("{results}-bundle/ro-crate-metadata.json"))).unwrap();
        let graph = metadata["@graph"].as_array().unwrap();
        let listed: BTreeSet<&str> = graph
            .iter()
            .filter(|one| one["@type"] == "File")
            .map(|one| one["@id"].as_str().unwrap())
            .collect();
        let there = files(&place, results);
        let names: BTreeSet<&str> = there
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| *name != "ro-crate-metadata.json")
            .collect();
        assert_eq!(listed, names, "{results}");
        for (name, bytes) in &there {
            let entity = graph.iter().find(|one| one["@id"] == name.as_str()).unwrap();
            assert!(
                name == "ro-crate-metadata.json"
                    || entity["contentSize"].as_str() == Some(bytes.len().to_string().as_str()),
                "{name}"
            );
        }
        // What is referred to is told of.
        let known: BTreeSet<&str> = graph.iter().map(|one| one["@id"].as_str().unwrap()).collect();
        assert_eq!(known.len(), graph.len(), "an id stands twice");
        for entity in graph {
            for reference in references(entity) {
                assert!(
                    known.contains(reference) || reference.starts_with("https://w3id.org/"),
                    "{reference}"
                );
            }
        }
        let root = graph.iter().find(|one| one["@id"] == "./").unwrap();
        assert_eq!(
            root["hasPart"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| !one["@id"].as_str().unwrap().ends_with('/'))
                .count(),
            names.len()
        );
        assert!(
            place.read(&format!("{results}/run-log.json")).contains(root["datePublished"].as_str().unwrap())
        );
    }
}

fn references(entity: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    for (_, value) in entity.as_object().unwrap() {
        let all = match value {
            Value::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        found.extend(all.into_iter().filter_map(|one| one.get("@id").and_then(Value::as_str)));
    }
    found
}

#[test]
fn a_bundle_has_the_same_bytes_twice_as_a_directory_and_as_one_file() {
    let place = Place::with_results(2);
    for path in ["a", "b"] {
        assert_exit(&place.swplab(&["report", "out", &format!("--bundle={path}")]), 0);
    }
    let one = place.files_of("a");
    assert_same_files(&one, &place.files_of("b"));
    // What results hold goes with them as it is.
    let inside_results: Vec<(String, Vec<u8>)> = one
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("results/")?.to_owned(), bytes.clone())))
        .filter(|(name, _)| name != "run-log.json")
        .collect();
    assert_same_files(&inside_results, &place.files_of("out"));
    assert_exit(&place.swplab(&["verify", "a/results", "--quiet"]), 0);
    for path in ["c.zip", "d.zip"] {
        assert_exit(&place.swplab(&["report", "out", &format!("--bundle={path}")]), 0);
    }
    let [c, d] = ["c.zip", "d.zip"].map(|path| std::fs::read(place.at(path)).unwrap());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&c)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    assert!(
        names.iter().all(|name| name.starts_with("c/"))
            && names.len() == one.iter().filter(|(name, _)| !name.ends_with("run-log.json")).count() + 1
    );
    let mut other = zip::ZipArchive::new(std::io::Cursor::new(&d)).unwrap();
    for (number, name) in names.iter().enumerate() {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        archive.by_index(number).unwrap().read_to_end(&mut first).unwrap();
        other.by_index(number).unwrap().read_to_end(&mut second).unwrap();
        assert!(first == second, "{name}");
        let own = one.iter().find(|(own, _)| name[2..] == **own);
        assert!(own.is_none_or(|(_, bytes)| *bytes == first), "{name}");
    }
    assert_eq!(c.len(), d.len());
    assert_eq!(place.names(), ["a", "b", "c.zip", "contract-length.toml", "d.zip", "out"]);
}

#[test]
fn the_workbook_holds_the_numbers_of_the_tables_one_table_a_sheet() {
    let (place, all) = studies();
    for results in all {
        bundle(&place, results);
        let folder = format!("{results}-bundle");
        let workbook = std::fs::read(place.at(&format!("{folder}/workbook.ods"))).unwrap();
        // The first file is stored and says at a fixed place what the rest is.
        assert_eq!(&workbook[30..84], b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
        let sheets = sheets(&workbook);
        let contents = &sheets["contents"];
        let manifest: Value =
            serde_json::from_str(&place.read(&format!("{folder}/results/manifest.json"))).unwrap();
        let tables = manifest["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| format!("results/{}", file["name"].as_str().unwrap()));
        let logs = ["assumptions-log.csv", "quality-assurance-log.csv"].map(str::to_owned);
        let mut compared = 0;
        for table in tables.chain(logs) {
            let stem = table.trim_start_matches("results/").trim_end_matches(".csv");
            let name = match stem {
                "assumptions-log" => "assumptions log",
                "quality-assurance-log" => "QA log",
                stem => stem,
            };
            let text = place.read(&format!("{folder}/{table}"));
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let expected: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let line = contents
                .iter()
                .find(|row| row.first().is_some_and(|first| first == name))
                .unwrap_or_else(|| panic!("{results}: the contents lack {name}"));
            assert_eq!(line[2], expected.len().to_string(), "{name}");
            let Some(sheet) = sheets.get(name) else {
                assert!(expected.len() > 5_000 && line[3].contains(&table), "{name} has no sheet");
                continue;
            };
            let head = sheet.len() - expected.len() - 1;
            assert_eq!(sheet[head].len(), header.len(), "{name}");
            for (written, column) in sheet[head].iter().zip(&header) {
                let known = written.to_lowercase().replace(' ', "_");
                assert!(known.starts_with(&column.to_lowercase()), "{name}: {written} for {column}");
            }
            for (row, expected) in sheet[head + 1..].iter().zip(&expected) {
                for ((cell, expected), column) in row.iter().zip(expected).zip(&header) {
                    let is_same = cell == expected
                        || cell == "[z]" && expected.is_empty()
                        || expected.strip_prefix('\'') == Some(cell)
                        || expected.trim_end() == cell.trim_end();
                    assert!(is_same, "{results}, {name}, {column}: {cell:?} for {expected:?}");
                }
                compared += row.len();
            }
        }
        assert!(compared > 10_000, "{compared}");
    }
}

#[test]
fn the_assumptions_log_has_every_quantity_as_it_is_in_force_and_every_contested_question() {
    let (place, _) = studies();
    for results in ["out", "none", "one"] {
        bundle(&place, results);
        let log = rows(&place.read(&format!("{results}-bundle/assumptions-log.csv")));
        let quantities = rows(&place.read(&format!("{results}/assumptions.csv")));
        for quantity in &quantities {
            let row = log
                .iter()
                .find(|row| row["id"] == quantity["id"])
                .unwrap_or_else(|| panic!("{}", quantity["id"]));
            let [value, low, high] =
                ["value", "low", "high"].map(|column| quantity[column].parse::<f64>().unwrap());
            let in_force = row["in_force"].split(" (").next().unwrap().parse::<f64>();
            assert!(in_force.is_err() && row["in_force"].contains(": ") || in_force == Ok(value), "{row:?}");
            assert_eq!((row["low"].parse(), row["high"].parse()), (Ok(low), Ok(high)));
            assert_eq!(row["grade"].get(..1), Some(quantity["grade"].as_str()));
            assert_eq!(
                row["quality"],
                match quantity["grade"].as_str() {
                    "A" | "B" => "GREEN",
                    "C" => "AMBER",
                    _ => "RED",
                }
            );
            // One replication shows of nothing that it is drawn.
            if results != "one" {
                assert_eq!(
                    row["varied"].contains("the same"),
                    quantity["drawn"] == "false",
                    "{row:?} {quantity:?}"
                );
            }
        }
        assert_eq!(log.iter().filter(|row| row["kind"] == "quantity").count(), quantities.len());
        assert_eq!(log.iter().filter(|row| row["kind"] == "contested question").count(), 19);
        for column in log[0].keys().filter(|column| !["unit", "low", "high"].contains(&column.as_str())) {
            for row in &log {
                assert!(!row[column].is_empty(), "{results}: {column} of {} is empty", row["id"]);
            }
        }
        // So few replications measure nothing; what is said of impact is what follows from the model's structure.
        let measured = log.iter().filter(|row| !["GREEN", "not measured"].contains(&row["impact"].as_str()));
        assert_eq!(measured.count(), 0, "{results}");
    }
}

#[test]
fn what_a_scenario_sets_stands_in_the_log_with_its_reason() {
    let (place, _) = studies();
    bundle(&place, "none");
    let log = rows(&place.read("none-bundle/assumptions-log.csv"));
    let of = |id: &str| log.iter().find(|row| row["id"] == id).unwrap();
    let set = of("casework.least-direct");
    assert_eq!(set["in_force"], "0.05");
    assert!(set["changed"].contains("a local diary of <50 case holders & managers"), "{set:?}");
    assert!(set["owner"].contains("scenario") && set["varied"].contains("the same"));
    let position = of("H12");
    assert!(
        position["in_force"].starts_with("insecurity-cancels (") && !position["in_force"].contains("open"),
        "{position:?}"
    );
    assert!(of("H13")["in_force"].starts_with("open: by lot one of "));
    let caseload = log.iter().find(|row| row["location"] == "scenario.toml, in_house.caseload").unwrap();
    assert_eq!(caseload["in_force"], "17; 14 in \"Fewer cases\"");
    let odd = place.read("none-bundle/odd.md");
    assert!(odd.contains("| Fewer cases | in_house.caseload = 14 | none | none |"), "{odd}");
    assert!(odd.contains("| casework.least-direct |") && odd.contains("a local diary"));
    assert!(!odd.contains("](equations.md") && odd.contains("docs/equations.md"));
    let stress = place.read("none-bundle/stress-abs.md");
    assert!(stress.contains("no arm has a practice") && !stress.contains("| no |"), "{stress}");
    assert!(stress.lines().filter(|line| line.starts_with("| ") && line.contains(" | yes | ")).count() >= 20);
}

#[test]
fn a_factor_of_a_sweep_is_told_as_varied() {
    let (place, _) = studies();
    bundle(&place, "sweep");
    let log = rows(&place.read("sweep-bundle/assumptions-log.csv"));
    let varied = log.iter().find(|row| row["id"] == "casework.least-direct").unwrap();
    assert_eq!(varied["in_force"], "varied by the design: 0.02, 0.05");
    assert_eq!(varied["varied"], "by the cells of the design");
    assert!(place.read("sweep-bundle/odd.md").contains("| contract.term_years | 2, 5 |"));
}

#[test]
fn the_quality_assurance_log_says_what_was_and_what_was_not_done() {
    let (place, all) = studies();
    for results in all {
        bundle(&place, results);
        let log = rows(&place.read(&format!("{results}-bundle/quality-assurance-log.csv")));
        for row in &log {
            assert!(row.values().all(|cell| !cell.is_empty()), "{row:?}");
            let known =
                ["passed", "not passed", "to be read", "not judged", "not done here", "with the program"];
            assert!(known.contains(&row["status"].as_str()), "{row:?}");
        }
        let of = |check: &str| {
            log.iter().find(|row| row["check"].contains(check)).unwrap_or_else(|| panic!("{check}"))
        };
        assert_eq!(of("Tables are those")["status"], "passed");
        assert_eq!(of("passes the check")["status"], "passed");
        assert_eq!(of("Runs that failed")["result"], "no run failed");
        assert_eq!(of("can be repeated")["status"], "not done here");
        assert_eq!(of("Review by somebody")["status"], "not done here");
        // With so few replications no published figure is called off, and nothing is told to be known well.
        assert_eq!(of("first year agrees")["status"], "not judged");
        if results == "one" {
            assert_eq!(of("Replications are enough")["status"], "not judged");
        }
    }
}

#[test]
fn the_citation_names_version_commit_and_scenario() {
    let place = Place::with_results(1);
    bundle(&place, "out");
    let citation = place.read("out-bundle/CITATION.cff");
    let manifest: Value = serde_json::from_str(&place.read("out/manifest.json")).unwrap();
    let log: Value = serde_json::from_str(&place.read("out/run-log.json")).unwrap();
    assert!(citation.contains(&format!("version: {}\n", manifest["swplab_version"].as_str().unwrap())));
    assert!(citation.contains(manifest["scenario_blake3"].as_str().unwrap()));
    let commit = log["commit"].as_str().unwrap();
    assert_eq!(citation.contains("\ncommit: "), !commit.is_empty());
    assert!(citation.contains(commit));
}

#[test]
fn what_cannot_be_bundled_is_refused_with_the_reason_and_nothing_is_left() {
    let place = Place::with_results(1);
    let refused = |arguments: &[&str], code: i32, said: &str| {
        let ended = place.swplab(&[&["report", "out"], arguments].concat());
        assert_exit(&ended, code);
        assert!(stderr(&ended).contains(said), "{}", stderr(&ended));
        assert_eq!(place.names(), ["contract-length.toml", "out"]);
    };
    refused(&["--bundle=contract-length.toml"], 3, "exists already");
    let manifest = place.read("out/manifest.json");
    place.write("out/manifest.json", &manifest.replace("\"kind\": \"study\"", "\"kind\": \"calibration\""));
    refused(&["--bundle"], 2, "are of targets and not of a scenario");
    let version = format!("\"swplab_version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    place.write("out/manifest.json", &manifest.replace(&version, "\"swplab_version\": \"0.0.9\""));
    refused(&["--bundle"], 2, "of version 0.0.9");
    place.write("out/manifest.json", &manifest);
    let units = place.read("out/units.csv");
    place.write("out/units.csv", &units.replace("whole", "half"));
    refused(&["--bundle"], 3, "units.csv");
    place.write("out/units.csv", &units);
    // The page reads nothing of this one.
    let drawn = place.read("out/parameters.csv");
    place.write("out/parameters.csv", &format!("{drawn}0,a.quantity,1.0\n"));
    refused(&["--bundle"], 3, "parameters.csv");
    place.write("out/parameters.csv", &drawn);
    std::fs::remove_file(place.at("out/run-log.json")).unwrap();
    refused(&["--bundle"], 2, "SOURCE_DATE_EPOCH");
    let mut command = place.command(&["report", "out", "--bundle"]);
    assert_exit(&command.env("SOURCE_DATE_EPOCH", "soon").output().unwrap(), 2);
    let mut command = place.command(&["report", "out", "--bundle"]);
    assert_exit(&command.env("SOURCE_DATE_EPOCH", "1400000000").output().unwrap(), 0);
    assert!(place.read("out-bundle/README.md").contains("made on 2014-05-13"));
}
