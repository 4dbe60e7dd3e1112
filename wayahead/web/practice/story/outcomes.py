"""What should change on the towpath, how anybody could see it, and what the tenants say to those who see it differently."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Seen:
    """How anybody could see it: what is counted, from where, to where."""

    words: str
    unit: str
    kind: str
    baseline: Decimal
    baseline_of: int | None
    target: Decimal
    by_what: str = ""


OUTCOME = (
    "People walk home by the water after dark",
    "Three lamps burn between the lock and the bridge, from dusk to midnight",
    "“I would like to go to the choir again and walk home by the water.”",
)
SAFE = Seen(
    "People who say that they feel safe on the towpath after dark",
    "people",
    "share",
    Decimal(39),
    176,
    Decimal(60),
    "by where they live",
)
WALKERS = Seen("People who walk home by the water after dark", "a night", "single", Decimal(41), None, Decimal(100))
WELL = (
    "People of Lockside feel better",
    "Evenings out become possible again, by light and by company",
    "Nobody should be at home every night for fear of the way back",
)
SAFE_BY_PLACE = (("Lock Street", 52, 74), ("The boats", 9, 31), ("Mill Row", 52, 79))
IDEAS = (
    ("ines", "Count whether people let their children walk home alone.", False, "Not yet: that is the parents’ to say, and "
     "we would have to ask children. It comes up again with the school."),
    ("precious", "Ask those on the boats by themselves: the lamps are at their windows.", True, "It is told apart by "
     "where people live."),
)  # fmt: skip
REPLY = (
    "You are right about the bridge. The lamp there was broken twice, and we wrote that it burns. It is mended since Tuesday, with a "
    "cage round it. The steps are dark because nobody had counted them in: the council puts a lamp there in spring, out of its own "
    "money. And the boats get shades on their side, which Dougie puts up with them."
)
