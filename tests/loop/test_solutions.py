"""Solutions within limits: what each version meets and breaks, and what stops a bid."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from wayahead.base.places import actions as places
from wayahead.base.places.models import Area
from wayahead.base.refusal import NotPossible
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.actions import Terms
from wayahead.loop.constraints.models import Constraint, CostKind
from wayahead.loop.funding import actions as funding
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions, checks
from wayahead.loop.solutions.actions import Cost, Draft, Thought
from wayahead.loop.solutions.checks import Cell
from wayahead.loop.solutions.models import CostItem, Judgement, Version

DRAFT = Draft(summary="A warm room.", costs=[Cost("staff", "Two people", 4_000_000)], what_changed="The rooms.")


def publish(cast: Cast, **changes: Any) -> Constraint:
    """The council publishes a limit on the whole cost."""
    _ = cast.council_party
    test = {"test": "total_cost", "at_most_pence": 3_000_000}
    terms = Terms("financial", "No more than there is.", "Budget.", "fixed", "fixed", "The auditor says so.", test)
    return limits.publish(cast.coproduction, replace(terms, **changes), by=cast.officer, owner=cast.council)


def draft(cast: Cast, **changes: Any) -> Version:
    """A new version."""
    return actions.draft_version(cast.solution, replace(DRAFT, **changes), by=cast.facilitator)


def cell(version: Version) -> Cell:
    """The only cell of a version's grid."""
    rows = checks.grid(version.solution, [version])
    assert len(rows) == 1
    return rows[0].cells[0]


def other_need(cast: Cast) -> Need:
    """Another published need of the same co-production."""
    need = Need.objects.get(pk=cast.need.pk)
    need.pk, need.number, need.title = None, 99, "Buses run late"
    need.save()
    return need


def ward(cast: Cast, code: str, parent: Area | None) -> Area:
    """A ward."""
    return places.add_area(code=code, year=2025, name=code, kind="ward", parent=parent, by=None)


def test_a_cost_has_the_kinds_that_limits_name() -> None:
    assert CostItem.Kind is CostKind


def test_a_version_far_beyond_a_limit_breaks_it_and_says_by_how_much(cast: Cast) -> None:
    publish(cast)
    found = cell(draft(cast))
    assert found.state == "broken"
    assert found.why == ("It costs £40,000 in all: £10,000 more than £30,000. This would do: £10,000 less in all.")


def test_a_version_close_to_a_limit_meets_it_with_a_change(cast: Cast) -> None:
    publish(cast, test={"test": "total_cost", "at_most_pence": 3_760_000})
    found = cell(draft(cast))
    assert (found.state, found.change) == ("with_change", "£2,400 less in all")


def test_a_version_within_a_limit_meets_it(cast: Cast) -> None:
    publish(cast, test={"test": "total_cost", "at_most_pence": 4_000_000})
    version = draft(cast)
    assert cell(version).state == "met"
    assert checks.can_go_to_a_bid(version) == "Yes"


def test_a_version_that_says_no_costs_is_unknown_and_never_met(cast: Cast) -> None:
    publish(cast)
    version = draft(cast, costs=[])
    assert cell(version).state == "unknown"
    assert cell(version).why == "It does not say yet what it costs."
    assert checks.can_go_to_a_bid(version) == "Yes, but 1 limit is unknown"


@pytest.mark.parametrize(
    ("firmness", "words", "but"),
    [
        ("preference", "It is a preference: it does not stop a bid.", "1 preference is not kept"),
        ("could_move", "It could move: the trust joins.", "1 limit that could move is not kept"),
    ],
)
def test_what_is_not_fixed_does_not_stop_a_bid_and_says_so(cast: Cast, firmness: str, words: str, but: str) -> None:
    publish(cast, firmness=firmness, would_move_if="the trust joins.")
    version = draft(cast)
    assert words in cell(version).why
    assert checks.broken_fixed_limits(version) == []
    assert checks.can_go_to_a_bid(version) == f"Yes, but {but}"


