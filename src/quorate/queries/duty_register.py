"""Every duty of a group, from its terms, reporting lines and law: how it stands and whose it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import NotFoundError, local_day
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.terms.clauses import ClauseKind
from quorate.domain.terms.duties import DUTY_STATES, Duty, DutyState, LawKind
from quorate.queries.duties import DutyLine, duties_of, duty_tag, parse
from quorate.queries.duty_law import of_law, value_of
from quorate.queries.duty_owners import Owners, owners_of, title_of
from quorate.queries.meetings import allowed
from quorate.queries.people.choices import everybody_here
from quorate.records import scopes
from quorate.records.models import DutyDone, DutySetting, Group, Partnership

_MOST_PAPERS = 60
_LONGEST_NOTE = 200  # characters
_LONGEST_CHOICE = 50
_SEEN = {ClauseKind.STANDING_ITEM.value: "The agenda of the meeting"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it can be seen that a duty was met: words, a link, and a paper that the reader may read.

    `taken_back` says when and why it was taken back, empty while it counts.
    """

    id: str
    on: date
    note: str
    link: str
    paper: str
    paper_meeting: str
    paper_title: str
    taken_back: str = ""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A duty in the register: `source` is its section of law, empty for one of the terms, `asks` its words.

    `value` names it in addresses and forms, empty where nothing is recorded of it by hand. `seen` says where
    one is seen to be met of which nothing needs to be recorded by hand; empty for others. `line` is the id of
    the reporting line that asks for it, whose own page records it.
    """

    value: str
    name: str
    standing: str
    said: str
    sentence: str
    source: str
    asks: str
    working: str
    warnings: tuple[str, ...]
    owner: str
    evidence: tuple[Evidence, ...]
    seen: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A group's duties: of its terms, of reporting lines, and of law where it is the main board.

    `chosen` is the one asked about, for who may record it as met and settle whose it is.
    """

    group: str
    slug: str
    group_id: str
    lede: str
    of_terms: tuple[RegisterLine, ...]
    of_lines: tuple[RegisterLine, ...]
    of_law: tuple[RegisterLine, ...]
    may_settle: bool
    chosen: "Chosen | None"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One duty, with what the forms that record it as met and settle whose it is begin with."""

    line: RegisterLine
    kind: str
    item: str
    is_of_law: bool
    version: int
    owner: str
    not_ours_why: str
    people: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, str], ...]
    titled: str
    recorded: tuple[tuple[str, str], ...] = ()


def page_duties(actor: Actor, *, group: str, today: date, duty: str = "") -> RegisterPage:
    """Every duty of a group, by its address; `duty` is the value of the line whose forms are wanted.

    Raises NotFoundError.
    """
    row = scopes.groups(actor).filter(slug=group).first()
    if row is None:
        raise NotFoundError
    lines = _lines(actor, row, today)
    may_settle = allowed(actor, Permission.MEETING_SET, str(row.id))
    line = next((one for one in lines if one.value and one.value == duty), None) if may_settle else None
    return RegisterPage(
        group=row.name,
        slug=row.slug,
        group_id=str(row.id),
        lede=_lede(lines),
        of_terms=tuple(one for one in lines if not one.source and not one.line),
        of_lines=tuple(one for one in lines if one.line),
        of_law=tuple(one for one in lines if one.source),
        may_settle=may_settle,
        chosen=_chosen(actor, row, line, today) if line else None,
    )


def _chosen(actor: Actor, row: Group, line: RegisterLine, today: date) -> Chosen:
    kind, item = parse(line.value)
    settled = DutySetting.objects.filter(group=row, kind=kind, item=title_of(item)).first()
    return Chosen(
        line=line,
        kind=kind,
        item=item,
        is_of_law=kind in set(LawKind),
        version=settled.version if settled else 0,
        owner=str(settled.owner_id or "") if settled else "",
        not_ours_why=settled.not_ours_why if settled else "",
        people=everybody_here(actor, today),
        papers=_papers(actor, row),
        titled=title_of(item),
        recorded=tuple(
            (one.id, f"Done on {day(one.on)}{f': {_short(one.note, _LONGEST_CHOICE)}' if one.note else ''}")
            for one in _evidence(actor, row).get(line.value, ())
            if not one.taken_back
        ),
    )


def _lines(actor: Actor, row: Group, today: date) -> tuple[RegisterLine, ...]:
    owners, evidence = owners_of([row.id], today).get(row.id, {}), _evidence(actor, row)
    soon = Partnership.objects.values_list("due_soon_days", flat=True).get(id=actor.partnership)
    terms = tuple(_of_terms(line, owners, evidence) for line in duties_of(actor, [row.id], today)[row.id])
    return terms + tuple(
        _of_law(duty, today, soon, owners, evidence) for duty in of_law(actor, row.id, today)
    )


def _of_terms(line: DutyLine, owners: Owners, evidence: Mapping[str, tuple[Evidence, ...]]) -> RegisterLine:
    kind, item = parse(line.value)
    return RegisterLine(
        value=line.value,
        name=line.name,
        standing=line.standing,
        said=line.said,
        sentence=line.sentence,
        source="",
        asks=line.clause,
        working=line.working,
        warnings=line.warnings,
        owner=_owner(owners, kind, title_of(item)),
        evidence=evidence.get(line.value, ()) if line.value else (),
        seen=_SEEN.get(kind, "") if line.standing == "met" else "",
        line=line.line,
    )


def _of_law(
    duty: Duty,
    today: date,
    soon: int,
    owners: Owners,
    evidence: Mapping[str, tuple[Evidence, ...]],
) -> RegisterLine:
    value = value_of(duty)
    standing, said = duty_tag(duty, today, soon)
    return RegisterLine(
        value=value,
        name=f"{duty.title}, {duty.period}" if duty.period else duty.title,
        standing=standing,
        said=said or DUTY_STATES[duty.state],
        sentence=duty.sentence if duty.state is not DutyState.BEFORE_RECORDS else "",
        source=duty.source,
        asks=duty.quote,
        working=duty.working,
        warnings=duty.warnings,
        owner=_owner(owners, duty.kind.value, ""),
        evidence=_within(duty, evidence.get(value, ())),
    )


def _within(duty: Duty, found: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What was recorded in a duty's own three years, where it has them."""
    if duty.kind is LawKind.ANNUAL_REPORT or duty.begins is None or duty.due_on is None:
        return tuple(found)
    return tuple(one for one in found if duty.begins <= one.on <= duty.due_on)


