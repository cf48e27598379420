"""What a coordinator changes in a proposal before accepting it.

Mends are kept as a list and applied in order to the proposal as read, so that they can be undone and the
same file can be read again. No word is lost: a dropped entry's words become words not placed, and a changed
field keeps its source words beside it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from quorate.domain.imports.finish import flags_of, flags_of_targets, read_measure
from quorate.domain.imports.json_values import from_plain, to_plain
from quorate.domain.imports.lead_words import read_leads
from quorate.domain.imports.proposal import Flag, Placed, Proposal, ProposedEntry, Unplaced
from quorate.domain.imports.target_words import read_changed, read_target
from quorate.domain.kernel.outcomes import Refusal
from quorate.domain.plans.facts import EntryKind, Rating, Status
from quorate.domain.plans.leading import as_typed

SET, DROP, TAKE, SETTLE = "set", "drop", "take", "settle"
TEXT_FIELDS = ("code", "title", "text", "outcome", "progress", "barrier")
MENDABLE_FIELDS = (*TEXT_FIELDS, "kind", "parent", "leads", "targets", "measures", "status", "rating")
"""What a mend may set. Leads, targets and measures are given as the paper would print them, one a line."""
_TAKING_FIELDS = ("text", "outcome", "progress", "barrier", "leads", "targets", "measures")
_FLAGS_SETTLED_BY = {
    "leads": ("two_leads", "lead_initials", "lead_person_or_agency", "no_lead"),
    "targets": ("counts_differ", "needs_review_date", "no_target", "target_words"),
    "outcome": ("no_outcome",),
    "code": ("no_code",),
    "text": ("carried_on",),
    "status": ("status_words",),
    "progress": ("no_update", "mentions_entry", "shared_out"),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """One change.

    `do` is "set" (an entry's `field` to `value`), "drop" (the entry), "take" (the unplaced piece
    `unplaced` into an entry's `field`) or "settle" (the flag whose key is `value`). `answers` is the key of
    the one question that a "set" answers: others about the same field stay while they hold.
    """

    do: str
    entry: str = ""
    field: str = ""
    value: str = ""
    unplaced: str = ""
    answers: str = ""


def mends_to_json(mends: Iterable[Mend]) -> str:
    """As text that `mends_from_json` reads back."""
    return json.dumps([to_plain(mend) for mend in mends], ensure_ascii=False)


def mends_from_json(text: str) -> tuple[Mend, ...]:
    """The mends that `mends_to_json` wrote."""
    return tuple(from_plain(Mend, each) for each in json.loads(text))


def refusal_to_mend(proposal: Proposal, mend: Mend) -> Refusal | None:
    """Why a mend cannot be made, or None.

    Refusal codes: `imports.unknown_entry`, `imports.unknown_piece`, `imports.unknown_field`,
    `imports.wrong_value`, `imports.own_parent`, `imports.no_words`.
    """
    if mend.do not in (SET, DROP, TAKE, SETTLE):
        return Refusal("imports.unknown_field", "There is no such change.")
    entry = proposal.entry(mend.entry)
    if entry is None:
        return Refusal("imports.unknown_entry", "That entry is not in this proposal any more.")
    if mend.do == TAKE:
        if all(piece.key != mend.unplaced for piece in proposal.unplaced):
            return Refusal("imports.unknown_piece", "That text has been placed already.")
        if mend.field not in _TAKING_FIELDS:
            return Refusal("imports.unknown_field", "Text cannot be put there.", field="field")
    if mend.do == SET:
        return _refusal_to_set(proposal, entry, mend)
    return None


def _refusal_to_set(proposal: Proposal, entry: ProposedEntry, mend: Mend) -> Refusal | None:
    if mend.field not in MENDABLE_FIELDS:
        return Refusal("imports.unknown_field", "There is no such field.", field="field")
    choices = {"kind": set(EntryKind), "status": {"", *Status}, "rating": set(Rating)}.get(mend.field)
    if choices is not None and mend.value not in choices:
        return Refusal("imports.wrong_value", f"“{mend.value}” is not one of the choices.", field=mend.field)
    if mend.field == "text" and not mend.value.strip():
        return Refusal("imports.no_words", "An entry needs words. Drop it instead.", field="text")
    if mend.field == "parent" and mend.value:
        if proposal.entry(mend.value) is None:
            return Refusal(
                "imports.unknown_entry", "That entry is not in this proposal any more.", field="parent"
            )
        if mend.value == entry.key or entry.key in _above(proposal, mend.value):
            return Refusal("imports.own_parent", "An entry cannot stand under itself.", field="parent")
    return None


def apply_mends(proposal: Proposal, mends: Iterable[Mend]) -> Proposal:
    """The proposal with the mends made in order.

    A mend that `refusal_to_mend` refuses is passed over, as happens when the entry it speaks of was dropped
    by an earlier one.
    """
    for mend in mends:
        if refusal_to_mend(proposal, mend) is None:
            proposal = _APPLY[mend.do](proposal, mend)
    return proposal


def _set(proposal: Proposal, mend: Mend) -> Proposal:
    entry = _entry(proposal, mend)
    changed = _with_field(entry, mend.field, mend.value, as_at=proposal.reporting_date)
    mended = tuple(dict.fromkeys((*entry.mended, mend.field)))
    flags = [f for f in changed.flags if not _is_settled(f, mend) and not _is_personal(f, mend.field)]
    if mend.field == "leads":
        flags = _of_leads_now(flags, mend.value)
    flags += flags_of(mend.value, mend.field) if mend.field in TEXT_FIELDS else ()
    if mend.field == "targets" and not mend.answers:
        flags += flags_of_targets(read_target(mend.value, as_at=proposal.reporting_date))
    return _swap(proposal, replace(changed, mended=mended, flags=tuple(flags)))


def _is_settled(flag: Flag, mend: Mend) -> bool:
    """Whether setting a field settles a question: the one it answers, or all about the field.

    What is asked of one lead is settled by answering that, or when the lead is no more.
    """
    if mend.answers:
        return flag.key == mend.answers
    return flag.code in _FLAGS_SETTLED_BY.get(mend.field, ()) and not flag.about


def _of_leads_now(flags: Iterable[Flag], value: str) -> list[Flag]:
    """The questions left once the leads are changed: those of leads that are no more fall away."""
    now = read_leads(value)
    words, asked = {lead.raw for lead in now.leads}, {each.code: each.sentence for each in now.questions}
    kept = []
    for flag in flags:
        if flag.code not in _FLAGS_SETTLED_BY["leads"] or (flag.about and flag.about in words):
            kept.append(flag)
        elif not flag.about and flag.code in asked:
            kept.append(replace(flag, sentence=asked[flag.code]))
    return kept


def _is_personal(flag: Flag, name: str) -> bool:
    return flag.code.startswith("personal_") and flag.field == name


def _with_field(entry: ProposedEntry, name: str, value: str, *, as_at: date | None) -> ProposedEntry:
    value = value.strip()
    if name == "leads":
        return replace(entry, leads=read_leads(value).leads)
    if name == "targets":
        held = [(target.raw, target) for target in entry.targets]
        return replace(entry, targets=read_changed(value, held=held, as_at=as_at).targets)
    if name == "measures":
        return replace(
            entry, measures=tuple(read_measure(line) for line in value.split("\n") if line.strip())
        )
    if name == "kind":
        return replace(entry, kind=EntryKind(value), word="" if value != entry.kind else entry.word)
    if name == "status":
        return replace(entry, status=Status(value) if value else None)
    if name == "rating":
        return replace(entry, rating=Rating(value))
    if name == "parent":
        return replace(entry, parent=value)
    return _with_text(entry, name, value)


def _with_text(entry: ProposedEntry, name: str, value: str) -> ProposedEntry:
    match name:
        case "code":
            return replace(entry, code=value)
        case "title":
            return replace(entry, title=value)
        case "text":
            return replace(entry, text=value, title=entry.title if value.startswith(entry.title) else "")
        case "outcome":
            return replace(entry, outcome=value)
        case "progress":
            return replace(entry, progress=value)
        case _:
            return replace(entry, barrier=value)


def _drop(proposal: Proposal, mend: Mend) -> Proposal:
    """Its words count as not placed; what stood under it stands under what it stood under."""
    entry = _entry(proposal, mend)
    taken = [each.key for each in proposal.unplaced]
    n = max((int(key[1:]) for key in taken if key[1:].isdigit()), default=0)
    given_up = [each for each in proposal.placed if each.entry == entry.key]
    pieces = tuple(
        Unplaced(f"u{n + i}", each.span, "Its entry was dropped.") for i, each in enumerate(given_up, 1)
    )
    return replace(
        proposal,
        entries=tuple(
            replace(each, parent=entry.parent) if each.parent == entry.key else each
            for each in proposal.entries
            if each.key != entry.key
        ),
        placed=tuple(each for each in proposal.placed if each.entry != entry.key),
        unplaced=(*proposal.unplaced, *pieces),
    )


def _take(proposal: Proposal, mend: Mend) -> Proposal:
    entry = _entry(proposal, mend)
    piece = next(each for each in proposal.unplaced if each.key == mend.unplaced)
    before = _as_printed(entry, mend.field)
    value = f"{before}\n{piece.span.text}" if before else piece.span.text
    taken = _set(proposal, replace(mend, do=SET, value=value))
    return replace(
        taken,
        placed=(*taken.placed, Placed(piece.span, mend.field, entry.key)),
        unplaced=tuple(each for each in taken.unplaced if each.key != piece.key),
    )


def _settle(proposal: Proposal, mend: Mend) -> Proposal:
    entry = _entry(proposal, mend)
    return _swap(proposal, replace(entry, flags=tuple(f for f in entry.flags if f.key != mend.value)))


_APPLY = {SET: _set, DROP: _drop, TAKE: _take, SETTLE: _settle}


def _entry(proposal: Proposal, mend: Mend) -> ProposedEntry:
    return next(each for each in proposal.entries if each.key == mend.entry)


def _swap(proposal: Proposal, entry: ProposedEntry) -> Proposal:
    return replace(
        proposal, entries=tuple(entry if each.key == entry.key else each for each in proposal.entries)
    )


def _as_printed(entry: ProposedEntry, name: str) -> str:
    """A field as the paper would print it."""
    if name == "leads":
        return "\n".join(as_typed(lead) for lead in entry.leads)
    if name == "targets":
        return "\n".join(target.raw for target in entry.targets)
    if name == "measures":
        return "\n".join(measure.text for measure in entry.measures)
    texts = {
        "text": entry.text,
        "outcome": entry.outcome,
        "progress": entry.progress,
        "barrier": entry.barrier,
    }
    return texts[name]


def _above(proposal: Proposal, key: str) -> set[str]:
    """The keys of the entries an entry stands under, itself among them."""
    above: set[str] = set()
    while key and key not in above:
        above.add(key)
        entry = proposal.entry(key)
        key = entry.parent if entry else ""
    return above
