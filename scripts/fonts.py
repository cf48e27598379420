"""Make the four TTF files that the pack is set in from the webfont package's woff2 subsets.

typst reads TTF and OTF only. Beside them goes `coverage.txt`: the ranges of characters that these and
the typesetter's own fonts can show, found by asking it. Run at development time, with fonttools and
brotli installed, on the unpacked package `@fontsource/atkinson-hyperlegible-next`:

    python scripts/fonts.py path/to/package src/quorate/documents/fonts
"""

import re
import shutil
import sys
import tempfile
import unicodedata
from pathlib import Path

import typst
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

FACES = {
    "Regular": "400-normal",
    "Italic": "400-italic",
    "Bold": "700-normal",
    "BoldItalic": "700-italic",
}
SUBSETS = ("latin", "latin-ext")
BATCH = 500
FIRST_LINE = 4
HEAD = """#set document(title: "t")
#set text(lang: "en", font: ("Atkinson Hyperlegible Next", "DejaVu Sans Mono", "Libertinus Serif"))
= H
"""


def face(package: Path, target: Path, *, name: str, code: str) -> None:
    """Write one face: both subsets of it, merged into one file."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in SUBSETS:
            font = TTFont(package / "files" / f"atkinson-hyperlegible-next-{subset}-{code}.woff2")
            font.flavor = None
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            font.save(parts[-1])
        merged = Merger().merge(parts)
    merged["head"].created = merged["head"].modified = 0
    merged.recalcTimestamp = False
    merged.save(target / f"AtkinsonHyperlegibleNext-{name}.ttf")


def coverage(target: Path) -> list[int]:
    """Every character that can be shown, found by setting it: a PDF/UA-1 file refuses the others."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[target])
    wanted = [each for each in range(0x20, 0x20000) if unicodedata.category(chr(each))[0] not in "CZ"]
    found = {0x20, 0xA0}
    for start in range(0, len(wanted), BATCH):
        found |= shown(wanted[start : start + BATCH], fonts)
    return sorted(found)


def shown(wanted: list[int], fonts: typst.Fonts) -> set[int]:
    """Those of the characters that can be shown; each stands on its own line, by which it is refused."""
    if not wanted:
        return set()
    lines = [
        f'#"{"a" if unicodedata.category(chr(each))[0] == "M" else ""}\\u{{{each:x}}}"' for each in wanted
    ]
    source = HEAD + "\n\n".join(lines)
    try:
        typst.compile(source.encode(), font_paths=fonts, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        refused = {(int(line) - FIRST_LINE) // 2 for line in re.findall(r"\.typ:(\d+):", error.diagnostic)}
        return shown([each for place, each in enumerate(wanted) if place not in refused], fonts)
    return set(wanted)


def letter_below(character: int) -> str:
    """What a mark stands on; nothing for a character that stands by itself."""
    return "a" if unicodedata.category(chr(character))[0] == "M" else ""


def ranges(found: list[int]) -> str:
    """Ranges in hexadecimal, one a line, both ends inclusive."""
    lines: list[list[int]] = []
    for each in found:
        if lines and lines[-1][1] == each - 1:
            lines[-1][1] = each
        else:
            lines.append([each, each])
    return "".join(f"{first:04X}-{last:04X}\n" for first, last in lines)


def main() -> None:
    """Convert every face, and copy the licence beside them."""
    package, target = Path(sys.argv[1]), Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    for name, code in FACES.items():
        face(package, target, name=name, code=code)
    (target / "coverage.txt").write_text(ranges(coverage(target)), "ascii")
    shutil.copyfile(package / "LICENSE", target / "OFL.txt")


if __name__ == "__main__":
    main()
