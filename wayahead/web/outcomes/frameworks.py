"""Pages of a need's framework: what should change, how anybody can see it, what people suggest, what funders read."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wayahead import access
from wayahead.base.people.models import Organisation
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes import actions, wellbeing
from wayahead.loop.outcomes.actions import OutcomeWords, Terms
from wayahead.loop.outcomes.models import Idea, Indicator, Measure, Outcome, Reading
from wayahead.loop.outcomes.wording import figure_words, sentences
from wayahead.web.fields import DayField
from wayahead.web.guests import person_or_guest, remember
from wayahead.web.limits import refuse_a_flood
from wayahead.web.outcomes.picture import SIZES, draw
from wayahead.web.pages import Ask, attempt, page


class OutcomeForm(forms.Form):
    """What we do, what changes, why it matters."""

    what_we_do = forms.CharField(
        label=gettext_lazy("What do we do?"),
        max_length=200,
        help_text=gettext_lazy("For example: three lamps burn on the towpath until midnight."),
    )
    title = forms.CharField(
        label=gettext_lazy("What changes by that?"),
        max_length=140,
        help_text=gettext_lazy("For example: people walk home by the water after dark."),
    )
    why_it_matters = forms.CharField(
        label=gettext_lazy("Why does that matter?"),
        max_length=200,
        help_text=gettext_lazy("In the words of those who need it, if you can."),
    )


class IndicatorForm(forms.Form):
    """How anybody can see whether it comes true."""

    words = forms.CharField(
        label=gettext_lazy("What do you count?"),
        max_length=200,
        help_text=gettext_lazy("For example: people who say that they feel safe there."),
    )
    unit = forms.CharField(
        label=gettext_lazy("In what?"), max_length=40, help_text=gettext_lazy("People, hours, nights, pounds…")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How is it counted?"),
        choices=Indicator.Kind.choices,
        initial=Indicator.Kind.SHARE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only with the number of people who were asked can we say how sure a change is."),
    )
    better = forms.ChoiceField(
        label=gettext_lazy("Which way is better?"),
        choices=Indicator.Way.choices,
        initial=Indicator.Way.UP,
        widget=forms.RadioSelect,
    )
    baseline = forms.DecimalField(
        label=gettext_lazy("How is it today?"),
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Of a share: how many people. Leave it empty if nobody counted."),
    )
    baseline_of = forms.IntegerField(
        label=gettext_lazy("Of how many people?"), min_value=0, max_value=2_000_000_000, required=False
    )
    baseline_spread = forms.DecimalField(
        label=gettext_lazy("Of an average: the spread (standard deviation)"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    baseline_on = DayField(label=gettext_lazy("Counted on"), required=False)
    target = forms.DecimalField(
        label=gettext_lazy("Where should it get to?"),
        max_digits=14,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Of a share: how many of every hundred people."),
    )
    target_on = DayField(label=gettext_lazy("By when?"), required=False)
    by_what = forms.CharField(
        label=gettext_lazy("Told apart by what?"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Of a share only. For example: by street, by age."),
    )
    reference = forms.CharField(
        label=gettext_lazy("If it is a scale that somebody owns: which, and where is it kept?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Such as WEMWBS. Its questions may not be copied here; whoever uses it asks its owner."),
    )


class WellbeingForm(IndicatorForm):
    """Of one of the four questions only the figures can be set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("words", "unit", "kind", "better", "by_what", "reference"):
            del self.fields[name]
        self.fields["baseline"].help_text = gettext_lazy("The average of the answers, from 0 to 10.")
        self.fields["target"].help_text = gettext_lazy("An average from 0 to 10.")


class ReasonForm(forms.Form):
    """Why it is dropped."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it dropped?"), max_length=300, help_text=gettext_lazy("Everybody can read it.")
    )


class IdeaForm(forms.Form):
    """What somebody would count, or change."""

    text = forms.CharField(
        label=gettext_lazy("What would you count, or change?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("How would you notice that it got better? Your name is not shown."),
    )


class IdeaAnswerForm(forms.Form):
    """What becomes of an idea."""

    is_taken = forms.TypedChoiceField(
        label=gettext_lazy("What becomes of it?"),
        choices=[("yes", gettext_lazy("It is taken up")), ("no", gettext_lazy("It is not taken up"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("How, or why not?"), max_length=500, help_text=gettext_lazy("Everybody can read it.")
    )


class ChooseForm(forms.Form):
    """Which indicators a funder reads of each report."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Your organisation"), empty_label=gettext_lazy("Choose one")
    )
    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.none(),
        label=gettext_lazy("What you read of each report"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Grantees see it, and of small grants these are asked first."),
    )


