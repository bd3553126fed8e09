"""A second coder reads a record: what it reads otherwise is asked, nothing of ours changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chancery.cli.main import chancery
from chancery.coders.endpoint import Endpoint
from chancery.coders.run import code_record
from chancery.model.facts import SECOND_CODER
from chancery.pipeline import read_paths
from chancery.record.store import Record
from chancery.views.json_export import export_json, validate
from chancery.views.review import open_questions
from coders.stub import serving

TEXT = (
    "Peru and Chile sign a water treaty\n\n"
    "LIMA, May 3, 2021 - Peru's foreign minister, Ana Costa, met her Chilean counterpart, Rui Lima, in Arica.\n\n"
    "Bolivia criticised Peru. The wells of Tacna had been dry since March."
)


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    """Return a record of one report, read by our own coder."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "own.db"
    with Record.open(path, create=True) as record:
        read_paths([tmp_path / "report.txt"], record)
    return path


def item(quote: str, kind: str, **changed: object) -> dict[str, Any]:
    """Write an item of an answer."""
    return {
        "quote": quote, "type": kind, "mode": None, "status": "occurred", "actors": [], "recipients": [], **changed
    }  # fmt: skip


def run(*arguments: object) -> Result:
    """Run the command line."""
    return CliRunner().invoke(chancery, [str(one) for one in arguments])


def code(path: Path, reply: Callable[[dict[str, Any]], object]) -> Any:  # noqa: ANN401 - a run of the coder
    """Have a stub code a record."""
    with serving(reply) as stub, Record.open(path) as record:
        return code_record(record, Endpoint(base_url=stub.base_url, model="tiny")), len(stub.asked)


def test_what_the_second_coder_reads_otherwise_is_asked(record_path: Path) -> None:
    """Agreement asks nothing; another type, no event, and an event that we lack are questions with their sentences."""
    with Record.open(record_path, readonly=True) as record:
        before = record.events()
        assert {event.type for event in before} >= {"CONSULT", "ACCUSE"}
        talks = next(event for event in before if event.type == "CONSULT")
    reply = {
        "events": [
            item(talks.evidence[0].quote, "CONSULT"),
            item("Bolivia criticised Peru.", "THREATEN", actors=["Bolivia"], recipients=["Peru"]),
            item("The wells of Tacna had been dry since March.", "AID"),
            item("Ecuador bought the wells.", "AID"),
        ]
    }
    found, asked = code(record_path, lambda _: reply)
    assert (found.asked, found.readings, found.refused, found.failed, asked) == (1, 3, 1, (), 1)
    with Record.open(record_path, readonly=True) as record:
        assert record.events() == before
        questions = [question for question in record.questions() if question.kind.startswith(SECOND_CODER)]
        told = {(question.kind, question.evidence[0].quote): question.because[0] for question in questions}
        asks = [one.asks for one in open_questions(record) if one.kind.startswith(SECOND_CODER)]
        validate(export_json(record))
    assert "THREATEN" in told[SECOND_CODER, "Bolivia criticised Peru."]
    assert (f"{SECOND_CODER} only", "The wells of Tacna had been dry since March.") in told
    assert not any(talks.evidence[0].quote == quote for _, quote in told)
    assert "Is an event missing here?" in asks


def test_nobody_is_asked_twice(record_path: Path) -> None:
    """A second run asks about nothing, and the original can still be shown."""
    code(record_path, lambda _: {"events": []})
    again, asked = code(record_path, lambda _: {"events": []})
    assert (again.asked, asked) == (0, 0)
    with Record.open(record_path, readonly=True) as record:
        (report,) = record.reports()
        assert record.original(report.id) == TEXT
        assert record.is_concluded(record_program())


def record_program() -> str:
    """Return the program that conclusions count as."""
    from chancery.pipeline import PROGRAM  # noqa: PLC0415 - only here

    return PROGRAM


def test_a_failing_endpoint_loses_nothing(tmp_path: Path) -> None:
    """The reports are read all the same; the failure is told with its code, and the command ends with 3."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "own.db"
    with serving(lambda _: b"<html>") as stub:
        result = run(
            "read", tmp_path / "report.txt", "--record", path, "--coder", "openai", "--base-url", stub.base_url,
            "--model", "tiny",
        )  # fmt: skip
    assert result.exit_code == 3
    assert "[C091]" in result.stderr
    assert json.loads(run("timeline", "--record", path, "--json").stdout)


@pytest.mark.parametrize(
    "options", [["--coder", "openai"], ["--coder", "other", "--base-url", "http://x", "--model", "m"]]
)
def test_half_a_coder_is_a_usage_error(tmp_path: Path, options: list[str]) -> None:
    """Without an address and a model nothing is read and nothing sent."""
    assert run("read", tmp_path, "--record", tmp_path / "own.db", *options).exit_code == 2
    assert not (tmp_path / "own.db").exists()


def test_nothing_is_sent_unless_asked(tmp_path: Path) -> None:
    """Reading without --coder asks no endpoint, even with a key in the environment."""
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    with serving(lambda _: {"events": []}) as stub:
        assert run("read", tmp_path / "report.txt", "--record", tmp_path / "own.db", "-q").exit_code == 0
    assert stub.asked == []
