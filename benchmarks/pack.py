"""How long a pack of about 300 pages takes, and how much memory, against WeasyPrint on the same content.

    python benchmarks/pack.py [--rows N] [--without-weasyprint]

Each side runs in a process of its own; its time is from before rendering to after, its memory the peak of
the whole process. Limits: 6 seconds and 900 MB for the pack. Ends with 1 when a limit is passed.
"""

import argparse
import io
import os
import sys
import time
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

MOST_SECONDS, MOST_MEGABYTES = 6.0, 900
APPENDED = 12


def measured(job, *arguments):
    """Run a job in a child: its answer (pages, seconds) and the child's peak in megabytes."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        os.write(writer, repr(job(*arguments)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"{job.__name__} ended with {status}")
    pages, seconds, size = eval(said)
    print(
        f"{job.__name__:<12}{pages:>6} pages{seconds:>9.2f} s{usage.ru_maxrss / 1024:>9.0f} MB"
        f"{usage.ru_utime + usage.ru_stime:>9.2f} s of processor{size / 1e6:>8.1f} MB file"
    )
    return pages, seconds, usage.ru_maxrss / 1024


def content(rows):
    from tests.documents.packs import samples

    return samples.full_pack(rows)


def pages_of(data):
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as book:
        return len(book.pages)


def typst(rows):
    from quorate.documents.pdf.pack import render_pack

    pack = content(rows)
    start = time.perf_counter()
    made = render_pack(pack)
    return pages_of(made), time.perf_counter() - start, len(made)


def word(rows):
    from quorate.documents.word.pack import render_pack_docx

    pack = content(rows)
    start = time.perf_counter()
    made = render_pack_docx(pack)
    return 0, time.perf_counter() - start, len(made)


def combined(rows):
    from quorate.documents.pdf.combined import combine
    from quorate.documents.pdf.pack import render_pack

    pack, paper = render_pack(content(rows)), render_pack(content(140))
    start = time.perf_counter()
    made = combine(pack, [(f"Paper {n}", paper) for n in range(APPENDED)]).pdf
    return pages_of(made), time.perf_counter() - start, len(made)


def weasyprint(rows):
    import weasyprint as library

    pack = content(rows)
    start = time.perf_counter()
    made = library.HTML(string=page(pack), base_url=str(ROOT)).write_pdf(pdf_variant="pdf/ua-1")
    return pages_of(made), time.perf_counter() - start, len(made)


def page(pack):
    """The same content as plain HTML with the same type, sizes and ruled tables."""
    from quorate.domain.packs import wording

    font = (ROOT / "src/quorate/documents/fonts/AtkinsonHyperlegibleNext-Regular.ttf").as_uri()
    style = f"""
      @font-face {{ font-family: A; src: url({font}) }}
      @page {{ size: A4; margin: 20mm 21mm 23mm;
               @bottom-right {{ content: "page " counter(page) " of " counter(pages) }} }}
      @page wide {{ size: A4 landscape; margin: 15mm 16mm 20mm }}
      .wide {{ page: wide }}
      body {{ font: 10.5pt/1.45 A; color: #1b1f2a }}
      table {{ border-collapse: collapse; width: 100%; font-size: 8.5pt; table-layout: fixed }}
      td, th {{ border-bottom: .5pt solid #dedbe5; padding: 4.5pt 3.5pt; text-align: left }}
      td {{ vertical-align: top; line-height: 1.22 }}
      .high {{ background: #f2ebf5; font-weight: bold }}"""
    body = [f"<h1>{escape(pack.group)}</h1><p>{escape(wording.when(pack))}</p><p>{escape(pack.headline)}</p>"]
    body.append("<h2>Agenda</h2>")
    agenda = [
        (line.number, line.title, line.purpose, line.speaker, str(line.minutes)) for line in pack.agenda
    ]
    body.append(table(("Item", "Subject", "Purpose", "Speaker", "Minutes"), agenda))
    body += [f"<p>{escape(each.sentence)}</p>" for each in wording.asks(pack.agenda)]
    for sheet in pack.exceptions:
        body.append(f"<h3>{escape(sheet.code)} {escape(sheet.text)}</h3>")
        body += [f"<p>{label}: {escape(text)}</p>" for label, text in wording.exception_facts(sheet)]
    for plan in pack.tables:
        body.append(f'<div class="wide"><h2>{escape(plan.title)}</h2>')
        body.append(table(plan.headings, [row.cells for row in plan.rows], plan.widths))
        body.append("</div>")
    head = (
        f'<html lang="en-GB"><head><title>{escape(wording.title(pack))}</title><style>{style}</style></head>'
    )
    return f"{head}<body>{''.join(body)}</body></html>"


def table(headings, rows, widths=()):
    shares = widths or [1] * len(headings)
    columns = "".join(f'<col style="width:{100 * each / sum(shares)}%">' for each in shares)
    head = "".join(f"<th>{escape(each)}</th>" for each in headings)
    lines = []
    for cells in rows:
        if len(cells) == 1:
            lines.append(f'<tr><td class="high" colspan="{len(headings)}">{escape(cells[0])}</td></tr>')
        else:
            inner = ("".join(f"<div>{escape(part)}</div>" for part in cell.split("\n")) for cell in cells)
            lines.append("<tr>" + "".join(f"<td>{each}</td>" for each in inner) + "</tr>")
    top = f"<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead>"
    return f"<table>{top}<tbody>{''.join(lines)}</tbody></table>"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=3_600, help="rows of the action table")
    parser.add_argument("--without-weasyprint", action="store_true")
    options = parser.parse_args()
    pages, seconds, megabytes = measured(typst, options.rows)
    measured(word, options.rows)
    measured(combined, options.rows)
    if not options.without_weasyprint:
        other_pages, other, other_megabytes = measured(weasyprint, options.rows)
        print(f"time: weasyprint / typst = {other / seconds:.1f}")
        print(f"time per page: weasyprint / typst = {(other / other_pages) / (seconds / pages):.1f}")
        print(f"memory: weasyprint / typst = {other_megabytes / megabytes:.2f}")
    print(f"limits: {seconds:.2f} of {MOST_SECONDS} s, {megabytes:.0f} of {MOST_MEGABYTES} MB")
    return int(seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())
