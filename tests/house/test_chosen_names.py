"""Whoever holds a lived-experience seat is known by the name they chose, wherever Quorate says a name.

A member is made whose own name is like nothing else, and every page, pack, message, file and record is read
as everybody else. The table of routes is walked, so a page added tomorrow is read tomorrow.
"""

import io
import json
import uuid
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.core.serializers import serialize
from django.db.models import TextField

from quorate.commands import membership, packs, plans, setting_up
from quorate.commands.runner import As
from quorate.domain.access.audience import Audience
from quorate.domain.access.permissions import Permission
from quorate.domain.membership.interest import Decision
from quorate.domain.plans.facts import Lead
from quorate.queries import access, copies
from quorate.records.models import (
    Agency,
    AgencyName,
    Appointment,
    ClauseRow,
    EventRow,
    ExpressionOfInterest,
    InterestKeptPrivately,
    KeptPrivately,
    Message,
    Pack,
    Person,
    Redaction,
    SearchText,
    Terms,
)
from quorate.web.routes import ROUTES
from quorate.work.loop import run_once
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_paper, an_item
from tests.builders.membership import OWN_EMAIL, OWN_NAME, SHOWN_AS, a_seat, somebody
from tests.builders.plans import add, start
from tests.builders.whole import make_one
from tests.builders.world import TODAY, World, done, moment
from tests.house.test_access import Whole

pytestmark = pytest.mark.django_db

OF_THEMSELVES = ("quillfeather", "wilhelmina", "private.example")
PAGES = [route for route in ROUTES if isinstance(route.needs, Permission) and "GET" in route.methods]
FOR_THE_COORDINATOR = {"person_privately", "redaction_propose", "interest"}
"""Where the coordinator is shown who they are."""
NAMES_OF_THEIR_OWN = {
    *(Person, KeptPrivately, InterestKeptPrivately, ExpressionOfInterest),
    *(Agency, AgencyName, ClauseRow, Terms, Redaction, Message),
}
SAID = f"{OWN_NAME} ({OWN_EMAIL}) said so."


@pytest.fixture
def whole(settings, tmp_path) -> Whole:
    """The small world, with somebody of a chosen name in every part of it, who came by an interest."""
    settings.FILES = tmp_path / "files"
    settings.TODAY = TODAY.isoformat()
    world, things = make_one()
    things |= _a_life(world, things)
    run_once(moment())
    return Whole(world, world, {"first": things})


def _named_in_every_sentence() -> int:
    """Say their name and address in every row of every table that holds sentences; how many there are."""
    said = 0
    for table in copies.COPIES:
        if table.model in NAMES_OF_THEIR_OWN:
            continue
        for column in table.columns:
            field = table.model._meta.get_field(column)
            words = OWN_NAME if column in table.of_names else SAID if isinstance(field, TextField) else ""
            if words:
                held = table.model.objects.exclude(**{column: ""})
                said += held.update(**{column: words})
    return said


def _interested(world: World) -> uuid.UUID:
    """They wrote that they wish to join, and the chair said yes, with their name in the reason."""
    by = world.as_("coordinator")
    interest = done(
        membership.receive_interest(
            by,
            group=world.board,
            name=OWN_NAME,
            agency_name="Quillfeather trust",
            email=OWN_EMAIL,
            words=f"I am {OWN_NAME}, of the Quillfeather trust.",
            received_on=date(2026, 8, 3),
        )
    )
    done(
        membership.decide_interest(
            by,
            interest=interest,
            version=1,
            decision=Decision.ACCEPTED,
            decided_on=date(2026, 8, 10),
            decided_by=world.people["chair"],
            reason=f"{OWN_NAME} knows.",
        )
    )
    return interest


