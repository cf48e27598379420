"""At which item of an agenda the chair's brief says a thing: at the one that is surely about it, or at none.

An item is about a thing when its title holds the thing's own name, or is the title by which the terms put it
on every agenda. Failing that, likely words in a title are believed only where one item has them: where two
do, or none, the brief says the thing on its own and leaves the chair to place it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quorate.domain.meetings.agenda import Purpose, titles_about
from quorate.domain.packs.content import ExceptionSheet
from quorate.domain.packs.press import ItemFacts, what_to_press
from quorate.domain.terms.clauses import TermsVersion
from quorate.queries.agenda import AgendaRow

_PROGRESS = re.compile(r"\bprogress\b|\b(?:work|action|delivery) ?plans?\b", re.IGNORECASE)
_ACTIONS = re.compile(r"\bminutes\b|\baction log\b|\bmatters arising\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bearing:
    """Exceptions by agenda item's id, and what is said of those that no item is surely about."""

    by_item: Mapping[str, tuple[ExceptionSheet, ...]]
    elsewhere: tuple[str, ...]


def bearing(
    sheets: Sequence[ExceptionSheet],
    plans: Sequence[tuple[str, str]],
    items: Sequence[AgendaRow],
    terms: TermsVersion | None,
) -> Bearing:
    """Each plan's exceptions at the item about it; `plans` are names and kinds."""
    found: defaultdict[str, tuple[ExceptionSheet, ...]] = defaultdict(tuple)
    elsewhere: list[str] = []
    for name, kind in plans:
        own = tuple(sheet for sheet in sheets if sheet.plan == name)
        is_log = kind == "action_log"
        titles = titles_about(name, terms, is_action_log=is_log)
        place = place_of(items, names=titles, words=_ACTIONS if is_log else _PROGRESS)
        if place:
            found[place.id] += own
        elif own:
            elsewhere += [f"{name}: {said}" for said in _said_of(own)]
    return Bearing({id: own for id, own in found.items() if own}, tuple(elsewhere))


def _said_of(sheets: tuple[ExceptionSheet, ...]) -> tuple[str, ...]:
    facts = ItemFacts(number="", title="", purpose=Purpose.NOTE, speaker="nobody is asked", exceptions=sheets)
    return what_to_press(facts)


def place_of(
    items: Sequence[AgendaRow], *, names: Iterable[str] = (), words: re.Pattern[str] | None = None
) -> AgendaRow | None:
    """The first item that holds a name as whole words, else the only one whose title has the words."""
    for name in filter(None, names):
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        if named := next((item for item in items if whole.search(item.title)), None):
            return named
    likely = [item for item in items if words and words.search(item.title)]
    return likely[0] if len(likely) == 1 else None
