"""What waits for somebody: where people seek agreement, and on every desk at which they read, answer or look again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from wayahead.access.doors import among, visible
from wayahead.access.rule import Reader, facilitated
from wayahead.base.coproduction.models import Concern, CoProduction, MeetingPoint
from wayahead.base.people.models import Person
from wayahead.loop.listening.models import Conversation, Voice
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes.models import Idea
from wayahead.loop.solutions.models import Agreement, Objection, Solution, Suggestion, Version
from wayahead.loop.tensions.models import Finding, Remark, Resolution, Speaker, Tension


@dataclass(frozen=True)
class Desk:
    """So many things of one kind that wait in one place; `key` says at which row they are done."""

    kind: str
    key: int  # of a need, its number
    coproduction: str  # its address; nothing where it is of none
    title: str
    many: int = 1
    late: int = 0


@dataclass(frozen=True)
class Waiting:
    """The oldest first: what is to be answered, written down, and looked at again; then what waits on each desk.

    Reasons wait for who looks after a version and who wrote it; the rest of agreeing for who looks after it.
    """

    reasons: "QuerySet[Any]"
    over: "QuerySet[Any]"
    reviews: "QuerySet[Any]"
    desks: list[Desk]

    def __bool__(self) -> bool:
        """True when something waits."""
        return bool(self.desks or self.reasons or self.over or self.reviews)


def waiting_for(person: Person, coproduction: CoProduction | None = None) -> Waiting:
    """What waits for this person, everywhere or in one co-production; a closed one waits for nothing."""
    looked_after = Q(version__in=among(person, "version.agree"))
    here = Q(version__solution__coproduction__closed_at=None)
    if coproduction is not None:
        here &= Q(version__solution__coproduction=coproduction)
    drafted = Q(version__drafted_by__in=person.selves)
    # Once a version is voted through, what stood against it is its dissent.
    standing = Q(state=Objection.State.STANDING, version__state=Version.State.SHARED)
    reasons = visible(person, Objection).filter(here & standing & (looked_after | drafted))
    reasons = reasons.select_related("version__solution__coproduction").order_by("raised_at", "pk")
    rounds = Agreement.objects.filter(looked_after & here).select_related("version__solution__coproduction")
    reviews = rounds.due_for_review().order_by("review_on", "pk")
    return Waiting(reasons, rounds.over(), reviews, list(desks_of(person, coproduction)))


def desks_of(person: Person, coproduction: CoProduction | None) -> Iterator[Desk]:
    """Every desk on which something waits, with one question to the database for each kind."""
    open_ones = CoProduction.objects.filter(closed_at=None)
    if coproduction is not None:
        open_ones = open_ones.filter(pk=coproduction.pk)
    looked_after = list(open_ones.filter(pk__in=facilitated(person)).values_list("pk", flat=True))
    yield from to_hear(looked_after)
    yield from to_settle(person, open_ones, looked_after)
    yield from to_shape(person, open_ones, looked_after)
    today = timezone.localdate()
    due = CoProduction.objects.filter(pk__in=looked_after, level_review_on__lte=today).order_by("level_review_on", "pk")
    yield from (Desk("level", *row) for row in due.values_list("pk", "slug", "title"))
    worries = visible(person, Concern).filter(state=Concern.State.OPEN)
    if coproduction is not None:
        worries = worries.filter(coproduction=coproduction)
    many, urgent = worries.aggregate(many=Count("pk"), urgent=Count("pk", filter=Q(is_urgent=True))).values()
    if many:
        yield Desk("concerns", 0, "", "", many, urgent)


def to_hear(looked_after: list[int]) -> Iterator[Desk]:
    """Voices that nobody has read, and what was said at meetings and is no voice yet."""
    conversations = Conversation.objects.filter(coproduction__in=looked_after).order_by("opened_at", "pk")
    waiting = Voice.objects.filter(state=Voice.State.WAITING)
    late = how_many(waiting.filter(answer_due_on__lt=timezone.localdate()), "conversation")
    yield from counted("voices", conversations.annotate(late=late), waiting, "conversation", "question", "late")
    said = MeetingPoint.objects.filter(kind=MeetingPoint.Kind.SAID, voice=None)
    asking = conversations.filter(state=Conversation.State.OPEN)
    yield from counted("points", asking, said, "meeting__coproduction__conversations", "question")


def to_settle(person: Person, open_ones: "QuerySet[CoProduction]", looked_after: list[int]) -> Iterator[Desk]:
    """What waits in the register of tensions; words to accept wait for the side that they are about as well."""
    here = Tension.objects.filter(coproduction__in=looked_after).order_by("registered_at", "pk")
    yield from counted("remarks", here, Remark.objects.waiting(), "tension")
    yield from counted("speakers", here, Speaker.objects.waiting(), "side__tension")
    found = Finding.objects.filter(state=Finding.State.WAITING)
    theirs = CoProduction.objects.filter(pk__in=looked_after).annotate(coproduction__slug=F("slug")).order_by("pk")
    yield from counted("findings", theirs, found, "coproduction")
    said = among(person, "understanding.answer").filter(answer="", side__tension__coproduction__in=open_ones)
    rows = said.order_by("said_at", "pk").values_list("pk", "side__tension__coproduction__slug", "side__tension__title")
    yield from (Desk("words", *row) for row in rows)
    back = Resolution.objects.exclude(came_back_at=None).filter(how_it_went="", tension__in=here)
    rows = back.order_by("came_back_at", "pk").values_list("pk", "tension__coproduction__slug", "tension__title")
    yield from (Desk("looking_back", *row) for row in rows)


def to_shape(person: Person, open_ones: "QuerySet[CoProduction]", looked_after: list[int]) -> Iterator[Desk]:
    """Suggestions and ideas that nobody has answered, and opportunities of which nobody said what came.

    Suggestions wait for whoever wrote a version as well; opportunities for whoever opened them.
    """
    drafted = Version.objects.filter(drafted_by__in=person.selves).values("solution")
    solutions = Solution.objects.filter(Q(coproduction__in=looked_after) | Q(pk__in=drafted)).order_by("pk")
    asked = Suggestion.objects.open().filter(hidden_because="", version__solution__coproduction__in=open_ones)
    yield from counted("suggestions", solutions, asked, "version__solution")
    needs = Need.objects.filter(coproduction__in=looked_after).order_by("pk")
    yield from counted("ideas", needs, Idea.objects.filter(state=Idea.State.WAITING), "need", key="number")
    calls = among(person, "call.settle").filter(coproduction__in=open_ones, settled_at=None)
    over = calls.filter(closes_on__lt=timezone.localdate()).order_by("closes_on", "pk")
    yield from (Desk("calls", *row) for row in over.values_list("pk", "coproduction__slug", "title"))


def counted(
    kind: str, places: "QuerySet[Any]", things: "QuerySet[Any]", by: str, title: str = "title", *more: str,
    key: str = "pk",
) -> Iterator[Desk]:  # fmt: skip
    """The places where some of these things wait, and how many; `by` leads from a thing to its place."""
    there = places.annotate(many=how_many(things, by)).filter(many__gt=0)
    return (Desk(kind, *row) for row in there.values_list(key, "coproduction__slug", title, "many", *more))


def how_many(things: "QuerySet[Any]", by: str) -> Coalesce:
    """How many of these things each row has."""
    mine = things.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(how_many=Count("pk"))
    return Coalesce(Subquery(mine.values("how_many")), 0)


def asked_of(person: Reader, **about: Any) -> "QuerySet[Any]":
    """Where people are asked whether something can be agreed, as far as this person sees it; the first to end first."""
    asked = visible(person, Agreement).filter(**about, outcome=Agreement.Outcome.SOUGHT)
    asked = asked.select_related("version__solution__coproduction").order_by("closes_on", "pk")
    return asked.distinct()
