"""What a reader finds among what they may see: newest first, counted only after it is known to be theirs."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.finding import extract, words_to_find
from quorate.domain.kernel.words import count, day
from quorate.records import scopes
from quorate.records.models import SearchText
from quorate.records.scopes.searching import holding, search_texts

PER_PAGE = 50
LONGEST_ASKED = 200  # characters
KINDS = {
    "entry": "Plan entry",
    "plan": "Plan",
    "meeting": "Meeting",
    "agenda_item": "Agenda item",
    "paper": "Paper",
    "minute": "Minute",
    "challenge": "Challenge",
    "risk": "Risk",
    "question": "Question",
    "forward_item": "Planned item",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: `parts` are pieces of its words, each with whether it was asked for.

    `where` names the plan or meeting it belongs to, `within` is that plan's slug or that meeting's id.
    """

    kind: str
    kind_words: str
    id: str
    title: tuple[tuple[str, bool], ...]
    parts: tuple[tuple[str, bool], ...]
    on: date
    where: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of what was found. `found` is how many there are in all, for this reader."""

    asked: str
    lede: str
    found: int = 0
    rows: tuple[Found, ...] = field(default=())
    number: int = 1
    last: int = 1


def page_search(actor: Actor, *, asked: str, today: date, number: int = 1) -> SearchPage:
    """What holds every word asked for, newest first. A page number out of range shows the first page."""
    asked = " ".join(asked.split())[:LONGEST_ASKED]
    words = words_to_find(asked)
    if not words:
        return SearchPage(asked, _nothing_to_find(asked))
    texts = holding(search_texts(actor, today=today), words)
    total = texts.count()
    last = max(1, -(-total // PER_PAGE))
    number = number if 1 <= number <= last else 1
    start = (number - 1) * PER_PAGE
    rows = list(texts.order_by("-on", "title", "id")[start : start + PER_PAGE])
    return SearchPage(
        asked=asked,
        lede=_lede(total),
        found=total,
        rows=tuple(_found(actor, rows, words)),
        number=number,
        last=last,
    )


def _nothing_to_find(asked: str) -> str:
    if not asked:
        what = "Plans, entries, meetings, planned and agenda items, papers, minutes"
        return f"{what}, questions, challenges and risks that you may see, by the words in them."
    return "Those words are in almost everything. Write one that is less common."


def _lede(total: int) -> str:
    if not total:
        return "Nothing you may see holds all of those words. Try fewer, or the beginning of one."
    return f"{count(total, 'thing')} {'holds' if total == 1 else 'hold'} all of those words, newest first."


def _found(actor: Actor, rows: list[SearchText], words: tuple[str, ...]) -> Iterable[Found]:
    named = _names(actor, rows)
    for row in rows:
        where, within = named.get((row.subject_kind, row.subject_id), ("", ""))
        yield Found(
            kind=row.subject_kind,
            kind_words=KINDS[row.subject_kind],
            id=str(row.subject_id),
            title=extract(row.title, words),
            parts=extract(row.words, words),
            on=row.on,
            where=where,
            within=within,
        )


def _names(actor: Actor, rows: list[SearchText]) -> Mapping[tuple[str, uuid.UUID], tuple[str, str]]:
    """For each thing, the name of what it belongs to and what that is reached by; two questions at most."""
    wanted: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        wanted[_HOLDERS[row.subject_kind]].add(row.within_id or row.subject_id)
    named = {
        id: said
        for kind, ids in wanted.items()
        for id, said in ((one.id, _SAY[kind](one)) for one in _READ[kind](actor).filter(id__in=ids))
    }
    nothing = ("", "")
    found = {}
    for row in rows:
        name, within = named.get(row.within_id or row.subject_id, nothing)
        found[row.subject_kind, row.subject_id] = (name if row.within_id else "", within)
    return found


_HOLDERS = {
    "entry": "plan",
    "plan": "plan",
    "meeting": "meeting",
    "agenda_item": "meeting",
    "paper": "meeting",
    "minute": "meeting",
    "challenge": "challenge",
    "risk": "risk",
    "question": "question",
    "forward_item": "group",
}
_READ: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "plan": scopes.plans,
    "meeting": lambda actor: scopes.meetings(actor).select_related("group"),
    "challenge": lambda actor: scopes.challenges(actor).select_related("group"),
    "risk": lambda actor: scopes.risks(actor).select_related("group"),
    "question": scopes.questions,
    "group": scopes.groups,
}
_SAY: Mapping[str, Callable[[Any], tuple[str, str]]] = {
    "plan": lambda plan: (plan.name, plan.slug),
    "meeting": lambda meeting: (f"{meeting.group.name}, {day(meeting.on)}", str(meeting.id)),
    "challenge": lambda challenge: (challenge.group.name, str(challenge.id)),
    "risk": lambda risk: (risk.group.name, str(risk.id)),
    "question": lambda question: ("", str(question.id)),
    "group": lambda group: (f"Forward plan of {group.name}", group.slug),
}
