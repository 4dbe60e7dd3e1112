"""Data folders, and the `wayahead` command run as people run it: in a process of its own."""

import json
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wayahead.cli.data_folder import open_folder
from wayahead.cli.database import open_database
from wayahead.cli.migrate import migrate
from wayahead.cli.postgres import place_for
from wayahead.cli.postgres.place import REMEMBERED, Place

from .commands import Command, ran


def forget(data: Path) -> None:
    """Remove a data folder, and the folder outside it that it may have needed."""
    if (data / REMEMBERED).exists():
        shutil.rmtree((data / REMEMBERED).read_text().strip(), ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every account may pass through, with nothing in it."""
    folder = Path(tempfile.mkdtemp(prefix="wayahead-test-"))
    folder.chmod(0o711)
    yield folder
    for note in list(folder.rglob(REMEMBERED)):
        forget(note.parent)
    shutil.rmtree(folder, ignore_errors=True)


# Made with the installation's own Django, by the actions that people use.
FOUNDING = """
import json
from tests.cast import Cast
from wayahead.loop.listening import actions
cast = Cast()
for person, choice in ((cast.resident, 1), (cast.neighbour, 0)):
    actions.vote(actions.take_part(cast.conversation, by=person), cast.statement, actions.Choice(choice))
print(json.dumps({"coproduction": cast.coproduction.slug, "circle": cast.circle.slug, "voice": cast.voice.pk,
    "conversation": cast.conversation.pk, "circle_conversation": cast.circle_conversation.pk,
    "statement": cast.statement.pk}))
"""


@dataclass(frozen=True)
class Installation:
    """A data folder whose database runs, and the names of what there is in it."""

    data: Path
    known: dict[str, Any]


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """An installation that serves (its database at least), with a public co-production and a private circle."""
    root = Path(tempfile.mkdtemp(prefix="wayahead-test-"))
    root.chmod(0o711)
    folder = open_folder(str(root / "data"))
    try:
        with folder.serving as serving:
            assert serving.take()  # so that commands join our database
            with open_database(folder, is_serving=True, is_own_ignored=True) as database:
                migrate(folder, database, quietly=True)
                founded = ran("manage", "--data", folder.path, "shell", "--no-imports", "-c", FOUNDING)
                assert founded.returncode == 0, founded.stderr
                yield Installation(folder.path, json.loads(founded.stdout))
    finally:
        forget(folder.path)
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def data(open_place: Path) -> Path:
    """A fresh data folder."""
    folder = open_place / "data"
    folder.mkdir(mode=0o711)
    return folder


@pytest.fixture
def place(data: Path) -> Place:
    """Where the data folder's database lies."""
    return place_for(data)


@pytest.fixture
def command() -> Iterator[Callable[..., Command]]:
    """Start `wayahead …`; whatever still runs at the end is killed, by its pid."""
    commands: list[Command] = []

    def start(*words: str) -> Command:
        commands.append(Command(*words))
        return commands[-1]

    yield start
    for one in commands:
        one.stop(signal.SIGKILL)
