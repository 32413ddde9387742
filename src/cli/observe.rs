//! `swplab observe` and `swplab power`: a programme as an evaluation sees it, and what its design can see.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use super::exit::Exit;
use super::load::{self, Instead, Loaded, Set};
use super::progress::Shown;
use super::run::{finish, open};
use super::say::{self, note};
use super::{Evaluating, Simulating, ending, gather, interrupt};
use crate::analysis;
use crate::analysis::observe::{self, AskedFor, KIND, POWER};
use crate::analysis::observe::{Programme, WINDOWS, observe, power};
use crate::results::{Manifest, RunLog};
use crate::study::{Options, Progress};

/// Path under which the arm stands in a manifest.
const ARM: &str = "arm";
/// Path under which the effects stand in a manifest.
const EFFECT: &str = "effect";

/// Path under which the window that the scenario looks at stands in a manifest.
const WINDOW: &str = "window";
/// Path under which the reading of no difference that it takes stands there.
const READING: &str = "reading";

/// What a study needs beside its numbers: options, progress, stop.
type Running<'a> = (&'a Options, &'a (dyn Fn(Progress) + Sync), &'a AtomicBool);

/// An effect as typed: a number of standard deviations.
pub fn effect(text: &str) -> Result<f64, String> {
    match text.trim().parse::<f64>() {
        Ok(effect) if (0.0..=10.0).contains(&effect) => Ok(effect),
        _ => Err("an effect is a number from 0 to 10, in standard deviations".to_owned()),
    }
}

/// Evaluates the practices of a scenario.
pub fn run(path: &Path, design: &Evaluating, asked: &Simulating) -> Result<Exit, Exit> {
    carry_out(path, (design, asked), None)
}

/// Looks for effects with the design of a scenario.
pub fn run_power(
    path: &Path,
    effects: &[f64],
    design: &Evaluating,
    asked: &Simulating,
) -> Result<Exit, Exit> {
    carry_out(path, (design, asked), Some(effects))
}

fn carry_out(
    path: &Path,
    (design, asked): (&Evaluating, &Simulating),
    effects: Option<&[f64]>,
) -> Result<Exit, Exit> {
    let making = asked.making()?;
    let instead = Instead { seed: asked.seed, replications: asked.replications };
    let set = settings(design);
    let loaded = load::read_with(path, instead, &set)?;
    let profiles = loaded.profiles(&loaded.scenario.arms);
    let arm = arm(&loaded, design.arm.as_deref())?;
    let mut told: AskedFor = set.into_iter().map(|(path, value)| (path, vec![value])).collect();
    told.push((ARM.to_owned(), vec![loaded.scenario.arms[arm].name.clone()]));
    if let Some(effects) = effects {
        let written = effects.iter().map(f64::to_string).collect();
        told.push((EFFECT.to_owned(), written));
    }
    let programme = Programme::new(&loaded.scenario, arm).map_err(ending::of_study)?;
    told.push((WINDOW.to_owned(), vec![WINDOWS[programme.window()].to_owned()]));
    if let Some(reading) = programme.reading() {
        told.push((READING.to_owned(), vec![reading.to_owned()]));
    }
    let stop = interrupt::listen();
    let suffix = if effects.is_some() { POWER } else { KIND };
    let unfinished = open(asked, &format!("{}-{suffix}", loaded.scenario.name))?;
    let options = Options {
        threads: asked.threads(),
        first_replication: 0,
        replications: loaded.scenario.replications,
    };
    let began = Instant::now();
    let shown = Shown::begin(asked.quiet);
    let step = |progress| shown.step(progress);
    let running: Running<'_> = (&options, &step, stop);
    let log = |began: Instant| gather::run_log(began.elapsed(), options.threads);
    let directory = unfinished.path().to_owned();
    let (failures, mut text) = match effects {
        None => {
            let results = observe(&programme, &options, running.1, stop);
            shown.end();
            let results = results.map_err(ending::of_study)?;
            let meta = gather::meta(&loaded.scenario, &loaded.scenario.arms, profiles.clone(), log(began));
            observe::write(&directory, &meta, &told, &results).map_err(ending::of_output)?;
            let text = observe::ending::of_observation(&results);
            (results.failures, text)
        }
        Some(effects) => {
            let results = power(&programme, effects, &options, running.1, stop);
            shown.end();
            let results = results.map_err(ending::of_study)?;
            let meta = gather::meta(&loaded.scenario, &loaded.scenario.arms, profiles.clone(), log(began));
            observe::write_power(&directory, &meta, &told, &results).map_err(ending::of_output)?;
            let text = observe::ending::of_power(&results);
            (results.failures, text)
        }
    };
    analysis::report(&directory, making).map_err(ending::of_output)?;
    let finished = finish(unfinished)?;
    ending::tell_failures(&failures, |_| loaded.scenario.arms[arm].name.clone());
    if !asked.quiet {
        text += &crate::analysis::run::ending::closing(
            &finished,
            loaded.warnings,
            failures.len(),
            began.elapsed(),
        );
        say::answer(&text, Exit::Well);
    }
    Ok(ending::exit_of(&failures))
}

