"""What people offer, what help a step wants, who said yes, and what is done."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.refusal import NotPossible
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.actions import Help
from wayahead.loop.solutions.matching import fitting
from wayahead.loop.solutions.models import Match, Offer, Step, Version
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page, paged

MOST_DIGITS = 18  # of the number of a row


class OfferForm(forms.Form):
    """What somebody offers, which name may stand beside it, and how those who plan can reach them."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you offer?"), choices=Offer.Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("Say it in a few words"),
        max_length=200,
        help_text=gettext_lazy("For example, A van on Thursdays. Everybody can read this."),
    )
    signed = forms.CharField(
        label=gettext_lazy("Which name may stand beside it?"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A first name is enough. Without one it says “Somebody”."),
    )
    reach_me = forms.CharField(
        label=gettext_lazy("How can we reach you?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "Only the people at the table read this. Or come back here: who asks for it, asks here."
        ),
    )
    need = forms.ModelChoiceField(
        Need.objects.none(),
        label=gettext_lazy("Is it for one need?"),
        required=False,
        empty_label=gettext_lazy("For whatever it helps"),
    )
    speaking_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Do you speak for an organisation?"),
        required=False,
        empty_label=gettext_lazy("No, for myself"),
    )

    def __init__(self, *args: Any, coproduction: CoProduction, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = access.among(person, "organisation.act_for") if person else Organisation.objects.none()
        found: dict[str, Any] = {
            "need": coproduction.needs.filter(state=Need.State.PUBLISHED),
            "speaking_for": theirs,
        }
        for name, rows in found.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]


def offers(request: Ask, slug: str) -> HttpResponse:
    """What people offer here, and where help is wanted."""
    coproduction = access.fetch(request.person, "coproduction.see", slug=slug)
    rows = coproduction.offers.standing()
    asked = Match.objects.select_related("solution").order_by("pk")
    return page(
        request,
        "solutions/offers.html",
        coproduction=coproduction,
        here="solutions",
        rows=paged(
            request, rows.select_related("speaking_for", "need").prefetch_related(Prefetch("matches", queryset=asked))
        ),
        wanted=steps_wanting_help(request, coproduction),
        own=set(request.person.selves) if request.person else set(),
        may_reach=access.among(request.person, "offer.reach").filter(coproduction=coproduction).exists(),
    )


def steps_wanting_help(request: Ask, coproduction: CoProduction) -> list[Step]:
    """Steps of the newest readable version of each solution that want help and are not done."""
    newest = access.visible(request.person, Version).filter(solution__coproduction=coproduction)
    newest = newest.order_by("solution_id", "-number").distinct("solution_id")
    steps = Step.objects.filter(version__in=newest.values("pk"), done_at=None).exclude(help_wanted="")
    return list(steps.select_related("version__solution").order_by("due_on", "pk")[:20])


def make(request: Ask, slug: str) -> HttpResponse:
    """Offer help. A visitor becomes a guest."""
    coproduction = access.fetch(request.person, "offer.make", slug=slug)
    first = {"need": request.GET.get("need", "")}
    form = OfferForm(request.POST or None, initial=first, coproduction=coproduction, person=request.person)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        help_ = Help(language=get_language() or "en-gb", **form.cleaned_data)
        if attempt(form, actions.offer, coproduction, help_, by=person_or_guest(request)):
            messages.success(request, _("Thank you. Whoever plans a step can ask you for it, and you say yes or no."))
            return remember(request, redirect("offers", slug))
    return remember(
        request, page(request, "solutions/offer.html", coproduction=coproduction, here="solutions", form=form)
    )


@require_POST
def end(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whoever offered something takes it back."""
    found = access.fetch(request.person, "offer.end", pk=pk, coproduction__slug=slug)
    actions.end_offer(found, by=access.somebody(request.person))
    messages.success(request, _("Taken back."))
    return redirect("offers", slug)


def steps(request: Ask, slug: str, pk: int) -> HttpResponse:
    """The steps of a version: who does what, what help is wanted, who said yes, what is done."""
    version = access.fetch(request.person, "version.see", pk=pk, solution__coproduction__slug=slug)
    matches = Match.objects.filter(solution=version.solution).select_related("offer__speaking_for")
    by_step: dict[str, list[Match]] = {}
    for match in matches:
        by_step.setdefault(match.step_key, []).append(match)
    rows = version.steps.all()
    standing = Offer.objects.filter(coproduction=version.solution.coproduction_id).standing()
    offers, needs = list(standing.select_related("speaking_for")), {need.pk for need in version.solution.needs.all()}
    return page(
        request,
        "solutions/steps.html",
        coproduction=version.solution.coproduction,
        here="solutions",
        version=version,
        solution=version.solution,
        rows=[
            {
                "step": step,
                "matches": by_step.get(step.key, []),
                "offers": fitting(step, offers, needs, {match.offer_id for match in by_step.get(step.key, [])}),
            }
            for step in rows
        ],
        done=sum(step.is_done for step in rows),
        report=version.reports.filter(grant=None).first(),
        own=set(request.person.selves) if request.person else set(),
        may_ask=access.allows(request.person, "version.share", version),
        may_do=set(access.among(request.person, "step.do").filter(version=version).values_list("pk", flat=True)),
        may_report=access.allows(request.person, "report.make_ourselves", version),
    )


@require_POST
def ask(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask for an offer where a step wants help."""
    step = access.fetch(request.person, "match.ask", pk=pk, version__solution__coproduction__slug=slug)
    chosen = request.POST.get("offer", "")
    if not chosen.isdecimal() or len(chosen) > MOST_DIGITS:
        raise NotPossible(_("Choose whose help you ask for."), field="offer")
    found = access.fetch(request.person, "offer.see", pk=int(chosen), coproduction__slug=slug)
    actions.ask_for_help(found, step, by=access.somebody(request.person))
    messages.success(request, _("Asked. They say yes or no on this page."))
    return redirect("solution_steps", slug, step.version_id)


@require_POST
def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whoever offered help says yes or no."""
    found = access.fetch(request.person, "match.answer", pk=pk, solution__coproduction__slug=slug)
    said = request.POST.get("answer")
    if said not in ("yes", "no"):
        messages.error(request, _("Nothing was kept. Say yes, or not this time."))
        return redirect("offers", slug)
    is_yes = said == "yes"
    actions.answer_match(found, by=access.somebody(request.person), is_yes=is_yes)
    messages.success(request, _("Thank you. They know now.") if is_yes else _("Kept. Not this time."))
    return redirect("offers", slug)


@require_POST
def done(request: Ask, slug: str, pk: int) -> HttpResponse:
    """A step is done."""
    step = access.fetch(request.person, "step.do", pk=pk, version__solution__coproduction__slug=slug)
    actions.do_step(step, by=access.somebody(request.person))
    messages.success(request, _("Done. Everybody can see it."))
    return redirect("solution_steps", slug, step.version_id)


urlpatterns = [
    path("c/<slug:slug>/offers/", offers, name="offers"),
    path("c/<slug:slug>/offers/make/", make, name="offer_make"),
    path("c/<slug:slug>/offers/<int:pk>/end/", end, name="offer_end"),
    path("c/<slug:slug>/versions/<int:pk>/steps/", steps, name="solution_steps"),
    path("c/<slug:slug>/steps/<int:pk>/ask/", ask, name="step_ask"),
    path("c/<slug:slug>/steps/<int:pk>/done/", done, name="step_done"),
    path("c/<slug:slug>/matches/<int:pk>/answer/", answer, name="match_answer"),
]
