"""Scenarios: those that the package carries, and scenarios as dictionaries, which a program can change."""

import datetime
import json
import os
import sys
import tomllib
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

from . import _swplab

type_of_scenario = str | os.PathLike[str] | Mapping[str, Any]


class Scenario(NamedTuple):
    """A scenario that the package carries."""

    name: str
    """Its name, which `run`, `sweep` and `journey` take."""
    title: str
    """Title."""
    question: str
    """What it asks."""


class ScenarioWarning(UserWarning):
    """Something about a scenario that is allowed and may not be meant."""


def scenarios() -> list[Scenario]:
    """The scenarios that the package carries, in the order of their names."""
    return [Scenario(name, title, question) for name, title, question, _ in _swplab.carried()]


def scenario(name: str | os.PathLike[str]) -> dict[str, Any]:
    """A scenario as a dictionary, to be changed and run.

    `name` is that of a scenario that the package carries, or a file. What is given has the shape of the TOML file, as
    `tomllib` reads it: docs/scenario-files.md lists every field.

    Raises `InputError` where there is neither.
    """
    carried = {own: text for own, _, _, text in _swplab.carried()}
    if isinstance(name, str) and name in carried and not Path(name).exists():
        return tomllib.loads(carried[name])
    if not Path(name).is_file():
        _swplab.resolved(name, None)
    return tomllib.loads(Path(name).read_text(encoding="utf-8"))


def check(scenario: type_of_scenario) -> list[str]:
    """Checks a scenario without running it; what is said of it, each a sentence with its place.

    Raises `InputError` with all faults at once, each with its place and what is allowed.
    """
    _, said = _swplab.resolved(*typed(scenario))
    return said


def as_toml(scenario: Mapping[str, Any]) -> str:
    """A scenario as the text of a file, keys in the order of the dictionary.

    The lines that an `InputError` about a dictionary names are those of this text.

    Raises `TypeError` for a value that TOML has no form for, such as `None`.
    """
    plain, tables = [], []
    for key, value in scenario.items():
        if isinstance(value, Mapping):
            tables.append(f"\n[{_key(key)}]\n" + _lines(value, key))
        elif _is_list(value) and value and all(isinstance(one, Mapping) for one in value):
            tables += [f"\n[[{_key(key)}]]\n" + _lines(one, key) for one in value]
        else:
            plain.append(_lines({key: value}, ""))
    return "".join(plain + tables)


def typed(scenario: type_of_scenario) -> tuple[str | os.PathLike[str], str | None]:
    """What is read, and the text where it is no file and no name: a text has more than one line."""
    if isinstance(scenario, Mapping):
        return "scenario", as_toml(scenario)
    if isinstance(scenario, str) and "\n" in scenario:
        return "scenario", scenario
    if isinstance(scenario, str | os.PathLike):
        return scenario, None
    raise TypeError(
        f"a scenario is a path, a name, the text of a file or a dictionary, not {type(scenario).__name__}"
    )


def warn(said: Sequence[str]) -> None:
    """Warns of what is said about a scenario, at the line of the user's program."""
    for sentence in said:
        warnings.warn(sentence.removeprefix("warning: "), ScenarioWarning, stacklevel=_levels_to_the_user())


def value(given: object, where: str) -> str:
    """A value as TOML, in one line."""
    if isinstance(given, bool) or type(given).__name__ in ("bool_", "bool"):
        return "true" if given else "false"
    if isinstance(given, str | os.PathLike):
        # TOML knows the escapes of JSON, and forbids one letter more.
        return json.dumps(os.fspath(given), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(given, float):
        return repr(float(given))
    if hasattr(given, "__index__"):
        return str(given.__index__())
    if isinstance(given, datetime.date | datetime.time):
        return given.isoformat()
    if isinstance(given, Mapping):
        inside = [f"{_key(key)} = {value(one, f'{where}.{key}')}" for key, one in given.items()]
        return "{ " + ", ".join(inside) + " }" if inside else "{}"
    if _is_list(given):
        return "[" + ", ".join(value(one, f"{where}[{at}]") for at, one in enumerate(given)) + "]"
    raise TypeError(f"{where}: {given!r} is no value of TOML; leave out what is not set")


def _lines(table: Mapping[str, Any], where: str) -> str:
    return "".join(f"{_key(key)} = {value(one, f'{where}.{key}'.strip('.'))}\n" for key, one in table.items())


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} is no key: keys are texts")
    bare = key and all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in key)
    return key if bare else json.dumps(key, ensure_ascii=False)


def _is_list(given: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(given, list | tuple)


def _levels_to_the_user() -> int:
    """Frames between who asks and the first that is not of this package."""
    own, level = str(Path(__file__).parent), 1
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(own):
        frame, level = frame.f_back, level + 1
    return level
