"""Which signs in what people write can be shown, in any script."""

import unicodedata

LINE_ENDS = "\n\r\t"
# Commands to a terminal and halves of a letter. Not the joiners of Persian, of families of emoji and of flags.
COMMANDS = ("Cc", "Cs")
NOTHING_TO_SEE = ("Cc", "Cf", "Z", "M")  # of categories: what has no shape by itself


def has_commands(text: str) -> bool:
    """True when there is a control character other than the end of a line and a tab."""
    return any(unicodedata.category(sign) in COMMANDS and sign not in LINE_ENDS for sign in text)


def is_empty(text: str) -> bool:
    """True when nobody would see anything."""
    return all(unicodedata.category(sign).startswith(NOTHING_TO_SEE) for sign in text)
