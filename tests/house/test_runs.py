"""One closing line speaks for the runs on both databases."""

import os

import pytest


@pytest.mark.earlier_run
def test_the_run_on_the_other_database_was_green():
    assert os.environ["QUORATE_EARLIER_EXIT"] == "0", os.environ["QUORATE_EARLIER_RUN"]
