"""Furniture: each rule drops its shape, and no sentence of a report."""

from __future__ import annotations

import pytest

from chancery.reading.furniture import Zone, find_furniture, judge
from chancery.reading.pieces import Aligned, Piece


def piece(text: str) -> Piece:
    """Make a piece from a line."""
    return Piece(body=Aligned.whole(text))


WIDGETS = [  # own examples of shapes seen on news sites
    ("de-DE1 en-GB1 fr-FR1", "language-row"),
    ("EN FR RU AR", "language-row"),
    ("English | Français | Русский", "language-row"),
    ("XS", "font-size"),
    ("XS SM MD LG", "font-size"),
    ("A A A", "font-size"),
    ("16x9 Image", "image-widget"),
    ("4 x 3 photo", "image-widget"),
    ("divider", "image-widget"),
    ("Facebook Twitter WhatsApp Email", "share-row"),
    ("Share on Facebook", "share-row"),
    ("Share this article", "share-row"),
    ("Print this page", "share-row"),
    ("Accessibility links", "navigation"),
    ("Skip to main content", "navigation"),
    ("Back to top", "navigation"),
    ("Home > World > Straits", "breadcrumb"),
    ("Politics | Diplomacy | North Coast", "breadcrumb"),
    ("Home | Newsroom | Remarks of the Minister at the Opening of the North Pier", "breadcrumb"),
    ("You are here: Home", "breadcrumb"),
    ("The pier opens on facebook (opens in a new window)", "link"),
    ("Suggest to a friend:", "share-row"),
    ("Versão em português", "language-row"),
    ("Customs of the Strait (background information)", "file-link"),
    ("Story continues", "advertising"),
    ("For information media. Not an official record.", "disclaimer"),
    ("For all latest news, follow the Harbour's Google News channel.", "channel"),
    ("Something went wrong, please try again later.", "reader-address"),
    ("Recent Features", "teaser-heading"),
    ("Most Read", "teaser-heading"),
    ("You may also like", "teaser-heading"),
    ("Additional materials", "teaser-heading"),
    ("Tags: salt, treaty", "teaser-heading"),
    ("Read more: The harbour that nobody wanted", "teaser"),
    ("See also: A short history of piers", "teaser"),
    ("View more articles from Nora Feld", "teaser"),
    ("To find out more, click here.", "teaser"),
    ("1,204 views", "counter"),
    ("5 min read", "counter"),
    ("Updated 3 hours ago", "counter"),
    ("///", "signs-only"),
    ("* * *", "signs-only"),
    ("ENDS", "editors-mark"),
    ("-30-", "editors-mark"),
    ("ATTENTION - ADDS details, background ///", "editors-mark"),
    ("Advertisement", "advertising"),
    ("https://courier.example/world", "bare-link"),
    ("Sign up for our weekly newsletter.", "reader-address"),
    ("We use cookies to make this site work.", "reader-address"),
    ("Follow us on Telegram", "share-row"),
    ("Copyright 2020 Harbour Notes. All rights reserved.", "copyright"),
    ("The views expressed here are those of the author.", "disclaimer"),
    ("Press Directorate | Harbour Street 14, Strelsau", "postal-address"),
    ("Embassy of Ruritania · 9 Salt Row, Port Kesh", "postal-address"),
    ("Secretariat of the Strait • Rua do Cais 120, Lagosta 40231", "postal-address"),
    ("ab/cde/fg", "desk-initials"),
    ("Share | By our correspondent in the harbour town", "link-row"),
    ("Font size: S M L XL", "font-size"),
    ("Latest: Ferries wait for the thaw", "teaser"),
    ("More analysis: Why salt is cheap", "teaser"),
    ("Subscriptions: four issues a year", "subscription"),
]


@pytest.mark.parametrize(("text", "rule"), WIDGETS)
def test_rules_drop_widget_below_report(text: str, rule: str) -> None:
    """A widget under the last paragraph is furniture, by the rule made for it."""
    finding = judge(piece(text), Zone.BELOW)
    assert finding is not None
    assert finding.rule == rule
    assert finding.reason


CONTENT = [  # own sentences that share words with widgets
    "More than forty ministers share the view that the treaty must be printed in six languages.",
    "Read together, the two clauses mean that the pier belongs to nobody.",
    "The minister will follow the talks on television, her office said.",
    "We use salt every day, Kesh said, and we would like to go on using it.",
    "Search teams from both countries went on looking for the ferry's crew.",
    "Print and broadcast journalists from nine towns were let into the hall.",
    "Talks ended.",
    "You are here to keep the peace, the general told the sailors.",
    "This message is intended for our neighbours, the minister said.",
    "It is not an official document of the strait, Kesh said.",
    "Follow the treaty, she told the port, and the port will follow you.",
    "“Thank you,” she said.",
    "Photographs of the two leaders were handed out by the palace.",
    "The two sides will sign a memorandum on the use of materials for piers.",
    "Albania",
    "Dr. Sela Borg, Minister",
    "UPDATE ON THE STRAIT",
    "Sela Borg | 12 May, Port Kesh",
    "Treaty of the Strait | Annex, articles 4 and 5",
]


@pytest.mark.parametrize("text", CONTENT)
@pytest.mark.parametrize("zone", list(Zone))
def test_rules_keep_sentences_everywhere(text: str, zone: Zone) -> None:
    """No rule takes a sentence or a listed name for furniture."""
    assert judge(piece(text), zone) is None


def test_boxes_drop_biography_but_not_the_name() -> None:
    """A biography at the foot goes, the bare name above it stays as a byline."""
    lines = [
        "The ministers of two coasts met on Friday and agreed on the price of salt for a year.",
        "They will meet again when the ice has gone, the hosts said in a short statement.",
        "Nora Feld",
        "Nora Feld is a journalist who has written for Harbour Notes since 2009.",
        "Feld studied law in Lumen.",
    ]
    assert sorted(find_furniture([piece(line) for line in lines])) == [3, 4]


def test_boxes_keep_report_about_a_scholar() -> None:
    """A closing paragraph about a person whom the report speaks of is content."""
    lines = [
        "The council named Nora Feld as its envoy for salt on Friday after a vote of nine to two.",
        "The vote had been put off twice because the hall was being painted, members said.",
        "Nora Feld is a professor of law at the university of Lumen.",
    ]
    assert find_furniture([piece(line) for line in lines]) == {}


def test_menu_of_widgets_above_report_takes_short_neighbours_along() -> None:
    """Short lines among navigation links above the first paragraph are a menu."""
    lines = [
        "Home",
        "Menu",
        "Search",
        "Politics",
        "Log in",
        "The ministers of two coasts met on Friday to talk of salt.",
    ]
    assert sorted(find_furniture([piece(line) for line in lines])) == [0, 1, 2, 3, 4]


def test_count_of_comments_above_report_opens_no_thread() -> None:
    """What stands between a count of comments and the readers' comments themselves is the report."""
    said = "The ferry will sail again on Monday, the minister of the port told the harbour's paper."
    lines = ["Ferry to sail again", said, "11 comments", *(f"{said[:-1]}, word {n}." for n in range(6))]
    thread = ["Comments", "Ina, 18 January 2023 21:02", "High time.", "Oda, 18 January 2023 21:17", "And the fare?"]
    pieces = [piece(line) for line in (*lines, *thread)]
    found = find_furniture(pieces)
    assert not found.keys() & {0, 1, *range(3, 9)}
    assert set(range(9, 14)) <= found.keys()
