"""`wayahead check grants FILE`: where a file departs from the 360Giving standard, and what could be better."""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from .database import say
from .refusal import Refused

if TYPE_CHECKING:
    from wayahead.formats.threesixty import Finding

LISTED = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    grants = kinds.add_parser("grants", help="a file of grants in the 360Giving standard 1.4", description=__doc__)
    grants.add_argument("file", type=Path, metavar="FILE", help="JSON, CSV or XLSX")
    grants.add_argument("--json", action="store_true", help="print everything found as one JSON document")


def run(args: argparse.Namespace) -> int:
    from wayahead.formats import threesixty

    say(f"reading {args.file}")
    try:
        file = threesixty.read(args.file)
        errors = threesixty.errors(file)
        warnings = threesixty.warnings(file, today=date.today())
    except (threesixty.Unreadable, threesixty.NotInstalled) as error:
        raise Refused(str(error)) from error
    if args.json:
        found = {
            "file": file.name,
            "grants": len(file.grants),
            "valid": not errors,
            "errors": [one.as_data() for one in errors],
            "warnings": [one.as_data() for one in warnings],
        }
        print(json.dumps(found, ensure_ascii=False))
    else:
        print("\n".join(told(file.name, len(file.grants), errors, warnings)))
    return 1 if errors else 0


def told(name: str, count: int, errors: "list[Finding]", warnings: "list[Finding]") -> Iterator[str]:
    """What was found, for people: errors one by one, warnings of one kind together."""
    yield f"{name}: {count:,} grants, {len(errors):,} errors, {len(warnings):,} warnings"
    if errors:
        yield "\nErrors: others cannot read this until they are mended."
    yield from (f"  {error}" for error in errors)
    if warnings:
        yield "\nWarnings: it can be read, and could be better."
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for warning in warnings:
        alike[warning.heading or field_without_places(warning.field), warning.words].append(warning)
    for (field, words), same in sorted(alike.items(), key=lambda kind: -len(kind[1])):
        rows = [str(one.row) for one in same[:LISTED] if one.row]
        more = f" and {len(same) - LISTED:,} more" if len(same) > LISTED else ""
        yield f"  field {field}: {words}. Row{'s' if len(same) > 1 else ''} {', '.join(rows)}{more}"


def field_without_places(field: str) -> str:
    """A field's name without the places in its lists."""
    return "/".join(step for step in field.split("/") if not step.isdigit())
