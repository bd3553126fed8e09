"""Lines that stand where titles do and are none, and titles in disguise."""

from __future__ import annotations

import pytest

from chancery.reading.report import parse_report

BODY = """Foreign Minister Ana Petrova met her Zambian counterpart in Lusaka on Wednesday, the ministry said.

The two ministers spoke about the railway and agreed to meet again before the rains begin, a spokesman said.
"""
TITLE = "Ministers meet over railway in Lusaka"


def title(text: str) -> str | None:
    """Return the title of a report of plain text."""
    return parse_report(text.encode(), path="report.txt").title


@pytest.mark.parametrize(
    "above",
    [
        "Press Release No. 12/2021",
        "Ruth Banda's Post",
        "General News of Friday, 5 March 2021",
        "viernes 5 de marzo",
        "Chancellery of Oster",
        "Committee on Foreign Relations",
        "The Gull Island Post",
        "Started by Railway Friends",
        "Contact: press@oster.example",
        "S/2021/123",
        "Zambia, Oster, railway",
    ],
)
def test_what_stands_above_gives_way(above: str) -> None:
    """Numbers, accounts, sections, bodies, outlets and addresses are no titles where another line may be."""
    assert title(f"{above}\n{TITLE}\n5 March 2021\n\n{BODY}") == TITLE


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (f"📢 {TITLE}\n\n", f"📢 {TITLE}"),
        ("Railway talks in Lusaka (second round)\n5 March 2021\n\n", "Railway talks in Lusaka (second round)"),
        ("So the railway may open. Now what?\n\n", "So the railway may open. Now what?"),
        ("Lusaka, Oster Upgrade Railway\nPosted on March 5, 2021\n\n", "Lusaka, Oster Upgrade Railway"),
        ("Three years, five ministers, one railway\n5 March 2021\n\n", "Three years, five ministers, one railway"),
        ("Communiqué\nLusaka, 5 March 2021\n\n", "Communiqué"),
        (f"TO: The Desk\nFROM: Ruth Banda\nSUBJECT: {TITLE}\n\n", TITLE),
        (f"{TITLE} - Harbour Times\n{TITLE}\n5 March 2021\n\n", TITLE),
        ("Oster envoys reopen consulate in Lusaka\n5 March 2021\n\n", "Oster envoys reopen consulate in Lusaka"),
    ],
)
def test_a_title_in_disguise_is_found(head: str, wanted: str) -> None:
    """A sign, a bracket, a question mark, a label or a place's commas hide no title."""
    assert title(head + BODY) == wanted


def test_a_post_has_no_title() -> None:
    """What only says the whole is not named twice."""
    assert title("Coast Channel\n\nThe ministry has called in the ambassador over the flag, it said.\n") is None
