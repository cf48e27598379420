"""A sentence with everything that says what it means: its label, its stem, and whose rule it is."""

import re
from dataclasses import dataclass

from quorate.domain.terms.reading.amounts import Amount, amounts
from quorate.domain.terms.reading.bodies import Bodies, subject_of
from quorate.domain.terms.reading.found import Find, Proposed, Quote, Span
from quorate.domain.terms.reading.labels import Topic
from quorate.domain.terms.reading.passages import Passage
from quorate.domain.terms.reading.sentences import plain, sentences

MOST_LETTERS = 1_500
"""A longer sentence is not read for clauses: no rule is so long, and it is listed if it holds a number."""
_NUMBER_BEFORE = re.compile(
    r"^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+(?=\s+[A-Z])|[a-z][.)]|\([ivx]+\)|[ivx]+[.)])\s+(?=\S)"
)
_TRAILING = re.compile(r"\s*(?:[;,](?:\s*(?:and|or)[,/]*)?|;)\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` is as written, `plain` the same in lower case letter by letter, so that places agree.

    `other_body` names the group whose rule it is when that is not the document's own. `who` is the
    subject, from the sentence itself or else from its stem.
    """

    text: str
    plain: str
    passage: Passage
    amounts: tuple[Amount, ...]
    other_body: str = ""
    who: str = ""

    @property
    def topic(self) -> Topic | None:
        """What the label above it speaks of."""
        return self.passage.topic

    @property
    def quote(self) -> Quote:
        """Its words and where they stand."""
        passage = self.passage
        label = passage.sub_label or passage.label
        return Quote(self.text, passage.place, label.rstrip(" :"), passage.stem.rstrip(" :"))

    def find(self, clause: Proposed, *spans: Span) -> Find:
        """A clause read here, with the numbers it used."""
        return Find(clause, spans)


def sentences_of(passage: Passage, bodies: Bodies) -> list[Sentence]:
    """A passage's sentences."""
    return [made(words, passage, bodies) for words in sentences(passage.text)]


def made(words: str, passage: Passage, bodies: Bodies) -> Sentence:
    """One sentence of a passage, without the number before it and the "; and" after it."""
    text = _TRAILING.sub("", _NUMBER_BEFORE.sub("", words))
    lowered = plain(text)
    stem = sentences(passage.stem)[-1].rstrip(" :") if passage.stem else ""
    # An item goes on from its stem: "receive reports" begins with a verb, not with who receives them.
    from_stem = subject_of(plain(stem), stem) if stem else ""
    subject = from_stem if from_stem and text[:1].islower() else subject_of(lowered, text) or from_stem
    other = (
        bodies.other_in(lowered, text)
        or (bodies.other_in(plain(stem), stem) if stem else "")
        or bodies.other_heading(passage.section)
        or (bodies.other_heading(passage.sub_label or passage.label) if passage.topic is None else "")
    )
    return Sentence(text, lowered, passage, tuple(amounts(lowered)), other, subject)
