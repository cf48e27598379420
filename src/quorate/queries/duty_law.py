"""The duties of law, asked of the main board alone, as lines beside those of the terms."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from quorate.domain.access.actor import Actor
from quorate.domain.calendar.periods import Period
from quorate.domain.kernel.words import day
from quorate.domain.terms.duties import Duty, DutyState, LawKind
from quorate.domain.terms.law import LawFacts, law_duties, law_duties_of_year
from quorate.queries.duties import DutyLine, duty_tag
from quorate.records.facts.groups import duties_done, main_group
from quorate.records.models import DutySetting, Group, Partnership


def law_lines(actor: Actor, group: Group, period: Period, today: date) -> tuple[DutyLine, ...]:
    """The duties of law that fall in a year, as lines beside those of the terms."""
    if main_group(actor, today) != group.id:
        return ()
    settings = Partnership.objects.only("started_on", "due_soon_days").get(id=actor.partnership)
    found = law_duties_of_year(
        facts=_facts(group.id), today=today, started_on=settings.started_on, year=period
    )
    return tuple(_line(duty, today, settings.due_soon_days) for duty in found)


def law_due(
    actor: Actor, groups: Sequence[uuid.UUID], today: date
) -> Mapping[uuid.UUID, tuple[DutyLine, ...]]:
    """The duties of law of the main board as they stand today, where it is among these groups."""
    main = main_group(actor, today)
    if main is None or main not in groups:
        return {}
    soon = Partnership.objects.values_list("due_soon_days", flat=True).get(id=actor.partnership)
    lines = ((duty, _line(duty, today, soon)) for duty in _duties(actor, main, today))
    return {main: tuple(replace(line, sentence=_in_short(duty)) for duty, line in lines)}


def of_law(actor: Actor, group: uuid.UUID, today: date) -> tuple[Duty, ...]:
    """The duties of law, asked of the main board alone."""
    return _duties(actor, group, today) if main_group(actor, today) == group else ()


def value_of(duty: Duty) -> str:
    """What names a duty of law in forms and addresses: its kind, and the year of an annual report."""
    is_yearly = duty.kind is LawKind.ANNUAL_REPORT and duty.begins is not None
    return f"{duty.kind.value}|{duty.begins.isoformat() if is_yearly and duty.begins else ''}"


def _line(duty: Duty, today: date, soon: int) -> DutyLine:
    standing, said = duty_tag(duty, today, soon)
    return DutyLine(
        title=duty.title,
        period=duty.period,
        state=duty.state.value,
        standing=standing,
        said=said,
        sentence=f"{duty.sentence} {duty.source}.",
        clause="",
        working=duty.working,
        warnings=duty.warnings,
        value=value_of(duty),
        due_on=duty.due_on,
    )


def _in_short(duty: Duty) -> str:
    """What the tag does not say already."""
    if duty.state is DutyState.OVERDUE and duty.due_on:
        return f"Was due by {day(duty.due_on)}. {duty.source}."
    return f"{duty.source}."


def _duties(actor: Actor, group: uuid.UUID, today: date) -> tuple[Duty, ...]:
    started_on = Partnership.objects.values_list("started_on", flat=True).get(id=actor.partnership)
    return law_duties(facts=_facts(group), today=today, started_on=started_on)


def _facts(group: uuid.UUID) -> LawFacts:
    met: defaultdict[LawKind, list[date]] = defaultdict(list)
    reports: dict[date, date] = {}
    rows = duties_done().filter(group=group, kind__in=[kind.value for kind in LawKind])
    for kind, item, on in rows.order_by("done_on").values_list("kind", "item", "done_on"):
        if kind == LawKind.ANNUAL_REPORT.value:
            reports.setdefault(date.fromisoformat(item), on)
        else:
            met[LawKind(kind)].append(on)
    settled = DutySetting.objects.filter(group=group).exclude(not_ours_why="")
    not_ours = {
        LawKind(kind): why
        for kind, why in settled.values_list("kind", "not_ours_why")
        if kind in set(LawKind)
    }
    return LawFacts(met, reports, not_ours)
