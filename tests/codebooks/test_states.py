"""States: complete, unambiguous where they say so, and found by the longest form."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from babel import Locale

from chancery.codebooks.names import normalise
from chancery.codebooks.states import (
    StateKind,
    ambiguous_forms,
    match_state,
    state,
    state_forms,
    state_shadows,
    states,
)

REFERENCE = Path(os.environ.get("CHANCERY_SHARED", "")) / "reference" / "country-codes.csv"
# Territories without government or people of their own, which no report lets act.
UNCODED = {"ATA", "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "HMD", "MAF", "NFK", "PCN", "SGS", "SPM", "UMI", "WLF"}

# CLDR's territories that are none of ours, and names that no report writes so.
NO_STATES = set(
    """Antarctica|Ascension Island|Bouvet Island|Caribbean Netherlands|Christmas Island|Sark|Clipperton Island|
    Cocos (Keeling) Islands|Ceuta & Melilla|Canary Islands|European Union|Eurozone|French Southern Territories|
    Heard & McDonald Islands|Norfolk Island|Outlying Oceania|Pitcairn Islands|Pseudo-Accents|Pseudo-Bidi|
    South Georgia & South Sandwich Islands|St. Barthélemy|St. Martin|St. Pierre & Miquelon|Tristan da Cunha|
    U.S. Outlying Islands|United Nations|Unknown Region|Wallis & Futuna|Congo - Brazzaville|Congo - Kinshasa
    """.replace("\n    ", "").split("|")
)


def codes_of(form: str) -> list[str]:
    """Return the candidates of a form."""
    return [reading.code for reading in state_forms()[form]]


@pytest.mark.parametrize(
    ("kind", "number"),
    [(StateKind.MEMBER, 193), (StateKind.OBSERVER, 2), (StateKind.PARTIAL, 11)],
)
def test_states_are_complete(kind: StateKind, number: int) -> None:
    """Every member of the United Nations and every other usual state is there."""
    assert sum(entry.kind is kind for entry in states().values()) == number


@pytest.mark.parametrize("code", [c for c, s in states().items() if s.kind is StateKind.MEMBER])
def test_states_have_adjective_and_capital(code: str) -> None:
    """A member state has a name, an adjective and a capital."""
    entry = state(code)
    assert entry.name
    assert entry.adjectives
    assert entry.capitals


@pytest.mark.parametrize("code", list(states()))
def test_states_have_lawful_codes(code: str) -> None:
    """A code is alpha-3, user-assigned X codes included, or a state's code with a suffix."""
    assert re.fullmatch(r"[A-Z]{3}(-[A-Z0-9]{1,3})?", code)
    assert "-" not in code or state(code).of == code[:3]


@pytest.mark.parametrize("code", [c for c, s in states().items() if s.of])
def test_states_belong_to_states(code: str) -> None:
    """What a territory is part of, or a former state is continued by, is a state of the codebook."""
    assert state(code).of in states()


def test_states_cover_cldr_names() -> None:
    """CLDR's English name of every territory with a three-letter code of ours is one of its forms."""
    told = {name for code, name in Locale("en").territories.items() if re.fullmatch("[A-Z]{2}", code)}
    ours = {form.casefold() for form in state_forms()}
    missing = {name for name in told - NO_STATES if normalise(name).casefold() not in ours}
    assert not missing


@pytest.mark.parametrize(
    ("form", "code", "by"),
    [
        ("Kyrgyz Republic", "KGZ", "name"),
        ("Kyrgyzstani", "KGZ", "adjective"),
        ("Russians", "RUS", "demonym"),
        ("Bishkek", "KGZ", "capital"),
        ("Kremlin", "RUS", "seat"),
        ("Ak Orda", "KAZ", "seat"),
        ("Türkiye", "TUR", "name"),
        ("Turkiye", "TUR", "name"),
        ("Burma", "MMR", "name"),
        ("Ivory Coast", "CIV", "name"),
        ("Cote d'Ivoire", "CIV", "name"),
        ("Czechia", "CZE", "name"),
        ("U.S.", "USA", "name"),
        ("Britons", "GBR", "demonym"),
        ("St. Lucia", "LCA", "name"),
        ("Elysee", "FRA", "seat"),
        ("Bankova", "UKR", "seat"),
        ("Soviet", "SUN", "adjective"),
        ("Kosovar", "XKX", "adjective"),
        ("Sahrawi Arab Democratic Republic", "ESH", "name"),
        ("Chisinau", "MDA", "capital"),
        ("Asuncion", "PRY", "capital"),
        ("Danes", "DNK", "demonym"),
    ],
)
def test_state_forms_name_one_state(form: str, code: str, by: str) -> None:
    """A clear form has one reading."""
    (reading,) = state_forms()[form]
    assert (reading.code, reading.by) == (code, by)


