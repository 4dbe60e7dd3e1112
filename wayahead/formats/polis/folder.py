"""A whole Polis export folder."""

import hashlib
from pathlib import Path

from wayahead.formats.polis.conversation import Conversation, Statement, Summary
from wayahead.formats.polis.fields import whole
from wayahead.formats.polis.statements import statements_in
from wayahead.formats.polis.votes import votes_in
from wayahead.formats.table import Defect, Limits, Table, shown

MATRIX = ("participants-votes.csv", "participant-votes.csv")  # the second is the newer name
WORDS = {"topic": "topic", "conversation-description": "about", "url": "url"}


def read_folder(folder: Path, *, limits: Limits | None = None, is_whole: bool = True) -> Conversation:
    """A conversation from its export; raises `Defect`. Unless `is_whole`, the votes alone will do.

    Votes come from `votes.csv` where there is one, else from the matrix.
    """
    if not folder.is_dir():
        words = "this is a file. Name the folder it is in" if folder.exists() else "there is no such folder"
        raise Defect(str(folder), words)
    tables = {name: Table(folder / name, limits=limits) for name in ("summary.csv", "comments.csv")}
    needed = {name: table for name, table in tables.items() if is_whole or table.path.exists()}
    for table in needed.values():
        table.check_place()
    votes = Table(votes_file(folder), limits=limits)
    votes.check_place()
    summary, statements = Summary(), tuple[Statement, ...]()
    if "summary.csv" in needed:
        summary = summary_in(needed["summary.csv"])
    if "comments.csv" in needed:
        statements = statements_in(needed["comments.csv"])
    known = {one.id for one in statements} if "comments.csv" in needed else None
    ballots = votes_in(votes, known)
    read = [*needed.values(), votes]
    fingerprint = hashlib.sha256("\n".join(f"{table.file} {table.digest}" for table in read).encode()).hexdigest()
    return Conversation(summary, statements, ballots, fingerprint)


def votes_file(folder: Path) -> Path:
    """The file of the folder that holds its votes."""
    for name in ("votes.csv", *MATRIX):
        if (folder / name).exists():
            return folder / name
    raise Defect(str(folder), f"there are no votes in it: expected votes.csv or {MATRIX[0]}")


def summary_in(table: Table) -> Summary:
    """The lines `key,value` of a summary; keys we do not know are left alone."""
    found: dict[str, str] = {}
    for line in table.lines():
        if len(line.fields) != 2:
            words = f"expected a name and a value, found {len(line.fields)} fields"
            raise table.defect(words, line=line.number, column=str(min(len(line.fields), 2)))
        found[line.fields[0].strip()] = line.fields[1].strip()
    if "topic" not in found:
        raise table.defect("there is no line “topic”. Is this the summary of a conversation?", line=1)
    voters = found.get("voters", "")
    if voters and whole(voters) is None:
        raise table.defect(f"“{shown(voters)}” is not a number of voters")
    return Summary(**{ours: found.get(name, "") for name, ours in WORDS.items()}, voters=whole(voters))
