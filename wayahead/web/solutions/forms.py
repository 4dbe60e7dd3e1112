"""What a version is written in: its words, and lines for sections, costs, gifts and steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Community
from wayahead.loop.solutions.actions import Cost, Draft, Gift, Part, Task
from wayahead.loop.solutions.checks import Unread
from wayahead.loop.solutions.models import CostItem, Section, Solution, Suggestion, Version
from wayahead.web.faults import faults_of
from wayahead.web.fields import AreaField, DayField, MoneyField

COST_LINES, EMPTY_LINES = 6, 2


class SuggestionsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Suggestions to tick, each with who made it and how much it matters to them."""

    def label_from_instance(self, obj: Suggestion) -> str:
        """`Ines: It should: A quiet room.`"""
        return f"{obj.who} · {obj.get_degree_display()}: {obj}"


class DraftForm(forms.Form):
    """What a version says. What is left out counts as unknown, never as met."""

    summary = forms.CharField(
        label=gettext_lazy("What would happen?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "data-count": "3000"}),
    )
    what_changed = forms.CharField(
        label=gettext_lazy("What changed since the last version, and who asked for it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    taking = SuggestionsField(
        Suggestion.objects.none(),
        label=gettext_lazy("Which suggestions does this version take in?"),
        help_text=gettext_lazy(
            "Those who made them are named with this version, and say whether it does what they asked."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    who_benefits = forms.CharField(label=gettext_lazy("For whom"), max_length=200, required=False)
    communities = forms.ModelMultipleChoiceField(
        Community.objects.all(),
        label=gettext_lazy("For which communities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Some money may only be spent for some."),
    )
    people_count = forms.IntegerField(
        label=gettext_lazy("For how many people"), min_value=1, max_value=2_000_000_000, required=False
    )
    area = AreaField(label=gettext_lazy("Where"), required=False)
    starts_on = DayField(label=gettext_lazy("From"), required=False)
    ends_on = DayField(label=gettext_lazy("Until"), required=False)
    delivered_by = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Who would do it"),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )

    def __init__(self, *args: Any, solution: Solution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Suggestion.objects.open().filter(version__solution=solution, hidden_because="")
        self.fields["taking"].queryset = waiting.select_related("speaking_for")  # type: ignore[attr-defined]
        if not waiting.exists():
            del self.fields["taking"]

    def clean(self) -> dict[str, Any]:
        """It ends on or after the day on which it starts."""
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("It cannot end before it starts."))
        return given


class LineForm(forms.Form):
    """A line of several fields: all that are needed are filled in, or it is left empty."""

    needed: tuple[str, ...] = ()
    missing = gettext_lazy("Fill in the whole line, or leave it empty.")

    def clean(self) -> dict[str, Any]:
        """Say at the empty field that it is missing."""
        given = super().clean() or {}
        filled = [name for name, value in given.items() if value not in ("", None) and name not in ("key", "kind")]
        for name in self.needed:
            if filled and given.get(name) in ("", None) and name not in self.errors:
                self.add_error(name, self.missing)
        return given

    @property
    def is_filled(self) -> bool:
        """True when there is something to keep."""
        return self.is_valid() and all(self.cleaned_data.get(name) not in ("", None) for name in self.needed)


class SectionForm(LineForm):
    """One section; an empty one is left out, and so goes one that was there before."""

    needed = ("heading", "text")
    missing = gettext_lazy("Give it a heading and words, or leave both empty.")
    key = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=100, required=False)
    text = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=Section.MOST_CHARACTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CostForm(LineForm):
    """One line of the cost."""

    needed = ("words", "pence")
    missing = gettext_lazy("Write both what it is for and how much it costs.")
    words = forms.CharField(label=gettext_lazy("What for"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=CostItem.Kind.choices, initial="other")
    pence = MoneyField(label=gettext_lazy("How much, in pounds"), required=False)


class GiftForm(LineForm):
    """One thing that is given rather than paid for."""

    needed = ("words", "given_by")
    missing = gettext_lazy("Write both what is given and who gives it.")
    words = forms.CharField(label=gettext_lazy("What is given"), max_length=120, required=False)
    given_by = forms.CharField(label=gettext_lazy("Who gives it"), max_length=120, required=False)


class StepForm(LineForm):
    """One step."""

    needed = ("what",)
    missing = gettext_lazy("Say what is done, or leave the line empty.")
    key = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    what = forms.CharField(label=gettext_lazy("What is done"), max_length=160, required=False)
    by_whom = forms.CharField(label=gettext_lazy("By whom"), max_length=120, required=False)
    due_on = DayField(label=gettext_lazy("By when"), required=False)
    help_wanted = forms.CharField(label=gettext_lazy("What help is wanted"), max_length=160, required=False)


SectionLines = forms.formset_factory(SectionForm, extra=EMPTY_LINES, max_num=30)
CostLines = forms.formset_factory(CostForm, extra=COST_LINES, max_num=60)
GiftLines = forms.formset_factory(GiftForm, extra=EMPTY_LINES, max_num=30)
StepLines = forms.formset_factory(StepForm, extra=EMPTY_LINES, max_num=40)


class Written:
    """A version as it is being written: the form and its lines, starting from the last version."""

    def __init__(self, solution: Solution, sent: Any, taking: str = "") -> None:
        last = solution.versions.order_by("-number").first()
        self.form = DraftForm(sent, initial=first_words(solution, last) | {"taking": [taking]}, solution=solution)
        self.sections = SectionLines(sent, prefix="sections", initial=rows(last, "sections", "key", "heading", "text"))
        self.costs = CostLines(sent, prefix="costs", initial=rows(last, "costs", "words", "kind", "pence"))
        self.in_kind = GiftLines(sent, prefix="in_kind", initial=rows(last, "in_kind", "words", "given_by"))
        names = ("key", "what", "by_whom", "due_on", "help_wanted")
        self.steps = StepLines(sent, prefix="steps", initial=rows(last, "steps", *names))
        self.labels = (_("Sections"), _("What it costs"), _("What is given in kind"), _("Who does what"))
        self.lines: tuple[forms.BaseFormSet[Any], ...] = (self.sections, self.costs, self.in_kind, self.steps)

    def is_valid(self) -> bool:
        """True when every part can be kept; each part looks, so that all there is to put right is said at once."""
        return all([self.form.is_valid(), *(lines.is_valid() for lines in self.lines)])

    @property
    def faults(self) -> list[Unread]:
        """What is to be put right in its lines: which line, which field, and what is wrong."""
        if not self.form.is_bound:
            return []
        found = []
        for label, lines in zip(self.labels, self.lines, strict=True):
            found += [Unread(str(error), "") for error in lines.non_form_errors()]
            for number, line in enumerate(lines, start=1):
                found += [
                    Unread(
                        _("%(lines)s, line %(number)d, %(field)s: %(error)s")
                        % {"lines": label, "number": number, "field": field.label, "error": error},
                        field.id_for_label,
                    )
                    for field in line
                    for error in faults_of(field)
                ]
        return found

    @property
    def unread(self) -> dict[str, list[Unread]]:
        """What is written and cannot be read, by the fact that limits do not know for it."""
        self.form.is_valid()
        found = {
            CLAIMED.get(name, name): [
                Unread(f"{self.form[name].label}: {error}", self.form[name].id_for_label)
                for error in faults_of(self.form[name])
            ]
            for name in (*CLAIMS, "communities")
            if name in self.form.errors
        }
        costs = [
            Unread(_("Line %(number)d of what it costs: %(error)s") % {"number": number, "error": error}, field)
            for number, line in enumerate(self.costs, start=1)
            for name in line.errors
            for error, field in ((faults_of(line[name])[0], line[name].id_for_label),)
        ]
        return found | ({"costs": costs} if costs else {})

    @property
    def taking(self) -> list[Suggestion]:
        """The suggestions that it takes in."""
        return list(self.form.cleaned_data.get("taking") or [])

    @property
    def claims(self) -> dict[str, Any]:
        """What can be read of its own row so far."""
        self.form.is_valid()
        given: dict[str, Any] = self.form.cleaned_data
        return {name: given.get(name) for name in CLAIMS}

    @property
    def communities(self) -> list[Community]:
        """For which communities it is, as far as that can be read."""
        return list(self.form.cleaned_data.get("communities") or [])

    @property
    def cost_lines(self) -> list[Cost]:
        """The lines of the cost that can be read so far."""
        return [Cost(**line.cleaned_data) for line in self.costs if line.is_filled]

    @property
    def draft(self) -> Draft:
        """What the action takes."""
        given = {name: value for name, value in self.form.cleaned_data.items() if name != "taking"}
        return Draft(
            costs=self.cost_lines,
            sections=[Part(**line.cleaned_data) for line in self.sections if line.is_filled],
            in_kind=[Gift(**line.cleaned_data) for line in self.in_kind if line.is_filled],
            steps=[Task(**line.cleaned_data) for line in self.steps if line.is_filled],
            **given,
        )


# What limits look at, apart from the costs.
CLAIMS = ("area", "people_count", "starts_on", "ends_on", "delivered_by")
# What limits call a fact that has another name on the form.
CLAIMED = {"area": "areas", "delivered_by": "delivered_by_kind"}


def first_words(solution: Solution, last: Version | None) -> dict[str, Any]:
    """What a new version starts from: the words and claims of the last one."""
    names = ("summary", "who_benefits", *CLAIMS)
    if last is None:
        return {"area": solution.coproduction.area}
    return {name: getattr(last, name) for name in names} | {"communities": last.communities.all()}


def rows(last: Version | None, name: str, *fields: str) -> list[dict[str, Any]]:
    """Lines of the last version, as their forms start from them."""
    return list(getattr(last, name).values(*fields)) if last else []
