"""Common ground first."""

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.listening.pages import draw, to, words_of
from wayahead.base.people import actions as people
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice
from wayahead.loop.listening.models import OpinionMap, Statement
from wayahead.web.listening.picture import picture
from wayahead.web.listening.reading import how_sure, surely_shared


def camps(cast: Cast, each: int = 6, shared: str = "Idea 7.") -> None:
    """Two camps that share the last statement."""
    drawn = draw(cast, 8)
    actions.correct_statement(drawn[7], by=cast.facilitator, text=shared)
    for person in range(2 * each):
        part = actions.take_part(cast.conversation, by=people.welcome_guest())
        for n, statement in enumerate(drawn[:7]):
            actions.vote(part, statement, Choice(1 if (n < 4) == (person < each) else -1))
        actions.vote(part, drawn[7], Choice(1))
    tasks.redraw(cast.conversation)


def test_common_ground_and_what_divides_as_picture_and_as_table(cast: Cast) -> None:
    camps(cast)
    answer = Client().get(to("results", cast, cast.conversation.pk))
    shown, page = words_of(answer), answer.content.decode()
    assert shown.index("Common ground") < shown.index("What divides")
    assert answer.context["common_ground"][0].statement.text == "Idea 7."
    assert "12 agree, 0 disagree and 0 pass, of 12 who answered." in shown
    assert '<svg class="opinion-map"' in page
    assert "<caption>Groups and how many people are in them</caption>" in page
    assert re.search(r'<th scope="row">A</th><td class="numeric">6</td>', page)
    where = page[page.index("<caption>How many people stand where on the picture</caption>") :]
    assert sum(map(int, re.findall(r'<td class="numeric">(\d+)</td>', where[: where.index("</table>")]))) == 12
    assert "12 people answered" in shown
    assert "96 answers, as of" in shown


def people_at(*places: tuple[float, float, int | None, int]) -> list[dict[str, Any]]:
    """So many people at each place: x, y, their group, how many."""
    return [{"x": x, "y": y, "group": group} for x, y, group, many in places for _one in range(many)]


def test_the_table_counts_everybody_whom_the_picture_shows() -> None:
    found = picture(people_at((-1, 1, 0, 7), (1, 1, 1, 6), (1, -1, 2, 3), (0, 0, None, 2)))
    assert found
    assert [(mark.letter, mark.size) for mark in found.marks] == [("A", 7), ("B", 6)]
    assert found.apart == 5, "two between the groups, and three whose group is too small to be shown"
    assert found.ninths == ((7, 0, 6), (0, None, 0), (0, 0, None))


def test_where_people_do_not_fall_into_groups_the_picture_has_no_letter() -> None:
    found = picture(people_at((-1, 1, 0, 5), (1, -1, 0, 6)))
    assert found
    assert found.marks == ()
    assert {group for _x, _y, group in found.points} == {-1}
    assert found.ninths == ((5, 0, 0), (0, 0, 0), (0, 0, 6))


def test_with_whom_one_is(cast: Cast) -> None:
    camps(cast)
    browser, shared = Client(), Statement.objects.get(number=8)
    browser.post(to("vote_cast", cast, shared.pk), {"vote": "1"})
    tasks.redraw(cast.conversation)
    assert "You are with 12 others" in words_of(browser.get(to("results", cast, cast.conversation.pk)))


def take_part(cast: Cast, choices: list[int]) -> Client:
    """A guest who gave these answers to the first statements, in their browser."""
    browser = Client()
    for statement, choice in zip(Statement.objects.order_by("number"), choices, strict=False):
        browser.post(to("vote_cast", cast, statement.pk), {"vote": str(choice)})
    return browser


def test_one_sees_where_one_stands_and_nobody_else_does(cast: Cast) -> None:
    camps(cast)
    one, other = take_part(cast, [1] * 4 + [-1] * 3), take_part(cast, [-1] * 4 + [1] * 3)
    tasks.redraw(cast.conversation)
    address = to("results", cast, cast.conversation.pk)
    pages = [browser.get(address) for browser in (one, other, Client())]
    seen = [(page.context["own_letter"], page.context["you"] is not None) for page in pages]
    assert sorted(seen[:2]) == [("A", True), ("B", True)]
    assert seen[2] == ("", False)
    assert f"You answer most like group {seen[0][0]}." in words_of(pages[0])
    assert [page.content.decode().count('class="you"') for page in pages] == [1, 1, 0]
    mark = next(mark for mark in pages[0].context["picture"].marks if mark.letter == seen[0][0])
    you = pages[0].context["you"]
    assert abs(you.x - mark.x) < 100, "beside the letter of the own group"


def test_one_is_on_the_map_only_once_it_was_drawn_with_one(cast: Cast) -> None:
    camps(cast)
    late = take_part(cast, [1] * 7)
    answer = late.get(to("results", cast, cast.conversation.pk))
    assert answer.context["you"] is None
    assert "You stand between" not in words_of(answer)


def test_whoever_signed_in_later_still_finds_where_they_stand(cast: Cast) -> None:
    camps(cast)
    guest = people.welcome_guest()
    part = actions.take_part(cast.conversation, by=guest)
    for statement in Statement.objects.order_by("number")[:7]:
        actions.vote(part, statement, Choice(1))
    tasks.redraw(cast.conversation)
    people.claim(guest, by=cast.stranger)
    assert cast.browser(cast.stranger).get(to("results", cast, cast.conversation.pk)).context["you"]


