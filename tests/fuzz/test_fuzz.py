"""Every operation, with all that people and programs may send by mistake or in anger.

The short form runs with all tests; `script/fuzz` sends ten thousand.
"""

import json
import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.pq import TransactionStatus

from tests.cast import Cast
from tests.fuzz.requests import Request, operations, requests
from wayahead.api import api
from wayahead.base.people import actions as people
from wayahead.base.people.models import Arrival
from wayahead.journey.erasure import erase_person
from wayahead.loop.listening import actions

CASES = int(os.environ.get("FUZZ_CASES", "150"))
VALID_EVERY = 10


def tokens(cast: Cast) -> dict[str, str]:
    """Headers of everybody who may call, and of those who may not any more."""
    revoked, erased = people.welcome_guest(), people.welcome_guest()
    made = {
        "revoked": people.link_of(revoked).token,
        "erased": people.link_of(erased).token,
        "forged": people.link_of(cast.resident).token[:-2] + "xx",
        "junk": "\x00é",
        "long": "x" * 5000,
        "nobody": "",
    }
    people.revoke_links(revoked, by=revoked)
    erase_person(erased, by=erased)
    for name in ("resident", "facilitator", "organiser", "officer", "grants_officer", "steward", "stranger"):
        made[name] = people.link_of(getattr(cast, name)).token
    return made


def known(cast: Cast) -> dict[str, list[str]]:
    """Things that exist, by the names under which the API asks for them; some are hidden from most."""
    keys = [str(one.pk) for one in (cast.conversation, cast.circle_conversation, cast.statement, cast.need, cast.limit)]
    return {
        "id": [*keys, "1", "2", "3"],
        "slug": [cast.coproduction.slug, cast.circle.slug, cast.council.slug],
        "receipt": [cast.voice.receipt],
        "kind": ["needs.need", "listening.voice"],
        "limit": ["1", "0", "-1"],
        "cursor": ["", "x", "bz0w"],
    }


def rows() -> int:
    """How many rows there are, in all of our tables but the counter of arrivals."""
    tables = [m._meta.db_table for m in apps.get_models() if m.__module__.startswith("wayahead.") and m is not Arrival]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f'SELECT count(*) FROM "{table}"' for table in tables))
        return sum(count for (count,) in cursor.fetchall())


@pytest.fixture
def send(cast: Cast) -> Callable[[Request, str], Any]:
    """Send a request as the API gets it; what it stored is taken back afterwards."""
    client = Client(raise_request_exception=False)

    def sent(request: Request, token: str) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if request.key is not None:
            headers["Idempotency-Key"] = request.key
        return client.generic(
            request.method.upper(), request.address, request.body, request.content_type, headers=headers
        )

    return sent


def test_bad_input_gets_a_plain_reason_and_nothing_else(
    cast: Cast, send: Callable[[Request, str], Any], request: pytest.FixtureRequest
) -> None:
    by, things, every = tokens(cast), known(cast), operations(api.get_openapi_schema())
    actions.take_part(cast.conversation, by=cast.resident)
    here = f"/api/v1/conversations/{cast.conversation.pk}/votes"
    good = Request("post", here, json.dumps({"statement": cast.statement.pk, "vote": 1}).encode(), "application/json",
        "resident", None)  # fmt: skip
    statuses: Counter[int] = Counter()
    before = rows()

    @settings(
        max_examples=CASES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.data())
    def try_one(data: st.DataObject) -> None:
        asked = data.draw(requests(every, things, sorted(by)))
        undone = transaction.savepoint()
        try:
            answer = send(asked, by[asked.token])
            statuses[answer.status_code] += 1
            assert answer.status_code < 500, (asked, answer.content[:500])
            if answer.status_code >= 400:
                assert answer["Content-Type"] == "application/problem+json", (asked, answer.content[:200])
                said = json.loads(answer.content)
                assert said["status"] == answer.status_code
                assert said["title"]
                assert b"Traceback" not in answer.content
                is_undone = connection.connection.info.transaction_status == TransactionStatus.INERROR
                assert is_undone or rows() == before, asked
        finally:
            transaction.savepoint_rollback(undone)
        if sum(statuses.values()) % VALID_EVERY == 0:
            assert send(good, by["resident"]).status_code == 201
            transaction.savepoint_rollback(undone)

    try_one()
    assert sum(statuses[status] for status in statuses if status >= 400) > CASES / 3, statuses
    assert sum(statuses[status] for status in statuses if status < 300) > 0, statuses
    if request.config.getoption("verbose") > 0:
        print(dict(statuses))  # noqa: T201 - for script/fuzz
