"""Who leaves for good leaves nothing: a canary in every personal field is planted, erased, and looked for everywhere.

Each text field of each model is classified here. A new one fails until somebody has decided whose words it holds.
"""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models

from tests.any_row import make
from tests.cast import Cast
from wayahead.base.coproduction.models import Concern, Meeting, Presence
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.channels.models import Message
from wayahead.journey import own_data
from wayahead.journey.erasure import erase_person
from wayahead.loop.constraints.models import Question
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import Participation, Voice
from wayahead.loop.needs.models import CheckBack
from wayahead.loop.outcomes.models import Idea, Verdict
from wayahead.loop.solutions.models import Objection, Offer, Suggestion
from wayahead.loop.tensions.models import Remark, Speaker

CANARY = "canary7f3a"
ADDRESS = f"{CANARY}@example.org"

# What a person says of or as themselves: it goes.
PERSONAL = {
    "account.emailaddress.email",
    "channels.message.body",
    "channels.message.subject",
    "channels.message.to",
    "constraints.question.text",
    "coproduction.concern.outcome",
    "coproduction.concern.page",
    "coproduction.concern.words",
    "coproduction.presence.names",
    "listening.voice.first_name",
    "listening.voice.reason",
    "listening.voice.text",
    "mfa.authenticator.data",
    "needs.checkback.comment",
    "outcomes.idea.text",
    "outcomes.verdict.comment",
    "solutions.objection.reason",
    "solutions.objection.signed",
    "solutions.offer.reach_me",
    "solutions.offer.signed",
    "solutions.offer.words",
    "solutions.suggestion.signed",
    "solutions.suggestion.text",
    "solutions.suggestion.why",
    "people.person.answer_to",
    "people.person.email",
    "people.person.name",
    "sessions.session.session_data",
    "tensions.remark.reason",
    "tensions.remark.text",
    "tensions.speaker.reason",
    "tensions.speaker.why",
}
# What people write together, in public, for an organisation or for everybody: it stays.
SHARED = {
    "constraints.constraint": {"document", "source", "who_can_move", "withdrawn_because", "would_move_if"},
    "constraints.constraintversion": {
        "honest_words",
        "reason",
        "statement",
        "who_asked",
        "who_can_move",
        "would_move_if",
    },
    "constraints.question": {"answer_text"},
    "coproduction.coproduction": {"issue", "level_reason", "slug", "title"},
    "coproduction.costline": {"words"},
    "coproduction.meeting": {"access_asked", "access_met", "link", "place", "title"},
    "coproduction.meetingpoint": {"text"},
    "coproduction.party": {"can_decide", "cannot_decide", "left_because"},
    "coproduction.presence": {"role"},
    "funding.bid": {"reasons", "would_have_changed"},
    "funding.extraanswer": {"text"},
    "funding.extraquestion": {"ended_because", "reason", "text"},
    "funding.followup": {"answer_words", "text"},
    "funding.grantsfile": {"name"},
    "funding.partoffer": {"ended_because", "reasons"},
    "funding.pastgrant": {
        "address",
        "description",
        "funder_name",
        "funder_number",
        "identifier",
        "programme",
        "recipient_name",
        "recipient_number",
        "title",
    },
    "funding.pastgrantplace": {"code", "folded", "name"},
    "funding.programme": {"about", "title"},
    "funding.interest": {"words"},
    "funding.criterion": {"words"},
    "funding.round": {"about", "later_because", "title"},
    "funding.scoresheet": {"reasons"},
    "funding.wholebid": {"what_is_cut", "words"},
    "listening.conversation": {"about", "question", "source"},
    "listening.statement": {"reason", "text", "withheld"},
    "needs.need": {"agreement", "dissent", "story", "title"},
    "needs.reliance": {"ended_because", "what_for"},
    "needs.succession": {"reason"},
    "outcomes.answer": {"words"},
    "outcomes.idea": {"answer_words"},
    "outcomes.indicator": {"by_what", "dropped_because", "reference", "unit", "words"},
    "outcomes.measure": {"indicator", "unit", "why_not"},
    "outcomes.measurepart": {"name"},
    "outcomes.outcome": {"dropped_because", "title", "what_we_do", "why_it_matters"},
    "outcomes.report": {"did_not_work", "reply", "words"},
    "people.installation": {"contact", "run_by", "safeguarding_lead"},
    "people.organisation": {"about", "name", "org_id", "slug"},
    "places.area": {"boundary", "code", "name"},
    "places.community": {"about", "name"},
    "solutions.agreement": {"cut_short", "dissent", "panel", "review_words", "words"},
    "solutions.call": {"about", "came_of_it", "decided_by", "source", "title"},
    "solutions.costitem": {"words"},
    "solutions.inkind": {"given_by", "words"},
    "solutions.judgement": {"why"},
    "solutions.objection": {"answer_words", "hidden_because"},
    "solutions.offer": {"hidden_because"},
    "solutions.section": {"heading", "text"},
    "solutions.solution": {"title"},
    "solutions.step": {"by_whom", "help_wanted", "what"},
    "solutions.suggestion": {"answer_words", "hidden_because"},
    "solutions.version": {"summary", "what_changed", "who_benefits"},
    "tensions.finding": {"reason"},
    "tensions.option": {"title", "words"},
    "tensions.resolution": {"came_back_because", "decided_by_words", "dissent", "how_it_went", "words"},
    "tensions.side": {"name", "what_it_needs"},
    "tensions.tension": {"at_stake", "title", "tried"},
    "tensions.understanding": {"answer_words", "words"},
    "tensions.weighing": {"why"},
}
# What the machinery writes: keys, codes, counts. Nobody's words come in here.
MACHINERY = {
    "account.emailconfirmation": {"key"},
    "channels.message": {"channel"},
    "constraints.constraintversion": {"test"},
    "constraints.question": {"language", "proposed"},
    "funding.grantsfile": {"digest"},
    "funding.pastgrant": {"currency"},
    "funding.round": {"card"},
    "funding.roundresult": {"ballots_file", "document", "inputs"},
    "funding.wholebid": {"led_by", "meant_for"},
    "listening.conversation": {"language"},
    "listening.exposure": {"policy"},
    "listening.opinionmap": {"by_channel", "people", "result"},
    "listening.participation": {"channel"},
    "listening.statement": {"language"},
    "listening.surprisecheck": {"found", "result_without"},
    "listening.voice": {"language", "receipt"},
    "listening.vote": {"channel", "idempotency_key"},
    "outcomes.indicator": {"question"},
    "people.arrival": {"network"},
    "people.consent": {"language", "wording"},
    "people.person": {"language", "password"},
    "record.event": {"about", "facts", "hash", "kind", "via"},
    "record.position": {"reader"},
    "sessions.session": {"session_key"},
    "solutions.match": {"step_key"},
    "solutions.objection": {"language"},
    "solutions.offer": {"language"},
    "solutions.section": {"key"},
    "solutions.step": {"key"},
    "solutions.suggestion": {"language", "section_key"},
    "tensions.finding": {"key", "sides", "stamp"},
    "tensions.remark": {"language"},
    "tensions.side": {"group"},
}
WHOLE_APPS_OF_MACHINERY = ("auth", "contenttypes", "procrastinate")
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField)


