"""What if a limit moved, with real versions and limits; and which of them clash."""

from dataclasses import replace
from typing import Any

from tests.cast import Cast
from tests.loop.test_solutions import other_need
from wayahead.kernels.feasibility import parse
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.actions import Terms
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.solutions import actions, checks, whatif
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.models import Solution, Version

TERMS = Terms(
    kind="financial",
    statement="No more than there is.",
    reason="It is what we have.",
    firmness="could_move",
    honest_answer="inconvenient",
    honest_words="There would be less for others.",
    would_move_if="the trust joins",
)


def publish(cast: Cast, test: dict[str, Any], **changes: Any) -> Constraint:
    """A limit of the council."""
    _ = cast.council_party
    return limits.publish(cast.coproduction, replace(TERMS, test=test, **changes), by=cast.officer, owner=cast.council)


def version(cast: Cast, pence: int | None, solution: Solution | None = None, **claims: Any) -> Version:
    """A shared version that costs so much."""
    costs = [Cost("staff", "Somebody", pence)] if pence is not None else []
    draft = Draft(summary="Something happens.", costs=costs, what_changed="The cost.", **claims)
    made = actions.draft_version(solution or cast.solution, draft, by=cast.facilitator)
    return actions.share(made, by=cast.facilitator)


def other_solution(cast: Cast, title: str) -> Solution:
    """Another solution to the same need."""
    return actions.start(cast.coproduction, by=cast.facilitator, title=title, needs=[cast.need])


def board(cast: Cast) -> whatif.Board:
    """Everything that is shared."""
    versions = Version.objects.filter(solution__coproduction=cast.coproduction).select_related("solution")
    return whatif.board(cast.coproduction, list(versions.order_by("solution", "number")))


def test_a_sweep_says_how_far_a_limit_would_have_to_move_and_for_whom(cast: Cast) -> None:
    limit = publish(cast, {"test": "total_cost", "at_most_pence": 5_000_000})
    version(cast, 4_000_000)
    dear = version(cast, 5_000_001)
    (move,) = whatif.sweep(board(cast), [limit])
    assert move.comes_in == [dear]
    assert move.sentences == ["It costs no more than £50,000.01 in all."]


def test_a_limit_for_another_need_is_nobodys_reason_to_stay_out(cast: Cast) -> None:
    limit = publish(cast, {"test": "total_cost", "at_most_pence": 1})
    other = publish(cast, {"test": "total_cost", "at_most_pence": 1}, needs=[other_need(cast)])
    mine = version(cast, 2)
    assert whatif.what_if(board(cast), limit, None).comes_in == [mine]
    assert whatif.what_if(board(cast), other, None).comes_in == []


def test_moving_a_limit_the_other_way_says_who_falls_out(cast: Cast) -> None:
    limit = publish(cast, {"test": "total_cost", "at_most_pence": 5_000_000})
    mine = version(cast, 4_000_000)
    found = whatif.what_if(board(cast), limit, parse({"test": "total_cost", "at_most_pence": 3_999_999}))
    assert found.falls_out == [mine]


def test_what_a_person_has_to_judge_keeps_out_until_it_is_judged(cast: Cast) -> None:
    limit = publish(cast, {"test": "total_cost", "at_most_pence": 1})
    version(cast, 2)
    _ = cast.judged_limit
    assert whatif.what_if(board(cast), limit, None).comes_in == []
    actions.judge(Version.objects.get(), cast.judged_limit.current, by=cast.officer, state="met", why="Two adults.")
    assert whatif.what_if(board(cast), limit, None).comes_in == [Version.objects.get()]


def test_a_clash_names_the_limits_and_solutions_and_its_figures_add_up(cast: Cast) -> None:
    limit = publish(cast, {"test": "together_cost", "at_most_pence": 10_000_000})
    version(cast, 6_000_000)
    version(cast, 500_000, other_solution(cast, "Small"))
    version(cast, 4_500_001, other_solution(cast, "Large"))
    standing = whatif.together(board(cast))
    assert not standing.can_stand
    assert [solution.title for solution in standing.solutions] == ["Lockside Lates", "Large"]
    (part,) = standing.parts
    assert part.limit == limit
    assert part.words == "They take at least £105,000.01 of it, and there is £100,000: £5,000.01 too much."
    assert "leaves no room for all of these" in standing.words
    moved = parse({"test": "together_cost", "at_most_pence": 11_000_001})
    assert whatif.together(board(cast), {0: moved}).can_stand
    assert whatif.together(board(cast), {0: None}).can_stand


