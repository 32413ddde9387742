//! `swplab sweep`: every combination of some values, on the same children with the same luck.

use std::path::Path;
use std::time::Instant;

use super::exit::Exit;
use super::load::{self, Instead, Loaded};
use super::progress::Shown;
use super::run::{finish, open};
use super::say::{self, note};
use super::{Simulating, ending, gather, interrupt};
use crate::analysis;
use crate::analysis::sweep::{self, full_factorial};
use crate::scenario::Factor;
use crate::study::{Options, Simulation};

/// Runs the full factorial of `--vary`, or of the scenario's `[sweep]` table.
pub fn run(path: &Path, vary: &[String], asked: &Simulating) -> Result<Exit, Exit> {
    let making = asked.making()?;
    let instead = Instead { seed: asked.seed, replications: asked.replications };
    let mut loaded = load::read(path, instead)?;
    let factors = if vary.is_empty() {
        loaded.scenario.sweep.clone()
    } else {
        vary.iter().map(|text| factor(text)).collect::<Result<_, _>>().map_err(|sentence| {
            note(&format!("error: {sentence}"));
            Exit::BadInput
        })?
    };
    let cells = full_factorial(&factors).map_err(ending::of_study)?;
    let arms = load::cells(&mut loaded, &factors, &cells)?;
    let profiles = loaded.profiles(&arms);
    let Loaded { mut scenario, warnings, .. } = loaded;
    if let Some(seed) = asked.seed {
        scenario.seed = seed;
    }
    let stop = interrupt::listen();
    let unfinished = open(asked, &format!("{}-sweep", scenario.name))?;
    let options =
        Options { threads: asked.threads(), first_replication: 0, replications: scenario.replications };
    let began = Instant::now();
    let shown = Shown::begin(asked.quiet);
    let simulation = Simulation::of_cells(&scenario, &arms);
    let design = (factors, cells);
    let results = sweep::sweep(&simulation, design, &options, &|step| shown.step(step), stop);
    shown.end();
    let results = results.map_err(ending::of_study)?;
    let log = gather::run_log(began.elapsed(), options.threads);
    let meta = gather::meta(&scenario, &arms, profiles, log);
    let directory = unfinished.path();
    sweep::write(directory, &meta, &gather::sweep(&results)).map_err(ending::of_output)?;
    analysis::report(directory, making).map_err(ending::of_output)?;
    let finished = finish(unfinished)?;
    ending::tell_failures(&results.failures, |cell| arms[cell].name.clone());
    if !asked.quiet {
        let text = crate::analysis::run::ending::of_sweep(&results, &finished, warnings, began.elapsed());
        say::answer(&text, Exit::Well);
    }
    Ok(ending::exit_of(&results.failures))
}

/// A factor as typed: `path=a,b,c`. Commas inside brackets or quotes belong to a value.
fn factor(text: &str) -> Result<Factor, String> {
    let Some((path, levels)) = text.split_once('=') else {
        return Err(format!("`--vary {text}` has no values: write it as PATH=A,B,C"));
    };
    let mut split = vec![String::new()];
    let (mut depth, mut quote) = (0_u32, None);
    for letter in levels.chars() {
        match (quote, letter) {
            (None, ',') if depth == 0 => {
                split.push(String::new());
                continue;
            }
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
        split.last_mut().expect("the list begins with one level").push(letter);
    }
    let levels: Vec<String> =
        split.iter().map(|level| level.trim().to_owned()).filter(|level| !level.is_empty()).collect();
    Ok(Factor { path: path.trim().to_owned(), levels })
}

#[cfg(test)]
mod tests {
    use super::factor;

    #[test]
    fn values_are_split_at_commas_outside_brackets_and_quotes() {
        let read = factor("a.b = 1, [2, 3] ,\"x, y\",true").unwrap();
        assert_eq!(read.path, "a.b");
        assert_eq!(read.levels, ["1", "[2, 3]", "\"x, y\"", "true"]);
        assert!(factor("a.b=").unwrap().levels.is_empty());
        assert!(factor("a.b").is_err());
    }
}
