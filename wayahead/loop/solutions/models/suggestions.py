"""Suggestion → taken in or declined with a reason → fulfilled, by the word of whoever made it."""

from typing import NamedTuple

from django.db import models
from django.db.models import Case, Count, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Organisation, Person
from wayahead.loop.solutions.models.solutions import Version


class Tally(NamedTuple):
    """What became of the suggestions of people in one role. What was taken back by its maker counts nowhere."""

    role: str
    label: str
    made: int
    taken: int
    declined: int
    unanswered: int


class Suggestions(models.QuerySet["Suggestion"]):
    """Many suggestions."""

    def of_coproduction(self, coproduction_id: int) -> "Suggestions":
        """Those to any version of a co-production."""
        return self.filter(version__solution__coproduction=coproduction_id)

    def open(self) -> "Suggestions":
        """Those that nobody has answered."""
        return self.filter(state=Suggestion.State.OPEN)

    def unanswered_first(self) -> "Suggestions":
        """Those that wait for an answer, then the others, each in the order in which they were made."""
        return self.order_by(Case(When(state=Suggestion.State.OPEN, then=0), default=1), "pk")

    def tallied(self) -> list[Tally]:
        """What became of them by the role of whoever made them, the most first; one query."""
        states = Suggestion.State
        rows = (
            self.exclude(state=states.TAKEN_BACK)
            .order_by()
            .values("role")
            .annotate(
                made=Count("pk"),
                taken=Count("pk", filter=Q(state=states.TAKEN)),
                declined=Count("pk", filter=Q(state=states.DECLINED)),
                unanswered=Count("pk", filter=Q(state=states.OPEN)),
            )
        )
        labels = dict(Suggestion.Role.choices)
        return [Tally(label=str(labels[row["role"]]), **row) for row in rows.order_by("-made", "role")]


class Suggestion(models.Model):
    """What somebody wants changed in one part of a version, how much it matters to them, and what became of it.

    Degree × fulfilled follows LiquidFeedback's conditions of an initiative (Behrens et al., 2014, chapter 4).
    """

    class Degree(models.TextChoices):
        MUST = "must", _("It must")
        SHOULD = "should", _("It should")
        COULD = "could", _("It could")
        SHOULD_NOT = "should_not", _("It should not")
        MUST_NOT = "must_not", _("It must not")

    class Part(models.TextChoices):
        WHOLE = "whole", _("All of it")
        SECTION = "section", _("A section")
        COSTS = "costs", _("What it costs")
        IN_KIND = "in_kind", _("What is given in kind")
        DAYS = "days", _("When")
        AREA = "area", _("Where")
        PEOPLE = "people", _("For whom")
        STEPS = "steps", _("Who does what")

    class State(models.TextChoices):
        OPEN = "open", _("Not answered yet")
        TAKEN = "taken", _("Taken in")
        DECLINED = "declined", _("Not taken in, with the reason")
        TAKEN_BACK = "taken_back", _("Taken back by whoever made it")

    class Role(models.TextChoices):
        PEOPLE = "people", _("People taking part")
        FACILITATOR = "facilitator", _("Facilitators")
        COMMUNITY_GROUP = Organisation.Kind.COMMUNITY_GROUP.value, _("Community groups")
        CIVIL_SOCIETY = Organisation.Kind.CIVIL_SOCIETY.value, _("Civil society organisations")
        SUPPORT = Organisation.Kind.SUPPORT.value, _("Support organisations")
        PUBLIC_BODY = Organisation.Kind.PUBLIC_BODY.value, _("Public bodies")
        FUNDER = Organisation.Kind.FUNDER.value, _("Funders")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="suggestions")
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.WHOLE)
    section_key = models.CharField(max_length=8, blank=True)
    degree = models.CharField(max_length=10, choices=Degree.choices)
    text = models.CharField(max_length=500, blank=True)
    why = models.CharField(max_length=500, blank=True)
    signed = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    suggester = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="suggestions")
    speaking_for = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="suggestions"
    )
    role = models.CharField(max_length=16, choices=Role.choices)
    suggested_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    taken_in = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="took_in")
    answer_words = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)

    objects = Suggestions.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(taken_in__isnull=False), name="taken_in_by_some_version"
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(answer_words=""), name="declined_with_a_reason"),
            models.CheckConstraint(
                condition=~Q(part="section") | ~Q(section_key=""), name="a_suggested_section_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or str(_("A suggestion whose words were taken back"))

    @property
    def who(self) -> str:
        """Who made it, as they wanted to be shown."""
        if self.speaking_for:
            return f"{self.signed}, {self.speaking_for}" if self.signed else str(self.speaking_for)
        return self.signed or str(_("Somebody"))

    @property
    def is_open(self) -> bool:
        """True while its answer is owed."""
        return self.state == self.State.OPEN

    @property
    def is_readable(self) -> bool:
        """True while its words are there and were not hidden."""
        return bool(self.text) and not self.hidden_because

    @property
    def said_last(self) -> "Fulfilment | None":
        """What whoever made it said of the newest version; fetch `fulfilments` before asking many."""
        return max(self.fulfilments.all(), key=lambda said: said.version_id, default=None)


class Fulfilment(models.Model):
    """Whoever made a suggestion says whether a version does what they asked for. Nobody can say it for them."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, it is in")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No, it is not in")

    suggestion = models.ForeignKey(Suggestion, on_delete=models.PROTECT, related_name="fulfilments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="fulfilments")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "version"], name="one_word_per_version")]

    def __str__(self) -> str:
        return f"suggestion {self.suggestion_id} in {self.version_id}: {self.answer}"
