"""What should change when a need is met, how anybody could see it, and what funders read of it."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.kernels.evidence import Better, Counted, Mean, Share, Single
from wayahead.loop.needs.models import Need


class Outcome(models.Model):
    """What changes when a need is met, by doing what, and why that matters. All of a need's are its framework."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="outcomes")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=140)
    what_we_do = models.CharField(max_length=200)
    why_it_matters = models.CharField(max_length=200)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["need", "number"]
        constraints = [models.UniqueConstraint(fields=["need", "number"], name="one_number_per_outcome")]

    def __str__(self) -> str:
        return self.title

    @property
    def number_of_need(self) -> int:
        """The number of its need, of which the address of its page is made."""
        return self.need.number


class Indicators(models.QuerySet["Indicator"]):
    """Many indicators."""

    def standing(self) -> "Indicators":
        """Those that are still asked about."""
        return self.filter(dropped_at=None, outcome__dropped_at=None)


class Indicator(models.Model):
    """One way to see whether an outcome comes true: what is counted, from where, to where, until when."""

    class Kind(models.TextChoices):
        SHARE = "share", _("So many of so many people")
        MEAN = "mean", _("The average of what people answered")
        SINGLE = "single", _("One figure")

    class Way(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="indicators")
    words = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    better = models.CharField(max_length=4, choices=Way.choices, default=Way.UP)
    # By what it is to be told apart (area, age…); shares only.
    by_what = models.CharField(max_length=60, blank=True)
    # One of the four questions that come along (`wellbeing.QUESTIONS`), or a scale that others own, by name and place.
    question = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    # Of a share: how many. Of the rest: the figure.
    baseline = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_of = models.PositiveIntegerField(null=True, blank=True)
    baseline_spread = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    # Of a share: of every hundred people.
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)

    objects = Indicators.as_manager()

    class Meta:
        ordering = ["outcome__need", "outcome__number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline=None) | Q(baseline_on__isnull=False), name="a_baseline_has_its_day"
            ),
            models.CheckConstraint(condition=Q(target=None) | Q(target_on__isnull=False), name="a_target_has_its_day"),
        ]

    def __str__(self) -> str:
        return self.words

    def counted(self, figure: Decimal | None, of: int | None, spread: Decimal | None) -> Counted | None:
        """A figure as the evidence kernel takes it; None where nothing was counted."""
        if figure is None:
            return None
        if self.kind == self.Kind.SHARE and of is not None:
            return Share(int(figure), of)
        if self.kind == self.Kind.MEAN and of is not None and spread is not None:
            return Mean(float(figure), float(spread), of)
        return Single(float(figure))

    @property
    def before(self) -> Counted | None:
        """The baseline."""
        return self.counted(self.baseline, self.baseline_of, self.baseline_spread)

    @property
    def direction(self) -> Better:
        """Which way is better."""
        return Better(self.better)

    @property
    def target_value(self) -> float | None:
        """The target as the kernel takes it: a share is of one."""
        if self.target is None:
            return None
        return float(self.target) / 100 if self.kind == self.Kind.SHARE else float(self.target)


class Idea(models.Model):
    """What somebody would have counted or changed in a need's framework; everybody reads it with its answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not answered yet")
        TAKEN = "taken", _("Taken up")
        DECLINED = "declined", _("Not taken up")

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="ideas")
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=500)
    said_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    answer_words = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-said_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state="waiting") | ~Q(answer_words=""), name="an_answered_idea_says_why")
        ]

    def __str__(self) -> str:
        return f"idea {self.pk}"


class Reading(models.Model):
    """One indicator that a funder reads of every report on a need."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="readings")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="readings")
    chosen_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "organisation"], name="an_indicator_is_chosen_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} reads {self.indicator_id}"
