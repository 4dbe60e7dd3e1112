"""Tensions: two sides at one table, understood before weighed, settled until a day, back by themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead.base.record.reading import about, events
from wayahead.base.refusal import NotPossible
from wayahead.journey.erasure import erase_person
from wayahead.kernels.tensions import Found, Leg
from wayahead.loop.tensions import actions, tasks
from wayahead.loop.tensions.actions import Settlement, SideWords, Words
from wayahead.loop.tensions.findings import keep
from wayahead.loop.tensions.models import Finding, Remark, Resolution, Speaker, Tension, Weighing

YOUNG = SideWords("The young", "A place that is theirs.")
SLEEPERS = SideWords("The sleepers", "To sleep from ten.")
WORDS = Words(title="Evenings and nights", at_stake="An evening or a night.", sides=(YOUNG, SLEEPERS))


def understood(cast: Cast) -> Tension:
    """Each side has accepted how the other says its need."""
    for side in (cast.side, cast.other_side):
        said = actions.say_what_they_need(side, by=cast.facilitator, words="They cannot do without it.")
        actions.answer_understanding(said, by=cast.facilitator, answer="yes", words="All nine, at the basin.")
    return cast.tension


def in_days(days: int) -> date:
    """A day from today."""
    return timezone.localdate() + timedelta(days=days)


def parked(**changes: Any) -> Settlement:
    """A settlement that needs nothing else."""
    return replace(Settlement(how="parked", words="After the summer.", review_on=in_days(30)), **changes)


def kinds(tension: Tension) -> list[str]:
    """What the record says of a tension, the oldest first."""
    return [event.kind for event in about(f"tensions.tension:{tension.pk}")]


def test_a_tension_has_two_sides_and_says_what_each_rests_on(cast: Cast) -> None:
    sides = (replace(YOUNG, needs=[cast.need], statements=[cast.statement]), replace(SLEEPERS, limits=[cast.limit]))
    tension = actions.register(cast.coproduction, replace(WORDS, sides=sides), by=cast.facilitator)
    one, other = tension.sides.all()
    assert (one.needs.get(), one.statements.get(), other.limits.get()) == (cast.need, cast.statement, cast.limit)
    assert tension.state == Tension.State.OPEN
    assert kinds(tension) == ["tension.registered"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda words, cast: replace(words, title=" "), "title"),
        (lambda words, cast: replace(words, title="x" * 141), "title"),
        (lambda words, cast: replace(words, at_stake="a\x00b"), "at_stake"),
        (lambda words, cast: replace(words, sides=(replace(YOUNG, name=""), SLEEPERS)), "name_1"),
        (lambda words, cast: replace(words, sides=(YOUNG, replace(SLEEPERS, what_it_needs=""))), "what_it_needs_2"),
        (lambda words, cast: replace(words, sides=(YOUNG, replace(SLEEPERS, name="the YOUNG "))), "name_2"),
        (
            lambda words, cast: replace(words, sides=(YOUNG, replace(SLEEPERS, organisation=cast.trust))),
            "organisation_2",
        ),
        (lambda words, cast: replace(words, sides=(replace(YOUNG, group="A"), SLEEPERS)), "group_1"),
        (
            lambda words, cast: replace(
                words, sides=(replace(YOUNG, group="A", conversation=cast.circle_conversation), SLEEPERS)
            ),
            "group_1",
        ),
        (lambda words, cast: replace(words, sides=(replace(YOUNG, limits=[cast.circle_limit]), SLEEPERS)), "limits_1"),
    ],
)
def test_a_tension_that_cannot_be_is_refused_at_its_field(
    cast: Cast, change: Callable[[Words, Cast], Words], field: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.register(cast.coproduction, change(WORDS, cast), by=cast.facilitator)
    assert refused.value.field == field
    assert not Tension.objects.exists()


def test_a_side_speaks_through_those_who_were_let_in(cast: Cast) -> None:
    assert cast.side.has_speaker(cast.resident)
    assert not cast.other_side.has_speaker(cast.resident)
    assert not cast.other_side.has_speaker(cast.speaker.person)
    actions.let_in(cast.speaker, by=cast.facilitator)
    assert cast.other_side.has_speaker(cast.neighbour)
    actions.stand_down(cast.speaker, by=cast.neighbour)
    assert not cast.other_side.has_speaker(cast.neighbour)


def test_nobody_speaks_for_both_sides_or_asks_twice(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="asked already"):
        actions.ask_to_speak(cast.side, by=cast.resident, why="Again.")
    with pytest.raises(NotPossible, match="other side"):
        actions.ask_to_speak(cast.other_side, by=cast.resident, why="This one too.")
    waiting = cast.speaker.person
    with pytest.raises(NotPossible, match="or ask to"):
        actions.ask_to_speak(cast.side, by=waiting, why="Either will do.")
    # Two requests that were made at once are caught as they are let in.
    twin = Speaker.objects.create(side=cast.side, person=waiting, why="At once.")
    actions.let_in(cast.speaker, by=cast.facilitator)
    with pytest.raises(NotPossible, match="Nobody speaks for both"):
        actions.let_in(twin, by=cast.facilitator)


def test_who_is_turned_down_reads_why_and_may_ask_again(cast: Cast) -> None:
    actions.turn_down(cast.speaker, by=cast.facilitator, reason="Three speak for it already.")
    assert cast.speaker.reason == "Three speak for it already."
    with pytest.raises(NotPossible, match="answered already"):
        actions.let_in(cast.speaker, by=cast.facilitator)
    assert actions.ask_to_speak(cast.other_side, by=cast.neighbour, why="Two left.").state == Speaker.State.ASKED


def test_an_organisation_that_is_a_side_speaks_by_its_members(cast: Cast) -> None:
    _ = cast.council_party
    words = replace(WORDS, sides=(YOUNG, SideWords("The council", "Quiet complaints.", organisation=cast.council)))
    tension = actions.register(cast.coproduction, words, by=cast.facilitator)
    assert tension.sides.get(position=2).has_speaker(cast.officer)


def test_words_are_tried_until_the_other_side_says_yes(cast: Cast) -> None:
    side = cast.side
    first = actions.say_what_they_need(side, by=cast.neighbour, words="They want noise.")
    with pytest.raises(NotPossible, match="not answered"):
        actions.say_what_they_need(side, by=cast.neighbour, words="Hm.")
    with pytest.raises(NotPossible) as refused:
        actions.answer_understanding(first, by=cast.resident, answer="not_quite")
    assert refused.value.field == "words"
    actions.answer_understanding(first, by=cast.resident, answer="not_quite", words="A place, not noise.")
    second = actions.say_what_they_need(side, by=cast.neighbour, words="They need a place.")
    actions.answer_understanding(second, by=cast.resident, answer="yes")
    with pytest.raises(NotPossible, match="accepted"):
        actions.say_what_they_need(side, by=cast.neighbour, words="Once more.")
    assert not cast.tension.is_understood()  # the other side has not heard its need yet
    assert not second.is_noted


def test_a_facilitator_who_writes_it_down_says_who_answered_and_where(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="who answered, and where"):
        actions.answer_understanding(cast.understanding, by=cast.facilitator, answer="yes")
    actions.answer_understanding(cast.understanding, by=cast.facilitator, answer="yes", words="Nine of them, outside.")
    assert cast.understanding.is_noted


def test_options_are_weighed_only_once_each_has_understood_the_other(cast: Cast) -> None:
    words = {"state": "can_live", "why": "It would do."}
    with pytest.raises(NotPossible, match="First each side"):
        actions.weigh(cast.option, cast.side, by=cast.resident, **words)
    understood(cast)
    actions.weigh(cast.option, cast.side, by=cast.resident, **words)
    actions.weigh(cast.option, cast.side, by=cast.resident, state="cannot", why="Not any more.")
    assert Weighing.objects.get().state == Weighing.State.CANNOT


def test_an_option_is_weighed_by_the_sides_of_its_own_table(cast: Cast) -> None:
    understood(cast)
    with pytest.raises(NotPossible) as refused:
        actions.weigh(cast.option, cast.circle_side, by=cast.organiser, state="can_live", why="Why not?")
    assert refused.value.field == "side"


@pytest.mark.parametrize("how", Resolution.TOGETHER)
def test_nothing_is_agreed_before_each_has_understood_the_other(cast: Cast, how: str) -> None:
    with pytest.raises(NotPossible, match="First each side") as refused:
        actions.settle(cast.tension, parked(how=how), by=cast.facilitator)
    assert refused.value.field == "how"
    understood(cast)
    assert actions.settle(cast.tension, parked(how=how), by=cast.facilitator).how == how


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"how": "won"}, "how"),
        ({"words": ""}, "words"),
        ({"review_on": in_days(0)}, "review_on"),
        ({"review_on": in_days(5000)}, "review_on"),
        ({"how": "decided"}, "decided_by"),
        ({"is_trial": True}, "option"),
        ({"dissent": "x" * 1001}, "dissent"),
    ],
)
def test_a_settlement_that_cannot_be_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.settle(cast.tension, parked(**changes), by=cast.facilitator)
    assert refused.value.field == field
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("how", [Resolution.How.AGREED, Resolution.How.COMPROMISE])
def test_nothing_is_agreed_that_a_side_has_not_weighed_or_cannot_live_with(cast: Cast, how: str) -> None:
    understood(cast)
    given = parked(how=how, option=cast.option)
    actions.weigh(cast.option, cast.side, by=cast.resident, state="can_live", why="It would do.")
    with pytest.raises(NotPossible, match="both sides weigh") as refused:
        actions.settle(cast.tension, given, by=cast.facilitator)
    assert refused.value.field == "option"
    actions.weigh(cast.option, cast.other_side, by=cast.facilitator, state="cannot", why="Not one night.")
    with pytest.raises(NotPossible, match="cannot live with") as refused:
        actions.settle(cast.tension, given, by=cast.facilitator)
    assert refused.value.field == "how"
    actions.weigh(cast.option, cast.other_side, by=cast.facilitator, state="with_change", why="If somebody answers.")
    assert actions.settle(cast.tension, given, by=cast.facilitator).option == cast.option


def test_sides_that_accept_that_they_differ_have_weighed_what_they_differ_over(cast: Cast) -> None:
    understood(cast)
    given = parked(how="accepted", option=cast.option)
    actions.weigh(cast.option, cast.side, by=cast.resident, state="can_live", why="It would do.")
    with pytest.raises(NotPossible, match="both sides weigh") as refused:
        actions.settle(cast.tension, given, by=cast.facilitator)
    assert refused.value.field == "option"
    actions.weigh(cast.option, cast.other_side, by=cast.facilitator, state="cannot", why="Not one night.")
    assert actions.settle(cast.tension, given, by=cast.facilitator).option == cast.option


def test_the_two_sides_are_not_one_group_of_the_map(cast: Cast) -> None:
    sides = [replace(side, group="A", conversation=cast.conversation) for side in (YOUNG, SLEEPERS)]
    with pytest.raises(NotPossible, match="same group") as refused:
        actions.register(cast.coproduction, replace(WORDS, sides=(sides[0], sides[1])), by=cast.facilitator)
    assert refused.value.field == "group_2"
    other = replace(sides[1], group="B")
    assert actions.register(cast.coproduction, replace(WORDS, sides=(sides[0], other)), by=cast.facilitator)


def test_a_decision_says_who_made_it(cast: Cast) -> None:
    _ = cast.council_party
    given = parked(how="decided", decided_by=cast.council)
    assert actions.settle(cast.tension, given, by=cast.facilitator).decided_by == cast.council


def test_a_decision_is_also_made_by_a_meeting_a_court_or_a_body_elsewhere(cast: Cast) -> None:
    given = parked(how="decided", decided_by_words="  The county court, in March ")
    resolution = actions.settle(cast.tension, given, by=cast.facilitator)
    assert (resolution.decided_by, resolution.decided_by_words) == (None, "The county court, in March")
    assert resolution.who_decided == "The county court, in March"
    event = events().get(kind="tension.settled")
    assert event.for_organisation_id is None
    assert event.facts == {"resolution": resolution.pk, "is_trial": False}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"decided_by_words": "   "}, "decided_by", "Say who decided"),
        ({"decided_by_words": " 12.3 "}, "decided_by_words", "in words"),
        ({"decided_by_words": "x" * 141}, "decided_by_words", "shorter"),
        ({"decided_by_words": "a\x00b"}, "decided_by_words", "cannot be kept"),
        ({"how": "parked", "decided_by_words": "The court"}, "decided_by_words", "unless somebody decided"),
    ],
)
def test_who_decided_is_said_soundly_or_nothing_is_kept(
    cast: Cast, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(NotPossible, match=words) as refused:
        actions.settle(cast.tension, parked(**({"how": "decided"} | changes)), by=cast.facilitator)
    assert refused.value.field == field
    assert not Resolution.objects.exists()


def test_an_organisation_at_the_table_is_chosen_and_not_typed(cast: Cast) -> None:
    _ = cast.council_party
    twice = parked(how="decided", decided_by=cast.council, decided_by_words="Its committee")
    for given in (twice, parked(how="decided", decided_by_words=cast.council.name.upper())):
        with pytest.raises(NotPossible) as refused:
            actions.settle(cast.tension, given, by=cast.facilitator)
        assert refused.value.field == "decided_by_words"
    assert not Resolution.objects.exists()


def test_what_both_sides_settled_names_nobody_who_decided(cast: Cast) -> None:
    _ = cast.council_party
    with pytest.raises(NotPossible, match="unless somebody decided"):
        actions.settle(cast.tension, parked(decided_by=cast.council), by=cast.facilitator)


def test_a_trial_comes_back_by_itself_on_its_day_and_not_before(cast: Cast) -> None:
    understood(cast)
    for side in (cast.side, cast.other_side):
        actions.weigh(cast.option, side, by=cast.facilitator, state="can_live", why="For three months.")
    given = parked(how="compromise", option=cast.option, is_trial=True)
    resolution = actions.settle(cast.tension, given, by=cast.facilitator)
    assert tasks.bring_back_due() == 0
    Resolution.objects.filter(pk=resolution.pk).update(review_on=in_days(0))
    assert tasks.bring_back_due() == 1
    assert tasks.bring_back_due() == 0
    cast.tension.refresh_from_db()
    assert cast.tension.state == Tension.State.TALKING
    assert kinds(cast.tension)[-1] == "tension.came_back"


def test_it_is_settled_anew_only_after_somebody_said_how_it_went(cast: Cast) -> None:
    tension = cast.resolution.tension
    with pytest.raises(NotPossible, match="still stands"):
        actions.say_how_it_went(cast.resolution, by=cast.facilitator, words="Well.")
    actions.reopen(tension, by=cast.facilitator, because="It was loud three times.")
    with pytest.raises(NotPossible, match="how it went"):
        actions.settle(tension, parked(), by=cast.facilitator)
    cast.resolution.refresh_from_db()
    actions.say_how_it_went(cast.resolution, by=cast.facilitator, words="Not well for those who sleep.")
    actions.settle(tension, parked(), by=cast.facilitator)
    assert [one.how_it_went for one in tension.resolutions.all()] == ["", "Not well for those who sleep."]


def test_what_is_settled_is_not_talked_about_until_it_comes_back(cast: Cast) -> None:
    side = cast.resolution.tension.sides.all()[0]
    for act in (
        lambda: actions.offer(side.tension, by=cast.facilitator, title="One more"),
        lambda: actions.say_what_they_need(side, by=cast.facilitator, words="They need it."),
        lambda: actions.settle(side.tension, parked(), by=cast.facilitator),
        lambda: actions.begin_talking(side.tension, by=cast.facilitator),
    ):
        with pytest.raises(NotPossible):
            act()


def test_a_remark_waits_until_a_facilitator_has_read_it(cast: Cast) -> None:
    assert list(cast.tension.remarks.shown()) == []
    actions.show_remark(cast.remark, by=cast.facilitator)
    assert list(cast.tension.remarks.shown()) == [cast.remark]
    with pytest.raises(NotPossible, match="read already"):
        actions.set_remark_aside(cast.remark, by=cast.facilitator, reason="Too late.")


def test_a_remark_that_is_not_shown_has_a_public_reason(cast: Cast) -> None:
    with pytest.raises(NotPossible):
        actions.set_remark_aside(cast.remark, by=cast.facilitator, reason=" ")
    actions.set_remark_aside(cast.remark, by=cast.facilitator, reason="It names a neighbour.")
    assert cast.tension.remarks.reasons() == ["It names a neighbour."]


def test_whoever_said_something_takes_it_back_and_the_words_go(cast: Cast) -> None:
    actions.show_remark(cast.remark, by=cast.facilitator)
    actions.take_remark_back(cast.remark, by=cast.neighbour)
    assert (cast.remark.state, cast.remark.text) == (Remark.State.WITHDRAWN, "")


def test_who_leaves_for_good_speaks_for_no_side_and_leaves_no_words(cast: Cast) -> None:
    _ = (cast.tension, cast.remark, cast.speaker)
    erase_person(cast.neighbour, by=cast.neighbour)
    cast.remark.refresh_from_db()
    cast.speaker.refresh_from_db()
    assert (cast.remark.text, cast.remark.author) == ("", None)
    assert (cast.speaker.why, cast.speaker.state) == ("", Speaker.State.LEFT)


FOUND = Found("blocked", "blocked:1:1", 0.6, (Leg(), Leg()), (1,))


def states(cast: Cast) -> list[str]:
    """Every finding's state."""
    return list(Finding.objects.filter(coproduction=cast.coproduction).values_list("state", flat=True))


