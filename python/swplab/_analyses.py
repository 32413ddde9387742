"""The analyses: each the program's command of that name, with its options as arguments."""

import json
import operator
import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from . import _scenario, _swplab
from ._folder import Folder
from ._progress import callback, type_of_progress
from ._results import Results
from ._scenario import type_of_scenario

MOST_THREADS = 1024
MOST_REPLICATIONS = 1_000_000
MOST_SEED = 2**63 - 1
MOST_YEARS_AHEAD = 20


def run(
    scenario: type_of_scenario,
    *,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    replication: int | None = None,
    until: str | Sequence[str] = (),
    at_most: int | None = None,
    contested: bool = True,
    why: Literal["fitting", "all", "culture"] | None = None,
    by_authority_year: bool = False,
    events: int | None = None,
    all_rows: bool = False,
    progress: type_of_progress = None,
) -> Results:
    """Lives the arms of a scenario on the same children with the same luck: `swplab run`.

    - `scenario`: a path, the name of a scenario that the package carries, the text of a file, or a dictionary of the
      same shape, so that a program can loop over alternatives. Files that a text or a dictionary names are looked for
      from the working directory.
    - `replications` (1 to 1,000,000 histories), `seed` (0 to 2^63 - 1): instead of the scenario's own.
    - `threads`: 1 to 1,024; as many as there are cores if not given. No number depends on it.
    - `replication`: repeats this one history alone, from 0.
    - `until`: adds replications until differences are known so well, such as `"worker_changes of remit ± 0.01"`; at most
      `at_most` (10,000).
    - `contested`: whether the positions on open questions are forced too, which at most doubles the time.
    - `why`: the channels through which the arm that is told first reaches its outcomes; at most twice the time.
    - `by_authority_year`, `events` (of the first so many replications): tables more, `authority-years`, and `events`,
      `child-months` and `workers`.
    - `all_rows`: rows of every replication in the tables that have rows of each, such as `runs`; otherwise of the first 10,000.
    - `progress`: `True` for a line on standard error, or a function that takes a `Progress`. It is called at most ten times
      a second, on the thread that called `run`.

    The lock of the interpreter is free while it simulates, and Ctrl-C ends it within about a second. Tables, columns and
    units are those of docs/results.md.

    Raises `InputError` for faults of the scenario and the arguments, all at once, `OutputError` where temporary files
    cannot be written, `KeyboardInterrupt`. A run that fails raises nothing: see `Results.failures`. What is to be said
    of the scenario is a `ScenarioWarning`.
    """
    wanted = [until] if isinstance(until, str) else list(until)
    if wanted and not (replications is None and replication is None):
        raise _swplab.InputError("`until` says itself how many replications are lived: leave out the others")
    if at_most is not None and not wanted:
        raise _swplab.InputError("`at_most` is of `until`, which is not given")
    if replication is not None and (replications is not None or why is not None):
        raise _swplab.InputError("`replication` repeats one history alone: leave out `replications` and `why`")
    if why not in (None, "fitting", "all", "culture"):
        raise _swplab.InputError(f"`why` is \"fitting\", \"all\" or \"culture\", not {why!r}")
    request = {
        "replication": _whole("replication", replication, 0, 2**32 - 1),
        "until": wanted,
        "at_most": _whole("at_most", at_most, 2, MOST_REPLICATIONS),
        "no_contested": not contested,
        "why": why,
        "by_authority_year": by_authority_year,
        "events": _whole("events", events, 0, 2**32 - 1),
        "all_rows": all_rows,
    }
    return _study("run", _scenario.typed(scenario), request, seed, replications, threads, progress)


