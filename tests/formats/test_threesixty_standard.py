"""Our table of the 360Giving standard says what the standard's own schema says, field by field."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from wayahead.formats.threesixty import standard

GRANTS = Path(__file__).parents[3] / "shared" / "data" / "grants"
SAID_ELSEWHERE = {"description", "codelist", "openCodelist", "$id", "$schema", "$defs"}


def the_standards(name: str) -> Any:
    """One of the standard's schemas; the test is skipped where the folder is missing."""
    path = GRANTS / "schema-1.4.3" / name
    if not path.exists():
        if "CI" in os.environ and GRANTS.parents[1].exists():
            pytest.fail(f"{path} is missing")
        pytest.skip("the standard's schema is not here (../shared/data/grants)")
    return json.loads(path.read_text())


def plain(schema: Any, defs: dict[str, Any]) -> Any:
    """A schema with its references written out, and without what says nothing about what may stand there."""
    if isinstance(schema, list):
        return [plain(one, defs) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        named = {name: value for name, value in defs[schema["$ref"].rpartition("/")[2]].items() if name != "title"}
        own_title = {"title": schema["title"]} if "title" in schema else {}
        schema = named | own_title
        if "properties" in schema:
            schema = {"type": "object"} | schema
    return {name: plain(value, defs) for name, value in schema.items() if name not in SAID_ELSEWHERE or is_field(value)}


def is_field(value: Any) -> bool:
    """Whether this is a field that is called as one of the schema's own words."""
    return isinstance(value, dict) and "title" in value


def without_titles_of_things(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields, with the title of the currency (which the standard keeps at its definition) put where ours is."""
    return {name: ({"title": "Currency"} | kind if "GBP" in kind.get("enum", []) else kind)
            for name, kind in fields.items()}  # fmt: skip


def test_every_field_of_a_grant_is_the_standards() -> None:
    schema = the_standards("360-giving-schema.json")
    theirs = plain(schema["properties"], schema["$defs"])
    transaction = theirs["commitmentTransaction"]["items"]
    transaction["properties"] = without_titles_of_things(transaction["properties"])
    for name in ("applicationTransaction", "disbursementTransaction"):
        theirs[name]["items"] = transaction
    theirs = without_titles_of_things(theirs)
    ours = standard.GRANT["properties"]
    assert list(ours) == list(theirs)
    for name, kind in theirs.items():
        assert ours[name] == kind, name


def test_a_grant_must_have_what_the_standard_asks_of_it() -> None:
    to_organisation, to_person = the_standards("360-giving-schema.json")["oneOf"]
    asked = set(standard.GRANT["required"])
    assert asked | {"recipientOrganization"} == set(to_organisation["required"])
    assert asked | {"recipientIndividual"} == set(to_person["required"])


def test_what_stands_beside_the_grants_is_the_standards() -> None:
    schema = the_standards("360-giving-package-schema.json")
    theirs = plain({name: kind for name, kind in schema["properties"].items() if name != "grants"}, {})
    for name, kind in theirs.items():
        ours = standard.PACKAGE["properties"][name]
        assert ours == kind, name
