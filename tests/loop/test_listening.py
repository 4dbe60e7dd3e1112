"""Listening: every voice ends in a statement or a reason, and no vote is lost."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.cast import Cast
from wayahead import access
from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.models import MeetingPoint
from wayahead.base.people import actions as people
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.models import Ground, Statement, Voice, Vote
from wayahead.loop.listening.models.policy import NEVER_SHOWN

UNNAMED = "unnamed"


def events() -> list[str]:
    """What the record says happened, in order."""
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def say(cast: Cast, text: str = "It is too dark.", quote: str = UNNAMED) -> Voice:
    """Ines says something."""
    return actions.say(cast.conversation, Words(text, quote=quote), by=cast.resident)


def draw(cast: Cast, text: str = "The yard needs lamps.") -> Statement:
    """Aneesa draws a statement from something that Ines said."""
    return actions.draw_statement(cast.conversation, by=cast.facilitator, text=text, voices=[say(cast)])


def said_at_a_meeting(cast: Cast) -> MeetingPoint:
    """Something that somebody said at a meeting."""
    gathering = table.Gathering("Round the table", timezone.localdate(), place="Library")
    points = [("said", "The bus stops at seven.")]
    return table.note_meeting(cast.coproduction, gathering, by=cast.facilitator, present=[], points=points).points.get()


class TestConversations:
    """Open and close."""

    @pytest.mark.parametrize("days", [0, 91])
    def test_an_answer_is_promised_within_1_to_90_days(self, cast: Cast, days: int) -> None:
        with pytest.raises(NotPossible) as refusal:
            actions.open_conversation(
                cast.coproduction, by=cast.facilitator, question="What helps?", promised_days=days
            )
        assert refusal.value.field == "promised_days"

    def test_the_closing_day_is_still_to_come(self, cast: Cast) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        with pytest.raises(NotPossible) as refusal:
            actions.open_conversation(
                cast.coproduction, by=cast.facilitator, question="What helps?", closes_on=yesterday
            )
        assert refusal.value.field == "closes_on"

    def test_a_question_of_blanks_is_no_question(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as refusal:
            actions.open_conversation(cast.coproduction, by=cast.facilitator, question="  ")
        assert refusal.value.field == "question"

    def test_nobody_speaks_votes_or_closes_twice_once_it_is_closed(self, cast: Cast) -> None:
        statement, taking_part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        actions.close_conversation(cast.conversation, by=cast.facilitator)
        statement.refresh_from_db()
        with pytest.raises(NotPossible):
            say(cast)
        with pytest.raises(NotPossible):
            actions.vote(taking_part, statement, Choice(1))
        with pytest.raises(NotPossible):
            actions.close_conversation(cast.conversation, by=cast.facilitator)
        assert events()[-1] == "conversation.closed"

    def test_what_was_said_is_still_read_after_closing(self, cast: Cast) -> None:
        voice = say(cast)
        actions.close_conversation(cast.conversation, by=cast.facilitator)
        assert actions.set_aside(voice, by=cast.facilitator, reason="It names a neighbour.").reason


class TestVoices:
    """Say, type, hand over, change, take back."""

    def test_a_voice_gets_a_receipt_and_a_day(self, cast: Cast) -> None:
        voice = say(cast)
        assert len(voice.receipt) == 6
        assert voice.answer_due_on == timezone.localdate() + timedelta(days=14)
        assert events()[-1] == "voice.said"

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            (Words("  "), "text"),
            (Words("x" * 1001), "text"),
            (Words("Dark.", quote="named"), "first_name"),
            (Words("Dark.", quote="shouted"), "quote"),
        ],
    )
    def test_words_that_do_not_fit_are_refused_at_their_field(self, cast: Cast, words: Words, field: str) -> None:
        with pytest.raises(NotPossible) as refusal:
            actions.say(cast.conversation, words, by=cast.resident)
        assert refusal.value.field == field
        assert not Voice.objects.exists()

    def test_where_to_answer_is_remembered(self, cast: Cast) -> None:
        actions.say(cast.conversation, Words("Dark.", answer_to="ines@example.org"), by=cast.resident)
        cast.resident.refresh_from_db()
        assert cast.resident.reply_address == "ines@example.org"

    def test_typed_words_stay_their_speakers(self, cast: Cast) -> None:
        voice = actions.type_for(
            cast.conversation, Words("Dark."), by=cast.helper, speaker=cast.neighbour, consented=True
        )
        assert (voice.speaker, voice.typed_by, voice.channel) == (cast.neighbour, cast.helper, "helper")
        assert voice.who == "Somebody, typed by a helper"
        assert events()[-1] == "voice.typed"

    def test_nothing_is_typed_without_consent(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as refusal:
            actions.type_for(cast.conversation, Words("Dark."), by=cast.helper, speaker=cast.neighbour, consented=False)
        assert refusal.value.field == "consented"

    def test_what_was_said_at_a_meeting_becomes_a_voice_once(self, cast: Cast) -> None:
        point = said_at_a_meeting(cast)
        voice = actions.hear_point(cast.conversation, point, by=cast.facilitator)
        assert (voice.text, voice.channel, voice.speaker) == (point.text, "meeting", None)
        assert not cast.conversation.unheard_points().exists()
        with pytest.raises(NotPossible):
            actions.hear_point(cast.conversation, point, by=cast.facilitator)

    def test_a_meeting_of_another_coproduction_is_not_heard_here(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            actions.hear_point(cast.circle_conversation, said_at_a_meeting(cast), by=cast.organiser)

    def test_the_speaker_changes_whether_they_are_quoted(self, cast: Cast) -> None:
        voice = say(cast)
        with pytest.raises(NotPossible) as refusal:
            actions.change_quote(voice, by=cast.resident, quote="named")
        assert refusal.value.field == "first_name"
        actions.change_quote(voice, by=cast.resident, quote="named", first_name=" Ines ")
        assert voice.who == "Ines, on the web"
        assert events()[-1] == "voice.quote_changed"

    def test_words_are_quoted_only_once_read_and_only_with_consent(self, cast: Cast) -> None:
        voice = say(cast)
        assert not voice.is_quotable
        actions.set_aside(voice, by=cast.facilitator, reason="Said before.")
        assert voice.is_quotable
        actions.change_quote(voice, by=cast.resident, quote="counted")
        assert not voice.is_quotable

    def test_words_that_are_kept_back_are_read_by_their_speaker_and_facilitators_alone(self, cast: Cast) -> None:
        voice = say(cast, quote="unnamed")
        statement = actions.draw_statement(
            cast.conversation, by=cast.facilitator, text="The stairs need a rail.", voices=[voice], kept_back=True
        )
        voice.refresh_from_db()
        assert not voice.is_quotable
        readers = (None, False), (cast.officer, False), (cast.facilitator, True), (cast.resident, True)
        for reader, can_read in readers:
            assert access.visible(reader, Voice).filter(pk=voice.pk).exists() == can_read
        actions.keep_back(voice, by=cast.facilitator, kept_back=False)
        assert voice.is_quotable
        assert access.visible(None, Voice).filter(pk=voice.pk).exists()
        assert events()[-2:] == ["statement.drawn", "voice.no_longer_kept_back"]
        assert list(statement.voices.all()) == [voice]

    @pytest.mark.parametrize("ground", NEVER_SHOWN)
    def test_words_set_aside_because_they_harm_somebody_are_not_published(self, cast: Cast, ground: Ground) -> None:
        voice = say(cast, quote="unnamed")
        actions.set_aside(voice, by=cast.facilitator, ground=ground)
        assert not voice.is_quotable
        for reader, can_read in ((None, False), (cast.officer, False), (cast.facilitator, True), (cast.resident, True)):
            assert access.visible(reader, Voice).filter(pk=voice.pk).exists() is can_read
        actions.draw_statement(cast.conversation, by=cast.facilitator, text="Said without the name.", voices=[voice])
        assert access.visible(None, Voice).filter(pk=voice.pk).exists()

    def test_withdrawn_words_go_for_good_and_their_place_stays(self, cast: Cast) -> None:
        statement = draw(cast)
        voice = actions.withdraw(statement.voices.get(), by=cast.resident)
        assert (voice.text, voice.state) == ("", "withdrawn")
        assert statement.voices.get() == voice
        with pytest.raises(NotPossible):
            actions.withdraw(voice, by=cast.resident)
        with pytest.raises(NotPossible):
            actions.change_quote(voice, by=cast.resident, quote=UNNAMED)
        with pytest.raises(NotPossible):
            actions.set_aside(voice, by=cast.facilitator, reason="Late.")


class TestTheDesk:
    """Every voice ends in a statement or a reason."""

    def test_a_statement_keeps_its_voices(self, cast: Cast) -> None:
        one, two = say(cast), say(cast, "No lamps in the yard.")
        drawn = actions.draw_statement(
            cast.conversation, by=cast.facilitator, text=" The yard needs lamps. ", voices=[one, two]
        )
        assert set(drawn.voices.all()) == {one, two}
        assert (drawn.number, drawn.text, drawn.state) == (1, "The yard needs lamps.", "accepted")
        assert {voice.state for voice in drawn.voices.all()} == {"drawn"}
        assert events()[-1] == "statement.drawn"
        assert draw(cast, "The stairs need lamps.").number == 2

    def test_a_statement_wants_words_and_voices_of_its_own_conversation(self, cast: Cast) -> None:
        elsewhere = actions.say(cast.circle_conversation, Words("Walks."), by=cast.organiser)
        taken_back = actions.withdraw(say(cast), by=cast.resident)
        wrong = [(" ", [say(cast)], "text"), ("x" * 281, [say(cast)], "text"), ("Lamps.", [], "voices")]
        wrong += [("Lamps.", [elsewhere], "voices"), ("Lamps.", [taken_back], "voices")]
        for text, voices, field in wrong:
            with pytest.raises(NotPossible) as refusal:
                actions.draw_statement(cast.conversation, by=cast.facilitator, text=text, voices=voices)
            assert refusal.value.field == field
        assert not Statement.objects.exists()

    def test_a_voice_taken_back_meanwhile_is_not_drawn(self, cast: Cast) -> None:
        as_the_desk_saw_it = say(cast)
        actions.withdraw(Voice.objects.get(pk=as_the_desk_saw_it.pk), by=cast.resident)
        with pytest.raises(NotPossible):
            actions.draw_statement(cast.conversation, by=cast.facilitator, text="Lamps.", voices=[as_the_desk_saw_it])

    def test_a_voice_is_set_aside_for_a_reason_that_can_be_bettered(self, cast: Cast) -> None:
        voice = say(cast)
        with pytest.raises(NotPossible) as refusal:
            actions.set_aside(voice, by=cast.facilitator, reason=" ")
        assert refusal.value.field == "reason"
        actions.set_aside(voice, by=cast.facilitator, reason="No.")
        actions.set_aside(voice, by=cast.facilitator, reason="It says the same as statement 1.")
        assert (voice.state, voice.reason) == ("set_aside", "It says the same as statement 1.")

    def test_a_voice_in_a_statement_is_not_set_aside(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            actions.set_aside(draw(cast).voices.get(), by=cast.facilitator, reason="Late.")

    def test_the_database_holds_reasons_too(self, cast: Cast) -> None:
        voice, statement = say(cast), draw(cast)
        for row in (voice, statement):
            with pytest.raises(DatabaseError), transaction.atomic():
                type(row).objects.filter(pk=row.pk).update(state="set_aside", reason="")

    def test_a_statement_set_aside_is_asked_no_more_and_keeps_its_votes(self, cast: Cast) -> None:
        statement, taking_part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        actions.vote(taking_part, statement, Choice(1))
        with pytest.raises(NotPossible):
            actions.set_statement_aside(statement, by=cast.facilitator, reason="")
        actions.set_statement_aside(statement, by=cast.facilitator, reason="Two ideas in one.")
        with pytest.raises(NotPossible):
            actions.vote(taking_part, statement, Choice(-1))
        assert actions.next_statement(cast.conversation, None) is None
        assert actions.standing_votes(taking_part).count() == 1

    def test_per_channel_every_voice_has_an_end(self, cast: Cast) -> None:
        say(cast)
        draw(cast)
        actions.set_aside(say(cast), by=cast.facilitator, reason="Said before.")
        actions.withdraw(say(cast), by=cast.resident)
        actions.type_for(cast.conversation, Words("Dark."), by=cast.helper, speaker=cast.neighbour, consented=True)
        web, helper = cast.conversation.by_channel()
        ends = {name: web[name] for name in ("said", "drawn", "set_aside", "withdrawn", "waiting")}
        assert ends == {"said": 4, "drawn": 1, "set_aside": 1, "withdrawn": 1, "waiting": 1}
        assert (helper["channel"], helper["label"], helper["said"]) == ("helper", "typed by a helper", 1)


class TestVotes:
    """The last one wins, none is lost."""

    def test_the_last_answer_counts_and_every_answer_is_kept(self, cast: Cast) -> None:
        statement, taking_part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        for choice in (1, -1, 0):
            actions.vote(taking_part, statement, Choice(choice))
        assert [vote.choice for vote in actions.standing_votes(taking_part)] == [0]
        assert [vote.choice for vote in Vote.objects.order_by("pk")] == [1, -1, 0]

    def test_a_vote_taken_back_counts_no_more_and_is_asked_again(self, cast: Cast) -> None:
        statement, taking_part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        actions.vote(taking_part, statement, Choice(1))
        assert actions.next_statement(cast.conversation, taking_part) is None
        actions.vote(taking_part, statement, Choice(None))
        assert not actions.standing_votes(taking_part).exists()
        assert actions.next_statement(cast.conversation, taking_part) == statement

    def test_that_it_matters_is_kept(self, cast: Cast) -> None:
        taking_part = actions.take_part(cast.conversation, by=cast.resident)
        kept = actions.vote(taking_part, draw(cast), Choice(1, matters=True))
        assert Vote.objects.get(pk=kept.receipt).matters

    def test_a_choice_is_one_of_four(self, cast: Cast) -> None:
        taking_part = actions.take_part(cast.conversation, by=cast.resident)
        with pytest.raises(NotPossible) as refusal:
            actions.vote(taking_part, draw(cast), Choice(2))
        assert refusal.value.field == "vote"

    def test_a_statement_of_another_conversation_is_not_answered_here(self, cast: Cast) -> None:
        taking_part = actions.take_part(cast.circle_conversation, by=cast.organiser)
        with pytest.raises(NotPossible):
            actions.vote(taking_part, draw(cast), Choice(1))

    def test_a_vote_carries_a_pseudonym_and_no_event(self, cast: Cast) -> None:
        taking_part = actions.take_part(cast.conversation, by=cast.resident)
        statement, before = draw(cast), events()
        kept = actions.vote(taking_part, statement, Choice(1))
        assert Vote.objects.get(pk=kept.receipt).voter == taking_part.pseudonym
        assert events() == before

    def test_the_same_key_gives_the_same_vote_even_after_closing(self, cast: Cast) -> None:
        statement, taking_part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        first = actions.vote(taking_part, statement, Choice(1, idempotency_key="a"))
        assert actions.vote(taking_part, statement, Choice(1, idempotency_key="a")) == first
        actions.close_conversation(cast.conversation, by=cast.facilitator)
        assert actions.vote(taking_part, statement, Choice(1, idempotency_key="a")) == first
        assert Vote.objects.count() == 1

    @pytest.mark.parametrize(
        "other", [Choice(-1, idempotency_key="a"), Choice(1, True, "a"), Choice(1, False, "b" * 81)]
    )
    def test_a_key_stands_for_one_vote(self, cast: Cast, other: Choice) -> None:
        statement, taking_part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        actions.vote(taking_part, statement, Choice(1, idempotency_key="a"))
        with pytest.raises(NotPossible) as refusal:
            actions.vote(taking_part, statement, other)
        assert refusal.value.field == "Idempotency-Key"

    @pytest.mark.parametrize("how", ["UPDATE listening_vote SET choice = -1", "DELETE FROM listening_vote"])
    def test_votes_are_never_changed_nor_deleted(self, cast: Cast, how: str) -> None:
        actions.vote(actions.take_part(cast.conversation, by=cast.resident), draw(cast), Choice(1))
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(how)
        assert Vote.objects.get().choice == 1

    def test_nobody_is_asked_the_same_thing_twice(self, cast: Cast) -> None:
        drawn = {draw(cast, f"Idea {n}.").pk for n in range(6)}
        taking_part, asked = actions.take_part(cast.conversation, by=cast.resident), []
        while (statement := actions.next_statement(cast.conversation, taking_part)) is not None:
            asked.append(statement.pk)
            actions.vote(taking_part, statement, Choice(0))
        assert len(asked) == 6
        assert set(asked) == drawn

    def test_a_guest_who_becomes_an_account_is_not_asked_again(self, cast: Cast) -> None:
        """Even where both had begun to answer."""
        first, second = draw(cast, "One."), draw(cast, "Two.")
        account = actions.take_part(cast.conversation, by=cast.organiser)
        guest = actions.take_part(cast.conversation, by=cast.resident)
        actions.vote(account, first, Choice(1))
        actions.vote(guest, second, Choice(1))
        actions.vote(guest, first, Choice(-1))
        people.claim(cast.resident, by=cast.organiser)
        both = actions.take_part(cast.conversation, by=cast.organiser)
        assert actions.next_statement(cast.conversation, both) is None
        assert {vote.statement_id: vote.choice for vote in actions.standing_votes(both)} == {first.pk: -1, second.pk: 1}

    def test_taking_part_twice_is_taking_part_once(self, cast: Cast) -> None:
        begun = actions.take_part(cast.conversation, by=cast.resident)
        assert actions.take_part(cast.conversation, by=cast.resident) == begun


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    """Two writers, two connections."""

    @staticmethod
    def together(*writers: object) -> None:
        """Run each in a thread of its own, all beginning at once; the first failure is raised."""
        start, failures = Barrier(len(writers)), []

        def run(writer: object) -> None:
            try:
                start.wait()
                writer()  # type: ignore[operator]
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [Thread(target=run, args=(writer,)) for writer in writers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def test_two_people_who_vote_at_once_lose_nothing(self, cast: Cast) -> None:
        statements = [draw(cast, f"Idea {n}.") for n in range(20)]
        parts = [actions.take_part(cast.conversation, by=who) for who in (cast.resident, cast.neighbour, cast.helper)]

        def votes(part: object) -> object:
            return lambda: [actions.vote(part, statement, Choice(1)) for statement in statements]  # type: ignore[arg-type]

        self.together(*[votes(part) for part in parts])
        assert Vote.objects.count() == 60
        assert [actions.standing_votes(part).count() for part in parts] == [20, 20, 20]

    def test_the_same_key_at_the_same_moment_is_one_vote(self, cast: Cast) -> None:
        statement, part = draw(cast), actions.take_part(cast.conversation, by=cast.resident)
        kept: list[actions.Kept] = []

        def vote() -> None:
            kept.append(actions.vote(part, statement, Choice(1, idempotency_key="a")))

        self.together(vote, vote, vote)
        assert len(kept) == 3
        assert len({one.receipt for one in kept}) == Vote.objects.count() == 1

    def test_two_facilitators_draw_two_numbers(self, cast: Cast) -> None:
        voices = [say(cast), say(cast)]

        def drawing(voice: Voice) -> object:
            return lambda: actions.draw_statement(
                cast.conversation, by=cast.facilitator, text=f"Lamps {voice.pk}.", voices=[voice]
            )

        self.together(*[drawing(voice) for voice in voices])
        assert sorted(Statement.objects.values_list("number", flat=True)) == [1, 2]

    def test_somebody_who_begins_twice_at_once_takes_part_once(self, cast: Cast) -> None:
        conversation, resident = cast.conversation, cast.resident
        self.together(*[lambda: actions.take_part(conversation, by=resident)] * 3)
        assert conversation.participations.count() == 1
