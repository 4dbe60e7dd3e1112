"""Who decides money and stands aside, because the bid touches something of their own."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wayahead.base.people.models import Person
from wayahead.loop.funding.models.bids import Bid


class Interest(models.Model):
    """Somebody of a funder says what ties them to a bid, in public, and decides nothing of it."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="interests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(max_length=500)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "person"], name="one_interest_per_bid_and_person"),
            models.CheckConstraint(condition=~Q(words=""), name="an_interest_says_which"),
        ]

    def __str__(self) -> str:
        return f"interest {self.pk}"
