"""Evidence in its paragraph."""

from __future__ import annotations

from chancery.model.evidence import Evidence
from chancery.model.text import BlockKind, Span
from chancery.record.store import Record
from chancery.views.passages import CONTEXT, make_passages, passage_text
from chancery.views.sources import read_sources
from views.samples import REPORTS, build_report, evidence, exactly


def test_passage_is_the_paragraph_with_the_evidence_marked() -> None:
    """The rest of the paragraph surrounds the evidence, word for word."""
    (passage,) = make_passages(REPORTS["agency"], [evidence("agency", "signed a protocol")])
    assert passage_text(passage).endswith(
        "the ministers said. \u27e6They also signed a protocol on border crossings.\u27e7"
    )
    assert "".join(segment.text for segment in passage.segments) in REPORTS["agency"].text


def test_evidence_of_one_paragraph_shares_a_passage() -> None:
    """Two sentences of one paragraph are not shown twice."""
    pins = [evidence("analysis", "closed two border"), evidence("analysis", "recalled its trade")]
    (passage,) = make_passages(REPORTS["analysis"], pins)
    assert [segment.marked for segment in passage.segments] == [True, False, True]


def test_nested_evidence_is_marked_once() -> None:
    """A clause inside a sentence that is marked already adds nothing."""
    pins = [exactly("analysis", "Kazakhstan closed two border crossings"), exactly("analysis", "closed two border")]
    (passage,) = make_passages(REPORTS["analysis"], pins)
    assert passage_text(passage).count("\u27e6") == 1


def test_lone_sentence_is_shown_with_its_neighbours() -> None:
    """A paragraph of one sentence borrows context from those around it."""
    (passage,) = make_passages(REPORTS["digest"], [evidence("digest", "joint exercises")])
    text = passage_text(passage)
    assert "The ministers met again" in text
    assert "An embassy wall" in text


def test_long_paragraph_is_cut_between_words() -> None:
    """Context stays short, and says that it was cut."""
    words = "word " * 400
    report = build_report("long", [(BlockKind.PARAGRAPH, f"{words}HERE {words}".strip())], outlet=None, title=None)
    at = report.text.index("HERE")
    (passage,) = make_passages(report, [Evidence.of(report, Span(at, at + 4))])
    text = passage_text(passage)
    assert text.startswith("\u2026 word")
    assert text.endswith("word \u2026")
    assert len(text) <= 2 * CONTEXT + 20


def test_every_mark_is_the_quote(sample: Record) -> None:
    """What is marked is what the record holds as evidence."""
    sources = read_sources(sample)
    for event in sample.events():
        for pin in event.evidence:
            (passage,) = make_passages(sources[pin.report].report, [pin])
            assert "".join(segment.text for segment in passage.segments if segment.marked) == pin.quote
