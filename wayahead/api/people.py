"""People and organisations through the API."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from ninja import Field, Router, Schema, Status
from ninja.pagination import paginate

from wayahead import access
from wayahead.api.asking import Ask
from wayahead.base.people import actions
from wayahead.base.people.models import Consent, Organisation, ParticipationLink, Person
from wayahead.base.refusal import NotPossible
from wayahead.journey import own_data
from wayahead.journey.erasure import erase_person

router = Router(tags=["people"])


class MeOut(Schema):
    """Who the token belongs to."""

    id: int
    name: str
    email: str | None
    answer_to: str
    language: str
    is_guest: bool
    joined_at: datetime


class DetailsIn(Schema):
    """How somebody is called, where answers go, and their language."""

    name: str = Field("", max_length=120)
    answer_to: str = Field("", max_length=254)
    language: str = Field("en-gb", max_length=12, pattern=r"^[a-z]{2,3}(-[a-z]{2,4})?$")


class ConsentOut(Schema):
    """One thing somebody agreed to."""

    purpose: str
    wording: str
    given_at: datetime


class LinkOut(Schema):
    """A participation token, and the link that carries it."""

    token: str
    link: str


class LinkIn(Schema):
    """Where to send the link."""

    answer_to: str = Field(max_length=254)


class ClaimIn(Schema):
    """The participation token of the guest one was."""

    token: str


class EraseIn(Schema):
    """The last question: are you sure?"""

    sure: bool
    retract_votes: bool = False


class OrganisationOut(Schema):
    """A group, charity, support organisation, public body or funder."""

    slug: str
    name: str
    kind: str
    org_id: str
    about: str


class OrganisationIn(Schema):
    """What is asked of somebody who starts an organisation."""

    name: str = Field(min_length=1, max_length=200)
    kind: Organisation.Kind
    org_id: str = Field("", max_length=60)
    about: str = Field("", max_length=2000)


class OrganisationChange(Schema):
    """What a lead may change."""

    name: str = Field(min_length=1, max_length=200)
    about: str = Field("", max_length=2000)


class InviteIn(Schema):
    """Whether the invited are to lead."""

    leads: bool = False


class Invitation(Schema):
    """Signed words, good for fourteen days."""

    invitation: str


def myself(request: Ask, action: str = "person.see") -> Person:
    """Who asks, for doing `action` about themselves."""
    return access.fetch(request.person, action, pk=access.somebody(request.person).pk)  # type: ignore[no-any-return]


def link_out(link: ParticipationLink) -> dict[str, str]:
    """A link as the API shows it."""
    return {"token": link.token, "link": f"{settings.BASE_URL}/join/{link.token}/"}


@router.get("/me", response=MeOut)
def me(request: Ask) -> Person:
    """Who the token belongs to."""
    return myself(request)


@router.put("/me", response=MeOut)
def change_me(request: Ask, given: DetailsIn) -> Person:
    """Change how you are called, where answers go, and your language."""
    person = myself(request, "person.change")
    return actions.change_details(person, by=person, **given.dict())


@router.get("/me/consents", response=list[ConsentOut])
def consents(request: Ask) -> QuerySet[Consent]:
    """What you agreed to."""
    return myself(request).consents.filter(withdrawn_at=None).order_by("pk")


@router.put("/me/consents/{purpose}", response=ConsentOut)
def give_consent(request: Ask, purpose: Consent.Purpose) -> Consent:
    """Agree to one purpose, in today's wording."""
    person = myself(request, "person.change")
    return actions.give_consent(person, by=person, purpose=purpose)


@router.delete("/me/consents/{purpose}", response={204: None})
def withdraw_consent(request: Ask, purpose: Consent.Purpose) -> Status[None]:
    """Take back the consent to one purpose."""
    person = myself(request, "person.change")
    actions.withdraw_consent(person, by=person, purpose=purpose)
    return Status(204, None)


@router.get("/me/data", response=dict[str, Any])
def data(request: Ask) -> dict[str, Any]:
    """Everything kept about you."""
    return own_data.of(myself(request))


