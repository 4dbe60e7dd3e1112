"""How each group of opinion stands to a need, from the votes on the statements it rests on."""

from typing import Any

import numpy as np

from wayahead.kernels.opinion import jeffreys
from wayahead.loop.listening.models import OpinionMap
from wayahead.loop.needs.models import Need


def agreement(need: Need) -> list[dict[str, Any]]:
    """Per group that is large enough to be shown: letter, size, share of its answers that agree, and the interval.

    A group's answers to all the statements are counted together. Only one conversation's groups can be compared, so the
    conversation most of the statements are of is taken; one group alone is everybody and gives nothing.
    """
    statements = list(need.statements.values_list("conversation_id", "number"))
    conversations = [conversation for conversation, _number in statements]
    if not conversations:
        return []
    most = max(sorted(set(conversations)), key=conversations.count)
    drawn = OpinionMap.objects.filter(conversation=most).first()
    if drawn is None or not drawn.is_shown or drawn.result["groups"]["count"] < 2:
        return []
    numbers = {str(number) for conversation, number in statements if conversation == most}
    results = [one for one in drawn.published["statement_results"] if one["id"] in numbers]
    sizes = enumerate(drawn.result["groups"]["sizes"])
    rows = [row_of(n, size, results) for n, size in sizes if size >= OpinionMap.FEWEST_SHOWN]
    return [row for row in rows if row]


def row_of(group: int, size: int, results: list[dict[str, Any]]) -> dict[str, Any] | None:
    """One group's row; None where too few of it answered each of the statements.

    Answers of one person to several statements hang together, so the interval rests on people: on as many as answered
    a statement on average. It is Jeffreys' 95% interval (doi:10.1214/ss/1009213286).
    """
    counts = [one["by_group"][group] for one in results if one["by_group"][group]]
    if not counts:
        return None
    seen = sum(one["agree"] + one["disagree"] + one["pass"] for one in counts)
    share, people = sum(one["agree"] for one in counts) / seen, seen / len(counts)
    low, high = jeffreys(np.array([share * people]), np.array([people]))
    return {
        "letter": OpinionMap.LETTERS[group],
        "size": size,
        "share": round(share, 4),
        "low": round(float(low[0]), 4),
        "high": round(float(high[0]), 4),
    }
