"""A whole place out of its content files."""

import tomllib
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from quorate.cli.demonstration.content import short_forms
from quorate.cli.demonstration.content.meetings import read_log, read_meetings
from quorate.cli.demonstration.content.plans import World, read_plan
from quorate.cli.demonstration.content.shapes import (
    Agency,
    Appointment,
    Figure,
    Grant,
    Group,
    Person,
    Place,
    Restriction,
    Seat,
)
from quorate.domain.terms.clauses import Clause, ClauseKind, TermsVersion
from quorate.domain.terms.quorum import from_plain

_PLAN_FILES = {"marlhaven": ("strategy", "inquiry"), "osterbridge": ("plan",)}
_PACKAGE = "quorate.cli.demonstration.content"
Table = dict[str, Any]


def load_place(slug: str) -> Place:
    """Read and join a place's files; what does not fit together raises at once."""
    table = _read(slug, "place")
    agencies = tuple(Agency(**one) for one in table["agencies"])
    people = tuple(_person(one, slug) for one in table["people"])
    appointments = _appointments(table)
    world = World(
        slug=slug,
        agencies={one.key: one for one in agencies},
        people={one.key: one for one in people},
        phrases=_read("", "phrases"),
    )
    meetings = _read(slug, "meetings")
    return Place(
        slug=slug,
        name=table["name"],
        area=table["area"],
        council=table["council"],
        records_from=table["records_from"],
        word_for_survivors=table["word_for_survivors"],
        agencies=agencies,
        people=people,
        groups=tuple(Group(**one) for one in table["groups"]),
        seats=_seats(table["seats"]),
        appointments=appointments,
        grants=tuple(Grant(**one) for one in table["grants"]),
        terms=_terms(_read(slug, "terms")),
        plans=tuple(read_plan(_read(slug, name), world) for name in _PLAN_FILES[slug]),
        meetings=read_meetings(meetings, appointments),
        restrictions=tuple(_restriction(one) for one in table["restrictions"]),
        action_log=read_log(meetings, world),
        figures=tuple(Figure(**one) for one in table["figures"]),
    )


def _read(folder: str, name: str) -> Table:
    root = resources.files(_PACKAGE)
    path = root / folder / f"{name}.toml" if folder else root / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _person(row: Table, slug: str) -> Person:
    return Person(name=row["role"], email=f"{row['key']}@{slug}.example", **row)


def _seats(rows: Sequence[Table]) -> tuple[Seat, ...]:
    return tuple(Seat(**{"group": "board", **row}, order=order) for order, row in enumerate(rows, start=1))


def _appointments(table: Table) -> tuple[Appointment, ...]:
    groups = {seat["key"]: seat.get("group", "board") for seat in table["seats"]}
    unsigned = set(table["confidentiality_unsigned"])
    return tuple(
        Appointment(
            group=groups[row["seat"]],
            confidentiality_signed_on=None if row["person"] in unsigned else row["from_on"],
            **row,
        )
        for row in table["appointments"]
    )


def _restriction(row: Table) -> Restriction:
    lists = {name: tuple(row[name]) for name in ("barred_agencies", "allowed_people")}
    return Restriction(**{**row, **lists})


def _terms(table: Table) -> Mapping[str, tuple[TermsVersion, ...]]:
    terms: dict[str, tuple[TermsVersion, ...]] = {}
    for version in table["version"]:
        facts = {name: value for name, value in version.items() if name not in {"group", "clauses"}}
        clauses = tuple(_clause(one) for one in version["clauses"])
        terms[version["group"]] = (
            *terms.get(version["group"], ()),
            TermsVersion(clauses=clauses, **facts),
        )
    return terms


def _clause(row: Table) -> Clause:
    facts: Table = {**row, "kind": ClauseKind(row["kind"])}
    if "offset" in row:
        facts["offset"] = short_forms.offset(row["offset"])
    if "quorum" in row:
        facts["quorum"] = from_plain(row["quorum"])
    return Clause(**facts)
