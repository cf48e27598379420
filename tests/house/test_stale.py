"""Every address that changes what stands, sent from a page that somebody else's write has made old.

It is refused, the page says what stands, and nothing that was typed is lost. An address added tomorrow is
walked tomorrow; only one that makes something new, or settles something once, may do without a version.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.db import transaction

from quorate.records.models import EventRow
from quorate.web.door import Route
from tests.builders.bodies import bodies
from tests.builders.browsing import signed_in
from tests.builders.whole import make_whole
from tests.builders.world import TODAY
from tests.house.test_access import Whole
from tests.house.test_who_writes import WRITES

pytestmark = pytest.mark.django_db(transaction=False)

MAKES = {
    *(
        "person_add",
        "agency_add",
        "group_add",
        "line_add",
        "question_ask",
        "seat_add",
        "seat_appoint",
        "closures",
        "restriction_set",
    ),
    *("school_holidays", "forward", "meeting_call", "ask_by_email"),
    *("meeting_set", "agenda_add", "paper_add", "paper_ask", "pack_ask", "duty_met"),
    *("statement_ask", "duty_done"),
    *("interest_add", "membership_review", "person_interests", "statement_sign", "seat_represents"),
    *("terms_new", "terms_seats", "minute_write", "room", "room_another", "declare"),
    *("passed_on", "handover_note"),
    *("assessment_open", "assessment_remind"),
    *("challenge_add", "risk_add", "barrier_add"),
    "calendar_address",
    *("start_plan", "add_entry", "ask_for_updates", "import_upload", "redaction_propose"),
}
"""What writes over nothing: it adds, and what may stand once is refused the second time."""
SETTLES_ONCE = {
    *("passed_on_back", "redaction_confirm", "redaction_decline", "declaration_strike"),
    "duty_take_back",
    "terms_back",
    "copy_back",
    *("message_try", "messages_try_all", "message_by_hand", "messages_by_hand"),
    *("calendar_revoke", "digest_stop", "digest_resume"),
}
"""Done once, by one person, of what nobody can change: the second is refused."""
CHANGES = [route for route in WRITES if route.name not in MAKES | SETTLES_ONCE]
STANDS = ("What is kept now", "What is held now:", "under where it stands", "It is shown as it is now.")
"""How a page says what stands."""
PRESSED = {("agenda_move", "to")}
"""A button pressed, which the page offers again where it can be done."""
CHOSEN = {"radio", "checkbox", "hidden"}


@pytest.fixture
def whole(settings, tmp_path) -> Whole:
    settings.FILES = tmp_path / "files"
    settings.TODAY = TODAY.isoformat()
    return Whole(*make_whole())


@dataclass
class Shown(HTMLParser):
    """A page's fields as they are filled in, those one chooses in, and its words."""

    filled: dict[str, list[str]] = field(default_factory=dict)
    chosen_in: set[str] = field(default_factory=set)
    words: str = ""
    area: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        name = said.get("name") or ""
        if tag in {"select", "button"} or (tag == "input" and said.get("type") in CHOSEN):
            self.chosen_in.add(name)
        elif tag == "input":
            self.filled.setdefault(name, []).append(said.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.filled.setdefault(name, []).append("")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area is None:
            self.words += data
        else:
            self.filled[self.area][-1] += data

    def keeps(self, name: str, value: str) -> bool:
        """Whether what was typed stands in its field; or in words, where the page has no such field now."""
        if name in self.filled:
            return any(each.strip() == value for each in self.filled[name])
        said = value.replace("_", " ").lower()  # what was chosen is said by its name
        return name in self.chosen_in or said in self.words.lower()


def shown(answer) -> Shown:
    page = Shown()
    page.feed(answer.content.decode())
    return page


def send(client, whole: Whole, route: Route, form):
    """The answer, and whether anything was recorded; what it did is undone."""
    events = EventRow.objects.count()
    with transaction.atomic():
        answer = client.post(whole.address(route, whole.first.slug, "first"), form)
        was_done = EventRow.objects.count() != events
        transaction.set_rollback(True)
    return answer, was_done


def test_what_needs_no_version_is_there_and_sends_none(whole):
    forms = bodies(whole.first, whole.ids["first"])

    assert {route.name for route in WRITES} >= MAKES | SETTLES_ONCE
    assert {name for name in MAKES | SETTLES_ONCE if "version" in forms[name]()} == set()
    assert {route.name for route in CHANGES if "version" not in forms[route.name]()} == set()


def test_what_was_asked_of_an_old_page_is_refused_and_nothing_typed_is_lost(whole):
    forms = bodies(whole.first, whole.ids["first"])
    client = signed_in(whole.first, "coordinator")
    wrong, typed = [], 0
    for route in CHANGES:
        form = dict(forms[route.name]())
        answer, was_done = send(client, whole, route, {**form, "version": form["version"] + 1})
        if answer.status_code != 409 or was_done:
            wrong.append((route.name, answer.status_code))
            continue
        page = shown(answer)
        if "Somebody else" not in page.words or not any(words in page.words for words in STANDS):
            wrong.append((route.name, "does not say what stands"))
        for name, value in form.items():
            if isinstance(value, str) and (route.name, name) not in PRESSED:
                typed += name not in page.chosen_in
                if not page.keeps(name, value):
                    wrong.append((route.name, name, value))
    assert not wrong, wrong
    assert len(CHANGES) > 25, "the walk asked almost nothing: is it walking?"
    assert typed > 20, "the walk typed almost nothing: is it walking?"


def test_what_is_sent_without_a_version_is_old(whole):
    forms = bodies(whole.first, whole.ids["first"])
    client = signed_in(whole.first, "coordinator")

    for route in CHANGES:
        form = {name: value for name, value in forms[route.name]().items() if name != "version"}
        answer, was_done = send(client, whole, route, form)
        assert (answer.status_code, was_done) == (409, False), route.name


def test_the_walk_sees_what_a_page_has_lost():
    page = Shown()
    page.feed('<input name="on" value="1 5 2026"><textarea name="why">\nThe room</textarea><p>Agreed: no</p>')
    page.feed('<select name="group"><option>Board</option></select>')

    assert page.keeps("on", "1 5 2026")
    assert page.keeps("why", "The room")
    assert page.keeps("gone", "Agreed")
    assert page.keeps("group", "Board")
    assert not page.keeps("on", "2 5 2026")
    assert not page.keeps("gone", "The room")
