"""Packs as people use them: asked for on a page, made by the work loop, issued, read by their edition."""

import hashlib
import io
import re
import zipfile

import pikepdf
import pytest
from django.core import mail
from django.test import Client

from quorate.commands import packs as verbs
from quorate.commands import redactions
from quorate.commands.runner import As
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.outcomes import Refusal
from quorate.queries import access
from quorate.records import scopes
from quorate.records.models import EventRow, Meeting, Pack, Paper
from quorate.work.loop import run_once
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper, an_item, version_of
from tests.builders.packs import issued
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, World, done, make_two, make_world, moment
from tests.web.test_meetings_pages import at, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


def ask(client: Client, meeting, product: str = "pack_pdf", edition: str = "partnership"):
    return client.post(at("pack_ask", meeting=meeting), {"product": product, "edition": edition})


def test_a_pack_is_asked_for_made_beside_the_page_issued_and_downloaded():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "Figures")
    client = signed_in(world)

    assert ask(client, id).status_code == 302
    waiting = text_of(client.get(at("packs", meeting=id)))
    assert "1 pack is being made." in waiting
    assert '<meta http-equiv="refresh" content="3">' in waiting
    line = client.get(at("packs_progress", meeting=id))
    assert "HX-Refresh" not in line
    assert "Pack as PDF: waiting to begin." in text_of(line)

    run_once(moment())

    made = text_of(client.get(at("packs", meeting=id)))
    assert "http-equiv" not in made
    assert "Made, not issued yet" in made
    assert client.get(at("packs_progress", meeting=id))["HX-Refresh"] == "true"
    pack = Pack.objects.get()
    asked = at("pack_issue", meeting=id, pack=pack.id)
    unread = client.post(asked, {"version": pack.version})
    assert unread.status_code == 422
    assert "Tick that you have read the pack: once issued it cannot be changed." in text_of(unread)
    assert Pack.objects.get().state == "made"
    client.post(asked, {"version": pack.version, "read": "yes"})
    download = signed_in(world, "adviser").get(at("pack", meeting=id, pack=pack.id))

    assert download["Content-Type"] == "application/pdf"
    assert download["X-Content-Type-Options"] == "nosniff"
    assert download["Content-Disposition"].startswith("attachment; filename=")
    assert hashlib.sha256(download.content).hexdigest() == pack.file.sha256
    with pikepdf.open(io.BytesIO(download.content)) as book:
        assert "14 January 2027" in str(book.docinfo["/Title"])
    assert EventRow.objects.filter(code="packs.read", subject_id=str(pack.id)).exists()


def test_a_pack_takes_its_meetings_restriction():
    world = make_world()
    id = a_meeting(world)
    named = a_restriction(world, bar=["charity"])
    Meeting.objects.filter(id=id).update(restriction=named)

    asked = {"kind": "pack", "format": "pdf", "edition": Audience.RESTRICTED}
    pack = done(verbs.ask_for_pack(world.as_("coordinator"), meeting=id, **asked))
    Meeting.objects.filter(id=id).update(restriction=None)

    assert Pack.objects.get(id=pack).restriction_id == named
    assert not scopes.packs(world.actor("charity")).exists()
    assert scopes.packs(world.actor("coordinator")).exists()


def test_a_late_fault_changes_nothing_of_a_pack_that_is_made_or_issued():
    world = make_world()
    id = a_meeting(world)
    pack = issued(world, id)
    quorate = As(access.work(str(world.partnership), world.slug), moment())
    events = EventRow.objects.count()

    for state in ("issued", "made"):
        Pack.objects.filter(id=pack).update(state=state)
        late = verbs.fail_pack(quorate, pack=pack, fault="It was stopped.")

        assert isinstance(late, Refusal)
        assert late.code == "packs.not_owed"
        row = Pack.objects.get(id=pack)
        assert (row.state, row.fault) == (state, "")
    assert EventRow.objects.count() == events


