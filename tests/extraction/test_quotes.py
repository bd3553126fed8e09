"""Where quotation marks open and close."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.extraction.quotes import quoted_spans
from chancery.model.text import Span

# written for this test: a paragraph, and the words between its marks
MARKED = [
    ('"We will wait," the envoy said. "We have time."', ["We will wait,", "We have time."]),
    ("“We will wait,” the envoy said.", ["We will wait,"]),
    ('He spoke of “a long road," and no more.', ["a long road,"]),
    ("«We will wait», she said.", ["We will wait"]),
    ("„We will wait”, she said.", ["We will wait"]),
    ("“The first page tells one half.", ["The first page tells one half."]),
    ("“He told us “no” twice,” she said.", ["He told us “no” twice,"]),
    ('"He told us "no" twice," she said.', ['He told us "no" twice,']),
    ("“We will wait, he said. The port is shut.", ["We will wait,"]),
    ("“We will wait, he said. “We have time.”", ["We will wait,", "We have time."]),
    ("‘We will wait,’ the envoy said.", ["We will wait,"]),
    ("'Ports stay shut': the minister on trade", ["Ports stay shut"]),
    ("The farmers' plan and the ministers’ reply don't agree.", []),
    ('A pipe of 5" was laid.', []),
    ('It is called "the ridge" [the "ridge"].', ["the ridge", "ridge"]),
    ('""', []),
    ("No marks at all.", []),
]


@pytest.mark.parametrize(("text", "expected"), MARKED)
def test_quoted_spans_hold_the_words_between_marks(text: str, expected: list[str]) -> None:
    """Marks are paired as writers use them."""
    assert [span.of(text) for span in quoted_spans(text, Span(0, len(text)))] == expected


def test_quoted_spans_stay_inside_the_block() -> None:
    """A mark that the block leaves open does not reach into the next block."""
    text = "“One half\n\n“and the other.”"
    assert [span.of(text) for span in quoted_spans(text, Span(0, 9))] == ["One half"]


@given(st.text(alphabet="ab.,A \n\"“”„«»‘’'—(", max_size=60), st.integers(0, 20))
def test_quoted_spans_never_overlap(text: str, start: int) -> None:
    """Spans come in order, lie inside the block, and hold no white space at their ends."""
    block = Span(min(start, len(text)), len(text))
    spans = quoted_spans(text, block)
    assert all(block.contains(span) and span.end > span.start for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@given(st.text(max_size=200))
def test_quoted_spans_read_any_text(text: str) -> None:
    """No text is too strange."""
    spans = quoted_spans(text, Span(0, len(text)))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
