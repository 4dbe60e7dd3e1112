"""A conversation as a folder that `read_folder` and the tools made for Polis read."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from wayahead.formats.polis.conversation import AGREE, DISAGREE, Conversation

COMMENTS = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
VOTES = ("timestamp", "datetime", "comment-id", "voter-id", "vote")


def write_folder(conversation: Conversation, folder: Path) -> None:
    """Write `summary.csv`, `comments.csv` and `votes.csv` into a folder that is there. Ids must be whole numbers.

    Raises FileExistsError rather than write over anything. What has no time is written at the time nought.
    """
    ballots, summary = conversation.ballots, conversation.summary
    counts = {choice: dict.fromkeys((one.id for one in conversation.statements), 0) for choice in (AGREE, DISAGREE)}
    for place, choice in zip(ballots.what.tolist(), ballots.said.tolist(), strict=True):
        if choice in counts:
            counts[choice][int(ballots.statements[place])] += 1
    times = [0] * len(ballots.said) if ballots.at is None else ballots.at.tolist()
    votes = zip(times, ballots.what.tolist(), ballots.who.tolist(), ballots.said.tolist(), strict=True)
    authors = {one.author for one in conversation.statements} - {None}
    write(
        folder / "summary.csv",
        [
            ("topic", summary.topic),
            ("url", summary.url),
            ("voters", len(ballots.people)),
            ("voters-in-conv", len(ballots.people)),
            ("commenters", len(authors)),
            ("comments", len(conversation.statements)),
            ("conversation-description", summary.about),
        ],
    )
    write(
        folder / "comments.csv",
        [
            COMMENTS,
            *(
                (
                    "" if one.at is None else one.at,
                    "" if one.at is None else shown_time(one.at),
                    one.id,
                    "" if one.author is None else one.author,
                    counts[AGREE][one.id],
                    counts[DISAGREE][one.id],
                    one.moderated,
                    one.text,
                )
                for one in conversation.statements
            ),
        ],
    )
    rows = (
        (at, shown_time(at), int(ballots.statements[what]), int(ballots.people[who]), said)
        for at, what, who, said in votes
    )
    write(folder / "votes.csv", [VOTES], rows)


def shown_time(milliseconds: int) -> str:
    """A time as people read it, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")


def write(path: Path, rows: Iterable[Sequence[object]], more: Iterable[Sequence[object]] = ()) -> None:
    """One new CSV file."""
    with path.open("x", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows(rows)
        writer.writerows(more)
