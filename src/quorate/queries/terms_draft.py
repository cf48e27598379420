"""The next terms of a group while they are worked on: where they begin, and the draft's own page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day, listed, weekday
from quorate.domain.meetings.lifecycle import TOOK_PLACE
from quorate.domain.meetings.terms_change import days_that_move
from quorate.domain.terms import drafts, from_document
from quorate.domain.terms.clauses import Clause, TermsVersion
from quorate.domain.terms.comparing import WORDS, Compared, Standing, compare
from quorate.domain.terms.consequences import KINDS, consequence
from quorate.domain.terms.definitions import superseded
from quorate.domain.terms.deputies import settled
from quorate.domain.terms.drafts import Draft, refusals_of_draft
from quorate.domain.terms.from_document import Notes, OfAnother, is_same_seat
from quorate.domain.terms.likely import likely_kind
from quorate.domain.terms.usual import not_stated
from quorate.domain.terms.versions import gaps, version_in_force
from quorate.queries.meetings import allowed
from quorate.queries.quorum_names import said_of_names
from quorate.queries.terms import YEARS
from quorate.records import scopes
from quorate.records.facts.meetings import calendar_of, terms_by_group
from quorate.records.facts.tables import keeps_terms
from quorate.records.models import Meeting, Seat, TermsDraft

_MEETINGS_SHOWN = 3
_STANDINGS = {
    Standing.UNCHANGED: ("unchanged", "As it was"),
    Standing.REWORDED: ("unchanged", "Reworded"),
    Standing.CHANGED: ("changed", "Changed"),
    Standing.NEW: ("new", "New"),
    Standing.LEFT_OUT: ("removed", "Left out"),
}
# The words stand side by side, and what follows from a quorum says it whole.
_SHOWN_BY_ITSELF = WORDS | {"quorum", "is_stated"}
_CLASSES = {"core": "Core", "advisory": "Advisory"}


@dataclass(frozen=True, slots=True)
class StartPage:
    """Where a group's next terms begin. `open_draft` is the id of one being worked on, or empty."""

    group_id: str
    group: str
    group_slug: str
    lede: str
    last: str
    open_draft: str


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause of the draft: the words, how they are read and what follows, and what became of it."""

    id: str
    name: str
    quote: str
    place: str
    reading: str
    ambiguity: str
    follows: str
    is_stated: bool
    standing: str
    said: str
    refusals: tuple[str, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A clause as one of two versions has it; empty where it has none."""

    quote: str = ""
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A clause that differs, as it is in force and as it is drafted. `old_id` can be put back."""

    name: str
    standing: str
    said: str
    old: Side
    new: Side
    changes: tuple[tuple[str, str, str], ...]
    old_id: str


@dataclass(frozen=True, slots=True)
class SentenceLine:
    """A sentence of the document that was not understood, with the kind to suggest or empty."""

    number: int
    text: str
    why: str
    place: str
    likely: str


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat the document lists, and whether the group has it."""

    number: int
    title: str
    said: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class MovedMeeting:
    """A meeting whose days the draft would move: each step with its day before and after, in words."""

    id: str
    on: str
    steps: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the draft cannot be adopted yet; `clause` is the id of the clause it is about, or empty."""

    sentence: str
    clause: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft of the next terms. `settled` says what became of it; empty while it is worked on."""

    id: str
    version: int
    group: str
    group_slug: str
    title: str
    lede: str
    settled: str
    adopted: str
    about: dict[str, str]
    year_type: str
    facts: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str], ...]
    file: str
    document: tuple[str, ...]
    sentences: tuple[SentenceLine, ...]
    aside: tuple[SentenceLine, ...]
    others: tuple[OfAnother, ...]
    clauses: tuple[ClauseLine, ...]
    kinds: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    unstated: tuple[tuple[str, str], ...]
    old_label: str
    beside: tuple[Beside, ...]
    unchanged: int
    moved: tuple[MovedMeeting, ...]
    moved_said: str
    seats: tuple[SeatLine, ...]
    seats_said: str
    not_listed: tuple[str, ...]
    may_add_seats: bool
    reasons: tuple[Reason, ...]
    odd_days: tuple[str, ...]


def page_start(actor: Actor, *, group: str) -> StartPage:
    """Where the group's next terms begin. Raises NotFoundError."""
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    versions = terms_by_group([row.id]).get(row.id, ())
    open_draft = scopes.terms_drafts(actor).filter(group=row, adopted=None, set_aside_at=None).first()
    last = versions[-1].label if versions else ""
    return StartPage(
        group_id=str(row.id),
        group=row.name,
        group_slug=row.slug,
        lede="A draft of the next terms is being worked on."
        if open_draft
        else "They are worked on as a draft. Nothing is judged by it until it is adopted.",
        last=last,
        open_draft=str(open_draft.id) if open_draft else "",
    )


