"""Limits and what became of them, three solutions, the bids that won and the one that did not, a report, the answers."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from wayahead.base.people.models import Person
from wayahead.journey.answers import because_you_said, voices_upstream
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.models import Bid, Grant, Programme
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes import actions as outcomes
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.models import Solution, Suggestion, Version
from wayahead.web.practice.seeding import shaping
from wayahead.web.practice.seeding.listening import Step
from wayahead.web.practice.seeding.shaping import Wished
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.limits import LIMITS, QUESTIONS
from wayahead.web.practice.story.plans import PLANS, Plan, Written


def set_limits(town: Town) -> dict[str, Constraint]:
    """Each party says what bounds a solution; people ask why; some limits move."""
    published = {}
    for bound in LIMITS:
        owner = town.organisations[bound.owner]
        lead = owner.memberships.select_related("person").get(role="lead").person
        published[bound.key] = limits.publish(town.coproduction, bound.terms, by=lead, owner=owner)
    for asked in QUESTIONS:
        limit = published[asked["limit"]]
        question = limits.ask_why(
            limit,
            by=town.people[asked["who"]],
            text=asked["text"],
            kind=asked.get("kind", "why"),
            proposed=asked.get("proposed"),
        )
        for who, text in asked.get("joined", ()):
            limits.ask_why(limit, by=town.people[who], text=text, same_as=question)
        if "answer" in asked:
            lead = limit.owner.memberships.select_related("person").get(role="lead").person
            limits.answer(
                question,
                by=lead,
                answer=asked["answer"],
                words=asked["words"],
                statement=asked.get("statement", ""),
                test=asked.get("test"),
            )
    return published


def craft(town: Town, needs: dict[str, Need], standing: dict[str, Constraint]) -> dict[str, Version]:
    """Each plan in its versions, shared and agreed; gives the agreed version of each."""
    agreed = {}
    for plan in PLANS:
        solution = solutions.start(
            town.coproduction, by=town.people["dougie"], title=plan.title, needs=[needs[key] for key in plan.needs]
        )
        version = write_all(town, solution, plan)
        for key, state, why in plan.judged:
            limit = standing[key]
            owner = limit.owner.memberships.select_related("person").get(role="lead").person
            wording = limit.versions.order_by("-number")[0]
            solutions.judge(version, wording, by=owner, state=state, why=why)
        solutions.agree(
            version,
            by=town.people["aneesa"],
            words=plan.agreed,
            dissent=plan.dissent,
            review_on=timezone.localdate() + timedelta(days=120),
        )
        agreed[plan.key] = version
    return agreed


def write_all(town: Town, solution: Solution, plan: Plan) -> Version:
    """Every version of a plan, each taking in what was suggested to the ones before; gives the last."""
    wished: list[Wished] = []
    for number, one in enumerate(plan.versions, start=1):
        taking = [made for wish, made in wished if wish.taken_in == number]
        version = write(town, solution, plan, number, one, taking)
        wished += shaping.wish(town, plan.key, version)
    shaping.say_whether_in(wished, version)
    if plan.key == shaping.SHAPED:
        shaping.settle_a_reason(town, version)
    return version


def write(
    town: Town, solution: Solution, plan: Plan, number: int, written: Written, taking: list[Suggestion]
) -> Version:
    """One version, written and shared."""
    days = written.starts_in
    starts_on = None if days is None else timezone.localdate() + timedelta(days=days)
    draft = Draft(
        summary=written.summary,
        what_changed=written.what_changed,
        costs=[Cost(kind, words, pence) for kind, words, pence in written.costs],
        area=town.borough if written.is_placed else None,
        who_benefits=written.for_whom,
        people_count=written.people,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=364) if starts_on else None,
        delivered_by=town.organisations[plan.delivered_by],
        sections=shaping.sections_of(plan.key, number),
    )
    version = solutions.draft_version(solution, draft, by=town.people["dougie"], taking=taking)
    return solutions.share(version, by=town.people["dougie"])


def fund(town: Town, needs: dict[str, Need], agreed: dict[str, Version]) -> tuple[Grant, Grant, Bid]:
    """Two programmes, three bids: two are granted, one is not funded this time."""
    evenings = open_programme(
        town, "trust", "Evenings together", 9_000_000, [needs[k] for k in ("night_off", "warm", "kitchen")]
    )
    visible = open_programme(
        town, "lamplight", "Things you can see in the dark", 4_000_000, [needs[k] for k in ("home_safe", "own_place")]
    )
    lates = bid(town, evenings, agreed["lates"], 5_200_000)
    lamps = bid(town, visible, agreed["lamps"], 3_600_000)
    corner = bid(town, visible, agreed["corner"], 3_950_000)
    report_on = timezone.localdate() + timedelta(days=180)
    ruth = town.people["ruth"]
    for_lates = funding.award(
        lates,
        by=ruth,
        amount_pence=4_800_000,
        reasons="It answers three needs at once, carers and neighbours agreed on it, and it costs £143 for each person. "
        "£4,000 less than asked, because the council lends the chairs.",
        report_due_on=report_on,
    )
    for_lamps = funding.award(
        lamps,
        by=ruth,
        amount_pence=3_600_000,
        reasons="Every group asked for it, and it can be seen from the lock to the bridge at once.",
        report_due_on=report_on,
    )
    funding.refuse(
        corner,
        by=ruth,
        reasons="£400 was left in the pot after the lamps. The trustees found the plan good and the place contested: "
        "neighbours by the basin were not asked about the hours.",
        would_have_changed="Hours agreed with the people who live by the basin; and £35,500 more in the pot.",
    )
    return for_lates, for_lamps, corner


def open_programme(town: Town, funder: str, title: str, pot_pence: int, needs: list[Need]) -> Programme:
    """A programme that opens today and rests on published needs."""
    today: date = timezone.localdate()
    offer = funding.Offer(
        title=title,
        pot_pence=pot_pence,
        opens_on=today,
        closes_on=today + timedelta(days=60),
        needs=needs,
        about="For groups in Averhythe. Ask us first: we answer within ten days.",
    )
    return funding.open_programme(town.organisations[funder], offer, by=town.people["ruth"])


def bid(town: Town, programme: Programme, version: Version, pence: int) -> Bid:
    """The tenants' group, or the charity that would do it, asks for money."""
    applicant = version.delivered_by or town.organisations["tenants"]
    return funding.bid(
        programme, version, by=town.people["dougie"], applicant=applicant, asked_pence=pence, words="We can start within a month."
    )  # fmt: skip


