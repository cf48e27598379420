"""The sign-in page of a demonstration says how one is let in without a password, and no other does."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def page() -> str:
    answer = Client().get(reverse("account_login"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_demonstration_says_that_one_press_is_enough(settings):
    settings.DEMONSTRATION = True
    assert "Be anybody with one press" in page()


def test_an_installation_says_nothing_of_it(settings):
    settings.DEMONSTRATION = False
    assert "Be anybody" not in page()
