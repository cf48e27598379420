"""Who came to a place's meetings: what they had said, when they came, left and came back, what they declared.

Each seat's letter for each meeting is in the content. The rest is told from the seed: a few came late, one
left before the end, and one was called out and came back. What happened in the room is entered that
afternoon, once the meeting is over.
"""

import random
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Any

from quorate.cli.demonstration.content.progress import SEED
from quorate.cli.demonstration.content.shapes import Attendance, Meeting
from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import replies, room
from quorate.commands.replies import Said
from quorate.commands.room import Seen
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.meetings.room import How
from quorate.domain.membership.replies import Answer
from quorate.records.models import Meeting as MeetingRow

Table = Mapping[str, Any]
_PACKAGE = "quorate.cli.demonstration.content"
_ASKED_BEFORE = timedelta(days=6)
_ONE_IN_SILENT = 7
_ONE_IN_LATE = 9
_ONE_IN_ONLINE = 6
_FEW = 9  # a smaller meeting waits for everybody
_AFTERNOON = time(17)
_OVER = (-3, -2, 0, 2, 5, 8)  # minutes
_ANSWERS = {"present": Answer.COMING, "deputy": Answer.DEPUTY, "apologies": Answer.APOLOGIES}


@dataclass(frozen=True, slots=True)
class _Event:
    """Something in the room: when, in which order among those of one minute, and what."""

    at: time
    order: int
    what: str
    seat: str = ""
    person: str = ""
    item: str = ""


