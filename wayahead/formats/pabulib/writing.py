"""An election as a `.pb` file, for other tools to count again."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from wayahead.kernels.allocation import Election

# What the format asks for at least, with what stands there when nobody said.
NEEDED = {"description": "", "country": "", "unit": "", "instance": "", "rule": ""}


def write(
    election: Election,
    *,
    meta: Mapping[str, str] | None = None,
    about: Mapping[str, Mapping[str, str]] | None = None,
    winners: Iterable[str] | None = None,
) -> str:
    """The whole file as text. `about` adds fields to solutions by id (name, category…); `winners` fills `selected`.

    Voters are numbered in the order of the election; who they are is not in it.
    """
    chosen = None if winners is None else set(winners)
    extra = sorted(
        {field for fields in (about or {}).values() for field in fields} - {"project_id", "cost", "votes", "selected"}
    )
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    computed = {
        "num_projects": str(len(election.ids)),
        "num_votes": str(election.voters),
        "budget": money(election.budget, election.scale),
        "vote_type": "approval" if election.points is None else "scoring",
    }
    rows.writerows([["META"], ["key", "value"], *(NEEDED | dict(meta or {}) | computed).items()])
    rows.writerows([["PROJECTS"], ["project_id", "cost", "votes", *extra, *([] if chosen is None else ["selected"])]])
    for place, name in enumerate(election.ids):
        fields = (about or {}).get(name, {})
        picked = [] if chosen is None else [str(int(name in chosen))]
        cost, votes = money(election.costs[place], election.scale), int(election.support.total[place])
        rows.writerow([name, cost, votes, *(fields.get(field, "") for field in extra), *picked])
    has_points = election.points is not None
    rows.writerows([["VOTES"], ["voter_id", "vote", *(["points"] if has_points else [])]])
    ballots = [ballot(election, row) for row in range(len(election.heads))]
    rows.writerows((number, *ballots[row]) for number, row in enumerate(election.ballot_of.tolist(), 1))
    return out.getvalue()


def ballot(election: Election, row: int) -> Sequence[str]:
    """One ballot as its fields."""
    begin, end = election.indptr[row], election.indptr[row + 1]
    vote = ",".join(election.ids[place] for place in election.projects[begin:end].tolist())
    if election.points is None:
        return (vote,)
    return vote, ",".join(map(str, election.points[begin:end].tolist()))


def money(units: int, scale: int) -> str:
    """A sum as the currency says it."""
    return str(units) if scale == 1 else f"{Decimal(units) / scale:f}"
