"""Report, verdict, "because you said": what changed, whether people believe it, and the answer to each voice."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Person
from wayahead.kernels.evidence import Counted
from wayahead.loop.funding.models import Bid, Grant
from wayahead.loop.listening.models import Voice
from wayahead.loop.outcomes.models.frameworks import Indicator
from wayahead.loop.solutions.models import Version


class Reports(models.QuerySet["Report"]):
    """Many reports."""

    def owing(self, today: date) -> "Reports":
        """Disputed ones whose promised answer is late."""
        return self.filter(disputed_at__isnull=False, reply="", reply_due_on__lt=today)


class Report(models.Model):
    """What came of a version, said once: of a grant for it, or of what people did themselves without one."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reports")
    grant = models.ForeignKey(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    words = models.TextField(max_length=4000)
    did_not_work = models.TextField(max_length=2000, blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)
    spent_pence = models.PositiveBigIntegerField()
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)
    # Since when so many see it differently that whoever reported owes them an answer, and by when.
    disputed_at = models.DateTimeField(null=True, blank=True)
    reply_due_on = models.DateField(null=True, blank=True)
    reply = models.TextField(max_length=2000, blank=True)
    replied_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    objects = Reports.as_manager()

    class Meta:
        ordering = ["-reported_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(grant=None), name="what_people_did_is_reported_once"
            ),
            models.CheckConstraint(
                condition=Q(disputed_at=None) | Q(reply_due_on__isnull=False), name="a_disputed_report_has_its_clock"
            ),
            models.CheckConstraint(condition=Q(reply="") | Q(replied_at__isnull=False), name="a_reply_has_its_day"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def who(self) -> str:
        """Who reported: the organisation that got the grant, or those who did it themselves."""
        return str(self.grant.bid.applicant) if self.grant else str(_("The people who did it"))


class Measure(models.Model):
    """One figure of a report: an indicator of the framework, or something else that was counted before and after."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="measures")
    counts = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="measures")
    indicator = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    # Of a share: how many, before and after.
    before = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    spread = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    why_not = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "counts"], name="an_indicator_is_reported_once"),
            models.CheckConstraint(
                condition=Q(after__isnull=False) | ~Q(why_not=""), name="a_measure_has_a_figure_or_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator

    @property
    def counted(self) -> Counted | None:
        """What was counted, as the evidence kernel takes it; None where there is no figure, or no indicator."""
        return self.counts.counted(self.after, self.of, self.spread) if self.counts else None


class MeasurePart(models.Model):
    """A share told apart: so many of so many people of one area, age or the like."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=60)
    hits = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "name"], name="a_part_is_told_once"),
            models.CheckConstraint(condition=Q(hits__lte=models.F("of")), name="a_part_is_no_more_than_all"),
        ]

    def __str__(self) -> str:
        return self.name


class Verdict(models.Model):
    """Somebody whose voice is upstream says whether a report is true."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, that is how it is")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="verdicts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="verdicts")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    comment = models.TextField(max_length=1000, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-given_at"]
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="one_verdict_per_person")]

    def __str__(self) -> str:
        return f"verdict {self.pk}"


class Answer(models.Model):
    """Because you said: what became of one voice, told to the person who spoke."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="answers")
    bid = models.ForeignKey(Bid, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField(max_length=2000)
    given_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(fields=["voice", "bid"], condition=Q(report=None), name="one_answer_per_decision"),
            models.UniqueConstraint(fields=["voice", "report"], name="one_answer_per_report"),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"
