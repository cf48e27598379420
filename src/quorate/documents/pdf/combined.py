"""The pack with its papers behind it, in one file to read on a train.

Papers come from many hands and few are tagged, so the combined file claims no PDF/UA: the pack by itself
does. A paper's scripts and forms are left behind. What cannot be appended is named, never dropped quietly.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

MOST_PAGES = 2_000
"""Pages of one paper; more is a mistake or an attack, and no reader is served."""

_ACTIVE = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute", "/Rendition")
_UA = "{http://www.aiim.org/pdfua/ns/id/}"

_SENTENCES = {
    "not_pdf": "it is not a PDF file",
    "protected": "it is protected with a password or against copying",
    "broken": "it is damaged and cannot be read",
    "empty": "it has no pages",
    "too_long": f"it has more than {MOST_PAGES:,} pages",
}


@dataclass(frozen=True, slots=True)
class NotAppended:
    """A paper that is not in the combined file.

    `code` is one of not_pdf, protected, broken, empty, too_long; `why` is a clause that follows
    "listed only:".
    """

    title: str
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Combined:
    """The combined file, the titles in it in order, and what is not in it and why."""

    pdf: bytes
    appended: tuple[str, ...]
    not_appended: tuple[NotAppended, ...]


def combine(
    pack_pdf: bytes,
    papers: Sequence[tuple[str, bytes]],
    *,
    numbers: Sequence[str] = (),
    covers: Sequence[bytes] = (),
) -> Combined:
    """The pack, then each paper that can be appended, with an entry in the outline.

    `numbers` are the papers' own, for the labels of their pages; without them they are counted. `covers` are
    pages to put before each, empty for none. The same pack and papers give the same bytes.
    """
    appended: list[str] = []
    refused: list[NotAppended] = []
    with pikepdf.open(io.BytesIO(pack_pdf)) as book:
        starts: list[tuple[str, int]] = []
        called: list[str] = []
        for place, (title, data) in enumerate(papers):
            start = len(book.pages)
            code = _append(book, covers[place]) if covers and covers[place] else ""
            code = code or _append(book, data)
            if code:
                del book.pages[start:]  # no cover without its paper
                refused.append(NotAppended(title, code, _SENTENCES[code]))
            else:
                appended.append(title)
                starts.append((title, start))
                called.append(numbers[place] if numbers else str(len(starts)))
        _outline(book, starts)
        _labels(book, starts, called)
        _claim_nothing(book)
        return Combined(_saved(book), tuple(appended), tuple(refused))


def refusal_to_append(title: str, data: bytes) -> NotAppended | None:
    """Why a paper cannot be appended, or None. Asked when a pack lists its papers, before it is made."""
    with pikepdf.new() as scrap:
        code = _append(scrap, data)
    return NotAppended(title, code, _SENTENCES[code]) if code else None


def _append(book: pikepdf.Pdf, data: bytes) -> str:
    """Add a paper's pages; the code of the refusal, or nothing. A refused paper adds no page."""
    if b"%PDF-" not in data[:1024]:
        return "not_pdf"
    before = len(book.pages)
    try:
        with pikepdf.open(io.BytesIO(data)) as paper:
            code = _unfit(paper)
            if code:
                return code
            for page in paper.pages:
                _strip(page)
            book.pages.extend(paper.pages)
            for page in list(book.pages)[before:]:
                page.obj.get("/MediaBox")
    except pikepdf.PasswordError:
        return "protected"
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        del book.pages[before:]
        return "broken"
    return ""


def _unfit(paper: pikepdf.Pdf) -> str:
    if paper.is_encrypted:
        return "protected"
    if not len(paper.pages):
        return "empty"
    return "too_long" if len(paper.pages) > MOST_PAGES else ""


def _strip(page: pikepdf.Page) -> None:
    """Take off what would act, and the numbers that would point into the pack's own tags."""
    for key in ("/AA", "/StructParents"):
        if key in page.obj:
            del page.obj[key]
    if "/Annots" not in page.obj:
        return
    kept = [each for each in page.obj["/Annots"] if not _acts(each)]
    for each in kept:
        for key in ("/StructParent", "/AA"):
            if key in each:
                del each[key]
    page.obj["/Annots"] = pikepdf.Array(kept)


def _acts(annotation: pikepdf.Object) -> bool:
    if annotation.get("/Subtype") in ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound"):
        return True
    action = annotation.get("/A")
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in _ACTIVE


def _outline(book: pikepdf.Pdf, starts: list[tuple[str, int]]) -> None:
    if not starts:
        return
    with book.open_outline() as outline:
        papers = pikepdf.OutlineItem("Papers, in full", starts[0][1])
        papers.children.extend(pikepdf.OutlineItem(title, page) for title, page in starts)
        outline.root.append(papers)


def _labels(book: pikepdf.Pdf, starts: list[tuple[str, int]], called: list[str]) -> None:
    """Page labels: the pack's own numbers, then each paper's, so that "page 3" means what is printed."""
    numbers = [0, pikepdf.Dictionary(S=pikepdf.Name.D)]
    for number, (_, page) in zip(called, starts, strict=True):
        numbers += [page, pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String(f"Paper {number}, "))]
    book.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _claim_nothing(book: pikepdf.Pdf) -> None:
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in [each for each in metadata if each.startswith(_UA)]:
            del metadata[key]


def _saved(book: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    book.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
