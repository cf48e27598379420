"""Works out the numbers Word puts before paragraphs of a list, which stand nowhere in their text.

Plans often number their actions this way: without the numbers every code would be lost. Bullets are
left out, since they are not words.
"""

from quorate.documents.word.parts import Element, W, value

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip

_MOST_LETTERED = 780
"""Letters and Roman numbers beyond this are written as figures."""


class Numbering:
    """Counts through a document's numbered paragraphs, in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._lists: dict[str, str] = {}
        self._by_style: dict[str, Element] = {}
        self._counts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            self._read(numbering)
            self._by_style = _numbered_styles(styles)

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.iterfind(W + "abstractNum"):
            key = str(abstract.get(W + "abstractNumId"))
            for level in abstract.iterfind(W + "lvl"):
                start = value(level.find(W + "start"), "1")
                self._levels[key, _int(level.get(W + "ilvl"))] = (
                    value(level.find(W + "numFmt")),
                    value(level.find(W + "lvlText")),
                    _int(start, 1),
                )
        for number in numbering.iterfind(W + "num"):
            self._lists[str(number.get(W + "numId"))] = value(number.find(W + "abstractNumId"))

    def label(self, paragraph_properties: Element | None) -> str:
        """The number before this paragraph as printed ("1.", "a)"), or nothing.

        To be called once for every paragraph in order, since it counts.
        """
        if not self._lists or paragraph_properties is None:
            return ""
        found = paragraph_properties.find(W + "numPr")
        if found is None:
            found = self._by_style.get(value(paragraph_properties.find(W + "pStyle")))
        if found is None:
            return ""
        abstract = self._lists.get(value(found.find(W + "numId")), "")
        level = _int(value(found.find(W + "ilvl"), "0"))
        if (abstract, level) not in self._levels:
            return ""
        return self._count(abstract, level)

    def _count(self, abstract: str, level: int) -> str:
        kind, pattern, start = self._levels[abstract, level]
        self._counts[abstract, level] = self._counts.get((abstract, level), start - 1) + 1
        for deeper in range(level + 1, 9):
            self._counts.pop((abstract, deeper), None)
        if kind in ("bullet", "none"):
            return ""
        for n in range(level + 1):
            upper_kind, _, upper_start = self._levels.get((abstract, n), ("decimal", "", 1))
            pattern = pattern.replace(
                f"%{n + 1}", _written(self._counts.get((abstract, n), upper_start), upper_kind)
            )
        return pattern.strip()


def _numbered_styles(styles: Element | None) -> dict[str, Element]:
    if styles is None:
        return {}
    found = {}
    for style in styles.iterfind(W + "style"):
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None:
            found[str(style.get(W + "styleId"))] = numbered
    return found


def _written(n: int, kind: str) -> str:
    if n < 1 or n > _MOST_LETTERED:
        return str(n)
    if kind in ("lowerLetter", "upperLetter"):
        letters = chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman"):
        letters = _roman(n)
        return letters if kind == "lowerRoman" else letters.upper()
    return f"{n:02d}" if kind == "decimalZero" else str(n)


def _roman(n: int) -> str:
    letters = ""
    for size, letter in _ROMAN:
        while n >= size:
            letters, n = letters + letter, n - size
    return letters


def _int(text: str | None, default: int = 0) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
