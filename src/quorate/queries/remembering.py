"""What was worked out from a partnership's rows, kept for as long as nobody has written to them.

No write is committed without an event, and each event moves the head of its partnership's chain, so one
small question, where the chain ends, tells whether anything written since could have changed the answer.
The events themselves are not read. What a reader may see is never kept: it is asked each time and is part
of what an answer is kept under, so a restriction, which may also begin or end with a day, holds at once.

Kept in this process alone and lost with it. Inside a transaction nothing is kept: it may yet be undone.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection

from quorate.records.models import EventChain

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[V]):
    head: str
    value: V
    size: int


class Memory(Generic[K, V]):
    """Answers, the latest used of them, up to `most` in size; `size_of` says how large one is."""

    def __init__(self, *, most: int, size_of: Callable[[V], int]) -> None:
        self._most, self._size_of = most, size_of
        self._held: OrderedDict[tuple[str, K], _Kept[V]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(
        self,
        partnership: str,
        head: str,
        keys: Sequence[K],
        work_out: Callable[[Sequence[K]], Mapping[K, V]],
    ) -> tuple[V, ...]:
        """The answer for each key, working out together those not held for the partnership as at `head`.

        `head` comes from `chain_head`, asked before anything that a key or an answer is made from: what is
        written meanwhile then only makes the answer be worked out once more.
        """
        if not head:
            made = work_out(keys)
            return tuple(made[key] for key in keys)
        found = {key: kept.value for key in keys if (kept := self._get(partnership, key, head))}
        if missing := [key for key in keys if key not in found]:
            made = work_out(missing)
            found.update(made)
            self._keep(partnership, head, made)
        return tuple(found[key] for key in keys)

    def _get(self, partnership: str, key: K, head: str) -> _Kept[V] | None:
        with self._lock:
            kept = self._held.get((partnership, key))
            if kept is None or kept.head != head:
                return None
            self._held.move_to_end((partnership, key))
            return kept

    def _keep(self, partnership: str, head: str, made: Mapping[K, V]) -> None:
        with self._lock:
            # Outdated answers go at once, so that what was redacted does not linger.
            for held in [k for k, kept in self._held.items() if k[0] == partnership and kept.head != head]:
                del self._held[held]
            for key, value in made.items():
                self._held[partnership, key] = _Kept(head, value, self._size_of(value))
            total = sum(kept.size for kept in self._held.values())
            while total > self._most:
                _, dropped = self._held.popitem(last=False)
                total -= dropped.size

    @property
    def size(self) -> int:
        """How large everything held is."""
        with self._lock:
            return sum(kept.size for kept in self._held.values())

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._held.clear()


def chain_head(partnership: str) -> str:
    """Where the partnership's chain of events ends now; empty when nothing may be kept."""
    if connection.in_atomic_block:
        return ""
    return EventChain.objects.filter(scope=partnership).values_list("head", flat=True).first() or ""
