"""Warnings: what the standard allows, and what makes a grant hard to find, to trust or to compare, or tells too much.

A rule is a function that is given one grant and yields the path of a field with what could be better about it. What
looks across a whole file stands in `across`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

from wayahead.formats.threesixty import organisation_ids
from wayahead.formats.threesixty.checking import TO_ORGANISATION, TO_PERSON, days
from wayahead.formats.threesixty.finding import Finding, shown
from wayahead.formats.threesixty.reading import GrantsFile
from wayahead.formats.threesixty.standard import GRANT

Grant = dict[str, Any]
Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, str]]

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w/.-])(\+44[\s()]*|\(?0)(\d[\s()-]*){9,10}(?![\w-])")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
GEO_CODE = re.compile(r"[EWSNJKL]\d{8}|95[A-Z]{2}\d{2}[A-Z0-9]*|[A-Z]{2}|\d{2}[A-Z]{2}(\d{2})?")
LONGEST_TITLE = 140
FIRST_YEAR = 1900
SAFE_NAMES = re.compile(r"individual|recipient|anonym|withheld|redacted|unnamed|not disclosed|person", re.IGNORECASE)
CODES = {
    "regrantType": {f"FRG0{n}0" for n in range(1, 8)},
    "locationScope": {*(f"GLS0{n}0" for n in range(1, 7)), "GLS099"},
}
REASONS = {f"GTIR{n:02d}0" for n in range(1, 13)}
PURPOSES = {f"GTIP{n:02d}0" for n in range(1, 18)}


def warnings(file: GrantsFile, *, today: date) -> list[Finding]:
    """Everything that could be better, in the order of the rows."""
    found = []
    for number, grant in enumerate(file.grants):
        if not isinstance(grant, dict):
            continue
        for rule in RULES:
            found += [file.finding(rule.__name__, words, number, *path) for path, words in rule(grant)]
        found += [file.finding("impossible_date", words, number, *path) for path, words in late(grant, today)]
    found += across(file)
    return sorted(found, key=lambda finding: (finding.sheet, finding.row or 0))


def amount(grant: Grant) -> Found:
    """Money that was not given."""
    given = grant.get("amountAwarded")
    if is_number(given) and given <= 0:
        yield ("amountAwarded",), "nothing was given. Say why in the description, or leave the grant out"


def same_words(grant: Grant) -> Found:
    """A description that says no more than the title."""
    title, description = grant.get("title"), grant.get("description")
    if isinstance(title, str) and isinstance(description, str) and plain(title) == plain(description):
        yield ("description",), "it says the same as the title. Say who did what for whom"


def long_title(grant: Grant) -> Found:
    """A title that is a description."""
    title = grant.get("title")
    if isinstance(title, str) and len(title) > LONGEST_TITLE:
        yield ("title",), f"it has {len(title)} characters. Make it {LONGEST_TITLE} at most, and say the rest below"


def identifier(grant: Grant) -> Found:
    """An identifier that may be somebody else's too."""
    name = grant.get("id")
    if isinstance(name, str) and not re.match(r"360G-\w+-\S", name):
        yield ("id",), "it does not begin with 360G-, your prefix and a hyphen, so another funder may use it too"


def organisation(grant: Grant) -> Found:
    """Organisations whose number nobody can look up."""
    for kind, place, one in organisations(grant):
        number = one.get("id")
        if isinstance(number, str) and (words := organisation_ids.wrong_with(number)):
            yield (kind, place, "id"), f"“{shown(number)}”: {words}"
        charity = one.get("charityNumber")
        if isinstance(charity, str) and isinstance(number, str) and number.startswith("GB-CHC-"):
            if charity.strip() != number.removeprefix("GB-CHC-"):
                yield (kind, place, "charityNumber"), f"it is another number than in {shown(number)}"


def to_itself(grant: Grant) -> Found:
    """A funder that funds itself."""
    numbers = {kind: {one.get("id") for of, _n, one in organisations(grant) if of == kind} - {None} for kind in KINDS}
    if numbers[TO_ORGANISATION] & numbers["fundingOrganization"]:
        yield (TO_ORGANISATION,), "funder and recipient are the same organisation"


def personal(grant: Grant) -> Found:
    """What tells about a person: it should not be published."""
    for path, text in texts(grant):
        if EMAIL.search(text):
            yield path, "there is an e-mail address in it. Take it out"
        elif path[-1] not in ("id", "charityNumber", "companyNumber", "url") and PHONE.search(text):
            yield path, "there seems to be a telephone number in it. Take it out if it is a person's"
    for kind, place, one in organisations(grant):
        if one.get("contactName"):
            yield (kind, place, "contactName"), "it names a person. Leave it out unless they agreed to be published"
    person = grant.get(TO_PERSON)
    if isinstance(person, dict):
        name = person.get("name")
        if isinstance(name, str) and not SAFE_NAMES.search(name):
            yield (TO_PERSON, "name"), "it may be somebody's real name. Write “Individual recipient”"
        if grant.get("deiDetails"):
            yield ("deiDetails",), "equality data beside a grant to one person tells about that person. Take it out"


