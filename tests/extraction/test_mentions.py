"""The ways in which reports mention who acts: titles, counterparts, capitals, bodies, creeds."""

from __future__ import annotations

import pytest

from chancery.extraction.names import find_entities
from chancery.extraction.sentence import sentences_of
from chancery.language.pipeline import annotate
from chancery.model.mentions import EntityKind, EntityMention, NamedBy
from chancery.model.text import Block, BlockKind, Report, Span
from extraction.mention_cases import CASES


def find(text: str) -> list[EntityMention]:
    """Find the mentions of a text that are no pronouns."""
    report = Report(id="t", path="t", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),))
    found = find_entities(sentences_of(annotate(report), report), ())
    return [mention for mention in found if mention.by is not NamedBy.PRONOUN]


def shown(mention: EntityMention) -> str:
    """Write a mention as the cases do."""
    if mention.kind is not EntityKind.PERSON:
        key = mention.key or mention.of
        return f"{mention.name} ({mention.kind.value}{f' {key}' if key else ''})"
    told = mention.office or mention.flags or mention.of
    of = f"[{mention.of}]" if mention.of else None
    parts = (mention.name, "=" if told else None, mention.office, of, " ".join(mention.flags))
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("text", "mentions"), CASES)
def test_mentions_are_found_as_a_reader_would(text: str, mentions: str) -> None:
    """Each sentence gives its people with office, state and flags, and its states, bodies and places."""
    assert "; ".join(map(shown, find(text))) == mentions


def test_a_name_of_several_words_may_hold_the_form_of_a_capital() -> None:
    """What the language model takes for a person whole is no capital with a word before it."""
    assert [m.name for m in find("Senator Rui Lima met Jordan Peel.")] == ["Rui Lima", "Jordan Peel"]


def test_what_somebody_believes_is_nobody() -> None:
    """A creed is neither a person nor a state; who shares it is somebody without a name."""
    assert [m.name for m in find("Roman Catholic and Greek Orthodox believers prayed.")] == ["believers"]