def framework(request: Ask, slug: str, number: int) -> HttpResponse:
    """What should change when this need is met, as a picture and as a list, and what reports say of it."""
    need = access.fetch(request.person, "need.see", number=number, coproduction__slug=slug)
    reported = Measure.objects.filter(report__in=access.visible(request.person, Measure).values("report"))
    reported = reported.select_related("report__version__solution", "report__grant__bid__applicant", "counts")
    outcomes = need.outcomes.prefetch_related(
        Prefetch("indicators", Indicator.objects.filter(dropped_at=None)),
        Prefetch("indicators__measures", reported),
        Prefetch("indicators__readings", Reading.objects.select_related("organisation")),
    )
    standing = [outcome for outcome in outcomes if outcome.dropped_at is None]
    for outcome in standing:
        for indicator in outcome.indicators.all():
            tell(indicator)
    may_write = need.state == Need.State.PUBLISHED and access.allows(request.person, "framework.write", need)
    return page(
        request,
        "outcomes/framework.html",
        coproduction=need.coproduction,
        here="needs",
        need=need,
        outcomes=standing,
        dropped=dropped_of(need),
        pictures=[draw(standing, size) for size in SIZES] if standing else [],
        ideas=access.visible(request.person, Idea).filter(need=need).exclude(text=""),
        may_write=may_write,
        may_choose=bool(standing) and access.allows(request.person, "indicator.choose", need),
        may_suggest=need.state == Need.State.PUBLISHED,
        may_answer=set(access.among(request.person, "idea.answer").filter(need=need).values_list("pk", flat=True)),
        wellbeing=wellbeing,
        asks_wellbeing=any(one.question for outcome in standing for one in outcome.indicators.all()),
    )


def tell(indicator: Any) -> None:
    """Put the words that a page shows on an indicator: where it starts, what each report says."""
    indicator.start_words = figure_words(indicator, indicator.baseline, indicator.baseline_of)
    indicator.said = [
        (measure.report, figure_words(indicator, measure.after, measure.of), sentences(measure), measure.why_not)
        for measure in indicator.measures.all()
    ]
    indicator.bands = next((one.bands for one in wellbeing.QUESTIONS if one.key == indicator.question), ())


def dropped_of(need: Need) -> list[Outcome | Indicator]:
    """What is no longer asked about, with why."""
    outcomes = need.outcomes.exclude(dropped_at=None)
    return [*outcomes, *Indicator.objects.filter(outcome__need=need).exclude(dropped_at=None)]


def need_page(request: Ask, template: str, need: Need, **context: Any) -> HttpResponse:
    """A page about one need's framework."""
    return page(
        request, f"outcomes/{template}.html", coproduction=need.coproduction, here="needs", need=need, **context
    )


def back_to(need: Need) -> HttpResponse:
    """To the framework."""
    return redirect("framework", need.coproduction.slug, need.number)


def name_outcome(request: Ask, slug: str, number: int) -> HttpResponse:
    """Write down one more thing that changes."""
    need = access.fetch(request.person, "framework.write", number=number, coproduction__slug=slug)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = OutcomeWords(**form.cleaned_data)
        made = attempt(form, actions.name_outcome, need, words, by=access.somebody(request.person))
        if made:
            messages.success(request, _("Kept. Now say how anybody could see it."))
            return redirect("indicator_add", slug, made.pk)
    return need_page(request, "name_outcome", need, form=form)


