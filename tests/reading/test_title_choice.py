"""Which line is the title among others that could be, and which words of it are the title's."""

from __future__ import annotations

import pytest

from chancery.model.text import BlockKind
from chancery.reading.report import parse_report

BODY = """Foreign Minister Ana Petrova met her Zambian counterpart in Lusaka on Wednesday, the ministry said.

The two ministers spoke about the railway and agreed to meet again before the rains begin, a spokesman said.

Oster and Zambia have built the line since 2019, and want to open it for grain trains within two years.
"""
TITLE = "Oster and Zambia ministers meet over railway"


def title(text: str) -> str | None:
    """Return the title of a report of plain text."""
    return parse_report(text.encode(), path="report.txt").title


@pytest.mark.parametrize(
    "above",
    [
        "Grain prices fall for third week\nHarbour strike over, crews say\n",
        "Rate of the day: USD 1.08\n",
        "13:41, 5 March 2021, Lusaka - WIRE, Ruth Banda\n",
        "Home > World > Africa\n",
        "Africa, Railways & World\n",
        "Republic of Oster - Government\n",
    ],
)
def test_other_lines_above_are_not_the_title(above: str) -> None:
    """A teaser, a rate, a row of marks, crumbs and a state's name stand above the title that the body takes up."""
    assert title(f"{above}{TITLE}\nBy Ruth Banda\n5 March 2021\n\n{BODY}") == TITLE


@pytest.mark.parametrize(
    "below",
    [
        "Minister Ana Petrova was received in Lusaka and promised grain trains within two years",
        "Ana Petrova, left, greets her guest at the station of Lusaka on Wednesday",
        "Updated: 5 March 2021, 18:20",
    ],
)
def test_other_lines_below_are_not_the_title(below: str) -> None:
    """A standfirst, a caption and a time of updating stand below the title."""
    assert title(f"World\n{TITLE}\n{below}\nBy Ruth Banda\n5 March 2021\n\n{BODY}") == TITLE


def test_a_title_may_be_sentences() -> None:
    """A full stop at the end, and one inside, hide no title above byline and day."""
    wanted = "Oster built Zambia a railway. Then came the grain ministers."
    assert title(f"{wanted}\nBy Ruth Banda\n5 March 2021\n\n{BODY}") == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (f"Fwd: {TITLE}", TITLE),
        (f"OR24091 | {TITLE}", TITLE),
        (f"OFFICIAL // {TITLE}", TITLE),
        (f"UPDATE 1-{TITLE}", TITLE),
        (f"{TITLE} [Analysis]", TITLE),
        (f"{TITLE} VIDEO", TITLE),
        (f"{TITLE} | The Harbour Times", TITLE),
        ("From Elsewhere: Grain ministers meet over railway", "From Elsewhere: Grain ministers meet over railway"),
        ("Ministers of Oster meet over grain - railway next", "Ministers of Oster meet over grain - railway next"),
        ("Railway ministers meeting - 5 March 2021", "Railway ministers meeting - 5 March 2021"),
    ],
)
def test_only_its_words_are_the_title(line: str, wanted: str) -> None:
    """Numbers, kickers, what is offered and the site's name are no words of a title; all else is."""
    assert title(f"{line}\nBy Ruth Banda\n5 March 2021\n\n{BODY}") == wanted


def test_a_document_s_title_goes_over_lines() -> None:
    """Its sort stands above what it is about, and a line that breaks off goes on in the next."""
    text = (
        "JOINT COMMUNIQUÉ\non the Visit of the Minister of Foreign Affairs of the Republic of\n"
        f"Oster to the Republic of Zambia\n\n{BODY}"
    )
    report = parse_report(text.encode(), path="report.txt")
    assert report.title == (
        "JOINT COMMUNIQUÉ on the Visit of the Minister of Foreign Affairs of the Republic of Oster to the Republic of "
        "Zambia"
    )
    assert [block.kind for block in report.blocks][:3] == [BlockKind.TITLE] * 3


def test_a_paragraph_alone_has_no_title() -> None:
    """The last line of a page heads nothing."""
    assert title("The ministry has called in the ambassador over the flag\n") is None