def test_the_same_is_not_found_twice(cast: Cast) -> None:
    assert len(keep(cast.coproduction, [FOUND])) == 1
    assert keep(cast.coproduction, [FOUND]) == []
    assert states(cast) == ["waiting"]


def test_what_was_set_aside_comes_back_only_as_news(cast: Cast) -> None:
    finding = keep(cast.coproduction, [FOUND])[0]
    actions.set_finding_aside(finding, by=cast.facilitator, reason="The limit ends in May.")
    assert keep(cast.coproduction, [FOUND, replace(FOUND, key="other")])[0].key == "other"
    assert keep(cast.coproduction, [replace(FOUND, strength=0.7)]) == []
    assert [one.reason for one in keep(cast.coproduction, [replace(FOUND, stamp=(2,))])] == ["The limit ends in May."]


def test_what_is_no_longer_there_goes_and_may_come_back(cast: Cast) -> None:
    keep(cast.coproduction, [FOUND])
    keep(cast.coproduction, [])
    assert states(cast) == ["gone"]
    assert len(keep(cast.coproduction, [FOUND])) == 1


def test_what_was_taken_up_leads_to_its_tension_and_is_not_found_again(cast: Cast) -> None:
    finding = cast.finding
    tension = actions.register(cast.coproduction, WORDS, by=cast.facilitator, finding=finding)
    assert (finding.state, finding.tension) == ("taken_up", tension)
    with pytest.raises(NotPossible, match="already"):
        actions.register(cast.coproduction, WORDS, by=cast.facilitator, finding=finding)
    assert keep(cast.coproduction, [replace(FOUND, key=finding.key, strength=1.0, stamp=(9,))]) == []
