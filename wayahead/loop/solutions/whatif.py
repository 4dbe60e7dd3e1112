"""What if a limit moved or went: which versions come in, which fall out, whether all solutions can stand together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.base.coproduction.models import CoProduction
from wayahead.kernels.feasibility import (
    Clash,
    Column,
    Limit,
    Outcome,
    Shared,
    State,
    Together,
    TooManyWays,
    Unsure,
    Way,
    clash_of,
    swept,
    tried,
)
from wayahead.kernels.feasibility.finding import MISSING, Figure
from wayahead.loop.constraints import wording
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.constraints.moving import JUDGED, test_of
from wayahead.loop.solutions.checks import Subject, subjects, why_not_bound
from wayahead.loop.solutions.models import Judgement, Solution, Version

PREFERENCE = Constraint.Firmness.PREFERENCE
JUDGEMENT = "judgement"
BROKEN = (State.BROKEN, State.WITH_CHANGE)
# Whoever wants to be sure takes the unknown for broken: it never counts as met.
NOT_MET = (*BROKEN, State.UNKNOWN)


@dataclass(frozen=True)
class Board:
    """Versions to choose from, against every limit that stands: read once, solved as often as somebody asks."""

    versions: Sequence[Version]
    limits: Sequence[Constraint]
    tests: Sequence[Limit]
    columns: Sequence[Column]

    def open_ways(self) -> list[tuple[Version, Column]]:
        """The versions in which solutions can still go ahead: those that were agreed, else those that were shared."""
        shared = [
            (version, column)
            for version, column in zip(self.versions, self.columns, strict=True)
            if version.state != Version.State.DRAFT
        ]
        settled = {version.solution_id for version, _column in shared if version.state == Version.State.AGREED}
        return [
            (version, column)
            for version, column in shared
            if version.state == Version.State.AGREED or version.solution_id not in settled
        ]

    def number_of(self, constraint: Constraint) -> int:
        """The number of a limit on this board."""
        return next(number for number, limit in enumerate(self.limits) if limit.pk == constraint.pk)


@dataclass(frozen=True)
class Doubt:
    """A version of which nobody can say, and the facts that are missing, in sentences."""

    version: Version
    missing: Sequence[str]


@dataclass(frozen=True)
class Move:
    """One limit as it might read, in sentences (none where it would go), and what that changes."""

    limit: Constraint
    sentences: Sequence[str]
    comes_in: Sequence[Version]
    falls_out: Sequence[Version]
    unsure: Sequence[Doubt]
    kept_out: Sequence[Version]  # another limit keeps them out all the same


@dataclass(frozen=True)
class Part:
    """One limit of a clash, and what it does there."""

    limit: Constraint
    words: str


@dataclass(frozen=True)
class Standing:
    """Whether all solutions can go ahead together. Without a clash and not sure: nobody knows enough to say."""

    is_known: bool
    solutions: Sequence[Solution]
    parts: Sequence[Part]
    words: str
    unsure: Sequence[Doubt] = ()

    @property
    def can_stand(self) -> bool:
        """True where each solution has a version with which all keep every limit that binds."""
        return self.is_known and not self.parts


def board(coproduction: CoProduction, versions: Sequence[Version]) -> Board:
    """These versions against the limits of their co-production that stand today. A fixed number of queries."""
    limits = list(
        Constraint.objects.filter(coproduction=coproduction, state=Constraint.State.STANDING)
        .select_related("owner", "coproduction")
        .prefetch_related("versions", "areas", "needs")
    )
    tests = [test_of(limit.current) for limit in limits]
    judged = {
        (judgement.version_id, judgement.limit_id): State(judgement.state)
        for judgement in Judgement.objects.filter(version__in=versions)
    }
    columns = [column(subject, limits, tests, judged) for subject in subjects(list(versions))]
    return Board(versions, limits, tests, columns)


def column(
    subject: Subject, limits: Sequence[Constraint], tests: Sequence[Limit], judged: Mapping[tuple[int, int], State]
) -> Column:
    """What one version makes of each limit that bounds it."""
    answers = {need.pk for need in subject.version.solution.needs.all()}
    states: dict[int, State] = {}
    missing: dict[int, str] = {}
    for number, (limit, test) in enumerate(zip(limits, tests, strict=True)):
        needs = {need.pk for need in limit.needs.all()}
        if (needs and not needs & answers) or why_not_bound(limit, subject):
            continue
        if test.name == JUDGED:
            states[number] = judged.get((subject.version.pk, limit.current.pk), State.UNKNOWN)
            missing |= {number: JUDGEMENT} if states[number] == State.UNKNOWN else {}
        else:
            found = test.check(subject.claims)
            states[number] = found.state
            missing |= {number: found.missing} if found.missing else {}
    return Column(subject.claims, states, missing)


def doubt(on: Board, unsure: Unsure) -> Doubt:
    """What is missing of a version, each fact once."""
    said = {
        _("Nobody has judged yet whether it keeps to “%s”.") % on.limits[limit].current.statement.rstrip(".")
        if fact == JUDGEMENT
        else _(MISSING[fact])
        for limit, fact in unsure.missing
    }
    return Doubt(on.versions[unsure.column], sorted(said))


def move(on: Board, outcome: Outcome) -> Move:
    """What the kernel found, with its rows."""
    return Move(
        on.limits[outcome.limit],
        wording.sentences(outcome.to) if outcome.to else [],
        comes_in=[on.versions[number] for number in outcome.comes_in],
        falls_out=[on.versions[number] for number in outcome.falls_out],
        unsure=[doubt(on, one) for one in outcome.unsure],
        kept_out=[on.versions[number] for number in outcome.kept_out],
    )


def what_if(on: Board, constraint: Constraint, to: Limit | None) -> Move:
    """One limit as it might read; None where it would go."""
    return move(on, tried(on.columns, on.number_of(constraint), to))


def sweep(on: Board, constraints: Iterable[Constraint]) -> list[Move]:
    """How far each of these limits would have to move to let another version in; what lets nobody in is left out."""
    numbers = [on.number_of(constraint) for constraint in constraints]
    return [move(on, outcome) for outcome in swept(on.columns, {number: on.tests[number] for number in numbers})]


def together(on: Board, instead: Mapping[int, Limit | None] | None = None) -> Standing:
    """Whether all solutions can go ahead, each in one version; with `instead`, if some limits read otherwise.

    Preferences stop nothing, so they stand in nobody's way here either.
    """
    tests = {number: test for number, test in enumerate(on.tests) if number not in (instead or {})}
    tests |= {number: test for number, test in (instead or {}).items() if test is not None}
    tests = {number: test for number, test in tests.items() if on.limits[number].firmness != PREFERENCE}
    try:
        known = table(on, tests, instead or {}, BROKEN)
        found = clash_of(known)
        if found:
            return clashing(on, tests, instead or {}, known, found)
        is_sure = clash_of(table(on, tests, instead or {}, NOT_MET)) is None
    except TooManyWays:
        return Standing(False, [], [], _("There are too many ways to combine them. Look at fewer solutions at once."))
    if is_sure:
        return Standing(True, [], [], _("All solutions can go ahead together, and keep every limit that binds them."))
    words = _("Nothing that is known stands in the way of all of them. Some facts are missing.")
    return Standing(False, [], [], words, lacking(on, tests, instead or {}))


def lacking(on: Board, tests: Mapping[int, Limit], instead: Mapping[int, Limit | None]) -> list[Doubt]:
    """Every version in which a solution could go ahead, break nothing that is known, and still lacks a fact."""
    numbers = {version.pk: number for number, version in enumerate(on.versions)}
    found = []
    for version, column in on.open_ways():
        facts, breaks = dict(column.missing), column.broken & tests.keys() - instead.keys()
        for number in column.states.keys() & instead.keys() & tests.keys():
            tried_so = tests[number].check(column.claims)
            facts[number] = tried_so.missing
            breaks |= {number} if tried_so.state in BROKEN else set()
        missing = tuple((number, fact) for number, fact in facts.items() if fact and number in tests)
        if missing and not breaks:
            found.append(doubt(on, Unsure(numbers[version.pk], missing)))
    return found


def table(
    on: Board, tests: Mapping[int, Limit], instead: Mapping[int, Limit | None], bad: Collection[State]
) -> Together:
    """Every solution in its versions; a limit whose state is one of `bad` counts as broken."""
    ways: dict[int, list[Way]] = {}
    for version, column in on.open_ways():
        breaks, takes = [], {}
        for number in column.states.keys() & tests.keys():
            test = tests[number]
            if state(column, number, test, instead) in bad:
                breaks.append(number)
            if isinstance(test, Shared):
                takes[number] = test.takes(column.claims) or 0
        ways.setdefault(version.solution_id, []).append(Way.of(breaks, takes))
    most = {number: test.most for number, test in tests.items() if isinstance(test, Shared)}
    return Together(list(ways.values()), len(on.limits), most)


def state(column: Column, number: int, test: Limit, instead: Mapping[int, Limit | None]) -> State:
    """What a version makes of a limit: as it stands, or as it would read."""
    return test.check(column.claims).state if number in instead else column.states[number]


def clashing(
    on: Board, tests: Mapping[int, Limit], instead: Mapping[int, Limit | None], known: Together, found: Clash
) -> Standing:
    """A clash in words: the limits that together leave no room for these solutions, and what each of them does."""
    order = list(dict.fromkeys(version.solution_id for version, _column in on.open_ways()))
    solutions = [
        next(version.solution for version in on.versions if version.solution_id == order[number])
        for number in found.solutions
    ]
    keys = {solution.pk for solution in solutions}
    parts = []
    for number in found.limits:
        test = tests[number]
        kept_out = [
            version
            for version, column in on.open_ways()
            if version.solution_id in keys
            and number in column.states
            and state(column, number, test, instead) in BROKEN
        ]
        words = taken(test, known, found, number) if isinstance(test, Shared) and not kept_out else keeps_out(kept_out)
        if number in instead:
            words = _("If it read: %s") % " ".join([*wording.sentences(test), words])
        parts.append(Part(on.limits[number], words))
    return Standing(True, solutions, parts, headline(solutions, len(parts)))


def headline(solutions: Sequence[Solution], limits: int) -> str:
    """The clash in one sentence."""
    names = ", ".join(f"“{solution.title}”" for solution in solutions)
    if len(solutions) == 1:
        words = ngettext("%(n)d limit leaves no version of %(names)s.",
                         "These %(n)d limits together leave no version of %(names)s.", limits)  # fmt: skip
    else:
        words = ngettext("%(n)d limit leaves no room for all of these: %(names)s.",
                         "These %(n)d limits together leave no room for all of these: %(names)s.", limits)  # fmt: skip
    return words % {"n": limits, "names": names}


def keeps_out(versions: Sequence[Version]) -> str:
    """Which versions a limit keeps out."""
    named = ", ".join(
        _("version %(n)d of “%(title)s”") % {"n": version.number, "title": version.solution.title}
        for version in versions
    )
    return _("It keeps out %s.") % named


def taken(test: Shared, known: Together, found: Clash, number: int) -> str:
    """How much of a limit on all together these solutions take at the least, and how much there is."""
    limits = sum(1 << one for one in found.limits if one != number)
    least = sum(known.least(solution, number, limits) or 0 for solution in found.solutions)
    unit = test.takes_unit
    said = {
        "least": wording.shown(Figure(least, unit), {}),
        "most": wording.shown(Figure(test.most, unit), {}),
        "over": wording.shown(Figure(max(0, least - test.most), unit), {}),
    }
    if least > test.most:
        return _("They take at least %(least)s of it, and there is %(most)s: %(over)s too much.") % said
    return _("They take at least %(least)s of it, and there is %(most)s.") % said
