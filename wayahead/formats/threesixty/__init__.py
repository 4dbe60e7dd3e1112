"""Grants as the 360Giving standard 1.4 publishes them: read, check and write; JSON, CSV and XLSX."""

from wayahead.formats.threesixty.checking import errors
from wayahead.formats.threesixty.finding import Finding, NotInstalled, Unreadable
from wayahead.formats.threesixty.given import Flawed, Given, given
from wayahead.formats.threesixty.quality import warnings
from wayahead.formats.threesixty.reading import GrantsFile, read, read_bytes

__all__ = [
    "Finding",
    "Flawed",
    "Given",
    "GrantsFile",
    "NotInstalled",
    "Unreadable",
    "errors",
    "given",
    "read",
    "read_bytes",
    "warnings",
]
