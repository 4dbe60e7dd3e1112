"""Votes read column by column with polars: Parquet files, and large CSV files that have no defect.

A defect in a CSV file is found again, with its line, by the reader that goes line by line.
"""

from collections.abc import Collection
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wayahead.formats.polis.conversation import Ballots
from wayahead.formats.polis.fields import MOST_ID, MOST_TIME, VOTE_WORDS, VOTES, WHOLE, milliseconds
from wayahead.formats.table import Defect, Table, shown
from wayahead.kernels.opinion.votes import places_of

if TYPE_CHECKING:
    import polars

HOW_TO_INSTALL = "reading it needs polars. Install it with: pip install 'wayahead[fast]', or save the table as CSV"
NOT_WHOLE = (
    "it begins as a Parquet file but is not a whole one. If it was copied or downloaded, do that again; else write it "
    "anew, or save the table as CSV (UTF-8)"
)
MOST_CHARACTERS = 200  # of an id
SECONDS_UNTIL = 100_000_000_000  # a number smaller than this is in seconds: fields.milliseconds


class Unclear(Exception):
    """Something that only a reader line by line can tell more about."""


@dataclass(frozen=True)
class Columns:
    """The names of what is needed; `at` is empty where there is no time. Files of Polis have whole numbers for ids."""

    person: str
    statement: str
    vote: str
    at: str = ""
    is_polis: bool = False


def is_there() -> bool:
    """Whether polars is installed."""
    return find_spec("polars") is not None


def read_parquet(table: Table, known: Collection[int] | None) -> Ballots:
    """The votes of a Parquet file with participant, statement, vote and perhaps at; raises `Defect`."""
    if not is_there():
        raise table.defect(HOW_TO_INSTALL)
    pl = import_module("polars")
    try:
        names = list(pl.read_parquet_schema(table.path))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise table.defect(NOT_WHOLE) from error
    wanted = Columns("participant", "statement", "vote", "at" if "at" in names else "")
    missing = [name for name in ("participant", "statement", "vote") if name not in names]
    if missing:
        found = ", ".join(shown(name) for name in names[:8])
        raise table.defect(f"it lacks {', '.join(missing)}. It has: {found}", column=missing[0])

    def column(name: str) -> Any:
        # One at a time, so that only what is kept of each stays in memory.
        return pl.read_parquet(table.path, columns=[name])[name]

    try:
        return Reading(known).ballots(column, wanted)
    except Unclear as found:
        raise table.defect(*found.args[:1], column=found.args[1]) from found


def read_large_csv(table: Table, names: list[str], wanted: Columns, known: Collection[int] | None) -> Ballots | None:
    """The votes of a CSV file whose header is `names`; None when anything is not as it should be."""
    pl = import_module("polars")
    needed = [name for name in (wanted.person, wanted.statement, wanted.vote, wanted.at) if name]
    try:
        places = sorted(names.index(name) for name in needed)
        frame = pl.read_csv(table.path, columns=places, infer_schema=False)
        frame.columns = [names[place] for place in places]
        return Reading(known).ballots(frame.get_column, wanted)
    except (Unclear, Defect, pl.exceptions.PolarsError, OSError):
        return None


