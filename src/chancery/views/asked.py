"""What a user means by a word: a state, an act."""

from __future__ import annotations

from typing import Final

from chancery.codebooks.plover import event_types
from chancery.errors import QueryError
from chancery.record.store import Record

_NEAR: Final = 0.7  # of `difflib`, as the command line has always used it


def resolve_state(word: str, record: Record) -> str:
    """Return the code that a user means by a code, name, adjective, people or capital.

    Args:
        word: As typed, in any case.
        record: For the organisations that it knows by id or name.

    Raises:
        QueryError: If nothing (C050) or more than one state (C052) has this name.
    """
    from chancery.codebooks.states import states  # noqa: PLC0415 - a large table, read on use

    wanted = word.strip().casefold()
    code = next((code for code in states() if code.casefold() == wanted), None)
    if code:
        return code
    readings = _readings(wanted)
    if len(readings) == 1:
        return readings[0]
    if readings:
        names = ", ".join(f"{states()[code].name} ({code})" for code in readings)
        raise QueryError("C052", f"{word!r} may mean {names}.", "Give the code.")
    for entity in record.entities():
        if entity.kind != "person" and wanted in {entity.id.casefold(), *(name.casefold() for name in entity.names)}:
            return entity.id
    near = _nearest(wanted)
    hint = f"Did you mean {' or '.join(near)}?" if near else "See `chancery timeline` for what the record holds."
    raise QueryError("C050", f"Nothing in the record is called {word!r}.", hint)


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


def _readings(wanted: str) -> list[str]:
    """Return the codes of a form in any case; buildings and ministries stand for no state here."""
    from chancery.codebooks.states import state_forms  # noqa: PLC0415 - a large table, read on use

    forms = (readings for form, readings in state_forms().items() if form.casefold() == wanted)
    return list(dict.fromkeys(reading.code for readings in forms for reading in readings if reading.by != "seat"))


def _nearest(wanted: str) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only for what was not found

    from chancery.codebooks.states import states  # noqa: PLC0415 - a large table, read on use

    names = {state.name.casefold(): state.name for state in states().values()}
    return [names[near] for near in get_close_matches(wanted, names, n=2, cutoff=_NEAR)]
