//! `swplab ask PLACE TOPIC`: from a place to an answer: writes the scenario, looks at its baseline, runs until the answer
//! is known well enough, and says where its page is.

mod place;
mod topic;
mod written;

use std::path::{Path, PathBuf};

use super::analyse::{self, Writing};
use super::exit::Exit;
use super::say::{self, note};
use super::{baseline, new};
use crate::analysis::run::{FITTING, Request, matters::Matters};
use crate::analysis::{Analysis, Input, REGISTRY, run::Run};
use crate::indicator::indicator;
use crate::report::words::shortest;
use crate::scenario::Arm;

pub use topic::Topic;

/// Replications of the baseline: enough to see a figure that is off.
const BASELINE: u32 = 100;
/// Part of the smallest difference that matters within which a difference is to be known to either side: an interval as
/// wide as that difference cannot hold both no difference and one that matters well.
const PART: f64 = 0.5;

/// What is asked.
#[derive(Debug, clap::Args)]
pub struct Asked {
    /// An authority, such as Kent or kent-2025, or a profile file of your own
    place: String,
    /// What is asked of it
    topic: Topic,
    /// Scenario file to write; one that is there is asked as it stands [default: PLACE-TOPIC.toml]
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Replications at the most
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    at_most: u32,
    #[command(flatten)]
    writing: Writing,
}

/// A scenario of a place, as text.
///
/// # Errors
/// Bad input: there is no such place.
pub fn scenario(typed: &str, topic: Topic) -> Result<String, Exit> {
    let place = place::Place::read(typed).map_err(analyse::refuse)?;
    Ok(written::scenario(topic, &place))
}

/// Asks.
pub fn run(asked: &Asked) -> Result<Exit, Exit> {
    let place = place::Place::read(&asked.place).map_err(analyse::refuse)?;
    let named = || PathBuf::from(format!("{}-{}.toml", place.stem(), asked.topic.word()));
    let path = asked.file.clone().unwrap_or_else(named);
    if path.exists() {
        note(&format!("note: {} is there and is asked as it stands.", path.display()));
    } else {
        let text = written::scenario(asked.topic, &place);
        say::told(|out| new::write_new(&path, &text, out))?;
    }
    baseline::run(path.clone(), BASELINE.min(asked.at_most))?;
    let request = request(&path, asked)?;
    let entry = REGISTRY.iter().find(|entry| entry.command == Run::COMMAND).expect("a run is registered");
    analyse::study(entry, &mut Input::file(path), request, &asked.writing, false)
}

/// A run until each figure of the question is known within a part of what matters.
fn request(path: &Path, asked: &Asked) -> Result<serde_json::Value, Exit> {
    let loaded = Input::file(path.to_owned()).scenario(&[]).map_err(analyse::refuse)?;
    let wishes = asked.topic.asked().figures.iter().filter_map(|figure| wish(*figure, &loaded.scenario.arms));
    let request = Request {
        until: wishes.collect(),
        at_most: Some(asked.at_most),
        why: Some(FITTING.to_owned()),
        ..Request::default()
    };
    Ok(serde_json::to_value(request).expect("a request is plain data"))
}

/// How well a figure is to be known; nothing of what no smallest difference is set for.
fn wish((id, unit): (&str, &str), arms: &[Arm]) -> Option<String> {
    let least = Matters::of(arms).least(indicator(id)?)?;
    Some(format!("{id} of {unit} ± {}", shortest(PART * least)))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::*;

    #[test]
    fn every_question_says_how_well_its_answer_is_to_be_known() {
        for topic in Topic::value_variants() {
            let wishes: Vec<String> =
                topic.asked().figures.iter().filter_map(|figure| wish(*figure, &[])).collect();
            assert_eq!(wishes.len(), topic.asked().figures.len());
            assert!(topic.to_possible_value().is_some_and(|value| value.get_name() == topic.word()));
        }
        assert_eq!(wish(("worker_changes", "remit"), &[]).unwrap(), "worker_changes of remit ± 0.025");
        assert_eq!(wish(("caseload", "remit"), &[]), None);
    }

    #[test]
    fn a_place_that_is_not_known_is_bad_input() {
        assert_eq!(scenario("nowhere", Topic::Contract), Err(Exit::BadInput));
        assert!(scenario("Kent", Topic::InHouse).unwrap().contains("in-house-unit"));
    }
}
