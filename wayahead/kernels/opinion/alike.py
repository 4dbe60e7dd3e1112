"""Which sentences say nearly the same: by their letters and words, in any script, without a language model.

Words are compared in sorted order, so that another order is no difference (RapidFuzz `token_sort_ratio`, with each
sentence sorted once instead of for every pair), and letters after Unicode's compatibility folding, without marks of
punctuation. It finds other spellings and small changes, not other words for the same idea: it proposes, and
people decide.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

LEAST = 78  # of 100, from which on two sentences are proposed as alike
HEARD_FROM, FEWEST_WORDS = 82, 4  # the same for a voice that may say more than a statement does
KEPT = ("L", "N", "M")  # letters, figures, and the marks that are part of letters in many scripts


REMEMBERED = 20_000  # sentences, folded once however many pages ask


@dataclass(frozen=True)
class Alike:
    """Two places in the lists given, and how much alike they are, of 100."""

    first: int
    second: int
    score: int


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """A sentence as it is compared: one case, one form of each letter, no punctuation, one space between words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if unicodedata.category(c).startswith(KEPT) else " " for c in plain).split())


@lru_cache(maxsize=REMEMBERED)
def in_order(text: str) -> str:
    """The same with its words sorted."""
    return " ".join(sorted(folded(text).split()))


def alike(texts: Sequence[str], others: Sequence[str], *, least: int = LEAST) -> list[Alike]:
    """For each text the sentence of the others that is most like it, where one is enough alike; best first."""
    if not texts or not others:
        return []
    scores = process.cdist(
        [in_order(text) for text in texts],
        [in_order(text) for text in others],
        scorer=fuzz.ratio,
        score_cutoff=least,
        dtype=np.uint8,
    )
    best = scores.argmax(axis=1)
    found = [Alike(n, int(other), int(scores[n, other])) for n, other in enumerate(best) if scores[n, other] >= least]
    return sorted(found, key=lambda pair: (-pair.score, pair.first))


def alike_within(texts: Sequence[str], *, least: int = LEAST) -> list[Alike]:
    """Every pair within one list that is enough alike, the earlier first; best first."""
    if len(texts) < 2:
        return []
    plain = [in_order(text) for text in texts]
    scores = process.cdist(plain, plain, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8)
    first, second = np.nonzero(np.triu(scores, k=1) >= least)
    found = [Alike(int(a), int(b), int(scores[a, b])) for a, b in zip(first, second, strict=True)]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def heard_in(voices: Sequence[str], statements: Sequence[str], *, least: int = HEARD_FROM) -> list[Alike]:
    """For each voice the statement whose words it holds, where it holds enough of them; best first.

    A voice is longer than a statement: what else it says does not count against it (RapidFuzz `token_set_ratio`).
    Statements of very few words are left out, for their words stand in anything.
    """
    if not voices:
        return []
    plain = [folded(text) for text in statements]
    told = [n for n, text in enumerate(plain) if len(text.split()) >= FEWEST_WORDS]
    if not told:
        return alike(voices, statements)
    said, against = [folded(voice) for voice in voices], [plain[n] for n in told]
    scores = process.cdist(said, against, scorer=fuzz.token_set_ratio, score_cutoff=least, dtype=np.uint8)
    best = scores.argmax(axis=1)
    found = {
        n: Alike(n, told[int(other)], int(scores[n, other]))
        for n, other in enumerate(best)
        if scores[n, other] >= least
    }
    for pair in alike(voices, statements):
        if pair.first not in found or pair.score > found[pair.first].score:
            found[pair.first] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.first))
