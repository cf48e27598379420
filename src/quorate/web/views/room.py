"""The room of a meeting: who comes, leaves and withdraws, recorded as it is seen; and interests declared."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import time

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from quorate.commands import replies as declaring
from quorate.commands import room as verbs
from quorate.commands.room import SENT_ALREADY, Seen
from quorate.commands.runner import Outcome
from quorate.domain.access.permissions import Permission
from quorate.domain.kernel.asking import StaleError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.meetings.room import HOWS, How
from quorate.queries import room as pages
from quorate.queries.room_rows import SeatRow
from quorate.web.door import Route
from quorate.web.forms import Answers
from quorate.web.http import Request
from quorate.web.views.answers import NOT_NOW, NOT_VALID, onward, show_stale, show_wrong

Do = Callable[[Request, uuid.UUID, Answers, "Press"], Outcome | None]


class Press:
    """A button that was pressed: the verb and what it names, as `verb thing thing`."""

    def __init__(self, pressed: str) -> None:
        self.verb, *self.named = pressed.split()

    def place(self, number: int) -> tuple[uuid.UUID, int]:
        """The seat it names, and which place of it; raises ValueError."""
        if number >= len(self.named):
            raise ValueError(number)
        return _place(self.named[number])

    def id(self, number: int) -> uuid.UUID:
        """One of the ids it names; raises ValueError."""
        if number >= len(self.named):
            raise ValueError(number)
        return uuid.UUID(self.named[number])


def _place(named: str) -> tuple[uuid.UUID, int]:
    """A seat and the place of it, the first where none is named; raises ValueError."""
    seat, _, place = named.partition("#")
    return uuid.UUID(seat), int(place or "1")


def room_page(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """The room, and each thing recorded in it by one press."""
    if request.method != "POST":
        return _page(request, meeting, Answers(), 200)
    answers = Answers(request.POST)
    press = Press(answers.raw("do") or "none")
    do = _DOES.get(press.verb)
    if do is None:
        answers.wrong("", "Press one of the buttons.")
        return _page(request, meeting, answers, NOT_VALID)
    try:
        outcome = do(request, meeting, answers, press)
    except ValueError:
        answers.wrong("", "That button is not known here. Press it again.")
        outcome = None
    if outcome is None or answers.errors:
        return _page(request, meeting, answers, NOT_VALID)
    if isinstance(outcome, Refusal) and outcome.code != SENT_ALREADY:
        answers.refused(replace(outcome, field=_field(press, outcome.field)))
        return _page(request, meeting, answers, NOT_NOW)
    if not isinstance(outcome, Refusal) and outcome.sentence:
        messages.success(request, outcome.sentence)
    return _back(request, meeting, press)


def _field(press: Press, field: str) -> str:
    """The field on the page that a refusal is about: a press beside a seat has none for who or which seat."""
    if field not in ("person", "seat") or press.verb == "withdraw":
        return field
    return "number" if press.verb == "quick" else ""


def other_arrival(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """Somebody whom the seats do not offer: another deputy, or one in attendance."""
    if request.method != "POST":
        return _arrival_form(request, meeting, Answers(), 200)
    answers = Answers(request.POST)
    person = answers.identity("person", needed="Choose who came.")
    seat, place = _chosen(answers)
    powers = answers.choice("powers", ("with", "without"))
    if seat and not powers:
        answers.wrong("powers", "Say whether they may decide for the agency.")
    seen = _seen(answers, f"other {person} {seat} {place}")
    if answers.errors or person is None or seen is None:
        return _arrival_form(request, meeting, answers, NOT_VALID)
    outcome = verbs.record_arrival(
        request.asked,
        meeting=meeting,
        seen=seen,
        person=person,
        seat=seat,
        place=place,
        how=_how(answers),
        has_authority=powers == "with",
    )
    if isinstance(outcome, Refusal) and outcome.code != SENT_ALREADY:
        answers.refused(outcome)
        return _arrival_form(request, meeting, answers, NOT_NOW)
    said = "They are recorded as here." if isinstance(outcome, Refusal) else outcome.sentence
    return onward(request, said, "room", meeting=meeting)


def times(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """When the meeting began and ended."""
    if request.method != "POST":
        return _times_form(request, meeting, Answers(), 200)
    answers = Answers(request.POST)
    began_at, ended_at = answers.clock("began_at"), answers.clock("ended_at")
    if answers.errors:
        return _times_form(request, meeting, answers, NOT_VALID)
    try:
        outcome = verbs.record_times(
            request.asked, meeting=meeting, began_at=began_at, ended_at=ended_at, version=answers.version()
        )
    except StaleError:
        page = pages.page_times(request.actor, meeting=meeting, moment=request.moment)
        typed = (("Began", answers.raw("began_at")), ("Ended", answers.raw("ended_at")))
        return show_stale(request, "room/times.html", answers, typed=typed, page=page)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _times_form(request, meeting, answers, NOT_VALID if outcome.field else NOT_NOW)
    return onward(request, "It is recorded when the meeting began and ended.", "room", meeting=meeting)


def declare(request: Request, meeting: uuid.UUID) -> HttpResponse:
    """An interest to declare, in an item or the whole meeting."""
    if request.method != "POST":
        return _declare_form(request, meeting, Answers(), 200)
    answers = Answers(request.POST)
    asked = "Choose whose interest it is." if "person" in request.POST else ""
    person = answers.identity("person", needed=asked) or uuid.UUID(request.actor.person)
    words = answers.text("words", needed="Say what the interest is.", longest=2_000)
    item = answers.identity("item")
    at = _at(answers) if answers.raw("at") else None
    if answers.errors:
        return _declare_form(request, meeting, answers, NOT_VALID)
    outcome = declaring.declare_interest(
        request.asked,
        meeting=meeting,
        person=person,
        words=words,
        item=item,
        withdraws=answers.raw("withdraws") == "yes",
        at=at,
    )
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _declare_form(request, meeting, answers, NOT_VALID if outcome.field else NOT_NOW)
    return onward(request, "The interest is declared.", "declare", meeting=meeting)


def strike_declaration(request: Request, meeting: uuid.UUID, declaration: uuid.UUID) -> HttpResponse:
    """Strike out an interest declared by mistake."""
    answers = Answers(request.POST)
    outcome = declaring.strike_out_declaration(request.asked, meeting=meeting, declaration=declaration)
    if isinstance(outcome, Refusal):
        answers.refused(outcome)
        return _declare_form(request, meeting, answers, NOT_NOW)
    return onward(request, "It is struck out, and stays on record.", "declare", meeting=meeting)


def _come(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:
    (seat, place), person = press.place(0), press.id(1)
    powers = press.named[2] if len(press.named) > 2 else ""
    seen = _seen(answers, f"come {seat} {place} {person} {powers}")
    return seen and verbs.record_arrival(
        request.asked,
        meeting=meeting,
        seen=seen,
        person=person,
        seat=seat,
        place=place,
        how=_how(answers),
        has_authority=powers == "with",
    )


def _quick(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:
    """A seat's number, typed: whoever said that they come for it came, or came back; else it is asked who."""
    number = answers.whole("number", least=1, most=999, needed="Type the number of a seat.")
    if number is None:
        return None
    page = pages.page_room(request.actor, meeting=meeting, moment=request.moment)
    seat = next((one for one in page.seats if one.number == number), None)
    if seat is None:
        answers.wrong("number", f"There is no seat {number}.")
    elif seat.came and pages.was_sent(request.actor, meeting=meeting, keys=_keys_typed(answers, seat)):
        return verbs.WAS_SENT
    elif wrong := seat.nobody_meant:
        answers.wrong("number", wrong)
    elif any(one.person == seat.meant for one in seat.came):
        press.named = [seat.meant]
        return _back_again(request, meeting, answers, press)
    else:
        who = next(one for one in seat.may_come if one.person == seat.meant and one.is_as_named)
        press.named = [seat.place, who.person, *filter(None, [who.powers])]
        return _come(request, meeting, answers, press)
    return None


