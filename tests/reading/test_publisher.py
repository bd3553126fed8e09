"""Outlets and dates from the signs that pages bear."""

from __future__ import annotations

import pytest

from chancery.codebooks.outlets import ministry_of, outlet_by_name, outlet_by_section, outlet_by_url, outlets
from chancery.reading.datelines import find_date, read_date_line, read_dateline
from chancery.reading.mastheads import agency_tag, find_masthead
from chancery.reading.publisher import find_outlet
from chancery.reading.source import PageData
from chancery.reading.text import read_text


def test_outlets_have_unique_domains_and_sections() -> None:
    """No address and no section belongs to two outlets."""
    domains = [domain for outlet in outlets().values() for domain in outlet.domains]
    sections = [section for outlet in outlets().values() for section in outlet.sections]
    assert len(domains) == len(set(domains))
    assert len(sections) == len(set(sections))
    assert len(outlets()) >= 150


def test_outlets_are_found_by_name_url_section() -> None:
    """Abbreviations, subdomains and sections lead to the full name."""
    found = (outlet_by_name("AFP"), outlet_by_url("https://www.reuters.com/a"), outlet_by_section("ASEAN Beat"))
    assert [outlet.name for outlet in found if outlet] == ["Agence France-Presse", "Reuters", "The Diplomat"]
    assert outlet_by_name("Harbour Notes") is None
    assert ministry_of("KGZ", "Kyrgyzstan") == "Ministry of Foreign Affairs of Kyrgyzstan"


@pytest.mark.parametrize(
    ("text", "place", "tag", "date"),
    [
        ("MOSCOW, Feb 3 (Reuters) - The talks began.", "MOSCOW", "Reuters", "XXXX-02-03"),
        ("ASTANA (TCA) — The talks began.", "ASTANA", "TCA", None),
        ("MOSCOW, October 23. /TASS/. The talks began.", "MOSCOW", "TASS", "XXXX-10-23"),
        ("RIGA, 4 May 2019 (Harbour Wire) - The talks began.", "RIGA", "Harbour Wire", "2019-05-04"),
        ("RIGA, May 4th, 2019 (Harbour Wire) – The talks began.", "RIGA", "Harbour Wire", "2019-05-04"),
        ("RIGA, 2019-05-04 (Harbour Wire) - The talks began.", "RIGA", "Harbour Wire", "2019-05-04"),
        ("RIGA, Saturday (Harbour Wire) - The talks began.", "RIGA", "Harbour Wire", None),
        ("RIGA, Saturday, 4 May 2019: The talks began.", "RIGA", None, "2019-05-04"),
        ("RIGA – 4 May 2019 – The talks began.", "RIGA", None, "2019-05-04"),
        ("RIGA, 4 May - RIA Novosti. The talks began.", "RIGA", "RIA Novosti", "XXXX-05-04"),
        ("(Harbour Wire) RIGA, 4 May 2019 - The talks began.", "RIGA", "Harbour Wire", "2019-05-04"),
        ("(Reuters) - The talks began.", "", "Reuters", None),
        ("New Delhi, May 4 (PTI) The talks began.", "New Delhi", "PTI", "XXXX-05-04"),
        ("İZMİR, 4 May 2019 (Harbour Wire) - The talks began.", "İZMİR", "Harbour Wire", "2019-05-04"),
        ("Oda Kesh (right) The talks began.", None, None, None),
        ("RIGA: The talks began.", None, None, None),
        ("NEW YORK, 4 May 2019 (AP) -- The talks began.", "NEW YORK", "AP", "2019-05-04"),
        ("Brussels, March 3, 2020 – The talks began.", "Brussels", None, "2020-03-03"),
        ("MR KURTZ-PHELAN spoke first.", None, None, None),
        ("The talks — the first since May — began.", None, None, None),
    ],
)
def test_dateline_is_read(text: str, place: str | None, tag: str | None, date: str | None) -> None:
    """Place, agency and day are told from prose with dashes."""
    found = read_dateline(text)
    assert (found.place if found else None) == place
    assert (found.tag if found else None) == tag
    assert (str(found.date) if found and found.date else None) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("March 3, 2020", "2020-03-03"),
        ("Published: 3 March 2020, 14:05 GMT", "2020-03-03"),
        ("Wednesday, January 23, 2019", "2019-01-23"),
        ("2020-03-03", "2020-03-03"),
        ("3 March 2020 | From our correspondent", "2020-03-03"),
        ("3 March 2020, from our correspondent in Riga", "2020-03-03"),
        ("3 March 2020 • 4 min read", "2020-03-03"),
        ("Last modified on Tue 3 Mar 2020 10.15 GMT", "2020-03-03"),
        ("Riga, Latvia, 3 March 2020", "2020-03-03"),
        ("(Riga, 3 March 2020)", "2020-03-03"),
        ("Vol. 12, No. 34, 3 March 2020", "2020-03-03"),
        ("No 341 (2020), Tuesday 3 March 2020", "2020-03-03"),
        ("3 March 2020, Issue No. 45", "2020-03-03"),
        ("03.03.2020 - Update : 04.03.2020", "2020-03-03"),
        ("No. 9 Harbour Street, 3 March 2020", None),
        ("Order No. 45 of 3 March 2020", None),
        ("The treaty of March 3, 2020 was a good one", None),
        ("February 30, 2020", None),
    ],
)
def test_date_line_is_told_from_sentence(text: str, date: str | None) -> None:
    """A line is a date line only if nothing else stands in it."""
    found = read_date_line(text)
    assert (str(found) if found else None) == date


