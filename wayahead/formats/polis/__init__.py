"""Conversations gathered elsewhere: a Polis export folder, or a plain table of votes. Read and written.

In these files +1 is agree and −1 disagree; the Polis database and its vote API have it the other way round.
"""

from wayahead.formats.polis.conversation import (
    ACCEPTED,
    REJECTED,
    UNSEEN,
    Ballots,
    Conversation,
    Statement,
    Summary,
    Wording,
    doubts_about_signs,
)
from wayahead.formats.polis.folder import read_folder
from wayahead.formats.polis.statements import read_wordings
from wayahead.formats.polis.votes import read_votes
from wayahead.formats.polis.writing import write_folder
from wayahead.formats.table import Defect, Limits

__all__ = [
    "ACCEPTED",
    "REJECTED",
    "UNSEEN",
    "Ballots",
    "Conversation",
    "Defect",
    "Limits",
    "Statement",
    "Summary",
    "Wording",
    "doubts_about_signs",
    "read_folder",
    "read_votes",
    "read_wordings",
    "write_folder",
]
