"""Progress as a line that is written over itself."""

import sys
import time
from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """How far a stage of a study has come. A stage begins with nothing done; a study has one or more."""

    unit: str
    """What is counted, such as `runs`: one arm of one replication."""
    done: int
    """Finished, failed ones included."""
    total: int
    """In all, as far as is known."""
    failed: int
    """Failed."""


type_of_progress = bool | Callable[[Progress], object] | None


def callback(asked: type_of_progress) -> Callable[[str, int, int, int], object] | None:
    """What a study calls with its steps: nothing, a function of the user's, or a line on standard error."""
    if asked is None or asked is False:
        return None
    if asked is True:
        return _Line().show
    told = asked
    return lambda *step: told(Progress(*step))


class _Line:
    """One line on standard error, which a terminal and a notebook write over."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.last = 0

    def show(self, unit: str, done: int, total: int, failed: int) -> None:
        if done < self.last or done == 0:
            self.began = time.monotonic()
        self.last = done
        spent = time.monotonic() - self.began
        left = f", about {spent / done * (total - done):.0f} s left" if 0 < done < total else ""
        lost = f", {failed} failed" if failed else ""
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r{f'{done} of {total} {unit}{left}{lost}':<60}{end}")
        sys.stderr.flush()
