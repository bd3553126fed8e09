"""Evidence in its original: the right characters, few enough, harmless, and plain words where there is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.model.text import Report, Span
from chancery.views.labels import visible
from chancery.views.originals import find_in_original, make_excerpts, render_original
from chancery.views.passages import CLOSE_MARK, OPEN_MARK


def report_of(text: str, *alignment: tuple[int, int, int]) -> Report:
    """Make a report of a text and its places."""
    return Report(id="0" * 16, path="a.html", text=text, blocks=(), alignment=alignment)


def shown(report: Report, original: str, *spans: Span) -> list[str]:
    """Return the lines that show spans."""
    return list(render_original(report, original, spans))


def test_words_between_tags_are_one_place() -> None:
    """What a page puts between the words of a span, such as tags, does not break the mark."""
    original = "<p>The <b>minister</b> met her.</p>"
    report = report_of("The minister met her.", (0, 3, 4), (4, 10, 8), (12, 22, 9))
    assert find_in_original(report, Span(0, 16)) == (Span(3, 26),)
    assert shown(report, original, Span(0, 16)) == [
        "  line 1",
        f"  | <p>{OPEN_MARK}The <b>minister</b> met{CLOSE_MARK} her.</p>",
    ]


def test_words_far_apart_are_marked_apart() -> None:
    """Columns whose words stand far from each other, or in another order, keep a mark each."""
    original = "second" + "\n" * 300 + "first"
    report = report_of("first second", (0, 306, 5), (6, 0, 6))
    assert find_in_original(report, Span(0, 12)) == (Span(306, 311), Span(0, 6))
    lines = shown(report, original, Span(0, 12))
    assert [line for line in lines if OPEN_MARK in line] == [
        f"  | {OPEN_MARK}second{CLOSE_MARK}",
        f"  | {OPEN_MARK}first{CLOSE_MARK}",
    ]
    assert lines[5] == "  line 298"


def test_three_lines_on_each_side_are_shown() -> None:
    """The context is the three lines before and after."""
    original = "\n".join(f"line {n}" for n in range(20))
    at = original.index("line 10")
    assert shown(report_of("line 10", (0, at, 7)), original, Span(0, 7)) == [
        "  line 8",
        *(f"  | line {n}" for n in (7, 8, 9)),
        f"  | {OPEN_MARK}line 10{CLOSE_MARK}",
        *(f"  | line {n}" for n in (11, 12, 13)),
    ]


def test_neighbours_share_an_excerpt() -> None:
    """Two spans of one paragraph are shown together, also when they overlap."""
    report = report_of("one two three", (0, 0, 13))
    assert shown(report, "one two three", Span(0, 3), Span(8, 13), Span(10, 12)) == [
        "  line 1",
        f"  | {OPEN_MARK}one{CLOSE_MARK} two {OPEN_MARK}three{CLOSE_MARK}",
    ]


def test_page_of_one_line_is_cut() -> None:
    """A page without line breaks does not fill the terminal."""
    original = "a" * 10**6 + "WORDS" + "b" * 10**6
    lines = shown(report_of("WORDS", (0, 10**6, 5)), original, Span(0, 5))
    assert lines[1].startswith("  | \u2026a")
    assert lines[1].endswith("b\u2026")
    assert len(lines[1]) < 1000


def test_words_that_the_reader_made_are_said_to_be() -> None:
    """Words without a place are told, not guessed at."""
    [line] = shown(report_of("made up\x1b", (8, 0, 1)), "x", Span(0, 7))
    assert line == "  The reader made these words; the original does not have them: made up"


def test_missing_original_is_said() -> None:
    """A record that keeps none says so once, whatever was asked."""
    [line] = render_original(report_of("words", (0, 0, 5)), None, [Span(0, 2), Span(2, 5)])
    assert "no original" in line


def test_nothing_commands_the_terminal() -> None:
    """Control characters of the original become their codes, inside and outside the marks."""
    original = "\x1b[2J\u202ewords\x07\x1b]0;owned"
    lines = shown(report_of("words\x07", (0, 5, 6)), original, Span(0, 6))
    assert not any(character in "".join(lines) for character in "\x1b\x07\u202e")


@given(
    original=st.text(st.sampled_from("ab \n\u2028\x00<"), max_size=300),
    places=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), max_size=6),
)
def test_excerpts_keep_the_marked_words(original: str, places: list[tuple[int, int]]) -> None:
    """Property: the marked stretches of all excerpts cover the places, in order, each character once."""
    spans = [Span(start, start + length) for start, length in places if length]
    inside = [span for span in spans if span.end <= len(original)]
    excerpts = make_excerpts(original, spans)
    marked = "".join(part.split(CLOSE_MARK)[0] for e in excerpts for part in e.text.split(OPEN_MARK)[1:])
    covered = sorted({at for span in inside for at in range(span.start, span.end)})
    assert marked == visible("".join(original[at] for at in covered))
    assert all(e.line == 1 or "\n" in original for e in excerpts)


@pytest.mark.parametrize("span", [Span(0, 5), Span(3, 3)])
def test_alignment_beyond_a_damaged_original_is_left_out(span: Span) -> None:
    """A place that the original does not have is no crash."""
    assert make_excerpts("abc", find_in_original(report_of("words", (0, 90, 5)), span)) == ()
