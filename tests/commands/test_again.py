"""A transaction the database broke off is run again, and only that."""

import pytest
from django.db import OperationalError, connection, transaction

from quorate.commands.again import DEADLOCK, again
from quorate.records.models import Account


class BrokenOffError(Exception):
    """As the driver raises it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def broken_off(sqlstate: str) -> OperationalError:
    fault = OperationalError("broken off")
    fault.__cause__ = BrokenOffError(sqlstate)
    return fault


def verb(*faults: OperationalError):
    """Gives "done" once it has raised each fault, and counts how often it was tried."""
    waiting, tried = list(faults), []

    def body() -> str:
        tried.append(1)
        with transaction.atomic():
            Account.objects.count()
            if waiting:
                raise waiting.pop(0)
        return "done"

    return body, tried


@pytest.mark.django_db(transaction=True)
def test_what_was_broken_off_to_let_another_through_is_run_again():
    body, tried = verb(broken_off(DEADLOCK), broken_off(DEADLOCK))

    assert again(body) == "done"
    assert len(tried) == 3


@pytest.mark.django_db(transaction=True)
def test_it_gives_up_after_three_times():
    body, tried = verb(*(broken_off(DEADLOCK) for _ in range(5)))

    with pytest.raises(OperationalError):
        again(body)
    assert len(tried) == 3


@pytest.mark.django_db(transaction=True)
def test_any_other_fault_is_raised_at_once():
    body, tried = verb(broken_off("57014"))

    with pytest.raises(OperationalError):
        again(body)
    assert len(tried) == 1


@pytest.mark.django_db
def test_within_another_transaction_nothing_can_be_run_again():
    body, tried = verb(broken_off(DEADLOCK))

    assert connection.in_atomic_block
    with pytest.raises(OperationalError):
        again(body)
    assert len(tried) == 1
