"""Writes frozen values as plain JSON values and reads them back by their declared types."""

import types
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = frozenset({str, int, float, bool})


def to_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists, days and times as ISO 8601 text, enumerations too."""
    if value is None or value.__class__ in _PLAIN:
        return value
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    return {name: to_plain(getattr(value, name)) for name in _names(value.__class__)}


def from_plain(kind: type[T], value: Any) -> T:
    """The value of that type.

    Raises `ValueError`, `TypeError` or `KeyError` when the text is of another shape. Fields that
    the type does not have are passed over, and fields left out take their default.
    """
    result: T = _read(kind, value)
    return result


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in _names(kind)}


def _read(kind: Any, value: Any) -> Any:
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        return _read(next(each for each in get_args(kind) if each is not types.NoneType), value)
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_read(inner[0], each) for each in value)
        return tuple(_read(each, part) for each, part in zip(inner, value, strict=True))
    if is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _read(hints[name], value[name]) for name in hints if name in value})  # type: ignore[operator]
    if kind is date:
        return date.fromisoformat(value)
    if kind is time:
        return time.fromisoformat(value)
    if issubclass(kind, StrEnum):
        return kind(value)
    if not isinstance(value, kind):
        raise TypeError(f"expected {kind.__name__}")
    return value
