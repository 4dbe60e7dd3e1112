"""People shape the plans: they suggest, object, offer, answer opportunities, and do one thing without any funder."""

from collections import Counter
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.loop.listening.models import Participation, Vote
from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes import actions as outcomes
from wayahead.loop.solutions import actions as solutions
from wayahead.loop.solutions.actions import Draft, Help, Opening, Part, Task, Thought
from wayahead.loop.solutions.models import Offer, Solution, Suggestion, Version
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.shaping import (
    AGAINST,
    BOATHOUSE,
    CAME_OF_IT,
    FED,
    KITCHEN,
    KITCHEN_TAKEN,
    OFFERS,
    SECTIONS,
    STEPS,
    SUPPERS,
    WISHES,
    Wish,
)

SHAPED = "lates"
VOTERS_OF_A_GROUP = 20  # who say whether the skate corner can be agreed
PARTS = ("whole", "costs", "days", "people")


class Wished(NamedTuple):
    """A suggestion of the story, and the row that it became."""

    wish: Wish
    made: Suggestion


def somebody(town: Town, key: str) -> Person:
    """Somebody of the story, or a guest whose name nobody knows."""
    return town.people[key] if key else people.welcome_guest()


def sections_of(plan: str, number: int) -> list[Part]:
    """The sections of a version, where the story has some."""
    return [Part(heading, text, key) for key, heading, text in SECTIONS.get(number, ())] if plan == SHAPED else []


def wish(town: Town, plan: str, version: Version) -> list[Wished]:
    """What people suggest to a version; what is declined is declined at once, with the reason."""
    wished = [Wished(one, suggest(town, one, version)) for one in WISHES if plan == SHAPED and one.to == version.number]
    for one, made in wished:
        if one.declined:
            solutions.decline(made, by=town.people["aneesa"], why=one.declined)
    return wished


def suggest(town: Town, one: Wish, version: Version) -> Suggestion:
    """One suggestion."""
    is_section = one.about not in PARTS
    thought = Thought(
        text=one.text,
        degree=one.degree,
        part=Suggestion.Part.SECTION if is_section else one.about,
        section_key=one.about if is_section else "",
        why=one.why,
        signed=one.signed,
        speaking_for=town.organisations[one.speaking_for] if one.speaking_for else None,
    )
    return solutions.suggest(version, thought, by=somebody(town, one.who))


def say_whether_in(wished: list[Wished], version: Version) -> None:
    """Those whose suggestions were taken in say whether the last version does what they asked for."""
    for one, made in wished:
        if one.fulfilled and made.suggester:
            solutions.say_fulfilled(made, version, by=made.suggester, answer=one.fulfilled)


def settle_a_reason(town: Town, version: Version) -> None:
    """Everybody is asked; somebody who lives above the hall cannot live with it; that is answered, and they can."""
    today = timezone.localdate()
    solutions.seek_agreement(version, by=town.people["aneesa"], way="consent", closes_on=today)
    reason, signed, answer = AGAINST
    raised = solutions.object_to(version, by=people.welcome_guest(), reason=reason, signed=signed)
    solutions.answer_objection(raised, by=town.people["aneesa"], words=answer)


def put_to_the_vote(town: Town, version: Version, need: Need) -> None:
    """Some of each group of opinion say whether it can be agreed, each as they answered what the need rests on."""
    today, asked = timezone.localdate(), Counter[int]()
    sought = solutions.seek_agreement(version, by=town.people["aneesa"], way="vote", closes_on=today)
    statement = need.statements.order_by("pk")[0]
    minds = dict(Vote.objects.filter(statement=statement).exclude(choice=0).values_list("voter", "choice"))
    taking_part = Participation.objects.filter(conversation=statement.conversation_id, placement__isnull=False)
    for one in taking_part.exclude(person=None).select_related("person", "placement").order_by("pk"):
        group = one.placement.group
        if one.person and one.pseudonym in minds and asked[group] < VOTERS_OF_A_GROUP:
            asked[group] += 1
            solutions.say_if_agreed(sought, by=one.person, agrees=minds[one.pseudonym] == Vote.Choice.AGREE)


def bring_offers(town: Town, needs: dict[str, Need]) -> dict[str, Offer]:
    """What people bring."""
    return {
        one.key: solutions.offer(
            town.coproduction,
            Help(
                kind=one.kind,
                words=one.words,
                signed=one.signed,
                need=needs[one.need] if one.need else None,
                speaking_for=town.organisations[one.speaking_for] if one.speaking_for else None,
            ),
            by=somebody(town, one.who),
        )
        for one in OFFERS
    }


def call_for_responses(town: Town, needs: dict[str, Need]) -> Version:
    """The boathouse waits for an answer; the kitchen got one, which needs no funder."""
    today, femi = timezone.localdate(), town.people["femi"]
    council = town.organisations["council"]
    boathouse = Opening("building", *BOATHOUSE, closes_on=today + timedelta(days=45))
    solutions.open_call(town.coproduction, boathouse, by=femi, opened_for=council)
    kitchen = Opening("building", *KITCHEN, closes_on=today + timedelta(days=20), named_as=needs["kitchen"])
    call = solutions.open_call(town.coproduction, kitchen, by=femi, opened_for=council)
    title, summary, agreed = SUPPERS
    suppers = solutions.start(
        town.coproduction,
        by=town.people["dougie"],
        title=title,
        needs=[needs["warm"]],
        strengths=[needs["hands"]],
        responds_to=call,
        is_community_led=True,
    )
    version = write_suppers(town, suppers, summary)
    solutions.agree(version, by=town.people["aneesa"], words=agreed, review_on=today + timedelta(days=90))
    solutions.settle_call(call, by=femi, words=KITCHEN_TAKEN)
    return version


def write_suppers(town: Town, suppers: Solution, summary: str) -> Version:
    """The plan of the suppers, which costs nothing that anybody has to ask for."""
    today = timezone.localdate()
    draft = Draft(
        summary=summary,
        who_benefits="Everybody in Lockside",
        people_count=60,
        area=town.borough,
        starts_on=today,
        ends_on=today + timedelta(days=364),
        delivered_by=town.organisations["tenants"],
        steps=[
            Task(what, by_whom, today + timedelta(days=days), help_wanted) for what, by_whom, help_wanted, days in STEPS
        ],
    )
    return solutions.share(solutions.draft_version(suppers, draft, by=town.people["dougie"]), by=town.people["dougie"])


def do_it(town: Town, version: Version, offers: dict[str, Offer]) -> None:
    """The van and the pots are asked for and come; three of four steps are done, and what came of it is told."""
    dougie, steps = town.people["dougie"], list(version.steps.all())
    for key in ("van", "pots"):
        match = solutions.ask_for_help(offers[key], steps[1], by=dougie)
        solutions.answer_match(match, by=offers[key].helper or dougie, is_yes=True)
    solutions.ask_for_help(offers["somali"], steps[3], by=dougie)
    for step in steps[:3]:
        solutions.do_step(step, by=dougie)
    words, did_not_work = CAME_OF_IT
    account = outcomes.Account(words=words, did_not_work=did_not_work, people_reached=FED, spent_pence=0)
    outcomes.report_what_we_did(version, account, by=dougie)


def shape_together(town: Town, needs: dict[str, Need]) -> None:
    """What people bring, the opportunities, and what they do themselves."""
    offers = bring_offers(town, needs)
    do_it(town, call_for_responses(town, needs), offers)
