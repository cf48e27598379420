"""The coordinator's page of messages: which wait, which went, which could not be sent and why."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q

from quorate.documents.eml import message_file
from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import LONDON, Moment, NotFoundError, local_day
from quorate.domain.kernel.words import clock, count, day, spelt, weekday
from quorate.domain.meetings.kinds import MeetingKind
from quorate.domain.messages.attempts import MOST_ATTEMPTS, wait_after
from quorate.domain.messages.digests import DIGEST, WEEKS, next_day
from quorate.queries.files import FileOut
from quorate.queries.messages_together import Together, events_of, together
from quorate.queries.messages_waiting import has_mail_server, messages_here
from quorate.records import scopes
from quorate.records.models import Meeting, Message

PER_PAGE = 50
STATES = ("failed", "waiting", "sent")
_OF_STATE = {
    "failed": Q(sent_at__isnull=True, attempts__gte=MOST_ATTEMPTS),
    "waiting": Q(sent_at__isnull=True, attempts__lt=MOST_ATTEMPTS),
    "sent": Q(sent_at__isnull=False),
}
STATE_WORDS = {"failed": "Not sent", "waiting": "Waiting", "sent": "Sent"}
_WHAT = {
    DIGEST: "What is due from them",
    "meeting_set": "A meeting is set",
    "meeting_moved": "A meeting is moved",
    "meeting_left": "Somebody is asked to a meeting no longer",
    "meeting_cancelled": "A meeting is cancelled",
    "papers_circulated": "The papers of a meeting",
    "supplement_sent": "What changed in the papers of a meeting",
    "paper_asked": "A paper is asked for",
    "update_asked": "Updates are asked for",
    "self_assessment_asked": "A self-assessment is asked for",
    "agenda_to_agree": "An agenda to agree",
    "minutes_to_approve": "Minutes to approve",
    "minutes_circulated": "The minutes of a meeting",
    "question_put": "A question is put",
    "question_answered": "A question is answered",
    "challenge_made": "A challenge is made",
    "challenge_brought": "A challenge is brought to a group",
    "pack_ready": "A pack is made",
    "pack_failed": "A pack could not be made",
}
_OF_A_QUESTION = {
    "papers_circulated": "A question by email",
    "supplement_sent": "What changed in a question by email",
    "agenda_to_agree": "A question by email to agree",
    "minutes_to_approve": "The answers to a question by email to approve",
    "minutes_circulated": "The answers to a question by email",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKS = {1: "Every week", 2: "Every two weeks", 4: "Every four weeks", 0: "Never"}


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message, or those of one event that have not left, with `ids` and the `people` they go to.

    `why` says why they could not be sent; `can_try` that trying again may help. `addresses` and `words` are
    there where one message to all of them says the same. `meeting` names the one it is about: the message
    itself does not say of which group, nor does its subject say anything.
    """

    id: str
    person: str
    what: str
    when: str
    standing: str
    said: str
    why: str
    is_unsent: bool
    can_try: bool
    ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    addresses: str = ""
    words: str = ""
    has_address: bool = True
    meeting: str = ""

    @property
    def is_many(self) -> bool:
        """Whether it is more than one message."""
        return len(self.ids) > 1


@dataclass(frozen=True, slots=True)
class MessagesPage:
    """The messages of one state, 50 to a page, and how often people are told what is due."""

    lede: str
    state: str
    counts: tuple[tuple[str, str, int], ...]
    lines: tuple[MessageLine, ...]
    number: int
    last: int
    has_server: bool
    can_try_all: bool
    version: int
    weeks: int
    weekday: int
    next_said: str
    weeks_said: str
    weekday_said: str
    today: date
    state_said: str
    state_means: str
    weeks_options: tuple[tuple[str, str], ...] = tuple((str(n), _WEEKS[n]) for n in WEEKS)
    weekday_options: tuple[tuple[str, str], ...] = tuple((str(n), name) for n, name in enumerate(_WEEKDAYS))


