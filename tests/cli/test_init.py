"""`quorate init`: a partnership and its first coordinator, or a sentence."""

import pytest

from quorate.cli import main
from quorate.records.models import Account, Grant, Partnership, Person

pytestmark = pytest.mark.django_db
LINE = ["--name", "Saltmarsh Partnership", "--coordinator", "Coordinator", "--email", "c@saltmarsh.example"]


def test_a_partnership_is_set_up_with_its_first_coordinator(capsys):
    code = main.main(["init", "saltmarsh", *LINE, "--records-from", "2026-01-05"])

    assert code == 0
    row = Partnership.objects.get(slug="saltmarsh")
    assert (row.started_on.isoformat(), row.is_demonstration) == ("2026-01-05", False)
    person = Person.objects.get(partnership=row)
    assert person.account == Account.objects.get(email="c@saltmarsh.example")
    assert not person.account.has_usable_password()
    assert Grant.objects.get(person=person).role == "coordinator"
    assert "with a code sent to c@saltmarsh.example" in capsys.readouterr().out


def test_somebody_who_coordinates_two_has_one_account():
    assert main.main(["init", "saltmarsh", *LINE]) == 0
    assert main.main(["init", "shingle", *LINE]) == 0

    assert Account.objects.count() == 1
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["saltmarsh", *LINE], "The address “saltmarsh” is taken. Choose another."),
        (["not a slug", *LINE], "“not a slug” cannot be an address."),
        (["Bad_Name", *LINE], "Use small letters, digits and single hyphens"),
        (["other", *LINE, "--name", "  "], "Say what the partnership is called."),
        (["other", *LINE, "--coordinator", ""], "Say who coordinates it."),
        (["other", *LINE, "--records-from", "2099-01-01"], "Records cannot begin on 1 January 2099"),
        (["other", *LINE[:-1], "nowhere"], "“nowhere”"),
    ],
    ids=["taken", "slug", "capitals", "name", "coordinator", "later", "address"],
)
def test_what_cannot_be_is_refused_and_nothing_is_left(capsys, words: list[str], sentence: str):
    main.main(["init", "saltmarsh", *LINE])
    capsys.readouterr()

    code = main.main(["init", *words])

    assert code == 1
    assert sentence in capsys.readouterr().err
    assert Partnership.objects.count() == Account.objects.count() == 1


def test_a_refused_partnership_leaves_no_account():
    main.main(["init", "saltmarsh", *LINE])

    main.main(["init", "saltmarsh", *LINE[:-1], "second@saltmarsh.example"])

    assert not Account.objects.filter(email="second@saltmarsh.example").exists()


def test_a_day_that_is_none_is_said_to_be_none(capsys):
    code = main.main(["init", "saltmarsh", *LINE, "--records-from", "2026-13-01"])

    assert code == 2
    assert "“2026-13-01” is not a day. Write it as 2026-11-23." in capsys.readouterr().err
