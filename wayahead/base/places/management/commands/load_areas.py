"""`wayahead manage load_areas FILE…`: areas and boundaries from the files of the official statistics."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wayahead.base.places.actions import load_areas
from wayahead.base.refusal import NotPossible
from wayahead.formats.areas import AreaRow, BrokenAreas, read_areas


def rows_of(path: Path) -> list[AreaRow]:
    """The areas of one file, or a refusal in plain words."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return read_areas(stream, path.name)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path.name}, byte {error.start}: save it as UTF-8.") from error
    except BrokenAreas as error:
        raise CommandError(str(error)) from error


class Command(BaseCommand):
    """Reads every file first; one broken file and nothing is loaded. The same files twice change nothing."""

    help = "Load areas from TopoJSON boundaries (boroughs, wards) and the lookup CSV of street areas. All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, in any order."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .topojson or .csv file")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load them."""
        rows = [row for path in options["files"] for row in rows_of(path)]
        try:
            changed = load_areas(rows, by=None)
        except NotPossible as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({"areas": len(rows), "changed": changed}))
        else:
            self.stdout.write(f"{len(rows)} areas read, {changed} new or changed.")
