"""Organisations and bodies of states: each form names one, in both spellings."""

from __future__ import annotations

import pytest

from chancery.codebooks.names import load
from chancery.codebooks.organisations import (
    ambiguous_organisation_forms,
    body_forms,
    is_abbreviation,
    match_body,
    match_organisation,
    match_subject,
    organisation,
    organisation_forms,
    organisation_seats,
    organisations,
)
from chancery.codebooks.states import state_forms, states


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("UN", "UN"),
        ("U.N. Security Council", "UNSC"),
        ("World Food Program", "WFP"),
        ("World Food Programme", "WFP"),
        ("Organisation for Security and Cooperation in Europe", "OSCE"),
        ("Organization for Security and Co-operation in Europe", "OSCE"),
        ("Eurasian Fund for Stabilization and Development", "EFSD"),
        ("Eurasian Fund for Stabilisation and Development", "EFSD"),
        ("Collective Security Treaty Organisation", "CSTO"),
        ("Shanghai Cooperation Organization", "SCO"),
        ("Turkic Council", "OTS"),
        ("Medecins Sans Frontieres", "MSF"),
        ("Daesh", "ISIS"),
        ("Radio Free Europe/Radio Liberty", "RFERL"),
        ("RFE/RL", "RFERL"),
        ("State Duma", "STATEDUMA"),
        ("G-20", "G20"),
    ],
)
def test_organisation_forms_name_one(form: str, name: str) -> None:
    """A name, spelling or abbreviation leads to its organisation."""
    assert organisation_forms()[form] == name


def test_organisation_forms_are_unique() -> None:
    """No form belongs to two organisations."""
    forms = [form for entry in organisations().values() for form in entry.forms]
    assert len(forms) == len(set(forms))


def test_organisations_are_no_states() -> None:
    """Ids and forms of organisations and states are disjoint."""
    assert not set(organisations()) & set(states())
    assert not set(organisation_forms()) & set(state_forms())


def test_organisations_are_many() -> None:
    """The codebook names at least 200 intergovernmental bodies and 400 bodies in all."""
    assert sum(entry.kind == "IGO" for entry in organisations().values()) >= 200
    assert len(organisations()) >= 400


@pytest.mark.parametrize("name", [n for n, entry in organisations().items() if entry.of])
def test_organisations_belong_to_known_ones(name: str) -> None:
    """What a body belongs to is a state or an organisation of the codebooks."""
    assert organisation(name).of in {*states(), *organisations()}


@pytest.mark.parametrize("name", [n for n, entry in organisations().items() if entry.kind == "STATE"])
def test_organisations_of_a_state_say_which(name: str) -> None:
    """A body of one state says of which."""
    assert organisation(name).of in states()


def test_organisation_marks_exist() -> None:
    """Ambiguity and seats are told of known forms and organisations only."""
    assert not set(ambiguous_organisation_forms()) - set(organisation_forms())
    assert {name for names in organisation_seats().values() for name in names} <= set(organisations())


@pytest.mark.parametrize(
    ("text", "name", "end"),
    [
        ("United Nations Security Council", "UNSC", 4),
        ("United Nations said", "UN", 2),
        ("Radio Free Europe / Radio Liberty", "RFERL", 6),
        ("African Union Commission", "AUC", 3),
    ],
)
def test_match_organisation_takes_the_longest(text: str, name: str, end: int) -> None:
    """The longest name at the word is found."""
    found = match_organisation(text.split(), 0)
    assert found is not None
    assert (found.id, found.end) == (name, end)


@pytest.mark.parametrize("text", ["who", "un", "quad", "care", "eco"])
def test_match_organisation_keeps_case(text: str) -> None:
    """A word in lower case is no abbreviation."""
    assert match_organisation([text], 0) is None


@pytest.mark.parametrize(
    ("text", "body", "sector", "end"),
    [
        ("Foreign Ministry said", "foreign ministry", "GOV", 2),
        ("Ministry of Foreign Affairs", "foreign ministry", "GOV", 4),
        ("Ministry of External Affairs", "foreign ministry", "GOV", 4),
        ("Ministry of Energy and Water", "energy and water resources ministry", "GOV", 5),
        ("Defense Ministry", "defence ministry", "MIL", 2),
        ("emergency situations ministry", "emergency situations ministry", "GOV", 3),
        ("upper house of parliament", "upper chamber of parliament", "LEG", 4),
        ("State Duma", "lower chamber of parliament", "LEG", 2),
        ("Bundestag", "lower chamber of parliament", "LEG", 1),
        ("Supreme Court", "supreme court", "JUD", 2),
        ("riot police", "police", "COP", 2),
        ("the", None, None, 0),
    ],
)
def test_match_body_reads_bodies(text: str, body: str | None, sector: str | None, end: int) -> None:
    """Words for a body of a state give its name in the codebook and its sector."""
    found = match_body(text.split(), 0)
    assert (found and found.body, found and found.sector, found.end if found else 0) == (body, sector, end)


def test_body_forms_are_unique() -> None:
    """No phrase stands for two bodies."""
    told = load("organisations")["bodies"]
    forms = [form.casefold() for bodies in told.values() for forms in bodies.values() for form in forms]
    assert sorted(forms) == sorted(body_forms())


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("defense", "defence"),
        ("trade and industry", "trade and industry"),
        ("banana", None),
        ("trade and banana", "trade"),
    ],
)
def test_match_subject_joins_subjects(text: str, subject: str | None) -> None:
    """Subjects that "and" joins are one; what is no subject ends it."""
    found = match_subject(text.split(), 0)
    assert (found[0] if found else None) == subject


@pytest.mark.parametrize(("form", "short"), [("CSTO", True), ("U.N.", True), ("United Nations", False), ("XYZ", False)])
def test_is_abbreviation_tells_short_forms(form: str, short: bool) -> None:  # noqa: FBT001 - a table of cases
    """Only the short forms of known organisations are abbreviations."""
    assert is_abbreviation(form) is short
