"""How a partnership judges its actions."""

from dataclasses import dataclass

from quorate.domain.access.actor import Actor
from quorate.domain.kernel.asking import NotFoundError
from quorate.domain.kernel.words import count
from quorate.domain.plans.settings import LEAST_DAYS, MOST_DAYS
from quorate.records import scopes


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The days judged by, and the least and the most that each may be."""

    lede: str
    version: int
    due_soon_days: int
    no_update_days: int
    is_unitary: bool
    least: int = LEAST_DAYS
    most: int = MOST_DAYS


def page_settings(actor: Actor) -> SettingsPage:
    """The days judged by; raises NotFoundError where there is no partnership."""
    row = scopes.partnerships(actor).first()
    if row is None:
        raise NotFoundError
    soon, silent = count(row.due_soon_days, "day"), count(row.no_update_days, "day")
    return SettingsPage(
        lede=f"What falls due is due soon {soon} ahead, and an action is marked after {silent} without "
        "an update.",
        version=row.version,
        due_soon_days=row.due_soon_days,
        no_update_days=row.no_update_days,
        is_unitary=row.is_unitary,
    )
