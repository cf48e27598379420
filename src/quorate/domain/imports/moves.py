"""Where an import would have entries stand, asked of the rule by which they are moved by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quorate.domain.imports.differences import BEGINS, PARENT, Change, Difference, ExistingEntry
from quorate.domain.imports.proposal import Proposal
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.refusals import MOST_LEVELS, refusal_to_move


@dataclass(frozen=True, slots=True)
class _Place:
    """An entry where it would stand; a new one goes by its key."""

    id: str
    code: str
    text: str
    parent_id: str


def refusals_to_place(
    existing: Sequence[ExistingEntry], proposal: Proposal, found: Sequence[Difference]
) -> dict[str, Refusal]:
    """Why entries cannot stand where the paper has them, by their keys in the proposal.

    Asked of every entry that is new or that moves, in the plan as it would be once all is accepted: two
    entries that change places are no loop. Codes: those of `quorate.domain.plans.refusals.refusal_to_move`.
    """
    places, keys = _places(existing, proposal, found)
    refused = {}
    for id in dict.fromkeys(_suspects(places, keys)):
        parent = places[id].parent_id
        if refusal := refusal_to_move(entry_id=id, parent_id=parent, states=tuple(places.values())):
            refused[keys[id]] = refusal
    return refused


def _places(
    existing: Sequence[ExistingEntry], proposal: Proposal, found: Sequence[Difference]
) -> tuple[dict[str, _Place], dict[str, str]]:
    """Every entry where it would stand, by its id, and the keys of those that the paper puts there."""
    places = {old.id: _Place(old.id, old.code, old.text, old.parent_id) for old in existing}
    keys: dict[str, str] = {}
    ids = {d.proposed: d.existing or d.proposed for d in found if d.proposed}
    entries = {entry.key: entry for entry in proposal.entries}
    for d in found:
        if d.change not in (Change.NEW, Change.CHANGED):
            continue
        new = entries[d.proposed]
        changed = {change.field: change.new for change in d.fields}
        id = ids[new.key]
        if d.change is Change.NEW or BEGINS in changed:
            places[id] = _Place(id, new.code, new.text, ids.get(new.parent, ""))
            keys[id] = new.key
        elif PARENT in changed:
            places[id] = replace(places[id], parent_id=changed[PARENT])
            keys[id] = new.key
    return places, keys


def _suspects(places: Mapping[str, _Place], keys: Mapping[str, str]) -> list[str]:
    """Whatever the paper puts nearest above an entry that stands too deep or under itself."""
    found = []
    for id in places:
        chain = [id]
        while len(chain) <= MOST_LEVELS and (above := places[chain[-1]].parent_id) in places:
            chain.append(above)
        if len(chain) > MOST_LEVELS:
            found += [each for each in chain if each in keys][:1]
    return found
