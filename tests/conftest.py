"""What every test can ask for."""

import pytest

from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The people, made as they are first asked for."""
    return Cast()
