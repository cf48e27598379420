"""A waiver of a meeting in words: where papers went late by it, how late they are as things now stand."""

from quorate.domain.meetings.circulation import governing_clause
from quorate.domain.meetings.going_late import late_as_it_stands
from quorate.domain.meetings.supplements import A_SUPPLEMENT
from quorate.records.facts.meetings import Basis
from quorate.records.models import Meeting, WaiverRow


def waiver_sentence(waiver: WaiverRow, row: Meeting, known: Basis | None) -> str:
    """What was waived; `known` is of the meeting it is about, and None of a question by email."""
    clause = governing_clause(known.terms) if known else None
    if known is None or clause is None or str(waiver.clause_id) != clause.id:
        return waiver.sentence
    if waiver.sentence.startswith(A_SUPPLEMENT):
        return waiver.sentence
    return late_as_it_stands(
        waiver.sentence, clause=clause, meeting_on=row.on, done=known.done, calendar=known.calendar
    )
