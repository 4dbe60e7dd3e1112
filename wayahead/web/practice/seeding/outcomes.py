"""What should change on the towpath, written by the facilitator and the tenants; what people suggest; what a funder reads."""

from datetime import timedelta

from django.utils import timezone

from wayahead.loop.needs.models import Need
from wayahead.loop.outcomes import actions
from wayahead.loop.outcomes.actions import OutcomeWords, Terms
from wayahead.loop.outcomes.models import Indicator
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.outcomes import IDEAS, OUTCOME, SAFE, WALKERS, WELL, Seen


def say_what_should_change(town: Town, need: Need) -> list[int]:
    """The framework of one need; gives the keys of what its report is asked."""
    aneesa, ruth = town.people["aneesa"], town.people["ruth"]
    walk = actions.name_outcome(need, OutcomeWords(*OUTCOME), by=aneesa)
    safe, walkers = (actions.add_indicator(walk, terms_of(seen), by=aneesa) for seen in (SAFE, WALKERS))
    well = actions.name_outcome(need, OutcomeWords(*WELL), by=aneesa)
    happy = happiest(actions.add_wellbeing(well, by=aneesa))
    for one in Indicator.objects.filter(outcome=well).exclude(pk=happy.pk):
        actions.drop_indicator(one, by=aneesa, reason="One question of the four is enough to ask at a door.")
    for who, text, is_taken, words in IDEAS:
        idea = actions.suggest_idea(need, by=town.people[who], text=text)
        actions.answer_idea(idea, by=aneesa, is_taken=is_taken, words=words)
    trust = town.organisations["lamplight"]
    actions.choose_what_to_read(need, by=ruth, organisation=trust, indicators=[safe, walkers])
    return [safe.pk, walkers.pk, happy.pk]


def happiest(four: list[Indicator]) -> Indicator:
    """The question how happy people felt yesterday."""
    return next(one for one in four if one.question == "ons4.happiness")


def terms_of(seen: Seen) -> Terms:
    """What is counted: last spring, and where it should be in a year."""
    today = timezone.localdate()
    return Terms(
        words=seen.words,
        unit=seen.unit,
        kind=seen.kind,
        by_what=seen.by_what,
        baseline=seen.baseline,
        baseline_of=seen.baseline_of,
        baseline_on=today - timedelta(days=240),
        target=seen.target,
        target_on=today + timedelta(days=180),
    )
