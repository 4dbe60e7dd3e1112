"""A `.pb` file becomes an election; whatever is wrong with it is told with its line and field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wayahead.formats.pabulib.lines import Lines, Row
from wayahead.formats.pabulib.money import Amount, common_scale, read_amount
from wayahead.formats.pabulib.votes import read_votes
from wayahead.formats.table import shown
from wayahead.kernels.allocation import Election, NotAnElection

APPROVAL, POINTS = ("approval", "choose-1"), ("cumulative", "scoring")


@dataclass(frozen=True)
class Solution:
    """One line of the projects: its id and cost as money, and every other field as it stands, by the header's name."""

    id: str
    about: Mapping[str, str]

    @property
    def title(self) -> str:
        """What it is called, or its id."""
        return self.about.get("name") or self.id


@dataclass(frozen=True)
class PabulibFile:
    """What a file says: its fields, its solutions, the election; and in `warnings` what looks odd but was read."""

    meta: Mapping[str, str]
    solutions: tuple[Solution, ...]
    election: Election
    warnings: tuple[str, ...]


def read(path: Path) -> PabulibFile:
    """Read a whole file; raises `Defect`. The column `selected` (somebody's result) is never part of the election."""
    lines = Lines(path)
    meta = read_meta(lines)
    budget = amount_of(lines, meta, "budget")
    kind = kind_of(lines, meta)
    solutions, costs = read_solutions(lines)
    scale = common_scale([budget, *costs])
    votes = read_votes(lines, {one.id: place for place, one in enumerate(solutions)}, has_points=kind in POINTS)
    try:
        election = Election.from_arrays(
            [one.id for one in solutions],
            [cost.units(scale) for cost in costs],
            budget=budget.units(scale),
            lengths=votes.lengths,
            projects=votes.projects,
            points=votes.points,
            ballot_of=votes.ballot_of,
            scale=scale,
        )
    except NotAnElection as error:
        raise lines.defect(error.words, field=error.field) from error
    plain = {name: row.fields[0] for name, row in meta.items()}
    warnings = [*lines.warnings, *counted(plain, solutions, election), *votes.warnings]
    return PabulibFile(plain, tuple(solutions), election, tuple(warnings))


def read_meta(lines: Lines) -> dict[str, Row]:
    """Key → its line, with the value as the only field."""
    lines.open_section("META")
    meta: dict[str, Row] = {}
    for row in lines.section():
        key = row.fields[0].strip().lower()
        value = ";".join(row.fields[1:]).strip().rstrip(";").strip() if len(row.fields) > 1 else ""
        if key in meta and meta[key].fields != [value]:
            raise lines.defect(f"“{shown(key)}” is said twice. Keep one of the lines", line=row.number, field=key)
        if key != "key":
            meta[key] = Row(row.number, [value])
    return meta


def amount_of(lines: Lines, meta: Mapping[str, Row], key: str) -> Amount:
    """A sum of money in the first section."""
    if key not in meta:
        raise lines.defect(f"META lacks “{key}”. Add a line such as {key};10000", field=key)
    return read_amount(lines, meta[key].fields[0], line=meta[key].number, field=key)


def kind_of(lines: Lines, meta: Mapping[str, Row]) -> str:
    """The kind of ballot; raises Defect for kinds that are not read."""
    if "vote_type" not in meta:
        raise lines.defect("META lacks “vote_type”. Add a line such as vote_type;approval", field="vote_type")
    kind = meta["vote_type"].fields[0].lower()
    if kind not in APPROVAL + POINTS:
        known = ", ".join(APPROVAL + POINTS)
        words = f"ballots of kind “{shown(kind)}” are not read. Known are {known}"
        raise lines.defect(words, line=meta["vote_type"].number, field="vote_type")
    return kind


def read_solutions(lines: Lines) -> tuple[list[Solution], list[Amount]]:
    """The solutions in the file's order, and their costs."""
    header = lines.open_section("PROJECTS")
    id_at, cost_at = lines.column(header, "project_id"), lines.column(header, "cost")
    names = [name.strip().lower() for name in header.fields]
    solutions: list[Solution] = []
    costs: list[Amount] = []
    line_of: dict[str, int] = {}
    for row in lines.section():
        fields = lines.as_many(row, header)
        name = fields[id_at].strip()
        if not name or "," in name or ";" in name:
            words = f"“{shown(name)}” is not an id: write one, without commas"
            raise lines.defect(words, line=row.number, field="project_id")
        if name in line_of:
            words = f"there are two projects “{shown(name)}” (the first in line {line_of[name]}). Take one out"
            raise lines.defect(words, line=row.number, field="project_id")
        cost = read_amount(lines, fields[cost_at], line=row.number, field="cost")
        if cost.digits == 0:
            raise lines.defect("a project has to cost more than nought", line=row.number, field="cost")
        line_of[name] = row.number
        costs.append(cost)
        about = zip(names, (field.strip() for field in fields), strict=True)
        solutions.append(Solution(name, {key: said for key, said in about if said.lower() not in ("", "none")}))
    if not solutions:
        raise lines.defect("the section PROJECTS names no project", line=header.number, field="PROJECTS")
    return solutions, costs


def counted(meta: Mapping[str, str], solutions: list[Solution], election: Election) -> Iterator[str]:
    """Where the file's own counts differ from what stands in it."""
    for key, found, what in (
        ("num_projects", len(solutions), "projects"),
        ("num_votes", election.voters, "votes"),
    ):
        said = meta.get(key, "")
        if said.isascii() and said.isdecimal() and int(said) != found:
            yield f"META says {int(said):,} {what}, and there are {found:,}. What is there was counted."
