"""The classifier of acts between two given parties."""

from __future__ import annotations

import pytest

from chancery.codebooks.plover import event_types
from chancery.coding import type_pair
from chancery.errors import InputError
from chancery.extraction.pairs import NONE, classify


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "kind"),
    [
        ("Norway thanked Chad for the rescue of its sailors.", "Norway", "Chad", "SUPPORT"),
        ("Peru accused Chile of spying on its navy.", "Peru", "Chile", "ACCUSE"),
        ("Two ministers of Ghana flew to Kenya for talks.", "Ghana", "Kenya", "CONSULT"),
        ("Japan lent Nepal 40 million dollars.", "Japan", "Nepal", "AID"),
    ],
)
def test_pairs_are_typed(sentence: str, actor: str, recipient: str, kind: str) -> None:
    """The type is that of what the actor did to the recipient."""
    found = type_pair(sentence, actor, recipient)
    assert found.type == kind
    assert found.score == max(found.scores.values())


def test_shares_are_probabilities_over_the_types_and_none() -> None:
    """Every PLOVER type has a share, and so has no act at all."""
    found = classify({"p:unheard-of": 1.0})
    assert set(found.scores) == {NONE, *event_types()} - {"ELECT", "OFFICE"}
    assert sum(found.scores.values()) == pytest.approx(1.0)


def test_no_act_is_an_answer_where_it_is_allowed() -> None:
    """Neighbours do nothing to one another."""
    sentence = "Norway is larger than Finland."
    assert type_pair(sentence, "Norway", "Finland", may_be_none=True).type == NONE
    assert type_pair(sentence, "Norway", "Finland").type != NONE


def test_a_party_that_the_sentence_does_not_name_is_refused() -> None:
    """The words of both parties must stand in the sentence, at two places."""
    with pytest.raises(InputError):
        type_pair("Norway thanked Chad.", "Peru", "Chad")
    with pytest.raises(InputError):
        type_pair("Norway thanked Chad.", "Norway", "Norway")
    with pytest.raises(InputError):
        type_pair("Norway thanked Chad.", "", None)
