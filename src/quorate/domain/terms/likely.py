"""What kind of clause a sentence may be, from a word in it: a suggestion for a list, never a reading."""

import re

from quorate.domain.terms.clauses import ClauseKind

# The first that matches is suggested; the narrower stand first.
_WORDS: tuple[tuple[ClauseKind, str], ...] = (
    (ClauseKind.QUORUM, r"quor(?:um|ate|acy)"),
    (ClauseKind.EXPRESSION_OF_INTEREST, r"expressions? of interest|\beoi\b"),
    (ClauseKind.SUBSTITUTION, r"\b(?:deput(?:y|ies|ise)|substitutes?|stand[- ]in|prox(?:y|ies))\b"),
    (ClauseKind.CONFIDENTIALITY, r"confidential"),
    (ClauseKind.MINUTES_TO_MEMBERS, r"\bminutes\b(?! long)"),
    (ClauseKind.NOTICE, r"\bnotice\b"),
    (ClauseKind.AGENDA, r"\bagenda\b"),
    (ClauseKind.PAPERS_IN, r"\b(?:papers|reports)\b.*\b(?:submit|reach|received|sent in)"),
    (ClauseKind.CIRCULATION, r"\bpapers\b"),
    (ClauseKind.VICE_CHAIR, r"\b(?:vice|deputy)[- ]?chair"),
    (ClauseKind.SECRETARY, r"\bsecretar"),
    (ClauseKind.AUTHORITY, r"\b(?:vot(?:e|es|ing)|casting|consensus|majority|decisions?|authority)\b"),
    (ClauseKind.CHAIR, r"\bchair"),
    (ClauseKind.REPORTING, r"\breports?\b"),
    (ClauseKind.WORKPLAN, r"\bwork ?(?:plan|programme)\b"),
    (ClauseKind.MEMBERSHIP_REVIEW, r"\breview\w*\b.*\bmembership\b|\bmembership\b.*\breview"),
    (ClauseKind.REVIEW, r"\breview"),
    (
        ClauseKind.CADENCE,
        r"\b(?:meet|meets|meetings?)\b.*\b(?:weekly|monthly|quarter|year|weeks|months|times)",
    ),
)
_PATTERNS = tuple((kind, re.compile(words)) for kind, words in _WORDS)


def likely_kind(sentence: str) -> ClauseKind | None:
    """The kind to suggest, None where no word tells.

    >>> likely_kind("The meeting is inquorate after an hour.")
    <ClauseKind.QUORUM: 'quorum'>
    """
    plain = sentence.casefold()
    return next((kind for kind, pattern in _PATTERNS if pattern.search(plain)), None)
