"""Where capitals and other cities lie in which states meet, to a tenth of a degree.

Source: public record; own work, each checked against the outline of its state in Natural Earth.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from chancery.codebooks.names import normalise, unaccented
from chancery.codebooks.states import state_forms, states

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city.

    Attributes:
        state: Code of the state that it lies in, or of the part of a state.
        latitude: Degrees north.
        longitude: Degrees east.
    """

    name: str
    state: str
    latitude: float
    longitude: float


@cache
def cities() -> Mapping[str, tuple[City, ...]]:
    """Return the cities by name, folded; a name may be that of several."""
    text = files("chancery.codebooks").joinpath("cities.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[City, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        city = City(name=row["city"], state=row["state"], latitude=latitude, longitude=longitude)
        key = _folded(city.name)
        found[key] = (*found.get(key, ()), city)
    return found


def capital_of(code: str) -> City | None:
    """Return the capital of a state, where its place is known.

    Example:
        >>> capital_of("KGZ").name, capital_of("EU")
        ('Bishkek', None)
    """
    state = states().get(code)
    for name in state.capitals if state else ():
        for city in cities().get(_folded(name), ()):
            if city.state == code:
                return city
    return None


def find_city(name: str, among: Collection[str] = ()) -> City | None:
    """Return the city that a name means: one in some states, else the only one of that name.

    Args:
        name: As a report has it; a seat of government stands for its capital, a state for none of its cities.
        among: Codes of the states that are likely.

    Example:
        >>> find_city("Yaoundé").state, find_city("the Kremlin").name, find_city("Russia")
        ('CMR', 'Moscow', None)
    """
    found = cities().get(_folded(name), ())
    likely = [city for city in found if city.state in among or _whole(city.state) in among]
    if likely or found:
        return likely[0] if likely else found[0] if len(found) == 1 else None
    seats = {form.code for form in state_forms().get(normalise(name).removeprefix("the "), ()) if form.by == "seat"}
    return capital_of(seats.pop()) if len(seats) == 1 else None


def _whole(code: str) -> str:
    state = states().get(code)
    return state.alpha3 if state else code


def _folded(name: str) -> str:
    return unaccented(normalise(name)).casefold()
