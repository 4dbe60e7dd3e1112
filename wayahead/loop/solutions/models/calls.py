"""A call for responses: an opportunity with its date, for which people are asked what should be made of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.needs.models import Need


class Calls(models.QuerySet["Call"]):
    """Many calls."""

    def open(self) -> "Calls":
        """Those that can still be answered."""
        return self.filter(settled_at=None, closes_on__gte=timezone.localdate())


class Call(models.Model):
    """A fund, a building or a change in policy with a date by which people can answer. On screen an opportunity."""

    class Kind(models.TextChoices):
        FUND = "fund", _("A fund")
        BUILDING = "building", _("A building or a place")
        POLICY = "policy", _("A decision or a policy")
        OTHER = "other", _("Something else")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=140)
    about = models.TextField(max_length=2000)
    decided_by = models.CharField(max_length=200)
    closes_on = models.DateField()
    source = models.URLField(max_length=500, blank=True)
    # The opportunity that people had named themselves, where they had.
    named_as = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_for = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="calls")
    opened_at = models.DateTimeField(default=timezone.now)
    came_of_it = models.TextField(max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = Calls.as_manager()

    class Meta:
        ordering = ["closes_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(came_of_it=""), name="a_settled_call_says_what_came_of_it"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """True while it can be answered."""
        return self.settled_at is None and self.closes_on >= timezone.localdate()

    @property
    def days_left(self) -> int:
        """How many days are left to answer, today not counted; never below nought."""
        return max(0, (self.closes_on - timezone.localdate()).days)
