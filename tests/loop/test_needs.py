"""A need is written from what was said, checked back with those who said it, and keeps every voice behind it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from wayahead import access
from wayahead.base.coproduction import actions as table
from wayahead.base.coproduction.actions import Gathering
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.models import Event
from wayahead.base.refusal import NotPossible
from wayahead.kernels.opinion import Votes, analyse
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.actions import Words
from wayahead.loop.listening.models import OpinionMap, Statement, Voice
from wayahead.loop.listening.tasks import keep_map
from wayahead.loop.needs import actions
from wayahead.loop.needs.actions import Draft, Part
from wayahead.loop.needs.models import CheckBack, Need


def said(cast: Cast, text: str, *, by: Person | None = None, quote: str = "unnamed") -> Statement:
    """A statement drawn from what somebody says."""
    voice = listening.say(cast.conversation, Words(text, quote=quote), by=by or people.welcome_guest())
    return listening.draw_statement(cast.conversation, by=cast.facilitator, text=text, voices=[voice])


def written(cast: Cast, *statements: Statement) -> Need:
    """A draft on these statements."""
    draft = Draft("Light in the yard", "It is dark.", statements)
    return actions.write(cast.coproduction, draft, by=cast.facilitator)


def published(cast: Cast, need: Need) -> Need:
    """The same need, checked back and published."""
    actions.check_back(need, by=cast.facilitator)
    return actions.publish(need, by=cast.facilitator)


def those_asked(need: Need) -> set[int]:
    """The keys of everybody who was asked about it."""
    return set(need.check_backs.values_list("person_id", flat=True))


# Writing


def test_needs_are_numbered_in_the_order_in_which_they_are_written(cast: Cast) -> None:
    assert [cast.draft_need.number, written(cast, cast.statement).number] == [1, 2]


@pytest.mark.parametrize(
    ("words", "field"),
    [({"title": " "}, "title"), ({"story": ""}, "story"), ({"statements": ()}, "statements")],
)
def test_a_need_says_something_and_rests_on_something(cast: Cast, words: dict[str, object], field: str) -> None:
    given = {"title": "Light", "story": "It is dark.", "statements": [cast.statement]} | words
    with pytest.raises(NotPossible) as error:
        actions.write(cast.coproduction, Draft(**given), by=cast.facilitator)  # type: ignore[arg-type]
    assert error.value.field == field


def test_a_need_rests_only_on_statements_that_were_put_to_the_vote_here(cast: Cast) -> None:
    aside = listening.set_statement_aside(said(cast, "It is dark."), by=cast.facilitator, reason="Too short.")
    with pytest.raises(NotPossible, match="put to the vote here"):
        written(cast, aside)
    draft = Draft("Light", "It is dark.", [cast.statement])
    with pytest.raises(NotPossible, match="put to the vote here"):
        actions.write(cast.circle, draft, by=cast.organiser)


def test_nobody_is_quoted_who_wanted_only_to_be_counted(cast: Cast) -> None:
    statement = said(cast, "Please do not quote me.", quote=Voice.Quote.COUNTED)
    draft = Draft("Quiet", "Some are quiet.", [statement], quotes=[statement.voices.get()])
    with pytest.raises(NotPossible, match="may not be quoted"):
        actions.write(cast.coproduction, draft, by=cast.facilitator)


def test_only_what_its_own_statements_were_drawn_from_is_quoted(cast: Cast) -> None:
    other = said(cast, "The bus stops at seven.")
    draft = Draft("Light", "It is dark.", [cast.statement], quotes=[other.voices.get()])
    with pytest.raises(NotPossible, match="Quote only"):
        actions.write(cast.coproduction, draft, by=cast.facilitator)


# Checking back


def test_everybody_who_spoke_is_asked_once_whoever_typed_it(cast: Cast) -> None:
    typed = listening.type_for(
        cast.conversation, Words("The lamps are out."), by=cast.helper, speaker=cast.neighbour, consented=True
    )
    statement = listening.draw_statement(
        cast.conversation, by=cast.facilitator, text="It is dark.", voices=[cast.voice, typed]
    )
    need = written(cast, cast.statement, statement)
    asked = actions.check_back(need, by=cast.facilitator)
    assert {check.person_id for check in asked} == {cast.resident.pk, cast.neighbour.pk} == those_asked(need)
    assert Event.objects.get(kind="need.asked_back", about=f"needs.need:{need.pk}").facts == {"people": 2}


def test_a_guest_who_made_an_account_is_asked_as_the_account(cast: Cast) -> None:
    need = written(cast, cast.statement)
    people.claim(cast.resident, by=cast.stranger)
    actions.check_back(need, by=cast.facilitator)
    assert those_asked(need) == {cast.stranger.pk}


def test_who_took_their_words_back_is_not_asked(cast: Cast) -> None:
    statement = said(cast, "The lamps are out.", by=cast.neighbour)
    listening.withdraw(statement.voices.get(), by=cast.neighbour)
    need = written(cast, cast.statement, statement)
    actions.check_back(need, by=cast.facilitator)
    assert those_asked(need) == {cast.resident.pk}


def test_nobody_is_asked_twice_about_the_same_words(cast: Cast) -> None:
    actions.answer_check_back(cast.checking_need, by=cast.resident, answer="no", comment="I meant Sundays.")
    with pytest.raises(NotPossible, match="nobody to ask"):
        actions.check_back(cast.checking_need, by=cast.facilitator)


def test_once_the_words_changed_who_did_not_say_yes_is_asked_again(cast: Cast) -> None:
    other = said(cast, "The bus stops at seven.", by=cast.neighbour)
    need = written(cast, cast.statement, other)
    actions.check_back(need, by=cast.facilitator)
    actions.answer_check_back(need, by=cast.neighbour, answer="yes")
    actions.answer_check_back(need, by=cast.resident, answer="not_quite", comment="Sundays too.")
    actions.rewrite(need, Draft("Light, Sundays too", "It is dark.", [cast.statement, other]), by=cast.facilitator)
    counts = need.check_backs.aggregate_answers()
    assert (counts["yes"], counts["not_quite"], counts["earlier_words"]) == (1, 1, 2)
    assert [check.person_id for check in actions.check_back(need, by=cast.facilitator)] == [cast.resident.pk]
    assert need.check_backs.waiting().get().comment == "Sundays too."
    actions.answer_check_back(need, by=cast.resident, answer="yes")
    assert not need.check_backs.waiting().exists()
    assert need.check_backs.aggregate_answers()["yes"] == 2


@pytest.mark.parametrize("answer", ["no", "not_quite"])
def test_who_does_not_say_yes_says_what_they_meant(cast: Cast, answer: str) -> None:
    with pytest.raises(NotPossible) as error:
        actions.answer_check_back(cast.checking_need, by=cast.resident, answer=answer, comment=" ")
    assert error.value.field == "comment"


def test_only_who_was_asked_answers_and_only_before_it_is_published(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="whose words"):
        actions.answer_check_back(cast.checking_need, by=cast.neighbour, answer="yes")
    actions.publish(cast.checking_need, by=cast.facilitator)
    with pytest.raises(NotPossible, match="not being checked back any more"):
        actions.answer_check_back(cast.checking_need, by=cast.resident, answer="yes")


def test_who_was_asked_as_a_guest_and_as_an_account_answers_as_one_person(cast: Cast) -> None:
    other = said(cast, "The bus stops at seven.", by=cast.stranger)
    need = written(cast, cast.statement, other)
    actions.check_back(need, by=cast.facilitator)
    people.claim(cast.resident, by=cast.stranger)
    actions.answer_check_back(need, by=cast.stranger, answer="yes")
    counts = need.check_backs.aggregate_answers()
    assert (counts["asked"], counts["yes"]) == (1, 1)
    assert not need.check_backs.waiting().exists()


def test_the_record_holds_no_word_of_an_answer(cast: Cast) -> None:
    actions.answer_check_back(cast.checking_need, by=cast.resident, answer="no", comment="canary")
    assert "canary" not in str(list(Event.objects.values()))


# Publishing


def test_a_need_is_not_published_before_those_who_said_it_were_asked(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Check it back"):
        actions.publish(cast.draft_need, by=cast.officer)


def test_where_nobody_can_be_asked_a_need_is_published_all_the_same(cast: Cast) -> None:
    gathering = Gathering(title="Soup and talk", held_on=cast.coproduction.started_at.date(), place="Laundry room")
    points = [("said", "It is too dark.")]
    met = table.note_meeting(cast.coproduction, gathering, by=cast.facilitator, present=[], points=points)
    voice = listening.hear_point(cast.conversation, met.points.get(), by=cast.facilitator)
    statement = listening.draw_statement(cast.conversation, by=cast.facilitator, text="Dark.", voices=[voice])
    need = written(cast, statement)
    with pytest.raises(NotPossible, match="nobody to ask"):
        actions.check_back(need, by=cast.facilitator)
    assert actions.publish(need, by=cast.facilitator).state == Need.State.PUBLISHED


def test_a_need_that_more_people_refuse_than_confirm_is_not_published(cast: Cast) -> None:
    actions.answer_check_back(cast.checking_need, by=cast.resident, answer="no", comment="I meant Sundays.")
    with pytest.raises(NotPossible, match="More people said no"):
        actions.publish(cast.checking_need, by=cast.facilitator)


def test_what_was_published_is_published_once_and_keeps_its_words(cast: Cast) -> None:
    need = actions.publish(cast.checking_need, by=cast.facilitator, dissent="Two shop owners.")
    assert (need.state, need.dissent) == (Need.State.PUBLISHED, "Two shop owners.")
    for again in (
        lambda: actions.publish(need, by=cast.facilitator),
        lambda: actions.check_back(need, by=cast.facilitator),
        lambda: actions.rewrite(need, Draft("Else", "Else.", [cast.statement]), by=cast.facilitator),
    ):
        with pytest.raises(NotPossible, match="This is published"):
            again()


def test_a_page_that_was_open_too_long_cannot_bring_a_published_need_back(cast: Cast) -> None:
    stale = Need.objects.get(pk=cast.checking_need.pk)
    actions.publish(cast.checking_need, by=cast.facilitator)
    with pytest.raises(NotPossible):
        actions.check_back(stale, by=cast.facilitator)
    assert Need.objects.get(pk=stale.pk).state == Need.State.PUBLISHED


# How each group of opinion stands to it


def draw(cast: Cast, *sizes: int) -> list[Statement]:
    """Groups of these sizes, each agreeing with its own three statements out of nine and with none of the others'."""
    statements = [said(cast, f"Statement {n}") for n in range(9)]
    answers = [
        (person, statement.number, 1 if n // 3 == group else -1)
        for group, people_of_it in enumerate(members(sizes))
        for person in people_of_it
        for n, statement in enumerate(statements)
    ]
    keep_map(cast.conversation, 1, analyse(Votes.of(*zip(*answers, strict=True))).to_dict())
    return statements


def members(sizes: tuple[int, ...]) -> list[range]:
    """People by number, group by group."""
    ends = [sum(sizes[: n + 1]) for n in range(len(sizes))]
    return [range(end - size, end) for end, size in zip(ends, sizes, strict=True)]


def test_agreement_is_kept_as_it_stood_on_publication(cast: Cast) -> None:
    statements = draw(cast, 20, 12)
    need = published(cast, written(cast, statements[0], statements[1]))
    rows = {row["size"]: row for row in need.agreement}
    assert {size: row["share"] for size, row in rows.items()} == {20: 1.0, 12: 0.0}
    assert sorted(row["letter"] for row in rows.values()) == ["A", "B"]
    assert 0.7 < rows[20]["low"] < rows[20]["high"] == 1.0
    OpinionMap.objects.all().delete()
    assert Need.objects.get(pk=need.pk).agreement == need.agreement


def test_more_statements_do_not_make_the_interval_of_a_group_narrower(cast: Cast) -> None:
    statements = draw(cast, 20, 12)
    one, three = (published(cast, written(cast, *statements[:n])) for n in (1, 3))
    assert one.agreement == three.agreement


def test_a_group_of_fewer_than_five_is_not_shown_and_not_what_the_others_leave_of_the_total(cast: Cast) -> None:
    statements = draw(cast, 20, 15, 4)
    need = published(cast, written(cast, statements[0]))
    assert sorted(OpinionMap.objects.get().result["groups"]["sizes"]) == [4, 15, 20]
    assert [row["size"] for row in need.agreement] == [20]


def test_without_a_map_there_is_no_agreement_to_show(cast: Cast) -> None:
    assert cast.need.agreement == []


# Merging and splitting


def test_what_needs_became_is_kept_with_its_reason_and_carries_statements_and_quotes(cast: Cast) -> None:
    later = cast.merged_need
    assert {step.earlier_id for step in later.came_from.all()} == {cast.need.pk, cast.checking_need.pk}
    assert {step.reason for step in later.came_from.all()} == {"They are one wish."}
    assert set(later.statements.all()) == {cast.statement}
    assert set(later.quotes.all()) == {cast.voice}
    assert {Need.objects.get(pk=need.pk).state for need in (cast.need, cast.checking_need)} == {Need.State.SUCCEEDED}
    assert later.state == Need.State.DRAFT


def test_a_quote_that_was_taken_back_does_not_come_along(cast: Cast) -> None:
    _ = (cast.need, cast.checking_need)
    listening.change_quote(cast.voice, by=cast.resident, quote=Voice.Quote.COUNTED)
    assert not cast.merged_need.quotes.exists()


def test_only_several_published_needs_of_one_coproduction_are_merged(cast: Cast) -> None:
    words = {"title": "One", "story": "One.", "reason": "The same."}
    with pytest.raises(NotPossible, match="Only published needs"):
        actions.merge([cast.need, cast.draft_need], by=cast.facilitator, **words)
    with pytest.raises(NotPossible, match="at least two"):
        actions.merge([cast.need, cast.need], by=cast.facilitator, **words)
    assert cast.merged_need
    with pytest.raises(NotPossible, match="Only published needs"):
        actions.merge([cast.need, cast.checking_need], by=cast.facilitator, **words)


@pytest.mark.parametrize("field", ["title", "story", "reason"])
def test_merging_says_what_and_why(cast: Cast, field: str) -> None:
    words = {"title": "One", "story": "One.", "reason": "The same."} | {field: " "}
    other = actions.publish(cast.checking_need, by=cast.facilitator)
    with pytest.raises(NotPossible) as error:
        actions.merge([cast.need, other], by=cast.facilitator, **words)
    assert error.value.field == field


def test_every_statement_goes_along_when_a_need_is_split(cast: Cast) -> None:
    first, second = said(cast, "It is dark."), said(cast, "The bus stops at seven.")
    need = published(cast, written(cast, first, second))
    for statements in ([first], [cast.statement]):
        parts = [Part("Light", "", [first]), Part("Else", "", statements)]
        with pytest.raises(NotPossible, match="Every statement"):
            actions.split(need, by=cast.facilitator, parts=parts, reason="Two wishes.")
    with pytest.raises(NotPossible, match="at least two"):
        actions.split(need, by=cast.facilitator, parts=[Part("Light", "", [first, second])], reason="Two wishes.")
    with pytest.raises(NotPossible, match="Say why"):
        actions.split(need, by=cast.facilitator, parts=[Part("A", "", [first]), Part("B", "", [second])], reason="")
    parts = [Part("Light", "", [first]), Part("Buses", "Seven is early.", [second])]
    light, buses = actions.split(need, by=cast.facilitator, parts=parts, reason="Two wishes.")
    assert (light.story, buses.story) == (need.story, "Seven is early.")
    assert [list(one.statements.all()) for one in (light, buses)] == [[first], [second]]
    assert Need.objects.get(pk=need.pk).state == Need.State.SUCCEEDED


def voices_behind(needs: list[Need]) -> set[int]:
    """Every voice behind the statements of these needs."""
    return set(Voice.objects.filter(statements__needs__in=needs).values_list("pk", flat=True))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["merge", "split", "set_aside"]), st.integers(0, 99)), max_size=6))
