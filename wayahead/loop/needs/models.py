"""Need, Strength, Opportunity: what was agreed, in people's words; checked back; relied on."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.loop.listening.models import Statement, Voice


class Need(models.Model):
    """One need, strength or opportunity, written from statements and quotes."""

    class Kind(models.TextChoices):
        NEED = "need", _("Need")
        STRENGTH = "strength", _("Strength")
        OPPORTUNITY = "opportunity", _("Opportunity")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        CHECKING = "checking", _("Being checked back")
        PUBLISHED = "published", _("Published")
        SUCCEEDED = "succeeded", _("Merged or split")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="needs")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NEED)
    title = models.CharField(max_length=140)
    story = models.TextField(max_length=3000)
    dissent = models.TextField(max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    statements: "models.ManyToManyField[Statement, Statement]" = models.ManyToManyField(Statement, related_name="needs")
    quotes: "models.ManyToManyField[Voice, Voice]" = models.ManyToManyField(Voice, related_name="quoted_in", blank=True)
    # Agreement as it stood on publication: [{"letter": "A", "size": 40, "share": .8, "low": .7, "high": .9}, …]
    agreement = models.JSONField(default=list, blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_for = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    rewritten_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["coproduction", "number"], name="one_number_per_need"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_need_has_its_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Succession(models.Model):
    """One need became another: merged with others, or split. The line is kept for ever."""

    class Kind(models.TextChoices):
        MERGED = "merged", _("Merged")
        SPLIT = "split", _("Split")

    earlier = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="became")
    later = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="came_from")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reason = models.TextField(max_length=500)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="one_succession_per_pair"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="no_need_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.kind} into {self.later_id}"


class CheckBacks(models.QuerySet["CheckBack"]):
    """Who was asked, and what they said."""

    def aggregate_answers(self) -> dict[str, int]:
        """How many were asked, how many answered, how, and how many of those answers are to earlier words."""
        counts = {f"{answer}": Count("pk", filter=Q(answer=answer)) for answer in CheckBack.Answer.values}
        counts["earlier_words"] = Count("pk", filter=~Q(answer="") & Q(answered_at__lt=F("need__rewritten_at")))
        return self.aggregate(asked=Count("pk"), answered=Count("pk", filter=~Q(answer="")), **counts)

    def waiting(self) -> "CheckBacks":
        """Those not answered since they were last asked, while it can still be answered."""
        unanswered = Q(answer="") | Q(asked_at__gt=F("answered_at"))
        return self.filter(unanswered, need__state=Need.State.CHECKING)


class CheckBack(models.Model):
    """Somebody who spoke is asked whether the need says what they meant."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, that is what I meant")
        NOT_QUITE = "not_quite", _("Not quite")
        NO = "no", _("No")

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="check_backs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="check_backs")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    comment = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CheckBacks.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "person"], name="asked_once_per_need")]

    def __str__(self) -> str:
        return f"check-back {self.pk}"


class Reliance(models.Model):
    """An organisation bases its plans on a published need."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="reliances")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="reliances")
    what_for = models.CharField(max_length=200)
    declared_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["declared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "organisation"], condition=Q(ended_at=None), name="relies_once_on_a_need"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} relies on {self.need_id}"
