"""The core of a bid: what an agreed version says already, put together for funders. Nothing is typed again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from wayahead.base.coproduction.models import CostLine
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding.models import Bid, WholeBid
from wayahead.loop.listening.models import Voice
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.checks import GridRow, grid
from wayahead.loop.solutions.models import Agreement, Version

MOST_QUOTES = 3  # of each need; the rest is one link away


@dataclass(frozen=True)
class Sign:
    """How anybody can see whether something changes: what is counted, and from where to where in a sentence."""

    words: str
    from_to: str


@dataclass(frozen=True)
class Aim:
    """One outcome of a need's framework: what is done, what changes by it, why that matters, and its signs."""

    number: int
    title: str
    what_we_do: str
    why_it_matters: str
    signs: Sequence[Sign]

    @property
    def texts(self) -> list[str]:
        """Everything that it says."""
        signs = [text for sign in self.signs for text in (sign.words, sign.from_to)]
        return [self.title, self.what_we_do, self.why_it_matters, *signs]


@dataclass(frozen=True)
class Told:
    """One need of the bid, with what people said in their own words, as far as they let everybody read it, and what
    should change.
    """

    need: Need
    quotes: Sequence[Voice]
    aims: Sequence[Aim] = ()


@dataclass(frozen=True)
class Core:
    """What funders read of a bid before they ask anything."""

    version: Version
    needs: Sequence[Told]
    limits: Sequence[GridRow]
    agreement: Agreement | None
    involvement: Sequence[CostLine]
    words_count: int

    @property
    def planned_pence(self) -> int:
        """What involving people is planned to cost."""
        return sum(line.planned_pence for line in self.involvement)

    @property
    def spent_pence(self) -> int:
        """What involving people has cost so far."""
        return sum(line.spent_pence for line in self.involvement)


@dataclass(frozen=True)
class Rewritten:
    """How much one bid had to be rewritten: the words it answers to one programme alone, against those of the core."""

    bid: Bid
    words_count: int
    core_count: int

    @property
    def share(self) -> float:
        """Words for this programme alone, for each word of the core."""
        return self.words_count / self.core_count if self.core_count else 0.0

    @property
    def per_cent(self) -> int:
        """The same in whole per cent; nought only where nothing was written."""
        return max(round(100 * self.share), 1) if self.words_count else 0


def core_of(
    version: Version, beyond: Sequence[Constraint] = (), aims: Mapping[int, Sequence[Aim]] | None = None
) -> Core:
    """The core of a bid of this version; `beyond` are the limits that its programmes bring, `aims` what should change,
    by the key of the need (outcomes come after money, so that `journey.bid_core` looks them up).
    """
    solution = version.solution
    needs = told_of(list(solution.needs.order_by("number")), aims or {})
    involvement = list(solution.coproduction.cost_lines.select_related("paid_by"))
    agreement = version.agreed_in
    words = [solution.title, version.summary, version.who_benefits]
    words += [text for told in needs for text in (told.need.title, told.need.story, told.need.dissent)]
    words += [quote.text for told in needs for quote in told.quotes]
    words += [text for told in needs for aim in told.aims for text in aim.texts]
    words += [text for section in version.sections.all() for text in (section.heading, section.text)]
    words += [cost.words for cost in version.costs.all()] + [gift.words for gift in version.in_kind.all()]
    words += [step.what for step in version.steps.all()] + [line.words for line in involvement]
    words += [agreement.words, agreement.dissent] if agreement else []
    rows = grid(solution, [version], beyond)
    prefetch_related_objects([row.constraint for row in rows], "coproduction")
    words += [row.wording.statement for row in rows]
    return Core(version, needs, rows, agreement, involvement, sum(map(count_words, words)))


def limits_brought_to(whole: WholeBid) -> list[Constraint]:
    """The standing limits that the programmes of a bid bring to it, ready to be checked."""
    limits = Constraint.objects.filter(programmes__bids__whole=whole, state=Constraint.State.STANDING).distinct()
    return list(limits.select_related("owner").prefetch_related("versions", "areas", "questions"))


def told_of(needs: Sequence[Need], aims: Mapping[int, Sequence[Aim]]) -> list[Told]:
    """Needs, each with a few of the words chosen for it that everybody may still read. Two queries."""
    through: QuerySet[Any] = Need.quotes.through.objects.all()
    links = list(through.filter(need__in=needs).order_by("voice").values_list("need", "voice"))
    readable = Voice.objects.filter(Voice.quotable()).in_bulk([voice for _need, voice in links])
    quotes: dict[int, list[Voice]] = {}
    for need, voice in links:
        if voice in readable and len(quotes.get(need, [])) < MOST_QUOTES:
            quotes.setdefault(need, []).append(readable[voice])
    return [Told(need, quotes.get(need.pk, []), aims.get(need.pk, ())) for need in needs]


def count_words(text: str) -> int:
    """How many words somebody wrote."""
    return len(text.split())


def rewritten(whole: WholeBid, core: Core) -> list[Rewritten]:
    """Of each programme that a bid asks: how many words were written for it alone."""
    bids = whole.bids.select_related("programme__funder").prefetch_related("extra_answers").order_by("pk")
    return [
        Rewritten(bid, sum(count_words(answer.text) for answer in bid.extra_answers.all()), core.words_count)
        for bid in bids
    ]
