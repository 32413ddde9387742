//! The data dictionary: every column of every table in words.

use crate::results::rows::{
    AssumptionRow, AuthorityRow, CellRow, ContractLine, Declared, DictionaryRow, DifferenceRow,
    HypothesisRow, IndicatorRow, InfluenceRow, NoiseRow, ParameterRow, PositionRow, RunRow, SummaryRow,
    UnitRow, YearRow, described,
};

const STUDY: &[Declared] = &[
    ("assumptions.csv", AssumptionRow::COLUMNS),
    ("authorities.csv", AuthorityRow::COLUMNS),
    ("contracts.csv", ContractLine::COLUMNS),
    ("dictionary.csv", DictionaryRow::COLUMNS),
    ("differences.csv", DifferenceRow::COLUMNS),
    ("hypotheses.csv", HypothesisRow::COLUMNS),
    ("indicators.csv", IndicatorRow::COLUMNS),
    ("influence.csv", InfluenceRow::COLUMNS),
    ("noise.csv", NoiseRow::COLUMNS),
    ("parameters.csv", ParameterRow::COLUMNS),
    ("positions.csv", PositionRow::COLUMNS),
    ("runs.csv", RunRow::COLUMNS),
    ("summary.csv", SummaryRow::COLUMNS),
    ("units.csv", UnitRow::COLUMNS),
    ("yearly.csv", YearRow::COLUMNS),
];
const SWEEP: &[Declared] = &[
    ("cells.csv", CellRow::COLUMNS),
    ("dictionary.csv", DictionaryRow::COLUMNS),
    ("indicators.csv", IndicatorRow::COLUMNS),
    ("units.csv", UnitRow::COLUMNS),
];

