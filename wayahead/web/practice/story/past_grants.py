"""What funders gave in and around Lockside before the story begins, as they published it: who, to whom, for what."""

from dataclasses import dataclass

HERE, BOROUGH = ("E05099901", "Lockside", "WD"), ("E09000999", "Averhythe", "LONB")
# Funders and groups of the story go by their keys; these two are heard of only here.
ELSEWHERE = {"tidewater": "Tidewater Community Foundation", "rowers": "Averhythe Rowing Club"}


@dataclass(frozen=True)
class Before:
    """One grant of the past: how many days ago, what for, how much."""

    funder: str
    recipient: str
    days_ago: int
    title: str
    description: str
    pence: int
    place: tuple[str, str, str] = HERE


BEFORE = (
    Before("trust", "tenants", 2140, "A kettle and a key", "The laundry room opens on first Mondays.", 180_000),
    Before(
        "trust", "sitting", 1730, "Sitting on Sundays", "Two sitters for carers in the Rope Walk blocks.", 1_240_000
    ),
    Before("trust", "sitting", 1360, "Sitting on Sundays, a second year", "The same two, and a third.", 1_580_000),
    Before(
        "trust", "alongside", 990, "A minibus to the swimming baths", "Forty weeks, for families.", 960_000, BOROUGH
    ),
    Before("trust", "tenants", 610, "Benches by the lock", "Three benches, made by residents.", 420_000),
    Before("lamplight", "tenants", 1500, "Lights in the stairwells", "Lamps that come on by themselves.", 350_000),
    Before("lamplight", "rowers", 880, "Lamps on the slipway", "So that boats come in safely after dark.", 275_000),
    Before("lamplight", "alongside", 420, "A lantern walk", "One evening in December, 200 lanterns.", 120_000),
    Before("council", "tenants", 1180, "The hall on Wednesdays", "Heating for one evening a week.", 640_000),
    Before("council", "rowers", 760, "Saturday mornings on the water", "Free for under 16s.", 510_000, BOROUGH),
    Before(
        "tidewater", "alongside", 1010, "Groups that start", "Help with the first year’s accounts.", 2_200_000, BOROUGH
    ),
    Before("tidewater", "sitting", 560, "Training people who sit", "Twelve new sitters, checked and trained.", 890_000),
    Before("tidewater", "tenants", 330, "Warm Thursdays", "Soup and a warm room, one winter.", 300_000),
)
