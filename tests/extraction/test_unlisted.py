"""Acts that no sense of the codebook fits, typed by the classifier."""

from __future__ import annotations

import pytest

from chancery.coding import Text, code_texts
from chancery.extraction.unlisted import find_unlisted
from chancery.model.mentions import Coder, EventMention
from extraction.observed import read


def by_classifier(sentence: str) -> list[EventMention]:
    """Return what the classifier added to what the codebook coded."""
    coded = next(iter(code_texts([Text(id=None, text=sentence)])))
    return [event for event in coded.seen.events if event.coder is Coder.CLASSIFIER]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Kenya froze out Uganda at the summit.", "REJECT"),
        ("Serbia shelved the Albanian plan for a bridge.", "REJECT"),
        ("Poland shut the door on the Belarusian offer.", "REJECT"),
        ("Chad raked Libyan positions with machine-gun fire.", "ASSAULT"),
        ("Vietnam lashed Laos over the dam.", "ACCUSE"),
        ("Nepal nudged India toward the table.", "REQUEST"),
        ("Brazil stumped up blankets for Peru after the quake.", "AID"),
    ],
)
def test_an_act_without_a_sense_is_typed(sentence: str, kind: str) -> None:
    """The clause has two parties and a verb, of which the codebook has no fitting sense."""
    (event,) = by_classifier(sentence)
    assert event.type == kind
    assert event.reason.startswith("classifier: ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Estonia has a common border with Latvia.",
        "Botswana owes Namibia two million dollars.",
        "Bolivia studied in Chile.",
        "Kenya will freeze out Uganda at the summit.",
        "Kenya did not freeze out Uganda at the summit.",
        "Kenya had to freeze out Uganda at the summit.",
        "The bridge froze at the summit.",
        "Kenya froze in Kenya.",
    ],
)
def test_what_is_no_act_between_two_is_left(sentence: str) -> None:
    """Standing relations, plans, denials, duties and clauses of one party add nothing."""
    assert by_classifier(sentence) == []


def test_the_codebook_comes_first() -> None:
    """Where it codes the clause, the classifier is not heard."""
    coded = next(iter(code_texts([Text(id=None, text="Kenya met Uganda at the summit.")])))
    assert [event.coder for event in coded.seen.events] == [Coder.CODEBOOK]


def test_the_parties_are_those_of_the_clause() -> None:
    """Whoever stands beside them is no party to the act."""
    sentence = "Nepal nudged India toward the table, diplomats from Bhutan told reporters."
    (event,) = by_classifier(sentence)
    coded = next(iter(code_texts([Text(id=None, text=sentence)])))
    names = coded.seen.entities
    assert [names[i].name for i in (*event.actors, *event.recipients)] == ["Nepal", "India"]


def test_without_vectors_nothing_is_asked() -> None:
    """Another language model than the classifier's gives none, and neither does a caller without one."""
    assert read("Kenya froze out Uganda at the summit.").found.events == ()
    assert find_unlisted([], [], [], lambda _model, _words: None) == ()


def test_the_record_says_who_typed_it() -> None:
    """The event's reasons name the classifier with its probability."""
    coded = next(iter(code_texts([Text(id=None, text="Kenya froze out Uganda at the summit.")])))
    ((event, _),) = coded.events
    assert event.because[0].startswith("classifier: freeze, 0.")
