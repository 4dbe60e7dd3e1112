"""`wayahead import conversation|grants`: what was gathered or given elsewhere comes in, all or nothing."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .data_folder import DataFolder, add_data_argument, open_folder
from .database import say
from .inside import installation
from .refusal import Refused

if TYPE_CHECKING:
    from wayahead.formats.threesixty import Finding

MOST_BYTES = 500_000_000  # of one file
LISTED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    conversation = kinds.add_parser("conversation", help="a Polis export folder", description=__doc__)
    conversation.set_defaults(work=import_conversation)
    conversation.add_argument("folder", type=Path, metavar="DIR", help="summary.csv, comments.csv and votes.csv")
    conversation.add_argument("--coproduction", metavar="SLUG", required=True, help="what follows /c/ in its address")
    conversation.add_argument(
        "--language", default="en-gb", metavar="TAG", help="the language of the statements (default: en-gb)"
    )
    grants = kinds.add_parser("grants", help="grants that a funder published (360Giving 1.4)", description=__doc__)
    grants.set_defaults(work=import_grants)
    grants.add_argument("file", type=Path, metavar="FILE", help="JSON, CSV or XLSX")
    for kind in (conversation, grants):
        kind.add_argument("--json", action="store_true", help="print what came in as one JSON document")
        add_data_argument(kind)


def run(args: argparse.Namespace) -> int:
    return int(args.work(args))


def import_grants(args: argparse.Namespace) -> int:
    """Grants that a funder published elsewhere: they show what was funded here before."""
    from wayahead.formats import threesixty

    say(f"reading {args.file}")
    try:  # before the database is asked for anything: a broken file leaves no trace
        file = threesixty.read(args.file)
        grants = threesixty.given(file)
    except threesixty.Flawed as flawed:
        raise Refused(refusal_of(args.file, flawed.findings)) from flawed
    except threesixty.Unreadable as error:
        raise Refused(f"{error} Nothing was stored.") from error
    except threesixty.NotInstalled as error:
        raise Refused(str(error)) from error
    with installation(open_folder(args.data)):
        from wayahead.loop.funding import actions

        came = actions.import_past_grants(grants, by=None, name=file.name, digest=file.digest)
        figures = {"imported": came.is_new, "grants": len(grants), "added": came.added, "changed": came.changed}
    if args.json:
        print(json.dumps(figures))
    elif came.is_new:
        print("{grants:,} grants read: {added:,} new, {changed:,} changed.".format(**figures))
    else:
        print("This file came in before. Nothing was changed.")
    return 0


def refusal_of(file: Path, findings: "list[Finding]") -> str:
    """What is wrong with a file of grants, the first few by row and field."""
    listed = "".join(f"\n  {finding}" for finding in findings[:LISTED])
    more = f"\n  and {len(findings) - LISTED:,} more" if len(findings) > LISTED else ""
    wrong = f"{file.name} has {len(findings):,} errors, so nothing was stored:{listed}{more}"
    return f"{wrong}\nwayahead check grants lists them all"


def import_conversation(args: argparse.Namespace) -> int:
    """A Polis export becomes a conversation."""
    from wayahead.formats.polis import Conversation, Defect, Limits, doubts_about_signs, read_folder

    say(f"reading {args.folder}")
    try:  # before the database is asked for anything: a broken file leaves no trace
        export: Conversation = read_folder(args.folder, limits=Limits(bytes=MOST_BYTES))
    except Defect as defect:
        raise Refused(f"{defect} Nothing was stored.") from defect
    doubt = doubts_about_signs(export)
    if doubt:
        say(f"! {doubt}")
    came = store(open_folder(args.data), args, export)
    came["warnings"] = [doubt] if doubt else []
    print(json.dumps(came, ensure_ascii=False) if args.json else told(came))
    return 0


def store(folder: DataFolder, args: argparse.Namespace, export: Any) -> dict[str, Any]:
    """Bring the export into its co-production; gives what came in, in figures."""
    if not 2 <= len(args.language) <= 12:
        raise Refused(f"“{args.language}” is not a language: write a tag such as en-gb or de")
    with installation(folder):
        from wayahead.base.coproduction.models import CoProduction
        from wayahead.loop.listening import actions

        coproduction = CoProduction.objects.filter(slug=args.coproduction).first()
        if coproduction is None:
            raise Refused(
                f"there is no co-production “{args.coproduction}” here: write what follows /c/ in its address"
            )
        came = actions.import_conversation(coproduction, export, by=None, language=args.language, tell=say)
        conversation = came.conversation
        return {
            "imported": came.is_new,
            "conversation": conversation.pk,
            "address": f"/c/{coproduction.slug}/listening/{conversation.pk}/",
            "question": conversation.question,
            "statements": len(export.statements),
            "set_aside": conversation.statements.filter(state="set_aside").count(),
            "participants": len(export.ballots.people),
            "votes": len(export.ballots.said),
        }


def told(came: dict[str, Any]) -> str:
    """What came in, for people."""
    if not came["imported"]:
        return f"These files came in before, as {came['address']}. Nothing was changed."
    return (
        f"“{came['question']}” came in as {came['address']}: {came['statements']:,} statements "
        f"({came['set_aside']:,} set aside with a reason), {came['votes']:,} votes of {came['participants']:,} people."
    )