def test_dates_without_year_need_leave() -> None:
    """A day without a year is read only on demand."""
    assert find_date("on November 29") is None
    found = find_date("on November 29", yearless=True)
    assert found is not None
    assert str(found.date) == "XXXX-11-29"


MINISTRY = [
    (
        "Remarks by Foreign Minister of Kazakhstan Aida Serik at the forum",
        ["We came."],
        "Ministry of Foreign Affairs of Kazakhstan",
    ),
    (
        "Foreign Minister Aida Serik’s interview",
        ["Latvia will act. Latvia has waited. Latvian ships left."],
        "Ministry of Foreign Affairs of Latvia",
    ),
    ("Foreign Minister Aida Serik’s interview", ["We came."], None),
    ("Foreign Minister Aida Serik visits Latvia", ["Latvia will act. Latvia has waited."], None),
]


@pytest.mark.parametrize(("title", "paragraphs", "outlet"), MINISTRY)
def test_ministry_publishes_its_ministers_words(title: str, paragraphs: list[str], outlet: str | None) -> None:
    """A transcript's title with a state, or a state that the text is about, names the ministry."""
    assert find_outlet(PageData(), paragraphs=paragraphs, furniture=(), title=title) == outlet


MASTHEADS = [  # own pages; the number of lines that belong to the masthead
    ("The Harbour Gazette\nNews | Tides | Letters\n\nTwo ministers meet", "The Harbour Gazette", 2),
    ("HARBOUR GAZETTE\nMenu\n\nTwo ministers meet\n\nThey told the Harbour Gazette.", "Harbour Gazette", 2),
    ("Harbour Gazette | World | Money | Sport\n\nTwo ministers meet", "Harbour Gazette", 1),
    ("Ministry of Foreign Affairs of Dravia\n\nPress note", "Ministry of Foreign Affairs of Dravia", 1),
    ("Star witness heard in harbour trial\n\nThe judge sat.", None, 0),
    ("Two ministers meet\n\nThey met.", None, 0),
]


@pytest.mark.parametrize(("text", "name", "lines"), MASTHEADS)
def test_masthead_is_told_from_title(text: str, name: str | None, lines: int) -> None:
    """The outlet's name at the top is known by its trade and what sticks to it."""
    found = find_masthead(read_text(text))
    assert (found.name if found else None) == name
    assert (len(found.lines) if found else 0) == lines


def test_agency_in_dateline_need_not_be_known() -> None:
    """A name in brackets that tells its trade is the outlet; a bare abbreviation is not."""
    assert agency_tag("LUMEN, 4 May 2019 (Salt Coast Wire) -- The talks began.") == "Salt Coast Wire"
    assert agency_tag("LUMEN (XYZ) -- The talks began.") is None


def test_source_of_a_report_is_not_its_outlet() -> None:
    """An agency that the text quotes did not publish it."""
    text = ["The ministers met, Radio Free Europe/Radio Liberty reported."]
    assert find_outlet(PageData(), paragraphs=text, furniture=(), title=None) is None
