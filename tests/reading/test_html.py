"""HTML pages: the report's segments are found again in the source, whatever else has the same words."""

from __future__ import annotations

from chancery.reading.html import looks_like_html, read_html
from chancery.reading.report import parse_report
from pace import assert_grows_in_line

LEAD = "The Minister thanked the envoy of Norland on Friday for the boats that had come over the river in the night."
NEXT = "The envoy said that the boats would stay until the water had gone back to where it belongs in summer."
PAGE = (
    "<html><head><title>Envoy thanked for boats</title></head><body><div><ul><li><a href='#'>The Minister</a></li>"
    "<li><a href='#'>Boats</a></li></ul></div><article><h1>Envoy thanked for boats</h1>"
    f"<p>{LEAD}</p><p>{NEXT}</p></article></body></html>"
)


def test_menu_with_the_leads_first_words_does_not_displace_it() -> None:
    """A short link that a paragraph begins with is no part of it."""
    texts = [piece.text for piece in read_html(PAGE)[0]]
    assert LEAD in texts
    assert NEXT in texts
    assert "The Minister" not in texts


def test_every_extracted_piece_is_verbatim_in_the_page() -> None:
    """No word is made up: each block stands in the source, character by character."""
    report = parse_report(PAGE.encode(), path="a.html")
    for start, origin, length in report.alignment:
        assert report.text[start : start + length] == PAGE[origin : origin + length]


def test_html_is_told_from_prose_about_it() -> None:
    """A page begins with a tag; a text that names one does not."""
    assert looks_like_html("<!-- saved --><html><p>Salt</p>")
    assert not looks_like_html("The tag <html> begins a page.")


def test_deep_nesting_is_read_in_time() -> None:
    """100,000 open elements neither crash nor hang."""

    def read(deep: int) -> None:
        pieces, _ = read_html("<html><body>" + "<div>" * deep + f"<p>{LEAD}</p>")
        assert [piece.text for piece in pieces] == [LEAD]

    assert_grows_in_line(read, 10_000)
