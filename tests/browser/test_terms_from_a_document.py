"""The next terms, from the document they were handed round in to the day they are adopted."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quorate.cli.demonstration.documents import osterbridge_next_terms_docx
from tests.browser.chromium import PHONE
from tests.browser.journeys import be, part

pytestmark = pytest.mark.browser
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_coordinator_takes_terms_from_a_word_file_to_adopted(
    page: Page, demonstration: str, tmp_path: Path
):
    paper = tmp_path / "next terms.docx"
    paper.write_bytes(osterbridge_next_terms_docx())
    main = page.get_by_role("main")

    # She begins from the document, and sees each clause beside its words.
    be(page, demonstration, "Partnership coordinator")
    part(page, "Terms")
    page.get_by_role("link", name="Draft its next terms").first.click()
    page.get_by_label("A document").check()
    page.get_by_label("The document, if you begin from one").set_input_files(paper)
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(main).to_contain_text("Read from “next terms.docx”.")
    expect(main).to_contain_text("“One third of the core members, with a minimum of five, from at least")
    expect(main).to_contain_text("2 sentences not understood")

    # One is settled as no rule. The other is set aside, taken up again and made a clause with one press.
    page.locator(".q-card", has_text="noon on the Tuesday").get_by_role("button", name="Set it aside").click()
    card = page.locator(".q-card", has_text="casting vote")
    card.get_by_role("button", name="Set it aside").click()
    expect(main).to_contain_text("Every sentence was understood or settled.")
    page.get_by_text("Set aside as no rule: 2 sentences").click()
    page.get_by_role("button", name="Take it up again").last.click()
    card.get_by_role("button", name="Make it a clause").click()
    expect(page.get_by_label("What the terms say")).to_have_value(re.compile("casting vote"))
    page.get_by_label("How it is read").fill("Whoever raised a matter has the casting vote on it.")
    page.get_by_role("button", name="Keep it in the draft").click()
    expect(main).to_contain_text("Every sentence was understood or settled.")

    # The first day shows which days of the next meeting would move.
    page.get_by_role("link", name="Change its name and dates").click()
    page.get_by_label("In force from").fill("1 12 2026")
    page.get_by_label("What this version is called").fill("Terms of December 2026")
    page.get_by_role("button", name="Keep it in the draft").click()
    expect(page.locator("#moved")).to_contain_text("Meeting of Thursday 10 December 2026")
    expect(page.locator("#compared")).to_contain_text("Quorum")

    # On a phone nothing is too wide. She adopts.
    page.set_viewport_size(PHONE)
    assert page.evaluate(WIDER) == 0
    page.get_by_role("button", name="Adopt these terms").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Terms of December 2026")
    expect(main).to_contain_text("whoever raised a matter has the casting vote on it")
    expect(main).to_contain_text("Days are those of the next meeting, on Thursday 10 December 2026.")
