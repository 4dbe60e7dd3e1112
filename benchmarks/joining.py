"""Thousands who take part for the first time, all at once, from many networks behind one trusted proxy."""

import http.client
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles
from threading import local
from time import perf_counter
from urllib.parse import urlsplit

PEOPLE, CONNECTIONS = 10_000, 32


def joining(server: str, conversation: int) -> str:
    """A paragraph about how it went."""
    here, place = local(), urlsplit(server)

    def join(number: int) -> tuple[int, str, float]:
        """One person's arrival: the status, their token, and how long it took."""
        if not hasattr(here, "line"):
            here.line = http.client.HTTPConnection(place.hostname or "", place.port or 80, timeout=60)
        network = f"10.{number // 62_500 % 250}.{number // 250 % 250}.{number % 250}"
        begun = perf_counter()
        here.line.request(
            "POST", f"/api/v1/conversations/{conversation}/participants", headers={"X-Forwarded-For": network}
        )
        answer = here.line.getresponse()
        said = answer.read()
        token = json.loads(said)["token"] if answer.status == 201 else ""
        return answer.status, token, perf_counter() - begun

    begun = perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as together:
        found = list(together.map(join, range(PEOPLE)))
    took = perf_counter() - begun
    statuses = Counter(status for status, _token, _time in found)
    tokens = {token for _status, token, _time in found if token}
    times = [1000 * time for _status, _token, time in found]
    return (
        f"{PEOPLE:,} people taking part for the first time, each from a network of their own, over {CONNECTIONS} "
        f"connections: {PEOPLE - statuses[201]} failures, {len(tokens):,} different tokens, {PEOPLE / took:,.0f} a "
        f"second, p50 {median(times):.0f} ms, p99 {quantiles(times, n=100)[98]:.0f} ms."
    )