def report_and_answer(
    town: Town, for_lates: Grant, for_lamps: Grant, corner: Bid, chance: Random, step: Step
) -> Report:
    """The lamps are reported on, people say whether it is true, and everybody who spoke gets an answer."""
    report = outcomes.report(
        for_lamps,
        outcomes.Account(
            words="The towpath is lit. Three lamps burn from dusk to midnight between the lock and the bridge. "
            "People with chairs and pushchairs use it again after dark.",
            did_not_work="The lamp by the bridge was broken twice. The boats say that it shines into their windows.",
            people_reached=1900,
            spent_pence=3_585_000,
            measures=[
                outcomes.Counted("People who walk home by the water after dark", "a night", Decimal(41), Decimal(117)),
                outcomes.Counted("People who say they feel safe there", "of 100", Decimal(22), Decimal(61)),
            ],
        ),
        by=town.people["dougie"],
    )
    say_whether_true(report, for_lamps.bid, chance)
    step("Answers go back", 0.2)
    aneesa = town.people["aneesa"]
    because_you_said(
        for_lates.bid,
        by=aneesa,
        words="Because you said it, Lockside Lates starts in six weeks: the hall is warm and open on four evenings, there is supper "
        "on Thursdays, and somebody sits with the person you look after. £48,000 of the £52,000 asked for was granted.",
    )
    step("Answers go back", 0.5)
    because_you_said(report, by=aneesa, words="Because you said it, the towpath is lit until midnight.")
    step("Answers go back", 0.8)
    because_you_said(
        corner,
        by=aneesa,
        words="Your skate corner was not funded this time. There was too little in the pot, and the hours were not agreed with the "
        "people who live there. Aneesa brings both sides to one table.",
    )
    return report


VERDICTS = (
    ("yes", ""),
    ("yes", ""),
    ("yes", ""),
    ("partly", "Lit, yes. But not by the steps, and that is where I fell."),
    ("no", "It is dark again past the bridge since the lamp was broken."),
)


def say_whether_true(report: Report, decided: Bid, chance: Random) -> None:
    """Some of those whose words led there say whether it is true; two in five see it differently."""
    speakers: dict[int, Person] = {}
    for voice in voices_upstream(("funding.bid", decided.pk)):
        if voice.speaker is not None:
            speakers.setdefault(voice.speaker.pk, voice.speaker)
    for n, person in enumerate(speakers.values()):
        if chance.random() < 0.8:
            answer, comment = VERDICTS[n % len(VERDICTS)]
            outcomes.say_whether_true(report, by=person, answer=answer, comment=comment)


def tell(town: Town, needs: dict[str, Need], chance: Random, step: Step) -> None:
    """From the limits to the answers."""
    standing = set_limits(town)
    step("Limits, solutions, money", 0.3)
    agreed = craft(town, needs, standing)
    step("Limits, solutions, money", 0.7)
    shaping.shape_together(town, needs)
    for_lates, for_lamps, corner = fund(town, needs, agreed)
    report_and_answer(town, for_lates, for_lamps, corner, chance, step)
