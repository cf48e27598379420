"""What of PDF/UA-1 can be checked here: each fault is a sentence, and a good file has none."""

import io
from collections import Counter

import pikepdf

_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def roles(book: pikepdf.Pdf) -> Counter[str]:
    """How often each structure type stands in the tag tree."""
    found: Counter[str] = Counter()
    waiting = [book.Root.StructTreeRoot] if "/StructTreeRoot" in book.Root else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found[str(node.S)] += 1
            if "/K" in node:
                waiting.append(node.K)
    return found


def faults(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as book:
        root = book.Root
        with book.open_metadata() as metadata:
            part, title = metadata.get(_UA), metadata.get(_TITLE)
        tags = roles(book)
        checks = {
            "language is not en-GB": str(root.get("/Lang")) == "en-GB",
            "not marked as tagged": bool(root.get("/MarkInfo", {}).get("/Marked")),
            "title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle")),
            "claims no PDF/UA-1": part == "1",
            "no title": bool(title),
            "no outline": "/Outlines" in root,
            "no heading of the first level": tags["/H1"] == 1,
            "a heading level is skipped": not tags["/H3"] or bool(tags["/H2"]),
            "fonts are not all embedded": not _loose_fonts(book),
            "a page's order of focus is not its structure": all(
                str(page.obj.get("/Tabs")) == "/S" for page in book.pages if "/Annots" in page.obj
            ),
            "content outside the tags": all("/StructParents" in page.obj for page in book.pages),
        }
    return [fault for fault, is_fine in checks.items() if not is_fine]


def _loose_fonts(book: pikepdf.Pdf) -> list[str]:
    loose = []
    for each in book.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            if not any(key in each for key in files):
                loose.append(str(each.get("/FontName")))
    return loose
