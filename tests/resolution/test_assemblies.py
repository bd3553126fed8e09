"""Ministers, "they" and a gathering act for the union whose members met."""

from __future__ import annotations

import pytest

from chancery.resolution.conclude import conclude
from extraction.observed import read


def _acting(kind: str, *paragraphs: str) -> list[list[str | None]]:
    reading = read(*paragraphs)
    events = conclude([(reading.report, reading.found)]).events
    return [[one.entity for one in event.actors] for event in events if event.type == kind]


@pytest.mark.parametrize(
    "told",
    [
        "The ministers thanked Mali for its help.",
        "The Ministers were briefed by envoy Anna Berg. They thanked Mali for its help.",
        "The Meeting thanked Mali for its help.",
    ],
)
def test_members_act_for_their_union(told: str) -> None:
    """After a union's meeting its ministers, "they" and the meeting itself are the union."""
    assert _acting("SUPPORT", "The foreign ministers of the African Union met in Oslo on Friday.", told) == [["AU"]]


def test_ministers_of_two_states_are_no_union() -> None:
    """Of a meeting of two states the ministers are theirs, whichever union was spoken of before."""
    told = _acting(
        "SUPPORT",
        "The foreign ministers of the African Union met in Oslo on Friday.",
        "Foreign Minister Anna Berg of Norway met Foreign Minister Paul Weber of Chad in Lima. "
        "The ministers thanked Mali for its help.",
    )
    assert all("AU" not in actors for actors in told)


def test_a_gathering_without_a_union_is_nobody() -> None:
    """Where no union met, the meeting acts for nobody that is known."""
    assert _acting("SUPPORT", "The meeting thanked Mali for its help.") in ([], [[]])
