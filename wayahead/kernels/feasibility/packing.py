"""Choosing one vector of whole numbers for each thing, so that their sum stays within bounds: exactly or not at all."""

from collections.abc import Collection, Sequence

Vector = tuple[int, ...]
SCALE = 10**12
# More steps than any real table of solutions needs; past them the honest answer is that we do not know.
MOST_STEPS = 20_000
# How often the weights lean further before we search.
LEANINGS = 60


class TooManyWays(Exception):
    """So many combinations that trying them all would take too long."""


def packs(choices: Sequence[Collection[Vector]], bounds: Sequence[int]) -> bool:
    """True where one vector of each of `choices` can be taken without passing `bounds`. Raises TooManyWays.

    Weights that lean on what is scarce settle nearly every case: the lightest choice of each either fits, or weighs
    more than all bounds together, which proves in whole numbers that nothing fits. The rest is searched, depth first.
    """
    if not choices:
        return True
    rows = [undominated(vectors) for vectors in choices]
    weights = [SCALE // max(bound, 1) + 1 for bound in bounds]
    for lean in range(LEANINGS):
        lightest = [min(vectors, key=lambda vector: weighed(vector, weights)) for vectors in rows]
        taken = [sum(parts) for parts in zip(*lightest, strict=True)]
        if all(have <= most for have, most in zip(taken, bounds, strict=True)):
            return True
        if weighed(taken, weights) > weighed(bounds, weights):
            return False
        weights = [
            leant(weight, have, most, 8 + lean) for weight, have, most in zip(weights, taken, bounds, strict=True)
        ]
    return searched(rows, bounds, weights)


def leant(weight: int, have: int, most: int, calm: int) -> int:
    """More weight on what is passed, less on what is left over; the calmer, the smaller the step."""
    over = max(-most, min(most, have - most)) if most else (1 if have else -1)
    return max(1, weight + weight * over * 4 // (max(most, 1) * calm))


def searched(rows: Sequence[Sequence[Vector]], bounds: Sequence[int], weights: Sequence[int]) -> bool:
    """The same by trying, the widest choices first; a branch ends where the least that remains passes a bound."""
    widest = sorted(rows, key=lambda vectors: (len(vectors), spread(vectors, weights)), reverse=True)
    measured = [[(*vector, weighed(vector, weights)) for vector in vectors] for vectors in widest]
    room = (*bounds, weighed(bounds, weights))
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


def weighed(vector: Sequence[int], weights: Sequence[int]) -> int:
    """All parts of a vector in one number."""
    return sum(part * weight for part, weight in zip(vector, weights, strict=True))


def spread(vectors: Sequence[Vector], weights: Sequence[int]) -> int:
    """How far apart the choices lie."""
    sizes = [weighed(vector, weights) for vector in vectors]
    return max(sizes) - min(sizes)
