"""A partnership from nothing: `quorate init`, and then everything in the browser.

Two people do it, each in a browser of their own. Nothing here calls a command or writes a row: whatever a
real installation needs has a page, or this test cannot go on. Codes are read from the mail that is sent.
"""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quorate.cli import main
from quorate.web.http import moment_now
from quorate.work.loop import run_once
from tests.commands.test_imports import word_plan

pytestmark = pytest.mark.django_db
COORDINATOR, LEAD = "coordinator@saltmarsh.example", "housing@saltmarsh.example"
TODAY = date(2026, 11, 23)
TICKET = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


@pytest.fixture(autouse=True)
def an_empty_install(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path / "files"
    settings.DEMONSTRATION = False


class Browser:
    """Somebody's browser: it follows links it was shown and sends forms with the ticket they carry."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.text = self.address = ""

    def open(self, address: str) -> str:
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200, (address, answer.status_code)
        return self._read(answer)

    def send(self, address: str, fields: dict[str, object], page: str = "") -> str:
        """Fill in a page's form and send it; gives the page that follows."""
        shown = self.open(page or address)
        ticket, version = TICKET.search(shown), VERSION.search(shown)
        assert ticket, f"{page or address} has no form"
        hidden = {"csrfmiddlewaretoken": ticket[1]} | ({"version": version[1]} if version else {})
        answer = self.client.post(address, {**hidden, **fields}, follow=True)
        assert answer.status_code == 200, (address, answer.status_code, self._read(answer))
        return self._read(answer)

    def send_and_see(self, address: str, fields: dict[str, object], page: str = "") -> str:
        """Fill in a page's form and send it; gives the address of the page that follows."""
        self.send(address, fields, page)
        return self.address

    def link(self, words: str) -> str:
        """Where the link with these words on the page leads."""
        found = re.search(rf'<a[^>]* href="([^"]+)"[^>]*>\s*{re.escape(words)}', self.text)
        assert found, f"no link “{words}”"
        return found[1].replace("&amp;", "&")

    def option(self, words: str) -> str:
        """The value of the choice with these words, of a list, a row of buttons or ticks."""
        found = re.search(rf'<option value="([^"]+)"[^>]*>\s*{re.escape(words)}', self.text)
        assert found, f"no choice “{words}”"
        return found[1]

    def sign_in(self, address: str) -> str:
        """By the code that the work loop sends."""
        mail.outbox.clear()
        self.send("/account/sign-in/code/", {"email": address})
        run_once(moment_now())
        (sent,) = mail.outbox
        assert sent.to == [address]
        code = CODE.search(sent.body)
        assert code
        return self.send("/account/sign-in/code/enter/", {"code": code[0]})

    def _read(self, answer) -> str:
        self.address = answer.request["PATH_INFO"]
        self.text = " ".join(answer.content.decode().split())
        return self.text


def begun() -> Browser:
    """The coordinator, signed in to a partnership that has nothing."""
    assert (
        main.main(
            [
                *("init", "saltmarsh", "--name", "Saltmarsh Partnership"),
                *("--coordinator", "Partnership coordinator", "--email", COORDINATOR),
                *("--records-from", "2026-04-01"),
            ]
        )
        == 0
    )
    me = Browser()
    me.sign_in(COORDINATOR)
    return me


def test_a_partnership_is_set_up_from_nothing_by_two_people_and_their_browsers():
    me = begun()
    assert "Set up your partnership" in me.text
    assert "Nothing is here yet." in me.open(me.link("Set up your partnership"))

    # Agencies, one of them part of another
    me.send(me.link("Add an agency"), {"name": "Saltmarsh Council", "kind": "council"})
    me.open("/saltmarsh/people/agencies/add/")
    council = me.option("Saltmarsh Council")
    me.send(
        "/saltmarsh/people/agencies/add/",
        {"name": "Housing, Saltmarsh Council", "short_name": "Housing", "kind": "council", "parent": council},
    )
    me.send("/saltmarsh/people/agencies/add/", {"name": "Fen Constabulary", "kind": "police"})

    # A board, and a group under it
    me.send(me.link("Add a group"), {"name": "Saltmarsh Board", "kind": "board"})
    me.open("/saltmarsh/people/groups/add/")
    board = me.option("Saltmarsh Board")
    me.send(
        "/saltmarsh/people/groups/add/",
        {
            "name": "Training group",
            "kind": "task_and_finish_group",
            "parent": board,
            "question": "What training is missing?",
            "ends_on": "31 3 2027",
        },
    )

    # People, one of them myself, whom I speak for
    me.open("/saltmarsh/people/add/")
    housing, police = me.option("Housing, Saltmarsh Council"), me.option("Fen Constabulary")
    me.send("/saltmarsh/people/add/", {"name": "Superintendent", "agency": police})
    lead = me.send("/saltmarsh/people/add/", {"name": "Head of Housing", "agency": housing, "email": LEAD})
    assert "Head of Housing was added." in lead
    her_account = me.link("Account")

    # Seats, held
    me.open("/saltmarsh/people/seats/add/")
    for title, who, as_what in (
        ("Chair", "Superintendent", "chair"),
        ("Housing", "Head of Housing", "member"),
        ("Coordinator", "Partnership coordinator", "secretary"),
    ):
        text = me.send("/saltmarsh/people/seats/add/", {"group": board, "title": title, "seat_class": "core"})
        assert "Nobody holds it yet." in text
        appoint = re.search(r'action="([^"]+/appoint/)"', text)
        assert appoint
        seat = appoint[1].removesuffix("appoint/")
        me.send(appoint[1], {"person": me.option(who), "as_what": as_what, "from_on": "1 4 2026"}, page=seat)
    assert "3 of 3 seats held." in me.open("/saltmarsh/people/")

    # An account for somebody else, who signs in with it and sees what her seat lets her
    assert "Tell them: nothing has been sent yet." in me.send(her_account, {"email": LEAD})
    her = Browser()
    her.sign_in(LEAD)
    assert "Head of Housing" in her.text
    assert "Set up your partnership" not in her.text
    assert her.client.get("/saltmarsh/people/setting-up/").status_code == 403

    # Terms of reference
    me.open("/saltmarsh/terms/")
    draft = me.send_and_see(me.link("Draft its terms"), {"begin": "nothing"})
    for kind, fields in (
        ("cadence", {"quote": "The board meets four times a year", "times_a_year": "4"}),
        (
            "papers_in",
            {
                "quote": "Papers reach the coordinator ten working days ahead",
                "offset": "10 working days before",
            },
        ),
    ):
        clause = me.send_and_see(f"{draft}clauses/add/", {"kind": kind}, page=draft)
        me.send(clause, fields)
    me.send(
        f"{draft}about/", {"label": "Terms of 2026", "in_force_from": "1 4 2026", "year_type": "financial"}
    )
    me.send(f"{draft}adopt/", {}, page=draft)
    assert "Terms of 2026" in me.text
    assert "The board meets four times a year" in me.text

    # A plan, from a Word file as it is
    file = SimpleUploadedFile("plan.docx", word_plan())
    text = me.send("/saltmarsh/plans/import/", {"file": file, "plan_name": "Housing plan"})
    assert "3 actions in 1 table" in text
    accept = re.search(r'action="([^"]+/accept/)"', text)
    version = re.search(r'name="version" value="(\d+)"', text)
    assert accept
    assert version
    me.send(
        accept[1],
        {"version": version[1], "group": board},
        page=accept[1].removesuffix("accept/"),
    )
    assert "Housing plan" in me.open("/saltmarsh/plans/")
    assert "Housing plan" in her.open("/saltmarsh/plans/")

    # A day the council is closed, and a meeting whose timetable names it
    me.send("/saltmarsh/people/closed-days/", {"on": "29 12 2026", "name": "Offices shut"})
    text = me.send(
        "/saltmarsh/meetings/new/",
        {"group": board, "on": "12 January 2027", "starts": "10am", "minutes": "120", "place": "Guildhall"},
    )
    assert "12 January 2027" in text
    assert "Offices shut" in text
    assert "12 January 2027" in her.open("/saltmarsh/meetings/")

    # Everything is there but the training group's terms
    text = me.open("/saltmarsh/people/setting-up/")
    assert "Seven of eight steps are done." in text
    assert "None are in force for Training group." in text
    assert "Partly" in text
    assert "Set up your partnership" not in me.open("/saltmarsh/my-work/")

    # And she leaves: what she has open in her browser is refused from the next press
    person = her_account.removesuffix("account/")
    me.send(f"{person}left/", {"left_on": "23 11 2026"})
    assert her.client.get("/saltmarsh/my-work/").status_code == 404
    assert "2 of 3 seats held." in me.open("/saltmarsh/people/")


def test_the_steps_say_what_there_is_and_lead_where_it_is_done():
    me = begun()
    text = me.open("/saltmarsh/people/setting-up/")

    assert text.count("To do") == 8
    for words in ("Add an agency", "Add a person", "Bring in a plan", "Choose a person"):
        me.open("/saltmarsh/people/setting-up/")
        me.open(me.link(words))