def test_fewer_than_five_people_are_not_shown(cast: Cast) -> None:
    camps(cast, each=2)
    shown = words_of(Client().get(to("results", cast, cast.conversation.pk)))
    assert "Results show from 5 people on" in shown
    assert "who answered" not in shown
    assert Client().get(to("results_json", cast, cast.conversation.pk)).json() == {}


def test_every_statement_stands_on_a_page_of_its_own(cast: Cast) -> None:
    camps(cast)
    shown = words_of(Client().get(to("results_all", cast, cast.conversation.pk)))
    assert [shown.index(f"Idea {n}.") for n in range(8)]
    assert shown.index("Idea 7.") < shown.index("Idea 0."), "the most shared first"


def test_results_that_changed_say_so_and_those_that_did_not_say_nothing(cast: Cast) -> None:
    camps(cast)
    address = to("results_news", cast, cast.conversation.pk)
    version = OpinionMap.objects.get().version
    assert Client().get(address, {"version": version}).status_code == 204
    browser = Client()
    browser.post(to("vote_cast", cast, Statement.objects.get(number=8).pk), {"vote": "1"})
    tasks.redraw(cast.conversation)
    answer = browser.get(address, {"version": version})
    assert answer.content.decode().lstrip().startswith('<div id="news"')
    assert "New answers came in." in words_of(answer)
    assert "You are with 12 others" in words_of(answer)


def test_the_table_has_a_row_per_statement_and_columns_per_group(cast: Cast) -> None:
    camps(cast, shared="=HYPERLINK(1)")
    answer = Client().get(to("results_csv", cast, cast.conversation.pk))
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(table) == 8
    assert table[0]["statement"] == "'=HYPERLINK(1)", "no spreadsheet computes what somebody said"
    assert (table[0]["agree"], table[0]["seen"], table[0]["A agree"], table[0]["B agree"]) == ("12", "12", "6", "6")
    assert 0.5 < float(table[0]["A low"]) < 1


def test_the_picture_stands_by_itself_and_its_points_name_nobody(cast: Cast) -> None:
    camps(cast)
    answer = Client().get(to("results_svg", cast, cast.conversation.pk))
    drawing = ElementTree.fromstring(answer.content)
    assert answer["Content-Type"] == "image/svg+xml"
    assert not list(drawing.iter("{http://www.w3.org/2000/svg}style")), "the policy of our pages forbids it"
    assert cast.conversation.question in answer.content.decode()
    points = Client().get(to("results_points", cast, cast.conversation.pk)).json()["points"]
    assert len(points) == 12
    assert points == sorted(points)
    assert {group for _x, _y, group in points} == {0, 1}


def test_nothing_can_be_taken_away_before_five_people_answered(cast: Cast) -> None:
    camps(cast, each=2)
    for name in ("results_csv", "results_svg", "results_points"):
        assert Client().get(to(name, cast, cast.conversation.pk)).status_code == 404, name


@pytest.mark.parametrize(
    ("count", "stable", "stability", "words"),
    [
        (2, True, 0.93, "losing one vote in ten would not change this"),
        (2, False, 0.4, "The groups are not stable: read the common ground, not the groups."),
        (2, False, None, "Nobody has tried yet"),
        (1, False, None, "People do not fall into clear groups here."),
        (0, False, None, "People do not fall into clear groups here."),
    ],
)
def test_how_sure_we_are_is_said_in_a_sentence(count: int, stable: bool, stability: float | None, words: str) -> None:
    assert words in how_sure({"groups": {"count": count, "stable": stable, "stability": stability}})


def test_a_group_that_may_be_there_and_is_not_shown_is_mentioned() -> None:
    found = {"groups": {"count": 2, "stable": True, "stability": 0.93, "perhaps": 3}}
    assert "There may be one more" in how_sure(found)
    assert "losing one vote in ten" in how_sure({"groups": found["groups"] | {"perhaps": 2}})


def test_groups_that_hold_are_not_said_to_be_all_there_are() -> None:
    found = {"groups": {"count": 2, "stable": True, "stability": 0.93, "perhaps": 2}}
    assert "A small group can still be hidden inside a larger one" in how_sure(found)


def test_what_too_few_of_a_group_answered_is_not_said_to_be_shared_by_every_group() -> None:
    many = {"agree": 20, "disagree": 0, "pass": 0}
    assert surely_shared({"by_group": [many, many], "seen": 40})
    assert not surely_shared({"by_group": [many, None], "seen": 40})
    assert not surely_shared({"by_group": [None, None], "seen": 40})


def test_without_groups_everybody_has_one_bar(cast: Cast) -> None:
    drawn = draw(cast, 2)
    for _person in range(8):
        part = actions.take_part(cast.conversation, by=people.welcome_guest())
        for statement in drawn:
            actions.vote(part, statement, Choice(1))
    tasks.redraw(cast.conversation)
    shown = words_of(Client().get(to("results", cast, cast.conversation.pk)))
    assert "Everybody agrees" in shown
    assert "Group A" not in shown


def test_the_data_has_nobody_in_it(cast: Cast) -> None:
    camps(cast)
    data = Client().get(to("results_json", cast, cast.conversation.pk)).json()
    assert data["participants"] == 12
    assert "people" not in data


def test_more_statements_and_people_cost_no_more_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    camps(cast)
    with django_assert_max_num_queries(10):
        Client().get(to("results", cast, cast.conversation.pk))
    with django_assert_max_num_queries(10):
        Client().get(to("results_all", cast, cast.conversation.pk))
    with django_assert_max_num_queries(10):
        Client().get(to("statements", cast, cast.conversation.pk))