@pytest.mark.parametrize(
    ("form", "codes"),
    [
        ("White House", ["USA", "KGZ", "RUS"]),
        ("Korean", ["KOR", "PRK"]),
        ("Congo", ["COD", "COG"]),
        ("Congolese", ["COD", "COG"]),
        ("Dominican", ["DOM", "DMA"]),
    ],
)
def test_state_forms_rank_candidates(form: str, codes: list[str]) -> None:
    """A form of several states lists them, the likeliest first, all marked ambiguous."""
    assert codes_of(form) == codes
    assert all(reading.ambiguous for reading in state_forms()[form])


@pytest.mark.parametrize("form", ["Georgia", "Jordan", "Chad", "Turkey", "Guinea", "Polish", "American", "Washington"])
def test_state_forms_mark_other_senses(form: str) -> None:
    """A form that is also a name or a word is marked ambiguous, with the other sense told."""
    assert all(reading.ambiguous for reading in state_forms()[form])
    assert ambiguous_forms()[form]


def test_state_forms_are_unique_or_ambiguous() -> None:
    """Every form names one state or is marked ambiguous."""
    unmarked = [form for form, found in state_forms().items() if len(found) > 1 and not all(r.ambiguous for r in found)]
    assert not unmarked


def test_ambiguous_forms_exist() -> None:
    """Nothing is marked ambiguous that is no form."""
    assert not set(ambiguous_forms()) - set(state_forms())


def test_state_shadows_are_no_forms() -> None:
    """A longer name that hides a state is not itself a form of one."""
    assert not state_shadows() & set(state_forms())


@pytest.mark.parametrize(
    ("form", "sector"),
    [("Pentagon", "MIL"), ("Capitol Hill", "LEG"), ("Langley", "SPY"), ("Kremlin", "GOV"), ("Moscow", "GOV")],
)
def test_state_forms_tell_the_sector_of_seats(form: str, sector: str) -> None:
    """A seat acts as the branch that sits in it."""
    assert state_forms()[form][0].sector == sector


@pytest.mark.parametrize(
    ("text", "form", "code", "end"),
    [
        ("Papua New Guinea said", "Papua New Guinea", "PNG", 3),
        ("Guinea - Bissau said", "Guinea-Bissau", "GNB", 3),
        ("South Korean officials", "South Korean", "KOR", 2),
        ("MOSCOW says", "Moscow", "RUS", 1),
        ("KYRGYZ REPUBLIC", "Kyrgyz Republic", "KGZ", 2),
        ("Kyrgyz Republic \u2019s", "Kyrgyz Republic", "KGZ", 2),
        ("N\u2019Djamena agreed", "Ndjamena", "TCD", 1),
    ],
)
def test_match_state_takes_the_longest(text: str, form: str, code: str, end: int) -> None:
    """The longest form that begins at the word is found, hyphens and capitals regardless."""
    found = match_state(text.split(), 0)
    assert found is not None
    assert (found.readings[0].code, found.end) == (code, end)
    assert form == found.form or found.form.replace("'", "").casefold() == form.casefold()


@pytest.mark.parametrize(
    "text", ["South America", "Latin American leaders", "New Mexico", "Minsk Group", "Warsaw Pact"]
)
def test_match_state_skips_shadows(text: str) -> None:
    """A longer name that only contains a state's form has no reading."""
    found = match_state(text.split(), 0)
    assert found is not None
    assert not found.readings


@pytest.mark.parametrize("text", ["us", "IT", "male", "polish", "turkey"])
def test_match_state_keeps_case(text: str) -> None:
    """A common word in lower case is no state."""
    assert match_state([text], 0) is None


@pytest.mark.shared
@pytest.mark.skipif(not REFERENCE.is_file(), reason="CHANCERY_SHARED names no folder with the reference data")
def test_states_cover_the_reference() -> None:
    """Names and capitals of the reference table are forms of the same state."""
    missing = []
    with REFERENCE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = row["ISO3166-1-Alpha-3"]
            if code in UNCODED or not code:
                continue
            names = [name for name in [row["CLDR display name"]] if name and " - " not in name]
            capital = row["Capital"].strip()
            independent = states()[code].kind in {StateKind.MEMBER, StateKind.OBSERVER}
            names += [capital] if capital and independent and code != "PSE" else []
            missing += [(code, n) for n in names if code not in {r.code for r in state_forms().get(normalise(n), ())}]
    assert not missing


def test_a_part_of_a_state_is_coded_as_that_state_where_three_letters_are_asked() -> None:
    """Scotland is coded by itself and counted to the United Kingdom; who claims a state changes nothing."""
    assert (state("GBR-SCT").alpha3, state("XKX").alpha3, state("TWN").alpha3) == ("GBR", "XKX", "TWN")
    assert all(len(one.alpha3) == len("GBR") for one in states().values())
