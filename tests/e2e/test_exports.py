"""Exports, the API and a record in a database through the program itself: bad ends leave nothing half, and one line."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chancery.cli.exits import Exit
from chancery.pipeline import conclude_again
from chancery.record.address import place_of
from chancery.record.migrations import MIGRATIONS
from chancery.record.store import Record
from chancery.views.exports.formats import FORMATS
from chancery.web.settings import BODY_LIMIT
from e2e.browser import serving
from e2e.program import PATIENCE_S, chancery, command, cramped, environment, started
from postgresql import running
from resolution.worlds import Line, Rules, read_world
from views.samples import make_record

# conllu loads the model, and of wikidata there is nothing to write in these reports
WRITTEN = tuple(name for name in FORMATS if name not in {"conllu", "wikidata"})

WORLD = [
    [Line("one", 0, (1,), 0, "the ruba and the lote"), Line("words", 0, (1,), 0, "the selo and the mira")],
    [Line("one", 0, (1,), 2, "the vaga and the nilo"), Line("promise", 3, (4,), 0, "the dola and the pani")],
]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of 38 events; never written to."""
    return make_record(tmp_path_factory.mktemp("exports") / "sample.db")


def assert_one_line(err: str, code: str) -> None:
    """Stderr is one line with a code, a problem and a remedy."""
    assert re.fullmatch(rf"chancery: \[{code}\] [^\n]+\n", err), err


@pytest.mark.parametrize("name", WRITTEN)
def test_full_disk_leaves_nothing_under_the_name(record: Path, tmp_path: Path, name: str) -> None:
    """Where no file may grow further, the export ends with one line, and no half file or folder stays."""
    whole = tmp_path / "whole"
    assert chancery("export", "--format", name, "--record", record, "--output", whole).code == 0
    files = [path for path in whole.rglob("*") if path.is_file()] or [whole]
    largest = max(path.stat().st_size for path in files)
    folder = tmp_path / "cramped"
    folder.mkdir()
    done = cramped(largest // 2, "export", "--format", name, "--record", record, "--output", folder / "out")
    assert done.code == Exit.FAILED
    assert_one_line(done.err, "C051")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in WRITTEN if not FORMATS[name].is_folder])
def test_reader_that_goes_away_is_no_error(record: Path, name: str) -> None:
    """`| head -c 1` ends every format in peace, with nothing on stderr but what was lost."""
    with started(command("export", "--format", name, "--record", record)) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read().decode()
    assert process.returncode == 0
    assert "Traceback" not in err
    assert "chancery: [" not in err


def test_unknown_format_is_a_usage_error(record: Path) -> None:
    """The line names the formats there are."""
    done = chancery("export", "--format", "xls", "--record", record)
    assert done.code == Exit.USAGE
    assert "'parquet'" in done.err


@pytest.mark.parametrize(("version", "code"), [(len(MIGRATIONS) + 1, "C021"), (1, "C022")])
def test_record_of_another_version_is_one_line(record: Path, tmp_path: Path, version: int, code: str) -> None:
    """A newer record is not guessed at; an older one is not changed by reading it."""
    other = tmp_path / "other.db"
    other.write_bytes(record.read_bytes())
    with sqlite3.connect(other) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    done = chancery("export", "--record", other)
    assert (done.code, done.out) == (Exit.RECORD, "")
    assert_one_line(done.err, code)


# ---- the API ----


def asked(address: str, method: str, path: str, body: Iterator[bytes] | bytes | None = None) -> tuple[int, Any]:
    """Ask a server; return the status and the answer."""
    parts = urlsplit(address)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    try:
        headers = {"content-type": "application/json"}
        with suppress(BrokenPipeError, ConnectionResetError):  # the server has answered and waits for no more
            connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        told = answer.read()
        return answer.status, json.loads(told) if "json" in answer.headers["content-type"] else told.decode()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a record through the program."""
    with serving(make_record(tmp_path_factory.mktemp("served") / "a.db")) as found:
        yield found


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"words"',
        b"null",
        b"[" * 100_000,
        b'{"text": 7}',
        b'{"decision": "right"}',
        b"\xff\xfe",
        b"NaN",
    ],
)
def test_api_bodies_of_wrong_shape_are_one_clear_error(address: str, body: bytes) -> None:
    """The answer says what is wrong in the shape that the specification has, and the server goes on."""
    for path in ("/api/v1/decisions", "/api/v1/reports"):
        status, told = asked(address, "POST", path, body)
        assert 400 <= status < 500, (path, status, told)
        assert told["title"], told
        assert told["status"] == status
    assert asked(address, "GET", "/api/v1/events?limit=1")[0] == 200


@pytest.mark.parametrize("megabytes", [100, BODY_LIMIT // 2**20 + 1])
def test_api_body_of_a_hundred_megabytes_is_one_clear_error(address: str, megabytes: int) -> None:
    """It is refused by its shape, or by its length, told or brought in pieces; the server goes on."""
    pieces = (b" " * 2**20 for _ in range(megabytes))
    for body in (b" " * megabytes * 2**20, pieces):
        status, told = asked(address, "POST", "/api/v1/decisions", body)
        assert status == (413 if megabytes * 2**20 > BODY_LIMIT else 422), told
        assert told["title"], told
        assert told["detail"], told
    assert asked(address, "GET", "/api/v1/events?limit=1")[0] == 200


# ---- a record in a database ----


@pytest.fixture(scope="module")
def in_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Copy the sample into a PostgreSQL database with the program; return its address."""
    with running() as server:
        place = server.address(server.make_database())
        done = chancery("copy", make_record(tmp_path_factory.mktemp("copied") / "a.db"), place)
        assert (done.code, done.err) == (0, ""), done.err
        yield place


