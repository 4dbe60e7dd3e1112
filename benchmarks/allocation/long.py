"""`python -m benchmarks.allocation.long`: add1-exhaustive beside pabutools, which needs many minutes for it."""

from time import process_time

from benchmarks.allocation import FILES
from benchmarks.allocation.elections import REAL
from benchmarks.allocation.peer import Peer
from wayahead.formats import pabulib
from wayahead.kernels.allocation import RuleCard, allocate

if __name__ == "__main__":
    for title, name in FILES.items():
        start = process_time()
        found = allocate(pabulib.read(REAL / name).election, RuleCard(completion="add1-exhaustive", ties="name"))
        between = process_time()
        peer = Peer(REAL / name)
        peer.run("equal-shares", 1)
        end = process_time()
        same = set(peer.winners) == set(found.winners)
        print(
            f"{title}: ours {between - start:.2f} s, pabutools {end - between:.1f} s, same winners: {same}", flush=True
        )
