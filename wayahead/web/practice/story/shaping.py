"""Who shaped the plans: suggestions taken in and declined, a reason against one, offers of help, two opportunities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """A suggestion to a version of Lockside Lates, and what became of it: taken into a version, declined, or waiting."""

    to: int
    who: str
    text: str
    degree: str
    why: str = ""
    about: str = "whole"
    signed: str = ""
    speaking_for: str = ""
    taken_in: int = 0
    declined: str = ""
    fulfilled: str = ""


WISHES = (
    Wish(
        1,
        "ines",
        "The same person sits with my mum each time.",
        "must",
        "She does not let strangers in after dark.",
        "sitting1",
        "Ines",
        taken_in=3,
        fulfilled="yes",
    ),
    Wish(1, "kofi", "Pay the residents who host.", "should", "Officers are paid too.", "costs", "A skater, 16", taken_in=2, fulfilled="yes"),
    Wish(1, "femi", "Mend the valve before the first evening.", "must", "It stays cold otherwise.", "whole", "Femi", "council",
         taken_in=2, fulfilled="yes"),
    Wish(1, "", "Open it on Sundays too.", "could", "Sundays are the longest.", "days",
         declined="The caretaker and the hosts have one free day, and it is Sunday. We ask again after the first winter."),
    Wish(2, "ruth", "Say for how many people, and until when.", "must", "The trustees ask every time.", "people", "Ruth", "trust",
         taken_in=3, fulfilled="yes"),
    Wish(2, "precious", "Somebody at the door who speaks Somali.", "should", "Eleven of the 31 people last time did.", "opening1",
         "Precious", "alongside", taken_in=3, fulfilled="partly"),
    Wish(2, "", "It must not need a ticket.", "must_not", "A ticket is a form, and a form is a no.", "whole",
         declined="There was never going to be one; version 3 says so now: the door is open, and nobody writes your name down."),
    Wish(3, "kofi", "A table for homework, away from the supper.", "could", "", "opening1", "A skater, 16"),
    Wish(3, "", "A list at the door of who is a first-aider.", "should", "Somebody fell in March.", "opening1", "A neighbour"),
)  # fmt: skip

# What "Lockside Lates" says in sections, from its first version on; later versions say more.
SECTIONS = {
    1: (
        ("opening1", "The hall", "Six evenings, from six until ten. A paid host opens up, and it is warm before anybody comes."),
        ("sitting1", "Somebody to sit in", "People who sit with those who cannot be left come to the home, for two hours."),
    ),
    2: (
        ("opening1", "The hall", "Four evenings, from six until nine. Residents host two of them. The valve is mended first."),
        ("sitting1", "Somebody to sit in", "People who sit with those who cannot be left come to the home, or sit in the small room, for two hours."),
    ),
    3: (
        ("opening1", "The hall", "Four evenings, from Wednesday to Saturday. Residents host two of them and are paid. Somebody who "
         "speaks Somali is there on Thursdays. The door is open: no ticket, and nobody writes your name down."),
        ("sitting1", "Somebody to sit in", "Sitters with an enhanced check come to the home, for two hours, the same person each time."),
        ("supper01", "Supper on Thursdays", "Cooked with people who offered, in the hall’s own kitchen."),
    ),
}  # fmt: skip

AGAINST = (
    "Chairs scrape until ten under my bedroom, four nights a week. I cannot live with that.",
    "Joan, who lives above the hall",
    "Femi’s people glue felt under all sixty chairs before the first evening, and the last hour is for cards and talk. "
    "Joan heard it on a Tuesday and can live with it until Easter.",
)


@dataclass(frozen=True)
class Brought:
    """What somebody offers."""

    key: str
    who: str
    kind: str
    words: str
    signed: str
    need: str = ""
    speaking_for: str = ""


OFFERS = (
    Brought("van", "", "thing", "A van, on Thursdays and first Fridays", "Winston", "kitchen"),
    Brought("homework", "kofi", "time", "I carry chairs, and I am good at fractions", "A skater, 16", "own_place"),
    Brought("somali", "precious", "skill", "Somali and English, at the door or on the phone", "Precious", "answer", "alongside"),
    Brought("pots", "ines", "thing", "Two pots for fifty people", "Ines", "kitchen"),
    Brought("room", "dougie", "room", "The laundry room, any evening but Mondays", "", "", "tenants"),
)  # fmt: skip

BOATHOUSE = (
    "The boathouse stands empty",
    "The boat club gave its key back. The council gives the boathouse for ten years, at £1 a year, to whoever makes the best use of "
    "it for people who live by the water.",
    "The council’s cabinet, in the month after",
)
KITCHEN = (
    "The hall’s kitchen on first Fridays",
    "Whoever keeps a rota and leaves it clean has the kitchen on the first Friday of each month, free of charge.",
    "Femi, as soon as there is a rota",
)
KITCHEN_TAKEN = (
    "Dougie and eleven others keep the rota. The kitchen is theirs on first Fridays, and nobody pays for it."
)
SUPPERS = (
    "First Friday suppers",
    "On the first Friday of each month people from the blocks cook for whoever comes. It needs no grant: everybody brings something, "
    "and what is over goes home with somebody.",
    "At the laundry room, 14 people, nobody against.",
)
# Each step with the days until it is due: the first three were done on the evening on which people agreed.
STEPS = (
    ("A rota for the year", "Dougie", "", 0),
    ("Fetch the tables and the big pots", "Whoever has a van", "A van, and pots for fifty", 0),
    ("Cook once, to try the pots", "Everybody", "", 0),
    ("Say in the other languages that anybody can come", "Precious asks", "Somebody who writes Bengali", 14),
)
CAME_OF_IT = (
    "We did not wait for the first Friday: on the evening on which we agreed we cooked once, to try the pots. 41 people came. There was "
    "soup from four countries, and a man who had not been out since March.",
    "We ran out of bowls. And the last step is still open: nobody has written it in Bengali.",
)
FED = 41
