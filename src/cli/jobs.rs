//! `swplab jobs`: a ready file that lives the shards of a study on a cluster, and merges them.

use std::io::Write;

use clap::{Args, ValueEnum, value_parser};

use super::exit::Exit;
use super::say::note;
use crate::analysis::{File, REGISTRY};

/// Engines of job arrays for which a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// HyperQueue: a laptop, some machines, or a cluster with Slurm or PBS, by the same command
    Hq,
    /// Slurm: job arrays, with nothing to install
    Slurm,
}

/// What is asked of a file of jobs.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// What spreads the shards
    #[arg(long)]
    engine: Engine,
    /// How many shards; some for each core that is there to be had
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=100_000))]
    shards: u32,
    /// Directory that all machines see, for the shards
    #[arg(long, value_name = "DIR", default_value = "shards")]
    parts: String,
    /// The command without the program's name, after `--`: `-- sweep scenario.toml --vary contract.term_years=3,5`
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// Options of the command that belong to a shard, or to the merge alone.
const OWN: [&str; 5] = ["--shard", "--merge", "--threads", "--replace", "--quiet"];

/// Prints the file.
///
/// # Errors
/// When it cannot be written.
pub fn run(asked: &Asked, out: &mut dyn Write) -> std::io::Result<u8> {
    if let Err(sentence) = fits(&asked.command) {
        note(&format!("error: {sentence}"));
        return Ok(Exit::BadInput.code());
    }
    let of_shards = without(&asked.command, &["--out"]);
    let shards = format!(
        "swplab {} --threads 1 --quiet --shard auto/{} --out {}",
        shell(&of_shards),
        asked.shards,
        word(&asked.parts)
    );
    let merge = format!("swplab {} --merge {}", shell(&asked.command), word(&asked.parts));
    let text = match asked.engine {
        Engine::Hq => of_hq(asked.shards, &shards, &merge),
        Engine::Slurm => of_slurm(asked.shards, &shards, &merge),
    };
    out.write_all(text.as_bytes())?;
    Ok(Exit::Well.code())
}

/// Whether the command lives a scenario and leaves to its shards what is theirs.
fn fits(command: &[String]) -> Result<(), String> {
    let first = command.first().map_or("", String::as_str);
    let is_made_of_pieces = REGISTRY
        .iter()
        .any(|entry| entry.command == first && matches!(entry.file, File::Scenario | File::ScenarioOr(..)));
    if !is_made_of_pieces {
        return Err(format!(
            "`{first}` cannot be shared out: give a command that lives a scenario, such as `-- sweep scenario.toml`"
        ));
    }
    let name = |word: &str| word.split('=').next().unwrap_or_default().to_owned();
    match command.iter().map(|word| name(word)).find(|word| OWN.contains(&word.as_str())) {
        Some(own) => Err(format!("leave {own} out: it is written for each shard")),
        None => Ok(()),
    }
}

/// A command without some of its options, each with the value behind it.
pub fn without(command: &[String], options: &[&str]) -> Vec<String> {
    let mut left = Vec::new();
    let mut words = command.iter();
    while let Some(word) = words.next() {
        if options.contains(&word.as_str()) {
            words.next();
        } else if !options
            .iter()
            .any(|option| word.strip_prefix(option).is_some_and(|rest| rest.starts_with('=')))
        {
            left.push(word.clone());
        }
    }
    left
}

fn shell(words: &[String]) -> String {
    words.iter().map(|one| word(one)).collect::<Vec<_>>().join(" ")
}

/// A word as a shell reads it back.
fn word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./=,:+@%".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn of_hq(shards: u32, shard: &str, merge: &str) -> String {
    format!(
        "#!/bin/sh
# {shards} shards on HyperQueue, then their merge. Start a server (hq server start) and workers (hq worker start, or
# hq alloc add slurm) first. Run it again after a failure: what is lived is not lived again.
set -eu
hq submit --wait --array 1-{shards} --cpus 1 --crash-limit 5 --stdout none -- \\
    {shard}
{merge}
"
    )
}

fn of_slurm(shards: u32, shard: &str, merge: &str) -> String {
    format!(
        "#!/bin/sh
# {shards} shards as a job array of Slurm, then their merge. Run it again after a failure: what is lived is not lived again.
# A shard that Slurm stops keeps what it lived and ends with code 75; then it is put back in the queue.
set -eu
array=$(sbatch --parsable --array=1-{shards} --cpus-per-task=1 --requeue --signal=B:TERM@60 <<'EOF'
#!/bin/sh
code=0
{shard} &
work=$!
trap 'kill -TERM \"$work\"' TERM
wait \"$work\" || code=$?
# Where a signal came first, what was waited for goes on until it has kept its work.
if kill -0 \"$work\" 2>/dev/null; then code=0; wait \"$work\" || code=$?; fi
if [ \"$code\" = 75 ]; then scontrol requeue \"$SLURM_JOB_ID\"; fi
exit \"$code\"
EOF
)
sbatch --dependency=afterok:\"${{array%%;*}}\" <<'EOF'
#!/bin/sh
{merge}
EOF
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn words_are_read_back_by_a_shell_as_they_were() {
        for text in ["plain", "a b", "it's", "$HOME", "\"", "worker_changes of remit ± 0.01", ""] {
            let ran =
                std::process::Command::new("sh").args(["-c", &format!("printf %s {}", word(text))]).output();
            if let Ok(ran) = ran {
                assert_eq!(String::from_utf8(ran.stdout).unwrap(), text);
            }
        }
    }

    #[test]
    fn a_command_that_cannot_be_shared_out_or_has_what_is_the_shards_is_refused() {
        assert!(fits(&words("run a.toml")).is_ok());
        assert!(fits(&words("sweep a.toml --vary x=1,2 --out there")).is_ok());
        for wrong in [
            "calibrate a.toml",
            "explain x",
            "run a.toml --shard 1/2",
            "run a.toml --threads=4",
            "forecast kent",
        ] {
            assert!(fits(&words(wrong)).is_err(), "{wrong}");
        }
        let all = words("run a.toml --out there --seed 3 --out=elsewhere --output x");
        assert_eq!(without(&all, &["--out"]), words("run a.toml --seed 3 --output x"));
    }
}
