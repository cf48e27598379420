"""What somebody wants an entry to say, before it is a version; and leads recognised by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quorate.domain.plans.facts import EntryKind, Lead, Measure, Target
from quorate.domain.plans.leading import is_to_be_confirmed, open_lead, open_words
from quorate.domain.plans.outline import Stated


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry's words as offered. `level` is the partnership's own word for its kind, if it has one."""

    kind: EntryKind
    text: str
    code: str = ""
    level: str = ""
    parent_id: str = ""
    order: int = 0
    outcome: str = ""
    leads: tuple[Lead, ...] = field(default=())
    targets: tuple[Target, ...] = field(default=())
    measures: tuple[Measure, ...] = field(default=())


def word_for(kind: EntryKind, states: Iterable[Stated], levels: Mapping[str, str]) -> str:
    """The plan's own word for a kind, or empty where it has none, or several.

    `levels` gives entries' own words by their ids. An entry without one says nothing either way.
    """
    words = {levels[state.id] for state in states if state.kind is kind and levels.get(state.id)}
    return words.pop() if len(words) == 1 else ""


def recognised(lead: Lead, *, agencies: Mapping[str, str], people: Mapping[str, str]) -> Lead:
    """The lead with the agency or person its printed words name exactly, capitals apart.

    `agencies` and `people` map names, short names and titles, in lower case, to ids. Words that name
    nobody are kept as printed: a guess would hold somebody to account for what they never took on.

    >>> recognised(Lead("Housing"), agencies={"housing": "a1"}, people={}).agency_id
    'a1'
    """
    if lead.to_be_confirmed or lead.agency_id or lead.person_id:
        return lead
    key = " ".join(lead.raw.lower().split())
    if key in people:
        return replace(lead, person_id=people[key])
    if key in agencies:
        return replace(lead, agency_id=agencies[key])
    return lead


def lead_line(lead: Lead) -> str:
    """A lead as one line of a form."""
    if is_open := open_words(lead):
        return is_open
    words = ", ".join(filter(None, (lead.person, lead.agency))) or lead.raw
    return " ".join(words.split())


def leads_from(lines: Sequence[str], held: Sequence[Lead] = ()) -> tuple[Lead, ...]:
    """The leads that a form's lines name. A line left as it was keeps the lead it stood for, whole.

    >>> leads_from(["Police", "tbc"])[1].to_be_confirmed
    True
    """
    as_held = {lead_line(lead): lead for lead in held}
    words = [" ".join(line.split()) for line in lines if line.strip()]
    return tuple(
        as_held.get(word) or open_lead(word) or Lead(raw=word, to_be_confirmed=is_to_be_confirmed(word))
        for word in words
    )


def measures_from(
    lines: Sequence[str], held: Sequence[Measure] = (), *, read: Callable[[str], Measure] = Measure
) -> tuple[Measure, ...]:
    """The measures of a form's lines. A line left as it was keeps the measure it stood for, whole.

    `read` says what sort of measure other words are.
    """
    as_held = {measure.text: measure for measure in held}
    words = [line.strip() for line in lines if line.strip()]
    return tuple(as_held.get(word) or read(word) for word in words)
