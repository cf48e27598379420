"""The form that mends an entry found: what was typed, and what somebody else changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quorate.domain.imports.mends import DROP, SET, SETTLE, TAKE, Mend
from quorate.queries.imports import CHANGED_WORDS, Found, ImportPage, mark_of
from quorate.web.forms import Answers

FIELDS = (
    "kind",
    "code",
    "text",
    "parent",
    "outcome",
    "leads",
    "targets",
    "measures",
    "progress",
    "barrier",
    "status",
)
ANSWER = "answer"
_CLASH = "Somebody else has changed this. Theirs is beside it: send yours again to put it in its place."


@dataclass(frozen=True, slots=True)
class Mending:
    """A form sent for one entry.

    `do` is what was pressed. `typed` holds the fields changed by whoever sent it, by what the page had
    shown them; what they left alone is not theirs, and is not sent again over somebody else's.
    """

    do: str
    entry: str
    typed: Mapping[str, str] = field(default_factory=dict)

    def mends(self, answers: Answers, current: Found | None) -> list[Mend]:
        """What the form asks for; `current` is the entry as it now stands, if it still does."""
        verb, _, key = self.do.partition(":")
        if verb == DROP:
            return [Mend(DROP, self.entry)]
        if verb == SETTLE:
            return [Mend(SETTLE, self.entry, value=key)]
        if verb == TAKE:
            return [Mend(TAKE, self.entry, field=answers.raw("field"), unplaced=answers.raw("unplaced"))]
        if verb == ANSWER:
            doubts = [doubt for doubt in (current.doubts if current else ()) if doubt.key == key]
            return [Mend(SET, self.entry, d.field, d.answer, answers=key) for d in doubts if d.answer]
        return [Mend(SET, self.entry, name, value) for name, value in self.typed.items()]

    def clashes(self, answers: Answers, current: Found) -> tuple[str, ...]:
        """The fields typed over that somebody else has changed too, and not to the same."""
        return tuple(
            name
            for name, value in self.typed.items()
            if current.marks[name] not in (answers.raw(f"shown-{name}"), mark_of(value))
        )


def mending(answers: Answers, page: ImportPage) -> Mending:
    """The form as sent."""
    entry, do = answers.raw("entry"), answers.raw("do")
    marks = entry_of(page, entry).marks if entry_of(page, entry) else {}
    typed = {}
    for name in FIELDS:
        value = answers.text(name)
        if name in answers.posted and mark_of(value) != answers.raw(f"shown-{name}", marks.get(name, "")):
            typed[name] = value
    return Mending(do, entry, typed)


def entry_of(page: ImportPage, key: str) -> Found | None:
    """The entry in hand, if it is the one meant."""
    return page.current if page.current and page.current.key == key else None


def say_clashes(answers: Answers, names: tuple[str, ...]) -> None:
    """Put a sentence beside each field that two people changed."""
    for name in names:
        answers.wrong(name, _CLASH)


def in_words(page: ImportPage, values: Mapping[str, str]) -> dict[str, str]:
    """Fields' values as a reader would say them."""
    choices = {"kind": dict(page.kinds), "parent": dict(page.parents), "status": dict(page.statuses)}
    return {name: choices.get(name, {}).get(value, value) for name, value in values.items()}


def named(values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Fields' values with the fields' names."""
    return tuple((CHANGED_WORDS[name], value) for name, value in values.items())
