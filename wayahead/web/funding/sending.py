"""The page on which one bid is sent to several programmes at once: only what the core does not say is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wayahead import access
from wayahead.base.people.models import Organisation, Person
from wayahead.base.refusal import NotPossible
from wayahead.formats.threesixty import dei
from wayahead.journey.bid_core import core_of
from wayahead.loop.funding import actions
from wayahead.loop.funding.actions import Added, Asked
from wayahead.loop.funding.models import Bid, ExtraQuestion, Programme, WholeBid
from wayahead.loop.funding.sums import pots_of
from wayahead.loop.solutions import checks
from wayahead.loop.solutions.models import Version
from wayahead.web.fields import MoneyField, WordsField
from wayahead.web.pages import Ask, attempt, page


@dataclass(frozen=True)
class Line:
    """One programme on the page: whether it is asked, for how much, and its extra questions."""

    programme: Programme
    left_pence: int
    ask: forms.BoundField
    pence: forms.BoundField
    answers: list[tuple[ExtraQuestion, forms.BoundField]]


@dataclass(frozen=True)
class Codes:
    """One group of the DEI Data Standard: its name, the box for all of it, and the boxes that say it closer."""

    name: str
    whole: Any
    closer: list[Any]
    is_open: bool


def grouped(field: forms.BoundField) -> list[Codes]:
    """The boxes of a question, by what they belong to; a group with something ticked in it stands open."""
    boxes = {box.data["value"]: box for box in field.subwidgets}
    return [
        Codes(
            group.name,
            boxes[group.code] if group.code else None,
            [boxes[code] for code in group.closer],
            any(boxes[code].data["selected"] for code in group.closer),
        )
        for group in dei.groups()
    ]


class SendForm(forms.Form):
    """Who asks, how much is needed in all, and, of each programme that is ticked, how much and its own questions."""

    applicant = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Who asks?"), empty_label=gettext_lazy("Choose one")
    )
    wanted_pence = MoneyField(
        label=gettext_lazy("How much do you need from funders in all, in pounds?"),
        help_text=gettext_lazy("What the plan costs, less what you have already."),
    )
    words = WordsField(
        rows=3,
        label=gettext_lazy("Anything to add, for all funders alike?"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy(
            "The need, the voices, the plan and the costs go along by themselves. Nothing to retype."
        ),
    )
    led_by = forms.MultipleChoiceField(
        label=gettext_lazy("Which communities lead your organisation?"),
        choices=list(dei.NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Three in four of your board, and half of those who run it. Leave it out if you like."),
    )
    meant_for = forms.MultipleChoiceField(
        label=gettext_lazy("Which communities is the money for?"),
        choices=list(dei.NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Three in four of the people it reaches. Leave it out if you like."),
    )

    def __init__(self, *args: Any, person: Person | None, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        self.programmes = list(open_to(person, version))
        self.fields["applicant"].queryset = access.among(person, "organisation.act_for")  # type: ignore[attr-defined]
        for programme in self.programmes:
            self.fields[f"ask_{programme.pk}"] = forms.BooleanField(required=False, label=_("Ask %s") % programme.title)
            self.fields[f"pence_{programme.pk}"] = MoneyField(
                required=False, label=_("How much do you ask for, in pounds?")
            )
            for question in programme.asks:
                self.fields[f"answer_{question.pk}"] = WordsField(
                    rows=3,
                    required=False,
                    max_length=2000,
                    label=question.text,
                    help_text=_("They ask because: %s") % question.reason,
                )

    def lines(self) -> Iterator[Line]:
        """Each programme with its fields."""
        pots = pots_of(Programme.objects.filter(pk__in=[one.pk for one in self.programmes]))
        for programme in self.programmes:
            answers = [(one, self[f"answer_{one.pk}"]) for one in programme.asks]
            left = pots[programme.pk].remaining_pence
            yield Line(programme, left, self[f"ask_{programme.pk}"], self[f"pence_{programme.pk}"], answers)

    def common(self) -> list[forms.BoundField]:
        """The fields that are for all funders alike, but for the optional codes."""
        return [self["applicant"], self["wanted_pence"], self["words"]]

    def codes(self) -> list[tuple[forms.BoundField, list[Codes]]]:
        """The optional codes of communities, each question with all that the standard has, in groups."""
        return [(field, grouped(field)) for field in (self["led_by"], self["meant_for"])]

    def clean(self) -> dict[str, Any]:
        """What is wrong with one programme's part stands at that part's own field."""
        given = super().clean() or {}
        ticked = [one for one in self.programmes if given.get(f"ask_{one.pk}")]
        if self.programmes and not ticked:
            self.add_error(f"ask_{self.programmes[0].pk}", _("Tick at least one programme to ask."))
        for one in ticked:
            self.check_one(one, given)
        return given

    def check_one(self, programme: Programme, given: dict[str, Any]) -> None:
        """One ticked programme: an amount, its answers, and whether this version can ask it at all."""
        amount = f"pence_{programme.pk}"
        if given.get(amount) is None:
            if amount not in self.errors:
                self.add_error(amount, _("Write how much you ask of %s.") % programme.title)
        else:
            try:
                actions.refuse_bad_bid(programme, self.version, given[amount])
            except NotPossible as error:
                self.add_error(amount if error.field == "asked_pence" else f"ask_{programme.pk}", str(error))
        for question in programme.asks:
            name = f"answer_{question.pk}"
            if not given.get(name, "").strip() and name not in self.errors:
                self.add_error(name, _("Answer this in a sentence or two, or do not tick the programme."))

    @property
    def asks(self) -> list[Asked]:
        """What is asked of each programme that is ticked."""
        given = self.cleaned_data
        return [
            Asked(
                one,
                given[f"pence_{one.pk}"],
                {question.pk: given[f"answer_{question.pk}"] for question in one.asks},
            )
            for one in self.programmes
            if given[f"ask_{one.pk}"]
        ]

    @property
    def added(self) -> Added:
        """What is added for all funders alike."""
        names = ("wanted_pence", "words", "led_by", "meant_for")
        return Added(**{name: self.cleaned_data[name] for name in names})


class JoinForm(SendForm):
    """More programmes are asked to join a bid that is open: what it says to all of them stays as it was sent."""

    def __init__(self, *args: Any, whole: WholeBid, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = whole
        self.fields["applicant"].queryset = Organisation.objects.filter(pk=whole.applicant_id)  # type: ignore[attr-defined]
        self.fields["applicant"].initial = whole.applicant_id
        for name in ("wanted_pence", "words", "led_by", "meant_for"):
            del self.fields[name]

    def common(self) -> list[forms.BoundField]:
        """Only who asks."""
        return [self["applicant"]]

    def codes(self) -> list[tuple[forms.BoundField, list[Codes]]]:
        """None: they were given when the bid was sent."""
        return []

    @property
    def added(self) -> Added:
        """Nothing new."""
        return Added()


def open_to(person: Person | None, version: Version) -> Any:
    """The programmes that are open today, rest on a need of this version, and were not asked yet."""
    today = timezone.localdate()
    standing = Bid.objects.filter(version=version, state__in=[*Bid.WAITING, Bid.State.GRANTED])
    found = access.visible(person, Programme).filter(
        opens_on__lte=today, closes_on__gte=today, needs__in=version.solution.needs.all()
    )
    found = found.exclude(pk__in=standing.values("programme")).distinct()
    return found.order_by("closes_on", "pk").select_related("funder").prefetch_related("extra_questions")


def send(request: Ask, slug: str, pk: int) -> HttpResponse:
    """An organisation sends one bid of an agreed version to the programmes that it ticks."""
    version = access.fetch(request.person, "bid.send", pk=pk, solution__coproduction__slug=slug)
    mine = access.among(request.person, "whole_bid.withdraw").filter(version=version, state=WholeBid.State.OPEN)
    whole = mine.select_related("applicant").first()
    start = {"wanted_pence": version.total_pence or None, "applicant": version.delivered_by_id}
    given = {"person": request.person, "version": version, "initial": {} if whole else start}
    form = JoinForm(request.POST or None, whole=whole, **given) if whole else SendForm(request.POST or None, **given)
    if request.method == "POST" and form.is_valid():
        by, applicant = access.somebody(request.person), form.cleaned_data["applicant"]
        sent = attempt(form, actions.send, version, form.asks, by=by, applicant=applicant, added=form.added)
        if sent:
            count = len(form.asks)
            words = ngettext("Sent to %d programme.", "Sent to %d programmes at once.", count)
            messages.success(request, words % count)
            return redirect("whole_bid", slug, sent.pk)
    return page(
        request,
        "funding/send.html",
        coproduction=version.solution.coproduction,
        here="funding",
        form=form,
        lines=list(form.lines()),
        whole=whole,
        version=version,
        core=core_of(version),
        broken=checks.broken_fixed_limits(version),
        is_agreed=version.state == Version.State.AGREED,
    )


urlpatterns = [path("c/<slug:slug>/versions/<int:pk>/bid/", send, name="bid_send")]
