"""What people offer, and where it is put to use."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models.solutions import Solution


class Offers(models.QuerySet["Offer"]):
    """Many offers."""

    def standing(self) -> "Offers":
        """Those not taken back."""
        return self.filter(ended_at=None)


class Offer(models.Model):
    """A skill, time, thing or room that somebody offers to what is done here."""

    class Kind(models.TextChoices):
        TIME = "time", _("Time")
        SKILL = "skill", _("Something I can do")
        THING = "thing", _("Something to lend or give")
        ROOM = "room", _("A room")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    words = models.CharField(max_length=200, blank=True)
    signed = models.CharField(max_length=60, blank=True)
    reach_me = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    need = models.ForeignKey(Need, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    helper = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    speaking_for = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="offers"
    )
    offered_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)

    objects = Offers.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]

    def __str__(self) -> str:
        return self.words or str(_("An offer that was taken back"))

    @property
    def who(self) -> str:
        """Who offers it, as they wanted to be shown."""
        if self.speaking_for:
            return f"{self.signed}, {self.speaking_for}" if self.signed else str(self.speaking_for)
        return self.signed or str(_("Somebody"))


class Match(models.Model):
    """An offer meets a step for which help is wanted; whoever offered it says yes or no."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        YES = "yes", _("Yes")
        NO = "no", _("Not this time")

    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="matches")
    solution = models.ForeignKey(Solution, on_delete=models.PROTECT, related_name="matches")
    step_key = models.CharField(max_length=8)
    state = models.CharField(max_length=6, choices=State.choices, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "matches"
        constraints = [
            models.UniqueConstraint(fields=["offer", "solution", "step_key"], name="asked_once_for_a_step"),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(answered_at__isnull=False), name="an_answer_to_being_asked_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.offer_id} for step {self.step_key}"
