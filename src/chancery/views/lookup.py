"""Finds what a user means by a word: a state by code, name, adjective, people or capital."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from chancery.codebooks.states import state_forms, states
from chancery.errors import QueryError
from chancery.model.mentions import EntityKind
from chancery.record.store import Record

_NEAR: Final = 0.7  # likeness of a name that a message offers instead


def find_state(word: str, record: Record) -> str:
    """Return the code that a user means by a code, name, adjective, people or capital.

    Args:
        word: As typed, in any case.
        record: For the organisations that it knows by id or name.

    Raises:
        QueryError: If nothing (C050) or more than one state (C052) has this name.
    """
    wanted = word.strip().casefold()
    code = next((code for code in states() if code.casefold() == wanted), None)
    if code:
        return code
    readings = _readings(wanted)
    if len(readings) == 1:
        return readings[0]
    if readings:
        names = ", ".join(f"{states()[code].name} ({code})" for code in readings)
        raise unsure_name(word, names)
    for entity in record.entities():
        named = {entity.id.casefold(), *(name.casefold() for name in entity.names)}
        if entity.kind is not EntityKind.PERSON and wanted in named:
            return entity.id
    raise unknown_name(word, _nearest(wanted))


def unknown_name(word: str, near: Iterable[str]) -> QueryError:
    """Return the error for a name that nothing has, with the nearest names that exist."""
    nearest = list(near)
    hint = f"Did you mean {' or '.join(nearest)}?" if nearest else "See `chancery timeline` for what the record holds."
    return QueryError("C050", f"Nothing in the record is called {word!r}.", hint)


def unsure_name(word: str, meanings: str) -> QueryError:
    """Return the error for a name that several things share."""
    return QueryError("C052", f"{word!r} may mean {meanings}.", "Give the code, or more of the name.")


def _readings(wanted: str) -> list[str]:
    """Return the codes of a form in any case; buildings and ministries stand for no state here."""
    forms = (readings for form, readings in state_forms().items() if form.casefold() == wanted)
    return list(dict.fromkeys(reading.code for readings in forms for reading in readings if reading.by != "seat"))


def _nearest(wanted: str) -> list[str]:
    names = {state.name.casefold(): state.name for state in states().values()}
    return [names[near] for near in get_close_matches(wanted, names, n=2, cutoff=_NEAR)]
