"""What people can do about themselves and their organisations."""

import json
from collections.abc import Callable, Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wayahead.base.people.models import Consent, Membership, Organisation, ParticipationLink, Person, check_org_id
from wayahead.base.record.actions import note
from wayahead.base.refusal import NotPossible

WORDING = "2026-11"  # the version of the privacy notice that a consent was given to

# What stands above the base and keeps addresses of its own (the outbox does) adds a function here as it is loaded; each
# is called with the person, and every address they had, while these are being forgotten.
FORGETTERS: list[Callable[[Person, set[str]], None]] = []


@transaction.atomic
def welcome_guest(*, language: str = "en-gb") -> Person:
    """A new guest, with a link by which they can come back."""
    guest = Person(language=language)
    guest.set_unusable_password()
    guest.save()
    ParticipationLink.objects.create(person=guest)
    note("person.arrived", guest, by=guest)
    return guest


def link_of(person: Person) -> ParticipationLink:
    """The standing link of a guest; a new one where the last was revoked."""
    return person.links.filter(revoked_at=None).order_by("pk").first() or ParticipationLink.objects.create(
        person=person
    )


@transaction.atomic
def revoke_links(person: Person, *, by: Person) -> int:
    """Every link of this person stops working from now on; returns how many did."""
    revoked = person.links.filter(revoked_at=None).update(revoked_at=timezone.now())
    note("link.revoked", person, by=by, facts={"links": revoked})
    return revoked


def refuse_bad_address(address: str) -> None:
    """Say that an e-mail address cannot be one."""
    try:
        if address.strip():
            validate_email(address.strip())
    except ValidationError as error:
        raise NotPossible(_("That does not look like an e-mail address."), field="answer_to") from error


@transaction.atomic
def ask_for_link(person: Person, *, by: Person, answer_to: str) -> Person:
    """Somebody wants their link by e-mail; the e-mail channel reads that in the record and sends it."""
    if not answer_to.strip():
        raise NotPossible(_("Write the e-mail address to send it to."), field="answer_to")
    leave_address(person, answer_to)
    note("link.asked", person, by=by)
    return person


def leave_address(person: Person, address: str) -> None:
    """Answers go to this address from now on. Whoever leaves one is told what it is for, and so consents to answers."""
    refuse_bad_address(address)
    person.answer_to = address.strip()
    person.save(update_fields=["answer_to"])
    if person.answer_to:
        Consent.objects.get_or_create(
            person=person,
            purpose=Consent.Purpose.ANSWERS,
            withdrawn_at=None,
            defaults={"wording": WORDING, "language": person.language},
        )


@transaction.atomic
def leave_account(person: Person, *, by: Person) -> ParticipationLink:
    """The account goes (address, passkeys, sign-in) and its words stay, with somebody who is a guest again."""
    if person.is_guest:
        raise NotPossible(_("There is no account to leave."))
    forget_sign_in(person)
    person.email, person.name, person.answer_to = None, "", ""
    person.set_unusable_password()
    person.save(update_fields=["email", "name", "answer_to", "password"])
    note("account.left", person, by=by)
    return ParticipationLink.objects.create(person=person)


def forget_sign_in(person: Person) -> None:
    """Every address, passkey, session and message by which this person could sign in or be written to goes."""
    entered = EmailAddress.objects.filter(user=person)
    addresses = {person.email or "", person.answer_to, *entered.values_list("email", flat=True)} - {""}
    entered.delete()
    Authenticator.objects.filter(user=person).delete()
    for session in Session.objects.all().iterator():
        if belongs(session.get_decoded(), person, addresses):
            session.delete()
    for forget_more in FORGETTERS:
        forget_more(person, addresses)


def belongs(session: dict[str, object], person: Person, addresses: set[str]) -> bool:
    """Whether somebody is signed in by this session, or was about to be."""
    kept = json.dumps(session, default=str).lower()
    return session.get("_auth_user_id") == str(person.pk) or any(address.lower() in kept for address in addresses)


def forget(people: Iterable[Person]) -> None:
    """These people's part of leaving for good: who they are goes, their rows stay for the record to point at."""
    for person in people:
        forget_sign_in(person)
        Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
        Membership.objects.filter(person=person, left_at=None).update(left_at=timezone.now())
        ParticipationLink.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())
        person.name, person.email, person.answer_to, person.language = "", None, "", "en-gb"
        person.is_active, person.is_steward, person.erased_at = False, False, timezone.now()
        person.set_unusable_password()
        person.save()


