"""The assurance page: what was done and by whom, whether the record holds, waivers, and redactions.

This is the one page that reads events. Names are looked up as it is read, through the scopes: what the
reader may not see stays unnamed.
"""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.access.redaction import as_officer
from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.events.catalogue import EVENTS
from quorate.domain.events.chain import GENESIS, faults
from quorate.domain.kernel.asking import LONDON, NotFoundError, local_day
from quorate.domain.kernel.outcomes import HOW
from quorate.domain.kernel.words import clock, count, day, listed
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.consequences import KINDS
from quorate.queries.copies import Copies, copies_of
from quorate.queries.redactable import SCOPES, labels_of, waivers
from quorate.queries.redactions import ProposePage, page_propose
from quorate.queries.subjects import Names, names_of
from quorate.records import scopes
from quorate.records.facts.events import links_of
from quorate.records.models import ClauseRow, EventChain, EventRow, Redaction

PER_PAGE = 50
_REDACTION_STATES = {"proposed": "Proposed", "declined": "Declined", "confirmed": "Carried out"}


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event in words. `href_kind` and `href_id` say what it was done to, where the reader may see it."""

    number: int
    what: str
    subject: str
    href_kind: str
    href_id: str
    who: str
    when: str
    behalf: str
    waiver: str
    because: str
    is_redacted: bool


@dataclass(frozen=True, slots=True)
class WaiverCount:
    """How often a kind of clause was departed from, and last when."""

    clause: str
    count: int
    last: date


@dataclass(frozen=True, slots=True)
class RedactionLine:
    """A redaction as its marker keeps it; `may_settle` says that this reader can confirm it.

    While it is open, the two officers are shown what goes: `says`, each part and its words, and `copies`,
    where else they stand, each place named as far as this reader may see it. Afterwards both are empty.
    `is_apart` says that the reader may see it nowhere else: it is shown when asked for, and that is
    recorded. `is_unseen` says that this reader is barred from it and so cannot confirm it.
    """

    id: str
    subject: str
    state: str
    standing: str
    parts: str
    reason: str
    proposed: str
    settled: str
    received: tuple[str, ...]
    may_settle: bool
    waits_for: str
    says: tuple[tuple[str, str], ...] = field(default=())
    copies: tuple[Copies, ...] = field(default=())
    is_shown: bool = False
    is_apart: bool = False
    is_unseen: bool = False


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The record."""

    lede: str
    holds: bool
    faults: tuple[str, ...]
    count: int
    events: tuple[EventLine, ...]
    number: int
    last: int
    waivers: tuple[WaiverCount, ...]
    redactions: tuple[RedactionLine, ...]

    @property
    def read_apart(self) -> tuple[str, ...]:
        """The redactions whose words are shown here and may be seen by this reader nowhere else."""
        return tuple(row.id for row in self.redactions if row.is_apart and row.says)


@dataclass(frozen=True, slots=True)
class _Told:
    """An event's contents, read back; empty once redacted."""

    private: Mapping[str, str] = field(default_factory=dict)
    behalf: Mapping[str, str] = field(default_factory=dict)
    waiver: Mapping[str, str] = field(default_factory=dict)


