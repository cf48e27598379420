"""`docs/states.md`: the states a thing can be in, and what each means."""

from typing import Any

from quorate.cli.printing.markdown import code, table
from quorate.cli.printing.markdown import page as whole
from quorate.domain.kernel.words import listed
from quorate.domain.meetings.lifecycle import SENTENCES, TRANSITIONS, MeetingState
from quorate.domain.meetings.minutes import MINUTES_SENTENCES, MINUTES_TRANSITIONS, MinutesState
from quorate.domain.plans.facts import Rating, Status
from quorate.domain.plans.labels import RATINGS, STATUSES

# The states of things that have no rules of their own; a test holds them to what the database allows.
PACK = {
    "asked": "Somebody asked for it; it waits to be made.",
    "making": "It is being made.",
    "made": "It is ready: those who make packs can read it, its readers not yet.",
    "issued": "It has gone to its readers, and never changes again.",
    "failed": "It could not be made, and says why.",
}
IMPORT = {
    "checking": "The file was read; what was found stands beside it, to be mended.",
    "accepted": "It was put into the plan, all of it at once.",
    "set_aside": "It was given up; nothing of it is in any plan.",
}
REDACTION = {
    "proposed": "One officer asked for words to be taken out; another has to confirm.",
    "declined": "The other officer said no; the words stay.",
    "confirmed": "Two officers agreed; the words are gone, and a marker says who, when and why.",
}


def page() -> str:
    """The whole page."""
    return whole(
        "The states of things",
        "## Meeting",
        "A meeting is held once its end is recorded or its minutes went to anybody, and once its day is over "
        "where its room or its minutes say that it began. An end that was taken back as recorded by mistake "
        "makes it what it was before.",
        table(("State", "What it means", "May become"), [_meeting(state) for state in MeetingState]),
        "## Minutes of a meeting",
        "Sent by hand and only recorded here, minutes may go to members without an approval. Once they are "
        "approved or have gone to members, a minute is changed by a recorded amendment alone.",
        table(("State", "What it means", "May become"), [_minutes(state) for state in MinutesState]),
        "## Pack",
        _simple(PACK),
        "## Import",
        _simple(IMPORT),
        "## Redaction",
        _simple(REDACTION),
        "## Entry of a plan",
        "What a lead says has happened, and how it goes. Whether an entry is overdue, due soon or without an "
        "update is worked out from these and its target dates, and never typed.",
        table(("Status", "Name"), [(STATUSES[one], code(one.value)) for one in Status]),
        table(("Rating", "Name"), [(RATINGS[one], code(one.value or "none")) for one in Rating]),
    )


def _meeting(state: MeetingState) -> tuple[str, str, str]:
    after = [code(one.value) for one in TRANSITIONS[state]]
    return code(state.value), SENTENCES[state], listed(after, "or") or "nothing else"


def _minutes(state: MinutesState) -> tuple[str, str, str]:
    after = [code(one.value) for one in MINUTES_TRANSITIONS[state]]
    return code(state.value), MINUTES_SENTENCES[state], listed(after, "or") or "nothing else"


def _simple(states: dict[str, str]) -> str:
    return table(("State", "What it means"), [(code(name), means) for name, means in states.items()])


def allowed_by_the_database(model: Any) -> set[str]:
    """The values a model's `state` may have, out of its own constraint."""
    for constraint in model._meta.constraints:
        for name, values in getattr(getattr(constraint, "condition", None), "children", ()):
            if name == "state__in":
                return set(values)
    raise LookupError(model.__name__)
