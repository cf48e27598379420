"""The newcomer's ten minutes: from her own Word plan to her next meeting's pack.

Given the demonstration on the day after the papers were due out, and a slow machine (4x CPU throttling).
"""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.checkers import throttle
from tests.browser.journeys import be, part

pytestmark = pytest.mark.browser

PLAN = "Housing and safe accommodation"


def test_the_coordinators_first_ten_minutes(page: Page, demonstration: str, her_word_plan: Path):
    throttle(page, 4)

    # She becomes the coordinator and sees what is due.
    be(page, demonstration, "Partnership coordinator")
    expect(page.get_by_role("heading", level=1)).to_contain_text("My work")
    expect(page.get_by_role("main")).to_contain_text("10 December 2026")

    # She opens the board.
    part(page, "Board")
    expect(page.get_by_role("main")).to_contain_text("10 December")
    expect(page.get_by_role("main")).to_contain_text("7 working days before")

    # She uploads her own Word plan and sees the rows beside their source.
    part(page, "Plans")
    page.get_by_role("button", name="Bring in a plan from Word or Excel").click()
    page.get_by_label("The file").set_input_files(her_word_plan)
    page.get_by_label("Name of a new plan").fill(PLAN)
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check what was found")
    expect(page.get_by_role("main")).to_contain_text("8 recommendations")
    expect(page.get_by_role("region", name="Rows of housing plan.docx")).to_be_visible()

    # She mends two.
    for wording in ("Agree one offer of safe accommodation", "Name a lead for every refuge referral"):
        page.get_by_role("link", name="Go to the next one").click()
        page.get_by_text("Mend this entry").click()
        page.get_by_label("Wording").fill(wording)
        page.get_by_role("button", name="Mend", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text(wording)

    # She accepts, and the plan is there.
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PLAN)
    expect(page.get_by_role("main")).to_contain_text("entries added")
    expect(page.get_by_role("main")).to_contain_text("Agree one offer of safe accommodation")

    # She looks at a plan as at an earlier date: one action was not done yet, another was promised sooner.
    part(page, "Plans")
    page.get_by_role("link", name="Scrutiny", exact=False).first.click()
    done = page.get_by_role("row", name="Read the research on what works")
    moved = page.get_by_role("row", name="Agree one plan for how each agency")
    expect(done).to_contain_text("Complete")
    expect(done).to_contain_text("Four-page summary sent to the board.")
    expect(moved).to_contain_text("31 March 2026")
    page.get_by_label("As at").fill("31 March 2025")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("main")).to_contain_text("as at 31 March 2025")
    expect(done).to_contain_text("Under way")
    expect(done).not_to_contain_text("Four-page summary")
    expect(moved).to_contain_text("30 June 2025")
    expect(moved).not_to_contain_text("31 March 2026")
    page.get_by_role("link", name="Back to today").click()
    expect(done).to_contain_text("Complete")

    # She records an update for somebody who never signs in.
    page.locator("table.q-table tbody tr:not(.q-table__group) th a").first.click()
    page.get_by_label("What has been done").fill("The three agencies met and agreed one form.")
    behalf = page.get_by_label("On behalf of")
    behalf.select_option(index=3)
    page.get_by_label("How they told you").select_option(label="by telephone")
    page.get_by_role("button", name="Record the update").click()
    expect(page.get_by_role("main")).to_contain_text("The update was recorded.")
    expect(page.get_by_role("main")).to_contain_text("by telephone")

    # She circulates the papers a day late, with the chair's waiver.
    part(page, "Meetings")
    page.get_by_role("link", name="10 December 2026", exact=False).first.click()
    expect(page.get_by_role("main")).to_contain_text("waiver")
    page.get_by_role("button", name="Circulate with the waiver").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    waiver = page.locator("#waiver")
    waiver.get_by_label("Agreed by").select_option(index=1)
    waiver.get_by_label("Agreed on").fill("2 December 2026")
    page.get_by_label("Why the papers are late").fill("The figures came in on the last day.")
    page.get_by_label("I have read what goes out and to whom").check()
    page.get_by_role("button", name="Circulate with the waiver").click()
    expect(page.get_by_role("main")).to_contain_text("The agenda is recorded as circulated to")
    expect(page.get_by_role("main")).to_contain_text("The figures came in on the last day.")
    expect(page.get_by_role("button", name="Circulate with the waiver")).to_have_count(0)

    # She makes the pack, and takes it as PDF and as Word.
    page.get_by_role("alert").get_by_role("link", name="Make, issue and read packs").click()
    packs = page.url
    files = {}
    for number, name in enumerate(("PDF", "Word")):
        page.get_by_label(name, exact=False).first.check()
        page.get_by_role("button", name="Make the pack").click()
        links = page.get_by_role("link", name="Download", exact=False)
        for _ in range(60):
            page.goto(packs)
            if links.count() > number:
                break
            page.wait_for_timeout(500)
        assert links.count() > number, f"the {name} pack was not made in 30 seconds"
    for index in range(2):
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Download", exact=False).nth(index).click()
        download = waiting.value
        files[Path(download.suggested_filename).suffix] = Path(download.path()).read_bytes()

    assert set(files) == {".pdf", ".docx"}
    with pikepdf.open(io.BytesIO(files[".pdf"])) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) > 3
    with zipfile.ZipFile(io.BytesIO(files[".docx"])) as word:
        assert "10 December 2026" in word.read("word/document.xml").decode()
