"""What the product says when something cannot be done."""


class NotPossible(Exception):
    """An action's precondition does not hold.

    `str(error)` is one plain sentence that says what to change; `field` names the form field it belongs to, if any.
    """

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field
