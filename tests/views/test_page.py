"""The chronicle as one HTML page."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from chancery.record.store import Record
from chancery.views.page import make_policy, render_page

ACTIVE = {"script", "iframe", "object", "embed", "img", "image", "link", "base", "form", "style", "u", "i"}
URLS = {"href", "src", "action", "formaction", "xlink:href", "srcset", "data"}


class Reader(HTMLParser):
    """Collects what a browser would act on, and what it would show."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.raw: dict[str, str] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append(tag)
        self._open.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        """Forget an open tag."""
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keep text, that of script and style apart."""
        inside = self._open[-1] if self._open else ""
        if inside in {"script", "style"}:
            self.raw[inside] = self.raw.get(inside, "") + data
        else:
            self.text.append(data)


def read(page: str) -> Reader:
    """Parse a page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@pytest.fixture
def page(sample: Record) -> Reader:
    """Return the parsed page of the invented reports."""
    return read(render_page(sample))


def test_page_holds_every_entry(sample: Record, page: Reader) -> None:
    """Each event, quotation, pledge, occupancy and report has its place, once."""
    wanted = [
        *(f"e-{event.id}" for event in sample.events()),
        *(f"q-{quotation.id}" for quotation in sample.quotations()),
        *(f"p-{pledge.id}" for pledge in sample.pledges()),
        *(f"o-{occupancy.id}" for occupancy in sample.occupancies()),
        *(f"r-{report.id}" for report in sample.reports()),
    ]
    assert set(wanted) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_every_link_inside_leads_somewhere(page: Reader) -> None:
    """Marks of the drawing lead to events, accounts to sources."""
    inside = {value[1:] for tag, name, value in page.attributes if (tag, name) == ("a", "href") and value[0] == "#"}
    assert inside <= set(page.ids)


def test_all_evidence_is_readable_without_script(sample: Record, page: Reader) -> None:
    """Every quote stands in the page's own text."""
    text = "".join(page.text)
    for event in sample.events():
        for pin in event.evidence:
            assert pin.quote in text


def test_page_loads_nothing(page: Reader) -> None:
    """No element fetches anything, and the only script and style are the page's own."""
    assert not {"link", "img", "iframe", "object", "embed", "base"} & set(page.tags)
    assert (page.tags.count("script"), page.tags.count("style")) == (1, 1)
    assert all(value[0] == "#" or tag == "a" for tag, name, value in page.attributes if name in URLS and value)
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]
    assert not re.search(r"\beval\b|Function\(|innerHTML|fetch\(|XMLHttpRequest", page.raw["script"])


def test_policy_allows_exactly_what_the_page_holds(page: Reader) -> None:
    """The hashes are those of the text between the tags."""
    (policy,) = [v for _, name, v in page.attributes if name == "content" and "default-src" in v]
    assert policy == make_policy(page.raw["style"], page.raw["script"])
    digest = base64.b64encode(hashlib.sha256(page.raw["script"].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not [name for _, name, _ in page.attributes if name == "style" or name.startswith("on")]


def test_page_has_landmarks_and_labels(page: Reader) -> None:
    """Screen readers find header, navigation, search, main and footer; every control has a label."""
    assert {"header", "nav", "search", "main", "footer", "h1"} <= set(page.tags)
    assert page.tags.count("h1") == 1
    assert page.tags.count("select") + page.tags.count("input") == page.tags.count("label")
    labelled = {value for _, name, value in page.attributes if name == "aria-labelledby"}
    assert labelled <= set(page.ids)


def test_hostile_report_stays_text(hostile: Record) -> None:
    """Tags, handlers, addresses and overrides of a report are shown, not obeyed."""
    page = read(render_page(hostile))
    assert (page.tags.count("script"), page.tags.count("style"), page.tags.count("title")) == (1, 1, 2)
    assert not {"img", "iframe", "u"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name == "style"]
    assert not [value for _, name, value in page.attributes if name in URLS and "script" in value.lower()]
    text = "".join(page.text)
    assert '<script>alert("title")</script>' in text
    assert "</title><svg onload=alert(2)>" in text
    assert "{{ 7*7 }}" in text
    assert "</mark><script>alert(3)</script> thanked" in text
    assert not set(text) & set("\x1b\u202e\u2066")


def test_empty_record_makes_a_page(tmp_path: Path) -> None:
    """A record without reports says what to do next."""
    with Record.open(tmp_path / "empty.db", create=True) as record:
        page = read(render_page(record))
    assert "This record holds no events yet." in "".join(page.text)


def test_same_record_makes_the_same_page(sample: Record) -> None:
    """Nothing in the page depends on when or how often it is made."""
    assert render_page(sample) == render_page(sample)
