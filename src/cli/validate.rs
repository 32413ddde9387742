//! `swplab validate`: how well the model predicts what it was not fitted to.

use std::path::Path;
use std::time::Instant;

use super::exit::Exit;
use super::load::{self, Instead, Loaded};
use super::looks::{Running, Wanted, first_year, last_year, looks};
use super::progress::Stages;
use super::run::{finish, open};
use super::say::{self, note};
use super::{Simulating, ending, gather, interrupt};
use crate::analysis;
use crate::analysis::validate;
use crate::analysis::validate::ending::told_card;
use crate::results::{Manifest, RunLog};
use crate::scenario::Scenario;
use crate::study::Options;

/// The scenario of the back-cast.
const BACK_CAST: &str = include_str!("../../evidence/validation/back-cast.toml");

/// What to validate.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Scenario of the back-cast; the one that the program carries if not given.
    pub scenario: Option<&'a Path>,
    /// Targets to which the parameters were fitted.
    pub fit: Option<&'a Path>,
    /// What is left out: the long look, the pilots, the calibrations.
    pub without: Without,
}

/// What a validation leaves out.
#[derive(Clone, Copy, Debug)]
pub struct Without {
    /// The long look.
    pub long_look: bool,
    /// The facts of the pilots.
    pub pilots: bool,
    /// The calibrations of the baselines.
    pub calibration: bool,
}

/// Validates and writes the score card.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(asked: Asked<'_>, options: &Simulating) -> Result<Exit, Exit> {
    let making = options.making()?;
    let instead = Instead { seed: options.seed, replications: options.replications };
    let Loaded { scenario, warnings, .. } = match asked.scenario {
        Some(path) => load::read(path, instead)?,
        None => load::carried("back-cast", BACK_CAST, instead)?,
    };
    let start = first_year(&scenario.start)?;
    let last = last_year();
    let fitted = match asked.fit {
        Some(path) => Some((path, refuse_overlap(path, (start, last))?)),
        None => None,
    };
    let stop = interrupt::listen();
    let unfinished = open(options, "validation")?;
    let began = Instant::now();
    let running =
        Options { threads: options.threads(), first_replication: 0, replications: scenario.replications };
    let stages = Stages::new(options.quiet);
    let (stage, step) = (|unit| stages.next(unit), |step| stages.step(step));
    let wanted = Wanted::new(asked.without, options.replications);
    let seen = looks(&scenario, wanted, (&running, &stage, &step, stop));
    stages.end();
    let seen = seen?;
    let card = seen.card();
    let log = gather::run_log(began.elapsed(), running.threads);
    let meta = gather::meta(&scenario, &scenario.arms, Vec::new(), log);
    let mut told = wanted.told();
    if let Some((path, targets)) = fitted {
        told.push(("fit".to_owned(), vec![path.display().to_string(), targets.to_string()]));
    }
    let directory = unfinished.path().to_owned();
    let validated = seen.validated(&card);
    validate::write(&directory, &meta, &told, validated).map_err(ending::of_output)?;
    analysis::report(&directory, making).map_err(ending::of_output)?;
    let finished = finish(unfinished)?;
    let failures = seen.failures();
    for (look, failures) in &failures {
        ending::tell_failures(failures, |_| (*look).to_owned());
    }
    let failures: Vec<_> = failures.into_iter().flat_map(|(_, all)| all).collect();
    if !options.quiet {
        let mut text = told_card(&card);
        if let Some((path, targets)) = fitted {
            text += &format!(
                "The {targets} targets fitted in {} rest on no year that is held out.\n",
                path.display()
            );
        }
        text += &crate::analysis::run::ending::closing(&finished, warnings, failures.len(), began.elapsed());
        say::answer(&text, Exit::Well);
    }
    Ok(ending::exit_of(&failures))
}

/// Whether a manifest is that of a validation.
pub fn is_of(manifest: &Manifest) -> bool {
    manifest.kind == validate::KIND
}

/// Validates again what a manifest describes, and writes it into a directory.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn repeat(
    manifest: &Manifest,
    scenario: &Scenario,
    again: &Path,
    running: Running<'_>,
) -> Result<(), Exit> {
    let seen = looks(scenario, Wanted::of(manifest), running)?;
    let card = seen.card();
    let meta = gather::meta(scenario, &scenario.arms, Vec::new(), RunLog::default());
    let told = manifest.factors.iter().map(|factor| (factor.path.clone(), factor.levels.clone()));
    let validated = seen.validated(&card);
    validate::write(again, &meta, &told.collect::<Vec<_>>(), validated).map_err(ending::of_output)
}

/// Years of this century that a text names.
fn years_in(text: &str) -> Vec<u32> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let years = digits.into_iter().filter(|run| run.len() == 4);
    years.filter_map(|run| run.parse().ok()).filter(|year| (2000..2100).contains(year)).collect()
}

/// Reads the targets of a calibration: how many were fitted. One that rests on a figure of a year that is
/// held out cannot validate, so it is refused.
fn refuse_overlap(path: &Path, (start, last): (u32, u32)) -> Result<usize, Exit> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        note(&format!("error: `{}` cannot be read: {error}", path.display()));
        Exit::CouldNotWrite
    })?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| {
        note(&format!("{}: {}", path.display(), error.message()));
        Exit::BadInput
    })?;
    let empty = Vec::new();
    let targets = table.get("target").and_then(toml::Value::as_array).unwrap_or(&empty);
    if targets.is_empty() {
        note(&format!("{}: it has no [[target]]", path.display()));
        return Err(Exit::BadInput);
    }
    let (mut fitted, mut refused) = (0, 0);
    for (number, target) in targets.iter().enumerate() {
        let text = |key: &str| target.get(key).and_then(toml::Value::as_str).unwrap_or("");
        if text("use") == "hold-out" {
            continue;
        }
        fitted += 1;
        let years = [text("id"), text("source")].map(years_in).concat();
        if let Some(year) = years.iter().find(|year| (start + 1..=last).contains(year)) {
            note(&format!(
                "{}: target {} ({}) rests on a figure of {year}, which is held out here: what was used to fit cannot validate",
                path.display(),
                number + 1,
                text("id"),
            ));
            refused += 1;
        }
    }
    if refused > 0 { Err(Exit::BadInput) } else { Ok(fitted) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_of_a_year_that_is_held_out_is_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let of = |text: &str| {
            std::fs::write(&file, text).unwrap();
            refuse_overlap(file.path(), (2021, 2025)).map_err(Exit::code)
        };
        let target = |used: &str, source: &str| {
            format!("[[target]]\nid = \"x\"\nuse = \"{used}\"\nsource = \"{source}\"\n")
        };
        assert_eq!(of(&target("fit", "sw-vacancy-2021")), Ok(1));
        assert_eq!(of(&target("fit", "7,400 of 80,780 in 2021, 2022")), Err(2));
        assert_eq!(of(&target("hold-out", "sw-vacancy-2024")), Ok(0));
        assert_eq!(of("title = \"nothing\""), Err(2));
    }
}
