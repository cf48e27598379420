"""How long words are once set, roughly, so that what fits a page is kept on one and what does not may break.

Lines are estimated from characters, a little too many rather than too few: a block kept whole that was longer
than a page would lose its end.
"""

from collections.abc import Iterable

from quorate.domain.packs import wording
from quorate.domain.packs.content import ExceptionSheet, PlanSummary

# Characters on a line of an exception's facts, beside their labels, on an upright page.
_ACROSS = 70
# Lines of an exception that is kept on one page; a page has some fifty, and half of one may be left white.
_WHOLE_SHEET = 30
# Of a table by outcome: characters across its first column, lines that a row's bar and white take, and
# lines of a table that is kept on one page.
_OUTCOME_CHARACTERS, _BESIDE, _WHOLE_SUMMARY = 22, 2, 45


def lines_of(text: str, across: int) -> int:
    """How many lines the text takes where `across` characters fit on one."""
    return sum(len(line) // across + 1 for line in text.splitlines())


def fits_a_page(sheet: ExceptionSheet) -> bool:
    """Whether an exception is short enough to be kept on one page."""
    said: Iterable[str] = (sheet.text, *(words for _, words in wording.exception_facts(sheet)))
    return sum(lines_of(each, _ACROSS) for each in said) <= _WHOLE_SHEET


def notes_fit_a_page(notes: Iterable[str]) -> bool:
    """Whether the data notes are short enough to be kept on one page, with their heading."""
    return sum(lines_of(each, _ACROSS) + 1 for each in notes) <= _WHOLE_SUMMARY


def summary_fits_a_page(plan: PlanSummary) -> bool:
    """Whether a plan's table by outcome is short enough to be kept on one page, with its heading."""
    words = (each for outcome in plan.outcomes for each in (outcome.name, outcome.remark))
    lines = sum(lines_of(each, _OUTCOME_CHARACTERS) for each in words)
    return lines + _BESIDE * len(plan.outcomes) <= _WHOLE_SUMMARY
