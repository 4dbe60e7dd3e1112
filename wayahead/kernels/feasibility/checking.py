"""Reading tests from data, and checking claims against many of them."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wayahead.kernels.feasibility import kinds
from wayahead.kernels.feasibility.claims import Claims
from wayahead.kernels.feasibility.finding import Finding, gettext_noop
from wayahead.kernels.feasibility.limit import BadTest, Limit

# Every kind of test by its name: each file in `kinds` holds one, as `KIND`. A new one is a copy of a file.
KINDS: Mapping[str, Any] = {
    kind.name: kind
    for kind in (
        importlib.import_module(f"{kinds.__name__}.{found.name}").KIND
        for found in sorted(pkgutil.iter_modules(kinds.__path__), key=lambda found: found.name)
    )
}


def parse(data: object) -> Limit:
    """The test that `data` describes, for example {"test": "total_cost", "at_most_pence": 4000000}.

    Raises BadTest, which names the field, for anything that no kind of test understands.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("test"), str) or data["test"] not in KINDS:
        raise BadTest("test", gettext_noop("Choose a kind of test."))
    kind: Callable[..., Limit] = KINDS[data["test"]]
    blanks = KINDS[data["test"]].blanks
    extra = sorted(set(map(str, data)) - {"test"} - {blank.name for blank in blanks})
    if extra:
        raise BadTest(extra[0], gettext_noop("This kind of test has no such blank."))
    return kind(**{blank.name: blank.read(data.get(blank.name)) for blank in blanks})


def check_all(claims: Claims, limits: Iterable[Limit]) -> list[Finding]:
    """What these claims make of each limit, in the order of the limits. No limit looks at another."""
    return [limit.check(claims) for limit in limits]
