"""Records a review of who is on a group: what was found, and what the chair was advised."""

import uuid
from datetime import date

from quorate.commands import terms
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.terms.clauses import ClauseKind
from quorate.queries.membership.review import found_for_review
from quorate.records import scopes


@command(Permission.MEETING_SET)
def review_membership(run: Run, *, group: uuid.UUID, done_on: date, advice: str) -> Outcome:
    """Record a review, as the duty met: vacancies, gaps and attendance as found that day, and the advice.

    Refuses with `membership.advice_needed`, and as `record_duty_met` of `quorate.commands.terms` does.
    """
    row = run.find(scopes.groups, group, group="id")
    if not advice.strip():
        return Refusal(
            "membership.advice_needed",
            "Say what the chair was advised, or that nothing is to change.",
            field="advice",
        )
    found = found_for_review(run.actor, row, on=done_on)
    note = f"{found.note}\nAdvice to the chair: {advice.strip()}"
    done = terms.record_duty_met(
        run.asked, group=row.id, kind=ClauseKind.MEMBERSHIP_REVIEW.value, done_on=done_on, note=note
    )
    if isinstance(done, Refusal):
        return done
    details = {"vacancies": str(found.findings.vacancies), "gaps": str(found.findings.gaps)}
    return Done([Event("groups.membership_reviewed", "group", str(row.id), details)], id=done.id)
