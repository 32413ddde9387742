"""Tables and the columns of which they are made."""

from __future__ import annotations

import importlib
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _swplab

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


class Column(NamedTuple):
    """A column as the dictionary of the results describes it."""

    name: str
    """Name."""
    kind: str
    """What its cells hold: text, whole number, number, number or empty, true or false."""
    unit: str
    """Unit; empty where there is none, `indicator` where it is that of the row's indicator (table `indicators`)."""
    meaning: str
    """The column in words."""


class Table:
    """A table of results, of `num_rows` rows, with the columns of the program's file of that name.

    It is handed over by the Arrow interface for Python (`__arrow_c_stream__`), without a copy, to whatever takes that:
    `pyarrow.table(t)`, `polars.DataFrame(t)`, `pandas.DataFrame.from_arrow(t)` (pandas 3), a query of DuckDB. Text is
    string, whole numbers are int64, numbers are double with null where none is defined, true or false is bool. Unit and
    meaning of each column stand in the metadata of its field.
    """

    def __init__(self, name: str, native: _swplab.Table) -> None:
        self.name = name
        """Name: that of the file without its ending."""
        self._native = native

    @property
    def columns(self) -> list[Column]:
        """The columns with kind, unit and meaning."""
        return [Column(*column) for column in self._native.columns]

    @property
    def column_names(self) -> list[str]:
        """Names of the columns."""
        return [column.name for column in self.columns]

    @property
    def num_rows(self) -> int:
        """Rows."""
        return self._native.num_rows

    def __len__(self) -> int:
        return self._native.num_rows

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def to_pyarrow(self) -> pyarrow.Table:
        """The table of pyarrow, which must be installed. No cell is copied."""
        taken: pyarrow.Table = _library("pyarrow").table(self)
        return taken

    def to_polars(self) -> polars.DataFrame:
        """The frame of polars, which must be installed."""
        frame: polars.DataFrame = _library("polars").DataFrame(self)
        return frame

    def to_pandas(self) -> pandas.DataFrame:
        """The frame of pandas, which must be installed together with pyarrow. What is not defined is NaN."""
        _library("pandas")
        frame: pandas.DataFrame = self.to_pyarrow().to_pandas()
        return frame

    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dictionaries, by pyarrow, which must be installed; `None` where nothing is defined."""
        rows: list[dict[str, Any]] = self.to_pyarrow().to_pylist()
        return rows

    def __repr__(self) -> str:
        columns = "\n".join(
            f"  {column.name}: {column.kind}" + (f", {column.unit}" if column.unit else "") for column in self.columns
        )
        return f"{self.name}: {self.num_rows} rows\n{columns}"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(said)}</td>' for said in column)}</tr>" for column in self.columns
        )
        head = "".join(f"<th>{word}</th>" for word in ("column", "kind", "unit", "meaning"))
        return f"<p>{escape(self.name)}: {self.num_rows} rows</p><table><tr>{head}</tr>{rows}</table>"


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        raise ImportError(f"this needs {name}: pip install {name}") from fault
