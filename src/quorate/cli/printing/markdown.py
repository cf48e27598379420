"""The little Markdown that printed pages need."""

from collections.abc import Iterable, Sequence

PRINTED = "*Printed from the code with `./quorate docs`. Change the code, not this page.*"


def page(title: str, *parts: str) -> str:
    """A page: its title, a line saying where it comes from, and its parts."""
    return "\n\n".join([f"# {title}", PRINTED, *parts]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars and line ends inside cells are kept from breaking it."""
    lines = [_line(headings), _line(["---"] * len(headings))]
    return "\n".join([*lines, *(_line(row) for row in rows)])


def code(text: str) -> str:
    """Text as it is typed."""
    return f"`{text}`"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
