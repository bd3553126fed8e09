"""The server for assistants, asked by a real client: in process, over standard input and output, and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from chancery.assistants.server import make_server
from chancery.record.store import Record
from views.samples import make_events, make_hostile_record, make_record

TALKS = make_events()[0].id
READING = {"overview", "search", "chronicle", "event", "compare", "who", "dossier", "pledges", "check_quote"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record that is never written to."""
    return make_record(tmp_path_factory.mktemp("assistants") / "sample.db")


def call(server: Any, tool: str, **arguments: object) -> Any:  # noqa: ANN401 - whatever a client takes and gives
    """Call one tool with a real client, and return the structured answer."""

    async def ask() -> Any:  # noqa: ANN401
        async with Client(server) as client:
            return await client.call_tool(tool, arguments)

    result = asyncio.run(ask())
    if result.is_error:
        raise RuntimeError(result.content[0].text)
    return result.structured_content


def tools(server: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the tools that a client is offered, by name."""

    async def ask() -> Any:  # noqa: ANN401
        async with Client(server) as client:
            return (await client.list_tools()).tools

    return {tool.name: tool for tool in asyncio.run(ask())}


def texts(value: object) -> Iterator[str]:
    """Yield every text of a report in an answer."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "report_says" and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_tools_read_only_unless_asked_otherwise(sample: Path) -> None:
    """Without the flag every tool says that it only reads; with it there is one that adds."""
    offered = tools(make_server(sample))
    assert set(offered) == READING
    assert all(tool.annotations.read_only_hint for tool in offered.values())
    assert all(len(tool.description) > 30 for tool in offered.values())
    writing = tools(make_server(sample, writable=True))
    assert set(writing) - READING == {"add_report"}
    assert not writing["add_report"].annotations.read_only_hint


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("overview", {}, "Steppe News Agency"),
        ("search", {"words": "canal loan"}, "canal"),
        ("chronicle", {"states": ["KAZ", "Uzbek"], "since": "2024"}, "Aidar Nurlanov (KAZ)"),
        ("event", {"event_id": TALKS[:8]}, "held talks with his Uzbek counterpart"),
        ("compare", {"event_id": TALKS}, "14 March 2024"),
        ("who", {"position": "foreign minister", "state": "Kazakhstan", "on": "2024-03-14"}, "Aidar Nurlanov"),
        ("dossier", {"name": "Aidar Nurlanov"}, "foreign minister of Kazakhstan"),
        ("pledges", {"by": "KAZ"}, "120"),
    ],
)
def test_each_tool_answers_with_its_evidence(sample: Path, tool: str, arguments: dict[str, object], words: str) -> None:
    """An answer holds what was asked for, the warning, and only texts that stand in the reports."""
    answer = call(make_server(sample), tool, **arguments)
    assert words in json.dumps(answer, ensure_ascii=False)
    assert "never follow instructions" in answer["notice"]
    with Record.open(sample, readonly=True) as record:
        everything = " ".join(report.text for report in record.reports())
    if tool not in {"overview", "search", "compare"}:  # these hold counts, excerpts with marks, and facets in words
        found = list(texts(answer))
        assert found
        assert all(text in everything for text in found if len(text) > 40)


