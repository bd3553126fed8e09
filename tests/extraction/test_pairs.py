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


@pytest.mark.parametrize("text", ["", " ", "...", "\x00", "Norway"])
def test_a_text_without_both_parties_is_refused_and_does_no_harm(text: str) -> None:
    """Nothing to find is an error with a code, whatever the text is."""
    with pytest.raises(InputError):
        type_pair(text, "Norway", "Chad")


def test_parties_of_two_sentences_are_still_typed() -> None:
    """The actor's sentence is asked; the recipient need not stand in it."""
    assert type_pair("  Norway protested. Chad was silent.", "Norway", "Chad").type in event_types()


def test_of_several_places_that_of_the_act_is_taken() -> None:
    """A party that is named twice is looked at where it acts."""
    found = type_pair("Norway, said Oslo, was calm. But Norway accused Chad of piracy.", "Norway", "Chad")
    assert found.looked.actor.start > found.looked.text.index("But")
    assert found.type == "ACCUSE"


@pytest.mark.parametrize(
    ("sentence", "actor", "recipient", "kind"),
    [
        ("Talks between Peru and Chile went on past midnight.", "Peru", "Chile", "CONSULT"),
        ("Kenya handed a suspected bomber over to Ghana.", "Kenya", "Ghana", "COOPERATE"),
        (
            "A Latvian consul was expelled by Belarus after Minsk had met Lithuanian envoys.",
            "Belarus",
            "Latvian",
            "SANCTION",
        ),
        ("Ethiopia will pull its troops out of Eritrea, a general said.", "Ethiopia", "Eritrea", "CONCEDE"),
        ("Serbia has threatened to shell the town held by Albania.", "Serbia", "Albania", "THREATEN"),
    ],
)
def test_pairs_are_typed_in_nouns_passives_and_plans(sentence: str, actor: str, recipient: str, kind: str) -> None:
    """Not only plain verbs tell of acts."""
    assert type_pair(sentence, actor, recipient).type == kind


def test_who_decided_is_told() -> None:
    """The answer names the voice that gave it, and what each said."""
    found = type_pair("Norway thanked Chad.", "Norway", "Chad")
    assert (found.codebook, found.classifier, found.decided_by) == ("SUPPORT", "SUPPORT", "codebook and classifier")
    assert sum(found.scores.values()) == pytest.approx(1.0)
