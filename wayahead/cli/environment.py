"""The environment that Wayahead's settings read, made for one data folder and one database."""

import os
from collections.abc import Mapping
from pathlib import Path

from .data_folder import DataFolder
from .refusal import Refused

SETTINGS = "wayahead.settings"


def value_of(name: str) -> str | None:
    """A variable's value, or the text of the file that its `_FILE` form names."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise Refused(f"{name}_FILE names {file}, which cannot be read ({error.strerror})") from error
    return os.environ.get(name) or None


def environment(folder: DataFolder, database_url: str, **more: str) -> dict[str, str]:
    """This process's environment with what Django needs; `more` holds defaults for variables that are not set."""
    made = {name: value for name, value in more.items() if value_of(name) is None}
    made |= {"WAYAHEAD_DATA": str(folder.path), "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": SETTINGS}
    if value_of("SECRET_KEY") is None:
        made["SECRET_KEY"] = folder.secret_key()
    # A `_FILE` form would win over the value that we have just decided on.
    kept = {name: value for name, value in os.environ.items() if name.removesuffix("_FILE") not in made}
    return kept | made | {"PYTHONUNBUFFERED": "1"}


def enter(environment: Mapping[str, str]) -> None:
    """Make `environment` this process's own, for Django run inside it."""
    os.environ.clear()
    os.environ.update(environment)
