"""The figure that a limit's sentence names is the one that it is checked with, or nobody can publish it."""

import pytest

from wayahead.kernels.feasibility import parse
from wayahead.loop.constraints.figures import contradiction

MONEY = {"test": "total_cost", "at_most_pence": 2_000_000}
DAY = {"test": "dates", "ends_not_after": "2030-03-31"}
DAYS = {"test": "duration", "at_most_days": 90}
SHARE = {"test": "cost_share", "cost_kind": "food", "at_most_percent": "12.5"}
PEOPLE = {"test": "people_count", "at_least_people": 3}


@pytest.mark.parametrize(
    ("statement", "test", "found"),
    [
        ("No more than £25,000.", MONEY, ("£25,000", "£20,000")),
        ("No more than 25 thousand pounds.", MONEY, ("25 thousand pounds", "£20,000")),
        ("Under £25k, please", MONEY, ("£25k", "£20,000")),
        ("It ends by 30 March 2030.", DAY, ("30 March 2030", "31 March 2030")),
        ("It ends by 2030-03-30", DAY, ("2030-03-30", "31 March 2030")),
        ("Not past April 2030", DAY, ("April 2030", "31 March 2030")),
        ("At most 60 days.", DAYS, ("60 days", "90 days")),
        ("At most two weeks.", DAYS, ("two weeks", "90 days")),
        ("At most 12% for food.", SHARE, ("12%", "12.5%")),
        ("For four people or more.", PEOPLE, ("four people", "3 people")),
    ],
)
def test_a_sentence_with_another_figure_than_its_test_is_told_with_both(
    statement: str, test: dict[str, object], found: tuple[str, str]
) -> None:
    assert contradiction(statement, parse(test)) == found


@pytest.mark.parametrize(
    ("statement", "test"),
    [
        ("No more than £20,000.", MONEY),
        ("£20k, of which £5,000 for food.", MONEY),
        ("No more than £20,000.00 in all", MONEY),
        ("0.02 million pounds", MONEY),
        ("No more than there is.", MONEY),
        ("No more than £25.000 or £5,50 or £10-15k", MONEY),  # nobody can say for sure what these mean
        ("In 2030 we have 25,000 reasons.", MONEY),
        ("It ends by 31 March 2030.", DAY),
        ("It ends by March 31st, 2030.", DAY),
        ("31/03/2030 at the latest", DAY),
        ("Not past March 2030", DAY),
        ("Not past the end of the year 2029", DAY),
        ("At most three months.", DAYS),
        ("Three days a week.", DAYS),
        ("At most 12.5 per cent for food.", SHARE),
        ("For three people or more, 12 of them children.", PEOPLE),
        ("£4 for each person", PEOPLE),
        ("At most £3.", {"test": "judged"}),
    ],
)
def test_a_sentence_that_agrees_or_cannot_be_read_for_sure_is_let_through(
    statement: str, test: dict[str, object]
) -> None:
    assert contradiction(statement, parse(test)) is None
