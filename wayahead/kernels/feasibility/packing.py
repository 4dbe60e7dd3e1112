"""Choosing one vector of whole numbers for each thing, so that their sum stays within bounds: exactly or not at all."""

from collections.abc import Collection, Sequence

Vector = tuple[int, ...]
SCALE = 10**12
# More steps than any real table of solutions needs; past them the honest answer is that we do not know.
MOST_STEPS = 200_000


class TooManyWays(Exception):
    """So many combinations that trying them all would take too long."""


def packs(choices: Sequence[Collection[Vector]], bounds: Sequence[int]) -> bool:
    """True where one vector of each of `choices` can be taken without passing `bounds`. Raises TooManyWays.

    Depth first, the widest choices first. A branch ends where even the least that remains passes a bound, or passes all
    bounds weighed together: any weights give a proof in whole numbers, so no answer hangs on rounding.
    """
    weights = [SCALE // max(bound, 1) + 1 for bound in bounds]
    rows = [undominated(vectors) for vectors in choices]
    rows.sort(key=lambda vectors: (len(vectors), spread(vectors, weights)), reverse=True)
    measured = [[(*vector, weighed(vector, weights)) for vector in vectors] for vectors in rows]
    room = (*bounds, weighed(tuple(bounds), weights))
    rest = [(0,) * len(room)]
    for vectors in reversed(measured):
        rest.append(tuple(last + min(part) for last, part in zip(rest[-1], zip(*vectors, strict=True), strict=True)))
    rest.reverse()
    return descend(measured, rest, room)


def descend(measured: Sequence[Sequence[Vector]], rest: Sequence[Vector], room: Vector) -> bool:
    """The search itself: a stack of (depth, what is taken), and what was seen at each depth."""
    stack: list[tuple[int, Vector]] = [(0, (0,) * len(room))]
    seen: set[tuple[int, Vector]] = set()
    while stack:
        depth, taken = stack.pop()
        if any(have + least > most for have, least, most in zip(taken, rest[depth], room, strict=True)):
            continue
        if depth == len(measured):
            return True
        if (depth, taken) in seen:
            continue
        seen.add((depth, taken))
        if len(seen) > MOST_STEPS:
            raise TooManyWays
        # The lightest comes last, so that it is tried first.
        for vector in sorted(measured[depth], key=lambda one: one[-1], reverse=True):
            stack.append((depth + 1, tuple(have + more for have, more in zip(taken, vector, strict=True))))
    return False


def undominated(vectors: Collection[Vector]) -> list[Vector]:
    """Without those that take at least as much of everything as another one."""
    kept: list[Vector] = []
    for vector in sorted(vectors):
        if not any(all(less <= more for less, more in zip(other, vector, strict=True)) for other in kept):
            kept.append(vector)
    return kept


def weighed(vector: Vector, weights: Sequence[int]) -> int:
    """All parts of a vector in one number."""
    return sum(part * weight for part, weight in zip(vector, weights, strict=True))


def spread(vectors: Sequence[Vector], weights: Sequence[int]) -> int:
    """How far apart the choices lie."""
    sizes = [weighed(vector, weights) for vector in vectors]
    return max(sizes) - min(sizes)