def change_outcome(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Put it in other words."""
    outcome = access.fetch(request.person, "outcome.change", pk=pk, need__coproduction__slug=slug)
    form = OutcomeForm(request.POST or None, initial=vars(outcome))
    if request.method == "POST" and form.is_valid():
        words = OutcomeWords(**form.cleaned_data)
        if attempt(form, actions.change_outcome, outcome, words, by=access.somebody(request.person)):
            messages.success(request, _("Kept."))
            return back_to(outcome.need)
    return need_page(request, "name_outcome", outcome.need, form=form, outcome=outcome)


def drop_outcome(request: Ask, slug: str, pk: int) -> HttpResponse:
    """It is no longer asked about."""
    outcome = access.fetch(request.person, "outcome.change", pk=pk, need__coproduction__slug=slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.drop_outcome, outcome, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Dropped, with your reason."))
            return back_to(outcome.need)
    return need_page(request, "drop", outcome.need, form=form, dropped=outcome)


def add_indicator(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say how anybody could see whether it comes true."""
    outcome = access.fetch(request.person, "outcome.change", pk=pk, need__coproduction__slug=slug)
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        terms = Terms(**form.cleaned_data)
        if attempt(form, actions.add_indicator, outcome, terms, by=access.somebody(request.person)):
            messages.success(request, _("Kept. Everybody who reports on this need is asked for it."))
            return back_to(outcome.need)
    has_wellbeing = outcome.indicators.exclude(question="").filter(dropped_at=None).exists()
    return need_page(
        request, "indicator", outcome.need, form=form, outcome=outcome, wellbeing=None if has_wellbeing else wellbeing
    )


def change_indicator(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Other words, baseline or target."""
    found = access.fetch(request.person, "indicator.change", pk=pk, outcome__need__coproduction__slug=slug)
    kind = WellbeingForm if found.question else IndicatorForm
    form = kind(request.POST or None, initial=vars(found))
    if request.method == "POST" and form.is_valid():
        kept = {name: getattr(found, name) for name in ("words", "unit", "kind", "better")}
        terms = Terms(**(kept | form.cleaned_data))
        if attempt(form, actions.change_indicator, found, terms, by=access.somebody(request.person)):
            messages.success(request, _("Kept."))
            return back_to(found.outcome.need)
    return need_page(request, "indicator", found.outcome.need, form=form, outcome=found.outcome, indicator=found)


def drop_indicator(request: Ask, slug: str, pk: int) -> HttpResponse:
    """It is no longer counted."""
    found = access.fetch(request.person, "indicator.change", pk=pk, outcome__need__coproduction__slug=slug)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.drop_indicator, found, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Dropped, with your reason."))
            return back_to(found.outcome.need)
    return need_page(request, "drop", found.outcome.need, form=form, dropped=found)


@require_POST
def add_wellbeing(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Ask the four questions on wellbeing."""
    outcome = access.fetch(request.person, "outcome.change", pk=pk, need__coproduction__slug=slug)
    actions.add_wellbeing(outcome, by=access.somebody(request.person))
    messages.success(request, _("The four questions are here. Each stands for itself; they are never added up."))
    return back_to(outcome.need)


def suggest(request: Ask, slug: str, number: int) -> HttpResponse:
    """Suggest what to count or change; a visitor becomes a guest."""
    need = access.fetch(request.person, "idea.suggest", number=number, coproduction__slug=slug)
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_a_flood(request)
        if attempt(form, actions.suggest_idea, need, by=person_or_guest(request), **form.cleaned_data):
            messages.success(request, _("Suggested. Those at the table answer it; then everybody reads both."))
            return remember(request, back_to(need))
    return remember(request, need_page(request, "suggest", need, form=form))


def answer_idea(request: Ask, slug: str, pk: int) -> HttpResponse:
    """Say what becomes of an idea."""
    idea = access.fetch(request.person, "idea.answer", pk=pk, need__coproduction__slug=slug)
    form = IdeaAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if attempt(form, actions.answer_idea, idea, by=access.somebody(request.person), **form.cleaned_data):
            messages.success(request, _("Answered. Everybody can read it."))
            return back_to(idea.need)
    return need_page(request, "answer_idea", idea.need, form=form, idea=idea)


def choose(request: Ask, slug: str, number: int) -> HttpResponse:
    """A funder chooses which indicators it reads of each report."""
    need = access.fetch(request.person, "indicator.choose", number=number, coproduction__slug=slug)
    theirs = access.among(request.person, "organisation.act_for").filter(kind__in=["funder", "public_body"])
    first = theirs.first()
    start = Reading.objects.filter(organisation=first, indicator__outcome__need=need).values_list(
        "indicator", flat=True
    )
    form = ChooseForm(request.POST or None, initial={"organisation": first, "indicators": list(start)})
    form.fields["organisation"].queryset = theirs  # type: ignore[attr-defined]
    standing = Indicator.objects.standing().filter(outcome__need=need)
    form.fields["indicators"].queryset = standing  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        by = access.somebody(request.person)
        if attempt(form, actions.choose_what_to_read, need, by=by, **form.cleaned_data) is not None:
            messages.success(request, _("Kept. Everybody can see what you read."))
            return back_to(need)
    return need_page(request, "choose", need, form=form)


HERE = "c/<slug:slug>/needs/<int:number>/outcomes/"
urlpatterns = [
    path(HERE, framework, name="framework"),
    path(f"{HERE}new/", name_outcome, name="outcome_name"),
    path(f"{HERE}suggest/", suggest, name="idea_suggest"),
    path(f"{HERE}read/", choose, name="indicators_choose"),
    path("c/<slug:slug>/outcomes/<int:pk>/change/", change_outcome, name="outcome_change"),
    path("c/<slug:slug>/outcomes/<int:pk>/drop/", drop_outcome, name="outcome_drop"),
    path("c/<slug:slug>/outcomes/<int:pk>/indicators/", add_indicator, name="indicator_add"),
    path("c/<slug:slug>/outcomes/<int:pk>/wellbeing/", add_wellbeing, name="wellbeing_add"),
    path("c/<slug:slug>/indicators/<int:pk>/change/", change_indicator, name="indicator_change"),
    path("c/<slug:slug>/indicators/<int:pk>/drop/", drop_indicator, name="indicator_drop"),
    path("c/<slug:slug>/ideas/<int:pk>/", answer_idea, name="idea_answer"),
]
