"""How long a plan's page takes with 2,000 entries, and whether any page asks more with 150 partnerships.

    python benchmarks/pages.py [--entries N] [--quarters N] [--rounds N] [--partnerships N]
                               [--on sqlite|postgresql|both] [--only plan|partnerships]

Server time is from a request to its whole answer in this process, through every layer, after one request to
warm up; the middle of several. "Again" is while nobody writes. "After a write" follows an update recorded on
one entry of that plan, by the command. "Cold" has made nothing in this process yet, as after a start. "By
the rule" reads every version and update of the plan and lets the rule in Python choose, with nothing of the
page but the standings. The board and my work are measured over the same plans, for coordinator and chair.
Ends with 1 when a plan's page takes 60 ms or longer, again or after a write, or when a page asks the database
more because there is more.
"""

import argparse
import contextlib
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "scripts")]

MOST_MILLISECONDS = 60.0
TODAY = date(2026, 11, 23)
PLANS = ("short-plan", "long-plan")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--quarters", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--partnerships", type=int, default=150)
    parser.add_argument("--on", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--only", choices=["plan", "partnerships"])
    options = parser.parse_args()
    if "QUORATE_PAGES_CHILD" in os.environ:
        return measure(options)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        if options.on in ("sqlite", "both"):
            results.append(child(f"sqlite:///{folder}/pages.sqlite3", folder))
        if options.on in ("postgresql", "both"):
            with postgresql() as url:
                results.append(child(url, folder) if url else 0)
    return max(results)


@contextlib.contextmanager
def postgresql():
    """A server of our own for this run; nothing where the machine has none."""
    from launcher.postgres import find_server, running

    server = find_server(Path(sys.executable))
    if server is None:
        print("PostgreSQL: not run, there is none here")
        yield ""
        return
    with running(server) as url:
        yield url


def child(url, folder):
    """Measure in a process of its own, since Django takes one database for a process."""
    added = {
        "QUORATE_DATABASE": url,
        "QUORATE_DATA": folder,
        "QUORATE_TESTING": "yes",
        "QUORATE_TODAY": TODAY.isoformat(),
        "QUORATE_PAGES_CHILD": "yes",
        "DJANGO_SETTINGS_MODULE": "quorate.config.settings",
    }
    command = [sys.executable, __file__, *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, **added}, check=False).returncode


def measure(options):
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    from tests.builders.world import make_world

    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.WARNING)  # a page somebody may not see is part of the walk
    call_command("migrate", verbosity=0, skip_checks=True)
    print(f"\n{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}")
    with transaction.atomic():
        world = make_world()
    faults = [] if options.only == "partnerships" else plan_page(world, options)
    if options.only != "plan":
        faults += partnerships(world, options)
    for fault in faults:
        print(f"FAULT: {fault}")
    return int(bool(faults))


def plan_page(world, options):
    """The page of a plan of many entries beside one of twenty."""
    from django.db import transaction

    from benchmarks.worlds import fill_plan
    from tests.builders.browsing import signed_in

    with transaction.atomic():
        fill_plan(world, entries=20, quarters=options.quarters, name="Short plan")
        fill_plan(world, entries=options.entries, quarters=options.quarters, name="Long plan")
    settle()
    client = signed_in(world)
    short, long = "/marlhaven/plans/short-plan/", "/marlhaven/plans/long-plan/"
    assert client.get(long).content.count(b"<tr") == 51, "a heading and fifty rows"
    start = time.perf_counter()
    for _ in range(options.rounds):
        write(world, "long-plan")
    print(f"  recording an update      {1000 * (time.perf_counter() - start) / options.rounds:>20.1f} ms")
    pages = {f"{options.entries:,} entries": (client, long), "20 entries": (client, short)}
    pages |= {"board": (client, "/marlhaven/board/"), "my work": (client, "/marlhaven/my-work/")}
    pages["my work, chair"] = (signed_in(world, "chair"), "/marlhaven/my-work/")
    faults = []
    print(f"  {'page':<18}{'again':>18}{'after a write':>18}{'cold':>18}   ms, the middle and the least")
    for name, (reader, address) in pages.items():
        plan = "short-plan" if address == short else "long-plan"

        def get(reader=reader, address=address):
            return reader.get(address)

        taken = [
            middle(get, options.rounds),
            middle(get, options.rounds, before=lambda plan=plan: write(world, plan)),
            middle(get, options.rounds, before=start_again),
        ]
        print(f"  {name:<18}" + "".join(f"{median:>10.1f}{least:>8.1f}" for median, least in taken))
        if address == long:
            slowest = max(median for median, _ in taken[:2])
            if slowest >= MOST_MILLISECONDS:
                faults.append(f"the page takes {slowest:.0f} of {MOST_MILLISECONDS:.0f} ms")
            rule, _ = middle(lambda: by_the_rule(world, "long-plan"), 3)
            print(f"  by the rule       {rule:>10.1f}, {rule / slowest:.0f} times as long")
    asked = {plan: queries(client, f"/marlhaven/plans/{plan}/", world, plan) for plan in PLANS}
    print(f"  questions (after a write, again, cold): {asked}")
    if len(set(asked.values())) > 1:
        faults.append("the page asks more for more entries")
    return faults


