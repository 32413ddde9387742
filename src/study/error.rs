//! What can stop a study as a whole. One failed replication does not: it is a row of the results.

/// Why a study did not finish.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The stop flag was set.
    #[error("the study was interrupted")]
    Interrupted,
    /// The operating system gave no threads.
    #[error("could not start {threads} threads: {reason}")]
    Threads {
        /// Threads asked for; 0 means one for each core.
        threads: usize,
        /// What the system said.
        reason: String,
    },
    /// What a calibration has simulated could not be kept for later.
    #[error("simulated points could not be kept: {reason}")]
    NotKept {
        /// What the system said.
        reason: String,
    },
    /// What was lived can no longer be put on the disk.
    #[error(
        "what was lived can no longer be put on the disk: {reason}. Where there is room again the same command goes on from what is kept"
    )]
    NoRoom {
        /// What the system said.
        reason: String,
    },
    /// A shard has lived its pieces and kept them: there is nothing more for it to do.
    #[error("this shard is lived")]
    ShardLived {
        /// Pieces that it kept or found.
        pieces: u64,
    },
    /// The first stage was counted, and nothing lived.
    #[error("{} arms of {replications} replications", .arms)]
    Counted {
        /// Replications of the stage.
        replications: u32,
        /// Arms of each: of a sweep its combinations.
        arms: u32,
    },
    /// Parts cannot be merged, since some pieces are in none of them.
    #[error("{}", missing_pieces(.missing, *.of))]
    Missing {
        /// First and last numbers of the pieces that are missing, from 0.
        missing: Vec<(u64, u64)>,
        /// Pieces in all.
        of: u64,
    },
    /// A journey follows nobody.
    #[error("{0}")]
    NoJourney(String),
    /// A sweep has a factor without levels.
    #[error("`{path}` has no values to vary: write for example `--vary {path}=1,2,3`")]
    NoLevels {
        /// Path of the factor.
        path: String,
    },
    /// A sweep names the same factor twice.
    #[error("`{path}` is varied twice: give all its values in one list")]
    FactorTwice {
        /// Path of the factor.
        path: String,
    },
    /// A sweep lists the same level of a factor twice.
    #[error("`{path}` has the value {level} twice")]
    LevelTwice {
        /// Path of the factor.
        path: String,
        /// Level as written.
        level: String,
    },
    /// A sweep has no factors.
    #[error("nothing to vary: give `--vary path=a,b,c` or write a `[sweep]` table in the scenario file")]
    NothingToVary,
    /// A full factorial has a range where it needs values.
    #[error(
        "`{path}` has a range, of which a full factorial has no combinations: list its values, or lay points out with `--design sobol`"
    )]
    RangeInFactorial {
        /// Path of the factor.
        path: String,
    },
    /// Sobol' points have not so many directions.
    #[error(
        "{factors} factors are too many for Sobol' points, which have {most} directions: use `--design latin-hypercube`"
    )]
    TooManyFactors {
        /// Factors asked for.
        factors: usize,
        /// The limit.
        most: usize,
    },
    /// An evaluation is asked for of an arm without a practice.
    #[error("\"{arm}\" has no practice, so there is nothing to evaluate: {instead}")]
    NothingToObserve {
        /// Name of the arm.
        arm: String,
        /// What to do.
        instead: String,
    },
    /// A back-cast begins with an authority of whom nothing is published.
    #[error(
        "nothing is published of \"{authority}\": a back-cast needs the authorities that the program carries"
    )]
    Unpublished {
        /// Name of the authority.
        authority: String,
    },
    /// A back-cast could not be set to its start.
    #[error("the authorities could not be set to their figures of the start: {reason}")]
    NotSet {
        /// What went wrong.
        reason: String,
    },
    /// The full factorial is larger than a machine should be asked for by accident.
    #[error(
        "{cells} cells are too many: the full factorial of these values may have {most} at the most; vary fewer things or fewer values"
    )]
    TooManyCells {
        /// Cells asked for.
        cells: u128,
        /// The limit.
        most: usize,
    },
}

/// Runs of missing pieces that are named.
const NAMED: usize = 8;

fn missing_pieces(missing: &[(u64, u64)], of: u64) -> String {
    let name = |&(from, to): &(u64, u64)| match from == to {
        true => (from + 1).to_string(),
        false => format!("{} to {}", from + 1, to + 1),
    };
    let named: Vec<String> = missing.iter().take(NAMED).map(name).collect();
    let more = if missing.len() > NAMED { " and others" } else { "" };
    let many: u64 = missing.iter().map(|(from, to)| to - from + 1).sum();
    format!("{many} of {of} pieces are missing: {}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::StudyError;

    #[test]
    fn a_study_error_can_cross_threads() {
        fn crosses_threads<T: Send + Sync + 'static>() {}
        crosses_threads::<StudyError>();
    }
}
