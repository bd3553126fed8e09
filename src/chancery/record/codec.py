"""Model values to JSON and back, losing nothing."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from chancery.model.dates import Edtf

T = TypeVar("T")


def encode(value: object) -> str:
    """Write a model value, or a plain one, as compact JSON.

    Dates become their EDTF strings. The same value always gives the same string.

    Raises:
        UnicodeEncodeError: If a string holds half of a surrogate pair.
    """
    return _encoder().encode(value).decode()


def decode(data: str | bytes, kind: type[T]) -> T:
    """Read what `encode` wrote.

    Args:
        data: JSON.
        kind: The class, or type such as `tuple[str, ...]`, that was written.

    Raises:
        msgspec.ValidationError: If the JSON is not one of these.

    Example:
        >>> from chancery.model.text import Span
        >>> decode(encode(Span(2, 5)), Span)
        Span(start=2, end=5)
    """
    decoder: msgspec.json.Decoder[T] = _decoder(kind)  # type: ignore[arg-type]  # classes are hashable
    return decoder.decode(data)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=_write_special)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - `type[T]` would not name T
    return msgspec.json.Decoder(kind, dec_hook=_read_special)


def _write_special(value: object) -> str:
    if isinstance(value, Edtf):
        return str(value)
    unknown = f"no JSON for {type(value).__name__}"
    raise NotImplementedError(unknown)


def _read_special(kind: type[Any], data: object) -> Edtf:
    if kind is Edtf and isinstance(data, str):
        return Edtf.parse(data)
    unknown = f"no {kind.__name__} in JSON"
    raise NotImplementedError(unknown)
