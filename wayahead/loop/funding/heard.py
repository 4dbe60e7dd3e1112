"""Who was heard in a round: how much of people's shares was used, by group of opinion and by part of the area.

No line of a table stands for fewer than five people, and none can be worked out from the others and the whole.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wayahead.kernels.allocation import Heard
from wayahead.loop.funding.models import FEW, Round, RoundBallot
from wayahead.loop.listening.models import OpinionMap, Participation, Statement

GROUP, PART = "group", "part"
NOT_SAID = ""  # in no group, or in no part that may be named


@dataclass(frozen=True)
class Labels:
    """What each counted ballot carries, in the order of the ballots: its group of opinion, its part of the area."""

    of: Mapping[str, Sequence[str]]
    drawn: OpinionMap | None = None  # the map that the groups are of

    def in_order(self, order: Sequence[int]) -> dict[str, list[str]]:
        """The same once the ballots are put in another order; labels of fewer than five people are joined."""
        return {name: without_few([labels[place] for place in order]) for name, labels in self.of.items()}


def labels_of(round: Round, ballots: Sequence[RoundBallot]) -> Labels:
    """The labels of these ballots: groups from the map of the conversation that the round rests on most.

    A panel carries none: it decides for others.
    """
    if round.is_panel:
        return Labels({})
    parts = [ballot.area.name if ballot.area else NOT_SAID for ballot in ballots]
    drawn = map_behind(round)
    if drawn is None:
        return Labels({PART: parts})
    groups = groups_of(drawn, ballots)
    return Labels({GROUP: [groups.get(person_of(ballot), NOT_SAID) for ballot in ballots], PART: parts}, drawn)


def map_behind(round: Round) -> OpinionMap | None:
    """The map of the conversation from which most statements under the needs in this round come, if it has groups."""
    statements = Statement.objects.filter(needs__solutions__versions__entries__round=round).distinct()
    conversations = Counter(statements.values_list("conversation_id", flat=True))
    if not conversations:
        return None
    most = max(sorted(conversations), key=conversations.__getitem__)
    drawn = OpinionMap.objects.filter(conversation=most).select_related("conversation").defer("people").first()
    return drawn if drawn and drawn.is_shown and drawn.result["groups"]["count"] > 1 else None


def person_of(ballot: RoundBallot) -> int | None:
    """Whose ballot it is, whichever of their selves gave it; None on paper."""
    return (ballot.person.claimed_by_id or ballot.person_id) if ballot.person else None


def groups_of(drawn: OpinionMap, ballots: Iterable[RoundBallot]) -> dict[int | None, str]:
    """Person → the letter of their group on this map, of groups that are large enough to be shown."""
    sizes = drawn.result["groups"]["sizes"]
    shown = [group for group, size in enumerate(sizes) if size >= OpinionMap.FEWEST_SHOWN]
    taking_part = Participation.objects.filter(conversation=drawn.conversation_id, person__isnull=False)
    placed = taking_part.filter(placement__group__in=shown).order_by("joined_at")
    people = {person_of(ballot) for ballot in ballots}
    found: dict[int | None, str] = {}
    for key, claimed_by, group in placed.values_list("person", "person__claimed_by", "placement__group"):
        if (claimed_by or key) in people:
            found[claimed_by or key] = OpinionMap.LETTERS[group]
    return found


def without_few(labels: Sequence[str]) -> list[str]:
    """The labels, those that fewer than five people carry exchanged for none; nor do one to four stay without."""
    people = Counter(labels)
    kept = {label for label, number in people.items() if label != NOT_SAID and number >= FEW}
    while kept and 0 < len(labels) - sum(people[label] for label in kept) < FEW:
        kept.remove(min(sorted(kept), key=people.__getitem__))
    return [label if label in kept else NOT_SAID for label in labels]


def may_be_told(number: int, of: int) -> bool:
    """Whether a number of people tells nothing of fewer than five, nor of the fewer than five that are left."""
    return number in (0, of) or FEW <= number <= of - FEW


def told_by(label: str, found: Mapping[str, Heard], drawn: OpinionMap | None) -> dict[str, Any] | None:
    """One table as plain data, its lines by name and those without one last; None with fewer than two lines."""
    if len(found) < 2:
        return None
    known = ranges(found)
    rows = [
        {
            "name": name,
            "people": one.people,
            "people_with_something_funded": dict(zip(("at_least", "at_most"), known[name], strict=True)),
            "share_used": None if one.used is None else round(one.used, 2),
        }
        for name, one in sorted(found.items(), key=lambda row: (row[0] == NOT_SAID, row[0]))
    ]
    source = {"conversation": drawn.conversation_id, "map_version": drawn.version} if drawn and label == GROUP else {}
    return {"rows": rows} | source


def ranges(found: Mapping[str, Heard]) -> dict[str, tuple[int, int]]:
    """For each line from how many to how many people see something funded: the number itself wherever it may be told.

    Where one may not, it and whatever is near to nobody or everybody is only said to within four. The whole is known to
    all, so that what is vague is never alone, and never pinned down by the whole; else more becomes vague.
    """
    if all(may_be_told(one.served, one.people) for one in found.values()):
        return {name: (one.served, one.served) for name, one in found.items()}
    vague = {name for name, one in found.items() if not FEW <= one.served <= one.people - FEW}
    while len(vague) < len(found) and not is_kept(found, vague):
        vague.add(min(sorted(set(found) - vague), key=lambda name: found[name].people))
    told = {name: (one.served, one.served) for name, one in found.items()} | {
        name: roughly(found[name]) for name in vague
    }
    if is_pinned({name: told[name] for name in vague}, sum(found[name].served for name in vague)):
        return told | {name: (0, found[name].people) for name in vague}
    return told


def is_kept(found: Mapping[str, Heard], vague: Iterable[str]) -> bool:
    """Whether the vague lines tell nothing together: there are two of them, and their sum may be told."""
    lines = [found[name] for name in vague]
    return len(lines) > 1 and may_be_told(sum(one.served for one in lines), sum(one.people for one in lines))


def roughly(one: Heard) -> tuple[int, int]:
    """Nobody or almost nobody, everybody or almost everybody; nothing at all of a line that is neither or both."""
    is_low, is_high = one.served < FEW, one.people - one.served < FEW
    if is_low == is_high:
        return 0, one.people
    return (0, FEW - 1) if is_low else (one.people - FEW + 1, one.people)


def is_pinned(lines: Mapping[str, tuple[int, int]], total: int) -> bool:
    """Whether the sum of these lines leaves one of them no more than one number."""
    lowest, highest = (sum(line[end] for line in lines.values()) for end in (0, 1))
    return any(max(low, total - (highest - high)) >= min(high, total - (lowest - low)) for low, high in lines.values())


def told_of_belonging(round: Round, ballots: Sequence[RoundBallot]) -> dict[str, Any] | None:
    """How many say that they live, work, study or are cared for in the area; None where nobody was asked."""
    if not round.asks_where:
        return None
    said = sum(ballot.belongs for ballot in ballots)
    return {"area": str(round.coproduction.area), "people": said if may_be_told(said, len(ballots)) else None}
