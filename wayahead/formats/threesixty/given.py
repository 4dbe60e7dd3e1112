"""What we take over of a grant that was published elsewhere. When it went to a person, not to whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wayahead.formats.threesixty.checking import TO_ORGANISATION, errors
from wayahead.formats.threesixty.finding import Finding
from wayahead.formats.threesixty.quality import listed
from wayahead.formats.threesixty.reading import GrantsFile

MOST = 10**13  # of any currency
LONGEST = {"identifier": 200, "funder_number": 200, "recipient_number": 200, "description": 20_000}
LONGEST_OTHER, LONGEST_CODE = 2_000, 40
NO_LETTER = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Given:
    """One grant of the past. A place is its area's code, where there is one, and its name."""

    identifier: str
    title: str
    description: str
    amount_pence: int
    currency: str
    awarded_on: date
    funder_name: str
    funder_number: str
    recipient_name: str
    recipient_number: str
    programme: str
    address: str
    places: tuple[tuple[str, str], ...]


FIELD_OF = {
    "identifier": ("id",),
    "title": ("title",),
    "description": ("description",),
    "funder_name": ("fundingOrganization", 0, "name"),
    "funder_number": ("fundingOrganization", 0, "id"),
    "recipient_name": (TO_ORGANISATION, 0, "name"),
    "recipient_number": (TO_ORGANISATION, 0, "id"),
    "programme": ("grantProgramme", 0, "title"),
    "address": ("url",),
}


class Flawed(ValueError):
    """A file from which nothing is taken over, with all that is wrong."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} errors")
        self.findings = findings


def given(file: GrantsFile) -> list[Given]:
    """Every grant of a file. Raises `Flawed` with all that is wrong with it, `NotInstalled` without the extra."""
    if found := errors(file):
        raise Flawed(found)
    if found := [finding for number, grant in enumerate(file.grants) for finding in too_much(file, number, grant)]:
        raise Flawed(found)
    taken = [of_grant(grant) for grant in file.grants]
    if found := [finding for number, one in enumerate(taken) for finding in cannot_be_kept(file, number, one)]:
        raise Flawed(found)
    return taken


def too_much(file: GrantsFile, number: int, grant: dict[str, Any]) -> Iterator[Finding]:
    """An amount that is no amount of money."""
    if not -MOST < grant["amountAwarded"] < MOST:
        yield file.finding("amount", "this is more money than there is", number, "amountAwarded")


def cannot_be_kept(file: GrantsFile, number: int, one: Given) -> Iterator[Finding]:
    """Texts that are far too long, or hold what is no letter."""
    for name, path in FIELD_OF.items():
        text, most = getattr(one, name), LONGEST.get(name, LONGEST_OTHER)
        if len(text) > most:
            yield file.finding("too_long", f"it has {len(text):,} characters; at most {most:,} are kept", number, *path)
        elif NO_LETTER.search(text):
            yield file.finding("letters", "there is a NUL or half a letter in it. Write it anew", number, *path)
    for code, name in one.places:
        if len(code) > LONGEST_CODE or len(name) > LONGEST_OTHER or NO_LETTER.search(code + name):
            yield file.finding("place", "the name or code of a place cannot be kept", number, "beneficiaryLocation")


def of_grant(grant: dict[str, Any]) -> Given:
    """What is kept of one grant that has no errors."""
    funders, recipients = listed(grant, "fundingOrganization"), listed(grant, TO_ORGANISATION)
    programmes = [one.get("title") or one.get("code") or "" for one in listed(grant, "grantProgramme")]
    return Given(
        identifier=grant["id"],
        title=grant["title"],
        description=grant["description"],
        amount_pence=int((Decimal(str(grant["amountAwarded"])) * 100).to_integral_value(ROUND_HALF_UP)),
        currency=grant["currency"],
        awarded_on=date.fromisoformat(grant["awardDate"][:10]),
        funder_name=names(funders),
        funder_number=funders[0]["id"],
        recipient_name=names(recipients),
        recipient_number=recipients[0]["id"] if recipients else "",
        programme=", ".join(dict.fromkeys(filter(None, programmes))),
        address=grant.get("url") or "",
        places=tuple(dict.fromkeys(places(grant))),
    )


def names(organisations: list[dict[str, Any]]) -> str:
    """The names of organisations, each once."""
    return ", ".join(dict.fromkeys(one["name"] for one in organisations))


def places(grant: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Code and name of each place that a grant was for."""
    for one in listed(grant, "beneficiaryLocation"):
        code, name = (str(one.get(field) or "").strip() for field in ("geoCode", "name"))
        if code or name:
            yield code, name
