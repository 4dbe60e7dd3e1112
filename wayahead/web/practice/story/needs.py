"""What was agreed in Lockside: nine needs, strengths and opportunities, and the two that became one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agreed:
    """One need: its kind, its words, the themes whose statements it rests on, and who does not agree."""

    key: str
    kind: str
    title: str
    story: str
    themes: tuple[str, ...]
    dissent: str = ""


# These two come first and are merged into “walk home”.
LAMPS = Agreed(
    "lamps",
    "need",
    "The towpath is lit",
    "Half of those who spoke stay in, or walk round by the road, because it is dark.",
    ("towpath",),
)
SOMEBODY = Agreed(
    "somebody",
    "need",
    "Somebody is about when you walk home",
    "People trust a warden they know more than anything on a pole.",
    ("wardens", "cameras"),
)
MERGED = Agreed(
    "home_safe",
    "need",
    "You can walk home by the water without fear",
    "Light first: three lamps between the lock and the bridge. Then somebody about, of whom you know the name. "
    "Cameras are wanted by some and refused by others.",
    (),
)

NEEDS = (
    Agreed(
        "night_off",
        "need",
        "Carers can have one evening a week for themselves",
        "People who look after somebody cannot leave home after dark. The sitting service stops at five. They ask for two hours, "
        "one evening a week, with a person they know.",
        ("sitting", "night_off"),
        "Some say that money for sitting helps few people for many pounds, and that a warm room helps everybody.",
    ),
    Agreed(
        "warm",
        "need",
        "Everybody has a warm place to be after six",
        "The hall is there, with radiators and a kitchen, and it is dark five evenings out of seven. Nobody wants a new building. "
        "They want the key, and the heating mended.",
        ("warm", "heating", "supper"),
    ),
    Agreed(
        "own_place",
        "need",
        "Young people have a place of their own that they help to run",
        "They are moved on from the basin, then from the shops, then from the bench. They ask for a room until ten, and for two keys.",
        ("own_place", "run_it", "skate"),
        "Neighbours by the basin agree that it is needed, and not that it should be there: sound carries over water.",
    ),
    Agreed(
        "sleep",
        "need",
        "People who live by the basin can sleep",
        "Speakers until midnight, vans at two, crates at five. Nine o’clock out of doors is what most would call fair.",
        ("quiet", "vans", "drink"),
        "People who work nights say that nine is when their evening begins.",
    ),
    Agreed(
        "answer",
        "need",
        "When something breaks after six, somebody answers",
        "A lift that is out keeps people in, or out. The line says office hours. They ask for a person until ten.",
        ("lifts",),
    ),
    Agreed(
        "late",
        "need",
        "You can get about, and get home late",
        "The last bus goes at ten to ten. A cab costs what two hours of cleaning bring. On foot, you need somewhere to sit, and a toilet.",
        ("bus", "benches", "toilets"),
        "Some say that a bus for a few on two nights is too dear.",
    ),
    Agreed(
        "hands",
        "strength",
        "People here would give two hours a week",
        "Retired people, night workers, somebody who speaks four languages: they would, if somebody asked. Nobody has.",
        ("two_hours", "repair"),
    ),
    Agreed(
        "kitchen",
        "opportunity",
        "The kitchen in the hall passed its check and stands empty",
        "It needs a rota and about £40 a week for food. The Eid supper showed who comes: everybody.",
        ("supper", "market"),
    ),
)  # fmt: skip

COMMENTS = (
    ("not_quite", "Two hours is not enough to get anywhere by bus and back."),
    ("not_quite", "It is not only mums. It is brothers too."),
    ("no", "I meant the library, not the hall."),
)
