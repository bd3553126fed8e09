"""Who is shown in an office."""

from __future__ import annotations

import pytest

from chancery.extraction.names import find_entities
from chancery.extraction.offices import find_offices
from chancery.extraction.sentence import sentences_of
from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span

# written for this test: a sentence, and name, office, state and relation of its office-holder
CASES = [
    ("Latvian Foreign Minister Ilze Kalnina spoke.", ("Ilze Kalnina", "foreign minister", "LVA", "holds")),
    ("Former Maltese President Joe Borg spoke.", ("Joe Borg", "president", "MLT", "held")),
    ("Arman Seitov, Foreign Minister of Kazakhstan, spoke.", ("Arman Seitov", "foreign minister", "KAZ", "holds")),
    ("Foreign Minister Nikos Vlas of Greece spoke.", ("Nikos Vlas", "foreign minister", "GRC", "holds")),
    ("Foreign Minister Anna Holt spoke.", ("Anna Holt", "foreign minister", None, "holds")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_offices_take_state_from_title(text: str, expected: tuple[str, str, str | None, str]) -> None:
    """The state of an office stands before, inside or after its title, or nowhere."""
    report = Report(id="t", path="t", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),))
    split = sentences_of(annotate(report), report)
    entities = find_entities(split, ())
    offices = find_offices([s.span for s in split], entities, ())
    assert [(entities[o.person].name, o.office, o.of, o.relation) for o in offices] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ilze Kalnina returned as foreign minister of Latvia.",
            [("Ilze Kalnina", "foreign minister", "LVA", "assumes")],
        ),
        (
            "Joe Borg was reinstated to the post of prime minister.",
            [("Joe Borg", "prime minister", None, "assumes")],
        ),
        (
            "Joe Borg came back as acting mayor of Valletta.",
            [("Joe Borg", "acting mayor of Valletta", "MLT", "assumes")],
        ),
        ("Joe Borg returned to Malta as a friend.", []),
        ("Joe Borg returned the foreign minister's call.", []),
    ],
)
def test_offices_are_taken_again_by_who_returns(text: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    """Coming back to an office begins a holding; coming back to a place does not."""
    report = Report(id="t", path="t", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),))
    split = sentences_of(annotate(report), report)
    entities = find_entities(split, ())
    offices = find_offices([s.span for s in split], entities, (), text=text)
    assert [(entities[o.person].name, o.office, o.of, o.relation) for o in offices] == expected
