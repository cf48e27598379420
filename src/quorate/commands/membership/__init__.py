"""Keeps what membership asks beyond seats: statements, interests, who may be known by what name.

A room for each; everything that may be asked of them is named here.
"""

from quorate.commands.membership.privately import keep_privately, name_again
from quorate.commands.membership.statements import end_statement, record_statement

__all__ = [
    "end_statement",
    "keep_privately",
    "name_again",
    "record_statement",
]
