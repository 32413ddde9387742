//! A directory of a test's own and the program run inside it, so that a test is a few lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The scenario that the README runs.
pub fn contract_length() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/contract-length.toml");
    fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// A scenario of one small authority and one small practice, quick to live: its title and question, lines that stand with them, what
/// replaces what in the rest, and its arms.
pub fn small(head: &str, replaced: &[(&str, &str)], arms: &str) -> String {
    let mut rest = include_str!("../fixtures/small.toml").to_owned();
    for (from, to) in replaced {
        assert_eq!(rest.matches(from).count(), 1, "{from}");
        rest = rest.replace(from, to);
    }
    format!("{head}{rest}{arms}")
}

/// A row of a table, by column.
pub type Row = BTreeMap<String, String>;

/// The number in a column.
pub fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column} of {row:?}"))
}

/// The number in a column; none where it is empty.
pub fn defined(row: &Row, column: &str) -> Option<f64> {
    row[column].parse().ok()
}

/// A temporary directory, removed with everything in it when the test ends.
pub struct Place {
    directory: TempDir,
}

impl Place {
    /// An empty directory.
    pub fn empty() -> Place {
        Place { directory: tempfile::tempdir().unwrap() }
    }

    /// A directory with the README's scenario as `contract-length.toml`.
    pub fn with_scenario() -> Place {
        let place = Place::empty();
        place.write("contract-length.toml", &contract_length());
        place
    }

    /// A directory with results of a few replications in `out`.
    pub fn with_results(replications: u32) -> Place {
        let place = Place::with_scenario();
        let replications = replications.to_string();
        let ran = place.swplab(&[
            "run",
            "contract-length.toml",
            "--replications",
            &replications,
            "--out",
            "out",
            "--quiet",
        ]);
        assert_exit(&ran, 0);
        place
    }

    /// A path inside.
    pub fn at(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Writes a file inside.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.at(name), text).unwrap();
    }

    /// Reads a file inside.
    pub fn read(&self, name: &str) -> String {
        let path = self.at(name);
        fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
    }

    /// The rows of a table inside.
    pub fn rows(&self, name: &str) -> Vec<Row> {
        let text = self.read(name);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().map(|row| row.unwrap_or_else(|fault| panic!("{name}: {fault}"))).collect()
    }

    /// Names of what is inside, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program with arguments, to be started inside.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_swplab"));
        command.args(arguments).current_dir(&self.directory);
        command
    }

    /// Runs the program inside and waits for it. A refusal may advise such options only as its command has.
    pub fn swplab(&self, arguments: &[&str]) -> Output {
        let ended = self.command(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        // What clap says of a command line repeats it, and names a usage.
        if !ended.status.success() && said.contains("--") && !said.contains("For more information") {
            let words = if arguments.first().is_some_and(|first| ["import", "export"].contains(first)) {
                2
            } else {
                1
            };
            let command = &arguments[..words.min(arguments.len())];
            let help = self.command(command).arg("--help").output().unwrap();
            let known = options(&String::from_utf8_lossy(&help.stdout));
            // What is advised to be built anew is no advice on this command.
            let said: Vec<&str> = said.lines().filter(|line| !line.contains("cargo build")).collect();
            let said = said.join("\n");
            let unknown: Vec<_> = options(&said).difference(&known).cloned().collect();
            assert!(unknown.is_empty(), "{arguments:?} has no {unknown:?}, but says: {said}");
        }
        ended
    }

    /// Every file of a directory inside but the run log, with its bytes, sorted by name.
    pub fn files_of(&self, directory: &str) -> Vec<(String, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.at(directory), "", &mut files);
        files.retain(|(name, _)| name != "run-log.json");
        files.sort();
        assert!(!files.is_empty(), "{directory} holds no files");
        files
    }
}

/// The options that a text names.
pub fn options(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| -> String {
        rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '-').collect()
    };
    let named = text.split("--").skip(1).map(name);
    named.filter(|name| !name.is_empty() && !name.starts_with('-')).collect()
}

fn collect(directory: &Path, above: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{above}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else {
            files.push((name, fs::read(&path).unwrap()));
        }
    }
}

/// Asserts two sets of files equal; names the first that differs.
pub fn assert_same_files(one: &[(String, Vec<u8>)], other: &[(String, Vec<u8>)]) {
    let names =
        |files: &[(String, Vec<u8>)]| -> Vec<String> { files.iter().map(|(name, _)| name.clone()).collect() };
    assert_eq!(names(one), names(other));
    for ((name, bytes), (_, others)) in one.iter().zip(other) {
        assert!(bytes == others, "{name} differs");
    }
}

/// Asserts an exit code; prints both streams whole if it is another.
pub fn assert_exit(output: &Output, code: i32) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "\nstandard output:\n{}\nstandard error:\n{}",
        stdout(output),
        stderr(output)
    );
}

/// Standard output as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Standard error as text.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
