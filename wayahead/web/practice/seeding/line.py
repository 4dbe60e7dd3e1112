"""Limits and what became of them, three solutions, the bids that won and the one that did not, a report, the answers."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from wayahead.base.people.models import Person
from wayahead.journey.answers import because_you_said, voices_upstream
from wayahead.loop.constraints import actions as limits
from wayahead.loop.constraints.models import Constraint
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.actions import Added, Asked, Extra
from wayahead.loop.funding.models import Bid, Grant, Programme
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes import actions as outcomes
from wayahead.loop.outcomes.models import Report
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.models import Solution, Suggestion, Version
from wayahead.web.practice.seeding import shaping
from wayahead.web.practice.seeding.listening import Step
from wayahead.web.practice.seeding.outcomes import say_what_should_change
from wayahead.web.practice.seeding.shaping import Wished
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.limits import LIMITS, QUESTIONS
from wayahead.web.practice.story.outcomes import REPLY, SAFE_BY_PLACE
from wayahead.web.practice.story.plans import PLANS, Plan, Written

IF_IT_MOVES = ("statement", "test", "would_move_if", "who_can_move", "honest_answer", "honest_words")


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
                **{name: asked[name] for name in IF_IT_MOVES if name in asked},
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
        if plan.by_vote:
            shaping.put_to_the_vote(town, version, needs[plan.needs[0]])
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
    """Two funders, three programmes: one bid that both pay for together, one granted at once, one not funded this time."""
    evenings = open_programme(
        town, "trust", "Evenings together", 9_000_000, [needs[k] for k in ("night_off", "warm", "kitchen")]
    )
    warm = open_programme(town, "lamplight", "Warm rooms", 2_500_000, [needs["warm"]], [WHO_OPENS])
    visible = open_programme(
        town, "lamplight", "Things you can see in the dark", 4_000_000, [needs[k] for k in ("home_safe", "own_place")]
    )
    for_lates = pay_together(town, agreed["lates"], evenings, warm)
    lamps = bid(town, visible, agreed["lamps"], 3_600_000)
    corner = bid(town, visible, agreed["corner"], 3_950_000)
    ruth = town.people["ruth"]
    for_lamps = funding.award(
        lamps,
        by=ruth,
        amount_pence=3_600_000,
        reasons="Every group asked for it, and it can be seen from the lock to the bridge at once.",
        report_due_on=timezone.localdate() + timedelta(days=180),
    )
    funding.refuse(
        corner,
        by=ruth,
        reasons="£4,000 was left in the pot after the lamps. The trustees found the plan good and the place contested: "
        "neighbours by the basin were not asked about the hours.",
        would_have_changed="Hours agreed with the people who live by the basin; and £35,500 more in the pot.",
    )
    return for_lates, for_lamps, corner


WHO_OPENS = Extra(
    "Who opens the hall when the host is ill?", "We pay only for rooms that are warm on every evening they promise."
)


def pay_together(town: Town, version: Version, evenings: Programme, warm: Programme) -> Grant:
    """One bid to two funders: a question is answered for both, each offers a part, and the group goes ahead with less."""
    dougie, ruth = town.people["dougie"], town.people["ruth"]
    opens = warm.extra_questions.get()
    whole = funding.send(
        version,
        [
            Asked(evenings, 3_600_000),
            Asked(warm, 1_800_000, {opens.pk: "The caretaker has a key, and two residents who host have one each."}),
        ],
        by=dougie,
        applicant=version.delivered_by or town.organisations["tenants"],
        added=Added(5_200_000, "We can start within a month.", led_by=["DEI090000"], meant_for=["DEI020000"]),
    )
    from_trust, from_lamplight = whole.bids.order_by("pk")
    asked = funding.ask_about(from_trust, by=ruth, text="Do the sitters stay the same through the winter?")
    funding.answer_follow_up(
        asked, by=dougie, words="Yes: each family has one sitter, and a second one whom they have met."
    )
    report_on = timezone.localdate() + timedelta(days=180)
    funding.offer_part(
        from_trust,
        by=ruth,
        amount_pence=3_000_000,
        reasons="It answers three needs at once, carers and neighbours agreed on it, and it costs £143 for each person.",
        report_due_on=report_on,
    )
    funding.offer_part(
        from_lamplight,
        by=ruth,
        amount_pence=1_800_000,
        reasons="The hall is warm on four evenings, and somebody always has the key.",
        report_due_on=report_on,
    )
    funding.accept_short(
        whole,
        by=dougie,
        what_is_cut="£4,000: the council lends the chairs and the second kettle, and residents cook one supper a month.",
    )
    return Grant.objects.get(bid=from_trust)


def open_programme(
    town: Town, funder: str, title: str, pot_pence: int, needs: list[Need], questions: Sequence[Extra] = ()
) -> Programme:
    """A programme that opens today and rests on published needs, in the order in which it wants to pay for them."""
    today: date = timezone.localdate()
    offer = funding.Offer(
        title=title,
        pot_pence=pot_pence,
        opens_on=today,
        closes_on=today + timedelta(days=60),
        needs=needs,
        about="For groups in Averhythe. Ask us first: we answer within ten days.",
        questions=questions,
    )
    made = funding.open_programme(town.organisations[funder], offer, by=town.people["ruth"])
    return funding.rank_needs(made, needs, by=town.people["ruth"])


def bid(town: Town, programme: Programme, version: Version, pence: int) -> Bid:
    """The tenants' group, or the charity that would do it, asks for money."""
    applicant = version.delivered_by or town.organisations["tenants"]
    return funding.bid(
        programme, version, by=town.people["dougie"], applicant=applicant, asked_pence=pence, words="We can start within a month."
    )  # fmt: skip


def report_and_answer(
    town: Town, for_lates: Grant, for_lamps: Grant, corner: Bid, indicators: list[int], chance: Random, step: Step
) -> Report:
    """The lamps are reported on, people say whether it is true, and everybody who spoke gets an answer."""
    safe, walkers, happy = indicators
    report = outcomes.report(
        for_lamps,
        outcomes.Account(
            words="The towpath is lit. Three lamps burn from dusk to midnight between the lock and the bridge. "
            "People with chairs and pushchairs use it again after dark.",
            did_not_work="The lamp by the bridge was broken twice. The boats say that it shines into their windows.",
            people_reached=1900,
            spent_pence=3_585_000,
            counts=[
                outcomes.Count(safe, Decimal(113), of=184, parts=[outcomes.PartCount(*part) for part in SAFE_BY_PLACE]),
                outcomes.Count(walkers, Decimal(117)),
                outcomes.Count(happy, why_not="We asked too late to ask twice. We ask again next autumn."),
            ],
        ),
        by=town.people["dougie"],
    )
    say_whether_true(report, for_lamps.bid, chance)
    report.refresh_from_db()
    if report.disputed_at is not None:
        outcomes.reply(report, by=town.people["dougie"], words=REPLY)
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
    indicators = say_what_should_change(town, needs["home_safe"])
    report_and_answer(town, for_lates, for_lamps, corner, indicators, chance, step)
