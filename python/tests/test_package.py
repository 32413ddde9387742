"""What the package promises beside its numbers."""

import datetime
import gc
import glob
import inspect
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import warnings
from pathlib import Path

import pyarrow
import pytest

import swplab
from swplab import _scenario, _swplab


def test_every_scenario_is_carried_and_means_the_same_as_a_dictionary():
    listed = swplab.scenarios()
    assert len(listed) > 25 and listed == sorted(listed)
    for one in listed:
        as_dictionary = swplab.scenario(one.name)
        assert as_dictionary["title"] == one.title and as_dictionary["question"] == one.question
        assert tomllib.loads(swplab.as_toml(as_dictionary)) == as_dictionary
        assert _swplab.resolved(*_scenario.typed(as_dictionary))[0] == _swplab.resolved(one.name, None)[0], one.name


def test_values_of_a_dictionary_are_values_of_toml():
    written = {
        "text": 'a "b" \\ \n \x7f é',
        "numbers": [1, -2.5, 1e300, 5e-324, True],
        "day": datetime.date(2010, 4, 1),
        "set": {"in_house.caseload": 12, "deep": [{"a": 1}, {}]},
        "arms": [{"name": "one"}, {"name": "two", "set": {"x.y": [1, 2]}}],
        "empty": [],
    }
    assert tomllib.loads(swplab.as_toml(written)) == written
    for wrong, said in [({"a": {"b": None}}, "a.b"), ({"a": [1, object()]}, r"a\[1\]"), ({1: 2}, "1")]:
        with pytest.raises(TypeError, match=said):
            swplab.as_toml(wrong)


