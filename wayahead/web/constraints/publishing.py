"""An organisation at the table publishes a limit, changes it, or withdraws it: a sentence with blanks."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area
from wayahead.kernels.feasibility import KINDS, Limit
from wayahead.loop.constraints import actions
from wayahead.loop.constraints.actions import Terms
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.constraints.moving import test_of
from wayahead.loop.needs.models import Need
from wayahead.web.constraints.blanks import areas_near, blank_fields, test_from
from wayahead.web.constraints.honest import HONEST, honest_fields
from wayahead.web.fields import DayField
from wayahead.web.pages import Ask, attempt, page


def statement_field() -> forms.Field:
    """The limit in words."""
    return forms.CharField(
        label=gettext_lazy("The limit in one plain sentence"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example, We can spend no more than £40,000 on this."),
    )


def reason_field() -> forms.Field:
    """Why it is so."""
    return forms.CharField(
        label=gettext_lazy("Why? Everybody can read this."), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PublishForm(forms.Form):
    """The honest question, the blanks of one kind of test, then the words round them."""

    owner = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Whose limit is it?"), empty_label=gettext_lazy("Choose one")
    )
    kind = forms.ChoiceField(label=gettext_lazy("What kind of limit is it?"), choices=Constraint.Kind.choices)
    statement = statement_field()
    reason = reason_field()
    source = forms.URLField(
        label=gettext_lazy("Where can people read it for themselves?"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("A web address of the rule or the budget."),
    )
    document = forms.CharField(
        label=gettext_lazy("Or in which document?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Its name and page, for example, Cabinet paper 12 of March, page 4. Say where to ask for it."
        ),
    )
    valid_from = DayField(label=gettext_lazy("It holds from"), required=False)
    valid_to = DayField(label=gettext_lazy("It holds until"), required=False)
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Only for these needs"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none, and it holds for all."),
    )
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=gettext_lazy("Only in these areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none, and it holds everywhere."),
    )

    def __init__(
        self, data: Any, *, test: str, coproduction: CoProduction, person: Person | None, stood: Constraint | None
    ) -> None:
        super().__init__(data, initial=as_it_stands(stood) if stood else {})
        self.test = test
        blanks = blank_fields(test, coproduction, stood.current.test if stood else {})
        self.fields.update(honest_fields())
        self.fields.update(blanks)
        self.order_fields(["owner", "kind", *blanks, "statement", "reason", *HONEST])
        mine = Organisation.objects.filter(
            memberships__person=person,
            memberships__left_at=None,
            parties__coproduction=coproduction,
            parties__left_at=None,
        ).distinct()
        needs = access.visible(person, Need).filter(coproduction=coproduction, state=Need.State.PUBLISHED)
        codes = [code for code, _name in areas_near(coproduction, [])]
        self.fields["owner"].queryset = mine  # type: ignore[attr-defined]
        self.fields["owner"].initial = stood.owner if stood else mine.first()
        self.fields["needs"].queryset = needs  # type: ignore[attr-defined]
        self.fields["areas"].queryset = Area.objects.filter(code__in=codes)  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """What was filled in, as the action takes it."""
        given = self.cleaned_data
        return Terms(
            kind=given["kind"],
            statement=given["statement"],
            reason=given["reason"],
            firmness=given["firmness"],
            honest_answer=given["honest_answer"],
            honest_words=given["honest_words"],
            test=test_from(self.test, given),
            would_move_if=given["would_move_if"],
            who_can_move=given["who_can_move"],
            source=given["source"],
            document=given["document"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            needs=list(given["needs"]),
            areas=list(given["areas"]),
        )


def as_it_stands(limit: Constraint) -> dict[str, Any]:
    """A limit as its form says it, but for the blanks of its test: where another takes its place, little is new."""
    own = ("kind", "source", "document", "valid_from", "valid_to")
    said = {name: getattr(limit, name) for name in own}
    said |= {name: getattr(limit.current, name) for name in ("statement", "reason", *HONEST)}
    return said | {"needs": limit.needs.all(), "areas": limit.areas.all()}


class ChangeForm(forms.Form):
    """The limit as it stands, to be written anew."""

    statement = statement_field()
    reason = reason_field()
    who_asked = forms.CharField(
        label=gettext_lazy("Who asked for this change?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "For example, the residents’ panel. Leave it empty if nobody did. Name people only if they agreed."
        ),
    )

    def __init__(self, data: Any, *, test: str, limit: Constraint) -> None:
        stands = limit.current
        super().__init__(data, initial={name: getattr(stands, name) for name in ("statement", *HONEST)})
        self.fields.update(honest_fields())
        self.test = test
        blanks = blank_fields(test, limit.coproduction, stands.test if stands.test.get("test") == test else {})
        self.fields.update(blanks)
        self.order_fields([*blanks])


class WithdrawForm(forms.Form):
    """Why a limit goes, and what stands in its place."""

    reason = reason_field()
    replaced_by = forms.ModelChoiceField(
        Constraint.objects.none(),
        label=gettext_lazy("Which limit stands in its place?"),
        required=False,
        empty_label=gettext_lazy("None does"),
        help_text=gettext_lazy("Leave it empty if none does. Publish the new one first."),
    )

    def __init__(self, data: Any, *, limit: Constraint, successor: str) -> None:
        super().__init__(data, initial={"replaced_by": successor})
        own = Constraint.objects.filter(coproduction=limit.coproduction_id, owner=limit.owner_id).exclude(pk=limit.pk)
        field = self.fields["replaced_by"]
        field.queryset = own.filter(state=Constraint.State.STANDING).prefetch_related("versions")  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.current.statement  # type: ignore[attr-defined]


# What a kind of test is about, by the unit of its first blank; without a blank a person judges.
ABOUT = (
    (gettext_lazy("Money"), {"pence", "cost_kind"}),
    (gettext_lazy("Time"), {"date", "days"}),
    (gettext_lazy("Where, for whom and by whom"), {"areas", "communities", "organisation_kinds", "people"}),
    (gettext_lazy("How many"), {"needs", "solutions"}),
    (gettext_lazy("What nobody can compute"), {""}),
)


def unit_of(name: str) -> str:
    """The unit of a kind's first blank; nothing where a person judges."""
    return next((blank.unit for blank in KINDS[name].blanks), "")


