"""Who wrote a report, by what its byline is and where it stands."""

from __future__ import annotations

import pytest

from chancery.reading.bylines import is_person, labelled_names, names_in, reporting_names
from chancery.reading.report import parse_report

BODY = """Foreign Minister Ana Petrova met her Zambian counterpart in Lusaka on Wednesday, the ministry said.

The two ministers spoke about the railway and agreed to meet again before the rains begin, a spokesman said.

The railway has been closed since a bridge fell into the river, and traders on both sides have waited for a decision.
"""
TITLE = "Ministers meet over railway in Lusaka"


def authors(text: str) -> tuple[str, ...]:
    """Return the authors of a report of plain text."""
    return parse_report(text.encode(), path="report.txt").authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Nora Feld and Ted Hughes in Paris", ("Nora Feld", "Ted Hughes")),
        ("BY NORA FELD FOR THE STAR", ("NORA FELD",)),
        ("By NORA FELD Staff Writer", ("NORA FELD",)),
        ("By Nora Feld and agencies", ("Nora Feld",)),
        ("By Nora Feld, nfeld@star.example", ("Nora Feld",)),
        ("By Nora FeldPublished May 12, 2021 at 5:00 PM", ("Nora Feld",)),
        ("ByNora Feld", ("Nora Feld",)),
        ("12 May 2021, by Nora Feld", ("Nora Feld",)),
        ("Posted by Nora Feld on May 12, 2021", ("Nora Feld",)),
        ("By Wang Lin | Harbour Daily | Updated: 2021-05-12 09:00", ("Wang Lin",)),
        ("Opinion by Abdul Rahman al-Masri", ("Abdul Rahman al-Masri",)),
        ("Autor: Nora Feld", ("Nora Feld",)),
        ("From Nora Feld in Paris", ("Nora Feld",)),
        ("Reporter: Nora Feld, Editor: Ole Berg", ("Nora Feld",)),
        ("by Dorji » Sat Aug 24, 2019 9:41 pm", ("Dorji",)),
        ("By our correspondent", ()),
        ("By Web Desk", ()),
        ("by admin", ()),
        ("By AFP", ()),
        ("By subscribing you accept our terms", ()),
        ("Photo by Nora Feld", ()),
        ("Edited by Nora Feld", ()),
    ],
)
def test_a_label_tells_who_wrote(line: str, names: tuple[str, ...]) -> None:
    """Trades, places, outlets and stamps fall away; desks, accounts of the house and offers are nobody."""
    assert labelled_names(line) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("NORA FELD and TED HUGHES, Staff writers", ("NORA FELD", "TED HUGHES")),
        ("Nora Feld in Lagos and Ole Berg in Oslo", ("Nora Feld", "Ole Berg")),
        ("7 July 2022 | Nora Feld | 4 min read", ("Nora Feld",)),
        ("Nora Feld12 May 2021", ("Nora Feld",)),
        ("OPINION | Nora Feld", ("Nora Feld",)),
        ("Nora Feld / Ole Berg", ("Nora Feld", "Ole Berg")),
        ("Nora Feld, Diplomatic Correspondent, Lagos", ("Nora Feld",)),
        ("Nora Feld said so", ()),
        ("Addis Ababa", ()),
        ("Staff Correspondent", ()),
    ],
)
def test_a_line_of_names_is_a_byline(line: str, names: tuple[str, ...]) -> None:
    """Without a label the whole line must be names and what stands beside them."""
    assert names_in(line) == names


@pytest.mark.parametrize(
    "text",
    ["Key Points", "Google News", "East Africa", "Global Affairs", "Sri Lanka", "Related Stories", "Ana", "MTD Staff"],
)
def test_sections_desks_and_places_are_no_persons(text: str) -> None:
    """Capitals alone make no name."""
    assert not is_person(text)


def test_who_reported_is_told_from_who_edited() -> None:
    """The agency's line below names both."""
    line = "(Additional reporting by Nora Feld in Lagos and Ole Berg; Editing by Ida Bey)"
    assert reporting_names(line) == (("Nora Feld", "Ole Berg"), True)


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (f"{TITLE}\n\nNora Feld\n\n12 May 2021\n\n{BODY}", ("Nora Feld",)),
        (f"{TITLE}\n\nBy\n\nNora Feld\n\n{BODY}", ("Nora Feld",)),
        (f"{TITLE}\n\nKEY POINTS\n\n{BODY}", ()),
        (f"{TITLE}\n\nAna Petrova\n\nForeign Minister\n\n{BODY}", ()),
        (f"{TITLE}\n\nAna Petrova\n\n12 May 2021\n\n{BODY}", ()),
        (f"{TITLE}\n\n{BODY}\n(Reporting by Nora Feld in Lagos; Editing by Ida Bey)\n", ("Nora Feld",)),
        (
            f"{TITLE}\n\nBy Nora Feld\n\n{BODY}\nAdditional reporting by Ole Berg.\n",
            ("Nora Feld",),
        ),
        (f"{TITLE}\n\n{BODY}\nHe said no more.\n\nHassan Basri / Amal Saleh\n", ("Hassan Basri", "Amal Saleh")),
        (f"{TITLE}\n\nDear Minister,\n\n{BODY}\nYours sincerely,\n\nDr Nora Feld\n", ("Nora Feld",)),
        (f"{TITLE}\n\n{BODY}\nChief Nora Feld\n\nfor the Council\n", ()),
    ],
)
def test_a_name_writes_where_bylines_stand(page: str, names: tuple[str, ...]) -> None:
    """Whom the report speaks of, who holds an office and who signs for others are no authors."""
    assert authors(page) == names