@router.post("/me/link", response={201: LinkOut})
def new_link(request: Ask) -> Status[dict[str, str]]:
    """Your token stops working, and every other one too; this is the new one."""
    person = myself(request, "person.change")
    actions.revoke_links(person, by=person)
    return Status(201, link_out(actions.link_of(person)))


@router.post("/me/link/send", response={202: None})
def send_link(request: Ask, given: LinkIn) -> Status[None]:
    """Have your link sent by e-mail."""
    person = myself(request, "person.change")
    actions.ask_for_link(person, by=person, answer_to=given.answer_to)
    return Status(202, None)


@router.post("/me/claim", response={204: None})
def claim(request: Ask, given: ClaimIn) -> Status[None]:
    """Bring along, into your account, what was said as a guest."""
    person = myself(request, "person.claim")
    guest = ParticipationLink.person_of(given.token)
    if guest is None:
        raise NotPossible("This participation token is not valid.", field="token")
    actions.claim(guest, by=person)
    return Status(204, None)


@router.post("/me/leave", response=LinkOut)
def leave_account(request: Ask) -> dict[str, str]:
    """The account goes; what was said stays, under this link."""
    person = myself(request, "person.change")
    return link_out(actions.leave_account(person, by=person))


@router.post("/me/erase", response={204: None})
def erase(request: Ask, given: EraseIn) -> Status[None]:
    """Everything that says who you are goes for good."""
    person = myself(request, "person.erase")
    if not given.sure:
        raise NotPossible("Say that you are sure.", field="sure")
    erase_person(person, by=person, retract_votes=given.retract_votes)
    return Status(204, None)


@router.get("/organisations", response=list[OrganisationOut])
@paginate
def organisations(request: Ask, kind: Organisation.Kind | None = None) -> QuerySet[Organisation]:
    """Every organisation, or those of one kind."""
    found = access.visible(request.person, Organisation)
    return found.filter(kind=kind) if kind else found


@router.post("/organisations", response={201: OrganisationOut})
def start(request: Ask, given: OrganisationIn) -> Status[Organisation]:
    """Start an organisation, and lead it."""
    person = access.require(request.person, "organisation.start")
    return Status(201, actions.start_organisation(by=person, **given.dict()))


@router.post("/organisations/join", response=OrganisationOut)
def join(request: Ask, given: Invitation) -> Organisation:
    """Join an organisation by its invitation."""
    invited = Organisation.invited_by(given.invitation)
    if invited is None:
        raise NotPossible("This invitation has ended. Ask for a new one.", field="invitation")
    key, role = invited
    found: Organisation = access.fetch(request.person, "organisation.join", pk=key)
    actions.join_organisation(found, by=access.somebody(request.person), role=role)
    return found


@router.get("/organisations/{slug}", response=OrganisationOut)
def organisation(request: Ask, slug: str) -> Organisation:
    """One organisation."""
    return access.fetch(request.person, "organisation.see", slug=slug)  # type: ignore[no-any-return]


@router.put("/organisations/{slug}", response=OrganisationOut)
def change(request: Ask, slug: str, given: OrganisationChange) -> Organisation:
    """Change an organisation's name and words."""
    found = access.fetch(request.person, "organisation.change", slug=slug)
    return actions.change_organisation(found, by=access.somebody(request.person), **given.dict())


@router.post("/organisations/{slug}/invitations", response={201: Invitation})
def invite(request: Ask, slug: str, given: InviteIn) -> Status[dict[str, str]]:
    """Signed words with which others may join within fourteen days."""
    found = access.fetch(request.person, "organisation.change", slug=slug)
    return Status(201, {"invitation": found.invitation(leads=given.leads)})


@router.post("/organisations/{slug}/leave", response={204: None})
def leave(request: Ask, slug: str) -> Status[None]:
    """Stop acting for an organisation."""
    found = access.fetch(request.person, "organisation.act_for", slug=slug)
    actions.leave_organisation(found, by=access.somebody(request.person))
    return Status(204, None)