def _a_life(world: World, things: dict[str, object]) -> dict[str, object]:
    """They lead an action and are named in every sentence, come to hold the seat, and take part in all."""
    meeting = things["meeting"]
    by, operator = world.as_("coordinator"), As(access.operator(), moment(date(2026, 9, 1)))
    account = done(setting_up.add_account(operator, email="sign.in@post.example", is_demonstration=True))
    person = somebody(world, title="Quillfeather trust", account=account)
    world.accounts["lived"], world.people["lived"] = account, person
    plan = start(world, "Plan of the survivors’ panel")
    lead = Lead(raw=OWN_NAME, person_id=str(person))
    entry = add(world, plan, "Ask survivors each quarter", leads=(lead,))
    seat, interest = a_seat(world, by_interest=True), _interested(world)
    assert _named_in_every_sentence() > 30
    done(
        membership.seat_interest(
            by, interest=interest, version=2, seat=seat, person=person, from_on=date(2026, 9, 1)
        )
    )
    appointment = Appointment.objects.get(seat=seat).id
    done(membership.record_statement(by, person=person, signed_on=date(2026, 9, 1)))
    done(
        membership.register_interest(
            world.as_("lived"), person=person, words="A volunteer at a refuge", from_on=date(2026, 1, 5)
        )
    )
    an_item(world, meeting, "What survivors say")
    a_paper(world, meeting)
    done(plans.ask_for_updates(by, plan=plan, due_on=date(2026, 12, 1)))
    for kind, format in (("pack", "pdf"), ("pack", "docx"), ("brief", "pdf")):
        done(packs.ask_for_pack(by, meeting=meeting, kind=kind, format=format, edition=Audience.CORE))
    add(world, plan, "Another action")
    return {
        "person": person,
        "seat": seat,
        "appointment": appointment,
        "entry": entry,
        "interest": interest,
    }


def read(response) -> str:
    """What an answer says, whatever sort of file it is."""
    data = b"".join(response.streaming_content if response.streaming else [response.content])
    return words_of(data)


def words_of(data: bytes) -> str:
    if data.startswith(b"%PDF"):
        pdf = pypdfium2.PdfDocument(data)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in pdf)
        except pypdfium2.PdfiumError:
            return ""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            return "\n".join(held.read(name).decode("utf-8", "ignore") for name in held.namelist())
    return data.decode("utf-8", "ignore")


def betrayals(text: str) -> list[str]:
    return [word for word in OF_THEMSELVES if word in text.lower()]


def walked(whole: Whole, key: str) -> dict[str, str]:
    """What each page says to somebody, by the route's name; nothing for those that are not theirs."""
    client, found = signed_in(whole.first, key), {}
    for route in PAGES:
        response = client.get(whole.address(route, whole.first.slug, "first"))
        if response.status_code == 200:
            found[route.name] = read(response)
    return found


@pytest.mark.usefixtures("who_asks_is_kept")
def test_no_page_or_file_names_them_to_anybody_but_the_coordinator(whole):
    seen = named = 0
    for key in set(whole.first.accounts) - {"coordinator"}:
        for name, text in walked(whole, key).items():
            assert betrayals(text) == [], (key, name)
            seen += 1
            named += SHOWN_AS in text
    assert seen > 200, "the walk read almost nothing: is it walking?"
    assert named > 50, "they are on almost no page: is the test looking at the right ones?"


def test_the_coordinator_sees_who_they_are_on_their_own_page_of_it_alone(whole):
    told = {name for name, text in walked(whole, "coordinator").items() if betrayals(text)}

    assert told - FOR_THE_COORDINATOR == set()
    assert {"person_privately", "interest"} <= told


@pytest.mark.parametrize("key", ["governance", "coordinator"])
@pytest.mark.parametrize("kind", ["person", "interest"])
def test_the_form_that_takes_words_out_shows_who_they_are_to_the_coordinator_alone(whole, key, kind):
    (route,) = (route for route in PAGES if route.name == "redaction_propose")
    address = whole.address(route, whole.first.slug, "first")
    id = whole.ids["first"][kind]
    response = signed_in(whole.first, key).get(address, {"kind": kind, "id": str(id)})
    is_theirs = kind == "person" or key == "coordinator"  # interests are the chair’s to decide

    assert response.status_code == (200 if is_theirs else 404)
    assert bool(betrayals(read(response))) == (key == "coordinator")


def test_no_message_pack_event_or_search_word_names_them(whole):
    for model in (Message, Pack, EventRow, SearchText):
        assert betrayals(serialize("json", model.objects.all())) == [], model.__name__
    made = Pack.objects.filter(state="made").select_related("file")
    assert made.count() >= 3
    for pack in made:
        assert betrayals(json.dumps(pack.content)) == []


def test_nothing_is_sent_to_them_until_mail_is_said_to_be_safe(whole):
    person = Person.objects.get(id=whole.first.people["lived"])
    kept = KeptPrivately.objects.get(person=person)

    assert (person.name, person.email, person.title) == (f"{SHOWN_AS} 2", "", "")
    assert (kept.name, kept.safe_contact) == (OWN_NAME, OWN_EMAIL)


def test_they_stay_known_by_it_once_they_have_left_the_seat(whole):
    by = whole.first.as_("coordinator")
    done(setting_up.leave(by, person=whole.first.people["lived"], left_on=TODAY))

    for key in ("police", "governance"):
        for name, text in walked(whole, key).items():
            assert betrayals(text) == [], (key, name)