def test_a_clash_with_a_limit_that_is_only_tried_says_how_it_would_read_and_whom_it_keeps_out(cast: Cast) -> None:
    publish(cast, {"test": "total_cost", "at_most_pence": 5_000_000})
    version(cast, 4_000_000)
    assert whatif.together(board(cast)).can_stand
    standing = whatif.together(board(cast), {0: parse({"test": "total_cost", "at_most_pence": 3_999_999})})
    assert standing.parts[0].words == (
        "If it read: It costs no more than £39,999.99 in all. It keeps out version 1 of “Lockside Lates”."
    )


def test_a_solution_can_go_ahead_in_any_of_its_versions_until_one_is_agreed(cast: Cast) -> None:
    publish(cast, {"test": "total_cost", "at_most_pence": 5_000_000})
    version(cast, 4_000_000)
    dear = version(cast, 6_000_000)
    assert whatif.together(board(cast)).can_stand
    actions.agree(dear, by=cast.facilitator, words="All of us.")
    standing = whatif.together(board(cast))
    assert standing.words == "1 limit leaves no version of “Lockside Lates”."
    assert standing.parts[0].words == "It keeps out version 2 of “Lockside Lates”."


def test_what_is_unknown_is_not_called_a_clash_and_not_called_fine(cast: Cast) -> None:
    publish(cast, {"test": "total_cost", "at_most_pence": 5_000_000})
    version(cast, None)
    standing = whatif.together(board(cast))
    assert not standing.parts
    assert not standing.can_stand
    assert "Some facts are missing" in standing.words
    assert [one.missing for one in standing.unsure] == [["It does not say yet what it costs."]]


def test_what_lacks_a_fact_comes_in_by_nothing_and_the_fact_is_named(cast: Cast) -> None:
    limit = publish(cast, {"test": "total_cost", "at_most_pence": 5_000_000})
    publish(cast, {"test": "people_count", "at_least_people": 3})
    _ = cast.judged_limit
    dear = version(cast, 6_000_000)
    assert whatif.sweep(board(cast), [limit]) == []
    for to in (None, parse({"test": "total_cost", "at_most_pence": 6_000_000})):
        found = whatif.what_if(board(cast), limit, to)
        assert found.comes_in == []
        (doubt,) = found.unsure
        assert doubt.version == dear
        assert doubt.missing == [
            "It does not say yet for how many people.",
            "Nobody has judged yet whether it keeps to “Children go home safely”.",
        ]
    few = version(cast, 6_000_000, people_count=2)
    assert whatif.what_if(board(cast), limit, None).kept_out == [few]


def test_a_plan_of_people_who_do_it_themselves_costs_nothing_unless_it_says_otherwise(cast: Cast) -> None:
    for test in ({"test": "total_cost", "at_most_pence": 1}, {"test": "cost_per_person", "at_most_pence": 1}):
        publish(cast, test)
    ours = actions.start(cast.coproduction, by=cast.facilitator, title="Ours", needs=[cast.need], is_community_led=True)
    for pence, state in ((None, "met"), (100, "broken")):
        made = version(cast, pence, ours, people_count=2 if pence else None)
        rows = checks.grid(ours, [made])
        assert {row.cells[0].state for row in rows} == {state}
        assert checks.verdicts(rows, [made]) == ["It needs none: people do it themselves"]


def test_a_preference_stands_in_nobodys_way(cast: Cast) -> None:
    test = {"test": "total_cost", "at_most_pence": 1}
    publish(cast, test, firmness="preference", would_move_if="")
    version(cast, 2)
    assert whatif.together(board(cast)).can_stand
    publish(cast, test)
    (part,) = whatif.together(board(cast)).parts
    assert part.limit.firmness == "could_move"


def test_solutions_that_exclude_each_other_leave_room_for_one(cast: Cast) -> None:
    publish(cast, {"test": "together_count", "at_most_solutions": 1})
    version(cast, 1)
    assert whatif.together(board(cast)).can_stand
    version(cast, 1, other_solution(cast, "Another"))
    standing = whatif.together(board(cast))
    assert len(standing.solutions) == 2
    assert (
        standing.parts[0].words == "They take at least 2 solutions of it, and there is 1 solution: 1 solution too much."
    )
