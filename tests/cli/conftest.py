"""Data folders, and the `wayahead` command run as people run it: in a process of its own."""

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wayahead.cli.postgres import place_for
from wayahead.cli.postgres.place import REMEMBERED, Place

from .commands import Command


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
