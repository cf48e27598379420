"""The agenda a board's own terms call for, its numbering and its timings.

Standing items come from the clauses: what must be on every agenda, what the board reports to others, and
the plan it must follow. Restricted items are a second series, R1, R2 and on, after the open agenda, so
that leaving them out of somebody's copy leaves no gap in the numbers. Every agenda carries the same line
about being asked to leave, whether or not anybody will be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from quorate.domain.kernel.words import count, day
from quorate.domain.terms.clauses import ClauseKind, TermsVersion
from quorate.domain.terms.standing import is_taken, standing_title, standing_titles

NEUTRAL_LINE = "People may be asked to leave the room for some items."


ACTIONS_ITEM = "Matters arising and the action log"
"""The item that takes the actions agreed at earlier meetings."""
_MINUTES = "Minutes of the"
_WELCOME = "Welcome, apologies and interests"
_OPEN_WITH = (_WELCOME, _MINUTES, ACTIONS_ITEM)

_ARTICLE = re.compile(r"^(?:the|this|our) ")
_ITSELF = frozenset({"board", "group"})
_REPORT = re.compile(
    r"(?P<of>.+?)(?:’s|'s)?\s+(?:progress\s+)?(?:report|update)s?|(?:report|update)s?\s+(?:from|of|by)\s+(?P<from>.+)",
    re.IGNORECASE,
)
_PLAN = re.compile(r"plan\b", re.IGNORECASE)


class Purpose(StrEnum):
    """What the board is asked to do with an item."""

    NOTE = "note"
    AGREE = "agree"
    DECIDE = "decide"
    ADVISE = "advise"
    MONITOR = "monitor"
    DISCUSS = "discuss"


PURPOSES = {
    Purpose.NOTE: "To note",
    Purpose.AGREE: "To agree",
    Purpose.DECIDE: "To decide",
    Purpose.ADVISE: "To advise",
    Purpose.MONITOR: "To monitor",
    Purpose.DISCUSS: "To discuss",
}


_ASKS_FOR_A_PAPER = frozenset(Purpose) - {Purpose.NOTE}


def asks_for_a_paper(purpose: str, *, is_standing: bool) -> bool:
    """Whether members should have something to read before they take an item.

    What the board only notes asks for none, nor do the standing items its terms call for.
    """
    return purpose in _ASKS_FOR_A_PAPER and not is_standing


def is_standing(title: str, terms: TermsVersion | None) -> bool:
    """Whether an item is one of those on every agenda by its title, however it came to be on this one.

    Those the terms call for, the minutes to agree and what was agreed at earlier meetings.

    >>> is_standing("Minutes of the last meeting and actions arising", None), is_standing("Figures", None)
    (True, False)
    """
    return any(is_taken(one, [title]) for one in (_MINUTES, ACTIONS_ITEM, *standing_titles(terms)))


def place_at_opening(title: str) -> int | None:
    """Which of the items that open a meeting this is by its title: the welcome is 0. None of any other.

    >>> place_at_opening("Minutes of the meeting of 3 June 2026"), place_at_opening("Figures")
    (1, None)
    """
    lowered = title.strip().casefold()
    return next((n for n, one in enumerate(_OPEN_WITH) if lowered.startswith(one.casefold())), None)


def without_a_paper(items: int, asked: int = 0) -> str:
    """The words for items still without a paper, the same on every page; empty for none.

    `asked` are papers asked for beside those: under no item, or under one that has another.

    >>> without_a_paper(2), without_a_paper(1, 1)
    ('2 items without a paper', '1 item without a paper and 1 paper asked for that has not come')
    """
    said = [f"{count(items, 'item')} without a paper"] if items else []
    if asked:
        said.append(f"{count(asked, 'paper')} asked for that {'has' if asked == 1 else 'have'} not come")
    return " and ".join(said)


def without_a_recorded_paper(items: int, asked: int = 0) -> str:
    """The words for items without a paper once none can come in time; empty for none. `asked` as above.

    Papers may have gone round by other ways, so no more is said than that there is none on record.

    >>> without_a_recorded_paper(2), without_a_recorded_paper(1, 1)
    ('none recorded for 2 items', 'none recorded for 1 item and 1 paper asked for')
    """
    short = [count(items, "item")] if items else []
    if asked:
        short.append(f"{count(asked, 'paper')} asked for")
    return f"none recorded for {' and '.join(short)}" if short else ""


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """An item proposed for an agenda, why, and how long for. `minutes` is None when no length is known.

    `clause_id` names the clause that calls for it, empty for what every meeting has.
    """

    title: str
    purpose: Purpose
    minutes: int | None = None
    clause_id: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItemFacts:
    """An item as it stands on an agenda; `order` is its place among all items."""

    id: str
    title: str
    order: int
    minutes: int | None = None
    is_restricted: bool = False


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item with its number, "3" or "R1", and when it begins; None when that cannot be known."""

    number: str
    item: AgendaItemFacts
    starts_at: time | None = None


