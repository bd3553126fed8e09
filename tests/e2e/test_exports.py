"""Exports, the API and a record in a database through the program itself: bad ends leave nothing half, and one line."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from chancery.cli.exits import Exit
from chancery.record.migrations import MIGRATIONS
from chancery.views.exports.formats import FORMATS
from e2e.browser import serving
from e2e.program import chancery, command, cramped, started
from postgresql import running
from views.samples import make_record

WRITTEN = tuple(name for name in FORMATS if name != "conllu")  # which loads the model


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
    if largest < 2:
        pytest.skip("nothing of these reports is in this format")
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
        try:
            connection.request(method, path, body=body, headers=headers, encode_chunked=isinstance(body, Iterator))
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has answered and does not wait for the rest
        answer = connection.getresponse()
        told = answer.read()
        return answer.status, json.loads(told) if "json" in answer.headers["content-type"] else told.decode()
    finally:
        connection.close()


@contextmanager
def open_server(place: str | Path) -> Iterator[str]:
    """Serve a record that may be written to."""
    with serving(place) as address:
        yield address


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a record through the program."""
    with open_server(make_record(tmp_path_factory.mktemp("served") / "a.db")) as found:
        yield found


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"words"', b"null", b"[" * 100_000, b'{"text": 7}', b'{"decision": "right"}', b"\xff\xfe", b"NaN"],
)
def test_api_bodies_of_wrong_shape_are_one_clear_error(address: str, body: bytes) -> None:
    """The answer says what is wrong in the shape that the specification has, and the server goes on."""
    for path in ("/api/v1/decisions", "/api/v1/reports"):
        status, told = asked(address, "POST", path, body)
        assert 400 <= status < 500, (path, status, told)
        assert told["title"], told
        assert told["status"] == status
    assert asked(address, "GET", "/api/v1/events?limit=1")[0] == 200


def test_api_body_of_a_hundred_megabytes_is_refused(address: str) -> None:
    """It is refused by what it says of its length, and in pieces by what has come; nothing of it is kept."""
    pieces = (b" " * 2**20 for _ in range(100))
    for body in (b" " * 100 * 2**20, pieces):
        status, told = asked(address, "POST", "/api/v1/reports", body)
        assert status == 413
        assert "C103" in json.dumps(told)
    assert asked(address, "GET", "/api/v1/events?limit=1")[0] == 200
