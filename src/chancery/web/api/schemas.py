"""The plainest parts that schemas of the API are made of."""

from __future__ import annotations

from typing import Any, Final

REF: Final = "#/components/schemas/"
Json = dict[str, Any]

TEXT: Final[Json] = {"type": "string"}
MAYBE: Final[Json] = {"type": ["string", "null"]}
NUMBER: Final[Json] = {"type": "integer", "minimum": 0}
TEXTS: Final[Json] = {"type": "array", "items": TEXT}


def make_object(what: str, **properties: Json) -> Json:
    """Return the schema of an object that has all its properties and no other."""
    return {
        "description": what,
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def list_of(name: str) -> Json:
    """Return the schema of a list of what another schema describes."""
    return {"type": "array", "items": {"$ref": f"{REF}{name}"}}
