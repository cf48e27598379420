"""Keeps the words that can be searched true to the rows, in the transaction of what changed them.

The runner hands over the events of each command, and what an event is about is read again: so no command
can forget it, and each kind of thing is read in a fixed number of questions however many of it there are.
What only the chair's brief says (`to_press`) is never indexed, nor what an entry said before.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from django.db import connection
from django.db.models import Q

from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.words import day
from quorate.domain.meetings.cover import cover_lines
from quorate.records import scopes
from quorate.records.facts.planning import slot_of
from quorate.records.models import (
    AgendaItem,
    BarrierRow,
    Challenge,
    Entry,
    EntryVersion,
    ForwardItem,
    Meeting,
    Minute,
    Paper,
    Plan,
    ProgressRow,
    Question,
    Risk,
    SearchText,
)

Ids = set[uuid.UUID]
LONGEST_TITLE = 300
LONGEST_WORDS = 100_000
"""More than any form takes; what an import brings may be longer, and an index has its limits."""


def index(partnership: uuid.UUID, today: date, events: Sequence[Event]) -> None:
    """Write again the words of what these events are about."""
    ids: defaultdict[str, Ids] = defaultdict(set)
    for event in events:
        for kind, id in _about(event):
            ids[kind].add(id)
    _widen(ids)
    _write(partnership, today, ids)


def entries_in(events: Sequence[Event]) -> Ids:
    """The entries these events are about."""
    ids: defaultdict[str, Ids] = defaultdict(set)
    for event in events:
        for kind, id in _about(event):
            ids[kind].add(id)
    ids.pop("meeting", None)
    _widen(ids)
    return ids["entry"]


def index_everything(partnership: uuid.UUID, today: date) -> None:
    """Write the words of a whole partnership again, as after a restore."""
    of = {
        "plan": Plan.objects.filter(partnership=partnership),
        "entry": Entry.objects.filter(plan__partnership=partnership),
        "meeting": Meeting.objects.filter(group__partnership=partnership),
        "agenda_item": AgendaItem.objects.filter(meeting__group__partnership=partnership),
        "paper": Paper.objects.filter(meeting__group__partnership=partnership),
        "minute": Minute.objects.filter(meeting__group__partnership=partnership),
        "challenge": Challenge.objects.filter(group__partnership=partnership),
        "question": Question.objects.filter(partnership=partnership),
        "risk": Risk.objects.filter(group__partnership=partnership),
        "forward_item": ForwardItem.objects.filter(group__partnership=partnership),
    }
    SearchText.objects.filter(partnership=partnership).delete()
    _write(partnership, today, {kind: set(rows.values_list("id", flat=True)) for kind, rows in of.items()})
    _squeeze()


def _about(event: Event) -> Iterable[tuple[str, uuid.UUID]]:
    """The things whose words an event may have changed."""
    said = event.details
    match event.subject_kind:
        case kind if kind in _READERS:
            yield event.subject_kind, uuid.UUID(event.subject_id)
            if "replaces" in said:
                yield "paper", uuid.UUID(said["replaces"])
        case "progress" | "barrier":
            yield "entry", uuid.UUID(said["entry"])
        case "import" if event.code == "imports.accepted":
            yield "plan", uuid.UUID(said["plan"])
            yield "whole plan", uuid.UUID(said["plan"])


def _widen(ids: defaultdict[str, Ids]) -> None:
    """Add what changes with a thing: a moved meeting moves its items and papers to another day."""
    if plans := ids.pop("whole plan", set()):
        ids["entry"] |= set(Entry.objects.filter(plan__in=plans).values_list("id", flat=True))
    if meetings := ids["meeting"]:
        for kind, model in (("agenda_item", AgendaItem), ("paper", Paper), ("minute", Minute)):
            ids[kind] |= set(model._default_manager.filter(meeting__in=meetings).values_list("id", flat=True))
    planned = Q(meeting__in=ids["meeting"]) | Q(carried_from__meeting__in=ids["meeting"])
    if items := ids["agenda_item"]:
        planned |= Q(item__in=items)
    if ids["meeting"] or items:
        ids["forward_item"] |= set(ForwardItem.objects.filter(planned).values_list("id", flat=True))


def _write(partnership: uuid.UUID, today: date, ids: Mapping[str, Ids]) -> None:
    for kind, wanted in ids.items():
        if not wanted:
            continue
        for part in _parts(sorted(wanted)):
            SearchText.objects.filter(subject_kind=kind, subject_id__in=part).delete()
            rows = list(_READERS[kind](part, today))
            for row in rows:
                row.partnership_id, row.subject_kind = partnership, kind
                row.title, row.words = row.title[:LONGEST_TITLE], row.words[:LONGEST_WORDS]
            SearchText.objects.bulk_create(rows)


def _parts(ids: Sequence[uuid.UUID], most: int = 5_000) -> Iterable[Sequence[uuid.UUID]]:
    """A database takes only so many values in one question."""
    return (ids[start : start + most] for start in range(0, len(ids), most))


def _plans(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    for row in Plan.objects.filter(id__in=ids):
        yield SearchText(subject_id=row.id, title=row.name, on=row.starts_on)


def _entries(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:
    """One row for what each entry says now, and one for each wording to come; none once withdrawn."""
    versions: defaultdict[uuid.UUID, list[EntryVersion]] = defaultdict(list)
    said = EntryVersion.objects.filter(entry__in=ids).select_related("entry")
    for version in said.order_by("effective_on", "recorded_at", "number"):
        versions[version.entry_id].append(version)
    last: dict[uuid.UUID, ProgressRow] = {}
    for update in ProgressRow.objects.filter(entry__in=ids).order_by("as_at", "recorded_at", "id"):
        last[update.entry_id] = update
    held: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for barrier in BarrierRow.objects.filter(entry__in=ids).prefetch_related("steps", "escalations"):
        done = [one.words for one in barrier.steps.all()] + [one.asked for one in barrier.escalations.all()]
        held[barrier.entry_id] += [barrier.words, *done]
    for entry, found in versions.items():
        for version, until in _now_and_to_come(found, today):
            yield _entry(version, until, last.get(entry), held[entry])


def _now_and_to_come(
    versions: Sequence[EntryVersion], today: date
) -> Iterable[tuple[EntryVersion, date | None]]:
    """The version in force and those after it, each with the day the next one begins."""
    by_day = list({version.effective_on: version for version in versions}.values())
    ends = [later.effective_on for _, later in pairwise(by_day)]
    for version, until in zip(by_day, [*ends, None], strict=True):
        if not version.withdrawn and (until is None or until > today):
            yield version, until


def _entry(
    version: EntryVersion, until: date | None, last: ProgressRow | None, held: Sequence[str]
) -> SearchText:
    progress = (last.progress, last.barrier, last.evidence) if last else ()
    title = f"{version.code} {version.text}".strip()
    return SearchText(
        subject_id=version.entry_id,
        within_id=version.entry.plan_id,
        title=title,
        words=_joined(version.text if len(title) > LONGEST_TITLE else "", version.outcome, *progress, *held),
        on=max(version.effective_on, last.as_at) if last else version.effective_on,
        shown_from=version.effective_on,
        shown_until=until,
    )


def _meetings(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    for row in Meeting.objects.filter(id__in=ids).exclude(state="cancelled").select_related("group"):
        title = f"{row.group.name}, {day(row.on)}"
        yield SearchText(subject_id=row.id, title=title, words=row.place, on=row.on)


def _items(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    standing = AgendaItem.objects.filter(id__in=ids, removed_at__isnull=True).select_related("meeting")
    for row in standing.exclude(meeting__state="cancelled"):
        yield SearchText(
            subject_id=row.id,
            within_id=row.meeting_id,
            title=row.title,
            words=_joined(row.ask, row.speaker),
            on=row.meeting.on,
        )


def _papers(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    held = Paper.objects.filter(scopes.standing(), id__in=ids).exclude(meeting__state="cancelled")
    for row in held:
        yield SearchText(
            subject_id=row.id,
            within_id=row.meeting_id,
            title=row.title,
            words=_joined(*(words for _, words in cover_lines(row.cover))),
            on=row.submitted_on,
        )


def _minutes(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    held = Minute.objects.filter(id__in=ids, removed_at__isnull=True).select_related("meeting")
    for row in held.exclude(meeting__state="cancelled"):
        yield SearchText(
            subject_id=row.id,
            within_id=row.meeting_id,
            title=row.words,
            words=_joined(
                row.words if len(row.words) > LONGEST_TITLE else "",
                row.asked_by,
                row.given_to,
                row.evidence,
                row.answer_words,
            ),
            on=row.meeting.on,
        )


def _questions(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    for row in Question.objects.filter(id__in=ids, withdrawn_on__isnull=True):
        words = _joined(row.words if len(row.words) > LONGEST_TITLE else "", row.asked_by_words, row.answer)
        yield SearchText(subject_id=row.id, title=row.words, words=words, on=row.asked_on)


def _challenges(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    for row in Challenge.objects.filter(id__in=ids).select_related("agency"):
        yield SearchText(
            subject_id=row.id,
            title=f"Challenge to {row.agency.name}",
            words=_joined(row.words, row.response, row.outcome_words, row.escalated_why, row.reopened_why),
            on=row.made_on,
        )


def _risks(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    for row in Risk.objects.filter(id__in=ids).prefetch_related("reviews"):
        reviews = sorted(row.reviews.all(), key=lambda one: (one.on, one.recorded_at))
        yield SearchText(
            subject_id=row.id,
            title=row.title,
            words=_joined(row.effect, row.cause, row.controls, *(one.words for one in reviews)),
            on=reviews[-1].on if reviews else row.raised_on,
        )


def _planned(ids: Sequence[uuid.UUID], today: date) -> Iterable[SearchText]:  # noqa: ARG001
    """What is planned and neither dropped nor on an agenda, where it is found as an item."""
    rows = ForwardItem.objects.filter(id__in=ids, dropped_at__isnull=True)
    for row in rows.select_related("meeting").exclude(item__isnull=False, item__removed_at__isnull=True):
        slot = slot_of(row)
        on = row.meeting.on if row.meeting and slot.meeting else slot.month
        yield SearchText(
            subject_id=row.id, within_id=row.group_id, title=row.title, words=row.note.strip(), on=on
        )


_READERS: Mapping[str, Callable[[Sequence[uuid.UUID], date], Iterable[SearchText]]] = {
    "plan": _plans,
    "entry": _entries,
    "meeting": _meetings,
    "agenda_item": _items,
    "paper": _papers,
    "minute": _minutes,
    "challenge": _challenges,
    "question": _questions,
    "risk": _risks,
    "forward_item": _planned,
}


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, (text.strip() for text in texts)))


def _squeeze() -> None:
    """Have SQLite's index forget words that no row has any more: it keeps them until parts are merged."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO records_searchtext_words (records_searchtext_words) VALUES ('optimize')"
            )
