"""Kept pages: the same until the record changes, by whoever."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chancery.model.mentions import Observations
from chancery.model.text import BlockKind
from chancery.record.store import Record
from chancery.web.app import make_app
from chancery.web.records import Memory
from chancery.web.settings import Settings
from views.samples import build_report, make_conclusions, make_record
from web.asked import HOST


def test_kept_pages_have_a_tag_that_browsers_may_ask_with(client: TestClient) -> None:
    """A browser that has the page gets nothing sent."""
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get("/", headers={"if-none-match": '"other"'}).status_code == 200


def test_kept_pages_are_the_same_from_two_servers(path: Path) -> None:
    """A tag says what the page says, not who made it."""
    tags = set()
    for _ in range(2):
        with TestClient(make_app(Settings(record=path, hosts=frozenset({HOST}))), base_url=f"http://{HOST}") as asked:
            tags.add(asked.get("/api/v1/events").headers["etag"])
    assert len(tags) == 1


def test_kept_pages_are_packed_for_who_takes_that(client: TestClient) -> None:
    """The same bytes, packed or not."""
    plain = client.get("/", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/", headers={"accept-encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert gzip.decompress(raw) == plain.content
    assert "Accept-Encoding" in packed.headers["vary"]


def test_kept_pages_go_when_another_program_writes(client: TestClient, path: Path) -> None:
    """A report that `chancery read` adds meanwhile is there at the next look."""
    before = client.get("/api/v1/").json()["counts"]["reports"]
    text = [(BlockKind.PARAGRAPH, "A late report.")]
    with Record.open(path) as record:
        record.add(build_report("late", text, outlet=None, title=None), Observations(program="test"))
        record.conclude(make_conclusions())
    assert client.get("/api/v1/").json()["counts"]["reports"] == before + 1


def test_kept_pages_go_when_the_record_is_put_in_place_of_another(
    client: TestClient, path: Path, tmp_path: Path
) -> None:
    """A file of the same name is another record."""
    assert client.get("/api/v1/").json()["counts"]["reports"] == 6
    with Record.open(tmp_path / "new.db", create=True):
        pass
    shutil.move(tmp_path / "new.db", path)
    assert client.get("/api/v1/").json()["counts"]["reports"] == 0
    assert "holds no events yet" in client.get("/").text


def test_a_record_that_is_gone_makes_a_clear_page(client: TestClient, path: Path) -> None:
    """No traceback; and once it is back, so are the pages."""
    assert client.get("/").status_code == 200
    moved = path.rename(path.with_name("elsewhere.db"))
    for address in ("/", "/api/v1/events"):
        response = client.get(address)
        assert (response.status_code, "C024" in response.text, "Traceback" in response.text) == (503, True, False)
    moved.rename(path)
    assert client.get("/").status_code == 200


def test_a_file_that_is_no_record_makes_a_clear_page(client: TestClient, path: Path) -> None:
    """Whoever overwrites the record sees what is wrong."""
    path.unlink()
    path.write_text("not a record", encoding="utf-8")
    response = client.get("/")
    assert (response.status_code, "C020" in response.text) == (503, True)


def test_two_servers_show_one_record(path: Path) -> None:
    """Each sees what is written, and neither keeps the other from reading."""
    settings = Settings(record=path, hosts=frozenset({HOST}))
    with (
        TestClient(make_app(settings), base_url=f"http://{HOST}") as one,
        TestClient(make_app(settings), base_url=f"http://{HOST}") as other,
        Record.open(path) as writing,
    ):
        assert one.get("/").content == other.get("/").content
        writing.conclude(make_conclusions())
        assert one.get("/sources").content == other.get("/sources").content


def test_records_of_older_versions_are_brought_up_to_date(tmp_path: Path) -> None:
    """The indexes are made when serving begins."""
    from chancery.web.app import bring_up_to_date  # noqa: PLC0415 - only here

    record = make_record(tmp_path / "a.db")
    bring_up_to_date(Settings(record=record))
    with Record.open(record, readonly=True) as opened:
        assert opened.counts()["events"] == 38


def test_memory_keeps_no_more_rows_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long lists push out old ones; the newest always stays."""
    monkeypatch.setattr("chancery.web.records._HEAVIEST", 100)
    memory, made = Memory(), []

    def make(number: int) -> tuple[int, ...]:
        made.append(number)
        return tuple(range(60))

    for number in (1, 2, 2, 1):
        memory.get((0, 0, 0), number, lambda number=number: make(number))
    assert made == [1, 2, 1]
    assert len(memory.get((0, 0, 1), 1, lambda: make(3))) == 60
    assert made == [1, 2, 1, 3]
