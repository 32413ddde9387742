"""Folders of temporary files that go with who holds them, at the latest with the next of their kind.

A kernel that is restarted is killed and removes nothing. So each folder holds a locked mark: where the mark of another
folder can be locked, whoever made it is gone, and the folder with it.
"""

import os
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, which has no such locks: there a folder outlives a process that was killed.
    fcntl = None  # type: ignore[assignment]

PREFIX = "swplab-python-"
MARK = "in-use"


class Folder:
    """An empty folder, removed with the last who holds it."""

    def __init__(self) -> None:
        _remove_left()
        whole = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.path = whole / "study"
        """The folder."""
        self.path.mkdir()
        # Locked before it has its name: nobody finds it free.
        mark = (whole / f"{MARK}-soon").open("w")
        _lock(mark)
        os.replace(mark.name, whole / MARK)
        weakref.finalize(self, _remove, whole, mark)


def _lock(mark: IO[str]) -> bool:
    if fcntl is None:
        return False
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(whole: Path, mark: IO[str]) -> None:
    mark.close()
    shutil.rmtree(whole, ignore_errors=True)


def _remove_left() -> None:
    """Removes what processes left that were killed; what is another user's stays."""
    for whole in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            with (whole / MARK).open("r+") as mark:
                if _lock(mark):
                    shutil.rmtree(whole, ignore_errors=True)
        except OSError:
            continue
