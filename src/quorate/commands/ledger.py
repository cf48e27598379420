"""Appends events to a partnership's hash chain, in the transaction of what they record."""

import secrets
from collections.abc import Sequence

from quorate.domain.access.actor import Actor
from quorate.domain.events.catalogue import Event
from quorate.domain.events.chain import GENESIS, canonical, digest_of, hash_of
from quorate.domain.kernel.asking import Moment
from quorate.domain.kernel.outcomes import OnBehalf, Waiver
from quorate.records.models import EventChain, EventRow

INSTALL = "install"


def append(
    actor: Actor, moment: Moment, events: Sequence[Event], behalf: OnBehalf | None, waiver: Waiver | None
) -> None:
    """Link the events, in order, to the actor's partnership's chain, or to the install's."""
    chain = held_chain(actor.partnership or INSTALL)
    rows = []
    for event in events:
        chain.count += 1
        salt, contents = secrets.token_hex(16), canonical(_contents(actor, event, behalf, waiver))
        digest, previous = digest_of(salt, contents), chain.head
        chain.head = hash_of(
            number=chain.count, at=moment.at, code=event.code, digest=digest, previous=previous
        )
        rows.append(
            EventRow(
                chain=chain,
                number=chain.count,
                at=moment.at,
                code=event.code,
                subject_kind=event.subject_kind,
                subject_id=event.subject_id,
                person_id_text=actor.person,
                salt=salt,
                contents=contents,
                digest=digest,
                previous=previous,
                hash=chain.head,
            )
        )
    EventRow.objects.bulk_create(rows)
    chain.save(update_fields=["head", "count"])


def held_chain(scope: str) -> EventChain:
    """The chain, held until the transaction ends.

    Every write to a partnership takes it last, so holding it is also to be the only one who writes its
    search words.
    """
    held = EventChain.objects.select_for_update().filter(scope=scope).first()
    if held is None:  # the first write of all
        EventChain.objects.get_or_create(scope=scope, defaults={"head": GENESIS})
        held = EventChain.objects.select_for_update().get(scope=scope)
    return held


def _contents(
    actor: Actor, event: Event, behalf: OnBehalf | None, waiver: Waiver | None
) -> dict[str, object]:
    said: dict[str, object] = {
        "subject": {"kind": event.subject_kind, "id": event.subject_id},
        "by": {"person": actor.person, "account": actor.account},
        "details": event.details,
        "private": event.private,
    }
    if behalf:
        said["on_behalf_of"] = {"person": behalf.person, "how": behalf.how, "on": behalf.on.isoformat()}
    if waiver:
        said["waiver"] = {
            "clause": waiver.clause,
            "agreed_by": waiver.agreed_by,
            "agreed_on": waiver.agreed_on.isoformat(),
        }
    return said
