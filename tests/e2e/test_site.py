"""The folder of pages and the login in a browser: opened without a server, searched, logged in to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from starlette.datastructures import QueryParams

from chancery.codebooks.names import unaccented
from chancery.record.browsing import event_rows
from chancery.record.store import Record
from chancery.web.accounts import Accounts, accounts_path
from chancery.web.asker import Role
from chancery.web.asking import read_asked
from chancery.web.publishing.writing import write_site
from e2e.browser import CHROMIUM, DESKTOP, PHONE, plain_server, watched
from e2e.program import command, started
from views.samples import REPORTS, make_events, make_hostile_record, make_record

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed; `apt-get install chromium` brings it"),
]
TALKS = make_events()[0]
PASSWORD = "seven green harbours"  # noqa: S105 - of a test
PAGES = (
    "index.html",
    f"events/{TALKS.id}.html",
    "entities.html",
    "entities/aidar-nurlanov.html",
    "entities/KAZ.html",
    "pairs.html",
    "pairs/KAZ-UZB.html",
    "pledges.html",
    "quotations.html",
    "sources.html",
    f"reports/{REPORTS['agency'].id}.html",
    "search.html",
    "search.html?q=canal",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample's site."""
    made = tmp_path_factory.mktemp("site")
    (made / "pages").mkdir()
    write_site(make_record(made / "sample.db"), made / "pages")
    return made / "pages"


