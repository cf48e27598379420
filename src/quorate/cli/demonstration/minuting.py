"""How the minutes of a place's last meetings came about: written, approved, circulated, and followed up.

They are written the day after the meeting. A chair who signs in approves; the coordinator records the
approval of one who does not. Each meeting confirms the minutes of the one before. A further meeting of the
group that works to the board has minutes on their way.
"""

import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.content.shapes import Person
from quorate.cli.demonstration.founding import signs_in
from quorate.cli.demonstration.story import COORDINATOR, NOBODY, Happening, Story, done
from quorate.commands import agenda, meetings, messages, minutes, minutes_after, minutes_steps
from quorate.domain.kernel.outcomes import OnBehalf, Waiver
from quorate.domain.meetings.minutes import MinuteDraft, MinuteKind
from quorate.queries.minutes_quorum import rule_of
from quorate.records import scopes
from quorate.records.models import Meeting as MeetingRow
from quorate.records.models import Message, Minute

Table = Mapping[str, Any]
_PACKAGE = "quorate.cli.demonstration.content"
_TO_CHAIR_AFTER = timedelta(days=5)  # where the terms give no day for it
_SET_BEFORE = timedelta(days=28)


@dataclass
class Told:
    """A meeting whose minutes are told: its id once it is set, and its items by their place."""

    on: date
    said: Sequence[Table]
    id: uuid.UUID = NOBODY
    items: dict[str, uuid.UUID] = field(default_factory=dict)


class MinutesStory:
    """The minutes of one place, with the ids their keys were given."""

    def __init__(self, story: Story) -> None:
        root = resources.files(_PACKAGE) / story.place.slug / "minutes.toml"
        self.story = story
        self.table: Table = tomllib.loads(root.read_text(encoding="utf-8"))
        self.told = {one["meeting"]: Told(one["meeting"], one["said"]) for one in self.table["minutes"]}
        self.keys: dict[str, tuple[uuid.UUID, uuid.UUID]] = {}

    def tells(self, on: date) -> bool:
        """Whether the minutes of the board's meeting of a day are told."""
        return on in self.told

    def know(self, on: date, id: uuid.UUID, items: dict[str, uuid.UUID]) -> None:
        """A meeting was set: its id, and where its items are kept as they are added."""
        self.told[on].id, self.told[on].items = id, items

    def write(self, told: Told, on: date) -> None:
        """Everything the minutes say, in order."""
        for one in told.said:
            self._write(told, one, on)

    def _write(self, told: Told, one: Table, on: date) -> None:
        row = MeetingRow.objects.get(id=told.id)
        draft = MinuteDraft(
            kind=MinuteKind(one["kind"]),
            words=one["words"],
            owner=str(self.story.people[one["owner"]]) if "owner" in one else "",
            agency=str(self.story.agencies[one["agency"]]) if "agency" in one else "",
            due_on=one.get("due"),
            asked_by=one.get("asked_by", ""),
            given_to=one.get("given_to", ""),
            evidence=one.get("evidence", ""),
        )
        made = done(
            minutes.write_minute(
                self.story.coordinator(on),
                meeting=told.id,
                item=told.items[one["item"]],
                draft=draft,
                quorum=one.get("quorum", ""),
                waiver=self._waiver(row, one, told.on),
            )
        )
        if "key" in one:
            self.keys[one["key"]] = (told.id, made)
        if "ratifies" in one:
            self._ratify(one["ratifies"], made, on)

    def _waiver(self, row: MeetingRow, one: Table, on: date) -> Waiver | None:
        clause = rule_of(row)
        if clause is None or "waiver" not in one:
            return None
        return Waiver(clause.id, one["waiver"], str(self.story.people[one["agreed_by"]]), on)

    def _ratify(self, key: str, by: uuid.UUID, on: date) -> None:
        meeting, minute = self.keys[key]
        asked = self.story.coordinator(on)
        version = Minute.objects.get(id=minute).version
        done(
            minutes_after.ratify_decision(
                asked, meeting=meeting, minute=minute, ratified_in=by, version=version
            )
        )

    def to_chair(self, told: Told, on: date) -> None:
        """The minutes go to the chair."""
        asked, version = self._asked(told, on)
        done(minutes_steps.send_minutes_to_chair(asked, meeting=told.id, on=on, version=version))
        self._messages_leave(on)

    def circulate(self, told: Told, group: str, on: date) -> None:
        """The chair approves, and the minutes go to members."""
        person = chair_of(self.story, group, on)
        if person is None:
            raise AssertionError("minutes are told only of groups with a chair")
        signs = signs_in(self.story, person)
        behalf = None if signs else OnBehalf(str(self.story.people[person.key]), "email", on)
        asked = self.story.as_(person.key if signs else COORDINATOR, on)
        version = MeetingRow.objects.get(id=told.id).version
        done(minutes_steps.approve_minutes(asked, meeting=told.id, version=version, on_behalf=behalf))
        asked, version = self._asked(told, on)
        done(minutes_steps.circulate_minutes(asked, meeting=told.id, version=version))
        self._messages_leave(on)

    def confirm(self, told: Told, later: date, on: date) -> None:
        """The next meeting confirms the minutes."""
        asked, version = self._asked(told, on)
        at = scopes.meetings(asked.actor).get(on=later, group=MeetingRow.objects.get(id=told.id).group_id)
        done(minutes_steps.confirm_minutes(asked, meeting=told.id, at=at.id, version=version))

    def answer(self, one: Table, on: date) -> None:
        """Advice is answered."""
        meeting, minute = self.keys[one["key"]]
        done(
            minutes_after.answer_advice(
                self.story.coordinator(on),
                meeting=meeting,
                minute=minute,
                answer=one["answer"],
                words=one["words"],
                on=on,
                version=Minute.objects.get(id=minute).version,
            )
        )

    def amend(self, one: Table, on: date) -> None:
        """A minute is amended after it was approved."""
        meeting, minute = self.keys[one["key"]]
        asked = self.story.coordinator(on)
        agreed = one.get("agreed_at")
        at = self.told[agreed].id if agreed else None
        done(
            minutes_after.amend_minute(
                asked,
                meeting=meeting,
                minute=minute,
                words=one["words"],
                reason=one["reason"],
                agreed_at=at,
                version=Minute.objects.get(id=minute).version,
            )
        )

    def set_extra(self, told: Told, one: Table, on: date) -> None:
        """The further meeting is set, with its agenda."""
        told.id = done(
            meetings.set_meeting(
                self.story.coordinator(on),
                group=self.story.groups[one["group"]],
                on=one["on"],
                starts=one["at"],
                minutes=one["minutes"],
                place=one["place"],
            )
        )
        for number, item in enumerate(one["items"], start=1):
            said = agenda.Said(**item)
            told.items[str(number)] = done(
                agenda.add_item(self.story.coordinator(on), meeting=told.id, said=said)
            )

    def _asked(self, told: Told, on: date) -> tuple[Any, int]:
        return self.story.coordinator(on), MeetingRow.objects.get(id=told.id).version

    def _messages_leave(self, on: date) -> None:
        owed = Message.objects.filter(partnership=self.story.partnership, sent_at=None)
        for message in owed.order_by("id"):
            done(messages.mark_sent(self.story.as_quorate(on), message=message.id))


