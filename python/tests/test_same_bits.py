"""Every table of every analysis is the program's file, cell by cell and bit by bit, for two scenarios."""

import csv
import json
import struct
import subprocess
from pathlib import Path

import pyarrow
import pytest

import swplab

WITH_MORE = ["--by-authority-year", "--events", "--no-contested", "--all-rows"]
SWEPT = ["--vary", "contract.term_years=2,5", "--vary", "in_house.caseload=13.5,16"]
STUDIES = {
    "run of contract-length": (
        ["run", "contract-length", "--replications", "12"],
        lambda: swplab.run("contract-length", replications=12),
    ),
    "run of before-care, all tables, another seed": (
        ["run", "before-care", "--replications", "3", "--seed", "7", *WITH_MORE],
        lambda: swplab.run(
            "before-care", replications=3, seed=7, by_authority_year=True, events=1, contested=False, all_rows=True
        ),
    ),
    "run of before-care until it is known, and why": (
        ["run", "before-care", "--until", "worker_changes of authority ± 0.2", "--at-most", "12", "--why"],
        lambda: swplab.run(
            "before-care", until="worker_changes of authority ± 0.2", at_most=12, why="fitting"
        ),
    ),
    "one history of before-care": (
        ["run", "before-care", "--replication", "5"],
        lambda: swplab.run("before-care", replication=5),
    ),
    "sweep of contract-length": (
        ["sweep", "contract-length", "--replications", "3", *SWEPT],
        lambda: swplab.sweep(
            "contract-length", {"contract.term_years": [2, 5], "in_house.caseload": [13.5, 16]}, replications=3
        ),
    ),
    "points of a sweep of before-care": (
        ["sweep", "before-care", "--replications", "2", "--vary", "in_house.caseload=12..20"]
        + ["--design", "sobol", "--points", "4"],
        lambda: swplab.sweep(
            "before-care",
            {"in_house.caseload": {"from": 12, "to": 20}},
            design="sobol",
            points=4,
            replications=2,
        ),
    ),
    "forecast of Kent": (
        ["forecast", "Kent", "--replications", "4", "--years", "3"],
        lambda: swplab.forecast("Kent", replications=4, years=3),
    ),
    "forecast of Bury from another year": (
        ["forecast", "bury-2021", "--replications", "4", "--seed", "11"],
        lambda: swplab.forecast("bury-2021", replications=4, seed=11),
    ),
    "journey of contract-length": (
        ["journey", "contract-length", "--child", "most-helped"],
        lambda: swplab.journey("contract-length", child="most-helped"),
    ),
    "journey of a worker of before-care": (
        ["journey", "before-care", "--worker", "touched", "--history", "2"],
        lambda: swplab.journey("before-care", worker="touched", history=2),
    ),
}
ARROW = {
    "text": pyarrow.string(),
    "whole number": pyarrow.int64(),
    "number": pyarrow.float64(),
    "number or empty": pyarrow.float64(),
    "true or false": pyarrow.bool_(),
}
READ = {
    "text": str,
    "whole number": int,
    "number": lambda cell: bits(float(cell)),
    "number or empty": lambda cell: bits(float(cell)) if cell else None,
    "true or false": {"true": True, "false": False}.__getitem__,
}


def bits(number: float | None) -> str | None:
    """A number by its bits, since -0.0 equals 0.0 and NaN nothing."""
    return None if number is None else struct.pack(">d", number).hex()


def rows_of(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def assert_same(results: swplab.Results, directory: Path) -> None:
    """Every table of a directory, read by another reader than ours, beside what Arrow hands over."""
    kinds = {(row[0], row[1]): row[2:5] for row in rows_of(directory / "dictionary.csv")[1:]}
    files = {path.stem for path in directory.glob("*.csv")}
    assert set(results) == files and len(files) > 3
    cells = 0
    for name in files:
        header, *rows = rows_of(directory / f"{name}.csv")
        table = pyarrow.table(results[name])
        assert table.column_names == header == results[name].column_names, name
        assert table.num_rows == len(rows) == len(results[name]), name
        table.validate(full=True)
        for at, column in enumerate(results[name].columns):
            kind, unit, meaning = kinds[f"{name}.csv", column.name]
            assert (column.kind, column.unit, column.meaning) == (kind, unit, meaning)
            field = table.schema.field(at)
            assert field.type == ARROW[kind] and field.nullable == (kind == "number or empty")
            assert field.metadata[b"unit"] == unit.encode()
            given = table.column(at).to_pylist()
            given = [bits(cell) for cell in given] if field.type == pyarrow.float64() else given
            assert given == [READ[kind](row[at]) for row in rows], f"{name}.{column.name}"
            cells += len(rows)
    assert cells > 100


@pytest.mark.parametrize("name", STUDIES)
def test_tables_are_those_of_the_program(name, told, tmp_path):
    command, study = STUDIES[name]
    directory = told(*command)
    results = study()
    assert_same(results, directory)
    assert_same(swplab.read(directory), directory)
    written = json.loads((directory / "manifest.json").read_text())
    assert results.manifest == written
    # What is saved is the directory of the program, byte for byte, charts and report too; the log tells of the moment.
    results.save(tmp_path / "saved")
    theirs, ours = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (directory, tmp_path / "saved")
    )
    logs = [folder.pop(Path("run-log.json")) for folder in (theirs, ours)]
    assert json.loads(logs[0]).keys() == json.loads(logs[1]).keys()
    assert theirs.keys() == ours.keys()
    assert not [path for path in theirs if theirs[path] != ours[path]]


def test_the_program_repeats_and_packs_what_was_saved(program, tmp_path):
    scenario = swplab.scenario("contract-length")
    scenario["arms"] = [{"name": "three"}, {"name": "ten", "set": {"contract.term_years": 10}}]
    (tmp_path / "saved").parent.mkdir(exist_ok=True)
    page = swplab.run(scenario, replications=3, contested=False).save(tmp_path / "saved")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    for command in (["verify", tmp_path / "saved", "--quiet"], ["report", tmp_path / "saved", "--bundle"]):
        ended = subprocess.run([program, *command], capture_output=True, text=True)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    assert (tmp_path / "saved-bundle").is_dir()


def test_no_number_depends_on_the_threads_or_on_the_form_of_the_scenario(tmp_path):
    forms = ["before-care", swplab.scenario("before-care"), swplab.as_toml(swplab.scenario("before-care"))]
    path = tmp_path / "mine.toml"
    path.write_text(forms[-1])
    runs = [
        swplab.run(form, replications=2, contested=False, threads=threads)
        for form, threads in zip([*forms, path, str(path)], [1, 2, 3, 1, 2], strict=True)
    ]
    digests = [{entry["name"]: entry["blake3"] for entry in one.manifest["files"]} for one in runs]
    assert all(one == digests[0] for one in digests)
    other = swplab.run("before-care", replications=2, contested=False, seed=99).manifest["files"]
    assert {entry["name"]: entry["blake3"] for entry in other} != digests[0]
