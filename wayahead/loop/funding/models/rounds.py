"""People decide together which agreed solutions a pot pays for. All amounts are whole pence."""

from typing import Any

from django.core import signing
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayahead.base.coproduction.models import CoProduction, CostLine
from wayahead.base.people.models import Person
from wayahead.base.places.models import Area
from wayahead.loop.funding.models.bids import Bid
from wayahead.loop.funding.models.programmes import Programme
from wayahead.loop.solutions.models import Version

# Below so many people nothing is counted, and no count is shown: nobody can be guessed.
FEW = 5


class Rounds(models.QuerySet["Round"]):
    """Many rounds."""

    def held_pence(self) -> int:
        """What of their programmes' pots is held for them, until it is granted."""
        return int(self.aggregate(sum=Sum("held_pence"))["sum"] or 0)

    def over(self) -> "Rounds":
        """Those whose last day has passed and that nobody has counted."""
        return self.filter(result=None, closes_on__lt=timezone.localdate())


class Round(models.Model):
    """A part of a programme's pot that people share out by their ballots, until a day, by a rule drawn up before."""

    class Who(models.TextChoices):
        EVERYBODY = "everybody", _("Everybody in the area")
        PARTICIPANTS = "participants", _("Whoever took part here, or sits at the table")
        INVITED = "invited", _("Only those who are invited")

    class How(models.TextChoices):
        BALLOTS = "ballots", _("People tick what they would be glad of")
        PANEL = "panel", _("A panel of residents scores, with reasons, and is paid for its time")

    class Rule(models.TextChoices):
        EQUAL_SHARES = "equal-shares", _("Equal shares: everybody has the same part of the money")
        PHRAGMEN = "phragmen", _("Phragmén’s rule: everybody earns at the same speed")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="rounds")
    coproduction = models.ForeignKey(CoProduction, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=140)
    about = models.TextField(max_length=2000, blank=True)
    pot_pence = models.PositiveBigIntegerField()
    held_pence = models.PositiveBigIntegerField()
    who = models.CharField(max_length=12, choices=Who.choices, default=Who.EVERYBODY)
    how = models.CharField(max_length=8, choices=How.choices, default=How.BALLOTS)
    recognition_pence = models.PositiveBigIntegerField(default=0)
    recognition_line = models.ForeignKey(CostLine, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=12, choices=Rule.choices, default=Rule.EQUAL_SHARES)
    card = models.JSONField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField()
    later_because = models.CharField(max_length=500, blank=True)
    paper_count = models.PositiveIntegerField(default=0)
    awarded_at = models.DateTimeField(null=True, blank=True)

    objects = Rounds.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(pot_pence__gt=0), name="a_round_shares_something_out"),
            models.CheckConstraint(
                condition=~Q(how="panel") | Q(who="invited", recognition_pence__gt=0),
                name="a_panel_is_invited_and_paid",
            ),
            models.CheckConstraint(condition=Q(held_pence__lte=models.F("pot_pence")), name="held_within_its_pot"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_counted(self) -> bool:
        """Whether it is over and its result stands."""
        return hasattr(self, "result")

    @property
    def is_panel(self) -> bool:
        """Whether a panel scores, rather than that people tick."""
        return self.how == self.How.PANEL

    @property
    def asks_where(self) -> bool:
        """Whether whoever chooses says that they live, work, study or are cared for in the area: nobody else knows."""
        return self.who == self.Who.EVERYBODY and self.coproduction.area_id is not None

    def parts(self) -> "models.QuerySet[Area]":
        """The parts of the area, of which people can name theirs."""
        return Area.objects.filter(parent__isnull=False, parent=self.coproduction.area_id)

    @property
    def takes_ballots(self) -> bool:
        """Whether people can choose, or score, today."""
        return not self.is_counted and self.closes_on >= timezone.localdate()


class RoundEntry(models.Model):
    """An agreed version that stands in a round, at the cost that it had when the round opened."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="entries")
    cost_pence = models.PositiveBigIntegerField()
    bid = models.OneToOneField(Bid, null=True, blank=True, on_delete=models.PROTECT, related_name="entry")

    class Meta:
        ordering = ["round", "number"]
        verbose_name_plural = "round entries"
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_number_per_entry_of_a_round"),
            models.UniqueConstraint(fields=["round", "version"], name="a_version_stands_once_in_a_round"),
            models.CheckConstraint(condition=Q(cost_pence__gt=0), name="an_entry_costs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.version}"


class RoundInvitation(models.Model):
    """A link with which one person, whoever opens it first, may take part in a round for those who are invited."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="invitations")
    made_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)

    SALT = "wayahead.round.invitation"

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"invitation {self.pk} to round {self.round_id}"

    @property
    def token(self) -> str:
        """The signed words of the link."""
        return signing.Signer(salt=self.SALT).sign_object(self.pk)

    @classmethod
    def named_by(cls, token: str) -> "RoundInvitation | None":
        """The invitation that a token was signed for; None when it is forged."""
        try:
            key: Any = signing.Signer(salt=cls.SALT).unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls.objects.select_related("round__coproduction").filter(pk=key).first()


class RoundBallot(models.Model):
    """What one person would be glad of: their own, until they change it, or one on paper, by its number.

    Who chose what is told to nobody.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper_number = models.PositiveIntegerField(null=True, blank=True)
    typed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entries: "models.ManyToManyField[RoundEntry, RoundEntry]" = models.ManyToManyField(
        RoundEntry, related_name="ballots", blank=True
    )
    belongs = models.BooleanField(default=False)  # by their own word: lives, works, studies or is cared for there
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_round_ballot_per_person"),
            models.UniqueConstraint(fields=["round", "paper_number"], name="one_paper_counts_once"),
            models.CheckConstraint(condition=Q(paper_number=None) | Q(person=None), name="a_paper_says_nobodys_name"),
        ]

    def __str__(self) -> str:
        return f"ballot {self.pk}"

    @property
    def is_on_paper(self) -> bool:
        """Whether a helper typed it from paper."""
        return self.paper_number is not None


class RoundResult(models.Model):
    """What became of a round: the count with its card and reasons, and the very ballots that were counted."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="result")
    people = models.PositiveIntegerField()
    on_paper = models.PositiveIntegerField()
    spent_pence = models.PositiveBigIntegerField()
    inputs = models.CharField(max_length=64)  # SHA-256 of costs, pot and ballots
    document = models.JSONField()
    ballots_file = models.TextField()  # Pabulib; empty where too few took part
    counted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"result of round {self.round_id}"

    @property
    def has_enough(self) -> bool:
        """Whether enough people took part for a count."""
        return self.people >= FEW
