"""A tension that shows in votes, needs, limits or money, for a facilitator to take up or set aside."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.tensions.models.table import Tension


class Finding(models.Model):
    """What was found, in ids and figures; its words are those of the things it names."""

    class Kind(models.TextChoices):
        DIVIDED = "divided", _("Two groups answer the same sentence in opposite ways")
        BLOCKED = "blocked", _("Every group shares a need, and a limit stands in its way")
        EXCLUSIVE = "exclusive", _("Two limits leave no room for one another")
        FAR = "far", _("Money goes elsewhere than most people ask for")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting for a facilitator")
        TAKEN_UP = "taken_up", _("In the register")
        SET_ASIDE = "set_aside", _("Set aside, with a reason")
        GONE = "gone", _("No longer there")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=120)  # what it is about, the same each time it is found
    strength = models.FloatField()
    stamp = models.JSONField(default=list)  # figures whose change makes it news
    # Two of {"statements": [3], "needs": [], "limits": [], "organisations": [], "conversation": 1, "group": "B"}
    sides = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(max_length=500, blank=True)
    tension = models.ForeignKey(Tension, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    found_at = models.DateTimeField(default=timezone.now)
    handled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "-strength", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["coproduction", "key"], name="a_finding_is_found_once"),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""), name="finding_set_aside_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(tension__isnull=False), name="a_finding_taken_up_has_its_tension"
            ),
        ]

    def __str__(self) -> str:
        return self.key
