//! What a study hands over: per-replication scalars, in replication order, and nothing that
//! depends on threads or clocks.

/// What a result is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// The whole authority: identical membership in all arms, so it enters paired differences.
    Whole,
    /// A cohort fixed at the start and identical in all arms; enters paired differences.
    Cohort,
    /// Whoever the in-house teams or a practice serve: differs between arms, no paired difference.
    Provider,
}

/// One unit of results.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Stable id: `authority`, `cohort_served`, `cohort_eligible`, `in_house`, `practice`, ...
    pub id: String,
    /// Title in words.
    pub title: String,
    /// What it is.
    pub kind: UnitKind,
    /// Mean number of looked-after children on the first day (for the noise of a cohort that size).
    pub children: f64,
}

impl Unit {
    /// Whether arms may be compared on this unit child by child.
    pub fn is_paired(&self) -> bool {
        self.kind != UnitKind::Provider
    }
}

/// One contract of one replication, from award to end or to the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct ContractRow {
    /// Arm, as a position in [`Results::arms`].
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// Practice, by name.
    pub practice: String,
    /// Which contract of this practice's service it is, from 0.
    pub cycle: u32,
    /// Month of the award, from the start of the study.
    pub awarded: f64,
    /// Month in which children were transferred; `NaN` if it never opened.
    pub opened: f64,
    /// Month of the end; `NaN` while still running at the horizon.
    pub ended: f64,
    /// Term that was agreed, months, extensions included.
    pub term_months: f64,
    /// What happened: `running`, `renewed`, `lost_tender`, `not_renewed`, `terminated`, `never_opened`.
    pub fate: String,
    /// Why: `term`, `politics`, `trust`, `money`, `failure`, `restructure`, `inspection`, ...; empty while running.
    pub cause: String,
    /// Months from the nearest renewal or break point at the end; `NaN` while running.
    pub months_from_renewal: f64,
}

/// A replication that failed: a row, not an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Arm.
    pub arm: usize,
    /// Replication.
    pub replication: u32,
    /// What the model said.
    pub message: String,
}

/// All that a study found. Values are `NaN` where an indicator is not defined.
#[derive(Clone, Debug)]
pub struct Results {
    /// Arm names in order; the first is the reference.
    pub arms: Vec<String>,
    /// First replication (0 unless one replication is repeated alone).
    pub first_replication: u32,
    /// Number of replications.
    pub replications: usize,
    /// Units of results.
    pub units: Vec<Unit>,
    /// Label of each year, such as `2011 to 2012`.
    pub years: Vec<String>,
    /// Over the horizon, by `[arm][replication][unit][indicator]`, flattened.
    pub horizon: Vec<f64>,
    /// By year: `[arm][replication][unit][year][indicator]`, flattened; empty if not kept.
    pub yearly: Vec<f64>,
    /// Authorities that are lived each by itself, by name; empty where there is one or where they touch.
    pub authorities: Vec<String>,
    /// Over the horizon by `[arm][replication][authority][headline]`, flattened.
    pub by_authority: Vec<f64>,
    /// Contracts, sorted by arm, replication, practice, cycle.
    pub contracts: Vec<ContractRow>,
    /// Parameter values by `[replication][quantity]` in the order of `quantities`.
    pub parameters: Vec<f64>,
    /// Ids of the quantities drawn.
    pub quantities: Vec<String>,
    /// Hypothesis positions by `[replication][hypothesis]`, as positions' names.
    pub positions: Vec<String>,
    /// Ids of the hypotheses.
    pub hypotheses: Vec<String>,
    /// Replications that failed; their values are `NaN`.
    pub failures: Vec<Failure>,
    /// Looked-after child-months simulated.
    pub child_months: u64,
}

impl Results {
    /// The horizon values of one arm, replication and unit: one per indicator.
    pub fn horizon_of(&self, arm: usize, replication: usize, unit: usize) -> &[f64] {
        let indicators = crate::indicator::INDICATORS.len();
        let at = ((arm * self.replications + replication) * self.units.len() + unit) * indicators;
        &self.horizon[at..at + indicators]
    }

    /// The values of one headline in one arm and authority, by replication.
    pub fn of_authority(&self, arm: usize, authority: usize, headline: usize) -> Vec<f64> {
        let headlines = crate::indicator::HEADLINES.len();
        let row = self.authorities.len() * headlines;
        let at = |replication: usize| {
            (arm * self.replications + replication) * row + authority * headlines + headline
        };
        (0..self.replications).map(|r| self.by_authority[at(r)]).collect()
    }

    /// The values of one arm, replication, unit and year: one per indicator.
    pub fn year_of(&self, arm: usize, replication: usize, unit: usize, year: usize) -> &[f64] {
        let indicators = crate::indicator::INDICATORS.len();
        let row = (arm * self.replications + replication) * self.units.len() + unit;
        let at = (row * self.years.len() + year) * indicators;
        &self.yearly[at..at + indicators]
    }
}
