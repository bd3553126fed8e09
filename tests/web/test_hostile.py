"""What reports say is shown as text: nothing of it acts, nothing of it breaks a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.model.dates import Edtf
from chancery.model.events import Event, EventStatus, Participant
from chancery.model.evidence import Evidence
from chancery.model.facts import Conclusions
from chancery.model.mentions import EntityKind, Observations
from chancery.model.offices import Entity
from chancery.model.text import BlockKind
from chancery.record.store import Record
from chancery.web.app import make_app
from chancery.web.settings import Settings
from views.samples import build_report
from web.asked import HOST, links

ADDRESSES = (
    "/",
    "/events/dd00000000000001",
    "/quotations",
    "/quotations/dd00000000000002",
    "/entities",
    "/entities/evil",
    "/sources",
    "/search?q=Kazakhstan",
    "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/?text=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/review",
    "/history",
    "/history/runs/1",
    "/decide/dd00000000000001",
    "/decide/evil",
    "/compare",
    "/pairs/KAZ/UZB",
)
_ALLOWED = {"script": {"src", "defer"}, "a": {"href", "class", "rel", "tabindex", "aria-current"}}


class Acting(HTMLParser):
    """Collects what could act in a page."""

    def __init__(self) -> None:
        """Start with nothing found."""
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note scripts without a file, handlers, styles and addresses that are none."""
        named = dict(attrs)
        if tag in {"iframe", "object", "embed", "style", "img", "b"} and tag != "b":
            self.found.append(tag)
        if tag == "script" and not (named.get("src") or "").startswith("/assets/"):
            self.found.append("script")
        self.found += [name for name in named if name.startswith("on") or name == "style"]
        address = named.get("href") or named.get("action") or "/"
        if not address.startswith(("/", "#", "https://", "http://")):
            self.found.append(address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_words_do_not_act(hostile: TestClient, address: str) -> None:
    """No script, handler, style or address of a report's making is in a page."""
    page = hostile.get(address)
    assert page.status_code == 200
    acting = Acting()
    acting.feed(page.text)
    assert acting.found == []
    assert "<script>alert" not in page.text
    assert not re.search(r"(?<![\d:])49</", page.text)  # {{ 7*7 }} is no template; a time of day may end so
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", page.text)


def test_hostile_report_is_read_in_place(hostile: TestClient) -> None:
    """Its own page and its original show the same words, as characters."""
    for address in [one for one in links(hostile.get("/sources").text) if one.startswith("/reports/")]:
        page = hostile.get(address).text
        assert "&lt;script&gt;alert" in page
        assert "javascript:" not in page


def make_long(path: Path) -> Path:
    """Write a record of a person whose name has 10,000 characters."""
    name = "Ab" * 5000
    report = build_report(
        "long", [(BlockKind.PARAGRAPH, f"{name} met {name}.")], outlet="O" * 10_000, title="T" * 10_000
    )
    pin = Evidence.of(report, report.blocks[0].span)
    event = Event(
        id="e-long",
        type="CONSULT",
        mode=None,
        status=EventStatus.OCCURRED,
        actors=(Participant(entity="long", state="KAZ", office=name),),
        recipients=(),
        evidence=(pin,),
        tellings=(),
        when=Edtf.parse("2024"),
        where=name,
        because=(name,),
    )
    who = Entity(id="long", kind=EntityKind.PERSON, name=name, names=(name,), country="KAZ")
    with Record.open(path, create=True) as record:
        record.add(report, Observations(program="test"))
        record.conclude(Conclusions(entities=(who,), events=(event,)))
    return path


def test_names_of_ten_thousand_characters_are_cut_in_lists(tmp_path: Path) -> None:
    """Lists stay lists; the entry's own page has more of it."""
    app = make_app(Settings(record=make_long(tmp_path / "long.db"), hosts=frozenset({HOST})))
    with TestClient(app, base_url=f"http://{HOST}") as asked:
        for address in ("/", "/entities", "/sources", "/search?q=met", "/pairs", "/entities/long", "/events/e-long"):
            page = asked.get(address)
            assert page.status_code == 200
            assert len(page.text) < 120_000, address
