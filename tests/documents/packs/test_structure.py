"""The structure in a pack: drawn in the PDF with the same in words, in words alone in Word, or not there."""

import io

from docx import Document

from quorate.documents.pdf.pack import render_pack
from quorate.documents.word.pack import render_pack_docx
from quorate.domain.packs.content import PackContent
from tests.documents.packs import samples
from tests.documents.packs.checking import faults
from tests.documents.packs.test_pack_pdf import squeezed, text_of

SAID = "Reports to Safe City Partnership twice a year: the year & what is stuck."


def test_the_pdf_draws_it_and_says_the_same_in_words_without_a_fault():
    made = render_pack(samples.full_pack(2))
    text = squeezed(text_of(made))

    assert faults(made) == []
    assert squeezed(SAID) in text
    assert text.count(squeezed("Operational group")) >= 3  # a box, the kind in it, and the words


def test_word_says_it_in_words():
    document = Document(io.BytesIO(render_pack_docx(samples.full_pack(2))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]

    assert SAID in cells
    assert "Nobody" in cells
    assert "Structure" in [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]


def test_a_pack_of_one_group_alone_has_no_page_for_it():
    plain = samples.empty_pack()

    assert squeezed("Structure") not in squeezed(text_of(render_pack(plain)))
    words = [one.text for one in Document(io.BytesIO(render_pack_docx(plain))).paragraphs]
    assert "Structure" not in words


def test_it_is_kept_with_the_pack_and_one_kept_before_there_was_any_is_read():
    kept = samples.full_pack(2).to_json()
    before = {**kept, "content": {k: v for k, v in kept["content"].items() if k != "structure"}}

    assert PackContent.from_json(kept) == samples.full_pack(2)
    assert PackContent.from_json(before).structure is None
