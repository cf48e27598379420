"""Word files in the shapes partnerships really use, in the demonstration's own words.

They can be downloaded from the demonstration and uploaded again: the scrutiny tracker and the objective
plan are the papers behind plans already there, the housing plan is one that is not. Each has the faults
such tables have. Two short papers and a terms of reference go with them.
"""

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from importlib import resources
from typing import Any

from quorate.cli.demonstration import word_shapes as word
from quorate.cli.demonstration.content import place
from quorate.cli.demonstration.content.shapes import Entry, Plan, Update
from quorate.domain.plans.facts import EntryKind

TRACKER_AS_AT = date(2026, 3, 31)
OSTERBRIDGE_AS_AT = date(2026, 9, 30)
# The paper joins these numbers to their headings without a space, as such papers do.
_JOINED_CODES = {"12", "13", "14", "15", "16"}
# The two rows share one update cell.
_SHARED_UPDATE = ("6", "7")


def marlhaven_tracker_docx() -> bytes:
    """The scrutiny tracker in March 2026: 16 recommendations, 32 key actions, one section row.

    Recommendation 8 has two actions and three target dates, 16 has none; 6 and 7 share an update cell.
    """
    plan = _plan("marlhaven", "inquiry")
    document = word.new_document("Scrutiny inquiry into domestic abuse: what has been done", landscape=True)
    table = word.grid(document, (7.4, 5.6, 3.2, 9.8))
    headings = ("Recommendations", "Key actions", "Target date and position")
    word.add_heading_row(table, (*headings, "Update on the inquiry’s recommendations March 2026"))
    place_of: dict[str, int] = {}
    for entry in plan.entries:
        if entry.kind is EntryKind.SECTION:
            word.add_section_row(table, entry.text)
        if entry.kind is EntryKind.RECOMMENDATION:
            word.put_row(table, _tracker_row(plan, entry))
            place_of[entry.code] = len(table.rows) - 1
    first, last = (table.rows[place_of[code]].cells[3] for code in _SHARED_UPDATE)
    first.merge(last)
    return word.saved(document)


def _tracker_row(plan: Plan, entry: Entry) -> list[Sequence[str]]:
    actions = plan.children(entry.key)
    gap = "" if entry.code in _JOINED_CODES else " "
    return [
        [f"{entry.code}.{gap}{entry.text}"],
        [action.text for action in actions],
        entry.printed_targets,
        _told(actions, TRACKER_AS_AT, barrier_label="Challenge: "),
    ]


def _told(actions: Sequence[Entry], as_at: date, *, barrier_label: str) -> list[str]:
    latest = [update for action in actions if (update := _latest(action, as_at))]
    said = " ".join(_once(update.progress for update in latest if update.progress))
    barriers = " ".join(_once(update.barrier for update in latest if update.barrier))
    paragraphs = [f"Progress: {said}"] if said else []
    return [*paragraphs, f"{barrier_label}{barriers}"] if barriers else paragraphs


def _once(sentences: Any) -> list[str]:
    return list(dict.fromkeys(sentences))


def _latest(entry: Entry, as_at: date) -> Update | None:
    # Papers carry the last real news forward, not the last "no change".
    known = [update for update in entry.updates if update.as_at <= as_at and update.is_turn]
    return known[-1] if known else None


def osterbridge_plan_docx() -> bytes:
    """The objective and activity plan in September 2026: 5 objectives, 16 activities under repeated headings.

    4a has no outcome; 2c, 4a and 5b have leads to be confirmed; 1a and 1b are complete.
    """
    plan = _plan("osterbridge", "plan")
    document = word.new_document("Osterbridge domestic abuse action plan 2024/27", landscape=True)
    for number, priority in zip(("One", "Two", "Three", "Four"), plan.of(EntryKind.PRIORITY), strict=True):
        document.add_heading(f"Priority {number}: {priority.title}", level=2)
        document.add_paragraph(priority.text.removeprefix(f"{priority.title}\n"))
    table = word.grid(document, (1.2, 7.4, 6.6, 7.2, 3.6))
    for objective in plan.of(EntryKind.OBJECTIVE):
        word.add_heading_row(
            table, ("", "Objective", "Outcome", "Performance Measures", "Lead"), repeats=False
        )
        measures = [measure.text for measure in objective.measures]
        word.put_row(table, _objective_row(objective.code, objective, measures))
        word.add_heading_row(table, ("", "Activity", "Outcome", "Progress / Barriers", "Lead"), repeats=False)
        for activity in plan.children(objective.key):
            letter = activity.code.removeprefix(objective.code)
            word.put_row(table, _objective_row(letter, activity, _activity_news(activity)))
    return word.saved(document)