class Reading:
    """One file's columns on their way to arrays; what is wrong is raised as `Unclear(words, column)`."""

    def __init__(self, known: Collection[int] | None) -> None:
        self.known = None if known is None else {str(one) for one in known}

    def ballots(self, column: Any, names: Columns) -> Ballots:
        """The arrays of what was read, in time order and with ids in ascending order."""
        people, who = self.ids(column(names.person), names.person)
        statements, what = self.ids(column(names.statement), names.statement)
        if names.is_polis and any(
            ids.dtype.kind != "i" or ids.max(initial=0) > MOST_ID for ids in (people, statements)
        ):
            raise Unclear("an id is no whole number", names.person)
        strange = None if self.known is None else {str(one) for one in statements.tolist()} - self.known
        if strange:
            words = f"there is no statement “{shown(min(strange))}” in the list of statements. Add it there"
            raise Unclear(words, names.statement)
        said = self.votes(column(names.vote), names.vote)
        at = self.times(column(names.at), names) if names.at else None
        if at is not None and len(at) and (at[1:] < at[:-1]).any():
            order = np.argsort(at, kind="stable")
            who, what, said, at = who[order], what[order], said[order], at[order]
        return Ballots(people=people, statements=statements, who=who, what=what, said=said, at=at)

    def whole(self, series: "polars.Series", name: str) -> None:
        """Refuse a column with gaps."""
        if series.null_count():
            row = int(series.is_null().arg_max() or 0) + 1
            raise Unclear(f"row {row:,} has nothing there. Fill it, or leave the row out", name)

    def ids(self, series: "polars.Series", name: str) -> tuple[NDArray[Any], NDArray[Any]]:
        """The distinct ids in ascending order (numbers where all are whole), and each row's place among them."""
        self.whole(series, name)
        import polars as pl

        if series.dtype.is_integer():
            if series.dtype not in (pl.UInt64, pl.Int128, pl.UInt128):
                return places_of(series.to_numpy())
            numbers = series.cast(pl.Int64, strict=False)
            if not numbers.null_count():
                return places_of(numbers.to_numpy())
            series = series.cast(pl.String)  # a number too long to count with is a name
        if series.dtype not in (pl.String, pl.Categorical, pl.Enum):
            raise Unclear(f"ids must be whole numbers or text, not {series.dtype}", name)
        texts: list[str] = series.unique().cast(pl.String).to_list()
        ids = [text.strip() for text in texts]
        bad = next((one for one in ids if not 1 <= len(one) <= MOST_CHARACTERS), None)
        if bad is not None:
            raise Unclear(f"write who or what it is, in 1 to {MOST_CHARACTERS} characters", name)
        are_whole = all(WHOLE.fullmatch(one) for one in ids)
        distinct, place = np.unique(np.array(ids, dtype=np.int64 if are_whole else str), return_inverse=True)
        codes = series.cast(pl.Enum(texts)).to_physical().to_numpy()
        return distinct, place.astype(np.uint32)[codes]

    def votes(self, series: "polars.Series", name: str) -> NDArray[np.int8]:
        """1, 0 or −1 for each row."""
        self.whole(series, name)
        import polars as pl

        if series.dtype.is_numeric():
            numbers = series.cast(pl.Int8, strict=False)
            is_vote = numbers.is_between(-1, 1).fill_null(value=False)
            if series.dtype.is_float():  # as tools write a column that has gaps
                is_vote &= series == series.floor()
            if not is_vote.all():
                row = int((~is_vote).arg_max() or 0)
                raise Unclear(f"row {row + 1:,} says {series[row]}, which is not a vote: {VOTE_WORDS}", name)
            return np.asarray(numbers.to_numpy())
        if series.dtype not in (pl.String, pl.Categorical, pl.Enum):
            raise Unclear(f"a vote must be a whole number or a word, not {series.dtype}: {VOTE_WORDS}", name)
        texts: list[str] = series.unique().cast(pl.String).to_list()
        value = {text: VOTES.get(text.strip().lower()) for text in texts}
        bad = next((text for text in texts if value[text] is None), None)
        if bad is not None:
            row = int((series.cast(pl.String) == bad).arg_max() or 0)
            raise Unclear(f"row {row + 1:,} says “{shown(bad)}”, which is not a vote: {VOTE_WORDS}", name)
        codes = series.cast(pl.Enum(texts)).to_physical().to_numpy()
        return np.asarray(np.array([value[text] for text in texts], dtype=np.int8)[codes])

    def times(self, series: "polars.Series", names: Columns) -> NDArray[np.int64]:
        """Milliseconds since 1970 for each row."""
        name = names.at
        self.whole(series, name)
        import polars as pl

        if series.dtype == pl.String:
            numbers = series.cast(pl.Int64, strict=False)
            if numbers.null_count():
                if names.is_polis:
                    raise Unclear("a time is no whole number", name)
                return self.written_times(series, name)
            series = numbers
        elif series.dtype.is_temporal():
            series = series.cast(pl.Datetime("ms")).cast(pl.Int64)
        if not series.dtype.is_integer():
            raise Unclear("a time must be a date and time, text, or whole milliseconds since 1970", name)
        moments = series.cast(pl.Int64).to_numpy()
        if not names.is_polis and len(moments) and moments.min() < SECONDS_UNTIL:
            moments = np.where(moments < SECONDS_UNTIL, moments * 1000, moments)
        if len(moments) and not (moments.min() >= 0 and moments.max() <= MOST_TIME):
            row = int(np.argmax((moments < 0) | (moments > MOST_TIME)))
            raise Unclear(f"row {row + 1:,} has no time between 1970 and 3000", name)
        return np.asarray(moments)

    def written_times(self, series: "polars.Series", name: str) -> NDArray[np.int64]:
        """The same of times in words, such as 2026-03-01T18:30:00."""
        import polars as pl

        texts: list[str] = series.unique().to_list()
        moments = [milliseconds(text.strip()) for text in texts]
        for text, moment in zip(texts, moments, strict=True):
            if moment is None:
                row = int((series == text).arg_max() or 0)
                raise Unclear(f"row {row + 1:,}: “{shown(text)}” is not a time such as 2026-03-01T18:30:00", name)
        codes = series.cast(pl.Enum(texts)).to_physical().to_numpy()
        return np.asarray(np.array(moments, dtype=np.int64)[codes])
