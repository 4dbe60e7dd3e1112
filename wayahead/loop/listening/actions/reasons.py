"""A reason that everybody can read."""

from django.utils.translation import gettext as _

from wayahead.base.refusal import NotPossible
from wayahead.loop.listening.models import Ground


def public_reason(ground: int, words: str) -> str:
    """What is kept as the reason: the facilitator's words, or where there are none those of the policy."""
    if ground not in Ground.values:
        raise NotPossible(_("Choose one of the reasons of our policy."), field="ground")
    said = words.strip()
    if not said and Ground(ground) == Ground.OTHER:
        raise NotPossible(_("Write the reason. Everybody can read it."), field="reason")
    return said or str(Ground(ground).label)
