"""The limits of a co-production, and one of them with everything that was asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead import access
from wayahead.kernels.feasibility import parse
from wayahead.loop.constraints import wording
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, Question
from wayahead.loop.constraints.moving import test_of
from wayahead.loop.constraints.sorts import sorts
from wayahead.loop.tensions.models import Tension
from wayahead.web.constraints.questions import AskForm
from wayahead.web.pages import Ask, page


@dataclass(frozen=True)
class Card:
    """A limit as a list shows it."""

    constraint: Constraint
    statement: str
    url: str
    ask_url: str
    what_if_url: str
    note: str
    moved_from: str
    moved_because: str


@dataclass(frozen=True)
class Earlier:
    """How a limit read before, what took its place, and how many people asked for that."""

    version: ConstraintVersion
    next: ConstraintVersion
    people: int


@dataclass(frozen=True)
class Asked:
    """A question of a limit with its clock in words, those who joined it, and what it proposes in sentences."""

    question: Question
    joined: Sequence[Question]
    proposes: Sequence[str]
    clock: str
    detail: str
    is_mine: bool
    may_answer: bool
    may_join: bool

    @property
    def joined_words(self) -> list[Question]:
        """Those of them who wrote words of their own."""
        return [one for one in self.joined if one.text]


def shown(constraint: Constraint) -> Card:
    """The card of a limit whose versions and questions are at hand."""
    versions = sorted(constraint.versions.all(), key=lambda version: version.number)
    moves = [(new, old) for old, new in pairwise(versions) if new.moves(old)]
    move, before = moves[-1] if moves else (None, None)
    asked = list(constraint.questions.all())
    questions = [question for question in asked if question.same_as_id is None]
    waiting = sum(question.is_open for question in questions)
    late = sum(question.is_open and question.days_late > 0 for question in questions)
    notes = [ngettext("%d question", "%d questions", len(questions)) % len(questions)] if questions else []
    if len(asked) > len(questions):
        notes.append(ngettext("%d person asked", "%d people asked", len(asked)) % len(asked))
    notes += [_("%d waiting for an answer") % waiting] if waiting else []
    notes += [_("%d late") % late] if late else []
    url = reverse("limit", args=[constraint.coproduction.slug, constraint.pk])
    return Card(
        constraint,
        versions[-1].statement,
        url,
        reverse("limit_ask", args=[constraint.coproduction.slug, constraint.pk]),
        reverse("limit_what_if", args=[constraint.coproduction.slug, constraint.pk]),
        ", ".join(notes) or _("Nobody has asked why yet"),
        before.statement if before else "",
        move.reason if move else "",
    )


def ways() -> list[tuple[str, str]]:
    """The ways to look at limits, in words; the first is how the list opens."""
    return [
        ("standing", _("All that stand")),
        ("questioned", _("Questioned")),
        ("unasked", _("Not questioned yet")),
        ("late", _("Answer late")),
        ("moved", _("Moved")),
        ("asked", _("Moved because people asked")),
        ("fixed", _("Called fixed, and moved")),
        ("withdrawn", _("Withdrawn")),
    ]


def with_all(rows: "QuerySet[Constraint]") -> "QuerySet[Constraint]":
    """Limits with all that a card needs."""
    questions = Prefetch("questions", Question.objects.defer("text", "answer_text"))
    return rows.select_related("owner", "coproduction").prefetch_related("versions", questions)


def figures(cards: Sequence[Card], rows: "QuerySet[Constraint]") -> list[dict[str, Any]]:
    """How many limits there are, were asked about, moved because of it, and owe an answer that is late."""
    questions = Question.objects.filter(constraint__in=rows.values("pk"))
    late = questions.unjoined().late().count()
    stand, asked = rows.filter(state=Constraint.State.STANDING).count(), questions.count()
    moved = questions.moved().values("constraint").distinct().count()
    return [
        {"figure": stand, "word": ngettext("limit stands", "limits stand", stand), "show": "standing"},
        {"figure": asked, "word": ngettext("time somebody asked", "times somebody asked", asked), "show": "questioned"},
        {"figure": moved, "word": _("moved because people asked"), "show": "asked"},
        {
            "figure": late,
            "word": ngettext("answer is late", "answers are late", late),
            "show": "late",
            "is_late": late > 0,
        },
    ]


def constraints(request: Ask, slug: str) -> HttpResponse:
    """Every limit of a co-production, by kind."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = with_all(access.visible(request.person, Constraint).filter(coproduction=coproduction))
    known = sorts()
    asked = request.GET.get("show", "")
    sort = asked if asked in known else "standing"
    cards = [shown(constraint) for constraint in rows.filter(known[sort])]
    groups: list[dict[str, Any]] = [
        {"label": label, "cards": [card for card in cards if card.constraint.kind == kind]}
        for kind, label in Constraint.Kind.choices
    ]
    return page(
        request,
        "constraints/all.html",
        coproduction=coproduction,
        here="constraints",
        groups=[group for group in groups if group["cards"]],
        ways=ways(),
        show=sort,
        figures=figures(cards, access.visible(request.person, Constraint).filter(coproduction=coproduction)),
        has_any=bool(cards) or rows.exists(),
        may_publish=access.allows(request.person, "limit.publish", coproduction),
    )