def propose_agenda(
    *,
    terms: TermsVersion | None,
    previous_meeting_on: date | None = None,
    plan_names: Sequence[str] = (),
    meeting_minutes: int | None = None,
    group: str = "",
) -> tuple[ProposedItem, ...]:
    """The items to propose, in order, with minutes that together fit the meeting.

    `group` is the name of the group that meets: a report to a body of another name is one it makes.
    The length is the DURATION clause's, or `meeting_minutes` where the terms state none; with neither, no
    minutes are suggested. Time left over is left free for papers.
    """
    items = (
        *_opening(previous_meeting_on),
        *_from_clauses(terms),
        *_plans(plan_names, terms),
        *_reports(terms, group),
        _Draft("Any other business", Purpose.DISCUSS, 5),
        _Draft("Date of the next meeting", Purpose.NOTE, 5),
    )
    available = minutes_for(terms, meeting_minutes)
    shares = fit([draft.minutes for draft in items], available)
    return tuple(
        ProposedItem(draft.title, draft.purpose, minutes, draft.clause_id, draft.because)
        for draft, minutes in zip(items, shares, strict=True)
    )


def minutes_for(terms: TermsVersion | None, meeting_minutes: int | None) -> int | None:
    """How long a meeting may last: as its terms say, else as it is set for; None where neither is known."""
    length = terms.of(ClauseKind.DURATION) if terms else None
    return length.minutes if length and length.minutes else meeting_minutes


def is_to_itself(to: str, group: str) -> bool:
    """Whether a report the terms ask for is made to the group itself, by what they call whom it goes to.

    Terms call their own group "the board" or "the group", or by its name or the end of it. A body that is
    called anything else is another, though it may be a board as well.

    >>> is_to_itself("the Strategic Board", "Domestic abuse strategic board"), is_to_itself("the Board", "")
    (True, True)
    >>> is_to_itself("the Strategic Board", "Operational group")
    False
    """
    called, name = (_ARTICLE.sub("", " ".join(words.casefold().split())) for words in (to, group))
    return called in _ITSELF or (bool(called) and f" {name}".endswith(f" {called}"))


def is_report_of(title: str, group: str) -> bool:
    """Whether an item that the terms put on every agenda takes the report of this group.

    >>> is_report_of("Operational group report", "Marlhaven operational group")
    True
    >>> is_report_of("Update from the housing group", "Housing group")
    True
    >>> is_report_of("Housing", "Housing group")
    False
    """
    found = _REPORT.fullmatch(title.strip())
    return found is not None and is_to_itself(found["of"] or found["from"] or "", group)


def titles_about(plan: str, terms: TermsVersion | None, *, is_action_log: bool = False) -> tuple[str, ...]:
    """The titles by which a plan is on an agenda, surest first: its name, then those proposed for it above.

    A log of actions agreed at meetings has an item of its own; any other plan has the standing items of the
    terms that speak of a plan.
    """
    if is_action_log:
        return plan, ACTIONS_ITEM
    standing = (standing_title(clause) for clause in terms.all_of(ClauseKind.STANDING_ITEM)) if terms else ()
    return plan, *(title for title in standing if _PLAN.search(title))


