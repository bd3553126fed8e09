"""Draws the months of a relation: how many acts of each class, and their mean score with its range."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chancery.views.drawing import WIDTH
from chancery.views.labels import count_words
from chancery.views.relation import Month

COUNTS_HEIGHT: Final = 110.0
SCORES_HEIGHT: Final = 150.0
_SCORE_TOP: Final = 10.0
_WIDEST: Final = 48.0
_LABEL: Final = 40.0
_CLASSES: Final = ("vc", "mc", "oo", "vf", "mf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One month, drawn.

    Attributes:
        label: Its year, or its month where there is room.
        words: Month, acts and score in words.
        pieces: `(class, y, height)` from the foot up.
        score: Where the mean stands; None without one.
        span: From where to where the mean may lie; None where there are too few acts to say.
    """

    month: Month
    label: str
    words: str
    x: float
    width: float
    pieces: tuple[tuple[str, float, float], ...]
    score: float | None
    span: tuple[float, float] | None


def draw_months(months: Sequence[Month]) -> tuple[Bar, ...]:
    """Lay out months side by side."""
    width = min(_WIDEST, WIDTH / max(1, len(months)))
    most = max((month.number for month in months), default=0) or 1
    edge, bars = -_LABEL, []
    for number, month in enumerate(months):
        x = number * width
        label = _label(month, first=number == 0) if x - edge >= _LABEL else ""
        edge = x if label else edge
        bars.append(_bar(month, label, x, width, most))
    return tuple(bars)


def score_y(score: float) -> float:
    """Return where a score from -10 to 10 stands, from the top."""
    return round(SCORES_HEIGHT * (_SCORE_TOP - score) / (2 * _SCORE_TOP), 1)


def month_words(month: Month) -> str:
    """Say a month: "October 2020"."""
    return f"{calendar.month_name[month.first.month]} {month.first.year}"


def _bar(month: Month, label: str, x: float, width: float, most: int) -> Bar:
    foot, pieces = COUNTS_HEIGHT, []
    for kind in _CLASSES:
        if number := month.counts.get(kind):
            tall = COUNTS_HEIGHT * number / most
            foot -= tall
            pieces.append((kind, round(foot, 1), round(tall, 1)))
    mean, reach = month.mean, month.reach
    scored = "" if mean is None else f", mean score {mean:+.1f}{'' if reach is None else f' ± {reach:.1f}'}"
    span = (
        None if mean is None or reach is None else (score_y(min(10.0, mean + reach)), score_y(max(-10.0, mean - reach)))
    )
    return Bar(
        month=month,
        label=label,
        words=f"{month_words(month)}: {count_words(month.number, 'act')}{scored}",
        x=round(x, 1),
        width=round(width, 1),
        pieces=tuple(pieces),
        score=None if mean is None else score_y(mean),
        span=span,
    )


def _label(month: Month, *, first: bool) -> str:
    return str(month.first.year) if first or month.first.month == 1 else ""