def test_a_fixed_limit_stops_a_bid_by_name_until_it_moves(cast: Cast) -> None:
    limit = publish(cast)
    version = cast.agreed_version
    ask: dict[str, Any] = {"by": cast.organiser, "applicant": cast.tenants, "asked_pence": 5_000_000}
    with pytest.raises(NotPossible, match="No more than there is"):
        funding.bid(cast.programme, version, **ask)
    question = limits.ask_why(limit, by=cast.resident, text="Why not more?")
    test = {"test": "total_cost", "at_most_pence": 5_200_000}
    honest = {"honest_answer": "fixed", "honest_words": "It is all there is."}
    words = {"words": "The trust joins.", "statement": "No more than £52,000.", **honest}
    limits.answer(question, by=cast.officer, answer="loosened", test=test, **words)
    assert funding.bid(cast.programme, version, **ask)


def test_a_broken_fixed_limit_never_stops_the_discussion(cast: Cast) -> None:
    publish(cast)
    version = actions.share(draft(cast), by=cast.facilitator)
    assert checks.broken_fixed_limits(version)
    actions.suggest(version, Thought("Ask for less.", "should"), by=cast.resident)
    against = actions.object_to(version, by=cast.neighbour, reason="It is too dear.")
    actions.answer_objection(against, by=cast.facilitator, words="We ask the council why.")
    actions.seek_agreement(version, by=cast.facilitator, way="consent", closes_on=timezone.localdate())
    assert actions.agree(version, by=cast.facilitator, words="At the table.").state == "agreed"


def test_a_fixed_limit_that_a_small_change_would_meet_still_stops_a_bid_as_it_stands(cast: Cast) -> None:
    publish(cast, test={"test": "total_cost", "at_most_pence": 3_999_999})
    version = draft(cast)
    assert cell(version).state == "with_change"
    assert checks.broken_fixed_limits(version) == ["No more than there is."]


def test_the_grid_is_live_a_withdrawn_limit_bounds_nothing(cast: Cast) -> None:
    limit = publish(cast)
    version = draft(cast)
    assert checks.broken_fixed_limits(version)
    limits.withdraw(limit, by=cast.officer, reason="Gone.")
    assert checks.grid(version.solution, [version]) == []


def test_a_limit_for_other_needs_does_not_bound(cast: Cast) -> None:
    publish(cast, needs=[other_need(cast)])
    version = draft(cast)
    assert checks.grid(version.solution, [version]) == []
    publish(cast, needs=[cast.need], statement="For this need.")
    assert [row.wording.statement for row in checks.grid(version.solution, [version])] == ["For this need."]


def test_a_limit_for_an_area_bounds_what_lies_in_it_and_what_does_not_say_where(cast: Cast) -> None:
    inside, outside = ward(cast, "E05000001", cast.area), ward(cast, "E05000002", None)
    publish(cast, areas=[cast.area])
    versions = [draft(cast, area=area) for area in (inside, None, outside)]
    row = checks.grid(cast.solution, versions)[0]
    assert [one.state for one in row.cells] == ["broken", "broken", "met"]
    assert row.cells[2].why == "This limit is for another area."
    assert checks.verdicts([row], versions) == [
        "Not yet: it breaks a fixed limit",
        "Not yet: it breaks a fixed limit",
        "Yes",
    ]


def test_a_limit_bounds_only_what_happens_while_it_holds(cast: Cast) -> None:
    publish(cast, valid_from=date(2027, 4, 1), valid_to=date(2028, 3, 31))
    days = [
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 4, 1)),
        (date(2028, 3, 31), date(2028, 6, 1)),
        (date(2028, 4, 1), date(2028, 6, 1)),
    ]
    versions = [draft(cast, starts_on=start, ends_on=end) for start, end in days]
    row = checks.grid(cast.solution, versions)[0]
    assert [one.state for one in row.cells] == ["met", "broken", "broken", "met"]