def chair_of(story: Story, group: str, on: date) -> Person | None:
    """Who chairs a group on a day, None where nobody does."""
    of = {one.key for one in story.place.seats if one.group == group}
    held = (
        one.person
        for one in story.place.appointments
        if one.office == "chair"
        and one.seat in of
        and one.from_on <= on
        and (not one.to_on or on <= one.to_on)
    )
    key = next(held, "")
    return next((one for one in story.place.people if one.key == key), None)


def happenings(told: MinutesStory) -> list[Happening]:
    """All that happened to the minutes but what the terms give a day for."""
    said: list[Happening] = []
    meetings_held = [one.on for one in told.story.place.meetings]
    for meeting in told.story.place.meetings:
        if not told.tells(meeting.on):
            continue
        one = told.told[meeting.on]
        said.append(Happening(meeting.on + timedelta(days=1), partial(told.write, one)))
        if not any(duty.duty == "minutes_to_chair" for duty in meeting.done):
            said.append(Happening(meeting.on + _TO_CHAIR_AFTER, partial(told.to_chair, one)))
        later = next((on for on in meetings_held if on > meeting.on), None)
        if later:
            said.append(Happening(later, partial(told.confirm, one, later)))
    for table in told.table["minutes"]:
        said += [Happening(one["on"], partial(told.answer, one)) for one in table.get("answers", ())]
        said += [Happening(one["on"], partial(told.amend, one)) for one in table.get("amended", ())]
    for table in told.table.get("extra", ()):
        said += _extra(told, table)
    return said


def _extra(told: MinutesStory, table: Table) -> list[Happening]:
    one = Told(table["on"], table["said"])
    said = [
        Happening(table["on"] - _SET_BEFORE, partial(told.set_extra, one, table)),
        Happening(table["on"] + timedelta(days=1), partial(told.write, one)),
    ]
    if "to_chair" in table:
        said.append(Happening(table["to_chair"], partial(told.to_chair, one)))
    return said
