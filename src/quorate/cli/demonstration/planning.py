"""How a place's plans and action log came about: adopted, changed, and reported on each quarter.

Somebody who signs in records their own updates. For the others the coordinator does, on their behalf:
whoever only writes or rings, holds no role here, or no longer leads. Updates from before the records
began come from the paper plan.
"""

import tomllib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.content.shapes import Change, Entry, LoggedAction, Plan, Update
from quorate.cli.demonstration.founding import signs_in
from quorate.cli.demonstration.story import COORDINATOR, Happening, Story, done
from quorate.commands import links, plans
from quorate.domain.access.actor import refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import OnBehalf
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import EntryKind, Lead
from quorate.domain.plans.leading import leads
from quorate.domain.plans.links import WAYS
from quorate.domain.plans.refusals import ProgressDraft
from quorate.records import models

ACTION_LOG = "action_log"
_CONTENT = "quorate.cli.demonstration.content"


class PlanStory:
    """One plan, with the ids its entries were given and what each says by now."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.plan = uuid.UUID(int=0)
        self.entries: dict[str, uuid.UUID] = {}
        self.says: dict[str, EntryDraft] = {}

    def adopt(self, plan: Plan, on: date) -> None:
        """The plan as it was adopted, with all its entries."""
        self.start(
            on, name=plan.name, kind=plan.kind, group=plan.group, starts=plan.adopted_on, ends=plan.ends_on
        )
        for entry in plan.entries:
            self.add(entry.key, self._draft(entry), plan.adopted_on, on)

    def start(self, on: date, *, name: str, kind: str, group: str, starts: date, ends: date | None) -> None:
        """An empty plan of a group."""
        self.plan = done(
            plans.start_plan(
                self.story.coordinator(on),
                name=name,
                starts_on=starts,
                ends_on=ends,
                kind=kind,
                group=self.story.groups[group],
            )
        )

    def add(self, key: str, draft: EntryDraft, effective_on: date, on: date) -> None:
        """One entry."""
        self.says[key] = draft
        self.entries[key] = done(
            plans.add_entry(
                self.story.coordinator(on), plan=self.plan, draft=draft, effective_on=effective_on
            )
        )

    def log(self, logged: LoggedAction, order: int, meeting: date, on: date) -> None:
        """An action that a meeting asked for."""
        draft = EntryDraft(
            kind=EntryKind.ACTION,
            level="Action",
            code=logged.code,
            text=logged.text,
            order=order,
            leads=self._leads(logged.leads),
            targets=(logged.target,),
        )
        self.add(logged.code, draft, meeting, on)

    def change(self, key: str, change: Change, on: date) -> None:
        """What an entry came to say later, or that it was withdrawn."""
        entry, asked = self.entries[key], self.story.coordinator(on)
        if change.withdrawn:
            done(plans.withdraw_entry(asked, entry=entry, reason=change.why, on=change.effective_on))
            return
        draft = self.says[key]
        if change.text is not None:
            draft = replace(draft, text=change.text)
        if change.leads is not None:
            draft = replace(draft, leads=self._leads(change.leads))
        if change.targets is not None:
            draft = replace(draft, targets=change.targets)
        self.says[key] = draft
        done(
            plans.change_entry(
                asked, entry=entry, draft=draft, reason=change.why, effective_on=change.effective_on
            )
        )

    def report(self, key: str, update: Update, on: date) -> None:
        """One update, by whoever could record it."""
        by, behalf = self._teller(key, update, on)
        done(
            plans.record_progress(
                self.story.as_(by, on),
                entry=self.entries[key],
                draft=ProgressDraft(
                    update.as_at, update.status, update.rating, update.progress, update.barrier
                ),
                on_behalf=behalf,
                reported_on=update.reported_on,
            )
        )

    def _teller(self, key: str, update: Update, on: date) -> tuple[str, OnBehalf | None]:
        whose = update.on_behalf_of or update.by
        if whose == COORDINATOR:
            return COORDINATOR, None
        if not update.on_behalf_of and on == update.reported_on and self._may_record(whose, key, on):
            return whose, None
        how = update.how or ("paper" if update.reported_on < on else "email")
        return COORDINATOR, OnBehalf(str(self.story.people[whose]), how, update.reported_on)

    def _may_record(self, person: str, key: str, on: date) -> bool:
        row = next(one for one in self.story.place.people if one.key == person)
        if not signs_in(self.story, row):
            return False
        actor = self.story.actor(person, on)
        leads_it = leads(self.says[key].leads, person=actor.person, agencies=actor.agencies)
        return leads_it and refusal_to_act(actor, Permission.PROGRESS_RECORD) is None

    def _draft(self, entry: Entry) -> EntryDraft:
        return EntryDraft(
            kind=entry.kind,
            level=entry.level,
            code=entry.code,
            text=entry.text,
            parent_id=str(self.entries[entry.parent]) if entry.parent else "",
            order=entry.order,
            outcome=entry.outcome,
            leads=self._leads(entry.leads),
            targets=entry.targets,
            measures=entry.measures,
        )

    def _leads(self, leads: Iterable[Lead]) -> tuple[Lead, ...]:
        return tuple(
            replace(
                lead,
                agency_id=str(self.story.agencies[lead.agency_id]) if lead.agency_id else "",
                person_id=str(self.story.people[lead.person_id]) if lead.person_id else "",
            )
            for lead in leads
        )


def happenings(story: Story) -> list[Happening]:
    """Every plan's and the action log's, and how entries were linked."""
    said: list[Happening] = []
    every: dict[str, PlanStory] = {}
    for plan in story.place.plans:
        told = every[plan.key] = PlanStory(story)
        said.append(Happening(plan.adopted_on, partial(told.adopt, plan)))
        for entry in plan.entries:
            said += [
                Happening(change.effective_on, partial(told.change, entry.key, change))
                for change in entry.changes
            ]
            said += _reports(told, entry.key, entry.updates)
    return said + _links(story, every) + _action_log(story)


def _links(story: Story, every: Mapping[str, PlanStory]) -> list[Happening]:
    """Links between entries, told as `links.toml` has them."""
    path = resources.files(_CONTENT) / story.place.slug / "links.toml"

    def link(row: Mapping[str, Any], on: date) -> None:
        of, to = (every[key.partition("/")[0]].entries[key] for key in (row["from"], row["to"]))
        kind, _ = WAYS[row["way"]]
        version = models.Entry.objects.get(id=of).version
        asked = story.coordinator(on)
        done(links.link_entries(asked, entry=of, other=to, kind=kind, version=version))

    rows = tomllib.loads(path.read_text(encoding="utf-8"))["link"]
    return [Happening(row["on"], partial(link, row)) for row in rows]


def _reports(told: PlanStory, key: str, updates: Sequence[Update]) -> list[Happening]:
    return [Happening(update.reported_on, partial(told.report, key, update)) for update in updates]


def _action_log(story: Story) -> list[Happening]:
    log = story.place.action_log
    if not log:
        return []
    told = PlanStory(story)
    days = {meeting.key: meeting.on for meeting in story.place.meetings}
    begins = min(days[logged.meeting] for logged in log)
    of_group = next(group for group in story.place.groups if group.key == log[0].group)

    def start(on: date) -> None:
        told.start(
            on,
            name=f"Actions of the {of_group.name}",
            kind=ACTION_LOG,
            group=of_group.key,
            starts=begins,
            ends=None,
        )

    said = [Happening(begins, start)]
    for order, logged in enumerate(log, start=1):
        meeting = days[logged.meeting]
        said.append(Happening(meeting, partial(told.log, logged, order, meeting)))
        said += _reports(told, logged.code, logged.updates)
    return said
