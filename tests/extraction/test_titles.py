"""Titles in whole sentences: whose office it is, and where the name begins."""

from __future__ import annotations

import pytest

from extraction.observed import read

TOLD = [
    ("Knesset Speaker Amir Ohana met the envoy.", ("Amir Ohana", "speaker of parliament", "ISR")),
    (
        "UN special envoy for Yemen Hans Grundberg said both sides agreed.",
        ("Hans Grundberg", "special envoy for Yemen", "UN"),
    ),
    ("UNHCR chief Filippo Grandi visited Bangladesh.", ("Filippo Grandi", "head", "UNHCR")),
    (
        "Marta Kos, head of the OSCE mission in Bosnia, said the talks went well.",
        ("Marta Kos", "head of the OSCE mission in Bosnia", "OSCE"),
    ),
    (
        "Leonid Slutsky, chairman of the State Duma's international affairs committee, criticised the decision.",
        ("Leonid Slutsky", "chairperson of the international affairs committee", "RUS"),
    ),
    (
        "Botswana's minister of international relations, Lemogang Kwape, told reporters that the border would open.",
        ("Lemogang Kwape", "foreign minister", "BWA"),
    ),
    ("ECOWAS Commission President Omar Touray warned the junta.", ("Omar Touray", "president", "ECOWASCOMMISSION")),
    ("Emir Tamim of Qatar flew to Paris.", ("Tamim", "emir", "QAT")),
    (
        "U Aye Lwin, Union Minister for Foreign Affairs of Myanmar, visited Laos.",
        ("Aye Lwin", "foreign minister", "MMR"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_titles_tell_office_and_owner(text: str, expected: tuple[str, str, str]) -> None:
    """The office and whose it is are read with the name."""
    seen = read(text).found
    told = [(seen.entities[one.person].name, one.office, one.of) for one in seen.offices if one.relation == "holds"]
    assert expected in told
