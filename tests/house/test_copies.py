"""Wherever words can be written, a redaction and a chosen name find them, or a reason says why not.

Every model's columns are walked, so a column added tomorrow fails until somebody has thought of it.
"""

from django.apps import apps
from django.db.models import CharField, Field, JSONField, TextField

from quorate.queries import copies

HANDLED = (*copies.COPIES, copies.IMPORTS, copies.DRAFTS, copies.PACKS)
OF_ANOTHER_KIND = {
    "Account": "belongs to no partnership",
    "CalendarFeed": "the digest of a secret address",
    "Partnership": "what the partnership calls itself",
    "EventChain": "hashes",
    "EventRow": "emptied event by event, so that its chain still holds",
    "SearchText": "written anew from the rows once they are changed",
    "EntryPosition": "written anew from the rows once they are changed",
}
"""Models none of whose columns holds words that somebody wrote in a partnership, or is looked through."""
OTHERWISE = {
    "Plan.slug": "an address; a new one is made where the plan's own name is taken out",
    "Group.slug": "an address that is never used again for another",
    "ClauseRow.quorum": "numbers, and the posts the terms name, whose words stand in its quote",
    "Circulation.what": "ids",
    "Circulation.to": "ids",
    "Meeting.agenda_agreed_as": "ids and versions",
    "Meeting.table_kept": "ids, codes and numbers",
    "Group.kinds_before": "codes and days",
    "Redaction.columns": "names of columns",
    "Redaction.received_by": "ids, ways and days",
    "Pack.fault": "what went wrong in making it, as the code says it",
    "StoredFile.sha256": "a hash",
    "StoredFile.media_type": "a type of file",
    "Message.key": "a code with ids and days",
    "Redaction.subject_kind": "a code",
    "WaiverRow.subject_kind": "a code",
    "RoomActRow.key": "a random key of a form",
    "AssessedStatement.key": "a code",
    "SeatMap.section": "a code of the statute",
    "Paper.definition": "a code",
    "ClauseRow.page": "a number of a page",
    "Minute.answer": "a code",
    "Minute.quorum": "a code",
    "Reply.answer": "a code",
    "Challenge.outcome": "a code",
}
CODES = frozenset({
    *("audience", "kind", "state", "step", "how", "mark", "status", "rating", "role", "zone", "format"),
    *("edition", "purpose", "clause_kind", "seat_class", "office", "follows_office", "year_type", "unit"),
    *("direction", "weekday", "act", "decision", "responded_how"),
    *("answered_how", "agenda_agreed_how", "minutes_approved_how", "handed_how"),
})  # fmt: skip
"""Columns that hold one of a few words of the code's own."""


def said() -> dict[str, Field]:
    """Every column of every model that can hold text, by its name."""
    return {
        f"{model.__name__}.{field.name}": field
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField | JSONField)
    }


def test_words_can_be_found_in_every_column_that_holds_them():
    handled = {f"{table.model.__name__}.{column}" for table in HANDLED for column in table.columns}
    assert not handled & set(OTHERWISE), "looked through, and excused"
    assert set(OTHERWISE) <= set(said()), "excused, and not there"
    missing = [
        name
        for name in said()
        if name not in handled | set(OTHERWISE)
        and name.split(".")[0] not in OF_ANOTHER_KIND
        and name.split(".")[1] not in CODES
    ]

    assert missing == []
