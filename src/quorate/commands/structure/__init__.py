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

__all__ = [
    "LineSaid",
    "add_line",
    "change_line",
    "end_line",
    "record_report",
]
