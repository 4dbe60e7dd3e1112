"""How a tension was settled, until when, and who still sees it differently."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.loop.tensions.models.table import Tension
from wayahead.loop.tensions.models.talking import Option


class Resolutions(models.QuerySet["Resolution"]):
    """How tensions were settled."""

    def standing(self) -> "Resolutions":
        """Those that have not come back to the table."""
        return self.filter(came_back_at=None)


class Resolution(models.Model):
    """How a tension was settled. Each one is looked at again on its day."""

    class How(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        COMPROMISE = "compromise", _("A compromise")
        DECIDED = "decided", _("Decided by somebody, with a reason")
        PARKED = "parked", _("Parked until a day")
        ACCEPTED = "accepted", _("We accept that we differ")

    # What both sides settle themselves, and only once each has understood the other.
    TOGETHER = (How.AGREED, How.COMPROMISE, How.ACCEPTED)

    tension = models.ForeignKey(Tension, on_delete=models.PROTECT, related_name="resolutions")
    how = models.CharField(max_length=10, choices=How.choices)
    words = models.TextField(max_length=1000)
    option = models.ForeignKey(Option, null=True, blank=True, on_delete=models.PROTECT, related_name="resolutions")
    is_trial = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # A meeting, a panel, a court, a role, a body elsewhere: whoever is no organisation at the table.
    decided_by_words = models.CharField(max_length=140, blank=True)
    dissent = models.TextField(max_length=1000, blank=True)
    review_on = models.DateField()
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(default=timezone.now)
    came_back_at = models.DateTimeField(null=True, blank=True)
    came_back_because = models.TextField(max_length=500, blank=True)  # nothing: its day had come
    how_it_went = models.TextField(max_length=1000, blank=True)

    objects = Resolutions.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["tension"], condition=Q(came_back_at=None), name="one_resolution_stands"),
            models.CheckConstraint(
                condition=Q(how="decided", decided_by__isnull=False, decided_by_words="")
                | (Q(how="decided", decided_by=None) & ~Q(decided_by_words=""))
                | (~Q(how="decided") & Q(decided_by=None, decided_by_words="")),
                name="a_decision_says_whose_it_is",
            ),
            models.CheckConstraint(
                condition=Q(is_trial=False) | Q(option__isnull=False), name="a_trial_tries_an_option"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def who_decided(self) -> "Organisation | str":
        """The organisation at the table that decided, or in words who else did; nothing where nobody had to."""
        return self.decided_by or self.decided_by_words
