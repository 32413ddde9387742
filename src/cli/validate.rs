//! `swplab validate`: how well the model predicts what it was not fitted to.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::exit::Exit;
use super::load::{self, Instead, Loaded};
use super::progress::Shown;
use super::run::{finish, open};
use super::say::{self, note};
use super::{Simulating, ending, gather, interrupt};
use crate::evidence::{Figure, published};
use crate::output::validation::{self, Validated};
use crate::output::{self, Manifest, RunLog};
use crate::scenario::Scenario;
use crate::study::validation::{BackCast, Card, Part, back_cast, card};
use crate::study::{Options, Progress};

/// The scenario of the back-cast.
const BACK_CAST: &str = include_str!("../../evidence/validation/back-cast.toml");
/// The scenario of the long look, and the year at which it ends.
const LONG_LOOK: &str = include_str!("../../evidence/validation/long-look.toml");
const LONG_LOOK_TO: u32 = 2021;
/// Path under which the long look stands in a manifest.
const LOOK: &str = "long_look";

/// What to validate.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Scenario of the back-cast; the one that the program carries if not given.
    pub scenario: Option<&'a Path>,
    /// Targets to which the parameters were fitted.
    pub fit: Option<&'a Path>,
    /// Whether the long look is left out.
    pub no_long_look: bool,
}

/// Validates and writes the score card.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn run(asked: Asked<'_>, options: &Simulating) -> Result<Exit, Exit> {
    let making = options.making()?;
    let instead = Instead {
        seed: options.seed,
        replications: options.replications,
    };
    let Loaded {
        scenario, warnings, ..
    } = match asked.scenario {
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
    let running = Options {
        threads: options.threads(),
        first_replication: 0,
        replications: scenario.replications,
    };
    let shown = Shown::begin(options.quiet);
    let step = |step| shown.step(step);
    let looks = looks(&scenario, !asked.no_long_look, (&running, &step, stop));
    shown.end();
    let (found, long) = looks?;
    let card = card(&found, long.as_ref());
    let log = gather::run_log(began.elapsed(), running.threads);
    let meta = gather::meta(&scenario, &scenario.arms, Vec::new(), log);
    let mut told = vec![long_look(!asked.no_long_look)];
    if let Some((path, targets)) = fitted {
        told.push((
            "fit".to_owned(),
            vec![path.display().to_string(), targets.to_string()],
        ));
    }
    let directory = unfinished.path().to_owned();
    let validated = Validated {
        card: &card,
        found: &found,
        long: long.as_ref(),
    };
    validation::write(&directory, &meta, &told, validated).map_err(ending::of_output)?;
    output::report(&directory, making).map_err(ending::of_output)?;
    let finished = finish(unfinished)?;
    ending::tell_failures(&found.failures, |_| "back-cast".to_owned());
    if !options.quiet {
        let mut text = told_card(&card);
        if let Some((path, targets)) = fitted {
            text += &format!(
                "The {targets} targets fitted in {} rest on no year that is held out.\n",
                path.display()
            );
        }
        text +=
            &super::summary::closing(&finished, warnings, found.failures.len(), began.elapsed());
        say::answer(&text, Exit::Well);
    }
    Ok(ending::exit_of(&found.failures))
}

/// How a manifest says whether the long look was taken.
fn long_look(taken: bool) -> (String, Vec<String>) {
    let word = if taken { "yes" } else { "no" };
    (LOOK.to_owned(), vec![word.to_owned()])
}

/// Options, progress and stop flag.
type Running<'a> = (&'a Options, &'a (dyn Fn(Progress) + Sync), &'a AtomicBool);

/// The back-cast of a scenario, and the long look with no more replications and its own seed.
fn looks(
    scenario: &Scenario,
    long: bool,
    (options, progress, stop): Running<'_>,
) -> Result<(BackCast, Option<BackCast>), Exit> {
    let span = (first_year(&scenario.start)?, last_year());
    let found = back_cast(scenario, published(), span, options, progress, stop);
    let found = found.map_err(ending::of_study)?;
    if !long {
        return Ok((found, None));
    }
    let long = load::carried("long-look", LONG_LOOK, Instead::default())?.scenario;
    let fewer = Options {
        replications: long.replications.min(options.replications),
        ..*options
    };
    let span = (first_year(&long.start)?, LONG_LOOK_TO);
    let looked = back_cast(&long, published(), span, &fewer, progress, stop);
    Ok((found, Some(looked.map_err(ending::of_study)?)))
}

