"""What terms and law ask of a year: a duty met with evidence, the year, its statement, definitions."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journeys import be, choose, main, part, to_meeting

pytestmark = pytest.mark.browser

COORDINATOR = "Partnership coordinator"
TERMS = "Terms of reference, October 2021"


def to_terms(page: Page) -> None:
    """Open the board's terms in force."""
    part(page, "Terms")
    main(page).get_by_role("link", name=TERMS).first.click()


def test_a_duty_is_given_to_somebody_and_met_with_its_evidence(page: Page, place: str):
    duty = "Agree the workplan, 2026 to 2027"
    be(page, place, COORDINATOR)
    to_terms(page)
    page.get_by_role("link", name="every duty with its owner").click()
    row = page.get_by_role("row", name=re.compile(f"^{duty}"))
    expect(row).to_contain_text("By 31 March")
    row.get_by_role("link", name="Record or change").click()
    choose(page.get_by_label("Owner"), "Head of Service, Adult Social Care")
    page.get_by_role("button", name="Keep whose it is").click()
    expect(row).to_contain_text("Head of Service, Adult Social Care")
    row.get_by_role("link", name="Record or change").click()
    page.get_by_label("Done on").fill("10 September 2026")
    page.get_by_label("Where it is recorded").fill("Minute 4 of 10 September")
    page.get_by_label("Link (optional)").fill("https://example.org/workplan")
    page.get_by_role("button", name="Record it as met").click()
    expect(row).to_contain_text("Met")
    expect(row).to_contain_text("10 September 2026: Minute 4 of 10 September")
    expect(row.get_by_role("link", name="Link to where it is kept")).to_be_visible()


def test_the_year_is_judged_and_its_statement_downloaded(page: Page, place: str):
    be(page, place, COORDINATOR)
    to_terms(page)
    page.get_by_role("link", name="The year against these terms").click()
    table = page.get_by_role("table", name="Each clause at each meeting")
    minutes = table.get_by_role("row", name=re.compile("^Minutes to members"))
    expect(minutes).to_contain_text("2 working days late")
    expect(minutes).to_contain_text("1 of 2")
    page.get_by_role("radio", name="Word").check()
    page.get_by_role("radio", name="Partnership edition").check()
    page.get_by_role("button", name="Make the statement").click()
    link = page.get_by_role("link", name="Download", exact=False)
    expect(link).to_be_visible(timeout=30_000)
    with page.expect_download() as waiting:
        link.click()
    word = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    said = re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode())
    assert "2026 to 2027" in said
    assert "2 working days late" in said


def test_a_paper_that_quotes_an_old_definition_is_flagged_where_it_is_read(page: Page, place: str):
    paper = "Training standard for front-line staff, as inherited"
    be(page, place, COORDINATOR)
    part(page, "Terms")
    page.get_by_role("link", name="Definitions of domestic abuse, and what quotes an old one").click()
    expect(main(page)).to_contain_text("Holds now")
    expect(page.get_by_role("row", name=re.compile(re.escape(paper)))).to_contain_text("2004")
    page.get_by_role("link", name=paper).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(paper)
    to_meeting(page, "10 December 2026")
    expect(page.locator("#papers")).to_contain_text("Old definition")
