"""Sentences with the acts they tell, written before anything was coded: the halves keep what they reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.codebooks.plover import event_types
from extraction.observed import read

CASES = [
    line.split("|")
    for line in (Path(__file__).parent / "acts.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_cases_name_types_and_modes_of_plover() -> None:
    """A misspelled label would never be met."""
    types = event_types()
    for act, *_ in CASES:
        kind, _, mode = act.strip().partition("/")
        assert kind in types
        assert not mode or mode in types[kind].modes
    assert len(CASES) >= 450


@pytest.mark.parametrize(("first", "least"), [(0, 0.92), (1, 0.86)])
def test_most_acts_are_found(first: int, least: float) -> None:
    """Something is coded in nine of ten sentences, in those that nobody looked at as well."""
    sentences = [case[4].strip() for case in CASES[first::2]]
    found = read(*sentences).found
    told = {event.sentence for event in found.events}
    assert len(told) / len(sentences) >= least
