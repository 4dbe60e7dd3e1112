"""The web server's process sets aside all that was loaded, so that no search for garbage stops everybody for long."""

import os
import subprocess
import sys

LOOK = """
import gc, wayahead.wsgi, sys
from django.urls import resolve, reverse
before = len(sys.modules)
resolve("/api/v1/conversations/1/votes"), reverse("you")
print(len(gc.get_objects()), gc.get_freeze_count(), len(sys.modules) - before)
"""


def test_all_pages_are_loaded_and_set_aside_before_the_first_request() -> None:
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@/nowhere", "SECRET_KEY": "x" * 50}
    said = subprocess.run([sys.executable, "-c", LOOK], env=environment, stdout=subprocess.PIPE, text=True, check=True)
    searched, set_aside, loaded_later = map(int, said.stdout.split())
    assert loaded_later == 0
    assert set_aside > 100_000
    assert searched < set_aside / 30
