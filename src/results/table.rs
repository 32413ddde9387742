//! A table is declared once: its file, the struct of its rows, and beside each column its type, unit and meaning. What
//! writes it, the dictionary, the Parquet copy and the readers of the report follow from that declaration.
//!
//! `columns!` declares columns that stand in several tables with one meaning. In `tables!` a column without words is
//! one of these; with a type of its own it still has their words.

use std::path::Path;

use serde::Serialize;

use super::error::OutputError;
use super::file::{write_records, write_table};
use super::manifest::FileEntry;
use super::options::{Job, OutputOptions};
use super::rows::DictionaryRow;
use crate::indicator::{Better, Subject};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Name.
    pub(crate) name: &'static str,
    /// What its cells hold.
    pub(crate) kind: Kind,
    /// Unit, or empty.
    pub(crate) unit: &'static str,
    /// The column in words.
    pub(crate) meaning: &'static str,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
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
    /// Every kind in words, as the dictionary gives it.
    pub const WORDS: [(Self, &'static str); 5] = [
        (Self::Text, "text"),
        (Self::Whole, "whole number"),
        (Self::Number, "number"),
        (Self::NumberOrEmpty, "number or empty"),
        (Self::Flag, "true or false"),
    ];

    /// The kind in words.
    pub fn words(self) -> &'static str {
        Self::WORDS[self as usize].1
    }
}

/// A type that a column may have.
pub(crate) trait Cell {
    const KIND: Kind;
}

macro_rules! cells {
    ($($cell:ty: $kind:ident,)*) => {$(
        impl Cell for $cell {
            const KIND: Kind = Kind::$kind;
        }
    )*};
}

cells! { String: Text, &str: Text, Better: Text, Subject: Text, u32: Whole, usize: Whole, f64: Number, Option<f64>: NumberOrEmpty, bool: Flag, }

/// A number as a cell: empty unless finite; negative zero is zero.
pub(crate) fn cell(value: f64) -> Option<f64> {
    value.is_finite().then_some(value + 0.0)
}

/// A column that stands in several tables with one meaning.
pub(crate) trait Shared {
    type Cell;
    const UNIT: &'static str;
    const MEANING: &'static str;
}

/// The struct of a table's rows.
pub(crate) trait Table {
    /// Name of the file.
    const NAME: &'static str;
    /// Columns in order.
    const COLUMNS: &'static [Column];
}

