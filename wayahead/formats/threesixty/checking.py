"""Errors: where a file departs from the standard, so that others could not read it. Each with its row and field."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from wayahead.formats.threesixty import standard
from wayahead.formats.threesixty.finding import Finding, NotInstalled, shown
from wayahead.formats.threesixty.reading import GrantsFile

WHAT = {"string": "a text", "number": "a number", "array": "a list", "object": "an object with fields"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
TO_ORGANISATION, TO_PERSON = "recipientOrganization", "recipientIndividual"


def errors(file: GrantsFile) -> list[Finding]:
    """Everything in which a file departs from the standard, in the order of its rows. Raises `NotInstalled`."""
    package, grant = validator(standard.PACKAGE), validator(standard.GRANT)
    found = list(file.doubts)
    for problem in package.iter_errors(file.package):
        found += [Finding(rule, words, None, field) for rule, words, field in told(problem, ())]
    seen: dict[str, int] = {}
    for number, one in enumerate(file.grants):
        found += of_grant(file, number, one, grant, seen)
    return sorted(found, key=lambda finding: (finding.sheet, finding.row or 0))


def of_grant(file: GrantsFile, number: int, grant: Any, schema: Any, seen: dict[str, int]) -> Iterator[Finding]:
    """What is wrong with one grant, and with its standing beside the others."""
    said = set()
    for problem in schema.iter_errors(grant):
        for rule, words, field in told(problem, tuple(problem.absolute_path)):
            if (rule, field) not in said:
                said.add((rule, field))
                yield file.finding(rule, words, number, *(field.split("/") if field else ()))
    if not isinstance(grant, dict):
        return
    yield from to_whom(file, number, grant)
    for path, day in days(grant):
        if is_no_day(day):
            yield file.finding("date", f"there is no such day: “{shown(day)}”", number, *path)
    name = grant.get("id")
    if isinstance(name, str):
        if (before := seen.setdefault(name, number)) != number:
            words = f"another grant ({place_of(file, before)}) has this identifier too. Each needs its own"
            yield file.finding("unique", words, number, "id")


def to_whom(file: GrantsFile, number: int, grant: dict[str, Any]) -> Iterator[Finding]:
    """A grant goes to an organisation or to a person, not to both and not to nobody."""
    if TO_ORGANISATION not in grant and TO_PERSON not in grant:
        yield file.finding("required", "say who received it", number, TO_ORGANISATION)
    if TO_ORGANISATION in grant and TO_PERSON in grant:
        words = "a grant goes to an organisation or to a person. Take one of the two out"
        yield file.finding("recipient", words, number, TO_PERSON)


def place_of(file: GrantsFile, number: int) -> str:
    """Where another grant stands."""
    return f"row {file.finding('', '', number, 'id').row}"


def told(problem: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, str, str]]:
    """Rule, words and field of what the schema finds: what stands there, and what to write instead."""
    field, value, asked = "/".join(map(str, path)), problem.instance, problem.validator_value
    match problem.validator:
        case "required":
            for name in asked:
                if name not in value:
                    at = f"{field}/{name}" if field else name
                    yield "required", "this is missing, and the standard asks for it", at
        case "type":
            kinds = [asked] if isinstance(asked, str) else asked
            wanted = " or ".join(WHAT[kind] for kind in kinds if kind != "null")
            yield "type", f"write {wanted}, not “{shown(value)}”", field
        case "enum":
            some = ", ".join(asked[:2]) if "GBP" not in asked else "GBP"
            yield "enum", f"“{shown(value)}” is not one of the standard's codes, such as {some}", field
        case "oneOf":
            yield "date", f"write a day as 2026-03-31, not “{shown(value)}”", field
        case "format":
            if asked == "uri":
                yield "address", f"write an address that begins with https://, not “{shown(value)}”", field
            else:
                yield "date", f"write a moment as 2026-03-31T12:00:00Z, not “{shown(value)}”", field
        case "minItems":
            yield "minItems", "name at least one", field
        case "minimum":
            yield "minimum", f"write at least {asked}, not {shown(value)}", field
        case _:
            yield str(problem.validator), f"“{shown(value)}” does not have the shape that the standard asks for", field


def days(grant: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every day that a grant names, with its path."""
    if isinstance(grant.get("awardDate"), str):
        yield ("awardDate",), grant["awardDate"]
    for name in ("plannedDates", "actualDates"):
        events = grant.get(name)
        for place, event in enumerate(events if isinstance(events, list) else []):
            for end in ("startDate", "endDate"):
                if isinstance(event, dict) and isinstance(event.get(end), str):
                    yield (name, place, end), event[end]


def is_no_day(text: str) -> bool:
    """True for what has the shape of a day and is none, such as 2021-02-30."""
    if not re.match(standard.DAY_PATTERN.removesuffix("$"), text):
        return False
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return True
    return False


def is_moment(text: object) -> bool:
    """True for a moment in time with its zone, as RFC 3339 writes it; other than texts are no business of a format."""
    if not isinstance(text, str):
        return True
    if not MOMENT.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def is_address(text: object) -> bool:
    """True for an absolute address (RFC 3986); other than texts are no business of a format."""
    return not isinstance(text, str) or bool(ADDRESS.fullmatch(text))


def validator(schema: dict[str, Any]) -> Any:
    """What holds something against one of our schemas."""
    try:
        from jsonschema import Draft202012Validator, FormatChecker
    except ImportError as error:
        raise NotInstalled from error
    formats = FormatChecker(formats=())
    formats.checkers = {"date-time": (is_moment, ()), "uri": (is_address, ())}
    return Draft202012Validator(schema, format_checker=formats)
