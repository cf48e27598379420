"""What sign-in reports, and the codes it owes."""

import uuid

import pytest

from quorate.commands import accounts, setting_up
from quorate.commands.accounts import CodeFor, Failure, How
from quorate.commands.runner import As, Done
from quorate.domain.kernel.asking import NotAllowedError
from quorate.queries import access
from quorate.queries.owed import owed_messages
from quorate.records.models import EventRow, Message, Person
from tests.builders.signin import events, make_somebody
from tests.builders.world import TODAY, done, make_world, moment

pytestmark = pytest.mark.django_db


def install() -> As:
    return As(access.operator(), moment())


def test_a_sign_in_and_a_sign_out_are_linked_to_the_installs_chain():
    somebody = make_somebody()
    accounts.record_sign_in(install(), account=somebody.account, how=How.PASSWORD)
    accounts.record_sign_out(install(), account=somebody.account)
    assert events() == [
        ("accounts.signed_in", str(somebody.account), {"how": "password"}),
        ("accounts.signed_out", str(somebody.account), {}),
    ]


def test_a_failure_names_the_account_where_there_is_one_and_never_the_address():
    somebody = make_somebody()
    accounts.record_failed_sign_in(install(), reason=Failure.PASSWORD, address=somebody.email.upper())
    accounts.record_failed_sign_in(install(), reason=Failure.PASSWORD, address="stranger@nowhere.example")
    assert events() == [
        ("accounts.sign_in_failed", str(somebody.account), {"reason": "password"}),
        ("accounts.sign_in_failed", "", {"reason": "password"}),
    ]
    held = "".join(EventRow.objects.filter(chain__scope="install").values_list("contents", flat=True))
    assert somebody.email not in held.lower()
    assert "stranger" not in held


def test_a_code_is_owed_to_the_account_and_stands_in_no_event():
    somebody = make_somebody()
    asked = accounts.owe_code(
        install(), address=somebody.email, code_for=CodeFor.SIGN_IN, code="BCDF-GHJK", minutes=15
    )
    assert isinstance(asked, Done)
    owed = Message.objects.get()
    assert (owed.person_id, owed.kind, owed.sent_at) == (somebody.person, "sign_in_code", None)
    assert "BCDF-GHJK" in owed.body
    assert "15 minutes" in owed.body
    assert not {"partnership", "domestic", "abuse"} & set(f"{owed.subject} {owed.body}".lower().split())
    assert events() == [("accounts.code_asked_for", str(somebody.account), {"kind": "sign_in_code"})]
    assert not EventRow.objects.filter(contents__contains="BCDF").exists()


def test_an_address_without_an_account_is_owed_nothing_but_leaves_the_same_event():
    make_somebody()
    accounts.owe_code(install(), address="no@one.example", code_for=CodeFor.PASSWORD, code="", minutes=0)
    assert not Message.objects.exists()
    assert events() == [("accounts.code_asked_for", "", {"kind": "password_code"})]


def test_somebody_who_has_left_every_partnership_is_owed_no_code():
    somebody = make_somebody()
    Person.objects.filter(id=somebody.person).update(left_on=TODAY)
    accounts.owe_code(
        install(), address=somebody.email, code_for=CodeFor.SIGN_IN, code="BCDF-GHJK", minutes=15
    )
    assert not Message.objects.exists()


def test_an_account_that_is_nobody_anywhere_is_owed_no_code():
    done(setting_up.add_account(install(), email="operator@install.example"))
    accounts.owe_code(
        install(), address="operator@install.example", code_for=CodeFor.SIGN_IN, code="BCDF-GHJK", minutes=15
    )
    assert not Message.objects.exists()


def test_a_code_goes_to_the_account_it_was_asked_for_whoever_the_person_signs_in_as_by_then():
    somebody = make_somebody("theirs@council.example")
    other = done(setting_up.add_account(install(), email="other@council.example"))
    accounts.owe_code(
        install(), address=somebody.email, code_for=CodeFor.SIGN_IN, code="BCDF-GHJK", minutes=15
    )

    Person.objects.filter(id=somebody.person).update(account=other)
    owed = owed_messages(moment().at, most_attempts=6)

    assert [each.address for each in owed] == ["theirs@council.example"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda by: accounts.record_sign_in(by, account=uuid.uuid4(), how=How.CODE),
        lambda by: accounts.record_sign_out(by, account=uuid.uuid4()),
        lambda by: accounts.record_failed_sign_in(by, reason=Failure.CODE),
        lambda by: accounts.owe_code(by, address="", code_for=CodeFor.SIGN_IN, code="x", minutes=1),
    ],
)
def test_nobody_in_a_partnership_may_report_sign_ins(ask):
    world = make_world()
    with pytest.raises(NotAllowedError):
        ask(world.as_("coordinator"))