def test_no_voice_is_lost_however_needs_are_merged_and_split(cast: Cast, steps: list[tuple[str, int]]) -> None:
    """What stands at the end rests on every voice that stood behind the first needs."""
    before = cast.conversation.statements.count()  # of the examples before this one
    pairs = [(said(cast, f"{n} a"), said(cast, f"{n} b")) for n in range(before, before + 3)]
    living = [published(cast, written(cast, *pair)) for pair in pairs]
    everybody = voices_behind(living)
    for step, chance in steps:
        if step == "merge" and len(living) > 1:
            pair = [living.pop(chance % len(living)), living.pop(chance % len(living))]
            words = {"title": "One", "story": "One.", "reason": "The same."}
            living.append(published(cast, actions.merge(pair, by=cast.facilitator, **words)))
        elif step == "split" and living[chance % len(living)].statements.count() > 1:
            need = living.pop(chance % len(living))
            first, *rest = need.statements.all()
            parts = [Part("One", "", [first]), Part("Other", "", rest)]
            later = actions.split(need, by=cast.facilitator, parts=parts, reason="Two wishes.")
            living += [published(cast, one) for one in later]
        elif step == "set_aside":
            statement = living[0].statements.all()[0]
            listening.set_statement_aside(statement, by=cast.facilitator, reason="Said better since.")
    assert voices_behind(living) == everybody


