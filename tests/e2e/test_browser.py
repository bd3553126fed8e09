"""The pages in a browser: opened, filtered, followed to the evidence, added to, by keyboard, by anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from chancery.record.store import Record
from e2e.browser import CHROMIUM, DESKTOP, PHONE, plain_server, serving, violations, watched
from views.samples import REPORTS, make_conclusions, make_events, make_hostile_record, make_record

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed; `apt-get install chromium` brings it"),
]
REPORT = (
    "Foreign Minister Anna Berg of Norway met her Finnish counterpart in Helsinki on 3 May 2021. "
    "Norway will give Finland 20 million dollars for the bridge, Berg said. "
    "“We keep our word,” Berg told reporters after the talks."
)
PAGE = """<!doctype html><html lang="en"><head><title>Madrid and Lisbon agree on a line</title>
<meta property="article:published_time" content="2021-06-14"><meta property="og:site_name" content="The Tagus Post">
</head><body><article><h1>Madrid and Lisbon agree on a line</h1>
<p>Foreign Minister Clara Duero of Spain met her Portuguese counterpart in Lisbon on 12 June 2021.</p>
<p>Spain and Portugal signed an agreement on a railway line between the two capitals, the ministry said.</p>
</article><script>document.title = "run"</script></body></html>"""
TALKS = make_events()[0]
MADE = make_conclusions()
PAGES = (
    "/",
    "/?state=KAZ&state=UZB",
    "/?from=2024&to=2024",
    f"/events/{TALKS.id}",
    f"/events/{TALKS.id}/precedents",
    f"/quotations/{MADE.quotations[0].id}",
    f"/pledges/{MADE.pledges[0].id}",
    f"/offices/{MADE.occupancies[0].id}",
    "/entities",
    "/entities?kind=organisation",
    "/entities/aidar-nurlanov",
    "/entities/KAZ",
    "/pairs",
    "/pairs/KAZ/UZB",
    "/pledges",
    "/quotations",
    "/sources",
    f"/reports/{REPORTS['agency'].id}",
    f"/reports/{REPORTS['agency'].id}/original",
    "/search?q=canal",
    "/compare",
    "/history",
    "/add",
    "/api",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample."""
    with serving(make_record(tmp_path_factory.mktemp("browser") / "sample.db")) as address:
        yield address


def test_browser_filters_and_follows_an_event_to_its_evidence(browser: Browser, site: str) -> None:
    """From the chronicle to the sentence, and to the original."""
    with watched(browser) as page:
        page.goto(site)
        expect(page.locator(".result")).to_contain_text("38 events")
        page.locator("select[name=state]").first.select_option("KAZ")
        expect(page).to_have_url(f"{site}/?state=KAZ")
        expect(page.locator(".result")).not_to_contain_text("38 events")
        page.locator("select[name=type]").select_option("CONSULT")
        expect(page).to_have_url(f"{site}/?state=KAZ&type=CONSULT")
        page.locator(f'a[href="/events/{TALKS.id}"]').last.click()
        expect(page.locator("h1")).to_contain_text("Aidar Nurlanov")
        expect(page.locator(".account")).to_have_count(2)
        expect(page.locator(".account mark").first).to_be_visible()
        page.get_by_role("link", name="In its report").first.click()
        expect(page.locator("mark.asked").first).to_be_visible()
        page.get_by_role("link", name="What it was read from").click()
        expect(page.locator("h1")).to_be_visible()


def test_browser_says_what_is_no_date(browser: Browser, site: str) -> None:
    """A filter that cannot be asked for leads to a page that says so."""
    with watched(browser, allowed="400") as page:
        page.goto(site)
        page.locator("input[name=from]").fill("yesterday")
        page.locator("input[name=from]").press("Enter")
        expect(page.locator("h1")).to_have_text("This cannot be asked")
        expect(page.locator("main")).to_contain_text("'yesterday' is no date")


def test_browser_zooms_by_the_drawing(browser: Browser, site: str) -> None:
    """A column of the timeline leads into its stretch of time, and the way back leads out."""
    with watched(browser) as page:
        page.goto(site)
        page.locator(".drawing a.m circle").last.hover(force=True)
        expect(page.locator(".tip")).to_contain_text("2024")
        page.keyboard.press("Escape")
        expect(page.locator(".tip")).to_be_hidden()
        page.locator(".drawing a.column").last.dispatch_event("click")
        expect(page.get_by_role("navigation", name="Zoom")).to_be_visible()
        page.get_by_role("link", name="all years").click()
        expect(page.locator(".result")).to_contain_text("38 events")


