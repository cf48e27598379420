"""What a quorum of two columns becomes when it is kept as tests."""

from importlib import import_module
from types import SimpleNamespace

from quorate.domain.terms.quorum import Agencies, Count, Deputies, Quorum, from_plain

moved = import_module("quorate.records.migrations.0008_quorum_tests")


class Rows(list):
    """As many rows as a test gives, asked for as a table is."""

    def filter(self, **asked):
        return [row for row in self if all(getattr(row, k) == v for k, v in asked.items())]


def row(members, agencies, *, deputies=True, one=True, kind="quorum"):
    return SimpleNamespace(
        kind=kind, quorum_members=members, quorum_agencies=agencies, quorum_counts_deputies=deputies,
        quorum_directorates_are_one=one, quorum=None, save=lambda update_fields: None,
    )  # fmt: skip


def test_numbers_become_tests_and_silence_stays_silent():
    rows = Rows([row(5, 3), row(4, None, deputies=False, one=False), row(None, None)])
    apps = SimpleNamespace(get_model=lambda *_: SimpleNamespace(objects=rows))

    moved.to_tests(apps, None)

    assert from_plain(rows[0].quorum) == Quorum((Count(5), Agencies(3)))
    other = Quorum((Count(4),), deputies=Deputies.NONE, directorates_are_one=False)
    assert from_plain(rows[1].quorum) == other
    assert rows[2].quorum is None
