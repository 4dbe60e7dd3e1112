"""What a funder offers. All amounts are whole pence."""

from django.db import models
from django.db.models import F, Q

from wayahead.base.people.models import Organisation, Person
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.needs.models import Need


class Programme(models.Model):
    """What a funder offers, for whom, until when, out of which pot, within which of its limits."""

    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    title = models.CharField(max_length=140)
    about = models.TextField(max_length=2000, blank=True)
    pot_pence = models.PositiveBigIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    decides_within_days = models.PositiveSmallIntegerField(default=28)
    needs: "models.ManyToManyField[Need, Need]" = models.ManyToManyField(Need, related_name="programmes")
    limits: "models.ManyToManyField[Constraint, Constraint]" = models.ManyToManyField(
        Constraint, related_name="programmes", blank=True
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["closes_on"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="programme_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(pot_pence__gt=0), name="a_pot_holds_something"),
        ]

    def __str__(self) -> str:
        return self.title


class ExtraQuestion(models.Model):
    """What a programme asks beyond the core of a bid, and what the answer decides. There are two at most."""

    class Position(models.IntegerChoices):
        FIRST = 1
        SECOND = 2

    MOST = len(Position)

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="extra_questions")
    position = models.PositiveSmallIntegerField(choices=Position.choices)
    text = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "position"], name="one_extra_question_per_position"),
            models.CheckConstraint(condition=Q(position__in=[1, 2]), name="two_extra_questions_at_most"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extra_question_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.text
