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
    /// A merge of shards is incomplete.
    IncompleteMerge,
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
            Exit::IncompleteMerge => 4,
            Exit::Interrupted => 130,
        }
    }
}

/// The codes in words, printed by `--help`.
pub const EXIT_CODES: &str = "\
Exit codes:
  0    all well
  1    some runs failed, or verify found a difference
  2    bad input: the command line or a scenario file
  3    results could not be written or read
  4    a merge of shards is incomplete
  130  interrupted";

#[cfg(test)]
mod tests {
    use super::{EXIT_CODES, Exit};

    #[test]
    fn every_exit_code_is_in_the_help() {
        let all = [
            Exit::Well,
            Exit::SomeFailed,
            Exit::BadInput,
            Exit::CouldNotWrite,
            Exit::IncompleteMerge,
            Exit::Interrupted,
        ];
        for exit in all {
            let line = format!("\n  {:<5}", exit.code());
            assert!(EXIT_CODES.contains(&line), "{exit:?}");
        }
    }
}
