"""Which way a limit moves: what is asked of it, or answered, may only leave more room than before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from wayahead.base.places.models import Area
from wayahead.base.refusal import NotPossible
from wayahead.kernels.feasibility import BadTest, Limit, moved, parse
from wayahead.loop.constraints.models import ConstraintVersion

JUDGED = "judged"


def test_of(version: ConstraintVersion) -> Limit:
    """The test of a limit; one that this installation cannot read any more is left to a person's judgement."""
    try:
        return parse(version.test)
    except BadTest:
        return parse({"test": JUDGED})


def refuse_another_kind(stands: Limit, given: Mapping[str, Any]) -> None:
    """A limit that moves stays a limit of its kind: one of another kind is published in its place."""
    if given.get("test") != stands.name:
        words = _(
            "The kind of limit stays as it is: only its figures move. To check something else, publish another "
            "limit in its place."
        )
        raise NotPossible(words, field="test")


def refuse_unless_looser(stands: Limit, given: Limit) -> None:
    """Refuse, at its blank, a limit that leaves less room than before for anybody, or no more than before.

    What a person judges has no figure: there the words are all that can move.
    """
    if stands.name == JUDGED:
        return
    found = moved(*spelled_out(stands, given))
    if found.tighter:
        words = _("That leaves less room than before, at least for some. Write what leaves more room.")
        raise NotPossible(words, field=found.tighter[0])
    if not found.looser:
        movable = [blank.name for blank in stands.blanks if blank.looser]
        if not movable:
            raise NotPossible(_("This limit has no figure that could move. It stands, or it goes."), field="answer")
        filled = [name for name in movable if getattr(stands, name) is not None]
        words = _("Nothing moves yet: it is checked as before. Write what leaves more room.")
        raise NotPossible(words, field=(filled or movable)[0])


def spelled_out(stands: Limit, given: Limit) -> tuple[Limit, Limit]:
    """The same two, each area with those inside it: a borough leaves room for each of its wards."""
    if stands == given or not hasattr(stands, "must_lie_in"):
        return stands, given
    before, after = stands.must_lie_in, given.must_lie_in  # type: ignore[attr-defined]
    lines = round_each({*before, *after})
    wide = [tuple(sorted(code for code, line in lines.items() if line & set(codes))) for codes in (before, after)]
    return replace(stands, must_lie_in=wide[0]), replace(given, must_lie_in=wide[1])  # type: ignore[type-var]


def round_each(codes: Iterable[str]) -> dict[str, set[str]]:
    """The codes of each area and of those round it."""
    found = {code: {code} for code in codes}
    for area in Area.objects.filter(code__in=found).select_related("parent__parent__parent__parent"):
        line = found[area.code]
        above = area.parent
        while above and above.code not in line:
            line.add(above.code)
            above = above.parent
    return found
