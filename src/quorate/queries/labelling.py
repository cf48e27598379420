"""Who sees a thing: the form that says so in words, for whatever carries an audience and a restriction."""

import uuid
from dataclasses import dataclass
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.access.audience import AUDIENCE_NAMES, READERS, Audience
from quorate.domain.access.roles import MACHINE_ROLES, ROLE_NAMES, Role
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day, listed
from quorate.queries.redactable import SCOPES
from quorate.queries.restrictions import restriction_choices
from quorate.queries.subjects import Seen, names_of
from quorate.records import scopes
from quorate.records.models import Restriction

_OFFERED = (Audience.PARTNERSHIP, Audience.CORE, Audience.RESTRICTED)
Options = tuple[tuple[str, str, str], ...]

KINDS = {
    "plan": "plan",
    "entry": "entry",
    "meeting": "meeting",
    "agenda_item": "agenda item",
    "paper": "paper",
    "challenge": "challenge",
    "question": "question",
    "risk": "risk",
    "forward_item": "planned item",
}
"""What carries an audience and a restriction, by the name its events go by."""

_FOLLOWS = {
    "plan": "Entries with the plan’s readers follow it. Nobody sees an entry whose plan they do not.",
    "entry": "Nobody sees an entry whose plan they do not.",
    "meeting": "Nobody sees an item or a paper whose meeting they do not.",
    "agenda_item": "Papers that name the same restriction as the item follow it. Nobody sees a paper whose "
    "item they do not.",
    "paper": "Nobody sees a paper whose item or meeting they do not.",
    "question": "The agenda item it stands under keeps the readers it has.",
    "challenge": "Nobody sees a challenge whose meeting or item they do not.",
    "risk": "Its number stays as it is.",
    "forward_item": "Put on an agenda it keeps these readers. Nobody sees one whose meeting they do not.",
}


@dataclass(frozen=True, slots=True)
class LabelForm:
    """Who sees a thing now, and who may. `version` is the meeting's for a paper."""

    kind: str
    id: str
    word: str
    seen: Seen
    version: int
    follows: str
    audience: str
    audiences: Options
    restriction: str
    restrictions: Options
    lede: str


def page_label(actor: Actor, *, kind: str, id: uuid.UUID, today: date) -> LabelForm:
    """Who sees one thing. Raises NotFoundError where the actor does not, or of a kind without readers."""
    if kind not in KINDS:
        raise NotFoundError
    rows = SCOPES[kind](actor).filter(id=id)
    row = (rows.select_related("meeting") if kind == "paper" else rows).first()
    seen = names_of(actor, subjects=[(kind, str(id))], people=()).subject(kind, str(id))
    if row is None or seen is None:
        raise NotFoundError
    named = scopes.restrictions(actor).filter(id=row.restriction_id).first() if row.restriction_id else None
    return LabelForm(
        kind=kind,
        id=str(id),
        word=KINDS[kind],
        seen=seen,
        version=row.meeting.version if kind == "paper" else row.version,
        follows=_FOLLOWS[kind],
        audience=row.audience,
        audiences=audience_choices(actor, held=row.audience),
        restriction=str(row.restriction_id or ""),
        restrictions=restriction_choices(actor, today=today, held=row.restriction_id),
        lede=_lede(Audience(row.audience), named, today),
    )


def _lede(level: Audience, named: Restriction | None, today: date) -> str:
    """Who sees it now, in a sentence, and what the restriction it names adds to that today."""
    now = f"Now: {AUDIENCE_NAMES[level][:1].lower()}{AUDIENCE_NAMES[level][1:]}"
    if named is None:
        return f"{now}."
    if named.to_on is not None and named.to_on < today:
        return f"{now}. The restriction {named.name} ended on {day(named.to_on)} and holds no more."
    if named.from_on > today:
        return f"{now}. The restriction {named.name} holds from {day(named.from_on)} on."
    return f"{now}, under the restriction {named.name}."


def audience_choices(actor: Actor, *, group: str = "", held: str = "") -> Options:
    """The audiences the actor may set in a group, widest first, each with who that is; and the one held."""
    theirs = actor.audiences_in(*filter(None, [group]))
    return tuple(
        (level.value, name, _who(level))
        for level, name in AUDIENCE_NAMES.items()
        if level == held or (level in _OFFERED and level in theirs)
    )


def _who(level: Audience) -> str:
    if level is Audience.RESTRICTED:
        return "The partnership coordinator, and those a restriction admits once they have signed."
    readers = READERS[level] - MACHINE_ROLES
    if readers == READERS[Audience.PARTNERSHIP] - MACHINE_ROLES:
        return "Whoever signs in here with a role or a seat."
    names = listed([ROLE_NAMES[role] for role in Role if role in readers])
    return f"{names[0]}{names[1:].lower()}."
