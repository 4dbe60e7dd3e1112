"""Areas of the official statistics, and communities."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """An area by ONS code and year: boundaries move, so the code alone does not name it."""

    class Kind(models.TextChoices):
        REGION = "region", _("Region")
        BOROUGH = "borough", _("Borough")
        WARD = "ward", _("Ward")
        MSOA = "msoa", _("Neighbourhood (MSOA)")
        LSOA = "lsoa", _("Street area (LSOA)")

    code = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    boundary = models.JSONField(null=True, blank=True)  # GeoJSON geometry, WGS 84

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_area_per_code_and_year")]

    def __str__(self) -> str:
        return self.name


class Community(models.Model):
    """People who share a place, an identity, an interest or an experience."""

    class Kind(models.TextChoices):
        PLACE = "place", _("of place")
        IDENTITY = "identity", _("of identity")
        INTEREST = "interest", _("of interest")
        EXPERIENCE = "experience", _("of experience")

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.TextField(max_length=1000, blank=True)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="communities")

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name
