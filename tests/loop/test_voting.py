"""How a vote is kept: one commit for many, checked where it is stored, counted at once, and never asked twice."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import Cast
from wayahead import access
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.refusal import NotPossible
from wayahead.journey.erasure import erase_person
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Busy, Choice, Hidden, NotKnown, NotTakingPart, Voter
from wayahead.loop.listening.models import Exposure, Statement, Tally, Vote
from wayahead.loop.listening.tallies import COUNT
from wayahead.loop.listening.voting import together
from wayahead.loop.listening.voting.ballot import Ballot, Kept, Showing
from wayahead.loop.listening.voting.keeping import keep
from wayahead.loop.listening.voting.remembered import load_talk
from wayahead.loop.listening.voting.together import Writer


def statements(cast: Cast, many: int = 6) -> list[Statement]:
    """Statements to vote on."""
    return [
        actions.draw_statement(cast.conversation, by=cast.facilitator, text=f"Idea {n}.", voices=[cast.voice])
        for n in range(many)
    ]


def ballot(cast: Cast, who: Person, statement: Statement, choice: int | None = 1, **more: Any) -> Ballot:
    """An answer by the person's own link."""
    link = people.link_of(who).pk
    return Ballot(who.pk, link, statement.conversation_id, statement.pk, choice, False, "api", **more)


def taking_part(cast: Cast, many: int) -> list[Person]:
    """Guests who take part."""
    guests = [people.welcome_guest() for _n in range(many)]
    for guest in guests:
        actions.take_part(cast.conversation, by=guest)
    return guests


def counted(statement: Statement) -> tuple[int, int, int]:
    """What the tallies of a statement say, all groups together."""
    rows = Tally.objects.filter(statement=statement)
    return (sum(r.agree for r in rows), sum(r.disagree for r in rows), sum(r.passed for r in rows))


def test_each_of_a_batch_gets_its_own_answer(cast: Cast) -> None:
    first, second = statements(cast, 2)
    one, gone, erased, stranger = *taking_part(cast, 3), people.welcome_guest()
    by_gone, by_erased = ballot(cast, gone, first), ballot(cast, erased, first)
    people.revoke_links(gone, by=gone)
    erase_person(erased, by=erased)
    aside = actions.set_statement_aside(second, by=cast.facilitator, reason="Two ideas.")
    hidden = replace(ballot(cast, one, first), conversation_id=cast.circle_conversation.pk)
    outcomes = keep(
        [
            ballot(cast, one, first),
            by_gone,
            by_erased,
            ballot(cast, stranger, first),
            ballot(cast, one, aside),
            hidden,
            replace(ballot(cast, one, first), conversation_id=987_654),
            replace(ballot(cast, one, first), link_id=by_gone.link_id),
        ]
    )
    kinds = [Kept, NotKnown, NotKnown, NotTakingPart, NotPossible, Hidden, Hidden, NotKnown]
    assert [type(outcome) for outcome in outcomes] == kinds
    assert Vote.objects.count() == 1


def test_a_key_twice_in_one_batch_is_one_vote_and_another_content_is_refused(cast: Cast) -> None:
    statement, (one,) = statements(cast, 1)[0], taking_part(cast, 1)
    keyed = ballot(cast, one, statement, key="once")
    first, again, other = keep([keyed, keyed, replace(keyed, choice=-1)])
    assert isinstance(first, Kept)
    assert isinstance(again, Kept)
    assert (first, first.is_new, again.is_new) == (again, True, False)
    assert isinstance(other, NotPossible)
    assert other.field == "Idempotency-Key"
    assert counted(statement) == (1, 0, 0)


def test_a_sheet_is_kept_whole_or_not_at_all(cast: Cast) -> None:
    first, second = statements(cast, 2)
    (one,) = taking_part(cast, 1)
    part = actions.take_part(cast.conversation, by=one)
    actions.vote_by_sheet(part, {first: Choice(1), second: Choice(-1)})
    assert (counted(first), counted(second)) == ((1, 0, 0), (0, 1, 0))
    aside = actions.set_statement_aside(second, by=cast.facilitator, reason="Two ideas.")
    with pytest.raises(NotPossible):
        actions.vote_by_sheet(part, {first: Choice(-1), aside: Choice(1)})
    assert counted(first) == (1, 0, 0)


