"""Pledges, what a second coder sees, and values in a browser: decided by keyboard, followed, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.browser import CHROMIUM, serving, violations, watched
from web.drafted import make_coded, make_pledged

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed; `apt-get install chromium` brings it"),
]
FOLLOWED_S = 120


def sign(page: Page, site: str, asks: str) -> None:
    """Open the review, which asks something, and sign."""
    page.goto(f"{site}/review")
    expect(page.locator("h1")).to_have_text(asks)
    assert violations(page) == []
    page.get_by_label("Your name, which signs your decisions").fill("A. Berg")
    page.locator("h1").click()


def follow(page: Page, site: str) -> None:
    """Wait in the history until the first decision is applied."""
    page.goto(f"{site}/history")
    for _ in range(FOLLOWED_S):
        if page.locator(".decision .pill").last.inner_text() != "waiting":
            break
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.locator(".decision .pill").last).to_have_text("applied")


def test_browser_joins_two_pledges_by_a_key_and_parts_them_again(browser: Browser, tmp_path: Path) -> None:
    """The key y makes them one pledge with both sentences; history undoes it."""
    with serving(make_pledged(tmp_path / "own.db")) as site, watched(browser) as page:
        page.goto(f"{site}/pledges")
        expect(page.locator(".result")).to_contain_text("2 pledges")
        sign(page, site, "Are these one pledge?")
        expect(page.locator(".side")).to_have_count(2)
        expect(page.locator(".side mark").first).to_be_visible()
        page.keyboard.press("y")
        expect(page.locator(".decision")).to_contain_text("are one")
        follow(page, site)
        page.goto(f"{site}/pledges")
        expect(page.locator(".result")).to_contain_text("1 pledge")
        page.locator(".pledge-table a").click()
        expect(page.locator("main mark")).to_have_count(2)
        page.goto(f"{site}/history")
        page.get_by_role("button", name="Undo decision 1").click()
        expect(page.locator(".decision .pill").last).to_have_text("undone")


def test_browser_takes_over_what_only_a_second_coder_sees(browser: Browser, tmp_path: Path) -> None:
    """The key y makes it an event that is marked as reviewed; the key n leaves the next out."""
    with serving(make_coded(tmp_path / "own.db")) as site, watched(browser) as page:
        sign(page, site, "Is something missing here?")
        expect(page.get_by_role("button", name="Take it over")).to_be_visible()
        page.keyboard.press("y")
        expect(page.locator(".decision")).to_contain_text("taken over")
        page.keyboard.press("n")
        expect(page.locator(".decision").first).to_contain_text("left out")
        expect(page.locator("main")).to_contain_text("Nothing is open")
        follow(page, site)
        page.locator('.decision a[href^="/events/"]').first.click()
        expect(page.locator(".account mark")).to_contain_text("forty wells")
        expect(page.locator("main")).to_contain_text("reviewed")


def test_browser_sets_the_actor_of_an_event(browser: Browser, tmp_path: Path) -> None:
    """The form of the event's page takes a name, and the event is that state's."""
    with serving(make_coded(tmp_path / "own.db")) as site, watched(browser) as page:
        page.goto(site)
        page.locator(".row .what a").first.click()
        page.get_by_role("link", name="Set a value").click()
        form = page.get_by_role("form", name="Set a value")
        form.get_by_label("Value of").select_option("actor")
        form.get_by_label("is", exact=True).fill("Chile")
        form.get_by_label("Because").fill("the readout names Chile alone")
        form.get_by_label("Your name, which signs your decisions").fill("A. Berg")
        form.get_by_role("button", name="Set").click()
        follow(page, site)
        page.locator('.decision a[href^="/events/"]').first.click()
        expect(page.locator("h1")).to_contain_text("Chile")
        expect(page.locator("h1")).not_to_contain_text("Peru")
