"""The words an actor may find: those of rows they may see, asked of the rows themselves.

The words carry no label of their own, so a restriction set after they were written holds at once, in what
is listed and in what is counted.
"""

from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from quorate.domain.access.actor import Actor
from quorate.records.models import SearchText
from quorate.records.scopes import holding as held
from quorate.records.scopes import planning, structure, visible


def search_texts(actor: Actor, *, today: date) -> QuerySet[SearchText]:
    """The words of what the actor may see, as it speaks today."""
    shown = Q(shown_from__lte=today) & (Q(shown_until__isnull=True) | Q(shown_until__gt=today))
    return SearchText.objects.filter(
        shown,
        Q(subject_kind="entry", subject_id__in=visible.entries(actor).values("id"))
        | Q(subject_kind="plan", subject_id__in=visible.plans(actor).values("id"))
        | Q(subject_kind="meeting", subject_id__in=visible.meetings(actor).values("id"))
        | Q(subject_kind="agenda_item", subject_id__in=visible.agenda_items(actor).values("id"))
        | Q(subject_kind="paper", subject_id__in=visible.papers(actor).values("id"))
        | Q(subject_kind="challenge", subject_id__in=held.challenges(actor).values("id"))
        | Q(subject_kind="question", subject_id__in=structure.questions(actor).values("id"))
        | Q(subject_kind="risk", subject_id__in=held.risks(actor).values("id"))
        | Q(subject_kind="forward_item", subject_id__in=planning.forward_items(actor).values("id"))
        | Q(subject_kind="minute", subject_id__in=visible.minutes(actor).values("id")),
        partnership=actor.partnership,
    )


def holding(texts: QuerySet[SearchText], words: tuple[str, ...]) -> QuerySet[SearchText]:
    """Those of the texts that hold every word, the last by its beginning.

    `words` come from `quorate.domain.kernel.finding.words_to_find`: letters and digits alone, so that
    nothing a person types is ever read as the database's own language.
    """
    if not words:
        return texts.none()
    statement, asked = _MATCHES[connection.vendor]
    found: Any = RawSQL(statement, [asked(words)])  # noqa: S611 fixed statements, the words a parameter
    return texts.filter(id__in=found)


def _fts5(words: tuple[str, ...]) -> str:
    return " AND ".join(f'"{word}"' for word in words) + " *"


def _tsquery(words: tuple[str, ...]) -> str:
    return " & ".join(f"'{word}'" for word in words) + ":*"


_MATCHES = {
    "sqlite": (
        "SELECT rowid FROM records_searchtext_words WHERE records_searchtext_words MATCH %s",
        _fts5,
    ),
    "postgresql": (
        "SELECT id FROM records_searchtext WHERE terms @@ to_tsquery('english', %s)",
        _tsquery,
    ),
}