def number_agenda(
    items: Sequence[AgendaItemFacts], *, starts_at: time | None = None
) -> tuple[NumberedItem, ...]:
    """The open items numbered 1, 2, 3 and then the restricted ones R1, R2, each in its order.

    Starting times run on from `starts_at` until the first item without minutes; after it they are None.
    """
    ordered = sorted(items, key=lambda item: (item.is_restricted, item.order, item.id))
    numbered: list[NumberedItem] = []
    counts = {False: 0, True: 0}
    clock = starts_at.hour * 60 + starts_at.minute if starts_at else None
    for item in ordered:
        counts[item.is_restricted] += 1
        number = f"{'R' if item.is_restricted else ''}{counts[item.is_restricted]}"
        numbered.append(NumberedItem(number, item, _time(clock)))
        clock = clock + item.minutes if clock is not None and item.minutes is not None else None
    return tuple(numbered)


def minutes_over(minutes: int, available: int) -> int:
    """By how many minutes the items together pass the length of the meeting; 0 when they fit."""
    return max(0, minutes - available)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A proposed item with the minutes it would like."""

    title: str
    purpose: Purpose
    minutes: int
    clause_id: str = ""
    because: str = ""


def _opening(previous_meeting_on: date | None) -> tuple[_Draft, ...]:
    last = f"Minutes of the meeting of {day(previous_meeting_on)}" if previous_meeting_on else ""
    return (
        _Draft(_WELCOME, Purpose.NOTE, 5),
        _Draft(last or "Minutes of the last meeting", Purpose.AGREE, 5),
        _Draft(ACTIONS_ITEM, Purpose.MONITOR, 10),
    )


def _from_clauses(terms: TermsVersion | None) -> tuple[_Draft, ...]:
    drafts: dict[str, _Draft] = {}
    for clause in terms.all_of(ClauseKind.STANDING_ITEM) if terms else ():
        title = standing_title(clause)
        because = "The terms put it on every agenda."
        drafts.setdefault(title.lower(), _Draft(title, Purpose.MONITOR, 10, clause.id, because))
    return tuple(drafts.values())


def _plans(plan_names: Sequence[str], terms: TermsVersion | None) -> tuple[_Draft, ...]:
    standing = terms.all_of(ClauseKind.STANDING_ITEM) if terms else ()
    if any(_PLAN.search(standing_title(clause)) for clause in standing):
        return ()  # the terms already put the plan on the agenda
    titles = [f"Progress of the {name}" for name in plan_names] or ["Progress of the plan"]
    return tuple(_Draft(title, Purpose.MONITOR, 20) for title in titles)


def _reports(terms: TermsVersion | None, group: str) -> tuple[_Draft, ...]:
    clauses = terms.all_of(ClauseKind.REPORTING) if terms else ()
    seen: dict[str, _Draft] = {}
    for clause in clauses:
        to = clause.to or clause.item
        if not to:
            continue
        title, purpose = clause.item or f"Report to {to}", Purpose.AGREE
        if is_to_itself(clause.to, group):
            title, purpose = clause.item or f"Report from {clause.who}", Purpose.MONITOR
        seen.setdefault(title.lower(), _Draft(title, purpose, 10, clause.id, "The terms ask for it."))
    return tuple(seen.values())


def fit(wanted: Sequence[int], available: int | None) -> tuple[int | None, ...]:
    """The minutes to propose for items: what was wanted where it fits, else less for each in proportion.

    Never more in all than there is: shares are cut to whole minutes, at least one each; where even one each
    is too much there is no honest suggestion.
    """
    if available is None or available < len(wanted):
        return (None,) * len(wanted)
    if sum(wanted) <= available:
        return tuple(wanted)
    spare = available - len(wanted)
    extra = sum(wanted) - len(wanted)
    return tuple(1 + (want - 1) * spare // extra for want in wanted)


def _time(minutes: int | None) -> time | None:
    return time(minutes // 60, minutes % 60) if minutes is not None and minutes < 24 * 60 else None
