"""Numbers that tell every funder which organisation is meant: a prefix for the list, then the number in it.

Source: org-id.guide, as the 360Giving standard asks for.
"""

import re

# Each list with the shape of its numbers: those that organisations in the United Kingdom have, and a few neighbours.
SHAPES = {
    "GB-CHC": r"\d{6,7}(-\d{1,4})?",
    "GB-SC": r"SC\d{6}",
    "GB-NIC": r"\d{6}",
    "GB-COH": r"([A-Z]{2}\d{6}|\d{8}|[A-Z]{2}\d{5}[A-Z])",
    "GB-EDU": r"\d{5,6}",
    "GB-GOR": r"[A-Z]{1,3}\d{1,4}",
    "GB-HMRC": r"[A-Z]{1,2}\d{4,6}",
    "GB-IRR": r"[0-9A-Z]{3,10}",
    "GB-LAE": r"[A-Z]{3}",
    "GB-LANI": r"[A-Z]{3}",
    "GB-LAS": r"[A-Z]{3}",
    "GB-MPR": r"[A-Z0-9]{4,10}",
    "GB-NHS": r"[A-Z0-9]{3,6}",
    "GB-NIEDU": r"\d{3}-?\d{4}",
    "GB-PLA": r"[A-Z]{3}",
    "GB-REV": r"[A-Z0-9]{5,10}",
    "GB-SHPE": r"[A-Z0-9]{3,7}",
    "GB-UKPRN": r"\d{8}",
    "GB-WALEDU": r"\d{7}",
    "GG-RCE": r"[A-Z]{2}\d{1,4}",
    "IE-CHY": r"\d{1,6}",
    "IE-CRO": r"\d{5,6}",
    "IM-CR": r"\d{6}[A-Z]",
    "IM-GR": r"\d{1,4}",
    "JE-OAC": r"\d{1,4}",
    "NL-KVK": r"\d{8}",
    "US-EIN": r"\d{2}-?\d{7}",
    "XI-GRID": r"grid\.\d+\.[0-9a-z]+",
    "XI-ROR": r"0[0-9a-z]{8}",
    "XM-DAC": r"\d{4,6}(-\d+)*",
    "360G": r"\w+-\S+",
}


def wrong_with(number: str) -> str:
    """What is wrong with an organisation's number and what to write; nothing when it can be right."""
    prefix = prefix_of(number)
    if prefix is None:
        if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{2,8}-.+", number) and not number.startswith("GB-"):
            return ""  # a list of another country, whose numbers we do not know
        return "the number names no list that we know. For a charity write GB-CHC- and its number"
    if not re.fullmatch(SHAPES[prefix], number.removeprefix(f"{prefix}-")):
        return f"this is not how numbers of {prefix} look"
    return ""


def prefix_of(number: str) -> str | None:
    """The list that a number names, when we know it."""
    return next((prefix for prefix in SHAPES if number.startswith(f"{prefix}-")), None)
