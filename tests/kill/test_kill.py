"""A short form of `script/kill-test`."""

import pytest

from tests.kill import syncing
from tests.kill.__main__ import MUTANT
from tests.kill.killing import kill_often
from tests.kill.scene import scene


def test_no_acknowledged_vote_is_lost_doubled_or_wrong_when_server_and_database_are_killed() -> None:
    with scene(statements=30, people=40) as here:
        first, _voters = kill_often(here, here.kill_web, kills=2, threads=6)
        second, voters = kill_often(here, here.kill_database, kills=4, threads=6)
    assert first.is_clean, first
    assert second.is_clean, second
    assert set(voters.statuses) <= {201, 503}, "a database that is away is a plain not now"
    assert min(first.acknowledged, second.acknowledged) > 0


def test_a_server_that_answers_before_the_commit_is_found_out() -> None:
    with scene(statements=30, people=40, application=MUTANT) as here:
        verdict, _voters = kill_often(here, here.kill_web, kills=12, threads=6, until_lost=True)
    assert verdict.lost > 0


@pytest.mark.skipif(not syncing.is_possible(), reason="strace is not here, or may not trace")
def test_the_database_syncs_before_the_answer() -> None:
    durable, forgetful = syncing.shares()
    assert durable == 1
    assert forgetful < 1
