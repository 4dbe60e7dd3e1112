"""Which account PostgreSQL runs under: it refuses root, so root lends it an unprivileged one."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..refusal import Refused

PREFERRED = ("wayahead", "nobody")


@dataclass(frozen=True)
class Account:
    """An account to run programs under; `is_ours` when that needs no change of account."""

    name: str
    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def run_as(self) -> Mapping[str, Any]:
        """What `subprocess` has to be told to run a program under this account."""
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def reaches(self, folder: Path) -> bool:
        """Whether the account may pass into `folder`: tried for real, since mode bits do not tell of access lists."""
        return self.is_ours or self.succeeds(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)])

    def succeeds(self, command: Sequence[str]) -> bool:
        """Whether `command` can be started under the account and ends well."""
        try:
            done = subprocess.run(command, **self.run_as(), cwd="/", capture_output=True, check=False)
        except PermissionError:
            return False
        return done.returncode == 0

    def own(self, folder: Path) -> None:
        """Make `folder`, which must not exist yet, for this account alone."""
        folder.mkdir(mode=0o700)
        if not self.is_ours:
            os.chown(folder, self.uid, self.gid)


def ours() -> Account:
    """The account this command runs under."""
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # a container may run under a number without a name
        name = str(os.geteuid())
    return Account(name, os.geteuid(), os.getegid())


def unprivileged() -> Account:
    """The account for a new database: ours, or for root the first of the preferred ones that exists."""
    if os.geteuid() != 0:
        return ours()
    for name in PREFERRED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise Refused("PostgreSQL does not run as root: make an account for it (useradd --system wayahead)")


def owner_of(cluster: Path) -> Account:
    """The account an existing database belongs to."""
    found = cluster.stat()
    if found.st_uid == 0:
        raise Refused(f"{cluster} belongs to root, as which PostgreSQL does not run: chown -R nobody {cluster}")
    if os.geteuid() not in (0, found.st_uid):
        raise Refused(f"{cluster} belongs to another account (number {found.st_uid}): run this command as that one")
    return ours() if found.st_uid == os.geteuid() else Account(str(found.st_uid), found.st_uid, found.st_gid)
