"""Keeps what membership asks beyond seats: statements, interests, coverage, review and handing over.

A room for each; everything that may be asked of them is named here.
"""

from quorate.commands.membership.coverage import designate, end_designation
from quorate.commands.membership.handover import hand_over
from quorate.commands.membership.handover_notes import leave_note
from quorate.commands.membership.interest import (
    answer_interest,
    decide_interest,
    receive_interest,
    seat_interest,
)
from quorate.commands.membership.registered import end_interest, register_interest
from quorate.commands.membership.review import review_membership
from quorate.commands.membership.statements import end_statement, record_statement

__all__ = [
    "answer_interest",
    "decide_interest",
    "designate",
    "end_designation",
    "end_interest",
    "end_statement",
    "hand_over",
    "leave_note",
    "receive_interest",
    "record_statement",
    "register_interest",
    "review_membership",
    "seat_interest",
]
