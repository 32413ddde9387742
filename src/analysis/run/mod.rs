//! The arms of a scenario on the same children with the same luck.

pub mod ending;
mod page;
pub(crate) mod rows;
pub(crate) mod tables;

use std::path::Path;

use crate::results::{Assumption, Making, Manifest, Meta, OutputError, file, manifest};
use crate::study::Results;

pub(crate) use page::report;

/// Writes tables, dictionary, manifest and run log of a study into an existing, empty directory.
///
/// The caller makes the directory beside its final place and renames it when all is written.
///
/// # Errors
/// When a file cannot be written whole: a full disk or a folder that may not be written to.
pub fn write(
    directory: &Path,
    meta: &Meta,
    results: &Results,
    assumptions: &[Assumption],
    making: Making,
) -> Result<(), OutputError> {
    let files = tables::write_all(directory, results, assumptions, making)?;
    let manifest = Manifest::of_study(meta, results, files);
    manifest::write(directory, &manifest)?;
    file::write_run_log(directory, &meta.run_log)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::run::rows::{DifferenceRow, RunRow};
    use crate::results::rows::DictionaryRow;
    use crate::results::table::Table;
    use crate::results::{MANIFEST, read_manifest, testing};

    #[test]
    fn what_is_written_is_read_back_and_listed_with_its_checksum() {
        let directory = testing::directory();
        let results = testing::study(12);
        write(&directory, &testing::meta(), &results, &testing::assumptions(), Making::default()).unwrap();
        let manifest = read_manifest(&directory).unwrap();
        assert_eq!(manifest.replications, 12);
        let mut runs = Vec::new();
        file::read_records(&directory, RunRow::NAME, &manifest.files, |record| {
            runs.push(record.deserialize::<RunRow<'_>>(None)?.value);
            Ok(())
        })
        .unwrap();
        let indicators = crate::indicator::INDICATORS.len();
        // One indicator is not defined on three of the four units.
        assert_eq!(runs.len(), 5 * 12 * (4 * indicators - 3));
        assert_eq!(Some(runs[0].to_bits()), results.all().next().map(f64::to_bits));
        let differences: Vec<DifferenceRow> = file::read_table(&directory, &manifest.files).unwrap();
        assert!(differences.iter().all(|row| row.unit != "practice"));
    }

    #[test]
    fn the_dictionary_describes_every_column_that_is_written() {
        let directory = testing::directory();
        write(&directory, &testing::meta(), &testing::study(6), &testing::assumptions(), Making::default())
            .unwrap();
        let manifest = read_manifest(&directory).unwrap();
        let rows: Vec<DictionaryRow> = file::read_table(&directory, &manifest.files).unwrap();
        for entry in &manifest.files {
            let mut reader = csv::Reader::from_path(directory.join(&entry.name)).unwrap();
            for column in reader.headers().unwrap() {
                assert!(
                    rows.iter().any(|row| row.table == entry.name && row.column == column),
                    "{} {column}",
                    entry.name
                );
            }
        }
    }

    #[test]
    fn the_same_results_give_the_same_bytes() {
        let (one, two) = (testing::directory(), testing::directory());
        for directory in [&one, &two] {
            write(
                directory,
                &testing::meta(),
                &testing::study(8),
                &testing::assumptions(),
                Making::default(),
            )
            .unwrap();
        }
        assert_eq!(std::fs::read(one.join(MANIFEST)).unwrap(), std::fs::read(two.join(MANIFEST)).unwrap());
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        let directory = testing::directory();
        write(&directory, &testing::meta(), &testing::study(4), &testing::assumptions(), Making::default())
            .unwrap();
        let manifest = read_manifest(&directory).unwrap();
        let read = || {
            file::read_records(&directory, RunRow::NAME, &manifest.files, |record| {
                record.deserialize::<RunRow<'_>>(None).map(|_| ())
            })
        };
        let path = directory.join("runs.csv");
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert!(read().is_err());
        std::fs::write(&path, whole.replacen(",0,authority", ",zero,authority", 1)).unwrap();
        let said = read().unwrap_err().to_string();
        assert!(said.contains("runs.csv, line 2: column 2"), "{said}");
        std::fs::remove_file(&path).unwrap();
        assert!(read().unwrap_err().to_string().contains("Cannot read"));
    }

    #[test]
    fn a_folder_that_is_not_there_cannot_be_written_to() {
        let directory = testing::directory();
        let nowhere = directory.join("missing");
        let fault =
            write(&nowhere, &testing::meta(), &testing::study(2), &[], Making::default()).unwrap_err();
        assert!(fault.is_writing());
        assert!(fault.to_string().starts_with("Cannot write "));
    }

    #[test]
    fn the_report_is_made_from_the_tables_alone_and_the_same_twice() {
        let directory = testing::directory_or("SWPLAB_TEST_REPORT");
        let results = testing::study(200);
        write(&directory, &testing::meta(), &results, &testing::assumptions(), Making::default()).unwrap();
        report(&directory, Making::default()).unwrap();
        let page = std::fs::read(directory.join("report.html")).unwrap();
        report(&directory, Making::default()).unwrap();
        assert!(page == std::fs::read(directory.join("report.html")).unwrap());
        let text = String::from_utf8(page).unwrap();
        assert!(text.contains("<html lang=\"en-GB\">") && text.contains("<main id=\"main\">"));
        assert!(!text.contains("http://") || !text.contains("src="));
        assert!(!text.contains("NaN"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_an_error() {
        assert!(file::write(Path::new("/dev/full"), b"something").is_err());
    }
}
