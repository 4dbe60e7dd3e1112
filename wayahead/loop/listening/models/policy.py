"""The public policy of what is put to the vote: numbered reasons, the same for everybody."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Ground(models.IntegerChoices):
    """Why a voice or a statement is not put to the vote. Numbers stay for ever: the record holds them."""

    OTHER = 0, _("Another reason, in words")
    NAMES_SOMEBODY = 1, _("It names or points at somebody")
    PRIVATE = 2, _("It tells something private")
    ATTACKS = 3, _("It attacks people or calls for harm")
    ELSEWHERE = 4, _("It is about something else")
    SAME = 5, _("It says the same as another statement")
    SEVERAL = 6, _("It holds more than one idea")
    UNCLEAR = 7, _("People could not tell what they would agree to")
    ADVERTISES = 8, _("It advertises something")
    REWORDED = 9, _("It was put in other words")


# Words set aside for these are for the speaker and the facilitators only: to publish them is the harm, or the aim.
NEVER_SHOWN = (Ground.NAMES_SOMEBODY, Ground.PRIVATE, Ground.ATTACKS, Ground.ADVERTISES)

EXPLAINED: dict[Ground, str | Promise] = {
    Ground.NAMES_SOMEBODY: _(
        "A person, a household or a small business could be recognised. What is behind it can be said without them. "
        "It stays with the facilitator."
    ),
    Ground.PRIVATE: _("An address, a health story or a debt that others could use. It stays with the facilitator."),
    Ground.ATTACKS: _(
        "It says of people what they are, not what is needed. Anger is welcome, contempt is not. "
        "It stays with the facilitator."
    ),
    Ground.ELSEWHERE: _("It answers another question or is about another place. We say where it belongs if we know."),
    Ground.SAME: _("Its voices stand with the other statement and are counted there."),
    Ground.SEVERAL: _("It was split, and each part keeps all of its voices."),
    Ground.UNCLEAR: _("A question, a single word, or a sentence that can be read two ways."),
    Ground.ADVERTISES: _("It sells something, or the same words were sent many times."),
    Ground.REWORDED: _("Somebody had voted already, so its wording is kept and a new statement stands beside it."),
    Ground.OTHER: _("The facilitator writes the reason out, for everybody to read."),
}
