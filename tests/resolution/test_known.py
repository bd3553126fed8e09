"""Whom titled people act for where only a table of office-holders knows."""

from __future__ import annotations

from functools import partial

import pytest

from chancery.model.dates import Edtf
from chancery.model.mentions import EntityKind
from chancery.model.reference import Reference, ReferenceKind, ReferenceTable, Tenure
from chancery.resolution.conclude import conclude
from chancery.resolution.coreference import find_referents
from chancery.resolution.known import settle_known
from chancery.resolution.scene import set_scene
from chancery.resolution.terms import gather_terms
from resolution.drafts import Draft


def tenure(person: str, of: str, start: str, end: str | None = None, **values: str) -> Tenure:
    """Make a row of a table, a president's without more."""
    last = Edtf.parse(end) if end else None
    office, number = values.get("office", "president"), values.get("wikidata")
    return Tenure(person=person, office=office, of=of, start=Edtf.parse(start), end=last, wikidata=number)


ROWS = (
    tenure("Ana Costa", "PER", "2010-01-01", "2014-12-31"),
    tenure("Rui Lima", "CHL", "2012-01-01", "2018-12-31"),
    tenure("Mara Lima", "URY", "2012-01-01", "2016-12-31"),
    tenure("Tom Reed", "NZL", "2012-01-01", "2016-12-31", office="foreign minister"),
)
TABLE = ReferenceTable(name="leaders", kind=ReferenceKind.OFFICEHOLDERS, digest="0", tenures=ROWS)


def home(text: str, name: str, *, published: str | None = None, state: str | None = None, **values: str) -> str | None:
    """Return the state that the tables give a person of a report."""
    draft = Draft([text], published=published)
    draft.person(name, **values)
    if state is not None:
        draft.state(*state.split("="))
    terms = gather_terms(Reference(tables=(TABLE,)), ())
    (person,) = find_referents(set_scene(*draft.done()), partial(settle_known, terms=terms)).people
    return person.home


@pytest.mark.parametrize(
    ("text", "name", "values", "expected"),
    [
        ("President Ana Costa spoke.", "Ana Costa", {"office": "president"}, "PER"),
        ("President Costa spoke.", "Costa", {"office": "president", "published": "2013-03-01"}, "PER"),
        ("President Costa spoke.", "Costa", {"office": "president"}, "PER"),  # no day, but one president of that name
        ("Minister Reed spoke.", "Reed", {"office": "foreign minister"}, None),  # no day, no given name
        ("President Costa spoke.", "Costa", {"office": "president", "published": "2020-03-01"}, None),  # out of office
        ("President Lima spoke.", "Lima", {"office": "president", "published": "2013-03-01"}, None),  # two of them
        ("Minister Ana Costa spoke.", "Ana Costa", {"office": "minister"}, None),  # another office
        ("Ana Costa spoke.", "Ana Costa", {}, None),  # a bare name may be anybody's
        ("Ana Costa spoke of Peru.", "Ana Costa", {"state": "Peru=PER"}, "PER"),
        ("President Ana Costa of Kenya spoke.", "Ana Costa", {"office": "president", "of": "KEN"}, None),  # told
    ],
)
def test_a_table_tells_the_state_of_a_titled_person(
    text: str, name: str, values: dict[str, str], expected: str | None
) -> None:
    """One state that fits name, title and day is taken; doubt leaves it open, and what the report says stays."""
    assert home(text, name, **values) == expected


def test_a_table_makes_no_office_held() -> None:
    """The state reaches the person's act; no occupancy of that state comes of it."""
    draft = Draft(["President Ana Costa met Foreign Minister Bo Berg of Norway."], published="2013-03-01")
    ana = draft.person("Ana Costa", office="president")
    bo = draft.person("Bo Berg", office="foreign minister", of="NOR")
    draft.event("met", "CONSULT", by=(ana, bo))
    found = conclude([draft.done()], Reference(tables=(TABLE,)))
    assert {party.state for party in found.events[0].actors} == {"PER", "NOR"}
    assert "PER" not in {held.post.of for held in found.occupancies}
    without = conclude([draft.done()])
    assert {party.state for party in without.events[0].actors} == {None, "NOR"}


def test_a_host_is_not_guessed_where_the_table_knows() -> None:
    """A president met abroad by a guest is not taken for the host country's."""
    draft = Draft(["President Ana Costa met Foreign Minister Bo Berg of Norway in Warsaw."], published="2013-03-01")
    ana = draft.person("Ana Costa", office="president")
    bo = draft.person("Bo Berg", office="foreign minister", of="NOR")
    warsaw = draft.place("Warsaw", of="POL")
    draft.event("met", "CONSULT", by=(ana, bo), place=warsaw)
    states = {party.state for party in conclude([draft.done()], Reference(tables=(TABLE,))).events[0].actors}
    assert states == {"PER", "NOR"}
    assert {party.state for party in conclude([draft.done()]).events[0].actors} == {"POL", "NOR"}


def numbers(*rows: Tenure) -> dict[str, str | None]:
    """Return the numbers of the people of a report on Peru's president, by the tables."""
    draft = Draft(["President of Peru Ana Costa met Rui Lima in Lima."], published="2013-03-01")
    draft.office(draft.person("Ana Costa", office="president", of="PER"))
    draft.person("Rui Lima")
    table = ReferenceTable(name="mine", kind=ReferenceKind.OFFICEHOLDERS, digest="1", tenures=rows)
    found = conclude([draft.done()], Reference(tables=(table,)))
    assert len(found.occupancies) == 1  # no table makes one
    return {entity.name: entity.wikidata for entity in found.entities if entity.kind is EntityKind.PERSON}


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([tenure("Ana Costa", "PER", "2010", "2014", wikidata="Q1")], "Q1"),
        ([tenure("Ana Costa", "CHL", "2010", "2014", wikidata="Q1")], None),  # of another state
        ([tenure("Ana Costa", "PER", "2001", "2004", wikidata="Q1")], None),  # at another time
        ([tenure("Eva Costa", "PER", "2010", "2014", wikidata="Q1")], None),  # another name
        ([tenure("Ana Costa", "PER", "2010", "2014")], None),
        (
            [tenure("Ana Costa", "PER", "2010", "2014", wikidata=f"Q{n}") for n in (1, 2)],
            None,  # two people of the table fit
        ),
    ],
)
def test_a_table_numbers_whom_a_report_shows_in_the_same_office(rows: list[Tenure], number: str | None) -> None:
    """Name, office, state and time agree; nobody else has a number."""
    assert numbers(*rows) == {"Ana Costa": number, "Rui Lima": None}
