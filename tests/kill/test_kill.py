"""The short version of `script/kill-test`: a few kills of each kind, and the planted fault found."""

from tests.kill.killing import kill_often
from tests.kill.scene import scene


def test_no_acknowledged_vote_is_lost_doubled_or_wrong_whatever_is_killed() -> None:
    """The web server three times, the database once, while people vote."""
    with scene(statements=30, people=24) as here:
        for kill, kills in ((here.kill_web, 3), (here.kill_database, 4)):
            verdict, _voters = kill_often(here, kill, kills=kills, threads=6, seed=kills)
            assert verdict.is_clean, verdict
            assert verdict.acknowledged > 0


def test_an_answer_before_the_commit_would_be_found() -> None:
    """The same scene loses votes when the server says yes too early."""
    with scene(statements=30, people=24, application="tests.kill.mutant:application") as here:
        verdict, _voters = kill_often(here, here.kill_web, kills=12, threads=6, seed=1, until_lost=True)
        assert verdict.lost > 0, verdict
