"""Sentences that tell how long somebody has held an office."""

from __future__ import annotations

import pytest

from chancery.extraction.observe import observe
from chancery.language.pipeline import annotate
from chancery.model.text import Block, BlockKind, Report, Span

# written for this test: a sentence, and person, office, state, relation and time that it tells
CASES = [
    ("Ana Costa, foreign minister since 2017, left.", ("Ana Costa", "foreign minister", None, "assumes", "2017")),
    (
        "Rui Silva has been prime minister of Peru since 12 June 2019.",
        ("Rui Silva", "prime minister", "PER", "assumes", "12 June 2019"),
    ),
    (
        "Rui Silva served as prime minister of Peru from 2012 to 2016.",
        ("Rui Silva", "prime minister", "PER", "held", "2012 to 2016"),
    ),
    (
        "Rui Silva was the Peruvian foreign minister until June 2016.",
        ("Rui Silva", "foreign minister", "PER", "leaves", "June 2016"),
    ),
    ("Ana Costa was the Peruvian president in 2016.", ("Ana Costa", "president", "PER", "holds", "2016")),
    ("Rui Silva, whose term ended on 24 May 2022, left.", ("Rui Silva", "", None, "leaves", "24 May 2022")),
    ("Ana Costa's mandate expires in March 2024.", ("Ana Costa", "", None, "leaves", "March 2024")),
    ("Ana Costa's presidency began in March 2014.", ("Ana Costa", "", None, "assumes", "March 2014")),
    ("Rui Silva, in office since 2021, met Ana Costa.", ("Rui Silva", "", None, "assumes", "2021")),
    ("Rui Silva resumed the office that he held eight years ago.", ("he", "", None, "held", "eight years ago")),
    (
        "Rui Silva, president of Peru from July 2021 until December 2022, is in prison.",
        ("Rui Silva", "president", "PER", "held", "July 2021 until December 2022"),
    ),
    (
        "Between 2011 and 2016 Rui Silva served as foreign minister of Norway.",
        ("Rui Silva", "foreign minister", "NOR", "held", "2011 and 2016"),
    ),
    (
        "Ana Costa has held the post of defence minister since 2019.",
        ("Ana Costa", "defence minister", None, "assumes", "2019"),
    ),
    (
        "Rui Silva was Estonia's prime minister for five years until 2016.",
        ("Rui Silva", "prime minister", "EST", "leaves", "2016"),
    ),
    ("Until 2018 Rui Silva was foreign minister of Chad.", ("Rui Silva", "foreign minister", "TCD", "leaves", "2018")),
    ("Ana Costa has governed Hungary since 2010.", ("Ana Costa", "", None, "assumes", "2010")),
    ("Ana Costa, who ruled from 2012 to 2017, was there.", ("Ana Costa", "", None, "held", "2012 to 2017")),
    ("Rui Silva has been in power since 2000.", ("Rui Silva", "", None, "assumes", "2000")),
    (
        "Rui Silva had been ambassador to Kenya since 2015.",
        ("Rui Silva", "ambassador to Kenya", None, "assumes", "2015"),
    ),
    ("The mandate of Rui Silva runs until March 2026.", ("Rui Silva", "", None, "leaves", "March 2026")),
    ("Ana Costa has led the delegation since Monday.", None),
    ("Ana Costa has not been foreign minister since 2019.", None),
    ("Ana Costa has chaired the talks with Peru since Monday.", None),
    ("Ana Costa told the foreign minister of Peru on Monday that she was tired.", None),
    ("The post of envoy has been vacant since January 2022.", None),
    ("Rui Silva was appointed foreign minister in October 2018.", None),
    ("Ana Costa has been in Lima since Monday.", None),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tenures_take_the_person_before_the_time(
    text: str, expected: tuple[str, str, str | None, str, str] | None
) -> None:
    """Beginnings, ends and times in office are read; a change that an event tells is left to it."""
    report = Report(id="t", path="t", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=Span(0, len(text))),))
    seen = observe(annotate(report), report, program="test")
    dated = [o for o in seen.offices if o.time is not None]
    told = [
        (seen.entities[o.person].name, o.office, o.of, o.relation, seen.times[o.time].span.of(text))
        for o in dated
        if o.time is not None and not any(e.type == "OFFICE" and o.person in e.actors for e in seen.events)
    ]
    assert told == ([expected] if expected else [])
