"""What terms of reference usually state, so that one left out is asked about and never made up."""

from collections.abc import Iterable

from quorate.domain.terms.clauses import ClauseKind

USUAL = (
    ClauseKind.CADENCE,
    ClauseKind.DURATION,
    ClauseKind.CIRCULATION,
    ClauseKind.MINUTES_TO_MEMBERS,
    ClauseKind.QUORUM,
    ClauseKind.CHAIR,
    ClauseKind.VICE_CHAIR,
    ClauseKind.SUBSTITUTION,
    ClauseKind.AUTHORITY,
    ClauseKind.CONFIDENTIALITY,
    ClauseKind.REVIEW,
)
"""The kinds that terms usually have; a document without one is asked about it."""

_SAME_DUTY = {ClauseKind.CIRCULATION: (ClauseKind.AGENDA,)}


def not_stated(has: Iterable[ClauseKind]) -> tuple[ClauseKind, ...]:
    """The usual kinds that are not among those stated; an agenda sent out stands for papers sent out.

    >>> ClauseKind.CIRCULATION in not_stated([ClauseKind.AGENDA])
    False
    """
    stated = set(has)
    return tuple(k for k in USUAL if k not in stated and not stated & set(_SAME_DUTY.get(k, ())))
