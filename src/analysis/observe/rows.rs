//! The rows of the tables of `observe` and `power`, and what their columns mean.

use serde::{Deserialize, Serialize};

use crate::results::rows::{Cell, Column, Declared, DictionaryRow, described, row_structs};

row_structs! {
    /// One measure in one replication.
    EvaluationRow {
        replication: u32, window: String, comparator: String, measure: String, sites: usize,
        true_difference: Option<f64>, sd: Option<f64>, observed: Option<f64>, error: Option<f64>,
        different: bool, by_site_observed: Option<f64>, by_site_error: Option<f64>, by_site_different: bool,
        evaluations: u32, chance: Option<f64>, chance_by_site: Option<f64>,
    }
    /// One group at one site.
    SiteLine {
        replication: u32, window: String, site: usize, practice: String, group: String,
        measure: String, true_value: Option<f64>, answers: usize, observed: Option<f64>, sd: Option<f64>,
    }
    /// One measure over all replications.
    FoundLine {
        window: String, comparator: String, measure: String, n: usize, true_difference: Option<f64>,
        true_low: Option<f64>, true_high: Option<f64>, true_effect: Option<f64>, observed: Option<f64>,
        error: Option<f64>, chance: Option<f64>, chance_half_width: Option<f64>,
        chance_by_site: Option<f64>, by_site_half_width: Option<f64>, wrong_sign: Option<f64>,
    }
    /// One position against one measured null.
    PlausibilityRow {
        hypothesis: String, position: String, comparator: String, measure: String, n: usize,
        true_difference: Option<f64>, true_effect: Option<f64>, chance: Option<f64>,
        chance_half_width: Option<f64>, none_seen: Option<f64>, none_half_width: Option<f64>,
        weight: Option<f64>, verdict: String,
    }
    /// The readings of no difference.
    ReadingLine {
        window: String, comparator: String, measure: String, no_difference: Option<f64>,
        equal_good: Option<f64>, no_added_value: Option<f64>, underpowered: Option<f64>,
    }
    /// One measure in both windows.
    WindowLine {
        comparator: String, measure: String, n: usize, early: Option<f64>, early_half_width: Option<f64>,
        settled: Option<f64>, settled_half_width: Option<f64>, sign_changes: Option<f64>,
    }
    /// One measure.
    MeasureRow {
        measure: String, title: String, unit: String, better: String, decimals: usize, asked: String,
        measured_null: bool, meaning: String,
    }
    /// How an effect fares.
    PowerLine {
        window: String, comparator: String, measure: String, test: String, effect: f64, worlds: usize,
        evaluations: usize, power: Option<f64>, half_width: Option<f64>, wrong_sign: Option<f64>,
        exaggeration: Option<f64>, error: Option<f64>, bias: Option<f64>, sites_needed: Option<f64>,
    }
    /// One quantity of the observation.
    QuantityRow {
        id: String, label: String, value: Option<f64>, low: Option<f64>, high: Option<f64>, unit: String,
        grade: String, source: String, note: String,
    }
}

