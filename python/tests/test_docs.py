"""docs/python.md does what it says: its Python is run from the top, its R where there is an R, and what it quotes is what was
printed. `UPDATE_DOCS=1` writes these parts again. It quotes nothing that moves with the model."""

import contextlib
import io
import os
import re
import shutil
import subprocess
import struct

import pyarrow

import swplab
from conftest import ROOT

PAGE = ROOT / "docs/python.md"
BLOCK = re.compile(
    r"```python\n(?P<code>.*?)```\n(?P<open>\n<!-- printed -->\n\n```text\n)?(?P<said>(?(open).*?))(?(open)```\n)", re.DOTALL
)


def test_python_of_the_page_runs_and_prints_what_is_quoted(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    quoted = 0

    def followed(block: re.Match[str]) -> str:
        nonlocal quoted
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block["code"], str(PAGE), "exec"), names)
        if block["open"] is None:
            return block[0]
        quoted += 1
        return f"```python\n{block['code']}```\n{block['open']}{out.getvalue()}```\n"

    renewed = BLOCK.sub(followed, text)
    assert quoted == text.count("<!-- printed -->") == 3
    if renewed != text and os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(renewed, encoding="utf-8")
        return
    assert renewed == text, "UPDATE_DOCS=1 writes what is printed again"


def test_r_of_the_page_reads_the_same_bits(tmp_path, capsys):
    if shutil.which("Rscript") is None:
        with capsys.disabled():
            print("\n   SKIPPED: there is no R here, so that of docs/python.md was not run.")
        return
    [code] = re.findall(r"```r\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    results = swplab.run("contract-length", replications=12, contested=False)
    results.save(tmp_path / "results/contract-length")
    by_bits = """
    bits <- function(cell) if (is.na(cell)) "NA" else paste(rev(writeBin(cell, raw(), endian = "little")), collapse = "")
    for (name in c("differences", "units", "runs")) {
      table <- read_table("results/contract-length", name)
      cells <- lapply(table, function(column) if (is.numeric(column)) vapply(column, bits, "") else as.character(column))
      writeLines(enc2utf8(unlist(cells)), paste0(name, ".txt"))
    }
    """
    subprocess.run(["Rscript", "-e", code + by_bits], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    for name in ["differences", "units", "runs"]:
        read = (tmp_path / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        cells = [cell for column in pyarrow.table(results[name]).columns for cell in column.to_pylist()]
        assert [as_r(cell) for cell in cells] == read


def as_r(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if cell is None:
        return "NA"
    return struct.pack(">d", cell).hex() if isinstance(cell, int | float) else str(cell) or "NA"
