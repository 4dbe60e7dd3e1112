"""How each group of opinion stands to a need, from the votes on the statements it rests on."""

from typing import Any

import numpy as np

from wayahead.kernels.opinion import jeffreys
from wayahead.loop.listening.models import OpinionMap
from wayahead.loop.needs.models import Need

FEWEST_SHOWN = 5
LETTERS = "ABCDE"


def agreement(need: Need) -> list[dict[str, Any]]:
    """Per group of at least five: letter, size, share of its answers that agree, and the interval of that share.

    A group's answers to all the statements are counted together. Only one conversation's groups can be compared, so the
    conversation most of the statements are of is taken. The interval is Jeffreys' 95% (doi:10.1214/ss/1009213286).
    """
    statements = list(need.statements.values_list("conversation_id", "number"))
    conversations = [conversation for conversation, _number in statements]
    if not conversations:
        return []
    most = max(sorted(set(conversations)), key=conversations.count)
    drawn = OpinionMap.objects.filter(conversation=most).first()
    if drawn is None or drawn.result["groups"]["count"] < 2:
        return []
    numbers = {str(number) for conversation, number in statements if conversation == most}
    results = [one for one in drawn.result["statement_results"] if one["id"] in numbers]
    rows = [row_of(n, size, results) for n, size in enumerate(drawn.result["groups"]["sizes"]) if size >= FEWEST_SHOWN]
    return [row for row in rows if row]


def row_of(group: int, size: int, results: list[dict[str, Any]]) -> dict[str, Any] | None:
    """One group's row; None where fewer than five answers came from it."""
    counts = [one["by_group"][group] for one in results]
    agree = sum(one["agree"] for one in counts)
    seen = agree + sum(one["disagree"] + one["pass"] for one in counts)
    if seen < FEWEST_SHOWN:
        return None
    low, high = jeffreys(np.array([agree]), np.array([seen]))
    return {
        "letter": LETTERS[group],
        "size": size,
        "share": round(agree / seen, 4),
        "low": round(float(low[0]), 4),
        "high": round(float(high[0]), 4),
    }