def text_fields() -> Iterator[str]:
    """Every field that can hold words; a choice among given ones cannot."""
    for model in apps.get_models():
        if model._meta.app_label not in WHOLE_APPS_OF_MACHINERY:
            for field in model._meta.concrete_fields:
                if isinstance(field, TEXT) and not field.choices:
                    yield f"{model._meta.label_lower}.{field.name}"


def test_every_text_field_is_classified() -> None:
    """Is a new field somebody's own words, words for everybody, or machinery? Say so above."""
    flat = [f"{model}.{name}" for part in (SHARED, MACHINERY) for model, names in part.items() for name in names]
    assert sorted([*PERSONAL, *flat]) == sorted(text_fields())


# For each model with personal fields: a row of this person.
Planter = Callable[[Cast, Person], models.Model]


def session_of(cast: Cast, person: Person) -> Session:
    """A session of somebody who asked for a code and has not typed it yet."""
    store = cast.browser(None).session
    store["account_login"] = {"email": ADDRESS}
    store.create()
    return Session.objects.get(pk=store.session_key)


PLANTERS: dict[str, Planter] = {
    "account.emailaddress": lambda cast, person: make(EmailAddress, user=person, email=ADDRESS),
    "channels.message": lambda cast, person: make(Message, person=person),
    "constraints.question": lambda cast, person: make(Question, asker=person),
    "coproduction.concern": lambda cast, person: make(Concern, raised_by=person),
    "coproduction.presence": lambda cast, person: make(
        Presence, meeting=make(Meeting, coproduction=cast.coproduction), names_agreed=True
    ),
    "listening.voice": lambda cast, person: make(
        Voice, speaker=person, coproduction=cast.coproduction, conversation=cast.conversation
    ),
    "mfa.authenticator": lambda cast, person: make(Authenticator, user=person),
    "needs.checkback": lambda cast, person: make(CheckBack, person=person),
    "outcomes.idea": lambda cast, person: make(Idea, author=person),
    "outcomes.verdict": lambda cast, person: make(Verdict, person=person),
    "people.person": lambda cast, person: person,
    "solutions.objection": lambda cast, person: make(Objection, objector=person),
    "solutions.offer": lambda cast, person: make(Offer, helper=person),
    "solutions.suggestion": lambda cast, person: make(Suggestion, suggester=person),
    "sessions.session": session_of,
    "tensions.remark": lambda cast, person: make(Remark, author=person),
    "tensions.speaker": lambda cast, person: make(Speaker, person=person),
}


