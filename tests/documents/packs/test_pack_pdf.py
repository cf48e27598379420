import io
import re
import subprocess
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate.documents.pdf.pack import render_pack
from quorate.documents.pdf.printable import LONGEST_WORD, pieces, printable, short
from quorate.domain.packs import wording
from quorate.domain.packs.content import (
    ActionTable,
    OutcomeSummary,
    PlanSummary,
    Standing,
    StandingCount,
    TableRow,
)
from quorate.domain.packs.standings import shown_standings
from tests.documents.packs import samples
from tests.documents.packs.checking import faults, roles
from tests.needs import needs

INJECTIONS = (
    '#eval("1+1")',
    "$x^2$ and *bold* and _slanted_",
    "{{7*7}} {% raw %}",
    '#image("/etc/passwd")',
    '#read("pack.typ") #include "look.typ"',
    "= Not a heading\n- not a list\n<label> @ref `raw` // comment",
    "\\u{41} \\ ~ -- --- ...",
)


TITLES = [re.sub(r"[\s-]+", "", sheet.text) for sheet in samples.EXCEPTIONS]


@pytest.fixture(scope="module")
def made():
    return render_pack(samples.full_pack())


def text_of(data: bytes) -> str:
    run = subprocess.run([needs("pdftotext"), "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return run.stdout.decode()


def squeezed(text: str) -> str:
    """Without white space, and without hyphens, since the typesetter divides words at a line's end."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def test_a_pack_has_no_faults_of_accessibility(made):
    assert faults(made) == []


def test_an_empty_pack_has_no_faults_of_accessibility():
    assert faults(render_pack(samples.empty_pack())) == []


def test_an_untagged_file_fails_the_check():
    plain = typst.compile(b"= Heading\nwords", pdf_tags=False)

    assert {"not marked as tagged", "claims no PDF/UA-1", "no heading of the first level"} <= set(
        faults(plain)
    )


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("/Lang", "language is not en-GB"),
        ("/MarkInfo", "not marked as tagged"),
        ("/ViewerPreferences", "title is not shown"),
        ("/StructTreeRoot", "no heading of the first level"),
        ("/Outlines", "no outline"),
        ("/Metadata", "claims no PDF/UA-1"),
    ],
)
def test_a_pack_robbed_of_one_thing_fails_the_check(made, key, fault):
    with pikepdf.open(io.BytesIO(made)) as book:
        del book.Root[key]
        out = io.BytesIO()
        book.save(out)

    assert fault in faults(out.getvalue())


def test_tables_lists_and_contents_are_tagged_as_what_they_are(made):
    with pikepdf.open(io.BytesIO(made)) as book:
        found = roles(book)

    pack = samples.full_pack()
    structure = 2  # the group, and whom it stands under and reports to
    headings = 6 + 3 + len(shown_standings(pack.plans[0].outcomes)) + 2 + 3 + len(pack.tables[0].headings)
    assert found["/Table"] == 6
    assert found["/TH"] == headings + structure
    assert found["/L"] >= 3
    assert found["/TOC"] >= 1
    assert found["/TOCI"] == 9
    assert found["/H1"] == 1
    assert found["/H2"] == 10


def test_the_outline_names_every_section(made):
    with pikepdf.open(io.BytesIO(made)) as book, book.open_outline() as outline:
        titles = []
        waiting = list(outline.root)
        while waiting:
            each = waiting.pop(0)
            titles.append(each.title)
            waiting[:0] = each.children

    assert titles == [
        "Agenda",
        "What the board is asked to do",
        "Timetable of this meeting",
        "Waivers",
        "The plan, by outcome",
        "Strategy work plan",
        "What is off track or waiting",
        "Papers",
        "Data notes",
        "Structure",
        "Strategy work plan",
    ]


def test_qpdf_finds_nothing_wrong(made, tmp_path):
    file = tmp_path / "pack.pdf"
    file.write_bytes(made)

    run = subprocess.run([needs("qpdf"), "--check", file], capture_output=True)

    assert run.returncode == 0, run.stdout + run.stderr


def test_pdfinfo_sees_tags_and_title(made):
    said = subprocess.run(
        [needs("pdfinfo"), "-"], input=made, capture_output=True, check=True
    ).stdout.decode()

    assert re.search(r"Tagged:\s+yes", said)
    assert re.search(r"Title:\s+Strategic partnership board: board pack, 14 January 2027", said)
    assert re.search(r"JavaScript:\s+no", said)


def test_every_agenda_item_exception_and_cell_is_in_the_text(made):
    text = squeezed(text_of(made))
    pack = samples.full_pack()

    for line in pack.agenda:
        assert squeezed(line.title) in text
        assert squeezed(line.ask) in text
    for sheet in pack.exceptions:
        assert squeezed(sheet.text) in text
        assert squeezed(wording.standing_tag(sheet)) in text
    for row in pack.tables[0].rows:
        for paragraph in "\n".join(row.cells).split("\n"):
            assert squeezed(paragraph) in text


def test_an_exception_stands_on_one_page():
    pages = [squeezed(page) for page in text_of(render_pack(samples.many_exceptions())).split("\f")]

    begins = [n for k in range(24) for n, page in enumerate(pages) if f"E{k:02}{TITLES[k % 3]}" in page]
    ends = [n for k in range(24) for n, page in enumerate(pages) if f"WhatholdsupE{k:02}is" in page]
    assert len(begins) == 24
    assert len(set(begins)) > 3
    assert begins == ends


def test_a_long_update_stands_whole_once_and_its_cell_leads_there():
    made = render_pack(samples.with_long_updates())
    pages = [squeezed(page) for page in text_of(made).split("\f")]
    text = "".join(pages)

    assert faults(made) == []
    for ends in ("Sheetends.", "Noteends."):
        assert text.count(ends) == 1
    (page,) = [n for n, page in enumerate(pages, 1) if "Sheetbegins" in page and "Latestprogress" in page]
    where = squeezed("(in full at 5.1 in “What is off track or waiting”, page ")
    assert f"{where}{page})" in text
    assert squeezed("(in full at 5.2 in “Long updates”, below this table)") in text
    assert squeezed("5.2, Progress") in text
    with pikepdf.open(io.BytesIO(made)) as book:
        assert roles(book)["/Link"] == 2 + 9


def test_an_exception_longer_than_a_page_goes_on_over_the_next():
    sheet = replace(samples.EXCEPTIONS[0], latest="Words without end. " * 700, barrier="The last of it.")
    pages = text_of(render_pack(replace(samples.full_pack(6), exceptions=(sheet,)))).split("\f")

    with_words = [n for n, page in enumerate(pages) if "Words without end." in page]
    assert len(with_words) > 2
    assert squeezed("The last of it.") in squeezed(pages[with_words[-1]])


def summaries(n: int, outcomes: int) -> tuple[PlanSummary, ...]:
    counts = tuple(StandingCount(each, 2) for each in Standing)
    return tuple(
        PlanSummary(
            f"Plan {k}",
            date(2027, 1, 4),
            tuple(OutcomeSummary(f"First{k}" if not m else f"Outcome {m}", counts) for m in range(outcomes)),
            f"Plan{k} has what it has.",
        )
        for k in range(n)
    )


def test_a_plan_s_table_by_outcome_stands_on_one_page_with_its_heading():
    pack = replace(samples.full_pack(6), plans=summaries(9, 6))
    pages = [page.split() for page in text_of(render_pack(pack)).split("\f")]

    found = [next(n for n, page in enumerate(pages) if f"First{k}" in page) for k in range(9)]
    assert len(set(found)) > 2
    for k, n in enumerate(found):
        assert f"Plan{k}" in pages[n]
        assert " ".join(pages[n]).count("All outcomes") == found.count(n)


def test_a_table_by_outcome_longer_than_a_page_goes_on_over_the_next():
    text = text_of(render_pack(replace(samples.full_pack(6), plans=summaries(1, 60))))

    assert all(re.search(rf"Outcome {m}\b", text) for m in range(1, 60))
    assert "All outcomes" in text


def test_every_page_says_its_number_marking_and_date(made):
    pages = text_of(made).split("\f")[:-1]

    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert "OFFICIAL" in page
        assert "Marlhaven Domestic Abuse Partnership, 14 January 2027" in page


def test_the_table_s_header_stands_on_each_of_its_pages():
    pages = text_of(render_pack(samples.full_pack(90))).split("\f")[:-1]

    with_rows = [page for page in pages if "Route drawn with four agencies." in page]
    assert len(with_rows) > 3
    assert all("What success looks like" in page for page in with_rows)


def test_empty_sections_say_so():
    text = squeezed(text_of(render_pack(samples.empty_pack())))

    for sentence in (
        wording.NO_AGENDA,
        wording.NOTHING_ASKED,
        wording.NO_TIMETABLE,
        wording.NO_WAIVERS,
        wording.NO_PLANS,
        wording.NO_EXCEPTIONS,
        wording.NO_PAPERS,
        wording.NO_NOTES,
    ):
        assert squeezed(sentence) in text


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_looks_like_source_is_printed_as_it_stands(text):
    found = text_of(render_pack(samples.with_text(text)))

    for line in text.split("\n"):
        assert squeezed(found).count(squeezed(line)) >= 10
    assert "root:" not in found


def test_a_long_word_stays_on_its_page_and_copies_whole():
    word = "x" * 300
    made = render_pack(samples.with_text(word))

    assert squeezed(text_of(made)).count(word) >= 10
    with pikepdf.open(io.BytesIO(made)) as book:
        assert len(book.pages) < 15
    assert _widest(made) <= 1.0


def test_a_word_is_divided_only_in_a_column_narrower_than_it():
    names = "Osterbridge Borough Council; Fircroft Advice Centre; safeguarding accommodation"
    words = text_of(render_pack(samples.with_text(names))).split()

    divided = [word for word in words if word.endswith("\u00ad")]

    assert "Coun\u00ad" in divided, "the column of numbers has room for four letters"
    assert len(divided) == len(set(divided)), "no other column divides one"


def _widest(made: bytes) -> float:
    """The right edge of the furthest word, as a share of its page's width."""
    run = subprocess.run([needs("pdftotext"), "-bbox", "-", "-"], input=made, capture_output=True, check=True)
    width, widest = 1.0, 0.0
    for line in run.stdout.decode().splitlines():
        page = re.search(r'<page width="([\d.]+)"', line)
        word = re.search(r'xMax="([\d.]+)"', line)
        width = float(page[1]) if page else width
        widest = max(widest, float(word[1]) / width if word else 0)
    return widest


def test_every_page_says_its_edition(made):
    restricted = replace(samples.full_pack(), edition="restricted edition")

    for page in text_of(render_pack(restricted)).split("\f")[:-1]:
        assert "Restricted edition, for named people only" in page
    assert "named people" not in text_of(made)


def test_a_word_in_a_narrow_cell_is_divided_with_a_hyphen():
    headings = ("Ref", "Priority", "Objective", "Action", "Lead", "Date", "Measure", "Progress", "Bar", "RAG")
    row = TableRow(tuple("Superintendent" if each == "Lead" else "words" for each in headings))
    table = ActionTable("Plan", headings, (row,), (1, 9, 9, 9, 2, 9, 9, 9, 9, 9))

    text = text_of(render_pack(replace(samples.empty_pack(), tables=(table,))))

    parts = re.findall(r"^.*(?:Su|perin|tend|dent).*$", text, re.MULTILINE)
    assert len(parts) > 1
    assert all(part.rstrip().endswith(("-", "\u00ad", "\u2010")) for part in parts[:-1])


def test_a_row_that_fits_stays_on_one_page():
    long = "\n".join(f"line {n}" for n in range(12))
    rows = tuple(TableRow((f"first{n} {long} last{n}", "words")) for n in range(9))
    table = ActionTable("Plan", ("Progress", "Other"), rows)

    pages = text_of(render_pack(replace(samples.empty_pack(), tables=(table,)))).split("\f")

    for n in range(9):
        (page,) = [each for each in pages if f"first{n} " in each]
        assert f"last{n}" in page


def test_the_same_content_gives_the_same_bytes(made):
    assert render_pack(samples.full_pack()) == made


def test_a_kept_pack_gives_the_same_bytes_again(made):
    kept = samples.full_pack().to_json()

    assert render_pack(type(samples.full_pack()).from_json(kept)) == made


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_whatever_stops_a_pack(text):
    assert faults(render_pack(samples.with_text(text + "."))) == []


def test_what_has_no_glyph_is_named():
    assert printable("Done 😀") == "Done [grinning face]"
    assert printable("\x00a\u202eb\r\nc") == "ab\nc"
    assert printable("㎏ ﬁne ① Łódź Ŵyn “—” ≤ →") == "kg ﬁne ① Łódź Ŵyn “—” ≤ →"


@given(st.text(max_size=200))
def test_pieces_put_nothing_in_and_leave_nothing_out(text):
    found = pieces(text)

    assert (found if isinstance(found, str) else "".join(found)) == text
    assert isinstance(found, list) == bool(re.search(rf"\S{{{LONGEST_WORD + 1},}}", text))


@given(st.text(max_size=120), st.integers(8, 60))
def test_a_shortened_text_keeps_its_limit_and_says_that_it_was_cut(text, most):
    found = short(text, most)

    assert len(found) <= most
    assert found == " ".join(text.split()) or found.endswith("…")


def test_every_page_of_a_restricted_edition_says_whose_it_is_beside_its_marking():
    restricted = replace(samples.full_pack(), edition="restricted edition")

    for page in text_of(render_pack(restricted)).split("\f")[:-1]:
        assert "OFFICIAL" in page
        assert "Restricted edition, for named people only" in page


@pytest.mark.parametrize("papers", range(2, 26, 2))
def test_the_data_notes_and_their_heading_stand_on_one_page(papers):
    note = "Standings are worked out from target dates and updates, and not from what a lead declares."
    content = replace(
        samples.full_pack(2),
        papers=samples.full_pack(2).papers[:1] * papers,
        data_notes=tuple(f"Note {n}. {note}" for n in range(8)),
    )

    pages = text_of(render_pack(content)).split("\f")

    (first,) = (page for page in pages if "Note 0." in page)
    assert "Data notes" in first
    assert all(f"Note {n}." in first for n in range(8))