def test_an_area_in_the_right_borough_meets_a_limit_on_where(cast: Cast) -> None:
    test = {"test": "area", "must_lie_in": [cast.area.code]}
    publish(cast, test=test)
    inside, outside = ward(cast, "E05000001", cast.area), ward(cast, "E05000002", None)
    row = checks.grid(cast.solution, [draft(cast, area=inside), draft(cast, area=outside)])[0]
    assert [one.state for one in row.cells] == ["met", "broken"]
    assert row.cells[1].why == "It happens in E05000002, not in Averhythe."


def judge(cast: Cast, version: Version, limit: Constraint, state: str) -> Judgement:
    """Femi judges."""
    return actions.judge(version, limit.current, by=cast.officer, state=state, why="We looked.")


def test_what_nobody_can_compute_is_unknown_until_its_owner_judges(cast: Cast) -> None:
    _ = cast.council_party
    version = draft(cast)
    limit = cast.judged_limit
    assert (cell(version).state, cell(version).judged_by) == ("unknown", None)
    judge(cast, version, limit, "broken")
    assert (cell(version).state, cell(version).judged_by) == ("broken", cast.officer)
    judge(cast, version, limit, "met")
    assert cell(version).state == "met"
    assert Judgement.objects.count() == 1


def test_nobody_judges_what_is_computed(cast: Cast) -> None:
    limit = publish(cast)
    with pytest.raises(NotPossible, match="computed"):
        judge(cast, draft(cast), limit, "met")


def test_a_judgement_does_not_outlive_the_words_it_was_about(cast: Cast) -> None:
    _ = cast.council_party
    version, limit = draft(cast), cast.judged_limit
    wording = limit.current
    judge(cast, version, limit, "met")
    limits.change(
        limit, by=cast.officer, statement="Children go home by taxi.", test={"test": "judged"}, reason="Asked."
    )
    assert cell(version).state == "unknown"
    with pytest.raises(NotPossible, match="moved since"):
        actions.judge(version, wording, by=cast.officer, state="met", why="We looked.")


def test_a_limit_from_elsewhere_is_not_judged_here(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="somewhere else"):
        judge(cast, draft(cast), cast.circle_limit, "met")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"starts_on": date(2027, 2, 1), "ends_on": date(2027, 1, 1)}, "ends_on"),
        ({"costs": [Cost("staff", "Two people", -1)]}, "costs"),
        ({"costs": [Cost("gold", "Two people", 1)]}, "costs"),
        ({"costs": [Cost("staff", " ", 1)]}, "costs"),
        ({"people_count": 0}, "people_count"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(NotPossible) as refused:
        draft(cast, **changes)
    assert refused.value.field == field
    assert not Version.objects.exists()


def test_a_second_version_says_what_changed_and_the_first_stays(cast: Cast) -> None:
    first = draft(cast, what_changed="")
    with pytest.raises(NotPossible) as refused:
        draft(cast, what_changed="")
    assert refused.value.field == "what_changed"
    second = draft(cast, costs=[Cost("staff", "One person", 2_000_000)])
    assert [first.total_pence, second.total_pence] == [4_000_000, 2_000_000]
    assert (first.number, second.number) == (1, 2)


def test_only_what_was_shared_can_be_agreed_and_only_once(cast: Cast) -> None:
    version = draft(cast)
    with pytest.raises(NotPossible, match="shared"):
        actions.agree(version, by=cast.facilitator, words="At the table.")
    actions.share(version, by=cast.facilitator)
    actions.agree(version, by=cast.facilitator, words="At the table.", dissent="Moira: too late.")
    with pytest.raises(NotPossible, match="not agreed yet"):
        actions.agree(version, by=cast.facilitator, words="Again.")
    assert version.agreed_in is not None
    assert version.agreed_in.dissent == "Moira: too late."


def test_a_grid_twice_as_large_asks_the_database_no_more_often(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(4):
        publish(cast, statement=f"Limit {n}", test={"test": "area", "must_lie_in": [cast.area.code]})
        draft(cast, area=ward(cast, f"E0500000{n}", cast.area))
    versions = list(cast.solution.versions.all())
    with django_assert_max_num_queries(11):
        checks.grid(cast.solution, versions)
