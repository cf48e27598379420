"""`quorate audit verify`: walks every chain of events and says whether anything was altered or removed.

Data goes to standard output. The exit code is 0 when every chain holds and 1 when one does not.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from quorate.cli import demo, django_
from quorate.domain.events.chain import faults
from quorate.domain.kernel.words import count

INSTALL = "install"
DESCRIPTION = "Verify the record of events: that nothing in it was altered, added or removed."


@dataclass(frozen=True, slots=True)
class Verified:
    """One chain: its name (a partnership's short name, or the install's), its events and its faults."""

    name: str
    events: int
    faults: list[str] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to verify."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify")
    verify = acts.add_parser("verify", help="walk every chain of events", description=DESCRIPTION)
    verify.add_argument("--partnership", metavar="SLUG", default="", help="one partnership's chain only")
    demo.add_choice_of_it(verify)
    verify.add_argument("--json", action="store_true", help="print the outcome as JSON")


def run(args: argparse.Namespace) -> int:
    """Verify; returns the exit code."""
    if refusal := demo.refusal_to_look(args.demonstration):
        print(refusal, file=sys.stderr)
        return 1
    django_.set_up()
    found = list(verified(args.partnership))
    if args.partnership and not found:
        print(f"There is no partnership called {args.partnership}.", file=sys.stderr)
        return 1
    is_sound = not any(chain.faults for chain in found)
    if args.json:
        chains = [{"name": one.name, "events": one.events, "faults": one.faults} for one in found]
        print(json.dumps({"sound": is_sound, "chains": chains}, ensure_ascii=False, indent=2))
    else:
        _say(found)
    return 0 if is_sound else 1


def _say(found: list[Verified]) -> None:
    for chain in found:
        if chain.faults:
            print(f"{chain.name}: the record does not hold.", file=sys.stderr)
            for sentence in chain.faults:
                print(f"  {sentence}", file=sys.stderr)
        else:
            print(f"{chain.name}: {count(chain.events, 'event')}, as they were recorded.")


def verified(slug: str = "") -> Iterator[Verified]:
    """Every chain, or one partnership's, with what is wrong with it."""
    from quorate.records.models import EventChain, Partnership

    chains = {chain.scope: chain for chain in EventChain.objects.all()}
    names = {str(id): slug for id, slug in Partnership.objects.order_by("slug").values_list("id", "slug")}
    if slug:
        names = {id: name for id, name in names.items() if name == slug}
    else:
        if names or INSTALL in chains:
            yield _verified(INSTALL, chains.pop(INSTALL, None))
        unknown = [scope for scope in chains if scope not in names]
        names |= {scope: f"{scope} (no such partnership)" for scope in unknown}
    for scope, name in names.items():
        yield _verified(name, chains.get(scope))


def _verified(name: str, chain: object) -> Verified:
    from quorate.records.facts.events import links_of
    from quorate.records.models import EventChain

    if not isinstance(chain, EventChain):
        # Whatever is done in a partnership is recorded, beginning with its first agency or person.
        return Verified(name, 0, ["There is no record of events."] if _was_used(name) else [])
    return Verified(name, chain.count, faults(links_of(chain), head=chain.head, count=chain.count))


def _was_used(name: str) -> bool:
    from quorate.records.models import Agency, Group, Plan

    if name == INSTALL:
        return True
    return any(model.objects.filter(partnership__slug=name).exists() for model in (Agency, Group, Plan))
