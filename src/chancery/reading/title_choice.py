"""Which line of a page is its report's title: the one for which most speaks, or none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from chancery.reading.heads import MAX_TITLE
from chancery.reading.pieces import Finding, Piece, fold
from chancery.reading.title_lines import are_sentences
from chancery.reading.title_signs import Opening

_SENTENCES: Final = 14  # words of a title that is sentences
_BY_HAND: Final = {  # of what is seldom on the pages to which weights are fitted
    "marked": 4.0,  # as the page's own markup has it
    "sort_over_day": 4.0,
    "first_of_bare": 3.0,  # a text pasted without its page begins with its title, and perhaps a standfirst
}


@cache
def weights() -> Mapping[str, float]:
    """Read what each sign weighs, as log-odds."""
    data = json.loads(files("chancery.reading").joinpath("titles.json").read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in data["weights"].items()} | _BY_HAND


def find_title(
    pieces: Sequence[Piece], content: Sequence[int], furniture: Mapping[int, Finding], known: str | None
) -> int | None:
    """Pick the line that most speaks for as the title.

    Args:
        pieces: The page, in order.
        content: Indices of what is no furniture.
        furniture: Findings by index.
        known: The title as the page's metadata has it.

    Returns:
        The title's index; None where more speaks for a page without one.
    """
    wanted = fold(known) if known else None
    if wanted:
        return next((index for index in content if fold(pieces[index].text) == wanted), None)
    opening = Opening(pieces, content, furniture)
    places = possible(opening)
    best = max(places, key=lambda place: weigh(opening.signs(place)), default=None)
    if best is None or weigh(opening.signs(best)) < weigh(opening.signs_of_none()):
        return None
    return content[best]


def possible(opening: Opening) -> list[int]:
    """Return the places of the lines that may be the title, by themselves; never the last."""
    places = (at for at in opening.candidates() if at + 1 < len(opening.content))
    return [at for at in places if _may_be(opening.pieces[opening.content[at]])]


def _may_be(piece: Piece) -> bool:
    """Tell a line that has a title's length, and is no turn of several sentences."""
    return 0 < piece.words < MAX_TITLE and not (piece.words > _SENTENCES and are_sentences(piece.text))


def weigh(signs: Mapping[str, float]) -> float:
    """Sum what signs weigh."""
    known = weights()
    return sum(known.get(name, 0.0) * value for name, value in signs.items())