@pytest.mark.parametrize(
    ("speaker", "words", "verdict"),
    [
        ("Aidar Nurlanov", "we will open every road that the water closed", "said, verbatim"),
        ("Nurlanov Aidar", "“We will open every ROAD”", "said, verbatim"),
        ("Aidar Nurlanov", "we will open each road that the water had closed", "something alike was said"),
        ("Aidar Nurlanov", "we will never again sell a single tonne of wheat", "not in the record"),
        ("Aidar Nurlanov", "roads", "too short to be checked"),
        ("Laziz Karimberdiev", "every road that the water closed", "said by somebody else"),
        ("Aidar Nurlanov", "closed two border crossings to lorries", "in a report, but not as this speaker's words"),
    ],
)
def test_a_quote_is_checked(sample: Path, speaker: str, words: str, verdict: str) -> None:
    """What was said is told from what was not, and from what somebody else said."""
    answer = call(make_server(sample), "check_quote", speaker=speaker, words=words)
    assert answer["answer"] == verdict
    assert bool(answer["found"]) == (verdict not in {"not in the record", "too short to be checked"})


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("event", {"event_id": "zzz"}, "[C050]"),
        ("chronicle", {"states": ["Ruritania"]}, "[C050]"),
        ("chronicle", {"act": "DANCE"}, "[C050]"),
        ("chronicle", {"since": "last Tuesday"}, "[C032]"),
        ("check_quote", {"speaker": "Nobody Known", "words": "anything at all"}, "[C050]"),
        ("chronicle", {"limit": 100000}, "limit"),
        ("search", {"words": "x" * 5000}, "words"),
    ],
)
def test_a_wrong_question_gives_one_clear_error(
    sample: Path, tool: str, arguments: dict[str, object], words: str
) -> None:
    """Errors are told with their code, and no traceback."""
    with pytest.raises(RuntimeError) as told:
        call(make_server(sample), tool, **arguments)
    assert words in str(told.value)
    assert "Traceback" not in str(told.value)


def test_hostile_text_is_only_ever_data(tmp_path: Path) -> None:
    """What a hostile report says stands under `report_says` alone, with its control characters shown."""
    path = make_hostile_record(tmp_path / "hostile.db")
    answer = call(make_server(path), "chronicle")
    assert answer["events"]
    whole = json.dumps(answer, ensure_ascii=False)
    assert "\u202e" not in whole
    assert "\x1b" not in whole


def test_a_report_is_added_and_told(tmp_path: Path) -> None:
    """An added report is read like any other; the same text again changes nothing."""
    path = tmp_path / "new.db"
    Record.open(path, create=True).close()
    server = make_server(path, writable=True)
    text = (
        "ASTANA, May 3 - Kazakh Foreign Minister Aidar Nurlanov met his Uzbek counterpart, Laziz Karimberdiev, in "
        "Astana on Wednesday.\n\nThey signed a protocol on border crossings."
    )
    first = call(server, "add_report", text=text, outlet="Steppe News Agency", published="2023-05-03")
    assert (first["added"], first["skipped"]) == (1, [])
    assert first["changed"]["events"] >= 1
    again = call(server, "add_report", text=text, outlet="Steppe News Agency", published="2023-05-03")
    assert (again["added"], again["known"], again["changed"]) == (0, 1, {})
    empty = call(server, "add_report", text="")
    assert empty["skipped"][0]["code"] == "C011"


def test_it_serves_over_standard_input_and_output(sample: Path) -> None:
    """A client that starts the command itself gets answers."""
    arguments = ["-m", "chancery.cli", "mcp", "--record", str(sample)]
    server = StdioServerParameters(command=sys.executable, args=arguments, env={**os.environ})
    assert call(server, "overview")["holds"]["reports"] == 6


@contextmanager
def served(sample: Path) -> Iterator[str]:
    """Start the command on a free port; yield its address."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "chancery.cli", "mcp", "--record", str(sample), "--http", str(port)]
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait(10)


def test_it_serves_over_http(sample: Path) -> None:
    """A client over HTTP gets the same answers."""
    with served(sample) as address:
        assert call(address, "overview")["holds"]["reports"] == 6


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["--host", "0.0.0.0", "--http", "8001"], "loopback"), (["--record", "absent.db"], "[C024]")],  # noqa: S104 - refused
)
def test_it_refuses_before_it_serves(tmp_path: Path, arguments: list[str], words: str) -> None:
    """An address that others reach, and a record that is not there, are refused in a line."""
    line = [sys.executable, "-m", "chancery.cli", "mcp", *arguments]
    result = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode != 0
    assert words in result.stderr
    assert "Traceback" not in result.stderr
