//! Shards: a study lived by many processes, on one machine or many, and merged.
//!
//! ```text
//! --shard I/N --out DIR   lives its share of the first stage and keeps it in DIR/PLAN-I-of-N.pieces
//! --merge DIR             makes the results, to the byte those of one process, of the shards in DIR
//! status DIR              says of each plan which shards are there
//! plan -- COMMAND         says of how many pieces a command is made
//! merge DIR               gives the command of the shards in DIR again, with --merge
//! ```
//!
//! What an analysis makes of the results of its first stage, such as the positions on contested readings of `run`, is
//! lived by whoever merges.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::exit::Exit;
use super::jobs::without;
use super::pieces::{ENDING, Head, PiecesFile, UNFINISHED};
use super::say::{self, note};
use crate::report::words::listed;
use crate::study::Role;

/// Variables in which the engines of job arrays give a task its number, and those of its lowest number and of how many
/// there are, where they do.
const TASKS: [(&str, Option<(&str, &str)>); 4] = [
    ("SLURM_ARRAY_TASK_ID", Some(("SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"))),
    ("HQ_TASK_ID", None),
    ("PBS_ARRAY_INDEX", None),
    ("SGE_TASK_ID", None),
];

/// A shard: its number, from 1, and of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// Reads `I/N`, `auto` or `auto/N`; what is `auto` comes from the variables of a job array.
    ///
    /// # Errors
    /// A sentence.
    pub fn read(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Shard, String> {
        let (number, of) = text.split_once('/').map_or((text, None), |(number, of)| (number, Some(of)));
        let whole = |text: &str| text.trim().parse::<u32>().ok();
        let given = of.map(|of| whole(of).ok_or(())).transpose();
        let Ok(given) = given else { return Err(usage(text)) };
        let (number, of) = if number == "auto" {
            let task = TASKS.iter().find_map(|(id, range)| Some((variable(id)?, range)));
            let Some((task, range)) = task else {
                return Err(
                    "`--shard auto` finds no task of a job array: give it as `--shard 3/10`".to_owned()
                );
            };
            let told = |name: &str| variable(name).and_then(|text| whole(&text));
            let (least, count) = range.map_or((None, None), |(least, count)| (told(least), told(count)));
            let Some(of) = given.or(count) else {
                return Err("this engine of job arrays does not say how many tasks there are: give them as `--shard auto/10`".to_owned());
            };
            // Where the lowest number is not told, tasks are numbered from 1, or from 0 as some like to.
            let number = whole(&task).map(|task| (task + 1).saturating_sub(least.unwrap_or(1)));
            (number, of)
        } else {
            let Some(of) = given else { return Err(usage(text)) };
            (whole(number), of)
        };
        match number {
            Some(number) if (1..=of).contains(&number) => Ok(Shard { number, of }),
            _ => Err(usage(text)),
        }
    }

    /// Its role in a study.
    pub fn role(self) -> Role {
        Role::Shard { number: self.number, of: self.of }
    }

    /// The file that it keeps its pieces in, and the one that it has when all are lived.
    pub fn paths(self, directory: &Path, head: &Head) -> (PathBuf, PathBuf) {
        let name = format!("{}-{}-of-{}", head.plan, self.number, self.of);
        (directory.join(format!("{name}.{UNFINISHED}")), directory.join(format!("{name}.{ENDING}")))
    }

    /// In words.
    pub fn words(self) -> String {
        format!("shard {} of {}", self.number, self.of)
    }
}

fn usage(text: &str) -> String {
    format!(
        "`--shard {text}` is no shard: write its number, from 1, and how many there are, such as `--shard 3/10`"
    )
}

