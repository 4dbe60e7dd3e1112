"""Why some solutions cannot all stand: a set of limits and solutions of which none can be left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from wayahead.kernels.feasibility.hitting import NotSettled, smallest_hitting
from wayahead.kernels.feasibility.packing import TooManyWays
from wayahead.kernels.feasibility.together import Together, mask_of, numbers_in

# How often a smaller clash is looked for, less one for each solution and limit. Past it the clash that was found is
# still one of which nothing can be left out, only perhaps not the smallest.
TRIES = 60


@dataclass(frozen=True)
class Clash:
    """Leave out any one of these solutions, or drop any one of these limits, and the rest can stand."""

    solutions: tuple[int, ...]
    limits: tuple[int, ...]
    is_smallest: bool

    @property
    def size(self) -> int:
        """Of how many solutions and limits it is made."""
        return len(self.solutions) + len(self.limits)


def clash_of(together: Together) -> Clash | None:
    """A clash of as few solutions and limits as can be found; None where all can stand. Raises TooManyWays.

    Several are found by leaving out one thing after another; then smaller ones are looked for among what must be hit
    to break every clash (Ignatiev and others, “Smallest MUS extraction with minimal hitting set dualization”, 2015,
    doi:10.1007/978-3-319-23219-5_13). Where that ends, nothing smaller exists.
    """
    all_limits = (1 << together.limits) - 1
    everything = range(len(together.solutions))
    if together.stands(everything, all_limits):
        return None
    alone = [found for solution in everything if (found := alone_clash(together, solution))]
    best = min([*alone, *(shrunk(together, *start) for start in starts(together, all_limits))], key=size_of)
    # One solution is settled by now; two or more have to fill something that all of them share.
    if size_of(best)[0] <= fewest_to_fill(together) + 1:
        return clash(best, is_smallest=True)
    return smaller(together, best)


Found = tuple[tuple[int, ...], int]  # solutions, and a bit for each limit


def size_of(found: Found) -> tuple[int, Found]:
    """How large a clash is; of the same size the one that comes first."""
    return len(found[0]) + found[1].bit_count(), found


def starts(together: Together, limits: int) -> Iterator[Found]:
    """Where to look: among the solutions that take most of one thing, and among all of them."""
    everything = tuple(range(len(together.solutions)))
    alone = ~mask_of(together.most) & limits
    for limit, most in together.most.items():
        least = {one: together.least(one, limit, alone) or 0 for one in everything}
        taken, largest = 0, []
        for solution in sorted(everything, key=lambda one: (-least[one], one)):
            largest.append(solution)
            taken += least[solution]
            if taken > most:
                yield tuple(largest), alone | 1 << limit
                break
    yield everything, limits


def alone_clash(together: Together, solution: int) -> Found | None:
    """The fewest limits that leave no version of one solution: at least one for each version."""
    against = []
    for way in together.solutions[solution]:
        filled = mask_of(limit for limit, most in together.most.items() if way.takes.get(limit, 0) > most)
        against.append(way.breaks | filled)
    hit = smallest_hitting(against, fewer_than=together.limits + 1)
    return None if hit is None else ((solution,), hit)


def fewest_to_fill(together: Together) -> int:
    """With fewer solutions than this, nothing that they share can be short, whichever versions are taken."""
    counts = [len(together.solutions) + 1]
    for limit, most in together.most.items():
        largest = sorted((max(way.takes.get(limit, 0) for way in ways) for ways in together.solutions), reverse=True)
        sums = accumulate(largest)
        counts.append(next((number for number, taken in enumerate(sums, 1) if taken > most), counts[0]))
    return min(counts)


def shrunk(together: Together, solutions: Sequence[int], limits: int) -> Found:
    """What is left of a clash when everything that can be left out is left out."""
    needed = fewest(numbers_in(limits), lambda some: not together.stands(solutions, mask_of(some)))
    kept = fewest(solutions, lambda some: not together.stands(some, mask_of(needed)))
    # A limit that bound only a solution which is gone by now can go as well.
    needed = fewest(needed, lambda some: not together.stands(kept, mask_of(some)))
    return tuple(sorted(kept)), mask_of(needed)


def fewest(members: Sequence[int], still: Callable[[Sequence[int]], bool]) -> list[int]:
    """Leave out what can be left out while `still` holds: by halves, so that much goes at once. The last go first."""
    kept: list[int] = []
    blocks = [list(members)] if members else []
    while blocks:
        block = blocks.pop()
        others = [one for other in blocks for one in other] + kept
        if still(others):
            continue
        if len(block) == 1:
            kept.append(block[0])
        else:
            blocks += [block[: len(block) // 2], block[len(block) // 2 :]]
    return kept


def smaller(together: Together, best: Found) -> Clash:
    """The same clash, or a smaller one. Solutions and limits are bits of one number: limits first, then solutions."""
    to_break: list[int] = []
    for _try in range(TRIES - together.limits - len(together.solutions)):
        try:
            hit = smallest_hitting(to_break, fewer_than=size_of(best)[0])
            if hit is None:
                return clash(best, is_smallest=True)
            solutions, limits = parted(together, hit)
            if not together.stands(solutions, limits):
                return clash((tuple(solutions), limits), is_smallest=True)
            to_break.append(missing_when_grown(together, solutions, limits))
        except (NotSettled, TooManyWays):
            break  # what was found stays a clash
    return clash(best, is_smallest=False)


def clash(found: Found, *, is_smallest: bool) -> Clash:
    """The answer."""
    return Clash(found[0], tuple(numbers_in(found[1])), is_smallest)


def parted(together: Together, bits: int) -> tuple[list[int], int]:
    """The solutions and the limits of one number."""
    return numbers_in(bits >> together.limits), bits & ((1 << together.limits) - 1)


def missing_when_grown(together: Together, solutions: Sequence[int], limits: int) -> int:
    """Grow what stands until nothing more can be added; whatever stayed outside, one of it is in every other clash."""
    held = numbers_in(limits)
    others = [limit for limit in range(together.limits) if not limits >> limit & 1]
    held += most(others, lambda some: together.stands(solutions, mask_of([*held, *some])))
    kept = list(solutions)
    others = [solution for solution in range(len(together.solutions)) if solution not in kept]
    kept += most(others, lambda some: together.stands([*kept, *some], mask_of(held)))
    outside = ~(mask_of(held) | mask_of(kept) << together.limits)
    return outside & ((1 << together.limits + len(together.solutions)) - 1)


def most(members: Sequence[int], still: Callable[[Sequence[int]], bool]) -> list[int]:
    """Take in what can be taken in while `still` holds: by halves, so that much comes at once."""
    taken: list[int] = []
    blocks = [list(members)] if members else []
    while blocks:
        block = blocks.pop()
        if still([*taken, *block]):
            taken += block
        elif len(block) > 1:
            blocks += [block[len(block) // 2 :], block[: len(block) // 2]]
    return taken
