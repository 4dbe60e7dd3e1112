"""How people came to agree on a version, or did not: by consent, by a vote, or through a panel."""

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Person
from wayahead.loop.solutions.models.solutions import Version


class Agreements(models.QuerySet["Agreement"]):
    """Many agreements."""

    def sought(self) -> "Agreements":
        """Those whose outcome is not written down yet, the first to end first."""
        return self.filter(outcome=Agreement.Outcome.SOUGHT).order_by("closes_on", "pk")

    def over(self) -> "Agreements":
        """Those of them whose day has passed: somebody has to write the outcome down."""
        return self.sought().filter(closes_on__lt=timezone.localdate())

    def due_for_review(self) -> "Agreements":
        """Those whose day to look again has come, and nobody has."""
        return self.filter(review_on__lte=timezone.localdate(), reviewed_at=None)


class Agreement(models.Model):
    """One round of seeking agreement on a version: how, until when, and what came of it."""

    class Way(models.TextChoices):
        CONSENT = "consent", _("By consent: nobody is left with a reason against it")
        VOTE = "vote", _("By a vote, shown for each group of opinion")
        PANEL = "panel", _("A panel decides")

    class Outcome(models.TextChoices):
        SOUGHT = "sought", _("Not settled yet")
        AGREED = "agreed", _("Agreed")
        NOT_AGREED = "not_agreed", _("Not agreed")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="agreements")
    way = models.CharField(max_length=8, choices=Way.choices, default=Way.CONSENT)
    panel = models.CharField(max_length=300, blank=True)
    sought_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sought_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.SOUGHT)
    words = models.TextField(max_length=1000, blank=True)
    dissent = models.TextField(max_length=1000, blank=True)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    review_words = models.TextField(max_length=1000, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    came_back_at = models.DateTimeField(null=True, blank=True)
    cut_short = models.CharField(max_length=300, blank=True)
    rests_on_guests = models.BooleanField(default=False)

    objects = Agreements.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(outcome__in=["sought", "agreed"]), name="agreed_on_once"
            ),
            models.CheckConstraint(condition=Q(outcome="sought") | ~Q(words=""), name="an_outcome_has_words"),
            models.CheckConstraint(condition=~Q(way="panel") | ~Q(panel=""), name="a_panel_has_people"),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def is_sought(self) -> bool:
        """True until its outcome is written down."""
        return self.outcome == self.Outcome.SOUGHT

    @property
    def title(self) -> str:
        """The solution that it is about."""
        return self.version.solution.title

    @property
    def is_early(self) -> bool:
        """True before the day until which people were told that they are asked."""
        return self.is_sought and self.closes_on > timezone.localdate()

    @property
    def is_over(self) -> bool:
        """True once that day has passed, until the outcome is written down."""
        return self.is_sought and self.closes_on < timezone.localdate()

    @property
    def takes_votes(self) -> bool:
        """True while people can say that they agree or disagree."""
        return self.is_sought and self.way == self.Way.VOTE and self.closes_on >= timezone.localdate()

    @property
    def is_due_for_review(self) -> bool:
        """True from the day on which people said they would look again, until they have."""
        return self.review_on is not None and self.reviewed_at is None and self.review_on <= timezone.localdate()


class Objections(models.QuerySet["Objection"]):
    """Many reasons against."""

    def standing(self) -> "Objections":
        """Those neither taken back nor answered: while there is one, nobody can say that all consent."""
        return self.filter(state=Objection.State.STANDING)

    def in_the_way_of(self, version: Version) -> "Objections":
        """Those that stand against this version or one before it: writing a newer one answers nobody by itself."""
        return self.standing().filter(version__solution=version.solution_id, version__number__lte=version.number)

    def standing_first(self) -> "Objections":
        """Those that stand, then the others; each with its version."""
        stands = Case(When(state=Objection.State.STANDING, then=Value(0)), default=Value(1))
        return self.select_related("version__solution__coproduction").order_by(stands, "pk")


class Objection(models.Model):
    """Why somebody cannot live with a version as it is; it stands until they take it back or it is answered."""

    class State(models.TextChoices):
        STANDING = "standing", _("It stands")
        ANSWERED = "answered", _("Answered")
        TAKEN_BACK = "taken_back", _("Taken back by whoever gave it")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField(max_length=1000, blank=True)
    signed = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    objector = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="objections")
    raised_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    answer_words = models.TextField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)

    objects = Objections.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer_words=""), name="an_answered_reason_has_its_answer"
            )
        ]

    def __str__(self) -> str:
        return f"reason {self.pk} against {self.version_id}"

    @property
    def title(self) -> str:
        """The solution that it is about."""
        return self.version.solution.title

    @property
    def who(self) -> str:
        """Who gave it, as they wanted to be shown."""
        return self.signed or str(_("Somebody"))


class Ballot(models.Model):
    """Somebody's own answer to "can this be agreed?"; who gave which is told to nobody."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="ballots")
    agrees = models.BooleanField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="one_ballot_per_person")]

    def __str__(self) -> str:
        return f"ballot {self.pk}"