def _owner(owners: Owners, kind: str, item: str) -> str:
    owner = owners.get((kind, item))
    return owner.said if owner else ""


def _evidence(actor: Actor, row: Group) -> dict[str, tuple[Evidence, ...]]:
    """What was recorded of each duty, the latest first; a paper only as far as the reader may read it."""
    seen = {
        id: (str(meeting), title)
        for id, meeting, title in scopes.papers(actor)
        .filter(evidence_of__group=row)
        .values_list("id", "meeting_id", "title")
    }
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for done in DutyDone.objects.filter(group=row).order_by("-done_on", "id"):
        meeting, title = seen.get(done.paper_id, ("", "")) if done.paper_id else ("", "")
        found[f"{done.kind}|{done.item}"].append(
            Evidence(
                str(done.id),
                done.done_on,
                _short(done.note),
                done.link,
                str(done.paper_id) if title else "",
                meeting,
                title,
                _taken_back(done),
            )
        )
    return {value: tuple(rows) for value, rows in found.items()}


def _taken_back(done: DutyDone) -> str:
    if done.taken_back_at is None:
        return ""
    return f"Taken back on {day(local_day(done.taken_back_at))}: {done.taken_back_why}"


def _short(note: str, longest: int = _LONGEST_NOTE) -> str:
    """The beginning of a long note, cut between words: the whole of a review is on its own page."""
    return note if len(note) <= longest else f"{note[:longest].rsplit(' ', 1)[0]} …"


def _papers(actor: Actor, row: Group) -> tuple[tuple[str, str], ...]:
    """The group's latest papers, for evidence."""
    found = scopes.papers(actor).filter(meeting__group=row, withdrawn_at__isnull=True)
    rows = found.order_by("-meeting__on", "title", "id").values_list("id", "title", "meeting__on")
    return tuple((str(id), f"{title}, {day(on)}") for id, title, on in rows[:_MOST_PAPERS])


def _lede(lines: Iterable[RegisterLine]) -> str:
    every = tuple(lines)
    overdue = [one for one in every if one.standing == "overdue"]
    nobody = sum(1 for one in every if one.value and not one.owner)
    if not every:
        return "The terms and reporting lines ask nothing by a date, and no duty of law is this group’s."
    late = "No duty is overdue"
    if overdue:
        of_law, of_lines = sum(1 for one in overdue if one.source), sum(1 for one in overdue if one.line)
        of_terms = len(overdue) - of_law - of_lines
        parts = ((of_terms, "under the terms"), (of_lines, "under reporting lines"), (of_law, "of law"))
        said = listed([f"{n:,} {words}" for n, words in parts if n])
        late = f"{count(len(overdue), 'duty', 'duties')} overdue, counting each period: {said}"
    return f"{late}. {count(nobody, 'duty has', 'duties have')} no owner." if nobody else f"{late}."
