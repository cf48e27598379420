"""Turns drafts into proposed entries: dates, leads, measures and status are read, and questions raised."""

import re
from collections.abc import Sequence
from datetime import date

from quorate.domain.imports.codes import qualified, split_title
from quorate.domain.imports.drafts import Draft
from quorate.domain.imports.lead_words import read_leads
from quorate.domain.imports.narrative import is_only_a_request, status_in
from quorate.domain.imports.proposal import EntrySource, Flag, ProposedEntry
from quorate.domain.imports.target_words import ReadTarget, is_status_alone, read_status, read_target
from quorate.domain.imports.vocabulary import (
    COMPLETE_COLOURS,
    COUNTED,
    OTHER_ENTRY,
    PERSONAL,
    RATING_WORDS,
)
from quorate.domain.kernel.words import spelt
from quorate.domain.plans.facts import EntryKind, Measure, MeasureKind, Rating, Status, TargetKind

_ASKED_FOR = (
    ("leads", "no_lead", "No lead is named."),
    ("targets", "no_target", "No target date is given."),
    ("outcome", "no_outcome", "No outcome is given."),
)


_LONGEST_ACTION_TITLE = 60
"""Characters: a longer run before a dash is part of an action's wording."""


def finish(drafts: list[Draft], *, as_at: date | None, people: dict[str, str]) -> tuple[ProposedEntry, ...]:
    """The drafts as entries, in their order. `as_at` is the date the paper speaks for."""
    for draft in drafts:
        _share_out(draft)
    codes: dict[str, str] = {}
    for draft in drafts:
        parent = codes.get(draft.parent.key, "") if draft.parent else ""
        codes[draft.key] = qualified(draft.printed_code, parent)
    known = {code for code in codes.values() if re.fullmatch(r"\d{1,2}[a-z]", code)}
    return tuple(
        _entry(draft, code=codes[draft.key], order=n, as_at=as_at, people=people, codes=known)
        for n, draft in enumerate(drafts, 1)
    )


def _share_out(draft: Draft) -> None:
    """Target dates, leads and updates of a row go to its entries only where there are as many of each.

    The row keeps what its cells said; an update is moved, since it would otherwise be told twice.
    """
    n = len(draft.actions)
    if not n:
        return
    for name, noun in (("targets", "target date"), ("leads", "lead")):
        lines = draft.lines.get(name, [])
        if len(lines) == n:
            for action, line in zip(draft.actions, lines, strict=True):
                action.lines[name] = [line]
        elif len(lines) > 1 and name == "targets":
            sentence = (
                f"{spelt(n).capitalize()} {'action' if n == 1 else 'actions'}, "
                f"{spelt(len(lines))} {noun}{'' if len(lines) == 1 else 's'}. Which belongs to which?"
            )
            draft.flag("counts_differ", sentence, name)
    updates = draft.lines.get("progress", [])
    if n > 1 and len(updates) == n and not draft.lines.get("labels") and not draft.lines.get("barrier"):
        for action, line in zip(draft.actions, updates, strict=True):
            action.lines["progress"] = [line]
            action.flag(
                "shared_out",
                "This update was taken to be this action's, since there are as many of each.",
                "progress",
            )
        draft.lines["progress"] = []


def _status_in_words(draft: Draft) -> None:
    """A status cell that says more than a status is kept with the progress, word for word.

    A colour or a status alone is kept as what it means.
    """
    for line in draft.lines.get("status", []):
        lowered = line.lower().strip(" .")
        alone = lowered in RATING_WORDS or lowered in COMPLETE_COLOURS or is_status_alone(lowered)
        if not alone or len(draft.lines["status"]) > 1:
            draft.add("progress", line)


