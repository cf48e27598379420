"""The wording form of an entry: what it says as typed, and what two people made of it at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from quorate.domain.imports.target_words import target_line
from quorate.domain.plans.drafts import lead_line
from quorate.domain.plans.facts import Target, Version
from quorate.queries.entries import KIND_CHOICES, EntryPage, version_of
from quorate.queries.plans import target_word

FIELDS = {
    "kind": "What it is",
    "code": "Number",
    "parent": "Under",
    "text": "What is to be done",
    "outcome": "What should come of it",
    "leads": "Leads",
    "targets": "Target dates",
    "measures": "Measures",
}


@dataclass(frozen=True, slots=True)
class Clash:
    """Where somebody else wrote first.

    `yours` are the fields that the form would change, each with what is kept now and what was typed. `theirs`
    are the fields that were not touched and have changed since the form was made: they are as kept now.
    """

    yours: tuple[tuple[str, str, str], ...] = field(default=())
    theirs: tuple[tuple[str, str], ...] = field(default=())


def as_typed(page: EntryPage, said: Version | None = None) -> dict[str, str]:
    """What the entry says, now or in an earlier version, as the form's fields would be typed."""
    said = said or _now(page)
    return {
        "kind": said.kind.value,
        "code": said.code,
        "text": said.text,
        "outcome": said.outcome,
        "parent": said.parent_id,
        "leads": "\n".join(lead_line(lead) for lead in said.leads),
        "targets": "\n".join(line for line, _ in targets_as_typed(page, said)),
        "measures": "\n".join(measure.text for measure in said.measures),
    }


def targets_as_typed(page: EntryPage, said: Version | None = None) -> tuple[tuple[str, Target], ...]:
    """Each target date with the line it stands on in the form."""
    targets = (said or _now(page)).targets
    return tuple((target_line(one, target_word(one, page.on) or "No date"), one) for one in targets)


def only_what_was_changed(posted: QueryDict, page: EntryPage) -> QueryDict:
    """The form with every field that was left as the page had it as it is kept now.

    The form says from which version it was made; of one that says none, nothing counts as left.
    """
    number = posted.get("made_from", "")
    made_from = version_of(page, int(number)) if number.isascii() and number.isdigit() else None
    if made_from is None:
        return posted
    shown, now, merged = as_typed(page, made_from), as_typed(page), posted.copy()
    for name in FIELDS:
        if _same(posted.get(name, shown[name]), shown[name]):
            merged[name] = now[name]
    return merged


def clash_of(
    posted: Mapping[str, str],
    merged: Mapping[str, str],
    page: EntryPage,
    parents: tuple[tuple[str, str], ...],
) -> Clash:
    """What is kept now beside what was sent, field by field, in words."""
    now = as_typed(page)
    choices = {"kind": dict(KIND_CHOICES), "parent": {"": "Nothing: it stands at the top", **dict(parents)}}

    def said(name: str, value: str) -> str:
        return choices.get(name, {}).get(value, value)

    yours = [name for name in FIELDS if name in merged and not _same(merged[name], now[name])]
    theirs = [n for n in FIELDS if n not in yours and n in posted and not _same(posted[n], now[n])]
    return Clash(
        tuple((FIELDS[name], said(name, now[name]), said(name, merged[name])) for name in yours),
        tuple((FIELDS[name], said(name, now[name])) for name in theirs),
    )


def _same(one: str, other: str) -> bool:
    """Whether two fields say the same, however their line ends were sent."""
    return [line.strip() for line in one.strip().splitlines()] == [
        line.strip() for line in other.strip().splitlines()
    ]


def _now(page: EntryPage) -> Version:
    assert page.state is not None  # noqa: S101 page_entry always gives it
    return page.state.version
