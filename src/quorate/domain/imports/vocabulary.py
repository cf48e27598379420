"""The words councils write over their columns and in their cells, and what each means here.

Kept as data: a new wording is one more line. Phrases are in lower case, without punctuation.
"""

import re
from enum import StrEnum

from quorate.domain.plans.facts import EntryKind, Rating


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    SECTION = "section"
    PRIORITY = "priority"
    OUTCOME = "outcome"
    OBJECTIVE = "objective"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    LEAD = "lead"
    TARGET = "target"
    MEASURE = "measure"
    PROGRESS = "progress"
    BARRIER = "barrier"
    STATUS = "status"


LEVELS: tuple[tuple[Role, EntryKind], ...] = (
    (Role.SECTION, EntryKind.SECTION),
    (Role.PRIORITY, EntryKind.PRIORITY),
    (Role.OUTCOME, EntryKind.OUTCOME),
    (Role.OBJECTIVE, EntryKind.OBJECTIVE),
    (Role.RECOMMENDATION, EntryKind.RECOMMENDATION),
    (Role.ACTION, EntryKind.ACTION),
)
"""The roles that are levels of a plan, highest first."""

KIND_OF = dict(LEVELS)
RANK_OF = {kind: n for n, (_, kind) in enumerate(LEVELS)}

COLUMN_WORDS: dict[Role, tuple[str, ...]] = {
    Role.CODE: (
        "ref",
        "ref no",
        "reference",
        "reference no",
        "reference number",
        "no",
        "number",
        "num",
        "code",
        "id",
        "item",
        "item no",
        "action no",
        "action ref",
        "action number",
        "rec no",
        "recommendation no",
        "recommendation number",
        "objective no",
        "s no",
    ),
    Role.SECTION: (
        "section",
        "theme",
        "workstream",
        "work stream",
        "strand",
        "area",
        "area of work",
        "topic",
        "pillar",
    ),
    Role.PRIORITY: (
        "priority",
        "priorities",
        "strategic priority",
        "priority area",
        "key priority",
        "aim",
        "strategic aim",
        "goal",
        "commitment",
        "we will",
    ),
    Role.OUTCOME: (
        "outcome",
        "outcomes",
        "desired outcome",
        "intended outcome",
        "expected outcome",
        "outcome sought",
        "what difference will it make",
        "what will change",
        "impact",
        "expected impact",
        "benefit",
        "result",
    ),
    Role.OBJECTIVE: ("objective", "objectives", "strategic objective", "key objective"),
    Role.RECOMMENDATION: (
        "recommendation",
        "recommendations",
        "inquiry recommendation",
        "review recommendation",
        "scrutiny recommendation",
        "learning point",
        "finding",
    ),
    Role.ACTION: (
        "action",
        "actions",
        "key action",
        "key actions",
        "activity",
        "activities",
        "task",
        "tasks",
        "action required",
        "actions required",
        "agreed action",
        "action to be taken",
        "actions to be taken",
        "what will we do",
        "what we will do",
        "what are we going to do",
        "what needs to be done",
        "steps",
        "step",
        "milestone",
        "milestones",
        "deliverable",
        "deliverables",
        "action needed",
        "work to be done",
    ),
    Role.LEAD: (
        "lead",
        "leads",
        "lead officer",
        "lead agency",
        "lead agencies",
        "lead person",
        "lead organisation",
        "owner",
        "action owner",
        "responsible",
        "responsible officer",
        "responsible person",
        "responsibility",
        "responsible agency",
        "who",
        "who will do it",
        "by whom",
        "accountable",
        "officer",
        "lead partner",
        "led by",
        "person responsible",
        "who is responsible",
        "assigned to",
        "delivery lead",
    ),
    Role.TARGET: (
        "target date",
        "target dates",
        "by when",
        "when",
        "date",
        "due",
        "due date",
        "due by",
        "deadline",
        "timescale",
        "timescales",
        "timeframe",
        "time frame",
        "completion date",
        "target completion date",
        "progress against target date",
        "target",
        "timeline",
        "to be done by",
        "complete by",
        "end date",
        "date for completion",
    ),
    Role.MEASURE: (
        "measure",
        "measures",
        "performance measure",
        "performance measures",
        "success measure",
        "measure of success",
        "measures of success",
        "success criteria",
        "kpi",
        "kpis",
        "key performance indicators",
        "indicator",
        "indicators",
        "how will we know",
        "how we will know",
        "how will we measure it",
        "performance indicator",
        "evidence of success",
        "outputs",
    ),
    Role.BARRIER: (
        "barrier",
        "barriers",
        "challenge",
        "challenges",
        "risk",
        "risks",
        "issues",
        "risks and issues",
        "barriers and risks",
        "obstacles",
        "what is in the way",
    ),
    Role.PROGRESS: (
        "progress",
        "update",
        "updates",
        "progress update",
        "progress updates",
        "latest update",
        "latest progress",
        "update on progress",
        "progress to date",
        "current position",
        "comments",
        "comment",
        "notes",
        "progress notes",
        "progress barriers",
        "progress and barriers",
        "progress challenges",
        "commentary",
        "position",
        "what has happened",
        "progress report",
    ),
    Role.STATUS: (
        "status",
        "rag",
        "rag status",
        "rag rating",
        "brag",
        "brag status",
        "rating",
        "current status",
        "state",
        "blue red amber green",
    ),
}
"""Column headings by what they hold. A heading fits when it is one of these, or begins with one."""