def _keys_typed(answers: Answers, seat: SeatRow) -> tuple[str, ...]:
    """The keys this very form has if it recorded somebody who came for the seat: sent again it is one."""
    id, place = _place(seat.place)
    arrivals = [f"come {id} {place} {one.person} {p}" for one in seat.came for p in ("", "with", "without")]
    returns = [f"back {one.person}" for one in seat.came]
    seen = (_seen(answers, what) for what in (*arrivals, *returns))
    return tuple(one.key for one in seen if one)


def _leave(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:
    person = press.id(0)
    seen = _seen(answers, f"left {person}")
    return seen and verbs.record_departure(request.asked, meeting=meeting, seen=seen, person=person)


def _back_again(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:
    person = press.id(0)
    seen = _seen(answers, f"back {person}")
    return seen and verbs.record_return(
        request.asked, meeting=meeting, seen=seen, person=person, how=_how(answers)
    )


def _take(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:
    item = press.id(0)
    seen = _seen(answers, f"item {item}")
    return seen and verbs.take_item(request.asked, meeting=meeting, seen=seen, item=item)


def _withdraw(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:
    """By a press that names person and item, or by the two lists."""
    if press.named:
        person: uuid.UUID | None = press.id(0)
        item: uuid.UUID | None = press.id(1)
    else:
        person = answers.identity("person", needed="Choose who withdraws.")
        item = answers.identity("item", needed="Choose from which item.")
    seen = _seen(answers, f"withdraw {person} {item}")
    if person is None or item is None or seen is None:
        return None
    return verbs.record_withdrawal(request.asked, meeting=meeting, seen=seen, person=person, item=item)


def _strike(request: Request, meeting: uuid.UUID, answers: Answers, press: Press) -> Outcome | None:  # noqa: ARG001
    return verbs.strike_out(request.asked, meeting=meeting, act=press.id(0))


_DOES: dict[str, Do] = {
    "come": _come,
    "quick": _quick,
    "left": _leave,
    "back": _back_again,
    "item": _take,
    "withdraw": _withdraw,
    "strike": _strike,
}


def _chosen(answers: Answers) -> tuple[uuid.UUID | None, int | None]:
    """The seat chosen, and which place of it; nothing for somebody in attendance."""
    try:
        return _place(answers.raw("seat")) if answers.raw("seat") else (None, None)
    except ValueError:
        answers.wrong("seat", "Choose one from the list.")
        return None, None


def _seen(answers: Answers, what: str) -> Seen | None:
    """When it was seen, and a key of the form and what was pressed: the same twice is one."""
    at = _at(answers)
    try:
        key = uuid.uuid5(uuid.UUID(answers.raw("key")), what).hex
    except ValueError:
        answers.wrong("", "This page was not whole. Try again.")
    return None if answers.errors else Seen(at, key)


def _at(answers: Answers) -> time | None:
    """The time typed. Left as the page showed it on the day it is none, which is now: a page stays open."""
    if answers.raw("shown") and answers.raw("at").strip() == answers.raw("shown").strip():
        return None
    return answers.clock("at", needed="Give the time.")


def _how(answers: Answers) -> How | None:
    """How they attend, where one was chosen."""
    chosen = answers.choice("how", HOWS)
    return How(chosen) if chosen else None


def _back(request: Request, meeting: uuid.UUID, press: Press) -> HttpResponse:
    """To the page at the place where the press was, so that the next key goes on from there."""
    there = reverse("room", kwargs={"partnership": request.actor.slug, "meeting": meeting})
    match "quick" if request.GET.get("at") == "number" else press.verb:
        case "quick":
            return HttpResponseRedirect(f"{there}?at=number")
        case "item" | "withdraw":
            return HttpResponseRedirect(f"{there}#items")
        case "strike":
            return HttpResponseRedirect(f"{there}#recorded")
    return HttpResponseRedirect(f"{there}#seat-{press.place(0)[0] if press.verb == 'come' else 'of'}")


def _page(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_room(request.actor, meeting=meeting, moment=request.moment)
    is_typing = request.GET.get("at") == "number" or answers.raw("do") == "quick"
    typed = answers.raw("number") if answers.raw("do") == "quick" else ""
    asked = next((one for one in page.seats if str(one.number) == typed.strip()), None)
    whole = {"page": page, "key": str(uuid.uuid4()), "is_typing": is_typing, "asked": asked}
    return show_wrong(request, "room/room.html", answers, status, **whole)


def _arrival_form(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_arrival(request.actor, meeting=meeting, moment=request.moment)
    return show_wrong(request, "room/arrival.html", answers, status, page=page, key=str(uuid.uuid4()))


def _times_form(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_times(request.actor, meeting=meeting, moment=request.moment)
    return show_wrong(request, "room/times.html", answers, status, page=page)


def _declare_form(request: Request, meeting: uuid.UUID, answers: Answers, status: int) -> HttpResponse:
    page = pages.page_declare(request.actor, meeting=meeting, moment=request.moment)
    return show_wrong(request, "room/declare.html", answers, status, page=page)


_ROOM = "<slug:partnership>/meetings/<uuid:meeting>/room/"
_DECLARE = "<slug:partnership>/meetings/<uuid:meeting>/interests/"
ROUTES: tuple[Route, ...] = (
    Route(_ROOM, room_page, "room", Permission.ROOM_RECORD, methods=("GET", "POST")),
    Route(f"{_ROOM}another/", other_arrival, "room_another", Permission.ROOM_RECORD, methods=("GET", "POST")),
    Route(f"{_ROOM}times/", times, "room_times", Permission.ROOM_RECORD, methods=("GET", "POST")),
    Route(_DECLARE, declare, "declare", Permission.MEETING_REPLY, methods=("GET", "POST")),
    Route(
        f"{_DECLARE}<uuid:declaration>/strike/",
        strike_declaration,
        "declaration_strike",
        Permission.MEETING_REPLY,
        methods=("POST",),
    ),
)
