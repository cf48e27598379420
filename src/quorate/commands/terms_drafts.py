"""The next terms of a group, worked on before they are adopted: begun, changed clause by clause, adopted."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from quorate.commands.files import keep
from quorate.commands.runner import As, Done, Outcome, Run, command
from quorate.commands.setting_up import add_seat
from quorate.commands.terms import adopt
from quorate.commands.uniqueness import unless_taken
from quorate.documents.guards import RefusedFileError
from quorate.documents.terms_sources import read_terms_source
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.membership.seats import MOST_PLACES, SeatDraft
from quorate.domain.terms import drafts, from_document
from quorate.domain.terms.clauses import Clause, ClauseKind
from quorate.domain.terms.drafts import Draft
from quorate.domain.terms.from_document import ASIDE, Notes, is_same_seat
from quorate.domain.terms.reading.found import TermsRead
from quorate.domain.terms.reading.read import read_terms
from quorate.records import scopes
from quorate.records.facts.terms import clause_fact, judged_by, terms_fact
from quorate.records.models import Agency, ClauseRow, Group, Seat, Terms, TermsDraft

_MEDIA_TYPE = "application/octet-stream"
_HELD = Refusal(
    "terms.draft_open",
    "A draft of this group’s next terms is being worked on.",
    "Go on with it, or set it aside first.",
    field="begin",
)
_SETTLED = Refusal(
    "terms.draft_settled", "This draft was adopted or set aside.", "Look at the group’s terms."
)
_NO_CLAUSE = Refusal(
    "terms.no_such_clause", "This clause is no longer in the draft.", "Look at the draft as it is now."
)


@dataclass(frozen=True, slots=True)
class About:
    """What a version of terms says of itself; the label and the first day may be blank in a draft."""

    label: str = ""
    in_force_from: date | None = None
    review_on: date | None = None
    approved_by: str = ""
    approved_on: date | None = None
    year_type: str = "financial"


@command(Permission.TERMS_ADOPT)
def begin_draft(run: Run, *, group: uuid.UUID, from_last: bool = True) -> Outcome:
    """Begin the next terms from the last version, or from nothing.

    Refuses with `terms.draft_open`, `terms.no_last` and `groups.ended`.
    """
    row = run.find(scopes.groups, group, group="id")
    last = _last(row)
    if not from_last:
        return _begin(run, row, Draft(), began_from=last)
    if last is None:
        sentence = "This group has no terms yet."
        return Refusal("terms.no_last", sentence, "Begin from a file or from nothing.", field="begin")
    version = terms_fact(last)
    ids = {clause.id: str(run.new_id()) for clause in version.clauses}
    return _begin(run, row, drafts.begun_from(version, ids), began_from=last)


def begin_draft_from_file(asked: As, *, group: uuid.UUID, name: str, data: bytes) -> Outcome:
    """Begin the next terms from a Word file, a PDF or plain text; the file is kept with the draft.

    It is read before the transaction, so that nobody else's write waits on it, and after asking who may.
    Refuses as `quorate.documents.terms_sources.read_terms_source` and `begin_draft` do.
    """
    with transaction.atomic():
        row = Run(asked, Permission.TERMS_ADOPT).find(scopes.groups, group, group="id")
        if refusal := _refusal_to_begin(row, asked.moment.today):
            return refusal
    try:
        read = read_terms(read_terms_source(data, name))
    except RefusedFileError as refused:
        return replace(refused.refusal, field="file")
    return _keep_read(asked, group=group, name=name, data=data, read=read)


@command(Permission.TERMS_ADOPT)
def _keep_read(run: Run, *, group: uuid.UUID, name: str, data: bytes, read: TermsRead) -> Outcome:
    row = run.find(scopes.groups, group, group="id")
    draft = from_document.draft_read(read, lambda: str(run.new_id()))
    notes = from_document.notes_read(read, name)
    return _begin(run, row, draft, began_from=_last(row), notes=notes, file=(name, data))


def _begin(
    run: Run,
    group: Group,
    draft: Draft,
    *,
    began_from: Terms | None,
    notes: Notes | None = None,
    file: tuple[str, bytes] | None = None,
) -> Outcome:
    if refusal := _refusal_to_begin(group, run.moment.today):
        return refusal
    row = TermsDraft(
        id=run.new_id(),
        group=group,
        content=drafts.to_plain(draft),
        read=from_document.notes_to_plain(notes) if notes else None,
        source=keep(run, name=file[0], media_type=_MEDIA_TYPE, data=file[1]) if file else None,
        began_from=began_from,
        begun_at=run.moment.at,
        begun_by_id=uuid.UUID(run.actor.person),
    )
    if refusal := unless_taken(lambda: row.save(force_insert=True), _HELD):
        return refusal
    details = {"group": str(group.id), "clauses": str(len(draft.clauses))}
    return Done([Event("terms.draft_begun", "terms_draft", str(row.id), details)], id=row.id)


def _refusal_to_begin(group: Group, today: date) -> Refusal | None:
    if TermsDraft.objects.filter(group=group, adopted=None, set_aside_at=None).exists():
        return _HELD
    return refusal_after_end(ended_on=group.ended_on, on=today, field="begin")


def _last(group: Group) -> Terms | None:
    rows = Terms.objects.filter(group=group).prefetch_related("clauses")
    return rows.order_by("-in_force_from").first()


@command(Permission.TERMS_ADOPT)
def say_about_draft(run: Run, *, draft: uuid.UUID, version: int, about: About) -> Outcome:
    """Say what the version is called, its dates and who approved it. Refuses with `terms.draft_settled`."""
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    now = drafts.from_plain(row.content)
    return _keep(
        run,
        row,
        replace(
            now,
            label=about.label,
            in_force_from=about.in_force_from,
            review_on=about.review_on,
            approved_by=about.approved_by,
            approved_on=about.approved_on,
            year_type=about.year_type,
        ),
    )


@command(Permission.TERMS_ADOPT)
def add_clause(
    run: Run,
    *,
    draft: uuid.UUID,
    version: int,
    kind: ClauseKind | None = None,
    sentence: int | None = None,
    left_out: uuid.UUID | None = None,
) -> Outcome:
    """Add a clause at the end: an empty one, one that quotes a sentence, or one that had been left out.

    `sentence` is the number of a sentence that was not understood, which is then settled. `left_out` is a
    clause of the version the draft began from. Refuses with `terms.draft_settled`, `terms.no_kind`,
    `terms.no_such_sentence` and `terms.no_such_clause`.
    """
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    id, notes = str(run.new_id()), _notes(row)
    if left_out:
        held = ClauseRow.objects.filter(id=left_out, terms__group=row.group_id).first()
        if held is None:
            return replace(_NO_CLAUSE, sentence="The terms have no such clause.")
        return _keep_clause(run, row, replace(clause_fact(held), id=id))
    if kind is None:
        return Refusal("terms.no_kind", "Choose what the clause is about.", field="kind")
    clause = Clause(id=id, kind=kind, quote="", reading="")
    if sentence is not None:
        said = dict(notes.open).get(sentence) if notes else None
        if notes is None or said is None:
            return _no_sentence()
        clause = replace(clause, quote=said.text, page=said.place[:40])
        notes = from_document.with_sentence(notes, sentence, id)
    return _keep_clause(run, row, clause, notes)


@command(Permission.TERMS_ADOPT)
def change_clause(run: Run, *, draft: uuid.UUID, version: int, clause: Clause) -> Outcome:
    """Put a clause in the place of the one with its id, be it about something else now.

    Refuses with `terms.draft_settled` and `terms.no_such_clause`.
    """
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    if drafts.from_plain(row.content).clause(clause.id) is None:
        return _NO_CLAUSE
    return _keep_clause(run, row, clause)


@command(Permission.TERMS_ADOPT)
def leave_out_clause(run: Run, *, draft: uuid.UUID, version: int, clause: str) -> Outcome:
    """Leave a clause out; the sentence it was made of, if any, is open again.

    Refuses with `terms.draft_settled` and `terms.no_such_clause`.
    """
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    now, notes = drafts.from_plain(row.content), _notes(row)
    if now.clause(clause) is None:
        return _NO_CLAUSE
    kept = from_document.without_clause(notes, clause) if notes else None
    return _keep(run, row, drafts.without_clause(now, clause), kept, changed=clause)


@command(Permission.TERMS_ADOPT)
def move_clause(run: Run, *, draft: uuid.UUID, version: int, clause: str, up: bool) -> Outcome:
    """Move a clause one place up or down. Refuses with `terms.draft_settled` and `terms.no_such_clause`."""
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    now = drafts.from_plain(row.content)
    if now.clause(clause) is None:
        return _NO_CLAUSE
    return _keep(run, row, drafts.with_clause_moved(now, clause, up=up), changed=clause)


@command(Permission.TERMS_ADOPT)
def settle_sentence(run: Run, *, draft: uuid.UUID, version: int, sentence: int, aside: bool) -> Outcome:
    """Set aside a sentence that was not understood, as no rule, or take it up again.

    Refuses with `terms.draft_settled` and `terms.no_such_sentence`.
    """
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    notes = _notes(row)
    is_there = notes and 0 <= sentence < len(notes.sentences)
    if not notes or not is_there or notes.sentences[sentence].became not in ("", ASIDE):
        return _no_sentence()
    kept = from_document.with_sentence(notes, sentence, ASIDE if aside else "")
    return _keep(run, row, drafts.from_plain(row.content), kept)


@command(Permission.TERMS_ADOPT)
def set_draft_aside(run: Run, *, draft: uuid.UUID, version: int) -> Outcome:
    """Leave the draft: nothing of it comes into force. Refuses with `terms.draft_settled`."""
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    row.set_aside_at = run.moment.at
    row.save(update_fields=["set_aside_at"])
    run.touch(row)
    details = {"group": str(row.group_id)}
    return Done([Event("terms.draft_set_aside", "terms_draft", str(row.id), details)], id=row.id)


@command(Permission.TERMS_ADOPT)
def adopt_draft(
    run: Run, *, draft: uuid.UUID, version: int, without_unread: bool = False, days_are_right: bool = False
) -> Outcome:
    """Record the draft as the group's terms from its first day on. Gives the id of the terms.

    `without_unread` says that sentences nobody settled are left as they are; they stay with the terms, to be
    read. `days_are_right` that odd days are meant. Refuses with `terms.draft_settled`, and as
    `quorate.commands.terms.adopt`, `quorate.domain.terms.from_document.refusal_to_leave_unread` and
    `quorate.domain.terms.drafts.refusal_of_days` do.
    """
    row = _open(run, draft, version)
    if isinstance(row, Refusal):
        return row
    group = run.get(scopes.groups, row.group_id)
    if refusal := from_document.refusal_to_leave_unread(_notes(row) or Notes(), is_said=without_unread):
        return refusal
    said = drafts.from_plain(row.content)
    if refusal := drafts.refusal_of_days(said, today=run.moment.today, is_said=days_are_right):
        return refusal
    outcome = adopt(run, group, said)
    if isinstance(outcome, Done):
        row.adopted_id = outcome.id
        row.save(update_fields=["adopted"])
        run.touch(row)
    return outcome


@command(Permission.TERMS_ADOPT)
def take_back_terms(run: Run, *, terms: uuid.UUID, why: str) -> Outcome:
    """Take back terms adopted by mistake: they are a draft again, to be put right or set aside.

    Gives the id of that draft. It is set aside at once where another is being worked on. The terms before
    them bind as they did. Refuses as `quorate.domain.terms.drafts.refusal_to_take_terms_back` does.
    """
    row = run.find(scopes.terms, terms, group="group_id")
    if refusal := drafts.refusal_to_take_terms_back(why, judged=judged_by(row)):
        return refusal
    group = run.get(scopes.groups, row.group_id)
    is_held = TermsDraft.objects.filter(group=group, adopted=None, set_aside_at=None).exists()
    draft = TermsDraft.objects.filter(adopted=row).first() or TermsDraft(
        id=run.new_id(),
        group=group,
        content=drafts.to_plain(drafts.drafted_again(terms_fact(row))),
        begun_at=run.moment.at,
        begun_by_id=uuid.UUID(run.actor.person),
    )
    draft.adopted, draft.set_aside_at = None, run.moment.at if is_held else None
    draft.version += 0 if draft._state.adding else 1
    draft.save()
    TermsDraft.objects.filter(began_from=row).update(began_from=_before(row))
    row.delete()
    run.touch(group)
    details = {"group": str(group.id), "terms": str(terms)}
    return Done(
        [Event("terms.taken_back", "terms_draft", str(draft.id), details, private={"why": why.strip()})],
        id=draft.id,
    )


def _before(row: Terms) -> Terms | None:
    earlier = Terms.objects.filter(group=row.group_id, in_force_from__lt=row.in_force_from)
    return earlier.order_by("-in_force_from").first()


def add_listed_seats(asked: As, *, draft: uuid.UUID, numbers: Sequence[int] | None = None) -> Outcome:
    """Add seats that the document lists and the group has not: those with these numbers, or all of them.

    Each is added by `add_seat`, all of them or none; one the group has by now is passed over. Refuses as
    `add_seat` does and with `terms.no_such_seat`.
    """
    done: list[Done] = []
    with transaction.atomic():
        row = Run(asked, Permission.PEOPLE_EDIT).find(scopes.terms_drafts, draft, group="group_id")
        notes = _notes(row) or Notes()
        titles = list(Seat.objects.filter(group=row.group_id).values_list("title", flat=True))
        agencies = _agencies(row.group.partnership_id)
        for n, listed in enumerate(notes.seats):
            is_wanted = numbers is None or n in numbers
            if not is_wanted or any(is_same_seat(listed, title) for title in titles):
                continue
            outcome = add_seat(
                asked,
                group=row.group_id,
                order=len(titles),
                draft=SeatDraft(
                    title=listed.called[:200],
                    seat_class=listed.seat_class,
                    agency=str(agencies.get(listed.agency.casefold(), "")),
                    places=min(listed.places, MOST_PLACES),
                    condition=listed.condition,
                ),
            )
            if isinstance(outcome, Refusal):
                transaction.set_rollback(True)
                return outcome
            titles.append(listed.title)
            done.append(outcome)
    if not done:
        return Refusal("terms.no_such_seat", "The group has every one of these seats.", field="seats")
    return done[-1]


def _agencies(partnership: uuid.UUID) -> dict[str, uuid.UUID]:
    """Agencies by each name they go by."""
    rows = Agency.objects.filter(partnership=partnership).values_list("id", "name", "short_name")
    return {called.casefold(): id for id, *names in rows for called in names if called}


def _open(run: Run, draft: uuid.UUID, version: int) -> TermsDraft | Refusal:
    """The draft, found and asked about, unless it was adopted or set aside."""
    row = run.find(scopes.terms_drafts, draft, group="group_id")
    if row.adopted_id or row.set_aside_at:
        return _SETTLED
    run.same(row, version)
    return row


def _notes(row: TermsDraft) -> Notes | None:
    return from_document.notes_from_plain(row.read) if row.read else None


def _no_sentence() -> Refusal:
    return Refusal(
        "terms.no_such_sentence", "This sentence was settled already.", "Look at the draft as it is now."
    )


def _keep_clause(run: Run, row: TermsDraft, clause: Clause, notes: Notes | None = None) -> Outcome:
    now = drafts.from_plain(row.content)
    return _keep(run, row, drafts.with_clause(now, clause), notes, changed=clause.id)


def _keep(
    run: Run, row: TermsDraft, draft: Draft, notes: Notes | None = None, *, changed: str = ""
) -> Outcome:
    row.content = drafts.to_plain(draft)
    if notes is not None:
        row.read = from_document.notes_to_plain(notes)
    row.save(update_fields=["content", "read"])
    run.touch(row)
    details = {"group": str(row.group_id), **({"clause": changed} if changed else {})}
    id = uuid.UUID(changed) if changed else row.id
    return Done([Event("terms.draft_changed", "terms_draft", str(row.id), details)], id=id)
