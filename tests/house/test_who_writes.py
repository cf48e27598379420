"""Every address that writes, sent a form that is rightly filled in, by everybody.

Who may not is told so, whatever the form says: never that it is not valid or cannot be done now, which
would say something about the thing. Who may is never told that they may not.
"""

from collections import Counter

import pytest
from django.db import transaction
from django.test import Client

from quorate.commands import setting_up
from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.records.models import EventRow
from quorate.web.door import Route
from quorate.web.routes import ROUTES
from tests.builders.bodies import Form, bodies
from tests.builders.browsing import signed_in
from tests.builders.whole import make_whole
from tests.builders.world import TODAY, done
from tests.house.test_access import PARAMETER, Whole

pytestmark = pytest.mark.django_db(transaction=False)

WRITES = [route for route in ROUTES if isinstance(route.needs, Permission) and "POST" in route.methods]
THEIRS_ALONE = {
    "record_progress": {"police", "coordinator", "secretary"},  # who leads it, and who records for others
    **{
        f"barrier_{verb}": {"police", "coordinator", "secretary"}  # as progress on the entry
        for verb in ("add", "change", "escalate", "resolve", "reopen")
    },
    "person_interests": {"police", "coordinator"},  # each keeps their own
    "interest_end": {"police", "coordinator"},
    "handover_note": {"police", "coordinator"},  # about their own work
    "question_answer": {"coordinator", "secretary"},  # on somebody's behalf
    "question_withdraw": {"coordinator", "secretary", "chair", "vice_chair"},  # put by the coordinator
    "paper_withdraw": {"coordinator", "secretary", "chair", "vice_chair"},  # submitted by the coordinator
    "paper_replace": {"coordinator", "secretary", "chair", "vice_chair"},  # the same
    "challenge_answer": {"coordinator", "first", "secretary"},  # on the agency's behalf
    "risk_review": {"charity", "coordinator", "first", "secretary", "chair", "vice_chair"},  # whose it is
    "reply": {"police", "coordinator", "secretary"},  # whose seat it is, and who records for others
    "declaration_strike": {"coordinator", "secretary"},  # declared by the coordinator
    "passed_on": {"police", "adviser", "coordinator", "secretary"},  # who speaks for it, and who records
    "passed_on_back": {"charity", "coordinator", "secretary"},
    "assessment_answer": {"police", "adviser", "coordinator", "secretary"},
}
"""Where the role is not enough: the thing has to be theirs."""
OF_A_RESTRICTED_PACK = {"copies", "copy_back"}
"""To whom the pack itself is not visible, it is not found."""
NOT_NOW = {
    ("digest_resume", "*"),  # nobody stopped it
    ("redaction_confirm", "coordinator"),  # they proposed it
    ("redaction_confirm", "first"),  # a second coordinator: nobody is the other officer
    *(("agenda_move", key) for key in ("coordinator", "secretary", "chair", "vice_chair")),  # it is first
    *(("minutes_approve", key) for key in ("coordinator", "first", "secretary")),  # not the chair
    *(("agenda_agree", key) for key in ("coordinator", "first", "secretary")),  # not the chair
    *(("minute_ratify", key) for key in ("coordinator", "first", "secretary")),  # nothing waits for it
    *(("meeting_minutes", key) for key in ("coordinator", "secretary")),  # the meeting is still to come
    *(
        (name, key) for name in ("room", "room_another", "room_times") for key in ("coordinator", "secretary")
    ),  # not the day
    *(("assessment_answer", key) for key in ("coordinator", "secretary")),  # they do not say who told them
    *(("passed_on", key) for key in ("coordinator", "secretary")),  # they do not say who told them
    ("import_unmend", "coordinator"),  # nothing was mended
    ("role_end", "coordinator"),  # the role is not theirs
    ("terms_back", "coordinator"),  # papers went out under them
    *(("duty_met", key) for key in ("coordinator", "secretary")),  # these terms hold none to record
}
"""Where it may be asked and cannot be done as things stand; * is everybody."""
ANSWERED = {"calendar_address"}
"""What is answered by a page, not by the way on: it is shown once and kept nowhere."""


@pytest.fixture
def whole(settings, tmp_path) -> Whole:
    settings.FILES = tmp_path / "files"
    settings.TODAY = TODAY.isoformat()
    return Whole(*make_whole())


