"""Public figures tell a state, however their names are romanised."""

from __future__ import annotations

import pytest

from chancery.codebooks.statesmen import match_statesman


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Mohamed Farah Aideed", "SOM"),
        ("Moamer Kadhafi", "LBY"),
        ("Raul Cedras", "HTI"),
        ("Ahmed Shah Massoud", "AFG"),
        ("Mohamed Hussein", None),
        ("Maria Silva", None),
        ("Ahmed Hassan", None),
        ("Vladimir Ivanov", None),
    ],
)
def test_other_spellings_are_heard(name: str, state: str | None) -> None:
    """A public figure's name in another romanisation tells the state; names that everybody bears tell nothing."""
    found = match_statesman(name.split())
    assert (found[0] if found else None) == state
