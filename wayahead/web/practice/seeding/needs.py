"""Needs are written from statements, checked back, published, merged and relied on."""

from random import Random

from wayahead.loop.listening.models import Voice
from wayahead.loop.needs import actions
from wayahead.loop.needs.actions import Draft
from wayahead.loop.needs.models import CheckBack, Need
from wayahead.web.practice.seeding.listening import Heard, Step
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.needs import COMMENTS, LAMPS, MERGED, NEEDS, SOMEBODY, Agreed

QUOTED = 4


def agree(town: Town, heard: Heard, chance: Random, step: Step) -> dict[str, Need]:
    """Every need of the story by its key; the two that were merged stay behind the one they became."""
    earlier = [bring_about(town, heard, chance, one) for one in (LAMPS, SOMEBODY)]
    merged = actions.merge(
        earlier,
        by=town.people["aneesa"],
        title=MERGED.title,
        story=MERGED.story,
        reason="People who spoke of lamps and people who spoke of wardens meant the same walk home.",
    )
    check(merged, town, chance)
    actions.publish(
        merged,
        by=town.people["aneesa"],
        dissent="Some want cameras and nothing else. Others will not be filmed on their way home.",
    )
    needs = {MERGED.key: merged}
    for n, one in enumerate(NEEDS):
        needs[one.key] = bring_about(town, heard, chance, one)
        step("Needs are checked back", n / len(NEEDS))
    for key, organisation, what_for in RELIANCES:
        who = town.organisations[organisation]
        lead = who.memberships.select_related("person").get(role="lead").person
        actions.rely(needs[key], by=lead, organisation=who, what_for=what_for)
    return needs


RELIANCES = (
    ("night_off", "trust", "its programme for carers, from next month"),
    ("night_off", "sitting", "which evenings its sitters are trained for"),
    ("warm", "council", "the opening hours of the hall"),
    ("warm", "trust", "its winter grants"),
    ("home_safe", "lamplight", "where it puts light"),
    ("own_place", "tenants", "who gets the second key"),
    ("answer", "homes", "its contract for calls after six"),
)


def bring_about(town: Town, heard: Heard, chance: Random, one: Agreed) -> Need:
    """One need from its first draft to publication."""
    statements = [heard.statements[key] for key in one.themes]
    may_be_quoted = Voice.objects.filter(Voice.quotable(), statements__in=statements)
    quotable = may_be_quoted.order_by("-first_name", "pk").distinct()
    quotes = list(quotable.filter(first_name="Ines")[:1])
    quotes += [voice for voice in quotable[: 2 * QUOTED] if voice not in quotes][: QUOTED - len(quotes)]
    need = actions.write(
        town.coproduction,
        Draft(one.title, one.story, statements, quotes, one.kind),
        by=town.people["dougie"],
        written_for=town.organisations["tenants"],
    )
    check(need, town, chance)
    return actions.publish(need, by=town.people["dougie"], dissent=one.dissent)


def check(need: Need, town: Town, chance: Random) -> None:
    """Ask those who spoke; two in three answer, most of them yes."""
    actions.check_back(need, by=town.people["dougie"])
    asked = CheckBack.objects.filter(need=need).select_related("person").order_by("pk")
    for n, row in enumerate(asked):
        if chance.random() < 1 / 3:
            continue
        answer, comment = COMMENTS[n % len(COMMENTS)] if chance.random() < 0.12 else (CheckBack.Answer.YES, "")
        actions.answer_check_back(need, by=row.person, answer=answer, comment=comment)
