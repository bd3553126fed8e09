"""Where cities lie."""

from __future__ import annotations

import pytest

from chancery.codebooks.cities import capital_of, cities, find_city
from chancery.codebooks.states import StateKind, states


def test_every_member_has_a_capital_with_a_place() -> None:
    """So that each visit to it can be drawn."""
    members = [code for code, state in states().items() if state.kind is StateKind.MEMBER]
    assert [code for code in members if capital_of(code) is None] == []


def test_places_are_on_the_globe_and_in_known_states() -> None:
    """Each row is well formed; no state has a city twice."""
    rows = [city for found in cities().values() for city in found]
    assert all(-90 < city.latitude < 90 and -180 < city.longitude <= 180 for city in rows)
    assert {city.state for city in rows} <= states().keys()
    assert len({(city.state, city.name) for city in rows}) == len(rows)


@pytest.mark.parametrize(
    ("name", "among", "state"),
    [
        ("Reykjavík", (), "ISL"),
        ("N\u2019Djamena", (), "TCD"),
        ("Panmunjom", ("PRK",), "PRK"),
        ("Panmunjom", (), None),  # either side's
        ("Hong Kong", ("CHN",), "CHN"),
        ("Kazan", ("RUS",), "RUS-TA"),  # in a part of a state
        ("the Kremlin", (), "RUS"),
        ("Elysee Palace", (), "FRA"),
        ("Springfield", ("USA",), None),
        ("Russia", ("RUS",), None),  # no city
        ("", (), None),
    ],
)
def test_cities_are_found_by_name(name: str, among: tuple[str, ...], state: str | None) -> None:
    """Without accents; of two of one name the one that is likely, else none."""
    found = find_city(name, among)
    assert (found.state if found else None) == state