# Relying on it


def test_an_organisation_relies_once_on_a_published_need(cast: Cast) -> None:
    assert cast.reliance.what_for == "Opening hours of the library"
    with pytest.raises(NotPossible, match="relies on it already"):
        actions.rely(cast.need, by=cast.officer, organisation=cast.council, what_for="Again.")
    with pytest.raises(NotPossible, match="Only a published need"):
        actions.rely(cast.draft_need, by=cast.officer, organisation=cast.council, what_for="Lamps.")
    with pytest.raises(NotPossible, match="Say what you base on it"):
        actions.rely(cast.need, by=cast.grants_officer, organisation=cast.trust, what_for=" ")


def test_who_no_longer_relies_says_why_and_may_come_back(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Say why"):
        actions.stop_relying(cast.reliance, by=cast.officer, reason=" ")
    ended = actions.stop_relying(cast.reliance, by=cast.officer, reason="The library closed.")
    assert ended.ended_at
    assert ended.ended_because == "The library closed."
    with pytest.raises(NotPossible, match="does not rely"):
        actions.stop_relying(cast.reliance, by=cast.officer, reason="Again.")
    assert actions.rely(cast.need, by=cast.officer, organisation=cast.council, what_for="It opened again.")


# Who sees it


def test_a_writer_who_left_a_private_circle_no_longer_reads_its_needs(cast: Cast) -> None:
    statement = listening.draw_statement(
        cast.circle_conversation,
        by=cast.organiser,
        text="Walking helps.",
        voices=[listening.say(cast.circle_conversation, Words("It helps to walk."), by=cast.organiser)],
    )
    need = actions.write(cast.circle, Draft("Time to walk", "It helps.", [statement]), by=cast.stranger)
    assert not access.visible(cast.stranger, Need).filter(pk=need.pk).exists()
    assert access.visible(cast.organiser, Need).filter(pk=need.pk).exists()


def test_nobody_reads_of_whom_somebody_else_was_asked(cast: Cast) -> None:
    assert cast.checking_need
    assert access.visible(cast.resident, CheckBack).count() == 1
    for person in (cast.facilitator, cast.neighbour, None):
        assert not access.visible(person, CheckBack).exists()
