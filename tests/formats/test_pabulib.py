"""Pabulib files: read with the defects of real ones, refused with line and field, written to be read again."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kernels.allocation.elections import LODZ, Plain, election, plain_elections, real
from wayahead.formats.pabulib import Defect, PabulibFile, read, write

PLAIN = """META
key;value
description;Evenings
country;UK
unit;Averhythe
num_projects;3
num_votes;4
budget;1000
vote_type;approval
PROJECTS
project_id;cost;votes;name;selected
hut;600;2;A hut;1
pond;300;2;A pond;0
path;150;1;A path;1
VOTES
voter_id;age;vote
1;34;hut,pond
2;;pond,hut
3;51;path
4;19;
"""
POINTS = (
    PLAIN.replace("approval", "cumulative")
    .replace("age;vote", "vote;points")
    .replace("1;34;hut,pond\n2;;pond,hut\n3;51;path\n4;19;", "1;hut,pond;3,2\n2;pond;5\n3;;\n4;path,hut;0,1")
)


def file(folder: Path, text: str | bytes) -> Path:
    """A file with this text."""
    path = folder / "evenings.pb"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def cast(found: PabulibFile) -> list[dict[str, int]]:
    """The ballots, voter by voter."""
    one = found.election
    ballots = []
    for row in one.ballot_of.tolist():
        begin, end = one.indptr[row], one.indptr[row + 1]
        points = [1] * (end - begin) if one.points is None else one.points[begin:end].tolist()
        ballots.append(dict(zip((one.ids[place] for place in one.projects[begin:end].tolist()), points, strict=True)))
    return ballots


VOTED = [{"hut": 1, "pond": 1}, {"hut": 1, "pond": 1}, {"path": 1}, {}]


def test_a_file_becomes_an_election(tmp_path: Path) -> None:
    found = read(file(tmp_path, PLAIN))
    assert (found.election.ids, found.election.costs, found.election.budget) == (
        ("hut", "pond", "path"),
        (600, 300, 150),
        1000,
    )
    assert cast(found) == VOTED
    assert len(found.election.heads) == 3  # two ballots say the same in another order
    assert (found.meta["unit"], found.solutions[0].title, found.warnings) == ("Averhythe", "A hut", ())


def test_points_are_read_and_nought_is_no_support(tmp_path: Path) -> None:
    assert cast(read(file(tmp_path, POINTS))) == [{"hut": 3, "pond": 2}, {"pond": 5}, {}, {"hut": 1}]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n", "\r\n"),
        ("META", "\ufeffMETA"),
        ("META", "meta;"),
        ("VOTES\n", "\n\nvotes;;\n"),
        ("A hut", '"A hut; with a ""roof"""'),
        ("A hut", '"A hut\nby the water"'),
        ("A hut", '12" pipes'),
        ("A hut;1", 'A hut;1"'),
        ("hut;600", "hut;600.00"),
        ("hut;600", "hut; 600 "),
        ("1;34;hut,pond", "1;34;hut, pond"),
        ("1;34;hut,pond", '1;34;"hut,pond"'),
        ("1;34;hut,pond", "1;34;hut,pond,hut"),
        ("1;34;hut,pond", "1;34;hut,pond,"),
        ("1;34;hut,pond", "1;34;hut,pond;"),
        ("3;51;path\n", "3;51;path\n\n"),
        ("4;19;", "4;19;None"),
        ("VOTES", "\nVOTES"),
        ("project_id;cost", "Project_ID;Cost"),
        ("num_votes;4", "num_votes;4;"),
    ],
)
def test_defects_of_real_files_do_no_harm(tmp_path: Path, was: str, becomes: str) -> None:
    found = read(file(tmp_path, PLAIN.replace(was, becomes)))
    assert cast(found) == VOTED
    assert found.election.costs[0] == 600 * found.election.scale
    assert found.warnings == ()


def test_pence_are_counted_exactly(tmp_path: Path) -> None:
    text = PLAIN.replace("budget;1000", "budget;1000,10").replace("hut;600", "hut;600.5")
    one = read(file(tmp_path, text)).election
    assert (one.scale, one.budget, one.costs) == (10, 10_001, (6_005, 3_000, 1_500))


def test_what_somebody_selected_is_no_part_of_the_election(tmp_path: Path) -> None:
    other = read(file(tmp_path, PLAIN.replace("A pond;0", "A pond;1"))).election
    assert read(file(tmp_path, PLAIN)).election.fingerprint == other.fingerprint


def test_odd_counts_and_doubles_are_told(tmp_path: Path) -> None:
    text = PLAIN.replace("num_votes;4", "num_votes;5").replace("4;19;", "1;19;")
    warnings = read(file(tmp_path, text)).warnings
    assert "META says 5 votes, and there are 4" in warnings[0]
    assert "1 lines have a voter_id that an earlier line has" in warnings[1]


