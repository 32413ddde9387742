//! What people write in a scenario file, what it means, and what they are told of what is wrong with it.

use std::path::PathBuf;

use swplab::evidence::Posterior;
use swplab::scenario::{Document, Fault, Faults, ProfileFiles, Scenario, Severity, Targets, declaration};
use swplab::terms::ReviewStyle;

mod canonical;
mod damage;
mod meaning;
mod mistakes;
mod posteriors;
mod targets;

const MAIN: &str = include_str!("../../../scenarios/contract-length.toml");

fn document(text: &str) -> Document {
    Document::parse("x.toml", "x".into(), ProfileFiles::Beside(PathBuf::new()), text.as_bytes()).unwrap()
}

/// The messages for the main scenario with one text replaced by another.
fn faults_with(good: &str, bad: &str) -> Vec<Fault> {
    assert!(MAIN.contains(good), "the main scenario no longer holds {good}");
    match document(&MAIN.replacen(good, bad, 1)).scenario() {
        Ok((_, warnings)) => warnings,
        Err(faults) => faults.0,
    }
}

/// Line and column, from 1, of the first occurrence of a text.
fn place_of(text: &str, what: &str) -> (usize, usize) {
    let before = &text[..text.find(what).unwrap()];
    (before.matches('\n').count() + 1, before.len() - before.rfind('\n').map_or(0, |n| n + 1) + 1)
}