macro_rules! columns {
    (
        $(use $($from:ident)::+;)?
        $($(#[doc = $meaning:literal])+ $column:ident: $kind:ty $(= $unit:literal)?,)*
    ) => {
        #[expect(non_camel_case_types, reason = "a column's name is the type that stands for it")]
        pub(crate) mod columns {
            $(pub(crate) use $($from)::+::*;)?
            $(
                pub(crate) enum $column {}

                impl $crate::results::table::Shared for $column {
                    type Cell = $kind;
                    const UNIT: &'static str = concat!($($unit)?);
                    const MEANING: &'static str = concat!($($meaning),+);
                }
            )*
        }
    };
}

macro_rules! tables {
    ($($(#[$about:meta])* $file:literal: $row:ident $(<$life:lifetime>)? { $($columns:tt)* })*) => {$(
        $crate::results::table::tables! { @row [$(#[$about])* $file $row [$($life)?]] [] $($columns)* }
    )*};
    (@row $table:tt [$($done:tt)*] $(#[doc = $meaning:literal])+ $column:ident: $kind:ty = $unit:literal, $($rest:tt)*) => {
        $crate::results::table::tables! { @row $table
            [$($done)* ($column, $kind, $unit, concat!($($meaning),+))] $($rest)* }
    };
    (@row $table:tt [$($done:tt)*] $(#[doc = $meaning:literal])+ $column:ident: $kind:ty, $($rest:tt)*) => {
        $crate::results::table::tables! { @row $table
            [$($done)* ($column, $kind, "", concat!($($meaning),+))] $($rest)* }
    };
    (@row $table:tt [$($done:tt)*] $column:ident: $kind:ty, $($rest:tt)*) => {
        $crate::results::table::tables! { @row $table
            [$($done)* ($column, $kind, <columns::$column as $crate::results::table::Shared>::UNIT,
                <columns::$column as $crate::results::table::Shared>::MEANING)] $($rest)* }
    };
    (@row $table:tt [$($done:tt)*] $column:ident, $($rest:tt)*) => {
        $crate::results::table::tables! { @row $table [$($done)*]
            $column: <columns::$column as $crate::results::table::Shared>::Cell, $($rest)* }
    };
    (@row [$(#[$about:meta])* $file:literal $row:ident [$($life:lifetime)?]]
        [$(($column:ident, $kind:ty, $unit:expr, $meaning:expr))*]) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub(crate) struct $row $(<$life>)? { $(pub(crate) $column: $kind,)* }

        impl $(<$life>)? $crate::results::table::Table for $row $(<$life>)? {
            const NAME: &'static str = $file;
            const COLUMNS: &'static [$crate::results::table::Column] = &[$($crate::results::table::Column {
                name: stringify!($column),
                kind: <$kind as $crate::results::table::Cell>::KIND,
                unit: $unit,
                // A line of a remark begins with a blank.
                meaning: str::trim_ascii_start($meaning),
            }),*];
        }
    };
}

pub(crate) use {columns, tables};

/// The tables of a results directory, in the options.
pub(crate) struct Tables<'a> {
    directory: &'a Path,
    declared: Vec<(&'static str, Vec<DictionaryRow>)>,
    jobs: Vec<Job<'a, Result<FileEntry, OutputError>>>,
}

impl<'a> Tables<'a> {
    /// No tables in an existing directory.
    pub(crate) fn of(directory: &'a Path) -> Self {
        Self { directory, declared: Vec::new(), jobs: Vec::new() }
    }

    /// One more, whose rows are made when it is written. Those that take long come first.
    pub(crate) fn with<R: Table + Serialize, I: IntoIterator<Item = R>>(
        mut self,
        rows: impl FnOnce() -> I + Send + 'a,
    ) -> Self {
        let directory = self.directory;
        self.declared.push((R::NAME, described(R::NAME, R::COLUMNS)));
        self.jobs.push(Box::new(move || write_table(directory, rows())));
        self
    }

    /// One more, with a column for each thing that varies: their names, units and meanings follow from what was asked.
    pub(crate) fn with_wide(
        mut self,
        name: &'static str,
        columns: Vec<WideColumn>,
        rows: impl FnOnce() -> Vec<Vec<String>> + Send + 'a,
    ) -> Self {
        let directory = self.directory;
        let header: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let row = |column: WideColumn| DictionaryRow {
            table: name.to_owned(),
            column: column.name,
            kind: column.kind.words().to_owned(),
            unit: column.unit,
            meaning: column.meaning,
        };
        self.declared.push((name, columns.into_iter().map(row).collect()));
        self.jobs.push(Box::new(move || write_records(directory, name, &header, rows())));
        self
    }

    /// Writes them and the dictionary of their columns; the entries for the manifest, in order of name.
    ///
    /// # Errors
    /// When a file cannot be written whole.
    pub(crate) fn write(mut self, options: OutputOptions) -> Result<Vec<FileEntry>, OutputError> {
        let own = described(DictionaryRow::NAME, DictionaryRow::COLUMNS);
        self.declared.push((DictionaryRow::NAME, own));
        self.declared.sort_by_key(|(name, _)| *name);
        let directory = self.directory;
        let rows: Vec<DictionaryRow> = self.declared.into_iter().flat_map(|(_, rows)| rows).collect();
        self.jobs.push(Box::new(move || write_table(directory, rows)));
        let written: Result<Vec<FileEntry>, _> = options.side_by_side(self.jobs).into_iter().collect();
        written.map(|mut files| {
            files.sort_by(|a, b| a.name.cmp(&b.name));
            files
        })
    }
}

/// A column that what was asked brings with it.
pub(crate) struct WideColumn {
    /// Name.
    pub(crate) name: String,
    /// What its cells hold.
    pub(crate) kind: Kind,
    /// Unit, or empty.
    pub(crate) unit: String,
    /// The column in words.
    pub(crate) meaning: String,
}

fn described(table: &str, columns: &[Column]) -> Vec<DictionaryRow> {
    let row = |column: &Column| DictionaryRow {
        table: table.to_owned(),
        column: column.name.to_owned(),
        kind: column.kind.words().to_owned(),
        unit: column.unit.to_owned(),
        meaning: column.meaning.to_owned(),
    };
    columns.iter().map(row).collect()
}
