"""What people share and what divides them."""

from typing import Any

from django.db import models
from django.utils import timezone

from wayahead.loop.listening.models.conversations import Conversation


class OpinionMap(models.Model):
    """The groups, the common ground and what divides, as of one moment. Made again as votes come in."""

    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="opinion_map")
    version = models.PositiveIntegerField(default=1)
    last_vote_id = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    took_seconds = models.FloatField(default=0)  # so that the next one waits longer where maps are costly
    result = models.JSONField()
    # Apart, because only the picture reads them and there may be very many. Their `id` is a pseudonym.
    people = models.JSONField(default=list)
    by_channel = models.JSONField(default=dict)  # how many people answered which way, and each statement

    FEWEST_SHOWN = 5
    LETTERS = "ABCDE"  # what its groups are called

    def __str__(self) -> str:
        return f"map {self.version} of {self.conversation_id}"

    @property
    def is_shown(self) -> bool:
        """True once enough people answered that a result says nothing about a single one of them."""
        return bool(self.result["participants"] >= self.FEWEST_SHOWN)

    @property
    def published(self) -> dict[str, Any]:
        """The map as anybody may have it: nobody's position or key, nothing about fewer than five people.

        A document as `wayahead analyse --json` prints, without `people`; empty until enough people answered. A group
        that is too small, or in which too few answered a statement, has null for its counts, and is not said to speak
        through that statement.
        """
        if not self.is_shown:
            return {}
        heard = [self.without_few(one) for one in self.result["statement_results"] if one["seen"] >= self.FEWEST_SHOWN]
        known = {one["id"]: one["by_group"] for one in heard}

        def only_known(ids: list[str]) -> list[str]:
            return [one for one in ids if one in known]

        def is_told(one: str, group: int) -> bool:
            return one in known and known[one][group] is not None

        return {
            **self.result,
            "groups": {name: told for name, told in self.result["groups"].items() if name != "middles_before"},
            **{name: only_known(self.result[name]) for name in ("common_ground", "divisive", "slate")},
            "consensus": {way: only_known(ids) for way, ids in self.result["consensus"].items()},
            "representative": [
                {**marks, "statements": [one for one in marks["statements"] if is_told(one["id"], marks["group"])]}
                for marks in self.result["representative"]
            ],
            "statement_results": heard,
        }

    def without_few(self, result: dict[str, Any]) -> dict[str, Any]:
        """One statement's result; None for counts and interval of a group of which fewer than five answered.

        What is hidden must not be what is left when the others are taken from the total: then another is hidden too.
        """
        answered = [sum(counts.values()) for counts in result["by_group"]]
        told = [group for group, many in enumerate(answered) if many >= self.FEWEST_SHOWN]
        if len(told) < len(answered):
            while told and 0 < result["seen"] - sum(answered[group] for group in told) < self.FEWEST_SHOWN:
                told.remove(min(told, key=answered.__getitem__))
        shown = [counts if group in told else None for group, counts in enumerate(result["by_group"])]
        intervals = [one and interval for one, interval in zip(shown, result.get("intervals", shown), strict=True)]
        return {**result, "by_group": shown} | ({"intervals": intervals} if "intervals" in result else {})
