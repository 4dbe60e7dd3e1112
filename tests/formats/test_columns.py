"""Votes read by columns: Parquet, and large CSV files, which say the same as when they are read line by line."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wayahead.formats import polis
from wayahead.formats.polis import Ballots, Defect, columns, votes
from wayahead.formats.table import Table

polars = pytest.importorskip("polars", reason="Parquet is read with polars, of the extra “fast”.")

WORDS = {1: "agree", 0: "pass", -1: "disagree"}


def same(one: Ballots, other: Ballots) -> bool:
    """Whether two readings say the same, in the same order."""
    pairs = [(one.people, other.people), (one.statements, other.statements), (one.said, other.said)]
    pairs += [(one.who, other.who), (one.what, other.what)]
    if one.at is not None and other.at is not None:
        pairs.append((one.at, other.at))
    return (one.at is None) == (other.at is None) and all(np.array_equal(left, right) for left, right in pairs)


def by_columns(path: Path) -> Ballots | None:
    """A CSV file as large ones are read."""
    table = Table(path)
    names = table.header().fields
    if "voter-id" in names:
        return columns.read_large_csv(table, names, columns.Columns(*votes.POLIS, is_polis=True), None)
    return columns.read_large_csv(table, names, columns.Columns(*votes.PLAIN, "at" if "at" in names else ""), None)


ids = st.one_of(st.integers(0, 20).map(str), st.sampled_from(["007", " 7", "Ines", "a,b", 'say "no"', "ﬁn\u200d"]))
vote_words = st.sampled_from(["1", "0", "-1", "agree", "Pass", " disagree ", "1.0", "-0.0", "-1.0"])
moments = st.sampled_from(["1700000000", "1700000000001", "2026-03-01T18:30:00", "2026-03-01T18:30:00+02:00"])
rows = st.lists(st.tuples(ids, ids, vote_words, moments), min_size=1, max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows, st.booleans())
def test_by_columns_and_by_lines_say_the_same(tmp_path: Path, rows: list[tuple[str, ...]], has_times: bool) -> None:
    file = tmp_path / "votes.csv"
    names = ["participant", "statement", "vote", "at"][: 4 if has_times else 3]
    quoted = [",".join('"' + field.replace('"', '""') + '"' for field in row[: len(names)]) for row in rows]
    file.write_text("\ufeff" + "\n".join([",".join(names), *quoted]) + "\n", encoding="utf-8")
    found = by_columns(file)
    assert found is not None
    assert same(found, polis.read_votes(file))


def test_a_list_of_polis_is_read_by_columns_too(tmp_path: Path) -> None:
    file = tmp_path / "votes.csv"
    file.write_text("timestamp,datetime,comment-id,voter-id,vote\n5,x,0,4,1\n3,x,0,4,-1\n4,x,12,9,0\n")
    found = by_columns(file)
    assert found is not None
    assert same(found, polis.read_votes(file))


@pytest.mark.parametrize(
    "broken",
    ["1,2,agreed,5", "1,,agree,5", "1,2,agree", "1,2,agree,soon", '1,2,"agree,5', "1,2,agree,5,6", "1,\xff,1,5"],
)
def test_what_is_broken_is_left_to_the_reader_that_knows_the_line(
    tmp_path: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "votes.csv"
    file.write_bytes(f"participant,statement,vote,at\n3,4,pass,5\n{broken}\n".encode("latin-1"))
    monkeypatch.setattr(votes, "LARGE", 0)
    with pytest.raises(Defect) as refused:
        polis.read_votes(file)
    assert refused.value.line == 3


@pytest.mark.parametrize("as_words", [True, False])
@pytest.mark.parametrize("as_text", [True, False])
def test_parquet_may_hold_numbers_words_and_moments(tmp_path: Path, as_text: bool, as_words: bool) -> None:
    people, statements, said = [5, 3, 5, 9], [2, 2, 2, 7], [1, 0, -1, 1]
    made: dict[str, Any] = {
        "participant": [f"person {one}" for one in people] if as_text else people,
        "statement": statements,
        "vote": [WORDS[one] for one in said] if as_words else said,
        "at": [datetime(2026, 3, 4 - day, tzinfo=UTC) for day in range(4)] if as_text else [40, 30, 20, 10],
        "more": ["x"] * 4,
    }
    file = tmp_path / "votes.parquet"
    polars.DataFrame(made).write_parquet(file)
    read = polis.read_votes(file)
    assert read.people.tolist() == (["person 3", "person 5", "person 9"] if as_text else [3, 5, 9])
    assert read.people[read.who].tolist() == [made["participant"][at] for at in (3, 2, 1, 0)]
    assert read.statements[read.what].tolist() == [7, 2, 2, 2]
    assert read.said.tolist() == [1, -1, 0, 1]
    assert read.said[read.last].tolist() == [0, 1, 1]


@pytest.mark.parametrize("kind", ["UInt64", "Int64", "UInt8", "Int128"])
def test_parquet_may_hold_whole_numbers_of_any_kind_and_votes_with_a_point(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "votes.parquet"
    made = polars.DataFrame({"participant": [9, 3, 9], "statement": [1, 1, 2], "vote": [1.0, -1.0, -0.0]})
    made.with_columns(polars.col("participant", "statement").cast(getattr(polars, kind))).write_parquet(file)
    read = polis.read_votes(file)
    assert read.people[read.who].tolist() == [9, 3, 9]
    assert read.said.tolist() == [1, -1, 0]


def test_a_number_too_long_to_count_with_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / "votes.parquet"
    long = polars.Series("participant", [2**64 - 1, 2**63 - 1], dtype=polars.UInt64)
    rest = {"statement": [1, 1], "vote": polars.Series([1, 0], dtype=polars.UInt64)}
    polars.DataFrame({"participant": long, **rest}).write_parquet(file)
    read = polis.read_votes(file)
    assert read.people[read.who].tolist() == [str(2**64 - 1), str(2**63 - 1)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"vote": [1, 2]}, "column vote: row 2 says 2, which is not a vote: write 1"),
        ({"vote": ["agree", "yes"]}, "column vote: row 2 says “yes”, which is not a vote"),
        ({"vote": [1.0, 0.5]}, "column vote: row 2 says 0.5, which is not a vote: write 1"),
        ({"vote": [1.0, float("nan")]}, "column vote: row 2 says nan, which is not a vote"),
        ({"vote": [True, False]}, "column vote: a vote must be a whole number or a word, not Boolean"),
        ({"participant": [1, None]}, "column participant: row 2 has nothing there"),
        ({"participant": [1.5, 2.5]}, "column participant: ids must be whole numbers or text, not Float64"),
        ({"statement": ["a", " "]}, "column statement: write who or what it is"),
        ({"at": ["2026-03-01", "soon"]}, "column at: row 2: “soon” is not a time"),
        ({"at": [5, -5]}, "column at: row 2 has no time between 1970 and 3000"),
    ],
)
def test_a_wrong_parquet_file_is_refused_with_its_column_and_row(
    tmp_path: Path, change: dict[str, Any], words: str
) -> None:
    file = tmp_path / "votes.parquet"
    polars.DataFrame({"participant": [1, 2], "statement": [1, 1], "vote": [1, 0]} | change).write_parquet(file)
    with pytest.raises(Defect) as refused:
        polis.read_votes(file)
    assert str(refused.value).startswith(f"votes.parquet, {words}")


def test_a_parquet_file_without_votes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "votes.parquet"
    polars.DataFrame({"participant": [1], "who": [2]}).write_parquet(file)
    with pytest.raises(Defect, match=r"column statement: it lacks statement, vote. It has: participant, who"):
        polis.read_votes(file)


def test_without_polars_a_parquet_file_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "votes.parquet"
    polars.DataFrame({"participant": [1], "statement": [2], "vote": [1]}).write_parquet(file)
    monkeypatch.setattr(columns, "find_spec", lambda _name: None)
    with pytest.raises(Defect, match=r"votes.parquet: reading it needs polars. Install it with: pip install"):
        polis.read_votes(file)
