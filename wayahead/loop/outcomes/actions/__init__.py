"""What people can do about results: say what should change, report once, say whether it is true, answer."""

from wayahead.loop.outcomes.actions.believing import REPLY_WITHIN_DAYS, answer_voices, reply, say_whether_true
from wayahead.loop.outcomes.actions.frameworks import (
    OutcomeWords,
    Terms,
    add_indicator,
    add_wellbeing,
    answer_idea,
    change_indicator,
    change_outcome,
    choose_what_to_read,
    drop_indicator,
    drop_outcome,
    name_outcome,
    suggest_idea,
)
from wayahead.loop.outcomes.actions.reporting import (
    Account,
    Count,
    Counted,
    PartCount,
    field_of,
    report,
    report_what_we_did,
)

__all__ = [
    "REPLY_WITHIN_DAYS",
    "Account",
    "Count",
    "Counted",
    "OutcomeWords",
    "PartCount",
    "Terms",
    "add_indicator",
    "add_wellbeing",
    "answer_idea",
    "answer_voices",
    "change_indicator",
    "change_outcome",
    "choose_what_to_read",
    "drop_indicator",
    "drop_outcome",
    "field_of",
    "name_outcome",
    "reply",
    "report",
    "report_what_we_did",
    "say_whether_true",
    "suggest_idea",
]
