"""What somebody wrote, before it is kept."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.base.refusal import NotPossible


def said(text: str, *, field: str, most: int, ask: str = "") -> str:
    """The words without blanks round them. `ask` says what to write where nothing is; without it nothing may be."""
    words = text.strip()
    if not words and ask:
        raise NotPossible(ask, field=field)
    if any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in words):
        raise NotPossible(_("There is a sign in it that cannot be kept. Type it anew."), field=field)
    if len(words) > most:
        too_long = ngettext("Make it shorter: %d letter at most.", "Make it shorter: %d letters at most.", most) % most
        raise NotPossible(too_long, field=field)
    return words
