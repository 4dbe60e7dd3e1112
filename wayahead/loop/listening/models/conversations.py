"""A round of listening, who takes part in it, and what they say."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction, MeetingPoint
from wayahead.base.people.models import Person, short_code
from wayahead.loop.listening.models.policy import NEVER_SHOWN, Ground


class Conversation(models.Model):
    """One round of listening, with one question."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="conversations")
    question = models.CharField(max_length=200)
    about = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    promised_days = models.PositiveSmallIntegerField(default=14)
    # Nobody, when the installation's own command line brought it in.
    opened_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)  # fingerprint of an imported export, so that it comes in once

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_days__gte=1, promised_days__lte=90), name="hears_back_in_1_to_90_days"
            ),
            models.UniqueConstraint(
                fields=["coproduction", "source"], condition=~Q(source=""), name="an_export_is_imported_once"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        """True while people can speak and vote."""
        return self.state == self.State.OPEN and (self.closes_on is None or self.closes_on >= timezone.localdate())

    def unheard_points(self) -> "models.QuerySet[MeetingPoint]":
        """What was said at meetings of this co-production and is no voice yet."""
        said = MeetingPoint.objects.filter(kind=MeetingPoint.Kind.SAID, voice=None)
        return said.filter(meeting__coproduction=self.coproduction_id).select_related("meeting")

    @property
    def standing_alarms(self) -> "models.QuerySet[Any]":
        """Where what is shown departs from what is promised, the newest first."""
        return self.alarms.filter(over_at=None)

    def by_channel(self) -> list[dict[str, Any]]:
        """Per channel: voices, and how many ended in a statement, were set aside with a reason, withdrawn, or wait."""
        counted = self.voices.order_by().values("channel").annotate(
            said=Count("pk"),
            drawn=Count("pk", filter=Q(state=Voice.State.DRAWN)),
            set_aside=Count("pk", filter=Q(state=Voice.State.SET_ASIDE)),
            withdrawn=Count("pk", filter=Q(state=Voice.State.WITHDRAWN)),
            waiting=Count("pk", filter=Q(state=Voice.State.WAITING)),
        )  # fmt: skip
        labels = dict(Voice.Channel.choices)
        return [row | {"label": str(labels[row["channel"]])} for row in counted.order_by("-said", "channel")]


class Participation(models.Model):
    """Somebody takes part in one conversation. Votes carry only the pseudonym; erasure cuts it from the person."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="participations")
    pseudonym = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(max_length=20)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="one_participation_per_conversation")
        ]

    def __str__(self) -> str:
        return f"participation {self.pk}"


class Placement(models.Model):
    """In which group the last map placed somebody; no row for whoever is in none. Only a new map writes it."""

    participation = models.OneToOneField(Participation, on_delete=models.PROTECT)
    group = models.SmallIntegerField()

    def __str__(self) -> str:
        return f"{self.participation_id} in group {self.group}"


class Voice(models.Model):
    """One thing somebody said, as they said it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not read yet")
        DRAWN = "drawn", _("In a statement")
        SET_ASIDE = "set_aside", _("Not taken up, with a reason")
        WITHDRAWN = "withdrawn", _("Withdrawn by its speaker")

    class Quote(models.TextChoices):
        NAMED = "named", _("Yes, with my first name")
        UNNAMED = "unnamed", _("Yes, without my name")
        COUNTED = "counted", _("No, only count what I said")

    class Channel(models.TextChoices):
        WEB = "web", _("on the web")
        HELPER = "helper", _("typed by a helper")
        PAPER = "paper", _("on paper")
        TEXT = "text", _("by text message")
        EMAIL = "email", _("by e-mail")
        MEETING = "meeting", _("at a meeting")
        API = "api", _("through another service")
        IMPORT = "import", _("brought in from elsewhere")

    MOST_CHARACTERS = 1000

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="voices")
    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="voices")
    speaker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="voices")
    typed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="voices_typed")
    speaker_consented = models.BooleanField(default=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    meeting_point = models.OneToOneField(
        MeetingPoint, null=True, blank=True, on_delete=models.PROTECT, related_name="voice"
    )
    text = models.TextField(max_length=MOST_CHARACTERS, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    first_name = models.CharField(max_length=60, blank=True)
    quote = models.CharField(max_length=10, choices=Quote.choices, default=Quote.COUNTED)
    is_lived = models.BooleanField(default=False)
    receipt = models.CharField(max_length=12, unique=True, default=short_code)
    said_at = models.DateTimeField(default=timezone.now)
    answer_due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    ground = models.PositiveSmallIntegerField(choices=Ground.choices, default=Ground.OTHER)
    reason = models.TextField(max_length=500, blank=True)
    kept_back = models.BooleanField(default=False)  # a facilitator keeps the words from being shown: they would harm
    read_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        indexes = [
            models.Index(fields=["conversation", "state"], name="voice_conversation_state"),
            models.Index(fields=["coproduction", "state"], name="voice_coproduction_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="set_aside") | ~Q(reason=""), name="set_aside_has_a_reason"),
            models.CheckConstraint(condition=~Q(text="") | Q(state="withdrawn"), name="only_the_withdrawn_are_silent"),
        ]

    def __str__(self) -> str:
        return self.text[:60] or str(_("A voice withdrawn by its speaker"))

    @property
    def is_quotable(self) -> bool:
        """True when everybody may read these words: the same as `quotable` for one voice."""
        is_read = self.state in (self.State.DRAWN, self.State.SET_ASIDE)
        return self.quote != self.Quote.COUNTED and is_read and not self.kept_back and self.ground not in NEVER_SHOWN

    @classmethod
    def quotable(cls) -> Q:
        """Words that everybody may read: their speaker agreed, a facilitator has read them, and they harm nobody."""
        is_read = Q(state__in=[cls.State.DRAWN, cls.State.SET_ASIDE])
        return ~Q(quote=cls.Quote.COUNTED) & is_read & Q(kept_back=False) & ~Q(ground__in=NEVER_SHOWN)

    @property
    def who(self) -> str:
        """How the speaker is shown: a first name only with consent, and how the words came."""
        name = self.first_name if self.quote == self.Quote.NAMED and self.first_name else str(_("Somebody"))
        return f"{name}, {self.get_channel_display()}"
