"""People decide together over small pots: one round is counted and its grants are made, one is open."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.utils import timezone

from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.loop.funding import actions as funding
from wayahead.loop.funding.actions import Question
from wayahead.loop.funding.models import Programme, Round
from wayahead.loop.needs.models import Need
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Cost, Draft
from wayahead.loop.solutions.checks import grid
from wayahead.loop.solutions.models import Version
from wayahead.web.practice.seeding.listening import Heard
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.cast import CHARACTERS
from wayahead.web.practice.story.rounds import (
    AGREE_WITH_THEIR_CAMP,
    ALSO_LIKE,
    BY_PANEL,
    CAMPS,
    CHOSE_ALREADY,
    COUNTED,
    CRITERIA,
    ON_PAPER,
    OPEN,
    OPEN_FOR_DAYS,
    PAID_PENCE,
    PANEL,
    PROGRAMME,
    SEATS,
    SMALL,
    Small,
)

SEED = 17  # of the ballots


def decide_together(town: Town, heard: Heard, needs: dict[str, Need]) -> None:
    """Small plans, a programme for them, and two rounds."""
    name, whole_pence, keys = PROGRAMME
    today = timezone.localdate()
    offer = funding.Offer(
        title=name,
        pot_pence=whole_pence,
        opens_on=today,
        closes_on=today + timedelta(days=90),
        needs=[needs[key] for key in keys],
        about="The trust does not choose: people of Lockside do, by their ballots, and a rule shares the money out.",
    )
    programme = funding.open_programme(town.organisations["trust"], offer, by=town.people["ruth"])
    agreed = {one.key: agree_on(town, one, needs[one.need]) for one in SMALL}
    counted = open_round(town, programme, COUNTED, agreed)
    chance = Random(SEED)
    ballots = made_up(chance)
    choose(town, counted, ballots, whose(heard), chance)
    funding.count_round(counted, by=town.people["ruth"])
    funding.award_round(counted, by=town.people["ruth"], report_due_on=today + timedelta(days=200))
    title, about, pot_pence, again = OPEN
    standing = (*again, *ask_the_panel(town, programme, agreed))
    following = open_round(town, programme, (title, about, pot_pence, standing), agreed, days=OPEN_FOR_DAYS)
    for _camp, numbers in ballots[:CHOSE_ALREADY]:
        funding.choose(following, by=people.welcome_guest(), numbers=numbers, where=somewhere(town, chance))


def ask_the_panel(town: Town, programme: Programme, agreed: dict[str, Version]) -> list[str]:
    """Six residents score with reasons, one stands aside, they are paid; gives what they did not fund."""
    ruth, keys = town.people["ruth"], BY_PANEL[-1]
    panel = funding.Panel(criteria=CRITERIA, seats=SEATS, recognition_pence=PAID_PENCE)
    round = open_round(town, programme, BY_PANEL, agreed, panel=panel)
    entries = list(round.entries.all())
    for seat, looked in zip(round.invitations.all(), PANEL, strict=True):
        member = people.welcome_guest()
        funding.accept(seat, by=member)
        for entry, one in zip(entries, looked, strict=True):
            if one.points is None:
                funding.stand_aside(entry, by=member, why=one.why)
            else:
                funding.score(entry, by=member, points=dict(enumerate(one.points, start=1)), reasons=one.why)
    funding.pay_panel(round, by=ruth)
    document = funding.count_round(round, by=ruth).document
    funding.award_round(round, by=ruth, report_due_on=timezone.localdate() + timedelta(days=200))
    return [key for entry, key in zip(entries, keys, strict=True) if str(entry.number) not in document["winners"]]


def agree_on(town: Town, one: Small, need: Need) -> Version:
    """A small plan, drafted, judged and agreed."""
    dougie, today = town.people["dougie"], timezone.localdate()
    draft = Draft(
        summary=one.summary,
        costs=[Cost(kind, words, pence) for kind, words, pence in one.costs],
        area=town.borough,
        who_benefits="Everybody in Lockside",
        people_count=one.people,
        starts_on=today + timedelta(days=20),
        ends_on=today + timedelta(days=200),
        delivered_by=town.organisations[one.delivered_by],
    )
    solution = solutions.start(town.coproduction, by=dougie, title=one.title, needs=[need])
    version = solutions.share(solutions.draft_version(solution, draft, by=dougie), by=dougie)
    for row in grid(solution, [version]):
        if row.is_judged:
            owner = lead_of(row.constraint.owner)
            solutions.judge(version, row.wording, by=owner, state="met", why="It does not touch this.")
    return solutions.agree(version, by=town.people["aneesa"], words=one.agreed)


def lead_of(organisation: object) -> Person:
    """Who leads an organisation of the story."""
    return organisation.memberships.select_related("person").get(role="lead").person  # type: ignore[attr-defined,no-any-return]


def open_round(
    town: Town,
    programme: Programme,
    told: tuple[str, str, int, tuple[str, ...]],
    agreed: dict[str, Version],
    *,
    days: int = 0,
    panel: funding.Panel | None = None,
) -> Round:
    """A round for everybody, or one for a panel."""
    title, about, pot_pence, keys = told
    asked = Question(
        title=title,
        about=about,
        versions=[agreed[key] for key in keys],
        pot_pence=pot_pence,
        closes_on=timezone.localdate() + timedelta(days=days),
        panel=panel,
    )
    return funding.open_round(programme, town.coproduction, asked, by=town.people["ruth"])


def made_up(chance: Random) -> list[tuple[int, list[int]]]:
    """Which camp somebody is of, and what they would be glad of: most agree with their own, and like a little more."""
    ballots = []
    for camp, (size, likes) in enumerate(CAMPS):
        for _n in range(size):
            own = {number for number in likes if chance.random() < AGREE_WITH_THEIR_CAMP}
            more = {number for number in range(1, 7) if chance.random() < ALSO_LIKE}
            ballots.append((camp, sorted(own | more)))
    chance.shuffle(ballots)
    return ballots


def whose(heard: Heard) -> list[Iterator[Person]]:
    """Those who voted in the conversation, by their camp; none who can be played."""
    played = {character.name for character in CHARACTERS}
    voted = [(person, camp) for person, camp in heard.residents if person.name not in played]
    return [iter([person for person, of in voted if of == camp]) for camp in range(len(CAMPS))]


def somewhere(town: Town, chance: Random) -> funding.Where:
    """They belong there; most say in which part."""
    return funding.Where(belongs=True, part=chance.choice([*town.parts, None]))


def choose(
    town: Town, round: Round, ballots: list[tuple[int, list[int]]], voted: list[Iterator[Person]], chance: Random
) -> None:
    """Most choose on a page, those who voted; some on paper, which Precious types, who asks for nothing here."""
    funding.print_papers(round, by=town.people["ruth"], how_many=2 * ON_PAPER)
    for number, (_camp, numbers) in enumerate(ballots[:ON_PAPER], start=1):
        funding.type_paper(
            round, by=town.people["precious"], paper_number=number, numbers=numbers, where=somewhere(town, chance)
        )
    for camp, numbers in ballots[ON_PAPER:]:
        funding.choose(round, by=next(voted[camp]), numbers=numbers, where=somewhere(town, chance))
