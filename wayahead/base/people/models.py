"""People, the links by which guests come back, their consents, and the organisations they belong to."""

import re
import secrets
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class People(BaseUserManager["Person"]):
    """How accounts are made; the sign-in library asks for these names."""

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "Person":
        """A person, with an account if there is an e-mail address."""
        person = self.model(email=self.normalize_email(email) if email else None, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Anyone taking part: a guest (no e-mail address) or somebody with an account. Never deleted, only emptied."""

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True, null=True, blank=True)
    answer_to = models.EmailField(_("where to answer"), max_length=254, blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    is_active = models.BooleanField(default=True)
    is_steward = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="claimed")
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["claimed_by"], name="person_claimed_by")]

    def __str__(self) -> str:
        return self.name or str(_("Somebody who left") if self.erased_at else _("A guest"))

    @property
    def is_guest(self) -> bool:
        """True for somebody without an account."""
        return self.email is None

    @cached_property
    def selves(self) -> list[int]:
        """This person's key and those of the guests whose words they claimed; kept, for every rule asks for it."""
        return [self.pk, *Person.objects.filter(claimed_by=self.pk).values_list("pk", flat=True)]

    @property
    def reply_address(self) -> str:
        """Where an answer can be sent, or nothing."""
        return self.email or self.answer_to


class ParticipationLink(models.Model):
    """A link by which a guest comes back to what they said. It can be revoked."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    SALT = "wayahead.participation"

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def token(self) -> str:
        """The signed words of the link: link and person, so that a forged one is refused without a look-up.

        Without a time in it, so that one link is one address for as long as it stands.
        """
        return signing.Signer(salt=self.SALT).sign_object([self.pk, self.person_id])

    @classmethod
    def named_by(cls, token: str) -> tuple[int, int] | None:
        """The keys of link and person that we once signed, without a look at the database; None when it is forged."""
        try:
            link_id, person_id = signing.Signer(salt=cls.SALT).unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return int(link_id), int(person_id)

    @classmethod
    def person_of(cls, token: str) -> Person | None:
        """The person that a token belongs to; None when it is forged, revoked, or the person has left."""
        named = cls.named_by(token)
        if named is None:
            return None
        link_id, person_id = named
        link = (
            cls.objects.select_related("person__claimed_by")
            .filter(pk=link_id, person_id=person_id, revoked_at=None, person__erased_at=None, person__is_active=True)
            .first()
        )
        return link.person if link else None


class Consent(models.Model):
    """What somebody agreed to, for one purpose, in which wording; withdrawable."""

    class Purpose(models.TextChoices):
        ANSWERS = "answers", _("Send me answers to what I said")
        QUOTES = "quotes", _("Quote me")
        NAME = "name", _("Show my name")
        NEWS = "news", _("Tell me when something happens")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    wording = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="one_standing_consent_per_purpose"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.person_id}"


# Prefixes of org-id.guide that a London installation meets, each with its shape. XI-WAYAHEAD marks a group without any
# registered number: internal, never exported as if registered.
ORG_ID_SHAPES = {
    "GB-CHC": r"\d{6,7}(-\d{1,3})?",
    "GB-SC": r"SC\d{6}",
    "GB-NIC": r"\d{6}",
    "GB-COH": r"([A-Z]{2}\d{6}|\d{8})",
    "GB-LAE": r"[A-Z]{3}",
    "GB-MPR": r"[A-Z0-9]{4,10}",
    "GB-NHS": r"[A-Z0-9]{3,6}",
    "GB-EDU": r"\d{5,6}",
    "360G": r"[A-Za-z0-9._-]+",
    "XI-WAYAHEAD": r"[0-9a-f]{12}",
}


def check_org_id(value: str) -> None:
    """Refuse an organisation id that has the wrong shape. Source: org-id.guide."""
    for prefix, shape in ORG_ID_SHAPES.items():
        if value.startswith(f"{prefix}-") and re.fullmatch(shape, value.removeprefix(f"{prefix}-")):
            return
    raise ValidationError(
        _("“%(value)s” is not an organisation number we know. For a charity write GB-CHC- and its number."),
        params={"value": value},
    )


def new_org_id() -> str:
    """An id of our own for a group that has no number."""
    return f"XI-WAYAHEAD-{uuid.uuid4().hex[:12]}"


class Organisation(models.Model):
    """A group, charity, support organisation, public body or funder."""

    class Kind(models.TextChoices):
        COMMUNITY_GROUP = "community_group", _("Community group")
        CIVIL_SOCIETY = "civil_society", _("Civil society organisation")
        SUPPORT = "support", _("Support organisation")
        PUBLIC_BODY = "public_body", _("Public body")
        FUNDER = "funder", _("Funder")

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    org_id = models.CharField(max_length=60, unique=True, validators=[check_org_id], default=new_org_id)
    about = models.TextField(max_length=2000, blank=True)
    people: "models.ManyToManyField[Person, Membership]" = models.ManyToManyField(
        Person, through="Membership", related_name="organisations"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    SALT = "wayahead.organisation.invitation"
    INVITATION_SECONDS = 14 * 24 * 3600

    def __str__(self) -> str:
        return self.name

    def invitation(self, *, leads: bool = False) -> str:
        """Signed words with which others may join, as members or to lead, for fourteen days."""
        return signing.dumps([self.pk, leads], salt=self.SALT)

    @classmethod
    def invited_by(cls, invitation: str) -> tuple[int, str] | None:
        """The key of the organisation and the role that an invitation gives; None when it is forged or too old."""
        try:
            key, leads = signing.loads(invitation, salt=cls.SALT, max_age=cls.INVITATION_SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return int(key), Membership.Role.LEAD if leads else Membership.Role.MEMBER


class Membership(models.Model):
    """Somebody belongs to an organisation, and may act for it."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Lead")
        MEMBER = "member", _("Member")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(left_at=None), name="one_standing_membership"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}"


def short_code(prefix: str = "") -> str:
    """A code that a person can read out: no 0, O, 1, I, L."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    code = "".join(secrets.choice(alphabet) for _ in range(6))
    return f"{prefix}{code}"


class Installation(models.Model):
    """One row about this database itself: who runs it, and whether all of it is made up."""

    is_practice = models.BooleanField(default=False)
    run_by = models.CharField(max_length=200, blank=True)
    contact = models.EmailField(blank=True)
    safeguarding_lead = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.run_by or "this installation"

    @classmethod
    def is_practice_space(cls) -> bool:
        """Whether all of this database is made up."""
        return cls.objects.filter(is_practice=True).exists()


class Arrival(models.Model):
    """How many new people one network brought in one hour. The network is a keyed hash, kept for a day."""

    network = models.CharField(max_length=32)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["hour"], name="arrival_hour")
        ]  # so that forgetting yesterday reads no other row
        constraints = [models.UniqueConstraint(fields=["network", "hour"], name="one_count_per_network_and_hour")]

    def __str__(self) -> str:
        return f"{self.count} at {self.hour}"
