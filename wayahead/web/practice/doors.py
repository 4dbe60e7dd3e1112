"""The six doors of the practice space: who somebody is, and a few steps through the story for each."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One step of a story: what to do, the address by which it is reached, and as whom."""

    title: str | Promise
    words: str | Promise
    to: str
    who: str = ""

    def url(self, places: dict[str, str]) -> str:
        """The address of this step in the seeded story."""
        return places.get(self.to) or reverse("coproductions")


@dataclass(frozen=True)
class Door:
    """One way in."""

    key: str
    icon: str
    title: str | Promise
    words: str | Promise
    steps: tuple[Step, ...]


DOORS = (
    Door(
        "resident",
        "home",
        _("I live here"),
        _("Say what you need and see what became of it."),
        (
            Step(_("Say it"), _("Three sentences, no account. You are told who reads it and when you hear back."), "say"),
            Step(_("See what others think"), _("One sentence at a time: agree, disagree or pass."), "vote"),
            Step(_("See what everybody shares"), _("Three groups of opinion, and what all three want."), "results"),
            Step(_("See where needs pull apart"), _("An evening for some, a night for others: two sides, and what they try until spring."), "tension"),
            Step(_("See what became of it"), _("Be Ines, a carer: this is her own page, with the answer she got."), "you", "ines"),
            Step(_("Follow the whole line"), _("From her words to a need, a plan, the money, and back."), "chain"),
        ),
    ),
    Door(
        "group",
        "group",
        _("I run a group"),
        _("From your members’ words to one bid."),
        (
            Step(_("Write a need from what people said"), _("Be Dougie of the tenants’ group. A need keeps every voice behind it."), "need", "dougie"),
            Step(_("See who was asked whether it is right"), _("Nothing is published that was not checked back."), "need"),
            Step(_("Draft within limits"), _("See what each version of a plan meets and what it breaks."), "solution", "dougie"),
            Step(_("Bid once"), _("The need, the words, the plan and the costs go along by themselves."), "funding", "dougie"),
            Step(_("Report once"), _("Everybody reads it, and says whether it is true."), "outcomes", "dougie"),
        ),
    ),
    Door(
        "support",
        "hands",
        _("I support groups"),
        _("Walk beside them until they speak for themselves."),
        (
            Step(_("Type for somebody"), _("Be Precious. With their consent, and labelled so."), "type", "precious"),
            Step(_("Hand the words over"), _("They get a link and a code: their words, their answers."), "line", "precious"),
            Step(_("Note a meeting"), _("Who was there, what they needed to be there, what was said."), "meetings"),
            Step(_("See what involving people costs"), _("Planned from the start, and spent as it happens."), "costs"),
            Step(_("Sit two sides down at one table"), _("Be Aneesa. Each says what the other needs, in words that the other accepts."), "tensions", "aneesa"),
            Step(_("See whose words were not taken up"), _("Each with a public reason."), "line"),
        ),
    ),
    Door(
        "public_body",
        "hall",
        _("I work for a public body"),
        _("Publish your limits. Answer “why?”."),
        (
            Step(_("Say what you can and cannot decide"), _("Be Femi of the council, at the table."), "table", "femi"),
            Step(_("Publish a limit"), _("Is it fixed, or could it move? Say what would move it."), "limits", "femi"),
            Step(_("Answer “why?”"), _("Against the clock that you promised. Somebody is waiting."), "question", "femi"),
            Step(_("See a limit that moved"), _("The old words stay, with who asked and why it moved."), "moved"),
            Step(_("Check a plan"), _("Every version against every limit, with the reason in each cell."), "solution"),
        ),
    ),
    Door(
        "funder",
        "pound",
        _("I fund"),
        _("See what is needed, and what others offer."),
        (
            Step(_("Read a need"), _("In people’s words, checked back, with who disagrees."), "need"),
            Step(_("See the programmes"), _("Yours and the others’, resting on the same needs."), "programmes", "ruth"),
            Step(_("Read a bid"), _("Be Ruth of the Ropewalk Trust. Nothing in it was typed twice."), "bid", "ruth"),
            Step(_("See a “no” with its reasons"), _("And what would have changed it."), "refused"),
            Step(_("See what came of a grant"), _("The report, and what people say to it."), "report"),
        ),
    ),
    Door(
        "visitor",
        "look",
        _("I just want to look"),
        _("Everything public, no account."),
        (
            Step(_("One co-production"), _("Who is at the table, and where it stands."), "home"),
            Step(_("What people said"), _("Groups of opinion, common ground, what divides."), "results"),
            Step(_("The limits"), _("Who owns them, how firm they are, what moved."), "limits"),
            Step(_("Where needs pull apart"), _("Both sides in their own words, and how it was settled until its day."), "tension"),
            Step(_("The money"), _("What was asked, granted and refused, and why."), "funding"),
            Step(_("Everything that happened"), _("The record: nobody can change it afterwards."), "activity"),
        ),
    ),
)  # fmt: skip


def door(key: str) -> Door | None:
    """The door of that name."""
    return next((one for one in DOORS if one.key == key), None)
