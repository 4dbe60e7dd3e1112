"""What happens at the table: the other's need in one's own words, options weighed, what people say."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.people.models import Person
from wayahead.loop.tensions.models.table import Side, Tension


class Understanding(models.Model):
    """What the other side says that this side needs, and whether this side accepts those words."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, that is what we need")
        NOT_QUITE = "not_quite", _("Not quite")

    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="understandings")
    words = models.TextField(max_length=500)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=9, choices=Answer.choices, blank=True)
    answer_words = models.TextField(max_length=500, blank=True)
    # True when a facilitator wrote down what the side said; then the words tell who said it, and where.
    is_noted = models.BooleanField(default=False)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["side"], condition=Q(answer=""), name="one_understanding_waits_at_a_time"),
            models.CheckConstraint(
                condition=~Q(answer="not_quite") | ~Q(answer_words=""), name="not_quite_says_what_is_missing"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]


class Option(models.Model):
    """One way to live with a tension, weighed by both sides."""

    tension = models.ForeignKey(Tension, on_delete=models.PROTECT, related_name="options")
    title = models.CharField(max_length=140)
    words = models.TextField(max_length=1000, blank=True)
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["tension", "title"], name="an_option_is_offered_once")]

    def __str__(self) -> str:
        return self.title


class Weighing(models.Model):
    """What one side makes of one option; saying it again replaces it."""

    class State(models.TextChoices):
        CAN_LIVE = "can_live", _("We can live with it")
        WITH_CHANGE = "with_change", _("With a change")
        CANNOT = "cannot", _("We cannot live with it")

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="weighings")
    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="weighings")
    state = models.CharField(max_length=11, choices=State.choices)
    why = models.TextField(max_length=500)
    weighed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    weighed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["option", "side__position"]
        constraints = [models.UniqueConstraint(fields=["option", "side"], name="a_side_weighs_an_option_once")]

    def __str__(self) -> str:
        return f"{self.side_id} {self.state} {self.option_id}"


class Remarks(models.QuerySet["Remark"]):
    """What people say about a tension."""

    def waiting(self) -> "Remarks":
        """Those nobody has read yet."""
        return self.filter(state=Remark.State.WAITING)

    def shown(self) -> "Remarks":
        """Those that everybody reads."""
        return self.filter(state=Remark.State.SHOWN)

    def reasons(self) -> list[str]:
        """Why some are not shown, one reason for each: nothing is left out silently."""
        return list(self.filter(state=Remark.State.SET_ASIDE).order_by("pk").values_list("reason", flat=True))


class Remark(models.Model):
    """What somebody says about a tension. A facilitator reads it first."""

    class Kind(models.TextChoices):
        SAID = "said", _("Something about it")
        TRIED = "tried", _("Something that was tried before")
        DISSENT = "dissent", _("Why I still see it differently")

    class State(models.TextChoices):
        WAITING = "waiting", _("Not read yet")
        SHOWN = "shown", _("For everybody to read")
        SET_ASIDE = "set_aside", _("Not shown, with a reason")
        WITHDRAWN = "withdrawn", _("Taken back")

    tension = models.ForeignKey(Tension, on_delete=models.PROTECT, related_name="remarks")
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SAID)
    text = models.TextField(max_length=1000, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(max_length=500, blank=True)
    read_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    objects = Remarks.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""), name="remark_set_aside_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(state="withdrawn"), name="only_remarks_taken_back_are_silent"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
