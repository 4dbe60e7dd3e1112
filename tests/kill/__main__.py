"""`script/kill-test`: the whole of it, with figures."""

import argparse
import sys

from tests.kill import syncing
from tests.kill.killing import kill_often
from tests.kill.scene import scene

MUTANT = "tests.kill.mutant:application"


def tell(words: str) -> None:
    """How far it is."""
    print(words, file=sys.stderr, flush=True)


def main() -> int:
    """0 when no acknowledged vote was lost, doubled or wrong, and the planted fault was found."""
    parser = argparse.ArgumentParser(prog="script/kill-test", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="of the web server (default: 100)")
    parser.add_argument("--votes", type=int, default=100_000, help="acknowledged, at least (default: 100,000)")
    parser.add_argument("--database-kills", type=int, default=20, help="(default: 20)")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    is_well = True
    with scene(statements=200, people=300) as here:
        modes = (("web server", here.kill_web, given.kills, given.votes), ("database", here.kill_database, 0, 0))
        for name, kill, kills, votes in modes:
            wanted = kills or here.kills + given.database_kills
            before = here.kills
            verdict, voters = kill_often(here, kill, kills=wanted, votes=votes, seed=given.seed + before, tell=tell)
            is_well &= verdict.is_clean
            print(f"{name}: {here.kills - before} kills; {verdict}; answers {dict(voters.statuses)}", flush=True)
    with scene(statements=50, people=60, application=MUTANT) as here:
        verdict, _voters = kill_often(here, here.kill_web, kills=12, seed=given.seed, until_lost=True)
        is_well &= verdict.lost > 0
        print(f"answers before the commit: found after {here.kills} kills; {verdict}", flush=True)
    if syncing.is_possible():
        durable, forgetful = syncing.shares()
        is_well &= durable == 1 and forgetful < 1
        print(f"synced before the answer: {durable:.0%} of votes; with synchronous_commit off {forgetful:.0%}")
    else:
        print("syncs were not traced: strace is not here, or may not trace")
    print("well" if is_well else "NOT WELL")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
