"""Preview of a Word plan against a plain python-docx walk over the same cells, in one run.

A plan of 500 rows is to be read, checked and proposed in under a second, and the time is to grow no faster
than the rows. Prints seconds (the best of several) and ratios; exits 1 when either fails.
"""

import io
import sys
import time
from collections.abc import Callable

import docx

from quorate.documents.sources import read_source
from quorate.domain.imports.proposal import Proposal
from quorate.domain.imports.propose import propose

ROWS = (125, 250, 500, 1000)
MOST_SECONDS_FOR_500 = 1.0
MOST_GROWTH = 1.6
"""How much more a row of the longest plan may cost than a row of the shortest, against noise."""
TIMES = 3


def plan_of(rows: int) -> bytes:
    """A tracker with that many recommendations, two key actions and two updates in each."""
    document = docx.Document()
    table = document.add_table(rows=rows + 1, cols=5)
    cells = table._cells
    for n, heading in enumerate(
        ("Recommendations", "Key actions", "Lead", "Target date", "Update March 2020")
    ):
        cells[n].text = heading
    for row in range(1, rows + 1):
        texts = (
            f"{row}. Scheme {row} – Osterbridge should do the thing numbered {row} before the year is out.",
            f"Find the money for {row}\nStart number {row}",
            "Osterbridge Police / TBC" if row % 3 else "JS",
            "June 2021\nOngoing",
            f"Progress: Number {row} has begun in two wards.\nChallenge: {row} others want the money.",
        )
        for n, text in enumerate(texts):
            cell = cells[row * 5 + n]
            first, *others = text.split("\n")
            cell.text = first
            for line in others:
                cell.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def preview(data: bytes) -> int:
    """What the preview does, from bytes to the proposal's JSON."""
    proposal = propose(read_source(data, "plan.docx"))
    assert isinstance(proposal, Proposal)
    proposal.to_json()
    return len(proposal.entries)


def walk(data: bytes) -> int:
    """The text of every cell by python-docx, row by row."""
    document = docx.Document(io.BytesIO(data))
    return sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def best(job: Callable[[bytes], int], data: bytes) -> float:
    """The shortest of several runs, in seconds."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        job(data)
        taken.append(time.perf_counter() - started)
    return min(taken)


def main() -> int:
    """Print the table and say whether both aims are met."""
    print(f"{'rows':>6} {'preview s':>10} {'python-docx s':>14} {'ratio':>6} {'ms a row':>9}")
    seconds: dict[int, float] = {}
    for rows in ROWS:
        data = plan_of(rows)
        assert preview(data) == 3 * rows
        seconds[rows], plain = best(preview, data), best(walk, data)
        ratio, each = seconds[rows] / plain, 1000 * seconds[rows] / rows
        print(f"{rows:>6} {seconds[rows]:>10.3f} {plain:>14.3f} {ratio:>6.2f} {each:>9.3f}")
    growth = (seconds[ROWS[-1]] / ROWS[-1]) / (seconds[ROWS[0]] / ROWS[0])
    print(
        f"a row of {ROWS[-1]} costs {growth:.2f} times a row of {ROWS[0]}; 500 rows take {seconds[500]:.3f} s"
    )
    return 0 if seconds[500] < MOST_SECONDS_FOR_500 and growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
