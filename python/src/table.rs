//! A table of a results directory as Arrow, handed over by the C interface that pyarrow, pandas, polars and DuckDB take
//! without a copy.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, GenericStringArray, Int64Array, OffsetSizeTrait, RecordBatch,
    RecordBatchIterator,
};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use swplab::results::Kind;
use swplab::results::typed::{self, Cells, Described};

use crate::OutputError;
use crate::study::read_manifest;

/// Columns of equal length with their names, types, units and meanings.
#[pyclass(frozen, module = "swplab")]
pub struct Table {
    batch: RecordBatch,
}

#[pymethods]
impl Table {
    /// Rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batch.num_rows()
    }

    /// Name, type, unit and meaning of each column.
    #[getter]
    fn columns(&self) -> Vec<(String, String, String, String)> {
        let schema = self.batch.schema();
        let said = |field: &Field, key| field.metadata().get(key).cloned().unwrap_or_default();
        let column = |field: &Arc<Field>| {
            (field.name().clone(), said(field, KIND), said(field, UNIT), said(field, MEANING))
        };
        schema.fields().iter().map(column).collect()
    }

    /// Types and names, for who asks before taking the cells.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema().as_ref()).map_err(damaged)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The cells, in the memory in which they stand here. A schema that is asked for is no more than a wish, which the
    /// interface lets unanswered.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }
}

/// What is said of a column in the metadata of its field.
const KIND: &str = "kind";
const UNIT: &str = "unit";
const MEANING: &str = "meaning";

/// The tables of a results directory by file name, in the order of the manifest; with `only`, that one alone. Their
/// checksums must be those of the manifest.
#[pyfunction]
#[pyo3(signature = (directory, only=None))]
pub fn tables(
    py: Python<'_>,
    directory: PathBuf,
    only: Option<String>,
) -> PyResult<Vec<(String, Option<Table>)>> {
    let manifest = read_manifest(&directory)?;
    let unread = |fault: swplab::results::OutputError| OutputError::new_err(fault.to_string());
    let all = typed::columns(&directory, &manifest).map_err(unread)?;
    let Some(only) = only else { return Ok(all.into_iter().map(|(name, _)| (name, None)).collect()) };
    let one = all.into_iter().filter(|(name, _)| *name == only).map(|(name, columns)| {
        let cells = py.detach(|| typed::cells(&directory, &manifest, &name, &columns)).map_err(unread)?;
        let table = Table { batch: batch(&columns, cells).map_err(damaged)? };
        Ok((name, Some(table)))
    });
    one.collect()
}

fn damaged(fault: ArrowError) -> PyErr {
    OutputError::new_err(fault.to_string())
}

fn batch(columns: &[Described], cells: Vec<Cells>) -> Result<RecordBatch, ArrowError> {
    let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns
        .iter()
        .zip(cells)
        .map(|(column, cells)| {
            let array = array(cells);
            (field(column, array.data_type().clone()), array)
        })
        .unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

fn field(column: &Described, kind: DataType) -> Field {
    let said =
        [(KIND, column.kind.words()), (UNIT, column.unit.as_str()), (MEANING, column.meaning.as_str())];
    Field::new(&column.name, kind, column.kind == Kind::NumberOrEmpty).with_metadata(said)
}

fn array(cells: Cells) -> ArrayRef {
    match cells {
        // What is longer than the shorter offsets can say has the longer ones.
        Cells::Text(all, ends) if all.len() <= i32::MAX as usize => texts::<i32>(all, &ends),
        Cells::Text(all, ends) => texts::<i64>(all, &ends),
        Cells::Whole(wholes) => Arc::new(Int64Array::from(wholes)),
        Cells::Number(numbers) => Arc::new(Float64Array::from(numbers)),
        Cells::Flag(flags) => Arc::new(BooleanArray::from(flags)),
    }
}

fn texts<O: OffsetSizeTrait>(all: String, ends: &[usize]) -> ArrayRef {
    let offsets: Vec<O> =
        std::iter::once(O::usize_as(0)).chain(ends.iter().map(|end| O::usize_as(*end))).collect();
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    Arc::new(GenericStringArray::new(offsets, Buffer::from_vec(all.into_bytes()), None))
}
