"""`wayahead demo` runs this once: the practice space, seeded by the real actions."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wayahead.base.refusal import NotPossible
from wayahead.web.practice.seeding import seed

WIDTH = 30


class Command(BaseCommand):
    """Fill an empty database with the story of Lockside."""

    help = "Fill an empty database with the made-up story of Lockside."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and show how far it is."""
        try:
            seed(self.show)
        except NotPossible as error:
            raise CommandError(str(error)) from error

    def show(self, words: str, share: float) -> None:
        """One line that fills as the work goes on; on a terminal it is drawn over itself."""
        filled = round(WIDTH * share)
        line = f"{words:28} {'█' * filled}{'·' * (WIDTH - filled)}"
        if sys.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="\n" if share >= 1 else "")
        elif filled != getattr(self, "last", None) and filled % 10 == 0:
            self.stderr.write(line)
        self.last = filled
