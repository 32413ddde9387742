//! Pages by task: every command in them is run as it stands and in order, and what they quote is what it printed.
//!
//! A page is read in a directory that begins as a clone does, with `swplab` at hand. A block of `sh` is run by a shell. The
//! remark `# tried with --replications 4` at the end of a line adds these options, so that a reader sees what the test does
//! otherwise than the line says. A line of `cargo` that stands in `.ci/run` is run there; one that says `# by hand` is not run.
//! After a block `<!-- printed -->` stands before what it printed: all of it, or `<!-- printed: 4 lines from "The answer" -->`.
//! `UPDATE_DOCS=1 cargo test --test program docs` writes these parts again.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::manual::read;
use crate::place::Place;

const OPEN: &str = "<!-- printed";
const CLOSE: &str = "<!-- end of printed -->";
const CUT: &str = "...";
/// What a clone offers to the commands of a page.
const OF_A_CLONE: [&str; 3] = ["scenarios", "evidence", ".ci"];

/// A directory as a clone has it, and the words by which a shell finds the program.
struct Clone {
    place: Place,
    path: String,
}

impl Clone {
    fn new() -> Clone {
        let place = Place::empty();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in OF_A_CLONE {
            symlink(root.join(folder), place.at(folder)).unwrap();
        }
        std::fs::create_dir(place.at("bin")).unwrap();
        symlink(env!("CARGO_BIN_EXE_swplab"), place.at("bin/swplab")).unwrap();
        let before = std::env::var("PATH").unwrap_or_default();
        let path = format!("{}:{before}", place.at("bin").display());
        Clone { place, path }
    }

    /// Runs a block; what it printed.
    fn run(&self, document: &str, block: &str) -> String {
        let lines: Vec<String> = block.lines().filter_map(tried).collect();
        let mut shell = Command::new("sh");
        shell.args(["-ec", &lines.join("\n")]).current_dir(self.place.at("")).env("PATH", &self.path);
        let ended = shell.output().unwrap();
        let told = String::from_utf8_lossy(&ended.stderr);
        assert!(ended.status.success(), "{document}:\n{block}\nended with {}:\n{told}", ended.status);
        String::from_utf8(ended.stdout).unwrap()
    }
}

/// A line as it is tried; none of what the checks run by themselves or a person by hand.
fn tried(line: &str) -> Option<String> {
    if !line.starts_with("swplab ") && !line.starts_with("cargo ") {
        return Some(line.to_owned());
    }
    let (command, remark) = line.split_once(" # ").unwrap_or((line, ""));
    let command = command.trim_end();
    if command.starts_with("cargo ") && (read(".ci/run").contains(command) || remark == "by hand") {
        return None;
    }
    let command = command.replacen("cargo run --release -- ", "swplab ", 1);
    let added = remark.split_once("tried with ").map_or("", |(_, options)| options);
    Some(format!("{command} {added}").trim_end().to_owned())
}

/// Runs every command of a document and compares what it quotes, or writes it again.
fn follow(document: &str) {
    let text = read(document);
    let clone = Clone::new();
    let mut renewed = String::new();
    let mut rest = text.as_str();
    let mut printed = String::new();
    let mut blocks = 0;
    while let Some(at) = next(rest) {
        renewed += &rest[..at];
        rest = &rest[at..];
        if let Some(block) = rest.strip_prefix("```sh\n") {
            let end = block.find("```").expect("a block ends");
            printed = clone.run(document, &block[..end]);
            blocks += 1;
            let whole = "```sh\n".len() + end + "```".len();
            renewed += &rest[..whole];
            rest = &rest[whole..];
            continue;
        }
        let head = &rest[..rest.find('\n').expect("a remark ends its line") + 1];
        let end = rest.find(CLOSE).unwrap_or_else(|| panic!("{document}: {head} has no {CLOSE}"));
        renewed += &format!("{head}\n```text\n{}```\n\n{CLOSE}", quoted(&printed, head));
        rest = &rest[end + CLOSE.len()..];
    }
    renewed += rest;
    assert!(blocks > 2, "{document} has {blocks} blocks of commands");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(document);
        std::fs::write(path, renewed).unwrap();
        return;
    }
    for (line, (stands, is)) in text.lines().zip(renewed.lines()).enumerate() {
        assert!(
            stands == is,
            "{document}, line {}, quotes\n{stands}\nwhere the command printed\n{is}\n\
             UPDATE_DOCS=1 cargo test --test program docs writes it again",
            line + 1
        );
    }
    assert!(text == renewed, "{document} quotes more or less than its commands print");
}

/// Where the next block of commands or the next part that quotes begins.
fn next(text: &str) -> Option<usize> {
    [text.find("```sh\n"), text.find(OPEN)].into_iter().flatten().min()
}

/// The lines of what was printed that a remark such as `<!-- printed: 4 lines from "The answer" -->` asks for.
fn quoted(printed: &str, head: &str) -> String {
    let Some((count, from)) = head.split_once(": ").and_then(|(_, asked)| asked.split_once(" lines from "))
    else {
        return format!("{}\n", printed.trim_end());
    };
    let count: usize = count.parse().unwrap_or_else(|_| panic!("{head} names no number of lines"));
    let from = from.split('"').nth(1).unwrap_or_else(|| panic!("{head} names no words"));
    let lines: Vec<&str> = printed.trim_end().lines().collect();
    let at = lines.iter().position(|line| line.contains(from));
    let at = at.unwrap_or_else(|| panic!("{head}: no line of this holds the words:\n{printed}"));
    let to = (at + count).min(lines.len());
    let cut = |is_cut: bool| if is_cut { format!("{CUT}\n") } else { String::new() };
    format!("{}{}\n{}", cut(at > 0), lines[at..to].join("\n"), cut(to < lines.len()))
}

#[test]
fn what_is_quoted_is_what_the_remark_asks_for() {
    let printed = "one\ntwo\nthree\nfour\n";
    assert_eq!(quoted(printed, "<!-- printed -->\n"), printed);
    assert_eq!(quoted(printed, "<!-- printed: 2 lines from \"tw\" -->\n"), "...\ntwo\nthree\n...\n");
    assert_eq!(quoted(printed, "<!-- printed: 9 lines from \"one\" -->\n"), printed);
}

#[test]
fn a_line_is_tried_as_it_stands_or_as_its_remark_says() {
    assert_eq!(tried("swplab run a.toml   # a minute").as_deref(), Some("swplab run a.toml"));
    assert_eq!(tried("size = 1 # of a file").as_deref(), Some("size = 1 # of a file"));
    let few = tried("cargo run --release -- run a.toml # long; tried with --replications 4");
    assert_eq!(few.as_deref(), Some("swplab run a.toml --replications 4"));
    assert_eq!(tried("cargo run --release -- run scenarios/contract-length.toml"), None);
    assert_eq!(tried("cargo bench --bench month # by hand"), None);
}

#[test]
fn the_readme_does_what_it_says() {
    follow("README.md");
}

#[test]
fn a_policy_team_gets_what_its_page_says() {
    follow("docs/tasks/policy-team.md");
}

#[test]
fn an_academic_gets_what_the_page_says() {
    follow("docs/tasks/academic.md");
}

#[test]
fn a_trainer_gets_what_the_page_says() {
    follow("docs/tasks/trainer.md");
}