@transaction.atomic
def claim(guest: Person, *, by: Person) -> Person:
    """What this guest said is from now on also the account holder's. Nothing moves; the guest's links end."""
    if by.is_guest:
        raise NotPossible(_("Sign in first; then your words can come with you."))
    if not guest.is_guest or guest.pk == by.pk:
        raise NotPossible(_("Those words belong to an account already."))
    claimed = Person.objects.filter(pk=guest.pk, claimed_by=None, erased_at=None).update(claimed_by=by)
    if not claimed:
        raise NotPossible(_("Those words were claimed already."))
    Person.objects.filter(claimed_by=guest).update(claimed_by=by)
    guest.links.filter(revoked_at=None).update(revoked_at=timezone.now())
    guest.refresh_from_db()
    vars(by).pop("selves", None)  # they are one more from now on
    note("person.claimed", guest, by=by)
    return guest


@transaction.atomic
def change_details(person: Person, *, by: Person, name: str, answer_to: str, language: str) -> Person:
    """Change how somebody is called, where answers go, and their language."""
    person.name, person.language = name.strip(), language
    person.save(update_fields=["name", "language"])
    if person.answer_to != answer_to.strip():
        leave_address(person, answer_to)
    note("person.changed", person, by=by)
    return person


@transaction.atomic
def give_consent(person: Person, *, by: Person, purpose: str) -> Consent:
    """Agree to one purpose, in today's wording. Agreeing twice changes nothing."""
    consent, is_new = Consent.objects.get_or_create(
        person=person, purpose=purpose, withdrawn_at=None, defaults={"wording": WORDING, "language": person.language}
    )
    if is_new:
        note("consent.given", consent, by=by)
    return consent


@transaction.atomic
def withdraw_consent(person: Person, *, by: Person, purpose: str) -> None:
    """Take back the consent to one purpose."""
    consent = person.consents.filter(purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        raise NotPossible(_("There is no such consent to take back."))
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    note("consent.withdrawn", consent, by=by)


def free_slug(name: str) -> str:
    """An address made of the name that no other organisation has, nor a page."""
    stem = slugify(name)[:70].strip("-") or "organisation"
    taken = {"start", "join", *Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for n in range(len(taken) + 2) if (slug := f"{stem}-{n + 1}" if n else stem) not in taken)


@transaction.atomic
def start_organisation(*, name: str, kind: str, by: Person, org_id: str = "", about: str = "") -> Organisation:
    """A new organisation, led by who started it. Without a registered number it gets one of our own."""
    if org_id:
        try:
            check_org_id(org_id)
        except ValidationError as error:
            raise NotPossible(error.messages[0], field="org_id") from error
    extra = {"org_id": org_id} if org_id else {}
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name.strip(), slug=free_slug(name), kind=kind, about=about, **extra
            )
    except IntegrityError as error:
        field = "org_id" if org_id and "org_id" in str(error) else "name"
        raise NotPossible(_("There is an organisation with that name or number already."), field=field) from error
    Membership.objects.create(person=by, organisation=organisation, role=Membership.Role.LEAD)
    note("organisation.started", organisation, by=by)
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, by: Person, name: str, about: str) -> Organisation:
    """A lead changes how the organisation is called and what it says of itself."""
    if Organisation.objects.filter(name=name.strip()).exclude(pk=organisation.pk).exists():
        raise NotPossible(_("There is an organisation with that name already."), field="name")
    organisation.name, organisation.about = name.strip(), about.strip()
    organisation.save(update_fields=["name", "about"])
    note("organisation.changed", organisation, by=by, for_organisation=organisation)
    return organisation


@transaction.atomic
def join_organisation(organisation: Organisation, *, by: Person, role: str = Membership.Role.MEMBER) -> Membership:
    """Somebody joins an organisation by its invitation; a member invited to lead leads. Twice changes nothing."""
    membership, is_new = Membership.objects.get_or_create(
        person=by, organisation=organisation, left_at=None, defaults={"role": role}
    )
    is_promoted = not is_new and role == Membership.Role.LEAD and membership.role != role
    if is_promoted:
        membership.role = role
        membership.save(update_fields=["role"])
    if is_new or is_promoted:
        note("organisation.joined", organisation, by=by, facts={"leads": role == Membership.Role.LEAD})
    return membership


@transaction.atomic
def leave_organisation(organisation: Organisation, *, by: Person) -> None:
    """Somebody stops acting for an organisation; the last lead stays until there is another."""
    membership = organisation.memberships.filter(person=by, left_at=None).first()
    if membership is None:
        raise NotPossible(_("You do not belong to this organisation."))
    leads = organisation.memberships.select_for_update().filter(left_at=None, role=Membership.Role.LEAD)
    if membership.role == Membership.Role.LEAD and len(leads) == 1:
        raise NotPossible(_("You are the only lead. Ask somebody else to lead first."))
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    note("organisation.left", organisation, by=by)
