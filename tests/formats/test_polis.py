"""Polis exports: what is read, where a broken one is broken, and that what we write reads the same."""

import gzip
import io
import os
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayahead.formats import polis
from wayahead.formats.polis import Ballots, Conversation, Defect, Limits, Statement, Summary
from wayahead.formats.polis.fields import milliseconds

from .exports import COMMENTS, MATRIX, REAL, STANDING, SUMMARY, VOTES, export


def standing(ballots: Ballots) -> list[tuple[object, object, int]]:
    """(participant, statement, vote) of the votes that count, by participant, then statement."""
    last = ballots.last
    people, statements = ballots.people[ballots.who[last]].tolist(), ballots.statements[ballots.what[last]].tolist()
    return list(zip(people, statements, ballots.said[last].tolist(), strict=True))


def test_the_latest_vote_by_time_wins_and_of_two_at_once_the_later_line(tmp_path: Path) -> None:
    read = polis.read_folder(export(tmp_path))
    assert standing(read.ballots) == STANDING
    assert read.summary == Summary("Evenings in Lockside", "After six,\nwhat is missing?", "", 3)
    assert [one.id for one in read.statements] == [0, 1, 2]
    assert read.statements[0] == Statement(0, 'Keep the "library"\nopen', 1, 1500000000000, 4)
    assert [name for name, wording in read.wordings.items() if wording.is_rejected] == ["2"]


@pytest.mark.parametrize("name", ["participants-votes", "participant-votes"])
def test_the_matrix_says_the_same_where_there_is_no_list(tmp_path: Path, name: str) -> None:
    read = polis.read_folder(export(tmp_path, votes=None, **{name: MATRIX}))
    assert standing(read.ballots) == STANDING
    assert read.ballots.at is None


def test_a_matrix_with_votes_such_as_a_tool_rewrites_them_says_the_same(tmp_path: Path) -> None:
    head, *lines = MATRIX.splitlines()
    fields = [line.split(",") for line in lines]
    first = head.split(",").index("0")
    pointed = [[*row[:first], *(f"{vote}.0" if vote else "" for vote in row[first:])] for row in fields]
    text = "\n".join([head, *map(",".join, pointed)]) + "\n"
    read = polis.read_folder(export(tmp_path, votes=None, **{"participants-votes": text}))
    assert standing(read.ballots) == STANDING


def test_the_list_wins_over_the_matrix(tmp_path: Path) -> None:
    other = MATRIX.replace("17,,0,0,1,0,1,,,-1", "17,,0,0,1,0,1,,,1")
    assert standing(polis.read_folder(export(tmp_path, **{"participants-votes": other})).ballots) == STANDING


def test_a_byte_order_mark_windows_line_ends_and_more_columns_do_no_harm(tmp_path: Path) -> None:
    votes = "\ufeff" + VOTES.replace("\n", ",0\n").replace("vote,0", "vote,importance").replace("\n", "\r\n")
    assert standing(polis.read_folder(export(tmp_path, votes=votes)).ballots) == STANDING


def test_the_fingerprint_is_that_of_the_bytes(tmp_path: Path) -> None:
    one, same = polis.read_folder(export(tmp_path / "a")), polis.read_folder(export(tmp_path / "b"))
    other = polis.read_folder(export(tmp_path / "c", summary=SUMMARY + "groups,2\n"))
    assert one.fingerprint == same.fingerprint != other.fingerprint


