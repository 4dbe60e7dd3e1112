"""What people vote on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Person
from wayahead.loop.listening.models.conversations import Conversation, Voice
from wayahead.loop.listening.models.policy import Ground


class Statement(models.Model):
    """One votable sentence drawn from voices. Its wording is frozen once somebody voted on it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Open for votes")
        SET_ASIDE = "set_aside", _("Not put to the vote, with a reason")

    class Origin(models.TextChoices):
        VOICES = "voices", _("From what participants said")
        SEED = "seed", _("From the facilitator, to start with")
        IMPORT = "import", _("Brought in from elsewhere")

    MOST_CHARACTERS = 280  # as drawn here; imported ones may be longer

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="statements")
    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=2000)
    withheld = models.TextField(max_length=2000, blank=True)  # its words, where only facilitators may read them
    language = models.CharField(max_length=12, default="en-gb")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACCEPTED)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.VOICES)
    ground = models.PositiveSmallIntegerField(choices=Ground.choices, default=Ground.OTHER)
    reason = models.TextField(max_length=500, blank=True)
    # The one that this was split or reworded from; and the one that says the same and is voted on instead.
    earlier = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="later")
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="others_alike")
    voices: "models.ManyToManyField[Voice, Voice]" = models.ManyToManyField(Voice, related_name="statements")
    drawn_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=timezone.now)
    hearings = models.PositiveIntegerField(default=0)  # people who answered it, as of the last map

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="one_number_per_statement"),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""), name="statement_set_aside_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(withheld="") | Q(state="set_aside"), name="only_set_aside_is_withheld"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
