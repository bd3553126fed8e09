"""A record in a database: what it is told from, how it is named, who may use it, and that a kill leaves it whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import chancery
from chancery.errors import InputError, RecordError
from chancery.record import postgresql
from chancery.record.address import Address, Place, is_address
from chancery.record.migrations import MIGRATIONS
from chancery.record.schema import METADATA
from chancery.record.store import Record
from chancery.record.translation import translated
from chancery.record.watch import Watch
from postgresql import Server
from record.another import another_program
from record.made import derive, fill, make_observations, make_report


@pytest.fixture(scope="session")
def store() -> str:
    """Return the kind of store that these tests are about."""
    return "postgresql"


@pytest.fixture
def address(path: Place) -> Address:
    """Return the address of a record that is not there yet."""
    assert isinstance(path, Address)
    return path


@pytest.mark.parametrize(
    ("given", "shown", "name"),
    [
        ("postgresql://db/archive", "postgresql://db/archive", "chancery"),
        ("postgres://ana:se%40cret@db:5433/archive", "postgresql://ana@db:5433/archive", "chancery"),
        ("postgresql:///a?host=/run/pg&record=asia", "postgresql:///a?host=/run/pg&record=asia", "asia"),
        ("postgresql://db/a?user=ana&password=x%20y", "postgresql://db/a?user=ana", "chancery"),
        ("postgresql://[::1]:5432/a", "postgresql://[::1]:5432/a", "chancery"),
    ],
)
def test_address_names_a_record_and_hides_passwords(given: str, shown: str, name: str) -> None:
    """As text an address can go into any message."""
    address = Address.parse(given)
    assert (str(address), address.name) == (shown, name)
    assert "cret" not in repr(address)


@pytest.mark.parametrize(
    "given",
    [
        "postgresql://db/a?record=Asia", 'postgresql://db/a?record=a"b', "postgresql://db/a?record=",
        "postgresql://db/a?record=pg_x", "postgresql://db/a?record=a&record=b", "postgresql://db/a?x",
        "postgresql://db/a#b", "postgresql://u:secret@[::1/a", "postgresql://u:secret@db/a?record=x%0a",
    ],
)  # fmt: skip
def test_address_that_is_none_is_told(given: str) -> None:
    """What no record can be called is refused with how to write it, without the password."""
    with pytest.raises(RecordError, match=r"\[C020\] .*Write it like") as told:
        Record.open(given)
    assert "secret" not in str(told.value)


def test_address_is_told_from_a_path() -> None:
    """Only what begins as an address does is one."""
    assert is_address("postgresql://a")
    assert not is_address("postgresql")
    assert not is_address("./postgres")
    assert not is_address(Path("a.db"))


def test_server_missing_record_is_not_made_by_asking(address: Address, server: Server) -> None:
    """Asking makes nothing; a missing database is told apart."""
    for readonly in (True, False):
        with pytest.raises(RecordError, match=r"\[C024\] .*does not exist"):
            Record.open(address, readonly=readonly)
    with another_program(address) as run:
        assert run("SELECT count(*) FROM pg_namespace WHERE nspname = 'chancery'") == [(0,)]
    with pytest.raises(RecordError, match=r"\[C024\] The database of .*createdb"):
        Record.open(server.address("nowhere"), create=True)


def test_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    """A socket that is not there gives one line, without the password."""
    with pytest.raises(RecordError, match=r"\[C026\] .*cannot be reached") as told:
        Record.open(f"postgresql://ana:secret@/a?host={tmp_path}", create=True)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_server_without_its_driver_is_told(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver is an extra; without it the way to get it is named."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match=r"\[C026\] .*pip install 'chancery\[postgresql\]'"):
        Record.open(address, create=True)


def test_server_other_schemas_are_left_alone(address: Address) -> None:
    """A schema with tables of another program is no record; an empty one becomes a record."""
    with another_program(address) as run:
        run("CREATE SCHEMA chancery")
        run("CREATE TABLE chancery.store (notes text)")
        with pytest.raises(RecordError, match=r"\[C020\]"):
            Record.open(address, create=True)
        run("DROP TABLE chancery.store")
        Record.open(address, create=True).close()
        run("UPDATE chancery.store SET version = 99")
        with pytest.raises(RecordError, match=r"\[C021\]"):
            Record.open(address)
        run(f"UPDATE chancery.store SET version = {len(MIGRATIONS) - 1}")  # noqa: S608 - a number
        with pytest.raises(RecordError, match=r"\[C022\] .*older version"):
            Record.open(address, readonly=True)
        run(f"UPDATE chancery.store SET version = {len(MIGRATIONS)}")  # noqa: S608 - a number
        run("DROP TABLE chancery.derivation")
        with pytest.raises(RecordError, match=r"\[C025\] .*derivation"):
            Record.open(address)


def test_server_rights_are_asked_of_the_server(address: Address, server: Server) -> None:
    """Who may only read reads; who may not even look is told so."""
    with Record.open(address, create=True) as record:
        fill(record, [1])
    database = server.database_of(address)
    reader = address.conninfo.replace("postgres@", "reader@")
    server.run("DROP ROLE IF EXISTS reader", "CREATE ROLE reader LOGIN", database=database)
    try:
        with pytest.raises(RecordError, match=r"\[C026\] .*permission denied"):
            Record.open(reader, readonly=True)
        grants = ("GRANT USAGE ON SCHEMA chancery TO reader", "GRANT SELECT ON ALL TABLES IN SCHEMA chancery TO reader")
        server.run(*grants, database=database)
        with Record.open(reader, readonly=True) as record:
            assert record.search("tea")
            with record.as_of(1):
                assert len(record.events()) == 1
        with Record.open(reader) as record, pytest.raises(RecordError, match=r"\[C022\] .*permission denied"):
            fill(record, [2])
    finally:
        server.run("DROP OWNED BY reader", "DROP ROLE reader", database=database)


def test_server_in_use_is_told(filled: Record) -> None:
    """Another program's writing is waited for, then told; reading goes on meanwhile."""
    with Record.open(filled.path) as other, other.transaction(writing=True):
        with Record.open(filled.path, busy_s=0.05) as waiting, pytest.raises(RecordError, match=r"\[C023\]"):
            waiting.add(make_report(50), make_observations(make_report(50)))
        assert len(filled.events()) == 6


