"""What a funder offers. All amounts are whole pence."""

from django.db import models
from django.db.models import F, Q

from wayahead.base.people.models import Organisation, Person
from wayahead.loop.needs.models import Need


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
