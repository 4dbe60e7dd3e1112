"""Tension → Resolution: two sides at one table, and how it was settled."""

from wayahead.loop.tensions.models.finding import Finding
from wayahead.loop.tensions.models.settling import Resolution
from wayahead.loop.tensions.models.table import Side, Speaker, Tension
from wayahead.loop.tensions.models.talking import Option, Remark, Understanding, Weighing

__all__ = [
    "Finding",
    "Option",
    "Remark",
    "Resolution",
    "Side",
    "Speaker",
    "Tension",
    "Understanding",
    "Weighing",
]
