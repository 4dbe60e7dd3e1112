"""What people can do about tensions: put one on the table, understand each other, weigh options, settle, look again."""

from wayahead.loop.tensions.actions.findings import set_finding_aside
from wayahead.loop.tensions.actions.options import offer, weigh
from wayahead.loop.tensions.actions.register import SideWords, Words, begin_talking, change, register, say_need
from wayahead.loop.tensions.actions.remarks import remark, set_remark_aside, show_remark, take_remark_back
from wayahead.loop.tensions.actions.settling import Settlement, come_back, reopen, say_how_it_went, settle
from wayahead.loop.tensions.actions.speaking import (
    answer_understanding,
    ask_to_speak,
    let_in,
    say_what_they_need,
    stand_down,
    turn_down,
)

__all__ = [
    "Settlement",
    "SideWords",
    "Words",
    "answer_understanding",
    "ask_to_speak",
    "begin_talking",
    "change",
    "come_back",
    "let_in",
    "offer",
    "register",
    "remark",
    "reopen",
    "say_how_it_went",
    "say_need",
    "say_what_they_need",
    "set_finding_aside",
    "set_remark_aside",
    "settle",
    "show_remark",
    "stand_down",
    "take_remark_back",
    "turn_down",
    "weigh",
]
