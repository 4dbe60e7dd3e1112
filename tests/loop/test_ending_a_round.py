"""How a round of agreement ends: on its day or with a reason before, by enough people, by a panel; and comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.base.record.reading import events
from wayahead.base.refusal import NotPossible
from wayahead.loop.solutions import actions
from wayahead.loop.solutions.models import Agreement, Version
from wayahead.loop.solutions.tasks import bring_back_due
from wayahead.loop.solutions.votes import outcome_of

TODAY = timezone.localdate


def agree(cast: Cast, version: Version) -> Agreement:
    """Write it down as agreed; gives the round."""
    agreed: Agreement = actions.agree(version, by=cast.facilitator, words="At the table.").agreed_in
    return agreed


def say_as_guests(agreement: Agreement, *answers: bool) -> None:
    """As many guests without an address say whether they agree."""
    for agrees in answers:
        actions.say_if_agreed(agreement, by=people.welcome_guest(), agrees=agrees)


def say_as_known(agreement: Agreement, *answers: bool) -> None:
    """As many people with an account say whether they agree."""
    for n, agrees in enumerate(answers):
        person = Person.objects.create_user(email=f"voter{n}@practice.example", name="")
        actions.say_if_agreed(agreement, by=person, agrees=agrees)


@pytest.mark.parametrize(
    ("known", "guests", "rests"),
    [
        ((), (True,) * 5, True),
        ((True,) * 4, (True,) * 5, True),
        ((True, True, True, False, False), (), False),
        ((True, True, True, False, False, False), (True,) * 2, True),
        ((True, True, True, True, False), (False,) * 2, False),
    ],
)
def test_what_was_agreed_says_when_it_rests_on_guests_who_left_no_address(
    cast: Cast, known: tuple[bool, ...], guests: tuple[bool, ...], rests: bool
) -> None:
    say_as_known(cast.agreement, *known)
    say_as_guests(cast.agreement, *guests)
    assert outcome_of(cast.agreement).guests == len(guests)
    assert agree(cast, cast.shared_version).rests_on_guests is rests


def test_a_guest_who_left_an_address_or_was_claimed_is_counted_with_the_others(cast: Cast) -> None:
    guest, claimed = people.welcome_guest(), people.welcome_guest()
    people.change_details(guest, by=guest, name="", answer_to="guest@practice.example", language="en-gb")
    people.claim(claimed, by=cast.stranger)
    for person in (guest, claimed, people.welcome_guest()):
        actions.say_if_agreed(cast.agreement, by=person, agrees=True)
    assert outcome_of(cast.agreement).guests == 1


@pytest.mark.parametrize("way", ["consent", "panel"])
def test_who_ends_it_before_the_day_that_people_were_told_says_why(cast: Cast, way: str) -> None:
    day = TODAY() + timedelta(days=9)
    version, by = cast.shared_version, cast.facilitator
    actions.seek_agreement(version, by=by, way=way, closes_on=day, panel="Nine residents.")
    with pytest.raises(NotPossible, match="Say why it ends before") as refused:
        actions.not_agree(version, by=by, words="In the hall.", cut_short=" ")
    assert refused.value.field == "cut_short"
    with pytest.raises(NotPossible, match="Say why it ends before"):
        actions.agree(version, by=by, words="In the hall.", review_on=day)
    agreed = actions.agree(version, by=by, words="In the hall.", review_on=day, cut_short="The fund shuts on Monday.")
    assert agreed.agreed_in.cut_short == "The fund shuts on Monday."


def test_what_was_never_asked_needs_no_reason_for_ending(cast: Cast) -> None:
    assert agree(cast, cast.shared_version).cut_short == ""


def test_what_ends_on_its_day_needs_no_reason_for_that(cast: Cast) -> None:
    actions.seek_agreement(cast.shared_version, by=cast.facilitator, way="consent", closes_on=TODAY())
    ended = actions.not_agree(cast.shared_version, by=cast.facilitator, words="The hours.", cut_short="No reason.")
    assert ended.cut_short == ""


def test_a_vote_can_be_given_up_before_its_day_with_the_reason(cast: Cast) -> None:
    day = TODAY() + timedelta(days=9)
    actions.seek_agreement(cast.shared_version, by=cast.facilitator, way="vote", closes_on=day)
    with pytest.raises(NotPossible, match="Say why it ends before"):
        actions.not_agree(cast.shared_version, by=cast.facilitator, words="The hours.")
    given_up = actions.not_agree(
        cast.shared_version, by=cast.facilitator, words="The hours.", cut_short="It rained in."
    )
    assert given_up.cut_short == "It rained in."


def test_what_a_panel_decided_has_its_words_and_its_day(cast: Cast) -> None:
    version, by, day = cast.shared_version, cast.facilitator, TODAY() + timedelta(days=30)
    actions.seek_agreement(version, by=by, way="panel", closes_on=TODAY(), panel="Nine residents.")
    with pytest.raises(NotPossible, match="what the panel decided") as refused:
        actions.agree(version, by=by, words=" ", review_on=day)
    assert refused.value.field == "words"
    with pytest.raises(NotPossible) as refused:
        actions.agree(version, by=by, words="Seven of nine: yes.")
    assert refused.value.field == "review_on"
    assert actions.agree(version, by=by, words="Seven of nine: yes.", review_on=day).agreed_in.review_on == day


def test_the_day_to_look_again_comes_back_once_and_is_in_the_record(cast: Cast) -> None:
    day = TODAY() + timedelta(days=30)
    agreed = actions.agree(cast.shared_version, by=cast.facilitator, words="At the table.", review_on=day).agreed_in
    assert bring_back_due() == 0
    with pytest.raises(NotPossible, match="not the day"):
        actions.come_back(agreed)
    Agreement.objects.update(review_on=TODAY())
    assert (bring_back_due(), bring_back_due()) == (1, 0)
    with pytest.raises(NotPossible, match="back already"):
        actions.come_back(agreed)
    about = events().filter(kind="agreement.came_back").values_list("about", flat=True)
    assert list(about) == [f"solutions.agreement:{agreed.pk}"]
