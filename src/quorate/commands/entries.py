"""Writes an entry and its versions: shared by adding, changing and importing."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from quorate.commands.runner import Run
from quorate.domain.access.actor import Actor
from quorate.domain.membership.facts import has_left
from quorate.domain.plans.drafts import EntryDraft, recognised
from quorate.domain.plans.facts import Lead, Version
from quorate.records import scopes
from quorate.records.models import Entry, EntryLead, EntryMeasure, EntryTarget, EntryVersion, Plan


class Names:
    """The names of agencies and people a lead's printed words may be, read once.

    People are those here on the day `on`. Words that are the name or title of two of them are nobody's:
    whoever leads may record progress, so a guess would give that to the wrong one.
    """

    def __init__(self, actor: Actor, *, on: date) -> None:
        agencies = list(scopes.agencies(actor))
        known = list(scopes.people(actor))
        people = [person for person in known if not has_left(person.left_on, on)]
        # Whoever has left still led what they led: an id that was given is kept, words find them no more.
        self._ids = {str(row.id) for row in (*agencies, *known)}
        self.agencies, several = _by_words((str(a.id), (a.name, a.short_name)) for a in agencies)
        self.people, of_people = _by_words((str(p.id), (p.name, p.title)) for p in people)
        self._several = several | of_people | (self.agencies.keys() & self.people.keys())

    def recognise(self, lead: Lead) -> Lead:
        """The lead with its agency or person, where its words or its ids name one here.

        Words that could be two are kept as words, with who it is to be confirmed. An id that was given is
        kept, whoever else has that name.
        """
        if not lead.agency_id and not lead.person_id and _key(lead.raw) in self._several:
            return replace(lead, to_be_confirmed=True)
        known = recognised(lead, agencies=self.agencies, people=self.people)
        if known.agency_id and known.agency_id not in self._ids:
            known = Lead(raw=known.raw or known.agency, to_be_confirmed=known.to_be_confirmed)
        if known.person_id and known.person_id not in self._ids:
            known = Lead(raw=known.raw or known.person, to_be_confirmed=known.to_be_confirmed)
        return known


def _key(words: str) -> str:
    return " ".join(words.lower().split())


def _by_words(rows: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[dict[str, str], set[str]]:
    """The id each name belongs to, and the names that belong to several."""
    found: dict[str, set[str]] = {}
    for id, names in rows:
        for name in filter(None, names):
            found.setdefault(_key(name), set()).add(id)
    one = {words: next(iter(ids)) for words, ids in found.items() if len(ids) == 1}
    return one, found.keys() - one.keys()


def as_version(run: Run, draft: EntryDraft, effective_on: date) -> Version:
    """A draft as the rules see it."""
    return Version(
        id="",
        effective_on=effective_on,
        recorded_at=run.moment.at,
        code=draft.code,
        kind=draft.kind,
        text=draft.text,
        parent_id=draft.parent_id,
        order=draft.order,
        outcome=draft.outcome,
        leads=draft.leads,
        targets=draft.targets,
        measures=draft.measures,
    )


def new_entry(run: Run, plan: Plan) -> Entry:
    """An entry with no version yet; it takes the plan's readers."""
    return Entry.objects.create(
        id=run.new_id(),
        plan=plan,
        added_at=run.moment.at,
        audience=plan.audience,
        restriction_id=plan.restriction_id,
    )


def write_version(
    run: Run,
    entry: Entry,
    draft: EntryDraft,
    *,
    effective_on: date,
    names: Names,
    reason: str = "",
    withdrawn: bool = False,
) -> EntryVersion:
    """Append a version to an entry."""
    latest = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
    version = EntryVersion.objects.create(
        id=run.new_id(),
        entry=entry,
        effective_on=effective_on,
        recorded_at=run.moment.at,
        recorded_by_id=uuid.UUID(run.actor.person) if run.actor.person else None,
        number=latest.number + 1 if latest else 1,
        kind=draft.kind.value,
        level=draft.level,
        code=draft.code,
        text=draft.text,
        outcome=draft.outcome,
        parent_id=uuid.UUID(draft.parent_id) if draft.parent_id else None,
        order=draft.order,
        withdrawn=withdrawn,
        reason=reason,
    )
    EntryLead.objects.bulk_create(_leads(run, version, draft, names))
    EntryTarget.objects.bulk_create(_targets(run, version, draft))
    EntryMeasure.objects.bulk_create(_measures(run, version, draft))
    return version


def _targets(run: Run, version: EntryVersion, draft: EntryDraft) -> list[EntryTarget]:
    return [
        EntryTarget(
            id=run.new_id(),
            entry_version=version,
            order=order,
            kind=target.kind.value,
            raw=target.raw,
            on=target.on,
            starts_on=target.starts_on,
            every_months=target.every_months,
            review_on=target.review_on,
            depends_on=target.depends_on,
        )
        for order, target in enumerate(draft.targets)
    ]


def _measures(run: Run, version: EntryVersion, draft: EntryDraft) -> list[EntryMeasure]:
    return [
        EntryMeasure(
            id=run.new_id(),
            entry_version=version,
            order=order,
            text=measure.text,
            kind=measure.kind.value,
            entry_code=measure.entry_code,
        )
        for order, measure in enumerate(draft.measures)
    ]


def _leads(run: Run, version: EntryVersion, draft: EntryDraft, names: Names) -> list[EntryLead]:
    rows = []
    for order, said in enumerate(draft.leads):
        lead = names.recognise(said)
        rows.append(
            EntryLead(
                id=run.new_id(),
                entry_version=version,
                order=order,
                raw=lead.raw,
                agency_id=lead.agency_id or None,
                person_id=lead.person_id or None,
                to_be_confirmed=lead.to_be_confirmed,
            )
        )
    return rows
