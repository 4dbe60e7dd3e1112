"""Fills an empty database with the story of Lockside, by the same actions that people use."""

from random import Random

from django.db import transaction

from wayahead.base.people.models import Installation, Person
from wayahead.base.record.actions import via
from wayahead.base.refusal import NotPossible
from wayahead.web.practice.seeding.line import tell
from wayahead.web.practice.seeding.listening import Step, listen
from wayahead.web.practice.seeding.needs import agree
from wayahead.web.practice.seeding.past_grants import give_before
from wayahead.web.practice.seeding.rounds import decide_together
from wayahead.web.practice.seeding.tensions import settle
from wayahead.web.practice.seeding.town import build_town

SEED = 16  # of the briefing from 2016 that all this comes from


@transaction.atomic
def seed(step: Step) -> None:
    """The whole story or nothing of it; only ever on a database without people, which it marks as a practice space."""
    if Person.objects.exists() and not Installation.is_practice_space():
        raise NotPossible("There are people in this database already. A practice space starts from an empty one.")
    if Person.objects.exists():
        raise NotPossible("This practice space is seeded already. Start it anew with --reset.")
    chance = Random(SEED)
    with via("command"):
        town = build_town()
        give_before(town)
        heard = listen(town, chance, step)
        needs = agree(town, heard, chance, step)
        tell(town, needs, chance, step)
        settle(town, heard, needs)
        step("People decide together", 0.5)
        decide_together(town, heard, needs)
        step("Done", 1.0)
