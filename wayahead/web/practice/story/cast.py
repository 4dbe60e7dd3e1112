"""Who can be played in the practice space, and what each would do first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Character:
    """Somebody in the story: the key of their reply address, name, and what they are about."""

    key: str
    name: str
    about: str | Promise

    @property
    def address(self) -> str:
        """Where answers to them go: nowhere, by RFC 2606."""
        return f"{self.key}@practice.example"


CHARACTERS = (
    Character("ines", "Ines", _("a carer without an account; she said something and waits for an answer")),
    Character("dougie", "Dougie", _("runs Lockside Tenants’ Group: gathers voices into needs, drafts, bids, reports")),
    Character("precious", "Precious", _("a support worker: types for people who do not write, sits in when newcomers speak")),
    Character("aneesa", "Aneesa", _("facilitates the conversation: reads every voice and draws statements")),
    Character("femi", "Femi", _("an officer of the council: publishes its limits and answers “why?”")),
    Character("ruth", "Ruth", _("a grants officer at Ropewalk Trust: opens programmes, decides, gives reasons")),
    Character("kofi", "Kofi", _("sixteen, skates, wants a place until ten; he is part of a private circle")),
    Character("moira", "Moira", _("lives above the basin and is up at four; speaks for those who want to sleep")),
    Character("sam", "Sam", _("steward: looks after this installation")),
)  # fmt: skip
