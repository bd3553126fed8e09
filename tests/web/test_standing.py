"""What is costly to make of a record: shown as it was while it is made anew, and never longer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.model.decisions import DecisionKind
from chancery.model.mentions import Observations
from chancery.model.text import BlockKind
from chancery.record.anchors import make_anchor
from chancery.record.store import Record
from chancery.record.watch import read_mark
from chancery.web.app import make_app
from chancery.web.settings import Settings
from chancery.web.standing import Standing
from views.samples import build_report, make_conclusions, make_events
from web.asked import HOST


@pytest.fixture
def slow(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Ask a server to which everything is costly."""
    monkeypatch.setattr("chancery.web.standing._QUICK_S", -1.0)
    app = make_app(Settings(record=path, hosts=frozenset({HOST})))
    with TestClient(app, base_url=f"http://{HOST}") as asked:
        yield asked


def settle(client: TestClient) -> None:
    """Wait until nothing is made beside."""
    standing: Standing = client.app.state.site.records.standing  # type: ignore[attr-defined]
    end = time.monotonic() + 30
    while standing.busy and time.monotonic() < end:
        time.sleep(0.01)
    assert not standing.busy


def add_and_conclude(path: Path) -> None:
    """Write what another program would: a report, and all but one event."""
    made = make_conclusions()
    said = {event.id for event in made.events[1:]}
    text = [(BlockKind.PARAGRAPH, "A late report.")]
    with Record.open(path) as record:
        record.add(build_report("late", text, outlet=None, title=None), Observations(program="test"))
        kept = tuple(event for event in made.events if event.id in said)
        quotations = tuple(one for one in made.quotations if set(one.acts) <= said)
        questions = tuple(one for one in made.questions if made.events[0].id not in one.about)
        record.conclude(
            type(made)(**{**_parts(made), "events": kept, "quotations": quotations, "questions": questions})
        )


def _parts(made: object) -> dict[str, object]:
    return {name: getattr(made, name) for name in made.__slots__}  # type: ignore[attr-defined]


def test_standing_is_brought_up_to_date_beside(slow: TestClient, path: Path) -> None:
    """The page after a change may be made of what was known; the page after that, of what is."""
    assert "<b>38 events</b>" in slow.get("/").text
    assert "canal" in slow.get("/search?q=canal").text
    add_and_conclude(path)
    first = slow.get("/").text
    assert "<b>38 events</b>" in first
    found = slow.get("/search?q=canal")
    assert found.status_code == 200
    settle(slow)
    assert "<b>37 events</b>" in slow.get("/").text


def test_search_of_old_names_finds_nothing_wrong(slow: TestClient, path: Path) -> None:
    """Evidence is numbered anew by every conclusion; no entry is found by the words of another."""
    before = slow.get("/search?q=canal&kind=event").text
    add_and_conclude(path)
    during = slow.get("/search?q=canal&kind=event").text
    settle(slow)
    after = slow.get("/search?q=canal&kind=event").text
    assert ids(during) == ids(after) == ids(before) - {make_events()[0].id}


def ids(page: str) -> set[str]:
    """Return the events that a page links to."""
    return {part.partition('"')[0] for part in page.split('href="/events/')[1:]}


def test_programs_are_told_what_is(slow: TestClient, path: Path) -> None:
    """The API does not answer by what was known before."""
    slow.get("/api/v1/search?q=canal")
    add_and_conclude(path)
    assert slow.get("/api/v1/").json()["counts"]["events"] == 37
    found = slow.get("/api/v1/search?q=canal&kind=event").text
    assert make_events()[0].id not in found


def test_decisions_leave_the_mark_as_it_is(path: Path) -> None:
    """What nobody has followed yet changes no entry, and nothing is looked through for it."""
    with Record.open(path) as record:
        before = read_mark(record)
        anchor = make_anchor(record, make_events()[0], "")
        record.decide(DecisionKind.RIGHT, by="A. Berg", because="checked", targets=[anchor])
        assert read_mark(record) == before
        record.conclude(make_conclusions())
        assert read_mark(record) != before


def test_standing_is_made_once_however_many_ask(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And what nobody could lend a record for is tried again by the next who asks."""
    monkeypatch.setattr("chancery.web.standing._QUICK_S", -1.0)
    monkeypatch.setattr("chancery.web.standing._AFTER_S", 0.0)
    made, gate = [], threading.Event()

    def make(record: Record) -> int:
        made.append(record)
        gate.wait(10)
        return len(made)

    with Record.open(path, readonly=True) as record:
        standing = Standing(lambda: _lent(record))
        gate.set()
        assert standing.get(record, ((0, 0), 1), "x", make) == 1
        gate.clear()
        assert [standing.get(record, ((0, 0), 2), "x", make) for _ in range(5)] == [1] * 5
        gate.set()
        standing.close()
        assert len(made) == 2
        assert standing.renewed == 1
        assert standing.get(record, ((9, 9), 2), "x", make) == 3  # of another file
        assert standing.get(record, ((9, 9), 3), "x", make, late=False) == 4


class _lent:  # noqa: N801 - used like a function
    """Lends a record for ever."""

    def __init__(self, record: Record) -> None:
        self._record = record

    def __enter__(self) -> tuple[Record, tuple[int, ...]]:
        return self._record, (0, 0, 1, 0)

    def __exit__(self, *told: object) -> None:
        pass
