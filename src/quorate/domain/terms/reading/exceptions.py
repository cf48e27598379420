"""Exceptions and conditions a sentence makes to its own rule, which no number of a clause holds."""

import re

MONTHS = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_EXCEPTION = re.compile(
    r"(?<![\w-])(?:unless|except(?:ing)?|excluding|save(?= (?:in|for|where|when|that|as|at|if|during|with)\b)"
    r"|apart from|other than|but not|with no meeting|only(?= (?:if|where|when|with|by|in|at)\b)"
    r"|provided that|subject to|or as soon as|so long as"
    r"|at (?:the )?(?:chair|board|group)'s discretion)(?![\w-])"
    r"[^.;()]*"
)
_CONDITION = re.compile(
    r"^(?:if|when|where|once|should|until|provided|assuming|in the event)\b(?! (?:possible|practicable))"
    r"[^,;]*(?=,)"
)
_PERMITS = re.compile(
    r"\bmay (?:also |then |normally )?(?:be (?:held|reviewed|circulated|sent|issued|elected|appointed)"
    r"|meet|report|provide|submit|present|review|hold|convene|elect|appoint|circulate|send|issue|develop|produce)\b"
)
_NAMED_MONTHS = re.compile(
    rf"(?<![\w-])(?:in|during|each|every|(?:by|before|on)(?: the)?"
    rf"(?: end of| \d{{1,2}}(?:st|nd|rd|th)?(?: of)?)?)"
    rf" {MONTHS}(?:(?:,| and|, and| or) {MONTHS})*(?![\w-])"
)


def exception(plain: str) -> tuple[int, int] | None:
    """Where the words of an exception begin and end, or None."""
    found = _EXCEPTION.search(plain)
    return (found.start(), found.start() + len(found.group().rstrip(" ,"))) if found else None


def not_kept(plain: str, text: str) -> str:
    """The doubt of a clause about what its sentence excepts, or empty."""
    found = exception(plain)
    if found is None:
        return ""
    return f"The words make exceptions that are not counted: “{text[found[0] : found[1]]}”."


def months_named(plain: str, text: str) -> str:
    """The doubt of a frequency about the months its sentence names, or empty."""
    found = _NAMED_MONTHS.search(plain)
    excepted = exception(plain)
    if found is None or (excepted and excepted[0] <= found.start() < excepted[1]):
        return ""
    return f"The months named are not kept: “{text[found.start() : found.end()]}”."


def conditional(plain: str, text: str) -> str:
    """The doubt of a clause whose sentence makes it hold only at times, or only allows it; or empty."""
    under, permits = _CONDITION.match(plain), _PERMITS.search(plain)
    doubts = (
        f"The words make it hold only under a condition: “{text[: under.end()]}”." if under else "",
        "“May” allows it and does not ask for it." if permits else "",
    )
    return " ".join(filter(None, doubts))
