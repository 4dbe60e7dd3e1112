"""Ask whether a version can be agreed, hear reasons against it, vote, and write down what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people.arrivals import NEW_PEOPLE_AN_HOUR
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Agreement, Objection, Version
from wayahead.loop.solutions.votes import outcome_of
from wayahead.web.fields import DayField
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.pages import Ask, attempt, page


class SeekForm(forms.Form):
    """How people come to agree, and until when they are asked."""

    way = forms.ChoiceField(
        label=gettext_lazy("How do you come to agree?"), choices=Agreement.Way.choices, widget=forms.RadioSelect
    )
    panel = forms.CharField(
        label=gettext_lazy("Who sits on the panel?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only where a panel decides."),
    )
    closes_on = DayField(label=gettext_lazy("Until which day are people asked?"))


class OutcomeForm(forms.Form):
    """What came of a round; it asks why only where the day that people were told has not come."""

    cut_short = forms.CharField(
        label=gettext_lazy("Why does it end before its day?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("People were told a later day. Say why it ends before.")},
    )

    def __init__(self, given: QueryDict | None, sought: Agreement | None) -> None:
        super().__init__(given)
        self.order_fields(["words", "dissent", "review_on", "cut_short"])
        if sought is None or not sought.is_early or self.waits_for_its_day(sought):
            del self.fields["cut_short"]
        else:
            day = date_format(sought.closes_on, "j F")
            self.fields["cut_short"].help_text = _("People were told that they are asked until %s.") % day

    def waits_for_its_day(self, sought: Agreement) -> bool:
        """True where nothing can end it early, whatever the reason."""
        return False


class AgreeForm(OutcomeForm):
    """How people came to agree, and when they look at it again."""

    words = forms.CharField(
        label=gettext_lazy("How did you come to agree, and who was there?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    dissent = forms.CharField(
        label=gettext_lazy("Who does not agree, and why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = DayField(
        label=gettext_lazy("When do you look at it again?"),
        required=False,
        help_text=gettext_lazy("It comes back by itself on that day."),
    )

    def waits_for_its_day(self, sought: Agreement) -> bool:
        """A vote is counted once it has ended, never before."""
        return sought.way == Agreement.Way.VOTE


class PanelForm(AgreeForm):
    """What a panel decided, and when people look at it again."""

    def __init__(self, given: QueryDict | None, sought: Agreement | None) -> None:
        super().__init__(given, sought)
        self.fields["words"].label = _("What did the panel decide, why, and who sat on it?")
        self.fields["dissent"].label = _("Who on the panel, or outside it, does not agree, and why?")
        self.fields["review_on"].required = True


class NotAgreedForm(OutcomeForm):
    """Why people did not agree."""

    words = forms.CharField(
        label=gettext_lazy("Why did you not agree?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    dissent = forms.CharField(
        label=gettext_lazy("Who sees it differently?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    """What people found when they looked again."""

    words = forms.CharField(
        label=gettext_lazy("What did you find?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AgainstForm(forms.Form):
    """What somebody cannot live with."""

    reason = forms.CharField(
        label=gettext_lazy("What can you not live with, and why?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what you cannot live with, and why.")},
    )
    signed = forms.CharField(
        label=gettext_lazy("Which name may stand beside it?"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("A first name is enough. Without one it says “Somebody”."),
    )


class AnswerForm(forms.Form):
    """How a reason against it was answered."""

    words = forms.CharField(
        label=gettext_lazy("How was it answered? Everybody can read this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def version_form(
    request: Ask, version: Version, form: forms.Form, *, title: str, lead: str, label: str, **context: Any
) -> HttpResponse:
    """A page with one form about one version."""
    return page(
        request,
        "solutions/version_form.html",
        coproduction=version.solution.coproduction,
        here="solutions",
        form=form,
        version=version,
        title=title,
        lead=lead,
        label=label,
        **context,
    )


def seek(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask everybody whether a version can be agreed."""
    version = access.fetch(request.person, "version.agree", pk=pk, solution__coproduction__slug=slug)
    form = SeekForm(request.POST or None, initial={"way": Agreement.Way.CONSENT})
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        sought = attempt(form, actions.seek_agreement, version, by=by, **form.cleaned_data)
        if sought:
            messages.success(request, _("Asked. Everybody can say now what they cannot live with."))
            return redirect("agreement", slug, sought.pk)
    title = _("Can version %d be agreed?") % version.number
    lead = _("Everybody is asked, until a day that you name. Who cannot live with it says why, and that stands here.")
    return version_form(request, version, form, title=title, lead=lead, label=_("Ask everybody"))


