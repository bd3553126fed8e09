"""`chancery serve`: what it refuses, and how it ends."""

from __future__ import annotations

import http.client
import signal
import socket
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from chancery.record.store import Record
from e2e.program import command, started

Run = Callable[..., Result]


def test_serve_refuses_addresses_that_others_reach(run: Run, sample_path: Path) -> None:
    """Without accounts nobody else may ask."""
    told = run("serve", "--record", sample_path, "--host", "0.0.0.0")  # noqa: S104 - to be refused
    assert (told.exit_code, "C100" in told.stderr, "--auth" in told.stderr) == (1, True, True)


def test_serve_with_accounts_needs_some(run: Run, sample_path: Path, tmp_path: Path) -> None:
    """A file that is not there is told before anything is served."""
    told = run("serve", "--record", sample_path, "--host", "0.0.0.0", "--auth")  # noqa: S104 - refused for another reason
    assert (told.exit_code, "C113" in told.stderr, "chancery accounts add" in told.stderr) == (1, True, True)
    told = run("serve", "--record", sample_path, "--accounts", tmp_path / "people")
    assert (told.exit_code, "C113" in told.stderr) == (1, True)


def test_serve_needs_a_record(run: Run, tmp_path: Path) -> None:
    """A name with a slip of the pen makes no empty record."""
    told = run("serve", "--record", tmp_path / "none.db")
    assert (told.exit_code, "C024" in told.stderr) == (4, True)
    assert not (tmp_path / "none.db").exists()


def test_serve_says_that_a_port_is_taken(run: Run, sample_path: Path) -> None:
    """One line, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = run("serve", "--record", sample_path, "--port", str(taken.getsockname()[1])).stderr
    assert "C101" in told
    assert "--port" in told


def test_serve_answers_until_it_is_interrupted(tmp_path: Path) -> None:
    """It prints where it is, answers there, and ends well on Ctrl-C."""
    path = tmp_path / "a.db"
    Record.open(path, create=True).close()
    with started(command("serve", "--record", path, "--port", "0")) as process:
        assert process.stdout
        line = process.stdout.readline().decode()
        address = line.partition("http://")[2].partition("/")[0]
        connection = http.client.HTTPConnection(address, timeout=30)
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out.decode(), err.decode()) == (0, "Stopped.\n", "")
