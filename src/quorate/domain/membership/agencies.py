"""Agencies that are renamed, or become part of another: what each was called on a day, and what it is then.

What was done before the day keeps the name of then, and is the agency's own. From the day one became part of
another the two count as one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day
from quorate.domain.membership.facts import AgencyFacts


def agencies_on(agencies: Sequence[AgencyFacts], on: date) -> tuple[AgencyFacts, ...]:
    """The agencies as they stood on a day.

    One that had become part of another by then goes by that one's name, and names it in `merged_into`; the
    day itself is the other's already. The name it had is then among its `earlier` ones.
    """
    known = {one.id: one for one in agencies}
    found = []
    for one in agencies:
        last = known[_became(one.id, known, on)]
        merged = last.id if last.id != one.id else ""
        earlier = one.earlier
        if merged and one.merged_on:
            earlier = (*earlier, (one.name, one.merged_on - timedelta(days=1)))
        found.append(replace(one, name=name_on(last, on), merged_into=merged, earlier=earlier))
    return tuple(found)


def name_on(agency: AgencyFacts, on: date) -> str:
    """What an agency was called on a day; the last day of a name is still its own."""
    names = sorted(agency.earlier, key=lambda one: one[1])
    return next((name for name, until in names if on <= until), agency.name)


def agency_of_deputy(seat: str, own: Sequence[str], agencies: Sequence[AgencyFacts]) -> str:
    """The agency that a deputy brings to the table: that of the member replaced, if it is theirs too.

    It is where they work for it, for a part of it, or for what it is part of. Otherwise it is their own, the
    first of `own`: a quorum counts the agencies people work for, and nobody brings one they are not of.
    Where nothing says whom they work for, the member's stands.
    """
    known = {one.id: one for one in agencies}
    body = _body(seat, known)
    return seat if not own or body in {_body(one, known) for one in own} else own[0]


def speaks_elsewhere(seat: str, own: Sequence[str], agencies: Sequence[AgencyFacts]) -> str:
    """The agency of somebody who does not speak for their seat's own at all: the first of `own`.

    Empty where they do, as whoever speaks for a part of it or for what it is part of does; where the seat
    speaks for no agency; and where nothing says whom they speak for.
    """
    if not seat or seat in own:
        return ""
    theirs = agency_of_deputy(seat, own, agencies)
    return theirs if theirs != seat else ""


def is_called(name: str, id: str, agencies: Sequence[AgencyFacts]) -> bool:
    """Whether somebody who gives an agency's name may mean this one: by any name of its, or of its whole."""
    known = {one.id: one for one in agencies}
    body = _body(id, known)
    of_it = [one for one in agencies if _body(one.id, known) == body]
    names = {called for one in of_it for called in (one.name, *(was for was, _ in one.earlier))}
    return name.strip().casefold() in {called.casefold() for called in names}


def wrote_elsewhere(name: str, seat: str, own: Sequence[str], agencies: Sequence[AgencyFacts]) -> bool:
    """Whether somebody who wrote from an agency by this name wrote from another than the seat's.

    A name that no agency here goes by says so only where nothing else says whom they speak for: it may be
    another way to call the seat's own.
    """
    if not name.strip() or is_called(name, seat, agencies):
        return False
    return not own or any(is_called(name, one.id, agencies) for one in agencies)


def seated_elsewhere(theirs: str, seat: str, *, is_deputy: bool) -> str:
    """What follows where somebody of one agency sits in another's seat, by the names of the two.

    >>> seated_elsewhere("the council", "the police", is_deputy=False)
    'They speak for the council, and count for the police, whose seat it is.'
    """
    if is_deputy:
        return f"They speak for {theirs}, and as a deputy count for it and not for {seat}, whose seat it is."
    return f"They speak for {theirs}, and count for {seat}, whose seat it is."


def _body(id: str, known: dict[str, AgencyFacts]) -> str:
    """What an agency is part of at last, or became part of."""
    seen: set[str] = set()
    while id in known and id not in seen and (up := known[id].merged_into or known[id].parent_id):
        seen.add(id)
        id = up
    return id


def _became(id: str, known: dict[str, AgencyFacts], on: date) -> str:
    seen = {id}
    while (one := known[id]).merged_into in known and one.merged_on is not None and one.merged_on <= on:
        if one.merged_into in seen:
            break
        id = one.merged_into
        seen.add(id)
    return id


def refusal_to_rename(
    agency: AgencyFacts, *, name: str, is_same: bool, is_taken: bool, from_on: date, today: date
) -> Refusal | None:
    """Why an agency cannot be called so from a day, the first of the new name.

    Codes: `people.agency_name_needed`, `people.agency_same_name`, `people.agency_named_already`,
    `people.agency_merged`, `people.not_yet`, `people.agency_renamed_later`.
    """
    if not name.strip():
        return Refusal("people.agency_name_needed", "Give the agency’s new name.", field="name")
    if refusal := refusal_of_merged(agency, today):
        return refusal
    if is_same:
        return Refusal("people.agency_same_name", "That is what it is called now.", field="name")
    if is_taken:
        sentence = f"There is already an agency called {name.strip()}."
        return Refusal("people.agency_named_already", sentence, field="name")
    if from_on > today:
        return Refusal("people.not_yet", "That day has not come yet.", field="from_on")
    last = max((until for _, until in agency.earlier), default=None)
    if last is not None and from_on <= last:
        return Refusal(
            "people.agency_renamed_later",
            f"It went by an earlier name until {day(last)}.",
            "Give a later day.",
            field="from_on",
        )
    return None


def refusal_to_merge(
    agency: AgencyFacts, into: AgencyFacts, *, parts: Sequence[str], merged_on: date, today: date
) -> Refusal | None:
    """Why an agency cannot become part of another. `parts` are the ids of those that are part of it.

    Codes:
    `people.agency_merged`, `people.agency_into_itself`, `people.not_yet`.
    """
    if refusal := refusal_of_merged(agency, today):
        return refusal
    if agency.id == into.id or into.id in parts:
        sentence = "An agency does not become part of itself."
        return Refusal("people.agency_into_itself", sentence, "Choose another.", field="into")
    if into.merged_on is not None:
        return Refusal(
            "people.agency_merged",
            f"{into.name} became part of another on {day(into.merged_on)}.",
            "Choose the one it became part of.",
            field="into",
        )
    if merged_on > today:
        return Refusal("people.not_yet", "That day has not come yet.", field="merged_on")
    return None


def refusal_of_merged(agency: AgencyFacts, on: date) -> Refusal | None:
    """Why nothing new begins for an agency that became part of another. Code: `people.agency_merged`."""
    if agency.merged_on is None or on < agency.merged_on:
        return None
    sentence = f"It became part of another agency on {day(agency.merged_on)}."
    return Refusal("people.agency_merged", sentence, "Choose that one.")


def said_of_then(agencies: Sequence[AgencyFacts], on: date) -> dict[str, str]:
    """What to call, of a day, agencies that have another name now or became part of another, by their ids.

    "Hospital trust (now Police)": the name of the day, and what it goes by since. Those that go by the same
    name are not among them.
    """
    known = {one.id: one for one in agencies}
    found = {}
    for one in agencies:
        then, now = name_on(one, on), known[_became(one.id, known, date.max)].name
        if then != now:
            found[one.id] = f"{then} (now {now})"
    return found
