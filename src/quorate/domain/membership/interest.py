"""Expressions of interest: by when the chair owes an answer, and what may be decided of one.

The terms say how long the chair has. Days there are calendar days unless they say working days, and the day
it was received is day 0. Where the terms say nothing no day is assumed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from quorate.domain.calendar.offsets import deadline
from quorate.domain.calendar.types import Deadline, WorkingCalendar
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.terms.clauses import ClauseKind, TermsVersion, is_from_receipt
from quorate.domain.terms.versions import version_in_force

A_PERSON = "A person of lived experience"
"""How everybody but the coordinator reads of whoever wishes to join for it and has chosen no name yet."""


class Decision(StrEnum):
    """Taken on, declined, or withdrawn by whoever asked."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


DECISIONS = {
    Decision.ACCEPTED: "Accepted",
    Decision.DECLINED: "Declined",
    Decision.WITHDRAWN: "Withdrawn by whoever asked",
}


@dataclass(frozen=True, slots=True)
class InterestFacts:
    """An expression of interest; `decision` is None until there is one, `replied_on` when the answer went."""

    id: str
    received_on: date
    decision: Decision | None = None
    decided_on: date | None = None
    replied_on: date | None = None

    @property
    def is_owed(self) -> bool:
        """Whether an answer is still owed. Nobody who withdrew waits for one."""
        return self.replied_on is None and self.decision is not Decision.WITHDRAWN


@dataclass(frozen=True, slots=True)
class Waiting:
    """How an expression of interest stands: a code for its colour, its words, and since when in a sentence.

    `answer_by` is None where the terms give no time, `is_late` says that this day has passed.
    """

    standing: str
    said: str
    sentence: str
    answer_by: date | None = None
    is_late: bool = False
    working: str = ""


def answer_due(
    versions: Sequence[TermsVersion], received_on: date, calendar: WorkingCalendar
) -> Deadline | None:
    """When the answer is owed, by the terms in force on the day of receipt.

    None where they give no time, or count it from something else than receipt, such as the next meeting.
    """
    terms = version_in_force(versions, received_on)
    clause = terms.of(ClauseKind.EXPRESSION_OF_INTEREST) if terms else None
    if clause is None or clause.offset is None or not is_from_receipt(clause.anchor):
        return None
    return deadline(clause.offset, received_on, calendar, "the day of receipt")


def waiting(facts: InterestFacts, due: Deadline | None, today: date) -> Waiting:
    """How it stands on a day, and how long whoever asked has waited or did."""
    by = due.on if due else None
    working = due.working if due else ""
    waited = (today - facts.received_on).days
    came = f"Received on {day(facts.received_on)}"
    if not facts.is_owed:
        standing = "done" if facts.decision is Decision.ACCEPTED else "withdrawn"
        return Waiting(standing, _decided(facts), _answered(facts, came), by, working=working)
    since = f"{came}, {count(waited, 'day')} ago." if waited else f"{came}."
    if by is None:
        return Waiting("question", "Waiting", f"{since} The terms give no time for the answer.")
    late = (today - by).days
    to_do = "The answer" if facts.decision is None else f"{DECISIONS[facts.decision]}; the reply"
    if late > 0:
        said = f"Overdue {count(late, 'day')}"
        return Waiting("overdue", said, f"{since} {to_do} was owed by {day(by)}.", by, True, working)
    standing = "due" if late == 0 else "due_soon" if late >= -7 else "waiting"
    said = "Due today" if late == 0 else f"By {day(by)}"
    return Waiting(standing, said, f"{since} {to_do} is owed by {day(by)}.", by, working=working)


def _decided(facts: InterestFacts) -> str:
    return DECISIONS[facts.decision] if facts.decision else "Answered"


def _answered(facts: InterestFacts, came: str) -> str:
    if facts.replied_on is None:
        on = f" on {day(facts.decided_on)}" if facts.decided_on else ""
        return f"{came}, withdrawn{on}."
    days = (facts.replied_on - facts.received_on).days
    after = f", {count(days, 'day')} later" if days else ", the same day"
    return f"{came}, answered on {day(facts.replied_on)}{after}."


def refusal_to_receive(*, name: str, received_on: date, today: date) -> Refusal | None:
    """Why it cannot be recorded. Codes: `membership.interest_of_nobody`, `membership.received_later`."""
    if not name.strip():
        return Refusal("membership.interest_of_nobody", "Say who wishes to join.", field="name")
    if received_on > today:
        return Refusal("membership.received_later", "That day has not come yet.", field="received_on")
    return None


def refusal_to_decide(
    facts: InterestFacts, decision: Decision, *, reason: str, on: date, today: date, is_theirs: bool
) -> Refusal | None:
    """Why it cannot be decided so. `is_theirs` says whether whoever is named decides for the group.

    Codes: `membership.interest_decided`, `membership.decided_later`, `membership.decided_before`,
    `membership.not_the_chair`, `membership.reason_needed`.
    """
    if facts.decision is not None:
        said = DECISIONS[facts.decision].lower()
        return Refusal("membership.interest_decided", f"It was decided already: {said}.", field="decision")
    if on > today:
        return Refusal("membership.decided_later", "That day has not come yet.", field="decided_on")
    if on < facts.received_on:
        sentence = f"It was received on {day(facts.received_on)}, after that day."
        return Refusal("membership.decided_before", sentence, field="decided_on")
    if decision is Decision.WITHDRAWN:
        return None
    if not is_theirs:
        return Refusal(
            "membership.not_the_chair",
            "Only the chair or vice-chair of the group on that day decides.",
            "Choose who decided, or another day.",
            field="decided_by",
        )
    if decision is Decision.DECLINED and not reason.strip():
        return Refusal("membership.reason_needed", "Say why it was declined.", field="reason")
    return None


def refusal_to_seat(*, theirs: str, seat: str, is_said: bool) -> Refusal | None:
    """Why whoever was accepted is not seated: they come from another agency than the seat speaks for.

    `theirs` and `seat` name the two, `theirs` empty where they are one or either is not known. It goes where
    it `is_said` that they are to sit there. Code: `membership.other_agencys_seat`.
    """
    if not theirs or is_said:
        return None
    return Refusal(
        "membership.other_agencys_seat",
        f"That seat speaks for {seat}, and they come from {theirs}.",
        f"Choose another seat, or say that they are to speak for {seat} there.",
        field="for_another",
    )


def refusal_to_reply(facts: InterestFacts, *, on: date, today: date) -> Refusal | None:
    """Why the answer cannot be recorded as sent then.

    Codes: `membership.not_decided`, `membership.replied_already`, `membership.nobody_waits`,
    `membership.replied_later`, `membership.replied_before`.
    """
    if facts.decision is None:
        return Refusal(
            "membership.not_decided", "It has not been decided yet.", "Record what the chair decided first.",
            field="replied_on",
        )  # fmt: skip
    if facts.decision is Decision.WITHDRAWN:
        return Refusal("membership.nobody_waits", "It was withdrawn, so nobody waits for an answer.")
    if facts.replied_on is not None:
        return Refusal(
            "membership.replied_already", f"The answer went on {day(facts.replied_on)}.", field="replied_on"
        )
    if on > today:
        return Refusal("membership.replied_later", "That day has not come yet.", field="replied_on")
    if facts.decided_on and on < facts.decided_on:
        sentence = f"It was decided on {day(facts.decided_on)}, after that day."
        return Refusal("membership.replied_before", sentence, field="replied_on")
    return None
