//! Parquet copies of tables and PNG copies of charts: the same cells, the right size, the same bytes
//! twice, and a plain refusal where the build lacks them.
//! `cargo test --features png,parquet --test program formats` tests the formats themselves.

use crate::place::{Place, assert_exit, stderr};

#[test]
fn a_format_that_this_build_lacks_is_refused_before_anything_is_simulated() {
    let place = Place::with_scenario();
    let flags = [("--parquet", cfg!(feature = "parquet")), ("--png", cfg!(feature = "png"))];
    for (flag, _) in flags.iter().filter(|(_, is_built)| !is_built) {
        let long = ["--replications", "100000", "--out", "out"];
        for command in ["run", "sweep"] {
            let asked = [&[command, "contract-length.toml", flag], &long[..]].concat();
            let refused = place.swplab(&asked);
            assert_exit(&refused, 2);
            let way_out = format!("--features {}", flag.trim_start_matches('-'));
            assert!(stderr(&refused).contains(&way_out), "{}", stderr(&refused));
        }
        assert_exit(&place.swplab(&["report", "out", flag]), 2);
    }
    assert_eq!(place.names(), ["contract-length.toml"]);
}

#[cfg(feature = "parquet")]
mod parquet_copies {
    use crate::place::{Place, assert_exit, assert_same_files, stdout};
    use parquet::basic::Type;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    use std::fs::File;

    fn run(place: &Place, out: &str, threads: &str) {
        let run = ["run", "contract-length.toml", "--quiet", "--parquet"];
        // Fewer replications than this have no shares of variance.
        let few = ["--replications", "12", "--out", out, "--threads", threads];
        assert_exit(&place.swplab(&[&run[..], &few].concat()), 0);
    }

    fn open(place: &Place, name: &str) -> SerializedFileReader<File> {
        SerializedFileReader::new(File::open(place.at(name)).unwrap()).unwrap()
    }

    /// The cells of a copy as the table writes them; a number is given by its bits.
    fn cells(reader: &SerializedFileReader<File>) -> (Vec<String>, Vec<Vec<String>>) {
        let schema = reader.metadata().file_metadata().schema_descr();
        let header = schema.columns().iter().map(|c| c.name().to_owned());
        let header = header.collect();
        let rows = reader.get_row_iter(None).unwrap().map(|row| {
            let row = row.unwrap();
            let cells = row.get_column_iter().map(|(_, field)| match field {
                Field::Str(text) => text.clone(),
                Field::Long(whole) => whole.to_string(),
                Field::Double(number) => bits(*number),
                Field::Bool(flag) => flag.to_string(),
                Field::Null => String::new(),
                other => panic!("{other:?} in a table"),
            });
            cells.collect()
        });
        (header, rows.collect())
    }

    /// How many tables the dictionary of a study describes.
    fn tables_of_dictionary(place: &Place, study: &str) -> usize {
        let dictionary = place.read(&format!("{study}/dictionary.csv"));
        let mut reader = csv::Reader::from_reader(dictionary.as_bytes());
        let names: std::collections::BTreeSet<String> =
            reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        names.len()
    }

    fn bits(number: f64) -> String {
        format!("{:x}", number.to_bits())
    }

