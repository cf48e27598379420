"""Papers that each agency passes on to its own people, and says that it did.

The terms ask every member to be the single point of contact of its agency and to circulate material there.
Only a paper that is open to everybody in the partnership, and that went out, is ever asked to be passed on:
to ask it of a restricted one would send it to people nobody vetted.
"""

from collections.abc import Collection, Sequence
from datetime import date

from quorate.domain.access.audience import Label
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day

LONGEST_TO = 1_000


def may_be_passed_on(*labels: Label) -> bool:
    """Whether a paper may be asked to be passed on: it and all it hangs on are open to all.

    `labels` are the paper's, its agenda item's if it has one, and its meeting's.
    """
    return all(label.is_open_to_all for label in labels)


def refusal_to_pass_on(
    *,
    labels: Sequence[Label],
    sent_on: date | None,
    on: date,
    to: str,
    today: date,
) -> Refusal | None:
    """Why it cannot be recorded that an agency passed a paper on.

    `sent_on` is the day it went out, None while it has not. Codes: `papers.never_passed_on` for one that is
    not open to all, `papers.not_sent`, `papers.passed_on_before`, `papers.passed_on_not_yet`,
    `papers.passed_on_to_nobody` and `papers.passed_on_too_long`.
    """
    if not may_be_passed_on(*labels):
        sentence = "This paper is not open to the whole partnership, so it is not to be passed on."
        return Refusal("papers.never_passed_on", sentence, field="papers")
    if sent_on is None:
        return Refusal("papers.not_sent", "This paper has not gone to members yet.", field="papers")
    if on < sent_on:
        sentence = f"That is before the paper went out, on {day(sent_on)}."
        return Refusal("papers.passed_on_before", sentence, field="on")
    if on > today:
        return Refusal("papers.passed_on_not_yet", "That day has not come yet.", field="on")
    if not to.strip():
        cure = "Teams or posts are enough, such as “Team leaders and the duty desk”."
        return Refusal("papers.passed_on_to_nobody", "Say to whom it was passed on.", cure, field="to")
    if len(to) > LONGEST_TO:
        return Refusal("papers.passed_on_too_long", f"Shorten it to {LONGEST_TO:,} characters.", field="to")
    return None


def gaps(
    agencies: Sequence[str], papers: Sequence[str], confirmed: Collection[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The pairs of agency and paper that nobody confirmed, agency by agency."""
    return tuple((who, what) for who in agencies for what in papers if (who, what) not in confirmed)


def passed_on_said(agencies: int, papers: int, missing: int) -> str:
    """How far it has got, in a sentence; `missing` are the agencies with a paper they did not confirm.

    >>> passed_on_said(3, 2, 1)
    '2 of 3 agencies confirmed that they passed on 2 papers. 1 has something to confirm.'
    """
    if not papers:
        return "No paper that went out is to be passed on."
    if not agencies:
        return "No agency had a seat on the day of the meeting."
    done = agencies - missing
    of = count(agencies, "agency", "agencies")
    it = "it" if done == 1 else "they"
    said = f"{done} of {of} confirmed that {it} passed on {count(papers, 'paper')}."
    wanting = f"{missing} {'has' if missing == 1 else 'have'}"
    return f"{said} {wanting} something to confirm." if missing else said
