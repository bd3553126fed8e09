"""What a user means by the word for an act."""

from __future__ import annotations

from chancery.codebooks.plover import event_types
from chancery.errors import QueryError


def read_act(act: str | None) -> tuple[str | None, str | None]:
    """Read `TYPE` or `TYPE/mode`, in any case.

    Raises:
        QueryError: If there is no such type or mode (C050); the message lists those that exist.
    """
    if act is None:
        return None, None
    code, _, mode = act.partition("/")
    known = event_types()
    found = known.get(code.upper())
    if found is None:
        raise QueryError("C050", f"There is no type {code!r}.", f"Types: {', '.join(known)}.")
    modes = {name.lower(): name for name in found.modes}
    if mode and mode.lower() not in modes:
        there = ", ".join(modes.values()) or "none"
        raise QueryError("C050", f"{found.code} has no mode {mode!r}.", f"Modes: {there}.")
    return found.code, modes.get(mode.lower()) if mode else None
