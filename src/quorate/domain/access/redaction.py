"""Who takes words out for good: two officers together, never one alone.

The design asks for the coordinator and the information-governance officer: one knows what the words are
about, the other what may be kept. Neither can do it alone, and nobody can be both for this.
"""

from collections.abc import Set
from dataclasses import replace

from quorate.domain.access.actor import Actor
from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.outcomes import Refusal

BOTH = frozenset({Role.COORDINATOR, Role.INFORMATION_GOVERNANCE_OFFICER})


def as_officer(actor: Actor) -> Actor:
    """Somebody who settles redactions, as they read what one takes out: whatever its audience.

    Nobody can decide on words they have not seen. A restriction that bars them still does.
    """
    return replace(actor, granted=actor.granted | {Role.COORDINATOR})


def refusal_to_settle(state: str) -> Refusal | None:
    """Why a redaction cannot be confirmed or declined any more. Code: `redactions.settled`."""
    if state == "proposed":
        return None
    said = "carried out" if state == "confirmed" else "declined"
    return Refusal("redactions.settled", f"This redaction was already {said}.")


def refusal_to_confirm(
    *,
    proposer: str,
    confirmer: str,
    proposer_roles: Set[Role],
    confirmer_roles: Set[Role],
    is_seen: bool,
) -> Refusal | None:
    """Why this person cannot confirm it.

    Codes: `redactions.same_person`, `redactions.both_officers`, `redactions.unseen`. The roles are those
    granted to each: the proposer's on the day of proposing, the confirmer's today. `is_seen` says that the
    confirmer may see what goes, as `as_officer` reads it.
    """
    if proposer == confirmer:
        return Refusal(
            "redactions.same_person",
            "You proposed this redaction, so somebody else has to confirm it.",
            f"Ask the {_other(proposer_roles)}.",
        )
    if missing := BOTH - (proposer_roles | confirmer_roles):
        name = _lower(min(missing))
        return Refusal(
            "redactions.both_officers",
            f"Between the two of you nobody is {name}.",
            f"Ask the {name} to confirm it.",
        )
    if not is_seen:
        return Refusal(
            "redactions.unseen",
            "You may not see what goes, so you cannot confirm it.",
            f"Ask another {_other(proposer_roles)} to confirm it.",
        )
    return None


def _other(roles: Set[Role]) -> str:
    has_coordinator = Role.COORDINATOR in roles
    return _lower(Role.INFORMATION_GOVERNANCE_OFFICER if has_coordinator else Role.COORDINATOR)


def _lower(role: Role) -> str:
    name = ROLE_NAMES[role]
    return f"{name[0].lower()}{name[1:]}"