def page_draft(actor: Actor, *, draft: uuid.UUID, today: date) -> DraftPage:
    """The draft, compared with the version in force before it. Raises NotFoundError."""
    row = scopes.terms_drafts(actor).filter(id=draft).select_related("group", "adopted").first()
    if row is None:
        raise NotFoundError
    now = drafts.from_plain(row.content)
    notes = from_document.notes_from_plain(row.read) if row.read else Notes()
    versions = terms_by_group([row.group_id]).get(row.group_id, ())
    others = tuple(version for version in versions if version.id != str(row.adopted_id))
    whole = now.as_version(id=str(row.id), otherwise=today)
    old = next((v for v in others if v.id == str(row.began_from_id)), None)
    compared = compare(old, whole)
    refusals = refusals_of_draft(now, others, today=today)
    settled = _settled(row)
    moved, moved_said = _moved(actor, row, now, others, today)
    seats, not_listed = _seats(row, notes)
    return DraftPage(
        id=str(row.id),
        version=row.version,
        group=row.group.name,
        group_slug=row.group.slug,
        title=now.label or "The next terms",
        lede=settled or _lede(now, notes, refusals),
        settled=settled,
        adopted=str(row.adopted_id or ""),
        about=_about(now),
        year_type=now.year_type,
        facts=_facts(now),
        years=tuple(YEARS.items()),
        file=notes.name,
        document=_document(notes, len(now.clauses), today),
        sentences=tuple(_sentence(n, one) for n, one in notes.open),
        aside=tuple(
            _sentence(n, one) for n, one in enumerate(notes.sentences) if one.became == from_document.ASIDE
        ),
        others=notes.others,
        clauses=_clauses(now, compared, refusals),
        kinds=tuple((kind.value, name) for kind, name in KINDS.items()),
        missing=(
            *(gap.sentence for gap in gaps(whole, today)),
            *said_of_names(row.group, whole, max(today, whole.in_force_from)),
        ),
        unstated=tuple(
            (kind.value, KINDS[kind]) for kind in not_stated(c.kind for c in now.clauses if c.is_stated)
        ),
        old_label=old.label if old else "",
        beside=_beside(compared),
        unchanged=sum(one.standing is Standing.UNCHANGED for one in compared),
        moved=moved,
        moved_said=moved_said,
        seats=seats,
        seats_said=_seats_said(seats),
        not_listed=not_listed,
        may_add_seats=not settled and allowed(actor, Permission.PEOPLE_EDIT, str(row.group_id)),
        reasons=tuple(
            Reason(one.sentence, one.field.removeprefix("clause:") if one.field.startswith("clause:") else "")
            for one in refusals
        ),
        odd_days=drafts.days_to_confirm(now, today=today),
    )


def _settled(row: TermsDraft) -> str:
    if row.adopted:
        return f"Adopted, in force from {day(row.adopted.in_force_from)}."
    if row.set_aside_at:
        return f"Set aside on {day(local_day(row.set_aside_at))}. Nothing of it is in force."
    return ""


def _lede(now: Draft, notes: Notes, refusals: Sequence[Refusal]) -> str:
    said = [count(len(now.clauses), "clause")]
    if notes.open:
        said.append(f"{count(len(notes.open), 'sentence')} not understood")
    if not refusals:
        return f"{listed(said)}. It can be adopted."
    return f"{listed(said)}. {count(len(refusals), 'thing')} to settle before it can be adopted."


def _about(now: Draft) -> dict[str, str]:
    """What the version says of itself, as it would be typed."""
    return {
        "label": now.label,
        "in_force_from": _day(now.in_force_from),
        "review_on": _day(now.review_on),
        "approved_by": now.approved_by,
        "approved_on": _day(now.approved_on),
        "year_type": now.year_type,
    }


def _facts(now: Draft) -> tuple[tuple[str, str], ...]:
    approved = now.approved_by or "Blank"
    return (
        ("Called", now.label or "Blank"),
        ("In force from", _day(now.in_force_from) or "Blank"),
        ("To be reviewed by", _day(now.review_on) or "Blank"),
        ("Approved by", f"{approved}, {day(now.approved_on)}" if now.approved_on else approved),
        ("Year its quarters belong to", YEARS.get(now.year_type, "Blank")),
    )


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _document(notes: Notes, clauses: int, today: date) -> tuple[str, ...]:
    """What there is to know of the document as a whole."""
    old = superseded(notes.definition, today)
    unlike = from_document.reads_like_no_terms(notes, clauses=clauses)
    return tuple(filter(None, (unlike, notes.stops_short, notes.left_alone, old.sentence if old else "")))


def _sentence(number: int, one: from_document.Sentence) -> SentenceLine:
    likely = likely_kind(one.text)
    return SentenceLine(number, one.text, one.why, one.place, likely.value if likely else "")


def _clauses(now: Draft, compared: Sequence[Compared], refusals: Sequence[Refusal]) -> tuple[ClauseLine, ...]:
    became = {one.new.id: one for one in compared if one.new}
    last = len(now.clauses) - 1
    return tuple(
        _clause(clause, became[clause.id], refusals, now, is_first=n == 0, is_last=n == last)
        for n, clause in enumerate(now.clauses)
    )


