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

    @property
    def asks(self) -> "list[ExtraQuestion]":
        """What it asks of a bid today; fetch `extra_questions` before asking many."""
        return [question for question in self.extra_questions.all() if question.ended_at is None]

    @property
    def no_longer_asks(self) -> "list[ExtraQuestion]":
        """What it asked once, and changed or withdrew."""
        return [question for question in self.extra_questions.all() if question.ended_at is not None]


class Priority(models.Model):
    """Which of the needs it rests on a programme puts first, second, third."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="priorities")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="priorities")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["programme", "rank"]
        verbose_name_plural = "priorities"
        constraints = [
            models.UniqueConstraint(fields=["programme", "rank"], name="one_need_per_rank_of_a_programme"),
            models.UniqueConstraint(fields=["programme", "need"], name="one_rank_per_need_of_a_programme"),
            models.CheckConstraint(condition=Q(rank__gt=0), name="ranks_begin_with_one"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}: {self.need}"


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
    # A question is never overwritten: it ends, and another may follow it. Whoever answered keeps their answer.
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["programme", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "position"],
                condition=Q(ended_at=None),
                name="one_standing_extra_question_per_position",
            ),
            models.CheckConstraint(condition=Q(position__in=[1, 2]), name="two_extra_questions_at_most"),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extra_question_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.text
