"""Long sentences: cut into windows that cover them, and put together as one tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.language.names import Name
from chancery.language.windows import Annotation, cut, stitch

PARATAXIS = 7


@given(st.lists(st.tuples(st.sampled_from(["word", ",", ";", "."]), st.integers(1, 10)), min_size=1, max_size=200))
def test_windows_cover_the_sentence_and_none_is_too_long(pairs: list[tuple[str, int]]) -> None:
    """Windows cover the sentence and none is too long."""
    words, sizes = [word for word, _ in pairs], [size for _, size in pairs]
    windows = cut(words, sizes, limit=30)
    assert [at for start, end in windows for at in range(start, end)] == list(range(len(words)))
    assert all(0 < sum(sizes[start:end]) <= 30 for start, end in windows)


def test_a_cut_prefers_the_end_of_a_clause() -> None:
    """A cut prefers the end of a clause."""
    words = ["a", "b", "c", "d", "e", "f", ";", "g", "h", "i", "j", "k"]
    assert cut(words, [1] * len(words), limit=10) == [(0, 7), (7, 12)]


def test_later_roots_hang_on_the_first() -> None:
    """Later roots hang on the first."""
    parts = [
        Annotation([1, 1], [0, 0], [0, 0], [2, 0], [3, 4], [Name(0, 2, "P")]),
        Annotation([2], [0], [0], [0], [4], [Name(0, 1, "Q")]),
    ]
    whole = stitch(parts, PARATAXIS)
    assert whole.heads == [2, 0, 2]
    assert whole.rel == [3, 4, PARATAXIS]
    assert whole.names == [Name(0, 2, "P"), Name(2, 3, "Q")]