def _clause(
    clause: Clause,
    became: Compared,
    refusals: Sequence[Refusal],
    now: Draft,
    *,
    is_first: bool,
    is_last: bool,
) -> ClauseLine:
    standing, said = _STANDINGS[became.standing]
    return ClauseLine(
        id=clause.id,
        name=KINDS[clause.kind],
        quote=clause.quote,
        place=f"Page {clause.page}" if clause.page.isdigit() else clause.page,
        reading=clause.reading,
        ambiguity=clause.ambiguity,
        follows=consequence(settled(clause, now.clauses)),
        is_stated=clause.is_stated,
        standing=standing,
        said=said,
        refusals=tuple(one.sentence for one in refusals if one.field == f"clause:{clause.id}"),
        is_first=is_first,
        is_last=is_last,
    )


def _beside(compared: Sequence[Compared]) -> tuple[Beside, ...]:
    """The clauses that differ."""
    return tuple(_side_by_side(one) for one in compared if one.standing is not Standing.UNCHANGED)


def _side_by_side(one: Compared) -> Beside:
    standing, said = _STANDINGS[one.standing]
    kind = (one.new or one.old).kind  # type: ignore[union-attr] # one of the two is there
    return Beside(
        name=KINDS[kind],
        standing=standing,
        said=said,
        old=_side(one.old),
        new=_side(one.new),
        changes=tuple(
            (change.label, change.was or "nothing", change.now or "nothing")
            for change in one.changes
            if change.name not in _SHOWN_BY_ITSELF
        ),
        old_id=one.old.id if one.old and one.new is None else "",
    )


def _side(clause: Clause | None) -> Side:
    return Side(clause.quote, consequence(clause)) if clause else Side()


def _moved(
    actor: Actor, row: TermsDraft, now: Draft, others: Sequence[TermsVersion], today: date
) -> tuple[tuple[MovedMeeting, ...], str]:
    """The days of the next meetings that would move, and what is to be said about meetings."""
    from_on = now.in_force_from
    if from_on is None:
        return (), "Give the first day in force to see which days of the next meetings would move."
    meetings = list(
        scopes.meetings(actor)
        .filter(group=row.group_id, on__gte=from_on)
        .exclude(state="cancelled")
        .order_by("on")
    )
    held = [meeting for meeting in meetings if meeting.on < today or meeting.state in TOOK_PLACE]
    to_come = [meeting for meeting in meetings if meeting not in held]
    moved = _moved_meetings(row, now, others, to_come[:_MEETINGS_SHOWN], today)
    judged = [meeting for meeting in held if not keeps_terms(meeting)]
    if judged:
        already = (
            f"{count(len(judged), 'meeting')} already held since {day(from_on)} would be judged by them too."
        )
    else:
        already = ""
    if not to_come:
        said = "No meeting is set from the first day on."
    else:
        said = "" if moved else "No day of the next meetings would move."
    return moved, " ".join(filter(None, (already, said)))


def _moved_meetings(
    row: TermsDraft, now: Draft, others: Sequence[TermsVersion], meetings: Sequence[Meeting], today: date
) -> tuple[MovedMeeting, ...]:
    calendar = calendar_of(row.group.partnership_id)
    whole = now.as_version(id=str(row.id), otherwise=today)
    found = []
    for meeting in meetings:
        was = version_in_force(others, meeting.on)
        if was is not None and was.in_force_from > whole.in_force_from:
            continue  # a version between the two already binds it
        steps = days_that_move(was, whole, meeting_on=meeting.on, calendar=calendar)
        if steps:
            said = tuple(
                (
                    step.title,
                    weekday(step.was) if step.was else "No day",
                    weekday(step.now) if step.now else "No day",
                )
                for step in steps
            )
            found.append(MovedMeeting(str(meeting.id), weekday(meeting.on), said))
    return tuple(found)


def _seats(row: TermsDraft, notes: Notes) -> tuple[tuple[SeatLine, ...], tuple[str, ...]]:
    """The seats the document lists beside those the group has, and the group's own that it does not list."""
    if not notes.seats:
        return (), ()
    titles = list(Seat.objects.filter(group=row.group_id).order_by("order").values_list("title", flat=True))
    lines = []
    for n, seat in enumerate(notes.seats):
        said = [_CLASSES.get(seat.seat_class, seat.seat_class)]
        said += [count(seat.places, "place")] if seat.several else []
        said += [one for one in (seat.doubt, f"only where {seat.condition}" * bool(seat.condition)) if one]
        said += ["nobody is named yet"] if seat.is_vacant else []
        held = any(is_same_seat(seat, title) for title in titles)
        lines.append(SeatLine(n, seat.called, ", ".join(said), held))
    rest = tuple(t for t in titles if not any(is_same_seat(seat, t) for seat in notes.seats))
    return tuple(lines), rest


def _seats_said(seats: Sequence[SeatLine]) -> str:
    missing = sum(not seat.is_held for seat in seats)
    if not missing:
        return "The group has every seat that the document lists."
    return f"The document lists {count(len(seats), 'seat')}; the group has {len(seats) - missing} of them."
