"""412 people speak, statements are drawn from what they said, and they vote."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from wayahead.base.coproduction.models import MeetingPoint
from wayahead.base.people import actions as people
from wayahead.base.people.models import Consent, Person
from wayahead.loop.listening import actions, tasks
from wayahead.loop.listening.actions import Choice, Words
from wayahead.loop.listening.models import Conversation, Statement, Voice
from wayahead.web.practice.seeding.town import Town
from wayahead.web.practice.story.voices import BEGINNINGS, FIRST_NAMES, SET_ASIDE, THEMES, Theme

PEOPLE = 412
LEFT_NO_ADDRESS = 15  # of them
CAMPS = (168, 140, 104)  # families and carers; the young and those who work nights; neighbours who want to sleep
VOTES_EACH = 22  # statements that one person answers, of 28
Step = Callable[[str, float], None]


@dataclass(frozen=True)
class Heard:
    """The conversation, its statements by theme, and who voted, each with the camp they are of."""

    conversation: Conversation
    statements: dict[str, Statement]
    residents: list[tuple[Person, int]]


def listen(town: Town, chance: Random, step: Step) -> Heard:
    """The whole round of listening, voice by voice and vote by vote."""
    conversation = actions.open_conversation(
        town.coproduction,
        by=town.people["aneesa"],
        question="What would make evenings in Lockside better?",
        about="Whatever you say is read by Aneesa, turned into a sentence that everybody can vote on, and answered.",
        promised_days=14,
    )
    voices: dict[str, list[Voice]] = {theme.key: [] for theme in THEMES}
    residents = list(speak(town, conversation, voices, chance, step))
    for point in MeetingPoint.objects.filter(meeting__coproduction=town.coproduction, kind="said")[:1]:
        voices["warm"].append(actions.hear_point(conversation, point, by=town.people["aneesa"]))
    statements = {
        theme.key: actions.draw_statement(
            conversation, by=town.people["aneesa"], text=theme.statement, voices=voices[theme.key]
        )
        for theme in THEMES
    }
    for words, reason in SET_ASIDE:
        voice = actions.say(conversation, Words(words), by=people.welcome_guest())
        actions.set_aside(voice, by=town.people["aneesa"], reason=reason)
    somebody = voices["drink"][-1]
    actions.withdraw(somebody, by=somebody.speaker or town.people["aneesa"])
    vote(conversation, residents, statements, chance, step)
    tasks.redraw(conversation)
    # Two came later: nobody has read them yet, so that the desk is not empty.
    for words in ("Could the hall have a piano again?", "Please think of people who cannot do stairs."):
        actions.say(conversation, Words(words, quote=Voice.Quote.UNNAMED), by=people.welcome_guest())
    return Heard(conversation, statements, residents)


def speak(
    town: Town, conversation: Conversation, voices: dict[str, list[Voice]], chance: Random, step: Step
) -> Iterator[tuple[Person, int]]:
    """Everybody says one thing; gives each person with the camp they are of."""
    camps = [camp for camp, size in enumerate(CAMPS) for _n in range(size)]
    chance.shuffle(camps)
    silent = set(chance.sample(range(1, PEOPLE), LEFT_NO_ADDRESS))
    for n, camp in enumerate(camps):
        theme = THEMES[n % len(THEMES)]
        text = chance.choice(BEGINNINGS) + theme.voices[(n // len(THEMES)) % len(theme.voices)]
        quote = chance.choices(("named", "unnamed", "counted"), (3, 5, 2))[0]
        name = chance.choice(FIRST_NAMES) if quote == "named" else ""
        words = Words(text, quote=quote, first_name=name, is_lived=chance.random() < 0.4)
        is_ines = theme.key == "sitting" and not voices["sitting"]
        if is_ines:
            words = Words(THEMES[2].voices[0], quote="named", first_name="Ines", is_lived=True)
        person = town.people["ines"] if is_ines else people.welcome_guest()
        if n not in silent and not is_ines:
            people.change_details(
                person, by=person, name="", answer_to=f"neighbour{n}@practice.example", language="en-gb"
            )
            people.give_consent(person, by=person, purpose=Consent.Purpose.ANSWERS)
        voices[theme.key].append(arrive(town, conversation, words, person, n))
        yield person, camp
        step("People speak", n / PEOPLE)


def arrive(town: Town, conversation: Conversation, words: Words, person: Person, n: int) -> Voice:
    """Most on the web, some by text, on paper, or typed by Precious with their consent."""
    if n % 7 == 3:
        return actions.type_for(conversation, words, by=town.people["precious"], speaker=person, consented=True)
    if n % 9 == 4:
        return actions.type_for(
            conversation, words, by=town.people["precious"], speaker=person, consented=True, channel=Voice.Channel.PAPER
        )
    return actions.say(conversation, words, by=person, channel="text" if n % 5 == 2 else "web")


def vote(
    conversation: Conversation,
    residents: list[tuple[Person, int]],
    statements: dict[str, Statement],
    chance: Random,
    step: Step,
) -> None:
    """Each person answers some of the statements, each after their camp and their own mind."""
    for n, (person, camp) in enumerate(residents):
        participation = actions.take_part(conversation, by=person, channel="web")
        answered = chance.sample(THEMES, VOTES_EACH)
        sheet = {statements[one.key]: Choice(mind(one, camp, chance), chance.random() < 0.1) for one in answered}
        actions.vote_by_sheet(participation, sheet)
        step("People vote", n / len(residents))


def mind(theme: Theme, camp: int, chance: Random) -> int:
    """One vote: 1, 0 or −1. One in sixteen passes."""
    if chance.random() < 1 / 16:
        return 0
    return 1 if chance.random() < theme.likes[camp] else -1
