"""What has been said of an entry and what it said before, newest first."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quorate.domain.kernel.outcomes import HOW
from quorate.domain.kernel.words import day, listed
from quorate.domain.plans.facts import Progress, Version
from quorate.domain.plans.labels import KINDS, RATINGS, STATUSES
from quorate.queries.plan_facts import leads_then
from quorate.queries.plans import lead_name, target_word
from quorate.records.facts.agencies import NamesByDay
from quorate.records.models import EntryVersion


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in an entry's history: an update or a change of what it says."""

    title: str
    on: date
    by: str
    how: str = ""
    text: str = ""
    barrier: str = ""
    standing: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Written:
    """Who wrote a version, the reason given, and the plan's own word for its kind."""

    by: str = ""
    why: str = ""
    level: str = ""


def entry_history(
    updates: tuple[Progress, ...],
    versions: tuple[Version, ...],
    on: date,
    *,
    entry: uuid.UUID,
    parents: Mapping[str, str],
    names: NamesByDay,
) -> tuple[Said, ...]:
    """Newest first: by the day it speaks for, then by when it was recorded.

    A change says of every field it changed what it was and what it became. `parents` names the entries that
    it has stood under, `names` agencies by what they were called on the day of a change.
    """
    dated = [((u.as_at, u.recorded_at), of_update(u)) for u in updates]
    written = _written(entry)
    before: tuple[Version, str] | None = None
    for version in sorted(versions, key=lambda v: (v.effective_on, v.recorded_at, v.number)):
        if version.effective_on <= on:
            of = written.get(version.id, _Written())
            then = names(version.effective_on)
            now = _fields(version, of.level, parents, then)
            # Both by the names of one day: that an agency was renamed meanwhile changes no entry.
            was = _fields(*before, parents, then) if before else now
            changed = {name: (was[name], now[name]) for name in now if was[name] != now[name]}
            lines = [
                f"{name}: was “{old or 'none'}”, now “{new or 'none'}”"
                for name, (old, new) in changed.items()
            ]
            said = Said(
                _title(version, tuple(changed), is_first=before is None),
                version.effective_on,
                of.by or "before our records",
                text="\n".join(filter(None, (*lines, of.why))),
            )
            dated.append(((version.effective_on, version.recorded_at), said))
            before = (version, of.level)
    return tuple(said for _, said in sorted(dated, key=lambda pair: pair[0], reverse=True))


def of_update(update: Progress) -> Said:
    """An update, as the history has it."""
    return Said(
        title=f"Update: {STATUSES[update.status].lower()}",
        on=update.as_at,
        by=update.by or "before our records",
        how=_told(update),
        text="\n".join(filter(None, (update.progress, update.evidence))),
        barrier=update.barrier,
        standing=update.rating.value,
        said=f"Said to be {RATINGS[update.rating].lower()}" if update.rating else "",
    )


def _told(update: Progress) -> str:
    """For whom somebody else recorded it, how they were told and on what day."""
    if not update.on_behalf_of:
        return ""
    told = f"told on {day(update.told_on)}" if update.told_on else ""
    return ", ".join(filter(None, (f"for {update.on_behalf_of}", HOW.get(update.how, ""), told)))


def _written(entry: uuid.UUID) -> dict[str, _Written]:
    rows = EntryVersion.objects.filter(entry=entry).values_list("id", "recorded_by__name", "reason", "level")
    return {str(id): _Written(name or "", reason, level) for id, name, reason, level in rows}


def _fields(
    version: Version, level: str, parents: Mapping[str, str], then: Mapping[str, str]
) -> dict[str, str]:
    """Each field of a version in words, by its name."""
    above = parents.get(version.parent_id, "an entry not shown") if version.parent_id else "nothing"
    return {
        "Wording": version.text,
        "Number": version.code,
        "What it is": (level or KINDS[version.kind][0]).lower(),
        "Under": above,
        "Outcome": version.outcome,
        "Leads": "; ".join(lead_name(lead) for lead in leads_then(version.leads, then)),
        "Target dates": "; ".join(target.raw or target_word(target) for target in version.targets),
        "Measures": "; ".join(measure.text for measure in version.measures),
    }


def _title(version: Version, changed: tuple[str, ...], *, is_first: bool) -> str:
    if version.withdrawn:
        return "Withdrawn"
    if is_first:
        return "Put in the plan"
    if not changed:
        return "Changed"
    return f"{listed([name if n == 0 else name.lower() for n, name in enumerate(changed)])} changed"
