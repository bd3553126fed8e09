"""Which items of Wikidata reference tables give to people and states."""

from __future__ import annotations

import pytest

from chancery.model.dates import Edtf
from chancery.model.evidence import Evidence
from chancery.model.mentions import EntityKind
from chancery.model.offices import Entity, Occupancy, Position
from chancery.model.reference import KnownState, Reference, ReferenceKind, ReferenceTable, Tenure
from chancery.model.text import Span
from chancery.resolution.items import with_items

PIN = Evidence("0123456789abcdef", Span(0, 5), "words")
ROWS = (
    Tenure(person="Ana Costa", office="president", of="PER", start=Edtf.parse("2010-01-01"),
           end=Edtf.parse("2014-12-31"), wikidata="Q101"),
    Tenure(person="Ana Costa", office="foreign minister", of="PER", start=Edtf.parse("2003"), wikidata="Q101"),
    Tenure(person="Rui Lima", office="foreign minister", of="CHL", start=Edtf.parse("2005"),
           end=Edtf.parse("2008"), wikidata="Q102"),
    Tenure(person="Rui Lima", office="foreign minister", of="CHL", start=Edtf.parse("2016"), wikidata="Q103"),
    Tenure(person="Tom Reed", office="prime minister", of="NZL", start=Edtf.parse("2016"), wikidata=None),
)  # fmt: skip
REFERENCE = Reference(
    tables=(
        ReferenceTable(name="leaders", kind=ReferenceKind.OFFICEHOLDERS, digest="0", tenures=ROWS),
        ReferenceTable(
            name="states",
            kind=ReferenceKind.STATES,
            digest="1",
            states=(KnownState(code="PER", name="Peru", wikidata="Q419"), KnownState(code="CHL", name="Chile")),
        ),
    )
)


def item(name: str, office: str, of: str, **held: str) -> str | None:
    """Return the item of a person who held an office, by what reports say."""
    person = Entity(id="p", kind=EntityKind.PERSON, name=name, names=(name,))
    dates = {key: Edtf.parse(value) for key, value in held.items()}
    occupancy = Occupancy(
        id="o", holder="p", post=Position(office=office, of=of), evidence=(PIN,), status="current", basis="observed",
        start=dates.get("start"), end=dates.get("end"), seen=dates.get("seen"),
    )  # fmt: skip
    return with_items((person,), (occupancy,), REFERENCE)[0].wikidata


@pytest.mark.parametrize(
    ("name", "office", "of", "held", "expected"),
    [
        ("Ana Costa", "president", "PER", {"seen": "2012-05-04"}, "Q101"),
        ("Ana Costa", "president", "PER", {}, "Q101"),
        ("Costa", "president", "PER", {"seen": "2012-05-04"}, None),  # a surname is anybody's
        ("Bea Costa", "president", "PER", {"seen": "2012-05-04"}, None),
        ("Ana Costa", "president", "CHL", {"seen": "2012-05-04"}, None),  # of another state
        ("Ana Costa", "defence minister", "PER", {"seen": "2012-05-04"}, None),  # another office
        ("Ana Costa", "president", "PER", {"seen": "2019-05-04"}, None),  # long after
        ("Ana Costa", "president", "PER", {"end": "2009"}, None),  # long before
        ("Rui Lima", "foreign minister", "CHL", {}, None),  # two of that name held it
        ("Rui Lima", "foreign minister", "CHL", {"seen": "2006-01-01"}, "Q102"),
        ("Rui Lima", "foreign minister", "CHL", {"start": "2016-02"}, "Q103"),
        ("Tom Reed", "prime minister", "NZL", {}, None),  # the table has no item
    ],
)
def test_a_person_has_the_item_of_the_one_row_that_fits(
    name: str, office: str, of: str, held: dict[str, str], expected: str | None
) -> None:
    """Name, office, owner and time must fit, and rows of one item only."""
    assert item(name, office, of, **held) == expected


def test_states_have_the_items_of_their_codes() -> None:
    """A state is known by its code; without tables nothing changes."""
    states = tuple(Entity(id=code, kind=EntityKind.STATE, name=code, names=(code,)) for code in ("PER", "CHL", "BOL"))
    assert [one.wikidata for one in with_items(states, (), REFERENCE)] == ["Q419", None, None]
    assert with_items(states, (), Reference()) == states
