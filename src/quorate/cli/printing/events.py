"""`docs/events.md`: everything that is recorded as having happened."""

from itertools import groupby

from quorate.cli.printing.markdown import code, table
from quorate.cli.printing.markdown import page as whole
from quorate.domain.events.catalogue import EVENTS


def _context(code: str) -> str:
    return code.split(".")[0]


def page() -> str:
    """The whole page."""
    parts = []
    for context, codes in groupby(sorted(EVENTS, key=_context), key=_context):
        parts.append(f"## {context.capitalize()}")
        parts.append(table(("Code", "What happened"), [(code(one), EVENTS[one]) for one in codes]))
    return whole(
        "What is recorded",
        "Nothing is written without an event. An event holds codes, ids, dates and numbers; names are "
        "looked up when it is read. Events are linked in one chain for each partnership and one for the "
        "install, and `./quorate audit verify` says whether any was altered or removed. Words that were "
        "redacted leave the chain as it was.",
        *parts,
    )
