"""What goes in and what comes out when a vote is kept."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Showing:
    """A statement about to be put before somebody, how it was picked among how many, and their group as it seems."""

    statement_id: int
    policy: str
    probability: float
    group: int | None = None
    among: int = 1


@dataclass(frozen=True)
class Ballot:
    """One answer on its way into the database.

    `link_id` is the participation link by which the voter is known, checked where the vote is stored; None when who
    they are was looked up for this very request. `is_admitted` says that `access` let them into a private circle.
    `then` is put before them next, and logged in the same commit; or `lying_id`, a statement that lies before them
    already.
    """

    person_id: int
    link_id: int | None
    conversation_id: int
    statement_id: int
    choice: int | None
    matters: bool
    channel: str
    key: str | None = None
    is_admitted: bool = False
    then: Showing | None = None
    lying_id: int | None = None

    @property
    def next_id(self) -> int | None:
        """The statement that comes next, if the database agrees that it is open to them."""
        return self.then.statement_id if self.then else self.lying_id


@dataclass(frozen=True)
class Kept:
    """A vote that is in the database for good; `is_next_open` when what comes next is, and is logged there too.

    The same vote, whether it was new or sent again.
    """

    receipt: int
    is_new: bool = field(compare=False)
    is_next_open: bool = field(compare=False)


class NotKnown(Exception):
    """The link by which the voter came was revoked, or they have left."""


class Hidden(Exception):
    """There is no such conversation, or this voter may not see it."""


class NotTakingPart(Exception):
    """This person has not begun to take part in the conversation."""


class Busy(Exception):
    """Nothing can be kept at this moment; the same vote may be sent again in `retry_after` seconds."""

    retry_after = 1
