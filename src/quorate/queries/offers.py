"""A button as a value: where it leads, or why it cannot be pressed, from the rule that the command asks."""

from dataclasses import dataclass

from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.outcomes import Refusal


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether something can be done now; `refusal` says why not."""

    refusal: Refusal | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be done."""
        return self.refusal is None


def offer(
    actor: Actor, permission: Permission, *, group: str = "", refusal: Refusal | None = None
) -> Offer | None:
    """The offer of an act: None for those whose roles never include it, who are not shown the button."""
    if refusal_to_act(actor, permission, group=group):
        return None
    return Offer(refusal)