def agreement(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One round of seeking agreement: how, until when, reasons against it, the vote, and what came of it."""
    found = access.fetch(request.person, "agreement.see", pk=pk, version__solution__coproduction__slug=slug)
    keys = request.person.selves if request.person else []
    solution, number = found.version.solution_id, found.version.number
    of_it = access.visible(request.person, Objection).filter(version__solution=solution, version__number__lte=number)
    against = list(of_it.standing_first())  # type: ignore[attr-defined]
    return page(
        request,
        "solutions/agreement.html",
        coproduction=found.version.solution.coproduction,
        here="solutions",
        agreement=found,
        version=found.version,
        solution=found.version.solution,
        against=against,
        network=NEW_PEOPLE_AN_HOUR,
        standing=sum(one.state == Objection.State.STANDING for one in against),
        vote=outcome_of(found) if found.way == Agreement.Way.VOTE else None,
        own=found.ballots.filter(person__in=keys).first(),
        may_draft=access.allows(request.person, "version.draft", found.version.solution),
        may_write=access.allows(request.person, "version.agree", found.version),
    )


@require_POST
def vote(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say whether this can be agreed; nobody is told who said what."""
    found = access.fetch(request.person, "agreement.vote", pk=pk, version__solution__coproduction__slug=slug)
    answer = request.POST.get("agrees")
    if answer not in ("yes", "no"):
        messages.error(request, _("Nothing was counted. Choose whether you agree or not."))
        return redirect("agreement", slug, pk)
    refuse_a_flood(request)
    actions.say_if_agreed(found, by=person_or_guest(request), agrees=answer == "yes")
    messages.success(request, _("Kept. You can change it until the vote ends."))
    return remember(request, redirect("agreement", slug, pk))


def agree(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down that people agreed on a version; what stands against it is in sight."""
    version = access.fetch(request.person, "version.agree", pk=pk, solution__coproduction__slug=slug)
    sought = version.agreements.sought().first()
    is_by_panel = sought is not None and sought.way == Agreement.Way.PANEL
    form = (PanelForm if is_by_panel else AgreeForm)(request.POST or None, sought)
    if request.method == "POST" and form.is_valid():
        if written(form, version, by=access.somebody(request.person)):
            done = version.solution.is_community_led
            messages.success(request, _("Agreed. Now do it.") if done else _("Agreed. It can become a bid now."))
            return redirect("solution", slug, version.solution_id)
    title = _("Agree on version %d") % version.number
    lead = _("Everybody can read how you came to agree, and who does not.")
    if is_by_panel:
        lead = _("Everybody can read what the panel decided and why, and who does not agree.")
    if sought is not None and sought.way == Agreement.Way.VOTE and sought.is_early:
        lead = _("People vote until %s. From then on you can write down that they agreed.") % date_format(
            sought.closes_on, "j F"
        )
    against = Objection.objects.in_the_way_of(version).standing_first()
    label, is_consent = _("Write it down as agreed"), sought is None or sought.way == Agreement.Way.CONSENT
    return version_form(
        request, version, form, title=title, lead=lead, label=label, against=against, is_consent=is_consent
    )


def written(form: forms.Form, version: Version, *, by: Person) -> Version | None:
    """The version, agreed; None when that is not possible, with the words, and the way to them, on the form."""
    try:
        return actions.agree(version, by=by, **form.cleaned_data)
    except NotPossible as error:
        is_against = error.field == "against"
        words = format_html('<a href="#against">{}</a>', str(error)) if is_against else str(error)
        form.add_error(error.field if error.field in form.fields else None, words)
        return None


def not_agree(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down that people did not agree, and why."""
    version = access.fetch(request.person, "version.agree", pk=pk, solution__coproduction__slug=slug)
    form = NotAgreedForm(request.POST or None, version.agreements.sought().first())
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        written = attempt(form, actions.not_agree, version, by=by, **form.cleaned_data)
        if written:
            messages.success(request, _("Written down. The version stays, and another can follow."))
            return redirect("agreement", slug, written.pk)
    title = _("Version %d was not agreed") % version.number
    lead = _("Everybody can read why. The version stays shared, and you can ask again.")
    return version_form(request, version, form, title=title, lead=lead, label=_("Write it down"))


def review(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Look again at what was agreed."""
    found = access.fetch(request.person, "agreement.review", pk=pk, version__solution__coproduction__slug=slug)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.review, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Written down. Everybody can read it."))
            return redirect("agreement", slug, pk)
    lead = _("You said that you would look at it again. What is different from what you agreed?")
    return version_form(request, found.version, form, title=_("Look at it again"), lead=lead, label=_("Write it down"))


def against(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say what one cannot live with. A visitor becomes a guest."""
    version = access.fetch(request.person, "objection.raise", pk=pk, solution__coproduction__slug=slug)
    form = AgainstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        by, language = person_or_guest(request), get_language() or "en-gb"
        raised = attempt(form, actions.object_to, version, by=by, language=language, **form.cleaned_data)
        if raised:
            messages.success(request, _("It stands here until it is answered, or you take it back."))
            return remember(request, redirect("objection", slug, raised.pk))
    title = _("What you cannot live with in version %d") % version.number
    lead = _("Everybody can read your reason. Your name is shown only if you write it here, and you need no account.")
    return remember(request, version_form(request, version, form, title=title, lead=lead, label=_("Say it")))


def objection(request: Ask, slug: str, pk: int) -> HttpResponse:
    """One reason against a version, and what became of it."""
    found = access.fetch(request.person, "objection.see", pk=pk, version__solution__coproduction__slug=slug)
    return page(
        request,
        "solutions/objection.html",
        coproduction=found.version.solution.coproduction,
        here="solutions",
        objection=found,
        version=found.version,
        solution=found.version.solution,
        may_answer=access.allows(request.person, "objection.answer", found),
        is_own=access.allows(request.person, "objection.own", found),
    )


def answer(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Write down how a reason against a version was answered."""
    found = access.fetch(request.person, "objection.answer", pk=pk, version__solution__coproduction__slug=slug)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.answer_objection, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Written down. Both stay to be read."))
            return redirect("objection", slug, pk)
    quote = found if found.reason and not found.hidden_because else None
    title, label = _("Answer a reason against it"), _("Write it down")
    return version_form(request, found.version, form, title=title, lead="", label=label, quote=quote)


@require_POST
def take_back(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Whoever gave a reason takes it back: they can live with it now."""
    found = access.fetch(request.person, "objection.own", pk=pk, version__solution__coproduction__slug=slug)
    actions.take_objection_back(found, by=access.somebody(request.person))
    messages.success(request, _("Taken back. Thank you for saying so."))
    return redirect("objection", slug, pk)


urlpatterns = [
    path("c/<slug:slug>/versions/<int:pk>/ask/", seek, name="agreement_seek"),
    path("c/<slug:slug>/agreements/<int:pk>/", agreement, name="agreement"),
    path("c/<slug:slug>/agreements/<int:pk>/vote/", vote, name="agreement_vote"),
    path("c/<slug:slug>/agreements/<int:pk>/review/", review, name="agreement_review"),
    path("c/<slug:slug>/versions/<int:pk>/agree/", agree, name="version_agree"),
    path("c/<slug:slug>/versions/<int:pk>/not-agreed/", not_agree, name="version_not_agree"),
    path("c/<slug:slug>/versions/<int:pk>/against/", against, name="objection_raise"),
    path("c/<slug:slug>/reasons/<int:pk>/", objection, name="objection"),
    path("c/<slug:slug>/reasons/<int:pk>/answer/", answer, name="objection_answer"),
    path("c/<slug:slug>/reasons/<int:pk>/take-back/", take_back, name="objection_take_back"),
]
