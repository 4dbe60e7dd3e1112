"""The same with numpy alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def price(
    left: Floats, who: NDArray[np.int32], weight: Floats, each: Floats | None, cost: float, total: float, least: float
) -> tuple[float, float]:
    """(what each supporter pays for a point, the money behind it); infinite where that money is less than the cost.

    Whoever has less than that pays all they have, and the others share the rest equally: passes from `least`, which is
    never too high, until nobody more turns out to be poor.
    """
    reach = left[who]
    if each is not None:
        reach = reach / each
    money = float(weight @ reach)
    if money < cost:
        return np.inf, money
    pays, before = least, 0
    while True:
        poor = reach < pays
        count = int(np.count_nonzero(poor))
        if count <= before:
            return (pays if before else cost / total), money
        rich = total - float(weight @ poor)
        if rich < 0.5:
            return float(reach.max()), money
        pays = (cost - float((weight * poor) @ reach)) / rich
        before = count


def pay(left: Floats, who: NDArray[np.int32], each: Floats | None, pays: float) -> None:
    """Take from everybody's purse what they pay."""
    mine = left[who]
    left[who] = np.maximum(mine - (pays if each is None else pays * each), 0.0)


def dearest(left: Floats, who: NDArray[np.int32], weight: Floats, each: Floats | None, rate: float) -> float:
    """The largest x with Σ weight · min(left per point, x · rate) ≥ x: what these people would pay at that rate."""
    reach: Any = left[who]
    if each is not None:
        reach = reach / each
    most = float(weight @ reach)
    while most > 0:
        poor = reach < most * rate
        rich = 1.0 - rate * float(weight @ ~poor)
        if rich <= 0:
            return most
        lower = float((weight * poor) @ reach) / rich
        if lower >= most * (1 - 1e-15):
            return most
        most = lower
    return 0.0
