"""The gate before archives: what has paragraphs passes, what has none does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.reading.gate import worth_reading
from pace import assert_grows_in_line

PAGES = Path(__file__).parent / "pages"
PARAGRAPH = (
    "The ministers of both states met on the island on Tuesday and agreed to reopen the two crossings before winter, "
    "officials said after the talks had ended late at night."
)
MENU = "<nav><ul>" + "<li><a href='/x'>Harbour news</a></li>" * 30 + "</ul></nav>"


def page(body: str) -> str:
    """Build a page with menus around a body."""
    return f"<html><head><title>x</title></head><body>{MENU}{body}<footer>© Northern Courier</footer></body></html>"


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>Talks end</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></article>",
        f"<div class='story'><div>{PARAGRAPH}</div><div>{PARAGRAPH}</div></div>",
        f"<div>{PARAGRAPH}<br><br>{PARAGRAPH}<br><br>{PARAGRAPH}</div>",
        f"<main><p>QUESTION: Will they?</p><p>MINISTER: {PARAGRAPH}</p><p>{PARAGRAPH}</p></main>",
        "<article><p>"
        + "两国外长星期二在岛上会晤，同意在冬季之前重新开放两个渡口，官员在会谈结束后表示。" * 3
        + "</p></article>",
    ],
)
def test_report_passes(body: str) -> None:
    """Paragraphs in whatever marks, also of a script without blanks, are worth reading."""
    assert worth_reading(page(body))
    assert worth_reading(page(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id='app'></div><script>load()</script>",
        "<ul>" + "<li><a href='/a'>Ministers end their talks on the island</a></li>" * 60 + "</ul>",
        "<div>" + "<figure><img src='a.jpg'><figcaption>A ferry leaves.</figcaption></figure>" * 40 + "</div>",
        "<form><label>Name</label><input><label>Password</label><input></form><p>Please log in.</p>",
        "<h1>Page not found</h1><p>We are sorry.</p>",
    ],
)
def test_page_without_a_report_does_not(body: str) -> None:
    """Shells, lists, galleries, forms and excuses are not worth reading."""
    assert not worth_reading(page(body))


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_page_of_the_other_tests_passes(path: Path) -> None:
    """The pages that the reader reads pass the gate."""
    assert worth_reading(path.read_bytes())


@pytest.mark.parametrize("mark", ["<div>", "<b><p>", "<a href=x>", "<table>", "<li>", "<"])
def test_nesting_neither_hangs_nor_drops(mark: str) -> None:
    """Marks without end are left to the reader, at once."""
    assert worth_reading(mark * 100_000 + PARAGRAPH)
    assert_grows_in_line(lambda size: worth_reading(mark * size + PARAGRAPH), 10_000)