def test_a_pack_is_made_as_word():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id, "Figures for the quarter")

    pack = issued(world, id, format="docx")
    download = signed_in(world, "police").get(at("pack", meeting=id, pack=pack))

    with zipfile.ZipFile(io.BytesIO(download.content)) as archive:
        assert "Figures for the quarter" in archive.read("word/document.xml").decode()


OFFERED = re.compile(r'name="edition"[^>]*value="(\w+)"')


@pytest.mark.parametrize(
    ("audience", "editions"),
    [
        (Audience.PARTNERSHIP, ["partnership", "core", "restricted"]),
        (Audience.CORE, ["core", "restricted"]),
        (Audience.RESTRICTED, ["restricted"]),
    ],
)
def test_an_edition_is_offered_and_made_only_where_its_readers_see_the_meeting(audience, editions):
    world = make_world()
    id = a_meeting(world, audience=audience)
    client = signed_in(world)

    assert OFFERED.findall(text_of(client.get(at("packs", meeting=id)))) == editions

    for edition in ("partnership", "core", "restricted"):
        answer = ask(client, id, edition=edition)
        refused = "Those readers do not see this meeting." in text_of(answer)
        assert (answer.status_code, refused) == ((302, False) if edition in editions else (409, True))
    run_once(moment())

    assert sorted(Pack.objects.values_list("edition", flat=True)) == sorted(editions)
    assert {pack.state for pack in Pack.objects.all()} == {"made"}


def test_where_no_edition_shows_the_meeting_none_is_offered_and_a_brief_is_refused_in_words():
    world = make_world()
    id = a_meeting(world)
    tender = a_restriction(world, allow=["secretary"], bar=["chair"])
    Meeting.objects.filter(id=id).update(restriction=tender)
    client = signed_in(world, "secretary")

    page = text_of(client.get(at("packs", meeting=id)))
    brief = ask(client, id, "brief_pdf", edition="")

    assert OFFERED.findall(page) == []
    assert "No edition you may make is for people who see this meeting." in page
    assert brief.status_code == 409
    assert "Those readers do not see this meeting." in text_of(brief)
    assert not Pack.objects.exists()


def test_a_pack_not_issued_is_missing_for_its_readers():
    world = make_world()
    id = a_meeting(world)
    ask(signed_in(world), id)
    run_once(moment())
    pack = Pack.objects.get()

    answer = signed_in(world, "police").get(at("pack", meeting=id, pack=pack.id))

    assert answer.status_code == 404
    assert "Pack as PDF" not in text_of(signed_in(world, "police").get(at("packs", meeting=id)))


@pytest.mark.parametrize(("key", "sees"), [("police", True), ("adviser", False), ("observer", False)])
def test_the_core_edition_is_read_by_core_members_only(key, sees):
    world = make_world()
    id = a_meeting(world)
    pack = issued(world, id, edition=Audience.CORE)

    answer = signed_in(world, key).get(at("pack", meeting=id, pack=pack))

    assert (answer.status_code == 200) is sees


@pytest.mark.parametrize(("key", "sees"), [("chair", True), ("secretary", True), ("police", False)])
def test_the_chairs_brief_is_for_those_who_run_the_meeting(key, sees):
    world = make_world()
    id = a_meeting(world)
    pack = issued(world, id, kind="brief")

    said = "1 pack is issued for you" if sees else "No pack is issued for you yet."
    for page in ("meeting", "packs"):
        assert said in text_of(signed_in(world, key).get(at(page, meeting=id))), page

    answer = signed_in(world, key).get(at("pack", meeting=id, pack=pack))

    assert (answer.status_code == 200) is sees


@pytest.mark.parametrize(("key", "sees"), [("chair", True), ("secretary", True), ("police", False)])
def test_the_brief_is_on_my_work_and_the_board_once_issued_and_said_to_be_missing_before(key, sees):
    world = make_world()
    id = a_meeting(world)
    client = signed_in(world, key)

    def shown() -> list[str]:
        return [text_of(client.get(at(name))) for name in ("my_work", "board")]

    missing = "The chair’s brief is not issued yet."
    makes, other = f'href="{at("packs", meeting=id)}#make"', "The coordinator or the secretary makes it."
    before = shown()
    assert [missing in page for page in before] == [sees, sees]
    assert [makes in page for page in before] == [key == "secretary"] * 2
    assert [other in page for page in before] == [key == "chair"] * 2
    pack = issued(world, id, kind="brief")

    link = f'href="{at("pack", meeting=id, pack=pack)}">Chair’s brief, issued on '
    assert [link in page for page in shown()] == [sees, sees]
    assert not any(missing in page for page in shown())


