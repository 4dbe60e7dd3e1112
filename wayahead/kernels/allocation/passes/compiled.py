"""The same compiled by numba, of the extra “fast”."""

from typing import Any

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def price(left: Any, who: Any, weight: Any, each: Any, cost: float, total: float, least: float) -> Any:
    pays, before, money = least, 0, 0.0
    while True:
        count, had, poor, most, rest = 0, 0.0, 0.0, 0.0, 0.0
        for place in range(len(who)):
            reach = left[who[place]]
            if each is not None:
                reach = reach / each[place]
            if reach < pays:
                count += 1
                had += weight[place] * reach
                poor += weight[place]
            else:
                rest += weight[place] * reach
            most = max(most, reach)
        if not before:
            money = had + rest
            if money < cost:
                return np.inf, money
        if count <= before:
            return (pays if before else cost / total), money
        if total - poor < 0.5:
            return most, money
        pays = (cost - had) / (total - poor)
        before = count


@njit(cache=True, nogil=True)
def pay(left: Any, who: Any, each: Any, pays: float) -> None:
    for place in range(len(who)):
        mine = pays if each is None else pays * each[place]
        left[who[place]] = max(left[who[place]] - mine, 0.0)


@njit(cache=True, nogil=True)
def dearest(left: Any, who: Any, weight: Any, each: Any, rate: float) -> float:
    most = 0.0
    for place in range(len(who)):
        reach = left[who[place]]
        if each is not None:
            reach = reach / each[place]
        most += weight[place] * reach
    while most > 0:
        had, rich = 0.0, 0.0
        for place in range(len(who)):
            reach = left[who[place]]
            if each is not None:
                reach = reach / each[place]
            if reach < most * rate:
                had += weight[place] * reach
            else:
                rich += weight[place]
        if 1.0 - rate * rich <= 0:
            return most
        lower = had / (1.0 - rate * rich)
        if lower >= most * (1 - 1e-15):
            return most
        most = lower
    return 0.0