def sweep(
    scenario: type_of_scenario,
    vary: Mapping[str, Sequence[Any] | Mapping[str, float]] | None = None,
    *,
    design: Literal["factorial", "latin-hypercube", "sobol", "sobol-plain"] | None = None,
    points: int | None = None,
    base: str | None = None,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: type_of_progress = None,
) -> Results:
    """Lives every combination of some values on the same children with the same luck: `swplab sweep`.

    - `vary`: for each path of a field its values, such as `{"contract.term_years": [2, 3, 5]}`, or a range
      `{"from": 0.5, "to": 2}` for a design of points; what `[sweep]` of the scenario says if not given.
    - `design`: how the cells are laid out; every combination if neither it nor the scenario says otherwise.
    - `points`: cells of a design that is no full factorial, 2 to 65,535.
    - `base`: the arm that the cells change; the first if not given.

    The table `cells` has a row for each cell, unit and indicator, `design` the values of each cell. The other arguments
    and what is raised: see `run`.
    """
    factors = [{"path": path, "levels": _levels(path, levels)} for path, levels in (vary or {}).items()]
    request = {"vary": factors, "design": design, "points": _whole("points", points, 2, 65_535), "base": base}
    return _study("sweep", _scenario.typed(scenario), request, seed, replications, threads, progress)


def forecast(
    place: str | os.PathLike[str],
    *,
    years: int = 5,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: type_of_progress = None,
) -> Results:
    """Looks ahead for one authority, without a practice and without arms: `swplab forecast`.

    `place` is the name of an authority, such as `"Kent"` or `"kent-2021"`, or a profile file; `years` 1 to 20. Children
    looked after by placement and age, starts, ends, care leavers, case holders (people) and cost (pounds), year by year,
    with bands of 50 and 80%. The other arguments and what is raised: see `run`.
    """
    asked = {"years": _whole("years", years, 1, MOST_YEARS_AHEAD)}
    return _study("forecast", (place, None), asked, seed, replications, threads, progress)


def journey(
    scenario: type_of_scenario,
    *,
    child: str | None = None,
    worker: str | None = None,
    arm: str | None = None,
    against: str | None = None,
    history: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    progress: type_of_progress = None,
) -> Results:
    """Tells one child's two histories, or one worker's: the same person with the same luck in two arms: `swplab journey`.

    - `child`: by rule, `"typical"`, `"touched"`, `"most-helped"`, `"most-harmed"`, `"age:N"`, or the name of her luck.
    - `worker`: in place of a child, by the same rules but age, or the name of her post.
    - `arm`, `against`: the second world and the first; the scenario's second and first arm if not given.
    - `history`: its number, from 0; the first in which the worlds differ for anybody of the rule if not given.

    `Results.ending` tells it in sentences; the tables are `journey`, `spans` and `happenings`. The other arguments and
    what is raised: see `run`.
    """
    if child is not None and worker is not None:
        raise _swplab.InputError("a journey is that of a child or of a worker: leave one of them out")
    number = _whole("history", history, 0, 2**32 - 1)
    request = {"child": child, "worker": worker, "arm": arm, "against": against, "history": number}
    return _study("journey", _scenario.typed(scenario), request, seed, None, threads, progress)


def _study(
    command: str,
    typed: tuple[str | os.PathLike[str], str | None],
    request: Mapping[str, Any],
    seed: int | None,
    replications: int | None,
    threads: int | None,
    progress: type_of_progress,
) -> Results:
    asked = json.dumps({name: given for name, given in request.items() if given is not None})
    numbers = (
        _whole("seed", seed, 0, MOST_SEED),
        _whole("replications", replications, 1, MOST_REPLICATIONS),
    )
    at_once = _whole("threads", threads, 1, MOST_THREADS) or 0
    kept = Folder()
    ending, is_well, said = _swplab.carry_out(
        command, *typed, asked, numbers, at_once, kept.path, callback(progress)
    )
    _scenario.warn(said)
    return Results(kept.path, ending, is_well, kept)


def _whole(name: str, given: int | None, least: int, most: int) -> int | None:
    if given is None:
        return None
    number = operator.index(given)
    if not least <= number <= most:
        raise _swplab.InputError(f"`{name}` is {number}: it is a whole number from {least} to {most}")
    return number


def _levels(path: str, levels: Sequence[Any] | Mapping[str, float]) -> list[str]:
    if isinstance(levels, Mapping):
        return [_scenario.value(levels, path)]
    if isinstance(levels, str):
        raise TypeError(f"{path}: {levels!r} is no list of values")
    # A text stands without quotes, as it is typed for the program.
    return [level if isinstance(level, str) else _scenario.value(level, path) for level in levels]
