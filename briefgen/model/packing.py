"""Frozen values to compact bytes and back: JSON of their fields in order, read strictly by type.

The bytes name no class and no field, and reading them makes nothing but values of the type that
is asked for. They are for what the same program reads again; what others read has a schema, in
`codec`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

_PLAIN: Mapping[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    bool: (bool,),
    float: (float, int),
}
"""Types that are written as they are; a number with a point may be held as one without."""

_T = TypeVar("_T")
_Read = Callable[[Any], Any]


def pack(value: object) -> bytes:
    """Return a value of dataclasses, tuples, strings, numbers and None as bytes.

    Raises ValueError for what cannot be written so.
    """
    try:
        return _ENCODER.encode(value).encode("utf-8", "surrogatepass")
    except TypeError as error:
        raise ValueError(f"cannot be packed: {error}") from error


def unpack(kind: type[_T], content: bytes) -> _T:
    """Return the value of this type that was packed. Raises ValueError when it is none."""
    try:
        asked: Any = kind
        value: _T = _reader(asked)(json.loads(content.decode("utf-8", "surrogatepass")))
    except (TypeError, RecursionError) as error:
        raise ValueError(f"not packed as {kind}: {error}") from error
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(field.name for field in fields(kind) if field.init)


def _fields(value: Any) -> list[object]:  # noqa: ANN401
    return [getattr(value, name) for name in _names(value.__class__)]


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,
    allow_nan=False,
    separators=(",", ":"),
    default=_fields,
)


@cache
def _reader(kind: Any) -> _Read:  # noqa: ANN401 - types have no narrower type
    """Return what reads a value of this type. Raises TypeError for a type that has none."""
    parts = get_args(kind)
    if get_origin(kind) is tuple:
        return _run(parts[0]) if parts[-1] is ... else _row(tuple, parts)
    if get_origin(kind) in (Union, UnionType) and parts[1:] == (NoneType,):
        return _perhaps(parts[0])
    if kind in _PLAIN:
        return _exactly(*_PLAIN[kind])
    if isinstance(kind, type):
        return _class_reader(kind)
    raise TypeError(f"{kind} is not packed")


def _class_reader(kind: Any) -> _Read:  # noqa: ANN401
    make: _Read = kind
    if issubclass(kind, Enum):
        return make
    hints = get_type_hints(kind)
    if issubclass(kind, tuple):
        return _row(kind._make, tuple(hints.values()))
    if is_dataclass(kind):
        names = _names(make)
        return _row(lambda held: make(*held), tuple(hints[name] for name in names))
    raise TypeError(f"{kind} is not packed")


def _exactly(*kinds: type) -> _Read:
    def read(value: Any) -> Any:  # noqa: ANN401
        if type(value) not in kinds:
            raise TypeError(f"{value!r:.40} is none of {kinds}")
        return value

    return read


def _perhaps(kind: Any) -> _Read:  # noqa: ANN401
    inner = _reader(kind)
    return lambda value: None if value is None else inner(value)


def _run(kind: Any) -> _Read:  # noqa: ANN401
    """Read a list of any length, all of one type."""
    inner = _reader(kind)
    return lambda value: tuple(map(inner, _list(value)))


def _row(make: Callable[[list[Any]], Any], kinds: tuple[Any, ...]) -> _Read:
    """Read a list with one value of each type."""
    inner = tuple(map(_reader, kinds))

    def read(value: Any) -> Any:  # noqa: ANN401
        return make([one(held) for one, held in zip(inner, _list(value), strict=True)])

    return read


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    if type(value) is not list:
        raise TypeError(f"{value!r:.40} is no list")
    return value
