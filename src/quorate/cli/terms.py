"""`quorate terms`: reads a terms document and prints what it says as clauses.

It needs no database and changes nothing. Data goes to standard output, sentences to standard error; the
exit code is 0 when the file could be read, 1 when it was refused, 2 when the line was not understood.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from quorate.documents.guards import MOST_BYTES, RefusedFileError
from quorate.documents.terms_sources import read_terms_source
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count
from quorate.domain.terms.consequences import KINDS
from quorate.domain.terms.reading.found import Proposed, TermsRead
from quorate.domain.terms.reading.read import read_terms

DESCRIPTION = "Reads a board's terms of reference from Word, PDF or plain text into proposed clauses."


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of `quorate terms`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="read")
    read = verbs.add_parser("read", help="show the clauses a document states")
    read.add_argument("file", metavar="FILE", help="a .docx, .pdf or UTF-8 text file")
    read.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: Namespace) -> int:
    """Read the file and print what was found; returns the exit code."""
    path = Path(args.file)
    try:
        if path.stat().st_size > MOST_BYTES:
            return _refused(Refusal("imports.file_too_large", f"“{path.name}” is larger than 20 MB."), args)
        data = path.read_bytes()
    except OSError:
        return _refused(Refusal("imports.no_such_file", f"“{args.file}” cannot be read."), args)
    try:
        found = read_terms(read_terms_source(data, path.name))
    except RefusedFileError as refused:
        return _refused(refused.refusal, args)
    print(
        json.dumps(found.to_plain(), ensure_ascii=False, indent=2)
        if args.json
        else _summary(found, path.name)
    )
    return 0


def _refused(refusal: Refusal, args: Namespace) -> int:
    print(f"{refusal.sentence} {refusal.cure}".strip(), file=sys.stderr)
    if args.json:
        error = {"code": refusal.code, "sentence": refusal.sentence, "cure": refusal.cure}
        print(json.dumps({"error": error}, ensure_ascii=False))
    return 1


def _summary(found: TermsRead, name: str) -> str:
    """What was found, in words, for somebody at a terminal."""
    core = sum(seat.seat_class == "core" for seat in found.seats)
    lines = [
        f"{found.about.title or name}: {count(len(found.clauses), 'clause')}, {count(core, 'core seat')} and "
        f"{count(len(found.seats) - core, 'advisory seat')}."
    ]
    for clause in found.clauses:
        lines += _clause_lines(clause)
    for seat in found.seats:
        vacant = " (vacant)" if seat.is_vacant else ""
        lines.append(f"Seat, {seat.seat_class}: {seat.role}{vacant}")
    lines.append(f"Not stated: {', '.join(found.missing) or 'nothing that terms usually have'}.")
    lines.append(f"Not understood: {count(len(found.not_understood), 'sentence')}.")
    lines += [f"  “{unread.text}” {unread.why}" for unread in found.not_understood]
    return "\n".join([*lines, *filter(None, (found.stops_short, found.left_alone))])


def _clause_lines(clause: Proposed) -> list[str]:
    other = f" ({clause.who})" if clause.is_other_body else ""
    lines = [f"{KINDS[clause.kind]}{other}: {clause.reading}", f"  “{clause.quote.text}”"]
    lines += [f"  also “{quote.text}”" for quote in clause.also]
    return [*lines, f"  {clause.ambiguity}"] if clause.ambiguity else lines
