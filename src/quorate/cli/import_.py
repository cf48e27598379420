"""`./quorate import`: reads a Word or Excel plan and prints what it would put into the plan.

It only ever shows: somebody has to look at what was found beside its source, so a plan is accepted in the
browser. A preview needs no database. Data goes to standard output, sentences to standard error; the exit code
is 0 when the file could be read, 1 when it was refused, 2 when the command was not understood.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from quorate.documents.guards import MOST_BYTES, RefusedFileError
from quorate.documents.sources import read_source
from quorate.domain.imports.proposal import Proposal
from quorate.domain.imports.propose import propose
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.kernel.words import count, listed


def add_arguments(parser: ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a .docx or .xlsx file with the plan's table")
    parser.add_argument(
        "--partnership", metavar="SLUG", default="", help="whose plan it is, to be told where to accept it"
    )
    parser.add_argument("--plan", metavar="NAME", default="", help="which plan it is, to be told the same")
    parser.add_argument(
        "--preview", action="store_true", help="show what was found and change nothing: all this command does"
    )
    parser.add_argument("--json", action="store_true", help="print the proposal as JSON")


def run(args: Namespace) -> int:
    """Preview a file; returns the exit code. Refuses with `imports.preview_only` without `--preview`."""
    if not args.preview:
        return _refused(_preview_only(args), args)
    try:
        data = _read_file(Path(args.file))
    except OSError:
        return _refused(Refusal("imports.no_such_file", f"“{args.file}” cannot be read."), args)
    if isinstance(data, Refusal):
        return _refused(data, args)
    try:
        source = read_source(data, Path(args.file).name)
    except RefusedFileError as refused:
        return _refused(refused.refusal, args)
    proposal = propose(source)
    if isinstance(proposal, Refusal):
        return _refused(proposal, args)
    print(json.dumps(proposal.to_plain(), ensure_ascii=False, indent=2) if args.json else _summary(proposal))
    return 0


def _preview_only(args: Namespace) -> Refusal:
    """What the command does not do, and where that is done."""
    page = f"/{args.partnership}/plans/import/" if args.partnership else "“Bring in a plan” under Plans"
    which = f", choosing or naming the plan “{args.plan}”" if args.plan else ""
    return Refusal(
        "imports.preview_only",
        "Nothing was imported: this command shows what a file holds and puts nothing into a plan.",
        "Add --preview to see it. To bring it in, sign in as the coordinator, upload the file at "
        f"{page}{which}, and accept it there.",
    )


def _read_file(path: Path) -> bytes | Refusal:
    if path.stat().st_size > MOST_BYTES:
        return Refusal("imports.file_too_large", f"“{path.name}” is larger than 20 MB.")
    return path.read_bytes()


def _refused(refusal: Refusal, args: Namespace) -> int:
    print(f"{refusal.sentence} {refusal.cure}".strip(), file=sys.stderr)
    if args.json:
        error = {"code": refusal.code, "sentence": refusal.sentence, "cure": refusal.cure}
        print(json.dumps({"error": error}, ensure_ascii=False))
    return 1


def _summary(proposal: Proposal) -> str:
    """What was found, in words, for somebody at a terminal."""
    plural = {"priority": "priorities"}
    kinds = [count(n, kind, plural.get(kind, "")) for kind, n in proposal.counts.items()]
    lines = [f"{proposal.name}: {listed(kinds)}."]
    for entry in proposal.entries:
        name = " ".join(part for part in (entry.code, entry.title or entry.text.split("\n")[0]) if part)
        lines.append(f"  {entry.kind.value}: {name}")
        lines += [f"    {flag.sentence}" for flag in entry.flags]
    lines.append(f"Not placed: {count(len(proposal.unplaced), 'piece')} of text.")
    lines += [f"  {piece.span.place}: {piece.span.text}" for piece in proposal.unplaced]
    return "\n".join([*lines, *proposal.warnings])
