"""What events are about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chancery.codebooks.contexts import context_cues, contexts_of
from extraction.observed import read

_FOLDER = Path(__file__).with_name("contexts")


def test_there_are_37_contexts_each_with_cues() -> None:
    """PLOVER's manual lists 37."""
    assert len(context_cues().contexts) == 37
    named = {name for cues in context_cues().starting.values() for _, name in cues}
    assert named == set(context_cues().contexts)


@pytest.mark.parametrize(
    ("words", "contexts"),
    [
        ("tear gas", ("repression",)),
        ("gas deliveries", ("natural_resource",)),
        ("nuclear energy", ("environment",)),
        ("nuclear weapons", ("cbrn",)),
        ("same - sex couples", ("lgbt",)),
        ("defence ministers", ("military",)),
    ],
)
def test_long_cues_win_over_the_words_in_them(words: str, contexts: tuple[str, ...]) -> None:
    """A cue of several words says more than one of its words."""
    assert contexts_of([(word, word.removesuffix("s")) for word in words.split()]) == contexts


def test_contexts_come_from_the_clause_of_the_event_first() -> None:
    """Two events of one sentence are about two things."""
    reading = read("Norway sent vaccines to Chad, and Finland extradited a smuggler to Peru.")
    found = {event.type: event.contexts for event in reading.found.events}
    assert found["AID"] == ("health",)
    assert set(found["COOPERATE"]) == {"legal", "trafficking"}


def test_labelled_sentences_name_contexts_that_exist() -> None:
    """The sets that `bench/contexts.py` scores have no misprints, and cover every context."""
    known = set(context_cues().contexts)
    for name in ("tuned", "apart"):
        lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        labels = {label for line in lines if not line.startswith("#") for label in line.split(" | ")[0].split()}
        assert labels == known, json.dumps(sorted(known ^ labels))