def settle():
    """Have PostgreSQL count its rows, as it does by itself within a minute of so much being written."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def middle(job, rounds, before=lambda: None):
    """The median time of a job and the least, in milliseconds."""
    taken = []
    before()
    job()
    for _ in range(rounds):
        before()
        start = time.perf_counter()
        job()
        taken.append(1000 * (time.perf_counter() - start))
    return statistics.median(taken), min(taken)


_writes = iter(range(1_000_000))


def write(world, plan):
    """Somebody records an update on an entry of a plan, on another one each time."""
    from quorate.commands import plans
    from quorate.records.models import Entry
    from tests.builders.plans import update
    from tests.builders.world import done

    number = next(_writes)
    rows = Entry.objects.filter(plan__slug=plan).order_by("id").values_list("id", flat=True)
    entry = rows[number * 37 % rows.count()]
    draft = update(TODAY, f"Update {number}", barrier="The post is vacant.")
    done(plans.record_progress(world.as_("coordinator", TODAY), entry=entry, draft=draft))


def start_again():
    """Drop what this process has made of positions."""
    from quorate.queries import plan_parts
    from quorate.records.facts import outlines

    outlines.forget()
    plan_parts.forget()


def by_the_rule(world, plan):
    """Everything ever said in the plan, and the rule that chooses."""
    from quorate.domain.plans.position import as_at
    from quorate.domain.plans.rollup import standings
    from quorate.records import scopes
    from quorate.records.facts.plans import entry_facts, with_everything

    entries = scopes.entries(world.actor("coordinator", TODAY)).filter(plan__slug=plan)
    return standings(as_at(entry_facts(with_everything(entries)), TODAY), TODAY)


def queries(client, address, world, plan):
    """How many questions a page asks: the first time after a write, again, and in a process that starts."""
    write(world, plan)
    first, again = count(client, address), count(client, address)
    start_again()
    return first, again, count(client, address)


def count(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code in (200, 302), (address, answer.status_code)
    return len(asked.captured_queries)


def partnerships(world, options):
    """Every page with one partnership, then with many.

    For the coordinator, who is somebody in one of them, and for the chair, who is somebody in all.
    """
    from django.db import transaction

    from benchmarks.worlds import fill_plan
    from quorate.commands import setting_up
    from tests.builders.browsing import signed_in
    from tests.builders.growing import addresses
    from tests.builders.whole import Things, things_of
    from tests.builders.world import done, make_world

    with transaction.atomic():
        things = Things(things_of(world))
    pages = addresses(world.slug, things)
    here, everywhere = signed_in(world), signed_in(world, "chair")
    one_place = {name: figures(here, everywhere, address, options) for name, address in pages.items()}
    start = time.perf_counter()
    for n in range(1, options.partnerships):
        with transaction.atomic():
            other = make_world(f"place-{n}", f"Place {n} partnership")
            fill_plan(other, entries=40, quarters=4)
            done(
                setting_up.add_person(
                    other.as_("coordinator", TODAY),
                    name="Chair of another",
                    account=world.accounts["chair"],
                    from_on=TODAY - timedelta(days=30),
                )
            )
    settle()
    print(f"  {options.partnerships - 1} more partnerships made in {time.perf_counter() - start:.0f} s")
    many_places = {name: figures(here, everywhere, address, options) for name, address in pages.items()}
    print(f"  {'page':<20}{'questions: one, all':>32}{'ms: one':>22}{'all':>18}")
    faults = []
    for name in pages:
        (few, few_ms), (many, many_ms) = one_place[name], many_places[name]
        shown = "".join(f"{a:>9.1f}{b:>9.1f}" for a, b in zip(few_ms, many_ms, strict=True))
        print(f"  {name:<20}{few!s:>16}{many!s:>16}{shown}")
        if any(b > a for a, b in zip(few, many, strict=True)):
            faults.append(f"{name} asks {many} in place of {few}")
    for place, who in enumerate(("somebody in one partnership", "somebody in all of them")):
        before, after = (sum(found[name][1][place] for name in pages) for found in (one_place, many_places))
        print(f"  all {len(pages)} pages for {who}: {after / before:.2f} times as long as with one")
    return faults


def figures(here, everywhere, address, options):
    """Questions asked and least milliseconds, for who is in one and who is in every partnership.

    Noughts where somebody's roles do not include the page.
    """
    asked, taken = [], []
    for client in (here, everywhere):
        may = client.get(address).status_code in (200, 302)
        asked.append(count(client, address) if may else 0)
        rounds = max(3, options.rounds // 3)
        taken.append(middle(lambda c=client: c.get(address), rounds)[1] if may else 0.0)
    return asked, taken


if __name__ == "__main__":
    raise SystemExit(main())
