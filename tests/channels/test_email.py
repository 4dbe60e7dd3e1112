"""E-mail: what the record says reaches those it is for, once, and nobody else."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django import app

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.people.models import Consent, Installation, Person
from wayahead.base.record.actions import read_on
from wayahead.channels.email.sending import queue_mail, send_waiting
from wayahead.channels.email.telling import tell
from wayahead.channels.models import Message
from wayahead.channels.tasks import deliver
from wayahead.journey.answers import because_you_said
from wayahead.journey.erasure import erase_person
from wayahead.loop.constraints import actions as limits
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.outcomes import actions as outcomes
from wayahead.loop.outcomes.models import Report
from wayahead.loop.outcomes.tasks import remind_of_late_replies
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Draft, Thought
from wayahead.loop.solutions.models import Agreement
from wayahead.loop.solutions.tasks import bring_back_due
from wayahead.loop.tensions import actions as tensions
from wayahead.loop.tensions.actions import Settlement

# What is not committed is not told, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


class AwayServer(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


AWAY = override_settings(EMAIL_BACKEND=f"{__name__}.AwayServer")


@pytest.fixture
def answered(cast: Cast) -> Cast:
    """Ines left an address when she spoke twice, and both voices were answered."""
    words = Words("Two evenings would do.", answer_to="ines@example.org")
    again = listening.say(cast.conversation, words, by=cast.resident)
    cast.statement.voices.add(again)
    assert cast.grant
    deliver(0)  # what the tenants hear of their bid is told apart
    Message.objects.all().delete()
    mail.outbox.clear()
    because_you_said(cast.bid, by=cast.organiser, words="You get two evenings a week.")
    return cast


def test_because_you_said_comes_once_with_the_words_the_line_and_ones_own_page(answered: Cast) -> None:
    deliver(0)
    deliver(0)
    (one,) = mail.outbox
    assert one.to == ["ines@example.org"]
    assert one.subject == "Because you said: Evenings in Lockside"
    for words in ("You get two evenings a week.", "I can't go out after six.", "Two evenings would do."):
        assert words in one.body
    link = next(line for line in one.body.splitlines() if "?to=/chain/" in line)
    opened = answered.browser(None).get(link.removeprefix("http://localhost:8000"))
    assert opened["Location"] == f"/chain/listening.voice/{answered.voice.pk}/"


def test_somebody_who_claimed_the_guest_they_were_gets_one_message_at_their_account(answered: Cast) -> None:
    people.claim(answered.resident, by=answered.stranger)
    deliver(0)
    assert [one.to for one in mail.outbox] == [["stranger@example.org"]]


def test_without_consent_or_address_nothing_is_sent(answered: Cast) -> None:
    people.withdraw_consent(answered.resident, by=answered.resident, purpose="answers")
    deliver(0)
    assert not Message.objects.exists()


def test_erased_people_get_nothing_and_what_was_sent_goes_with_them(answered: Cast) -> None:
    erase_person(answered.resident, by=answered.resident)
    deliver(0)
    assert mail.outbox == []
    assert not Message.objects.exists()


@AWAY
def test_what_waits_in_the_outbox_is_not_sent_to_somebody_erased_meanwhile(answered: Cast) -> None:
    deliver(0)
    assert Message.objects.get().sent_at is None
    erase_person(answered.resident, by=answered.resident)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert send_waiting() == 0
        deliver(0)
    assert mail.outbox == []
    assert not Message.objects.exists()


def test_a_crash_between_two_events_sends_nothing_twice(answered: Cast) -> None:
    people.ask_for_link(answered.neighbour, by=answered.neighbour, answer_to="moira@example.org")

    def stumble(event: object) -> None:
        tell(event)  # type: ignore[arg-type]
        if event.kind == "link.asked":  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_on("email", stumble)
    assert not Message.objects.exists()
    deliver(0)
    deliver(0)
    assert sorted(one.to[0] for one in mail.outbox) == ["ines@example.org", "moira@example.org"]


@AWAY
def test_a_mail_server_that_is_away_loses_nothing(answered: Cast) -> None:
    deliver(0)
    deliver(0)
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert send_waiting() == 1
        assert send_waiting() == 0
    assert len(mail.outbox) == 1


def test_ones_link_is_sent_to_whoever_asks_also_without_consent(cast: Cast) -> None:
    people.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    people.withdraw_consent(cast.resident, by=cast.resident, purpose="answers")
    deliver(0)
    (one,) = mail.outbox
    link = next(line for line in one.body.splitlines() if "/join/" in line)
    assert cast.browser(None).get(link.removeprefix("http://localhost:8000"))["Location"] == "/you/"


def test_those_whose_words_became_a_need_are_asked_whether_it_is_right(cast: Cast) -> None:
    people.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    assert cast.checking_need
    deliver(0)
    asked = next(one for one in mail.outbox if one.subject.startswith("Is that what you meant?"))
    assert cast.checking_need.title in asked.body
    assert f"?to=/check-back/{cast.checking_need.pk}/" in asked.body


def test_whoever_asked_why_gets_the_answer(cast: Cast) -> None:
    people.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    assert cast.council_party
    question = limits.ask_why(cast.limit, by=cast.resident, text="Why nine?")
    limits.answer(question, by=cast.officer, answer="confirmed", words="The alarm is set at nine.")
    deliver(0)
    told = next(one for one in mail.outbox if "answered your question" in one.subject)
    assert "Why nine?" in told.body
    assert "The alarm is set at nine." in told.body


def test_whoever_waits_for_an_answer_hears_that_the_limit_was_withdrawn(cast: Cast) -> None:
    people.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    assert cast.council_party
    limits.ask_why(cast.limit, by=cast.resident, text="Why nine?")
    page = f"/c/{cast.coproduction.slug}/constraints/{cast.limit.pk}/withdraw/"
    assert "1 person waits for an answer" in cast.browser(cast.officer).get(page).content.decode()
    limits.withdraw(cast.limit, by=cast.officer, reason="Residents hold keys now.")
    deliver(0)
    (told,) = [one for one in mail.outbox if "answered your question" in one.subject]
    assert "Residents hold keys now." in told.body


def bodies(cast: Cast, subject: str) -> list[str]:
    """What was written to Ines under a subject that begins so."""
    deliver(0)
    deliver(0)
    return [str(one.body) for one in mail.outbox if one.subject.startswith(subject) and one.to == ["ines@example.org"]]


def test_whose_words_pull_apart_hears_that_it_is_on_the_table_and_how_it_was_settled(cast: Cast) -> None:
    words = Words("Two evenings would do.", answer_to="ines@example.org")
    cast.statement.voices.add(listening.say(cast.conversation, words, by=cast.resident))
    people.ask_for_link(cast.neighbour, by=cast.neighbour, answer_to="moira@example.org")
    tension = cast.tension
    (body,) = bodies(cast, "Because you said: it is on the table")
    for told in ("Two evenings would do.", "I can't go out after six.", tension.title, tension.at_stake):
        assert told in body
    assert f"?to=/c/{cast.coproduction.slug}/tensions/{tension.pk}/" in body
    until = timezone.localdate() + timedelta(days=30)
    given = Settlement(how="parked", words="After the summer.", review_on=until, dissent="Two would not wait.")
    tensions.settle(tension, given, by=cast.facilitator)
    (body,) = bodies(cast, "How it was settled")
    for told in ("Parked until a day:", "After the summer.", "Two would not wait.", "comes back to the table on"):
        assert told in body
    assert not [one for one in mail.outbox if one.to == ["moira@example.org"] and "settled" in one.subject]


def can_be_answered(person: Person, address: str) -> None:
    """Somebody leaves an address, and wants answers there."""
    people.change_details(person, by=person, name="", answer_to=address, language="en-gb")
    people.give_consent(person, by=person, purpose=Consent.Purpose.ANSWERS)


def test_who_asked_to_speak_for_a_side_hears_that_they_were_let_in(cast: Cast) -> None:
    ines = people.welcome_guest()
    can_be_answered(ines, "ines@example.org")
    tensions.let_in(tensions.ask_to_speak(cast.side, by=ines, why="I sleep there."), by=cast.facilitator)
    tensions.let_in(tensions.ask_to_speak(cast.side, by=people.welcome_guest(), why="Me too."), by=cast.facilitator)
    (body,) = bodies(cast, "You speak for a side now")
    assert "A facilitator has let you in." in body
    assert cast.other_side.name in body
    assert f"?to=/c/{cast.coproduction.slug}/tensions/{cast.tension.pk}/" in body


def test_who_is_not_let_in_hears_why_and_who_stood_down_meanwhile_hears_nothing(cast: Cast) -> None:
    ines = people.welcome_guest()
    can_be_answered(ines, "ines@example.org")
    asked = tensions.ask_to_speak(cast.side, by=ines, why="I sleep there.")
    tensions.stand_down(tensions.let_in(asked, by=cast.facilitator), by=ines)
    again = tensions.ask_to_speak(cast.side, by=ines, why="I do sleep there.")
    tensions.turn_down(again, by=cast.facilitator, reason="Two of your street speak already.")
    (body,) = bodies(cast, "You asked to speak for a side")
    assert "Two of your street speak already." in body
    assert not Message.objects.filter(subject__startswith="You speak for").exists()


def test_whose_remark_is_set_aside_hears_why_unless_they_took_it_back(cast: Cast) -> None:
    can_be_answered(cast.resident, "ines@example.org")
    said = ("I know who.", "Never mind.")
    named, gone = (tensions.remark(cast.tension, by=cast.resident, text=text) for text in said)
    for remark in (named, gone):
        tensions.set_remark_aside(remark, by=cast.facilitator, reason="It is about one person.")
    tensions.take_remark_back(gone, by=cast.resident)
    unheard = tensions.remark(cast.tension, by=people.welcome_guest(), text="I know too.")
    tensions.set_remark_aside(unheard, by=cast.facilitator, reason="It is about one person.")
    (body,) = bodies(cast, "What you said is not shown")
    assert "“I know who.”" in body
    assert "It is about one person." in body
    assert f"?to=/c/{cast.coproduction.slug}/tensions/{cast.tension.pk}/" in body


def test_who_suggested_hears_why_it_is_not_taken_in_and_when_it_can_be_read_that_it_is(cast: Cast) -> None:
    people.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    solutions.decline(cast.suggestion, by=cast.facilitator, why="There is no second room.")
    other = solutions.suggest(cast.shared_version, Thought("A lamp.", "should"), by=cast.resident)
    (body,) = bodies(cast, "What became of what you suggested")
    assert "It was not taken in, because: There is no second room." in body
    mail.outbox.clear()
    draft = Draft(summary="With a lamp.", what_changed="A lamp.")
    version = solutions.draft_version(cast.solution, draft, by=cast.facilitator, taking=[other])
    assert bodies(cast, "What became of what you suggested") == []
    solutions.share(version, by=cast.facilitator)
    (body,) = bodies(cast, "What became of what you suggested")
    assert "It was taken into version 2." in body
    assert f"?to=/c/{cast.coproduction.slug}/suggestions/{other.pk}/" in body


def test_who_cannot_live_with_it_hears_the_answer(cast: Cast) -> None:
    people.ask_for_link(cast.resident, by=cast.resident, answer_to="ines@example.org")
    raised = solutions.object_to(cast.shared_version, by=cast.resident, reason="I cannot sleep.")
    solutions.answer_objection(raised, by=cast.facilitator, words="It ends at nine.")
    (body,) = bodies(cast, "Your reason was answered")
    assert "I cannot sleep." in body
    assert "It ends at nine." in body


def test_a_language_without_a_translation_is_no_hindrance_and_nothing_is_escaped(answered: Cast) -> None:
    Person.objects.filter(pk=answered.resident.pk).update(language="so")
    deliver(0)
    assert "&#x27;" not in mail.outbox[0].body


def test_a_subject_holds_no_line_break(cast: Cast) -> None:
    queue_mail(to="ines@example.org", subject="One\nBcc: all@example.org", body="…")
    assert mail.outbox[0].subject == "One Bcc: all@example.org"


def test_in_the_practice_space_nothing_leaves(answered: Cast) -> None:
    Installation.objects.update_or_create(pk=1, defaults={"is_practice": True})
    deliver(0)
    assert mail.outbox == []
    assert Message.objects.get().to == "ines@example.org"


def test_old_messages_are_forgotten(answered: Cast) -> None:
    deliver(0)
    Message.objects.update(made_at=timezone.now() - timedelta(days=31))
    deliver(0)
    assert not Message.objects.exists()


def test_a_worker_delivers_every_minute(answered: Cast) -> None:
    assert any(task.task.name == deliver.name and task.cron == "* * * * *" for task in periodic())
    app.configure_task(deliver.name).defer(timestamp=0)
    here: Any = app.connector
    with app.replace_connector(here.get_worker_connector()):
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    connection.close()
    assert [one.to for one in mail.outbox] == [["ines@example.org"]]


def periodic() -> Iterable[Any]:
    """What the worker starts by the clock."""
    return app.periodic_registry.periodic_tasks.values()


def test_whoever_spoke_is_asked_once_whether_a_report_is_true(cast: Cast) -> None:
    again = listening.say(cast.conversation, Words("Two evenings.", answer_to="ines@example.org"), by=cast.resident)
    cast.statement.voices.add(again)
    assert cast.report
    deliver(0)
    deliver(0)
    (one,) = [message for message in mail.outbox if "Is it true?" in message.subject]
    assert one.to == ["ines@example.org"]
    assert "Open 180 evenings." in one.body
    assert "Two evenings." in one.body
    link = next(line for line in one.body.splitlines() if "/true/" in line)
    opened = cast.browser(None).get(link.removeprefix("http://localhost:8000"))
    assert opened["Location"] == f"/c/{cast.coproduction.slug}/reports/{cast.report.pk}/true/"
    assert "Lockside Lates" in one.subject


def disputed(cast: Cast) -> Report:
    """A report that five people see differently; the promised answer is late since yesterday."""
    for _n in range(5):
        guest = people.welcome_guest()
        said = listening.say(cast.conversation, Words("Me too."), by=guest)
        cast.statement.voices.add(said)
        outcomes.say_whether_true(cast.report, by=guest, answer="no", comment="It was shut.")
    Report.objects.update(reply_due_on=timezone.localdate() - timedelta(days=1))
    return Report.objects.get()


def reminders() -> list[str]:
    """To whom reminders of a late answer went."""
    deliver(0)
    return [message.to[0] for message in mail.outbox if message.subject.startswith("Your answer is late")]


def test_a_late_answer_to_those_who_dispute_a_report_is_asked_for_once_a_week_until_it_comes(cast: Cast) -> None:
    assert any(task.task.name == remind_of_late_replies.name for task in periodic())
    report = disputed(cast)
    for _morning in range(2):
        remind_of_late_replies(0)
    assert reminders() == ["dougie@example.org"]
    assert f"/reports/{report.pk}/reply/" in mail.outbox[-1].body
    Report.objects.update(reminded_on=timezone.localdate() - timedelta(days=7))
    remind_of_late_replies(0)
    assert reminders() == ["dougie@example.org"] * 2
    Report.objects.update(reminded_on=timezone.localdate() - timedelta(days=7))
    outcomes.reply(report, by=cast.organiser, words="The boiler broke.")
    remind_of_late_replies(0)
    assert len(reminders()) == 2


def test_an_answer_that_is_not_late_is_not_asked_for(cast: Cast) -> None:
    disputed(cast)
    Report.objects.update(reply_due_on=timezone.localdate())
    remind_of_late_replies(0)
    assert reminders() == []


def test_whoever_reported_hears_that_it_is_disputed_and_those_who_said_so_hear_the_answer(cast: Cast) -> None:
    report = cast.report
    for n in range(6):
        guest = people.welcome_guest()
        said = listening.say(cast.conversation, Words("Me too.", answer_to=f"guest{n}@example.org"), by=guest)
        cast.statement.voices.add(said)
        answer = "yes" if n == 0 else "partly"
        outcomes.say_whether_true(report, by=guest, answer=answer, comment="" if n == 0 else "Not on Sundays.")
    deliver(0)
    told = [message for message in mail.outbox if "see your report differently" in message.subject]
    assert [message.to for message in told] == [["dougie@example.org"]]
    assert f"/reports/{report.pk}/reply/" in told[0].body
    outcomes.reply(report, by=cast.organiser, words="From March on Sundays too.")
    deliver(0)
    answered = [message for message in mail.outbox if "You saw it differently" in message.subject]
    assert sorted(message.to[0] for message in answered) == [f"guest{n}@example.org" for n in range(1, 6)]
    assert all("From March on Sundays too." in message.body for message in answered)


def test_those_who_facilitate_hear_once_that_it_is_time_to_look_at_an_agreement_again(cast: Cast) -> None:
    agreed = cast.agreed_version.agreed_in
    Agreement.objects.update(review_on=timezone.localdate())
    bring_back_due()
    bring_back_due()
    while read_on("email", tell):
        pass
    told = Message.objects.get(subject=f"It is time to look at “{cast.solution.title}” again")
    assert told.to == cast.facilitator.email
    assert f"/agreements/{agreed.pk}/" in told.body
