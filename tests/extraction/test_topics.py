"""What was talked about, and what reports claim about precedents."""

from __future__ import annotations

import pytest

from extraction.observed import read


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (
            "Ana Costa met Rui Lima in Lisbon and discussed fishing quotas and the reopening of the bridge.",
            ["fishing quotas", "reopening of the bridge"],
        ),
        ("Costa and Lima held talks on border trade in Lisbon on Monday.", ["border trade"]),
        ("Visa rules were discussed by the two ministers.", ["Visa rules"]),
        ("The ministers discussed it for an hour.", []),
        ("The president talked about water supply with Lima.", ["water supply"]),
    ],
)
def test_topics_are_the_objects_of_discussing(text: str, topics: list[str]) -> None:
    """Each joined phrase is a topic of its own; pronouns are none."""
    reading = read(text)
    assert [reading.words(topic.span) for topic in reading.found.topics] == topics


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "It was his first foreign visit as president, aides said.",
            [("first", "his first foreign visit as president")],
        ),
        ("New presidents traditionally travel to Lisbon first.", [("custom", "traditionally travel")]),
        ("The leaders met for the first time since the war.", [("first", "for the first time since the war")]),
        ("Costa paid a second visit to the island.", [("again", "second visit")]),
        ("The first bridge was opened in 1950.", []),
    ],
)
def test_claims_about_precedents_keep_their_words(text: str, claims: list[tuple[str, str]]) -> None:
    """A first time, a time again and a custom are told apart."""
    reading = read(text)
    assert [(claim.kind, reading.words(claim.span)) for claim in reading.found.precedents] == claims
