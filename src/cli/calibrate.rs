//! `swplab calibrate`: free parameters fitted to published figures, and a posterior that scenarios run over.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::Calibrating;
use super::directory::{Unfinished, beside};
use super::ending;
use super::exit::Exit;
use super::gather;
use super::interrupt;
use super::kept::{self, KeptOnDisk};
use super::load::refuse;
use super::progress::Shown;
use super::say::{self, note};
use crate::analysis;
use crate::analysis::calibrate::{self, FreeMeta, TargetMeta, Words};
use crate::analysis::calibrate::{Calibration, Kept, ModelForward, Simulated, Working, calibrate, value};
use crate::evidence::Evidence;
use crate::indicator::summaries;
use crate::results::{self, Manifest, Meta, RunLog};
use crate::scenario::{ProfileFiles, Targets};
use crate::study::{Progress, StudyError};

/// Calibrates to a targets file.
pub fn run(path: &Path, asked: &Calibrating) -> Result<Exit, Exit> {
    let threads = asked.threads.map_or(0, |threads| threads as usize);
    let making = asked.formats.making(threads)?;
    let ids: Vec<&str> = summaries().iter().map(|summary| summary.id).collect();
    let (targets, warnings) = Targets::read(path, &ids).map_err(|fault| refuse(&fault))?;
    warnings.iter().for_each(|warning| note(&warning.to_string()));
    let stop = interrupt::listen();
    let target = match &asked.out {
        Some(out) => out.clone(),
        None => Unfinished::free_name(&format!("{}-calibration", targets.name)),
    };
    let partial = beside(&target, ".partial");
    // What another command left there is no work of a calibration.
    let restart = asked.restart || !partial.join(kept::FILE).is_file();
    let unfinished = Unfinished::open_again(&target, asked.replace, restart);
    let unfinished = unfinished.map_err(ending::of_writing)?;
    let mut on_disk = KeptOnDisk::open(unfinished.path(), &head(&targets)).map_err(ending::of_writing)?;
    if on_disk.points() > 0 {
        note(&format!("note: going on from {} points that were simulated before", on_disk.points()));
    }
    interrupt::keeps(format!(
        "Interrupted: simulated points are kept in `{}`; the same command goes on from there.",
        partial.display()
    ));
    let began = Instant::now();
    let shown = Shown::begin(asked.quiet);
    let found = carry_out(&targets, threads, &shown, stop, &mut on_disk);
    shown.end();
    let found = found.map_err(|error| match error {
        StudyError::Interrupted => interrupt::leave(),
        StudyError::NotKept { .. } => ending::of_writing(error.to_string()),
        other => ending::of_study(other),
    })?;
    let log = gather::run_log(began.elapsed(), threads);
    let directory = unfinished.path();
    write(directory, &targets, &found, log)?;
    analysis::report(directory, making).map_err(ending::of_output)?;
    if interrupt::is_asked_for() {
        return Err(interrupt::leave());
    }
    on_disk.remove().map_err(ending::of_writing)?;
    let finished = unfinished.finish().map_err(ending::of_writing)?;
    let exit = if found.is_inadequate() { Exit::SomeFailed } else { Exit::Well };
    if asked.quiet {
        return Ok(exit);
    }
    Ok(say::answer(&summary(&targets, &found, &finished, began.elapsed()), exit))
}

/// Whether a manifest is that of a calibration.
pub fn is_of(manifest: &Manifest) -> bool {
    manifest.kind == calibrate::KIND
}

/// Repeats the calibration of a manifest into a directory.
pub fn repeat(
    manifest: &Manifest,
    again: &Path,
    threads: usize,
    shown: &Shown,
    stop: &AtomicBool,
) -> Result<(), Exit> {
    let ids: Vec<&str> = summaries().iter().map(|summary| summary.id).collect();
    let kept = manifest.profiles.iter();
    let kept = kept.map(|profile| (profile.path.clone(), profile.text.clone()));
    let files = ProfileFiles::Kept(kept.collect());
    let file = format!("{}.toml", manifest.scenario);
    let text = manifest.scenario_as_written.as_bytes();
    let read = Targets::parse(&file, manifest.scenario.clone(), &files, text, &ids);
    let (targets, _) = read.map_err(|faults| refuse(&faults))?;
    let found = carry_out(&targets, threads, shown, stop, &mut NotKept);
    let found = found.map_err(ending::of_study)?;
    write_with(again, &targets, &found, RunLog::default(), manifest.profiles.clone())
}

/// Nothing is kept of a repetition.
struct NotKept;

impl Kept for NotKept {
    fn find(&self, _: u32, _: u32) -> Option<Simulated> {
        None
    }

    fn keep(&mut self, _: u32, _: &[(u32, Simulated)]) -> Result<(), String> {
        Ok(())
    }
}

fn carry_out(
    targets: &Targets,
    threads: usize,
    shown: &Shown,
    stop: &AtomicBool,
    kept: &mut dyn Kept,
) -> Result<Calibration, StudyError> {
    let (forward, problem) = ModelForward::new(targets);
    let progress = |step: Progress| shown.step(step);
    let working = Working { threads, progress: &progress, stop, kept };
    calibrate(&problem, &forward, working)
}