def page_messages(actor: Actor, *, moment: Moment, state: str = "", number: int = 1) -> MessagesPage:
    """Messages to people who are here, latest first, those of one event that have not left together.

    An unknown state shows what needs seeing to first.
    """
    place = scopes.partnerships(actor).first()
    if place is None:
        raise NotFoundError
    rows = messages_here(actor, moment.today)
    held = rows.aggregate(**{name: Count("id", filter=of) for name, of in _OF_STATE.items()})
    if state not in STATES:
        state = next((each for each in STATES if held[each]), "waiting")
    of_state = rows.filter(_OF_STATE[state])
    events = events_of(of_state)
    last = max(1, -(-(held[state] if state == "sent" else events.count()) // PER_PAGE))
    number = number if 1 <= number <= last else 1
    part = slice((number - 1) * PER_PAGE, number * PER_PAGE)
    if state == "sent":
        sent = of_state.select_related("person", "meeting__group").order_by("-sent_at", "id")[part]
        lines = [_line(row, state) for row in sent]
    else:
        lines = [_line_of(one, state) for one in together(of_state, list(events[part]))]
    next_on = next_day(
        today=moment.today,
        weekday=place.digest_weekday,
        weeks=place.digest_weeks,
        last_on=place.digests_on,
    )
    has_server = has_mail_server()
    return MessagesPage(
        lede=_lede(held, has_server=has_server),
        state=state,
        counts=tuple((each, STATE_WORDS[each], held[each]) for each in STATES),
        lines=tuple(lines),
        number=number,
        last=last,
        has_server=has_server,
        can_try_all=rows.filter(_OF_STATE["failed"]).exclude(person__email="").exists(),
        version=place.version,
        weeks=place.digest_weeks,
        weekday=place.digest_weekday,
        next_said=f"The next goes on {weekday(next_on)}." if next_on else "",
        weeks_said=_WEEKS[place.digest_weeks],
        weekday_said=_WEEKDAYS[place.digest_weekday],
        today=moment.today,
        state_said=STATE_WORDS[state],
        state_means=_means(state, has_server=has_server),
    )


def message_out(actor: Actor, *, message: uuid.UUID) -> FileOut:
    """A message as a file to send by hand; raises NotFoundError for one the actor may not see."""
    row = scopes.messages(actor).select_related("person").filter(id=message).first()
    if row is None:
        raise NotFoundError
    data = message_file(to=row.person.email, subject=row.subject, body=row.body, calendar=row.calendar)
    return FileOut(f"{row.subject}.eml", "message/rfc822", data)


def _means(state: str, *, has_server: bool) -> str:
    if state == "failed":
        most = spelt(MOST_ATTEMPTS)
        return (
            f"Given up after {most} attempts at most: mend what is wrong and try again, or send it by hand."
        )
    if state == "waiting" and not has_server:
        return "Download them, send them from your own address, and say that you did."
    return ""


def _lede(held: dict[str, int], *, has_server: bool) -> str:
    failed, waiting = held["failed"], held["waiting"]
    said = []
    if failed:
        said.append(f"{count(failed, 'message')} could not be sent.")
    if waiting and has_server:
        said.append(f"{count(waiting, 'message waits', 'messages wait')} to be sent.")
    if waiting and not has_server:
        said.append(
            f"There is no mail server: {count(waiting, 'message waits', 'messages wait')} to go by hand."
        )
    return " ".join(said) or "Every message went."


def _line_of(one: Together, state: str) -> MessageLine:
    row, to = one.first, one.people[0]
    return replace(
        _line(row, state),
        person=f"{len(one.ids):,} people" if len(one.ids) > 1 else to,
        ids=one.ids,
        people=one.people,
        addresses=one.addresses,
        words=one.words,
    )


def _line(row: Message, state: str) -> MessageLine:
    return MessageLine(
        id=str(row.id),
        person=row.person.name,
        what=_what(row),
        when=_went(row) or _waits(row),
        standing={"failed": "missed", "waiting": "waiting", "sent": "done"}[state],
        said="Sent by hand" if row.sent_by_hand else STATE_WORDS[state],
        why=_why(row),
        is_unsent=row.sent_at is None,
        can_try=state == "failed" and bool(row.person.email),
        has_address=bool(row.person.email),
        meeting=_of_meeting(row.meeting),
    )


def _what(row: Message) -> str:
    is_question = row.meeting is not None and row.meeting.kind == MeetingKind.BY_EMAIL.value
    known = _OF_A_QUESTION if is_question and row.kind in _OF_A_QUESTION else _WHAT
    return known.get(row.kind, row.kind.replace("_", " ").capitalize())


def _of_meeting(row: Meeting | None) -> str:
    """The meeting or question by email that a message is about, with its day."""
    if row is None:
        return ""
    if row.kind == MeetingKind.BY_EMAIL.value:
        return f"{row.group.name}, question by email that closes on {weekday(row.on)}"
    return f"{row.group.name}, meeting of {weekday(row.on)}"


def _why(row: Message) -> str:
    if row.sent_at:
        return ""
    if not row.person.email:
        return "There is no address for them: tell them by hand."
    if row.attempts >= MOST_ATTEMPTS or not row.fault:
        return row.fault
    return f"{row.fault} Tried {count(row.attempts, 'time')}, and is tried again."


def _went(row: Message) -> str:
    """When it went, empty until then: of one sent by hand the day is asked, and no time."""
    if row.sent_at is None:
        return ""
    return day(local_day(row.sent_at)) if row.sent_by_hand else _when(row.sent_at)


def _waits(row: Message) -> str:
    """Since when it is owed; of one that was tried when it last was: it is due again later than that."""
    if not row.attempts:
        return f"Owed since {_when(row.due_at)}"
    return f"Last tried on {_when(row.due_at - wait_after(row.attempts))}"


def _when(at: datetime) -> str:
    return f"{day(local_day(at))} at {clock(at.astimezone(LONDON).time())}"