def send(client: Client, whole: Whole, route: Route, form: Form, of: str = "first") -> int:
    """The status of the answer; what it did is undone."""
    with transaction.atomic():
        answer = client.post(whole.address(route, whole.first.slug, of), form)
        transaction.set_rollback(True)
    return answer.status_code


def may(actor: Actor, route: Route, group: str = "") -> bool:
    return refusal_to_act(actor, Permission(route.writes or route.needs), group=group) is None


def test_there_is_a_form_for_every_address_that_writes(whole):
    assert {route.name for route in WRITES} == set(bodies(whole.first, whole.ids["first"]))


@pytest.mark.usefixtures("who_asks_is_kept")
def test_who_may_not_write_is_told_so_and_who_may_never_is(whole):
    forms = bodies(whole.first, whole.ids["first"])
    seen: Counter[int] = Counter()
    wrong = []
    for key in whole.first.accounts:
        client, actor = signed_in(whole.first, key), whole.first.actor(key)
        for route in WRITES:
            events = EventRow.objects.count()
            status = send(client, whole, route, forms[route.name]())
            is_theirs = key in THEIRS_ALONE.get(route.name, {key})
            expected = {200 if route.name in ANSWERED else 302}
            if not may(actor, route) or not is_theirs:
                expected = {403}
            elif {(route.name, key), (route.name, "*")} & NOT_NOW:
                expected = {409, 422}
            if status not in expected:
                wrong.append((key, route.name, status))
            assert EventRow.objects.count() == events
            seen[status] += 1
    assert wrong == []
    assert seen[403] > 200, "the walk refused almost nobody: is it walking?"
    assert seen[302] > 50, "the walk let almost nobody write: is it walking?"


def test_a_secretary_of_one_group_writes_nothing_of_another_s(whole):
    world = whole.first
    coordinator = world.as_("coordinator")
    other = done(setting_up.add_group(coordinator, slug="housing", name="Housing group"))
    seat = done(setting_up.add_seat(coordinator, group=other, title="Secretary", seat_class="core", order=0))
    done(
        setting_up.appoint(
            coordinator, seat=seat, person=world.people["observer"], from_on=TODAY, office="secretary"
        )
    )
    client, actor = signed_in(world, "observer"), world.actor("observer")
    of_a_group = {"meeting", "item", "pack", "paper"}
    forms = bodies(world, whole.ids["first"])
    walked = 0

    for route in WRITES:
        is_elsewhere = may(actor, route) and not may(actor, route, str(world.board))
        names_one = set(PARAMETER.findall(route.address)) & of_a_group or route.name == "meeting_set"
        if is_elsewhere and names_one:
            refused = 404 if route.name in OF_A_RESTRICTED_PACK else 403
            assert send(client, whole, route, forms[route.name]()) == refused, route.name
            assert send(client, whole, route, {}) in {refused, 403, 422}, route.name
            walked += 1

    assert walked > 10, "the walk passed almost nothing: is it walking?"


def test_nobody_writes_to_a_strangers_partnership_whatever_the_form_says(whole):
    client = signed_in(whole.second, "coordinator")
    forms = bodies(whole.first, whole.ids["first"])
    for route in WRITES:
        assert send(client, whole, route, forms[route.name]()) == 404, route.name


def test_another_partnerships_things_are_not_found_under_ones_own_whatever_the_form_says(whole):
    client = signed_in(whole.second, "coordinator")
    forms = bodies(whole.first, whole.ids["first"])
    for route in WRITES:
        if set(PARAMETER.findall(route.address)) - {"partnership", "group"}:  # both have a board
            with transaction.atomic():
                answer = client.post(whole.address(route, whole.second.slug, "first"), forms[route.name]())
                transaction.set_rollback(True)
            assert answer.status_code == 404, route.name


@pytest.mark.parametrize(
    "named", ["meeting_set", "seat_add", "person_add", "start_plan", "redaction_propose"]
)
def test_another_partnerships_things_named_in_a_form_are_not_found(whole, named):
    client = signed_in(whole.second, "coordinator")
    (route,) = (route for route in WRITES if route.name == named)
    form = bodies(whole.first, whole.ids["first"])[named]()

    assert client.post(whole.address(route, whole.second.slug, "first"), form).status_code == 404
