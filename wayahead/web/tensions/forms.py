"""The forms of a tension and its sides."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wayahead import access
from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.listening.models import Conversation, OpinionMap, Statement
from wayahead.loop.needs.models import Need
from wayahead.loop.tensions.actions import SideWords, Words
from wayahead.loop.tensions.models import Side

PLAIN = ("title", "at_stake", "tried")
SAID = ("name", "what_it_needs")
RESTS_ON = ("organisation", "group", "needs", "limits")


@dataclass(frozen=True)
class Group:
    """One group of a conversation's opinion map."""

    conversation: Conversation
    letter: str
    size: int

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.conversation.pk}:{self.letter}"

    @property
    def label(self) -> str:
        """How people know it."""
        said = {"letter": self.letter, "size": self.size, "question": self.conversation}
        return _("Group %(letter)s, %(size)d people, in “%(question)s”") % said


def groups_of(coproduction: CoProduction) -> list[Group]:
    """Every group of opinion that is large enough to be shown."""
    maps = OpinionMap.objects.filter(conversation__coproduction=coproduction).defer("people")
    return [
        Group(drawn.conversation, OpinionMap.LETTERS[n], size)
        for drawn in maps.select_related("conversation").order_by("conversation")
        if drawn.is_shown and drawn.result["groups"]["count"] > 1
        for n, size in enumerate(drawn.result["groups"]["sizes"])
        if size >= OpinionMap.FEWEST_SHOWN
    ]


def few_sentences(label: Any, most: int, rows: int, **more: Any) -> forms.CharField:
    """A field for a few sentences."""
    written = forms.Textarea(attrs={"rows": rows, "dir": "auto", "data-count": str(most)})
    return forms.CharField(label=label, max_length=most, widget=written, **more)


class LimitsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Limits by their words."""

    def label_from_instance(self, obj: Constraint) -> str:
        """The limit as it reads today."""
        return obj.current.statement


class TensionForm(forms.Form):
    """What it is called, what is at stake, what was tried."""

    title = forms.CharField(
        label=gettext_lazy("A name that both sides can say"),
        max_length=140,
        help_text=gettext_lazy("For example, Evenings for the young, nights for those who sleep by the basin."),
    )
    at_stake = few_sentences(gettext_lazy("What is at stake, for both sides?"), 1000, 3)
    tried = few_sentences(gettext_lazy("What was tried before?"), 1000, 2, required=False)


class RegisterForm(TensionForm):
    """The same with the two sides. Fields of a side carry its number."""

    def __init__(self, *args: Any, coproduction: CoProduction, person: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {group.key: group for group in groups_of(coproduction)}
        at_the_table = Organisation.objects.filter(parties__coproduction=coproduction, parties__left_at=None)
        needs = access.visible(person, Need).filter(coproduction=coproduction, state=Need.State.PUBLISHED)
        limits = access.visible(person, Constraint).filter(coproduction=coproduction)
        limits = limits.filter(state=Constraint.State.STANDING).prefetch_related("versions")
        ticks, nothing = forms.CheckboxSelectMultiple, [("", _("None"))]
        named = nothing + [(key, group.label) for key, group in self.groups.items()]
        why = _("Why they want it, not what they demand.")
        for n in Side.Position.values:
            self.fields[f"name_{n}"] = forms.CharField(label=_("Who is it?"), max_length=80)
            self.fields[f"what_it_needs_{n}"] = few_sentences(_("What do they need?"), 500, 3, help_text=why)
            self.fields[f"organisation_{n}"] = forms.ModelChoiceField(
                at_the_table.distinct(), label=_("Is it an organisation?"), required=False, empty_label=_("No")
            )
            self.fields[f"group_{n}"] = forms.ChoiceField(
                label=_("Is it a group of opinion?"), choices=named, required=False
            )
            self.fields[f"needs_{n}"] = forms.ModelMultipleChoiceField(
                needs, label=_("Needs"), required=False, widget=ticks
            )
            self.fields[f"limits_{n}"] = LimitsField(limits, label=_("Limits"), required=False, widget=ticks)

    def plain(self) -> list[forms.BoundField]:
        """The fields that belong to no side."""
        return [self[name] for name in PLAIN]

    def halves(self) -> list[dict[str, Any]]:
        """The fields of each side: what has to be said, and what it may rest on."""
        return [
            {
                "number": n,
                "said": [self[f"{name}_{n}"] for name in SAID],
                "rests_on": [self[f"{name}_{n}"] for name in RESTS_ON],
                "is_open": any(f"{name}_{n}" in self.errors for name in RESTS_ON),
            }
            for n in Side.Position.values
        ]

    def words(self, *statements: list[Statement]) -> Words:
        """The tension as the action takes it; statements of its sides come with what was found."""
        said = {name: self.cleaned_data[name] for name in PLAIN}
        return Words(sides=(self.side(1, statements[0]), self.side(2, statements[1])), **said)

    def side(self, n: int, statements: list[Statement]) -> SideWords:
        """One side as the action takes it."""
        given = self.cleaned_data
        group = self.groups.get(given[f"group_{n}"])
        return SideWords(
            name=given[f"name_{n}"],
            what_it_needs=given[f"what_it_needs_{n}"],
            organisation=given[f"organisation_{n}"],
            conversation=group.conversation if group else None,
            group=group.letter if group else "",
            needs=list(given[f"needs_{n}"]),
            limits=list(given[f"limits_{n}"]),
            statements=statements,
        )