class RoomStory:
    """One meeting's room. `id` and `items` are filled in as the meeting is set."""

    def __init__(self, story: Story, meeting: Meeting, id: uuid.UUID, items: Mapping[str, uuid.UUID]) -> None:
        self.story, self.meeting, self.id, self.items = story, meeting, id, items
        self.chance = random.Random(f"{SEED}:{story.place.slug}:room:{meeting.key}")  # noqa: S311 (a story)
        self.planned: list[_Event] = []
        root = resources.files(_PACKAGE) / story.place.slug / "rooms.toml"
        every = tomllib.loads(root.read_text(encoding="utf-8"))["declared"]
        self.declared: Sequence[Table] = [one for one in every if one["meeting"] == meeting.on]

    def reply(self, on: date) -> None:
        """What members had told the coordinator by then; some told nothing."""
        for one in self.meeting.attendance:
            answer = _ANSWERS.get(one.how)
            holder = self._holder(one)
            if answer is None or not holder:
                continue
            if answer is Answer.COMING and self.chance.randrange(_ONE_IN_SILENT) == 0:
                continue
            is_deputy = answer is Answer.DEPUTY
            said = Said(
                answer=answer,
                deputy=self.story.people[one.person] if is_deputy else None,
                has_authority=is_deputy and self._has_authority(one),
                is_briefed=is_deputy,
            )
            person = self.story.people[holder]
            done(
                replies.record_reply(
                    self.story.coordinator(on),
                    meeting=self.id,
                    seat=self.story.seats[one.seat],
                    person=person,
                    said=said,
                    on_behalf=OnBehalf(str(person), "email", on),
                )
            )

    def record(self, on: date) -> None:
        """What happened in the room, entered once it is over."""
        self.story.clock.wait_until(on, _AFTERNOON)
        self.planned = self._events()
        declared = sorted(self.declared, key=self._declared_at)
        for n, each in enumerate(self.planned):
            while declared and self._declared_at(declared[0]) < each.at:
                done(self._declare(declared.pop(0), on))
            seen = Seen(each.at, f"{self.meeting.key} {n}")
            asked = self.story.coordinator(on)
            person = self.story.people.get(each.person, uuid.UUID(int=0))
            match each.what:
                case "came":
                    done(self._arrive(asked, seen, each, person))
                case "item":
                    done(room.take_item(asked, meeting=self.id, seen=seen, item=self.items[each.item]))
                case "left":
                    done(room.record_departure(asked, meeting=self.id, seen=seen, person=person))
                case "back":
                    done(room.record_return(asked, meeting=self.id, seen=seen, person=person))
        for one in declared:
            done(self._declare(one, on))
        self._time(on)

    def _time(self, on: date) -> None:
        """When it began and ended: a few minutes sooner or later than planned, as meetings do."""
        chance = random.Random(f"{SEED}:{self.story.place.slug}:times:{self.meeting.key}")  # noqa: S311 (a story)
        seen = max([self.meeting.at, *(each.at for each in self.planned if each.what != "left")])
        ended = max(_later(self.meeting.at, self._length() + chance.choice(_OVER)), _later(seen, 1))
        done(
            room.record_times(
                self.story.coordinator(on),
                meeting=self.id,
                began_at=self.meeting.at,
                ended_at=ended,
                version=MeetingRow.objects.get(id=self.id).version,
            )
        )

    def _arrive(self, asked: Any, seen: Seen, each: _Event, person: uuid.UUID) -> Any:
        came = next(one for one in self.meeting.attendance if one.seat == each.seat)
        online = "video" in self.meeting.place and self.chance.randrange(_ONE_IN_ONLINE) == 0
        return room.record_arrival(
            asked,
            meeting=self.id,
            seen=seen,
            person=person,
            seat=self.story.seats[each.seat],
            how=How.ONLINE if online else How.IN_PERSON,
            has_authority=came.how == "deputy" and self._has_authority(came),
        )

    def _declared_at(self, one: Table) -> time:
        return _later(self._starts_of(one["item"]) if one["item"] else self.meeting.at, one["after"])

    def _declare(self, one: Table, on: date) -> Any:
        return replies.declare_interest(
            self.story.coordinator(on),
            meeting=self.id,
            person=self.story.people[one["person"]],
            words=one["words"],
            item=self.items[one["item"]] if one["item"] else None,
            withdraws=one["withdraws"],
            at=self._declared_at(one),
        )

    def _events(self) -> list[_Event]:
        """Everybody's coming, the items in turn, one who leaves early and one who goes out and comes back."""
        here = [one for one in self.meeting.attendance if one.how in ("present", "deputy")]
        found = []
        for one in here:
            late = len(here) > _FEW and self.chance.randrange(_ONE_IN_LATE) == 0
            minutes = self.chance.randrange(5, 20) if late else -self.chance.randrange(0, 12)
            found.append(_Event(_later(self.meeting.at, minutes), 0, "came", one.seat, one.person))
        for number in self._numbers():
            found.append(_Event(self._starts_of(number), 1, "item", item=number))
        busy = {one["person"] for one in self.declared}
        free = [one for one in here if one.person not in busy and self._is_of_council(one)]
        if len(free) > 3:  # of a smaller meeting nobody can be spared
            out, early = self.chance.sample(free, 2)
            gone = self.chance.randrange(45, 70)
            found.append(_Event(_later(self.meeting.at, gone), 2, "left", out.seat, out.person))
            found.append(_Event(_later(self.meeting.at, gone + 8), 2, "back", out.seat, out.person))
            ends = _later(self.meeting.at, self._length() - 4)
            found.append(_Event(ends, 2, "left", early.seat, early.person))
        return sorted(found, key=lambda each: (each.at, each.order))

    def _is_of_council(self, one: Attendance) -> bool:
        """Whether others of the same agency are there too, so that a quorum does not hang on them."""
        seat = next(each for each in self.story.place.seats if each.key == one.seat)
        return seat.agency.startswith("council")

    def _numbers(self) -> list[str]:
        return [item.number for item in self.meeting.items if item.number in self.items]

    def _length(self) -> int:
        return sum(item.minutes for item in self.meeting.items if item.number in self.items)

    def _starts_of(self, number: str) -> time:
        """When an item was taken, if each took as long as planned."""
        before = 0
        for item in self.meeting.items:
            if item.number == number:
                break
            before += item.minutes if item.number in self.items else 0
        return _later(self.meeting.at, before)

    def _holder(self, one: Attendance) -> str:
        held = [
            each.person
            for each in self.story.place.appointments
            if each.seat == one.seat
            and each.capacity != "deputy"
            and each.from_on <= self.meeting.on
            and (each.to_on is None or self.meeting.on <= each.to_on)
        ]
        return held[0] if held else ""

    def _has_authority(self, one: Attendance) -> bool:
        return any(
            each.has_delegated_authority
            for each in self.story.place.appointments
            if each.seat == one.seat and each.person == one.person and each.capacity == "deputy"
        )


def happenings(told: Any, set_on: date) -> list[Happening]:
    """What was said before a past meeting, and what happened in its room; nothing of one to come.

    `told` is the meeting's story, which knows its id and items once it was set.
    """
    meeting: Meeting = told.meeting
    if not meeting.attendance or meeting.on < told.story.place.records_from:
        return []

    def room_of() -> RoomStory:
        return RoomStory(told.story, meeting, told.id, told.items)

    return [
        Happening(max(meeting.on - _ASKED_BEFORE, set_on), lambda on: room_of().reply(on)),
        Happening(meeting.on, lambda on: room_of().record(on)),
    ]


def _later(at: time, minutes: int) -> time:
    return (datetime.combine(date(2026, 1, 1), at) + timedelta(minutes=minutes)).time()
