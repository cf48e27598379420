"""Parts a line that lists several seats: "Police; Housing; Probation and Public Health".

Semicolons and full stops part seats. A comma does so only between agencies that are known by their whole
names, since it also stands between a role and its agency; any other line that may hold several is unread.
"""

import re

from quorate.domain.terms.reading.names import is_name
from quorate.domain.terms.reading.sentences import sentences

_AGENCIES = frozenset(
    """police; probation; probation service; the probation service; national probation service; housing
    public health; education; health; council; county council; city council; borough council; district council
    nhs; cps; icb; ccg; opcc; dwp; cafcass; fire service; fire and rescue; fire and rescue service
    children's services; children's social care; adult services; adult social care; youth justice
    youth justice service; healthwatch; victim support; women's aid; refuge; voluntary sector; schools
    community safety; mental health; crown prosecution service; integrated care board; social care
    ambulance service; local authority""".replace("\n", ";").split(";")
)
_KNOWN = frozenset(" ".join(name.split()) for name in _AGENCIES)
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*[x×] ?\d+$|^\d+ ?[x×]\s*")
_TITLE = re.compile(
    r"\b(?:heads?|hos|directors?|managers?|leads?|officers?|chief|constable|superintendent|inspector|dci|commander|chairs?"
    r"|representatives?|holder|member for|co-?ordinators?|commissioners?|executive|councillors?|nurse|doctor"
    r"|gp|analyst|specialist|advis[eo]rs?|practitioner|lay|survivors?)\b",
    re.IGNORECASE,
)
_TITLE_FIRST = re.compile(rf"^(?:the |an? )?(?:[\w'’]+ ){{0,2}}?{_TITLE.pattern}", re.IGNORECASE)
_SO_MANY = re.compile(
    r"(?:a|an|one|two|three|four|five|six|\d{1,2}) (?:[\w'’-]+ ){0,4}"
    r"(?:representatives?|members?|survivors?)",
    re.IGNORECASE,
)
"""Seats said by their number: "two lived experience representatives"."""
_AND = re.compile(r"\s+(?:and|&)\s+")
_PAIRS = re.compile(r"\b(?:fire and rescue|health and social care|police and crime)\b", re.IGNORECASE)
_TWO = 2
_SEVERAL_ROLES = 3


def seats_listed(text: str) -> tuple[str, ...] | None:
    """The seats of a line, one or more; None where it may list several and nobody can say which.

    >>> seats_listed("Police, Housing, Probation and Public Health.")
    ('Police', 'Housing', 'Probation', 'Public Health')
    >>> seats_listed("Head of Housing, Osterbridge Council")
    ('Head of Housing, Osterbridge Council',)
    >>> seats_listed("Refuge, the Lantern, Harbour and Haven") is None
    True
    """
    parts = [_bare(part) for one in sentences(text) for part in _outside_brackets(one, ";")]
    parts = [part for part in parts if part]
    if any(": " in part for part in parts):
        return None
    if len(parts) == 1:
        return _by_commas(text)
    if len(parts) == _TWO and _is_one_role(*parts):
        return None
    found = [_by_commas(part) for part in parts]
    return None if None in found else tuple(seat for one in found if one for seat in one)


def begins_with_title(words: str) -> bool:
    """Whether words begin with a title of their own: "Head of Housing", and not "Housing"."""
    return bool(_TITLE_FIRST.match(words))


def _is_one_role(first: str, second: str) -> bool:
    """Whether a semicolon may stand between a role and what it is for: "Portfolio Holder; Safety"."""
    return bool(_TITLE.search(first)) and not _TITLE.search(second) and not _is_known(second)


def _by_commas(text: str) -> tuple[str, ...] | None:
    pieces = [piece for piece in map(_bare, _outside_brackets(text, ",")) if piece]
    if not pieces:
        return (text,)
    *_, last = pieces
    ends = [last] if _is_known(last) else [_bare(piece) for piece in _AND.split(_PAIRS.sub(_kept, last))]
    each = [*pieces[:-1], *(end.replace("\0", " ") for end in ends)]
    if len(each) == 1:
        return (text,)
    inner = [_ASIDE.sub("", piece) for piece in each]
    if any(map(_TITLE.search, inner)) and not all(map(_is_whole, inner)):
        begins_with_role = _TITLE.search(inner[0]) or is_name(inner[0])
        if len(pieces) >= _SEVERAL_ROLES and not begins_with_role:
            return None
        roles = sum(bool(_TITLE_FIRST.match(piece)) for piece in each)
        most = min(_SEVERAL_ROLES, len(each)) if len(pieces) > 1 else _SEVERAL_ROLES
        return None if roles >= most else (text,)
    if all(map(_is_whole, inner)):
        return tuple(each) if len(pieces) > 1 else None
    may_be_one = len(pieces) == 1 or (len(pieces) == _TWO and len(each) == _TWO)
    return (text,) if may_be_one else None


def _is_whole(piece: str) -> bool:
    """Whether a piece of a list can be nothing but a seat: a known agency, or so many of a kind."""
    return _is_known(piece) or bool(_SO_MANY.fullmatch(piece))


def _kept(pair: re.Match[str]) -> str:
    return pair.group().replace(" ", "\0")


def _is_known(piece: str) -> bool:
    return " ".join(_ASIDE.sub("", piece).replace("’", "'").lower().removeprefix("the ").split()) in _KNOWN


def _bare(piece: str) -> str:
    return re.sub(r"^(?:and|&) ", "", piece.strip(" .;,"))


def _outside_brackets(text: str, mark: str) -> list[str]:
    """The text parted at a mark, but not within brackets."""
    parts, depth, start = [], 0, 0
    for n, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == mark and depth <= 0:
            parts.append(text[start:n])
            start = n + 1
    return [*parts, text[start:]]
