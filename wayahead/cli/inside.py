"""Django inside this process, with the installation's database: for verbs whose work is an action or a look-up."""

from collections.abc import Iterator
from contextlib import contextmanager

from .data_folder import DataFolder
from .database import open_database
from .environment import enter, environment
from .refusal import Refused


@contextmanager
def installation(folder: DataFolder) -> Iterator[None]:
    """Models and actions can be imported and used for as long as the block lasts; their refusals become ours."""
    with open_database(folder) as database:
        enter(environment(folder, database.url))
        import django  # here and not above, as it must read that environment

        django.setup()
        from django.db import ProgrammingError, connections

        from wayahead.base.refusal import NotPossible

        try:
            yield
        except NotPossible as refusal:
            raise Refused(str(refusal)) from refusal
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") in ("42P01", "42703"):  # no such table, no such column
                raise Refused("the database has not this version's tables yet: run wayahead migrate") from error
            raise
        finally:
            for connection in connections.all(initialized_only=True):
                connection.close()
                connection.close_pool()  # type: ignore[attr-defined]
