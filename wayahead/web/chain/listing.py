"""A chain as the nested list that stands beside its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.journey.chain import Chain, Node
from wayahead.journey.edges import SIDE, Name
from wayahead.journey.titles import kind_label, title

# Of voices under one thing a few are shown, the rest is folded; of anything so many are listed, the rest is counted.
SHOWN = 3
LISTED = 20

SHAPES = {
    "listening.voice": "voice",
    "coproduction.meetingpoint": "voice",
    "needs.need": "agreed",
    "solutions.solution": "agreed",
    "solutions.version": "agreed",
    "funding.bid": "agreed",
    "funding.grant": "agreed",
    "outcomes.report": "agreed",
}


@dataclass
class Item:
    """One line of the list; a folded one opens what is in it."""

    title: str
    kind_label: str
    shape: str
    url: str = ""
    is_here: bool = False
    is_folded: bool = False
    children: "list[Item]" = field(default_factory=list)


def shape(node: Node) -> str:
    """How a thing is drawn: a voice, something agreed, something else, or a voice taken back."""
    return "gone" if node.is_withdrawn else SHAPES.get(node.kind, "thing")


def address(node: Node, start: Name) -> str:
    """The chain of a thing; none for where the reader is, and for voices whose words they may not read."""
    if node.name == start or node.row is None or node.is_withdrawn:
        return ""
    return reverse("chain", args=node.name)


def nested(chain: Chain) -> list[Item]:
    """The list in one direction. While one thing leads to one other they stand below each other; from where the line
    divides on, what is behind a thing stands inside it. A thing reached twice is unfolded once.
    """
    unfolded = {chain.start}
    side, line = beside_and_ahead(chain, chain.start)
    found = items(chain, side, unfolded)
    while len(line) == 1 and line[0] not in unfolded:
        node = chain.nodes[line[0]]
        unfolded.add(node.name)
        side, line = beside_and_ahead(chain, node.name)
        found.append(item(chain, node, items(chain, side, unfolded)))
    return found + items(chain, line, unfolded)


def beside_and_ahead(chain: Chain, near: Name) -> tuple[list[Name], list[Name]]:
    """What is one step away: beside the line, and along it."""
    fars = chain.steps.get(near, [])
    return [far for far in fars if far[0] in SIDE], [far for far in fars if far[0] not in SIDE]


def item(chain: Chain, node: Node, children: list[Item], *, is_again: bool = False) -> Item:
    """One thing with what is behind it."""
    label = kind_label(node.kind)
    if is_again and chain.steps.get(node.name):
        label = _("%s, as above") % label
    return Item(title(node), label, shape(node), address(node, chain.start), children=children)


def items(chain: Chain, fars: Sequence[Name], unfolded: set[Name]) -> list[Item]:
    """These things, each with what is behind it; many voices are folded, very many of anything counted."""
    by_kind: dict[str, list[Item]] = {}
    more: dict[str, int] = {}
    for far in fars:
        found = by_kind.setdefault(far[0], [])
        if len(found) == LISTED:
            more[far[0]] = more.get(far[0], 0) + 1
            continue
        is_again = far in unfolded
        unfolded.add(far)
        behind = [] if is_again else items(chain, chain.steps.get(far, ()), unfolded)
        found.append(item(chain, chain.nodes[far], behind, is_again=is_again))
    for kind, count in more.items():
        words = ngettext("and %d more", "and %d more", count) % count
        by_kind[kind].append(Item(words, kind_label(kind, count), SHAPES.get(kind, "thing")))
    return [line for kind, found in by_kind.items() for line in folded(kind, found)]


def folded(kind: str, found: list[Item]) -> list[Item]:
    """The first few voices, and the rest behind one line."""
    rest = found[SHOWN:]
    if kind != "listening.voice" or len(rest) < 2:
        return found
    words = ngettext("%d more voice", "%d more voices", len(rest)) % len(rest)
    return [*found[:SHOWN], Item(words, "", "voice", is_folded=True, children=rest)]
