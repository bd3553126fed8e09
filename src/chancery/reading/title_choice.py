"""Which line of a page is its report's title: the one for which most speaks, or none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from chancery.reading.heads import MAX_TITLE
from chancery.reading.pieces import Finding, Piece, fold
from chancery.reading.title_signs import Opening

_MARKED: Final = 4.0  # what a title in the page's own markup weighs; the pages that weights are fitted to have none


@cache
def weights() -> Mapping[str, float]:
    """Read what each sign weighs, as log-odds."""
    data = json.loads(files("chancery.reading").joinpath("titles.json").read_text(encoding="utf-8"))
    return {"marked": _MARKED} | {str(name): float(value) for name, value in data["weights"].items()}


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
    """Return the places of the lines that may be the title, by their length; never all that there is."""
    places = (at for at in opening.candidates() if at + 1 < len(opening.content))
    return [at for at in places if 0 < opening.pieces[opening.content[at]].words < MAX_TITLE]


def weigh(signs: Mapping[str, float]) -> float:
    """Sum what signs weigh."""
    known = weights()
    return sum(known.get(name, 0.0) * value for name, value in signs.items())
