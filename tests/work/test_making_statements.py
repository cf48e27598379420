"""The statement of a year's compliance: asked for, made by the work loop, and issued as it stood."""

import io
from datetime import date, timedelta

import docx
import pytest

from quorate.commands import packs, statements
from quorate.documents.pdf.compliance import render_compliance
from quorate.documents.word.compliance import render_compliance_docx
from quorate.domain.access.audience import Audience
from quorate.domain.kernel.asking import NotAllowedError, NotFoundError
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.packs.compliance import Cells, ComplianceContent, Part
from quorate.domain.packs.frozen import NotReadableError
from quorate.queries.compliance import page_compliance
from quorate.records.models import Meeting, Pack
from quorate.work.loop import run_once
from tests.builders.browsing import signed_in
from tests.builders.meetings import a_meeting, a_paper
from tests.builders.minutes import HELD_ON, a_minute, circulated
from tests.builders.world import TODAY, done, make_two, make_world, moment
from tests.documents.packs.test_pack_pdf import text_of

pytestmark = pytest.mark.django_db
YEAR = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _here(settings, tmp_path):
    settings.FILES = tmp_path / "files"
    settings.TODAY = TODAY.isoformat()


def a_year(audience=Audience.PARTNERSHIP):
    """A meeting that was held with a late paper of the police, its minutes circulated."""
    world = make_world()
    meeting = a_meeting(world, HELD_ON, as_of=HELD_ON - timedelta(days=40), audience=audience)
    a_paper(world, meeting, "Late figures", on=HELD_ON - timedelta(days=5), agency=world.agencies["police"])
    a_minute(world, meeting)
    circulated(world, meeting)
    return world, meeting


def ask(world, key="coordinator", **more):
    asked = {"year": YEAR, "format": "docx", **more}
    return statements.ask_for_statement(world.as_(key), group=world.board, **asked)


def words_of(data):
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_statement_is_made_by_the_loop_and_kept_with_the_years_last_meeting(format):
    world, meeting = a_year()

    assert done(ask(world, format=format)) == meeting
    run_once(moment())

    pack = Pack.objects.get(kind="compliance")
    assert (pack.state, pack.year, pack.meeting_id) == ("made", YEAR, meeting)
    content = ComplianceContent.from_json({k: pack.content[k] for k in ("kind", "shape", "content")})
    assert content.year == "2026 to 2027"
    (late,) = [part.rows for part in content.parts if part.title == "Late papers"]
    assert late[0].cells[:2] == ("Late figures", "Police")


def test_word_and_pdf_say_the_same_and_the_same_content_gives_the_same_bytes():
    world, _ = a_year()
    done(ask(world))
    run_once(moment())
    kept = Pack.objects.get(kind="compliance").content
    content = ComplianceContent.from_json({k: kept[k] for k in ("kind", "shape", "content")})

    made = render_compliance_docx(content)

    said = words_of(made)
    for part in content.parts:
        assert part.title in said
    assert "Late figures" in said
    assert made == render_compliance_docx(content)
    assert render_compliance(content) == render_compliance(content)


def test_each_meeting_a_clause_was_not_kept_at_stands_on_a_line_of_its_own_in_both():
    rows = (Cells(("Papers in", "0 of 2", "9 June 2026: late.\n8 September 2026: late.")),)
    part = Part("Clause by clause", (), ("Clause", "Kept", "Where it was not"), rows, "", (9, 4, 14))
    content = ComplianceContent("P", "Board", "2026 to 2027", TODAY, moment().at, "Two were held.", (part,))

    document = docx.Document(io.BytesIO(render_compliance_docx(content)))

    cells = document.tables[0].rows[1].cells
    assert [each.text for each in cells[2].paragraphs] == ["9 June 2026: late.", "8 September 2026: late."]
    assert cells[1].width < cells[0].width < cells[2].width
    assert document.paragraphs[1].text == "Board"
    printed = text_of(render_compliance(content)).splitlines()
    assert any(line.rstrip().endswith("9 June 2026: late.") for line in printed)
    assert Part("Old", (), ("What", "Kept")).shares == (1, 2)


