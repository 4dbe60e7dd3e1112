"""Ask why of a limit or propose what would loosen it, without an account; join who asks the same; its owner answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Case, Count, When
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.kernels.feasibility import BadTest, parse
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.alike import alike
from wayahead.loop.constraints.models import Constraint, Question
from wayahead.loop.constraints.moving import test_of
from wayahead.web.constraints.blanks import blank_fields, test_from
from wayahead.web.constraints.honest import HONEST, honest_fields
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page

ANOTHER = "another"
SHOWN = 5  # questions beside the form; the page of the limit has them all
NOT_SHOWN = gettext_lazy("Everybody can read this. Your name is not shown, and you need no account.")


class AskForm(forms.Form):
    """One question. Once it looks like another one, whether it asks the same is asked as well."""

    text = forms.CharField(
        label=gettext_lazy("Why does this limit stand?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-count": "1000"}),
        help_text=NOT_SHOWN,
        error_messages={"required": gettext_lazy("Write your question first.")},
    )

    def ask_whether_same(self, found: list[Question]) -> None:
        """Add the choice among questions that may be the same."""
        choices = [(str(one.pk), f"“{one.text}”") for one in found]
        self.fields["same_as"] = forms.ChoiceField(
            label=gettext_lazy("This was asked already, and waits for its answer. Do you ask the same?"),
            choices=[*choices, (ANOTHER, _("No, mine is another question"))],
            widget=forms.RadioSelect,
            help_text=gettext_lazy("Who asks the same gets the same answer, by the same day."),
        )
        self.order_fields(["same_as", "text"])

    def proposed(self) -> dict[str, Any]:
        """The test that a proposal would put in place; a question has none."""
        return {}


class ProposeForm(AskForm):
    """What would loosen a limit: words, and a figure where it has one."""

    def __init__(self, data: Any, *, limit: Constraint) -> None:
        super().__init__(data)
        self.fields["text"].label = gettext_lazy("What would loosen it?")
        self.fields["text"].error_messages["required"] = gettext_lazy("Say what would loosen it.")
        self.standing = limit.current.test
        self.test = test_of(limit.current).name
        blanks = blank_fields(self.test, limit.coproduction, self.standing)
        for blank in blanks.values():
            blank.required = False
        self.fields.update(blanks)

    def proposed(self) -> dict[str, Any]:
        """The test as it would read; nothing where no figure was changed."""
        test = test_from(self.test, self.cleaned_data)
        if test == {"test": self.test}:
            return {}
        try:
            return {} if parse(test) == parse(self.standing) else test
        except BadTest:
            return test  # the action says what is wrong with it


# What is filled in only where a limit moves, apart from its blanks.
IF_IT_MOVES = ("statement", *HONEST)


class AnswerForm(forms.Form):
    """What happens to the limit and why; if it moves, how it reads, and the honest question anew."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What happens to the limit?"), choices=Question.Answer.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Your answer, with the reasons. Everybody can read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    statement = forms.CharField(
        label=gettext_lazy("How does it read now?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, limit: Constraint) -> None:
        stands = limit.current
        # What was said of the limit as it read before is asked anew, so it does not stand there already.
        kept = {name: getattr(stands, name) for name in ("statement", "firmness", "would_move_if", "who_can_move")}
        super().__init__(data, initial=kept)
        self.test = test_of(stands).name
        self.fields.update(honest_fields())
        blanks = blank_fields(self.test, limit.coproduction, stands.test)
        self.fields.update(blanks)
        for name in (*IF_IT_MOVES, *blanks):
            self.fields[name].required = False  # only a limit that moves fills them; the action says what is missing
        self.order_fields(["answer", "words", *blanks, *IF_IT_MOVES])

    @property
    def always(self) -> list[forms.BoundField]:
        """What every answer fills in."""
        return [self["answer"], self["words"]]

    @property
    def if_it_moves(self) -> list[forms.BoundField]:
        """What only a limit that moves fills in."""
        return [field for field in self if field.name not in ("answer", "words")]

    def given(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        names = ("answer", "words", *IF_IT_MOVES)
        return {name: self.cleaned_data[name] for name in names} | {"test": test_from(self.test, self.cleaned_data)}


class JoinForm(forms.Form):
    """Which question another one turned out to be."""

    to = forms.ModelChoiceField(
        Question.objects.none(),
        label=gettext_lazy("Which question is the same?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose the question that is the same.")},
    )

    def __init__(self, data: Any, *, question: Question) -> None:
        super().__init__(data)
        open_ones = Question.objects.unjoined().waiting().filter(constraint=question.constraint_id)
        self.fields["to"].queryset = open_ones.exclude(pk=question.pk)  # type: ignore[attr-defined]


def ask(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask why of a limit. A visitor becomes a guest, and comes back to the answer by their link."""
    found = access.fetch(request.person, "limit.ask", pk=pk, coproduction__slug=slug)
    return asking(request, found, AskForm(request.POST or None), Question.Kind.WHY)


def propose(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Propose what would loosen a limit; as open to guests as asking why."""
    found = access.fetch(request.person, "limit.ask", pk=pk, coproduction__slug=slug)
    return asking(request, found, ProposeForm(request.POST or None, limit=found), Question.Kind.LOOSEN)


def asking(request: Ask, found: Constraint, form: AskForm, kind: str) -> HttpResponse:
    """Keep a question or proposal, unless it may be one that waits already and nobody has said so yet."""
    if request.method == "POST" and form.is_valid():
        text, proposed = form.cleaned_data["text"], form.proposed()
        waiting = access.visible(request.person, Question).filter(constraint=found, same_as=None, answer="")
        alikes = alike(text, proposed, waiting)
        said = request.POST.get("same_as", "")
        same_as = next((one for one in alikes if str(one.pk) == said), None)
        if alikes and same_as is None and said != ANOTHER:
            form.ask_whether_same(alikes)
        else:
            refuse_a_flood(request)
            words = {"text": text, "kind": kind, "proposed": proposed, "language": get_language() or "en-gb"}
            asked = attempt(form, actions.ask_why, found, by=person_or_guest(request), same_as=same_as, **words)
            if asked:
                return thanked(request, asked)
    template = "constraints/ask.html" if kind == Question.Kind.WHY else "constraints/propose.html"
    before = asked_already(request, found)
    answer = page(
        request,
        template,
        coproduction=found.coproduction,
        here="constraints",
        form=form,
        limit=found,
        asked=before[:SHOWN],
        more=max(0, len(before) - SHOWN),
    )
    return remember(request, answer)


def asked_already(request: Ask, found: Constraint) -> "list[Question]":
    """What was asked of a limit, what waits for its answer first, each with how many people asked it."""
    roots = access.visible(request.person, Question).filter(constraint=found, same_as=None)
    waiting_first = roots.order_by(Case(When(answer="", then=0), default=1), "-pk")
    return list(waiting_first.annotate(people=1 + Count("joined", distinct=True)))


def thanked(request: Ask, asked: Question) -> HttpResponse:
    """Back to the limit, with the day of the answer."""
    day = date_format(asked.due_on, "j F")
    if asked.same_as_id:
        messages.success(request, _("You ask it too. The answer is owed by %s, and stands here for everybody.") % day)
    else:
        messages.success(request, _("Asked. The answer is owed by %s, and stands here for everybody.") % day)
    return remember(request, redirect("limit", asked.constraint.coproduction.slug, asked.constraint_id))


@require_POST
def ask_too(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Join a question that somebody else asked: one press, no words needed."""
    found = access.fetch(request.person, "question.see", pk=pk, constraint__coproduction__slug=slug)
    limit = access.fetch(request.person, "limit.ask", pk=found.constraint_id)
    mine = request.person.selves if request.person else []
    root = found.same_as_id or found.pk
    if mine and Question.objects.filter(asker__in=mine, constraint=limit).filter(pk=root).exists():
        messages.info(request, _("You asked this yourself."))
        return redirect("limit", slug, limit.pk)
    if mine and Question.objects.filter(asker__in=mine, same_as=root).exists():
        messages.info(request, _("You asked this already."))
        return redirect("limit", slug, limit.pk)
    refuse_a_flood(request)
    language = get_language() or "en-gb"
    return thanked(
        request,
        actions.ask_why(limit, by=person_or_guest(request), text="", kind=found.kind, same_as=found, language=language),
    )


def join(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A facilitator says that two open questions are one."""
    found = access.fetch(request.person, "question.join", pk=pk, constraint__coproduction__slug=slug)
    form = JoinForm(request.POST or None, question=found)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.join, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Joined. Each asker gets the answer."))
            return redirect("limit", slug, found.constraint_id)
    return page(
        request,
        "constraints/join.html",
        coproduction=found.constraint.coproduction,
        here="constraints",
        form=form,
        question=found,
        limit=found.constraint,
    )


def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The owner answers: it stands, it moves, or it goes."""
    found = access.fetch(request.person, "question.answer", pk=pk, constraint__coproduction__slug=slug)
    form = AnswerForm(request.POST or None, limit=found.constraint)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.answer, found, by=access.somebody(request.person), **form.given()):
            messages.success(request, _("Answered. Everybody can read it."))
            return redirect("limit", slug, found.constraint_id)
    return page(
        request,
        "constraints/answer.html",
        coproduction=found.constraint.coproduction,
        here="constraints",
        form=form,
        question=found,
        others=found.joined.exclude(text=""),
        limit=found.constraint,
    )


urlpatterns = [
    path("c/<slug:slug>/constraints/<int:pk>/ask/", ask, name="limit_ask"),
    path("c/<slug:slug>/constraints/<int:pk>/propose/", propose, name="limit_propose"),
    path("c/<slug:slug>/questions/<int:pk>/ask-too/", ask_too, name="question_ask_too"),
    path("c/<slug:slug>/questions/<int:pk>/join/", join, name="question_join"),
    path("c/<slug:slug>/questions/<int:pk>/answer/", answer, name="question_answer"),
]
