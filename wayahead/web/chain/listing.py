"""A chain as the nested list that stands beside its drawing."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wayahead.journey.chain import Chain, Node
from wayahead.journey.edges import Name
from wayahead.journey.titles import kind_label, title

# Things of one kind under one thing: so many are listed, the rest is counted and stands on their own pages.
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
    """One line of the list."""

    title: str
    kind_label: str
    shape: str
    url: str = ""
    is_here: bool = False
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
    """What is one step from the start, each with what is behind it. A thing reached twice is unfolded once."""
    return items(chain, chain.start, {chain.start})


def items(chain: Chain, near: Name, unfolded: set[Name]) -> list[Item]:
    """The items under one thing, at most `LISTED` of each kind."""
    found, counts = [], dict[str, int]()
    for far in chain.steps.get(near, ()):
        counts[far[0]] = counts.get(far[0], 0) + 1
        if counts[far[0]] > LISTED:
            continue
        node = chain.nodes[far]
        is_again = far in unfolded
        unfolded.add(far)
        label = kind_label(node.kind)
        if is_again and chain.steps.get(far):
            label = _("%s, as above") % label
        children = [] if is_again else items(chain, far, unfolded)
        found.append(Item(title(node), label, shape(node), address(node, chain.start), children=children))
    return found + [more(kind, count - LISTED) for kind, count in counts.items() if count > LISTED]


def more(kind: str, count: int) -> Item:
    """What is not listed, counted."""
    return Item(ngettext("and %d more", "and %d more", count) % count, kind_label(kind), SHAPES.get(kind, "thing"))
