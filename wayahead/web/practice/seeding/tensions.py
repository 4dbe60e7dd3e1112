"""Where needs pull apart in Lockside: found in the votes, talked about, settled as a trial; and one that is open."""

from datetime import timedelta

from django.utils import timezone

from wayahead.base.people import actions as people
from wayahead.base.people.models import Person
from wayahead.journey.tensions import look_for_tensions
from wayahead.loop.listening import actions as listening
from wayahead.loop.listening.models import Statement, Voice
from wayahead.loop.listening.tasks import redraw
from wayahead.loop.needs.models import Need
from wayahead.loop.tensions import actions
from wayahead.loop.tensions.actions import Settlement, SideWords, Words
from wayahead.loop.tensions.models import Finding, Option, Remark, Side, Tension
from wayahead.web.practice.seeding.listening import Heard
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story import tensions as story
from wayahead.web.practice.story.tensions import SideStory

ANSWERED_LATER = 60  # people who came back when it was asked

Things = tuple[dict[str, Need], dict[str, Statement]]


def settle(town: Town, heard: Heard, needs: dict[str, Need]) -> None:
    """Find what there is, talk about the one that divides most, and leave another open."""
    look_for_tensions(town.coproduction)
    things = (needs, heard.statements)
    tension = take_up(town, things)
    talk(town, tension)
    try_an_option(town, tension)
    let_people_speak(town, tension)
    things[1]["dark"] = hear_the_boats(town, heard)
    words = Words(sides=(side(story.WALKERS, things), side(story.BOATS, things)), **story.LAMPS)
    actions.register(town.coproduction, words, by=town.people["aneesa"])
    look_for_tensions(town.coproduction)


def side(told: SideStory, things: Things, found: Finding | None = None, place: int = 0) -> SideWords:
    """One side as the story tells it; a group of opinion where it was found in the votes."""
    needs, statements = things
    group = str(found.sides[place]["group"]) if found else ""
    return SideWords(
        name=told.name,
        what_it_needs=told.what_it_needs,
        conversation=statements[story.FOUND].conversation if group else None,
        group=group,
        needs=[needs[key] for key in told.needs],
        statements=[statements[key] for key in told.statements],
    )


def take_up(town: Town, things: Things) -> Tension:
    """Aneesa puts on the table what the votes showed, and those who asked for it speak for their sides."""
    found = Finding.objects.get(coproduction=town.coproduction, key=f"divided:{things[1][story.FOUND].pk}")
    sides = (side(story.SLEEPERS, things, found, 0), side(story.YOUNG, things, found, 1))
    aneesa = town.people["aneesa"]
    tension = actions.register(town.coproduction, Words(sides=sides, **story.NIGHTS), by=aneesa, finding=found)
    actions.begin_talking(tension, by=aneesa)
    for told, row in zip((story.SLEEPERS, story.YOUNG), tension.sides.all(), strict=True):
        asked = actions.ask_to_speak(row, by=town.people[told.speaker], why=told.why)
        actions.let_in(asked, by=aneesa)
    return tension


def seats(tension: Tension) -> dict[str, Side]:
    """Each side by who speaks for it."""
    told = (story.SLEEPERS, story.YOUNG)
    return {one.speaker: row for one, row in zip(told, tension.sides.all(), strict=True)}


def talk(town: Town, tension: Tension) -> None:
    """Each says what the other needs until the other says yes; then both weigh what could be done."""
    sides = seats(tension)
    for mirror in story.MIRRORS:
        said = actions.say_what_they_need(sides[mirror["of"]], by=town.people[mirror["by"]], words=mirror["words"])
        by = town.people[mirror["of"]]
        actions.answer_understanding(said, by=by, answer=mirror["answer"], words=mirror["said"])
    for told in story.OPTIONS:
        option = actions.offer(tension, by=town.people["aneesa"], title=told["title"], words=told["words"])
        for who, state, why in told["weighed"]:
            actions.weigh(option, sides[who], by=town.people[who], state=state, why=why)


def try_an_option(town: Town, tension: Tension) -> None:
    """They try one of them until a day."""
    given = Settlement(
        option=Option.objects.get(tension=tension, title=story.TRIAL),
        is_trial=True,
        review_on=timezone.localdate() + timedelta(days=story.DAYS_OF_TRIAL),
        **story.SETTLED,
    )
    actions.settle(tension, given, by=town.people["aneesa"])


def let_people_speak(town: Town, tension: Tension) -> None:
    """What others say, each read by Aneesa: most is shown, one is not, with a reason; one waits."""
    for told in story.REMARKS:
        said = actions.remark(tension, by=passer_by(), text=told["text"], kind=told["kind"])
        answer(said, told["then"], town.people["aneesa"])


def hear_the_boats(town: Town, heard: Heard) -> Statement:
    """Those who live on the water say what the lamps do to their nights; a statement is drawn from it and answered."""
    voices = [
        listening.say(heard.conversation, listening.Words(words, quote=quote_of(name), first_name=name), by=passer_by())
        for words, name in story.FROM_THE_BOATS
    ]
    drawn = listening.draw_statement(heard.conversation, by=town.people["aneesa"], text=story.DARK, voices=voices)
    for n, participation in enumerate(heard.conversation.participations.order_by("pk")[:ANSWERED_LATER]):
        listening.vote_by_sheet(participation, {drawn: listening.Choice(-1 if n % 5 == 0 else 1)})
    redraw(heard.conversation)
    return drawn


def quote_of(name: str) -> str:
    """How somebody lets themselves be quoted: by name where the story gives one."""
    return Voice.Quote.NAMED if name else Voice.Quote.UNNAMED


def passer_by() -> Person:
    """Somebody without an account."""
    return people.welcome_guest()


def answer(said: Remark, then: str, by: Person) -> None:
    """Show it, or set it aside with that reason; or leave it on the desk."""
    if then == "show":
        actions.show_remark(said, by=by)
    elif then:
        actions.set_remark_aside(said, by=by, reason=then)
