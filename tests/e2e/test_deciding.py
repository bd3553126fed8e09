"""Deciding in a browser: a question by keyboard, seen in history, taken back; corrections; pages for anyone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from chancery.pipeline import read_paths
from chancery.record.store import Record
from e2e.browser import CHROMIUM, DESKTOP, PHONE, serving, violations, watched

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed; `apt-get install chromium` brings it"),
]
FOLLOWED_S = 60
REPORTS = {
    "agency.txt": """Steppe News Agency
Talks in Lima end without a date for the border

LIMA, 3 May 2021 (Steppe News Agency) - Foreign Minister Youssef Karami of Jordan met Peruvian Foreign Minister Ana \
Quispe in Lima on 3 May 2021. The two ministers talked about the copper treaty and the opening of an embassy.

Karami said that Jordan would lend Peru 40 million dollars for the port of Ilo.
""",
    "courier.txt": """The Gulf Courier
Y. Karami on the copper treaty

AMMAN, 9 June 2021 (The Gulf Courier) - Jusuf Karami, a former ambassador, accused Peru of breaking the copper treaty \
on 8 June 2021. Peru rejected the accusation.

Ana Quispe of Peru met Prime Minister Omar Haddad of Jordan in Amman on 6-7 June 2021.
""",
    "radio.txt": """Radio Lima
Quispe visits Amman

AMMAN, 8 June 2021 (Radio Lima) - Peruvian Foreign Minister Anna Quispe arrived in Amman on 6 June 2021 for an \
official visit. She held talks with Prime Minister Omar Haddad. Jordan thanked Peru for its help after the flood.
""",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read three reports, which leave questions open."""
    folder = tmp_path_factory.mktemp("read")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    with Record.open(folder / "a.db", create=True) as record:
        read_paths([folder / name for name in REPORTS], record)
        assert {"same person"} <= {one.kind for one in record.questions()}
    return folder / "a.db"


@pytest.fixture
def site(read: Path, tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the record."""
    with serving(Path(shutil.copy(read, tmp_path / "own.db"))) as address:
        yield address


def begin(page: Page, site: str, kind: str) -> None:
    """Open the review at the first question of a kind, signed."""
    page.goto(f"{site}/review")
    for _ in range(9):
        if page.locator("h1").inner_text() == kind:
            break
        shown = page.locator('input[name="question"]').first.input_value()
        page.keyboard.press("s")
        expect(page.locator('input[name="question"]').first).not_to_have_value(shown)
    expect(page.locator("h1")).to_have_text(kind)
    page.get_by_label("Your name, which signs your decisions").fill("A. Berg")
    page.locator("h1").click()


def test_browser_decides_a_question_by_keyboard_and_undoes_it(browser: Browser, site: str) -> None:
    """One key answers without a new page; history tells it, and undoes it."""
    with watched(browser) as page:
        begin(page, site, "Are these one person?")
        expect(page.locator(".side")).to_have_count(2)
        expect(page.locator(".side mark").first).to_be_visible()
        page.evaluate("window.stays = true")
        page.keyboard.press("n")
        expect(page.locator(".decision")).to_contain_text("are not one")
        assert page.evaluate("window.stays") is True
        page.goto(f"{site}/history")
        expect(page.locator(".decision")).to_have_count(1)
        for _ in range(FOLLOWED_S):
            if page.locator(".decision .pill").inner_text() != "waiting":
                break
            page.wait_for_timeout(1000)
            page.reload()
        expect(page.locator(".decision .pill")).to_have_text("applied")
        page.get_by_role("button", name="Undo decision 1").click()
        expect(page.locator(".decision")).to_have_count(2)
        expect(page.locator(".decision .pill").last).to_have_text("undone")
        page.goto(f"{site}/review")
        expect(page.locator(".decision")).to_have_count(0)


def test_browser_sets_a_date_and_goes_back(browser: Browser, site: str) -> None:
    """The key d leads to the field, Enter sets it, b takes it back and asks again."""
    with watched(browser) as page:
        begin(page, site, "When was it?")
        question = page.locator('input[name="question"]').first.input_value()
        page.keyboard.press("1")
        expect(page.locator(".decision")).to_have_count(1)
        page.keyboard.press("b")
        expect(page.locator(".decision")).to_have_count(0)
        expect(page.locator('input[name="question"]').first).to_have_value(question)
        page.keyboard.press("d")
        page.keyboard.type("2021-06")
        page.keyboard.press("Enter")
        expect(page.locator(".decision")).to_contain_text("is 2021-06")


def test_browser_answers_no_key_before_somebody_signs(browser: Browser, site: str) -> None:
    """Without a name nothing is decided: the field for it is shown."""
    with watched(browser) as page:
        page.goto(f"{site}/review")
        page.keyboard.press("1")
        expect(page.get_by_label("Your name, which signs your decisions")).to_be_focused()
        expect(page.locator(".decision")).to_have_count(0)


def test_browser_corrects_an_event_without_scripts(browser: Browser, site: str) -> None:
    """From the event to the form, and back with what was decided about it."""
    with watched(browser, script=False) as page:
        page.goto(f"{site}/?type=CONSULT")
        page.locator(".row .what a").first.click()
        page.get_by_role("link", name="Mark right").click()
        page.get_by_label("Because").fill("checked against the readout")
        page.get_by_label("Your name").fill("A. Berg")
        page.get_by_role("button", name="It is right").click()
        address = page.url
        for _ in range(200):
            page.goto(address)
            if "checked against the readout" in page.locator(".word").inner_text():
                break
            page.wait_for_timeout(100)
        assert "reviewed" in page.locator("header.head").inner_text()


def test_browser_opens_a_form_in_the_page_of_the_event(browser: Browser, site: str) -> None:
    """With scripts the form comes to the entry; so do precedents when they are scrolled to."""
    with watched(browser) as page:
        page.goto(f"{site}/?type=CONSULT%2Fvisit")
        page.locator(".row .what a").last.click()
        page.get_by_role("link", name="Set a value").click()
        expect(page.get_by_label("Value of")).to_be_visible()
        page.locator("h2:text-is('Precedents') + div").scroll_into_view_if_needed()
        expect(page.get_by_role("link", name="What came before")).to_have_count(0)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_browser_finds_the_pages_of_review_accessible(
    browser: Browser, read: Path, tmp_path: Path, size: tuple[int, int], *, dark: bool
) -> None:
    """axe-core finds no violation, and no page is wider than its window."""
    with serving(Path(shutil.copy(read, tmp_path / "own.db"))) as site, watched(browser, size=size, dark=dark) as page:
        begin(page, site, "Are these one person?")
        page.keyboard.press("n")
        expect(page.locator(".decision")).to_have_count(1)
        with Record.open(read, readonly=True) as record:
            event = max(record.events(), key=lambda one: len(one.tellings)).id
        paths = (
            "/review", "/history", "/history/runs/1", f"/decide/{event}", "/decide/ana-quispe", f"/events/{event}",
            f"/events/{event}/precedents", "/compare", "/compare?a=The+Gulf+Courier&b=Radio+Lima",
            "/entities/ana-quispe", "/pledges?on=2031", "/review?sign=1",
        )  # fmt: skip
        found: dict[str, list[str]] = {}
        for path in paths:
            page.goto(f"{site}{path}")
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong = violations(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])
            if wrong:
                found[path] = wrong
        assert found == {}
