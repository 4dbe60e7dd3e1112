"""Kill at random moments, many times over."""

from collections.abc import Callable
from random import Random
from time import sleep

from tests.kill.judging import Verdict, judge
from tests.kill.scene import Scene
from tests.kill.voters import Voters

LONGEST_LIFE = 1.0  # seconds of voting between two kills, at the most, where no number of votes is asked for
MOMENT = 0.1


def kill_often(
    scene: Scene,
    kill: Callable[[], None],
    *,
    kills: int,
    votes: int = 0,
    threads: int = 12,
    seed: int = 0,
    until_lost: bool = False,
    tell: Callable[[str], None] = lambda words: None,
) -> tuple[Verdict, Voters]:
    """Kill at least so often, and until so many votes were acknowledged; or only until one of them is lost."""
    chance, voters = Random(seed), Voters(scene, threads, seed)
    voters.start()
    try:
        while scene.kills < kills or voters.acknowledged < votes:
            reached = voters.acknowledged
            while voters.acknowledged < reached + threads:  # votes flow again
                sleep(0.01)
            # As many votes between two kills as bring us to both numbers at about the same time.
            enough = voters.acknowledged + chance.uniform(0, 2 * votes / kills)
            while voters.acknowledged < enough:
                sleep(0.01)
            sleep(chance.uniform(0, LONGEST_LIFE if votes == 0 else MOMENT))
            kill()
            if scene.kills % 10 == 0:
                tell(f"{scene.kills} kills, {voters.acknowledged:,} votes acknowledged")
            if until_lost and judge(scene, voters).lost:
                break
    finally:
        voters.stop()
    return judge(scene, voters), voters