def wrong_with(page: Page) -> list[str]:
    """Return what axe-core finds, and whether the page is wider than its window."""
    found: list[dict[str, Any]] = Axe().run(page, options={"preload": False}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    told = [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
    return told + ([f"{wide} pixels too wide"] if wide > 0 else [])


def follow(page: Page, base: str) -> None:
    """Go from the chronicle to an event, its report and back; search; filter; zoom."""
    page.goto(f"{base}/index.html")
    expect(page.locator(".result")).to_contain_text("38 events")
    page.locator(f'a[href="events/{TALKS.id}.html"]').last.click()
    expect(page.locator(".account mark").first).to_be_visible()
    page.get_by_role("link", name="In its report").first.click()
    expect(page.locator("li:target")).to_be_visible()
    page.get_by_role("link", name="Chronicle").click()
    page.wait_for_url("**/index.html")
    page.keyboard.press("/")
    page.keyboard.type("canal")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_contain_text("entries found")
    expect(page.locator("#found li").first).to_be_visible()
    page.goto(f"{base}/index.html")
    page.locator("select[name=state]").first.select_option("KAZ")
    page.locator("select[name=type]").select_option("CONSULT")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#told")).to_have_text("5 entries found")
    expect(page.locator("select[name=state]").first).to_have_value("KAZ")
    page.locator("#found a").first.click()
    expect(page.locator(".account mark").first).to_be_visible()
    page.goto(f"{base}/index.html")
    page.locator('.drawing a.column[href^="lists/"]').last.dispatch_event("click")
    expect(page.get_by_role("navigation", name="Zoom")).to_be_visible()


def test_site_opens_from_its_folder(browser: Browser, folder: Path) -> None:
    """Without any server: links, search, filters and zoom."""
    base = folder.as_uri()
    with watched(browser, base) as page:
        follow(page, base)


def test_site_opens_from_any_web_server(browser: Browser, folder: Path) -> None:
    """Also one that serves it below a path."""
    with plain_server(folder) as base, watched(browser, base) as page:
        follow(page, base)


@pytest.mark.parametrize(
    "query",
    [
        "state=KAZ&state=UZB",
        "state=UZB&type=CONSULT",
        "type=CONSULT/visit",
        "person=aidar-nurlanov",
        "undated=1",
        "from=2024&to=2024",
        "from=202X",
        "to=2011-06-15",
        "status=planned",
    ],
)
def test_site_finds_what_the_server_finds(browser: Browser, folder: Path, query: str) -> None:
    """The same questions have the same answers."""
    with Record.open(folder.parent / "sample.db", readonly=True) as record:
        number = len(event_rows(record, read_asked(QueryParams(query)).wanted))
    with watched(browser, folder.as_uri()) as page:
        page.goto(f"{folder.as_uri()}/search.html?kind=event&{query}")
        expect(page.locator("#told")).to_have_text(f"{number} entries found" if number != 1 else "1 entry found")
        expect(page.locator("#found li")).to_have_count(number)


SAID = (
    "canal", "CANAL", "can", "canal kazakhstan", "canal canal", "Nurlanov", "nurl aid", "a", "“canal”", "canal, talks!",
    "<b>canal</b>", "nothing-of-the-kind",
)  # fmt: skip


def test_site_finds_words_as_people_write_them(browser: Browser, folder: Path) -> None:
    """Several words, their beginnings, signs and capitals: all that the index has, marked, and by kind."""
    lines = [row for file in sorted((folder / "search").glob("*.js")) for row in json.loads(file.read_text()[15:-3])]
    with watched(browser, folder.as_uri()) as page:
        for said in SAID:
            number = sum(1 for row in lines if has_all(row, said))
            page.goto(f"{folder.as_uri()}/search.html?q={quote(said)}")
            told = f"{number} entries found" if number != 1 else "1 entry found"
            expect(page.locator("#told")).to_have_text(told if number else re.compile("Nothing has all these words"))
            expect(page.locator("#found li")).to_have_count(min(100, number))
        page.goto(f"{folder.as_uri()}/search.html?q=canal")
        expect(page.locator("#found mark").first).to_have_text(re.compile("canal", re.IGNORECASE))
        chip = page.get_by_label("Kinds").get_by_role("link", name="event")
        number = int(chip.inner_text().rpartition(" ")[2])
        chip.click()
        expect(page.locator("#told")).to_have_text(f"{number} entries found")
        assert wrong_with(page) == []


def has_all(row: list[Any], said: str) -> bool:
    """Tell whether a line of the index has all words of a question, in its heading, note or text."""
    heading, note, text = (*row[2:5], "", "", "")[:3]
    folded = unaccented(f"{heading}\n{text}\n{note}").lower()
    return all(word in folded for word in re.findall(r"[^\W_]+", unaccented(said).lower()))


def test_site_says_what_is_no_date(browser: Browser, folder: Path) -> None:
    """And finds nothing meanwhile."""
    with watched(browser, folder.as_uri()) as page:
        page.goto(f"{folder.as_uri()}/search.html?kind=event&from=yesterday")
        expect(page.locator("#told")).to_contain_text("“yesterday” is no date")
        expect(page.locator("#found li")).to_have_count(0)


def test_site_reads_without_scripts(browser: Browser, folder: Path) -> None:
    """Everything but search and filters; the search page says so."""
    with watched(browser, folder.as_uri(), script=False) as page:
        page.goto(f"{folder.as_uri()}/index.html")
        page.locator(".row .what a").first.click()
        assert page.locator(".account mark").first.is_visible()
        page.goto(f"{folder.as_uri()}/search.html?q=canal")
        assert page.get_by_text("need JavaScript").is_visible()


def test_site_of_a_hostile_record_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    """Neither in pages nor in what the search writes."""
    (tmp_path / "pages").mkdir()
    write_site(make_hostile_record(tmp_path / "hostile.db"), tmp_path / "pages")
    base = (tmp_path / "pages").as_uri()
    with watched(browser, base) as page:
        for file in sorted((tmp_path / "pages").rglob("*.html")):
            page.goto(file.as_uri())
            expect(page.locator("h1")).to_be_visible()
        page.goto(f"{base}/search.html?kind=entity&q=%3Cscript%3Ealert(1)%3C/script%3E")
        page.goto(f"{base}/search.html?kind=event")
        expect(page.locator("#found li").first).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_site_is_accessible(browser: Browser, folder: Path, size: tuple[int, int], *, dark: bool) -> None:
    """axe-core finds no violation on any kind of page."""
    found = {}
    with watched(browser, folder.as_uri(), size=size, dark=dark) as page:
        for path in PAGES:
            page.goto(f"{folder.as_uri()}/{path}")
            if wrong := wrong_with(page):
                found[path] = wrong
    assert found == {}


# ---- logging in ----


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample with accounts, as a user does."""
    record = make_record(tmp_path_factory.mktemp("guarded") / "sample.db")
    accounts = Accounts(accounts_path(record))
    for name, role in (("anna", Role.ADMIN), ("lena", Role.READER)):
        accounts.add(name, role, PASSWORD)
    with started(command("serve", "--record", record, "--port", "0", "--auth")) as process:
        assert process.stdout
        line = process.stdout.readline().decode()
        yield line.partition(" at ")[2].partition(" ")[0].rstrip("/")


def log_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill the form, by its labels."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_login_leads_to_the_page_that_was_asked_for(browser: Browser, guarded: str) -> None:
    """After a wrong password is told; logging out closes everything again."""
    with watched(browser, guarded, allowed="401") as page:
        page.goto(f"{guarded}/events/{TALKS.id}")
        expect(page.get_by_label("Name")).to_be_focused()
        assert wrong_with(page) == []
        log_in(page, "lena", "not the right one")
        expect(page.get_by_role("alert")).to_contain_text("wrong")
        assert wrong_with(page) == []
        log_in(page, "lena")
        expect(page).to_have_url(f"{guarded}/events/{TALKS.id}")
        expect(page.get_by_role("link", name="Add reports")).to_have_count(0)
        page.get_by_role("link", name="Account: lena").click()
        assert wrong_with(page) == []
        page.get_by_role("button", name="Log out", exact=True).click()
        expect(page).to_have_url(f"{guarded}/login")
        page.goto(f"{guarded}/")
        expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_admins_keep_accounts_on_a_page(browser: Browser, guarded: str) -> None:
    """Everything there is reached by its label; filters work in a session too."""
    with watched(browser, guarded) as page:
        page.goto(guarded)
        log_in(page, "anna")
        page.locator("select[name=state]").first.select_option("KAZ")
        expect(page).to_have_url(f"{guarded}/?state=KAZ")
        page.goto(f"{guarded}/accounts")
        assert wrong_with(page) == []
        page.get_by_label("Name").fill("Bo Sand")
        page.get_by_label("Password").fill("ferries in the fog")
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator("tbody tr")).to_have_count(3)
        page.get_by_role("button", name="Remove Bo Sand").click()
        expect(page.locator("tbody tr")).to_have_count(2)
