"""What people can do with limits: publish, change and withdraw their own; ask why of any; answer against the clock."""

from wayahead.loop.constraints.actions.publishing import change, publish, withdraw
from wayahead.loop.constraints.actions.questions import answer, ask_why, join, remind
from wayahead.loop.constraints.actions.terms import Terms, sound_test

__all__ = ["Terms", "answer", "ask_why", "change", "join", "publish", "remind", "sound_test", "withdraw"]
