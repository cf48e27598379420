"""A world written again is the world its commands made."""

from pathlib import Path

import pytest
from django.db import transaction

from quorate.cli.audit import verified
from quorate.commands import setting_up
from quorate.commands.runner import As
from quorate.queries import access
from quorate.records.models import EventRow
from tests.builders import kept
from tests.builders.rooms import a_board
from tests.builders.signin import make_somebody
from tests.builders.whole import make_whole
from tests.builders.world import done, make_two, make_world, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_kept(monkeypatch, settings, tmp_path):
    settings.FILES = tmp_path
    monkeypatch.setattr(kept, "kept", {})
    monkeypatch.setattr(kept, "begins", {""})


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row, but for the numbers the database gives, and an event with its chain's scope."""
    scopes = dict(EventRow.objects.values_list("chain_id", "chain__scope"))
    found = {}
    for model, rows in kept.all_rows().items():
        key = model._meta.pk
        found[model.__name__] = [
            {
                name: scopes[value] if (model, name) == (EventRow, "chain_id") else value
                for name, value in row.items()
                if not (key.db_returning and name == key.attname)
            }
            for row in rows.values()
        ]
    return found


def files(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "build", [make_world, make_two, a_board, make_somebody, make_whole], ids=lambda build: build.__name__
)
@pytest.mark.usefixtures("nothing_kept")
def test_a_world_made_again_has_the_rows_and_files_its_commands_wrote(build, settings, tmp_path):
    outcomes = []
    for n in range(3):
        settings.FILES = tmp_path / str(n)
        with transaction.atomic():
            made = build()
            faults = [fault for one in verified() for fault in one.faults]
            outcomes.append((str(made), everything(), files(settings.FILES), faults))
            transaction.set_rollback(True)

    first, *again = outcomes
    assert again == [first, first]
    assert first[1]["EventRow"]
    assert bool(first[2]) is (build is make_whole)
    assert first[3] == []


@pytest.mark.usefixtures("nothing_kept")
def test_a_world_that_comes_after_something_else_is_made_by_its_commands():
    there, elsewhere = make_two()
    with transaction.atomic():
        third = make_world("elsewhere", "Elsewhere partnership")
        transaction.set_rollback(True)
    done(setting_up.add_account(As(access.operator(), moment()), email="other@council.example"))

    fourth = make_world("elsewhere", "Elsewhere partnership")

    assert third.partnership != fourth.partnership
    assert [key[0][1] for key in kept.kept] == [there.slug, elsewhere.slug, "elsewhere"]
    assert {fault for chain in verified() for fault in chain.faults} == set()
