"""Who takes words out for good: two officers together, never one alone.

The design asks for the coordinator and the information-governance officer: one knows what the words are
about, the other what may be kept. Neither can do it alone, and nobody can be both for this.
"""

from collections.abc import Set

from quorate.domain.access.roles import ROLE_NAMES, Role
from quorate.domain.kernel.outcomes import Refusal

BOTH = frozenset({Role.COORDINATOR, Role.INFORMATION_GOVERNANCE_OFFICER})


def refusal_to_settle(state: str) -> Refusal | None:
    """Why a redaction cannot be confirmed or declined any more. Code: `redactions.settled`."""
    if state == "proposed":
        return None
    said = "carried out" if state == "confirmed" else "declined"
    return Refusal("redactions.settled", f"This redaction was already {said}.")


def refusal_to_confirm(
    *, proposer: str, confirmer: str, proposer_roles: Set[Role], confirmer_roles: Set[Role]
) -> Refusal | None:
    """Why this person cannot confirm it. Codes: `redactions.same_person`, `redactions.both_officers`.

    The roles are those granted to each: the proposer's on the day of proposing, the confirmer's today.
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
    return None


def _other(roles: Set[Role]) -> str:
    has_coordinator = Role.COORDINATOR in roles
    return _lower(Role.INFORMATION_GOVERNANCE_OFFICER if has_coordinator else Role.COORDINATOR)


def _lower(role: Role) -> str:
    name = ROLE_NAMES[role]
    return f"{name[0].lower()}{name[1:]}"