def test_every_vote_is_counted_and_takes_the_place_of_the_one_before(cast: Cast) -> None:
    statement, (one, two) = statements(cast, 1)[0], taking_part(cast, 2)
    steps: list[tuple[Person, int | None, tuple[int, int, int]]] = [
        (one, 1, (1, 0, 0)),
        (two, -1, (1, 1, 0)),
        (one, 0, (0, 1, 1)),
        (one, None, (0, 1, 0)),
        (one, None, (0, 1, 0)),
        (one, 1, (1, 1, 0)),
    ]
    for who, choice, expected in steps:
        keep([ballot(cast, who, statement, choice)])
        assert counted(statement) == expected
    keep([ballot(cast, one, statement, -1), ballot(cast, two, statement, 1), ballot(cast, one, statement, 0)])
    assert counted(statement) == (1, 0, 1), "the last of one person counts, in one batch too"


def test_without_groups_what_is_asked_follows_what_the_map_says_divides(cast: Cast) -> None:
    drawn = statements(cast, 3)
    for guest in taking_part(cast, 5):
        keep([ballot(cast, guest, statement) for statement in drawn])
    shown = tasks.redraw(cast.conversation)
    assert shown.result["groups"]["count"] == 1
    first, second, _third = shown.result["statement_results"]
    first |= {"divisive": 0.5, "loading": [3.0, 4.0]}
    second |= {"divisive": 0.1, "loading": [0.0, -2.0]}
    shown.save()
    talk = load_talk(cast.conversation.pk)
    assert talk is not None
    places = [talk.place[statement.pk] for statement in drawn]
    assert talk.standing.loadings[places].tolist() == [pytest.approx([0.3, 0.4]), pytest.approx([0.0, -0.1]), [0, 0]]
    assert talk.standing.load[places[0]] > talk.standing.load[places[1]]


def test_a_map_counts_anew_by_group_and_leaves_the_sums(cast: Cast) -> None:
    drawn = statements(cast, 8)
    for n, guest in enumerate(taking_part(cast, 12)):
        answers = [1 if (m < 4) == (n < 6) else -1 for m in range(8)]
        keep([ballot(cast, guest, s, answer) for s, answer in zip(drawn, answers, strict=True)])
    before = [counted(one) for one in drawn]
    tasks.redraw(cast.conversation)
    assert [counted(one) for one in drawn] == before == [(6, 6, 0)] * 8
    by_group = {row.group: (row.agree, row.disagree) for row in Tally.objects.filter(statement=drawn[0])}
    assert by_group == {0: (6, 0), 1: (0, 6), Tally.NO_GROUP: (0, 0)} or by_group == {
        0: (0, 6), 1: (6, 0), Tally.NO_GROUP: (0, 0),
    }  # fmt: skip
    somebody = cast.conversation.participations.filter(placement__group=0).first()
    assert somebody is not None
    actions.vote(somebody, drawn[0], Choice(0))
    assert Tally.objects.get(statement=drawn[0], group=0).passed == 1, "later votes count in their group"


def test_what_came_while_a_map_was_made_is_counted_too(cast: Cast) -> None:
    first, second = statements(cast, 2)
    one, two = taking_part(cast, 2)
    keep([ballot(cast, one, first, 1), ballot(cast, two, first, 1)])
    kept = tasks.redraw(cast.conversation)
    keep([ballot(cast, one, first, -1), ballot(cast, one, second, 0), ballot(cast, two, first, None)])
    late = {**kept.result, "people": [{**person, "id": n} for n, person in enumerate(kept.people, start=1)]}
    tasks.keep_map(cast.conversation, kept.last_vote_id, late, people=tasks.people_of(cast.conversation, 2**62))
    assert (counted(first), counted(second)) == ((0, 1, 0), (0, 0, 1))


