"""When who may see a thing can be set anew."""

from quorate.domain.access.audience import Label
from quorate.domain.kernel.outcomes import Refusal


def refusal_to_label(held: Label, said: Label, *, bars_yourself: bool) -> Refusal | None:
    """Why a thing cannot be labelled so. Codes: `access.same_readers`, `access.bars_yourself`.

    `bars_yourself` says that the restriction named bars whoever asks, now or on a day to come: they would
    lose sight of the thing and could not set it back.
    """
    if bars_yourself:
        return Refusal(
            "access.bars_yourself",
            "This restriction bars you, so you would no longer see it yourself.",
            "Ask another coordinator to set it.",
            field="restriction",
        )
    if said == held:
        return Refusal("access.same_readers", "That is who may see it already.", field="audience")
    return None
