"""`wayahead import conversation DIR --coproduction SLUG`: a Polis export becomes a conversation, all or nothing."""

import argparse
import json
from pathlib import Path
from typing import Any

from .data_folder import DataFolder, add_data_argument, open_folder
from .database import say
from .inside import installation
from .refusal import Refused

MOST_BYTES = 500_000_000  # of one file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    conversation = kinds.add_parser("conversation", help="a Polis export folder", description=__doc__)
    conversation.add_argument("folder", type=Path, metavar="DIR", help="summary.csv, comments.csv and votes.csv")
    conversation.add_argument("--coproduction", metavar="SLUG", required=True, help="what follows /c/ in its address")
    conversation.add_argument(
        "--language", default="en-gb", metavar="TAG", help="the language of the statements (default: en-gb)"
    )
    conversation.add_argument("--json", action="store_true", help="print what came in as one JSON document")
    add_data_argument(conversation)


def run(args: argparse.Namespace) -> int:
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
