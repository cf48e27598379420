"""Reads who leads out of a cell: agencies, people, initials, posts, "TBC", and several at once.

Whether two lines are a person with their agency or two leads cannot be known from a paper. The likelier
reading is proposed, the words are kept as printed, and the coordinator is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from quorate.domain.imports.vocabulary import AGENCY_WORDS, POST_WORDS
from quorate.domain.plans.facts import Lead
from quorate.domain.plans.leading import TO_BE_CONFIRMED, is_to_be_confirmed, open_lead

_INITIALS = re.compile(r"(?:[A-Z]['’]?){2,3}|[A-Z]{1,2}['’]?O?['’][A-Z]")
_PERSON = re.compile(
    r"(?:(?:Dr|Cllr|Councillor|Mr|Mrs|Ms|Prof|Rev)\.?\s+)?"
    # Each further part begins with a mark or a capital: else a long word could be parted in endless ways.
    r"[A-Z][a-z]+(?:(?:[-'’][A-Z]?|[A-Z])[a-z]+)*"
    r"(?:\s+[A-Z][A-Za-z'’-]+){1,2}"
)
_TITLE = re.compile(r"^(?:Dr|Cllr|Councillor|Mr|Mrs|Ms|Prof|Rev)\.?\s+")
_ACRONYMS_AFTER = re.compile(r"^(?P<name>.+?)\s+(?P<rest>(?:[A-Z]{2,5})(?:\s+[A-Z]{2,5})*)$")


@dataclass(frozen=True, slots=True)
class LeadQuestion:
    """A question about the leads: its flag's code, and `about`, the words of the one lead it asks about.

    `answer` is the name the paper gives elsewhere in place of those words, or empty.
    """

    code: str
    sentence: str
    about: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ReadLeads:
    """The leads found, and the questions about them, each lead's own apart."""

    leads: tuple[Lead, ...] = ()
    questions: tuple[LeadQuestion, ...] = ()


def read_leads(raw: str, *, people: dict[str, str] | None = None) -> ReadLeads:
    """Who leads, in the order printed.

    `people` gives the full names known to be people's in the same paper, by their initials
    (`people_by_initials`). Two capitalised words alone may be a person or a charity: that is asked.

    >>> [(lead.raw, lead.to_be_confirmed) for lead in read_leads("Charity lead / TBC").leads]
    [('Charity lead', False), ('TBC', True)]
    """
    people = people or {}
    leads = _joined_lines(_parted(raw, people), raw)
    questions: list[LeadQuestion] = []
    if len(leads) > 1:
        questions.append(LeadQuestion("two_leads", _several_question(leads)))
    for lead in leads:
        if lead.person or lead.agency or lead.to_be_confirmed:
            continue
        if _INITIALS.fullmatch(lead.raw):
            name = people.get(_plain(lead.raw), "")
            questions.append(
                LeadQuestion("lead_initials", _initials_question(lead.raw, name), lead.raw, name)
            )
        elif _is_person(lead.raw):
            sentence = f"Is “{lead.raw}” a person or an agency?"
            questions.append(LeadQuestion("lead_person_or_agency", sentence, lead.raw))
    return ReadLeads(leads, tuple(questions))


def people_by_initials(cells: Iterable[str]) -> dict[str, str]:
    """The full names in a paper's lead cells that are people's, by their initials.

    A name is a person's when an agency stands after it, when it has a title before it, or when its initials
    lead something else. Initials that two names share are left out.
    """
    found: dict[str, set[str]] = {}
    sure: set[str] = set()
    initials: set[str] = set()
    for cell in cells:
        for lead in _joined_lines(_parted(cell, {}), cell):
            initials.add(_plain(lead.raw))
            name = lead.person or (lead.raw if _is_person(lead.raw) else "")
            if name:
                bare = _TITLE.sub("", name)
                found.setdefault("".join(word[0] for word in bare.split()), set()).add(name)
                if lead.person:
                    sure.add(name)
    return {
        key: name
        for key, names in found.items()
        for name in names
        if len(names) == 1 and (name in sure or key in initials)
    }


def _parted(raw: str, people: dict[str, str]) -> list[Lead]:
    return [
        lead
        for line in re.split(r"\n|;", raw)
        for part in re.split(r"\s*/\s*|\s*,\s*(?=TB[CAD]\b)", line)
        for words in _without_tbc(part)
        for lead in _read_one(words, people)
    ]


def _plain(initials: str) -> str:
    return initials.replace("'", "").replace("’", "")


def _without_tbc(part: str) -> list[str]:
    """A name before TBC is that lead, and another to be confirmed; "(to be confirmed who)" is one."""
    if open_lead(part):
        return [part]
    match = TO_BE_CONFIRMED.search(part)
    if match and is_to_be_confirmed(part):
        return [match[0]]
    if match is None:
        return [part.strip()] if part.strip() else []
    rest = (part[: match.start()] + part[match.end() :]).strip(" -–,()")
    return [rest, match[0]] if rest else [match[0]]


def _read_one(words: str, people: dict[str, str]) -> list[Lead]:
    if lead := open_lead(words):
        return [lead]
    if is_to_be_confirmed(words):
        return [Lead(raw=words, to_be_confirmed=True)]
    if (match := _ACRONYMS_AFTER.match(words)) and _is_person(match["name"]):
        first, *others = match["rest"].split()
        return [
            Lead(raw=f"{match['name']} {first}", person=match["name"], agency=first),
            *(Lead(raw=other) for other in others),
        ]
    if known := next((name for name in people.values() if words == name or words.startswith(name + " ")), ""):
        return [Lead(raw=words, person=known, agency=words[len(known) :].strip())]
    if _is_person(words):
        return [Lead(raw=words, person=words if _TITLE.match(words) else "")]
    if AGENCY_WORDS.search(words) and not POST_WORDS.search(words) and words[0].isupper():
        return [Lead(raw=words, agency=words)]
    return [Lead(raw=words)]


def _is_person(words: str) -> bool:
    return bool(_PERSON.fullmatch(words)) and not AGENCY_WORDS.search(words) and not POST_WORDS.search(words)


def _joined_lines(leads: list[Lead], raw: str) -> tuple[Lead, ...]:
    """A person on one line and an agency on the next are one lead."""
    joined: list[Lead] = []
    for lead in leads:
        before = joined[-1] if joined else None
        if (
            before
            and not before.agency
            and (before.person or _is_person(before.raw))
            and lead.agency
            and not lead.person
            and f"{before.raw}\n{lead.raw}" in raw
        ):
            person = before.person or before.raw
            joined[-1] = Lead(raw=f"{before.raw}\n{lead.raw}", person=person, agency=lead.agency)
        else:
            joined.append(lead)
    return tuple(joined)


def _initials_question(initials: str, name: str) -> str:
    if name:
        return f"Is “{initials}” {name}, who is named elsewhere in this paper?"
    return f"Whose initials are “{initials}”?"


def _several_question(leads: tuple[Lead, ...]) -> str:
    open_one = next((lead.raw for lead in leads if lead.to_be_confirmed), "")
    if open_one and len(leads) == 2:
        return f"Two leads in one cell. Is “{open_one}” a second lead still to be named?"
    count = {2: "Two", 3: "Three", 4: "Four"}.get(len(leads), str(len(leads)))
    names = "; ".join(" ".join(lead.raw.split()) for lead in leads)
    return f"{count} leads in one cell: {names}. Is that right?"
