"""What may stand in minutes, how far they have got, and what may be done to them as they stand.

Minutes are drafted on the agenda, go to the chair, are approved by the chair or a vice-chair, go to
members, and are confirmed at a later meeting. Until they are approved they are changed freely and each
writer sees what the other wrote; from then on a minute is changed only by a recorded amendment, which
keeps what it said. Commands ask these rules before they write and pages before they offer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.kernel.words import day
from quorate.domain.meetings.lifecycle import SENTENCES, MeetingState
from quorate.domain.membership.appointments import may_agree_to_waive
from quorate.domain.membership.facts import AppointmentFacts
from quorate.domain.membership.quorum import QuorumState


class MinuteKind(StrEnum):
    """A minute of an item: what was said, decided, advised, to be done, or dissented from."""

    DISCUSSION = "discussion"
    DECISION = "decision"
    ADVICE = "advice"
    ACTION = "action"
    DISSENT = "dissent"


MINUTE_KINDS = {
    MinuteKind.DISCUSSION: "Discussion",
    MinuteKind.DECISION: "Decision",
    MinuteKind.ADVICE: "Advice",
    MinuteKind.ACTION: "Action",
    MinuteKind.DISSENT: "Dissent",
}


class Heeded(StrEnum):
    """Whether advice was followed by those it was given to."""

    FOLLOWED = "followed"
    IN_PART = "in_part"
    NOT = "not"


HEEDED = {Heeded.FOLLOWED: "Followed", Heeded.IN_PART: "Followed in part", Heeded.NOT: "Not followed"}


class MinutesState(StrEnum):
    """How far the minutes of a meeting have got, in order."""

    DRAFTING = "drafting"
    WITH_CHAIR = "with_chair"
    APPROVED = "approved"
    CIRCULATED = "circulated"
    CONFIRMED = "confirmed"


MINUTES_NAMES: dict[MinutesState, str] = {
    MinutesState.DRAFTING: "Being drafted",
    MinutesState.WITH_CHAIR: "With the chair",
    MinutesState.APPROVED: "Approved",
    MinutesState.CIRCULATED: "Circulated",
    MinutesState.CONFIRMED: "Confirmed",
}

MINUTES_SENTENCES: dict[MinutesState, str] = {
    MinutesState.DRAFTING: (
        "They are being drafted; only those who write and approve them see them. "
        "An action is in the log of actions, which members read, as soon as it is written."
    ),
    MinutesState.WITH_CHAIR: "They are with the chair, and can still be changed.",
    MinutesState.APPROVED: "They are approved, and have not gone to members.",
    MinutesState.CIRCULATED: "They are recorded as sent to members, and wait to be confirmed at a meeting.",
    MinutesState.CONFIRMED: "A later meeting confirmed them.",
}

MINUTES_TRANSITIONS: dict[MinutesState, tuple[MinutesState, ...]] = {
    MinutesState.DRAFTING: (MinutesState.WITH_CHAIR,),
    MinutesState.WITH_CHAIR: (MinutesState.APPROVED,),
    MinutesState.APPROVED: (MinutesState.CIRCULATED,),
    MinutesState.CIRCULATED: (MinutesState.CONFIRMED,),
    MinutesState.CONFIRMED: (),
}


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """What the rules ask of one meeting's minutes.

    `written` is how many minutes stand. The days are empty until the step was done. Minutes of older
    meetings, sent by hand, may have gone to members without an approval recorded here.
    """

    meeting: MeetingState
    meeting_on: date
    written: int = 0
    to_chair_on: date | None = None
    approved_on: date | None = None
    to_members_on: date | None = None
    confirmed_on: date | None = None

    @property
    def state(self) -> MinutesState:
        """How far they have got: the furthest step that was recorded."""
        steps = (
            (self.confirmed_on, MinutesState.CONFIRMED),
            (self.to_members_on, MinutesState.CIRCULATED),
            (self.approved_on, MinutesState.APPROVED),
            (self.to_chair_on, MinutesState.WITH_CHAIR),
        )
        return next((state for on, state in steps if on), MinutesState.DRAFTING)

    @property
    def is_settled(self) -> bool:
        """Whether a minute is now changed by amendment alone."""
        return self.state not in (MinutesState.DRAFTING, MinutesState.WITH_CHAIR)


@dataclass(frozen=True, slots=True)
class MinuteDraft:
    """What somebody wants a minute to say. Ids are text, empty for none.

    `owner`, `agency` and `due_on` are an action's; `asked_by`, `given_to` and `evidence` are advice's.
    """

    kind: MinuteKind
    words: str
    owner: str = ""
    agency: str = ""
    due_on: date | None = None
    asked_by: str = ""
    given_to: str = ""
    evidence: str = ""


def refusal_to_write(facts: MinutesFacts, *, today: date) -> Refusal | None:
    """Why no minute can be written, changed, moved or removed: each before the day, or after approval.

    Codes: `meetings.cancelled`, `minutes.not_yet`, `minutes.settled`.
    """
    if facts.meeting is MeetingState.CANCELLED:
        return Refusal("meetings.cancelled", SENTENCES[MeetingState.CANCELLED])
    if facts.meeting_on > today:
        said = f"Its day is {day(facts.meeting_on)}; minutes can be written from then."
        return Refusal("minutes.not_yet", said)
    if facts.approved_on:
        said = f"These minutes were approved on {day(facts.approved_on)}."
        return Refusal("minutes.settled", said, "Record an amendment of the minute instead.")
    if facts.to_members_on:
        said = f"These minutes went to members on {day(facts.to_members_on)}."
        return Refusal("minutes.settled", said, "Record an amendment of the minute instead.")
    return None


def refusal_of_minute(draft: MinuteDraft, *, meeting_on: date) -> Refusal | None:
    """Why a minute cannot say this.

    An action has somebody or an agency to do it, and is due on the meeting's day or after; advice says whom
    it was given to. Codes: `minutes.no_words`, `minutes.no_owner`, `minutes.due_before`, `minutes.to_whom`.
    """
    if not draft.words.strip():
        return Refusal("minutes.no_words", _SAY[draft.kind], field="words")
    if draft.kind is MinuteKind.ACTION:
        if not draft.owner and not draft.agency:
            return Refusal("minutes.no_owner", "Say who is to do it: a person or an agency.", field="owner")
        if draft.due_on and draft.due_on < meeting_on:
            said = f"That is before the meeting, which was on {day(meeting_on)}."
            return Refusal("minutes.due_before", said, field="due_on")
    if draft.kind is MinuteKind.ADVICE and not draft.given_to.strip():
        return Refusal("minutes.to_whom", "Say whom the advice was given to.", field="given_to")
    return None


_SAY = {
    MinuteKind.DISCUSSION: "Write what was discussed.",
    MinuteKind.DECISION: "Write what was decided.",
    MinuteKind.ADVICE: "Write the advice that was given.",
    MinuteKind.ACTION: "Write what is to be done.",
    MinuteKind.DISSENT: "Write who dissented, and from what.",
}


def refusal_of_kind(was: MinuteKind, wanted: MinuteKind) -> Refusal | None:
    """Why a minute cannot become another kind: what hangs on a decision, advice or action would hang loose.

    Code: `minutes.kind_fixed`. Discussion and dissent may become each other.
    """
    loose = {MinuteKind.DISCUSSION, MinuteKind.DISSENT}
    if was is wanted or {was, wanted} <= loose:
        return None
    return Refusal(
        "minutes.kind_fixed",
        f"{MINUTE_KINDS[was]} cannot become {MINUTE_KINDS[wanted].lower()}.",
        "Remove it and write it anew.",
        field="kind",
    )


@dataclass(frozen=True, slots=True)
class Stood:
    """How a meeting stood for a decision: as its minute keeps it, and as the record of the room has it now.

    `kept` is None where nobody said, `now` where nothing was recorded in the room. The record of the room may
    be put right after a decision was written: it is the room that says whether the meeting was quorate.
    """

    kept: QuorumState | None
    now: QuorumState | None = None

    @property
    def state(self) -> QuorumState | None:
        """How it stood, so far as is known."""
        return self.now if self.now is not None else self.kept

    @property
    def changed(self) -> str:
        """That the two differ, in a sentence; empty where they do not, or where the room tells only more."""
        if self.now is None or self.now is self.kept:
            return ""
        if self.kept is None and self.now is not QuorumState.NOT_QUORATE:
            return ""
        was = f"Recorded as {_STOOD[self.kept]}" if self.kept else "Recorded before the room was"
        return f"{was}; by the record of the room now it was {_STOOD[self.now]}."


_STOOD = {
    QuorumState.QUORATE: "quorate",
    QuorumState.NOT_QUORATE: "not quorate",
    QuorumState.NOT_KNOWN: "not known to be quorate",
    QuorumState.NONE_STATED: "of terms that state no quorum",
}


def refusal_unsaid_quorum(quorum: QuorumState | None, *, is_by_email: bool) -> Refusal | None:
    """Why a decision of a question by email cannot stand: nobody says how the quorum stood.

    There is no room to tell it from, and answers are advice: a group decides nothing by them unless as many
    answered as its terms want. Code: `minutes.quorum_unsaid`.
    """
    if not is_by_email or quorum is not None:
        return None
    return Refusal(
        "minutes.quorum_unsaid",
        "Answers by email are advice. For a decision, say how the quorum stood among those who answered.",
        "Say whether it was quorate, or write what was answered as advice.",
        field="quorum",
    )


def refusal_without_quorum(quorum: QuorumState, *, clause: str, is_by_email: bool = False) -> Refusal | None:
    """Why a decision cannot stand in the minutes as it is: the meeting was not quorate for the item.

    It is recorded with a waiver of the clause, agreed by the chair or a vice-chair, and is not ratified until
    a later meeting's decision ratifies it. Code: `minutes.not_quorate`, waivable with the clause's id.
    """
    if quorum is not QuorumState.NOT_QUORATE:
        return None
    too_few = "Those who answered made no quorum." if is_by_email else ""
    return Refusal(
        "minutes.not_quorate",
        too_few or "The meeting was not quorate when this was decided.",
        "Record that the chair or the vice-chair agreed, and why; a later meeting then ratifies it.",
        field="agreed_by",
        waivable_clause=clause,
    )


def refusal_to_send_to_chair(facts: MinutesFacts, *, on: date, today: date) -> Refusal | None:
    """Why it cannot be recorded that the minutes went to the chair on a day; sent again, it is anew.

    Codes: those of `refusal_to_write`, `minutes.none_written`, `minutes.before_meeting`, `meetings.not_yet`.
    """
    if refusal := refusal_to_write(facts, today=today):
        return refusal
    if not facts.written:
        return Refusal("minutes.none_written", "No minute is written yet.", "Write the minutes first.")
    return _refusal_of_day(facts.meeting_on, on=on, today=today, field="chair_on")


def refusal_to_approve(
    facts: MinutesFacts,
    *,
    approver: str,
    on: date,
    today: date,
    appointments: Sequence[AppointmentFacts],
    on_behalf: OnBehalf | None = None,
) -> Refusal | None:
    """Why these minutes cannot be approved by this person as of a day.

    Whoever approves was chair or vice-chair on that day. Codes: `minutes.approved_already`,
    `minutes.not_with_chair`, `minutes.before_chair`, `meetings.not_yet`, `minutes.not_the_chair`, and
    `minutes.on_behalf_who`, `minutes.on_behalf_how`, `minutes.on_behalf_when`.
    """
    if refusal := refusal_to_take_approval(facts):
        return refusal
    if bad := refusals_of_behalf(on_behalf, today=today, context="minutes"):
        return bad[0]
    field = "on_behalf_on" if on_behalf else ""
    if facts.to_chair_on and on < facts.to_chair_on:
        said = f"They went to the chair on {day(facts.to_chair_on)}, after the day given."
        return Refusal("minutes.before_chair", said, field=field)
    if on > today:
        return Refusal("meetings.not_yet", "That day has not come yet.", field=field)
    if not may_agree_to_waive(appointments, approver, on):
        said = f"Only the chair or vice-chair approves minutes; on {day(on)} this person was neither."
        cure = "Record the approval of whoever held the chair or the vice-chair on that day."
        return Refusal("minutes.not_the_chair", said, cure, field="on_behalf_person" if on_behalf else "")
    return None


def refusal_of_changed_quorum(decided: Iterable[Stood]) -> Refusal | None:
    """Why minutes with these decisions are not approved: the room was put right since one was written.

    Saved again, the decision is as the room has it now, with a waiver where it needs one. Code:
    `minutes.quorum_changed`.
    """
    said = next((one.changed for one in decided if one.changed), "")
    if not said:
        return None
    return Refusal(
        "minutes.quorum_changed",
        f"A decision no longer agrees with the record of the room. {said}",
        "Save that decision again, with a waiver if it needs one, or put the record of the room right.",
    )


def refusal_to_take_approval(facts: MinutesFacts) -> Refusal | None:
    """Why nobody's approval can be taken as things stand.

    Codes: `minutes.approved_already`, `minutes.not_with_chair`.
    """
    if facts.approved_on:
        said = f"They were approved on {day(facts.approved_on)}."
        return Refusal("minutes.approved_already", said)
    if facts.state is not MinutesState.WITH_CHAIR:
        said = (
            "The minutes have not gone to the chair." if not facts.to_members_on else "They went to members."
        )
        return Refusal("minutes.not_with_chair", said, "Record the day they go to the chair first.")
    return None


def refusal_to_circulate_minutes(facts: MinutesFacts) -> Refusal | None:
    """Why the minutes cannot go to members. Codes: `minutes.circulated_already`, `minutes.not_approved`."""
    if facts.to_members_on:
        said = f"They went to members on {day(facts.to_members_on)}."
        return Refusal("minutes.circulated_already", said)
    if not facts.approved_on:
        said = "The chair or the vice-chair has not approved the minutes."
        return Refusal("minutes.not_approved", said, "Record the approval first.")
    return None


def refusal_to_confirm(
    facts: MinutesFacts, *, later_on: date | None, is_same_group: bool, has_begun: bool, today: date
) -> Refusal | None:
    """Why minutes cannot be confirmed at a meeting held on `later_on`, None where none is chosen.

    It has to have begun, as `has_begun` says: nobody has read them out before.
    Codes: `minutes.confirmed_already`, `minutes.not_circulated`, `minutes.at_which`, `minutes.not_later`,
    `minutes.not_held`.
    """
    if facts.confirmed_on:
        said = f"They were confirmed at the meeting of {day(facts.confirmed_on)}."
        return Refusal("minutes.confirmed_already", said)
    if not facts.to_members_on:
        said = "The minutes have not gone to members."
        return Refusal("minutes.not_circulated", said, "Circulate them first.")
    if later_on is None or not is_same_group:
        return Refusal("minutes.at_which", "Choose the meeting that confirmed them.", field="at")
    if refusal := _refusal_of_later(facts.meeting_on, later_on, today=today, field="at"):
        return refusal
    if not has_begun:
        said, cure = "That meeting has not begun.", "Record it once the members have confirmed them there."
        return Refusal("minutes.not_held", said, cure, field="at")
    return None


def has_begun(*, on: date, starts: time, is_open: bool, now: datetime) -> bool:
    """Whether a meeting has begun by `now`, local: its hour has come, or on its day its room is open.

    >>> has_begun(on=date(2027, 3, 9), starts=time(14), is_open=False, now=datetime(2027, 3, 9, 9, 14))
    False
    """
    return (on, starts) <= (now.date(), now.time()) or (is_open and on == now.date())


def refusal_to_amend(
    facts: MinutesFacts,
    *,
    was: str,
    words: str,
    reason: str,
    agreed_on: date | None,
    today: date,
) -> Refusal | None:
    """Why an approved minute cannot be amended so; `agreed_on` is the day of the meeting that agreed, if any.

    Codes: `minutes.amend_later`, `minutes.no_words`, `minutes.nothing_changed`, `minutes.no_reason`,
    `minutes.not_later`, `minutes.not_held`.
    """
    if not facts.is_settled:
        said = "The minutes are not approved yet."
        return Refusal("minutes.amend_later", said, "Change the minute itself.")
    if not words.strip():
        return Refusal("minutes.no_words", "Write what it should say.", field="words")
    if words.strip() == was.strip():
        return Refusal("minutes.nothing_changed", "That is what it says already.", field="words")
    if not reason.strip():
        return Refusal("minutes.no_reason", "Say why it is amended.", field="reason")
    if agreed_on is not None:
        return _refusal_of_later(facts.meeting_on, agreed_on, today=today, field="agreed_at")
    return None


def refusal_by_hand(facts: MinutesFacts) -> Refusal | None:
    """Why it is not recorded by hand where minutes went: they are written here, and go from their own page.

    Code: `minutes.written_here`.
    """
    if not facts.written:
        return None
    said = "The minutes of this meeting are written here."
    return Refusal("minutes.written_here", said, "Send them from the page of the minutes.", field="to")


def refusal_to_ratify(
    *,
    is_pending: bool,
    taken_on: date,
    by: MinuteKind | None,
    later_on: date,
    quorum: QuorumState | None,
    clause: str = "",
) -> Refusal | None:
    """Why a decision taken without a quorum is not ratified by this minute of another meeting.

    `by` is that minute's kind, None where none is chosen, and `quorum` how that meeting stood for it: a later
    quorate meeting ratifies, or one whose terms state no quorum. Codes: `minutes.nothing_to_ratify`,
    `minutes.by_which`, `minutes.not_later`, `minutes.not_quorate_either`, and `minutes.quorum_not_known`,
    waivable with the id of that meeting's clause.
    """
    if not is_pending:
        return Refusal("minutes.nothing_to_ratify", "This decision needs no ratifying.")
    if by is not MinuteKind.DECISION:
        return Refusal("minutes.by_which", "Choose the decision that ratified it.", field="ratified_in")
    if later_on <= taken_on:
        said = f"That decision is of {day(later_on)}, not after {day(taken_on)}."
        return Refusal("minutes.not_later", said, field="ratified_in")
    if quorum is QuorumState.NOT_QUORATE:
        said = "That decision was taken without a quorum too."
        return Refusal("minutes.not_quorate_either", said, field="ratified_in")
    if quorum in (None, QuorumState.NOT_KNOWN):
        return Refusal(
            "minutes.quorum_not_known",
            "Whether that meeting was quorate is not recorded.",
            "Record it in that meeting’s minutes, or say below who agreed to rely on it, and why.",
            field="ratified_in",
            waivable_clause=clause,
        )
    return None


def refusal_to_answer(
    *, kind: MinuteKind, answer: str, words: str, on: date, given_on: date, today: date
) -> Refusal | None:
    """Why an answer to advice cannot be recorded. An answer recorded wrongly is recorded again.

    Codes: `minutes.not_advice`, `minutes.which_answer`, `minutes.reason_needed`, `minutes.answered_before`,
    `meetings.not_yet`.
    """
    if kind is not MinuteKind.ADVICE:
        return Refusal("minutes.not_advice", "Only advice is answered.")
    if answer not in tuple(Heeded):
        return Refusal("minutes.which_answer", "Say whether the advice was followed.", field="answer")
    if answer != Heeded.FOLLOWED and not words.strip():
        return Refusal("minutes.reason_needed", "Say why it was not followed in full.", field="answer_words")
    if on < given_on:
        said = f"The advice was given on {day(given_on)}, after the day given."
        return Refusal("minutes.answered_before", said, field="answered_on")
    if on > today:
        return Refusal("meetings.not_yet", "That day has not come yet.", field="answered_on")
    return None


def is_pending(kind: MinuteKind, stood: Stood, *, is_ratified: bool) -> bool:
    """Whether a decision waits to be ratified: it was taken without a quorum and no later one ratified it."""
    return kind is MinuteKind.DECISION and stood.state is QuorumState.NOT_QUORATE and not is_ratified


def _refusal_of_day(meeting_on: date, *, on: date, today: date, field: str) -> Refusal | None:
    if on < meeting_on:
        said = f"The meeting was on {day(meeting_on)}, after the day given."
        return Refusal("minutes.before_meeting", said, field=field)
    if on > today:
        return Refusal("meetings.not_yet", "That day has not come yet.", field=field)
    return None


def _refusal_of_later(meeting_on: date, later_on: date, *, today: date, field: str) -> Refusal | None:
    if later_on <= meeting_on:
        said = f"That meeting was on {day(later_on)}, not after {day(meeting_on)}."
        return Refusal("minutes.not_later", said, "Choose a later meeting.", field=field)
    if later_on > today:
        return Refusal("minutes.not_held", "That meeting has not been held yet.", field=field)
    return None
