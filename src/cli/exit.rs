//! Exit codes: what a script may rely on.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All well.
    Well,
    /// Some runs failed, or `verify` found a difference.
    SomeFailed,
    /// The command line or an input file has faults.
    BadInput,
    /// Results could not be written or read.
    CouldNotWrite,
    /// A merge lacks pieces of its shards.
    NotWhole,
    /// An import would lose more than it may unasked.
    Losses,
    /// A shard was stopped and has kept what it lived: the same command goes on.
    TryAgain,
    /// Stopped by Ctrl-C or a signal.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Exit::Well => 0,
            Exit::SomeFailed => 1,
            Exit::BadInput => 2,
            Exit::CouldNotWrite => 3,
            Exit::NotWhole => 4,
            Exit::Losses => 5,
            Exit::TryAgain => 75,
            Exit::Interrupted => 130,
        }
    }

    /// The exit of a code that a command gives.
    ///
    /// # Panics
    /// On a code that is not documented: a bug in the command.
    pub fn of_code(code: u8) -> Exit {
        let known = EXITS.iter().find(|(exit, _)| exit.code() == code);
        known.expect("a command ends with a documented exit code").0
    }
}

/// Every exit and what it means.
const EXITS: [(Exit, &str); 8] = [
    (Exit::Well, "all well"),
    (
        Exit::SomeFailed,
        "some runs failed, verify or readings --check found a difference, or no setting fits the targets",
    ),
    (Exit::BadInput, "bad input: the command line or a scenario file"),
    (Exit::CouldNotWrite, "results could not be written or read"),
    (Exit::NotWhole, "a merge lacks shards"),
    (
        Exit::Losses,
        "an import would lose more than 5% of children or episodes: nothing is written unless --accept-losses is given",
    ),
    (Exit::TryAgain, "a shard was stopped: the same command goes on with it"),
    (Exit::Interrupted, "interrupted"),
];

/// The codes in words, printed by `--help`.
pub fn exit_codes() -> String {
    let lines = EXITS.map(|(exit, meaning)| format!("\n  {:<5}{meaning}", exit.code()));
    format!("Exit codes:{}", lines.concat())
}
