//! The checks that go with the program and not with one study: its tests, and how it met the published figures when it was
//! last validated.

use std::collections::BTreeMap;

/// The score card of the last validation.
const CARD: &str = include_str!("../../docs/validation/card.csv");
/// What switching off each mechanism moved, when it was last measured.
const SIZES: &str = include_str!("../../docs/validation/sizes.csv");

/// A promise that tests hold.
pub(super) struct Promise {
    /// What is checked.
    pub(super) check: &'static str,
    /// How.
    pub(super) how: &'static str,
    /// File of the tests.
    pub(super) test: &'static str,
    /// What it does not show.
    pub(super) limits: &'static str,
}

/// The promises that bear on the trust in a study's numbers.
pub(super) const PROMISES: [Promise; 12] = [
    Promise {
        check: "Children, posts, caseloads and money balance",
        how: "Accounts are kept beside the model and compared at the end of every month, in every arm",
        test: "tests/promises/conservation.rs",
        limits: "Small scenarios; that the accounts balance does not show that the flows are right",
    },
    Promise {
        check: "The same scenario gives the same bytes",
        how: "Results of different numbers of threads, alone and in a batch, are compared byte for byte",
        test: "tests/program/determinism.rs",
        limits: "On the machines on which the checks run",
    },
    Promise {
        check: "Arms share every child's luck",
        how: "Arms that are alike differ by nothing, and a child added in one world moves no other child",
        test: "tests/promises/pairing.rs",
        limits: "Says nothing of whether the model is right",
    },
    Promise {
        check: "Numbers do not move unnoticed between versions",
        how: "All numbers of small scenarios are compared with those that are kept",
        test: "tests/promises/golden.rs",
        limits: "Kept numbers are those of the program itself",
    },
    Promise {
        check: "Parts of the model meet their formulas",
        how: "One process at a time is compared with its closed form, all else switched off",
        test: "tests/promises/analytic.rs",
        limits: "Where a closed form exists; within four standard errors",
    },
    Promise {
        check: "Extreme scenarios do what was written down before",
        how: "Each test begins with what was expected before the scenario was run",
        test: "tests/promises/extremes.rs",
        limits: "Signs and orders of size, not sizes",
    },
    Promise {
        check: "Limits of every number",
        how: "Every field and quantity is set to both its limits, and a study still ends in numbers",
        test: "tests/promises/bounds.rs",
        limits: "One at a time",
    },
    Promise {
        check: "Every mechanism can be switched off, and that moves what its claim says",
        how: "Each mechanism is closed in the scenario in which it acts, and in one in which it must change nothing",
        test: "tests/promises/ablation.rs",
        limits: "Signs; sizes rest on the quantities and their grades",
    },
    Promise {
        check: "Quantities do not leave the grade and the range of their sources",
        how: "Grades and sources of all quantities are read and compared with the rules for grades",
        test: "tests/promises/grades.rs",
        limits: "Whether a source is itself right is not checked",
    },
    Promise {
        check: "Without a practice, the world keeps to the published figures of its year",
        how: "Many histories without a practice are compared with what is published",
        test: "tests/promises/baseline.rs",
        limits: "England's average authority",
    },
    Promise {
        check: "Sentences of the report agree with its tables",
        how: "Thousands of drawn sets of results are told, and an independent reader compares sentences and numbers",
        test: "tests/promises/answers/mod.rs",
        limits: "The sentences of the answer",
    },
    Promise {
        check: "A bundle holds what its metadata lists, and the numbers of its tables",
        how: "Bundles of several studies are made twice and read back: files, sheets, numbers, logs",
        test: "tests/program/bundle.rs",
        limits: "That the workbook opens in LibreOffice and that the metadata is valid is checked by .ci/bundle",
    },
];

/// How many rows of a table that is carried have each value in a column.
fn counts(table: &str, columns: &[&str]) -> BTreeMap<Vec<String>, usize> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("the table is carried with its header").clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|column| header.iter().position(|own| own == *column).expect("the table has its columns"))
        .collect();
    let mut found = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("the table is carried whole");
        *found.entry(places.iter().map(|place| record[*place].to_owned()).collect()).or_default() += 1;
    }
    found
}

/// What the last validation found, in one sentence without a full stop.
pub(super) fn validation() -> String {
    let counts = counts(CARD, &["part", "passes"]);
    let of = |part: &str| {
        let count =
            |passes: &str| counts.get(&vec![part.to_owned(), passes.to_owned()]).copied().unwrap_or(0);
        format!("{} of {} figures that were {part} are met", count("true"), count("true") + count("false"))
    };
    format!("{}; {}", of("fitted"), of("held out"))
}

/// What was found when every mechanism was switched off, in one sentence without a full stop.
pub(super) fn sizes() -> String {
    let counts = counts(SIZES, &["verdict"]);
    let all: usize = counts.values().sum();
    let each = counts.iter().map(|(verdict, count)| format!("{}: {count}", verdict[0]));
    format!("of {all} mechanisms, {}", each.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_promise_names_a_test_that_is_there() {
        for promise in &PROMISES {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(promise.test);
            assert!(path.is_file(), "{}", promise.test);
        }
    }

    #[test]
    fn what_was_validated_is_counted() {
        let [fitted, held_out] =
            ["fitted", "held out"].map(|part| validation().contains(&format!("figures that were {part}")));
        assert!(fitted && held_out && !validation().contains(" 0 of 0 ") && sizes().contains("agrees"));
    }
}
