"""`wayahead analyse PATH`: votes in, opinion map out. No database, and Django is never loaded."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .refusal import Refused

if TYPE_CHECKING:
    from wayahead.formats.polis import Ballots, Wording
    from wayahead.kernels.opinion import OpinionMap

ENGINES = ("robust", "polis")
LISTED = 8
WIDTH = 100
AT_ONCE = 10_000  # people
WAYS = {"agree": "agrees", "disagree": "disagrees"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        type=Path,
        metavar="PATH",
        help="a Polis export folder or file of votes, or a CSV or Parquet file with participant, statement, vote",
    )
    parser.add_argument("--engine", choices=ENGINES, default="robust", help="the method (default: robust)")
    parser.add_argument(
        "--statements", type=Path, metavar="FILE", help="what the statements say: comments.csv, or statement, text"
    )
    parser.add_argument(
        "--groups", type=several, metavar="K", help="how many groups (default: whatever separates best)"
    )
    parser.add_argument("--seed", type=not_negative, default=0, metavar="N", help="the seed of all chance (default: 0)")
    parser.add_argument("--json", action="store_true", help="print the whole map as one JSON document")


def several(text: str) -> int:
    """A number of groups, from 1."""
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of groups: write 1 to 100")
    return int(text)


def not_negative(text: str) -> int:
    """A whole number from nought."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0")
    return int(text)


def run(args: argparse.Namespace) -> int:
    from wayahead.formats.polis import Defect

    try:
        ballots, wordings, doubt = read(args.path, args.statements)
    except Defect as defect:
        raise Refused(str(defect)) from defect
    found = analysed(ballots, wordings, args)
    if doubt:
        found = replace(found, warnings=(doubt, *found.warnings))
    if args.json:
        sys.stdout.writelines(document(found))
    else:
        print("\n".join(told(found, wordings)))
    return 0


def document(found: "OpinionMap") -> Iterator[str]:
    """The map as one JSON document, piece by piece: a million people are never in memory as text all at once."""
    about = replace(found, people=found.people[:0]).to_dict() | {"participants": len(found.people)}
    before, empty, after = json.dumps(about, ensure_ascii=False, allow_nan=False).partition('"people": []')
    yield before + empty[:-1]
    for first in range(0, len(found.people), AT_ONCE):
        some = [one.to_dict() for one in found.people[first : first + AT_ONCE]]
        yield (", " if first else "") + json.dumps(some, ensure_ascii=False, allow_nan=False)[1:-1]
    yield f"]{after}\n"


def read(path: Path, statements: Path | None) -> "tuple[Ballots, dict[str, Wording], str]":
    """The votes, what the statements say (as far as that is known), and a doubt about the signs, if any."""
    from wayahead.formats import polis

    print(f"reading {path}", file=sys.stderr)
    given = polis.read_wordings(statements) if statements else {}
    if not path.is_dir():
        return polis.read_votes(path), given, ""
    conversation = polis.read_folder(path, is_whole=False)
    return conversation.ballots, given or conversation.wordings, polis.doubts_about_signs(conversation)


def analysed(ballots: "Ballots", wordings: "Mapping[str, Wording]", args: argparse.Namespace) -> "OpinionMap":
    """The opinion map, in which people and statements carry their own ids again."""
    from wayahead.kernels.opinion import Options, Votes, analyse, robust

    found = f"{len(ballots.people):,} people, {len(ballots.said):,} votes"
    print(f"finding who agrees with whom: {found}", file=sys.stderr)
    votes = Votes.of(ballots.who, ballots.what, ballots.said)
    votes = replace(votes, people=ballots.people[votes.people], statements=ballots.statements[votes.statements])
    out = [one for one in votes.statements.tolist() if (known := wordings.get(str(one))) and known.is_rejected]
    options = Options(seed=args.seed, groups=args.groups)
    if args.engine == "polis":
        return analyse(votes, moderated_out=out, options=options)
    return robust.analyse(votes, moderated_out=out, options=options)


def told(found: "OpinionMap", wordings: "Mapping[str, Wording]") -> Iterator[str]:
    """The map in words, for people."""
    people, sizes = len(found.people), [group.size for group in found.groups]
    yield f"{people:,} people · {len(found.statement_results):,} statements · {found.votes:,} votes"
    for warning in found.warnings:
        yield f"! {warning}"
    if len(sizes) > 1:
        steady = "" if found.stability is None else f", stability {found.stability:.2f}"
        yield f"{len(sizes)} groups of {' and '.join(f'{size:,}' for size in sizes)} people{steady}"
    of_id = {one.id: one for one in found.statement_results}

    def line(name: str, lead: str = "") -> str:
        overall = of_id[name].overall
        share = f"{100 * overall.agree / max(1, overall.seen):3.0f} % of {overall.seen:,} agree"
        text = " ".join(wordings[name].text.split()) if name in wordings else ""
        cut = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
        return f"  {lead}{name:>5}  {share}{'  ' + cut if cut else ''}"

    lists = {
        "Common ground: what every group shares, best first": found.common_ground,
        "Most people agree": found.agreed,
        "Most people disagree": found.disagreed,
        "What divides the groups": found.divisive,
        f"A few statements that speak for {100 * found.represented:.0f} % of people": found.slate,
    }
    for title, names in lists.items():
        if names:
            yield from ("", title, *map(line, names[:LISTED]))
    for number, group in enumerate(found.groups):
        if group.representative:
            yield from ("", f"Group {number} ({group.size:,} people) speaks through")
            yield from (line(one.id, f"{WAYS[one.way]:9}") for one in group.representative)
    hearing = found.hearing
    yield from ("", "How evenly statements were heard")
    yield f"  least {hearing.least:,} votes, median {hearing.median:,.0f}, Gini {hearing.gini:.2f} (0 is even)"