def place(grant: Grant) -> Found:
    """Where it happens, in codes that others can count by."""
    places = [one for one in listed(grant, "beneficiaryLocation") if isinstance(one, dict)]
    if not places:
        yield ("beneficiaryLocation",), "no place is named. Say where it happens"
        return
    codes = [one.get("geoCode") for one in places]
    if not any(codes):
        yield ("beneficiaryLocation", 0, "geoCode"), "the place has a name and no code. Add its ONS code"
    for number, code in enumerate(codes):
        if isinstance(code, str) and POSTCODE.fullmatch(code.strip()):
            words = f"“{shown(code)}” is a postcode, which may be somebody's home. Write the code of a ward or borough"
            yield ("beneficiaryLocation", number, "geoCode"), words
        elif isinstance(code, str) and not GEO_CODE.fullmatch(code.strip()):
            yield ("beneficiaryLocation", number, "geoCode"), f"“{shown(code)}” is not how codes of areas look"


def missing(grant: Grant) -> Found:
    """Fields without which a grant is hard to use."""
    if not listed(grant, "grantProgramme"):
        yield ("grantProgramme",), "no programme is named. Say which it was part of"
    if not grant.get("dateModified"):
        yield ("dateModified",), "nobody can tell which version of this is newer. Say when it last changed"
    if not grant.get("dataSource"):
        yield ("dataSource",), "there is no address where this was published"


def code(grant: Grant) -> Found:
    """Codes that the standard's lists do not have."""
    for name, known in CODES.items():
        value = grant.get(name)
        if isinstance(value, str) and value not in known:
            yield (name,), f"“{shown(value)}” is not on the standard's list, such as {min(known)}"
    details = grant.get("toIndividualsDetails")
    if isinstance(details, dict):
        for name in ("primaryGrantReason", "secondaryGrantReason"):
            if isinstance(details.get(name), str) and details[name] not in REASONS:
                yield ("toIndividualsDetails", name), f"“{shown(details[name])}” is not on the standard's list"
        for number, purpose in enumerate(listed(details, "grantPurpose")):
            if isinstance(purpose, str) and purpose not in PURPOSES:
                yield ("toIndividualsDetails", "grantPurpose", number), f"“{shown(purpose)}” is not on the list"


def order_of_days(grant: Grant) -> Found:
    """Things that end before they begin, and years that are slips."""
    for name in ("plannedDates", "actualDates"):
        for number, event in enumerate(listed(grant, name)):
            if not isinstance(event, dict):
                continue
            start, end = event.get("startDate"), event.get("endDate")
            if isinstance(start, str) and isinstance(end, str):
                if end[: min(len(start), len(end), 10)] < start[: min(len(start), len(end), 10)]:
                    yield (name, number, "endDate"), "it ends before it starts"
    for path, day in days(grant):
        if re.match(r"\d{4}", day) and int(day[:4]) < FIRST_YEAR:
            yield path, f"the year {day[:4]} is long ago. Is it right?"


RULES: list[Callable[[Grant], Found]] = [
    amount, same_words, long_title, identifier, organisation, to_itself, personal, place, missing, code, order_of_days,
]  # fmt: skip
KINDS = ("fundingOrganization", TO_ORGANISATION)


def late(grant: Grant, today: date) -> Found:
    """What is said to have happened on a day that has not come."""
    for name in ("awardDate", "dateModified"):
        day = grant.get(name)
        if isinstance(day, str) and re.match(r"\d{4}-\d\d-\d\d", day) and day[:10] > today.isoformat():
            yield (name,), f"{day[:10]} has not come yet"


def across(file: GrantsFile) -> Iterator[Finding]:
    """One number with two names, and fields that the standard does not know, each told once."""
    names: dict[str, str] = {}
    strange: Counter[str] = Counter()
    first: dict[str, int] = {}
    for number, grant in enumerate(file.grants):
        if not isinstance(grant, dict):
            continue
        for kind, nth, one in organisations(grant):
            key, name = one.get("id"), one.get("name")
            if isinstance(key, str) and isinstance(name, str):
                before = names.setdefault(key, name)
                if plain(before) != plain(name):
                    words = f"{shown(key)} is called “{shown(name)}” here and “{shown(before)}” before"
                    yield file.finding("two_names", words, number, kind, nth, "name")
        for field in grant:
            if field not in GRANT["properties"] and field != "deiDetails":
                strange[field] += 1
                first.setdefault(field, number)
    for field, count in strange.items():
        words = f"the standard has no field “{shown(field)}” ({count:,} grants have it). Others will not see it"
        yield file.finding("unknown_field", words, first[field], field)


def organisations(grant: Grant) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Every organisation that a grant names: as what, the how-manieth, and its fields."""
    for kind in KINDS:
        for number, one in enumerate(listed(grant, kind)):
            if isinstance(one, dict):
                yield kind, number, one


def texts(thing: Any, path: Path = (), depth: int = 0) -> Iterator[tuple[Path, str]]:
    """Every text within a grant, with its path."""
    if isinstance(thing, str):
        yield path, thing
    elif isinstance(thing, dict) and depth < 6:
        for name, value in thing.items():
            yield from texts(value, (*path, name), depth + 1)
    elif isinstance(thing, list) and depth < 6:
        for number, value in enumerate(thing):
            yield from texts(value, (*path, number), depth + 1)


def listed(thing: dict[str, Any], name: str) -> list[Any]:
    """The list under this name; empty when there is none."""
    value = thing.get(name)
    return value if isinstance(value, list) else []


def is_number(value: object) -> TypeGuard[int | Decimal]:
    """True for a number that can be compared."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def plain(text: str) -> str:
    """Words without what does not change them."""
    return " ".join(text.casefold().split()).strip(" .")
