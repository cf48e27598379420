"""How a place's meetings came about: set, agenda made, papers in, papers out, minutes sent.

Each meeting is set the day after the one before it, with its agenda. What went out late went with the
chair's waiver. Of meetings from before the records began only the day and the agenda are known.
"""

import random
import uuid
from datetime import date, timedelta
from functools import partial

from quorate.cli.demonstration import minuting, paper_files, papering, rooming
from quorate.cli.demonstration.content.progress import SEED
from quorate.cli.demonstration.content.shapes import AgendaItem, Done, Meeting, Paper
from quorate.cli.demonstration.documents import BUILDERS
from quorate.cli.demonstration.founding import signs_in
from quorate.cli.demonstration.story import COORDINATOR, Happening, Story, done
from quorate.commands import agenda, agreeing, meetings, messages, papers
from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.calendar.holidays import england_and_wales
from quorate.domain.kernel.outcomes import OnBehalf, Waiver
from quorate.domain.meetings.timetable import due_on
from quorate.domain.terms.clauses import ClauseKind
from quorate.records import scopes
from quorate.records.models import Meeting as MeetingRow
from quorate.records.models import Message

_USUALLY_IN = timedelta(days=9)  # where the terms give no day for papers
_ASKED_BEFORE_PAPERS = timedelta(days=6)
_DAYS_EARLY = (0, 0, 1, 1, 2, 3, 6)
_ONE_IN_LATE = 12
_MINUTES_TO = {"minutes_to_chair": "chair", "minutes_to_members": "members"}


class MeetingStory:
    """One meeting, with the ids it and its items were given."""

    def __init__(self, story: Story, meeting: Meeting, minuted: minuting.MinutesStory) -> None:
        self.story, self.meeting, self.minuted = story, meeting, minuted
        self.id = uuid.UUID(int=0)
        self.items: dict[str, uuid.UUID] = {}

    def set(self, on: date) -> None:
        """The meeting is set and its open agenda drawn up."""
        told = self.meeting
        self.id = done(
            meetings.set_meeting(
                self.story.coordinator(on),
                group=self.story.groups[told.group],
                on=told.on,
                starts=told.at,
                minutes=told.minutes,
                place=told.place,
            )
        )
        self._messages_leave(on)
        if self.minuted.tells(told.on):
            self.minuted.know(told.on, self.id, self.items)
        for item in told.items:
            if not item.restriction:
                self.add_item(item, on)

    def add_item(self, item: AgendaItem, on: date) -> None:
        """One item, at the end."""
        speaker = next((one.role for one in self.story.place.people if one.key == item.speaker), "")
        said = agenda.Said(
            title=item.title,
            purpose=item.purpose,
            minutes=item.minutes,
            speaker=speaker,
            ask=item.ask,
            audience=Audience.RESTRICTED if item.restriction else Audience.PARTNERSHIP,
            restriction=self.story.restrictions.get(item.restriction),
        )
        self.items[item.number] = done(
            agenda.add_item(self.story.coordinator(on), meeting=self.id, said=said)
        )

    def take_in(self, item: AgendaItem, paper: Paper, on: date) -> None:
        """A paper, submitted by its author where they may and by the coordinator where not."""
        author = next(one for one in self.story.place.people if one.key == paper.by)
        audience = Audience(paper.audience)
        by = (
            paper.by
            if signs_in(self.story, author) and self._may_submit(paper.by, item, audience, on)
            else COORDINATOR
        )
        data = (
            BUILDERS[paper.document]()
            if paper.document
            else paper_files.build(self.story.place, self.meeting, item, paper)
        )
        done(
            papers.add_paper(
                self.story.as_(by, on),
                meeting=self.id,
                title=paper.title,
                submitted_on=on,
                name=paper.title,
                data=data,
                item=self.items[item.number],
                audience=audience,
                agency=self.story.agencies[author.agency],
                on_behalf=None if by == paper.by else OnBehalf(str(self.story.people[paper.by]), "email", on),
                cover=papering.cover(item, paper, author),
            )
        )

    def _may_submit(self, person: str, item: AgendaItem, audience: Audience, on: date) -> bool:
        actor = self.story.actor(person, on)
        group = str(self.story.groups[self.meeting.group])
        may = refusal_to_act(actor, Permission.PAPER_SUBMIT, group=group)
        return may is None and audience in actor.audiences_in(group) and not item.restriction

    def carry_out(self, duty: Done, on: date) -> None:
        """A duty of the meeting was done: papers sent, or minutes."""
        if duty.duty in _MINUTES_TO:
            self._minutes_sent(_MINUTES_TO[duty.duty], on)
            return
        waiver = None
        if duty.waiver_reason and duty.waiver_agreed_on:
            agreed_by = str(self.story.people[duty.waiver_agreed_by])
            waiver = Waiver(duty.duty, duty.waiver_reason, agreed_by, duty.waiver_agreed_on)
        self._chair_agrees(on)
        done(meetings.circulate_papers(self.story.coordinator(on), meeting=self.id, waiver=waiver))
        self._messages_leave(on)

    def ask_the_chair(self, on: date) -> None:
        """The chair is asked to agree the agenda of the next meeting."""
        row = MeetingRow.objects.get(id=self.id)
        done(agreeing.ask_for_agenda(self.story.coordinator(on), meeting=self.id, version=row.version))
        self._messages_leave(on)

    def _chair_agrees(self, on: date) -> None:
        """The chair agrees the agenda before it goes out; one who does not sign in tells the coordinator."""
        chair = minuting.chair_of(self.story, self.meeting.group, on)
        row = MeetingRow.objects.get(id=self.id)
        if chair is None or on >= row.on:
            return
        signs = signs_in(self.story, chair)
        behalf = None if signs else OnBehalf(str(self.story.people[chair.key]), "telephone", on)
        asked = self.story.as_(chair.key if signs else COORDINATOR, on)
        done(agreeing.agree_agenda(asked, meeting=self.id, version=row.version, on_behalf=behalf))

    def _messages_leave(self, on: date) -> None:
        owed = Message.objects.filter(partnership=self.story.partnership, sent_at=None)
        for message in owed.order_by("id"):
            done(messages.mark_sent(self.story.as_quorate(on), message=message.id))

    def _minutes_sent(self, to: str, on: date) -> None:
        if self.minuted.tells(self.meeting.on):
            told = self.minuted.told[self.meeting.on]
            if to == "chair":
                self.minuted.to_chair(told, on)
            else:
                self.minuted.circulate(told, self.meeting.group, on)
            return
        asked = self.story.coordinator(on)
        version = scopes.meetings(asked.actor).get(id=self.id).version
        done(meetings.record_minutes_sent(asked, meeting=self.id, to=to, on=on, version=version))


