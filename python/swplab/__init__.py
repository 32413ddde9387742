"""A simulation laboratory for how children's social work is organised, where an analyst works.

    import swplab

    results = swplab.run("contract-length", replications=50)
    print(results.ending)
    results["differences"].to_pandas()

`run`, `sweep`, `forecast` and `journey` are the program's commands of these names and give the same numbers, to the last
bit: what is simulated and written is the program's own. Each gives `Results`: tables by name, which go to pyarrow, pandas,
polars and DuckDB by the Arrow interface. `read` takes results that the program wrote.
"""

from ._analyses import forecast, journey, run, sweep
from ._progress import Progress
from ._results import Chart, Failure, Results, read
from ._scenario import Scenario, ScenarioWarning, as_toml, check, scenario, scenarios
from ._swplab import COMMIT as __commit__
from ._swplab import VERSION as __version__
from ._swplab import InputError, OutputError
from ._table import Column, Table

__all__ = [
    "Chart",
    "Column",
    "Failure",
    "InputError",
    "OutputError",
    "Progress",
    "Results",
    "Scenario",
    "ScenarioWarning",
    "Table",
    "__commit__",
    "__version__",
    "as_toml",
    "check",
    "forecast",
    "journey",
    "read",
    "run",
    "scenario",
    "scenarios",
    "sweep",
]
