"""HTML source to segments that keep their places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.reading.markup import read_segments


def test_segments_are_cut_at_blocks_and_know_their_tags() -> None:
    """Inline markup joins words, block elements part them."""
    found = list(read_segments("<nav><li>Home</li></nav><h1>Salt <b>talks</b></h1><p>They met &amp; ate.</p>"))
    assert [segment.body.text for segment in found] == ["Home", "Salt talks", "They met & ate."]
    assert [segment.tag for segment in found] == ["li", "h1", "p"]
    assert "nav" in found[0].open_tags


def test_scripts_and_styles_are_never_text() -> None:
    """What a browser does not show is no segment."""
    source = "<style>p{}</style><script>if (a < b) { x('<p>no</p>') }</script><p>Yes.</p>"
    assert [segment.body.text for segment in read_segments(source)] == ["Yes."]


@given(st.text(alphabet="<>/!-pab&;#\"' =", max_size=200))
def test_any_markup_gives_segments_of_the_source(source: str) -> None:
    """Broken markup is read to its end, and places lie inside the source."""
    for segment in read_segments(source):
        for here, origin, length in segment.body.runs:
            assert segment.body.text[here : here + length] == source[origin : origin + length]
