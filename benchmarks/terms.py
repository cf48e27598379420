"""Reading a 20-page terms document against a plain walk over the same words, in one run.

From Word the walk is python-docx's text of every cell; from plain text it is the text parted into words;
from PDF it is the text layer alone. A document of 20 pages is to be read in under a second from each, and
the time is to grow no faster than the pages. No two of the 20 pages say the same: each takes other wordings,
numbers and prose. Prints seconds of the processor (the best of several) and ratios; exits 1 when either
fails.
"""

import io
import sys
import time
from collections.abc import Callable

import docx
import typst

from quorate.documents.pdf.reading import read_pdf
from quorate.documents.terms_sources import read_terms_source
from quorate.domain.terms.reading.read import read_terms

PAGES = (5, 10, 20, 40)
MOST_SECONDS_FOR_20 = 1.0
MOST_GROWTH = 1.6
"""How much more a page of the longest document may cost than one of the shortest, against noise."""
TIMES = 3
SECTIONS_ON_A_PAGE = 3
WORDINGS: dict[str, tuple[str, ...]] = {
    "Frequency of meetings": (
        "The Board will meet quarterly, or every {n} weeks for its group {n}.",
        "Group {n} meets bi-monthly, save in August.",
        "Meetings will be held {n} times a year unless the Chair decides otherwise.",
        "The panel meets at least once a quarter and reports to the Board every six months.",
        "The Executive of area {n} will meet termly, on the first Tuesday.",
    ),
    "Administration": (
        "Agenda and papers will be circulated at least five working days before each meeting.\n"
        "Minutes will be sent to the Chair within one week and to members within ten working days.",
        "Members must submit papers no later than {n} working days prior to the meeting.",
        "Papers must reach the coordinator no later than noon on the Tuesday before the meeting.",
        "Minutes of group {n} are issued no later than 8 working days after the meeting.\n"
        "Late papers are tabled only if the Chair agrees.",
        "Notice of {n} clear days will be given of any meeting, except in an emergency.",
        "The Secretary keeps a register of interests, which members check each April.",
        "Draft minutes go out within two weeks and are published on the website a week later.",
    ),
    "Quorum": (
        "The quorum is a quarter of the membership, with a minimum of {n} members from 3 agencies.",
        "At least half of the core members of group {n}, including two of the three statutory partners.",
        "One-third of voting members, minimum five, three agencies and the Chair.\nDeputies do not count.",
        "{n} members, one from police and one from health.",
    ),
    "Members": (
        "Head of Service {n}, Osterbridge Council.\nSuperintendent {n}, Osterbridge Police.\n"
        "Where a member cannot attend, a deputy must be sent who has authority to decide for the agency.",
        "Chief Executive of refuge {n}.\nVacant – Lead nurse, Osterbridge ICB.\nTwo survivors of area {n}.",
        "Members who miss {n} consecutive meetings are deemed to have resigned.",
    ),
    "Remit": (
        "The Board will:\n• develop an annual workplan;\n• monitor progress at each Board meeting;\n"
        "• advise the Council on area {n};\n• report bi-annually to the Safer City Partnership.",
        "Each partner works within its own agency and with all others of area {n}, so that survivors and "
        "their children are safe and those who harm them are held to account, whatever the pressures.",
        "The Chair shall be the Director of Public Health or the Chief Executive of trust {n}.",
        "The Board is accountable to the Cabinet and will publish an annual report on area {n}.",
        "Partners share what they learn from reviews, recognise what each brings and challenge each other "
        "openly about what has not been done in area {n} since the last time they met.",
        "Members of group {n} sign a confidentiality statement and treat what they hear in confidence.",
    ),
}


def rows(pages: int) -> list[tuple[str, str]]:
    """The label and answer of every row of a document of so many pages."""
    return [
        (f"{label} {n}", wordings[n % len(wordings)].format(n=n))
        for n in range(1, pages * SECTIONS_ON_A_PAGE + 1)
        for label, wordings in WORDINGS.items()
    ]


def word_of(pages: int) -> bytes:
    """The document as Word."""
    document = docx.Document()
    document.add_heading("Osterbridge Board", 1)
    document.add_heading("Terms of Reference", 2)
    made = rows(pages)
    table = document.add_table(rows=len(made), cols=2)
    cells = table._cells
    for n, (label, answer) in enumerate(made):
        cells[2 * n].text = label
        first, *others = answer.split("\n")
        cells[2 * n + 1].text = first
        for line in others:
            cells[2 * n + 1].add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(pages: int) -> bytes:
    """The document as plain text with tabs."""
    lines = ["Osterbridge Board", "", "Terms of Reference", ""]
    lines += [f"{label}\t{answer.replace(chr(10), ' • ')}" for label, answer in rows(pages)]
    return "\n".join(lines).encode()


def pdf_of(pages: int) -> bytes:
    """The document as PDF."""
    cells = "".join(
        f"[{label}], [{answer.replace(chr(10), ' #parbreak() ')}],\n" for label, answer in rows(pages)
    )
    return typst.compile(
        f"= Osterbridge Board\n== Terms of Reference\n#table(columns: (4cm, 1fr), {cells})".encode()
    )


def reading(data: bytes) -> int:
    """What the command does, from bytes to JSON's plain data."""
    return len(str(read_terms(read_terms_source(data, "terms")).to_plain()))


def walk_word(data: bytes) -> int:
    """The text of every cell by python-docx, row by row."""
    document = docx.Document(io.BytesIO(data))
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def walk_text(data: bytes) -> int:
    """The words of the text."""
    return len(data.decode().split())


def walk_pdf(data: bytes) -> int:
    """The text layer alone."""
    return sum(len(text) for _, text in read_pdf(data, "terms").texts())


def best(job: Callable[[bytes], int], data: bytes) -> float:
    """The shortest of several runs, in seconds."""
    taken = []
    for _ in range(TIMES):
        started = time.process_time()
        job(data)
        taken.append(time.process_time() - started)
    return min(taken)


KINDS = (("word", word_of, walk_word), ("text", text_of, walk_text), ("pdf", pdf_of, walk_pdf))


def main() -> int:
    """Print the table and say whether both aims are met."""
    print(f"{'kind':>5} {'pages':>6} {'reading s':>10} {'plain walk s':>13} {'ratio':>8} {'ms a page':>10}")
    is_met = True
    for kind, make, walk in KINDS:
        seconds: dict[int, float] = {}
        for pages in PAGES:
            data = make(pages)
            seconds[pages], plain = best(reading, data), best(walk, data)
            ratio, each = seconds[pages] / plain, 1000 * seconds[pages] / pages
            print(f"{kind:>5} {pages:>6} {seconds[pages]:>10.3f} {plain:>13.4f} {ratio:>8.2f} {each:>10.2f}")
        longest, shortest = seconds[PAGES[-1]] / PAGES[-1], seconds[PAGES[0]] / PAGES[0]
        growth = longest / shortest
        said = f"a page of {PAGES[-1]} costs {growth:.2f} times a page of {PAGES[0]}"
        print(f"{kind:>5} {said}; 20 pages take {seconds[20]:.3f} s")
        is_met = is_met and seconds[20] < MOST_SECONDS_FOR_20 and growth < MOST_GROWTH
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
