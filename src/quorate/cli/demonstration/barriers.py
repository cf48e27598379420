"""What holds a place's plans up: barriers recorded from updates, taken to a group, resolved."""

import tomllib
import uuid
from datetime import date
from functools import partial
from importlib import resources
from typing import Any

from quorate.cli.demonstration.story import Happening, Story, done
from quorate.commands import barriers
from quorate.commands.barriers import BarrierDraft
from quorate.records.models import BarrierRow, EntryVersion, ProgressRow

Row = dict[str, Any]
_CONTENT = "quorate.cli.demonstration.content"


def happenings(story: Story) -> list[Happening]:
    """Every barrier of a place, each with what followed, on its day."""
    path = resources.files(_CONTENT) / story.place.slug / "barriers.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [happening for one in table["barriers"] for happening in _of_barrier(story, one)]


def _of_barrier(story: Story, one: Row) -> list[Happening]:
    ids: list[uuid.UUID] = []
    verbs = {"changed": _change, "escalated": _escalate, "resolved": _resolve}
    return [
        Happening(one["on"], lambda on: ids.append(_record(story, one, on))),
        *(
            Happening(one[what]["on"], partial(_then, verb, story, one, one[what], ids))
            for what, verb in verbs.items()
            if what in one
        ),
    ]


def _record(story: Story, one: Row, on: date) -> uuid.UUID:
    """Taken from the latest update, in words of its own or in those of the update."""
    entry = _entry(story, one)
    update = ProgressRow.objects.filter(entry=entry).order_by("as_at", "recorded_at").last()
    source = update if update and update.barrier else None
    return done(
        barriers.record_barrier(
            story.coordinator(on),
            entry=entry,
            draft=_draft(story, one, one.get("words") or (source.barrier if source else "")),
            update=source.id if source else None,
        )
    )


def _entry(story: Story, one: Row) -> uuid.UUID:
    found = EntryVersion.objects.filter(
        entry__plan__partnership=story.partnership,
        entry__plan__name=one["plan"],
        text__startswith=one["entry"],
    )
    return found.order_by("number").values_list("entry", flat=True)[0]


def _draft(story: Story, said: Row, words: str) -> BarrierDraft:
    owner = story.people[said["owner"]] if "owner" in said else None
    return BarrierDraft(words, said.get("type", ""), said.get("since"), owner)


def _then(verb: Any, story: Story, one: Row, said: Row, ids: list[uuid.UUID], on: date) -> None:
    verb(story, BarrierRow.objects.get(id=ids[0]), one, said, on)


def _change(story: Story, row: BarrierRow, one: Row, said: Row, on: date) -> None:
    changed = barriers.change_barrier(
        story.coordinator(on),
        barrier=row.id,
        version=row.version,
        draft=_draft(story, {**one, **said}, said.get("words", row.words)),
    )
    done(changed)


def _escalate(story: Story, row: BarrierRow, one: Row, said: Row, on: date) -> None:  # noqa: ARG001
    escalated = barriers.escalate_barrier(
        story.coordinator(on),
        barrier=row.id,
        version=row.version,
        group=story.groups[said["to"]],
        asked=said["asked"],
        on=said["on"],
    )
    done(escalated)


def _resolve(story: Story, row: BarrierRow, one: Row, said: Row, on: date) -> None:  # noqa: ARG001
    resolved = barriers.resolve_barrier(
        story.coordinator(on), barrier=row.id, version=row.version, how=said["how"], on=said["on"]
    )
    done(resolved)