/// Columns that mean the same in every table: column, unit, meaning. A `table.column` entry comes first
/// where a table gives a word its own meaning.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("units.csv.unit", "", "Id of the unit of results"),
    ("indicators.csv.unit", "", "Unit in which the indicator is printed"),
    ("dictionary.csv.unit", "", "Unit of the column; indicator means the unit given in indicators.csv"),
    ("assumptions.csv.unit", "", "Unit of the quantity"),
    ("assumptions.csv.value", "as in unit", "Central value as used"),
    (
        "parameters.csv.value",
        "as in assumptions.csv",
        "Value drawn for the replication, the same in all arms",
    ),
    (
        "units.csv.kind",
        "",
        "whole, cohort (fixed at the start, the same in all arms) or provider (whoever it serves, which differs between arms)",
    ),
    (
        "dictionary.csv.kind",
        "",
        "What the cells hold: text, number, whole number, number or empty (not defined), true or false; a Parquet twin has this type",
    ),
    ("influence.csv.kind", "", "quantity or hypothesis"),
    ("authority", "", "Authority, where a study has several that do not touch"),
    ("authorities.csv.difference_n", "replications", "Pairs with the first arm"),
    ("authorities.csv.difference_mean", "indicator", "Mean paired difference against the first arm"),
    ("contracts.csv.practice", "", "Name of the practice"),
    ("noise.csv.n", "changes", "Year-to-year changes used, less one for each pair of years"),
    (
        "positions.csv.mean",
        "indicator",
        "Mean paired difference against the first arm over the replications that hold the position",
    ),
    ("differences.csv.mean", "indicator", "Mean paired difference against the first arm"),
    ("arm", "", "Name of the arm"),
    (
        "replication",
        "",
        "Number of the replication; the same number in all arms has the same children, luck, parameters and positions",
    ),
    ("unit", "", "Id of the unit of results, see units.csv"),
    ("indicator", "", "Id of the indicator, see indicators.csv"),
    ("value", "indicator", "Value over the whole horizon"),
    ("year", "", "Financial year, April to March"),
    ("n", "replications", "Replications in which the value is defined"),
    ("mean", "indicator", "Mean over replications"),
    ("sd", "indicator", "Standard deviation over replications"),
    ("ci_low", "indicator", "Lower end of the 95% interval of the mean (t)"),
    ("ci_high", "indicator", "Upper end of the 95% interval of the mean (t)"),
    (
        "half_width",
        "indicator",
        "Half the width of that interval: the smallest mean difference that this many replications would show",
    ),
    (
        "p_adjusted",
        "",
        "Two-sided p-value of no mean difference, adjusted by Holm over all arms and headline indicators of the unit; empty for other indicators",
    ),
    ("q05", "indicator", "5th percentile over replications"),
    ("q10", "indicator", "10th percentile over replications"),
    ("q25", "indicator", "25th percentile over replications"),
    ("q50", "indicator", "Median over replications"),
    ("q75", "indicator", "75th percentile over replications"),
    ("q90", "indicator", "90th percentile over replications"),
    ("q95", "indicator", "95th percentile over replications"),
    ("share_higher", "share, 0 to 1", "Replications in which the arm is higher than the first"),
    ("share_lower", "share, 0 to 1", "Replications in which the arm is lower than the first"),
    ("share_equal", "share, 0 to 1", "Replications in which the arm equals the first exactly"),
    (
        "chance_better",
        "share, 0 to 1",
        "Replications in which the arm does better than the first; empty where no direction is good",
    ),
    (
        "chance_worse",
        "share, 0 to 1",
        "Replications in which the arm does worse than the first; empty where no direction is good",
    ),
    ("correlation", "-1 to 1", "Correlation of the arm with the first over replications"),
    (
        "variance_ratio",
        "ratio",
        "Variance of the difference if the arms had independent luck, divided by that as paired; empty where the difference never varies",
    ),
    ("hypothesis", "", "Id of the hypothesis; pooled for all replications"),
    ("position", "", "Position on the hypothesis; pooled for all replications"),
    ("cycle", "", "Which contract of the practice's service it is, from 0"),
    ("awarded", "months from the start", "Award"),
    ("opened", "months from the start", "Transfer of the children; empty if the contract never opened"),
    ("ended", "months from the start", "End; empty while still running at the horizon"),
    ("term_months", "months", "Term agreed, extensions included"),
    ("fate", "", "running, renewed, lost_tender, not_renewed, terminated or never_opened"),
    ("cause", "", "Why it ended; empty while running"),
    (
        "months_from_renewal",
        "months",
        "From the nearest renewal or break point at the end; empty while running",
    ),
    ("quantity", "", "Id of the quantity, see assumptions.csv"),
    ("of", "", "level (of the first arm) or difference (paired, of the arm against the first)"),
    ("input", "", "Id of the quantity or hypothesis"),
    (
        "grade",
        "",
        "A measured statistic, B peer-reviewed estimate, C grey literature or a claim, D assumption; empty for a hypothesis",
    ),
    (
        "share",
        "share of variance",
        "Variance between groups of the input (up to five groups of equal count, or positions) as a share of the whole, corrected for the number of groups; chance alone may take it just below 0",
    ),
    (
        "noise_floor",
        "share of variance",
        "What the strongest of all inputs would exceed one time in 20 if none had any influence",
    ),
    ("rank_correlation", "-1 to 1", "Spearman's rank correlation of the quantity with the outcome"),
    ("id", "", "Id of the quantity"),
    ("label", "", "The quantity in words"),
    ("low", "as in unit", "Lowest value that the source allows"),
    ("high", "as in unit", "Highest value that the source allows"),
    ("source", "", "Where the number comes from"),
    ("overridden", "", "The scenario's reason for its own value; empty if it keeps the quantity's"),
    ("used_by", "", "Parts of the model that read it"),
    ("headlines", "", "Headlines behind which it stands: those that it can move at all"),
    ("drawn", "true or false", "Whether its value differs between replications"),
    ("level", "indicator", "Mean over the horizon in the first arm"),
    (
        "year_sd",
        "indicator",
        "Standard deviation of one year's figure by chance alone, from changes between years within replications of the first arm",
    ),
    (
        "horizon_sd",
        "indicator",
        "Standard deviation of the horizon's figure over replications of the first arm, what is not known included",
    ),
    ("title", "", "Title in words"),
    ("children", "children", "Mean number of looked-after children on the first day"),
    ("paired", "true or false", "Whether arms are compared on it child by child"),
    ("subject", "", "Group in the report"),
    ("better", "", "higher, lower or neither"),
    ("decimals", "", "Decimals to print"),
    ("headline", "", "Place among the headline indicators, from 1; 0 for the others"),
    ("definition", "", "Population and what counts"),
    ("official", "", "Where the definition comes from; empty for the project's own"),
    (
        "table",
        "",
        "File name; with --parquet the table also stands in a file of the same name that ends in .parquet, with the same columns and rows",
    ),
    ("column", "", "Column name"),
    ("meaning", "", "The column in words"),
    ("cell", "", "Number of the cell, from 0; the first is the reference"),
    ("levels", "", "Level of each factor as path=value, separated by semicolons"),
    ("difference_n", "replications", "Pairs with the first cell"),
    ("difference_mean", "indicator", "Mean paired difference against the first cell"),
    ("difference_sd", "indicator", "Standard deviation of that difference over replications"),
    ("difference_low", "indicator", "Lower end of the 95% interval of that mean"),
    ("difference_high", "indicator", "Upper end of the 95% interval of that mean"),
    ("difference_q05", "indicator", "5th percentile of that difference over replications"),
    ("difference_q50", "indicator", "Its median"),
    ("difference_q95", "indicator", "Its 95th percentile"),
];

/// The columns of each table of this name: of a study, a sweep, an evaluation, a validation or a calibration.
#[cfg(feature = "parquet")]
pub(crate) fn columns_of(table: &str) -> Vec<&'static [crate::results::rows::Column]> {
    let known = STUDY.iter().chain(SWEEP);
    let own = known.filter(|(name, _)| *name == table).map(|(_, columns)| *columns);
    own.chain(crate::analysis::observe::columns_of(table))
        .chain(crate::analysis::validate::columns_of(table))
        .chain(crate::analysis::calibrate::columns_of(table))
        .collect()
}

/// Dictionary of a study's tables.
pub(super) fn study_dictionary() -> Vec<DictionaryRow> {
    described(STUDY, MEANINGS)
}

/// Dictionary of a sweep's tables.
pub(crate) fn sweep_dictionary() -> Vec<DictionaryRow> {
    described(SWEEP, MEANINGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_every_table_is_explained() {
        for row in study_dictionary().iter().chain(&sweep_dictionary()) {
            assert!(!row.meaning.is_empty(), "{}.{}", row.table, row.column);
        }
    }
}
