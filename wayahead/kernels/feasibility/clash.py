"""Why some solutions cannot all stand: a set of limits and solutions of which none can be left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wayahead.kernels.feasibility.hitting import NotSettled, smallest_hitting
from wayahead.kernels.feasibility.together import Together, mask_of, numbers_in

# How often a smaller clash is looked for. Enough for whatever people have on one table; past it the clash that was
# found is still one of which nothing can be left out, only perhaps not the smallest.
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
    best = min((shrunk(together, *start) for start in starts(together, all_limits)), key=size_of)
    return smaller(together, best)


Found = tuple[tuple[int, ...], int]  # solutions, and a bit for each limit


def size_of(found: Found) -> tuple[int, Found]:
    """How large a clash is; of the same size the one that comes first."""
    return len(found[0]) + found[1].bit_count(), found


def starts(together: Together, limits: int) -> Iterator[Found]:
    """Where to look: solutions that cannot stand even alone, those that take most of one thing, and all of them."""
    everything = tuple(range(len(together.solutions)))
    for solution in everything:
        if not together.stands([solution], limits):
            yield (solution,), limits
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


def shrunk(together: Together, solutions: Sequence[int], limits: int) -> Found:
    """What is left of a clash when everything that can be left out is left out."""
    for limit in numbers_in(limits):
        if not together.stands(solutions, limits & ~(1 << limit)):
            limits &= ~(1 << limit)
    kept = list(solutions)
    for solution in reversed(solutions):
        others = [one for one in kept if one != solution]
        if not together.stands(others, limits):
            kept = others
    # A limit that bound only a solution which is gone by now can go as well.
    for limit in numbers_in(limits):
        if not together.stands(kept, limits & ~(1 << limit)):
            limits &= ~(1 << limit)
    return tuple(sorted(kept)), limits


def smaller(together: Together, best: Found) -> Clash:
    """The same clash, or a smaller one. Solutions and limits are bits of one number: limits first, then solutions."""
    to_break: list[int] = []
    for _try in range(TRIES):
        try:
            hit = smallest_hitting(to_break, fewer_than=size_of(best)[0])
        except NotSettled:
            break
        if hit is None:
            return clash(best, is_smallest=True)
        solutions, limits = parted(together, hit)
        if not together.stands(solutions, limits):
            return clash((tuple(solutions), limits), is_smallest=True)
        to_break.append(missing_when_grown(together, solutions, limits))
    return clash(best, is_smallest=False)


def clash(found: Found, *, is_smallest: bool) -> Clash:
    """The answer."""
    return Clash(found[0], tuple(numbers_in(found[1])), is_smallest)


def parted(together: Together, bits: int) -> tuple[list[int], int]:
    """The solutions and the limits of one number."""
    return numbers_in(bits >> together.limits), bits & ((1 << together.limits) - 1)


def missing_when_grown(together: Together, solutions: Iterable[int], limits: int) -> int:
    """Grow what stands until nothing more can be added; whatever stayed outside, one of it is in every other clash."""
    kept = list(solutions)
    missing = 0
    for limit in range(together.limits):
        if not limits >> limit & 1:
            if together.stands(kept, limits | 1 << limit):
                limits |= 1 << limit
            else:
                missing |= 1 << limit
    for solution in range(len(together.solutions)):
        if solution not in kept:
            if together.stands([*kept, solution], limits):
                kept.append(solution)
            else:
                missing |= 1 << together.limits + solution
    return missing
