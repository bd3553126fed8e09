"""Pages: each is there, says what the record says, and leads on."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from views.samples import REPORTS, make_events
from web.asked import links

TALKS = make_events()[0]


def test_pages_lead_to_pages(client: TestClient) -> None:
    """No link of the first pages leads nowhere."""
    first = links(client.get("/").text)
    seen = {"/", *first}
    for path in first[:80]:
        response = client.get(path)
        assert response.status_code == 200, path
        seen.update(one for one in links(response.text) if one.startswith(("/reports/", "/entities/", "/offices/")))
    for path in sorted(seen)[:120]:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["38 events", "At a glance", "Kazakhstan", "In words", "The timeline as a table", "Foreign minister of"]),
        ("/?state=KAZ&state=UZB", ["Kazakhstan and Uzbekistan", "the relation of the two"]),
        ("/?text=canal", ["Filter the chronicle"]),
        ("/?from=2019&to=2019", ["all years", "2019"]),
        ("/?undated=1", ["Date unknown"]),
        (f"/events/{TALKS.id}", ["2 accounts", "Steppe News Agency", "How it is coded", "CONSULT", "Near it in time"]),
        ("/entities", ["Aidar Nurlanov"]),
        ("/entities?kind=state", ["Uzbekistan"]),
        ("/entities/aidar-nurlanov", ["Offices", "foreign minister of Kazakhstan", "Words", "Visits"]),
        (
            "/entities/KAZ",
            [
                "Relations",
                "Offices",
                "land.svg",
                "own capital",
                "Tashkent, Uzbekistan",
                "The names under which reports",
            ],
        ),
        ("/pairs", ["Kazakhstan", "Uzbekistan"]),
        ("/pairs/KAZ/UZB", ["By month", "Mean score", "Visits", "Pledges", "Organisations of both"]),
        (
            "/pairs/KAZ/UZB",
            ["March 2024: ", "13–14 Mar 2024: Aidar Nurlanov (KAZ) visits Uzbekistan"],
        ),  # under the pointer
        ("/", ["Who held which office", "Aidar Nurlanov, foreign minister of Kazakhstan, from"]),
        ("/pledges", ["1 pledge", "120,000,000 USD"]),
        ("/quotations", ["Who said what"]),
        ("/quotations?text=road", ["We will open"]),
        ("/sources", ["Told by it alone", "The Inner Asia Review"]),
        ("/sources?outlet=Steppe+News+Agency", ["Reports of Steppe News Agency", 'action="/compare"']),
        ("/compare", ["Compare two outlets", "Steppe News Agency"]),
        (
            "/compare?a=Steppe+News+Agency&b=Ministry+of+Foreign+Affairs+of+Uzbekistan",
            ["told by both", "Facet by facet", "Only <bdi>Steppe News Agency</bdi>"],
        ),
        (f"/events/{TALKS.id}", ["Facet by facet", "Precedents", "Mark right", "These are two"]),
        (f"/events/{TALKS.id}/precedents", ["Precedents of"]),
        (f"/decide/{TALKS.id}", ["Mark wrong", "Set a value", "Because"]),
        ("/decide/aidar-nurlanov", ["The same as", "Your name"]),
        ("/review", ["Review"]),
        ("/history", ["Decisions", "Runs", "Run 1"]),
        ("/history/runs/1", ["38 events", "gained"]),
        ("/pledges?on=2030", ["overdue", "as they stand on 2030-12-31"]),
        (f"/reports/{REPORTS['agency'].id}", ["held talks with his Uzbek counterpart", "<mark", "About the report"]),
        (f"/reports/{REPORTS['agency'].id}/original", ["no original"]),
        ("/search?q=canal", ["Events", "Reports", "<mark>canal</mark>"]),
        ("/search?q=nurlanov&kind=entity", ["Names", "Aidar Nurlanov"]),
        ("/search", ["Search"]),
        ("/add", ["Files", "Text", "Address"]),
        ("/api", ["openapi.json", "/api/v1/events"]),
    ],
)
def test_pages_say_what_the_record_says(client: TestClient, address: str, words: list[str]) -> None:
    """Each page holds what it is for."""
    response = client.get(address)
    assert response.status_code == 200
    assert [word for word in words if word not in response.text] == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/events/none", 404),
        ("/quotations/none", 404),
        ("/pledges/none", 404),
        ("/offices/none", 404),
        ("/entities/none", 404),
        ("/reports/none", 404),
        ("/reports/none/original", 404),
        ("/pairs/KAZ/none", 404),
        ("/pairs/KAZ/KAZ", 400),
        ("/add/none", 404),
        ("/nothing/at/all", 404),
        ("/assets/0/../../app.py", 404),
        ("/decide/none", 404),
        ("/history/runs/99", 404),
        ("/history/runs/x", 400),
        ("/compare?a=none&b=other", 404),
        ("/compare?a=one&b=one", 400),
        ("/events/none/precedents", 404),
        ("/?from=yesterday", 400),
        ("/?after=nowhere", 400),
        ("/?text=" + 600 * "x", 400),
        ("/pledges?page=0", 400),
        ("/sources?page=99999999999999999999", 400),
    ],
)
def test_pages_that_are_not_there_say_so(client: TestClient, address: str, status: int) -> None:
    """A code, a way back, and nothing of the program's inside."""
    response = client.get(address)
    assert response.status_code == status
    assert re.search(r"C\d\d\d", response.text)
    assert 'href="/"' in response.text
    assert "Traceback" not in response.text


def test_pages_take_no_other_method(client: TestClient) -> None:
    """A page that only shows refuses to take."""
    response = client.delete("/")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_chronicle_comes_in_windows_that_miss_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Following "more" brings each event once, in time."""
    monkeypatch.setattr("chancery.web.pages.chronicle.WINDOW", 7)
    found: list[str] = []
    path: str | None = "/"
    while path:
        page = client.get(path).text
        found += re.findall(r'class="what"><a href="/events/([^"]+)"', page)
        more = [one for one in links(page) if one.startswith("/more?")]
        path = more[0] if more else None
    assert len(found) == 38
    assert set(found) == {event.id for event in make_events()}


def test_chronicle_filters_by_every_facet(client: TestClient) -> None:
    """Each filter leaves what has it, and their combination what has all."""
    for query, number in (
        ("type=CONSULT", sum(event.type == "CONSULT" for event in make_events())),
        ("status=planned", sum(event.status == "planned" for event in make_events())),
        ("person=aidar-nurlanov", None),
        ("outlet=Steppe+News+Agency", None),
        ("state=KAZ&type=AID", None),
    ):
        page = client.get(f"/?{query}").text
        counted = re.search(r"<b>(\d+) events?</b>", page)
        assert counted
        assert int(counted[1]) == number if number is not None else 0 < int(counted[1]) < 38


def test_event_shows_where_accounts_differ(client: TestClient) -> None:
    """The versions stand side by side, under a heading that says on what they differ."""
    differing = next(event for event in make_events() if event.differences)
    page = client.get(f"/events/{differing.id}").text
    assert "Reports differ on the" in page
    assert "(others differ)" in page


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    """Scripts, styles and pictures come from here; nothing is written into the page."""
    for path in ("/", f"/events/{TALKS.id}", "/pairs/KAZ/UZB", "/entities/KAZ", "/add"):
        page = client.get(path).text
        assert re.findall(r'(?:src|<link[^>]*href)="(?!/)[^"]*"', page) == []
        assert re.findall(r"<script(?![^>]*src=)[^>]*>|<style|\sstyle=|\son[a-z]+=", page) == []
