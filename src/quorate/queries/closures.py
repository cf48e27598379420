"""The days the council is closed that are not bank holidays."""

from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import count, weekday
from quorate.records import scopes


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """A day the council is closed."""

    id: str
    version: int
    on: str
    name: str


@dataclass(frozen=True, slots=True)
class ClosuresPage:
    """Every such day: those to come first by date, and those past, newest first."""

    lede: str
    to_come: tuple[ClosureLine, ...]
    past: tuple[ClosureLine, ...]


def page_closures(actor: Actor, *, today: date) -> ClosuresPage:
    """The days the council is closed."""
    rows = [
        (row.on, ClosureLine(str(row.id), row.version, weekday(row.on), row.name))
        for row in scopes.closures(actor)
    ]
    rows.sort(key=lambda one: one[0])
    to_come = tuple(line for on, line in rows if on >= today)
    n = f"{count(len(to_come), 'day')} to come" if to_come else "No day to come"
    return ClosuresPage(
        lede=f"{n} on which the council is closed, beside weekends and bank holidays.",
        to_come=to_come,
        past=tuple(line for on, line in reversed(rows) if on < today),
    )
