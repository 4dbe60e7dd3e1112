"""The smallest set that has something in common with every given set. Sets are whole numbers, a bit for each member."""

from collections.abc import Sequence

# Where so many steps do not settle it, we say that we do not know of a smaller one.
MOST_STEPS = 20_000


class NotSettled(Exception):
    """Too many steps."""


def smallest_hitting(sets: Sequence[int], *, fewer_than: int) -> int | None:
    """A smallest set that meets every one of `sets`; None where it would need `fewer_than` members or more.

    Branch and bound on the smallest set not met yet; sets that share nothing tell how many members are needed at least.
    Raises NotSettled.
    """
    best: int | None = None
    most = fewer_than - 1
    stack: list[tuple[int, int]] = [(0, 0)]  # (members taken, members that are left out on this branch)
    steps = 0
    while stack:
        taken, out = stack.pop()
        steps += 1
        if steps > MOST_STEPS:
            raise NotSettled
        open_sets = [one & ~out for one in sets if not one & taken]
        if not all(open_sets) or taken.bit_count() + apart(open_sets) > most:
            continue
        if not open_sets:
            best, most = taken, taken.bit_count() - 1
            continue
        branch = min(open_sets, key=int.bit_count)
        left_out = out
        branches = []
        while branch:
            member = branch & -branch
            branch ^= member
            branches.append((taken | member, left_out))
            left_out |= member
        stack.extend(reversed(branches))
    return best


def apart(sets: Sequence[int]) -> int:
    """How many of these sets, taken greedily, share nothing with one another."""
    used, count = 0, 0
    for one in sorted(sets, key=int.bit_count):
        if not one & used:
            used |= one
            count += 1
    return count
