"""One statement at a time."""

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.listening.pages import draw, to, words_of
from wayahead.loop.listening import actions
from wayahead.loop.listening.models import Voice, Vote


def test_without_javascript_one_after_the_other(cast: Cast) -> None:
    drawn, browser = draw(cast, 3), Client()
    address, asked = to("vote", cast, cast.conversation.pk), []
    answer = browser.get(address)
    while (statement := answer.context["statement"]) is not None:
        asked.append(statement.pk)
        answer = browser.post(to("vote_cast", cast, statement.pk), {"vote": "1", "matters": "1"}, follow=True)
        assert answer.redirect_chain[-1] == (address, 302)
    assert sorted(asked) == [one.pk for one in drawn]
    assert "That was all. Thank you." in words_of(answer)
    assert Vote.objects.filter(choice=1, matters=True, channel="web").count() == 3


def test_with_htmx_the_next_card_is_the_answer_itself(cast: Cast) -> None:
    first, _second = draw(cast, 2)
    answer = Client().post(to("vote_cast", cast, first.pk), {"vote": "-1"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div id="vote"')
    assert "You have answered 1 ." in words_of(answer)


def test_undo_asks_the_same_again(cast: Cast) -> None:
    statement, browser = draw(cast, 5)[2], Client()
    browser.post(to("vote_cast", cast, statement.pk), {"vote": "1"})
    for headers in ({}, {"HX-Request": "true"}):
        answer = browser.post(to("vote_cast", cast, statement.pk), {"vote": "undo"}, follow=True, headers=headers)
        assert answer.context["statement"] == statement
        assert "Taken back. You can answer it again." in words_of(answer)
        assert "My answers" not in words_of(answer)


def test_no_link_leads_somebody_to_a_statement_of_its_sender(cast: Cast) -> None:
    statement = draw(cast, 3)[1]
    for again in (statement.pk, 0, "x", "9" * 30):
        answer = Client().get(to("vote", cast, cast.conversation.pk), {"again": again})
        assert answer.context["is_taken_back"] is False


def test_the_card_says_how_the_words_came(cast: Cast) -> None:
    draw(cast, 1)
    assert "Somebody said this" in words_of(Client().get(to("vote", cast, cast.conversation.pk)))
    Voice.objects.update(channel="paper")
    assert "Somebody wrote this on paper" in words_of(Client().get(to("vote", cast, cast.conversation.pk)))


def test_an_answer_is_changed_among_ones_own(cast: Cast) -> None:
    (statement,), browser = draw(cast, 1), Client()
    browser.post(to("vote_cast", cast, statement.pk), {"vote": "1", "matters": "1"})
    mine = browser.get(to("my_votes", cast, cast.conversation.pk))
    assert "Agree: Idea 0. Matters a lot to me" in words_of(mine)
    given = {"vote": "-1", "back": "my_votes"}
    answer = browser.post(to("vote_cast", cast, statement.pk), given, follow=True)
    assert "Disagree: Idea 0." in words_of(answer)
    assert answer.context["rows"][0].matters is False


def test_many_answers_of_ones_own_turn_their_pages(cast: Cast) -> None:
    browser = Client()
    for statement in draw(cast, 32):
        browser.post(to("vote_cast", cast, statement.pk), {"vote": "1"})
    assert len(browser.get(to("my_votes", cast, cast.conversation.pk)).context["rows"]) == 30
    second = browser.get(to("my_votes", cast, cast.conversation.pk), {"page": 2})
    assert [vote.statement.text for vote in second.context["rows"]] == ["Idea 1.", "Idea 0."]


@pytest.mark.parametrize("vote", ["", "2", "agree", "\x00"])
def test_no_button_is_no_vote(cast: Cast, vote: str) -> None:
    answer = Client().post(to("vote_cast", cast, draw(cast, 1)[0].pk), {"vote": vote})
    assert answer.status_code == 409
    assert not Vote.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["without script", "with script"])
def test_a_card_that_was_set_aside_meanwhile_gives_way_to_the_next(cast: Cast, headers: dict[str, str]) -> None:
    gone, _other = draw(cast, 2)
    actions.set_statement_aside(gone, by=cast.facilitator, reason="Two ideas.")
    answer = Client().post(to("vote_cast", cast, gone.pk), {"vote": "1"}, headers=headers, follow=True)
    assert answer.status_code == 200
    assert "That statement is no longer put to the vote. Here is another." in words_of(answer)
    assert answer.context["statement"].text == "Idea 1."
    assert not Vote.objects.exists()
    assert not cast.conversation.participations.exists(), "nobody begins to take part by that"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["without script", "with script"])
def test_a_card_answered_after_the_end_says_that_it_is_over(cast: Cast, headers: dict[str, str]) -> None:
    statement = draw(cast, 1)[0]
    actions.close_conversation(cast.conversation, by=cast.facilitator)
    answer = Client().post(to("vote_cast", cast, statement.pk), {"vote": "1"}, headers=headers, follow=True)
    assert "This conversation is closed." in words_of(answer)
    assert not Vote.objects.exists()


def test_before_there_is_a_statement_the_page_says_what_to_do(cast: Cast) -> None:
    assert "Nothing to vote on yet" in words_of(Client().get(to("vote", cast, cast.conversation.pk)))
