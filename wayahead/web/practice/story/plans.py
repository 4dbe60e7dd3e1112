"""Three plans: one crafted in three versions, one that every group wanted, one that was not funded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """One version: its words and claims. What is left out is unknown on the grid."""

    summary: str
    costs: tuple[tuple[str, str, int], ...]
    what_changed: str = ""
    for_whom: str = ""
    people: int | None = None
    starts_in: int | None = None  # days from the day on which the story is told
    is_placed: bool = False


@dataclass(frozen=True)
class Plan:
    """A solution with its versions, how people came to agree, and what its limits' owners judged by hand."""

    key: str
    title: str
    needs: tuple[str, ...]
    versions: tuple[Written, ...]
    agreed: str
    dissent: str = ""
    judged: tuple[tuple[str, str, str], ...] = ()
    delivered_by: str = "tenants"
    by_vote: bool = False


PLANS = (
    Plan(
        "lates",
        "Lockside Lates",
        ("night_off", "warm", "kitchen"),
        (
            Written(
                "The hall is open and warm on six evenings, with a paid host, supper on Thursdays, and people who sit with those who "
                "cannot be left.",
                (
                    ("staff", "Hosts, six evenings", 4_100_000),
                    ("staff", "Sitters, trained and checked", 1_900_000),
                    ("venue", "Heating and caretaker", 980_000),
                    ("food", "Suppers", 260_000),
                ),
                for_whom="Everybody in Lockside, carers first",
                is_placed=True,
            ),
            Written(
                "Four evenings instead of six. Residents host two of them. Supper on Thursdays, and the sitters come to the home or to "
                "the small room.",
                (
                    ("staff", "Hosts, two evenings", 2_150_000),
                    ("staff", "Sitters, trained and checked", 1_900_000),
                    ("venue", "Heating and caretaker", 740_000),
                    ("food", "Suppers", 260_000),
                    ("involvement", "Residents who host, and their planning evenings", 240_000),
                    ("equipment", "Chairs and a second kettle", 410_000),
                ),
                what_changed="Two evenings fewer, residents paid for hosting, the valve mended first.",
                for_whom="Everybody in Lockside, carers first",
                people=290,
                is_placed=True,
            ),
            Written(
                "Four evenings, from Wednesday to Saturday. Residents host two of them and are paid. Supper on Thursdays, cooked with "
                "people who offered. Sitters with an enhanced check come to the home, two hours, the same person each time.",
                (
                    ("staff", "Hosts, two evenings", 1_850_000),
                    ("staff", "Sitters, trained and checked", 1_900_000),
                    ("venue", "Heating and caretaker", 740_000),
                    ("food", "Suppers", 260_000),
                    ("involvement", "Residents who host, and their planning evenings", 360_000),
                    ("equipment", "A second kettle", 90_000),
                ),
                what_changed="The council lends chairs; more of the money goes to residents; dates are set; it ends within two years.",
                for_whom="Everybody in Lockside, carers first",
                people=335,
                starts_in=40,
                is_placed=True,
            ),
        ),
        agreed="Two evenings in the hall, 31 people, and a call to each of those who could not leave home. One reason stood against it; it "
        "was answered, and nobody is left who cannot live with it.",
        dissent="Three people would rather have six evenings and no sitters. They can live with four; their point is kept for the report.",
        judged=(
            ("checks", "met", "All nine sitters have their check, or wait for it and do not sit yet."),
            ("hall_hours", "met", "It ends at nine on Wednesdays and Saturdays, and at ten on the two days when residents hold keys."),
        ),
        delivered_by="sitting",
    ),
    Plan(
        "lamps",
        "Three lamps on the towpath",
        ("home_safe",),
        (
            Written(
                "Three warm, low lamps between the lock and the bridge, from dusk to midnight, that do not shine into the boats.",
                (
                    ("equipment", "Lamps, poles, cable", 2_480_000),
                    ("staff", "Putting them up", 870_000),
                    ("involvement", "An evening with the boats, and a walk in the dark", 250_000),
                ),
                for_whom="Everybody who walks home",
                people=1900,
                starts_in=0,
                is_placed=True,
            ),
        ),
        agreed="On the towpath, in the dark, 27 people with torches.",
        dissent="Two of the boats would have no lamp at all.",
        judged=(("hall_hours", "met", "It has nothing to do with the hall."), ("checks", "met", "Nobody sits alone with anybody.")),
    ),
    Plan(
        "corner",
        "The skate corner, with a roof",
        ("own_place",),
        (
            Written(
                "The corner stays, with a roof against rain and noise, a rota of young people who hold two keys, and lights out at ten.",
                (
                    ("equipment", "Roof and panels", 3_300_000),
                    ("staff", "A youth worker, two evenings", 450_000),
                    ("involvement", "Young people who keep the rota", 200_000),
                ),
                for_whom="Young people from Lockside",
                people=260,
                starts_in=60,
                is_placed=True,
            ),
        ),
        agreed="First an evening at the basin, with 38 young people and six neighbours. Then everybody in Lockside could vote, for it was "
        "clear that not everybody would agree: more do than do not, and the groups see it differently.",
        by_vote=True,
        dissent="Four of the six neighbours want lights out at nine.",
        judged=(("hall_hours", "met", "It has nothing to do with the hall."), ("checks", "met", "Two adults are always there.")),
    ),
)  # fmt: skip
