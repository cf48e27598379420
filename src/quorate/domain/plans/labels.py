"""What is said of a plan entry: the headlines, the flags, and their labels and order, as data.

The computed headline comes from dates and updates alone. What a lead declares is kept beside it and is
never overwritten by it.
"""

from enum import StrEnum

from quorate.domain.plans.facts import EntryKind, Rating, Status


class Headline(StrEnum):
    """The one word an entry's record comes to."""

    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    WAITING = "waiting"
    UNDER_WAY = "under_way"
    ON_TRACK = "on_track"
    NOT_STARTED = "not_started"
    NOT_DONE = "not_done"
    COMPLETE = "complete"


class Flag(StrEnum):
    """One thing the record shows that somebody may have to act on."""

    OVERDUE = "overdue"
    TARGET_PASSED = "target_passed"
    DUE_SOON = "due_soon"
    NO_UPDATE = "no_update"
    NO_LEAD = "no_lead"
    LEAD_TO_BE_CONFIRMED = "lead_to_be_confirmed"
    NO_TARGET_DATE = "no_target_date"
    NO_REVIEW_DATE = "no_review_date"
    REVIEW_PASSED = "review_passed"
    WAITING = "waiting"


# Worst first: the order of tables and filters, and how a parent takes its worst child's headline.
HEADLINES: dict[Headline, str] = {
    Headline.OFF_TRACK: "Off track",
    Headline.AT_RISK: "At risk",
    Headline.WAITING: "Waiting",
    Headline.UNDER_WAY: "Under way",
    Headline.ON_TRACK: "On track",
    Headline.NOT_STARTED: "Not started",
    Headline.NOT_DONE: "Not done, with reason",
    Headline.COMPLETE: "Complete",
}

FLAGS: dict[Flag, str] = {
    Flag.OVERDUE: "Overdue",
    Flag.TARGET_PASSED: "A target date has passed",
    Flag.DUE_SOON: "Due soon",
    Flag.NO_UPDATE: "No update from lead",
    Flag.NO_LEAD: "No lead",
    Flag.LEAD_TO_BE_CONFIRMED: "Lead to be confirmed",
    Flag.NO_TARGET_DATE: "No target date",
    Flag.NO_REVIEW_DATE: "Ongoing, with no review date",
    Flag.REVIEW_PASSED: "Review date passed",
    Flag.WAITING: "Waiting",
}

STATUSES: dict[Status, str] = {
    Status.NOT_STARTED: "Not started",
    Status.UNDER_WAY: "Under way",
    Status.WAITING: "Waiting",
    Status.COMPLETE: "Complete",
    Status.NOT_DONE: "Not done, with reason",
}

RATINGS: dict[Rating, str] = {
    Rating.ON_TRACK: "On track",
    Rating.AT_RISK: "At risk",
    Rating.OFF_TRACK: "Off track",
    Rating.NONE: "Not rated",
}

KINDS: dict[EntryKind, tuple[str, str]] = {
    EntryKind.SECTION: ("section", "sections"),
    EntryKind.PRIORITY: ("priority", "priorities"),
    EntryKind.OUTCOME: ("outcome", "outcomes"),
    EntryKind.OBJECTIVE: ("objective", "objectives"),
    EntryKind.RECOMMENDATION: ("recommendation", "recommendations"),
    EntryKind.ACTION: ("action", "actions"),
}

CLOSED = frozenset({Headline.COMPLETE, Headline.NOT_DONE})
SEVERITY: dict[Headline, int] = {headline: place for place, headline in enumerate(HEADLINES)}

# Only these are somebody's to do by a date. The levels above them gather.
OWED_KINDS = frozenset({EntryKind.RECOMMENDATION, EntryKind.ACTION})
