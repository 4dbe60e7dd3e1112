"""A solution, its versions, and what the owners of limits judge by hand."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area, Community
from wayahead.loop.constraints.models import ConstraintVersion
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models.calls import Call


class Solution(models.Model):
    """One way to meet needs, in versions; one that people do themselves needs no funder."""

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="solutions")
    title = models.CharField(max_length=120)
    needs: "models.ManyToManyField[Need, Need]" = models.ManyToManyField(Need, related_name="solutions")
    strengths: "models.ManyToManyField[Need, Need]" = models.ManyToManyField(Need, related_name="used_by", blank=True)
    responds_to = models.ForeignKey(Call, null=True, blank=True, on_delete=models.PROTECT, related_name="solutions")
    is_community_led = models.BooleanField(default=False)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One draft of a solution: its words and its claims (cost, dates, area, who)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SHARED = "shared", _("Shared for discussion")
        AGREED = "agreed", _("Agreed")

    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    summary = models.TextField(max_length=3000)
    what_changed = models.TextField(max_length=1000, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who_benefits = models.CharField(max_length=200, blank=True)
    communities: "models.ManyToManyField[Community, Community]" = models.ManyToManyField(
        Community, blank=True, related_name="+"
    )
    people_count = models.PositiveIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    delivered_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["solution", "number"]
        constraints = [
            models.UniqueConstraint(fields=["solution", "number"], name="one_number_per_version_of_a_solution"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="solution_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False), name="agreed_version_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.solution} {self.number}"

    @property
    def agreed_in(self) -> Any:
        """The agreement by which people agreed on it, or None; fetch `agreements` before asking many."""
        return next((one for one in self.agreements.all() if one.outcome == one.Outcome.AGREED), None)

    @property
    def total_pence(self) -> int:
        """What it costs in all; fetch `costs` before asking many."""
        return sum(cost.pence for cost in self.costs.all())


class Judgement(models.Model):
    """Somebody of the limit's owner says whether a version keeps to a limit that nothing can compute."""

    class State(models.TextChoices):
        MET = "met", _("Met")
        WITH_CHANGE = "with_change", _("With a change")
        BROKEN = "broken", _("Broken")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="judgements")
    limit = models.ForeignKey(ConstraintVersion, on_delete=models.PROTECT, related_name="judgements")
    state = models.CharField(max_length=12, choices=State.choices)
    why = models.CharField(max_length=400)
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "limit"], name="judged_once_per_limit")]

    def __str__(self) -> str:
        return f"{self.version_id} against {self.limit_id}: {self.state}"
