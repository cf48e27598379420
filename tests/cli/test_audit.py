"""`quorate audit verify`: what it prints, where, and with which exit code."""

import json

import pytest

from quorate.cli import main
from quorate.records.models import EventRow
from tests.builders.world import make_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    return make_two()


def test_a_record_that_holds_is_said_to(two, capsys):
    code = main.main(["audit", "verify"])

    said = capsys.readouterr()
    assert (code, said.err) == (0, "")
    assert [line.split(":")[0] for line in said.out.splitlines()] == ["install", "marlhaven", "osterbridge"]


def test_an_event_altered_in_one_partnership_is_said_there_alone(two, capsys):
    row = EventRow.objects.get(chain__scope=str(two[0].partnership), number=3)
    row.contents = row.contents + " "
    row.save()

    code = main.main(["audit", "verify"])

    said = capsys.readouterr()
    assert code == 1
    assert said.err == (
        "marlhaven: the record does not hold.\n  The contents of event 3 have been altered.\n"
    )
    assert main.main(["audit", "verify", "--partnership", "osterbridge"]) == 0


def test_a_machine_gets_every_chain_and_its_faults(two, capsys):
    EventRow.objects.filter(chain__scope=str(two[1].partnership)).latest("number").delete()

    code = main.main(["audit", "verify", "--json"])

    said = json.loads(capsys.readouterr().out)
    assert code == 1
    assert said["sound"] is False
    faults = {chain["name"]: chain["faults"] for chain in said["chains"]}
    assert faults["install"] == faults["marlhaven"] == []
    assert "should hold" in faults["osterbridge"][0]
    assert "does not end where" in faults["osterbridge"][1]


def test_an_event_emptied_without_a_redaction_is_said(two, capsys):
    EventRow.objects.filter(chain__scope=str(two[0].partnership), number=3).update(salt="", contents="")

    assert main.main(["audit", "verify", "--partnership", "marlhaven"]) == 1
    assert "Event 3 has lost its contents" in capsys.readouterr().err


def test_an_event_shown_as_somebody_elses_is_said(two, capsys):
    rows = EventRow.objects.filter(chain__scope=str(two[0].partnership), number=3)
    rows.update(person_id_text=str(two[0].people["chair"]))

    assert main.main(["audit", "verify", "--partnership", "marlhaven"]) == 1
    assert "shows another thing or person" in capsys.readouterr().err


def test_a_partnership_there_is_none_of_is_refused(two, capsys):
    assert main.main(["audit", "verify", "--partnership", "nowhere"]) == 1
    assert capsys.readouterr().err == "There is no partnership called nowhere.\n"


def test_nothing_at_all_is_nothing_wrong():
    assert main.main(["audit", "verify"]) == 0
