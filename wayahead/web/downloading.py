"""Tables to take away, written row by row."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(words: str) -> str:
    """Words as a cell that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


class Echo:
    """A place to write to that hands back what was written, for an answer that streams."""

    def write(self, words: str) -> str:
        """The same words."""
        return words
