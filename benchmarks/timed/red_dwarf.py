"""red-dwarf: a list of votes in, its whole pipeline out. Arguments: file or folder, rounds."""

import sys
import warnings
from pathlib import Path

from benchmarks.timed.clock import measure, say
from benchmarks.timed.votes import read

warnings.simplefilter("ignore")
from reddwarf.implementations.base import run_pipeline  # noqa: E402

given = read(Path(sys.argv[1]))
columns = (given[name].tolist() for name in ("who", "what", "said"))
votes = [{"participant_id": who, "statement_id": what, "vote": said} for who, what, said in zip(*columns, strict=True)]
out = given["out"].tolist()
found, times = measure(
    lambda: run_pipeline(votes=votes, mod_out_statement_ids=out, random_state=0, reducer_kwargs={"svd_solver": "full"}),
    int(sys.argv[2]) if len(sys.argv) > 2 else 1,
)
say(times=times, labels=found.participants_df["cluster_id"].fillna(-1).astype(int).tolist())
