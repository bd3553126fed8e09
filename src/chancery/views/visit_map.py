"""Draws the visits of a person or a state on a map: where somebody went, and from where guests came.

A visit stands in the city that its report names, where the codebook knows that, else in the capital of the state that
was visited, and is marked as such. Only coasts are drawn, on a plain scale of degrees cut to what the visits reach.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Final

from chancery.codebooks.cities import City, capital_of, find_city
from chancery.model.dates import Edtf
from chancery.model.events import EventStatus
from chancery.model.offices import Entity
from chancery.record.visits import VisitPart
from chancery.views.labels import Names, count_words, date_words

WIDTH: Final = 720.0
HEIGHT: Final = 400.0
_HAPPENED: Final = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING})
_LEAST: Final = (60.0, 32.0)  # degrees that the map spans at least, across and down
_MARGIN: Final = 1.4  # how much more it spans than the visits reach
_STEEPEST: Final = 60.0  # degrees of latitude: the scale is true there at most
_TOP: Final = 84.0
_FOOT: Final = -58.0
_SMALLEST: Final = 5.0
_LARGEST: Final = 14.0
_LETTER: Final = 7.6  # width of a letter of a label, about
_LINE: Final = 17.0
_PLAIN: Final = 5  # labels that a narrow window shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place of visits, with how they are drawn and told.

    Attributes:
        name: The city with its state; the state alone where guests came from it, or reports name no city.
        short: What is written on the map.
        guests: Whether guests came from here, or somebody went here.
        number: How many visits.
        latest: Id of the latest one.
        when: When that was, in words.
        known: Whether it stands where it was, not in a capital that stands for its state.
        x: Where it stands.
        y: From the top.
        radius: By the number of visits.
        label: Where its name stands: `(x, y, anchor)`; None where there is no room.
        plain: Whether a narrow window shows the name too.
        line: Path from or to home; empty for home itself.
    """

    name: str
    short: str
    guests: bool
    number: int
    latest: str
    when: str
    known: bool
    x: float
    y: float
    radius: float
    label: tuple[float, float, str] | None
    plain: bool
    line: str

    @property
    def words(self) -> str:
        """The stop in one line."""
        return f"{'from' if self.guests else 'to'} {self.name}: {count_words(self.number, 'visit')}, latest {self.when}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMap:
    """A map, ready for the template.

    Attributes:
        stops: The most visited first.
        height: Of the drawing.
        land: Where the outline of the land stands: x, y, width, height.
        home: Where the person or state is at home; None where that is not known.
        left_out: Visits that did not happen, or not yet.
        placeless: Visits whose place is not known.
    """

    stops: tuple[Stop, ...]
    height: float
    land: tuple[float, float, float, float]
    home: tuple[float, float] | None
    left_out: int
    placeless: int


@dataclass(frozen=True, slots=True)
class _Leg:
    """One visit: between home and a city."""

    city: City
    known: bool
    guests: bool
    part: VisitPart


@dataclass(frozen=True, slots=True)
class _Scale:
    """Degrees to units of the drawing."""

    left: float
    top: float
    across: float
    down: float

    @property
    def height(self) -> float:
        """How much of the drawing is taken: nothing south of the land is shown."""
        return min(HEIGHT, (self.top - _FOOT) * self.down)

    def place(self, city: City) -> tuple[float, float]:
        """Return where a city stands."""
        return (city.longitude - self.left) * self.across, (self.top - city.latitude) * self.down


def draw_visits(parts: Iterable[VisitPart], entity: Entity, names: Names) -> VisitMap | None:
    """Draw the visits in which a person, state or organisation takes part.

    Args:
        parts: Who takes part in them, visit by visit.
        entity: Whose visits they are.
        names: What states are called.

    Returns:
        The map; None where no visit has a place.
    """
    legs, left_out, placeless = _legs(parts, entity)
    if not legs:
        return None
    home = capital_of(entity.country or entity.id)
    scale = _scale([*(leg.city for leg in legs), *([home] if home else [])])
    at = scale.place(home) if home else None
    across, down = scale.across, scale.down
    return VisitMap(
        stops=_stops(legs, scale, at, names),
        height=round(scale.height, 1),
        land=_rounded((-180 - scale.left) * across, (scale.top - 90) * down, 360 * across, 180 * down),
        home=(round(at[0], 1), round(at[1], 1)) if at else None,
        left_out=left_out,
        placeless=placeless,
    )


def _legs(parts: Iterable[VisitPart], entity: Entity) -> tuple[list[_Leg], int, int]:
    legs: list[_Leg] = []
    left_out = placeless = 0
    for _, group in groupby(parts, key=attrgetter("event")):
        visit = list(group)
        leg = _leg(visit, entity)
        if visit[0].status not in _HAPPENED:
            left_out += 1
        elif leg is None:
            placeless += 1
        else:
            legs.append(leg)
    return legs, left_out, placeless


