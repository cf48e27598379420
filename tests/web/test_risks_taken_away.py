"""The register of risks taken away as Excel and Word, and as an annex of a pack."""

import io
from datetime import UTC, date, datetime

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from quorate.commands import packs
from quorate.documents.pdf.pack import render_pack
from quorate.documents.word.pack import render_pack_docx
from quorate.domain.access.audience import Audience
from quorate.queries.owed import owed_packs
from quorate.queries.pack_contents import pack_content
from quorate.queries.pack_editions import edition_actor, restrictions_of
from quorate.queries.packs import page_packs
from quorate.queries.since import page_since
from quorate.records.models import EventRow, Pack, Risk
from quorate.work.loop import run_once
from tests.builders.browsing import signed_in
from tests.builders.holding import a_risk, at, closed, reviewed
from tests.builders.meetings import a_meeting
from tests.builders.restrictions import a_restriction
from tests.builders.world import TODAY, done, make_world, moment
from tests.documents.packs.test_pack_pdf import squeezed, text_of

pytestmark = pytest.mark.django_db
FILE = "/marlhaven/groups/board/risks/file/"
MADE_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANNEX = "Annex: the register of risks"


@pytest.fixture(autouse=True)
def a_day_in_november(settings, tmp_path):
    settings.TODAY = TODAY.isoformat()
    settings.FILES = tmp_path


@pytest.fixture
def world():
    world = make_world()
    a_risk(world)
    closed(world, a_risk(world, "A lease ends"))
    return world


def sheet(answer):
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def content(world, meeting, *, edition=Audience.PARTNERSHIP, with_risks=True):
    reader = edition_actor(partnership=world.partnership, slug=world.slug, edition=edition, today=TODAY)
    said = {"meeting": meeting, "edition": edition, "as_at": TODAY, "made_at": MADE_AT, "combined": False}
    return pack_content(reader, **said, with_risks=with_risks)


def test_as_excel_it_has_every_column_and_the_closed_ones_too(world):
    answer = signed_in(world).get(FILE, {"format": "xlsx"})

    rows = sheet(answer)
    head = next(n for n, row in enumerate(rows) if row[0] == "No.")
    first, second = rows[head + 1], rows[head + 2]
    assert first[:3] == ["1", "Funding ends", "Families have nowhere safe to go"]
    assert first[5:8] == [4.0, 4.0, 16.0]
    assert first[12] == date(2026, 11, 9)
    assert (second[1], second[13]) == ("A lease ends", TODAY)
    assert "attachment" in answer["Content-Disposition"]
    assert "register-of-risks" in answer["Content-Disposition"]


def test_as_word_it_is_a_table_with_the_open_ones(world):
    answer = signed_in(world, "police").get(FILE, {"format": "docx"})

    (table,) = Document(io.BytesIO(answer.content)).tables
    said = [cell.text for row in table.rows for cell in row.cells]
    assert "Funding ends\nFamilies have nowhere safe to go" in said
    assert not any("A lease ends" in each for each in said)


def test_of_an_earlier_day_it_is_as_the_risks_were_judged_then(world):
    reviewed(world, Risk.objects.get(title="Funding ends").id, at(1, 2, on=date(2026, 11, 20)))
    client = signed_in(world)

    now, then = (sheet(client.get(FILE, asked)) for asked in ({}, {"on": "1 11 2026"}))

    scores = [next(row[7] for row in rows if row[1] == "Funding ends") for rows in (now, then)]
    assert scores == [2.0, 16.0]
    assert client.get(FILE, {"on": "someday"}).status_code == 404
    assert client.get(FILE, {"format": "exe"}).status_code == 404


def test_it_holds_what_its_reader_may_see_and_says_where_that_is_not_for_everybody(world):
    a_risk(world, "A tender fails", audience=Audience.RESTRICTED)

    mine, theirs = (
        " ".join(str(cell) for row in sheet(signed_in(world, key).get(FILE)) for cell in row)
        for key in ("coordinator", "police")
    )

    assert "A tender fails" in mine
    assert "keep it with those who may" in mine
    assert "A tender fails" not in theirs
    assert "keep it with those who may" not in theirs


def test_a_pack_has_it_as_an_annex_where_that_is_asked_for(world):
    meeting, by = a_meeting(world), world.as_("coordinator")
    done(packs.ask_for_pack(by, meeting=meeting, kind="pack", format="pdf", with_risks=True))
    done(packs.ask_for_pack(by, meeting=meeting, kind="brief", format="pdf", with_risks=True))

    assert {row.kind: row.with_risks for row in Pack.objects.all()} == {"pack": True, "brief": False}
    assert {owed.kind: owed.with_risks for owed in owed_packs(by.moment.at)} == {"pack": True, "brief": False}
    assert '"annex"' in EventRow.objects.filter(code="packs.asked_for").order_by("number").first().contents
    said = content(world, meeting)
    assert said.tables[-1].title == ANNEX
    printed = squeezed(text_of(render_pack(said)))
    assert "Annex:theregisterofrisks" in printed.replace(" ", "")
    assert "Fundingends" in printed.replace(" ", "")
    assert any("Funding ends" in cell.text for table in Document(io.BytesIO(render_pack_docx(said))).tables
               for row in table.rows for cell in row.cells)  # fmt: skip
    assert ANNEX not in [table.title for table in content(world, meeting, with_risks=False).tables]


def test_an_annex_holds_what_all_readers_of_its_edition_may_see(world):
    meeting = a_meeting(world)
    hidden = a_risk(world, "A tender fails", audience=Audience.RESTRICTED)
    tender = a_restriction(world, bar=["police"])
    Risk.objects.filter(id=hidden).update(restriction=tender)

    open_to_all, narrow = (
        " ".join(
            cell for row in content(world, meeting, edition=edition).tables[-1].rows for cell in row.cells
        )
        for edition in (Audience.PARTNERSHIP, Audience.RESTRICTED)
    )

    assert "A tender fails" not in open_to_all
    assert "A tender fails" in narrow
    reader = edition_actor(
        partnership=world.partnership, slug=world.slug, edition=Audience.RESTRICTED, today=TODAY
    )
    assert str(tender) in restrictions_of(reader, meeting, with_risks=True)
    assert str(tender) not in restrictions_of(reader, meeting)


def test_what_changed_since_a_pack_was_printed_names_the_risks_of_its_annex_alone(world):
    meeting, by = a_meeting(world), world.as_("coordinator")
    pack = done(packs.ask_for_pack(by, meeting=meeting, kind="pack", format="pdf", with_risks=True))
    run_once(moment())
    done(packs.issue_pack(by, meeting=meeting, pack=pack, version=Pack.objects.get(id=pack).version))
    before = page_since(by.actor, meeting=meeting, today=TODAY)
    reviewed(world, Risk.objects.get(title="Funding ends").id, at(5, 5, on=TODAY))
    after = page_since(by.actor, meeting=meeting, today=TODAY)

    assert before.since.count == 0
    (line,) = after.since.entries
    assert line.number == "1"


def test_the_page_offers_it_to_those_who_make_packs(world):
    meeting = a_meeting(world)
    assert page_packs(world.actor("coordinator"), meeting=meeting, today=TODAY).risks == 1
    assert page_packs(world.actor("police"), meeting=meeting, today=TODAY).risks == 0
    client = signed_in(world)
    address = f"/marlhaven/meetings/{meeting}/packs/"
    assert "Add the register of risks as an annex: 1 open risk" in client.get(address).content.decode()

    client.post(f"{address}ask/", {"product": "pack_pdf", "edition": "partnership", "with_risks": "yes"})

    assert Pack.objects.get().with_risks
