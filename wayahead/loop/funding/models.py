"""Programme → Bid → Grant, and what others gave before. On screen: money. All amounts are whole pence."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions.models import Version


class Programme(models.Model):
    """What a funder offers, for whom, until when, out of which pot."""

    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    title = models.CharField(max_length=140)
    about = models.TextField(max_length=2000, blank=True)
    pot_pence = models.PositiveBigIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    decides_within_days = models.PositiveSmallIntegerField(default=28)
    needs: "models.ManyToManyField[Need, Need]" = models.ManyToManyField(Need, related_name="programmes")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["closes_on"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="programme_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(pot_pence__gt=0), name="a_pot_holds_something"),
        ]

    def __str__(self) -> str:
        return self.title


class Bid(models.Model):
    """An agreed version of a solution asks a programme for money. The core is referred to, not typed again."""

    class State(models.TextChoices):
        SENT = "sent", _("Waiting for a decision")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Not funded this time")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="bids")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="bids")
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bids")
    asked_pence = models.PositiveBigIntegerField()
    words = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    reasons = models.TextField(max_length=2000, blank=True)
    would_have_changed = models.TextField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(condition=Q(asked_pence__gt=0), name="a_bid_asks_for_something"),
            models.CheckConstraint(
                condition=~Q(state__in=["granted", "refused"]) | ~Q(reasons=""), name="a_decision_has_reasons"
            ),
            models.UniqueConstraint(
                fields=["programme", "version"],
                condition=Q(state__in=["sent", "granted"]),
                name="one_standing_bid_per_programme",
            ),
        ]

    def __str__(self) -> str:
        return f"bid {self.pk}"


class Grant(models.Model):
    """Money awarded to an organisation for an agreed solution."""

    bid = models.OneToOneField(Bid, on_delete=models.PROTECT, related_name="grant")
    amount_pence = models.PositiveBigIntegerField()
    awarded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    awarded_at = models.DateTimeField(default=timezone.now)
    report_due_on = models.DateField()

    class Meta:
        ordering = ["-awarded_at"]
        constraints = [models.CheckConstraint(condition=Q(amount_pence__gt=0), name="a_grant_gives_something")]

    def __str__(self) -> str:
        return f"grant {self.pk}"


class GrantsFile(models.Model):
    """A file of grants that a funder published elsewhere, and that came in here, once."""

    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256
    imported_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-imported_at"]

    def __str__(self) -> str:
        return self.name


class PastGrants(models.QuerySet["PastGrant"]):
    """Many grants of the past."""

    def given_in(self, areas: "Iterable[Area]") -> "PastGrants":
        """Those for one of these areas, by its code or else its name. Areas may have come in after the grants."""
        codes, names = set(), set()
        for area in areas:
            codes.add(area.code)
            names.add(area.name.casefold())
        places = PastGrantPlace.objects.filter(Q(code__in=codes) | Q(code="", folded__in=names))
        return self.filter(pk__in=places.values("grant"))


class PastGrant(models.Model):
    """A grant that somebody else gave and published, as far as it shows what was funded here before.

    Whom a grant to one person went to is not kept. An amount below nought was paid back.
    """

    identifier = models.CharField(max_length=200, unique=True)
    title = models.TextField()
    description = models.TextField(blank=True)
    amount_pence = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    awarded_on = models.DateField()
    funder_name = models.TextField()
    funder_number = models.CharField(max_length=200)
    recipient_name = models.TextField(blank=True)
    recipient_number = models.CharField(max_length=200, blank=True)
    programme = models.TextField(blank=True)
    address = models.TextField(blank=True)
    came_in = models.ForeignKey(GrantsFile, on_delete=models.PROTECT, related_name="grants")

    objects = PastGrants.as_manager()

    class Meta:
        ordering = ["-awarded_on", "identifier"]
        indexes = [models.Index(fields=["-awarded_on", "identifier"], name="past_grant_by_day")]

    def __str__(self) -> str:
        return self.identifier


class PastGrantPlace(models.Model):
    """A place that a past grant was for, by the code of its area where the funder gave one, else by its name."""

    grant = models.ForeignKey(PastGrant, on_delete=models.CASCADE, related_name="places")
    code = models.CharField(max_length=40, blank=True)
    name = models.TextField(blank=True)
    folded = models.TextField(blank=True)  # the name without its capitals, to be found by

    class Meta:
        indexes = [
            models.Index(fields=["code"], name="past_grant_by_code"),
            models.Index(fields=["folded"], name="past_grant_by_place"),
        ]

    def __str__(self) -> str:
        return self.name or self.code