PLURAL_LEVELS = re.compile(r"\b(?:actions|activities|tasks|steps|milestones|deliverables)\b", re.IGNORECASE)
"""A heading in the plural says that one cell may hold several."""

LEVEL_WORDS: dict[str, EntryKind] = {
    "section": EntryKind.SECTION,
    "theme": EntryKind.SECTION,
    "strand": EntryKind.SECTION,
    "workstream": EntryKind.SECTION,
    "pillar": EntryKind.SECTION,
    "priority": EntryKind.PRIORITY,
    "aim": EntryKind.PRIORITY,
    "goal": EntryKind.PRIORITY,
    "outcome": EntryKind.OUTCOME,
    "objective": EntryKind.OBJECTIVE,
    "recommendation": EntryKind.RECOMMENDATION,
}
"""Words that open a heading of a level, as in "Priority One: Victims"."""

LEVEL_HEADING = re.compile(
    r"^\s*(?:strategic\s+)?(?P<word>" + "|".join(LEVEL_WORDS) + r")\s+"
    r"(?P<code>\d{1,3}[a-z]?|[ivx]{1,5}|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten)\s*(?:[:.–—-]|$)\s*",
    re.IGNORECASE,
)

BARRIER_WORDS = (
    "challenge",
    "challenges",
    "challenge(s)",
    "barrier",
    "barriers",
    "barrier(s)",
    "risk",
    "risks",
    "risk(s)",
    "issue",
    "issues",
    "obstacle",
    "obstacles",
)
PROGRESS_WORDS = ("progress", "update", "updates", "position", "progress update", "current position")

CARRIES_ON = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "been",
        "but",
        "by",
        "each",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "so",
        "such",
        "than",
        "that",
        "the",
        "their",
        "these",
        "this",
        "those",
        "to",
        "under",
        "was",
        "were",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
    ]
)
"""A cell that ends in one of these has not finished its sentence."""

RATING_WORDS: dict[str, Rating] = {
    "green": Rating.ON_TRACK,
    "on track": Rating.ON_TRACK,
    "g": Rating.ON_TRACK,
    "amber": Rating.AT_RISK,
    "at risk": Rating.AT_RISK,
    "yellow": Rating.AT_RISK,
    "a": Rating.AT_RISK,
    "red": Rating.OFF_TRACK,
    "off track": Rating.OFF_TRACK,
    "r": Rating.OFF_TRACK,
}
COMPLETE_COLOURS = frozenset({"blue", "b"})
"""Boards that rate blue, red, amber and green mean by blue that the action is complete."""

AGENCY_WORDS = re.compile(
    r"\b(?:council|police|constabulary|services?|teams?|groups?|partners?|partnership|trust|nhs|board|unit|agency|agencies|"
    r"health|probation|housing|education|schools?|authority|department|directorate|centre|charity|association|forum|"
    r"project|commissioning|care|all)\b",
    re.IGNORECASE,
)
POST_WORDS = re.compile(
    r"\b(?:officer|manager|director|head|lead|co-?ordinator|chair|superintendent|inspector|commissioner|adviser|advisor|"
    r"analyst|administrator|chief|executive|member|clerk)\b",
    re.IGNORECASE,
)
NO_UPDATE = re.compile(
    r"^\W*(?:an? )?update (?:was |has been |is )?(?:requested|awaited|to follow|needed|required|due)\b", re.I
)

COUNTED = re.compile(
    r"%|\b(?:no|nos|number|numbers|volume|rate|rates|percentage|per cent|proportion|count|total|level|levels|"
    r"amount|difference in|reduction|increase|data|traffic|how many)\b",
    re.IGNORECASE,
)
"""A measure with one of these is a number; the others are judged by evidence."""
OTHER_ENTRY = re.compile(
    r"\b(?:outcome|completion|result|delivery)s? of (?:action |activity |objective )?"
    r"(?P<code>\d{1,2}[.]?[a-z0-9]{0,2})\b",
    re.I,
)

PERSONAL: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(
            r"\b(?:maternity|paternity|adoption|sick(?:ness)?|compassionate|bereavement|carer'?s|parental|"
            r"stress) leave\b|"
            r"\b(?:off|signed off|absent) (?:sick|ill)\b|\blong[- ]term (?:sick(?:ness)?|absence)\b|"
            r"\bphased return\b|"
            r"\bpregnan(?:t|cy)\b.{0,20}\b(?:officer|lead|analyst|manager)\b",
            re.IGNORECASE,
        ),
        "personal_leave",
        "This names a person’s leave, which every reader of the plan would see. You can accept it as it is; "
        "it is better reworded.",
    ),
    (
        re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
        "personal_contact",
        "This gives an email address. You can accept it as it is; reword it if it is a person’s own.",
    ),
    (
        re.compile(r"(?<!\d)(?:\+44\s?\d{2,4}|0\d{2,4})[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)"),
        "personal_contact",
        "This gives a telephone number. You can accept it as it is; reword it if it is a person’s own.",
    ),
    (
        re.compile(
            r"(?<!\d)\d{3}[\s-]\d{3}[\s-]\d{4}(?!\d)|\bnhs (?:no|number)\b|"
            r"\b(?:d\.?o\.?b\.?|date of birth)\b",
            re.IGNORECASE,
        ),
        "personal_case",
        "This may be about one identifiable person, and case details do not belong in a plan. You can accept "
        "it as it is; it is better reworded.",
    ),
)
"""Text that looks personal, the flag it gets, and what the coordinator is told."""
