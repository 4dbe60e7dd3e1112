"""Constraint → asked → answered. On screen a constraint is a limit."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation, Person
from wayahead.base.places.models import Area
from wayahead.loop.needs.models import Need


class CostKind(models.TextChoices):
    """What money is spent on: limits name these kinds, and so do the costs of solutions."""

    STAFF = "staff", _("Staff")
    VENUE = "venue", _("Rooms and buildings")
    FOOD = "food", _("Food")
    EQUIPMENT = "equipment", _("Equipment")
    INVOLVEMENT = "involvement", _("Involving people")
    OTHER = "other", _("Something else")


class Constraint(models.Model):
    """What bounds a solution, owned by an organisation at the table. Its words and test live in versions."""

    class Kind(models.TextChoices):
        FINANCIAL = "financial", _("Money")
        PRACTICAL = "practical", _("Practical")
        POLICY = "policy", _("Policy or law")

    class Firmness(models.TextChoices):
        FIXED = "fixed", _("Fixed")
        COULD_MOVE = "could_move", _("Could move if…")
        PREFERENCE = "preference", _("Preference")

    class State(models.TextChoices):
        STANDING = "standing", _("Stands")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="limits")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="limits")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    firmness = models.CharField(max_length=10, choices=Firmness.choices)
    would_move_if = models.TextField(max_length=500, blank=True)
    who_can_move = models.CharField(max_length=200, blank=True)
    source = models.URLField(max_length=500, blank=True)
    document = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    needs: "models.ManyToManyField[Need, Need]" = models.ManyToManyField(Need, blank=True, related_name="limits")
    areas: "models.ManyToManyField[Area, Area]" = models.ManyToManyField(Area, blank=True, related_name="limits")
    state = models.CharField(max_length=10, choices=State.choices, default=State.STANDING)
    withdrawn_because = models.TextField(max_length=1000, blank=True)
    # Set once, as the limit goes, and only to one that still stands: so no chain of them can lead back.
    replaced_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces")
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(firmness="could_move") | ~Q(would_move_if=""), name="a_gate_says_what_opens_it"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=models.F("valid_from")),
                name="limit_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | (Q(state="withdrawn") & ~Q(replaced_by=models.F("pk"))),
                name="what_is_replaced_is_gone",
            ),
        ]

    def __str__(self) -> str:
        return f"limit {self.pk}"

    @property
    def current(self) -> "ConstraintVersion":
        """The words and the test as they stand; fetch `versions` before asking many."""
        return max(self.versions.all(), key=lambda version: version.number)


# Against an outer version of the same limit: another test, or other words where a person judges by them.
CHECKED_OTHERWISE = ~Q(test=models.OuterRef("test")) | (
    Q(test__test="judged") & ~Q(statement=models.OuterRef("statement"))
)


class ConstraintVersionQuerySet(models.QuerySet["ConstraintVersion"]):
    """Reading many versions."""

    def moved(self) -> "ConstraintVersionQuerySet":
        """Those that are checked otherwise than the one before; to put it in other words alone moves nothing."""
        before = ConstraintVersion.objects.filter(
            constraint=models.OuterRef("constraint"), number=models.OuterRef("number") - 1
        )
        return self.filter(models.Exists(before.filter(CHECKED_OTHERWISE)))

    def called_fixed_and_moved(self) -> "ConstraintVersionQuerySet":
        """Those that said they were fixed, and were followed by another that is checked otherwise or is not fixed."""
        later = ConstraintVersion.objects.filter(
            constraint=models.OuterRef("constraint"), number__gt=models.OuterRef("number")
        )
        return self.filter(models.Exists(later.filter(CHECKED_OTHERWISE | ~Q(firmness="fixed"))), firmness="fixed")


class ConstraintVersion(models.Model):
    """The words, the test, the firmness and who can move it of a constraint as they stood from one moment on."""

    class Honest(models.TextChoices):
        """Is it fixed, or is it inconvenient? Asked before anything may be called a limit."""

        FIXED = "fixed", _("It is fixed: somebody else decides it, or somebody would come to harm")
        INCONVENIENT = "inconvenient", _("It is inconvenient: we could, and it would cost us something")

    constraint = models.ForeignKey(Constraint, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    statement = models.CharField(max_length=300)
    # A test of wayahead.kernels.feasibility as data, for example {"test": "total_cost", "at_most_pence": 4000000}
    test = models.JSONField(default=dict)
    reason = models.TextField(max_length=1000)
    firmness = models.CharField(max_length=10, choices=Constraint.Firmness.choices)
    would_move_if = models.TextField(max_length=500, blank=True)
    who_can_move = models.CharField(max_length=200, blank=True)
    # Empty in limits that were published before the honest question was asked.
    honest_answer = models.CharField(max_length=12, choices=Honest.choices, blank=True)
    honest_words = models.TextField(max_length=500, blank=True)
    who_asked = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ConstraintVersionQuerySet.as_manager()

    class Meta:
        ordering = ["constraint", "number"]
        constraints = [
            models.UniqueConstraint(fields=["constraint", "number"], name="one_number_per_version_of_a_limit"),
            models.CheckConstraint(
                condition=~Q(honest_answer="inconvenient") | ~Q(firmness="fixed"), name="inconvenient_is_not_fixed"
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def moves(self, before: "ConstraintVersion") -> bool:
        """True where it is checked otherwise than `before`: another test, or other words where a person judges."""
        return self.test != before.test or (self.test.get("test") == "judged" and self.statement != before.statement)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reading many questions."""

    def unjoined(self) -> "QuestionQuerySet":
        """Each question once, however many people asked it."""
        return self.filter(same_as=None)

    def moved(self) -> "QuestionQuerySet":
        """Those because of which a limit moved, or went."""
        return self.filter(answer__in=["loosened", "withdrawn"])

    def waiting(self) -> "QuestionQuerySet":
        """Those whose answer is owed."""
        return self.filter(answer="")

    def late(self) -> "QuestionQuerySet":
        """Those whose answer was promised for a day that has passed."""
        return self.waiting().filter(due_on__lt=timezone.localdate())