    #[test]
    fn a_copy_holds_the_cells_of_its_table_to_the_last_bit() {
        let place = Place::with_scenario();
        run(&place, "out", "2");
        let (mut tables, mut filled) = (0, 0);
        for (name, bytes) in place.files_of("out") {
            let Some(stem) = name.strip_suffix(".csv") else {
                continue;
            };
            let reader = open(&place, &format!("out/{stem}.parquet"));
            let schema = reader.metadata().file_metadata().schema_descr();
            let is_number: Vec<bool> =
                schema.columns().iter().map(|column| column.physical_type() == Type::DOUBLE).collect();
            let (header, rows) = cells(&reader);
            let mut table = csv::Reader::from_reader(bytes.as_slice());
            assert!(table.headers().unwrap().iter().eq(&header), "{name}");
            let expected: Vec<Vec<String>> = table
                .records()
                .map(|row| {
                    let row = row.unwrap();
                    let cells = row.iter().zip(&is_number).map(|(cell, is_number)| {
                        if *is_number && !cell.is_empty() {
                            bits(cell.parse().unwrap())
                        } else {
                            cell.to_owned()
                        }
                    });
                    cells.collect()
                })
                .collect();
            assert!(rows == expected, "{name}");
            tables += 1;
            filled += usize::from(!rows.is_empty());
        }
        assert_eq!(tables, tables_of_dictionary(&place, "out"));
        // A study without contracts, changes or a published first year has tables without a row; most have some.
        assert!(filled > tables / 2, "{filled} of {tables}");
    }

    #[test]
    fn columns_have_the_types_that_the_dictionary_states() {
        let place = Place::with_scenario();
        run(&place, "out", "1");
        let dictionary = place.read("out/dictionary.csv");
        let mut dictionary = csv::Reader::from_reader(dictionary.as_bytes());
        for row in dictionary.records() {
            let row = row.unwrap();
            let copy = row[0].replace(".csv", ".parquet");
            let reader = open(&place, &format!("out/{copy}"));
            let schema = reader.metadata().file_metadata().schema_descr_ptr();
            let column = schema.columns().iter().find(|c| c.name() == &row[1]);
            let column = column.unwrap_or_else(|| panic!("{copy} lacks {}", &row[1]));
            let (physical, may_be_empty) = match &row[2] {
                "text" => (Type::BYTE_ARRAY, false),
                "whole number" => (Type::INT64, false),
                "number" => (Type::DOUBLE, false),
                "number or empty" => (Type::DOUBLE, true),
                "true or false" => (Type::BOOLEAN, false),
                other => panic!("{other} is no kind of column"),
            };
            assert_eq!(column.physical_type(), physical, "{copy} {}", &row[1]);
            assert_eq!(column.self_type().is_optional(), may_be_empty, "{}", &row[1]);
        }
    }

    #[test]
    fn copies_have_the_same_bytes_twice_and_from_report_and_verify_compares_them() {
        let place = Place::with_scenario();
        run(&place, "one", "1");
        run(&place, "two", "8");
        let one = place.files_of("one");
        assert_same_files(&one, &place.files_of("two"));
        std::fs::remove_file(place.at("two/runs.parquet")).unwrap();
        assert_exit(&place.swplab(&["report", "two", "--parquet"]), 0);
        assert_same_files(&one, &place.files_of("two"));

        let verified = place.swplab(&["verify", "one"]);
        assert_exit(&verified, 0);
        let copies = one.iter().filter(|(name, _)| name.ends_with(".parquet")).count();
        assert!(copies >= tables_of_dictionary(&place, "one"), "{copies}");
        assert!(stdout(&verified).contains(&format!("{copies} Parquet files")), "{}", stdout(&verified));
        place.write("one/units.parquet", "PAR1");
        let verified = place.swplab(&["verify", "one"]);
        assert_exit(&verified, 1);
        assert!(stdout(&verified).contains("units.parquet"), "{}", stdout(&verified));
        assert_eq!(place.names(), ["contract-length.toml", "one", "two"]);
    }

    #[test]
    fn a_sweep_has_copies_too() {
        let place = Place::with_scenario();
        let sweep = ["sweep", "contract-length.toml", "--vary", "contract.term_years=2,5"];
        let few = ["--replications", "2", "--out", "out", "--quiet", "--parquet"];
        assert_exit(&place.swplab(&[&sweep[..], &few].concat()), 0);
        let rows = place.read("out/cells.csv").lines().count() - 1;
        assert_eq!(cells(&open(&place, "out/cells.parquet")).1.len(), rows);
        assert_exit(&place.swplab(&["verify", "out", "--quiet"]), 0);
    }

