"""Keeps how groups stand to one another: reporting lines, and questions referred.

A room for each; everything that may be asked of them is named here.
"""

from quorate.commands.structure.lines import (
    LineSaid,
    add_line,
    change_line,
    end_line,
    record_report,
)
from quorate.commands.structure.questions import (
    Asked,
    answer_question,
    ask_question,
    put_question_on,
    withdraw_question,
)

__all__ = [
    "Asked",
    "LineSaid",
    "add_line",
    "answer_question",
    "ask_question",
    "change_line",
    "end_line",
    "put_question_on",
    "record_report",
    "withdraw_question",
]
