"""What others gave before. All amounts are whole pence."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wayahead.base.people.models import Person
from wayahead.base.places.models import Area


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

    def given_in(self, areas: Iterable[Area]) -> "PastGrants":
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
