"""Facilitating at scale: seeds, joining, the public policy, the same twice, splitting, and wording that stays."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.loop.listening import actions
from wayahead.loop.listening.actions import Choice, Seed, Words
from wayahead.loop.listening.models import Ground, Statement, Voice, Vote


def said(cast: Cast, many: int = 2) -> list[Voice]:
    """What Ines said."""
    words = [Words(f"It is dark, I said {n} times.", quote="unnamed") for n in range(many)]
    return [actions.say(cast.conversation, one, by=cast.resident) for one in words]


def drawn(cast: Cast, text: str = "The yard needs lamps and benches.") -> Statement:
    """A statement drawn from two voices."""
    return actions.draw_statement(cast.conversation, by=cast.facilitator, text=text, voices=said(cast))


def agree(cast: Cast, statement: Statement) -> None:
    """Moira agrees."""
    actions.vote(actions.take_part(cast.conversation, by=cast.neighbour), statement, Choice(1))


def last_event() -> Event:
    """What the record says last."""
    return Event.objects.latest("pk")


class TestSeeds:
    """Statements to start with."""

    def test_they_are_numbered_on_and_say_where_they_come_from(self, cast: Cast) -> None:
        drawn(cast)
        made = actions.seed_statements(
            cast.conversation, by=cast.facilitator, seeds=[Seed("Buses stop too early."), Seed("রাতে আলো চাই।", "bn")]
        )
        assert [one.number for one in made] == [2, 3]
        assert {one.origin for one in made} == {"seed"}
        assert last_event().kind == "statements.seeded"
        assert last_event().facts == {"statements": [one.pk for one in made]}

    @pytest.mark.parametrize(
        "seeds",
        [[], [Seed("Fine."), Seed(" ")], [Seed("Fine."), Seed("x" * 281)], [Seed("Twice."), Seed("Twice.")]],
        ids=["none", "an empty one", "one too long", "one twice"],
    )
    def test_all_or_none(self, cast: Cast, seeds: list[Seed]) -> None:
        with pytest.raises(NotPossible) as refusal:
            actions.seed_statements(cast.conversation, by=cast.facilitator, seeds=seeds)
        assert refusal.value.field == "statements"
        assert not Statement.objects.exists()


class TestTheSameWords:
    """One sentence is put to the vote once, however it came."""

    def test_a_sentence_that_is_there_is_not_drawn_reworded_or_split_into_again(self, cast: Cast) -> None:
        first, other = drawn(cast, "The yard needs lamps."), drawn(cast, "The yard needs benches and lamps.")
        by, same = cast.facilitator, " The yard  needs lamps."
        attempts: list[Callable[[], object]] = [
            lambda: actions.draw_statement(cast.conversation, by=by, text=same, voices=said(cast)),
            lambda: actions.correct_statement(other, by=by, text=same),
            lambda: actions.reword_statement(other, by=by, text=same),
            lambda: actions.split_statement(other, by=by, parts=["The yard needs benches.", same]),
        ]
        for attempt, field in zip(attempts, ["text", "text", "text", "parts"], strict=True):
            with pytest.raises(NotPossible, match="Statement 1 has just these words") as refusal:
                attempt()
            assert refusal.value.field == field
        assert Statement.objects.count() == 2
        actions.set_statement_aside(first, by=by, ground=Ground.UNCLEAR)
        assert drawn(cast, "The yard needs lamps.").number == 3

    @pytest.mark.parametrize("text", ["\u200b", "Lamps\x07."])
    def test_a_sentence_that_nobody_can_read_is_refused(self, cast: Cast, text: str) -> None:
        with pytest.raises(NotPossible):
            drawn(cast, text)


class TestJoining:
    """A voice that says what a statement says already."""

    def test_it_stands_with_the_statement_and_is_heard(self, cast: Cast) -> None:
        statement = drawn(cast)
        agree(cast, statement)
        more = said(cast, 3)
        actions.join_statement(statement, by=cast.facilitator, voices=more)
        assert statement.voices.count() == 5
        assert {voice.state for voice in Voice.objects.all()} == {"drawn"}
        assert last_event().facts == {"voices": [voice.pk for voice in more]}

    def test_not_one_that_was_taken_back_nor_a_statement_set_aside(self, cast: Cast) -> None:
        statement, (gone, more) = drawn(cast), said(cast)
        actions.withdraw(gone, by=cast.resident)
        with pytest.raises(NotPossible, match="taken back"):
            actions.join_statement(statement, by=cast.facilitator, voices=[gone, more])
        actions.set_statement_aside(statement, by=cast.facilitator, ground=Ground.UNCLEAR)
        with pytest.raises(NotPossible, match="not open for votes"):
            actions.join_statement(statement, by=cast.facilitator, voices=[more])
        assert Voice.objects.get(pk=more.pk).state == "waiting"


class TestReasons:
    """Reasons of the public policy."""

    def test_the_number_of_the_policy_is_kept_and_recorded(self, cast: Cast) -> None:
        (voice, _other) = said(cast)
        actions.set_aside(voice, by=cast.facilitator, ground=Ground.PRIVATE)
        assert (voice.ground, voice.reason) == (Ground.PRIVATE, "It tells something private")
        assert last_event().facts == {"ground": 2}

    @pytest.mark.parametrize("ground", [0, 77])
    def test_another_reason_is_written_out_and_an_unknown_one_refused(self, cast: Cast, ground: int) -> None:
        (voice, _other) = said(cast)
        with pytest.raises(NotPossible):
            actions.set_aside(voice, by=cast.facilitator, ground=ground)

    def test_many_at_once_for_one_reason_or_none_of_them(self, cast: Cast) -> None:
        voices = said(cast, 3)
        actions.set_many_aside(cast.conversation, by=cast.facilitator, voices=voices[:2], ground=Ground.ELSEWHERE)
        states = Voice.objects.order_by("pk").values_list("state", flat=True)
        assert list(states) == ["set_aside", "set_aside", "waiting"]
        assert last_event().facts == {"voices": [voices[0].pk, voices[1].pk], "ground": 4}
        actions.withdraw(voices[2], by=cast.resident)
        with pytest.raises(NotPossible) as refusal:
            actions.set_many_aside(cast.conversation, by=cast.facilitator, voices=voices, reason="Late.")
        assert refusal.value.field == "voices"
        assert Voice.objects.get(pk=voices[0].pk).reason == "It is about something else"

    def test_a_statement_comes_back(self, cast: Cast) -> None:
        statement = drawn(cast)
        actions.set_statement_aside(statement, by=cast.facilitator, ground=Ground.UNCLEAR)
        actions.take_up_again(statement, by=cast.facilitator)
        statement.refresh_from_db()
        assert (statement.state, statement.reason, statement.ground) == ("accepted", "", 0)
        with pytest.raises(NotPossible):
            actions.take_up_again(statement, by=cast.facilitator)


class TestTheSameTwice:
    """Two statements that say the same."""

    def test_the_voices_stand_with_the_one_that_is_kept(self, cast: Cast) -> None:
        kept, twin = drawn(cast, "Lamps for the yard."), drawn(cast, "The yard needs lamps.")
        actions.set_statement_aside(twin, by=cast.facilitator, ground=Ground.SAME, same_as=kept)
        assert kept.voices.count() == 4
        assert twin.voices.count() == 2
        assert twin.same_as == kept
        assert last_event().facts == {"ground": 5, "same_as": kept.pk}

    def test_which_one_has_to_be_said_and_has_to_be_another_here(self, cast: Cast) -> None:
        statement, other = drawn(cast), drawn(cast, "Another.")
        for wrong in (None, statement):
            with pytest.raises(NotPossible) as refusal:
                actions.set_statement_aside(statement, by=cast.facilitator, ground=Ground.SAME, same_as=wrong)
            assert refusal.value.field == "same_as"
        with pytest.raises(NotPossible):
            actions.set_statement_aside(statement, by=cast.facilitator, ground=Ground.UNCLEAR, same_as=other)


class TestWording:
    """Frozen after the first vote."""

    def test_in_place_while_nobody_has_voted(self, cast: Cast) -> None:
        statement = drawn(cast)
        actions.correct_statement(statement, by=cast.facilitator, text="The yard needs  lamps.")
        assert Statement.objects.get().text == "The yard needs lamps."

    def test_never_afterwards_not_even_past_our_own_code(self, cast: Cast) -> None:
        statement = drawn(cast)
        agree(cast, statement)
        with pytest.raises(NotPossible) as refusal:
            actions.correct_statement(statement, by=cast.facilitator, text="Other.")
        assert refusal.value.field == "text"
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(text="Other.")
        assert Statement.objects.get().text == statement.text

    def test_words_that_harm_somebody_move_out_of_sight_whole_and_come_back(self, cast: Cast) -> None:
        statement = drawn(cast)
        agree(cast, statement)
        own = statement.text
        actions.set_statement_aside(statement, by=cast.facilitator, ground=Ground.NAMES_SOMEBODY)
        statement.refresh_from_db()
        assert (statement.text, statement.withheld) == ("(Words that are not shown)", own)
        with pytest.raises(NotPossible):
            actions.correct_statement(statement, by=cast.facilitator, text="Other.")
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            Statement.objects.filter(pk=statement.pk).update(withheld="Other.")
        actions.take_up_again(statement, by=cast.facilitator)
        statement.refresh_from_db()
        assert (statement.text, statement.withheld, statement.state) == (own, "", "accepted")

    def test_another_reason_may_withhold_words_that_are_set_aside_already(self, cast: Cast) -> None:
        statement = drawn(cast)
        own = statement.text
        for ground, withheld in (
            (Ground.UNCLEAR, ""),
            (Ground.PRIVATE, own),
            (Ground.ATTACKS, own),
            (Ground.UNCLEAR, ""),
        ):
            actions.set_statement_aside(statement, by=cast.facilitator, ground=ground)
            assert Statement.objects.get().withheld == withheld
        assert Statement.objects.get().text == own

    def test_a_new_statement_stands_beside_linked_and_with_the_same_voices(self, cast: Cast) -> None:
        statement = drawn(cast)
        agree(cast, statement)
        new = actions.reword_statement(statement, by=cast.facilitator, text="The yard needs lamps.")
        statement.refresh_from_db()
        assert (new.earlier, new.number, new.voices.count()) == (statement, 2, 2)
        assert (statement.state, statement.ground) == ("set_aside", Ground.REWORDED)
        assert Vote.objects.get().statement == statement
        with pytest.raises(NotPossible):
            actions.reword_statement(new, by=cast.facilitator, text="The yard needs lamps.")


class TestSplitting:
    """One idea in each."""

    def test_every_part_keeps_all_voices(self, cast: Cast) -> None:
        statement = drawn(cast)
        parts = actions.split_statement(
            statement, by=cast.facilitator, parts=["The yard needs lamps.", "", "The yard needs benches."]
        )
        assert [(part.number, part.earlier, part.voices.count()) for part in parts] == [
            (2, statement, 2),
            (3, statement, 2),
        ]
        assert last_event().facts == {"parts": [part.pk for part in parts], "ground": 6}
        assert Statement.objects.get(pk=statement.pk).state == "set_aside"

    @pytest.mark.parametrize("parts", [[], ["Only one."], ["Twice.", "Twice."], ["Fine.", "x" * 281]])
    def test_what_is_no_split_is_refused(self, cast: Cast, parts: list[str]) -> None:
        statement = drawn(cast)
        with pytest.raises(NotPossible) as refusal:
            actions.split_statement(statement, by=cast.facilitator, parts=parts)
        assert refusal.value.field == "parts"
        assert Statement.objects.count() == 1
