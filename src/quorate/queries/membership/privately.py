"""What the coordinator keeps of whoever chose the name they are shown by."""

import uuid
from dataclasses import dataclass

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import day
from quorate.records import scopes


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """Who somebody is, how they are shown, and how they may be reached."""

    id: str
    version: int
    shown_as: str
    name: str
    title: str
    email: str
    safe_contact: str
    safe_times: str
    lede: str
    is_kept: bool


def page_privately(actor: Actor, *, person: uuid.UUID) -> PrivatePage:
    """What is kept of one person, for whoever may see it. Raises NotFoundError."""
    row = scopes.people(actor).filter(id=person).first()
    if row is None:
        raise NotFoundError
    kept = scopes.kept_privately(actor).filter(person=row).first()
    return PrivatePage(
        id=str(row.id),
        version=row.version,
        shown_as=row.name if kept else "",
        name=kept.name if kept else row.name,
        title=kept.title if kept else row.title,
        email=row.email if kept else "",
        safe_contact=kept.safe_contact if kept else row.email,
        safe_times=kept.safe_times if kept else "",
        lede=f"Shown to everybody as {row.name} since {day(kept.kept_on)}. Only you see this page."
        if kept
        else "Shown by their own name. They may choose another, which then stands everywhere in its place.",
        is_kept=kept is not None,
    )
