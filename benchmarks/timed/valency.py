"""valency-anndata: columns of votes in, its recipe for Polis out, without lists. Arguments: file or folder, rounds."""

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.timed.clock import measure, say
from benchmarks.timed.votes import read

warnings.simplefilter("ignore")
import pandas  # noqa: E402
import valency_anndata  # noqa: E402
from anndata import AnnData  # noqa: E402

given = read(Path(sys.argv[1]))
people, who = np.unique(given["who"], return_inverse=True)
statements, what = np.unique(given["what"], return_inverse=True)
state = np.where(np.isin(statements, given["out"]), -1, 1)


def work() -> Any:
    """The table as the package has it, and its recipe."""
    cells = np.full((len(people), len(statements)), np.nan)
    cells[who, what] = given["said"]
    about = pandas.DataFrame({"is_meta": False, "moderation_state": state}, index=statements.astype(str))
    data = AnnData(X=cells, var=about, obs=pandas.DataFrame(index=people.astype(str)))
    valency_anndata.tools.recipe_polis(data)
    return data


found, times = measure(work, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
say(times=times, labels=[])