def page_audit(actor: Actor, *, number: int = 1, shown: str = "") -> AuditPage:
    """The record, newest first, 50 to a page. A number out of range shows the first page.

    `shown` is the open redaction whose words and copies are looked up, the newest where none is named: to
    look through every table is done for one at a time. What the reader may see nowhere else is shown only
    where it was named, and then `read_apart` has to be recorded.
    """
    named = shown
    chain = EventChain.objects.filter(scope=actor.partnership).first()
    rows = EventRow.objects.filter(chain=chain) if chain else EventRow.objects.none()
    wrong = _faults(chain)
    held = chain.count if chain else 0
    last = max(1, -(-held // PER_PAGE))
    number = number if 1 <= number <= last else 1
    part = list(rows.order_by("-number")[(number - 1) * PER_PAGE : number * PER_PAGE])
    redactions = list(_redaction_rows(actor))
    open_ones = [str(row.id) for row in redactions if row.state == "proposed"]
    shown = shown if shown in open_ones else next(iter(open_ones), "")
    told = {row.number: _told(row) for row in part}
    names = names_of(
        actor,
        subjects=[
            *((row.subject_kind, row.subject_id) for row in part),
            *((row.subject_kind, str(row.subject_id)) for row in redactions),
        ],
        people=_people_named(part, told.values(), redactions),
    )
    clauses = _clause_names(told.values())
    return AuditPage(
        lede=_lede(held, wrong),
        holds=not wrong,
        faults=tuple(wrong),
        count=held,
        events=tuple(_line(row, told[row.number], names, clauses) for row in part),
        number=number,
        last=last,
        waivers=_waivers(actor),
        redactions=tuple(_redaction(actor, row, names, shown, named=named) for row in redactions),
    )


def _faults(chain: EventChain | None) -> list[str]:
    """What is wrong with the whole chain, checked link by link from the first event."""
    if chain is None:
        return []
    return faults(links_of(chain), head=chain.head or GENESIS, count=chain.count)


def _lede(held: int, wrong: Sequence[str]) -> str:
    if not held:
        return "Nothing has been recorded yet."
    said = f"{count(held, 'event')} on record"
    if wrong:
        return f"{said}. The record has been altered: {count(len(wrong), 'fault')} found."
    return f"{said}, each as it was recorded."


def _told(row: EventRow) -> _Told:
    if not row.contents:
        return _Told()
    said: dict[str, Any] = json.loads(row.contents)
    return _Told(said.get("private", {}), said.get("on_behalf_of", {}), said.get("waiver", {}))


def _people_named(
    rows: Iterable[EventRow], told: Iterable[_Told], redactions: Iterable[Redaction]
) -> set[str]:
    found = {row.person_id_text for row in rows}
    for one in told:
        found |= {one.behalf.get("person", ""), one.waiver.get("agreed_by", "")}
    for row in redactions:
        found |= {str(row.proposed_by_id), str(row.confirmed_by_id or "")}
        found |= {got.get("person", "") for got in row.received_by}
    return found - {""}


def _clause_names(told: Iterable[_Told]) -> dict[str, str]:
    """What each clause named by a waiver is about; a waiver names it by its id or its kind."""
    named = {one.waiver["clause"] for one in told if one.waiver.get("clause")}
    kinds = {kind.value: KINDS[kind] for kind in ClauseKind}
    ids = [uuid.UUID(name) for name in named - kinds.keys()]
    rows = ClauseRow.objects.filter(id__in=ids).values_list("id", "kind")
    return kinds | {str(id): kinds[kind] for id, kind in rows}


def _line(row: EventRow, told: _Told, names: Names, clauses: Mapping[str, str]) -> EventLine:
    is_redacted = not row.salt
    seen = names.subject(row.subject_kind, row.subject_id)
    return EventLine(
        number=row.number,
        what=EVENTS.get(row.code, row.code),
        subject=seen.text if seen else "",
        href_kind=seen.page if seen else "",
        href_id=seen.id if seen else "",
        who=names.person(row.person_id_text) if row.person_id_text else "Quorate",
        when=_when(row.at),
        behalf=_behalf(told, names),
        waiver=_waiver(told, names, clauses),
        # A reason may say as much of what is hidden as its name; of a redaction both officers read it.
        because=told.private.get("reason", "") if seen or row.subject_kind == "redaction" else "",
        is_redacted=is_redacted,
    )


def _when(at: datetime) -> str:
    return f"{day(local_day(at))}, {clock(at.astimezone(LONDON).time())}"


def _behalf(told: _Told, names: Names) -> str:
    if not told.behalf:
        return ""
    how = HOW.get(told.behalf.get("how", ""), "")
    on = day(date.fromisoformat(told.behalf["on"]))
    return f"For {names.person(told.behalf['person'])}, {how}, {on}".replace(", ,", ",")


def _waiver(told: _Told, names: Names, clauses: Mapping[str, str]) -> str:
    if not told.waiver:
        return ""
    what = clauses.get(told.waiver["clause"], "a clause")
    on = day(date.fromisoformat(told.waiver["agreed_on"]))
    return f"With a waiver of “{what}”, agreed by {names.person(told.waiver['agreed_by'])} on {on}"


def _waivers(actor: Actor) -> tuple[WaiverCount, ...]:
    kinds = list(waivers(actor).order_by("agreed_on").values_list("clause_kind", "agreed_on"))
    times, last = Counter(kind for kind, _ in kinds), dict(kinds)
    return tuple(
        WaiverCount(KINDS.get(ClauseKind(kind), kind), n, last[kind]) for kind, n in times.most_common()
    )


def _redaction_rows(actor: Actor) -> Iterable[Redaction]:
    rows = scopes.redactions(actor).select_related("proposed_by", "confirmed_by")
    return rows.order_by("-proposed_at", "id")[:PER_PAGE]


def _redaction(actor: Actor, row: Redaction, names: Names, shown: str, *, named: str) -> RedactionLine:
    seen = names.subject(row.subject_kind, str(row.subject_id))
    open_ = row.state == "proposed"
    own = str(row.proposed_by_id) == actor.person
    is_officer = refusal_to_act(actor, Permission.REDACTION_CONFIRM) is None
    may = open_ and not own and is_officer
    is_shown = str(row.id) == shown and open_ and (may or own)
    is_apart = is_shown and not SCOPES[row.subject_kind](actor).filter(id=row.subject_id).exists()
    page = _what_goes(as_officer(actor) if is_officer else actor, row) if is_shown else None
    is_shown = is_shown and (page is None or not is_apart or str(row.id) == named)
    says = _words_going(page, row) if page and is_shown else ()
    return RedactionLine(
        id=str(row.id),
        subject=seen.text if seen else page.title if page and says else names.kind(row.subject_kind),
        state=_REDACTION_STATES[row.state],
        standing={"proposed": "due", "declined": "withdrawn", "confirmed": "done"}[row.state],
        parts=listed(labels_of(row.subject_kind, row.columns)),
        reason=row.reason,
        proposed=f"{row.proposed_by.name}, {_when(row.proposed_at)}",
        settled=f"{row.confirmed_by.name}, {_when(row.confirmed_at)}"
        if row.confirmed_by and row.confirmed_at
        else "",
        received=tuple(_received(row.received_by, names)),
        may_settle=may,
        waits_for=_OTHERS if open_ and own else "",
        says=says,
        copies=_copies(actor, row) if says else (),
        is_shown=is_shown,
        is_apart=is_apart,
        is_unseen=is_shown and page is None,
    )


def _what_goes(actor: Actor, row: Redaction) -> ProposePage | None:
    """What the thing says now; None where the reader may not see it."""
    try:
        return page_propose(actor, kind=row.subject_kind, id=row.subject_id)
    except NotFoundError:
        return None


def _words_going(page: ProposePage, row: Redaction) -> tuple[tuple[str, str], ...]:
    """Each part that goes and what it says now; none where all of it is gone already."""
    return tuple((part.label, part.says) for part in page.parts if part.column in row.columns)


def _copies(actor: Actor, row: Redaction) -> tuple[Copies, ...]:
    return copies_of(actor, row.partnership_id, kind=row.subject_kind, id=row.subject_id, columns=row.columns)


_OTHERS = (
    f"It waits for somebody else: {ROLE_NAMES[Role.COORDINATOR].lower()} and "
    f"{ROLE_NAMES[Role.INFORMATION_GOVERNANCE_OFFICER].lower()} together."
)


def _received(found: Iterable[Mapping[str, str]], names: Names) -> Iterable[str]:
    for got in found:
        on = day(date.fromisoformat(got["on"])) if got.get("on") else "on a day that is not known"
        yield f"{names.person(got['person'])}: {_HOW_RECEIVED.get(got['how'], got['how'])}, {on}"


_HOW_RECEIVED = {
    "message": "was sent word of the papers",
    "pack": "read the pack",
    "file": "read the paper",
}
