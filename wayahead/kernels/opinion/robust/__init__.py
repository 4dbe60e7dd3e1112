"""The method of our own: a model of the votes that were cast, groups only where they hold, and how sure we are."""

from wayahead.kernels.opinion.robust.analysis import analyse
from wayahead.kernels.opinion.robust.continuity import Previous

__all__ = ["Previous", "analyse"]
