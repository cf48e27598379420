"""Part of a plan: the entries of one lead, one standing or one sort of barrier."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quorate.domain.kernel.words import spaced
from quorate.domain.plans.barriers import Barrier
from quorate.domain.plans.labels import Flag, Headline
from quorate.domain.plans.outline import Stated, StatedT
from quorate.domain.plans.standing import Standing


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What to keep; each left empty asks nothing, and those given must all hold.

    `agency_id` and `person_id` ask for any lead with that id. `lead` asks for words in a lead as printed,
    an agency's name or a person's. `words` are looked for in the code and the wording.
    """

    agency_id: str = ""
    person_id: str = ""
    lead: str = ""
    headline: Headline | None = None
    flag: Flag | None = None
    barrier: Barrier | None = None
    words: str = ""


def narrowed(
    states: Sequence[StatedT],
    standings: Mapping[str, Standing],
    by: Narrowing,
    *,
    texts: Mapping[str, str],
) -> tuple[StatedT, ...]:
    """The entries that meet every part of the narrowing, in the order given.

    `texts` gives their wordings by id; they are only looked at when words are asked for.
    """
    return tuple(state for state in states if _keeps(state, standings[state.id], by, texts.get(state.id, "")))


def _keeps(state: Stated, standing: Standing, by: Narrowing, text: str) -> bool:
    return (
        _led_by(state, by)
        and (by.headline is None or standing.headline is by.headline)
        and (by.flag is None or by.flag in standing.flags)
        and (by.barrier is None or (state.progress is not None and by.barrier in state.progress.barriers))
        and by.words.lower().strip() in f"{state.code} {text}".lower()
    )


def _led_by(state: Stated, by: Narrowing) -> bool:
    wanted = spaced(by.lead).lower()
    return (
        (not by.agency_id or any(lead.agency_id == by.agency_id for lead in state.leads))
        and (not by.person_id or any(lead.person_id == by.person_id for lead in state.leads))
        and (
            not wanted
            or any(
                wanted in spaced(f"{lead.raw} {lead.agency} {lead.person}").lower() for lead in state.leads
            )
        )
    )
