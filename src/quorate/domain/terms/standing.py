"""Standing items: what the terms put on every agenda, by what title, and which of them somebody brings."""

import re
from collections.abc import Sequence

from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion

_DONE_THERE = re.compile(
    r"(monitor|receive|consider|discuss|oversee|track|scrutinise|hear|review(?! of\b))\s+(?=\S)",
    re.IGNORECASE,
)
_BRINGING = r"(?:providing|giving|presenting|bringing|submitting)"
_BROUGHT = re.compile(rf"(?P<who>.+?)\s+{_BRINGING}\s+(?:an?\s+|the\s+)?(?P<what>.+)", re.IGNORECASE)
_WITH = re.compile(rf"(?P<first>.+?),?\s+with\s+(?P<who>[^,]+?)\s+{_BRINGING}\s+(?P<what>.+)", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:board|group|partnership|committee|panel|council|executive|members?)\b", re.IGNORECASE
)


def standing_titles(terms: TermsVersion | None) -> tuple[str, ...]:
    """The titles of the items the terms put on every agenda, in their order and each once."""
    clauses = terms.all_of(ClauseKind.STANDING_ITEM) if terms else ()
    return tuple({standing_title(clause).casefold(): standing_title(clause) for clause in clauses}.values())


def is_taken(standing: str, titles: Sequence[str]) -> bool:
    """Whether a standing item is on an agenda: an item has its title, or has it among other words.

    Also one that has it in the terms' own words, as agendas had before titles were made of them.

    >>> is_taken("Reviews in progress", ["2. Reviews in progress and learning"])
    True
    >>> is_taken("Monitoring progress", ["monitor progress"])
    True
    """
    wanted = standing.casefold()
    return any(wanted in title.casefold() or wanted in whole_title(title).casefold() for title in titles)


def whole_title(words: str) -> str:
    """An item's title of what the terms say is done at each meeting, which may be no more than a fragment.

    >>> whole_title("monitor progress"), whole_title("Chairs providing an update"), whole_title("Finance")
    ('Monitoring progress', 'Update from Chairs', 'Finance')
    >>> whole_title("monitor open reviews, with Chairs providing an update")
    'Monitoring open reviews, with an update from Chairs'
    """
    words = " ".join(words.split()).rstrip(" .;:,")
    if both := _WITH.fullmatch(words):
        words = f"{whole_title(both['first'])}, with {both['what']} from {both['who']}"
    elif brought := _BROUGHT.fullmatch(words):
        words = f"{brought['what']} from {brought['who']}"
    elif done := _DONE_THERE.match(words):
        verb = done[1].lower()
        words = f"{verb.removesuffix('e') if not verb.endswith('ee') else verb}ing {words[done.end() :]}"
    return words[:1].upper() + words[1:]


def standing_title(clause: Clause) -> str:
    """The title of the item that a clause puts on every agenda."""
    return whole_title(clause.item or clause.reading or clause.quote)


def who_brings(clause: Clause) -> str:
    """The people who bring a standing item to each meeting, as the terms call them; empty where none do.

    What the body looks at by itself nobody brings, and what another body owes it are reports.

    >>> who_brings(Clause("", ClauseKind.STANDING_ITEM, "", "", item="Chairs providing an update"))
    'Chairs'
    """
    words = " ".join(clause.item.split())
    said = _WITH.fullmatch(words) or _BROUGHT.fullmatch(words)
    who = said["who"] if said else clause.who
    return "" if _BODY.search(who) else who