def _leg(visit: Sequence[VisitPart], entity: Entity) -> _Leg | None:
    """Return where a visit led, or, where it led to this person or state, from where the guests came."""
    guests = [part for part in visit if part.role == "actor"]
    hosts = [part.state for part in visit if part.role != "actor" and part.state]
    own = any(entity.id in {part.entity, part.state} for part in guests)
    if own:
        abroad = [state for state in hosts if state not in {entity.country, entity.id}]
        named = find_city(visit[0].place, abroad or hosts) if visit[0].place else None
        city = named or next(filter(None, map(capital_of, abroad or hosts)), None)
        return _Leg(city, named is not None, False, visit[0]) if city else None
    origin = next((city for part in guests if part.state and (city := capital_of(part.state))), None)
    return _Leg(origin, False, True, visit[0]) if origin else None


def _scale(cities: Sequence[City]) -> _Scale:
    """Cut the map to what the cities reach, with a margin, so that it fills the drawing."""
    east, west = max(one.longitude for one in cities), min(one.longitude for one in cities)
    north, south = max(one.latitude for one in cities), min(one.latitude for one in cities)
    middle, centre = (north + south) / 2, (east + west) / 2
    narrowing = math.cos(math.radians(min(_STEEPEST, abs(middle))))
    wide = min(360.0, max(_LEAST[0], (east - west) * _MARGIN))
    tall = max(_LEAST[1], (north - south) * _MARGIN)
    down = min(WIDTH / (wide * narrowing), HEIGHT / tall)
    across = down * narrowing
    centre = min(180 - WIDTH / across / 2, max(-180 + WIDTH / across / 2, centre)) if WIDTH / across < 360 else 0.0  # noqa: PLR2004
    top = min(_TOP, middle + HEIGHT / down / 2)
    return _Scale(left=centre - WIDTH / across / 2, top=top, across=across, down=down)


def _stops(legs: Sequence[_Leg], scale: _Scale, home: tuple[float, float] | None, names: Names) -> tuple[Stop, ...]:
    found: defaultdict[tuple[float, float, bool], list[_Leg]] = defaultdict(list)
    for leg in legs:
        found[leg.city.latitude, leg.city.longitude, leg.guests].append(leg)
    ordered = sorted(found.values(), key=lambda at: (-len(at), at[0].city.name, at[0].guests))
    most = len(ordered[0])
    taken: list[tuple[float, float, float, float]] = []
    if home:
        taken.append((home[0] - 6, home[1] - 6, home[0] + 6, home[1] + 6))
    dots = {scale.place(at[0].city): _radius(len(at), most) for at in reversed(ordered)}
    taken += [(x - far, y - far, x + far, y + far) for (x, y), far in dots.items()]
    stops: list[Stop] = []
    labelled: set[tuple[float, float]] = set()
    for at in ordered:
        x, y = scale.place(at[0].city)
        radius = _radius(len(at), most)
        city, guests, last = at[0].city, at[0].guests, at[-1].part
        known, state = any(leg.known for leg in at), names.state(city.state)
        short = city.name if known else state
        stops.append(
            Stop(
                name=short if short == state else f"{short}, {state}",
                short=short,
                guests=guests,
                number=len(at),
                latest=last.event,
                when=date_words(Edtf.parse(last.dated) if last.dated else None),
                known=known or guests,
                x=round(x, 1),
                y=round(y, 1),
                radius=round(radius, 1),
                label=None if (x, y) in labelled else _label(short, (x, y), radius, taken),
                plain=len(stops) < _PLAIN,
                line=_line(*(((x, y), home) if guests else (home, (x, y)))) if home else "",
            )
        )
        labelled.add((x, y))
    return tuple(stops)


def _radius(number: int, most: int) -> float:
    return _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt((number - 1) / max(1, most - 1))


def _label(
    name: str, at: tuple[float, float], radius: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, str] | None:
    """Return where a name may stand without covering another, right of its place or left, below or above."""
    (x, y), wide = at, len(name) * _LETTER
    tries = (
        (x + radius + 4, y + 5, "start", x + radius + 4),
        (x - radius - 4, y + 5, "end", x - radius - 4 - wide),
        (x, y + radius + _LINE - 3, "middle", x - wide / 2),
        (x, y - radius - 6, "middle", x - wide / 2),
    )
    for left, foot, anchor, edge in tries:
        box = (edge, foot - _LINE + 4, edge + wide, foot + 4)
        inside = box[0] >= 0 and box[2] <= WIDTH and box[1] >= 0 and box[3] <= HEIGHT
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return round(left, 1), round(foot, 1), anchor
    return None


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    """Return a slightly bent line, so that the ways there and back, and to several places, can be told apart."""
    (a, b), (x, y) = start, end
    if math.dist(start, end) < 2 * _SMALLEST:
        return ""
    bend = 0.12
    middle = ((a + x) / 2 + (y - b) * bend, (b + y) / 2 - (x - a) * bend)
    return f"M{a:.1f} {b:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {x:.1f} {y:.1f}"


def _rounded(*values: float) -> tuple[float, float, float, float]:
    left, top, wide, tall = (round(value, 1) for value in values)
    return left, top, wide, tall
