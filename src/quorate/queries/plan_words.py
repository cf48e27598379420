"""The words of the few entries a page shows, which their outlines leave out."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import FilteredRelation, Q

from quorate.domain.plans.facts import Measure, MeasureKind
from quorate.domain.plans.outline import Outline, Said
from quorate.records.facts.positions import as_text, identity
from quorate.records.models import EntryMeasure, EntryVersion, ProgressRow


@dataclass(frozen=True, slots=True)
class SaidWords:
    """What an update says."""

    progress: str = ""
    barrier: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What an entry says, and its latest update."""

    text: str = ""
    said: SaidWords = SaidWords()


def wordings(outlines: Iterable[Outline]) -> Mapping[str, str]:
    """What each of these entries says, by the entry's id, in one question."""
    of = {one.version_id: one.id for one in outlines}
    if not of:
        return {}
    rows = EntryVersion.objects.filter(id__in=_ids(of)).order_by()
    return {of[identity(version)]: text for version, text in rows.values_list(as_text("id"), "text")}


def entry_words(outlines: Iterable[Outline]) -> Mapping[str, EntryWords]:
    """What each of these entries says and what was last said of it, by its id, in one question."""
    shown = list(outlines)
    of = {one.version_id: one.id for one in shown}
    updates = [one.progress.id for one in shown if one.progress]
    if not updates:
        return {id: EntryWords(text) for id, text in wordings(shown).items()}
    latest = FilteredRelation("entry__progress", condition=Q(entry__progress__id__in=_ids(updates)))
    rows = EntryVersion.objects.filter(id__in=_ids(of)).order_by().annotate(latest=latest)
    columns = ("text", "latest__progress", "latest__barrier", "latest__evidence")
    return {
        of[identity(version)]: EntryWords(text, SaidWords(*(words or "" for words in said)))
        for version, text, *said in rows.values_list(as_text("id"), *columns)
    }


def entry_measures(outlines: Iterable[Outline]) -> Mapping[str, Sequence[Measure]]:
    """The measures of these entries that are another's completion, by the entry's id, in one question."""
    of = {one.version_id: one.id for one in outlines}
    if not of:
        return {}
    found: dict[str, list[Measure]] = defaultdict(list)
    rows = EntryMeasure.objects.filter(entry_version__in=_ids(of), kind=MeasureKind.ENTRY.value)
    for version, text, code in rows.order_by("order").values_list(
        as_text("entry_version_id"), "text", "entry_code"
    ):
        found[of[identity(version)]].append(Measure(text, MeasureKind.ENTRY, code))
    return found


def said_words(updates: Iterable[Said | None]) -> Mapping[str, SaidWords]:
    """What each of these updates says, by the update's id, in one question."""
    ids = {update.id for update in updates if update}
    if not ids:
        return {}
    rows = ProgressRow.objects.filter(id__in=_ids(ids)).order_by()
    return {
        identity(id): SaidWords(*words)
        for id, *words in rows.values_list(as_text("id"), "progress", "barrier", "evidence")
    }


def _ids(texts: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(text) for text in texts]
