"""Brings in a plan: uploaded, checked beside its source, mended, accepted whole or not at all."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from quorate.commands import entries
from quorate.commands.files import keep
from quorate.commands.plans import free_slug
from quorate.commands.runner import As, Done, Outcome, Run, command
from quorate.documents.guards import RefusedFileError
from quorate.documents.sources import read_source
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.imports.differences import (
    BEGINS,
    PARENT,
    Change,
    Difference,
    ExistingEntry,
    differences,
    printed,
    with_last_words,
)
from quorate.domain.imports.json_values import from_plain, to_plain
from quorate.domain.imports.mends import Mend, apply_mends, refusal_to_mend
from quorate.domain.imports.moves import refusals_to_place
from quorate.domain.imports.proposal import Proposal, ProposedEntry, said_to_speak, taken_to_speak_for
from quorate.domain.imports.propose import propose
from quorate.domain.imports.source import SourceDocument
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.drafts import EntryDraft
from quorate.domain.plans.facts import Rating, Status
from quorate.records import scopes
from quorate.records.facts.imports import groups_to_bring_into, held_at
from quorate.records.models import Entry, EntryVersion, Plan, PlanImport, ProgressRow

_MEDIA_TYPE = "application/octet-stream"


def upload_plan(
    asked: As,
    *,
    name: str,
    data: bytes,
    plan_name: str = "",
    plan: uuid.UUID | None = None,
    effective_on: date | None = None,
) -> Outcome:
    """Read a file and keep it with what was found in it, to be checked.

    The reading happens before the transaction, so that nobody else's write waits on a large file, and
    after asking who may, so that nothing is read for somebody who may not.
    Refuses as `quorate.documents.guards.refusal_to_read` and `quorate.domain.imports.propose` do, and
    with `imports.name_missing`, `imports.name_taken` and `imports.date_to_come`.
    """
    _ask_first(asked, plan)
    try:
        source = read_source(data, name)
    except RefusedFileError as refused:
        return replace(refused.refusal, field="file")
    proposal = propose(source)
    if isinstance(proposal, Refusal):
        return replace(proposal, field="file")
    return _keep_upload(
        asked,
        name=name,
        data=data,
        plan_name=plan_name.strip(),
        plan=plan,
        effective_on=effective_on,
        source=source,
        proposal=proposal,
    )


@command(Permission.PLAN_IMPORT)
def _keep_upload(
    run: Run,
    *,
    name: str,
    data: bytes,
    plan_name: str,
    plan: uuid.UUID | None,
    effective_on: date | None,
    source: SourceDocument,
    proposal: Proposal,
) -> Outcome:
    into = _plan_to_fill(run, plan)
    called = into.name if into else plan_name or proposal.title
    if not called:
        return Refusal("imports.name_missing", "Give the plan a name.", field="plan_name")
    if into is None and scopes.plans(run.actor).filter(name__iexact=called).exists():
        return Refusal(
            "imports.name_taken",
            f"There is already a plan called “{called}”.",
            "Choose it under “Which plan is it” to bring in only what changed, or give this another name.",
            field="plan_name",
        )
    on = effective_on or proposal.reporting_date or run.moment.today
    if refusal := _refusal_to_date(run, on):
        return refusal
    if not (effective_on or proposal.reporting_date):
        proposal = taken_to_speak_for(proposal, on)
    row = PlanImport.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        plan=into,
        plan_name=called[:200],
        file=keep(run, name=name, media_type=_MEDIA_TYPE, data=data),
        uploaded_at=run.moment.at,
        uploaded_by_id=uuid.UUID(run.actor.person),
        effective_on=on,
        proposal=proposal.to_plain(),
        source=to_plain(source),
    )
    return Done([Event("imports.uploaded", "import", str(row.id))], id=row.id)


def _refusal_to_date(run: Run, on: date) -> Refusal | None:
    if on <= run.moment.today:
        return None
    return Refusal("imports.date_to_come", "The paper cannot speak for a day to come.", field="effective_on")


def _ask_first(asked: As, plan: uuid.UUID | None) -> None:
    """Raises NotFoundError and NotAllowedError as keeping the upload would."""
    with transaction.atomic():
        _plan_to_fill(Run(asked, Permission.PLAN_IMPORT), plan)


def _plan_to_fill(run: Run, plan: uuid.UUID | None) -> Plan | None:
    into = run.find(scopes.plans, plan, group="group_id") if plan else None
    run.may(into.group_id if into else "")
    return into


@command(Permission.PLAN_IMPORT)
def mend_import(run: Run, *, id: uuid.UUID, mends: Sequence[Mend], version: int | None = None) -> Outcome:
    """Change what was found before it is accepted, all of the mends or none.

    Refuses as `quorate.domain.imports.mends.refusal_to_mend` does, and with `imports.settled` and
    `imports.nothing_mended`.
    """
    row = _checking(run, id, version)
    if isinstance(row, Refusal):
        return row
    proposal = mended(row)
    for mend in mends:
        if refusal := refusal_to_mend(proposal, mend):
            return refusal
        proposal = apply_mends(proposal, [mend])
    if not mends:
        return Refusal("imports.nothing_mended", "Nothing was changed.", field="form")
    row.mends = [*row.mends, *(to_plain(mend) for mend in mends)]
    row.save(update_fields=["mends"])
    run.touch(row)
    return Done([Event("imports.mended", "import", str(row.id), {"mends": str(len(mends))})], id=row.id)


@command(Permission.PLAN_IMPORT)
def unmend_import(run: Run, *, id: uuid.UUID, version: int | None = None) -> Outcome:
    """Take back the last mend. Refuses with `imports.settled` and `imports.nothing_mended`."""
    row = _checking(run, id, version)
    if isinstance(row, Refusal):
        return row
    if not row.mends:
        return Refusal("imports.nothing_mended", "Nothing has been mended.", field="form")
    row.mends = row.mends[:-1]
    row.save(update_fields=["mends"])
    run.touch(row)
    return Done([Event("imports.mended", "import", str(row.id), {"mends": "-1"})], id=row.id)


@command(Permission.PLAN_IMPORT)
def date_import(run: Run, *, id: uuid.UUID, effective_on: date, version: int | None = None) -> Outcome:
    """Say which day an upload speaks for, as if it had been said when it was uploaded; its mends stay.

    Refuses with `imports.settled` and `imports.date_to_come`.
    """
    row = _checking(run, id, version)
    if isinstance(row, Refusal):
        return row
    if refusal := _refusal_to_date(run, effective_on):
        return refusal
    row.effective_on = effective_on
    row.proposal = said_to_speak(Proposal.from_json(json.dumps(row.proposal))).to_plain()
    row.save(update_fields=["effective_on", "proposal"])
    run.touch(row)
    return Done([Event("imports.dated", "import", str(row.id), {"day": effective_on.isoformat()})], id=row.id)


@command(Permission.PLAN_IMPORT)
def set_aside_import(run: Run, *, id: uuid.UUID, version: int | None = None) -> Outcome:
    """Leave an upload; nothing of it enters a plan. Refuses with `imports.settled`."""
    row = _checking(run, id, version)
    if isinstance(row, Refusal):
        return row
    row.state = "set_aside"
    row.save(update_fields=["state"])
    run.touch(row)
    return Done([Event("imports.set_aside", "import", str(row.id))], id=row.id)


@command(Permission.PLAN_IMPORT)
def accept_import(
    run: Run, *, id: uuid.UUID, version: int | None = None, group: uuid.UUID | None = None
) -> Outcome:
    """Put what was found into the plan: everything, in one transaction, or nothing.

    Into a plan that has entries already, only the differences from the day the paper speaks for are
    written, as of that day; versions and updates of later days stay. What the paper no longer has is left
    for the coordinator to withdraw. `group` is whose a new plan is, and may be left out where there is one
    group only. An entry that moves is changed, as when it is moved by hand. Refuses with `imports.settled`,
    `imports.group_missing`, `imports.unknown_group`, `imports.nothing_new` and `imports.plan_moved_on`, and
    as `quorate.domain.imports.moves.refusals_to_place` does.
    """
    row = _checking(run, id, version)
    if isinstance(row, Refusal):
        return row
    proposal = mended(row)
    plan = run.get(scopes.plans, row.plan_id) if row.plan_id else _new_plan(run, row, group)
    if row.plan_id:  # nobody changes an entry between the differences being found and being written
        list(Entry.objects.select_for_update(no_key=True).filter(plan=row.plan_id).order_by("id").only("id"))
    if isinstance(plan, Refusal):
        return plan
    held = held_at(run.actor, plan, row.effective_on)
    found = differences(held, proposal)
    if not any(d.change in (Change.NEW, Change.CHANGED) for d in found):
        return Refusal(
            "imports.nothing_new", "The plan says all of this already.", "There is nothing to accept."
        )
    if refused := refusals_to_place(held, proposal, found):
        return _out_of_place(proposal, *next(iter(refused.items())))
    if _moved_on(row, found):
        return Refusal(
            "imports.plan_moved_on",
            "What this file would change was changed in the plan after it was uploaded.",
            "Upload the file again to see the differences from the plan as it now stands.",
        )
    _write(run, row, plan, proposal, found, {each.id: each for each in held})
    if row.effective_on < plan.starts_on:
        plan.starts_on = row.effective_on
        plan.save(update_fields=["starts_on"])
    row.plan, row.state, row.accepted_at = plan, "accepted", run.moment.at
    row.save(update_fields=["plan", "state", "accepted_at"])
    run.touch(row)
    run.touch(plan)
    counts = {change.value: str(sum(d.change is change for d in found)) for change in Change}
    events = [Event("imports.accepted", "import", str(row.id), {"plan": str(plan.id), **counts})]
    for moved in (d.existing for d in found if any(change.field == PARENT for change in d.fields)):
        events.append(Event("plans.entry_changed", "entry", moved, {"plan": str(plan.id)}))
    return Done(events, id=plan.id)


def _out_of_place(proposal: Proposal, key: str, refusal: Refusal) -> Refusal:
    entry = proposal.entry(key)
    assert entry is not None  # noqa: S101 only the proposal's entries are refused a place
    named = f"{entry.code} {entry.title or entry.text}".strip()[:80]
    sentence = f"“{named}” cannot stand where this file has it. {refusal.sentence}"
    return replace(refusal, sentence=sentence, field="")


def _moved_on(row: PlanImport, found: Sequence[Difference]) -> bool:
    """Whether what an entry said on the paper's day was changed since the differences were shown."""
    since = {
        "entry__in": [d.existing for d in found if d.change is Change.CHANGED],
        "recorded_at__gt": row.uploaded_at,
    }
    on = row.effective_on
    return (
        EntryVersion.objects.filter(**since, effective_on__lte=on).exists()
        or ProgressRow.objects.filter(**since, as_at__lte=on).exists()
    )


