"""What every test can ask for, and chance that can be repeated."""

import os

import pytest
from hypothesis import settings

from tests.cast import Cast

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("repeatable" if os.environ.get("CI") else "exploring")


@pytest.fixture
def cast(db: None) -> Cast:
    """The people, made as they are first asked for."""
    return Cast()