def test_the_same_pack_asked_for_twice_is_made_once():
    world = make_world()
    id = a_meeting(world)
    client = signed_in(world)
    ask(client, id)

    again = ask(client, id)

    assert again.status_code == 409
    assert "That pack is being made already." in text_of(again)
    assert Pack.objects.count() == 1


def test_nothing_chosen_is_said_beside_the_choices():
    world = make_world()
    id = a_meeting(world)

    answer = signed_in(world).post(at("pack_ask", meeting=id), {})

    assert answer.status_code == 422
    assert "Choose what to make." in text_of(answer)


def test_it_is_said_before_the_making_which_papers_the_combined_file_could_hold():
    world = make_world()
    id = a_meeting(world)
    a_paper(world, id, "Figures")
    for title in ("Notes", "Costs", "Terms"):
        a_paper(world, id, title, data=b"Plain words")
    withdrawn = a_paper(world, id, "Withdrawn")
    Paper.objects.filter(id=withdrawn).update(withdrawn_at=moment().at)

    page = text_of(signed_in(world).get(at("packs", meeting=id)))

    assert "1 of 4 papers is PDF; the other 3 are listed by name and go out as they are." in page


def test_a_member_is_offered_no_making():
    world = make_world()
    id = a_meeting(world)

    page = text_of(signed_in(world, "police").get(at("packs", meeting=id)))

    assert "Make the pack" not in page
    assert ask(signed_in(world, "police"), id).status_code == 403


def test_another_partnerships_pack_is_missing():
    first, second = make_two()
    id = a_meeting(second)
    pack = issued(second, id)
    ours = a_meeting(first)

    for meeting in (id, ours):
        assert signed_in(first).get(at("pack", meeting=meeting, pack=pack)).status_code == 404


def test_a_page_never_sends_a_message_or_makes_a_pack_itself():
    world = make_world()
    id = a_meeting(world)
    an_item(world, id)
    client = signed_in(world)

    client.post(at("meeting_circulate", meeting=id), {"version": version_of(id)})
    ask(client, id)

    assert mail.outbox == []
    assert Pack.objects.get().state == "asked"
    run_once(moment(TODAY))
    assert Pack.objects.get().state == "made"


def redacted(world: World, item):
    proposed = done(
        redactions.propose_redaction(
            world.as_("coordinator"), subject_kind="agenda_item", subject_id=item, reason="A name"
        )
    )
    done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))


def test_packs_that_held_redacted_words_are_neither_offered_nor_issued():
    world = make_world()
    id = a_meeting(world)
    item = an_item(world, id, "Figures of the family at Harbour Road")
    out = issued(world, id)
    waiting = done(verbs.ask_for_pack(world.as_("coordinator"), meeting=id, kind="pack", format="docx"))
    run_once(moment())
    client = signed_in(world)
    before = text_of(client.get(at("packs", meeting=id)))
    assert at("pack", meeting=id, pack=out) in before
    assert at("pack_issue", meeting=id, pack=waiting) in before

    redacted(world, item)

    page = text_of(client.get(at("packs", meeting=id)))
    assert page.count("Redacted on 23 November 2026") == 2
    for pack in (out, waiting):
        assert at("pack", meeting=id, pack=pack) not in page
    version = Pack.objects.get(id=waiting).version
    outcome = verbs.issue_pack(world.as_("coordinator"), meeting=id, pack=waiting, version=version)
    assert outcome.code == "packs.redacted"
    assert "No pack is issued for you yet." in text_of(client.get(at("meeting", meeting=id)))
