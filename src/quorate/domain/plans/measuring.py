"""What an entry's measures have come to, where the record can tell."""

from collections.abc import Iterable, Mapping

from quorate.domain.plans.facts import Measure, MeasureKind
from quorate.domain.plans.outline import StatedT
from quorate.domain.plans.references import normal
from quorate.domain.plans.standing import Standing


def completions(states: Iterable[StatedT], standings: Mapping[str, Standing]) -> dict[str, str]:
    """How the entry with each code stands, for the measures that are another entry's completion.

    A code that two entries of the plan have says so: which was meant is not known.
    """
    found: dict[str, str] = {}
    for state in states:
        if key := normal(state.code):
            label = standings[state.id].label
            found[key] = (
                "more than one entry has this number" if key in found else label[:1].lower() + label[1:]
            )
    return found


def measured(measure: Measure, *, stands: Mapping[str, str], evidence: str) -> str:
    """What a measure has come to: another entry's completion, or the latest evidence for a judgement.

    `stands` is as `completions` gives it. An entry that the reader may not see is said of as one that the
    plan does not have. A number has nothing to say: no counts are kept. Empty then.

    >>> measured(Measure("Outcome of 2b", MeasureKind.ENTRY, "2b"), stands={"2b": "overdue"}, evidence="")
    'Completion of 2b: overdue'
    """
    if held := result(measure, stands=stands, evidence=evidence):
        return held
    if measure.kind is MeasureKind.ENTRY and measure.entry_code:
        return f"Completion of {measure.entry_code}: not known here"
    return "No evidence recorded yet" if measure.kind is MeasureKind.JUDGEMENT else ""


def result(measure: Measure, *, stands: Mapping[str, str], evidence: str) -> str:
    """What the record holds of a measure, as `measured` says it; empty where it holds nothing.

    >>> result(Measure("Outcome of 2b", MeasureKind.ENTRY, "2b"), stands={}, evidence="")
    ''
    """
    if measure.kind is MeasureKind.ENTRY and (said := stands.get(normal(measure.entry_code))):
        return f"Completion of {measure.entry_code}: {said}"
    return f"Evidence: {evidence}" if measure.kind is MeasureKind.JUDGEMENT and evidence else ""
