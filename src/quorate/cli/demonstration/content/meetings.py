"""Meetings, agendas, attendance and the action log out of the content files."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from quorate.cli.demonstration.content import short_forms
from quorate.cli.demonstration.content.plans import World
from quorate.cli.demonstration.content.shapes import (
    AgendaItem,
    Appointment,
    Attendance,
    Done,
    LoggedAction,
    Meeting,
    Paper,
    Supplement,
)

Table = Mapping[str, Any]
_HOW = {"P": "present", "D": "deputy", "A": "apologies", "N": "absent", "V": "vacant"}


def read_meetings(table: Table, appointments: Iterable[Appointment]) -> tuple[Meeting, ...]:
    """Every past meeting, oldest first, then the next one."""
    holders = tuple(appointments)
    past = [
        _meeting(table, one, items=_past_items(table, one), attendance=_came(table, n, one["on"], holders))
        for n, one in enumerate(table["meeting"])
    ]
    coming = _meeting(table, table["next"], items=_items(table["next"]["items"]), attendance=())
    return (*past, coming)


def read_log(table: Table, world: World) -> tuple[LoggedAction, ...]:
    """The group's own action log, oldest first."""
    return tuple(_logged(table["group"], one, world) for one in table["log"])


def _logged(group: str, one: Table, world: World) -> LoggedAction:
    leads = world.leads(one["leads"])
    return LoggedAction(
        code=one["code"],
        group=group,
        meeting=one["meeting"].isoformat(),
        text=one["text"],
        leads=leads,
        target=short_forms.target(one["target"]),
        updates=world.updates({**one, "fill": 0.0}, key=f"log/{one['code']}", leads=leads),
    )


def _meeting(
    table: Table, one: Table, *, items: tuple[AgendaItem, ...], attendance: tuple[Attendance, ...]
) -> Meeting:
    return Meeting(
        key=one["on"].isoformat(),
        group=table["group"],
        on=one["on"],
        at=table["at"],
        minutes=table["minutes"],
        place=table["place"],
        is_held="items" not in one,
        items=items,
        attendance=attendance,
        done=tuple(_done(words) for words in one.get("done", ())),
        supplement=Supplement(**one["supplement"]) if "supplement" in one else None,
    )


def _past_items(table: Table, one: Table) -> tuple[AgendaItem, ...]:
    standing = [{**item, "standing": True} for item in table["opening"]]
    closing = [{**item, "standing": True} for item in table["closing"]]
    return _items([*standing, *one["topics"], *closing])


def _items(rows: Iterable[Table]) -> tuple[AgendaItem, ...]:
    return tuple(
        AgendaItem(
            number=row.get("number", str(place)),
            title=row["title"],
            purpose=row["purpose"],
            minutes=row["minutes"],
            speaker=row.get("speaker", ""),
            ask=row.get("ask", ""),
            is_standing=row.get("standing", False),
            restriction=row.get("restriction", ""),
            papers=tuple(Paper(**paper) for paper in row.get("papers", ())),
        )
        for place, row in enumerate(rows, start=1)
    )


def _done(words: str) -> Done:
    """`circulation 2024-09-04 | reason | who agreed | when`, the last three only with a waiver."""
    first, *waiver = (part.strip() for part in words.split("|"))
    duty, on = first.split()
    if not waiver:
        return Done(duty=duty, on=date.fromisoformat(on))
    reason, agreed_by, agreed_on = waiver
    return Done(duty, date.fromisoformat(on), reason, agreed_by, date.fromisoformat(agreed_on))


def _came(table: Table, place: int, on: date, holders: tuple[Appointment, ...]) -> tuple[Attendance, ...]:
    return tuple(
        Attendance(seat=seat, person=_who(seat, letters[place], on, holders), how=_HOW[letters[place]])
        for seat, letters in table["attendance"].items()
    )


def _who(seat: str, letter: str, on: date, holders: tuple[Appointment, ...]) -> str:
    wanted = letter == "D"
    for one in holders:
        is_deputy = one.capacity == "deputy"
        open_then = one.from_on <= on and (one.to_on is None or on <= one.to_on)
        if one.seat == seat and is_deputy == wanted and open_then:
            return one.person
    return ""
