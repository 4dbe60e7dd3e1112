"""`comments.csv`, or a plain table of statements."""

from pathlib import Path

from wayahead.formats.polis.conversation import ACCEPTED, REJECTED, UNSEEN, Statement, Wording
from wayahead.formats.polis.fields import MOST_TIME, whole
from wayahead.formats.table import Defect, Limits, Line, Table, column_of, shown

MOST_CHARACTERS = 10_000
MODERATION = {"1": ACCEPTED, "0": UNSEEN, "-1": REJECTED, "": UNSEEN}
PLAIN = ("statement", "text")
POLIS = ("comment-id", "comment-body")


def read_wordings(path: Path, *, limits: Limits | None = None) -> dict[str, Wording]:
    """What statements say, by their ids: from a `comments.csv`, or a table of `statement, text, moderated`."""
    table = Table(path, limits=limits)
    header = table.header()
    if "statement" not in header.fields or "comment-id" in header.fields:
        return {str(one.id): Wording(one.text, one.moderated == REJECTED) for one in statements_in(table)}
    column_of(table, header, PLAIN)
    found: dict[str, Wording] = {}
    for line in table.rows(header):
        row = dict(zip(header.fields, line.fields, strict=True))
        name = row["statement"].strip()
        if not name or name in found:
            words = f"“{shown(name)}” stands above already. Name each statement once" if name else "write its name"
            raise table.defect(words, line=line.number, column="statement")
        found[name] = Wording(row["text"].strip(), moderation_of(table, line, row) == REJECTED)
    return found


def statements_in(table: Table) -> tuple[Statement, ...]:
    """The statements of a `comments.csv`, in order of their ids; raises `Defect`."""
    header = table.header()
    column_of(table, header, POLIS)
    found: dict[int, Statement] = {}
    lines: dict[int, int] = {}
    for line in table.rows(header):
        statement = statement_of(table, line, dict(zip(header.fields, line.fields, strict=True)))
        if statement.id in found:
            words = f"statement {statement.id} stands on line {lines[statement.id]} already. Give each its own number"
            raise table.defect(words, line=line.number, column="comment-id")
        found[statement.id], lines[statement.id] = statement, line.number
    return tuple(found[key] for key in sorted(found))


def moderation_of(table: Table, line: Line, row: dict[str, str]) -> int:
    """Accepted, not looked at, or rejected."""
    said = row.get("moderated", "").strip()
    if said not in MODERATION:
        words = f"“{shown(said)}” is no moderation. Write 1 (accepted), 0 (not looked at) or -1 (rejected)"
        raise table.defect(words, line=line.number, column="moderated")
    return MODERATION[said]


def statement_of(table: Table, line: Line, row: dict[str, str]) -> Statement:
    """One statement of one line."""

    def wrong(column: str, words: str) -> Defect:
        return table.defect(f"“{shown(row[column])}” is {words}", line=line.number, column=column)

    key = whole(row["comment-id"].strip())
    if key is None:
        raise wrong("comment-id", "not the number of a statement. Write a whole number from 0")
    text = row["comment-body"].strip()
    if len(text) > MOST_CHARACTERS:
        raise wrong("comment-body", f"longer than {MOST_CHARACTERS:,} characters. Make it shorter")
    at, author = row.get("timestamp", "").strip(), row.get("author-id", "").strip()
    if at and whole(at, MOST_TIME) is None:
        raise wrong("timestamp", "not a time. Write milliseconds since 1970")
    if author and whole(author) is None:
        raise wrong("author-id", "not the number of a participant. Write a whole number from 0, or nothing")
    return Statement(
        id=key,
        text=text,
        moderated=moderation_of(table, line, row),
        at=whole(at, MOST_TIME) if at else None,
        author=whole(author) if author else None,
    )
