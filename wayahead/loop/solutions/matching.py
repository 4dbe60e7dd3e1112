"""Whose help fits a step, for whoever plans to choose: nobody is asked by itself.

A word counts for more the fewer offers have it (inverse document frequency; Spärck Jones 1972,
doi:10.1108/eb026526), so that no list of common words is needed in any language. Days of the week tell when, not what.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import log

from django.utils.dates import WEEKDAYS
from rapidfuzz import fuzz, utils

from wayahead.loop.solutions.models import Offer, Step

SAME_WORD = 80  # likeness of 100 from which on two words are forms of one: room, rooms; drive, driver
FEW = 2  # a word tells something where so many offers have it, or up to half of them
FOR_THIS_NEED = log(2)  # as much as a word that half of the offers have
SHORTEST = 3  # letters of a word that may name a thing


@dataclass(frozen=True)
class Fitting:
    """Offers that may be asked for one step: those that look like a fit, the likest first, and all others."""

    fit: list[Offer]
    others: list[Offer]


def fitting(step: Step, offers: Iterable[Offer], needs: Collection[int], asked: Collection[int]) -> Fitting:
    """Offers for a step by the telling words they share; `needs` are those that its solution answers.

    Left out are those that were `asked` already, and whose words were hidden.
    """
    open_ones = [one for one in offers if one.pk not in asked and not one.hidden_because]
    had = Counter(word for one in open_ones for word in words_of(one.words))
    wanted = words_of(f"{step.help_wanted} {step.what}")
    shared = {one.pk: [had[word] for word in words_of(one.words) if stands_in(word, wanted)] for one in open_ones}

    def rank(one: Offer) -> tuple[float, int]:
        weight = sum(log((len(open_ones) + 1) / n) for n in shared[one.pk])
        return -weight - (FOR_THIS_NEED if one.need_id in needs else 0), -one.pk

    ranked = sorted(open_ones, key=rank)
    telling = max(FEW, len(open_ones) / 2)
    fits = {one.pk: min(shared[one.pk], default=telling + 1) <= telling for one in ranked}
    return Fitting([one for one in ranked if fits[one.pk]], [one for one in ranked if not fits[one.pk]])


def words_of(text: str) -> list[str]:
    """The words that may name what a text is about, each once."""
    days = [str(day).casefold() for day in WEEKDAYS.values()]
    words = {word for word in utils.default_process(text).split() if len(word) >= SHORTEST}
    return sorted(word for word in words if not stands_in(word, days))


def stands_in(word: str, words: Iterable[str]) -> bool:
    """True where a word, or a form of it, is among others."""
    return any(fuzz.ratio(word, other) >= SAME_WORD for other in words)
