"""`quorate check`: says whether this installation is sound, in sentences.

It changes nothing but with `--mend`, which works out again what is kept beside the history of plans.
"""

import argparse
import os
import sys
from collections.abc import Iterator

from quorate.cli import demo, django_
from quorate.domain.kernel.words import count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is checked; what may be mended."""
    demo.add_choice_of_it(parser)
    parser.add_argument(
        "--mend", action="store_true", help="work out again the positions of entries that differ"
    )


def run(args: argparse.Namespace) -> int:
    """Check everything; 0 when all is well, 1 with a sentence for each fault."""
    if refusal := demo.refusal_to_look(args.demonstration):
        print(refusal, file=sys.stderr)
        return 1
    django_.set_up()
    found = faults()
    found = [*(found or position_faults(mend=args.mend)), *django_faults()]
    for sentence in found:
        print(sentence, file=sys.stderr)
    if not found:
        print("All is well.")
    return 1 if found else 0


def faults() -> list[str]:
    """What would stop Quorate from serving safely."""
    found = list(_folder_faults())
    if found:
        return found
    found += django_.pragma_faults()
    missing = django_.missing_migrations()
    if missing:
        found.append(
            f"The database is not at this version: it lacks {len(missing)} of its changes. "
            "Run quorate migrate."
        )
        return found
    return [*found, *_demonstration_faults()]


def _folder_faults() -> Iterator[str]:
    from django.conf import settings

    if not settings.DATA.is_dir():
        yield f"There is no folder {settings.DATA}. Run quorate migrate, or set QUORATE_DATA."
    elif not os.access(settings.DATA, os.W_OK | os.X_OK):
        yield f"Nothing can be written to {settings.DATA}."


def _demonstration_faults() -> Iterator[str]:
    from django.conf import settings

    from quorate.records.models import Partnership

    if settings.DEMONSTRATION:
        for name in Partnership.objects.filter(is_demonstration=False).values_list("name", flat=True):
            yield (
                f"Demonstration mode is on and {name} is not a demonstration: anybody could be anybody. "
                "Remove QUORATE_DEMONSTRATION."
            )


def position_faults(*, mend: bool = False) -> list[str]:
    """Plans with entries whose position is not what their history comes to; none of them once mended."""
    from quorate.commands import positions
    from quorate.records.models import Entry, Plan

    today = django_.today()
    said = []
    for plan in Plan.objects.select_related("partnership").order_by("partnership__slug", "slug"):
        entries = Entry.objects.filter(plan=plan)
        if not (found := positions.differing(entries, today)):
            continue
        if mend:
            positions.mend(plan.partnership_id, entries, today)
            continue
        said.append(
            f"In {plan.partnership.slug}/{plan.slug}, {count(len(found), 'entry', 'entries')} of which the "
            "position is not what the history comes to. Run quorate check --mend."
        )
    return said


def django_faults() -> list[str]:
    """What Django's own checks say."""
    from django.core.checks import WARNING, run_checks

    return [
        " ".join(part for part in (f"{one.msg}", one.hint or "", f"({one.id})") if part)
        for one in run_checks()
        if one.level >= WARNING and not one.is_silenced()
    ]
