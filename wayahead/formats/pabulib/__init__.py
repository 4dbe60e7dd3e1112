"""Elections as Pabulib files (`.pb`), the exchange format of participatory budgeting.

Stolicki, Szufa and Talmon, “Pabulib: a participatory budgeting library” (2020), arXiv:2012.06539.
"""

from wayahead.formats.pabulib.reading import PabulibFile, Solution, read
from wayahead.formats.pabulib.writing import write
from wayahead.formats.table import Defect

__all__ = ["Defect", "PabulibFile", "Solution", "read", "write"]