    #[test]
    fn a_table_that_was_changed_gets_no_copy() {
        let place = Place::with_results(1);
        let changed = place.read("out/units.csv") + "x,x,whole,1.0,true\n";
        place.write("out/units.csv", &changed);
        assert_exit(&place.swplab(&["report", "out", "--parquet"]), 3);
        assert!(!place.at("out/units.parquet").exists());
    }
}

#[cfg(feature = "png")]
mod png_copies {
    use crate::place::{Place, assert_exit, assert_same_files};
    use resvg::tiny_skia::Pixmap;
    use swplab::chart::TIMES;

    fn run(place: &Place, out: &str, threads: &str) {
        let run = ["run", "contract-length.toml", "--quiet", "--png"];
        let few = ["--replications", "3", "--out", out, "--threads", threads];
        assert_exit(&place.swplab(&[&run[..], &few].concat()), 0);
    }

    /// Width and height that a chart states, px.
    fn size(document: &str) -> [f32; 2] {
        ["width", "height"].map(|side| {
            let open = format!(" {side}=\"");
            let rest = document.split_once(&open).unwrap().1;
            rest.split_once('"').unwrap().0.parse().unwrap()
        })
    }

    #[test]
    fn each_chart_has_a_picture_of_twice_its_size_that_is_not_blank() {
        let place = Place::with_scenario();
        run(&place, "out", "2");
        let mut pictures = 0;
        for (name, document) in place.files_of("out/charts") {
            let Some(stem) = name.strip_suffix(".svg") else {
                continue;
            };
            let file = std::fs::read(place.at(&format!("out/charts/{stem}.png"))).unwrap();
            let picture = Pixmap::decode_png(&file).unwrap();
            let [width, height] = size(std::str::from_utf8(&document).unwrap());
            assert_eq!(picture.width(), (width * TIMES).ceil() as u32, "{name}");
            assert_eq!(picture.height(), (height * TIMES).ceil() as u32, "{name}");
            let pixels = picture.pixels();
            let is_opaque = pixels.iter().all(|pixel| pixel.alpha() == 255);
            assert!(is_opaque, "{name} lets the page shine through");
            // The first fifth is the title: letters are dark on white.
            let title = &pixels[..pixels.len() / 5];
            let dark = title.iter().filter(|pixel| pixel.red() < 100).count();
            let white = title.iter().filter(|pixel| pixel.red() == 255).count();
            assert!(dark * 500 > title.len(), "{name}: {dark} dark pixels");
            assert!(white * 2 > title.len(), "{name}: {white} white pixels");
            pictures += 1;
        }
        assert!(pictures > 40, "only {pictures} pictures");
    }

    #[test]
    fn pictures_have_the_same_bytes_twice_and_from_report() {
        let place = Place::with_scenario();
        run(&place, "one", "1");
        run(&place, "two", "8");
        let one = place.files_of("one");
        assert_same_files(&one, &place.files_of("two"));
        std::fs::remove_dir_all(place.at("two/charts")).unwrap();
        assert_exit(&place.swplab(&["report", "two", "--png"]), 0);
        assert_same_files(&one, &place.files_of("two"));
        // Charts that are still the same keep their pictures without --png.
        assert_exit(&place.swplab(&["report", "two"]), 0);
        assert_same_files(&one, &place.files_of("two"));
        assert_exit(&place.swplab(&["verify", "one", "--quiet"]), 0);
    }

    #[test]
    fn a_picture_of_another_chart_does_not_stay() {
        let place = Place::with_scenario();
        run(&place, "out", "2");
        let (svg, png) = ("out/charts/contract-fates.svg", "out/charts/contract-fates.png");
        let changed = place.read(svg).replace("<title", "<title lang=\"en\"");
        place.write(svg, &changed);
        assert_exit(&place.swplab(&["report", "out"]), 0);
        assert!(!place.at(png).exists());
        assert!(place.at("out/charts/contract-survival.png").exists());
    }
}
