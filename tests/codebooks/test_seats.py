"""Offices inside bodies, and the parliaments of the world under their own names."""

from __future__ import annotations

import pytest

from chancery.codebooks.actors import code_actor
from chancery.codebooks.names import load
from chancery.codebooks.organisations import chamber_bodies, match_body, organisations
from chancery.codebooks.posts import PostMatch
from chancery.codebooks.states import states
from chancery.codebooks.titles import match_post


def post(text: str) -> PostMatch:
    """Read the title with which words begin."""
    found = match_post(text.replace("'s", " 's").split(), 0)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "office", "of"),
    [
        (
            "chairman of the Bundestag's foreign affairs committee",
            "chairperson of the foreign affairs committee",
            "DEU",
        ),
        ("deputy chair of the upper house's defence committee", "deputy chairperson of the defence committee", None),
        ("chair of the Senate Foreign Relations Committee", "chairperson of the foreign relations committee", None),
        ("head of the foreign affairs committee of the Lok Sabha", "head of the foreign affairs committee", "IND"),
        ("Sejm Foreign Affairs Committee chairman Jan Nowak", "chairperson of the foreign affairs committee", "POL"),
        ("chairman of the Bundestag", "speaker of the lower chamber of parliament", "DEU"),
        ("Speaker of the Senate of Kenya", "speaker of the upper chamber of parliament", "KEN"),
    ],
)
def test_a_committee_is_no_chamber(text: str, office: str, of: str | None) -> None:
    """Whoever leads a committee is no speaker; whoever leads the chamber is."""
    found = post(text)
    assert (found.office, found.of) == (office, of)


@pytest.mark.parametrize(
    ("text", "office", "of"),
    [
        ("IAEA chief Rafael Grossi", "head", "IAEA"),
        ("Rosatom boss Alexei Likhachev", "head of Rosatom", "RUS"),
        ("Frelimo leader Daniel Chapo", "leader of Frelimo", None),
        ("TotalEnergies CEO Patrick Pouyanne", "chief executive officer of TotalEnergies", None),
        ("head of the OSCE mission in Skopje", "head of the OSCE mission in Skopje", "OSCE"),
        ("deputy head of the EU delegation to Georgia", "deputy head of the EU delegation to Georgia", "EU"),
        ("special envoy for Yemen", "special envoy for Yemen", None),
        ("Moscow Mayor Sergei Sobyanin", "mayor of Moscow", "RUS"),
        ("Lagos State Governor Babajide Sanwo-Olu", "governor of Lagos State", "NGA"),
        ("Punjab's chief minister", "chief minister of Punjab", "IND"),
    ],
)
def test_a_body_stands_before_or_inside_a_title(text: str, office: str, of: str | None) -> None:
    """Whose an office is stands in its words; an envoy for a state is not that state's."""
    found = post(text)
    assert (found.office, found.of) == (office, of)


@pytest.mark.parametrize(
    "text", ["IAEA chief inspectors left", "UN head office in Vienna", "Hamas chief negotiators met"]
)
def test_a_noun_goes_on_after_the_head(text: str) -> None:
    """Inspectors and offices are no heads of the body before them."""
    found = match_post(text.split(), 0)
    assert found is None or found.end != 2


@pytest.mark.parametrize(
    ("text", "office", "of"),
    [
        ("Storting President Masud Gharahkhani", "speaker of parliament", "NOR"),
        ("Speaker of the Jatiya Sangsad", "speaker of parliament", "BGD"),
        ("Tweede Kamer speaker Martin Bosma", "speaker of the lower chamber of parliament", "NLD"),
        ("Chairman of the State Great Khural", "speaker of parliament", "MNG"),
        ("Marshal of the Sejm", "speaker of the lower chamber of parliament", "POL"),
        ("Ceann Comhairle", "speaker of the lower chamber of parliament", "IRL"),
        ("president of the Eerste Kamer", "speaker of the upper chamber of parliament", "NLD"),
    ],
)
def test_speakers_of_parliaments_by_their_own_names(text: str, office: str, of: str) -> None:
    """A chamber's own name tells which chamber it is, and whose."""
    found = post(text)
    assert (found.office, found.of) == (office, of)


def test_chambers_belong_to_states_and_are_legislatures() -> None:
    """Every entry has a known state, and its name is read as a body that makes laws."""
    told = load("chambers")
    for name in chamber_bodies():
        one = organisations()[name]
        assert one.of in states(), name
        found = match_body(one.name.split(), 0)
        assert found is not None, name
        assert found.sector == "LEG", name
    assert len(chamber_bodies()) == sum(len(table) for table in told.values())


def test_a_journal_is_no_ministry() -> None:
    """The words "Foreign Affairs" inside a minister's title is no outlet."""
    assert code_actor("Minister of Foreign Affairs and Worship of Argentina").state == "ARG"
