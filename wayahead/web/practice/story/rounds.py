"""Small things for Lockside over which people decide themselves: one round is counted, one is open."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Small:
    """A small plan, agreed; its costs as (kind, what for, pence)."""

    key: str
    title: str
    need: str
    summary: str
    costs: tuple[tuple[str, str, int], ...]
    people: int
    agreed: str
    delivered_by: str = "tenants"


PROGRAMME = ("Small pots by the lock", 2_000_000, ("night_off", "warm", "home_safe", "own_place", "sleep"))

SMALL = (
    Small(
        "soup",
        "Hot soup by the lock on Thursdays",
        "warm",
        "A pot, a gas ring and two people from five to seven, all winter, where the boats and the bus stop meet.",
        (("food", "Soup and bread, 20 evenings", 150_000), ("involvement", "The two who stand there", 90_000)),
        180,
        "By the bus stop, 19 people, all for it.",
    ),
    Small(
        "benches",
        "A bench every two hundred steps",
        "home_safe",
        "Four benches between the hall and the bridge, so that whoever cannot walk far can walk home.",
        (("equipment", "Four benches, set in stone", 330_000), ("involvement", "A walk to choose the places", 30_000)),
        900,
        "On a walk, 14 people, four of them with sticks.",
    ),
    Small(
        "ramp",
        "A skate ramp that folds away",
        "own_place",
        "On the car park of the hall from four to eight; the young people fold it away themselves.",
        (("equipment", "The ramp and its cover", 240_000), ("involvement", "Those who keep the rota", 50_000)),
        120,
        "In the car park, 22 young people and the caretaker.",
    ),
    Small(
        "fares",
        "Bus fares for carers",
        "night_off",
        "Forty travel cards that lie in the library, to borrow for an evening, no forms.",
        (("other", "Forty cards for half a year", 180_000), ("involvement", "Carers who look after the box", 15_000)),
        140,
        "Over the phone, 17 carers.",
        "sitting",
    ),
    Small(
        "films",
        "Film night in the hall",
        "warm",
        "Every other Friday a film, chosen by whoever came last time. Subtitles on, tea free, children asleep on the mats.",
        (("equipment", "A projector", 145_000), ("venue", "Heating, twelve evenings", 60_000), ("involvement", "Hosts", 15_000)),
        220,
        "After supper in the hall, 31 people.",
    ),
    Small(
        "meter",
        "A noise meter that everybody can read",
        "sleep",
        "By the basin, with a lamp that goes from green to yellow, so that nobody has to shout that it is loud.",
        (("equipment", "Meter, lamp and pole", 125_000), ("involvement", "An evening to agree what is loud", 20_000)),
        260,
        "At the basin, nine young people and eight neighbours.",
    ),
    Small(
        "gloves",
        "Torches and gloves to borrow at the lock",
        "home_safe",
        "A box with a code that everybody knows. Take one, bring it back.",
        (("equipment", "Sixty torches, sixty pairs of gloves, the box", 76_000), ("involvement", "Who keeps it full", 6_000)),
        400,
        "At the lock, twelve people.",
    ),
    Small(
        "accordion",
        "Music at the door for those who care at home",
        "night_off",
        "Somebody with an accordion comes to the front garden for half an hour. The window stays open.",
        (("staff", "Thirty visits", 114_000), ("involvement", "Carers who say where", 12_000)),
        60,
        "Over the phone, eleven carers.",
        "sitting",
    ),
    Small(
        "keysafe",
        "Key safes for people who sit in",
        "night_off",
        "Ten small safes by the door, so that nobody has to get up to let the sitter in.",
        (("equipment", "Ten safes, put up", 58_000), ("involvement", "Three carers who tried them", 6_000)),
        30,
        "Over the phone, nine carers.",
        "sitting",
    ),
    Small(
        "door",
        "A hall door that opens by itself",
        "warm",
        "Push the plate, and it opens: for whoever comes with a pram, a frame or a full tray.",
        (("equipment", "Motor and plates", 165_000), ("involvement", "A morning with people on wheels", 15_000)),
        500,
        "At the door itself, 16 people.",
    ),
    Small(
        "chairs",
        "Chairs with arms for the hall",
        "warm",
        "Twenty chairs that one can get up from.",
        (("equipment", "Twenty chairs", 130_000), ("involvement", "An afternoon of sitting on them", 8_000)),
        160,
        "After a supper, 21 people.",
    ),
)  # fmt: skip

COUNTED = (
    "What small things come first this winter?",
    "Six things that people here have agreed on. Each can start within a month.",
    900_000,
    ("soup", "benches", "ramp", "fares", "films", "meter"),
)
OPEN = (
    "And what comes next?",
    "Three that were not funded the first time stand again, two are new, and one comes from the panel.",
    500_000,
    ("benches", "fares", "meter", "gloves", "accordion"),
)
OPEN_FOR_DAYS = 12

# How many people there are of each kind, and what most of them would be glad of; a few choose otherwise, some on paper.
CAMPS = ((26, (1, 2, 5)), (20, (3, 6)), (14, (4, 1)))
AGREE_WITH_THEIR_CAMP, ALSO_LIKE = 0.85, 0.08
ON_PAPER = 9
CHOSE_ALREADY = 17

# A panel first: what it does not fund goes on to everybody.
BY_PANEL = (
    "What makes the hall and the front doors easier?",
    "Six residents look closely, are paid for it, and say why. What they do not fund stands in the next round for everybody.",
    300_000,
    ("keysafe", "door", "chairs"),
)
CRITERIA = ("Who could come or rest who cannot today", "Whether it can be done for that money")
SEATS, PAID_PENCE = 6, 2_500


@dataclass(frozen=True)
class Looked:
    """What one member of the panel made of one thing: points for each criterion, or an interest in it; and why."""

    points: tuple[int, int] | None
    why: str


# One member a row, in the order of what stands in the round.
PANEL = (
    (
        Looked((5, 5), "My mother has stood behind the door for a quarter of an hour, looking for her keys."),
        Looked((5, 4), "I use a frame. Today I wait until somebody sees me through the glass."),
        Looked((3, 4), "Good, and the old ones hold for another winter."),
    ),
    (
        Looked((4, 5), "Cheap, and it helps every single evening."),
        Looked((4, 3), "The motor needs looking after: they should say who does it."),
        Looked((2, 4), "The hall could ask for them elsewhere."),
    ),
    (
        Looked(None, "I sit in for The Sitting Room on Tuesdays."),
        Looked((5, 4), "With a pram and a tray there is no way in."),
        Looked((2, 3), "Not everybody needs arms."),
    ),
    (
        Looked((5, 4), "The firm that does ours does these for less."),
        Looked((4, 4), "It is the first thing everybody meets."),
        Looked((3, 3), "My father would stay longer."),
    ),
    (
        Looked((4, 4), "Whoever cannot hear the bell gains most."),
        Looked((5, 3), "Dear, and worth it."),
        Looked((1, 4), "Later."),
    ),
    (
        Looked((3, 5), "Small, sure, and quick."),
        Looked((4, 4), "I saw it at the clinic: it works for years."),
        Looked((2, 3), "I would rather have the door."),
    ),
)
