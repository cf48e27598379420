"""What one edition of a meeting's minutes says: only what all of its readers may see."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, stopped
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.meetings.minutes import MINUTES_SENTENCES, MinutesFacts, MinutesState
from quorate.domain.packs.minutes import MinutedItem, MinutesContent, MinuteWords, PersonLine
from quorate.queries.agenda import AgendaRow, agenda_of
from quorate.queries.minutes import MinuteLine, lines_of, read_with
from quorate.queries.minutes_record import There, record_in_words, record_of
from quorate.queries.pack_editions import EDITION_NAMES
from quorate.records import scopes
from quorate.records.facts.meetings import basis
from quorate.records.facts.minutes import minutes_facts
from quorate.records.models import Meeting

LOOSE = "Belonging to no item"
_DRAFTED = "They can still be changed."


def minutes_content(
    reader: Actor, *, meeting: uuid.UUID, edition: Audience, as_at: date, made_at: datetime
) -> MinutesContent:
    """The minutes as `reader`, who stands for the edition's audience, sees them. Raises NotFoundError.

    Minutes still in draft are in it and say so: the edition is read only once it is issued.
    """
    row = (
        scopes.meetings(reader)
        .select_related("group__partnership", "minutes_confirmed_at", "minutes_approved_by")
        .filter(id=meeting)
        .first()
    )
    if row is None:
        raise NotFoundError
    facts = minutes_facts(row)
    agenda = agenda_of(reader, row, basis(reader, row, as_at))
    record = record_of(reader, row, {item.id: item.number for item in agenda.items})
    rows = list(read_with(scopes.drafted_minutes(reader).filter(meeting=row, removed_at__isnull=True)))
    by_item = lines_of(reader, rows, as_at)
    items = _items(agenda.open_items, by_item)
    annex = _items(agenda.restricted_items, by_item)
    loose = [line for lines in by_item.values() for line in lines]
    partnership = row.group.partnership
    return MinutesContent(
        partnership=partnership.name,
        group=row.group.name,
        meeting_on=row.on,
        made_at=made_at,
        status=_status(row, facts),
        is_draft=not facts.is_settled,
        starts_at=row.began_at or row.starts,
        ended_at=row.ended_at,
        place=row.place,
        marking=partnership.marking,
        edition=EDITION_NAMES[edition].lower(),
        is_recorded=record.is_recorded,
        is_question=row.kind == MeetingKind.BY_EMAIL.value,
        present=_people(record.present),
        attending=_people(record.attending),
        apologies=record.apologies,
        not_there=record.not_there,
        quorum=tuple(line.sentence for line in record.quorum),
        declarations=record.declarations,
        confirmed=record_in_words(record),
        items=(*items, *([MinutedItem("", LOOSE, _words(loose))] if loose else ())),
        annex=annex,
    )


def _people(lines: Iterable[There]) -> tuple[PersonLine, ...]:
    return tuple(PersonLine(one.name, one.seat, one.agency, one.note) for one in lines)


def _items(
    agenda: Iterable[AgendaRow], by_item: dict[str, tuple[MinuteLine, ...]]
) -> tuple[MinutedItem, ...]:
    return tuple(MinutedItem(one.number, one.title, _words(by_item.pop(one.id, ()))) for one in agenda)


def _words(lines: Iterable[MinuteLine]) -> tuple[MinuteWords, ...]:
    return tuple(MinuteWords(line.kind_name, line.words, tuple(_notes(line))) for line in lines)


def _notes(line: MinuteLine) -> Iterable[str]:
    if line.kind == "action":
        by = f", by {day(line.due_on)}" if line.due_on else ""
        code = f" {line.entry[1]} in the log of actions." if line.entry and line.entry[1] else ""
        yield f"For {line.who or 'somebody to be named'}{by}.{code}"
    if line.kind == "decision":
        ratified = f" Ratified by a decision of {line.ratified[1]}." if line.ratified else ""
        pending = f" {line.pending}." if line.pending else ""
        if line.quorum or ratified:
            yield f"{line.quorum}.{pending} {line.waiver}{ratified}".replace("  ", " ").strip()
        if line.untaken:
            yield line.untaken
        if line.stood and line.stood.changed:
            yield line.stood.changed
        for _, on in line.ratifies:
            yield f"Ratifies what was decided on {on}."
    if line.kind == "advice":
        asked = f"; asked for by {line.asked_by}" if line.asked_by else ""
        yield f"Given to {line.given_to}{asked}."
        if line.evidence:
            yield f"Evidence: {line.evidence}"
        if line.is_answered:
            yield f"{line.said}. {line.answer_words}".strip()
    for amendment in line.amendments:
        where = f", agreed at the meeting of {amendment.agreed[1]}" if amendment.agreed else ""
        yield f"Amended on {day(amendment.on)}{where}: {stopped(amendment.reason)} It said: “{amendment.was}”"


def _status(row: Meeting, facts: MinutesFacts) -> str:
    by, on = row.minutes_approved_by, row.minutes_approved_on
    if facts.state is MinutesState.CONFIRMED and facts.confirmed_on:
        return f"Confirmed as a true record at the meeting of {day(facts.confirmed_on)}."
    if by and on:
        return f"Approved on {day(on)} by {by.name}. To be confirmed at a later meeting."
    # Whoever reads the document has it in their hands: who may see the page is no news to them.
    return _DRAFTED if facts.state is MinutesState.DRAFTING else MINUTES_SENTENCES[facts.state]
