"""What a finding is, and when the same finding is news."""

from dataclasses import dataclass

# A finding that was set aside comes back when it has grown by so much (strength is a share of one).
STEP = 0.2


@dataclass(frozen=True)
class Leg:
    """What one side rests on, by ids; `group` is the place of an opinion group on its conversation's map."""

    statements: tuple[int, ...] = ()
    needs: tuple[int, ...] = ()
    limits: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    conversation: int | None = None
    group: int | None = None


@dataclass(frozen=True)
class Found:
    """One tension. `key` is the same each time it is found; `stamp` holds the figures whose change makes it news."""

    kind: str
    key: str
    strength: float
    legs: tuple[Leg, Leg]
    stamp: tuple[int, ...] = ()


def is_news(strength: float, stamp: tuple[int, ...], now: Found) -> bool:
    """Whether a finding that stood so when it was set aside is a different one now."""
    return now.stamp != stamp or now.strength >= strength + STEP
