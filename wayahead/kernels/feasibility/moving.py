"""Whether a limit that reads otherwise leaves more room than before, or less: each blank knows which way is looser."""

from dataclasses import dataclass
from typing import Any

from wayahead.kernels.feasibility.limit import Blank, Limit


@dataclass(frozen=True)
class Moved:
    """The blanks by which a limit leaves more room for somebody, and those by which it leaves less."""

    looser: tuple[str, ...]
    tighter: tuple[str, ...]

    @property
    def is_looser(self) -> bool:
        """True where it leaves more room, and less for nobody: whatever met it before still meets it."""
        return bool(self.looser) and not self.tighter


def moved(before: Limit, after: Limit) -> Moved:
    """How a limit moved from one reading to another of the same kind; raises ValueError for two kinds."""
    if before.name != after.name:
        raise ValueError("two kinds of test, of which neither is looser")
    looser: list[str] = []
    tighter: list[str] = []
    for blank in before.blanks:
        was, now = getattr(before, blank.name), getattr(after, blank.name)
        if was != now:
            (looser if is_looser(blank, was, now) else tighter).append(blank.name)
    return Moved(tuple(looser), tuple(tighter))


def is_looser(blank: Blank, was: Any, now: Any) -> bool:
    """Whether one blank that is filled in otherwise leaves more room, and less for nobody."""
    if blank.looser == "filled":
        return was is None
    if blank.looser == "" or was is None:
        return False
    if now is None:
        return True
    if isinstance(was, tuple):
        return set(was) <= set(now)
    return bool(now > was) if blank.looser == "more" else bool(now < was)
