//! Tables as Parquet: each a copy of a CSV table, made from that file alone, with the types that the dictionary beside
//! it gives to the columns.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::error::OutputError;
use super::file;
use super::manifest::{FileEntry, Manifest};
use super::options::{Job, OutputOptions};
use super::parquet_copy_of;
use super::rows::DictionaryRow;
use super::table::Kind;
use super::typed::{Described, Rows, columns_of, value};

/// Rows that are held at a time; also the size of a row group, which readers take in one piece.
const ROWS_AT_A_TIME: usize = 500_000;

/// Writes the copy of every table of a manifest.
pub(crate) fn write_all(
    directory: &Path,
    manifest: &Manifest,
    options: OutputOptions,
) -> Result<(), OutputError> {
    let dictionary: Vec<DictionaryRow> = file::read_table(directory, &manifest.files)?;
    // A posterior is listed with the tables and is none: it has a form of its own.
    let is_table = |entry: &&FileEntry| !columns_of(&entry.name, &dictionary).is_empty();
    let mut entries: Vec<&FileEntry> = manifest.files.iter().filter(is_table).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.bytes));
    let jobs = entries.into_iter().map(|entry| -> Job<'_, _> {
        let dictionary = &dictionary;
        Box::new(move || {
            let bytes = of_table(directory, &entry.name, dictionary, &manifest.files)?;
            file::write(&directory.join(parquet_copy_of(&entry.name)), &bytes)
        })
    });
    options.side_by_side(jobs.collect()).into_iter().collect()
}

/// The copy of a table as the bytes of a file.
fn of_table(
    directory: &Path,
    table: &str,
    dictionary: &[DictionaryRow],
    files: &[FileEntry],
) -> Result<Vec<u8>, OutputError> {
    let faulty = |fault: ParquetError| OutputError::CannotWrite {
        path: directory.join(parquet_copy_of(table)),
        reason: std::io::Error::other(fault),
    };
    let columns = columns_of(table, dictionary);
    let mut table_rows = Rows::open(directory, table, &columns, files)?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let schema = schema(&columns).map_err(faulty)?;
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).map_err(faulty)?;
    let mut held: Vec<Cells> = columns.iter().map(|column| Cells::of(column.kind)).collect();
    let mut rows = 0;
    loop {
        let more = table_rows.next()?;
        if more {
            for (cells, cell) in held.iter_mut().zip(table_rows.cells()) {
                cells.push(cell).map_err(|message| table_rows.damaged(message))?;
            }
            rows += 1;
        }
        if rows == ROWS_AT_A_TIME || (!more && rows > 0) {
            let mut group = writer.next_row_group().map_err(faulty)?;
            for cells in &mut held {
                let column = group.next_column().map_err(faulty)?;
                let column = column.expect("the schema has a column for each kind of cell");
                cells.write(column).map_err(faulty)?;
            }
            group.close().map_err(faulty)?;
            rows = 0;
        }
        if !more {
            return writer.into_inner().map_err(faulty);
        }
    }
}

fn schema(columns: &[Described]) -> Result<TypePtr, ParquetError> {
    let fields = columns.iter().map(|Described { name, kind, .. }| {
        let (physical, logical) = match kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Whole => (Physical::INT64, None),
            Kind::Number | Kind::NumberOrEmpty => (Physical::DOUBLE, None),
            Kind::Flag => (Physical::BOOLEAN, None),
        };
        let repetition = match kind {
            Kind::NumberOrEmpty => Repetition::OPTIONAL,
            _ => Repetition::REQUIRED,
        };
        let field = Type::primitive_type_builder(name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition);
        field.build().map(Arc::new)
    });
    let fields = fields.collect::<Result<Vec<TypePtr>, ParquetError>>()?;
    let table = Type::group_type_builder("table").with_fields(fields);
    table.build().map(Arc::new)
}

/// The cells of a column that wait to be written.
enum Cells {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    /// The numbers, and for each row whether there is one (1) or none (0).
    NumberOrEmpty(Vec<f64>, Vec<i16>),
    Flag(Vec<bool>),
}

impl Cells {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(Vec::new()),
            Kind::Whole => Self::Whole(Vec::new()),
            Kind::Number => Self::Number(Vec::new()),
            Kind::NumberOrEmpty => Self::NumberOrEmpty(Vec::new(), Vec::new()),
            Kind::Flag => Self::Flag(Vec::new()),
        }
    }

    fn push(&mut self, cell: &[u8]) -> Result<(), String> {
        match self {
            Self::Text(texts) => {
                // Names repeat from row to row; a copy of the last shares its bytes.
                let same = texts.last().filter(|last| last.data() == cell).cloned();
                texts.push(same.unwrap_or_else(|| ByteArray::from(cell.to_vec())));
            }
            Self::Whole(wholes) => wholes.push(value(cell)?),
            Self::Number(numbers) => numbers.push(value(cell)?),
            Self::NumberOrEmpty(_, levels) if cell.is_empty() => levels.push(0),
            Self::NumberOrEmpty(numbers, levels) => {
                numbers.push(value(cell)?);
                levels.push(1);
            }
            Self::Flag(flags) => flags.push(value(cell)?),
        }
        Ok(())
    }

    /// Writes what is held and forgets it.
    fn write(&mut self, mut column: SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Text(texts) => {
                let texts = std::mem::take(texts);
                column.typed::<ByteArrayType>().write_batch(&texts, None, None)?;
            }
            Self::Whole(wholes) => {
                let wholes = std::mem::take(wholes);
                column.typed::<Int64Type>().write_batch(&wholes, None, None)?;
            }
            Self::Number(numbers) => {
                let numbers = std::mem::take(numbers);
                column.typed::<DoubleType>().write_batch(&numbers, None, None)?;
            }
            Self::NumberOrEmpty(numbers, levels) => {
                let (numbers, levels) = (std::mem::take(numbers), std::mem::take(levels));
                column.typed::<DoubleType>().write_batch(&numbers, Some(&levels), None)?;
            }
            Self::Flag(flags) => {
                let flags = std::mem::take(flags);
                column.typed::<BoolType>().write_batch(&flags, None, None)?;
            }
        }
        column.close()
    }
}
