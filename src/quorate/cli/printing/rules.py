"""`docs/rules.md`: what each kind of clause is called, and what Quorate makes of two boards' own clauses."""

from quorate.cli.demonstration.content import places
from quorate.cli.demonstration.content.shapes import Place
from quorate.cli.printing.markdown import code, table
from quorate.cli.printing.markdown import page as whole
from quorate.domain.kernel.words import day
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.consequences import KINDS, consequence


def page() -> str:
    """The whole page."""
    return whole(
        "What a clause does",
        "A board’s terms of reference are kept as clauses. Each has a kind, the words it stands in, the "
        "reading chosen, and what follows. A kind the terms are silent on reads “none stated”, and is never "
        "filled with a usual value.",
        "## Kinds of clause",
        table(("Kind", "Name"), [(KINDS[kind], code(kind.value)) for kind in ClauseKind]),
        *(part for place in places() for part in _place(place)),
    )


def _place(place: Place) -> list[str]:
    parts = []
    for group, versions in place.terms.items():
        name = next(one.name for one in place.groups if one.key == group)
        for version in versions:
            parts += [f"## An example: {name}", _terms(version)]
    return parts


def _terms(version: TermsVersion) -> str:
    rows = [
        (KINDS[clause.kind], _words(clause), clause.reading, consequence(clause), clause.ambiguity)
        for clause in version.clauses
    ]
    said = f"{version.label}, in force from {day(version.in_force_from)}."
    headings = ("Kind", "The words", "Read as", "What follows", "Could be read otherwise")
    return f"{said}\n\n{table(headings, rows)}"


def _words(clause: Clause) -> str:
    return f"“{clause.quote.rstrip('.')}”" if clause.quote else "none"
