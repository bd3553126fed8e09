"""The published JSON Schema of an export, and a check of entries that is fast enough for a hundred thousand of them.

`jsonschema` takes a millisecond and more for an event. The definitions are turned into `msgspec` types,
which check one in microseconds; what these refuse, `jsonschema` is asked to explain.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Final, Literal, Union

import msgspec
from jsonschema import Draft202012Validator

from chancery.errors import ChanceryError

SCHEMA_VERSION: Final = "1.0"

_REMEDY: Final = "This is a fault of the record or of Chancery; report it with the entry named."
_PLAIN: Final[Mapping[str, type]] = {"string": str, "integer": int, "number": float, "boolean": bool}


@cache
def schema() -> dict[str, Any]:
    """Return the published JSON Schema of an export."""
    name = f"schema/record-{SCHEMA_VERSION}.schema.json"
    loaded: dict[str, Any] = json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return loaded


def check_entry(kind: str, entry: Mapping[str, Any]) -> None:
    """Make sure that an entry follows the published schema.

    Args:
        kind: A definition of the schema: "event", "document" ...
        entry: Plain values.

    Raises:
        ChanceryError: If it does not (C043).
    """
    try:
        msgspec.convert(entry, _type_of(kind))
    except (msgspec.ValidationError, msgspec.MsgspecError):
        _explain(kind, entry)


def _explain(kind: str, entry: Mapping[str, Any]) -> None:
    whole = {"$schema": schema()["$schema"], "$defs": schema()["$defs"], "$ref": f"#/$defs/{kind}"}
    for fault in Draft202012Validator(whole).iter_errors(entry):
        place = "/".join(str(part) for part in fault.absolute_path) or "the whole"
        raise ChanceryError(
            "C043", f"The {kind} {entry.get('id')} has a fault at {place}: {fault.message[:200]}.", _REMEDY
        )


@cache
def _type_of(kind: str) -> Any:  # noqa: ANN401 - a type made at run time
    return _make(schema()["$defs"][kind], kind)


def _make(definition: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a type made at run time
    if "$ref" in definition:
        return _type_of(definition["$ref"].rpartition("/")[2])
    if "const" in definition:
        return Literal[definition["const"]]
    if "enum" in definition:
        return Literal[tuple(definition["enum"])]
    told = definition.get("type", "object")
    kinds = [told] if isinstance(told, str) else told
    made = [_of_kind(kind, definition, name) for kind in kinds]
    return made[0] if len(made) == 1 else Union[tuple(made)]  # noqa: UP007 - of types known at run time only


def _of_kind(kind: str, definition: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - a type made at run time
    if kind == "null":
        return None
    if kind == "object":
        return _struct(definition, name)
    if kind == "array":
        items: Any = _make(definition["items"], f"{name}_item")
        return Annotated[list.__class_getitem__(items), msgspec.Meta(min_length=definition.get("minItems"))]
    limits = (
        {"min_length": "minLength", "pattern": "pattern"} if kind == "string" else {"ge": "minimum", "le": "maximum"}
    )
    told = {ours: definition[theirs] for ours, theirs in limits.items() if theirs in definition}
    plain = _PLAIN[kind]
    return Annotated[plain, msgspec.Meta(**told)] if told else plain


def _struct(definition: Mapping[str, Any], name: str) -> type[msgspec.Struct]:
    required = set(definition["required"])
    fields: list[Any] = []
    rename: dict[str, str] = {}
    for number, (key, part) in enumerate(definition["properties"].items()):
        made = _make(part, f"{name}_{key}")
        rename[f"f{number}"] = key  # "as" and "is" are no names of Python
        fields.append((f"f{number}", made) if key in required else (f"f{number}", made, None))
    return msgspec.defstruct(name, fields, rename=rename, forbid_unknown_fields=True, kw_only=True)
