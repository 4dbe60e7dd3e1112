"""`wayahead export record|chain|conversation|grants`: what an installation holds, for others to read and check.

What belongs to a private circle stays here, unless `--with-private` is said at the installation's own command line.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .data_folder import add_data_argument, open_folder
from .database import say
from .inside import installation
from .refusal import Refused

HIDDEN = "or it belongs to a private circle (--with-private)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = __doc__
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    record = kinds.add_parser("record", help="what happened, one event on each line, oldest first")
    record.add_argument("--json", action="store_true", help="print one JSON document instead of lines")
    record.set_defaults(work=export_record)
    chain = kinds.add_parser("chain", help="everything upstream and downstream of one thing, as W3C PROV-JSON")
    chain.add_argument("kind", metavar="KIND", help="for example need, solution, version, bid, grant, report")
    chain.add_argument("id", type=int, metavar="ID", help="its number, as in its address")
    chain.add_argument(
        "--json", action="store_true", help="PROV-JSON is all there is; for likeness with other commands"
    )
    chain.set_defaults(work=export_chain)
    conversation = kinds.add_parser("conversation", help="statements and votes as open data, in the layout of Polis")
    conversation.add_argument("id", type=int, metavar="ID", help="the conversation's number, as in its address")
    conversation.add_argument("folder", type=Path, metavar="DIR", help="where to write; made when missing, never over")
    conversation.add_argument("--json", action="store_true", help="print what was written as one JSON document")
    conversation.set_defaults(work=export_conversation)
    grants = kinds.add_parser("grants", help="every public grant, as a package of the 360Giving standard 1.4")
    grants.add_argument(
        "file", type=Path, metavar="FILE", nargs="?", help="where to write, .json or .xlsx (default: print)"
    )
    grants.add_argument(
        "--json", action="store_true", help="print the package, or what was written, as one JSON document"
    )
    grants.set_defaults(work=export_grants, with_private=False)
    add_data_argument(grants)
    for kind in (record, chain, conversation):
        kind.add_argument("--with-private", action="store_true", help="what only members may see, too: mind the result")
        add_data_argument(kind)


def run(args: argparse.Namespace) -> int:
    if args.with_private:
        say("with what only members of private circles may see")
    with installation(open_folder(args.data)):
        args.work(args)
    return 0


def sees(args: argparse.Namespace) -> Any:
    """Hands over the rows of a model: those that anybody may see, or all."""
    from wayahead import access

    if args.with_private:
        return lambda model: model._default_manager.all()
    return lambda model: access.visible(None, model)


def export_record(args: argparse.Namespace) -> None:
    """Print the record."""
    lines = whole_record() if args.with_private else public_record()
    if args.json:
        print(json.dumps({"events": list(lines)}, ensure_ascii=False))
        return
    for line in lines:
        print(json.dumps(line, ensure_ascii=False))


def public_record() -> Iterator[dict[str, Any]]:
    """What anybody may read: what happened to what, when, and for which organisation. Never who did it."""
    from wayahead.access.activity import public_record

    for event in public_record():
        yield {
            "id": event.pk,
            "at": event.at.isoformat(),
            "kind": event.kind,
            "about": event.about,
            "coproduction": event.coproduction_id,
            "for_organisation": event.for_organisation_id,
        }


def whole_record() -> Iterator[dict[str, Any]]:
    """Every event with all its columns: ids and figures, no words of anybody."""
    from wayahead.base.record import reading

    for event in reading.events().reverse().iterator():
        yield {
            "id": event.pk,
            "at": event.at.isoformat(),
            "kind": event.kind,
            "about": event.about,
            "coproduction": event.coproduction_id,
            "by": event.by_id,
            "for_organisation": event.for_organisation_id,
            "mandate": event.mandate_id,
            "via": event.via,
            "facts": event.facts,
            "hash": bytes(event.hash).hex() if event.hash else None,
        }


def export_chain(args: argparse.Namespace) -> None:
    """Print one chain as PROV-JSON."""
    from django.conf import settings

    from wayahead.journey.chain import trace
    from wayahead.journey.edges import KINDS
    from wayahead.journey.provenance import document

    kind = next((one for one in KINDS if args.kind in (one, one.partition(".")[2])), None)
    if kind is None:
        names = ", ".join(one.partition(".")[2] for one in KINDS)
        raise Refused(f"“{args.kind}” stands on no chain: write one of {names}")
    start = (kind, args.id)
    try:
        up, down = trace(start, sees=sees(args))
    except LookupError as error:
        raise Refused(f"there is no {args.kind} {args.id}, {HIDDEN}") from error
    print(document(up, down, base_url=settings.BASE_URL).serialize(format="json"))


def export_conversation(args: argparse.Namespace) -> None:
    """Write one conversation as open data."""
    from wayahead.formats.polis import write_folder
    from wayahead.loop.listening.models import Conversation
    from wayahead.loop.listening.open_data import open_data

    conversation = sees(args)(Conversation).filter(pk=args.id).first()
    if conversation is None:
        raise Refused(f"there is no conversation {args.id}, {HIDDEN}")
    say("gathering the votes under random numbers")
    data = open_data(conversation)
    try:
        args.folder.mkdir(parents=True, exist_ok=True)
        write_folder(data, args.folder)
    except FileExistsError as error:
        raise Refused(f"{error.filename} is there already: name a new folder") from error
    except OSError as error:
        raise Refused(f"{args.folder} cannot be written ({error.strerror}): name another folder") from error
    wrote = {
        "folder": str(args.folder),
        "statements": len(data.statements),
        "participants": len(data.ballots.people),
        "votes": len(data.ballots.said),
    }
    print(json.dumps(wrote, ensure_ascii=False) if args.json else "{folder}: {votes:,} votes of {participants:,} "
          "people on {statements:,} statements".format(**wrote))  # fmt: skip


def export_grants(args: argparse.Namespace) -> None:
    """Print every public grant, or write them to a file; never what belongs to a private circle."""
    from wayahead import access
    from wayahead.formats.threesixty import NotInstalled, writing
    from wayahead.loop.funding.models import Grant
    from wayahead.loop.funding.publishing import published

    if args.file and args.file.suffix.lower() not in (".json", ".xlsx"):
        raise Refused(f"{args.file} would be neither: name a file that ends in .json or .xlsx")
    package = published(access.visible(None, Grant))
    if not args.file:
        print(writing.as_json(package))
        return
    try:
        is_sheet = args.file.suffix.lower() == ".xlsx"
        data = writing.as_xlsx(package) if is_sheet else writing.as_json(package).encode()
        with args.file.open("xb") as out:
            out.write(data)
    except NotInstalled as error:
        raise Refused(str(error)) from error
    except FileExistsError as error:
        raise Refused(f"{args.file} is there already: name a new file") from error
    except OSError as error:
        raise Refused(f"{args.file} cannot be written ({error.strerror}): name another file") from error
    wrote = {"file": str(args.file), "grants": len(package["grants"])}
    print(json.dumps(wrote, ensure_ascii=False) if args.json else "{file}: {grants:,} grants".format(**wrote))
