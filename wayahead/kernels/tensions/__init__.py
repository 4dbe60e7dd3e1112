"""Where needs pull apart: what divides groups, what a limit blocks, what excludes what, where money goes elsewhere."""

from wayahead.kernels.tensions.finding import Backing, Blockage, Clash, Stand, Voiced, blocked, divided, exclusive, far
from wayahead.kernels.tensions.found import Found, Leg, is_news

__all__ = [
    "Backing",
    "Blockage",
    "Clash",
    "Found",
    "Leg",
    "Stand",
    "Voiced",
    "blocked",
    "divided",
    "exclusive",
    "far",
    "is_news",
]