def test_an_issued_statement_says_what_was_so_that_day_whatever_happens_after():
    world, meeting = a_year()
    done(ask(world))
    run_once(moment())
    pack = Pack.objects.get(kind="compliance")
    done(packs.issue_pack(world.as_("coordinator"), meeting=meeting, pack=pack.id, version=pack.version))
    Meeting.objects.filter(id=meeting).update(
        circulated_on=HELD_ON, circulated_by=world.people["coordinator"]
    )

    (line,) = page_compliance(world.actor("police"), group="board", today=TODAY).statements

    assert (line.is_issued, line.can_read) == (True, True)
    assert Pack.objects.get(id=pack.id).content == pack.content


def test_until_it_is_issued_only_those_who_make_packs_see_it():
    world, _ = a_year()
    done(ask(world))
    run_once(moment())

    assert len(page_compliance(world.actor("coordinator"), group="board", today=TODAY).statements) == 1
    assert page_compliance(world.actor("police"), group="board", today=TODAY).statements == ()


def test_an_edition_leaves_out_meetings_its_readers_may_not_know_of_and_says_so_to_who_may():
    world, _ = a_year()
    hidden = a_meeting(world, date(2026, 9, 10), as_of=date(2026, 8, 1), audience=Audience.CORE)
    a_paper(world, hidden, "Closed figures", on=date(2026, 9, 9))

    wide, core = page_compliance(world.actor("coordinator"), group="board", today=TODAY).editions
    assert "Leaves out 1 meeting" in wide[2]
    assert "Leaves out" not in core[2]
    done(ask(world))
    run_once(moment())
    assert "Closed figures" not in str(Pack.objects.get(kind="compliance").content)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"format": "odt"}, "statements.format"),
        ({"edition": Audience.RESTRICTED}, "statements.edition"),
        ({"year": date(2024, 6, 1)}, "statements.no_meeting"),
    ],
)
def test_what_cannot_be_stated_is_refused(asked, code):
    world, _ = a_year()

    refusal = ask(world, **asked)

    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_a_year_whose_meetings_its_readers_may_not_know_of_has_no_statement_for_them():
    world, _ = a_year(audience=Audience.CORE)

    refused = ask(world)

    assert isinstance(refused, Refusal)
    assert refused.code == "statements.no_meeting"
    done(ask(world, edition=Audience.CORE))


def test_the_same_statement_is_not_asked_for_twice_at_once():
    world, _ = a_year()
    done(ask(world))

    again = ask(world)

    assert isinstance(again, Refusal)
    assert again.code == "packs.being_made"


def test_who_makes_no_packs_makes_no_statement_and_another_partnerships_group_is_not_found():
    world, town = make_two()

    with pytest.raises(NotAllowedError):
        ask(world, "police")
    with pytest.raises(NotFoundError):
        statements.ask_for_statement(world.as_("coordinator"), group=town.board, year=YEAR, format="pdf")


def test_the_form_on_the_page_asks_and_leads_to_where_it_is_made():
    world, meeting = a_year()
    at = f"/{world.slug}/groups/board/compliance/statement/"

    wrong = signed_in(world).post(at, {"year": "2026-04-01"})
    answer = signed_in(world).post(at, {"year": "2026-04-01", "format": "pdf", "edition": "partnership"})

    assert wrong.status_code == 422
    assert "Choose PDF or Word." in wrong.content.decode()
    assert answer["Location"].endswith(f"/meetings/{meeting}/packs/")
    shown = signed_in(world).get(answer["Location"]).content.decode()
    assert "The year against the terms as PDF" in shown


def test_something_else_kept_is_not_read_as_a_statement():
    with pytest.raises(NotReadableError):
        ComplianceContent.from_json({"kind": "minutes", "shape": 1, "content": {}})
