"""The four kinds of tension that can be found, each from plain figures. Nothing is found that chance could explain."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from wayahead.kernels.tensions.found import Found, Leg

HALF = 0.5
NOTHING: Mapping[int, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Stand:
    """How one group answers one statement: shares of one, and the lowest that each could be."""

    statement: int
    group: int
    agree: float
    agree_low: float
    disagree: float
    disagree_low: float


@dataclass(frozen=True)
class Blockage:
    """A need, the lowest agreement of each group with it, and a limit that no solution to it keeps to."""

    need: int
    lows: tuple[float, ...]
    limit: int
    limit_version: int


@dataclass(frozen=True)
class Clash:
    """Limits that cannot all be kept, each with the number of its version."""

    limits: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Voiced:
    """A need and how many people's words it rests on."""

    need: int
    voices: int


@dataclass(frozen=True)
class Backing:
    """An organisation and the needs that its money or its plans rest on."""

    organisation: int
    needs: tuple[int, ...]


def divided(
    conversation: int, stands: Iterable[Stand], *, most: int, matters: Mapping[int, frozenset[str]] = NOTHING
) -> list[Found]:
    """Statements that most of one group agree and most of another disagree with, surely; the widest apart first.

    The other side speaks by the statement that divides the same two groups most the other way round, if there is one
    on the same matter: `matters` has what each statement is about, and words about something else answer nothing.
    """
    by_statement: dict[int, dict[int, Stand]] = {}
    for stand in stands:
        by_statement.setdefault(stand.statement, {})[stand.group] = stand
    pairs = [pair for groups in by_statement.values() if (pair := widest(list(groups.values())))]
    pairs.sort(key=lambda pair: (-gap(*pair), pair[0].statement))
    return [found_between(conversation, pair, on_its_matter(pair, pairs, matters)) for pair in pairs[:most]]


def on_its_matter(
    pair: tuple[Stand, Stand], pairs: Sequence[tuple[Stand, Stand]], matters: Mapping[int, frozenset[str]]
) -> list[tuple[Stand, Stand]]:
    """Those of the pairs whose statement has a matter in common with that of `pair`."""
    about = matters.get(pair[0].statement, frozenset())
    return [other for other in pairs if about & matters.get(other[0].statement, frozenset())]


def gap(yes: Stand, no: Stand) -> float:
    """How far apart two groups are on one statement: nought at half and half, one where nobody is of the other mind."""
    return yes.agree + no.disagree - 1


def widest(stands: Sequence[Stand]) -> tuple[Stand, Stand] | None:
    """The group that agrees most and the one that disagrees most, when both surely do."""
    yes = [stand for stand in stands if stand.agree_low > HALF]
    no = [stand for stand in stands if stand.disagree_low > HALF]
    if not yes or not no:
        return None
    return max(yes, key=lambda one: (one.agree, -one.group)), max(no, key=lambda one: (one.disagree, -one.group))


def found_between(conversation: int, pair: tuple[Stand, Stand], pairs: Sequence[tuple[Stand, Stand]]) -> Found:
    """A finding on the statement of `pair`; the other side's own sentence is taken from `pairs`."""
    yes, no = pair
    turned = [other for other in pairs if (other[0].group, other[1].group) == (no.group, yes.group)]
    answer = (turned[0][0].statement,) if turned else ()
    legs = (
        Leg(statements=(yes.statement,), conversation=conversation, group=yes.group),
        Leg(statements=answer, conversation=conversation, group=no.group),
    )
    return Found("divided", f"divided:{yes.statement}", round(gap(*pair), 4), legs)


def blocked(blockages: Iterable[Blockage]) -> list[Found]:
    """Needs that surely more than half of every group shares, each with a limit that stands in its way."""
    found = {
        (one.need, one.limit): Found(
            "blocked",
            f"blocked:{one.need}:{one.limit}",
            round(min(one.lows), 4),
            (Leg(needs=(one.need,)), Leg(limits=(one.limit,))),
            (one.limit_version,),
        )
        for one in blockages
        if len(one.lows) > 1 and min(one.lows) > HALF
    }
    return sorted(found.values(), key=lambda one: (-one.strength, one.key))


def exclusive(clashes: Iterable[Clash]) -> list[Found]:
    """Two limits that exclude one another. Three or more are no tension of two sides; a solution's grid shows them."""
    found = {}
    for clash in clashes:
        if len(clash.limits) == 2:
            (one, one_version), (other, other_version) = sorted(clash.limits)
            legs = (Leg(limits=(one,)), Leg(limits=(other,)))
            key = f"exclusive:{one}:{other}"
            found[key] = Found("exclusive", key, 1.0, legs, (one_version, other_version))
    return [found[key] for key in sorted(found)]


def far(voiced: Iterable[Voiced], backings: Iterable[Backing], *, top: int) -> list[Found]:
    """Organisations none of whose money or plans goes to the needs that most people speak for.

    The community's first needs are the `top` with the most voices; where others have as many voices as the last of
    them, the order says nothing, and those count as first too.
    """
    needs = sorted(voiced, key=lambda one: (-one.voices, one.need))
    if len(needs) <= top:
        return []
    bar = needs[top - 1].voices
    first = {one.need for one in needs if one.voices >= bar}
    most = sum(one.voices for one in needs)
    by_need = {one.need: one.voices for one in needs}
    found = []
    for backing in sorted(backings, key=lambda one: one.organisation):
        theirs = tuple(sorted(set(backing.needs) & by_need.keys()))
        if theirs and not first & set(theirs):
            asked = needs[0]
            share = (asked.voices - max(by_need[need] for need in theirs)) / most
            legs = (Leg(needs=(asked.need,)), Leg(organisations=(backing.organisation,), needs=theirs))
            key = f"far:{backing.organisation}:{asked.need}"
            found.append(Found("far", key, round(share, 4), legs, theirs))
    return found
