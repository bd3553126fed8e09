"""Which number of a date is the day."""

from __future__ import annotations

import pytest

from chancery.reading.numeric_days import read_numeric


@pytest.mark.parametrize(
    ("line", "page", "day"),
    [
        ("04/04/2022", [], "2022-04-04"),
        ("13/04/2022", [], "2022-04-13"),
        ("Mon 04-03-2024 11:04 AM", [], "2024-03-04"),
        ("04/03/2024", ["They met on 3 March in Lusaka."], "2024-03-04"),
        ("04/03/2024", ["They met on April 2 in Lusaka."], "2024-04-03"),
        ("04/03/2024", ["28/02/2024"], "2024-03-04"),
        ("04/03/2024", ["02/15/2024"], "2024-04-03"),
        ("04/03/2024 - 16:40", [], "2024-03-04"),
        ("04/03/2024", ["The programme ends in autumn."], "2024-03-04"),
        ("04/03/2024 EST", ["The program ends in the fall."], "2024-04-03"),
        ("04/03/2024", ["They met on Monday."], None),
        ("04/03/2024", [], None),
        ("31/31/2024", [], None),
        ("no day", [], None),
    ],
)
def test_the_page_tells_day_from_month(line: str, page: list[str], day: str | None) -> None:
    """A weekday beside it, other days and the page's habits decide; a weekday of the report never does."""
    found = read_numeric(line, page)
    assert (str(found[0]) if found else None) == day
