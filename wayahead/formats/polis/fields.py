"""Single fields: ids, times and votes as people and programs write them."""

import re
from datetime import UTC, datetime

from wayahead.formats.polis.conversation import AGREE, DISAGREE, PASS

MOST_ID = 2_147_483_647  # what the numbers of statements are kept in
MOST_TIME = 32_503_680_000_000  # the year 3000, in milliseconds
WHOLE = re.compile(r"0|[1-9][0-9]{0,15}")
VOTES = {"1": AGREE, "0": PASS, "-1": DISAGREE, "agree": AGREE, "pass": PASS, "disagree": DISAGREE}
VOTES |= {"1.0": AGREE, "0.0": PASS, "-0.0": PASS, "-1.0": DISAGREE}  # as tools write a column that has gaps
VOTE_WORDS = "write 1 (agree), 0 (pass) or -1 (disagree)"


def whole(text: str, most: int = MOST_ID) -> int | None:
    """A plain whole number up to `most`, else None."""
    number = int(text) if WHOLE.fullmatch(text) else None
    return number if number is not None and number <= most else None


def milliseconds(text: str) -> int | None:
    """A time as milliseconds since 1970, from ISO 8601 (UTC unless it says otherwise) or from a number; else None.

    A number is in milliseconds, or in seconds when that puts it nearer than the year 1973.
    """
    if WHOLE.fullmatch(text):
        number = int(text)
        number = number * 1000 if number < 100_000_000_000 else number
        return number if number <= MOST_TIME else None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    since = round(moment.timestamp() * 1000)
    return since if 0 <= since <= MOST_TIME else None