def _entry(
    draft: Draft, *, code: str, order: int, as_at: date | None, people: dict[str, str], codes: set[str]
) -> ProposedEntry:
    text = "\n".join(draft.lines.get("text", []))
    status, rating, status_note = _status(draft, "\n".join(draft.lines.get("progress", [])))
    _status_in_words(draft)
    progress, barrier = ("\n".join(draft.lines.get(name, [])) for name in ("progress", "barrier"))
    leads = read_leads("\n".join(draft.lines.get("leads", [])), people=people)
    target = read_target("\n".join(draft.lines.get("targets", [])), as_at=as_at)
    for asked in leads.questions:
        draft.ask(Flag(asked.code, asked.sentence, "leads", asked.answer, about=asked.about))
    for flag in flags_of_targets(target):
        draft.ask(flag)
    if any(each.kind is TargetKind.ONGOING and each.review_on is None for each in target.targets):
        draft.flag(
            "needs_review_date", "“Ongoing” never falls due. When should it be looked at again?", "targets"
        )
    if status_note:
        draft.flag("status_words", status_note, "status")
    if progress and is_only_a_request(progress):
        draft.flag("no_update", "The paper asks for an update here and tells of none.", "progress")
    _flag_missing(draft)
    printed = [each.raw for each in target.targets if each.raw]
    _flag_mentions(draft, progress, code=code, codes=codes, printed=printed)
    _flag_personal(draft)
    return ProposedEntry(
        key=draft.key,
        kind=draft.kind,
        word=draft.word,
        text=text,
        source=_source(draft),
        code=code,
        printed_code=draft.printed_code,
        title=_title(draft, text),
        parent=draft.parent.key if draft.parent else "",
        order=order,
        outcome="\n".join(draft.lines.get("outcome", [])),
        leads=leads.leads,
        targets=target.targets,
        measures=tuple(read_measure(line) for line in draft.lines.get("measures", [])),
        progress=progress,
        barrier=barrier,
        status=status or target.status,
        rating=rating,
        status_raw="\n".join(draft.lines.get("status", [])),
        flags=tuple(draft.flags.values()),
    )


def flags_of_targets(read: ReadTarget) -> tuple[Flag, ...]:
    """What is asked about the words of target dates."""
    return (Flag("target_words", read.note, "targets"),) if read.note else ()


def read_measure(line: str) -> Measure:
    """A measure in words, and whether it is a number, a judgement, or another entry's completion.

    >>> read_measure("Outcome of 2b").entry_code, read_measure("User focus groups").kind.value
    ('2b', 'judgement')
    """
    if match := OTHER_ENTRY.search(line):
        return Measure(text=line, kind=MeasureKind.ENTRY, entry_code=match["code"])
    return Measure(text=line, kind=MeasureKind.NUMBER if COUNTED.search(line) else MeasureKind.JUDGEMENT)


def _status(draft: Draft, progress: str) -> tuple[Status | None, Rating, str]:
    """What has happened and how it is going, from a status column or from "Completed" in the progress."""
    words = " ".join(draft.lines.get("status", []))
    lowered = words.lower().strip(" .")
    first = re.split(r"[\s,;:/–-]+", lowered)[0] if lowered else ""
    rating = RATING_WORDS.get(
        lowered, RATING_WORDS.get(first, Rating.NONE) if len(first) > 1 else Rating.NONE
    )
    status = read_status(words) if words else None
    if lowered in COMPLETE_COLOURS or first == "blue":
        status = Status.COMPLETE
    note = (
        ""
        if not words or status or rating
        else f"“{words}” is not a status that could be read. It is kept with the progress."
    )
    return status or status_in(progress), rating, note


def _title(draft: Draft, text: str) -> str:
    first = draft.lines.get("text", [""])[0]
    if draft.table == 0 and "\n" in text:
        return first
    title = split_title(first)
    return "" if draft.kind is EntryKind.ACTION and len(title) > _LONGEST_ACTION_TITLE else title


def _source(draft: Draft) -> EntrySource:
    cells = tuple(sorted(draft.cells))
    return EntrySource(draft.table, draft.first_row, max(draft.last_row, draft.first_row), cells, draft.place)


def _flag_missing(draft: Draft) -> None:
    if not draft.owns_row:
        return
    for name, code, sentence in _ASKED_FOR:
        if name in draft.fields_in_table and not draft.lines.get(name):
            draft.flag(code, sentence, name)


def _flag_mentions(
    draft: Draft, progress: str, *, code: str, codes: set[str], printed: Sequence[str]
) -> None:
    """Ask whether the entry waits for another its progress names; yes adds that to its target dates."""
    mentioned = [
        found for found in re.findall(r"\b\d{1,2}[a-z]\b", progress) if found in codes and found != code
    ]
    if mentioned:
        draft.flag(
            "mentions_entry",
            f"This speaks of {mentioned[0]}. Does it wait for it?",
            "targets",
            answer="\n".join((*printed, f"Depends on {mentioned[0]}")),
            reply=f"Yes, it waits for {mentioned[0]}",
        )


def _flag_personal(draft: Draft) -> None:
    for name in ("text", "outcome", "progress", "barrier", "measures"):
        words = "\n".join(draft.lines.get(name, []))
        for pattern, code, sentence in PERSONAL:
            if words and pattern.search(words):
                draft.flag(code, sentence, name)


def flags_of(text: str, name: str) -> tuple[Flag, ...]:
    """The flags that words on their own give rise to, for a field that has been reworded."""
    return tuple(Flag(code, sentence, name) for pattern, code, sentence in PERSONAL if pattern.search(text))
