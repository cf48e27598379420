"""Parts the words of an update into progress and barrier, and hears when they say "Completed".

Papers put both in one cell under labels of their own: "Progress:", "Challenge(s):", "Barrier -".
"""

import re
from dataclasses import dataclass

from quorate.domain.imports.vocabulary import BARRIER_WORDS, NO_UPDATE, PROGRESS_WORDS, Role
from quorate.domain.plans.facts import Status


def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_WORDS = f"(?P<barrier>{_alternatives(BARRIER_WORDS)})|(?P<progress>{_alternatives(PROGRESS_WORDS)})"
_LABEL_FIRST = re.compile(rf"^[•\-–\s]*(?:{_WORDS})\s*(?::|[-–—]\s*(?=[A-Z]))", re.IGNORECASE)
_LABEL_WITHIN = re.compile(rf"(?<=[\s.])(?:{_WORDS})\s?:(?=\s)", re.IGNORECASE)
_COMPLETED = re.compile(r"(?:^|(?<=[\s.:–-]))(?P<word>[Cc]ompleted?|COMPLETED?)\W*$")
_NOT_COMPLETED = re.compile(
    r"\b(?:not|be|nearly|almost|partially|partly|part|until|when|once|to|is yet|will)\s*$|\d\s*%\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """Where in a paragraph a label (`role` None) or a run of progress or barrier stands."""

    start: int
    end: int
    role: Role | None


def split_narrative(paragraph: str, *, role: Role) -> tuple[tuple[Part, ...], Role]:
    """A paragraph's labels and runs in order, and the role that the next paragraph goes on with.

    `role` is what the words are before any label. A label with a dash counts only at the start.
    """
    parts: list[Part] = []
    at = 0
    labels = [match for match in [_LABEL_FIRST.match(paragraph)] if match]
    labels += [
        m
        for m in _LABEL_WITHIN.finditer(paragraph)
        if m[0][0].isupper() and (not labels or m.start() >= labels[0].end())
    ]
    for label in labels:
        if paragraph[at : label.start()].strip():
            parts.append(Part(at, label.start(), role))
        parts.append(Part(label.start(), label.end(), None))
        role, at = (Role.BARRIER if label["barrier"] else Role.PROGRESS), label.end()
    if paragraph[at:].strip():
        parts.append(Part(at, len(paragraph), role))
    return tuple(parts), role


def status_in(progress: str) -> Status | None:
    """Complete, when a paragraph of the progress is "Completed" or ends in it, or None."""
    for line in progress.split("\n"):
        match = _COMPLETED.search(line)
        if (
            match
            and not _NOT_COMPLETED.search(line[: match.start()])
            and (match["word"][0].isupper() or not line[: match.start()].strip())
        ):
            return Status.COMPLETE
    return None


def is_only_a_request(progress: str) -> bool:
    """Whether the words ask for an update and tell of none."""
    return bool(NO_UPDATE.match(progress)) and "\n" not in progress.strip() and len(progress.split()) < 15