def test_an_analyst_loops_over_alternatives():
    scenario = swplab.scenario("contract-length")
    means = []
    for caseload in (10, 20):
        scenario["in_house"] = {**scenario.get("in_house", {}), "caseload": caseload}
        results = swplab.run(scenario, replications=2, contested=False)
        rows = results["summary"].to_pylist()
        [row] = [
            row
            for row in rows
            if (row["arm"], row["unit"], row["indicator"]) == ("3 years", "authority", "direct_hours")
        ]
        means.append(row["mean"])
    assert means[0] > means[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: swplab.run("contract-lenght"), "did you mean contract-length"),
        (lambda: swplab.run("nowhere/mine.toml"), "nowhere/mine.toml cannot be read"),
        (lambda: swplab.run({"title": "x"}), "scenario.toml:1:1: question is missing"),
        (lambda: swplab.run("title = \n"), "scenario.toml:1"),
        (lambda: swplab.run("kent", replications=0), "`replications` is 0: it is a whole number from 1"),
        (lambda: swplab.run("kent", seed=-1), "`seed` is -1"),
        (lambda: swplab.run("kent", threads=5000), "`threads` is 5000"),
        (lambda: swplab.run("kent", why="because"), "`why` is"),
        (lambda: swplab.run("kent", at_most=10), "`at_most` is of `until`"),
        (lambda: swplab.run("kent", until="x", replications=3), "leave out the others"),
        (lambda: swplab.run("kent", until="nonsense"), "nonsense"),
        (lambda: swplab.run("kent", replication=1, replications=3), "repeats one history alone"),
        (lambda: swplab.sweep("kent", {"contract.term_yeers": [2]}), "Did you mean contract.term_years?"),
        (lambda: swplab.sweep("kent"), "nothing to vary"),
        (lambda: swplab.sweep("kent", {"contract.term_years": [2, 2]}), "has the value 2 twice"),
        (lambda: swplab.forecast("Kentt"), "Did you mean kent-2025?"),
        (lambda: swplab.forecast("Kent", years=21), "`years` is 21"),
        (lambda: swplab.journey("contract-length", child="nicest"), "nicest"),
        (lambda: swplab.journey("contract-length", child="typical", worker="typical"), "leave one of them out"),
        (lambda: swplab.journey("contract-length", arm="4 years"), 'no arm is called "4 years"'),
        (lambda: swplab.run("england", replications=1_000_000), "of memory, but"),
        (lambda: swplab.check({"title": "x"}), "4 faults"),
        (lambda: swplab.scenario("kentt"), "did you mean kent"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_place_and_remedy(wrong, said):
    with pytest.raises(swplab.InputError) as refused:
        wrong()
    assert said in str(refused.value) and not str(refused.value).startswith("error")
    assert isinstance(refused.value, ValueError)


def test_values_of_another_type_are_refused():
    for wrong in [
        lambda: swplab.run(3),
        lambda: swplab.run("kent", replications=2.5),
        lambda: swplab.sweep("kent", {"contract.term_years": "2,3"}),
    ]:
        with pytest.raises(TypeError):
            wrong()


def test_damaged_results_are_refused_and_nothing_is_written_over(tmp_path):
    results = swplab.journey("contract-length")
    results.save(tmp_path / "kept")
    with pytest.raises(FileExistsError):
        results.save(tmp_path / "kept")
    assert list(swplab.read(tmp_path / "kept")) == list(results)
    table = tmp_path / "kept" / "spans.csv"
    table.write_text(table.read_text() + "\n")
    with pytest.raises(swplab.OutputError, match="spans.csv"):
        swplab.read(tmp_path / "kept")["spans"]
    with pytest.raises(swplab.OutputError, match="manifest.json"):
        swplab.read(tmp_path)
    with pytest.raises(KeyError, match="the tables are"):
        results["differences"]


def test_what_is_said_of_a_scenario_is_a_warning_at_the_line_of_the_user():
    scenario = swplab.scenario("contract-length")
    scenario["parameters"] = {**scenario.get("parameters", {}), "matters.worker-changes": 0.06}
    said = swplab.check(scenario)
    assert [one for one in said if "gives no reason" in one]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        swplab.journey(scenario)
    assert [one.category for one in caught] == [swplab.ScenarioWarning] * len(said)
    assert all(one.filename == __file__ for one in caught)


def test_progress_is_told_and_a_callback_that_fails_ends_the_study():
    steps: list[swplab.Progress] = []
    swplab.run("contract-length", replications=20, contested=False, progress=steps.append)
    assert steps and all(0 <= step.done <= step.total for step in steps)
    assert {step.unit for step in steps} >= {"runs"} and steps[-1].failed == 0

    class Enough(Exception):
        pass

    def stop(step: swplab.Progress) -> None:
        raise Enough

    began = time.monotonic()
    with pytest.raises(Enough):
        swplab.run("contract-length", replications=4_000, contested=False, progress=stop)
    assert time.monotonic() - began < 20


def test_a_line_of_progress_is_shown(capsys):
    swplab.run("contract-length", replications=20, contested=False, progress=True)
    shown = capsys.readouterr().err
    assert "\r" in shown and "runs" in shown


def test_other_threads_of_python_go_on_while_it_simulates():
    counted = 0
    is_over = threading.Event()

    def count() -> None:
        nonlocal counted
        while not is_over.is_set():
            counted += 1
            time.sleep(0.001)

    counting = threading.Thread(target=count)
    counting.start()
    began = time.monotonic()
    swplab.run("contract-length", replications=40, contested=False)
    lasted = time.monotonic() - began
    is_over.set()
    counting.join()
    # A study that held the lock would let the other thread count once or twice.
    assert lasted > 0.2 and counted > 20 * lasted


def test_ctrl_c_ends_a_long_study_and_leaves_nothing():
    folders = os.path.join(tempfile.gettempdir(), "swplab-python-*")
    gc.collect()
    before = set(glob.glob(folders))
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        swplab.run("contract-length", replications=4_000)
    assert time.monotonic() - began < 10
    gc.collect()
    assert set(glob.glob(folders)) <= before


def test_what_a_killed_process_left_goes_with_the_next_study_and_what_is_in_use_stays():
    left = "import os, swplab; held = swplab.journey('contract-length'); print(held._directory, flush=True); os.kill(os.getpid(), 9)"
    ended = subprocess.run([sys.executable, "-c", left], capture_output=True, text=True)
    folder = Path(ended.stdout.strip())
    assert folder.is_dir() and (folder / "spans.csv").exists()
    own = swplab.journey("contract-length")
    assert not folder.exists() and not folder.parent.exists()
    swplab.journey("contract-length")
    other = "import swplab; swplab.journey('contract-length')"
    subprocess.run([sys.executable, "-c", other], check=True)
    assert len(own["spans"]) > 0 and own._directory.is_dir()
    place = own._directory.parent
    del own
    gc.collect()
    assert not place.exists()


def test_two_studies_at_once_are_the_same_as_one_after_the_other():
    found = {}

    def study(seed: int) -> None:
        found[seed] = swplab.run("contract-length", replications=4, seed=seed, contested=False).manifest["files"]

    threads = [threading.Thread(target=study, args=[seed]) for seed in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for seed in (1, 2):
        again = swplab.run("contract-length", replications=4, seed=seed, contested=False)
        assert found[seed] == again.manifest["files"]


def test_tables_outlive_their_results_and_are_not_copied():
    table = swplab.journey("contract-length")["spans"]
    gc.collect()
    first, second = (pyarrow.table(table) for _ in range(2))
    assert first.equals(second) and first.num_rows > 0

    def address(taken: pyarrow.Table) -> int:
        return taken.column(0).chunk(0).buffers()[-1].address

    assert address(first) == address(second)
    assert pyarrow.schema(table).equals(first.schema)


def test_tables_are_taken_by_pandas_polars_and_duckdb():
    table = swplab.run("contract-length", replications=3, contested=False)["differences"]
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    nulls = pyarrow.table(table).column("p_adjusted").null_count
    assert nulls > 0
    for frame in (table.to_pandas(), pandas.DataFrame.from_arrow(table)):
        assert frame.shape == (len(table), len(table.columns)) and frame["p_adjusted"].isna().sum() == nulls
    assert polars.DataFrame(table).equals(table.to_polars())
    assert table.to_polars()["p_adjusted"].null_count() == nulls
    differences = table
    asked = duckdb.sql("select count(*), count(p_adjusted) from differences")
    [(rows, defined)] = asked.fetchall()
    assert (rows, defined) == (len(table), len(table) - nulls)


def test_charts_are_pictures_for_a_notebook():
    results = swplab.forecast("Kent", replications=3, years=2)
    charts = results.charts()
    assert charts and all(chart.svg.startswith("<svg") for chart in charts.values())
    assert next(iter(charts.values()))._repr_svg_().endswith("</svg>\n")
    assert "Kent" in results._repr_html_() and "Kent" in repr(results)


def test_everything_public_is_described_with_types():
    for name in swplab.__all__:
        one = getattr(swplab, name)
        if inspect.isclass(one) or inspect.isfunction(one):
            assert one.__doc__, name
        if inspect.isfunction(one):
            signature = inspect.signature(one)
            assert signature.return_annotation is not inspect.Signature.empty, name
            assert all(each.annotation is not inspect.Parameter.empty for each in signature.parameters.values())
    assert swplab.__version__.count(".") == 2