@pytest.mark.parametrize(
    ("was", "becomes", "where", "words"),
    [
        ("budget;1000\n", "", "column budget", "META lacks “budget”"),
        ("budget;1000", "budget;lots", "line 8, column budget", "not a sum of money"),
        ("budget;1000", "budget;-5", "line 8, column budget", "not a sum of money"),
        ("vote_type;approval\n", "", "column vote_type", "META lacks “vote_type”"),
        ("vote_type;approval", "vote_type;ordinal", "line 9, column vote_type", "“ordinal” are not read"),
        ("PROJECTS\n", "", "column PROJECTS", "the section PROJECTS is missing"),
        ("VOTES\nvoter_id;age;vote\n", "", "line 15, column name", "fields are missing"),
        ("project_id;cost", "project_id;price", "line 11, column cost", "the header lacks cost"),
        ("hut;600", "hut;", "line 12, column cost", "not a sum of money"),
        ("hut;600", "hut;0", "line 12, column cost", "more than nought"),
        ("hut;600", "hut;9999999999999999", "line 12, column cost", "out of all proportion"),
        ("pond;300", "hut;300", "line 13, column project_id", "two projects “hut” (the first in line 12)"),
        ("voter_id;age;vote", "voter_id;age;choice", "line 16, column vote", "the header lacks vote"),
        ("3;51;path", "3;51;plath", "line 19, column vote", "no project “plath”"),
        ("3;51;path", "3;51", "line 19, column vote", "2 fields where the header has 3"),
        ("3;51;path", "3;51;path;hut", "line 19, column vote", "4 fields where the header has 3"),
        ("A hut", '"A hut', "line 12", "never ends"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_field(
    tmp_path: Path, was: str, becomes: str, where: str, words: str
) -> None:
    with pytest.raises(Defect) as refused:
        read(file(tmp_path, PLAIN.replace(was, becomes)))
    said = str(refused.value)
    assert said.startswith("evenings.pb")
    assert where in said
    assert words.lower() in said.lower()


@pytest.mark.parametrize(
    ("was", "becomes", "line"),
    [
        ("1;hut,pond;3,2", "1;hut,pond;3", 17),
        ("2;pond;5", "2;pond;5,1", 18),
        ("2;pond;5", "2;pond;-5", 18),
        ("2;pond;5", "2;pond;2.5", 18),
        ("4;path,hut;0,1", "4;path,hut;0,many", 20),
    ],
)
def test_broken_points_are_refused_with_line_and_field(tmp_path: Path, was: str, becomes: str, line: int) -> None:
    with pytest.raises(Defect, match=f"line {line}, column points"):
        read(file(tmp_path, POINTS.replace(was, becomes)))


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"PK\x03\x04zip", b"META\nkey;value\nunit;\xff\xfe\n", b"META\nkey;\0\n", b"hello", b"META",
     b"META\nkey;value\n", b"META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\n"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Defect, match=r"evenings\.pb"):
        read(file(tmp_path, data))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.integers(0, len(PLAIN)))
def test_nothing_but_a_defect_comes_of_bytes_in_the_wrong_place(tmp_path_factory: Any, data: bytes, at: int) -> None:
    broken = PLAIN.encode()[:at] + data + PLAIN.encode()[at:]
    with suppress(Defect):
        read(file(tmp_path_factory.mktemp("broken"), broken))


@settings(max_examples=60, deadline=None)
@given(plain_elections() | plain_elections(has_points=True), st.sampled_from([1, 100]))
def test_what_is_written_is_read_again(tmp_path_factory: Any, plain: Plain, scale: int) -> None:
    costs, ballots, budget = plain
    one = type(election(plain)).of(costs, ballots, budget=budget, scale=scale)
    about = {name: {"name": f'The "{name}"; new'} for name in costs}
    text = write(one, meta={"unit": "Averhythe"}, about=about, winners=["p0"])
    found = read(file(tmp_path_factory.mktemp("written"), text))
    again = found.election
    assert [cost * scale // again.scale for cost in again.costs] == list(one.costs)
    assert cast(found) == cast(PabulibFile({}, (), one, ()))
    assert (found.solutions[0].title, found.meta["unit"]) == ('The "p0"; new', "Averhythe")


def test_the_reference_reads_what_we_write(tmp_path: Path) -> None:
    pabulib = pytest.importorskip("pabutools.election")
    one = read(file(tmp_path, PLAIN)).election
    path = tmp_path / "written.pb"
    path.write_text(write(one), encoding="utf-8")
    instance, profile = pabulib.parse_pabulib(str(path))
    assert {project.name: int(project.cost) for project in instance} == dict(zip(one.ids, one.costs, strict=True))
    assert [{project.name for project in ballot} for ballot in profile] == [set(ballot) for ballot in VOTED]


def test_a_large_real_file_is_read_as_its_own_columns_say() -> None:
    found = real(LODZ)
    assert (found.election.voters, len(found.election.ids), found.warnings) == (90_494, 160, ())
    assert {one.id: int(one.about["votes"]) for one in found.solutions} == dict(
        zip(found.election.ids, found.election.support.total.tolist(), strict=True)
    )
