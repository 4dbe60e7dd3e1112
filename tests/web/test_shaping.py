"""What people see of a solution in the making: what waits for an answer, which version is which, what is open."""

from datetime import timedelta

from django.utils import timezone

from tests.cast import Cast
from wayahead.base.people import actions as people
from wayahead.loop.funding.models import Programme
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.models import Solution, Version
from wayahead.web.solutions.reading import SUGGESTIONS


def read(cast: Cast, rest: str) -> str:
    """A page of the co-production, as a visitor reads it."""
    return cast.browser(None).get(f"/c/{cast.coproduction.slug}/{rest}").content.decode()


def wish(cast: Cast, text: str) -> None:
    """Somebody suggests something to the shared version, and it is not taken in."""
    made = solutions.suggest(cast.shared_version, solutions.Thought(text, "could"), by=people.welcome_guest())
    solutions.decline(made, by=cast.facilitator, why="There is no room.")


def another_version(cast: Cast, words: str = "It opens later.") -> Version:
    """A later version, shared for discussion."""
    solution: Solution = cast.solution
    version = solutions.draft_version(solution, solutions.Draft(words, what_changed="The hours."), by=cast.facilitator)
    return solutions.share(version, by=cast.facilitator)


def test_the_suggestion_that_waits_for_an_answer_stands_first_and_the_rest_is_a_link_away(cast: Cast) -> None:
    for number in range(SUGGESTIONS):
        wish(cast, f"Wish number {number}")
    _ = cast.suggestion
    page = read(cast, f"solutions/{cast.solution.pk}/versions/1/")
    assert page.index("A quiet room.") < page.index("Wish number 0") < page.index("Wish number 6")
    assert "Wish number 7" not in page
    assert "1 more: read every suggestion" in page
    every = read(cast, f"solutions/{cast.solution.pk}/suggestions/")
    assert every.index("A quiet room.") < every.index("Wish number 0") < every.index("Wish number 7")


def test_a_newer_version_does_not_take_the_agreed_one_out_of_sight(cast: Cast) -> None:
    _ = (cast.agreed_version, another_version(cast))
    page = read(cast, f"solutions/{cast.solution.pk}/")
    day = f"{timezone.localdate():%-d %B %Y}"
    assert f"was agreed on {day}." in page
    assert f'/solutions/{cast.solution.pk}/versions/1/">Version 1</a> was agreed' in page
    assert "<strong>Version 2</strong> is the newest, and is not agreed." in page
    assert "See all 2 versions" in page
    assert "There is a newer version" not in page
    assert f"Agreed on {day}" in page


def test_an_older_version_says_that_there_is_a_newer_one_and_which_was_agreed(cast: Cast) -> None:
    _ = (cast.agreed_version, another_version(cast), another_version(cast, "It opens at five."))
    page = read(cast, f"solutions/{cast.solution.pk}/versions/2/")
    assert "There is a newer version" in page
    assert "Read version 3" in page
    assert "Version 1</a> was agreed on" in page
    agreed = read(cast, f"solutions/{cast.solution.pk}/versions/1/")
    assert "There is a newer version" in agreed
    assert "<strong>Version 1</strong> was agreed on" in agreed


def test_a_draft_is_no_newer_version_to_those_who_may_not_read_it(cast: Cast) -> None:
    _ = cast.agreed_version
    solutions.draft_version(cast.solution, solutions.Draft("Not yet.", what_changed="Days."), by=cast.facilitator)
    assert "newer version" not in read(cast, f"solutions/{cast.solution.pk}/versions/1/")


def test_who_writes_a_solution_sees_what_is_open_for_its_needs(cast: Cast) -> None:
    _ = (cast.call, cast.programme)
    browser = cast.browser(cast.facilitator)
    start, draft = "solutions/start/", f"solutions/{cast.solution.pk}/draft/"
    for address in (start, f"{start}?need={cast.need.pk}", draft):
        page = browser.get(f"/c/{cast.coproduction.slug}/{address}").content.decode()
        assert "What is open for this" in page, address
        assert cast.programme.title in page, address
        assert "The boathouse stands empty" in page, address
        assert page.index(cast.programme.title) < page.index("The boathouse stands empty"), address


def test_what_is_closed_or_for_another_need_is_not_hinted_at(cast: Cast) -> None:
    solutions.settle_call(cast.call, by=cast.officer, words="A café has it now.")
    yesterday = timezone.localdate() - timedelta(days=1)
    Programme.objects.filter(pk=cast.programme.pk).update(opens_on=yesterday, closes_on=yesterday)
    page = cast.browser(cast.facilitator).get(f"/c/{cast.coproduction.slug}/solutions/start/").content.decode()
    assert "What is open for this" not in page


def test_a_need_leads_to_a_solution_that_answers_it(cast: Cast) -> None:
    need: Need = cast.need
    browser = cast.browser(cast.facilitator)
    page = browser.get(f"/c/{cast.coproduction.slug}/needs/{need.number}/").content.decode()
    assert f"solutions/start/?need={need.pk}" in page
    start = browser.get(f"/c/{cast.coproduction.slug}/solutions/start/?need={need.pk}").content.decode()
    assert f'value="{need.pk}" id="id_needs_0" class="govuk-checkboxes__input" checked' in start
    assert "solutions/start/" not in read(cast, f"needs/{need.number}/")
