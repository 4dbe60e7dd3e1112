"""The table: a tension, its two sides, and who speaks for them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Membership, Organisation, Person
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.listening.models import Conversation, Statement
from wayahead.loop.needs.models import Need


class Tensions(models.QuerySet["Tension"]):
    """Tensions by what they are about."""

    def about(self, **things: object) -> "Tensions":
        """Those of which a side rests on this (`need=…`, `limit=…` or `statement=…`)."""
        return self.filter(**{f"sides__{name}s": thing for name, thing in things.items()}).distinct()


class Tension(models.Model):
    """Two needs that pull apart, in the open."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        TALKING = "talking", _("Being talked about")
        SETTLED = "settled", _("Settled")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="tensions")
    title = models.CharField(max_length=140)
    at_stake = models.TextField(max_length=1000)
    tried = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    registered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=timezone.now)

    objects = Tensions.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def is_understood(self) -> bool:
        """True once each side has heard its need from the other in words that it accepts."""
        return not self.sides.exclude(understandings__answer="yes").exists()


class Side(models.Model):
    """One side of a tension: what it is called, what it needs, and what that rests on."""

    class Position(models.IntegerChoices):
        FIRST = 1, _("One side")
        SECOND = 2, _("The other side")

    tension = models.ForeignKey(Tension, on_delete=models.PROTECT, related_name="sides")
    position = models.PositiveSmallIntegerField(choices=Position.choices)
    name = models.CharField(max_length=80)
    what_it_needs = models.TextField(max_length=500)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="sides"
    )
    conversation = models.ForeignKey(Conversation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=1, blank=True)  # the letter of a group of that conversation's opinion map
    needs: "models.ManyToManyField[Need, Need]" = models.ManyToManyField(Need, blank=True, related_name="sides")
    limits: "models.ManyToManyField[Constraint, Constraint]" = models.ManyToManyField(
        Constraint, blank=True, related_name="sides"
    )
    statements: "models.ManyToManyField[Statement, Statement]" = models.ManyToManyField(
        Statement, blank=True, related_name="sides"
    )

    class Meta:
        ordering = ["tension", "position"]
        constraints = [
            models.UniqueConstraint(fields=["tension", "position"], name="one_side_per_place"),
            models.CheckConstraint(condition=Q(position__in=[1, 2]), name="a_table_has_two_sides"),
            models.CheckConstraint(
                condition=Q(group="") | Q(conversation__isnull=False), name="a_group_belongs_to_a_conversation"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_speaker(self, person: Person) -> bool:
        """True when this person was let in to speak for it, or belongs to the organisation that it is."""
        belongs = Membership.objects.filter(person=person, organisation=self.organisation_id, left_at=None)
        return self.speakers.standing().filter(person__in=person.selves).exists() or belongs.exists()


class Speakers(models.QuerySet["Speaker"]):
    """Who speaks for a side."""

    def standing(self) -> "Speakers":
        """Those who were let in and have not stood down."""
        return self.filter(state=Speaker.State.LET_IN)

    def waiting(self) -> "Speakers":
        """Those whom a facilitator has not answered yet."""
        return self.filter(state=Speaker.State.ASKED)


class Speaker(models.Model):
    """Somebody who asked to speak for a side."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        LET_IN = "let_in", _("Speaks for this side")
        TURNED_DOWN = "turned_down", _("Not this time, with a reason")
        LEFT = "left", _("Stood down")

    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="speakers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="speaks_for")
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    reason = models.CharField(max_length=300, blank=True)

    objects = Speakers.as_manager()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["side", "person"], condition=Q(state__in=["asked", "let_in"]), name="speaks_once_for_a_side"
            ),
            models.CheckConstraint(condition=~Q(state="turned_down") | ~Q(reason=""), name="turned_down_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"speaker {self.pk}"