/// Finds the pieces of all shards of a plan in a directory.
///
/// # Errors
/// A sentence: the directory cannot be read, holds no shard of this plan, or one of another build.
pub fn gather(directory: &Path, head: &Head, into: &PiecesFile) -> Result<usize, String> {
    let all = found(directory)?;
    let own: Vec<&PathBuf> = all.iter().filter(|path| plan_of(path) == Some(&head.plan)).collect();
    if own.is_empty() {
        let others =
            if all.is_empty() { "no shards" } else { "shards of other work, or of another build, alone" };
        return Err(format!(
            "`{}` holds {others}: shards are made by the same command with --shard I/N",
            directory.display()
        ));
    }
    own.iter().try_for_each(|path| into.add(path))?;
    Ok(own.len())
}

/// Files of shards in a directory, by name.
fn found(directory: &Path) -> Result<Vec<PathBuf>, String> {
    let fault = |error| format!("could not read `{}`: {error}", directory.display());
    let mut all = Vec::new();
    for entry in fs::read_dir(directory).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_file() && plan_of(&path).is_some() {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

/// The plan in the name of a shard's file, such as `0123456789abcdef-3-of-10.pieces`.
fn plan_of(path: &Path) -> Option<&str> {
    shard_of(path).map(|(plan, ..)| plan)
}

/// Plan, number, how many and whether it is lived to its end.
fn shard_of(path: &Path) -> Option<(&str, u32, u32, bool)> {
    let name = path.file_name()?.to_str()?;
    let (stem, ending) = name.split_once('.')?;
    let mut parts = stem.split('-');
    let (plan, number, of, many) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_whole = ending == ENDING;
    let is_one = of == "of" && parts.next().is_none() && (is_whole || ending == UNFINISHED);
    is_one.then_some((plan, number.parse().ok()?, many.parse().ok()?, is_whole))
}

/// The words of the command whose shards lie in a directory, as they were typed for a shard but for what is a shard's own; of several
/// plans the one whose name begins as `named` does.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn command_in(directory: &Path, named: Option<&str>) -> Result<Vec<String>, Exit> {
    let refuse = |sentence: String| {
        note(&format!("error: {sentence}"));
        Exit::BadInput
    };
    let all = found(directory).map_err(refuse)?;
    let is_meant = |path: &&PathBuf| plan_of(path).is_some_and(|plan| plan.starts_with(named.unwrap_or("")));
    let heads: BTreeMap<String, Head> = all
        .iter()
        .filter(is_meant)
        .filter_map(|path| Head::read(path))
        .map(|head| (head.plan.clone(), head))
        .collect();
    match heads.len() {
        0 if all.is_empty() => Err(refuse(format!("`{}` holds no shards", directory.display()))),
        0 => Err(refuse(format!(
            "`{}` holds no shard of such a plan: `swplab status` lists them",
            directory.display()
        ))),
        1 => {
            let words = &heads.values().next().expect("there is one").words;
            let own = without(words, &["--shard", "--out", "--threads"]);
            Ok(own.into_iter().filter(|word| !["--quiet", "-q"].contains(&word.as_str())).collect())
        }
        many => Err(refuse(format!(
            "`{}` holds shards of {many} studies, {}: say which with --plan; `swplab status` lists their commands",
            directory.display(),
            listed(&heads.keys().cloned().collect::<Vec<_>>())
        ))),
    }
}

/// Says of each plan in a directory which shards are lived, and which are not.
///
/// # Errors
/// The exit of a command that could not go on.
pub fn status(directory: &Path) -> Result<Exit, Exit> {
    let all = found(directory).map_err(|sentence| {
        note(&format!("error: {sentence}"));
        Exit::BadInput
    })?;
    if all.is_empty() {
        note(&format!("error: `{}` holds no shards", directory.display()));
        return Err(Exit::BadInput);
    }
    // By plan and number of shards, which of them are there and whether they are whole.
    let mut plans: BTreeMap<(String, u32), BTreeMap<u32, bool>> = BTreeMap::new();
    let mut commands = BTreeMap::new();
    for path in &all {
        let Some((plan, number, of, is_whole)) = shard_of(path) else { continue };
        let shards = plans.entry((plan.to_owned(), of)).or_default();
        *shards.entry(number).or_default() |= is_whole;
        let command =
            Head::read(path).map_or_else(|| "a file that cannot be read".to_owned(), |head| head.command);
        commands.insert(plan.to_owned(), command);
    }
    say::told(|out| {
        for ((plan, of), shards) in &plans {
            let lived = shards.values().filter(|is_whole| **is_whole).count();
            writeln!(out, "{plan}  {}", commands[plan])?;
            writeln!(out, "  {lived} of {of} shards are lived")?;
            let tell = |out: &mut dyn Write, what: &str, numbers: Vec<u32>| match numbers.is_empty() {
                true => Ok(()),
                false => writeln!(out, "  {what}: {}", runs(&numbers)),
            };
            tell(
                out,
                "begun",
                shards.iter().filter(|(_, whole)| !**whole).map(|(number, _)| *number).collect(),
            )?;
            tell(out, "not there", (1..=*of).filter(|number| !shards.contains_key(number)).collect())?;
        }
        Ok(Exit::Well.code())
    })
}

/// Numbers with their runs written short: `1 to 3, 7`.
fn runs(numbers: &[u32]) -> String {
    let runs: Vec<String> = numbers
        .chunk_by(|one, next| *next == one + 1)
        .map(|run| match run {
            [one] => one.to_string(),
            _ => format!("{} to {}", run[0], run[run.len() - 1]),
        })
        .collect();
    runs.join(", ")
}

/// Why pieces are missing, and what to do: the end of a merge that is not whole.
pub fn refuse_merge(sentence: &str, directory: &Path) -> Exit {
    note(&format!(
        "error: {sentence}. `swplab status {}` says which shards are not lived to their end",
        directory.display()
    ));
    Exit::NotWhole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, variables: &[(&str, &str)]) -> Option<(u32, u32)> {
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        Shard::read(text, variable).ok().map(|shard| (shard.number, shard.of))
    }

    #[test]
    fn a_shard_is_read_as_it_is_written_or_from_a_job_array() {
        assert_eq!(read("3/10", &[]), Some((3, 10)));
        for wrong in ["0/10", "11/10", "3", "3/", "/3", "a/b", "3/0", "-1/4", "auto", "auto/x", "auto/4"] {
            assert_eq!(read(wrong, &[]), None, "{wrong}");
        }
        let slurm =
            [("SLURM_ARRAY_TASK_ID", "0"), ("SLURM_ARRAY_TASK_MIN", "0"), ("SLURM_ARRAY_TASK_COUNT", "8")];
        assert_eq!(read("auto", &slurm), Some((1, 8)));
        assert_eq!(read("auto", &[("HQ_TASK_ID", "4")]), None);
        assert_eq!(read("auto/10", &[("HQ_TASK_ID", "4")]), Some((4, 10)));
        assert_eq!(read("auto/10", &[("HQ_TASK_ID", "0")]), None);
        assert_eq!(read("auto/10", &[("PBS_ARRAY_INDEX", "10")]), Some((10, 10)));
    }

    #[test]
    fn the_name_of_a_shard_tells_what_it_is() {
        let of =
            |name: &str| shard_of(Path::new(name)).map(|(plan, a, b, whole)| (plan.to_owned(), a, b, whole));
        assert_eq!(of("d/0123-3-of-10.pieces"), Some(("0123".to_owned(), 3, 10, true)));
        assert_eq!(of("0123-3-of-10.pieces.part"), Some(("0123".to_owned(), 3, 10, false)));
        for other in
            ["a.pieces", "0123-3-of.pieces", "0123-x-of-4.pieces", "0123-3-of-10.csv", "0123-3-of-4-5.pieces"]
        {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(runs(&[1, 2, 3, 7, 9, 10]), "1 to 3, 7, 9 to 10");
    }
}
