"""Guests, links, accounts, consents and organisations."""

import time
from unittest.mock import patch

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, account
from wayahead.base.people import actions
from wayahead.base.people.models import (
    ORG_ID_SHAPES,
    Consent,
    Membership,
    Organisation,
    ParticipationLink,
    check_org_id,
    new_org_id,
    short_code,
)
from wayahead.base.record.reading import events
from wayahead.base.refusal import NotPossible
from wayahead.channels.email.sending import queue_mail
from wayahead.channels.models import Message
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.models import Voice

FIFTEEN_DAYS = 15 * 24 * 3600


# Guests and their links.


def test_a_guest_comes_back_by_their_link(cast: Cast) -> None:
    guest = cast.resident
    assert guest.is_guest
    assert ParticipationLink.person_of(actions.link_of(guest).token) == guest
    assert actions.link_of(guest) == actions.link_of(guest)


def test_a_revoked_link_leads_to_nobody_and_the_next_one_works(cast: Cast) -> None:
    old = actions.link_of(cast.resident).token
    assert actions.revoke_links(cast.resident, by=cast.resident) == 1
    assert ParticipationLink.person_of(old) is None
    assert ParticipationLink.person_of(actions.link_of(cast.resident).token) == cast.resident


@pytest.mark.django_db
@given(st.text())
def test_a_forged_link_leads_to_nobody(token: str) -> None:
    assert ParticipationLink.person_of(token) is None


