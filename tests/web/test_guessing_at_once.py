"""Many wrong passwords at the same instant are held to the same limit as one after another."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections
from django.test import Client

from tests.builders.signin import make_somebody

AT_ONCE = 16
ALLOWED = 5
PATIENCE = 60  # seconds


@pytest.mark.django_db(transaction=True)
def test_guesses_at_one_instant_cannot_slip_past_the_limit():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("a database in memory is not shared between threads")
    somebody = make_somebody()
    together, said = threading.Barrier(AT_ONCE), Counter()

    def guess() -> None:
        client = Client()
        together.wait(PATIENCE)
        answer = client.post("/account/sign-in/", {"login": somebody.email, "password": "wrong"})
        said["tried" if "is not right" in answer.content.decode() else "stopped"] += 1
        connections.close_all()

    guesses = [threading.Thread(target=guess) for _ in range(AT_ONCE)]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join()
    assert sum(said.values()) == AT_ONCE
    assert 1 <= said["tried"] <= ALLOWED