/// Names the work, so that points of other work are not taken for its own.
fn head(targets: &Targets) -> String {
    let hash = blake3::hash(format!("{}{}", targets.text, targets.scenario.resolved).as_bytes());
    format!("swplab {} calibration {}", env!("CARGO_PKG_VERSION"), hash.to_hex())
}

fn write(directory: &Path, targets: &Targets, found: &Calibration, log: RunLog) -> Result<(), Exit> {
    let profiles = targets.profile_texts();
    let profiles = profiles.into_iter().map(|(path, text)| results::ProfileText { path, text });
    write_with(directory, targets, found, log, profiles.collect())
}

fn write_with(
    directory: &Path,
    targets: &Targets,
    found: &Calibration,
    log: RunLog,
    profiles: Vec<results::ProfileText>,
) -> Result<(), Exit> {
    let scenario = &targets.scenario;
    let free = targets.free.iter().map(|free| {
        let quantity = &Evidence::embedded().quantities()[free.key.quantity];
        let label = match free.key.band {
            None if quantity.is_table() => format!("{} (factor on all entries)", quantity.label),
            None => quantity.label.clone(),
            Some(band) => format!("{}, {} (factor on this entry)", quantity.label, quantity.bands[band]),
        };
        FreeMeta {
            id: free.id.clone(),
            label,
            low: free.low,
            high: free.high,
            centre: free.centre,
            why: free.why.clone(),
        }
    });
    let known = summaries();
    let figures = targets.targets.iter().map(|target| TargetMeta {
        id: target.id.clone(),
        summary: known[target.summary].id.to_owned(),
        title: known[target.summary].title.to_owned(),
        unit: known[target.summary].unit.to_string(),
        observed: target.observed,
        sd: target.sd,
        discrepancy: target.discrepancy,
        is_fitted: target.is_fitted,
        source: target.source.clone(),
        why: target.why.clone(),
    });
    let words = Words {
        free: free.collect(),
        targets: figures.collect(),
        value: &|input, u| value(&targets.free[input], u),
        command: format!("swplab calibrate {}.toml", targets.name),
        replications: targets.replications,
    };
    let stop = format!("The last population is the last because {}.", found.stop.words());
    let meta = Meta {
        title: targets.title.clone(),
        question: "Which parameters make the model come near to the published figures?".to_owned(),
        text: targets.text.clone(),
        resolved: format!("{stop}\n{}", scenario.resolved),
        ..gather::meta(scenario, &scenario.arms[..1], profiles, log)
    };
    calibrate::write(directory, &meta, &words, found).map_err(ending::of_output)
}

fn summary(targets: &Targets, found: &Calibration, finished: &Path, took: Duration) -> String {
    let mut text = format!("{}\n\n", targets.title);
    for (number, wave) in found.waves.iter().enumerate() {
        let used = wave.checks.iter().filter(|check| check.is_used).count();
        text += &format!(
            "Wave {}: {} points, {used} of {} emulators good enough, {:.3}% of the prior left\n",
            number + 1,
            wave.points.len(),
            wave.checks.len(),
            100.0 * wave.share_left
        );
    }
    for (number, one) in found.populations.iter().enumerate() {
        text += &format!(
            "Population {}: distance {:.2}, {} points simulated, {:.1}% taken, effective size {:.0}\n",
            number + 1,
            one.threshold,
            one.simulations,
            100.0 * one.acceptance,
            one.effective_size
        );
    }
    if found.is_inadequate() {
        text += "\nNo setting reproduces these targets together: the model is inadequate for them, within the priors and tolerances stated.\nNearest point, in tolerances:\n";
        for conflict in &found.conflicts {
            let target = &targets.targets[conflict.output];
            text += &format!("  {:<32} {:+.1}\n", target.id, conflict.tolerances);
        }
    }
    if let Some(findings) = &found.findings {
        text += &format!("\n{:<34} {:>10} {:>10} {:>6}\n", "target", "published", "simulated", "off");
        for (target, p) in targets.targets.iter().zip(&findings.predicted) {
            let tolerance = target.sd.hypot(target.discrepancy);
            let off = (p.mean - target.observed) / tolerance;
            let held = if target.is_fitted { "" } else { "  held out" };
            text +=
                &format!("{:<34} {:>10.4} {:>10.4} {off:>+6.1}{held}\n", target.id, target.observed, p.mean);
        }
        text += &format!("\n{:<40} {:>24} {:>8}\n", "parameter", "posterior 5, 50, 95%", "spread");
        for (free, own) in targets.free.iter().zip(&findings.identified) {
            let at = |k: usize| value(free, own.quantiles[k]);
            text += &format!(
                "{:<40} {:>7.3} {:>8.3} {:>8.3} {:>7.2}  {}\n",
                free.id,
                at(0),
                at(2),
                at(4),
                own.shrinkage,
                own.verdict()
            );
        }
    }
    text += &format!(
        "\n{} points in {:.0} seconds. Results: {}\n",
        found.points,
        took.as_secs_f64(),
        finished.display()
    );
    text
}
