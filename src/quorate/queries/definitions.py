"""The definitions of domestic abuse and the days each held, and what still quotes one that does not."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.words import count, day, listed
from quorate.domain.terms.definitions import DEFINITIONS, quoted_in, superseded, until
from quorate.records import scopes
from quorate.records.facts.terms import ids_in_force
from quorate.records.models import ClauseRow, EntryVersion

MOST = 100
"""The most of each kind listed: what is newest comes first, and the rest is said to be there."""
_CANDIDATES = ("patterns? of incident", "of threatening behaviour")
_KNOWN = [one.code for one in DEFINITIONS]
_SUPERSEDED = [one.code for one in DEFINITIONS[:-1]]


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """A definition: its days in words, where it stands and what it says."""

    name: str
    days: str
    source: str
    says: str
    holds: bool


@dataclass(frozen=True, slots=True)
class QuotedLine:
    """A paper, terms or an entry that quote one that no longer held; `meeting` is given for a paper alone."""

    id: str
    title: str
    where: str
    said: str
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class DefinitionsPage:
    """The definitions, and the papers, the terms in force and the entries of plans that quote an old one."""

    lede: str
    definitions: tuple[DefinitionLine, ...]
    papers: tuple[QuotedLine, ...]
    terms: tuple[QuotedLine, ...]
    entries: tuple[QuotedLine, ...]


def page_definitions(actor: Actor, *, today: date) -> DefinitionsPage:
    """What the actor may read that quotes a definition which no longer held on its day."""
    papers, terms, entries = _papers(actor), _terms(actor, today), _entries(actor, today)
    return DefinitionsPage(
        lede=_lede(len(papers), len(terms), len(entries)),
        definitions=tuple(
            DefinitionLine(one.name, _days(one.from_on, until(one)), one.source, one.says, until(one) is None)
            for one in reversed(DEFINITIONS)
        ),
        papers=papers,
        terms=terms,
        entries=entries,
    )


def _papers(actor: Actor) -> tuple[QuotedLine, ...]:
    rows = scopes.papers(actor).filter(
        definition__in=_SUPERSEDED, withdrawn_at__isnull=True, replaced_by__isnull=True
    )
    found = []
    for paper in rows.select_related("meeting__group").order_by("-meeting__on", "title", "id")[:MOST]:
        if old := superseded(paper.definition, paper.meeting.on):
            where = f"{paper.meeting.group.name}, {day(paper.meeting.on)}"
            found.append(QuotedLine(str(paper.id), paper.title, where, old.sentence, str(paper.meeting_id)))
    return tuple(found)


def _terms(actor: Actor, today: date) -> tuple[QuotedLine, ...]:
    """Terms in force that quote one: as their document was read, else as the words of their clauses do."""
    rows = scopes.terms(actor).filter(group__in=scopes.groups(actor))
    latest = rows.filter(id__in=ids_in_force(rows, today).values())
    current = list(latest.select_related("group").order_by("group__order", "group__name"))
    read = scopes.terms_drafts(actor).filter(adopted__in=current, read__definition__in=_KNOWN)
    codes = dict(read.values_list("adopted_id", "read__definition"))
    quotes: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    for terms, quote in ClauseRow.objects.filter(_quoting("quote"), terms__in=current).values_list(
        "terms_id", "quote"
    ):
        quotes[terms].append(quote)
    found = []
    for row in current:
        if old := superseded(codes.get(row.id) or quoted_in(quotes[row.id]), today):
            found.append(QuotedLine(str(row.id), row.label, row.group.name, old.sentence))
    return tuple(found)


def _quoting(*columns: str) -> Q:
    """Rows that may quote a definition, told roughly."""
    wanted = Q()
    for words in _CANDIDATES:
        for column in columns:
            wanted |= Q(**{f"{column}__iregex": words})
    return wanted


def _entries(actor: Actor, today: date) -> tuple[QuotedLine, ...]:
    """Entries whose latest wording quotes one: told by the database roughly, then by the rule."""
    latest = EntryVersion.objects.filter(entry=OuterRef("entry")).order_by("-number").values("number")[:1]
    rows = (
        EntryVersion.objects.filter(
            _quoting("text", "outcome"), entry__in=scopes.entries(actor), number=Subquery(latest)
        )
        .select_related("entry__plan")
        .order_by(F("entry__plan__name"), "order", "id")
    )
    found = []
    for row in rows[:MOST]:
        if old := superseded(quoted_in([row.text, row.outcome]), today):
            title = f"{row.code} {row.text}".strip()[:160]
            found.append(QuotedLine(str(row.entry_id), title, row.entry.plan.name, old.sentence))
    return tuple(found)


def _days(first: date, ended: date | None) -> str:
    if ended is None:
        return f"Since {day(first)}"
    return f"{day(first)} to {day(date.fromordinal(ended.toordinal() - 1))}"


def _lede(papers: int, terms: int, entries: int) -> str:
    if not papers and not terms and not entries:
        return "Nothing you may read quotes a definition that no longer held."
    said = [count(papers, "paper")] if papers else []
    said += [count(terms, "group’s terms", "groups’ terms")] if terms else []
    said += [count(entries, "entry of a plan", "entries of plans")] if entries else []
    verb = "quotes" if papers + entries == 1 and not terms else "quote"
    return f"{listed(said)} {verb} a definition that no longer held."