/// What the command line sets of the design, by path.
fn settings(design: &Evaluating) -> Vec<Set> {
    let number =
        |key: &str, value: Option<u32>| value.map(|value| (format!("observation.{key}"), value.to_string()));
    let comparator =
        design.comparator.as_ref().map(|who| ("observation.comparator".to_owned(), format!("\"{who}\"")));
    [
        number("sites", design.sites),
        number("months", design.months),
        number("staff", design.staff),
        number("children", design.children),
        number("evaluations", design.evaluations),
        comparator,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The position of an arm by its name; the first if none is named.
pub fn arm(loaded: &Loaded, name: Option<&str>) -> Result<usize, Exit> {
    let arms = &loaded.scenario.arms;
    let Some(name) = name else { return Ok(0) };
    let found = arms.iter().position(|arm| arm.name == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
        note(&format!("error: no arm is called \"{name}\"; there are: {}", names.join(", ")));
        Exit::BadInput
    })
}

/// Whether a manifest is of `observe` or `power`.
pub fn is_of(manifest: &Manifest) -> bool {
    [KIND, POWER].contains(&manifest.kind.as_str())
}

/// What the command line had set, for repeating it; nothing for another kind of study.
pub fn settings_of(manifest: &Manifest) -> Vec<Set> {
    let factors = manifest.factors.iter();
    let factors = factors.filter(|factor| is_of(manifest) && factor.path.starts_with("observation."));
    factors.map(|factor| (factor.path.clone(), factor.levels.join(""))).collect()
}

/// Repeats the study of a manifest into an empty directory.
pub fn repeat(
    manifest: &Manifest,
    loaded: &Loaded,
    again: &Path,
    (options, progress, stop): Running<'_>,
) -> Result<(), Exit> {
    let kept = |path: &str| {
        let factor = manifest.factors.iter().find(|factor| factor.path == path);
        factor.map_or(&[][..], |factor| &factor.levels[..])
    };
    let arm = arm(loaded, kept(ARM).first().map(String::as_str))?;
    let told: AskedFor =
        manifest.factors.iter().map(|factor| (factor.path.clone(), factor.levels.clone())).collect();
    let programme = Programme::new(&loaded.scenario, arm).map_err(ending::of_study)?;
    let profiles = loaded.profiles(&loaded.scenario.arms);
    let meta = gather::meta(&loaded.scenario, &loaded.scenario.arms, profiles, RunLog::default());
    if manifest.kind == KIND {
        let results = observe(&programme, options, progress, stop).map_err(ending::of_study)?;
        return observe::write(again, &meta, &told, &results).map_err(ending::of_output);
    }
    let effects: Vec<f64> = kept(EFFECT).iter().filter_map(|text| effect(text).ok()).collect();
    let results = power(&programme, &effects, options, progress, stop).map_err(ending::of_study)?;
    observe::write_power(again, &meta, &told, &results).map_err(ending::of_output)
}

#[cfg(test)]
mod tests {
    use super::effect;

    #[test]
    fn an_effect_is_a_number_of_standard_deviations() {
        assert_eq!(effect(" 0.2"), Ok(0.2));
        for wrong in ["", "-0.1", "big", "NaN", "11"] {
            assert!(effect(wrong).is_err(), "{wrong}");
        }
    }
}
