"""The migrations that stand for several, beside those they stand for."""

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

APP = "records"


def loader(*, replacing: bool) -> MigrationLoader:
    return MigrationLoader(None, replace_migrations=replacing)


def replacing() -> list[tuple[str, str]]:
    return [
        key for key, one in loader(replacing=False).disk_migrations.items() if key[0] == APP and one.replaces
    ]


def state_after(key: tuple[str, str], *, replaced: bool) -> ProjectState:
    return loader(replacing=replaced).project_state(key)


def test_some_migrations_stand_for_several_in_their_order():
    found = loader(replacing=False)
    line = sorted(key for key, one in found.disk_migrations.items() if key[0] == APP and not one.replaces)

    assert replacing()
    for key in replacing():
        stands_for = found.disk_migrations[key].replaces
        assert stands_for == line[: len(stands_for)]


@pytest.mark.parametrize("key", replacing(), ids=lambda key: key[1])
def test_at_once_and_one_by_one_end_alike(key):
    last = loader(replacing=False).disk_migrations[key].replaces[-1]
    at_once, one_by_one = state_after(key, replaced=True), state_after(last, replaced=False)

    ours = {name: model for name, model in at_once.models.items() if name[0] == APP}
    theirs = {name: model for name, model in one_by_one.models.items() if name[0] == APP}

    assert ours.keys() == theirs.keys()
    for name, model in ours.items():
        assert sorted_fields(model) == sorted_fields(theirs[name]), name
        assert options(model) == options(theirs[name]), name


def sorted_fields(model):
    return {name: field.deconstruct()[1:] for name, field in model.fields.items()}


def options(model):
    sorts = {"constraints": lambda one: one.name, "indexes": lambda one: one.name}
    kept = {name: value for name, value in model.options.items() if value != []}
    return {
        name: [one.deconstruct() for one in sorted(value, key=sorts[name])] if name in sorts else value
        for name, value in kept.items()
    }
