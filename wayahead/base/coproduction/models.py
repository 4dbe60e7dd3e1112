"""The shared piece of work on an issue: who is at the table, who meets, what it costs, what worries people."""

from datetime import timedelta

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area, Community


class CoProduction(models.Model):
    """The whole shared piece of work on one issue."""

    class Level(models.IntegerChoices):
        """The ladder of co-production, seven rungs. Source: Think Local Act Personal, 2021."""

        COERCION = 1, _("Coercion")
        EDUCATING = 2, _("Educating")
        INFORMING = 3, _("Informing")
        CONSULTATION = 4, _("Consultation")
        ENGAGEMENT = 5, _("Engagement")
        CO_DESIGN = 6, _("Co-design")
        CO_PRODUCTION = 7, _("Co-production")

    class Scale(models.TextChoices):
        CIRCLE = "circle", _("A circle of 2 to 10 people")
        NEIGHBOURHOOD = "neighbourhood", _("A neighbourhood")
        BOROUGH = "borough", _("A borough")
        REGION = "region", _("Several boroughs or all London")

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    issue = models.TextField(max_length=2000)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="coproductions")
    communities = models.ManyToManyField(Community, blank=True, related_name="coproductions")
    scale = models.CharField(max_length=15, choices=Scale.choices, default=Scale.NEIGHBOURHOOD)
    is_private = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.CO_PRODUCTION)
    level_reason = models.TextField(max_length=1000, blank=True)
    level_review_on = models.DateField(null=True, blank=True)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="started")
    started_at = models.DateTimeField(default=timezone.now)
    safeguarding_lead = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = "co-production"
        constraints = [
            models.CheckConstraint(
                condition=Q(level=7) | (~Q(level_reason="") & Q(level_review_on__isnull=False)),
                name="less_than_coproduction_has_a_reason",
            ),
            models.CheckConstraint(condition=~Q(is_private=True) | Q(scale="circle"), name="private_means_a_circle"),
        ]

    SALT = "wayahead.seat.invitation"
    INVITATION_SECONDS = 14 * 24 * 3600

    def __str__(self) -> str:
        return self.title

    def invitation(self, role: str) -> str:
        """Signed words with which somebody may take a seat in this role, for fourteen days."""
        return signing.dumps([self.pk, role], salt=self.SALT)

    @classmethod
    def invited_by(cls, invitation: str) -> "tuple[CoProduction, str] | None":
        """The co-production and the role that an invitation gives; None when it is forged or too old."""
        try:
            key, role = signing.loads(invitation, salt=cls.SALT, max_age=cls.INVITATION_SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls.objects.get(pk=key), str(role)


class Seat(models.Model):
    """Somebody's own place in a co-production: a facilitator, or a member of a private circle."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Facilitator")
        MEMBER = "member", _("Member")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=Role.choices)
    taken_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coproduction", "person"], condition=Q(left_at=None), name="one_seat_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Party(models.Model):
    """An organisation at the table, and what it says in public about its own power."""

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")
    can_decide = models.TextField(max_length=1000)
    cannot_decide = models.TextField(max_length=1000)
    answers_within_days = models.PositiveSmallIntegerField()
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    left_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["joined_at"]
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["coproduction", "organisation"], condition=Q(left_at=None), name="one_place_at_the_table"
            ),
            models.CheckConstraint(
                condition=Q(answers_within_days__gte=1, answers_within_days__lte=90), name="answers_in_1_to_90_days"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def answer_due(self) -> timedelta:
        """How long this party gave itself to answer."""
        return timedelta(days=self.answers_within_days)


class Meeting(models.Model):
    """People in one room, or on one call: it counts like everything else."""

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    access_asked = models.TextField(max_length=1000, blank=True)
    access_met = models.TextField(max_length=1000, blank=True)
    recognition_pence = models.PositiveBigIntegerField(default=0)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(place="") | ~Q(link=""), name="meeting_has_a_place_or_a_link")
        ]

    def __str__(self) -> str:
        return self.title


class Presence(models.Model):
    """Who was at a meeting: by role and number; a name only with that person's consent."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="presences")
    role = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()
    names = models.CharField(max_length=300, blank=True)
    names_agreed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="presence_counts_somebody"),
            models.CheckConstraint(condition=Q(names="") | Q(names_agreed=True), name="names_only_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.role}"


class MeetingPoint(models.Model):
    """One thing that was said or agreed at a meeting. What was said may become a voice."""

    class Kind(models.TextChoices):
        SAID = "said", _("Said")
        AGREED = "agreed", _("Agreed")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="points")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(max_length=1000)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class CostLine(models.Model):
    """One line of the cost of involvement: planned from the start, spent as it happens."""

    class Kind(models.TextChoices):
        RECOGNITION = "recognition", _("Recognition: paying people for their time")
        EXPENSES = "expenses", _("Travel and childcare")
        ACCESS = "access", _("Interpreters and access")
        ROOMS = "rooms", _("Rooms and food")
        HOURS = "hours", _("Staff and volunteer hours")
        OTHER = "other", _("Something else")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="cost_lines")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    words = models.CharField(max_length=200)
    planned_pence = models.PositiveBigIntegerField(default=0)
    spent_pence = models.PositiveBigIntegerField(default=0)
    paid_by = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Concern(models.Model):
    """Somebody is worried about a person or about words. Only facilitators and the safeguarding lead read it."""

    class State(models.TextChoices):
        OPEN = "open", _("Not looked at yet")
        HANDLED = "handled", _("Looked at")

    coproduction = models.ForeignKey(
        CoProduction, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns"
    )
    page = models.CharField(max_length=300)
    words = models.TextField(max_length=2000)
    is_urgent = models.BooleanField(default=False)
    raised_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    outcome = models.TextField(max_length=1000, blank=True)
    handled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["state", "-raised_at"]

    def __str__(self) -> str:
        return f"concern {self.pk}"
