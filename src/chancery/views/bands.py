"""Draws who held which office when, as bands: whole where it is known, dashed where it is only possible."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from chancery.codebooks.posts import posts
from chancery.model.offices import Occupancy
from chancery.views.drawing import WIDTH, Tick, place_day
from chancery.views.entry import held_words, post_words
from chancery.views.labels import Names
from chancery.views.who import known_days

ROW: Final = 22.0
_HEAD: Final = 18.0
_FADE: Final = 28.0  # how far an end that is not known is drawn
_LETTER: Final = 6.4  # width of a letter, about
_LEVELS: Final = ("head of state", "head of government", "minister", "speaker")
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One holding of an office, drawn.

    Attributes:
        id: Id of the occupancy.
        holder: Id of the person.
        label: The name, as far as there is room for it.
        words: Who, what and when, in full.
        x: Where it may begin at the earliest.
        width: How far it may reach.
        sure_x: Where it is known to hold from.
        sure: How long it is known to hold; 0 where no day is known.
        row: Row within its band, from 0.
    """

    id: str
    holder: str
    label: str
    words: str
    x: float
    width: float
    sure_x: float
    sure: float
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One office, with those who held it."""

    label: str
    y: float
    height: float
    held: tuple[Held, ...]


def draw_bands(
    occupancies: Iterable[Occupancy], ticks: Sequence[Tick], names: Names, *, top: float = 0.0
) -> tuple[Band, ...]:
    """Draw offices on a scale, those of states first that come first, and in them the highest.

    Args:
        occupancies: Who held what; what lies outside the scale is left out.
        ticks: The scale.
        names: What people and states are called.
        top: Where the first band begins.
    """
    by_post: dict[tuple[str, str | None], list[Occupancy]] = {}
    for one in occupancies:
        if _touches(one, ticks):
            by_post.setdefault((one.post.office.removeprefix("acting "), one.post.of), []).append(one)
    bands: list[Band] = []
    y = top
    for held in by_post.values():
        drawn = _rows([_draw(one, ticks, names) for one in held])
        height = _HEAD + ROW * (1 + max(one.row for one in drawn))
        label = post_words(held[0], names).removeprefix("acting ")
        bands.append(Band(label=f"{label[:1].upper()}{label[1:]}", y=y, height=height, held=drawn))
        y += height
    return tuple(bands)


def choose_posts(occupancies: Iterable[Occupancy], states: Sequence[str], *, most: int) -> tuple[Occupancy, ...]:
    """Return the holdings of the highest offices of some states, state by state.

    Args:
        occupancies: All that are known.
        states: Codes of states or organisations, in the order to show.
        most: How many offices at most.
    """
    by_post: dict[tuple[int, int, str], list[Occupancy]] = {}
    for one in occupancies:
        if one.post.of in states:
            office = one.post.office.removeprefix("acting ")
            by_post.setdefault((states.index(one.post.of), _level(office), office), []).append(one)
    share = max(1, most // max(1, len(states)))
    taken: dict[int, int] = {}
    chosen: list[Occupancy] = []
    for key in sorted(by_post):
        taken[key[0]] = taken.get(key[0], 0) + 1
        if taken[key[0]] <= share:
            chosen += by_post[key]
    return tuple(chosen)


def _level(office: str) -> int:
    """Rank an office: heads first, then the foreign minister, who matters most here."""
    if office == "foreign minister":
        return 2
    level = posts()[office].level if office in posts() else ""
    rank = _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
    return rank if rank < 2 else rank + 1  # noqa: PLR2004 - below the two heads


def _touches(occupancy: Occupancy, ticks: Sequence[Tick]) -> bool:
    first, last = known_days(occupancy)
    if first is None or last is None or not ticks:
        return False
    low = occupancy.start.earliest if occupancy.start and occupancy.start.earliest else first
    high = occupancy.end.latest if occupancy.end and occupancy.end.latest else last
    return low < ticks[-1].first + ticks[-1].days * _DAY and high >= ticks[0].first


def _draw(occupancy: Occupancy, ticks: Sequence[Tick], names: Names) -> Held:
    first, last = known_days(occupancy)
    assert first is not None  # noqa: S101 - what touches the scale has known days
    assert last is not None  # noqa: S101 - as above
    sure_x, sure_end = _x(first, ticks), _x(last + _DAY, ticks)
    start, end = occupancy.start, occupancy.end
    left = _x(start.earliest, ticks) if start and start.earliest else max(0.0, sure_x - _FADE)
    right = _x(end.latest + _DAY, ticks) if end and end.latest else min(WIDTH, sure_end + _FADE)
    claimed = occupancy.status == "claimed"  # drawn as what is only possible
    name = f"{names.of(occupancy.holder)}{' (claims it)' if claimed else ''}"
    room = int((right - left) / _LETTER)
    short = name if len(name) <= room else names.of(occupancy.holder).rpartition(" ")[2]
    return Held(
        id=occupancy.id,
        holder=occupancy.holder,
        label=short if len(short) <= room else "",
        words=f"{name}, {post_words(occupancy, names)}, {held_words(occupancy)}",
        x=round(left, 1),
        width=round(max(2.0, right - left), 1),
        sure_x=round(sure_x, 1),
        sure=0.0 if claimed else round(max(2.0, sure_end - sure_x), 1),
        row=0,
    )


def _x(day: dt.date, ticks: Sequence[Tick]) -> float:
    return place_day(day, ticks)


def _rows(held: Iterable[Held]) -> tuple[Held, ...]:
    """Give each the first row where it lies over no other's known days."""
    ends: list[float] = []
    placed: list[Held] = []
    for one in sorted(held, key=lambda one: (one.sure_x, one.id)):
        row = next((number for number, end in enumerate(ends) if end <= one.x + 1), len(ends))
        ends[row : row + 1] = [one.x + one.width]
        placed.append(Held(**{name: getattr(one, name) for name in Held.__slots__ if name != "row"}, row=row))
    return tuple(placed)
