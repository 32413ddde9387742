"""Studies and tables, for the package around it."""

from collections.abc import Callable
from os import PathLike
from typing import final

__all__ = [
    "COMMIT",
    "InputError",
    "OutputError",
    "Table",
    "VERSION",
    "carried",
    "carry_out",
    "manifest",
    "report",
    "resolved",
    "tables",
]

VERSION: str
COMMIT: str

class InputError(ValueError): ...
class OutputError(OSError): ...

@final
class Table:
    @property
    def num_rows(self) -> int: ...
    @property
    def columns(self) -> list[tuple[str, str, str, str]]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

def carry_out(
    command: str,
    typed: str | PathLike[str],
    text: str | None,
    request: str,
    numbers: tuple[int | None, int | None],
    threads: int,
    directory: str | PathLike[str],
    progress: Callable[[str, int, int, int], object] | None,
) -> tuple[str, bool, list[str]]: ...
def resolved(typed: str | PathLike[str], text: str | None) -> tuple[str, list[str]]: ...
def carried() -> list[tuple[str, str, str, str]]: ...
def manifest(directory: str | PathLike[str]) -> str: ...
def report(directory: str | PathLike[str], threads: int) -> None: ...
def tables(directory: str | PathLike[str], only: str | None = None) -> list[tuple[str, Table | None]]: ...
