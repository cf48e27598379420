"""The one way to write.

One transaction: find among what the actor may see (else not found), ask who may (else not allowed), ask
when (done, done with a waiver, or refused), write rows, events, messages and search words. No event, no
commit. Nothing here speaks to the outside: messages are rows that the work loop sends.
"""

import functools
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django.db.models import F, Model, QuerySet

from quorate.commands import positions, searching
from quorate.commands.again import again
from quorate.commands.ledger import append
from quorate.domain.access.actor import Actor, refusal_to_act
from quorate.domain.access.permissions import Permission
from quorate.domain.events.catalogue import Event
from quorate.domain.kernel.asking import (
    IdSource,
    Moment,
    NotAllowedError,
    NotFoundError,
    StaleError,
    random_ids,
)
from quorate.domain.kernel.outcomes import OnBehalf, Refusal, Waiver

P = ParamSpec("P")
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: its events, the id of what was made or changed, and the waiver it needed.

    `owed` is how many messages are owed since, as the runner counts them.
    """

    events: Sequence[Event]
    id: uuid.UUID | None = None
    waiver: Waiver | None = None
    sentence: str = ""
    owed: int = 0


Outcome = Done | Refusal


@dataclass(frozen=True, slots=True)
class As:
    """Who asks, when, and where new ids come from."""

    actor: Actor
    moment: Moment
    ids: IdSource = random_ids


@dataclass(slots=True)
class Run:
    """A command being run. A body must pass `find` or `may` before it writes; the runner checks.

    `owed` counts the messages it owes.
    """

    asked: As
    permission: Permission
    checked: bool = False
    behalf: OnBehalf | None = field(default=None)
    owed: int = 0

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.asked.actor

    @property
    def moment(self) -> Moment:
        """When they ask."""
        return self.asked.moment

    @property
    def partnership(self) -> uuid.UUID:
        """The partnership's id; only in a partnership's commands."""
        return uuid.UUID(self.actor.partnership)

    def new_id(self) -> uuid.UUID:
        """A fresh random id."""
        return self.asked.ids()

    def may(self, group: object = "", permission: Permission | None = None) -> None:
        """Ask who may; raises NotAllowedError. `group` is the id of the group concerned, if any."""
        named = permission or self.permission
        if refusal := refusal_to_act(self.actor, named, group=str(group) if group else ""):
            raise NotAllowedError(refusal)
        self.checked = True

    def find(
        self,
        scope: Callable[[Actor], QuerySet[RowT]],
        id: uuid.UUID | str | None,
        *,
        version: int | None = None,
        group: str = "",
    ) -> RowT:
        """The row with this id, locked, if the actor may see it; then ask who may.

        `group` is the path of attributes to the group's id, such as "meeting.group_id". With `version`,
        raises StaleError when the row has moved on.
        """
        row = self.get(scope, id)
        of_group: Any = functools.reduce(getattr, group.split("."), row) if group else ""
        self.may(of_group)
        if version is not None:
            self.same(row, version)
        return row

    def same(self, row: Any, version: int) -> None:
        """Raises StaleError when a root has moved on since the version a page showed."""
        if version != row.version:
            raise StaleError(row.version)

    def get(self, scope: Callable[[Actor], QuerySet[RowT]], id: uuid.UUID | str | None) -> RowT:
        """Another row the command needs, if the actor may see it; asks nothing about who may act.

        It is held against other commands, not against rows that only name it: those are checked while other
        rows are held, and the two would wait for each other.
        """
        rows = scope(self.actor).select_for_update(of=("self",), no_key=True)
        row = rows.filter(pk=id).first() if id else None
        if row is None:
            raise NotFoundError
        return row

    def touch(self, row: Any) -> None:
        """Raise a root's version; raises StaleError when another write came first."""
        held = type(row).objects.filter(pk=row.pk, version=row.version)
        if not held.update(version=F("version") + 1):
            raise StaleError(row.version + 1)
        row.version += 1


def command(
    permission: Permission,
) -> Callable[[Callable[Concatenate[Run, P], Outcome]], Callable[Concatenate[As, P], Outcome]]:
    """Make a function of a run into a command: `verb(As(actor, moment), thing=..., ...) -> Outcome`.

    Raises NotFoundError, NotAllowedError and StaleError; a refusal is returned and nothing is written.
    """

    def decorate(body: Callable[Concatenate[Run, P], Outcome]) -> Callable[Concatenate[As, P], Outcome]:
        @functools.wraps(body)
        def run_it(asked: As, /, *args: P.args, **kwargs: P.kwargs) -> Outcome:
            return again(lambda: _once(Run(asked, permission), body, *args, **kwargs))

        run_it.permission = permission  # type: ignore[attr-defined]
        return run_it

    return decorate


def _once(
    run: Run, body: Callable[Concatenate[Run, P], Outcome], *args: P.args, **kwargs: P.kwargs
) -> Outcome:
    with transaction.atomic():
        outcome = body(run, *args, **kwargs)
        if isinstance(outcome, Refusal):
            transaction.set_rollback(True)
            return outcome
        if not run.checked:
            raise AssertionError(f"{body.__name__} never asked who may")
        if not outcome.events:
            raise AssertionError(f"{body.__name__} returned no event")
        append(run.actor, run.moment, outcome.events, run.behalf, outcome.waiver)
        if run.actor.partnership:
            searching.index(run.partnership, run.moment.today, outcome.events)
            positions.follow(run.moment.today, outcome.events)
        return replace(outcome, owed=run.owed)