def mended(row: PlanImport) -> Proposal:
    """What was found, with the mends made."""
    read = Proposal.from_json(json.dumps(row.proposal))
    return apply_mends(read, [from_plain(Mend, each) for each in row.mends])


def _checking(run: Run, id: uuid.UUID, version: int | None) -> PlanImport | Refusal:
    row = run.find(scopes.imports, id, version=version)
    if row.state != "checking":
        said = "accepted" if row.state == "accepted" else "set aside"
        return Refusal("imports.settled", f"This upload was {said}.", "Upload the file again to go on.")
    return row


def _new_plan(run: Run, row: PlanImport, group: uuid.UUID | None) -> Plan | Refusal:
    choices = [id for id, _ in groups_to_bring_into(run.actor, row.effective_on)]
    if group is None and len(choices) > 1:
        return Refusal("imports.group_missing", "Say whose plan it is.", field="group")
    of_group = str(group) if group else next(iter(choices), "")
    if of_group and of_group not in choices:
        return Refusal(
            "imports.unknown_group", "That is not a group you may bring a plan into.", field="group"
        )
    return Plan.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        group_id=of_group or None,
        slug=free_slug(run, row.plan_name),
        name=row.plan_name,
        starts_on=row.effective_on,
    )


def _write(
    run: Run,
    row: PlanImport,
    plan: Plan,
    proposal: Proposal,
    found: Sequence[Difference],
    held: Mapping[str, ExistingEntry],
) -> None:
    """Write each new or changed entry, parents first because the paper has them first or names them."""
    ids = {d.proposed: d.existing for d in found if d.proposed and d.existing}
    targets = {str(e.id): e for e in Entry.objects.filter(id__in=[i for i in ids.values() if i])}
    for d in found:
        if d.change is Change.NEW:
            fresh = entries.new_entry(run, plan)
            ids[d.proposed] = str(fresh.id)
            targets[str(fresh.id)] = fresh
    names, prints = entries.Names(run.actor, on=run.moment.today), printed(proposal)
    for d in found:
        if d.change not in (Change.NEW, Change.CHANGED):
            continue
        said = proposal.entry(d.proposed)
        assert said is not None  # noqa: S101 differences speak only of the proposal's entries
        target = targets[ids[d.proposed]]
        changed = {change.field for change in d.fields}
        is_first = d.change is Change.NEW or BEGINS in changed
        if is_first or changed - _PROGRESS_FIELDS:
            draft = _draft(said, ids)
            if not is_first:
                draft = _over(held[d.existing], draft, changed)
            entries.write_version(run, target, draft, effective_on=row.effective_on, names=names)
        if is_first or changed & _PROGRESS_FIELDS:
            before = None if is_first else held[d.existing]
            if before:
                said = with_last_words(said, before, prints)
            _write_progress(run, target, said, before, row.effective_on)
        run.touch(target)


