"""`quorate migrate`: brings the database to this version; making it first where there is none."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare nothing: there is one way to do it."""


def run(args: argparse.Namespace) -> int:  # noqa: ARG001
    """Apply what is missing and say what it was; returns the exit code."""
    from quorate.cli import django_

    django_.set_up()
    applied = apply_missing()
    for name in applied:
        print(f"Applied {name}.")
    if not applied:
        print("The database is at this version already.")
    return 0


def apply_missing() -> list[str]:
    """Apply every migration the database has not had; returns their names."""
    from django.core.management import call_command

    from quorate.cli import django_

    django_.make_data_folder()
    missing = django_.missing_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)  # where limits on signing in are counted
    _work_out_positions()
    return missing


def _work_out_positions() -> None:
    """Have every plan quick to show, also those whose positions an earlier version kept, or did not keep."""
    from quorate.cli import django_
    from quorate.commands import positions

    positions.keep_missing(django_.today())
