"""Our own grants as a package of the standard, for others to find. Nobody's personal data goes into it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wayahead.formats.threesixty import dei
from wayahead.formats.threesixty.quality import EMAIL, PHONE
from wayahead.formats.threesixty.spreadsheets import LIST, workbook_of
from wayahead.formats.threesixty.standard import VERSION

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
VOCABULARY = "Wayahead"
LEFT_OUT = "[left out]"


@dataclass(frozen=True)
class Body:
    """An organisation by its number and name."""

    number: str
    name: str


@dataclass(frozen=True)
class Place:
    """An area by its code, name and kind (a code of the standard's list of kinds)."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class Link:
    """Something the grant belongs to: its programme, or a need that it answers."""

    code: str
    title: str
    address: str
    description: str = ""


@dataclass(frozen=True)
class Award:
    """One grant of ours."""

    identifier: str
    title: str
    description: str
    awarded_pence: int
    asked_pence: int
    awarded_on: date
    changed_at: datetime
    address: str
    funder: Body
    recipient: Body
    programme: Link
    needs: Sequence[Link]
    places: Sequence[Place]
    starts_on: date | None = None
    ends_on: date | None = None
    led_by: Sequence[str] = ()
    meant_for: Sequence[str] = ()


def package_of(awards: Sequence[Award], *, publisher: str) -> dict[str, Any]:
    """The package: its version, licence and publisher, and every grant."""
    latest = max((award.changed_at for award in awards), default=None)
    grants = [as_grant(award) for award in awards]
    return {
        "version": VERSION,
        **({"extensions": [dei.EXTENSION]} if any("deiDetails" in grant for grant in grants) else {}),
        "license": LICENCE,
        "publisher": {"name": publisher},
        **({"modified": moment(latest)} if latest else {}),
        LIST: grants,
    }


def as_grant(award: Award) -> dict[str, Any]:
    """One grant as the standard writes it; its needs are its classifications, each with the way back to it."""
    dates = {
        **({"startDate": award.starts_on.isoformat()} if award.starts_on else {}),
        **({"endDate": award.ends_on.isoformat()} if award.ends_on else {}),
    }
    communities = dei.details(award.led_by, award.meant_for)
    return {
        "id": award.identifier,
        "title": discreet(award.title),
        "description": discreet(award.description),
        "currency": "GBP",
        "amountAppliedFor": pounds(award.asked_pence),
        "amountAwarded": pounds(award.awarded_pence),
        "awardDate": award.awarded_on.isoformat(),
        "url": award.address,
        **({"plannedDates": [dates]} if dates else {}),
        "recipientOrganization": [{"id": award.recipient.number, "name": award.recipient.name}],
        **({"beneficiaryLocation": [as_place(place) for place in award.places]} if award.places else {}),
        "fundingOrganization": [{"id": award.funder.number, "name": award.funder.name}],
        "grantProgramme": [
            {"code": award.programme.code, "title": award.programme.title, "url": award.programme.address}
        ],
        "fromOpenCall": "Yes",
        "classifications": [as_classification(need) for need in award.needs],
        **({"deiDetails": communities} if communities else {}),
        "dateModified": moment(award.changed_at),
        "dataSource": award.address,
    }


def as_classification(need: Link) -> dict[str, str]:
    """A need as the standard writes what a grant is classified by."""
    told = {"description": need.description} if need.description else {}
    return {"vocabulary": VOCABULARY, "code": need.code, "title": discreet(need.title), **told, "url": need.address}


def as_place(place: Place) -> dict[str, str]:
    """A place as the standard writes it."""
    kind = {"geoCodeType": place.kind} if place.kind else {}
    return {"name": place.name, "countryCode": "GB", "geoCode": place.code, **kind}


def pounds(pence: int) -> int | float:
    """Whole pence in pounds, with pennies only where there are some."""
    return pence / 100 if pence % 100 else pence // 100


def moment(at: datetime) -> str:
    """A moment as the standard writes it."""
    return at.isoformat(timespec="seconds")


def discreet(text: str) -> str:
    """The same words without e-mail addresses and telephone numbers, which may be a person's."""
    return PHONE.sub(LEFT_OUT, EMAIL.sub(LEFT_OUT, text))


def as_json(package: dict[str, Any]) -> str:
    """A package as a JSON file."""
    return json.dumps(package, ensure_ascii=False, indent=2)


def as_xlsx(package: dict[str, Any]) -> bytes:
    """A package as a spreadsheet. Raises `NotInstalled` without the extra."""
    return workbook_of(package)
