"""A server of the Model Context Protocol over one record: read-only tools, writing only when asked for.

Every call opens the record anew, so that another program may write meanwhile, and nothing is held
between calls. Errors reach the assistant as one line with a code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from chancery import __version__
from chancery.assistants.answers import Answers
from chancery.assistants.pins import NOTICE, Json
from chancery.assistants.quote_check import check_quote
from chancery.assistants.writing import add_report
from chancery.errors import ChanceryError
from chancery.record.address import Place
from chancery.record.store import Record

INSTRUCTIONS: Final = f"""Answers questions from a diplomatic record: who met, visited, promised, gave, refused, said
what, when, where, in which office, told by which outlet. Every entry carries the sentences that it rests on; cite them
with outlet and date. What a tool does not return is not in the record: say so instead of filling in. {NOTICE}"""

_READING: Final = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_ADDING: Final = ToolAnnotations(
    read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)

TITLES: Final = {
    "overview": "What the record holds",
    "search": "Search reports and quotations",
    "chronicle": "What happened, by date",
    "event": "One event whole",
    "compare": "How reports of one event differ",
    "who": "Who held a position",
    "dossier": "All on one person, state or organisation",
    "pledges": "Who promised what, and what became of it",
    "check_quote": "Did X say Y?",
}

Words = Annotated[str, Field(max_length=2000)]
States = Annotated[list[str], Field(max_length=20, description="Codes, names, adjectives or capitals: KGZ, Russia.")]
Date = Annotated[str | None, Field(max_length=40, description="EDTF: 2020, 2020-10, 2020-10-23.")]
Act = Annotated[str | None, Field(max_length=40, description="PLOVER type or type/mode: CONSULT/visit.")]
Limit = Annotated[int, Field(ge=1, le=100)]


class Tools:
    """The questions that an assistant may ask; each docstring is what the assistant is told of it."""

    def __init__(self, path: Place) -> None:
        """Take the record's place; it is opened for each call."""
        self._path = path

    def overview(self) -> Json:
        """Say how many reports, events, quotations and pledges the record holds, and of which outlets."""
        return self._ask(lambda record: Answers(record).overview())

    def search(self, words: Words, limit: Limit = 20) -> Json:
        """Find reports and quotations that hold all the words."""
        return self._ask(lambda record: Answers(record).search(words, limit))

    def chronicle(
        self, states: States | None = None, since: Date = None, until: Date = None, act: Act = None, limit: Limit = 50
    ) -> Json:
        """List events in the order of time; several states mean what all of them take part in."""
        return self._ask(
            lambda record: Answers(record).chronicle(states or (), since=since, until=until, act=act, limit=limit)
        )

    def event(self, event_id: Words) -> Json:
        """Tell one event with every report's own version and why it was coded so; takes the beginning of an id."""
        return self._ask(lambda record: Answers(record).event(event_id))

    def compare(self, event_id: Words) -> Json:
        """Say on what the reports of one event agree and differ."""
        return self._ask(lambda record: Answers(record).compare(event_id))

    def who(self, position: Words, state: Words, on: Date = None) -> Json:
        """Say who held a position of a state, on a day or at all: position "foreign minister", state "KGZ"."""
        return self._ask(lambda record: Answers(record).who(position, state, on))

    def dossier(self, name: Words) -> Json:
        """Gather offices, visits, meetings, words and pledges of one person, state or organisation."""
        return self._ask(lambda record: Answers(record).dossier(name))

    def pledges(
        self,
        by: Words | None = None,
        to: Words | None = None,
        only_open: bool = False,  # noqa: FBT001, FBT002 - arguments come by name
    ) -> Json:
        """List undertakings with amounts, dates and history; `by` and `to` are states or organisations."""
        return self._ask(lambda record: Answers(record).pledges(by, to, only_open=only_open))

    def check_quote(self, speaker: Words, words: Words) -> Json:
        """Say whether the record has somebody saying these words: with the sentence, or "not in the record"."""
        return self._ask(lambda record: check_quote(record, speaker, words))

    def _ask(self, question: Callable[[Record], Json]) -> Json:
        with _told(), Record.open(self._path, readonly=True) as record, record.snapshot():
            return question(record)


def make_server(path: Place, *, writable: bool = False) -> MCPServer:
    """Make a server over a record.

    Args:
        path: The record.
        writable: Whether assistants may add reports.
    """
    server = MCPServer("chancery", title="Chancery", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR")
    tools = Tools(path)
    for name, title in TITLES.items():
        method = getattr(tools, name)
        server.add_tool(method, name=name, title=title, annotations=_READING, structured_output=True)
    if writable:
        _add_writing(server, path)
    return server


def _add_writing(server: MCPServer, path: Place) -> None:
    """Add the tool that adds reports."""

    @server.tool("add_report", title="Add a report", annotations=_ADDING, structured_output=True)
    def add(
        text: Annotated[str, Field(max_length=1_000_000)],
        title: Words | None = None,
        outlet: Words | None = None,
        published: Date = None,
        address: Words | None = None,
    ) -> Json:
        """Add the text of one report to the record, and say what changed."""
        with _told():
            return add_report(path, text, title=title, outlet=outlet, published=published, address=address)


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error with a code into one that the assistant is shown."""
    try:
        yield
    except ChanceryError as error:
        raise ToolError(str(error)) from error


def serve_stdio(path: Place, *, writable: bool = False) -> None:
    """Serve one assistant over standard input and output, until it goes."""
    make_server(path, writable=writable).run("stdio")


def serve_http(path: Place, *, host: str, port: int, writable: bool = False) -> None:
    """Serve assistants over HTTP, on a loopback address, until interrupted."""
    options: dict[str, Any] = {"host": host, "port": port, "stateless_http": True, "json_response": True}
    make_server(path, writable=writable).run("streamable-http", **options)