def test_a_changed_link_leads_to_nobody(cast: Cast) -> None:
    token = actions.link_of(cast.resident).token
    assert ParticipationLink.person_of(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


def test_asking_for_the_link_needs_an_address_and_is_noted(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.ask_for_link(cast.resident, by=cast.resident, answer_to="")
    assert refused.value.field == "answer_to"
    actions.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    assert events()[0].kind == "link.asked"
    assert cast.resident.reply_address == "ines@example.org"


# Claiming and leaving.


def test_claiming_moves_nothing_and_the_words_are_the_account_holders(cast: Cast) -> None:
    old = actions.link_of(cast.resident).token
    assert cast.voice.speaker == cast.resident
    actions.claim(cast.resident, by=cast.organiser)
    assert cast.organiser.selves == [cast.organiser.pk, cast.resident.pk]
    assert Voice.objects.get(speaker__in=cast.organiser.selves) == cast.voice
    assert Voice.objects.get().speaker_id == cast.resident.pk
    assert ParticipationLink.person_of(old) is None


def test_words_are_claimed_once_by_accounts_and_from_guests_only(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        actions.claim(cast.resident, by=cast.neighbour)
    with pytest.raises(NotPossible):
        actions.claim(cast.stranger, by=cast.organiser)
    actions.claim(cast.resident, by=cast.organiser)
    with pytest.raises(NotPossible):
        actions.claim(cast.resident, by=cast.stranger)


def test_words_claimed_before_an_account_was_left_follow_into_the_next(cast: Cast) -> None:
    actions.claim(cast.resident, by=cast.organiser)
    actions.leave_account(cast.organiser, by=cast.organiser)
    actions.claim(cast.organiser, by=cast.stranger)
    assert set(cast.stranger.selves) == {cast.stranger.pk, cast.organiser.pk, cast.resident.pk}


def test_who_leaves_their_account_keeps_their_words_as_a_guest(cast: Cast) -> None:
    actions.change_details(cast.stranger, by=cast.stranger, name="Stranger", answer_to="s@example.net", language="ar")
    said = listening.say(cast.conversation, listening.Words("A bench."), by=cast.stranger)
    queue_mail(to="Stranger@example.org", subject="Code", body="123456")
    session = SessionStore()
    session["_auth_user_id"] = str(cast.stranger.pk)
    session.create()
    fresh = actions.leave_account(cast.stranger, by=cast.stranger)
    cast.stranger.refresh_from_db()
    assert cast.stranger.is_guest
    assert (cast.stranger.name, cast.stranger.email, cast.stranger.answer_to) == ("", None, "")
    assert ParticipationLink.person_of(fresh.token) == said.speaker
    assert not Session.objects.exists()
    assert not Message.objects.exists()


def test_a_guest_has_no_account_to_leave(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        actions.leave_account(cast.resident, by=cast.resident)


def test_somebody_changes_how_they_are_called(cast: Cast) -> None:
    changed = actions.change_details(cast.resident, by=cast.resident, name=" Ines ", answer_to="", language="pt")
    assert (changed.name, changed.language, str(changed)) == ("Ines", "pt", "Ines")


# Consents.


def test_a_consent_is_given_once_and_can_be_taken_back(cast: Cast) -> None:
    given_first = actions.give_consent(cast.resident, by=cast.resident, purpose=Consent.Purpose.QUOTES)
    assert actions.give_consent(cast.resident, by=cast.resident, purpose=Consent.Purpose.QUOTES) == given_first
    assert given_first.wording == actions.WORDING
    actions.withdraw_consent(cast.resident, by=cast.resident, purpose=Consent.Purpose.QUOTES)
    with pytest.raises(NotPossible):
        actions.withdraw_consent(cast.resident, by=cast.resident, purpose=Consent.Purpose.QUOTES)
    assert [event.kind for event in events()[:2]] == ["consent.withdrawn", "consent.given"]


# Organisations.


def test_who_starts_an_organisation_leads_it_and_it_gets_a_number_of_our_own(cast: Cast) -> None:
    assert cast.tenants.memberships.get().role == Membership.Role.LEAD
    check_org_id(cast.tenants.org_id)
    assert cast.tenants.org_id.startswith("XI-WAYAHEAD-")


def test_two_organisations_share_neither_name_nor_number(cast: Cast) -> None:
    for name, number, field in (("Averhythe Council", "", "name"), ("Another", "GB-LAE-AVH", "org_id")):
        assert cast.council
        with pytest.raises(NotPossible) as refused:
            actions.start_organisation(name=name, kind="public_body", org_id=number, by=cast.stranger)
        assert refused.value.field == field


def test_names_that_differ_only_in_signs_get_addresses_of_their_own(cast: Cast) -> None:
    names = ("Warm Rooms", "Warm rooms!", "Warm-Rooms", "Warm rooms?", "猫", "犬", "Start")
    made = [actions.start_organisation(name=name, kind="community_group", by=cast.stranger) for name in names]
    slugs = {organisation.slug for organisation in made}
    assert len(slugs) == len(names)
    assert "start" not in slugs


def test_a_number_of_the_wrong_shape_is_said_at_its_field(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.start_organisation(name="X", kind="funder", org_id="1234", by=cast.stranger)
    assert refused.value.field == "org_id"


def test_an_invitation_is_good_for_fourteen_days_and_cannot_be_forged(cast: Cast) -> None:
    invitation = cast.tenants.invitation()
    assert Organisation.invited_by(invitation) == (cast.tenants.pk, "member")
    assert Organisation.invited_by(cast.tenants.invitation(leads=True)) == (cast.tenants.pk, "lead")
    assert Organisation.invited_by(invitation + "A") is None
    assert Organisation.invited_by(actions.link_of(cast.resident).token) is None
    later = time.time() + FIFTEEN_DAYS
    with patch("django.core.signing.time.time", lambda: later):
        assert Organisation.invited_by(invitation) is None


def test_the_last_lead_stays_until_somebody_else_leads(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        actions.leave_organisation(cast.tenants, by=cast.organiser)
    actions.join_organisation(cast.tenants, by=cast.helper)
    with pytest.raises(NotPossible):
        actions.leave_organisation(cast.tenants, by=cast.organiser)
    actions.join_organisation(cast.tenants, by=cast.helper, role=Membership.Role.LEAD)
    actions.leave_organisation(cast.tenants, by=cast.organiser)
    assert [one.person for one in cast.tenants.memberships.filter(left_at=None)] == [cast.helper]
    with pytest.raises(NotPossible):
        actions.leave_organisation(cast.tenants, by=cast.organiser)


def test_joining_twice_changes_nothing_and_no_lead_is_made_a_member(cast: Cast) -> None:
    actions.join_organisation(cast.tenants, by=cast.organiser)
    assert cast.tenants.memberships.get().role == Membership.Role.LEAD


def test_a_lead_changes_the_name_but_not_to_one_that_is_taken(cast: Cast) -> None:
    assert cast.council
    with pytest.raises(NotPossible) as refused:
        actions.change_organisation(cast.tenants, by=cast.organiser, name="Averhythe Council", about="")
    assert refused.value.field == "name"
    assert actions.change_organisation(cast.tenants, by=cast.organiser, name=" Tenants ", about="").name == "Tenants"


@given(st.sampled_from(sorted(ORG_ID_SHAPES)), st.data())
def test_a_number_of_the_right_shape_is_accepted(prefix: str, data: st.DataObject) -> None:
    number = data.draw(st.from_regex(ORG_ID_SHAPES[prefix], fullmatch=True).filter(str.isascii))
    check_org_id(f"{prefix}-{number}")


@given(st.text().filter(lambda value: not value.startswith(tuple(ORG_ID_SHAPES))))
def test_a_number_without_a_known_beginning_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        check_org_id(value)


@pytest.mark.parametrize("number", ["GB-CHC-", "GB-CHC-12345", "GB-COH-1234567", "GB-LAE-avh", "GB-CHC-1234567\n"])
def test_a_number_that_is_nearly_right_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        check_org_id(number)


def test_numbers_and_codes_of_our_own_are_what_they_say() -> None:
    check_org_id(new_org_id())
    assert not set("".join(short_code() for _ in range(200))) & set("01OIL")


def test_an_address_is_an_account_of_one_person(cast: Cast) -> None:
    assert account("Nadia").email == "nadia@example.org"
    assert not account("Omar").has_usable_password()