_PROGRESS_FIELDS = {"progress", "barrier", "status", "rating"}


def _draft(found: ProposedEntry, ids: dict[str, str]) -> EntryDraft:
    return EntryDraft(
        kind=found.kind,
        text=found.text,
        code=found.code,
        level=found.word,
        parent_id=ids.get(found.parent, ""),
        order=found.order,
        outcome=found.outcome,
        leads=found.leads,
        targets=found.targets,
        measures=found.measures,
    )


def _over(held: ExistingEntry, draft: EntryDraft, changed: set[str]) -> EntryDraft:
    """What the entry said, with only what the paper changes: papers leave whole columns out.

    It keeps its place among its siblings, which keep theirs, unless it moved to another parent.
    """
    return replace(
        draft,
        text=draft.text if "text" in changed else held.text,
        code=draft.code if "code" in changed else held.code,
        level=draft.level or held.level,
        parent_id=draft.parent_id if PARENT in changed else held.parent_id,
        order=draft.order if PARENT in changed else held.order,
        outcome=draft.outcome if "outcome" in changed else held.outcome,
        leads=draft.leads if "leads" in changed else held.leads,
        targets=draft.targets if "targets" in changed else held.targets,
        measures=draft.measures if "measures" in changed else held.measures,
    )


def _write_progress(
    run: Run, entry: Entry, found: ProposedEntry, before: ExistingEntry | None, as_at: date
) -> None:
    """The paper's own update; nothing when there is nothing to say.

    Where it does not say how the entry stands, that stays as it was before, and so does the evidence, for
    which no paper has a column.
    """
    if not (found.progress or found.barrier or found.status or found.rating):
        return
    ProgressRow.objects.create(
        id=run.new_id(),
        entry=entry,
        as_at=as_at,
        reported_on=as_at,
        recorded_at=run.moment.at,
        status=(found.status or (before and before.status) or Status.UNDER_WAY).value,
        rating=(found.rating or (before.rating if before else Rating.NONE)).value,
        progress=found.progress,
        barrier=found.barrier,
        evidence=before.evidence if before else "",
        recorded_by_id=uuid.UUID(run.actor.person),
    )
