//! `swplab run`: the arms of a scenario on the same children with the same luck.

use std::path::Path;
use std::time::Instant;

use super::directory::Unfinished;
use super::exit::Exit;
use super::load::{self, Instead, Loaded};
use super::progress::Shown;
use super::{Simulating, ending, gather, interrupt, say};
use crate::analysis;
use crate::study::{self, Options, Simulation, StudyError};

/// Runs a scenario, or one replication of it, and writes its results.
pub fn run(path: &Path, replication: Option<u32>, asked: &Simulating) -> Result<Exit, Exit> {
    let making = asked.making()?;
    let instead =
        Instead { seed: asked.seed, replications: replication.map_or(asked.replications, |_| Some(1)) };
    let loaded = load::read(path, instead)?;
    let profiles = loaded.profiles(&loaded.scenario.arms);
    let Loaded { scenario, warnings, .. } = loaded;
    let stop = interrupt::listen();
    let unfinished = open(asked, &scenario.name)?;
    let options = Options {
        threads: asked.threads(),
        first_replication: replication.unwrap_or(0),
        replications: scenario.replications,
    };
    let began = Instant::now();
    let shown = Shown::begin(asked.quiet);
    let simulation = Simulation::of_arms(&scenario);
    let results = study::run(&simulation, &options, &|step| shown.step(step), stop);
    shown.end();
    let results = results.map_err(ending::of_study)?;
    let log = gather::run_log(began.elapsed(), options.threads);
    let meta = gather::meta(&scenario, &scenario.arms, profiles, log);
    let assumptions = gather::assumptions(&scenario.arms);
    let directory = unfinished.path();
    analysis::run::write(directory, &meta, &results, &assumptions, making).map_err(ending::of_output)?;
    analysis::report(directory, making).map_err(ending::of_output)?;
    let finished = finish(unfinished)?;
    ending::tell_failures(&results.failures, |arm| results.arms[arm].clone());
    if !asked.quiet {
        let text = crate::analysis::run::ending::of_run(&results, &finished, warnings, began.elapsed());
        say::answer(&text, Exit::Well);
    }
    Ok(ending::exit_of(&results.failures))
}

/// Opens the directory that was asked for, or a new one.
pub fn open(asked: &Simulating, name: &str) -> Result<Unfinished, Exit> {
    let opened = match &asked.out {
        Some(out) => Unfinished::open(out, asked.replace),
        None => Unfinished::open_new(name),
    };
    opened.map_err(ending::of_writing)
}

/// Puts a finished directory in its place, unless the user has asked to stop meanwhile.
pub fn finish(unfinished: Unfinished) -> Result<std::path::PathBuf, Exit> {
    if interrupt::is_asked_for() {
        return Err(ending::of_study(StudyError::Interrupted));
    }
    unfinished.finish().map_err(ending::of_writing)
}