def test_what_somebody_changed_as_two_of_their_selves_while_a_map_was_made_is_counted_once(cast: Cast) -> None:
    (statement,), part = statements(cast, 1), actions.take_part(cast.conversation, by=cast.facilitator)
    (guest,) = taking_part(cast, 1)
    keep([ballot(cast, guest, statement, 1)])
    people.claim(guest, by=cast.facilitator)
    kept = tasks.redraw(cast.conversation)
    actions.vote(part, statement, Choice(0))
    late = {**kept.result, "people": [{**person, "id": n} for n, person in enumerate(kept.people, start=1)]}
    tasks.keep_map(cast.conversation, kept.last_vote_id, late, people=tasks.people_of(cast.conversation, 2**62))
    assert counted(statement) == (0, 0, 1)


def test_catching_up_with_a_map_reads_what_changed_and_not_every_vote(cast: Cast) -> None:
    """Once it compared each change with everybody, for seconds."""
    drawn, guests = statements(cast, 12), taking_part(cast, 60)
    for guest in guests:
        keep([ballot(cast, guest, statement) for statement in drawn])
    kept = tasks.redraw(cast.conversation)
    for guest in guests:
        keep([ballot(cast, guest, statement, -1) for statement in drawn[:5]])
    late = list(Vote.objects.filter(pk__gt=kept.last_vote_id).values_list("pk", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE listening_vote, listening_participation, people_person")  # as autovacuum does
        cursor.execute("SET LOCAL enable_seqscan = off")  # as where there are many people
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {COUNT}", [late])
        (plan,) = cursor.fetchone()
    assert rows_touched(plan[0]["Plan"]) < 40 * len(guests) * 5


def rows_touched(plan: dict[str, Any]) -> float:
    """How many rows all steps of a plan gave or threw away."""
    names = ("Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter")
    own = plan["Actual Loops"] * sum(plan.get(name, 0) for name in names)
    return float(own + sum(rows_touched(part) for part in plan.get("Plans", [])))


def test_who_leaves_and_takes_their_votes_along_is_counted_no_more(cast: Cast) -> None:
    statement, (one, _two) = statements(cast, 1)[0], taking_part(cast, 2)
    keep([ballot(cast, one, statement)])
    erase_person(one, by=one, retract_votes=True)
    assert counted(statement) == (0, 0, 0)


def test_what_lies_before_somebody_stays_until_it_is_answered_and_is_logged_once(cast: Cast) -> None:
    drawn, (one,) = statements(cast), taking_part(cast, 1)
    part = actions.take_part(cast.conversation, by=one)
    shown = {actions.next_statement(cast.conversation, part) for _look in range(5)}
    assert len(shown) == 1
    assert Exposure.objects.get().voter == part.pseudonym
    (lying,) = shown
    assert lying is not None
    other = next(one for one in drawn if one != lying)
    by = Voter(one.pk, people.link_of(one).pk)
    _kept, then = actions.vote_by_link(cast.conversation.pk, other.pk, Choice(1), by=by)
    assert then == lying, "another answer does not take the card away"
    kept, then = actions.vote_by_link(cast.conversation.pk, lying.pk, Choice(1), by=by)
    assert then not in (None, lying, other)
    assert Vote.objects.get(pk=kept.receipt).exposure_id == Exposure.objects.earliest("pk").pk
    last = Exposure.objects.latest("pk")
    assert (last.statement, last.policy != "", 0 < last.probability <= 1) == (then, True, True)


def test_the_answers_of_another_process_are_not_asked_again(cast: Cast) -> None:
    """Its votes are in the database and not in our memory."""
    drawn, (one,) = statements(cast, 3), taking_part(cast, 1)
    part = actions.take_part(cast.conversation, by=one)
    first = actions.next_statement(cast.conversation, part)
    assert first is not None
    others = [statement for statement in drawn if statement != first]
    keep([ballot(cast, one, others[0]), ballot(cast, one, first)])
    by = Voter(one.pk, people.link_of(one).pk)
    _kept, then = actions.vote_by_link(cast.conversation.pk, others[1].pk, Choice(1), by=by)
    assert then is None
    showing = Showing(others[0].pk, "test", 0.5)
    (kept,) = keep([ballot(cast, one, others[1], then=showing)])
    assert isinstance(kept, Kept)
    assert not kept.is_next_open, "what was answered elsewhere is not logged as shown"


def test_a_statement_that_is_set_aside_is_shown_no_more(cast: Cast) -> None:
    drawn, (one,) = statements(cast, 2), taking_part(cast, 1)
    part = actions.take_part(cast.conversation, by=one)
    first = actions.next_statement(cast.conversation, part)
    assert first is not None
    actions.set_statement_aside(first, by=cast.facilitator, reason="Two ideas.")
    assert actions.next_statement(cast.conversation, part) == next(one for one in drawn if one != first)


@pytest.mark.parametrize("column", ["resident", "organiser", "facilitator", "steward", "stranger"])
def test_what_is_answered_from_memory_is_what_access_says(cast: Cast, column: str) -> None:
    for conversation in (cast.conversation, cast.circle_conversation):
        person = getattr(cast, column)
        assert not access.everybody_votes(conversation.pk) or (
            access.allows(person, "vote.cast", conversation) and access.allows(None, "vote.cast", conversation)
        )
    assert access.everybody_votes(cast.conversation.pk)
    assert not access.everybody_votes(cast.circle_conversation.pk)
    assert not access.everybody_votes(987_654)


class TestTogether:
    """The thread that writes."""

    pytestmark = pytest.mark.django_db(transaction=True)

    def test_one_that_breaks_does_not_sink_the_others(self, cast: Cast) -> None:
        statement, guests = statements(cast, 1)[0], taking_part(cast, 5)
        batch: list[tuple[Ballot, Future[Kept]]] = [(ballot(cast, guest, statement), Future()) for guest in guests]
        batch[2] = (replace(batch[2][0], key="\x00"), batch[2][1])
        batch[4] = (replace(batch[4][0], choice=7), batch[4][1])
        together.keep_batch(batch)
        broken = [n for n, (_ballot, kept) in enumerate(batch) if kept.exception() is not None]
        assert broken == [2, 4]
        assert Vote.objects.count() == counted(statement)[0] == 3

    def test_many_threads_share_few_commits_and_each_gets_its_own_receipt(self, cast: Cast) -> None:
        statement, guests = statements(cast, 1)[0], taking_part(cast, 24)
        ballots = [ballot(cast, guest, statement) for guest in guests]
        with ThreadPoolExecutor(12) as pool:
            kept = list(pool.map(together.keep_together, ballots))
        voters = dict(Vote.objects.values_list("pk", "voter"))
        own = {part.person_id: part.pseudonym for part in cast.conversation.participations.all()}
        assert [voters[one.receipt] for one in kept] == [own[guest.pk] for guest in guests]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM listening_vote")
            assert cursor.fetchone()[0] < 24

    def test_too_many_or_too_slow_is_a_plain_not_now_and_nothing_is_kept_later(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The database is held up by somebody else's lock; the queue has room for one."""
        statement, guests = statements(cast, 1)[0], taking_part(cast, 3)
        first, second, third = [ballot(cast, guest, statement) for guest in guests]
        monkeypatch.setattr(together, "PATIENCE_SECONDS", 0.3)
        monkeypatch.setattr(together, "MOST_WAITING", 1)
        writer, held = Writer(), Event()
        with ThreadPoolExecutor(3) as pool:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7201113, %s)", [cast.conversation.pk])
                one = pool.submit(writer.keep, first)
                held.wait(0.1)
                two = pool.submit(writer.keep, second)
                held.wait(0.05)
                with pytest.raises(Busy):
                    writer.keep(third)
                for given_up in (one, two):
                    with pytest.raises(Busy):
                        given_up.result()
            monkeypatch.setattr(together, "PATIENCE_SECONDS", 20)
            while writer.waiting.qsize():
                held.wait(0.05)
            assert writer.keep(third).is_new
        kept = set(Vote.objects.values_list("voter", flat=True))
        given_up_before_begun = cast.conversation.participations.get(person=guests[1]).pseudonym
        assert given_up_before_begun not in kept

    def test_nobody_is_answered_before_the_commit(self, cast: Cast) -> None:
        statement, (one,) = statements(cast, 1)[0], taking_part(cast, 1)
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("LOCK TABLE listening_tally IN EXCLUSIVE MODE")  # all but the counting is done
                waits = pool.submit(together.keep_together, ballot(cast, one, statement))
                with pytest.raises(TimeoutError):
                    waits.result(0.5)
            assert waits.result(20).is_new
