"""Keeps the waivers that acts are done with: what was departed from, why, and who agreed."""

from uuid import UUID

from quorate.commands.runner import Run
from quorate.domain.kernel.outcomes import Waiver
from quorate.domain.terms.clauses import Clause
from quorate.records.models import WaiverRow


def keep_waiver(
    run: Run, waiver: Waiver, *, clause: Clause, subject_kind: str, subject: UUID, sentence: str
) -> WaiverRow:
    """Keep a waiver of a clause. `sentence` says what was done instead; the rule has judged it before."""
    return WaiverRow.objects.create(
        id=run.new_id(),
        partnership_id=run.partnership,
        clause_id=clause.id,
        clause_kind=clause.kind.value,
        subject_kind=subject_kind,
        subject_id=subject,
        reason=waiver.reason.strip(),
        agreed_by_id=waiver.agreed_by,
        agreed_on=waiver.agreed_on,
        sentence=sentence,
        recorded_by_id=run.actor.person,
        recorded_at=run.moment.at,
    )
