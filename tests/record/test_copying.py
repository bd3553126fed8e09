"""A record copied from one store to another is the same record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.errors import RecordError
from chancery.model.text import Skipped
from chancery.record.address import Address, Place
from chancery.record.copying import TABLES, copy_record
from chancery.record.originals import Original
from chancery.record.schema import METADATA
from chancery.record.store import Record
from postgresql import Server
from record.another import another_program
from record.made import fill, make_observations, make_report
from record.test_decisions import right
from record.test_history import told
from record.test_references import TABLE
from views.samples import make_record

PAIRS = [("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql")]


@pytest.fixture
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """Return where a record is, and where it goes."""
    pair: tuple[str, str] = request.param
    server: Server | None = request.getfixturevalue("server") if "postgresql" in pair else None
    database = server.make_database() if server else ""
    one, other = (
        tmp_path / f"{name}.db"
        if store == "sqlite" or server is None
        else Address.parse(server.address(database, name))
        for name, store in zip(("one", "other"), pair, strict=True)
    )
    yield one, other
    if server:
        server.drop_database(database)


@pytest.fixture
def full(places: tuple[Place, Place]) -> Iterator[Record]:
    """Return a record with something in every table that is not empty by chance."""
    with Record.open(places[0], create=True) as record:
        first = make_report(0)
        record.add(first, make_observations(first), Original.pack("a\0\ud800", encoding="utf-8"))
        record.note_skip(Skipped("in/none.txt", "C011", "empty"))
        record.import_reference(TABLE)
        fill(record, range(4))
        right(record)
        fill(record, range(5))
        yield record


def rows_of(record: Record) -> dict[str, list[str]]:
    """Return every row of every table as text."""
    with record.transaction() as connection:
        return {
            table.name: [repr(tuple(row)) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for table in TABLES
        }


@pytest.mark.parametrize("places", PAIRS, indirect=True, ids="-to-".join)
def test_copy_is_the_same_record(places: tuple[Place, Place], full: Record) -> None:
    """Every row is there under its number; words are found, earlier states are told, and the copy goes on growing."""
    seen: list[tuple[int, int]] = []
    with Record.open(places[1], create=True) as copy:
        count = copy_record(full, copy, lambda done, total: seen.append((done, total)))
        assert rows_of(copy) == rows_of(full)
        assert seen[-1] == (count, count)
        assert copy.digest() == full.digest()
        assert [hit.id for hit in copy.search("quispe agree")] == [hit.id for hit in full.search("quispe agree")]
        assert {hit.kind for hit in copy.search("agree")} == {"report", "quotation"}
        assert copy.original(make_report(0).id) == "a\0\ud800"
        with copy.as_of(1), full.as_of(1):
            assert told(copy) == told(full)
        for record in (copy, full):
            fill(record, range(7))
        assert copy.digest() == full.digest()
        assert rows_of(copy)["report"] == rows_of(full)["report"]


@pytest.mark.parametrize("places", PAIRS[:2], indirect=True, ids="-to-".join)
def test_copy_goes_only_into_an_empty_record(places: tuple[Place, Place], full: Record) -> None:
    """A record that holds anything is left as it is."""
    with Record.open(places[1], create=True) as copy:
        copy.note_skip(Skipped("in/1.txt", "C011", "empty"))
        before = rows_of(copy)
        with pytest.raises(RecordError, match=r"\[C027\] .*'ledger'"):
            copy_record(full, copy)
        assert rows_of(copy) == before


@pytest.mark.parametrize("places", PAIRS[:2], indirect=True, ids="-to-".join)
def test_copy_breaks_off_without_a_trace(places: tuple[Place, Place], full: Record) -> None:
    """Whatever ends it in the middle, the target is as empty as before."""

    def stop(_done: int, _all: int) -> None:
        raise KeyboardInterrupt

    with Record.open(places[1], create=True) as copy:
        with pytest.raises(KeyboardInterrupt):
            copy_record(full, copy, stop)
        assert not any(rows_of(copy).values())
        assert copy_record(full, copy)


def test_copy_takes_every_table() -> None:
    """No table of a record is left behind."""
    assert set(TABLES) == set(METADATA.tables.values())


@pytest.mark.parametrize("places", PAIRS[:1], indirect=True, ids="-to-".join)
def test_copy_there_and_back_is_exported_alike(places: tuple[Place, Place], tmp_path: Path) -> None:
    """A varied record, taken to a database and back by the command, gives the same bytes as an export each time."""
    from click.testing import CliRunner  # noqa: PLC0415 - only here

    from chancery.cli.main import chancery  # noqa: PLC0415

    server = places[1]
    assert isinstance(server, Address)
    url = f"{server.conninfo}&record={server.name}"
    first, back = make_record(tmp_path / "sample.db"), tmp_path / "back.db"
    for command in (("copy", first, url), ("copy", url, back)):
        done = CliRunner().invoke(chancery, [str(word) for word in command])
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("Copied ")
    exports = [CliRunner().invoke(chancery, ["export", "--record", str(one)]) for one in (first, url, back)]
    assert [one.exit_code for one in exports] == [0, 0, 0], [one.stderr for one in exports]
    assert len({one.stdout_bytes for one in exports}) == 1
    again = CliRunner().invoke(chancery, ["copy", str(first), url])
    assert (again.exit_code, again.stderr.count("[C027]")) == (4, 1)
    with another_program(server) as run:
        assert run("SELECT count(*) > 10 FROM event") == [(True,)]
