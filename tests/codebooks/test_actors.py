"""Phrases for actors are coded with state and sector, named or not; what nothing tells stays unknown."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.codebooks.actors import ActorCode, code_actor


@pytest.mark.parametrize(
    ("phrase", "state", "sector"),
    [
        ("three Turkish fishermen", "TUR", "CVL"),
        ("a former finance minister", None, "ELI"),
        ("riot police", None, "COP"),
        ("Maoist rebels", None, "REB"),
        ("a British frigate", "GBR", "MIL"),
        ("the opposition", None, "OPP"),
        ("aid workers", None, "NGO"),
        ("Norway's foreign minister", "NOR", "GOV"),
        ("Norwegian Foreign Minister Ida Berg", "NOR", "GOV"),
        ("the Danish parliament", "DNK", "LEG"),
        ("the Kremlin", "RUS", "GOV"),
        ("Peruvian oil company", "PER", "BUS"),
        ("rebels in Darfur", "SDN", "REB"),
        ("doctors from Chile", "CHL", "MED"),
        ("UN peacekeepers", "UN", "MIL"),
        ("the European Union", "EU", "IGO"),
        ("Iraqi pilgrims", "IRQ", "CVL"),
        ("Libyans", "LBY", "CVL"),
        ("Japan", "JPN", "GOV"),
        ("Ida Berg", None, None),
        ("", None, None),
    ],
)
def test_actors_have_state_and_sector(phrase: str, state: str | None, sector: str | None) -> None:
    """Each phrase gives the codes that a reader would."""
    found = code_actor(phrase)
    assert (found.state, found.sector) == (state, sector)


def test_code_names_the_words_that_decided() -> None:
    """The reasons are words of the phrase."""
    assert code_actor("a British frigate").because == ("British", "frigate")


def test_former_state_is_itself_while_it_lasted() -> None:
    """With a date a former state is coded as itself; without one as the state that continues it."""
    assert code_actor("the Soviet Union").state == "RUS"
    assert code_actor("the Soviet Union", dt.date(1985, 3, 1)).state != "RUS"


@given(st.text(max_size=80))
def test_any_text_can_be_coded(phrase: str) -> None:
    """No phrase breaks the coder."""
    assert isinstance(code_actor(phrase), ActorCode)


@pytest.mark.parametrize(
    ("phrase", "state", "sector"),
    [
        ("President Museveni", "UGA", "GOV"),
        ("Angela Merkel", "DEU", None),
        ("President Omar Hassan al-Bashir", "SDN", "GOV"),
        ("Merkel", "DEU", None),
        ("Emma Merkel", None, None),
        ("President Nobody", None, "GOV"),
        ("farmers in Sindh", "PAK", "AGR"),
        ("Vietnamese-led troops", "VNM", "MIL"),
        ("ethnic Albanians", None, "CVL"),
        ("ethnic Albanians in Serbia", "SRB", "CVL"),
        ("Ethopia", "ETH", "GOV"),
        ("Prime Minister Allawo", None, "GOV"),
        ("state-run Syrian newspaper", "SYR", "GOV"),
        ("Yoruba leaders", "NGA", "ELI"),
        ("Kurds in Turkey", "TUR", "CVL"),
        ("the Security Council", "UN", "IGO"),
    ],
)
def test_actors_are_coded_from_names_places_and_groups(phrase: str, state: str | None, sector: str | None) -> None:
    """Leaders by title and name, cities and provinces, movements and misprints give a state where one fits."""
    found = code_actor(phrase)
    assert (found.state, found.sector) == (state, sector)


def test_a_leader_is_coded_on_the_days_in_office() -> None:
    """A name says more with a date: who was in office is the government."""
    assert code_actor("Angela Merkel", dt.date(2015, 3, 1)) == ActorCode("DEU", "GOV", ("Angela Merkel",))
    assert code_actor("Angela Merkel", dt.date(1990, 3, 1)) == ActorCode("DEU", None, ("Angela Merkel",))


@pytest.mark.parametrize(
    ("phrase", "state", "sector"),
    [
        # groups with a name: what their people are called says less than the name
        ("Mai-Mai commanders", "COD", "REB"),
        ("Naxalite forces", "IND", "REB"),
        ("the Taliban government", "AFG", "GOV"),
        ("Hamas supporters", "PSE", "CVL"),
        ("Frelimo officials", "MOZ", "PTY"),
        ("Petrobras workers", "BRA", "LAB"),
        ("a Nissan spokesman", "JPN", "BUS"),
        ("Carabinieri officers", "ITA", "COP"),
        ("Médecins du Monde staff", "MDM", "LAB"),
        # places and peoples
        ("shopkeepers in Kunduz", "AFG", "BUS"),
        ("Tuareg rebels", "MLI", "REB"),
        ("Tuareg rebels in Niger", "NER", "REB"),
        ("Hutu rebels in Burundi", "BDI", "REB"),
        ("Chechen leader Ruslan Adilov", "RUS", "GOV"),
        ("Yoruba leaders", "NGA", "ELI"),
        # who nobody knows, and who fights for a government
        ("unidentified gunmen in Quetta", "PAK", "UAF"),
        ("gunmen in Quetta", "PAK", "REB"),
        ("pro-government militiamen", None, "PRM"),
        ("the wife of a Greek minister", "GRC", "ELI"),
        ("the wife of a Greek farmer", "GRC", "CVL"),
        ("retired Chilean generals", "CHL", "ELI"),
        # states by other names
        ("Upper Volta", "BFA", "GOV"),
        ("the Pentagon", "USA", "MIL"),
        ("Abkhaz militiamen", "GEO", "REB"),
        # public figures, by what they are called and nothing else
        ("General Noriega", "PAN", "MIL"),
        ("President Robert Mugabi", "ZWE", "GOV"),
        ("Anna Noriega", None, None),
    ],
)
def test_actors_are_coded_from_groups_places_and_figures(phrase: str, state: str | None, sector: str | None) -> None:
    """Lists of names tell state and sector, and what stands around a name overrules what the name mostly means."""
    found = code_actor(phrase)
    assert (found.state, found.sector) == (state, sector)


@pytest.mark.parametrize(
    ("phrase", "sentence", "state"),
    [
        ("the rebels", "The rebels took a bridge in northern Mali.", "MLI"),
        ("the rebels", "France said that the rebels had left Mali.", None),
        ("the rebels", "France said that the rebels had taken a bridge in Mali.", "MLI"),
        ("Swedish nurses", "Swedish nurses arrived in Mali.", "SWE"),
        ("the rebels", "The rebels took a bridge.", None),
    ],
)
def test_a_sentence_tells_the_state_of_people_without_one(phrase: str, sentence: str, state: str | None) -> None:
    """The only state of a sentence, or the only one in which something happens; two leave it open."""
    assert code_actor(phrase, sentence=sentence).state == state