def canary_for(field: Any) -> object:
    """The canary in the shape of a field."""
    if field.name == "names":
        return f"Moira, {CANARY}, Dougie"
    if isinstance(field, models.EmailField) or field.name == "to":
        return ADDRESS
    return {"name": CANARY} if isinstance(field, models.JSONField) else CANARY


def plant(cast: Cast, person: Person) -> None:
    """The canary in every personal field of a row of every model that has one."""
    for label, planter in PLANTERS.items():
        row = planter(cast, person)
        own = {name.rsplit(".", 1)[1] for name in PERSONAL if name.startswith(f"{label}.")} - {"session_data"}
        if not (label == "people.person" and person.is_guest):
            words = {name: canary_for(row._meta.get_field(name)) for name in own}
        else:
            words = {"answer_to": ADDRESS, "name": CANARY}
        type(row)._default_manager.filter(pk=row.pk).update(**words)
    make(EmailConfirmation, email_address=EmailAddress.objects.get(user=person))
    make(Message, person=None, to=ADDRESS, body=CANARY)


def found_in_the_database() -> set[str]:
    """The tables in any column of which the canary stands, sessions opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = set()
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            if any(carries(row) for (row,) in cursor.fetchall()):
                found.add(table)
    if any(carries(json.dumps(session.get_decoded())) for session in Session.objects.all()):
        found.add("django_session")
    return found


def carries(text: str) -> bool:
    """Whether the canary is in there, as words or as the bytes of a column."""
    return CANARY in text.lower() or CANARY.encode().hex() in text.lower()


def test_the_canary_is_planted_everywhere(cast: Cast) -> None:
    """Else the search below would prove nothing."""
    person = Person.objects.create_user(email="somebody@example.org")
    plant(cast, person)
    labels = {name.rsplit(".", 1)[0] for name in PERSONAL}
    assert labels == set(PLANTERS)
    tables = {apps.get_model(label)._meta.db_table for label in labels}
    assert found_in_the_database() == tables


def guest_and_account(cast: Cast, *, is_guest: bool) -> Person:
    """A guest; or somebody with an account who claimed what a guest had said."""
    if is_guest:
        return cast.resident
    person = Person.objects.create_user(email="somebody@example.org")
    plant_in_a_claimed_guest(cast, person)
    return person


def plant_in_a_claimed_guest(cast: Cast, person: Person) -> None:
    """What was said as a guest goes with the account that claimed it."""
    guest = people.welcome_guest()
    listening.say(cast.conversation, listening.Words(f"It is {CANARY}.", answer_to=ADDRESS), by=guest)
    people.claim(guest, by=person)


@pytest.mark.parametrize("is_guest", [True, False], ids=["guest", "account"])
def test_nothing_is_left_of_who_leaves_for_good(
    cast: Cast,
    caplog: pytest.LogCaptureFixture,
    is_guest: bool,
) -> None:
    person = guest_and_account(cast, is_guest=is_guest)
    plant(cast, person)
    person.refresh_from_db()
    assert found_in_the_database()
    with caplog.at_level(logging.DEBUG):
        erase_person(person, by=person)
    assert found_in_the_database() == set()
    assert CANARY not in caplog.text.lower()
    for other in (cast.neighbour, cast.facilitator, person):
        assert CANARY not in json.dumps(own_data.of(other), default=str).lower()


def test_others_who_were_present_keep_their_names(cast: Cast) -> None:
    person = Person.objects.create_user(email="somebody@example.org")
    plant(cast, person)
    person.refresh_from_db()
    erase_person(person, by=person)
    assert Presence.objects.get().names == "Moira, Dougie"


def test_messages_and_words_of_others_stay(cast: Cast) -> None:
    Message.objects.create(person=cast.stranger, channel="email", to="stranger@example.org", subject="A", body="B")
    said = cast.voice.text
    people.change_details(cast.neighbour, by=cast.neighbour, name="", answer_to="", language="en-gb")
    erase_person(cast.neighbour, by=cast.neighbour)
    assert Message.objects.get().person == cast.stranger
    assert Voice.objects.get().text == said


def test_the_chain_is_not_cut_and_the_record_says_who_left(cast: Cast) -> None:
    """The voice stays as a place on the line, without words; the event holds ids and figures."""
    assert cast.statement.voices.get() == cast.voice
    erase_person(cast.resident, by=cast.resident)
    left = cast.statement.voices.get()
    assert (left.state, left.text) == (Voice.State.WITHDRAWN, "")
    event = Event.objects.latest("pk")
    assert (event.kind, event.by_id, event.facts) == ("person.erased", cast.resident.pk, {"selves": 1})


@pytest.mark.parametrize(("retract", "standing"), [(False, 1), (True, 0)])
def test_votes_stay_under_a_name_that_leads_to_nobody_or_are_taken_back(
    cast: Cast,
    retract: bool,
    standing: int,
) -> None:
    participation = listening.take_part(cast.conversation, by=cast.resident)
    listening.vote(participation, cast.statement, Choice(1))
    erase_person(cast.resident, by=cast.resident, retract_votes=retract)
    assert Participation.objects.get().person is None
    participation.refresh_from_db()
    assert listening.standing_votes(participation).count() == standing


def test_who_left_cannot_come_back_by_link_or_sign_in(cast: Cast) -> None:
    link, browser = people.link_of(cast.resident).token, cast.browser(cast.organiser)
    erase_person(cast.resident, by=cast.resident)
    erase_person(cast.organiser, by=cast.organiser)
    assert cast.browser(None).get(f"/join/{link}/").status_code == 404
    assert browser.get("/you/details/").status_code == 403
    with pytest.raises(NotPossible):
        people.claim(cast.resident, by=cast.stranger)
