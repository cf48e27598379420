"""`quorate audit verify`: what it prints, where, and with which exit code."""

import json
from datetime import UTC, datetime

import pytest

from quorate.cli import main
from quorate.commands import redactions
from quorate.records.models import EventRow
from tests.builders.world import done, make_two

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


def test_an_event_emptied_before_a_redaction_that_does_not_name_it_is_said(two, capsys):
    world = two[0]
    asked = {"subject_kind": "person", "subject_id": world.people["police"], "reason": "It names somebody"}
    proposed = done(redactions.propose_redaction(world.as_("coordinator"), **asked))
    done(redactions.confirm_redaction(world.as_("governance"), redaction=proposed))
    assert main.main(["audit", "verify", "--partnership", "marlhaven"]) == 0
    EventRow.objects.filter(chain__scope=str(world.partnership), number=3).update(salt="", contents="")

    assert main.main(["audit", "verify", "--partnership", "marlhaven"]) == 1
    assert "Event 3 has lost its contents" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("column", "value"), [("at", datetime(2020, 1, 1, tzinfo=UTC)), ("subject_kind", "another")]
)
def test_when_an_event_was_and_what_it_was_done_to_cannot_be_changed_unseen(two, capsys, column, value):
    rows = EventRow.objects.filter(chain__scope=str(two[0].partnership), number=3)
    rows.update(**{column: value})

    assert main.main(["audit", "verify", "--partnership", "marlhaven"]) == 1
    said = {"at": "Event 3 has been altered.", "subject_kind": "Event 3 shows another thing or person"}
    assert said[column] in capsys.readouterr().err


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