def units_in(kind: type[Limit]) -> int:
    """How many different things one has to fill in."""
    return len({blank.unit for blank in kind.blanks})


def choices(but: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind of test with its words, in groups of what they are about; the plainest first."""
    kinds = sorted(KINDS.items(), key=lambda pair: (unit_of(pair[0]) != "pence", units_in(pair[1]), pair[1].title))
    found = [
        (
            str(words),
            [(name, _(kind.title)) for name, kind in kinds if name != but and unit_of(name) in units],
        )
        for words, units in ABOUT
    ]
    return [(words, group) for words, group in found if group]


def publish(request: Ask, slug: str) -> HttpResponse:
    """Publish a limit: first choose the kind of test, then fill the blanks.

    `in_place_of` names a limit of one's own that holds at other times or elsewhere from now on: the form begins with
    what that one says, and leads on to withdrawing it.
    """
    coproduction = access.fetch(request.person, "limit.publish", slug=slug)
    key = request.GET.get("in_place_of", "")
    stood = None
    if key.isdecimal() and len(key) < 18:
        standing = {"coproduction": coproduction, "state": Constraint.State.STANDING}
        stood = access.fetch(request.person, "limit.change", pk=int(key), **standing)
    test = test_of(stood.current).name if stood else request.GET.get("test", "")
    if test not in KINDS:
        return page(
            request, "constraints/choose.html", coproduction=coproduction, here="constraints", choices=choices()
        )
    form = PublishForm(request.POST or None, test=test, coproduction=coproduction, person=request.person, stood=stood)
    if request.method == "POST" and form.is_valid():
        by, owner = access.somebody(request.person), form.cleaned_data["owner"]
        made = attempt(form, actions.publish, coproduction, form.terms(), by=by, owner=owner)
        if made:
            messages.success(request, _("Published. Everybody can read it now, and ask why."))
            if stood:
                return redirect(reverse("limit_withdraw", args=[slug, stood.pk]) + f"?replaced_by={made.pk}")
            return redirect("limit", slug, made.pk)
    return page(
        request,
        "constraints/publish.html",
        coproduction=coproduction,
        here="constraints",
        form=form,
        stood=stood,
        test_title=_(KINDS[test].title),
    )


def change(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Reword or move a limit; the old words stay to be read."""
    found = access.fetch(request.person, "limit.change", pk=pk, coproduction__slug=slug)
    test = request.GET.get("test", "")
    test = test if test in KINDS else test_of(found.current).name
    form = ChangeForm(request.POST or None, test=test, limit=found)
    if request.method == "POST" and form.is_valid():
        names = ("statement", "reason", "who_asked", *HONEST)
        given = {name: form.cleaned_data[name] for name in names} | {"test": test_from(test, form.cleaned_data)}
        if attempt(form, actions.change, found, by=access.somebody(request.person), **given):
            messages.success(request, _("Changed. The old words stay below, with your reason."))
            return redirect("limit", slug, pk)
    return page(
        request,
        "constraints/change.html",
        coproduction=found.coproduction,
        here="constraints",
        form=form,
        limit=found,
        test_title=_(KINDS[test].title),
        choices=choices(but=test),
    )


def withdraw(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Withdraw a limit, with the reason."""
    found = access.fetch(request.person, "limit.withdraw", pk=pk, coproduction__slug=slug)
    form = WithdrawForm(request.POST or None, limit=found, successor=request.GET.get("replaced_by", ""))
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.withdraw, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Withdrawn. It bounds nothing any more."))
            return redirect("limit", slug, pk)
    return page(
        request, "constraints/withdraw.html", coproduction=found.coproduction, here="constraints", form=form,
        limit=found, waiting=found.questions.waiting().count(),
    )  # fmt: skip


urlpatterns = [
    path("c/<slug:slug>/constraints/publish/", publish, name="limit_publish"),
    path("c/<slug:slug>/constraints/<int:pk>/change/", change, name="limit_change"),
    path("c/<slug:slug>/constraints/<int:pk>/withdraw/", withdraw, name="limit_withdraw"),
]
