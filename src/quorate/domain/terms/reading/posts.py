"""Tells where a post ends that is written with commas: "Director of Adults, Health and Housing"."""

import re

from quorate.domain.terms.reading.names import is_name, is_surely_name, masked
from quorate.domain.terms.reading.seat_lists import begins_with_title

_PIECE = re.compile(
    r", (?P<and>(?:and|&) )?(?P<words>[^,.;()]+?)(?= (?:and (?:will|shall|must|should|may|is|has"
    r"|the (?:vice|deputy|secretar))|who|or|with|unless|for (?:an?|the|\d))\b| ?[,.;()]|$)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r" ?\((?P<words>[^()]+)\)")
_WITH = re.compile(
    r" with (?:the |an? |lead |portfolio )*(?:responsibility|portfolio|oversight|lead)\b[^.;()]*",
    re.IGNORECASE,
)
"""What a councillor answers for, which is part of the post and may hold commas without end."""
_SHORT = re.compile(r"[A-Z&]+")
_PART_OF_POST = re.compile(r"[A-Z][\w'’&/-]*(?: (?:[A-Z][\w'’&/-]*|and|&|of|for|the|in))*")
_SAYS = re.compile(
    r"\b(?:will|shall|must|should|may|can|is|are|was|be|being|has|have|does|do|acts?|reports?|serves?|meets?"
    r"|chairs|vice-?chair|deputy chair|secretar\w+)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:who|which|whose|or|with|for|from|unless|in|on|at|by|to|as|until|if|when|where|while|whereas|but"
    r"|subject|except|after|before|during|once|then|each|every|initially|currently|normally|usually"
    r"|[a-z]+(?:ed|ing|ly)|(?:the|an?|its|their) [a-z]+)\b"
)
"""What begins another part of the sentence, and is no part of a post."""


def whole_post(text: str, end: int) -> tuple[int, str]:
    """Where a post really ends that was cut at a comma, and a doubt of what may belong to it or not.

    >>> said = "the Director of Adults, Health and Housing, who reports to Cabinet"
    >>> said[: whole_post(said, said.index(","))[0]]
    'the Director of Adults, Health and Housing'
    """
    aside = _BRACKETS.match(text, end)
    if aside and _belongs(aside["words"]) and not _SHORT.fullmatch(aside["words"]):
        end = aside.end()
    answers_for = _WITH.match(text, end)
    if answers_for:
        return end, _left_out(answers_for.group().strip(" ,"))
    begun = end
    while piece := _PIECE.match(text, end):
        is_joined = piece["and"] is None or end > begun
        if not (is_joined and _belongs(piece["words"])):
            return end, _doubt(text, piece)
        end = piece.end()
    return end, ""


def _belongs(words: str) -> bool:
    is_other = is_name(words) or begins_with_title(words) or _SAYS.search(words)
    return bool(_PART_OF_POST.fullmatch(words)) and not is_other


def _doubt(text: str, piece: re.Match[str]) -> str:
    words = piece["words"]
    is_another = not begins_with_title(words) and _GOES_ON.match(words)
    if _SAYS.search(words) or is_another or is_surely_name(words):
        return ""
    rest = re.split(r"[.;()]", text[piece.end() :], maxsplit=1)[0]
    said = masked(words) if is_name(words) else f"{piece['and'] or ''}{words}{rest}".strip(" ,")
    return _left_out(said)


def _left_out(words: str) -> str:
    return f"It is not clear where the post ends, and this was left out: “{words}”."
