"""What people can do about needs: write, check back, publish, merge, split, rely on them."""

from wayahead.loop.needs.actions.checking import answer_check_back, check_back, publish
from wayahead.loop.needs.actions.lineage import Part, merge, split
from wayahead.loop.needs.actions.relying import rely, stop_relying
from wayahead.loop.needs.actions.writing import Draft, rewrite, write

__all__ = [
    "Draft",
    "Part",
    "answer_check_back",
    "check_back",
    "merge",
    "publish",
    "rely",
    "rewrite",
    "split",
    "stop_relying",
    "write",
]
