"""Tensions that nobody has named yet: what the stages say when they are read side by side."""

from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from django.db.models import Count

from wayahead.base.coproduction.models import CoProduction
from wayahead.base.people.models import Organisation
from wayahead.kernels import tensions as kernel
from wayahead.kernels.feasibility import exclude_one_another
from wayahead.kernels.opinion import jeffreys
from wayahead.kernels.tensions import Found
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.constraints.moving import test_of
from wayahead.loop.funding.models import Programme
from wayahead.loop.listening.models import OpinionMap, Statement, Voice
from wayahead.loop.needs.models import Need, Reliance
from wayahead.loop.solutions.checks import grid
from wayahead.loop.solutions.models import Solution, Version
from wayahead.loop.tensions.findings import keep
from wayahead.loop.tensions.models import Finding, Side

MOST_DIVIDED = 5  # statements of one conversation that are proposed at a time
TOP = 3  # needs that count as the community's first


def look_for_tensions(coproduction: CoProduction) -> list[Finding]:
    """Look through votes, needs, limits and money; keep what is found, and give what is new."""
    named = Side.objects.filter(tension__coproduction=coproduction)
    statements = set(named.filter(statements__isnull=False).values_list("statements", flat=True))
    found = [one for one in everything_found(coproduction) if not is_named(one, statements)]
    return keep(coproduction, found)


def everything_found(coproduction: CoProduction) -> list[Found]:
    """What there is to find, the votes first."""
    return [
        *between_groups(coproduction),
        *kernel.blocked(blockages(coproduction)),
        *kernel.exclusive(clashes(coproduction)),
        *kernel.far(voiced(coproduction), backings(coproduction), top=TOP),
    ]


def is_named(found: Found, statements: set[int]) -> bool:
    """True for a statement that somebody has put on the table already, on whichever side."""
    return found.kind == Finding.Kind.DIVIDED and bool(statements & set(found.legs[0].statements))


def between_groups(coproduction: CoProduction) -> Iterator[Found]:
    """Statements that divide the groups of an opinion map."""
    for drawn in OpinionMap.objects.filter(conversation__coproduction=coproduction).defer("people"):
        if not drawn.is_shown or drawn.result["groups"]["count"] < 2:
            continue
        keys = dict(
            Statement.objects.filter(conversation=drawn.conversation_id, state=Statement.State.ACCEPTED).values_list(
                "number", "pk"
            )
        )
        about = matters(keys.values())
        yield from kernel.divided(drawn.conversation_id, stands(drawn, keys), most=MOST_DIVIDED, matters=about)


def matters(statements: Iterable[int]) -> dict[int, frozenset[str]]:
    """What each statement is about: the needs that rest on it, and the voices that it was drawn from."""
    keys = list(statements)
    needs = Need.objects.exclude(state=Need.State.SUCCEEDED).filter(statements__in=keys)
    voices = Voice.objects.filter(statements__in=keys)
    found: dict[int, set[str]] = {}
    for name, pairs in (
        ("need", needs.values_list("statements", "pk")),
        ("voice", voices.values_list("statements", "pk")),
    ):
        for statement, thing in pairs:
            found.setdefault(statement, set()).add(f"{name}:{thing}")
    return {statement: frozenset(things) for statement, things in found.items()}


def stands(drawn: OpinionMap, keys: dict[int, int]) -> list[kernel.Stand]:
    """How each group that may be shown answers each statement."""
    cells = [
        (keys[int(one["id"])], group, counts)
        for one in drawn.published["statement_results"]
        if int(one["id"]) in keys
        for group, counts in enumerate(one["by_group"])
        if counts and drawn.result["groups"]["sizes"][group] >= OpinionMap.FEWEST_SHOWN
    ]
    agree = np.array([counts["agree"] for _key, _group, counts in cells])
    disagree = np.array([counts["disagree"] for _key, _group, counts in cells])
    seen = np.array([sum(counts.values()) for _key, _group, counts in cells])
    agree_low, disagree_low = jeffreys(agree, seen)[0], jeffreys(disagree, seen)[0]
    return [
        kernel.Stand(
            key,
            group,
            agree=float(agree[n] / seen[n]),
            agree_low=float(agree_low[n]),
            disagree=float(disagree[n] / seen[n]),
            disagree_low=float(disagree_low[n]),
        )
        for n, (key, group, _counts) in enumerate(cells)
    ]


def blockages(coproduction: CoProduction) -> Iterator[kernel.Blockage]:
    """Needs with solutions, and each limit that the newest version of not one of these keeps to."""
    broken = broken_limits(coproduction)
    needs = Need.objects.filter(coproduction=coproduction, state=Need.State.PUBLISHED, kind=Need.Kind.NEED)
    for need in needs.prefetch_related("solutions"):
        tried = [broken[one.pk] for one in need.solutions.all() if one.pk in broken]
        if not tried:
            continue
        lows = tuple(float(row["low"]) for row in need.agreement)
        for limit, version in sorted(set(tried[0]).intersection(*tried[1:])):
            yield kernel.Blockage(need.pk, lows, limit, version)


def broken_limits(coproduction: CoProduction) -> dict[int, set[tuple[int, int]]]:
    """Of each solution that everybody can read: the limits that its newest version breaks, with their versions."""
    broken = {}
    for solution in Solution.objects.filter(coproduction=coproduction).select_related("coproduction"):
        newest = solution.versions.exclude(state=Version.State.DRAFT).order_by("-number").first()
        if newest is not None:
            rows = grid(solution, [newest])
            broken[solution.pk] = {
                (row.constraint.pk, row.wording.number) for row in rows if row.cells[0].state == "broken"
            }
    return broken


def clashes(coproduction: CoProduction) -> Iterator[kernel.Clash]:
    """Pairs of standing limits that no solution to one need can keep."""
    standing = Constraint.objects.filter(coproduction=coproduction, state=Constraint.State.STANDING)
    limits = [
        (limit.pk, limit.current.number, test_of(limit.current), {need.pk for need in limit.needs.all()})
        for limit in standing.prefetch_related("versions", "needs")
    ]
    for (one, number, test, needs), (other, other_number, other_test, other_needs) in combinations(limits, 2):
        is_apart = needs and other_needs and not needs & other_needs
        if not is_apart and exclude_one_another(test, other_test):
            yield kernel.Clash(((one, number), (other, other_number)))


def voiced(coproduction: CoProduction) -> list[kernel.Voiced]:
    """Each published need with how many voices it rests on."""
    needs = Need.objects.filter(coproduction=coproduction, state=Need.State.PUBLISHED, kind=Need.Kind.NEED)
    counted = needs.annotate(voices=Count("statements__voices", distinct=True))
    return [kernel.Voiced(need.pk, need.voices) for need in counted]


def backings(coproduction: CoProduction) -> list[kernel.Backing]:
    """The funders and public bodies whose money, or whose plans, rest on needs of this co-production."""
    with_power = [Organisation.Kind.FUNDER, Organisation.Kind.PUBLIC_BODY]
    money = Programme.objects.filter(needs__coproduction=coproduction)
    plans = Reliance.objects.filter(need__coproduction=coproduction, ended_at=None, organisation__kind__in=with_power)
    pairs = {*money.values_list("funder_id", "needs"), *plans.values_list("organisation_id", "need")}
    by_organisation: dict[int, set[int]] = {}
    for organisation, need in pairs:
        by_organisation.setdefault(organisation, set()).add(need)
    return [kernel.Backing(organisation, tuple(sorted(needs))) for organisation, needs in by_organisation.items()]
