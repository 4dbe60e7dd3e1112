"""What a version is made of: sections of words, lines of cost, what is given in kind, and who does what."""

from uuid import uuid4

from django.db import models

from wayahead.base.people.models import Person
from wayahead.loop.constraints.models import CostKind
from wayahead.loop.solutions.models.solutions import Version


def new_key() -> str:
    """What a section or a step is known by from one version to the next, whatever becomes of its words."""
    return uuid4().hex[:8]


class Section(models.Model):
    """One part of a version's words. Its key stays the same from version to version, so that they can be compared."""

    MOST_CHARACTERS = 4000

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=8, default=new_key)
    heading = models.CharField(max_length=100)
    text = models.TextField(max_length=MOST_CHARACTERS)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_section_per_key_of_a_version")]

    def __str__(self) -> str:
        return self.heading


class CostItem(models.Model):
    """One line of what a version costs."""

    Kind = CostKind

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="costs")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    words = models.CharField(max_length=120)
    pence = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class InKind(models.Model):
    """One thing that is given rather than paid for."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="in_kind")
    words = models.CharField(max_length=120)
    given_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "in kind"

    def __str__(self) -> str:
        return self.words


class Step(models.Model):
    """Who does what by when, and what help is wanted. Those of an agreed version are ticked off as they are done."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=8, default=new_key)
    what = models.CharField(max_length=160)
    by_whom = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    help_wanted = models.CharField(max_length=160, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="one_step_per_key_of_a_version")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_done(self) -> bool:
        """True once somebody said that it is done."""
        return self.done_at is not None
