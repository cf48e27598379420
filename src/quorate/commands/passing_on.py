"""Records that an agency passed papers on to its own people, and takes back what was recorded wrongly."""

import uuid
from collections.abc import Sequence
from datetime import date

from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.kernel.words import count
from quorate.domain.meetings.passing_on import refusal_to_pass_on
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.facts.passing import agencies_asked
from quorate.records.models import Meeting, Paper, PassedOn
from quorate.records.models.base import Labelled


@command(Permission.PAPERS_PASSING_ON)
def confirm_passed_on(
    run: Run,
    *,
    meeting: uuid.UUID,
    agency: uuid.UUID,
    papers: Sequence[uuid.UUID],
    on: date,
    to: str,
    on_behalf: OnBehalf | None = None,
) -> Outcome:
    """Record that an agency passed papers of a meeting on, when, and in words to whom.

    Whoever speaks for the agency may; for another's only those who run the board may, who say who told them.
    A paper that was confirmed already is left as it was, so that a form sent twice does no harm. Refuses as
    `refusal_to_pass_on` and `refusals_of_behalf` (context `papers`) do, and with `papers.none_chosen`,
    `papers.agency_without_seat`, `papers.passed_on_for_whom` and `papers.passed_on_already`.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    whose = run.get(scopes.agencies, agency)
    is_own = str(whose.id) in run.actor.agencies
    if not is_own or on_behalf:
        run.may(row.group_id, Permission.ROOM_RECORD)
    if not papers:
        return Refusal("papers.none_chosen", "Choose the papers that were passed on.", field="papers")
    if str(whose.id) not in agencies_asked(row.group_id, row.on):
        sentence = "This agency held no seat on the day of the meeting."
        return Refusal("papers.agency_without_seat", sentence, field="agency")
    if not is_own and on_behalf is None:
        return Refusal("papers.passed_on_for_whom", "Say who told you.", field="on_behalf_person")
    if refused := refusals_of_behalf(on_behalf, today=run.moment.today, context="papers"):
        return refused[0]
    if on_behalf:
        run.get(scopes.people, on_behalf.person)
    chosen = [_paper(run, row, id) for id in dict.fromkeys(papers)]
    for paper in chosen:
        if refusal := _refusal(run, row, paper, on, to):
            return refusal
    run.behalf = on_behalf
    made = _confirm(run, whose.id, chosen, on, to)
    if not made:
        return Refusal("papers.passed_on_already", "That was confirmed already.", field="papers")
    details = {"meeting": str(row.id), "agency": str(whose.id), "on": on.isoformat()}
    return Done(
        [
            Event("papers.passed_on", "passed_on", str(one.id), {**details, "paper": str(one.paper_id)})
            for one in made
        ],
        id=row.id,
        sentence=f"It is recorded that {whose.name} passed on {count(len(made), 'paper')}.",
    )


@command(Permission.PAPERS_PASSING_ON)
def take_back_passed_on(run: Run, *, meeting: uuid.UUID, confirmed: uuid.UUID) -> Outcome:
    """Take back a confirmation that was recorded wrongly; the record keeps that it was made.

    Whoever speaks for the agency may, and those who run the board.
    """
    row = run.find(scopes.meetings, meeting, group="group_id")
    made = run.get(scopes.passed_on, confirmed)
    if made.paper.meeting_id != row.id:
        raise NotFoundError
    if str(made.agency_id) not in run.actor.agencies:
        run.may(row.group_id, Permission.ROOM_RECORD)
    details = {"meeting": str(row.id), "agency": str(made.agency_id), "paper": str(made.paper_id)}
    made.delete()
    return Done([Event("papers.passed_on_taken_back", "passed_on", str(confirmed), details)], id=row.id)


def _paper(run: Run, meeting: Meeting, id: uuid.UUID) -> Paper:
    """A paper of the meeting that the actor may read and that stands; else NotFoundError."""
    paper = run.get(scopes.papers, id)
    if paper.meeting_id != meeting.id or paper.withdrawn_at:
        raise NotFoundError
    return paper


def _refusal(run: Run, meeting: Meeting, paper: Paper, on: date, to: str) -> Refusal | None:
    of: list[Labelled] = [paper, *([paper.item] if paper.item else []), meeting]
    return refusal_to_pass_on(
        labels=[label_of(one) for one in of],
        sent_on=None if paper.added_after_sending else meeting.circulated_on,
        on=on,
        to=to,
        today=run.moment.today,
    )


def _confirm(run: Run, agency: uuid.UUID, papers: Sequence[Paper], on: date, to: str) -> list[PassedOn]:
    held = PassedOn.objects.filter(agency=agency, paper__in=papers)
    before = set(held.values_list("paper_id", flat=True))
    return PassedOn.objects.bulk_create(
        PassedOn(
            id=run.new_id(),
            paper=paper,
            agency_id=agency,
            on=on,
            to=to.replace("\r\n", "\n").strip(),
            recorded_at=run.moment.at,
            recorded_by_id=uuid.UUID(run.actor.person),
        )
        for paper in papers
        if paper.id not in before
    )
