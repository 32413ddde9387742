"""What a study came to: its tables, what is said of them, and the files that the program would have written."""

from __future__ import annotations

import html
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import _swplab
from ._folder import Folder
from ._table import Table


class Failure(NamedTuple):
    """A run that failed; the others stand in the tables."""

    arm: str
    """Arm, cell of a sweep, or what else was lived."""
    replication: int
    """Number of the replication, from 0."""
    message: str
    """What the model said."""


class Chart:
    """A drawing of the report. A notebook shows it; `svg` is its text."""

    def __init__(self, name: str, svg: str) -> None:
        self.name = name
        """Name of its file without the ending."""
        self.svg = svg
        """The drawing as SVG."""

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the drawing as an SVG file; its path."""
        Path(path).write_text(self.svg, encoding="utf-8")
        return Path(path)

    def _repr_svg_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"<Chart {self.name}>"


class Results(Mapping[str, Table]):
    """The tables of a study by name, as `results["differences"]`; `list(results)` names them.

    Each is read when it is asked for, from a folder of temporary files in the form that the program writes, which goes with
    these results; `save` keeps them. The cells are those of the program's files, to the last bit.
    """

    def __init__(
        self,
        directory: str | os.PathLike[str],
        ending: str = "",
        is_well: bool = True,
        kept: Folder | None = None,
    ) -> None:
        self._directory = Path(directory)
        self._kept = kept
        self._drawn: Folder | None = None
        self._tables: dict[str, Table] = {}
        self._names = [_plain(name) for name, _ in _swplab.tables(directory)]
        self.manifest: dict[str, Any] = json.loads(_swplab.manifest(directory))
        """What was asked, with what, and the checksum of every table: the program's `manifest.json`."""
        self.ending = ending
        """What the program says at the end of such a study; empty of results that were read from a folder."""
        self.is_well = is_well
        """Whether no run failed and the study came to what it was for."""

    def __getitem__(self, name: str) -> Table:
        own = _plain(name)
        if own not in self._tables:
            if own not in self._names:
                raise KeyError(f"{name!r}; the tables are {', '.join(self._names)}")
            [(_, native)] = _swplab.tables(self._directory, f"{own}.csv")
            assert native is not None
            self._tables[own] = Table(own, native)
        return self._tables[own]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def failures(self) -> list[Failure]:
        """Runs that failed."""
        return [Failure(**failure) for failure in self.manifest["failures"]]

    def charts(self) -> dict[str, Chart]:
        """The drawings of the report by name, drawn when they are first asked for; not those for narrow screens.

        Raises `OutputError` where a table is damaged.
        """
        if self._drawn is None:
            drawn = Folder()
            self._draw(drawn.path)
            self._drawn = drawn
        files = sorted(self._drawn.path.rglob("*.svg"))
        files = [file for file in files if not file.stem.endswith("-narrow")]
        return {file.stem: Chart(file.stem, file.read_text(encoding="utf-8")) for file in files}

    def save(self, directory: str | os.PathLike[str]) -> Path:
        """Writes the files that the program would have written: tables, manifest, charts and report; the report's path.

        `directory` must not exist. `swplab verify`, `swplab report --bundle` and `swplab.read` take it.

        Raises `FileExistsError` where it does, `OutputError` where the report cannot be drawn.
        """
        target = Path(directory)
        target.mkdir(parents=True)
        self._draw(target)
        return target / "report.html"

    def _draw(self, target: Path) -> None:
        for name in [*(entry["name"] for entry in self.manifest["files"]), "manifest.json", "run-log.json"]:
            if (self._directory / name).exists():
                shutil.copyfile(self._directory / name, target / name)
        _swplab.report(target, 0)

    def __repr__(self) -> str:
        return f"{self.manifest['title']}\n{self.manifest['question']}\n{self.ending}tables: {', '.join(self._names)}"

    def _repr_html_(self) -> str:
        said = [html.escape(line) for line in self.ending.splitlines()]
        tables = ", ".join(f"<code>{html.escape(name)}</code>" for name in self._names)
        return (
            f"<h4>{html.escape(self.manifest['title'])}</h4><p><i>{html.escape(self.manifest['question'])}</i></p>"
            f"<p>{'<br>'.join(said)}</p><p>Tables: {tables}</p>"
        )


def read(directory: str | os.PathLike[str]) -> Results:
    """Results that the program wrote, such as `results/contract-length`: the same tables as from a study in Python.

    Raises `OutputError` where there is none, or a table is missing, damaged or altered.
    """
    return Results(directory)


def _plain(name: str) -> str:
    return name.removesuffix(".csv")
