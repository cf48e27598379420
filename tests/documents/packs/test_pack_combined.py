import io

import pikepdf
import pytest
import typst

from quorate.documents.pdf.combined import MOST_PAGES, combine, refusal_to_append
from quorate.documents.pdf.pack import render_pack
from tests.documents.packs import samples
from tests.documents.packs.checking import faults, roles


@pytest.fixture(scope="module")
def pack():
    return render_pack(samples.full_pack(6))


@pytest.fixture(scope="module")
def paper():
    return typst.compile(b"#set page(width: 300pt, height: 300pt)\n= A paper\nwords #pagebreak() more")


def saved(book: pikepdf.Pdf, **options) -> bytes:
    out = io.BytesIO()
    book.save(out, **options)
    return out.getvalue()


def changed(data: bytes, change, **options) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as book:
        change(book)
        return saved(book, **options)


def test_papers_follow_the_pack_in_order_and_are_in_the_outline(pack, paper):
    made = combine(pack, [("Minutes", paper), ("Needs assessment", paper)])

    with pikepdf.open(io.BytesIO(made.pdf)) as book, pikepdf.open(io.BytesIO(pack)) as alone:
        own = len(alone.pages)
        assert len(book.pages) == own + 4
        with book.open_outline() as outline:
            papers = outline.root[-1]
            assert [each.title for each in papers.children] == ["Minutes", "Needs assessment"]
            starts = [book.pages.index(pikepdf.Page(each.destination[0])) for each in papers.children]
        assert [page.label for page in book.pages[own:]] == [
            "Paper 1, 1",
            "Paper 1, 2",
            "Paper 2, 1",
            "Paper 2, 2",
        ]
    assert starts == [own, own + 2]
    assert made.appended == ("Minutes", "Needs assessment")
    assert made.not_appended == ()


def test_the_combined_file_claims_no_pdf_ua_and_keeps_title_language_and_tags(pack, paper):
    made = combine(pack, [("Minutes", paper)]).pdf

    assert set(faults(made)) == {"claims no PDF/UA-1", "content outside the tags"}
    with pikepdf.open(io.BytesIO(made)) as book, pikepdf.open(io.BytesIO(pack)) as alone:
        assert roles(book) == roles(alone)


def test_a_tagged_paper_does_not_point_into_the_pack_s_tags(pack):
    made = combine(pack, [("The same again", pack)]).pdf

    with pikepdf.open(io.BytesIO(made)) as book:
        half = len(book.pages) // 2
        assert all("/StructParents" in page.obj for page in book.pages[:half])
        assert not any("/StructParents" in page.obj for page in book.pages[half:])


def add_script(book):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    book.pages[0].obj.Annots = pikepdf.Array([book.make_indirect(link)])
    book.pages[0].obj.AA = pikepdf.Dictionary(O=action)
    book.Root.OpenAction = action


def test_a_paper_s_scripts_are_left_behind(pack, paper):
    hostile = changed(paper, add_script)

    made = combine(pack, [("Hostile", hostile)])

    assert made.appended == ("Hostile",)
    with pikepdf.open(io.BytesIO(made.pdf)) as book:
        assert not any("/JavaScript" in repr(each) for each in book.objects)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_pdf"),
        (b"PK\x03\x04 a Word file", "not_pdf"),
        (b"%PDF-1.7 and then nothing of use", "broken"),
    ],
    ids=["empty", "word", "broken"],
)
def test_what_is_not_a_readable_pdf_is_named_and_the_rest_goes_on(pack, paper, data, code):
    made = combine(pack, [("Bad", data), ("Good", paper)])

    assert made.appended == ("Good",)
    assert [(each.title, each.code) for each in made.not_appended] == [("Bad", code)]
    assert refusal_to_append("Bad", data) == made.not_appended[0]


@pytest.mark.parametrize("user", ["secret", ""], ids=["to open", "against copying"])
def test_a_protected_paper_is_named(pack, paper, user):
    locked = changed(paper, lambda book: None, encryption=pikepdf.Encryption(owner="o", user=user))

    refusal = refusal_to_append("Locked", locked)

    assert refusal is not None
    assert refusal.code == "protected"
    assert combine(pack, [("Locked", locked)]).not_appended == (refusal,)


def test_a_paper_without_pages_is_named(paper):
    def empty(book):
        del book.pages[:]

    refusal = refusal_to_append("Empty", changed(paper, empty))

    assert refusal is not None
    assert refusal.code == "empty"


def test_a_paper_of_the_most_pages_is_appended_and_one_page_more_is_named():
    with pikepdf.new() as book:
        for _ in range(MOST_PAGES):
            book.add_blank_page()
        most = saved(book)
        book.add_blank_page()
        more = saved(book)

    refusal = refusal_to_append("More", more)

    assert refusal_to_append("Most", most) is None
    assert refusal is not None
    assert refusal.code == "too_long"


def test_a_good_paper_is_not_refused(paper):
    assert refusal_to_append("Good", paper) is None


def test_the_same_pack_and_papers_give_the_same_bytes(pack, paper):
    assert combine(pack, [("Minutes", paper)]).pdf == combine(pack, [("Minutes", paper)]).pdf
