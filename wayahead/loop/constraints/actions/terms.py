"""What a limit says, and everything that may be wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.base.places.models import Area, Community
from wayahead.base.refusal import NotPossible
from wayahead.kernels.feasibility import BadTest, Limit, parse
from wayahead.loop.constraints.figures import contradiction
from wayahead.loop.constraints.models import Constraint, ConstraintVersion, CostKind
from wayahead.loop.needs.models import Need

web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Terms:
    """A limit as its owner states it. `test` is data of the feasibility kernel; without one a person judges."""

    kind: str
    statement: str
    reason: str
    firmness: str
    honest_answer: str
    honest_words: str
    test: Mapping[str, Any] = field(default_factory=lambda: {"test": "judged"})
    would_move_if: str = ""
    who_can_move: str = ""
    source: str = ""
    document: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    needs: Sequence[Need] = ()
    areas: Sequence[Area] = ()


def sound_test(data: object) -> Limit:
    """The test that `data` describes, in words that this installation knows; refused at its own field."""
    try:
        limit = parse(data)
    except BadTest as error:
        raise NotPossible(_(error.words), field=error.field) from error
    vocabulary = {
        "cost_kind": set(CostKind.values),
        "organisation_kinds": set(Organisation.Kind.values),
    }
    for blank in limit.blanks:
        value = getattr(limit, blank.name)
        named = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()
        if blank.unit == "communities":
            known = Community.objects.filter(pk__in=[one for one in named if one.isdecimal() and len(one) < 10])
            vocabulary["communities"] = {str(key) for key in known.values_list("pk", flat=True)}
        if blank.unit == "areas":
            vocabulary["areas"] = set(Area.objects.filter(code__in=named).values_list("code", flat=True))
        if blank.unit in vocabulary and named - vocabulary[blank.unit]:
            raise NotPossible(_("Choose from the list."), field=blank.name)
    return limit


def refuse_contradiction(statement: str, limit: Limit) -> None:
    """What people read and what is checked are one limit: a sentence does not name another figure than its test."""
    found = contradiction(statement, limit)
    if found:
        said, checked = found
        words = _("The sentence says %(said)s, and it would be checked with %(checked)s. Make the two say the same.")
        raise NotPossible(words % {"said": said, "checked": checked}, field="statement")


def refuse_bad_words(statement: str, reason: str) -> None:
    """A limit is a sentence with a reason."""
    if not statement.strip():
        raise NotPossible(_("Say the limit in one plain sentence."), field="statement")
    if not reason.strip():
        raise NotPossible(_("Say why. Everybody can read it."), field="reason")


def refuse_bad_firmness(firmness: str, would_move_if: str, honest_answer: str, honest_words: str) -> None:
    """The honest question comes first: what is inconvenient is not fixed, and what could move says what moves it."""
    if honest_answer not in ConstraintVersion.Honest.values:
        raise NotPossible(_("Is it fixed, or is it inconvenient? Choose one."), field="honest_answer")
    if not honest_words.strip():
        raise NotPossible(_("Say what would happen if it were not kept."), field="honest_words")
    if firmness not in Constraint.Firmness.values:
        raise NotPossible(_("Choose how firm it is."), field="firmness")
    if honest_answer == ConstraintVersion.Honest.INCONVENIENT and firmness == Constraint.Firmness.FIXED:
        words = _(
            "You said that it is inconvenient. Then it is not fixed: say what would move it, or call it a preference."
        )
        raise NotPossible(words, field="firmness")
    if firmness == Constraint.Firmness.COULD_MOVE and not would_move_if.strip():
        raise NotPossible(_("Say what would have to happen for it to move."), field="would_move_if")


def refuse_bad_terms(coproduction: CoProduction, terms: Terms) -> None:
    """Say what is wrong with a limit, at its field."""
    refuse_bad_words(terms.statement, terms.reason)
    refuse_bad_firmness(terms.firmness, terms.would_move_if, terms.honest_answer, terms.honest_words)
    if terms.kind not in Constraint.Kind.values:
        raise NotPossible(_("Choose what kind of limit it is."), field="kind")
    if terms.valid_from and terms.valid_to and terms.valid_to < terms.valid_from:
        raise NotPossible(_("It cannot end before it starts."), field="valid_to")
    if any(need.coproduction_id != coproduction.pk for need in terms.needs):
        raise NotPossible(_("Choose needs of this co-production."), field="needs")
    if terms.source:
        try:
            web_address(terms.source)
        except ValidationError as error:
            raise NotPossible(_("Write a web address that starts with https://."), field="source") from error
    refuse_contradiction(terms.statement, sound_test(terms.test))
