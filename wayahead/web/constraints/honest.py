"""The honest question as form fields: is it fixed, or is it inconvenient, and how firm is it after that?"""

from django import forms
from django.utils.translation import gettext_lazy

from wayahead.loop.constraints.models import Constraint, ConstraintVersion

HONEST = ("honest_answer", "honest_words", "firmness", "would_move_if", "who_can_move")


def honest_fields() -> dict[str, forms.Field]:
    """The honest question, asked before anything may be called a limit, and how firm it is after that."""
    return {
        "honest_answer": forms.ChoiceField(
            label=gettext_lazy("Is it fixed, or is it inconvenient?"),
            choices=ConstraintVersion.Honest.choices,
            widget=forms.RadioSelect,
            help_text=gettext_lazy("Everybody can read your answer, and ask why."),
        ),
        "honest_words": forms.CharField(
            label=gettext_lazy("What would happen if it were not kept, and who says so?"),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        "firmness": forms.ChoiceField(
            label=gettext_lazy("So how firm is it?"), choices=Constraint.Firmness.choices, widget=forms.RadioSelect
        ),
        "would_move_if": would_move_if_field(),
        "who_can_move": forms.CharField(
            label=gettext_lazy("Who can move it?"),
            max_length=200,
            required=False,
            help_text=gettext_lazy("For example, the trustees in May. Name people only if they agreed."),
        ),
    }


def would_move_if_field() -> forms.Field:
    """What would open the gate."""
    return forms.CharField(
        label=gettext_lazy("It could move if"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed when you say that it could move."),
    )
