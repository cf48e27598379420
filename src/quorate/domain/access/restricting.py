"""When a restriction can be set. The same answers stop a command and can explain its button."""

from collections.abc import Collection
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import day


def refusal_to_restrict(
    actor: Actor,
    *,
    reason: str,
    names_somebody: bool,
    from_on: date,
    to_on: date | None,
    barred_people: Collection[str],
    barred_agencies: Collection[str],
) -> Refusal | None:
    """Why a restriction cannot be set so; both days are included.

    `names_somebody` says that it bars or allows anybody. Whoever is barred sees nothing of a restriction and
    could not lift it, so nobody bars themselves. Codes: `people.reason_needed`, `people.nobody_named`,
    `people.ends_before_it_starts`, `people.bars_yourself`.
    """
    if not reason.strip():
        return Refusal("people.reason_needed", "Say why these people are named.", field="reason")
    if not names_somebody:
        return Refusal(
            "people.nobody_named", "Name somebody who is barred, or somebody who may read.", field="barred"
        )
    if to_on is not None and to_on < from_on:
        sentence = f"It ends on {day(to_on)}, before it starts on {day(from_on)}."
        return Refusal("people.ends_before_it_starts", sentence, field="to_on")
    return _bars_yourself(actor, barred_people, barred_agencies)


def _bars_yourself(actor: Actor, people: Collection[str], agencies: Collection[str]) -> Refusal | None:
    own = not actor.agencies.isdisjoint(agencies)
    if actor.person not in people and not own:
        return None
    return Refusal(
        "people.bars_yourself",
        "You speak for an agency that is barred, and would see nothing of this yourself."
        if own
        else "You would bar yourself, and see nothing of this yourself.",
        "A coordinator who is not barred can set it.",
        field="barred",
    )