def test_browser_searches_by_keyboard(browser: Browser, site: str) -> None:
    """The slash goes to the field, the first Tab to the content, "j" from entry to entry."""
    with watched(browser) as page:
        page.goto(site)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("/")
        page.keyboard.type("canal")
        page.keyboard.press("Enter")
        expect(page.locator(".hits mark").first).to_be_visible()
        page.goto(site)
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/events/**")


def test_browser_loads_more_as_one_scrolls(browser: Browser, tmp_path: Path) -> None:
    """The next window comes by itself; nothing is there twice."""
    with serving(make_many(tmp_path / "many.db")) as address, watched(browser) as page:
        page.goto(address)
        expect(page.locator(".rows .row")).to_have_count(60)
        page.locator(".more a").scroll_into_view_if_needed()
        expect(page.locator(".rows .row")).not_to_have_count(60)
        page.keyboard.press("End")
        expect(page.locator(".rows .row")).to_have_count(150)
        expect(page.locator(".more")).to_have_count(0)
        ids = page.locator(".row .what a").evaluate_all("links => links.map(link => link.href)")
        assert len(set(ids)) == 150


def test_browser_adds_a_report(browser: Browser, tmp_path: Path) -> None:
    """Pasted text is read, the page says how far it has come and what changed, and the event is there.

    So is a page that an address leads to, here one on this machine, for which a flag is needed.
    """
    path, pages = tmp_path / "new.db", tmp_path / "pages"
    pages.mkdir()
    (pages / "report.html").write_text(PAGE, encoding="utf-8")
    Record.open(path, create=True).close()
    with (
        serving(path, "--allow-private") as address,
        plain_server(pages) as elsewhere,
        watched(browser) as page,
    ):
        page.goto(address)
        page.get_by_role("navigation").get_by_role("link", name="Add reports").click()
        page.get_by_label("Title").fill("Talks in Helsinki")
        page.get_by_label("Text of the report").fill(REPORT)
        page.get_by_role("button", name="Read text").click()
        expect(page.get_by_role("status")).to_contain_text("1 new", timeout=120_000)
        expect(page.locator("#job h3").first).to_contain_text("1 report new")
        page.locator('#job a[href^="/events/"]').first.click()
        expect(page.locator(".account mark").first).to_be_visible()
        page.goto(f"{address}/sources")
        expect(page.locator(".sources li")).to_contain_text("Talks in Helsinki")
        page.goto(f"{address}/add")
        page.locator("input[name=address]").fill(f"{elsewhere}/report.html")
        page.get_by_role("button", name="Fetch and read").click()
        expect(page.get_by_role("status")).to_contain_text("1 new", timeout=120_000)
        expect(page.locator("#job")).to_contain_text("Spain")
        page.goto(f"{address}/add")
        page.locator("input[name=address]").fill(f"{elsewhere}/nothing.html")
        page.get_by_role("button", name="Fetch and read").click()
        expect(page.locator("#job")).to_contain_text("404", timeout=120_000)


def test_browser_adds_a_file(browser: Browser, tmp_path: Path) -> None:
    """What cannot be read is told with its code."""
    path = tmp_path / "new.db"
    Record.open(path, create=True).close()
    (tmp_path / "picture.txt").write_bytes(b"\x00\x01" * 99)
    with serving(path) as address, watched(browser) as page:
        page.goto(f"{address}/add")
        page.locator("input[type=file]").set_input_files(tmp_path / "picture.txt")
        expect(page.locator("[data-files]")).to_have_text("picture.txt")
        page.get_by_role("button", name="Read files").click()
        expect(page.locator("#job")).to_contain_text("C012", timeout=120_000)
        page.goto(f"{address}/add")  # this server has not been told that it may ask this machine
        page.locator("input[name=address]").fill(f"{address}/")
        page.get_by_role("button", name="Fetch and read").click()
        expect(page.locator("#job")).to_contain_text("--allow-private", timeout=120_000)


def test_browser_reads_without_scripts(browser: Browser, site: str) -> None:
    """Links, forms and windows work without JavaScript."""
    with watched(browser, script=False) as page:
        page.goto(site)
        page.locator("select[name=state]").first.select_option("TJK")
        page.get_by_role("button", name="Show").click()
        assert "state=TJK" in page.url
        assert "38 events" not in page.locator(".result").inner_text()
        page.locator(".row .what a").first.click()
        expect(page.locator(".account mark").first).to_be_visible()


def test_browser_runs_nothing_that_a_report_says(browser: Browser, tmp_path: Path) -> None:
    """No dialog, no request, no error on any page of a hostile record."""
    with serving(make_hostile_record(tmp_path / "hostile.db")) as address, watched(browser) as page:
        for path in ("/", "/events/dd00000000000001", "/quotations", "/entities/evil", "/sources", "/search?q=thanked"):
            page.goto(f"{address}{path}")
            expect(page.locator("h1")).to_be_visible()
        page.goto(f"{address}/?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_browser_finds_every_page_accessible(browser: Browser, site: str, size: tuple[int, int], *, dark: bool) -> None:
    """axe-core finds no violation, and no page is wider than its window."""
    with watched(browser, size=size, dark=dark) as page:
        found = {path: wrong for path in PAGES if (wrong := look_at(page, f"{site}{path}"))}
    assert found == {}


def look_at(page: Page, address: str) -> list[str]:
    """Open a page and return what is wrong with it."""
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return violations(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])


def make_many(path: Path) -> Path:
    """Write a record of 150 events."""
    make_record(path)
    conclusions = make_conclusions()
    copies = [replace(conclusions.events[n % 38], id=f"e-{n:04d}") for n in range(150)]
    with Record.open(path) as record:
        record.conclude(replace(conclusions, events=tuple(copies)))
    return path
