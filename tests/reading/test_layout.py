"""Titles among menus, subtitles and names of institutions."""

from __future__ import annotations

import pytest

from chancery.reading.report import parse_report

BODY = (
    "\n\nThe foreign ministers of Oster and Brava agreed in Lindau on Saturday that engineers would go on measuring"
    " the river.\n\nThe Council of the River said that it welcomed what the ministers had agreed in Lindau.\n"
)
HEADS = [  # own heads of pages; the title and subtitle
    ("Council of the River\nMembers\nDocuments\n\nMinisters agree to keep measuring river\n\n12 March 2016", None),
    ("Ministers agree to keep measuring river\n\nA ruler is not a treaty, but it is a beginning of one", "A ruler"),
    ("We use cookies to give you the best of our site.\nAccept\n\nMinisters agree to keep measuring river", None),
    (
        "Ministers agree to keep measuring river\n\n09/11/2016\n\nMinisters at the river in Lindau before the talks",
        None,
    ),
    ("Ministers agree to keep measuring river\n\nPublisher: Ministry of Foreign Ministers", None),
    ("Ministers agree to keep measuring river\nWEDNESDAY, 18.01.2017. 20:15\nPhoto: Harbour/ Ina Hron", None),
    (
        "Ministers agree to keep measuring river\n\n10 March 2017 07:00:00\n\nMinisters agree to keep measuring river",
        None,
    ),
    (
        "Ministers agree to keep measuring river\n\n12 March 2016" + 2 * "\nThe ministers agreed in Lindau on a river",
        None,
    ),
    ("Ministers agree to keep measuring river\n\n(UPDATES with what the ministers agreed)\nBy Ina Hron", None),
    ("Home\nNews\nShop\n11 March 2016\n12 March 2016\n13 March 2016\n\nMinisters agree to keep measuring river", None),
]


@pytest.mark.parametrize(("head", "subtitle"), HEADS)
def test_title_is_the_line_that_the_body_takes_up(head: str, subtitle: str | None) -> None:
    """Neither an institution's name nor a notice nor a subtitle is taken for the title."""
    report = parse_report((head + BODY).encode(), path="a.txt")
    assert report.title == "Ministers agree to keep measuring river"
    assert (report.subtitle or "").startswith(subtitle or "")
    assert (report.subtitle is None) == (subtitle is None)


def test_first_turn_of_transcript_is_no_subtitle() -> None:
    """A short first turn under the title keeps its speaker."""
    text = "Talks in Lindau\n\nLindau, Brava\n\nMR HRON: Good day.\n\nQUESTION: And?\n\nMR HRON: We met."
    report = parse_report(text.encode(), path="a.txt")
    assert [block.speaker for block in report.blocks if block.speaker] == ["MR HRON", "QUESTION", "MR HRON"]


def test_title_in_capitals_above_its_subtitle() -> None:
    """A title in title case goes before the subtitle that the body takes up rather."""
    head = "The Engineer Who Learned to Wait\n\nFor the foreign ministers of Oster and Brava, engineers go on measuring"
    report = parse_report((head + BODY).encode(), path="a.txt")
    assert report.title == "The Engineer Who Learned to Wait"
    assert (report.subtitle or "").startswith("For the foreign ministers")


def test_what_somebody_says_is_no_title() -> None:
    """A turn of several sentences stands among names and widgets, as in the record of a debate."""
    turn = "I thank the Minister for the answer. The engineers of Oster are in Lindau. Will they go on measuring it?"
    head = f"River: Measuring\n\nShare\n\nPaul Weber\n\n{turn}\n\nShare\n\nIna Hron"
    report = parse_report((head + BODY).encode(), path="a.txt")
    assert report.title != turn
    assert "Paul Weber" in report.text


def test_who_signed_stays_above_the_foot() -> None:
    """Names under "Signatories" and after "For Oster" are the report's, whatever widgets follow."""
    foot = "\nFor Oster\n\nPaul Weber\n\nFor Brava\n\nIna Hron\n\nSignatories:\n\nRiver Watch\nFriends of Lindau\n\n"
    page = "Ministers agree to keep measuring river" + BODY + foot + "Share\nTweet\nPrint\nLatest news\nShips collide"
    kept = parse_report(page.encode(), path="a.txt").text
    assert all(name in kept for name in ("Paul Weber", "Ina Hron", "River Watch", "Friends of Lindau"))
    assert "Tweet" not in kept


def test_place_in_capitals_above_the_first_paragraph_stays() -> None:
    """A town that is also a section of the site is the report's where it stands right above the first paragraph."""
    page = "Home\nLINDAU\nSport\nShop\n\nMinisters agree to keep measuring river\n\n12 March 2016\n\nLINDAU" + BODY
    assert "\nLINDAU" in parse_report(page.encode(), path="a.txt").text


@pytest.mark.parametrize("kind", ["JOINT COMMUNIQUÉ", "Final Declaration", "Press Readout", "Exchange Letters"])
def test_a_sort_of_document_is_nobodys_name(kind: str) -> None:
    """What stands in capitals under a title may be a name; a document's sort is none."""
    body = "The ministers met on Friday in the salt exchange and agreed to meet again in the spring, the ministry said."
    for line, authors in ((kind, ()), ("Oda Kesh", ("Oda Kesh",))):
        page = f"Ministers of the strait meet at last\n\n{line}\n\n{body}\n\n{body.replace('Friday', 'Monday')}"
        assert parse_report(page.encode(), path="a.txt").authors == authors