class Question(models.Model):
    """Somebody asks why of a limit or proposes what would loosen it; its owner answers against the clock it promised.

    Who asks what was asked already joins that question (`same_as`): one clock, one answer, and each asker gets it.
    """

    class Kind(models.TextChoices):
        WHY = "why", _("Why does it stand?")
        LOOSEN = "loosen", _("This would loosen it")

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", _("The limit stands, and this is why")
        LOOSENED = "loosened", _("The limit moves")
        WITHDRAWN = "withdrawn", _("The limit goes")

    constraint = models.ForeignKey(Constraint, on_delete=models.PROTECT, related_name="questions")
    asker = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.WHY)
    text = models.TextField(max_length=1000)
    # The test that a proposal would put in place of the one that stands; empty without one.
    proposed = models.JSONField(default=dict, blank=True)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")
    language = models.CharField(max_length=12, default="en-gb")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    reminded_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_text = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    moved_to = models.ForeignKey(
        ConstraintVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="because_of"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer="") | ~Q(answer_text=""), name="an_answer_has_words"),
            models.CheckConstraint(
                condition=~Q(answer="loosened") | Q(moved_to__isnull=False), name="a_loosened_limit_has_a_new_version"
            ),
            models.CheckConstraint(
                condition=Q(same_as=None) | ~Q(same_as=models.F("pk")), name="no_question_joins_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_open(self) -> bool:
        """True while its answer is owed."""
        return self.answer == ""

    @property
    def promised_days(self) -> int:
        """How many days the owner gave itself."""
        return (self.due_on - timezone.localtime(self.asked_at).date()).days

    @property
    def elapsed_days(self) -> int:
        """How many days passed until the answer, or until today."""
        until = timezone.localtime(self.answered_at).date() if self.answered_at else timezone.localdate()
        return (until - timezone.localtime(self.asked_at).date()).days

    @property
    def days_late(self) -> int:
        """How many days after the promised one the answer came, or today is."""
        return max(0, self.elapsed_days - self.promised_days)
