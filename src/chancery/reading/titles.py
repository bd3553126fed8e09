"""Which words a report takes up of its title: a menu, a kicker and a teaser look like titles, but have others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from chancery.reading.pieces import Piece

_OPENING: Final = 12  # paragraphs whose words a title shares
_STEM: Final = 6  # letters of a word that are compared
_MIN_WORD: Final = 4
_ENOUGH: Final = 2  # words that a title shares with its report
_COMMON: Final = frozenset(
    "with from that this these those what when where which while will would have been were they their them there "
    "over after before more most also into onto than then some such your about said says news page site only "
    "other here just like read back next home today latest could should under between against through during".split()
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@lru_cache(maxsize=1024)  # a page's paragraphs are asked for by each line above them
def stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's words, without the commonest words."""
    words = _WORD.findall(text.casefold())
    return frozenset(word[:_STEM] for word in words if len(word) >= _MIN_WORD and word not in _COMMON)


def body_stems(pieces: Sequence[Piece], body: Sequence[int]) -> frozenset[str]:
    """Return what the first paragraphs of a body share with its title.

    Args:
        pieces: The page, in order.
        body: Indices of the paragraphs.
    """
    found: frozenset[str] = frozenset()
    for index in islice(body, _OPENING):
        found |= stems(pieces[index].text)
    return found


def is_taken_up(text: str, body: frozenset[str]) -> bool:
    """Tell whether a body takes up the words of a line, as it does those of its own title."""
    words = stems(text)
    shared = len(words & body)
    return shared >= _ENOUGH and 3 * shared >= len(words)
