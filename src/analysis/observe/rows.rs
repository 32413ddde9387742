//! The rows of the tables of `observe` and `power`.

use crate::indicator::Better;
use crate::results::table::{columns, tables};

columns! {
    /// Replication: one possible history
    replication: u32,
    /// Window of observation, as H17 names it
    window: String,
    /// With whom practices are compared: host, comparison or both
    comparator: String,
    /// Id of the measure, see measures.csv
    measure: String,
    /// True value of practices less comparator, mean of the sites
    true_difference: Option<f64> = "measure",
    /// Standard deviation of answers
    sd: Option<f64> = "measure",
    /// Observed difference of the first evaluation of each replication
    observed: Option<f64> = "measure",
    /// Standard error of the observed difference
    error: Option<f64> = "measure",
    /// Evaluations sampled
    evaluations: usize,
    /// Share of evaluations that call the difference different, with site effects
    chance: Option<f64> = "share",
    /// The same by the t test over sites
    chance_by_site: Option<f64> = "share",
    /// Replications in which it is defined
    n: usize,
    /// True difference as a share of the spread of the comparator's answers
    true_effect: Option<f64> = "standard deviations",
    /// Half the width of its 95% interval over replications
    chance_half_width: Option<f64> = "share",
    /// Of evaluations that call it different, the share with the wrong sign (type S error)
    wrong_sign: Option<f64> = "share",
    /// Unit in which it is printed
    unit: String,
}

tables! {
    /// One measure in one replication.
    "evaluations.csv": EvaluationRow {
        replication, window, comparator, measure,
        /// Practices that were open on the day
        sites: usize,
        true_difference, sd, observed, error,
        /// Whether the first evaluation calls the difference different from none at 5%, with site effects
        different: bool,
        /// The same difference as the mean over sites
        by_site_observed: Option<f64> = "measure",
        /// Its standard error over sites
        by_site_error: Option<f64> = "measure",
        /// Whether the t test over sites calls it different at 5%
        by_site_different: bool,
        evaluations: u32, chance, chance_by_site,
    }
    /// One group at one site.
    "sites.csv": SiteLine {
        replication, window,
        /// Site, from 1
        site: usize,
        /// Practice
        practice: String,
        /// Whose answers: practice, host or comparison
        group: String,
        measure,
        /// What everybody in the group would say on average
        true_value: Option<f64> = "measure",
        /// Answers in the first evaluation
        answers: usize,
        /// Mean of the answers in the first evaluation
        observed: Option<f64> = "measure",
        sd,
    }
    /// One measure over all replications.
    "found.csv": FoundLine {
        window, comparator, measure, n, true_difference,
        /// Lower end of the 95% interval of the mean true difference
        true_low: Option<f64> = "measure",
        /// Upper end of the 95% interval of the mean true difference
        true_high: Option<f64> = "measure",
        true_effect, observed, error, chance, chance_half_width, chance_by_site,
        /// Half the width of its 95% interval over replications
        by_site_half_width: Option<f64> = "share",
        wrong_sign,
    }
    /// One position against one measured null.
    "plausibility.csv": PlausibilityRow {
        /// Id of the hypothesis
        hypothesis: String,
        /// Position that holds in those replications
        position: String,
        comparator, measure, n, true_difference, true_effect, chance, chance_half_width,
        /// Share of evaluations that call none of the measured nulls different
        none_seen: Option<f64> = "share",
        /// Half the width of its 95% interval over replications
        none_half_width: Option<f64> = "share",
        /// Weight of the position among those of its hypothesis, were all equally likely and nothing known
        /// but the nulls
        weight: Option<f64> = "share",
        /// implausible where the chance reaches observation.implausible; compatible otherwise
        verdict: String,
    }
    /// The readings of no difference.
    "readings.csv": ReadingLine {
        window, comparator, measure,
        /// Share of evaluations that found no difference
        no_difference: Option<f64> = "share",
        /// Of these, the share in which the reading equal-good is right of the simulated truth
        equal_good: Option<f64> = "share",
        /// The same of the reading no-added-value
        no_added_value: Option<f64> = "share",
        /// The same of the reading underpowered
        underpowered: Option<f64> = "share",
    }
    /// One measure in both windows.
    "windows.csv": WindowLine {
        comparator, measure, n,
        /// Mean true difference in the window year-1
        early: Option<f64> = "measure",
        /// Half the width of its 95% interval
        early_half_width: Option<f64> = "measure",
        /// Mean true difference in the window steady-state
        settled: Option<f64> = "measure",
        /// Half the width of its 95% interval
        settled_half_width: Option<f64> = "measure",
        /// Share of replications in which its sign changes between the windows
        sign_changes: Option<f64> = "share",
    }
    /// One measure.
    "measures.csv": MeasureRow {
        measure,
        /// Title
        title: String,
        unit,
        /// Good direction
        better: Better,
        /// Decimals to print
        decimals: usize,
        /// Who answers: staff, children or records
        asked: String,
        /// Whether the national evaluation found no difference
        measured_null: bool,
        /// What it is
        meaning: String,
    }
    /// How an effect fares.
    "power.csv": PowerLine {
        window, comparator, measure,
        /// mixed: sites weighted by precision with a variance between them; by-site: t test over sites
        test: String,
        /// Effect imposed against the host; positive is better
        effect: f64 = "standard deviations",
        /// Simulated worlds (replications)
        worlds: usize,
        evaluations,
        /// Share of evaluations that call the difference different at 5%
        power: Option<f64> = "share",
        /// Half the width of its 95% interval over worlds
        half_width: Option<f64> = "share",
        wrong_sign,
        /// Of evaluations that call it different, the mean size (type M error)
        exaggeration: Option<f64> = "times the effect",
        /// Mean standard error of the observed difference
        error: Option<f64> = "standard deviations",
        /// Mean observed difference less the effect
        bias: Option<f64> = "standard deviations",
        /// Sites of the same kind with which the effect would be seen with 80 chances in 100, about: sites
        /// × (2.8 × error ÷ effect)²
        sites_needed: Option<f64> = "sites",
    }
    /// One quantity of the observation.
    "quantities.csv": QuantityRow {
        /// Id of the quantity
        id: String,
        /// What it is, in one sentence
        label: String,
        /// Central value
        value: Option<f64> = "as in unit",
        /// Lowest value
        low: Option<f64> = "as in unit",
        /// Highest value
        high: Option<f64> = "as in unit",
        unit,
        /// Evidence grade: A measured statistic to D assumption
        grade: String,
        /// Where it comes from
        source: String,
        /// Anything else that a reader should know
        note: String,
    }
}
