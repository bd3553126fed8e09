"""When a report was published, by what stands above and below it."""

from __future__ import annotations

import pytest

from chancery.reading.report import parse_report

BODY = """Foreign Minister Ana Petrova met her Zambian counterpart in Lusaka on Wednesday, the ministry said.

The two ministers spoke about the railway and agreed to meet again before the rains begin, a spokesman said.

The railway has been closed since a bridge fell into the river, and traders on both sides have waited for a decision.
"""


def published(text: str) -> str | None:
    """Return the day of a report of plain text."""
    report = parse_report(text.encode(), path="report.txt")
    return None if report.published is None else str(report.published)


@pytest.mark.parametrize(
    ("head", "foot", "day"),
    [
        ("Fri, 5 March 2021\n\nMinisters meet on railway\n\nBy Ruth Banda | 4th March 2021\n\n", "", "2021-03-04"),
        (
            "Published: 5 March 2021\n\nMinisters meet on railway\n\nBy Ruth Banda | 4 March 2021\n\n",
            "",
            "2021-03-05",
        ),
        (
            "Fri, 5 March 2021\n\nMinisters meet on railway\n\nBy Ruth Banda | Updated 9 May 2021\n\n",
            "",
            "2021-03-05",
        ),
        ("Ministers meet over railway\n\n", "\nDated, 7 March 2021\n", "2021-03-07"),
        ("Ministers meet over railway\n\n", "\nLusaka, 7 March 2021\n", "2021-03-07"),
        ("Ministers meet over railway\n\nBy our own correspondent at the bridge, 8 March\n\n", "", "XXXX-03-08"),
        ("Insight | Saturday, March 6, 2021\n\nMinisters meet over railway\n\n", "", "2021-03-06"),
        ("EL FARO DEL SUR\nMongu, Sunday 7 March 2021\n\nMinisters meet over railway\n\n", "", "2021-03-07"),
        ("Viernes 5 de marzo de 2021\n\nMinisters meet over railway\n\n", "", "2021-03-05"),
        ("Freitag, 5. März 2021\n\nMinisters meet over railway\n\n", "", "2021-03-05"),
        ("5 марта 2021 года\n\nMinisters meet over railway\n\n", "", "2021-03-05"),
        ("5 Mart 2021 Cuma\n\nMinisters meet over railway\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\n0233 GMT 5 Mar 2021\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\nPublished 1:04 PM, Friday, March 5, 2021\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\nMarch 5, 2021 09:00 AM Eastern Daylight Time\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\nPublishedMarch 5, 20214:14 PM\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\n5-Mar-2021\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\n2021년 3월 5일\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\n05.03.21\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\n05\nMar\n2021\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\nSeptember 2021\n\n", "", "2021-09"),
        ("FALL 2021\n\nMinisters meet over railway\n\n", "", "2021"),
        ("Ministers meet over railway\n\nWednesday, March 5, 22:14\n\n", "", "XXXX-03-05"),
        ("Ministers meet over railway\n\nMONGU, 05 MAR (ZNX) - Rain\n\n", "\nZNX 5 March 2021\n", "2021-03-05"),
        ("Ministers meet over railway\n\nTo the Minister, 5 March 2021\n\n", "", "2021-03-05"),
        ("Ministers meet over railway\n\n04/03/2021\n\n", "", None),
        ("Ministers meet over railway\n\n04/03/2021 - 16:40\n\n", "", "2021-03-04"),
        ("Ministers meet over railway\n\n", "\nFirst published: 5 March 2021, 15:10 IST\n", "2021-03-05"),
        ("Ministers meet over railway\n\n", "\nDone at Lusaka on 5 March 2021 in two originals.\n", "2021-03-05"),
        ("Ministers meet over railway\n\n6 May 2021, 10:00\nAdd to calendar\n\n", "", None),
        ("R 051430Z MAR 21\nFM EMBASSY\nSUBJECT: MINISTERS MEET\n\n", "", "2021-03-05"),
        (
            "Ministers meet over railway\n\n",
            "\nhttps://www.harbour.example/2021/03/05/ministers-meet-over-railway 1/2\n",
            "2021-03-05",
        ),
        ("5 ministers since 2021\n\nMinisters meet over railway\n\n", "", None),
        ("Ministers meet over railway\n\n", "", None),
    ],
)
def test_the_day_is_of_whoever_writes(head: str, foot: str, day: str | None) -> None:
    """A day beside a name or below a statement is the report's; that of the page's head may be any reader's."""
    assert published(head + BODY + foot) == day


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Republic of Zambia\nMinistry of Foreign Affairs\n\n", "Ministry of Foreign Affairs of Zambia"),
        (
            "REPUBLIC OF ZAMBIA\nMINISTRY OF FOREIGN AFFAIRS\n\n",
            "Ministry of Foreign Affairs of Zambia",
        ),
        ("Ministry of Foreign Affairs\nMalawi\n\n", "Ministry of Foreign Affairs of Malawi"),
        ("Ministry of Foreign Affairs\n\n", None),
    ],
)
def test_a_letterhead_of_two_lines_names_the_ministry(head: str, outlet: str | None) -> None:
    """The state stands above or below; without one nobody knows whose ministry it is."""
    text = f"{head}Statement on the railway\n\n{BODY}\nCopyright 2021 MOFA.\n"
    assert parse_report(text.encode(), path="report.txt").outlet == outlet


def test_who_translated_it_is_no_title() -> None:
    """A note above the title stays above it."""
    text = f"Translated from Nyanja\n\nMinisters meet over railway in the capital\n\n{BODY}"
    assert parse_report(text.encode(), path="report.txt").title == "Ministers meet over railway in the capital"


def test_a_name_in_capitals_over_its_day_is_the_outlet() -> None:
    """A paper's name need not tell its trade, where the day or the sections stand right below."""
    text = f"EL FARO DEL SUR\nMongu, Sunday 7 March 2021\n\nMinisters meet over railway\n\n{BODY}"
    assert parse_report(text.encode(), path="report.txt").outlet == "El Faro Del Sur"
    bare = f"MINISTERS MEET OVER RAILWAY\n\n{BODY}"
    assert parse_report(bare.encode(), path="report.txt").outlet is None
