"""Where the words of a given party stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.places import places_of
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Span

TEXT = "A woman from Oman met the U.S. envoy in Oman."


@pytest.mark.parametrize(
    ("party", "found"),
    [
        ("Oman", ["Oman", "Oman"]),
        ("oman", ["Oman", "Oman"]),
        ("US", ["U.S"]),
        ("the US envoy", ["the U.S. envoy"]),
        ("nvo", ["nvo"]),
        ("mega", []),
        ("!", []),
        ("", []),
    ],
)
def test_words_are_found_whole_and_however_they_are_dotted(party: str, found: list[str]) -> None:
    """A party is found inside another word only where it stands nowhere as a word of its own."""
    assert [span.of(TEXT) for span in places_of(TEXT, party, ())] == found


def test_a_state_is_found_by_what_belongs_to_it() -> None:
    """Where the sentence says "Israeli troops", "Israel" is they."""
    text = "Israeli troops left the town."
    troops = EntityMention(
        kind=EntityKind.ORGANISATION,
        span=Span(8, 14),
        name="troops",
        by=NamedBy.DESCRIPTION,
        whole=Span(0, 14),
        of="ISR",
    )
    assert places_of(text, "Israel", [troops]) == [Span(0, 14)]
    assert places_of(text, "Peru", [troops]) == []


def test_a_place_is_taken_as_it_is() -> None:
    """Who knows where the party stands need not say its words."""
    assert places_of(TEXT, Span(13, 17), ()) == [Span(13, 17)]


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_give_places_inside_the_text(text: str, party: str) -> None:
    """No party is a pattern, and none is found outside."""
    assert all(0 <= span.start < span.end <= len(text) for span in places_of(text, party, ()))