def test_every_format_is_the_same_from_a_database(record: Path, in_database: str, tmp_path: Path) -> None:
    """Where a record lies makes no difference to what is exported, byte for byte."""
    for name in ("json", "plover", "icews", "cameo", "ftm", "csv"):
        out = [tmp_path / f"{name}-{number}" for number in range(2)]
        for place, target in zip((record, in_database), out, strict=True):
            done = chancery("export", "--format", name, "--record", place, "--output", target)
            assert done.code == 0, done.err
        files = [{path.name if target.is_dir() else "": path.read_bytes() for path in _files(target)} for target in out]
        assert files[0] == files[1], name


def test_records_in_databases_are_compared_and_united(record: Path, in_database: str, tmp_path: Path) -> None:
    """`diff` and `merge` take a database wherever they take a file."""
    told = json.loads(chancery("diff", record, in_database, "--json").out)
    assert all(not one["gained"] and not one["lost"] and not one["altered"] for one in told.values())
    done = chancery("merge", record, in_database, "--output", tmp_path / "c.db")
    assert (done.code, done.err) == (0, ""), done.err
    assert "in both" in done.out


def test_assistants_ask_a_database(in_database: str) -> None:
    """The tools of `chancery mcp` answer from a record in PostgreSQL."""
    from chancery.assistants.server import Tools  # noqa: PLC0415 - an optional dependency

    told = Tools(place_of(in_database)).overview()
    assert "38" in json.dumps(told)


def _files(target: Path) -> list[Path]:
    return sorted(target.iterdir()) if target.is_dir() else [target]


@pytest.fixture(scope="module")
def world_in_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Copy a record that can be concluded again into a PostgreSQL database; return its address."""
    file = tmp_path_factory.mktemp("world") / "a.db"
    with Record.open(file, create=True) as record:
        for report, seen in read_world(WORLD, Rules(), "first"):
            record.add(report, seen)
        conclude_again(record)
    with running() as server:
        place = server.address(server.make_database())
        assert chancery("copy", file, place).code == 0
        yield place


def done_job(address: str, job: str) -> dict[str, Any]:
    """Wait until a job has ended, and return it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        told: dict[str, Any] = asked(address, "GET", f"/api/v1/jobs/{job}")[1]
        if told["state"] in {"done", "failed"}:
            return told
        time.sleep(0.2)
    pytest.fail("the job does not end")


def test_serve_on_a_database_shows_searches_decides_and_adds(world_in_database: str) -> None:
    """Pages, search, the API, a decision and a new report: all on a record in PostgreSQL."""
    with serving(world_in_database) as address:
        event = asked(address, "GET", "/api/v1/events?limit=1")[1]["items"][0]["id"]
        pages = ("/", f"/events/{event}", "/quotations", "/pledges", "/entities", "/sources", "/review", "/history")
        for path in pages:
            status, page = asked(address, "GET", path)
            assert status == 200, (path, page[:400])
        assert "ruba" in asked(address, "GET", "/search?q=ruba")[1]
        assert asked(address, "GET", "/api/v1/search?q=ruba")[0] == 200
        decision = {"decision": "right", "what": [event], "by": "Ana Berg", "because": "checked"}
        status, made = asked(address, "POST", "/api/v1/decisions", json.dumps(decision).encode())
        assert (status, made["by"]) == (202, "Ana Berg"), made
        text = "Foreign Minister Petra Zell of Austria met President Ludo Hart of Belgium in Vienna on 3 May 2021."
        status, job = asked(address, "POST", "/api/v1/reports", json.dumps({"text": text}).encode())
        assert status == 202, job
        assert done_job(address, job["id"])["state"] == "done"
        found = asked(address, "GET", "/search?q=Vienna")[1]
        assert "Vienna" in found
        assert event in {one["id"] for one in asked(address, "GET", "/api/v1/events?limit=200")[1]["items"]}
    log = json.loads(chancery("decisions", "--json", "--record", world_in_database).out)
    assert [(one["by"], one["state"]) for one in log] == [("Ana Berg", "applied")]
    told = json.loads(chancery("timeline", "--json", "--record", world_in_database).out)
    assert [one["reviewed"] for one in told if one["id"] == event] == [True]
    assert any("Vienna" in json.dumps(one) for one in told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [("export",), ("--help",)])
def test_stdout_on_a_full_disk_is_one_line(record: Path, arguments: tuple[str, ...]) -> None:
    """`> file` on a full disk is told as any other place that cannot be written, and no fault is claimed."""
    where = () if arguments == ("--help",) else ("--record", str(record))
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(*arguments, *where), stdout=full, stderr=subprocess.PIPE, check=False, env=environment()
        )
    assert done.returncode == Exit.FAILED
    assert_one_line(done.stderr.decode(), "C051")
