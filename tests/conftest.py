"""What every test can ask for, and chance that can be repeated."""

import os
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.cast import Cast

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("repeatable" if os.environ.get("CI") else "exploring")


@pytest.fixture
def cast(db: None) -> Cast:
    """The people, made as they are first asked for."""
    return Cast()


class OneDemo(LoadScopeScheduling):  # type: ignore[misc]
    """Any worker takes the next test; those by browser go to one worker, which seeds one practice space for them."""

    def _split_scope(self, nodeid: str) -> str:
        """What has to stay together."""
        return "tests/browser" if nodeid.startswith("tests/browser/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneDemo:
    """How tests are spread over processes. (`--dist loadgroup` marks groups in a way that pytest 9 no longer reads.)"""
    return OneDemo(config, log)
