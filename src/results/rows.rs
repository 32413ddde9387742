//! The rows of the tables, one struct a table; the same struct writes and reads. A missing number is an
//! empty cell.

use serde::{Deserialize, Serialize};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Name.
    pub(crate) name: &'static str,
    /// What its cells hold.
    pub(crate) kind: Kind,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, perhaps empty.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A number, or nothing where none is defined.
    NumberOrEmpty,
    /// `true` or `false`.
    Flag,
}

impl Kind {
    /// The kind in words, for the dictionary.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::NumberOrEmpty => "number or empty",
            Self::Flag => "true or false",
        }
    }
}

/// A type that a row's column may have.
pub(crate) trait Cell {
    const KIND: Kind;
}

impl Cell for String {
    const KIND: Kind = Kind::Text;
}

impl Cell for u32 {
    const KIND: Kind = Kind::Whole;
}

impl Cell for usize {
    const KIND: Kind = Kind::Whole;
}

impl Cell for f64 {
    const KIND: Kind = Kind::Number;
}

impl Cell for Option<f64> {
    const KIND: Kind = Kind::NumberOrEmpty;
}

impl Cell for bool {
    const KIND: Kind = Kind::Flag;
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident { $($column:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub(crate) struct $name { $(pub(crate) $column: $kind,)* }

        impl $name {
            /// Columns in order.
            pub(crate) const COLUMNS: &'static [Column] = &[$(Column {
                name: stringify!($column),
                kind: <$kind as Cell>::KIND,
            }),*];
        }
    )*};
}

pub(crate) use rows as row_structs;

/// A number as a cell: empty unless finite; negative zero is zero.
pub(crate) fn cell(value: f64) -> Option<f64> {
    value.is_finite().then_some(value + 0.0)
}

rows! {
    /// One value of one replication.
    RunRow { arm: String, replication: u32, unit: String, indicator: String, value: f64, }
    /// Quantiles of one year over the replications.
    YearRow {
        arm: String, unit: String, indicator: String, year: String, n: usize, mean: Option<f64>,
        q05: Option<f64>, q10: Option<f64>, q25: Option<f64>, q50: Option<f64>, q75: Option<f64>,
        q90: Option<f64>, q95: Option<f64>,
    }
    /// Level of one indicator over the horizon.
    SummaryRow {
        arm: String, unit: String, indicator: String, n: usize, mean: Option<f64>, sd: Option<f64>,
        ci_low: Option<f64>, ci_high: Option<f64>, q05: Option<f64>, q10: Option<f64>,
        q25: Option<f64>, q50: Option<f64>, q75: Option<f64>, q90: Option<f64>, q95: Option<f64>,
    }
    /// Paired difference of an arm against the first.
    DifferenceRow {
        arm: String, unit: String, indicator: String, n: usize, mean: Option<f64>, sd: Option<f64>,
        ci_low: Option<f64>, ci_high: Option<f64>, half_width: Option<f64>, p_adjusted: Option<f64>,
        q05: Option<f64>, q25: Option<f64>, q50: Option<f64>, q75: Option<f64>, q95: Option<f64>,
        share_higher: Option<f64>, share_lower: Option<f64>, share_equal: Option<f64>,
        chance_better: Option<f64>, chance_worse: Option<f64>, correlation: Option<f64>,
        variance_ratio: Option<f64>,
    }
    /// Paired difference where one position of a hypothesis holds.
    PositionRow {
        hypothesis: String, position: String, arm: String, unit: String, indicator: String, n: usize,
        mean: Option<f64>, ci_low: Option<f64>, ci_high: Option<f64>, chance_better: Option<f64>,
    }
    /// One headline of an authority that is lived by itself, and the paired difference against the first arm.
    AuthorityRow {
        arm: String, authority: String, indicator: String, n: usize, mean: Option<f64>,
        ci_low: Option<f64>, ci_high: Option<f64>, difference_n: usize, difference_mean: Option<f64>,
        difference_low: Option<f64>, difference_high: Option<f64>,
    }
    /// One contract.
    ContractLine {
        arm: String, replication: u32, practice: String, cycle: u32, awarded: Option<f64>,
        opened: Option<f64>, ended: Option<f64>, term_months: Option<f64>, fate: String, cause: String,
        months_from_renewal: Option<f64>,
    }
    /// One quantity's value in one replication.
    ParameterRow { replication: u32, quantity: String, value: Option<f64>, }
    /// One hypothesis' position in one replication.
    HypothesisRow { replication: u32, hypothesis: String, position: String, }
    /// Share of a headline's variance that goes with one input.
    InfluenceRow {
        indicator: String, unit: String, arm: String, of: String, input: String, kind: String, grade: String,
        n: usize, share: Option<f64>, noise_floor: Option<f64>, rank_correlation: Option<f64>,
    }
    /// One quantity with its provenance.
    AssumptionRow {
        id: String, label: String, value: Option<f64>, low: Option<f64>, high: Option<f64>, unit: String,
        grade: String, source: String, overridden: String, used_by: String, headlines: String, drawn: bool,
    }
    /// Noise of one year's figure of a unit of this size.
    NoiseRow {
        unit: String, indicator: String, n: usize, level: Option<f64>, year_sd: Option<f64>,
        horizon_sd: Option<f64>,
    }
    /// One unit of results.
    UnitRow { unit: String, title: String, kind: String, children: Option<f64>, paired: bool, }
    /// One indicator.
    IndicatorRow {
        indicator: String, title: String, unit: String, subject: String, better: String,
        decimals: usize, headline: usize, definition: String, official: String,
    }
    /// One column of one table, in words.
    DictionaryRow { table: String, column: String, kind: String, unit: String, meaning: String, }
    /// One indicator of one unit in one cell of a sweep.
    CellRow {
        cell: usize, levels: String, unit: String, indicator: String, n: usize, mean: Option<f64>,
        sd: Option<f64>, ci_low: Option<f64>, ci_high: Option<f64>, q05: Option<f64>, q25: Option<f64>,
        q50: Option<f64>, q75: Option<f64>, q95: Option<f64>, difference_n: usize,
        difference_mean: Option<f64>, difference_sd: Option<f64>, difference_low: Option<f64>,
        difference_high: Option<f64>, difference_q05: Option<f64>, difference_q50: Option<f64>,
        difference_q95: Option<f64>,
    }
}
/// A table and its columns.
pub(crate) type Declared = (&'static str, &'static [Column]);

/// The dictionary of some tables. A meaning is that of `TABLE.COLUMN`, or else of the column wherever it
/// stands: key, unit, words.
pub(crate) fn described(tables: &[Declared], meanings: &[(&str, &str, &str)]) -> Vec<DictionaryRow> {
    let row = |table: &str, column: &Column| {
        let own = format!("{table}.{}", column.name);
        let (unit, meaning) = meanings
            .iter()
            .find(|(key, ..)| *key == own)
            .or_else(|| meanings.iter().find(|(key, ..)| *key == column.name))
            .map_or(("", ""), |(_, unit, meaning)| (*unit, *meaning));
        DictionaryRow {
            table: table.to_owned(),
            column: column.name.to_owned(),
            kind: column.kind.words().to_owned(),
            unit: unit.to_owned(),
            meaning: meaning.to_owned(),
        }
    };
    let of_table = |(table, columns): &Declared| columns.iter().map(|c| row(table, c)).collect::<Vec<_>>();
    tables.iter().flat_map(of_table).collect()
}
