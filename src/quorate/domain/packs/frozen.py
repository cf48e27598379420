"""Frozen values to JSON and back, so that an issued pack keeps what it said and never changes.

Handles text, whole numbers, true and false, None, dates, times, instants, enumerations of text, tuples
of one type and frozen dataclasses of these. A field that is absent takes its default, so that a pack
issued before a field existed can still be read. A field that is not known is refused: content is never
dropped silently.
"""

from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class NotReadableError(ValueError):
    """The JSON does not have the shape of the value asked for."""


def plain(value: object) -> Any:
    """A frozen value as dictionaries, lists, text, numbers and None."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} cannot be kept")


def frozen(kind: type[Value], raw: object) -> Value:
    """The frozen value of this kind that `plain` gave. Raises NotReadableError."""
    if not isinstance(raw, dict):
        raise NotReadableError(f"{kind.__name__} is kept as an object")
    hints = get_type_hints(kind)
    known = {each.name: each for each in fields(cast(Any, kind))}
    unknown = sorted(set(raw) - set(known))
    if unknown:
        raise NotReadableError(f"{kind.__name__} has no field {unknown[0]!r}")
    missing = [name for name, each in known.items() if name not in raw and not _has_default(each)]
    if missing:
        raise NotReadableError(f"{kind.__name__} needs the field {missing[0]!r}")
    return kind(**{name: _read(hints[name], each) for name, each in raw.items()})


def _has_default(each: "Field[Any]") -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING


def _read(kind: Any, raw: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [each for each in get_args(kind) if each is not NoneType]
        return None if raw is None else _read(inner[0], raw)
    if origin is tuple:
        if not isinstance(raw, list):
            raise NotReadableError("a row of values is kept as a list")
        return tuple(_read(get_args(kind)[0], each) for each in raw)
    if is_dataclass(kind):
        return frozen(cast(type[Any], kind), raw)
    return _read_plain(kind, raw)


def _read_plain(kind: Any, raw: Any) -> Any:
    if kind in (date, time, datetime) or issubclass(kind, StrEnum):
        if not isinstance(raw, str):
            raise NotReadableError(f"{kind.__name__} is kept as text")
        try:
            return kind(raw) if issubclass(kind, StrEnum) else kind.fromisoformat(raw)
        except ValueError as error:
            raise NotReadableError(f"{raw!r} is not a {kind.__name__}") from error
    if type(raw) is not kind:
        raise NotReadableError(f"{kind.__name__} was expected")
    return raw