def test_server_that_goes_away_is_told(filled: Record) -> None:
    """A connection that breaks is one line, not a crash."""
    with another_program(filled.path) as run:
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND datname = current_database()")  # fmt: skip
    with pytest.raises(RecordError, match=r"\[C026\]"):
        filled.events()


def test_server_holds_records_side_by_side(address: Address, server: Server) -> None:
    """Each record is a schema of its own."""
    other = server.address(server.database_of(address), "other")
    with Record.open(address, create=True) as one, Record.open(other, create=True) as two:
        fill(one, range(3))
        fill(two, range(2))
        assert (one.counts()["events"], two.counts()["events"]) == (3, 2)


def test_server_watch_sees_other_programs_write(filled: Record) -> None:
    """The state changes with each writing, and only then."""
    watch = Watch(filled.path)
    before = watch.state()
    filled.events()
    assert watch.state() == before
    filled.add(make_report(50), make_observations(make_report(50)))
    assert watch.state() != before
    watch.close()


def test_server_has_the_tables_that_queries_name(empty: Record) -> None:
    """Every column of `schema.py` is there, with the same key and nullability, and no other is."""
    query = (
        "SELECT column_name, is_nullable = 'YES', (SELECT count(*) FROM pg_index JOIN pg_attribute a"
        " ON a.attrelid = indrelid AND a.attnum = ANY (indkey) WHERE indisprimary AND a.attname = column_name"
        " AND indrelid = to_regclass('\"' || table_name || '\"')) = 1"
        " FROM information_schema.columns WHERE table_schema = 'chancery' AND table_name = '{}'"
    )
    with another_program(empty.path) as run:
        for table in METADATA.tables.values():
            made = {name: (key, null and not key) for name, null, key in run(query.format(table.name))}
            assert made == {c.name: (c.primary_key, bool(c.nullable) and not c.primary_key) for c in table.columns}


def test_server_refuses_to_be_emptied(filled: Record) -> None:
    """What a report says is not truncated either."""
    with another_program(filled.path) as run, pytest.raises(Exception, match="never overwritten"):
        run("TRUNCATE mention")


@pytest.mark.parametrize(
    "statement", ["CREATE TRIGGER a BEFORE INSERT ON b WHEN new.c BEGIN SELECT 1; END", "CREATE VIEW a AS SELECT 1"]
)
def test_translation_fails_rather_than_leave_out(statement: str) -> None:
    """A guard that has no translation is not forgotten in silence."""
    with pytest.raises(NotImplementedError):
        translated(statement)


def test_migrations_that_break_off_leave_no_record(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record is made whole or not at all."""

    def fail(_connection: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(postgresql, "MIGRATIONS", (*MIGRATIONS, fail))
    with pytest.raises(KeyboardInterrupt):
        Record.open(address, create=True)
    monkeypatch.undo()
    with pytest.raises(RecordError, match=r"\[C024\]"):
        Record.open(address)


READ = """
import sys
from chancery.record.store import Record
from record.made import fill
with Record.open(sys.argv[1], create=True) as record:
    for number in range(60):
        fill(record, range(number, number + 1))
        print(number, flush=True)
"""


def test_server_kills_leave_the_record_whole(address: Address) -> None:
    """After kills at several moments, running again gives the record of an undisturbed run."""
    folders = [str(Path(chancery.__file__).parents[1]), str(Path(__file__).parents[1])]
    for lines in (0, 2, 5):
        child = subprocess.Popen(
            [sys.executable, "-c", READ, f"{address.conninfo}&record={address.name}"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(folders)},
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        for _ in range(lines):
            child.stdout.readline()
        time.sleep(0.02 * (lines + 1))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    with Record.open(address, create=True, busy_s=30) as record:
        fill(record, range(12))
        for number in range(12, 60):
            if record.holds(make_report(number).id, "0.1.0"):
                fill(record, [number])
        record.conclude(derive(record.inputs()))
        for event in record.events():
            assert event.evidence[0].quote == "met her colleague in Lima"
        assert record.is_concluded()
        assert record.counts()["reports"] >= 12


def test_server_takes_the_longest_texts(empty: Record) -> None:
    """A report of more different words than a `tsvector` holds is stored, and found by those that come first."""
    report = make_report(1)
    long = replace(report, text=f"{report.text}\n" + " ".join(f"w{number}" for number in range(150_000)))
    empty.add(long, make_observations(long))
    assert [hit.id for hit in empty.search("w99")] == [long.id]
    assert empty.report(long.id).text == long.text


def test_server_finds_nothing_with_characters_of_no_text(filled: Record) -> None:
    """The driver takes no NUL; asking for one is told in a line."""
    with pytest.raises(InputError, match=r"\[C012\]"):
        filled.find("a\0")
    assert len(filled.events()) == 6
