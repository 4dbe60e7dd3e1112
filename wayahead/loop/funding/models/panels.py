"""A panel of residents, paid for its time, that scores what stands in a round, with reasons."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wayahead.loop.funding.models.rounds import Round, RoundEntry, RoundInvitation

MOST_POINTS = 5


class Criterion(models.Model):
    """What a panel looks at, the same for everything that stands in the round; said before anybody scores."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["round", "number"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_number_per_criterion_of_a_round")]

    def __str__(self) -> str:
        return self.words


class ScoreSheet(models.Model):
    """What one panel member makes of one entry: points with a reason, or that they stand aside, and why."""

    entry = models.ForeignKey(RoundEntry, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(RoundInvitation, on_delete=models.PROTECT, related_name="sheets")
    stands_aside = models.BooleanField(default=False)
    reasons = models.TextField(max_length=1000)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["entry", "seat"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "seat"], name="one_sheet_per_entry_and_seat"),
            models.CheckConstraint(condition=~Q(reasons=""), name="a_score_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"

    @property
    def total(self) -> int:
        """All its points; fetch `points` before asking many."""
        return sum(one.points for one in self.points.all())


class Points(models.Model):
    """From 0 to 5 for one criterion."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="points")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["sheet", "criterion__number"]
        verbose_name_plural = "points"
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="points_once_per_criterion"),
            models.CheckConstraint(condition=Q(points__lte=MOST_POINTS), name="points_from_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.points} for {self.criterion_id}"