const MEANINGS: &[(&str, &str, &str)] = &[
    ("replication", "", "Replication: one possible history"),
    ("window", "", "Window of observation, as H17 names it"),
    ("comparator", "", "With whom practices are compared: host, comparison or both"),
    ("measure", "", "Id of the measure, see measures.csv"),
    ("sites", "", "Practices that were open on the day"),
    ("site", "", "Site, from 1"),
    ("practice", "", "Practice"),
    ("group", "", "Whose answers: practice, host or comparison"),
    ("true_value", "measure", "What everybody in the group would say on average"),
    ("answers", "", "Answers in the first evaluation"),
    ("true_difference", "measure", "True value of practices less comparator, mean of the sites"),
    ("true_low", "measure", "Lower end of the 95% interval of the mean true difference"),
    ("true_high", "measure", "Upper end of the 95% interval of the mean true difference"),
    (
        "true_effect",
        "standard deviations",
        "True difference as a share of the spread of the comparator's answers",
    ),
    ("sites.csv.observed", "measure", "Mean of the answers in the first evaluation"),
    ("observed", "measure", "Observed difference of the first evaluation of each replication"),
    ("sd", "measure", "Standard deviation of answers"),
    ("power.csv.error", "standard deviations", "Mean standard error of the observed difference"),
    ("error", "measure", "Standard error of the observed difference"),
    (
        "different",
        "",
        "Whether the first evaluation calls the difference different from none at 5%, with site effects",
    ),
    ("by_site_observed", "measure", "The same difference as the mean over sites"),
    ("by_site_error", "measure", "Its standard error over sites"),
    ("by_site_different", "", "Whether the t test over sites calls it different at 5%"),
    ("evaluations", "", "Evaluations sampled"),
    ("chance", "share", "Share of evaluations that call the difference different, with site effects"),
    ("chance_half_width", "share", "Half the width of its 95% interval over replications"),
    ("chance_by_site", "share", "The same by the t test over sites"),
    ("by_site_half_width", "share", "Half the width of its 95% interval over replications"),
    (
        "wrong_sign",
        "share",
        "Of evaluations that call it different, the share with the wrong sign (type S error)",
    ),
    (
        "exaggeration",
        "times the effect",
        "Of evaluations that call it different, the mean size (type M error)",
    ),
    ("n", "", "Replications in which it is defined"),
    ("hypothesis", "", "Id of the hypothesis"),
    ("position", "", "Position that holds in those replications"),
    ("none_seen", "share", "Share of evaluations that call none of the measured nulls different"),
    ("none_half_width", "share", "Half the width of its 95% interval over replications"),
    (
        "weight",
        "share",
        "Weight of the position among those of its hypothesis, were all equally likely and nothing known but the nulls",
    ),
    ("verdict", "", "implausible where the chance reaches observation.implausible; compatible otherwise"),
    ("no_difference", "share", "Share of evaluations that found no difference"),
    (
        "equal_good",
        "share",
        "Of these, the share in which the reading equal-good is right of the simulated truth",
    ),
    ("no_added_value", "share", "The same of the reading no-added-value"),
    ("underpowered", "share", "The same of the reading underpowered"),
    ("early", "measure", "Mean true difference in the window year-1"),
    ("early_half_width", "measure", "Half the width of its 95% interval"),
    ("settled", "measure", "Mean true difference in the window steady-state"),
    ("settled_half_width", "measure", "Half the width of its 95% interval"),
    ("sign_changes", "share", "Share of replications in which its sign changes between the windows"),
    ("title", "", "Title"),
    ("dictionary.csv.unit", "", "Unit of the column; measure means the unit given in measures.csv"),
    ("unit", "", "Unit in which it is printed"),
    ("better", "", "Good direction"),
    ("decimals", "", "Decimals to print"),
    ("asked", "", "Who answers: staff, children or records"),
    ("measured_null", "", "Whether the national evaluation found no difference"),
    ("meaning", "", "What it is"),
    (
        "test",
        "",
        "mixed: sites weighted by precision with a variance between them; by-site: t test over sites",
    ),
    ("effect", "standard deviations", "Effect imposed against the host; positive is better"),
    ("worlds", "", "Simulated worlds (replications)"),
    ("power", "share", "Share of evaluations that call the difference different at 5%"),
    ("half_width", "share", "Half the width of its 95% interval over worlds"),
    ("bias", "standard deviations", "Mean observed difference less the effect"),
    (
        "sites_needed",
        "sites",
        "Sites of the same kind with which the effect would be seen with 80 chances in 100, about: sites × (2.8 × error ÷ effect)²",
    ),
    ("id", "", "Id of the quantity"),
    ("label", "", "What it is, in one sentence"),
    ("value", "as in unit", "Central value"),
    ("low", "as in unit", "Lowest value"),
    ("high", "as in unit", "Highest value"),
    ("grade", "", "Evidence grade: A measured statistic to D assumption"),
    ("source", "", "Where it comes from"),
    ("note", "", "Anything else that a reader should know"),
    ("table", "", "Table"),
    ("column", "", "Column"),
    ("kind", "", "What a cell of the column holds"),
];

const OBSERVED: &[Declared] = &[
    ("dictionary.csv", DictionaryRow::COLUMNS),
    ("evaluations.csv", EvaluationRow::COLUMNS),
    ("found.csv", FoundLine::COLUMNS),
    ("measures.csv", MeasureRow::COLUMNS),
    ("plausibility.csv", PlausibilityRow::COLUMNS),
    ("quantities.csv", QuantityRow::COLUMNS),
    ("readings.csv", ReadingLine::COLUMNS),
    ("sites.csv", SiteLine::COLUMNS),
    ("windows.csv", WindowLine::COLUMNS),
];
const POWER: &[Declared] = &[
    ("dictionary.csv", DictionaryRow::COLUMNS),
    ("measures.csv", MeasureRow::COLUMNS),
    ("power.csv", PowerLine::COLUMNS),
    ("quantities.csv", QuantityRow::COLUMNS),
];

/// The dictionary of the tables of `observe`, or of `power`.
pub(super) fn dictionary(is_power: bool) -> Vec<DictionaryRow> {
    let tables = if is_power { POWER } else { OBSERVED };
    described(tables, MEANINGS)
}

/// The columns of a table of `observe` or `power`.
#[cfg(feature = "parquet")]
pub(crate) fn columns_of(table: &str) -> Option<&'static [Column]> {
    let mut known = OBSERVED.iter().chain(POWER);
    known.find(|(name, _)| *name == table).map(|(_, columns)| *columns)
}

#[cfg(test)]
mod tests {
    use super::dictionary;

    #[test]
    fn every_column_of_every_table_is_explained() {
        for row in dictionary(false).iter().chain(&dictionary(true)) {
            assert!(!row.meaning.is_empty(), "{}.{}", row.table, row.column);
        }
    }
}