def asked_of(request: Ask, constraint: Constraint) -> list[Asked]:
    """Every question of a limit, the newest first."""
    rows = access.visible(request.person, Question).filter(constraint=constraint).select_related("moved_to")
    roots = rows.filter(same_as=None).prefetch_related(Prefetch("joined", Question.objects.order_by("pk")))
    answerable = access.among(request.person, "question.answer").filter(constraint=constraint)
    may_answer = set(answerable.values_list("pk", flat=True))
    joinable = access.among(request.person, "question.join").filter(constraint=constraint)
    may_join = set(joinable.values_list("pk", flat=True))
    mine = request.person.selves if request.person else []
    waiting = sum(question.is_open for question in roots)
    found = []
    for question in roots:
        clock, detail = clock_words(question, constraint)
        joined = list(question.joined.all())
        found.append(
            Asked(
                question,
                joined,
                wording.sentences(parse(question.proposed)) if question.proposed else [],
                clock,
                detail,
                is_mine=any(one.asker_id in mine for one in (question, *joined)),
                may_answer=question.is_open and question.pk in may_answer,
                may_join=question.is_open and waiting > 1 and question.pk in may_join,
            )
        )
    return found


def clock_words(question: Question, constraint: Constraint) -> tuple[str, str]:
    """What an answer clock says, and the line below it."""
    days, late = question.elapsed_days, question.days_late
    if not question.is_open:
        answered = _("Answered on the same day")
        if days:
            answered = ngettext("Answered after %d day", "Answered after %d days", days) % days
        return answered, ngettext("%d day late", "%d days late", late) % late if late else ""
    day = date_format(question.due_on, "j F")
    if late:
        words = ngettext("The answer is %d day late", "The answer is %d days late", late) % late
        return words, _("%(owner)s promised it by %(day)s.") % {"owner": constraint.owner, "day": day}
    words = _("Answer owed by %s") % day
    return words, _("%s set itself this clock at the table.") % constraint.owner


def limit(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One limit: its words as they stand and stood, why, who can move it, and what came of asking."""
    found = access.fetch(request.person, "limit.see", pk=pk, coproduction__slug=slug)
    versions = list(found.versions.annotate(people=Count("because_of")).order_by("-number"))
    asked = asked_of(request, found)
    is_standing = found.state == Constraint.State.STANDING
    return page(
        request,
        "constraints/one.html",
        coproduction=found.coproduction,
        here="constraints",
        limit=found,
        current=versions[0],
        honest_since=honest_since(versions),
        earlier=[Earlier(old, new, new.people) for new, old in pairwise(versions)],
        sentences=wording.sentences(test_of(versions[0])),
        needs=found.needs.all(),
        areas=found.areas.all(),
        asked=asked,
        replaces=found.replaces.all(),
        tensions=access.visible(request.person, Tension).filter(sides__limits=found).distinct(),
        because_asked=[one.question for one in asked if one.question.answer in ("loosened", "withdrawn")],
        is_standing=is_standing,
        may_change=is_standing and access.allows(request.person, "limit.change", found),
        form=AskForm(),
    )


def honest_since(versions: Sequence[ConstraintVersion]) -> ConstraintVersion:
    """With which of its versions, the newest first, the honest answer of the newest was given."""
    since = versions[0]
    for older in versions[1:]:
        if (older.honest_answer, older.honest_words) != (since.honest_answer, since.honest_words):
            break
        since = older
    return since


urlpatterns = [
    path("c/<slug:slug>/constraints/", constraints, name="constraints"),
    path("c/<slug:slug>/constraints/<int:pk>/", limit, name="limit"),
]
