"""Requests to every operation of the API, most of them bad: made from its own description, then spoilt."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from hypothesis import strategies as st

METHODS = ("get", "post", "put", "patch", "delete")
NASTY_TEXT = [
    "", " ", "\x00", "a\x00b", "\ud800", "\u202e", "\x1b[31m", "' OR 1=1 --", "<script>alert(1)</script>", "../../etc",
    "%00", "🙂" * 300, "x" * 5000, "NaN", "null", "-1", "9" * 40, "{{7*7}}", "\r\nX-Injected: yes", "é" * 90,
]  # fmt: skip
NASTY_NUMBERS = [0, -1, 2**31, 2**63 - 1, 2**63, 2**70, -(2**70), 1.5, float("inf"), float("nan")]
NASTY_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, [], {}, [[]], {"": {}}, *NASTY_TEXT, *NASTY_NUMBERS]
)
JUNK = st.sampled_from([b"", b"{", b"[", b"\xff\xfe", b"null", b'"', b"{}x", b'{"a":1,}', b"[" * 2000, b"\x00" * 9])
TYPES = ["application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded", "", "x/" * 40]


@dataclass(frozen=True)
class Operation:
    """One operation as the API describes it, with every reference in its body resolved."""

    method: str
    path: str
    parameters: tuple[Mapping[str, Any], ...]
    body: Mapping[str, Any] | None


@dataclass(frozen=True)
class Request:
    """One request; `token` names one of the scene's."""

    method: str
    address: str
    body: bytes
    content_type: str
    token: str
    key: str | None


def operations(description: Mapping[str, Any]) -> list[Operation]:
    """Every operation of an OpenAPI description."""
    parts = description["components"]["schemas"]
    return [
        Operation(method, path, tuple(said.get("parameters", ())), body_of(said, parts))
        for path, methods in description["paths"].items()
        for method, said in methods.items()
        if method in METHODS
    ]


def body_of(said: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The schema of an operation's body, able to stand alone."""
    content = said.get("requestBody", {}).get("content", {})
    schema = next((one["schema"] for one in content.values()), None)
    return None if schema is None else {**schema, "components": {"schemas": parts}}


@st.composite
def requests(draw: st.DrawFn, every: list[Operation], known: Mapping[str, list[str]], tokens: list[str]) -> Request:
    """A request to any operation, good or bad. `known` are values that exist, by the name of the parameter."""
    operation = draw(st.sampled_from(every))
    path, query = operation.path, {}
    for parameter in operation.parameters:
        name = parameter["name"]
        value = draw(st.sampled_from(known.get(name, ["1"])) | st.sampled_from(NASTY_TEXT).filter(bool))
        if parameter["in"] == "path":
            path = path.replace("{" + name + "}", quote(value, safe="", errors="replace"))
        elif parameter["in"] == "query" and draw(st.booleans()):
            query[name] = value.encode(errors="replace")
    key = draw(st.none() | st.sampled_from(["a", "", "k" * 81, "\x7f", "é"]))
    return Request(
        method=operation.method,
        address=path + ("?" + urlencode(query) if query else ""),
        body=draw(bodies(operation.body)),
        content_type=draw(st.sampled_from(TYPES[:1] * 5 + TYPES)),
        token=draw(st.sampled_from(tokens)),
        key=key,
    )


@st.composite
def bodies(draw: st.DrawFn, schema: Mapping[str, Any] | None) -> bytes:
    """What is sent: as described, or with one part spoilt, or junk."""
    kind = draw(st.sampled_from(["as described", "spoilt", "spoilt", "junk"]))
    if schema is None or kind == "junk":
        return draw(JUNK | st.binary(max_size=60))
    body = draw(described(schema, schema["components"]["schemas"]))
    if kind == "spoilt" and isinstance(body, dict):
        name = draw(st.sampled_from([*(schema_names(schema) or ["x"]), "x"]))
        if draw(st.booleans()):
            body.pop(name, None)
        else:
            body[name] = draw(NASTY_VALUES)
    elif kind == "spoilt":
        body = draw(NASTY_VALUES)
    return json.dumps(body).encode()


def described(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values as a schema describes them, as far as our own descriptions go."""
    if "$ref" in schema:
        return described(parts[str(schema["$ref"]).rsplit("/", 1)[-1]], parts)
    if "anyOf" in schema or "allOf" in schema:
        return st.one_of([described(one, parts) for one in schema.get("anyOf", schema.get("allOf", []))])
    if "enum" in schema or "const" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    kind = schema.get("type")
    if kind == "object":
        needed = schema.get("required", [])
        fields = {name: described(one, parts) for name, one in schema.get("properties", {}).items()}
        return st.fixed_dictionaries(
            {name: one for name, one in fields.items() if name in needed},
            optional={name: one for name, one in fields.items() if name not in needed},
        )
    if kind == "array":
        return st.lists(described(schema.get("items", {}), parts), max_size=3)
    return scalars(schema)


def scalars(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values that are neither objects nor lists."""
    if schema.get("type") == "string" and schema.get("format") in ("date", "date-time"):
        return st.dates().map(str) | st.datetimes().map(str)
    few = min(schema.get("maxLength", 40), 40)
    least, most = schema.get("minimum", -(2**40)), schema.get("maximum", 2**40)
    by_kind: dict[object, st.SearchStrategy[Any]] = {
        "string": st.text(min_size=min(schema.get("minLength", 0), few), max_size=few),
        "integer": st.integers(int(least), int(max(least, most))) | st.integers(1, 5),
        "number": st.floats(allow_nan=False),
        "boolean": st.booleans(),
        "null": st.none(),
    }
    return by_kind.get(schema.get("type"), NASTY_VALUES)


def schema_names(schema: Mapping[str, Any]) -> list[str]:
    """The names that a body may have."""
    reference = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
    found = schema["components"]["schemas"].get(reference, schema)
    return list(found.get("properties", {}))