def _objective_row(code: str, entry: Entry, fourth: Sequence[str]) -> list[Sequence[str]]:
    outcome = entry.outcome.split("\n") if entry.outcome else []
    return [[code], [entry.text], outcome, fourth, [lead.raw for lead in entry.leads]]


def _activity_news(activity: Entry) -> list[str]:
    update = _latest(activity, OSTERBRIDGE_AS_AT)
    if update is None:
        return []
    said = [update.progress] if update.progress else []
    if update.status.value == "complete":
        said = [update.progress.removeprefix("Completed. "), "Completed"]
    return [*said, f"Barrier – {update.barrier}"] if update.barrier else said


def marlhaven_housing_plan_docx() -> bytes:
    """A plan the demonstration does not hold yet: 8 recommendations, 14 key actions, two section rows.

    To mend: three actions beside two dates (3), two leads in one cell (4), words that give no date (7).
    Recommendation 6 has a lead to be confirmed.
    """
    paper = _read("housing_plan")
    document = word.new_document(paper["title"], landscape=True)
    document.add_paragraph(paper["subtitle"])
    table = word.grid(document, (7.2, 5.8, 3.6, 3.0, 6.4))
    word.add_heading_row(table, paper["columns"])
    for row in paper["row"]:
        if "section" in row:
            word.add_section_row(table, row["section"])
            continue
        recommendation = [f"{row['code']}. {row['text']}"]
        word.put_row(table, [recommendation, row["actions"], row["lead"], row["target"], row["update"]])
    return word.saved(document)


def marlhaven_terms_docx() -> bytes:
    """The board's terms of reference as a two-column table, every stated clause in its own words."""
    place_ = place("marlhaven")
    words = _read("papers")["terms"]
    quotes = {clause.id: clause.quote for clause in place_.terms["board"][0].clauses}
    seats = [seat for seat in place_.seats if seat.group == "board"]
    document = word.new_document(words["title"])
    document.add_heading("Terms of reference", level=2)
    table = word.grid(document, (4.4, 13.0))
    rows: list[tuple[str, Sequence[str]]] = [
        ("Date created:", ["October 2021"]),
        ("Review date:", ["October 2022"]),
        ("Abbreviations", [words["abbreviations"]]),
        ("Frequency of meetings:", [quotes["MH-01"]]),
        ("Duration of meetings:", [quotes["MH-02"]]),
        ("Administration arrangements:", [quotes["MH-04"], quotes["MH-03"], quotes["MH-05"]]),
        ("Chair:", [quotes["MH-06"]]),
        ("Vice Chair:", [quotes["MH-07"]]),
        ("Membership:", _membership(seats, quotes["MH-08"])),
        ("Purpose:", words["purpose"]),
        ("Principles:", words["principles"]),
        (
            "What the Board does:",
            [*words["functions"], *_quoted(quotes, "MH-11 MH-12 MH-13 MH-16 MH-17 MH-18")],
        ),
        ("What members do:", [*_quoted(quotes, "MH-19 MH-20 MH-21"), "Members also:", *words["members"]]),
        ("Reporting:", _quoted(quotes, "MH-14 MH-15")),
    ]
    for heading, paragraphs in rows:
        word.put_row(table, [[heading], paragraphs])
        word.shade(table.rows[-1].cells[0])
    return word.saved(document)


def _quoted(quotes: dict[str, str], ids: str) -> list[str]:
    return [quotes[one] for one in ids.split()]


def _membership(seats: Sequence[Any], interest: str) -> list[str]:
    core = [f"{seat.title}." for seat in seats if seat.seat_class == "core"]
    advisory = [f"{seat.title}." for seat in seats if seat.seat_class == "advisory"]
    return ["Core members:", *core, "Advisory members:", *advisory, "Joining the Board:", interest]