/// Whether a manifest is that of a validation.
pub fn is_of(manifest: &Manifest) -> bool {
    manifest.kind == validation::KIND
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
    let taken = manifest
        .factors
        .iter()
        .any(|factor| factor.path == LOOK && factor.levels == ["yes"]);
    let (found, long) = looks(scenario, taken, running)?;
    let card = card(&found, long.as_ref());
    let meta = gather::meta(scenario, &scenario.arms, Vec::new(), RunLog::default());
    let told = manifest
        .factors
        .iter()
        .map(|factor| (factor.path.clone(), factor.levels.clone()));
    let validated = Validated {
        card: &card,
        found: &found,
        long: long.as_ref(),
    };
    validation::write(again, &meta, &told.collect::<Vec<_>>(), validated).map_err(ending::of_output)
}

fn first_year(start: &str) -> Result<u32, Exit> {
    start
        .get(..4)
        .and_then(|year| year.parse().ok())
        .ok_or_else(|| {
            note("error: a back-cast begins on 31 March of a year");
            Exit::BadInput
        })
}

/// The last year of which England's figures are carried.
fn last_year() -> u32 {
    let rows = published().rows();
    let known = rows.filter(|row| row.get(Figure::Stock).is_some());
    known.map(|row| row.year).max().unwrap_or(0)
}

/// Years of this century that a text names.
fn years_in(text: &str) -> Vec<u32> {
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
    let years = digits.into_iter().filter(|run| run.len() == 4);
    years
        .filter_map(|run| run.parse().ok())
        .filter(|year| (2000..2100).contains(year))
        .collect()
}

/// Reads the targets of a calibration: how many were fitted. One that rests on a figure of a year that is
/// held out cannot validate, so it is refused.
fn refuse_overlap(path: &Path, (start, last): (u32, u32)) -> Result<usize, Exit> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        note(&format!(
            "error: `{}` cannot be read: {error}",
            path.display()
        ));
        Exit::CouldNotWrite
    })?;
    let table: toml::Table = toml::from_str(&text).map_err(|error| {
        note(&format!("{}: {}", path.display(), error.message()));
        Exit::BadInput
    })?;
    let empty = Vec::new();
    let targets = table
        .get("target")
        .and_then(toml::Value::as_array)
        .unwrap_or(&empty);
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
    if refused > 0 {
        Err(Exit::BadInput)
    } else {
        Ok(fitted)
    }
}

fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 1_000.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// The card as text.
fn told_card(card: &Card) -> String {
    let mut text = String::new();
    for part in [Part::Fitted, Part::HeldOut] {
        let (passed, all) = card.passed(part);
        let what = match part {
            Part::Fitted => "Fitted: what the model was set to",
            Part::HeldOut => "Held out: what the model never saw",
        };
        text += &format!("{what}. {passed} of {all} pass.\n");
        let mut section = "";
        for line in card.lines.iter().filter(|line| line.part == part) {
            if line.section != section {
                section = line.section;
                text += &format!("  {section}\n");
            }
            let mark = if line.passes { "pass" } else { "FAIL" };
            let range = match (line.interval.0.is_finite(), line.interval.1.is_finite()) {
                (true, true) => {
                    format!("{} to {}", number(line.interval.0), number(line.interval.1))
                }
                (true, false) => format!("at least {}", number(line.interval.0)),
                _ => format!("at most {}", number(line.interval.1)),
            };
            text += &format!(
                "    {mark}  {}: observed {}, simulated {} ({range}) {}\n",
                line.title,
                number(line.observed),
                number(line.simulated),
                line.unit
            );
            if !line.passes {
                text += &format!("          {}\n", line.reason);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_of_a_year_that_is_held_out_is_refused() {
        let path = std::env::temp_dir().join(format!("swplab-{}-targets.toml", std::process::id()));
        let of = |text: &str| {
            std::fs::write(&path, text).unwrap();
            let found = refuse_overlap(&path, (2021, 2025)).map_err(Exit::code);
            std::fs::remove_file(&path).unwrap();
            found
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
