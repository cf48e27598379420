"""Sets anew who may see a plan, a meeting and what belongs to them, a question, a challenge or a risk."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import F, QuerySet

from quorate.commands import minutes_actions
from quorate.commands.runner import Done, Outcome, Run, command
from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import Audience, Label
from quorate.domain.access.labelling import refusal_to_label
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import NotFoundError
from quorate.records import scopes
from quorate.records.facts.labels import label_of
from quorate.records.models import Restriction

_THINGS: Mapping[str, Callable[[Actor], QuerySet[Any]]] = {
    "plan": scopes.plans,
    "entry": scopes.entries,
    "meeting": scopes.meetings,
    "agenda_item": lambda actor: scopes.agenda_items(actor).select_related("meeting"),
    "paper": lambda actor: scopes.papers(actor).select_related("meeting"),
    "challenge": scopes.challenges,
    "question": scopes.questions,
    "risk": scopes.risks,
    "forward_item": scopes.forward_items,
}
_OF_A_MEETING = ("agenda_item", "paper")


@command(Permission.RESTRICTION_EDIT)
def set_audience(
    run: Run, *, kind: str, id: uuid.UUID, version: int, audience: Audience, restriction: uuid.UUID | None
) -> Outcome:
    """Set anew how widely a thing may be read, and the restriction it names, None for none.

    It may be done whatever has become of the thing, so that words which should not be read can be hidden at
    once. Entries that say the same as their plan follow it and move on with it, papers that name the same
    restriction as their item follow that, and actions minuted under an item or at a meeting become as narrow
    as it is. Packs keep what they were made with. `version` is the meeting's for a paper.
    Refuses as `quorate.domain.access.labelling.refusal_to_label` does.
    """
    if kind not in _THINGS:
        raise NotFoundError
    row = _found(run, kind, id)
    root = row.meeting if kind == "paper" else row
    run.same(root, version)
    named = run.get(scopes.restrictions, restriction) if restriction else None
    held, said = label_of(row), Label(audience, str(named.id) if named else "")
    if refusal := refusal_to_label(held, said, bars_yourself=named is not None and _bars(run, named)):
        return refusal
    followed = _follow(kind, row, audience, named)
    row.audience, row.restriction = audience.value, named
    row.save(update_fields=["audience", "restriction"])
    if kind in ("agenda_item", "meeting"):
        minutes_actions.relabelled(row.record.all())
    run.touch(root)
    if kind == "agenda_item":
        run.touch(row.meeting)
    details = {
        "audience": audience.value,
        "was": held.audience.value,
        "restriction": said.restriction,
        "restriction_was": held.restriction,
        "followed": str(followed),
    }
    return Done([Event("access.labelled", kind, str(row.id), details)], id=row.id)


def _found(run: Run, kind: str, id: uuid.UUID) -> Any:
    """The thing, held; its meeting is held first, as whatever else writes to a meeting holds it first."""
    scope = _THINGS[kind]
    if kind in _OF_A_MEETING:
        run.get(scopes.meetings, scope(run.actor).filter(id=id).values_list("meeting", flat=True).first())
    return run.find(scope, id)


def _follow(kind: str, row: Any, audience: Audience, named: Restriction | None) -> int:
    """Label what hangs on a row and says the same as it does, and how many those are.

    Asked before the row itself is changed.
    """
    if kind == "plan":
        same: QuerySet[Any] = row.entries.filter(audience=row.audience, restriction=row.restriction_id)
        return same.update(audience=audience.value, restriction=named, version=F("version") + 1)
    if kind == "agenda_item":
        papers: QuerySet[Any] = row.papers.filter(restriction=row.restriction_id)
        return papers.update(restriction=named)
    return 0


def _bars(run: Run, named: Restriction) -> bool:
    """Whether a restriction that has not ended names whoever asks among those it bars."""
    actor = run.actor
    if named.to_on is not None and named.to_on < run.moment.today:
        return False
    return (
        named.barred_people.filter(id=actor.person).exists()
        or named.barred_agencies.filter(id__in=list(actor.agencies)).exists()
    )
