"""Days without a year: behind the report for what was done, ahead of it for what the present tense plans."""

from __future__ import annotations

import pytest

from chancery.coding import Text, code_texts
from chancery.model.dates import Edtf


def days(sentence: str) -> dict[tuple[str, str], str]:
    """Return the day of each event of a sentence of 18 May 2024, by type and status."""
    coded = next(iter(code_texts([Text(id=None, text=sentence, date=Edtf.parse("2024-05-18"))])))
    return {(event.type, event.status.value): str(event.when) for event, _ in coded.events}


@pytest.mark.parametrize(
    ("sentence", "event", "day"),
    [
        ("Mali's president flew to Chad on April 23 and offered to mediate.", ("AGREE", "occurred"), "2024-04-23"),
        (
            "Ana Costa, who won the vote, takes office as president of Peru on October 20.",
            ("OFFICE", "planned"),
            "2024-10-20",
        ),
        ("Ana Costa took office as president of Peru on October 20.", ("OFFICE", "occurred"), "2023-10-20"),
        ("Peru's president will visit Chile on October 20.", ("CONSULT", "planned"), "2024-10-20"),
        ("Peru's president visited Chile on October 20.", ("CONSULT", "occurred"), "2023-10-20"),
    ],
)
def test_tense_tells_the_year(sentence: str, event: tuple[str, str], day: str) -> None:
    """A plan that stands behind an act does not carry the act's day into the future."""
    assert days(sentence)[event] == day