def zipped() -> bytes:
    """A zip bomb: a few bytes that unpack to very many."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("votes.csv", VOTES + "\n" * 10_000_000)
    return stream.getvalue()


DEFECTS: dict[str, tuple[dict[str, str | bytes | None], str]] = {
    "a wrong header": ({"votes": VOTES.replace("comment-id", "comment")}, "votes.csv, line 1, column comment-id: "),
    "a foreign header": ({"votes": "a,b,c\n1,2,3\n"}, "votes.csv, line 1: "),
    "a header twice": ({"votes": VOTES.replace("datetime", "vote")}, "votes.csv, line 1, column 5: "),
    "a vote of 7": ({"votes": VOTES.replace("0,9,1", "0,9,7")}, "votes.csv, line 4, column vote: “7”"),
    "no vote": ({"votes": VOTES.replace("0,9,1", "0,9,")}, "votes.csv, line 4, column vote: "),
    "an unknown statement": ({"votes": VOTES.replace("0,9,1", "5,9,1")}, "votes.csv, line 4, column comment-id: "),
    "half a line": ({"votes": VOTES[: VOTES.rindex(",17")]}, "votes.csv, line 7, column 3: "),
    "half a vote": ({"votes": VOTES[:-2]}, "votes.csv, line 7, column vote: “-”"),
    "a line too long": ({"votes": VOTES.replace("0,9,1", "0,9,1,1")}, "votes.csv, line 4, column 5: "),
    "a person in words": ({"votes": VOTES.replace("0,9,1", "0,Ines,1")}, "votes.csv, line 4, column voter-id: “Ines”"),
    "a person below nought": ({"votes": VOTES.replace("0,9,1", "0,-9,1")}, "votes.csv, line 4, column voter-id: "),
    "digits of elsewhere": ({"votes": VOTES.replace("0,9,1", "0,٩,1")}, "votes.csv, line 4, column voter-id: "),
    "a time in words": ({"votes": VOTES.replace("1500000004000", "noon")}, "votes.csv, line 7, column timestamp: "),
    "a time far off": ({"votes": VOTES.replace("1500000004000", "9" * 16)}, "votes.csv, line 7, column timestamp: "),
    "UTF-16": ({"votes": VOTES.encode("utf-16")}, "votes.csv, line 1, column 1: this is UTF-16"),
    "UTF-16 unmarked": ({"votes": VOTES.encode("utf-16-le")}, "votes.csv, line 1, column 1: this looks like UTF-16"),
    "Latin-1": ({"comments": COMMENTS.replace("shade", "café").encode("latin-1")}, "comments.csv, line 5, column 8: "),
    "a NUL byte": ({"comments": COMMENTS.replace("shade", "sh\0de")}, "comments.csv, line 5, column 8: "),
    "a zip bomb": ({"votes": zipped()}, "votes.csv, line 1, column 1: this is a zip"),
    "a gzip": ({"votes": gzip.compress(VOTES.encode())}, "votes.csv, line 1, column 1: this is a compressed file"),
    "nothing at all": ({"votes": ""}, "votes.csv: the file is empty"),
    "a statement twice": (
        {"comments": COMMENTS.replace(",1,9,", ",0,9,")},
        "comments.csv, line 5, column comment-id: ",
    ),
    "a statement without number": (
        {"comments": COMMENTS.replace(",1,9,", ",,9,")},
        "comments.csv, line 5, column comm",
    ),
    "a strange moderation": ({"comments": COMMENTS.replace(",1,1,0,", ",1,1,2,")}, "comments.csv, line 5, column mod"),
    "a strange author": ({"comments": COMMENTS.replace(",1,9,", ",1,Ines,")}, "comments.csv, line 5, column author-id"),
    "an open quote": ({"comments": COMMENTS.replace('open"', "open")}, "comments.csv, line 3, column 8: "),
    "a quote within": ({"comments": COMMENTS.replace('""library""', '"library"')}, "comments.csv, line 3, column 8: "),
    "a missing list of statements": ({"comments": None}, "comments.csv: there is no such file"),
    "a missing summary": ({"summary": None}, "summary.csv: there is no such file"),
    "a summary of one field": ({"summary": SUMMARY + "groups\n"}, "summary.csv, line 6, column 1: "),
    "a summary without topic": ({"summary": "voters,3\n"}, "summary.csv, line 1: there is no line “topic”"),
    "no votes": ({"votes": None}, "there are no votes in it"),
    "a matrix with a 7": (
        {"votes": None, "participants-votes": MATRIX.replace("9,,0,1,2,1,0,1,0,", "9,,0,1,2,1,0,1,7,")},
        "participants-votes.csv, line 3, column 9 (1): “7”",
    ),
    "a matrix with somebody twice": (
        {"votes": None, "participants-votes": MATRIX.replace("17,,", "9,,")},
        "participants-votes.csv, line 4, column participant: ",
    ),
    "a matrix with an unknown statement": (
        {"votes": None, "participants-votes": MATRIX.replace(",0,1,2\n", ",0,1,5\n")},
        "participants-votes.csv, line 1, column 10 (5): ",
    ),
    "half a line of a matrix": (
        {"votes": None, "participants-votes": MATRIX[: MATRIX.rindex(",,,")]},
        "participants-votes.csv, line 4, column 7: ",
    ),
    "a matrix without statements": (
        {"votes": None, "participants-votes": "participant,group-id\n4,0\n"},
        "participants-votes.csv, line 1: ",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_broken_export_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    files, expected = DEFECTS[name]
    with pytest.raises(Defect) as refused:
        polis.read_folder(export(tmp_path, **files))
    assert expected in str(refused.value)
    assert str(refused.value).endswith(".")


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Defect, match=r"Name the folder it is in"):
        polis.read_folder(export(tmp_path) / "votes.csv")
    with pytest.raises(Defect, match=r"there is no such folder"):
        polis.read_folder(tmp_path / "none")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (export(tmp_path, votes=None) / "votes.csv").mkdir()
    with pytest.raises(Defect, match=r"votes.csv: this is not a file"):
        polis.read_folder(tmp_path)
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Defect, match=r"pipe.csv: this is not a file"):
        polis.read_votes(tmp_path / "pipe.csv")


def test_a_file_or_a_line_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Defect, match=r"comments.csv: it has [0-9]+ bytes; at most 100 are read"):
        polis.read_folder(export(tmp_path), limits=Limits(bytes=100))
    with pytest.raises(Defect, match=r"comments.csv, line 1: this line is longer than 50 bytes"):
        polis.read_folder(export(tmp_path), limits=Limits(line_bytes=50))


def test_a_plain_table_takes_words_names_and_times(tmp_path: Path) -> None:
    file = tmp_path / "plain.csv"
    file.write_text(
        "statement,participant,vote,at\n"
        "s1,Ines,agree,2026-03-02\n"
        "s1,Ines,Disagree,2026-03-01T10:00:00+01:00\n"
        "s10,Moira,pass,2026-03-01T10:00:00Z\n"
        "s2,Moira,-1,1700000000\n"
    )
    assert standing(polis.read_votes(file)) == [("Ines", "s1", 1), ("Moira", "s10", 0), ("Moira", "s2", -1)]
    file.write_text("participant,statement,vote,at\nInes,s1,agree,soon\n")
    with pytest.raises(Defect, match=r"plain.csv, line 2, column at: “soon”"):
        polis.read_votes(file)
    file.write_text("participant,statement\nInes,s1\n")
    with pytest.raises(Defect, match=r"plain.csv, line 1, column vote: the header lacks vote"):
        polis.read_votes(file)
    file.write_bytes(b"PAR1\x15\x04")
    with pytest.raises(Defect, match=r"plain.csv: it begins as a Parquet file but is not a whole one."):
        polis.read_votes(file)


def test_times_may_be_seconds_or_milliseconds() -> None:
    assert milliseconds("1700000000") == milliseconds("1700000000000") == 1700000000000
    assert milliseconds("1970-01-01T00:00:01") == 1000
    assert milliseconds("1969-12-31") is milliseconds("９") is milliseconds("") is None


def test_swapped_signs_are_doubted() -> None:
    statements = tuple(Statement(number, "words", author=number) for number in range(12))
    all_twelve = np.arange(12)
    for said, doubted in ((1, False), (-1, True)):
        ballots = Ballots(all_twelve, all_twelve, all_twelve, all_twelve, np.full(12, said, np.int8))
        assert bool(polis.doubts_about_signs(Conversation(Summary(), statements, ballots))) is doubted


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n,\"'"), max_size=30).map(str.strip)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """Any conversation with whole numbers for ids; votes in time order."""
    ids = draw(st.lists(st.integers(0, 2_000_000), min_size=1, max_size=8, unique=True).map(sorted))
    statements = tuple(
        Statement(one, draw(TEXT), draw(st.sampled_from([-1, 0, 1])), draw(st.none() | st.integers(0, 10**12)))
        for one in ids
    )
    cells = draw(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(ids), st.sampled_from([-1, 0, 1]))))
    at = sorted(draw(st.lists(st.integers(0, 10**12), min_size=len(cells), max_size=len(cells))))
    people, who = np.unique(np.array([cell[0] for cell in cells], dtype=np.int64), return_inverse=True)
    voted, what = np.unique(np.array([cell[1] for cell in cells], dtype=np.int64), return_inverse=True)
    said = np.array([cell[2] for cell in cells], dtype=np.int8)
    ballots = Ballots(people, voted, who.astype(np.int64), what.astype(np.int64), said, np.array(at, dtype=np.int64))
    return Conversation(Summary(draw(TEXT), draw(TEXT), "", len(people)), statements, ballots)


@given(conversations())
def test_what_is_written_reads_the_same(conversation: Conversation) -> None:
    with tempfile.TemporaryDirectory() as name:
        polis.write_folder(conversation, Path(name))
        read = polis.read_folder(Path(name))
    assert (read.summary, read.statements) == (conversation.summary, conversation.statements)
    for field in ("people", "statements", "who", "what", "said", "at"):
        assert getattr(read.ballots, field).tolist() == getattr(conversation.ballots, field).tolist()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    read = polis.read_folder(export(tmp_path / "a"))
    with pytest.raises(FileExistsError):
        polis.write_folder(read, tmp_path / "a")
    assert polis.read_folder(tmp_path / "a").fingerprint == read.fingerprint


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "votes.csv"
        for beginning in (b"", VOTES.encode(), MATRIX.encode()):
            file.write_bytes(beginning + content)
            with suppress(Defect):
                polis.read_votes(file)


def test_the_real_exports_say_the_same_in_both_files() -> None:
    if not REAL.exists():
        if "CI" in os.environ and REAL.parents[1].exists():
            pytest.fail(f"{REAL} is missing")
        pytest.skip("the real conversations are not here (../shared/data/conversations)")
    for folder in sorted(REAL.iterdir()):
        read = polis.read_folder(folder)
        assert not polis.doubts_about_signs(read)
        assert standing(read.ballots) == standing(polis.read_votes(folder / "participants-votes.csv")), folder.name
