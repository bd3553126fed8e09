"""Maps of visits."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import pytest

from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity
from chancery.record.visits import VisitPart
from chancery.views.labels import Names
from chancery.views.visit_map import HEIGHT, WIDTH, VisitMap, draw_visits

NORWAY = Entity(id="NOR", kind=EntityKind.STATE, name="Norway", names=("Norway",), country="NOR")
BERG = Entity(id="anna-berg", kind=EntityKind.PERSON, name="Anna Berg", names=("Anna Berg",), country="NOR")
CLUB = Entity(id="org-club", kind=EntityKind.ORGANISATION, name="Club", names=("Club",))
NAMES = Names((NORWAY, BERG, CLUB))


def visit(
    name: str,
    guest: str,
    host: str | None,
    *,
    place: str | None = None,
    status: str = "occurred",
    who: str | None = None,
) -> list[VisitPart]:
    """Make a visit of one state to another."""
    first = VisitPart(name, "2021-05", status, place, "actor", who, guest)
    return [first, *([first._replace(role="recipient", entity=host, state=host)] if host else [])]


def drawn(*visits: list[VisitPart], entity: Entity = NORWAY) -> VisitMap:
    """Draw visits."""
    made = draw_visits([part for parts in visits for part in parts], entity, NAMES)
    assert made is not None
    return made


def test_map_marks_cities_that_reports_name_and_capitals_for_the_others() -> None:
    """What is not said is drawn as such."""
    made = drawn(visit("a", "NOR", "FIN", place="Helsinki"), visit("b", "NOR", "POL"), visit("c", "NOR", "POL"))
    assert [(stop.name, stop.number, stop.known) for stop in made.stops] == [
        ("Poland", 2, False),
        ("Helsinki, Finland", 1, True),
    ]
    assert made.stops[0].words == "to Poland: 2 visits, latest May 2021"
    assert made.stops[0].latest == "c"
    assert made.stops[0].radius > made.stops[1].radius


def test_map_tells_guests_from_journeys() -> None:
    """Guests come from their capital, and their line is bent the other way."""
    made = drawn(visit("a", "NOR", "FIN", place="Helsinki"), visit("b", "FIN", "NOR", place="Oslo"))
    assert [(stop.short, stop.guests) for stop in made.stops] == [("Helsinki", False), ("Finland", True)]
    assert made.stops[0].line != made.stops[1].line
    assert [stop.label is None for stop in made.stops] == [False, True]  # one name at one place


def test_map_leaves_out_what_did_not_happen_and_what_has_no_place() -> None:
    """And says how many."""
    made = drawn(
        visit("a", "NOR", "FIN"),
        visit("b", "NOR", "FIN", status="planned"),
        visit("c", "NOR", "FIN", status="denied"),
        visit("d", "NOR", None, place="a lake"),
    )
    assert (made.left_out, made.placeless, len(made.stops)) == (2, 1, 1)
    assert draw_visits(visit("d", "NOR", None), NORWAY, NAMES) is None
    assert draw_visits([], NORWAY, NAMES) is None


def test_map_of_a_person_follows_the_person() -> None:
    """A visit of a person leads where that person went; one that they receive comes from the guests' state."""
    made = drawn(visit("a", "NOR", "FIN", place="Oslo", who="anna-berg"), visit("b", "SWE", "NOR"), entity=BERG)
    assert [(stop.name, stop.guests) for stop in made.stops] == [("Oslo, Norway", False), ("Sweden", True)]
    assert made.stops[0].line == ""  # at home


def test_map_of_somebody_without_a_home_has_no_lines() -> None:
    """An organisation has no capital."""
    made = drawn(visit("a", "org-club", "FIN", who="org-club"), entity=CLUB)
    assert (made.home, made.stops[0].line) == (None, "")


@pytest.mark.parametrize(
    "hosts", [("FIN",), ("NZL", "WSM"), ("FJI", "USA", "JPN", "RUS", "ARG", "ZAF"), ("SWE", "DNK", "FIN", "EST", "LVA")]
)
def test_map_shows_every_place_and_no_label_over_another(hosts: tuple[str, ...]) -> None:
    """However far, or near, they are from one another."""
    made = drawn(*(visit(host, "NOR", host) for host in hosts))
    assert 0 < made.height <= HEIGHT
    for stop in made.stops:
        assert 0 <= stop.x <= WIDTH
        assert 0 <= stop.y <= made.height
    boxes = []
    for stop in made.stops:
        if stop.label:
            x, y, anchor = stop.label
            wide = 7.6 * len(stop.short)
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
            boxes.append((left, left + wide, y))
    assert boxes
    assert all(a[1] <= b[0] or b[1] <= a[0] or abs(a[2] - b[2]) >= 16 for a, b in combinations(boxes, 2))


def test_map_is_true_in_the_middle() -> None:
    """The outline of the land stands where the cities do: Oslo at 59.9 north, 10.8 east."""
    made = drawn(visit("a", "NOR", "FIN"))
    left, top, wide, tall = made.land
    assert made.home is not None
    assert made.home[0] == pytest.approx(left + wide * (180 + 10.8) / 360, abs=0.2)
    assert made.home[1] == pytest.approx(top + tall * (90 - 59.9) / 180, abs=0.2)


def test_land_is_one_plain_path() -> None:
    """Nothing in the file is active, and it is small."""
    land = files("chancery.views").joinpath("assets", "land.svg").read_text(encoding="utf-8")
    assert len(land) < 40_000
    assert re.findall(r"<(\w+)", land) == ["svg", "path"]
    assert set(re.findall(r"[A-Za-z]", land.partition(' d="')[2].partition('"')[0])) == {"M", "l", "z"}
