"""The program beside which the package is tried: SWPLAB names it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def program() -> str:
    found = os.environ.get("SWPLAB") or shutil.which("swplab")
    assert found, "SWPLAB must name the program: cargo build --release, then SWPLAB=target/release/swplab"
    return str(Path(found).resolve())


@pytest.fixture
def told(program, tmp_path):
    """Carries out a command of the program; the directory that it wrote."""

    def carry_out(*command: str) -> Path:
        out = tmp_path / "program"
        ended = subprocess.run(
            [program, *command, "--out", out, "--quiet"], cwd=ROOT, capture_output=True, text=True
        )
        assert ended.returncode == 0, ended.stderr
        return out

    return carry_out
