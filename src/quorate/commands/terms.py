"""Records a group's terms of reference, and that a duty under them was met."""

import uuid
from collections.abc import Sequence
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.groups import refusal_after_end
from quorate.domain.terms.clauses import Clause
from quorate.domain.terms.drafts import Draft, refusals_of_draft
from quorate.domain.terms.duties import refusal_of_evidence, refusal_to_record_duty, refusal_to_take_back
from quorate.records import scopes
from quorate.records.facts.groups import duties_done
from quorate.records.facts.terms import clause_columns, terms_facts
from quorate.records.models import ClauseRow, DutyDone, Group, Terms


@command(Permission.TERMS_ADOPT)
def adopt_terms(
    run: Run,
    *,
    group: uuid.UUID,
    label: str,
    in_force_from: date,
    clauses: Sequence[Clause],
    review_on: date | None = None,
    approved_by: str = "",
    approved_on: date | None = None,
    year_type: str = "financial",
) -> Outcome:
    """Record terms as in force from a date, until the next version's. A clause's own id is not kept.

    For terms known whole; those that are worked on are drafts, in `quorate.commands.terms_drafts`. Refuses
    as `adopt` does.
    """
    row = run.find(scopes.groups, group, group="id")
    said = Draft(label, in_force_from, review_on, approved_by, approved_on, year_type, tuple(clauses))
    return adopt(run, row, said)


def adopt(run: Run, group: Group, said: Draft) -> Outcome:
    """Record what a draft says as a version in force; the one way that terms come to be.

    Refuses with `groups.ended` and as `quorate.domain.terms.drafts.refusals_of_draft` does.
    """
    others = terms_facts(Terms.objects.filter(group=group).prefetch_related("clauses"))
    if refusals := refusals_of_draft(said, others, today=run.moment.today):
        return refusals[0]
    whole = said.as_version(id="", otherwise=run.moment.today)
    if refusal := refusal_after_end(ended_on=group.ended_on, on=whole.in_force_from, field="in_force_from"):
        return refusal
    terms = Terms.objects.create(
        id=run.new_id(),
        group=group,
        label=whole.label,
        in_force_from=whole.in_force_from,
        review_on=whole.review_on,
        approved_by=whole.approved_by,
        approved_on=whole.approved_on,
        year_type=whole.year_type,
        recorded_at=run.moment.at,
    )
    ClauseRow.objects.bulk_create(
        ClauseRow(id=run.new_id(), terms=terms, order=order, **clause_columns(clause))
        for order, clause in enumerate(whole.clauses)
    )
    run.touch(group)
    return Done([Event("terms.adopted", "terms", str(terms.id), {"group": str(group.id)})], id=terms.id)


@command(Permission.MEETING_SET)
def record_duty_met(
    run: Run,
    *,
    group: uuid.UUID,
    kind: str,
    done_on: date,
    item: str = "",
    note: str = "",
    link: str = "",
    paper: uuid.UUID | None = None,
    on_behalf: OnBehalf | None = None,
) -> Outcome:
    """Record that a duty under the terms or the law was met on a day; `on_behalf` says who told and how.

    `note`, `link` and `paper` are where that can be seen. Refuses with `duties.link`, as
    `quorate.domain.terms.duties.refusal_to_record_duty` does, with `terms.on_behalf_who`,
    `terms.on_behalf_how` and `terms.on_behalf_when`, and with `duties.recorded_already` where the same was
    recorded of the same day.
    """
    row = run.find(scopes.groups, group, group="id")
    if refusal := refusal_to_record_duty(kind=kind, done_on=done_on, today=run.moment.today):
        return refusal
    if refusal := refusal_of_evidence(link):
        return refusal
    if refusals := refusals_of_behalf(on_behalf, today=run.moment.today, context="terms"):
        return refusals[0]
    if paper:
        run.get(scopes.papers, paper)
    if on_behalf:
        run.get(scopes.people, on_behalf.person)
    same = duties_done().filter(group=row, kind=kind, item=item, done_on=done_on)
    if same.filter(note=note, link=link, paper=paper).exists():
        return Refusal("duties.recorded_already", f"That it was done on {day(done_on)} is recorded already.")
    run.behalf = on_behalf
    done = DutyDone.objects.create(
        id=run.new_id(),
        group=row,
        kind=kind,
        item=item,
        done_on=done_on,
        recorded_on=run.moment.today,
        note=note,
        link=link,
        paper_id=paper,
    )
    details = {"group": str(row.id), "kind": kind}
    return Done([Event("terms.duty_met", "duty", str(done.id), details)], id=done.id)


@command(Permission.MEETING_SET)
def take_back_duty(run: Run, *, group: uuid.UUID, done: uuid.UUID, why: str) -> Outcome:
    """Take back that a duty was met, recorded by mistake. It stays on record, with why, and counts no more.

    Refuses as `quorate.domain.terms.duties.refusal_to_take_back` does.
    """
    row = run.find(scopes.groups, group, group="id")
    made = DutyDone.objects.filter(group=row, id=done).first()
    if made is None:
        raise NotFoundError
    if refusal := refusal_to_take_back(why, is_taken_back=made.taken_back_at is not None):
        return refusal
    made.taken_back_at, made.taken_back_by_id = run.moment.at, uuid.UUID(run.actor.person)
    made.taken_back_why = why.strip()
    made.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
    details = {"group": str(row.id), "kind": made.kind, "on": made.done_on.isoformat()}
    return Done([Event("terms.duty_taken_back", "duty", str(made.id), details)], id=made.id)
