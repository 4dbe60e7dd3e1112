"""Whether a figure can be, before it is kept."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.base.refusal import NotPossible
from wayahead.kernels.evidence import FEWEST_SHOWN
from wayahead.loop.outcomes import wellbeing
from wayahead.loop.outcomes.models import Indicator

MOST = Decimal(10) ** 11
MOST_PEOPLE = 2_000_000_000


def refuse_bad_figure(
    kind: str, figure: Decimal, of: int | None, spread: Decimal | None, question: str, names: tuple[str, str, str]
) -> None:
    """Say what is wrong with a figure, at its field; `names` are those of the figure, its people and its spread."""
    at_figure, at_of, at_spread = names
    if not figure.is_finite() or abs(figure) >= MOST:
        raise NotPossible(_("That is more than we can count."), field=at_figure)
    if kind == Indicator.Kind.SINGLE:
        return
    if of is None:
        raise NotPossible(_("Say of how many people."), field=at_of)
    refuse_too_few(of, at_of)
    if kind == Indicator.Kind.SHARE:
        if figure != figure.to_integral_value() or not 0 <= figure <= of:
            raise NotPossible(_("Write how many people, from none to all of them."), field=at_figure)
        return
    if spread is None or not spread.is_finite() or not 0 <= spread < MOST:
        raise NotPossible(_("Write the spread of the answers: their standard deviation."), field=at_spread)
    if question and not wellbeing.LOWEST <= figure <= wellbeing.HIGHEST:
        raise NotPossible(_("Answers go from 0 to 10."), field=at_figure)


def refuse_too_few(of: int, field: str) -> None:
    """A figure over a handful of people can point to one of them."""
    if of < FEWEST_SHOWN:
        words = ngettext(
            "A figure for fewer than %d person can point to somebody. Leave it out and say why.",
            "A figure for fewer than %d people can point to somebody. Leave it out and say why.",
            FEWEST_SHOWN,
        )
        raise NotPossible(words % FEWEST_SHOWN, field=field)
    if of > MOST_PEOPLE:
        raise NotPossible(_("That is more than we can count."), field=field)
