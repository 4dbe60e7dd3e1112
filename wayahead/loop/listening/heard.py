"""Who was heard in one conversation: votes per statement, by author, by group and by channel. Figures only."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from wayahead.kernels.opinion.asking import DEFAULT, Shortfall, Spread, in_tenths
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement, Tally, Voice

FEWEST_SHOWN = OpinionMap.FEWEST_SHOWN
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """How evenly some statements were heard, or the statements of some people.

    `people` is None, and so is the rest, when they are fewer than five.
    """

    label: str
    letter: str = ""
    people: int | None = None
    heard: Spread | None = None
    shortfall: Shortfall | None = None


@dataclass(frozen=True)
class Heard:
    """What the public panel shows. Without `everybody` fewer than five people took part, and nothing is shown."""

    everybody: Spread | None
    shortfall: Shortfall | None
    tenths: list[tuple[int, float]]
    groups: list[Row]
    authors: list[Row]
    channels: list[Row]
    voted: list[Row]


def who_was_heard(conversation: Conversation) -> Heard:
    """How evenly the open statements of a conversation were heard, from the standing tallies."""
    accepted = conversation.statements.filter(state=Statement.State.ACCEPTED)
    statements = list(accepted.values_list("pk", "number"))
    place = {pk: n for n, (pk, _number) in enumerate(statements)}
    answers = answers_by_group(conversation, place)
    hearings = sum(answers.values(), np.zeros(len(place), dtype=np.int64))
    if not statements or conversation.participations.count() < FEWEST_SHOWN:
        return Heard(None, None, [], [], [], [], [])
    return Heard(
        everybody=Spread.of(hearings),
        shortfall=Shortfall.of_hearings(hearings, DEFAULT.floor),
        tenths=in_tenths(hearings),
        groups=group_rows(conversation, answers),
        voted=voting_rows(conversation, [number for _pk, number in statements]),
        **author_rows(conversation, place, hearings),
    )


def answers_by_group(conversation: Conversation, place: dict[int, int]) -> dict[int, Counts]:
    """Per group how many of it answered each statement, those in no group under `Tally.NO_GROUP`."""
    found: dict[int, Counts] = defaultdict(lambda: np.zeros(len(place), dtype=np.int64))
    tallies = Tally.objects.filter(statement__in=place)
    for statement, group, *counts in tallies.values_list("statement", "group", "agree", "disagree", "passed"):
        found[group][place[statement]] += sum(counts)
    return found


def group_rows(conversation: Conversation, answers: dict[int, Counts]) -> list[Row]:
    """A row per group of the last map; none when there are no groups to tell apart."""
    drawn = OpinionMap.objects.filter(conversation=conversation).only("result").first()
    sizes = drawn.result["groups"]["sizes"] if drawn else []
    if len(sizes) < 2:
        return []
    rows = []
    for group, size in enumerate(sizes):
        letter = OpinionMap.LETTERS[group]
        label = _("Group %s") % letter
        if size < FEWEST_SHOWN or group not in answers:
            rows.append(Row(label, letter))
        else:
            own = answers[group]
            rows.append(Row(label, letter, size, Spread.of(own), Shortfall.of_hearings(own, DEFAULT.group_floor)))
    return rows


def voting_rows(conversation: Conversation, numbers: list[int]) -> list[Row]:
    """A row per way in which people answered, as of the last map: how evenly its people heard the open statements."""
    counted = OpinionMap.objects.filter(conversation=conversation).values_list("by_channel", flat=True).first() or {}
    rows = []
    for name, label in Voice.Channel.choices:
        if name in counted and counted[name]["people"] >= FEWEST_SHOWN:
            own = np.array([counted[name]["answers"].get(str(number), 0) for number in numbers], dtype=np.int64)
            rows.append(Row(str(label), people=counted[name]["people"], heard=Spread.of(own)))
        elif name in counted:
            rows.append(Row(str(label)))
    return rows


def author_rows(conversation: Conversation, place: dict[int, int], hearings: Counts) -> dict[str, list[Row]]:
    """Rows by who spoke and by how it came. A statement counts with each author and channel it was drawn from."""
    drawn_from = Voice.statements.through.objects.filter(statement__in=place)
    links = drawn_from.values_list(
        "statement", "voice__speaker", "voice__speaker__claimed_by", "voice__channel", "voice__is_lived"
    )
    authors: dict[int, set[int]] = defaultdict(set)
    lived: dict[int, set[int]] = defaultdict(set)
    channels: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for statement, speaker, account, channel, is_lived in links:
        author = account or speaker
        if author is None:
            continue
        authors[author].add(place[statement])
        channels[channel][author].add(place[statement])
        if is_lived:
            lived[author].add(place[statement])
    words = dict(Voice.Channel.choices)
    return {
        "authors": [
            row_of(_("Everybody who spoke"), authors, hearings),
            row_of(_("Those who said they have lived it"), lived, hearings),
        ],
        "channels": [row_of(str(words[name]), channels[name], hearings) for name in words if name in channels],
    }


def row_of(label: str, authors: dict[int, set[int]], hearings: Counts) -> Row:
    """How evenly some authors were heard: each by the mean of their statements."""
    if len(authors) < FEWEST_SHOWN:
        return Row(label)
    means = [hearings[sorted(own)].mean() for own in authors.values()]
    return Row(label, people=len(authors), heard=Spread.of(np.array(means)))
