"""Locks that the kernel lets go of when their last holder ends, however it ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import Self


class Lock:
    """One file, held by whoever has it open and locked; processes started with its descriptor hold it too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor: int | None = None

    def take(self) -> bool:
        """True when the lock is now ours, False when somebody else has it."""
        # Opened for reading: a folder may be shared by root and the account it belongs to.
        descriptor = os.open(self.path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self.descriptor = descriptor
        return True

    def wait(self) -> None:
        """Take the lock, however long that takes."""
        while not self.take():
            time.sleep(0.05)

    def is_held_elsewhere(self) -> bool:
        """Whether another holder has the lock at this moment."""
        if self.descriptor is not None or not self.path.exists():
            return False
        if self.take():
            self.release()
            return False
        return True

    def release(self) -> None:
        """Let go of our hold; processes that inherited the lock keep theirs."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
