"""The parts of a Word file as XML, with entities off, and the names used in them."""

import io
import posixpath
import zipfile
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any
"""An lxml element; lxml carries no types of its own."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KEPT_PARTS = ("header", "footer", "footnotes", "endnotes", "comments", "numbering", "styles", "document")


def read_parts(data: bytes) -> dict[str, Element]:
    """The roots of the parts that hold words, list numbers or styles, by their name without a folder."""
    parts: dict[str, Element] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for path in sorted(archive.namelist()):
            folder, name = posixpath.split(path)
            if folder == "word" and name.endswith(".xml") and name.startswith(_KEPT_PARTS):
                parts[name.removesuffix(".xml")] = parse(archive.read(path))
    return parts


def parse(xml: bytes) -> Element:
    """One part's root. A strict document's names are read as the usual ones."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(xml.replace(_STRICT, _USUAL) if _STRICT in xml[:4096] else xml, parser)


def value(element: Element | None, default: str = "") -> str:
    """The `w:val` of an element that may not be there."""
    return default if element is None else str(element.get(W + "val", default))
