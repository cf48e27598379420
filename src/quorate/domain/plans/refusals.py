"""What may be recorded about a plan, and what a plan may say.

The same functions refuse the command and explain the form: the many-valued ones give every sentence at
once, each beside its field; the single-valued ones give the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.behalf import refusals_of_behalf
from quorate.domain.kernel.outcomes import OnBehalf, Refusal
from quorate.domain.kernel.words import count, day
from quorate.domain.plans.facts import Rating, Status, Target, TargetKind, Version
from quorate.domain.plans.outline import InPlace
from quorate.domain.plans.position import EntryState
from quorate.domain.plans.targets import due_on
from quorate.domain.plans.tree import below

MOST_LEVELS = 8  # deeper than any plan seen, and shallow enough to print


@dataclass(frozen=True, slots=True)
class ProgressDraft:
    """An update as offered, before it is recorded."""

    as_at: date
    status: Status
    rating: Rating = Rating.NONE
    progress: str = ""
    barrier: str = ""
    evidence: str = ""


def refusals_of_progress(
    draft: ProgressDraft,
    *,
    today: date,
    plan_began_on: date,
    latest: ProgressDraft | None = None,
    is_withdrawn: bool = False,
    on_behalf: OnBehalf | None = None,
    left_on: date | None = None,
) -> tuple[Refusal, ...]:
    """Every reason an update cannot be recorded; both `plan_began_on` and `today` are allowed dates.

    `latest` is the last update as it stands, `left_on` the day on which whoever told of it left.
    Codes: `plans.entry_withdrawn`, `plans.as_at_in_future`,
    `plans.as_at_before_plan`, `plans.complete_without_saying`, `plans.not_done_without_reason`,
    `plans.waiting_without_saying`, `plans.empty_update`, `plans.same_update`, and
    `plans.on_behalf_who`, `plans.on_behalf_how`, `plans.on_behalf_when`, `plans.told_before`,
    `plans.had_left`.
    """
    if is_withdrawn:
        return (Refusal("plans.entry_withdrawn", "This has been withdrawn from the plan."),)
    found = [
        _as_at(draft, today, plan_began_on),
        _words_of(draft, latest),
        *_on_behalf(on_behalf, draft.as_at, today),
        _after_leaving(draft.as_at, left_on),
    ]
    return tuple(refusal for refusal in found if refusal is not None)


def refusal_to_record_progress(
    draft: ProgressDraft,
    *,
    today: date,
    plan_began_on: date,
    latest: ProgressDraft | None = None,
    is_withdrawn: bool = False,
    on_behalf: OnBehalf | None = None,
    left_on: date | None = None,
) -> Refusal | None:
    """The first of `refusals_of_progress`, or None."""
    found = refusals_of_progress(
        draft,
        today=today,
        plan_began_on=plan_began_on,
        latest=latest,
        is_withdrawn=is_withdrawn,
        on_behalf=on_behalf,
        left_on=left_on,
    )
    return found[0] if found else None


def refusals_of_version(
    version: Version, *, entry_id: str, states: Sequence[EntryState]
) -> tuple[Refusal, ...]:
    """Every reason an entry cannot say this; `states` are the plan's entries, itself among them or not.

    Codes: `plans.text_missing`, `plans.code_taken`, `plans.own_parent`, `plans.parent_below`,
    `plans.parent_unknown`, `plans.too_deep`, and those of a target date.
    """
    found: list[Refusal | None] = []
    if not version.text.strip():
        found.append(Refusal("plans.text_missing", "Say what is to be done.", field="text"))
    found.append(_code_taken(version, entry_id, states))
    found.append(refusal_to_move(entry_id=entry_id, parent_id=version.parent_id, states=states))
    found += [_bad_target(target) for target in version.targets]
    return tuple(refusal for refusal in found if refusal is not None)


def refusal_to_move(*, entry_id: str, parent_id: str, states: Sequence[InPlace]) -> Refusal | None:
    """Why an entry cannot stand under another; an empty `parent_id` is the top and is always allowed."""
    if not parent_id:
        return None
    known = {state.id: state for state in states}
    if parent_id == entry_id:
        return Refusal("plans.own_parent", "An entry cannot stand under itself.", field="parent")
    if parent_id not in known:
        return Refusal("plans.parent_unknown", "The entry above is not in this plan.", field="parent")
    if parent_id in below(states, entry_id):
        code = known[parent_id].code or known[parent_id].text
        return Refusal(
            "plans.parent_below",
            f"“{code}” stands under this entry, so this entry cannot stand under it.",
            cure="Move that entry first.",
            field="parent",
        )
    if _depth(parent_id, known) + _height(entry_id, states) >= MOST_LEVELS:
        sentence = f"A plan goes no deeper than {count(MOST_LEVELS, 'level')}."
        return Refusal("plans.too_deep", sentence, field="parent")
    return None


def refusal_to_redate(
    state: EntryState, *, targets: Sequence[Target], reason: str, is_closed: bool = False
) -> Refusal | None:
    """Why the target dates cannot become these.

    A later last day, or none in place of one, needs a reason: the first promise stays in the history.
    Codes: `plans.already_closed`, `plans.same_dates`, `plans.redate_reason`, and those of a target date.
    """
    if is_closed:
        return Refusal("plans.already_closed", "It is closed, so its target date no longer matters.")
    bad = next((found for target in targets if (found := _bad_target(target))), None)
    if bad:
        return bad
    if tuple(targets) == state.targets:
        return Refusal("plans.same_dates", "These are the target dates it already has.", field="targets")
    before, after = due_on(state.targets), due_on(targets)
    if before is not None and (after is None or after > before) and not reason.strip():
        return Refusal(
            "plans.redate_reason", f"Say why {day(before)} is no longer the target date.", field="reason"
        )
    return None


def refusal_to_withdraw(
    state: EntryState, *, states: Sequence[EntryState], reason: str, on: date, today: date
) -> Refusal | None:
    """Why an entry cannot be withdrawn from the plan on a day.

    Codes: `plans.already_withdrawn`, `plans.has_entries_below`, `plans.withdraw_reason`,
    `plans.withdrawn_in_future`.
    """
    if state.version.withdrawn:
        return Refusal("plans.already_withdrawn", "It has already been withdrawn.")
    under = below(states, state.id)
    if under:
        return Refusal(
            "plans.has_entries_below",
            f"{count(len(under), 'entry stands', 'entries stand')} under it.",
            cure="Move or withdraw what stands under it first.",
        )
    if not reason.strip():
        return Refusal("plans.withdraw_reason", "Say why it is withdrawn.", field="reason")
    if on > today:
        return Refusal("plans.withdrawn_in_future", f"{day(on)} is after today.", field="on")
    return None


def _as_at(draft: ProgressDraft, today: date, plan_began_on: date) -> Refusal | None:
    if draft.as_at > today:
        sentence = f"An update cannot speak for {day(draft.as_at)}, which is after today."
        return Refusal("plans.as_at_in_future", sentence, field="as_at")
    if draft.as_at < plan_began_on:
        sentence = f"An update cannot speak for {day(draft.as_at)}: the plan began on {day(plan_began_on)}."
        return Refusal("plans.as_at_before_plan", sentence, field="as_at")
    return None


def _words_of(draft: ProgressDraft, latest: ProgressDraft | None) -> Refusal | None:
    says = any(text.strip() for text in (draft.progress, draft.barrier, draft.evidence))
    if draft.status is Status.COMPLETE and not (draft.progress.strip() or draft.evidence.strip()):
        return Refusal(
            "plans.complete_without_saying",
            "Say what was done, so that others can rely on it.",
            field="progress",
        )
    if draft.status is Status.NOT_DONE and not (draft.progress.strip() or draft.barrier.strip()):
        return Refusal("plans.not_done_without_reason", "Say why it will not be done.", field="progress")
    if draft.status is Status.WAITING and not says:
        return Refusal("plans.waiting_without_saying", "Say what it waits for.", field="barrier")
    # A rating left out is not a change of rating.
    is_same = latest is not None and (
        latest.status is draft.status and draft.rating in (Rating.NONE, latest.rating)
    )
    is_silent = latest is None and draft.status is Status.NOT_STARTED and draft.rating is Rating.NONE
    # A barrier that is said to stand as it stood is no news; one said to be over is.
    of_barrier = " ".join(draft.barrier.split()) != " ".join(latest.barrier.split() if latest else ())
    says_more = bool(draft.progress.strip() or draft.evidence.strip() or of_barrier)
    if not says_more and (is_silent or is_same):
        return Refusal("plans.empty_update", "Say what has changed, or change the status.", field="progress")
    if latest is not None and _plain(draft) == _plain(latest):
        return Refusal(
            "plans.same_update",
            "That is what the last update says already.",
            "Nothing was added.",
            "progress",
        )
    return None


def _plain(draft: ProgressDraft) -> tuple[object, ...]:
    words = (" ".join(text.split()) for text in (draft.progress, draft.barrier, draft.evidence))
    return (draft.as_at, draft.status, draft.rating, *words)


def _on_behalf(on_behalf: OnBehalf | None, as_at: date, today: date) -> tuple[Refusal, ...]:
    found = refusals_of_behalf(on_behalf, today=today, context="plans")
    if on_behalf is None or on_behalf.on > today or on_behalf.on >= as_at:
        return found
    told, spoken_for = day(on_behalf.on), day(as_at)
    sentence = f"They told you on {told}, before {spoken_for}, the date the update speaks for."
    cure = "Which of the two is wrong? Change it."
    return (*found, Refusal("plans.told_before", sentence, cure, "on_behalf_on"))


def _after_leaving(as_at: date, left_on: date | None) -> Refusal | None:
    if left_on is None or as_at <= left_on:
        return None
    sentence = f"They left on {day(left_on)}, so they cannot speak for {day(as_at)}."
    cure = "Give the day they told you, and a date it speaks for that is no later than that."
    return Refusal("plans.had_left", sentence, cure, "on_behalf_on")


def _code_taken(version: Version, entry_id: str, states: Sequence[EntryState]) -> Refusal | None:
    code = version.code.strip().lower()
    taken = code and any(
        state.id != entry_id and state.parent_id == version.parent_id and state.code.strip().lower() == code
        for state in states
    )
    if not taken:
        return None
    return Refusal(
        "plans.code_taken", f"Another entry beside it already has the code “{version.code}”.", field="code"
    )


def _bad_target(target: Target) -> Refusal | None:
    """Codes: `plans.target_without_day`, `plans.target_ends_before_start`, `plans.target_without_step`."""
    if target.kind in (TargetKind.DAY, TargetKind.MONTH, TargetKind.RANGE) and target.on is None:
        return Refusal("plans.target_without_day", f"“{target.raw}” gives no date.", field="targets")
    if target.kind is TargetKind.RANGE and target.starts_on and target.on and target.on < target.starts_on:
        sentence = f"The target ends on {day(target.on)}, before it starts on {day(target.starts_on)}."
        return Refusal("plans.target_ends_before_start", sentence, field="targets")
    if target.every_months is not None and target.every_months < 1:
        return Refusal("plans.target_without_step", "Say every how many months.", field="targets")
    return None


def _depth(entry_id: str, known: Mapping[str, InPlace]) -> int:
    """How many levels down an entry stands: 1 at the top."""
    depth, seen = 0, set[str]()
    while entry_id in known and entry_id not in seen:
        seen.add(entry_id)
        depth += 1
        entry_id = known[entry_id].parent_id
    return depth


def _height(entry_id: str, states: Sequence[InPlace]) -> int:
    """How many levels stand under an entry: 0 for one with nothing under it."""
    height, edge, seen = 0, {entry_id}, {entry_id}
    while edge := {s.id for s in states if s.parent_id in edge} - seen:
        seen |= edge
        height += 1
    return height