def osterbridge_next_terms_docx() -> bytes:
    """The strategic group's next terms as handed round: two sentences are of no kind that is read."""
    document = word.new_document(_NEXT_TERMS["title"])
    document.add_heading("Terms of reference", level=2)
    table = word.grid(document, (4.4, 13.0))
    place_ = place("osterbridge")
    titles = [f"{seat.title}." for seat in place_.seats if seat.group == "board"]
    for heading, paragraphs in _NEXT_TERMS["rows"]:
        members = ["Core members:", *titles, *paragraphs] if heading == "Membership:" else paragraphs
        word.put_row(table, [[heading], members])
        word.shade(table.rows[-1].cells[0])
    return word.saved(document)


_NEXT_TERMS: dict[str, Any] = {
    "title": "Osterbridge Domestic Abuse Strategic Group",
    "rows": (
        ("Version:", ["2.0"]),
        ("Approved by:", [""]),
        ("Review date:", ["November 2028"]),
        ("Frequency of meetings:", ["The group meets quarterly."]),
        ("Duration of meetings:", ["Two hours"]),
        ("Quorum:", ["One third of the core members, with a minimum of five, from at least three agencies."]),
        (
            "Papers:",
            [
                "Papers reach the secretary ten working days ahead of the meeting.",
                "The agenda and papers are sent to members five clear working days before the meeting.",
                "A matter that cannot wait is settled by email if nobody objects by noon on the Tuesday.",
            ],
        ),
        (
            "Minutes:",
            [
                "Minutes are sent to the Chair one week after the meeting at the latest.",
                "Minutes are sent to members two weeks after the meeting at the latest.",
            ],
        ),
        ("Chair:", ["The Chair is appointed by the Community Safety Partnership executive for two years."]),
        ("Vice Chair:", ["Portfolio holder, community safety"]),
        ("Secretary:", ["Community safety manager"]),
        ("Membership:", ["Lead for survivors’ voices."]),
        (
            "Deputies:",
            [
                "A member who cannot attend sends a deputy who is briefed and has authority to decide "
                "for the agency."
            ],
        ),
        (
            "Voting:",
            ["Where the group is split, the casting vote lies with whoever raised the matter first."],
        ),
        ("Confidentiality:", ["Each member signs a confidentiality statement."]),
        ("Reporting:", ["The group reports to the Community Safety Partnership executive twice a year."]),
        ("Life span:", ["A standing group of the executive."]),
    ),
}


def marlhaven_advocates_paper_docx() -> bytes:
    """A short paper for the December board: filling the advocates' posts."""
    return _paper("advocates")


def marlhaven_winter_paper_docx() -> bytes:
    """A short paper for the December board: what stays open over the winter holiday."""
    return _paper("winter")


def _paper(key: str) -> bytes:
    paper = _read("papers")[key]
    document = word.new_document(paper["title"])
    document.add_paragraph(f"Marlhaven Domestic Abuse Board, 10 December 2026. Item {paper['item']}")
    document.add_paragraph(f"From: {paper['by']}")
    for section in paper["section"]:
        document.add_heading(section["heading"], level=2)
        for text in section.get("paragraphs", ()):
            document.add_paragraph(text)
        for text in section.get("bullets", ()):
            document.add_paragraph(text, style="List Bullet")
        if "table" in section:
            heading, *rows = section["table"]
            table = word.grid(document, [17.4 / len(heading)] * len(heading))
            word.add_heading_row(table, heading)
            for row in rows:
                word.put_row(table, [[cell] for cell in row])
    return word.saved(document)


def _plan(slug: str, key: str) -> Plan:
    return next(plan for plan in place(slug).plans if plan.key == key)


def _read(name: str) -> dict[str, Any]:
    folder = resources.files("quorate.cli.demonstration.content") / "marlhaven"
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


BUILDERS: dict[str, Callable[[], bytes]] = {
    builder.__name__: builder
    for builder in (
        marlhaven_tracker_docx,
        marlhaven_housing_plan_docx,
        marlhaven_terms_docx,
        marlhaven_advocates_paper_docx,
        marlhaven_winter_paper_docx,
        osterbridge_plan_docx,
    )
}
"""Every builder by its name, which is how a paper in the content names its document."""
