"""What changed from one version to another: words by section, and claims by figure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wayahead.loop.constraints.wording import pounds
from wayahead.loop.solutions.models import Version

WORDS = re.compile(r"\s+|[^\s]+")
FEW = 6  # words and the spaces between them


@dataclass(frozen=True)
class Run:
    """Some words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Compared:
    """One part of the words in both versions."""

    heading: str
    runs: Sequence[Run]

    @property
    def has_changed(self) -> bool:
        """True when any of it went or came."""
        return any(run.kind != "same" for run in self.runs)


@dataclass(frozen=True)
class Claim:
    """One claim before and after."""

    label: str
    before: str
    after: str


def runs(before: str, after: str) -> list[Run]:
    """The words of both texts in one reading order; what went stands before what came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found = []
    for is_same, a, b, c, d in readable(SequenceMatcher(None, old, new).get_opcodes(), len(old), len(new)):
        if is_same:
            found.append(Run("same", "".join(new[c:d])))
            continue
        found += [Run("gone", "".join(old[a:b]))] if b > a else []
        found += [Run("new", "".join(new[c:d]))] if d > c else []
    return found


def readable(
    found: Sequence[tuple[str, int, int, int, int]], old: int, new: int
) -> list[tuple[bool, int, int, int, int]]:
    """What stayed and what changed; a few words that stayed between two changes are told as part of the change.

    Else a sentence that was rewritten reads as scraps, because every text shares its small words.
    """
    told: list[tuple[bool, int, int, int, int]] = []
    for kind, a, b, c, d in found:
        is_few = a > 0 and b < old and c > 0 and d < new and b - a < FEW
        is_same = kind == "equal" and not is_few
        if told and told[-1][0] == is_same:
            told[-1] = (is_same, told[-1][1], b, told[-1][3], d)
        else:
            told.append((is_same, a, b, c, d))
    return told


def compare_words(earlier: Version, later: Version) -> list[Compared]:
    """The summary and every section of both, in the order of the later; what went stands at the end."""
    old = {section.key: section for section in earlier.sections.all()}
    new = {section.key: section for section in later.sections.all()}
    parts = [Compared(_("What would happen"), runs(earlier.summary, later.summary))]
    for key, section in new.items():
        parts.append(Compared(section.heading, runs(old[key].text if key in old else "", section.text)))
    parts += [Compared(section.heading, runs(section.text, "")) for key, section in old.items() if key not in new]
    return parts


def compare_claims(earlier: Version, later: Version) -> list[Claim]:
    """Every claim that differs."""
    pairs = zip(claims_of(earlier), claims_of(later), strict=True)
    return [Claim(label, before, after) for (label, before), (_label, after) in pairs if before != after]


def claims_of(version: Version) -> list[tuple[str, str]]:
    """Each claim of a version in words; nothing where it does not say."""
    return [
        (_("What it costs in all"), pounds(version.total_pence) if version.costs.all() else ""),
        (_("Line by line"), listed(f"{cost.words}: {pounds(cost.pence)}" for cost in version.costs.all())),
        (_("Given in kind"), listed(f"{gift.words} ({gift.given_by})" for gift in version.in_kind.all())),
        (_("For whom"), version.who_benefits),
        (_("For how many people"), str(version.people_count or "")),
        (_("Where"), str(version.area or "")),
        (_("From"), date_format(version.starts_on, "j F Y") if version.starts_on else ""),
        (_("Until"), date_format(version.ends_on, "j F Y") if version.ends_on else ""),
        (_("Who would do it"), str(version.delivered_by or "")),
        (_("Who does what"), listed(f"{step.what}: {step.by_whom}".rstrip(": ") for step in version.steps.all())),
    ]


def listed(words: Iterable[str]) -> str:
    """Several things on one line."""
    return "; ".join(words)