def happenings(story: Story) -> list[Happening]:
    """Every meeting's."""
    said: list[Happening] = []
    set_on = story.place.records_from
    minuted = minuting.MinutesStory(story)
    for meeting in story.place.meetings:
        told = MeetingStory(story, meeting, minuted)
        said.append(Happening(set_on, told.set))
        since = {one.key: one.from_on for one in story.place.restrictions}
        for item in meeting.items:
            if item.restriction:
                begins = max(set_on, since[item.restriction])
                said.append(Happening(begins, partial(told.add_item, item)))
        said += [
            Happening(paper.submitted_on, partial(told.take_in, item, paper))
            for item, paper in _papers(story, meeting, set_on)
            if paper.submitted_on
        ]
        said += [Happening(duty.on, partial(told.carry_out, duty)) for duty in meeting.done]
        said += papering.happenings(told, set_on, _last_day_for_papers(story, meeting))
        if not meeting.is_held and not meeting.done:
            asked_on = max(set_on, _last_day_for_papers(story, meeting) - _ASKED_BEFORE_PAPERS)
            said.append(Happening(asked_on, told.ask_the_chair))
        said += rooming.happenings(told, set_on)
        set_on = max(meeting.on + timedelta(days=1), story.place.records_from)
    return said + minuting.happenings(minuted)


def _papers(story: Story, meeting: Meeting, set_on: date) -> list[tuple[AgendaItem, Paper]]:
    """The papers the content names and, for a meeting of the past, one for each item of its own."""
    if not meeting.is_held:
        return [(item, paper) for item in meeting.items for paper in item.papers]
    if meeting.on < story.place.records_from:
        return []
    return [
        (item, _paper_of_the_past(story, meeting, item, set_on))
        for item in meeting.items
        if not item.is_standing and item.speaker
    ]


def _paper_of_the_past(story: Story, meeting: Meeting, item: AgendaItem, set_on: date) -> Paper:
    chance = random.Random(f"{SEED}:{story.place.slug}:{meeting.key}:{item.number}")  # noqa: S311 (a story)
    last = _last_day_for_papers(story, meeting)
    early = chance.choice(_DAYS_EARLY)
    came = last + timedelta(days=1) if chance.randrange(_ONE_IN_LATE) == 0 else last - timedelta(days=early)
    while came.weekday() > 4:  # papers are sent on working days
        came -= timedelta(days=1)
    return Paper(
        key=f"{meeting.key}-{item.number}",
        title=item.title,
        type="report",
        by=item.speaker,
        submitted_on=max(came, set_on),
    )


def _last_day_for_papers(story: Story, meeting: Meeting) -> date:
    versions = story.place.terms.get(meeting.group, ())
    in_force = [one for one in versions if one.in_force_from <= meeting.on]
    clause = in_force[-1].of(ClauseKind.PAPERS_IN) if in_force else None
    due = due_on(clause, meeting.on, england_and_wales()).on if clause else None
    return due or meeting.on - _USUALLY_IN
